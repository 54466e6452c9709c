"""The starter texts themselves: whole in both languages, safe, and plain enough to read."""

import re
import unicodedata
from functools import cache
from html import unescape

import pytest
from django.utils.html import strip_tags

from pages import content_checks, outline, readability
from pages.bengali import latin_digits
from pages.content_checks.bengali import NAMES
from pages.drawings import OF_SECTIONS
from pages.models import Article, Clinic, GlossaryTerm, Section, StarterEntry
from pages.starter import files
from pages.starter.files import Starter, StarterFile
from pages.starter.loader import FOLDER, Report, load

PATHS = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.md"))
BENGALI = [path for path in PATHS if path.startswith("bn/")]
ARTICLES = [path.removeprefix("bn/") for path in BENGALI if "/_" not in path]
BOTH = [f"{language}/{name}" for name in ARTICLES for language in ("bn", "en")]

# Not part of a longer word: আরোগ্য is right.
BANNED = re.compile(
    "ক্যান্সার|ঔষধ|জরুরী|(?<![\u0980-\u09ff])আরো(?![\u0980-\u09ff])|নাম্বার|টিউমর|শল্য|রক্তনালী|ফর্ম"
)
FEVER = {
    "bn": "১০০.৪° ফারেনহাইট (৩৮° সেলসিয়াস)",
    "en": "38.0\u00a0°C (100.4\u00a0°F)",
}


@cache
def starter() -> Starter:
    return files.read(FOLDER)


def read(path: str) -> StarterFile:
    [file] = [file for file in starter().files if file.path == path]
    return file


def plain(html: str) -> str:
    """The words of the HTML, one line for each paragraph, item and cell."""
    return unescape(strip_tags(re.sub(r"</(?:p|li|h[23]|t[dh])>", "\n", html)))


def everything(path: str) -> str:
    file = read(path)
    return "\n".join([*file.front.values(), plain(file.body)])


def measured(path: str) -> readability.Measure:
    return readability.measure(outline.read(read(path).body), path.partition("/")[0])


def figures(path: str) -> set[float]:
    """The numbers above ten: smaller ones are words in one language and digits in the other."""
    text = latin_digits(everything(path)).replace(",", "")
    text = re.sub(r"(\d+) লাখ", r"\g<1>00000", text)
    text = re.sub(r"(\d+) হাজার", r"\g<1>000", text)
    return {float(number) for number in re.findall(r"\d+(?:\.\d+)?", text) if float(number) > 10}


def boxes(html: str, kind: str) -> list[str]:
    return re.findall(rf'<div class="care care-{kind}">(.*?)</div>', html, re.DOTALL)


def test_every_text_is_there_in_both_languages():
    assert [path.replace("bn/", "en/", 1) for path in BENGALI] == [
        path for path in PATHS if path.startswith("en/")
    ]
    listed = [f"{section}/{slug}.md" for section, slug, _codes in starter().article_slugs()]
    assert sorted(listed) == ARTICLES
    assert len(listed) >= 8
    sections = starter().contents["sections"]
    assert sorted(each["drawing"] for each in sections) == sorted(OF_SECTIONS)
    sections = {name.partition("/")[0] for name in ARTICLES}
    assert {f"{section}/_section.md" for section in sections} | {"_clinic.md", "_privacy.md"} == {
        path.removeprefix("bn/") for path in BENGALI if "/_" in path
    }


@pytest.mark.django_db
def test_the_real_folder_loads_and_everything_is_public_in_both_languages():
    everything = len(PATHS) + len(starter().terms)
    assert load() == Report(created=everything)
    articles = Article.objects.order_by("section__position", "position")
    assert [f"{article.section.slug}/{article.slug}" for article in articles] == [
        f"{section}/{slug}" for section, slug, _codes in starter().article_slugs()
    ]
    assert [
        article.slug for article in articles if article.published_languages() != ["bn", "en"]
    ] == []
    assert [
        each.slug for each in Section.objects.all() if each.published_languages() != ["bn", "en"]
    ] == []
    clinic = Clinic.objects.get()
    assert all([clinic.name_bn, clinic.name_en, clinic.privacy_bn, clinic.privacy_en])
    # It ships without phones, and without numbers that are not the clinic's.
    assert (clinic.phone, clinic.second_phone, clinic.whatsapp, clinic.email) == ("",) * 4
    assert GlossaryTerm.objects.count() == len(starter().terms)
    assert StarterEntry.objects.count() == everything
    assert load() == Report(kept=everything)


@pytest.mark.parametrize("path", BOTH)
def test_an_article_is_long_enough_to_help_and_short_enough_to_read(path):
    body = read(path).body
    assert 400 <= len(plain(body).split()) <= 1000
    assert body.count("<h2>") >= 3


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_names_its_sources(name):
    [codes] = [
        codes
        for section, slug, codes in starter().article_slugs()
        if f"{section}/{slug}.md" == name
    ]
    assert len(codes) == len(set(codes)) >= 2
    for code in codes:
        source = starter().sources[code]
        assert source.keys() - {"year", "url"} == {"organisation", "title"}
        assert re.match(r"https?://[^/]+\.[^/]+/?", source.get("url", "https://none.example"))


def test_every_source_is_used():
    used = {code for _section, _slug, codes in starter().article_slugs() for code in codes}
    assert starter().sources.keys() - used == set()


@pytest.mark.parametrize("path", BENGALI)
def test_bengali_texts_have_bengali_digits_and_one_spelling(path):
    text = everything(path)
    assert re.findall("[0-9]", text) == []
    assert BANNED.findall(NAMES.sub("", text)) == []


@pytest.mark.parametrize("path", [*PATHS, "glossary.toml"])
def test_texts_on_disk_are_composed_and_without_invisible_characters(path):
    raw = (FOLDER / path).read_text(encoding="utf-8")
    assert unicodedata.normalize("NFC", raw) == raw
    joiners = {"\u200c", "\u200d"}  # they shape Bengali
    hidden = {each for each in raw if unicodedata.category(each) in {"Cc", "Cf"}} - joiners - {"\n"}
    assert hidden == set()


@pytest.mark.parametrize("path", [path for path in PATHS if read(path).body])
def test_sentences_are_short(path):
    measure = measured(path)
    assert len(measure.sentences) > 10
    assert (measure.mean_is_high, measure.too_many_are_long) == (False, False)


@pytest.mark.django_db
def test_the_check_before_publishing_finds_nothing_in_the_articles():
    load()
    found = [
        (article.path, language, finding)
        for article in Article.objects.select_related("section")
        for language in ("bn", "en")
        for finding in content_checks.check(article, language)
    ]
    assert found == []


@pytest.mark.parametrize("path", BENGALI)
def test_both_languages_give_the_same_figures(path):
    assert figures(path) == figures(path.replace("bn/", "en/", 1))


@pytest.mark.parametrize("path", BOTH)
def test_shares_are_of_a_hundred_people_not_per_cent(path):
    assert re.findall(r"%|per ?cent|শতাংশ|শতকরা", everything(path)) == []


@pytest.mark.parametrize("path", BOTH)
def test_temperatures_are_given_in_both_units(path):
    text, body = everything(path), read(path).body
    fever = FEVER[path.partition("/")[0]]
    # Other temperatures too: each has its other unit in brackets beside it.
    pairs = re.findall(r"[\d.]+\s?°[^()°]*\([\d.]+\s?°[^()°]*\)", text)
    assert text.count("°") == 2 * len(pairs)
    assert len([pair for pair in pairs if "100" in latin_digits(pair)]) == text.count(fever)
    warnings = "".join(boxes(body, "emergency") + boxes(body, "urgent"))
    if re.search("জ্বর|fever", warnings):
        assert fever in text


@pytest.mark.parametrize("path", BOTH)
def test_care_boxes_are_few_and_begin_with_one_thing_to_do(path):
    body = read(path).body
    warnings = boxes(body, "emergency") + boxes(body, "urgent")
    assert len(warnings) <= 2
    ending = ":" if path.startswith("bn/") else " if your child:|if:|if you:"
    for box in warnings:
        headings = re.findall("<h3>(.*?)</h3>", box)
        assert len(headings) == 1
        assert re.search(f"(?:{ending})$", headings[0])
        assert box.count("<li>") >= 2


@pytest.mark.parametrize("path", BOTH)
def test_what_to_do_comes_before_what_not_to_do(path):
    body = read(path).body
    order = re.findall(r"care-(do|dont)\b", body)
    assert order == ["do", "dont"] * (len(order) // 2)
    items = re.findall("<li>(.*?)</li>", "".join(boxes(body, "dont")), re.DOTALL)
    if path.startswith("en/"):
        assert [item for item in items if not re.match("(?:<p>)?(?:Do not|Never) ", item)] == []
    else:
        assert [item for item in items if not re.search("না(?:[।,]|$|</p>)", item)] == []


# The glossary

TERMS = starter().terms


def test_the_glossary_has_each_word_once():
    assert len(TERMS) >= 60
    for column in ("term_en", "term_bn", "explanation_en", "explanation_bn"):
        values = [term.values[column].casefold() for term in TERMS]
        assert sorted(set(values)) == sorted(values)
    english = [
        word.casefold()
        for term in TERMS
        for word in [term.values["term_en"], *term.values["other_words_en"].split("\n")]
        if word
    ]
    assert sorted(set(english)) == sorted(english)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.path)
def test_a_word_of_the_glossary_is_explained_in_one_plain_sentence(term):
    bengali, english = term.values["explanation_bn"], term.values["explanation_en"]
    assert (bengali.count("।"), bengali[-1]) == (1, "।")
    assert (len(re.findall(r"\.(?: |$)", english)), english[-1]) == (1, ".")
    assert (len(bengali.split()) <= 22, len(english.split()) <= 25) == (True, True)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.path)
def test_the_bengali_of_the_glossary_is_spelt_as_the_texts_are(term):
    bengali = term.values["term_bn"] + term.values["explanation_bn"]
    assert BANNED.findall(bengali) == []
    assert re.findall("[0-9A-Za-z]", bengali + term.values["note"]) == []


@pytest.mark.parametrize("language", ["bn", "en"])
def test_the_page_of_warning_signs_begins_with_when_not_to_wait(language):
    sections = read(f"{language}/tumours/warning-signs.md").body.split("<h2")
    assert [kind in sections[1] for kind in ("care-emergency", "care-urgent")] == [True, True]
