"""The check before publishing: each rule, beside a text that it lets pass."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from pages.content_checks import MOST, Finding, Level, check
from pages.content_checks.findings import excerpt
from pages.models import Article, Picture, Source
from tests.makers import make_article

pytestmark = pytest.mark.django_db

SOURCES = [Source(organisation=name, title="Childhood cancer") for name in ("WHO", "NCI")]
PLAIN = {
    "title_bn": "টিউমার",
    "summary_bn": "সারকথা",
    "body_bn": "<p>লেখা</p>",
    "description_bn": "বর্ণনা",
    "title_en": "Tumours",
    "summary_en": "Summary",
    "body_en": "<p>Text</p>",
    "description_en": "Description",
}


def make_picture(**fields: Any) -> Picture:
    texts = {"alternative_bn": "একটি শিশু", "alternative_en": "A child"}
    return Picture.objects.create(
        **{"file": "pictures/x.jpg", "width": 40, "height": 30, **texts, **fields}
    )


def found(language: str = "en", **fields: Any) -> list[Finding]:
    """Of an article that is not saved; `body` is its text in the language."""
    if "body" in fields:
        fields[f"body_{language}"] = fields.pop("body")
    sources = fields.pop("sources", SOURCES)
    with override("en"):
        return check(Article(**{**PLAIN, **fields}), language, sources=sources)


def codes(level: Level = Level.ERROR, language: str = "en", **fields: Any) -> list[str]:
    findings = found(language, **fields)
    assert {finding.level for finding in findings} <= {level}
    return [finding.code for finding in findings]


def errors(body: str, **fields: Any) -> list[str]:
    return codes(body=body, **fields)


def hints(body: str, language: str = "en", **fields: Any) -> list[str]:
    return codes(Level.HINT, language, body=body, **fields)


def box(kind: str, heading: str = "<h3>a</h3>") -> str:
    return f'<div class="care care-{kind}">{heading}<p>b</p></div>'


@pytest.mark.parametrize("language", ["bn", "en"])
def test_nothing_is_found_in_a_plain_article(language):
    assert found(language) == []


def test_nothing_is_found_where_nothing_is_written():
    assert check(Article(title_bn="টিউমার"), "en") == []


def test_errors_come_first_and_a_finding_says_what_to_do_and_where():
    [error, *hints] = found(body=box("urgent") * 3 + "<p>Read <a>more</a></p>", description_en="")
    assert error == Finding(
        Level.ERROR,
        "no_address",
        "A link has no address. Choose where it leads, or take the link away.",
        "more",
    )
    assert [(hint.level, hint.code, hint.where) for hint in hints] == [
        (Level.HINT, "many_warnings", ""),
        (Level.HINT, "no_description", ""),
    ]


def test_of_one_kind_only_the_first_are_told():
    assert errors('<p><a href="/a/1/"></a></p>' * 99) == ["empty_link"] * MOST


# Excerpts

LONG = " ".join(f"word{number}" for number in range(50))


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("", 0, ""),
        ("short text", 3, "short text"),
        (LONG, 0, f"{LONG[: LONG.index(' word12')]} …"),
        (LONG, LONG.index("word20"), f"… {LONG[LONG.index('word16') : LONG.index('word27')]}…"),
        (LONG, len(LONG) + 9, "… word46 word47 word48 word49"),
        ("x" * 500, 0, "x" * 80 + " …"),
        ("x" * 500, 200, "… " + "x" * 80 + " …"),
    ],
)
def test_an_excerpt_is_cut_at_words(text, at, expected):
    assert excerpt(text, at) == expected


# Headings, tables, boxes


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h2>a</h2><h3>b</h3><h2>c</h2>", []),
        ("<p>a</p><h3>b</h3><h2>c</h2>", ["heading_level"]),
        ('<div class="care care-do"><h3>a</h3><p>b</p></div><h2>c</h2>', []),
        ('<div class="care care-do"><h3>a</h3></div><h3>b</h3>', ["heading_level"]),
        ('<div class="care care-do"><h3>a</h3><h3>b</h3></div>', ["heading_level"]),
        ('<div class="care care-do"><p>a</p><h3>b</h3></div>', ["heading_level"]),
        ('<div class="care care-do"><h2>a</h2></div><h3>b</h3>', []),
        ("<h2>a</h2><h2> </h2><p>b</p>", ["empty_heading"]),
        ("<h2>a</h2><h3><br></h3>", ["empty_heading"]),
        ("<h2></h2><h3>a</h3>", ["empty_heading", "heading_level"]),
    ],
)
def test_headings_follow_each_other_and_none_is_empty(body, expected):
    assert errors(body) == expected


def test_an_empty_heading_is_placed_by_what_follows_it():
    [finding] = found(body="<h2>a</h2><h2></h2><p>Then this.</p>")
    assert finding.where == "Then this."


@pytest.mark.parametrize(
    ("cell", "expected"), [("<th>a</th>", []), ("<td>a</td>", ["table_headers"])]
)
def test_a_table_has_header_cells(cell, expected):
    rows = f"<tr>{cell}<td>b</td></tr><tr><td>c</td><td>d</td></tr>"
    assert errors(f"<table><tbody>{rows}</tbody></table>") == expected


def test_more_than_two_warnings_are_many():
    two = box("emergency") + box("urgent") + box("routine") + box("do")
    assert hints(two) == []
    assert hints(two + box("urgent")) == ["many_warnings"]


@pytest.mark.parametrize("heading", ["", "<h2>a</h2>"])
def test_a_warning_begins_with_its_heading(heading):
    assert hints(box("urgent", heading)) == ["box_heading"]
    assert hints(box("do", heading)) == []


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["do", "dont"], []),
        (["dont", "do"], ["dont_first"]),
        (["dont"], []),
        (["do", "dont", "do", "dont"], []),
    ],
)
def test_what_to_do_comes_before_what_not_to_do(kinds, expected):
    assert hints("".join(map(box, kinds))) == expected


# Pictures


def figure(picture: Picture) -> str:
    return f'<p>Before.</p><figure data-picture="{picture.pk}"></figure>'


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"alternative_en": ""}, ["alternative_text"]),
        ({"alternative_en": None}, ["alternative_text"]),
        ({"alternative_en": "", "decorative": True}, []),
        ({"alternative_bn": ""}, []),
    ],
)
def test_a_picture_says_in_the_language_what_it_shows_or_is_decorative(fields, expected):
    picture = make_picture(**fields)
    assert errors(figure(picture)) == expected
    assert errors("<p>Text</p>", picture=picture) == expected


def test_a_picture_without_words_is_placed_by_its_other_language_or_what_stands_before():
    named = make_picture(alternative_en="")
    nameless = make_picture(alternative_en="", alternative_bn="")
    assert [finding.where for finding in found(body=figure(named) + figure(nameless))] == [
        "একটি শিশু",
        "Before.",
    ]


def test_a_picture_that_is_gone_is_an_error():
    picture = make_picture()
    assert errors(figure(picture)) == []
    body = figure(picture)
    picture.delete()
    assert errors(body) == ["picture_gone"]


# Links


def link(words: str, address: str = "https://example.org/") -> str:
    return f'<p>Read <a href="{address}">{words}</a> now.</p>'


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the leaflet on fever", []),
        ("Click here", ["link_words"]),
        ("here.", ["link_words"]),
        ("<strong>this\nlink</strong> →", ["link_words"]),
        ("এখানে", ["link_words"]),
        ("এখানে ক্লিক করুন।", ["link_words"]),
        ("এই লিঙ্ক", ["link_words"]),
        ("here is the leaflet", []),
        ("https://example.org/fever", ["bare_address"]),
        ("www.example.org", ["bare_address"]),
        ("who.int", ["bare_address"]),
        ("example.bd/fever", ["bare_address"]),
        ("Dr.Rahman", []),
        ("the pages of who.int", []),
        ("", ["empty_link"]),
        (" <br>", ["empty_link"]),
    ],
)
def test_the_words_of_a_link_say_where_it_leads(words, expected):
    assert errors(link(words)) == expected


@pytest.mark.parametrize(
    ("words", "address", "expected"),
    [
        ("01712-345678", "tel:+8801712345678", []),
        ("info@example.org", "mailto:info@example.org", []),
        ("here", "tel:+8801712345678", ["link_words"]),
    ],
)
def test_a_number_or_mail_address_may_be_the_words_of_its_link(words, address, expected):
    assert errors(link(words, address)) == expected


def test_empty_words_and_empty_addresses_are_placed():
    [here] = found(body=link("here"))
    assert here.where == "Read here now."
    [empty] = found(body=link(""))
    assert empty.where == "Read now."
    [nowhere] = found(body="<p>Read <a>about fever</a>.</p>")
    assert (nowhere.code, nowhere.where) == ("no_address", "about fever")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/", []),
        ("//example.org/", []),
        ("", ["no_address"]),
        ("#", ["no_address"]),
        ("www.example.org", ["incomplete_address"]),
        ("tumours/kidney", ["incomplete_address"]),
        ("https://[", ["incomplete_address"]),
        ("/bn/tumours/kidney/", ["public_address"]),
        ("/en/tumours/kidney/#part-1", ["public_address"]),
        ("/a/5", ["public_address"]),
        ("http://127.0.0.1:8000/bn/tumours/kidney/", ["public_address"]),
        ("http://127.0.0.1:8000/en/contact/", ["public_address"]),
        ("/en/contact/", []),
        ("/bn/appointment/status/", []),
        ("/en/tumours/", []),
        ("/media/leaflet.pdf", []),
        ("/admin/", ["no_such_page"]),
        ("/tumours/kidney/", ["no_such_page"]),
    ],
)
def test_a_link_leads_somewhere_by_an_address_that_lasts(address, expected):
    assert errors(link("about kidneys", address)) == expected


def test_a_link_leads_to_an_article_that_exists():
    target = make_article()
    assert errors(link("kidneys", f"/a/{target.pk}/")) == []
    assert errors(link("kidneys", f"/a/{target.pk + 1}/")) == ["no_such_article"]
    assert errors(link("kidneys", f"/a/{'9' * 18}/")) == ["no_such_article"]


@pytest.mark.parametrize(
    ("public_from", "expected"),
    [
        (-timedelta(hours=1), []),
        (timedelta(hours=1), ["not_public"]),
        (None, ["not_public"]),
    ],
)
def test_a_link_to_an_article_that_is_not_public_is_a_hint(public_from, expected):
    at = None if public_from is None else timezone.now() + public_from
    target = make_article(published_at_en=at)
    assert hints(link("kidneys", f"/a/{target.pk}/")) == expected
    assert hints(link("kidneys", f"/a/{target.pk}/"), "bn", description_bn="বর্ণনা") == []


def test_a_link_to_a_part_of_this_page_finds_it():
    assert errors("<h2>a</h2><h2>b</h2>" + link("b", "#part-2")) == []
    assert errors("<h2>a</h2><h2></h2>" + link("b", "#part-2"))[-1:] == ["no_such_part"]
    assert errors(link("b", "#sources")) == ["no_such_part"]


def test_a_link_to_a_part_of_another_page_finds_it_in_the_same_language():
    target = make_article(body_en="<h2>a</h2><p>Text</p>")
    first, second = (link("it", f"/a/{target.pk}/#part-{number}") for number in (1, 2))
    assert (errors(first), errors(second)) == ([], ["no_such_part"])
    assert codes(language="bn", body=first) == ["no_such_part"]
    Article.objects.update(body_en="<p>Text</p>")
    assert errors(first) == ["no_such_part"]


def test_a_part_of_what_is_not_written_yet_is_no_error():
    target = make_article(body_en="", published_at_en=None)
    assert hints(link("it", f"/a/{target.pk}/#part-1")) == ["not_public"]


def test_a_link_to_itself_is_measured_by_the_text_as_it_is_typed():
    article = make_article(description_en="Description", published_at_en=None)
    article.body_en = "<h2>a</h2>" + link("it", f"/a/{article.pk}/#part-1")
    assert check(article, "en", sources=SOURCES) == []
    article.body_en = link("it", f"/a/{article.pk}/#part-1")
    assert [finding.code for finding in check(article, "en", sources=SOURCES)] == ["no_such_part"]


# Sources and description


def test_sources_are_those_given_or_else_the_stored_ones():
    article = make_article(description_en="Description")
    assert [finding.code for finding in check(article, "en")] == ["no_sources"]
    assert check(article, "en", sources=SOURCES) == []
    Source.objects.create(article=article, organisation="WHO", title="Childhood cancer")
    assert [finding.code for finding in check(article, "en")] == ["few_sources"]
    Source.objects.create(article=article, organisation="NCI", title="Wilms tumour")
    assert check(article, "en") == []
    assert [finding.code for finding in check(article, "en", sources=[])] == ["no_sources"]
    assert codes(Level.HINT, sources=None) == ["no_sources"]


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("a" * 160, []),
        ("a" * 161, ["long_description"]),
        ("", ["no_description"]),
        (" ", ["no_description"]),
        (None, ["no_description"]),
    ],
)
def test_a_description_is_there_and_not_too_long(description, expected):
    assert codes(Level.HINT, description_en=description) == expected


# Sentences


@pytest.mark.parametrize(("language", "most"), [("bn", 15), ("en", 25)])
def test_more_than_one_long_sentence_in_twenty_is_told_with_the_longest(language, most):
    end = {"bn": "।", "en": "."}[language]
    longest = " ".join(["ক"] * (most + 2))
    longs = f"<p>{' '.join(['খ'] * (most + 1))}{end}</p><p>{longest}{end}</p>"
    shorts = f"<p>ক{end}</p>"
    assert hints(longs + shorts * 38, language) == []
    [finding] = found(language, body=longs + shorts * 37)
    assert (finding.code, finding.where) == ("long_sentences", longest)
    assert f"2 of 39 sentences have more than {most} words" in finding.message
    assert f"the longest has {most + 2}" in finding.message


@pytest.mark.parametrize(("language", "most"), [("bn", 9), ("en", 20)])
def test_a_mean_over_the_limit_is_told(language, most):
    assert hints(f"<p>{'ক ' * most}</p>", language) == []
    assert hints(f"<p>{'ক ' * (most + 1)}</p>", language) == ["mean_sentence"]


def test_a_paragraph_of_more_than_120_words_is_long():
    assert hints(f"<p>{'One two. ' * 60}</p>") == []
    assert hints(f"<p>{'One two. ' * 60} Three.</p>") == ["long_paragraph"]


# Numbers


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "About 90 of every 100 children are alive."),
        ("en", "In Egypt about 90% are alive."),
        ("en", "In 2017 about 9 in 10 were alive."),
        ("bn", "১০০ জনে ৯০ জন বেঁচে আছে।"),
        ("bn", "মিসরে ৯০ শতাংশ বেঁচে আছে।"),
        ("bn", "২০১৭ সালে ১০ জনে ৯ জন বেঁচে ছিল।"),
    ],
)
def test_a_share_without_its_country_or_its_year_is_told(language, text):
    assert hints(f"<p>{text}</p>", language) == ["bare_share"]


@pytest.mark.parametrize(
    ("language", "html"),
    [
        ("en", "<p>In Egypt in 2008–2017, 95 of every 100 children were alive.</p>"),
        ("en", "<p>In Egypt in 2017:</p><ul><li>95 of every 100 were alive</li></ul>"),
        ("en", "<p>We asked 100 children.</p>"),
        ("bn", "<p>মিসরে ২০১৭ সালে ১০০ জনে ৯৫ জন বেঁচে ছিল।</p>"),
        ("bn", "<p>২০২৩ সালে ১০০ জনকে জিজ্ঞেস করা হয়।</p>"),
    ],
)
def test_a_share_with_both_is_in_order(language, html):
    assert hints(html, language) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "A fever of 38.0 °C (100.4 °F) or more", []),
        ("en", "A fever of 38.0 °C or more", ["one_unit"]),
        ("bn", "জ্বর ১০০.৪° ফারেনহাইট (৩৮° সেলসিয়াস) বা বেশি", []),
        ("bn", "জ্বর ১০০.৪° ফারেনহাইট বা বেশি", ["one_unit"]),
    ],
)
def test_a_temperature_is_given_in_both_units(language, text, expected):
    assert hints(f"<p>{text}</p>", language) == expected


def test_a_text_for_scholars_is_told_and_a_plain_one_is_not():
    plain = "<p>" + "The doctor looks at your child. " * 12 + "</p>"
    learned = (
        "<p>" + "Multidisciplinary rehabilitation necessitates considerable perseverance. " * 12
    )
    assert hints(plain) == []
    assert hints(f"{learned}</p>") == ["reading_grade"]


# Bengali


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("১০০.৪° ফারেনহাইট (৩৮° সেলসিয়াস)", []),
        ("১০০.৪° ফারেনহাইট (38° সেলসিয়াস)", ["latin_digits"]),
        ("38.5°C (101.3°F)", ["latin_digits"]),
        ("5mg ওষুধ", ["latin_digits"]),
        ("CD20, COVID-19, PD-1 ও info2@example.org", []),
        ("CD20 ও 38", ["latin_digits"]),
    ],
)
def test_numbers_are_in_bengali_digits_names_of_tests_keep_theirs(text, expected):
    assert hints(f"<p>{text}</p>", "bn") == expected
    assert codes(Level.HINT, "bn", title_bn=text) == expected
    assert codes(Level.HINT, "en", title_en=text) == []


def test_digits_in_addresses_are_not_read():
    assert hints(link("ফোন করুন ০১৭১২৩৪৫৬৭৮", "tel:+8801712345678"), "bn") == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("ক্যান্সারের ওষুধ", "ক্যানসার"),
        ("ঔষধ খাওয়ান", "ওষুধ"),
        ("জরুরী বিভাগ", "জরুরি"),
        ("আরো পড়ুন", "আরও"),
        ("মোবাইল নাম্বারে", "নম্বর"),
        ("ফর্মটি পূরণ করুন", "ফরম"),
        ("রক্তনালীর", "রক্তনালি"),
        ("শল্যচিকিৎসকের কাছে", "সার্জন"),
        ("চিকিত্সা", "চিকিৎসা"),
        ("এপয়েন্টমেন্ট নিন", "অ্যাপয়েন্টমেন্ট"),
        ("ডাঃ রহিম", "ডা."),
    ],
)
def test_a_spelling_that_the_clinic_does_not_use_is_told_with_the_right_one(text, right):
    for fields in ({"body": f"<p>{text}</p>"}, {"summary_bn": text}):
        [finding] = found("bn", **fields)
        assert (finding.level, finding.code, finding.where) == (Level.HINT, "spelling", text)
        assert finding.message.startswith(f"Write “{right}” instead of “")


@pytest.mark.parametrize(
    "text",
    [
        *("আরোগ্য", "ফর্মুলা", "প্ল্যাটফর্ম", "জলবসন্ত", "রোগিণী", "ক্যানসার", "তৈরি"),
        "জাতীয় ক্যান্সার গবেষণা ইনস্টিটিউট ও হাসপাতালে ক্যানসারের চিকিৎসা",
    ],
)
def test_other_words_and_proper_names_keep_their_spelling(text):
    assert hints(f"<p>{text}</p>", "bn") == []


def test_two_spellings_in_one_text_are_told_once():
    body = "<p>ক্যান্সার</p><p>ক্যানসারের</p><p>ক্যান্সার</p>"
    assert hints(body, "bn") == ["mixed_spelling"]


# Cost


def count_of_queries(article: Article, language: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        check(article, language)
    return len(queries)


def test_three_queries_whatever_the_number_of_links_and_figures():
    article = make_article()
    pieces = ""
    for number in range(3):
        target = make_article(slug=f"target-{number}", body_en="<h2>a</h2>")
        pieces += figure(make_picture()) + link("it", f"/a/{target.pk}/#part-1")
    assert count_of_queries(article, "en") == 1
    article.body_en = pieces
    assert count_of_queries(article, "en") == 3
    article.body_en = pieces * 100 + "".join(
        f'<figure data-picture="{number}"></figure><a href="/a/{number}/">b</a>'
        for number in range(1000, 4000)
    )
    assert count_of_queries(article, "en") == 3


@pytest.mark.parametrize("piece", ["ক", "ক ", "ক। ", "&lt;", "<ul><li>", "<p>ক</p>", "1 ", "ফর্ম "])
def test_a_huge_text_is_checked(piece):
    # Linear: a minute and more if it were not.
    assert len(found("bn", body=piece * (640_000 // len(piece)))) <= 4 + MOST
