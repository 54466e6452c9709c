"""Loading the starter texts: each once, never over what staff wrote, all or nothing."""

import json
from datetime import timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from pages.management.commands import load_starter
from pages.models import (
    Article,
    Clinic,
    EmergencyNumber,
    GlossaryTerm,
    Section,
    Source,
    StarterEntry,
)
from pages.starter.files import StarterError
from pages.starter.loader import Report, load
from tests.makers import make_article, make_section
from tests.starter import FOLDER, write

pytestmark = pytest.mark.django_db

MODELS = (Section, Article, Source, Clinic, EmergencyNumber, GlossaryTerm, StarterEntry)
KIDNEY_BN, KIDNEY_EN = "bn/tumours/kidney.md", "en/tumours/kidney.md"


def rows() -> dict:
    """Everything the loader could have touched."""
    columns = {model: [field.attname for field in model._meta.concrete_fields] for model in MODELS}
    return {model: list(model.objects.order_by("pk").values(*columns[model])) for model in MODELS}


def kidney() -> Article:
    return Article.objects.get(slug="kidney")


def changed(name: str, old: str, new: str) -> dict[str, str]:
    assert FOLDER[name].count(old) == 1
    return {name: FOLDER[name].replace(old, new)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path)


@pytest.fixture
def loaded(folder: Path) -> Path:
    """The folder, after its first loading."""
    assert load(folder) == Report(created=9)
    return folder


# The first time


def test_the_first_loading_writes_every_text(loaded):
    [section] = Section.objects.values(
        "slug", "position", "drawing_name", "title_bn", "title_en", "intro_bn", "intro_en"
    )
    assert section == {
        "slug": "tumours",
        "position": 1,
        "drawing_name": "cells",
        "title_bn": "টিউমার",
        "title_en": "Tumours",
        "intro_bn": "কথা",
        "intro_en": "Intro",
    }
    first, second = Article.objects.all()
    assert (first.slug, first.position, second.slug, second.position) == ("kidney", 1, "liver", 2)
    assert (first.title_bn, first.title_en) == ("কিডনির টিউমার", "Kidney tumours")
    assert (first.summary_bn, first.description_en) == ("সারকথা", "Description")
    assert first.body_bn == "<p>লেখা</p>"
    clinic = Clinic.objects.get()
    assert (clinic.name_bn, clinic.name_en) == ("ক্লিনিক", "Clinic")
    assert (clinic.discreet_name_bn, clinic.discreet_name_en) == ("শিশু ক্লিনিক", "Children")
    assert (clinic.introduction_bn, clinic.introduction_en) == ("পরিচয়", "About us")
    assert (clinic.privacy_bn, clinic.privacy_en) == ("<p>গোপন</p>", "<p>Private</p>")
    assert (clinic.phone, clinic.email) == ("", "")


def test_loaded_articles_are_public_in_the_languages_that_have_a_text(loaded):
    assert {article.slug: article.published_languages() for article in Article.objects.all()} == {
        "kidney": ["bn", "en"],
        "liver": ["bn"],
    }


def test_sources_are_listed_in_the_order_of_the_contents(loaded):
    assert list(
        Source.objects.values_list("article__slug", "organisation", "title", "year", "url")
    ) == [
        ("kidney", "WHO", "Childhood cancer", "2024", "https://who.int/"),
        ("kidney", "NCI", "Wilms tumour", "", ""),
    ]


def test_emergency_numbers_come_with_the_clinic(loaded):
    assert list(EmergencyNumber.objects.values_list("country_bn", "country_en", "number")) == [
        ("বাংলাদেশ", "Bangladesh", "999"),
        ("ভারত", "India", "112"),
    ]


def test_links_between_texts_become_permanent_addresses(loaded):
    liver = Article.objects.get(slug="liver")
    assert f'<p>Read <a href="/a/{liver.pk}/">about the liver</a>.</p>' in kidney().body_en
    assert liver.body_bn == f'<p>আগে <a href="/a/{kidney().pk}/">কিডনি</a> পড়ুন।</p>'


# Again


def test_a_second_loading_changes_nothing(loaded):
    before = rows()
    assert load(loaded) == Report(kept=9)
    assert rows() == before


def test_a_corrected_file_reaches_its_untouched_row(loaded):
    before = rows()
    write(loaded, changed(KIDNEY_BN, "লেখা", "নতুন লেখা"))
    assert load(loaded) == Report(updated=1, kept=8)
    article = kidney()
    assert (article.body_bn, article.title_en) == ("<p>নতুন লেখা</p>", "Kidney tumours")
    assert article.published_at_bn == before[Article][0]["published_at_bn"]
    # And once more: the row still counts as untouched.
    write(loaded)
    assert load(loaded) == Report(updated=1, kept=8)
    assert kidney().body_bn == "<p>লেখা</p>"


@pytest.mark.parametrize(
    ("name", "old", "new", "path"),
    [
        ("en/_clinic.md", "Children", "New", "clinic__discreet_name_en"),
        ("bn/_clinic.md", "পরিচয়", "নতুন", "clinic__introduction_bn"),
        ("en/_privacy.md", "Private", "New", "clinic__privacy_en"),
        ("en/tumours/_section.md", "Intro", "New", "section__intro_en"),
        (KIDNEY_EN, '"Summary"', '"New"', "article__summary_en"),
        (KIDNEY_EN, "- fever", "- fever\n- pain", "article__body_en"),
    ],
)
def test_every_kind_of_text_follows_its_file_while_untouched(loaded, name, old, new, path):
    write(loaded, changed(name, old, new))
    assert load(loaded) == Report(updated=1, kept=8)
    row = {"clinic": Clinic, "section": Section, "article": Article}[path.split("__")[0]]
    assert new.splitlines()[-1].strip('-" ') in getattr(row.objects.first(), path.split("__")[1])


def test_a_new_file_in_the_other_language_is_added(loaded):
    write(
        loaded,
        {"en/tumours/liver.md": FOLDER[KIDNEY_EN].replace("tumours/liver", "tumours/kidney")},
    )
    assert load(loaded) == Report(created=1, kept=9)
    liver = Article.objects.get(slug="liver")
    assert (liver.title_bn, liver.title_en) == ("লিভারের টিউমার", "Kidney tumours")
    assert liver.published_languages() == ["bn", "en"]


def test_a_new_article_is_added_at_its_place(loaded):
    contents = FOLDER["contents.toml"].replace(
        '[[sections.articles]]\nslug = "kidney"',
        '[[sections.articles]]\nslug = "first"\nsources = ["W2"]\n'
        '[[sections.articles]]\nslug = "kidney"',
    )
    write(loaded, {"contents.toml": contents, "bn/tumours/first.md": FOLDER[KIDNEY_BN]})
    assert load(loaded) == Report(created=1, kept=9)
    article = Article.objects.get(slug="first")
    assert (article.position, article.sources.count()) == (1, 1)
    assert Section.objects.count() == 1


def test_a_file_that_goes_leaves_its_row(loaded):
    before = rows()
    write(loaded, {KIDNEY_BN: None})
    assert load(loaded) == Report(kept=8)
    assert rows() == before


# What staff did


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title_bn", "আমাদের নাম"),
        ("summary_bn", "আমাদের কথা"),
        ("body_bn", "<p>আমাদের লেখা</p>"),
        ("description_bn", ""),
    ],
)
def test_an_edited_article_stays_as_staff_left_it(loaded, field, value):
    Article.objects.filter(slug="kidney").update(**{field: value})
    before = rows()[Article]
    write(loaded, changed(KIDNEY_BN, "লেখা", "নতুন লেখা"))
    assert load(loaded) == Report(kept=9)
    assert rows()[Article] == before


def test_an_edit_in_one_language_leaves_the_other_to_its_file(loaded):
    Article.objects.filter(slug="kidney").update(title_bn="আমাদের নাম")
    write(loaded, changed(KIDNEY_BN, "লেখা", "নতুন") | changed(KIDNEY_EN, "- fever", "- pain"))
    assert load(loaded) == Report(updated=1, kept=8)
    article = kidney()
    assert (article.title_bn, article.body_bn) == ("আমাদের নাম", "<p>লেখা</p>")
    assert "<li>pain</li>" in article.body_en


def test_an_article_edited_back_follows_its_file_again(loaded):
    Article.objects.filter(slug="kidney").update(title_bn="আমাদের নাম")
    load(loaded)
    Article.objects.filter(slug="kidney").update(title_bn="কিডনির টিউমার")
    write(loaded, changed(KIDNEY_BN, "লেখা", "নতুন লেখা"))
    assert load(loaded) == Report(updated=1, kept=8)


def test_an_edit_of_the_clinic_or_a_section_stays(loaded):
    Clinic.objects.update(name_bn="ঘুড়ি", privacy_en="<p>Ours</p>")
    Section.objects.update(title_en="Lumps")
    before = rows()
    write(
        loaded,
        changed("bn/_clinic.md", "পরিচয়", "নতুন")
        | changed("en/_privacy.md", "Private", "New")
        | changed("en/tumours/_section.md", "Intro", "New"),
    )
    assert load(loaded) == Report(kept=9)
    assert rows() == before


@pytest.mark.parametrize(("name", "expected"), [("Clinic", ("Children", 1)), ("Kite", ("", 0))])
def test_the_discreet_name_reaches_an_older_clinic_only_if_untouched(loaded, name, expected):
    # As the first version left it: the file had no such name, and its digest was this.
    front = {"introduction_en": "About us", "name_en": "Clinic"}
    digest = sha256(json.dumps(front).encode()).hexdigest()
    StarterEntry.objects.filter(path="en/_clinic.md").update(digest=digest)
    Clinic.objects.update(discreet_name_en=None, name_en=name)
    updated = load(loaded).updated
    assert (Clinic.objects.get().discreet_name_en or "", updated) == expected
    assert load(loaded) == Report(kept=9)


def test_a_discreet_name_that_staff_emptied_stays_empty(loaded):
    Clinic.objects.update(discreet_name_en="")
    assert load(loaded) == Report(kept=9)
    assert Clinic.objects.get().discreet_name_en == ""


def test_a_deleted_article_stays_deleted_and_links_to_it_go(loaded):
    Article.objects.get(slug="liver").delete()
    assert load(loaded) == Report(updated=1, kept=8)
    assert [article.slug for article in Article.objects.all()] == ["kidney"]
    assert kidney().body_en.startswith("<p>Read about the liver.</p>")
    assert load(loaded) == Report(kept=9)


def test_a_deleted_section_stays_deleted_with_its_articles(loaded):
    Article.objects.all().delete()
    Section.objects.all().delete()
    write(loaded, changed(KIDNEY_BN, "লেখা", "নতুন লেখা"))
    assert load(loaded) == Report(kept=9)
    assert (Section.objects.count(), Article.objects.count()) == (0, 0)


def test_a_language_that_staff_emptied_stays_empty(loaded):
    texts = {f"{name}_en": "" for name in ("title", "summary", "body", "description")}
    Article.objects.filter(slug="kidney").update(**texts, published_at_en=None)
    write(loaded, changed(KIDNEY_EN, "- fever", "- pain"))
    assert load(loaded) == Report(kept=9)
    assert (kidney().title_en, kidney().published_languages()) == ("", ["bn"])


def test_an_article_that_staff_took_offline_stays_offline(loaded):
    Article.objects.filter(slug="kidney").update(published_at_bn=None)
    write(loaded, changed(KIDNEY_BN, "লেখা", "নতুন লেখা"))
    assert load(loaded) == Report(updated=1, kept=8)
    assert (kidney().body_bn, kidney().published_at_bn) == ("<p>নতুন লেখা</p>", None)


def test_what_staff_wrote_beside_a_text_does_not_keep_its_upgrade_out(loaded, folder):
    Clinic.objects.update(whatsapp="01712-345678")  # an older version let it in
    write(folder, changed("en/_privacy.md", "Private", "Kept private"))
    assert load(folder).updated == 1
    assert Clinic.objects.get().privacy_en == "<p>Kept private</p>"


def test_deleted_sources_and_emergency_numbers_stay_deleted(loaded):
    Source.objects.all().delete()
    EmergencyNumber.objects.all().delete()
    write(loaded, changed(KIDNEY_BN, "লেখা", "নতুন লেখা"))
    load(loaded)
    assert (Source.objects.count(), EmergencyNumber.objects.count()) == (0, 0)


def test_what_staff_wrote_before_the_files_came_stays(folder):
    section = make_section("tumours", position=7)
    later = timezone.now().replace(microsecond=0) + timedelta(days=3)
    article = make_article(section, slug="kidney", position=7, published_at_bn=later)
    for _time in range(2):
        load(folder)
        article.refresh_from_db()
        assert (article.title_bn, article.body_en) == ("কিডনির টিউমার", "<p>Text</p>")
        assert (article.position, article.published_at_bn) == (7, later)
        assert Section.objects.get().position == 7


def test_a_renamed_article_keeps_its_links_and_follows_its_file(loaded):
    liver = Article.objects.get(slug="liver")
    Article.objects.filter(pk=liver.pk).update(slug="liver-tumours")
    before = kidney().body_en
    write(loaded, changed("bn/tumours/liver.md", "লিভারের টিউমার", "শিশুর লিভারের টিউমার"))
    load(loaded)
    assert (kidney().body_en, f"/a/{liver.pk}/" in before) == (before, True)
    liver.refresh_from_db()
    assert (liver.slug, liver.title_bn) == ("liver-tumours", "শিশুর লিভারের টিউমার")
    assert Article.objects.count() == 2


def test_a_moved_article_is_not_loaded_a_second_time(loaded):
    Article.objects.filter(slug="kidney").update(slug="kidneys")
    assert load(loaded).created == 0
    assert sorted(Article.objects.values_list("slug", flat=True)) == ["kidneys", "liver"]


# The glossary

BIOPSY = """\
[biopsy]
term_en = "biopsy"
term_bn = "বায়োপসি"
other_words_en = ["biopsies", "tissue test"]
explanation_en = "A test."
explanation_bn = "পরীক্ষা।"
"""
CYST = """\
[cyst]
term_en = "cyst"
term_bn = "সিস্ট"
explanation_en = "A bag."
explanation_bn = "থলি।"
"""


@pytest.fixture
def glossary(loaded: Path) -> Path:
    """The folder with two words, after they were loaded."""
    write(loaded, {"glossary.toml": BIOPSY + CYST})
    assert load(loaded) == Report(created=2, kept=9)
    return loaded


def words() -> list[tuple]:
    return list(
        GlossaryTerm.objects.order_by("pk").values_list(
            *("term_en", "other_words_en", "explanation_en", "explanation_bn", "note")
        )
    )


def test_words_are_loaded_once(glossary):
    assert words() == [
        ("biopsy", "biopsies\ntissue test", "A test.", "পরীক্ষা।", ""),
        ("cyst", "", "A bag.", "থলি।", ""),
    ]
    before = rows()
    assert load(glossary) == Report(kept=11)
    assert rows() == before


def test_a_corrected_word_reaches_its_untouched_row_only(glossary):
    GlossaryTerm.objects.filter(term_en="cyst").update(explanation_en="Ours.")
    # As a browser's form sends the lines back: that is no change.
    GlossaryTerm.objects.filter(term_en="biopsy").update(other_words_en="biopsies\r\ntissue test")
    text = (BIOPSY + CYST).replace("A test.", "A better test.").replace("A bag.", "A sack.")
    write(glossary, {"glossary.toml": text.replace('"biopsy"', '"a biopsy"')})
    assert load(glossary) == Report(updated=1, kept=10)
    assert words() == [
        ("a biopsy", "biopsies\ntissue test", "A better test.", "পরীক্ষা।", ""),
        ("cyst", "", "Ours.", "থলি।", ""),
    ]
    # And once more: the row still counts as untouched.
    write(glossary, {"glossary.toml": BIOPSY + CYST})
    assert load(glossary) == Report(updated=1, kept=10)


def test_a_word_that_staff_deleted_stays_deleted(glossary):
    GlossaryTerm.objects.filter(term_en="cyst").delete()
    write(glossary, {"glossary.toml": BIOPSY + CYST.replace("A bag.", "A sack.")})
    assert load(glossary) == Report(kept=11)
    assert [word[0] for word in words()] == ["biopsy"]


def test_a_word_that_staff_wrote_before_the_file_came_stays(loaded):
    GlossaryTerm.objects.create(term_en="Cyst", explanation_en="Ours.")
    write(loaded, {"glossary.toml": BIOPSY + CYST})
    for report in (Report(created=1, kept=10), Report(kept=11)):
        assert load(loaded) == report
        assert [word[:3] for word in words()] == [
            ("Cyst", None, "Ours."),
            ("biopsy", "biopsies\ntissue test", "A test."),
        ]


# All or nothing


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            changed(KIDNEY_EN, "Kidney tumours", "K" * 121),
            "en/tumours/kidney.md:1: Ensure this value has at most 120 characters",
        ),
        (
            changed(KIDNEY_EN, "tumours/liver", "x"),
            "en/tumours/kidney.md:7: there is no article x to link to",
        ),
        (
            {"glossary.toml": BIOPSY + CYST.replace('"cyst"', f'"{"c" * 121}"')},
            "glossary.toml:7: Ensure this value has at most 120 characters",
        ),
        (
            {KIDNEY_EN: FOLDER[KIDNEY_EN].partition("Read")[0]},
            "en/tumours/kidney.md:1: Write the title, the summary and the text in this language "
            "first, or leave this time empty to keep a draft.",
        ),
    ],
)
@pytest.mark.parametrize("again", [False, True])
def test_one_mistake_and_nothing_is_loaded(folder, settings, again, changes, message):
    settings.LANGUAGE_CODE = "en"
    if again:
        load(folder)
    before = rows()
    write(folder, changed(KIDNEY_BN, "লেখা", "নতুন লেখা") | changes)
    with pytest.raises(StarterError) as refused:
        load(folder)
    assert str(refused.value).startswith(message)
    assert rows() == before


def test_the_command_reports_what_it_did(folder, monkeypatch, capsys):
    monkeypatch.setattr(load_starter, "load", partial(load, folder))
    call_command("load_starter")
    call_command("load_starter")
    assert capsys.readouterr().out == (
        "Starter content: 9 new, 0 updated, 0 kept\nStarter content: 0 new, 0 updated, 9 kept\n"
    )


def test_the_command_fails_with_the_file_and_the_line(folder, monkeypatch):
    write(folder, {KIDNEY_EN: "x"})
    monkeypatch.setattr(load_starter, "load", partial(load, folder))
    with pytest.raises(CommandError) as refused:
        call_command("load_starter")
    assert str(refused.value) == (
        "en/tumours/kidney.md:1: begin with front matter between two lines of +++"
    )
