"""A shared table of queries over the starter texts: the same set in the same order everywhere."""

import json
from collections.abc import Iterator

import pytest

from pages.models import Article, Clinic, GlossaryTerm, Section, StarterEntry
from pages.starter.loader import load
from tests.pages.search.table import EXPECTED, FOUND, QUERIES, found

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter")]

RECORDED = {
    (language, typed): rest
    for language, typed, *rest in json.loads(FOUND.read_text(encoding="utf-8"))
}


@pytest.fixture(scope="module")
def starter(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The starter texts, loaded once (each test rolls back its own changes)."""
    with django_db_blocker.unblock():
        load()
        yield
        for model in (Article, Section, Clinic, GlossaryTerm, StarterEntry):
            model.objects.all().delete()
        Article.history.all().delete()


def test_the_table_is_long_and_all_of_it_is_recorded():
    assert len(QUERIES) >= 60
    assert list(RECORDED) == QUERIES


@pytest.mark.parametrize(("language", "typed"), QUERIES)
def test_what_is_found_in_which_order(language, typed):
    slugs, number, instead = found(language, typed)
    assert (slugs or [""])[0] == EXPECTED[language][typed]
    assert [slugs, number, instead] == RECORDED[language, typed]
