"""`manage.py check_content`: the starter without a database, the stored texts, and for whom."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from pages.content_checks import library, report
from pages.models import Article
from pages.starter import confirmations, files
from pages.starter.files import Statement
from pages.starter.loader import FOLDER, load
from tests.makers import make_article, make_user

DOCS = Path(__file__).parents[2] / "docs"


def printed(capsys, *options: str) -> str:
    call_command("check_content", *options)
    return capsys.readouterr().out


def test_the_starter_has_nothing_to_mend_and_needs_no_database(capsys):
    [found] = json.loads(printed(capsys, "--only", "starter", "--json"))
    assert (found["findings"], found["errors"], found["hints"]) == ([], 0, 0)
    assert found["articles"] >= 32
    bengali = found["sentences"]["bn"]
    assert (bengali["mean"] <= 9, bengali["long_percent"] <= 5) == (True, True)


def test_the_list_for_the_doctor_is_the_one_in_the_docs(capsys):
    listed = printed(capsys, "--only", "starter", "--for-the-doctor")
    assert listed == (DOCS / "for-the-doctor.md").read_text(encoding="utf-8")
    assert listed.count("\n- ") == len(files.read(FOLDER).to_confirm)


@pytest.mark.django_db
def test_stored_texts_are_checked_and_errors_end_with_a_failure(capsys):
    make_article(
        body_en='<p><a href="/a/99/">Liver</a></p>',
        title_bn="",
        body_bn="",
        summary_bn="",
        published_at_bn=None,
    )
    with pytest.raises(CommandError, match="Errors: 1"):
        call_command("check_content", "--only", "database")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Database: 1 articles"
    assert [line.split(":")[0] for line in lines if line.startswith(("error", "hint"))] == [
        "hint  bn tumours/kidney missing_language",
        "error en tumours/kidney no_such_article",
        "hint  en tumours/kidney no_sources",
        "hint  en tumours/kidney no_description",
    ]


@pytest.mark.django_db
def test_what_is_stored_from_the_starter_is_as_good_as_the_starter():
    load()
    found = report.report("database", files.read(FOLDER))
    assert (found["errors"], found["hints"]) == (0, 0)
    assert len(found["to_confirm"]) == len(files.read(FOLDER).to_confirm)


@pytest.mark.django_db
def test_what_staff_rewrote_or_a_doctor_approved_need_not_be_confirmed():
    load()
    starter = files.read(FOLDER)
    statement = starter.to_confirm[0]
    section, _slash, slug = statement.article.partition("/")
    article = Article.objects.get(section__slug=section, slug=slug)
    others = [each for each in starter.to_confirm if each.article != statement.article]

    article.body_en = "<p>All is new.</p>"
    article.save()
    mine = [each for each in confirmations.still_open(starter) if each.article == article.path]
    assert {tuple(each.sentences) for each in mine} == {("bn",)}

    article.reviews.create(
        language="bn",
        digest=article.digest_bn,
        reviewed_on="2026-11-01",
        approved_by=make_user("doctor"),
    )
    assert [each.article for each in confirmations.still_open(starter)] == [
        each.article for each in others
    ]


def test_a_statement_that_stands_in_no_text_is_an_error():
    starter = files.read(FOLDER)
    nowhere = {"bn": "এই কথা কোথাও নেই", "en": "It stands nowhere"}
    wrong = Statement("tumours/kidney-tumours", nowhere, "why")
    starter.to_confirm.append(wrong)
    found = report.report("starter", starter)
    assert [each["code"] for each in found["findings"]] == ["not_in_text"] * 2


def test_the_words_of_the_glossary_are_used():
    starter = files.read(FOLDER)
    shelf = library.of_starter(starter)
    shelf.articles[0].body_bn += "<p>নেফ্রোব্লাস্টোমা একটি রোগ।</p>"
    [found] = list(shelf.found())
    assert (found.language, found.finding.code) == ("bn", "term")
