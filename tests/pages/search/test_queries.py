"""A shared table of queries over the starter texts: the same set in the same order everywhere."""

import json

import pytest

from tests.pages.search.table import EXPECTED, FOUND, QUERIES, found

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter")]

RECORDED = {
    (language, typed): rest
    for language, typed, *rest in json.loads(FOUND.read_text(encoding="utf-8"))
}


def test_the_table_is_long_and_all_of_it_is_recorded():
    assert len(QUERIES) >= 60
    assert list(RECORDED) == QUERIES


@pytest.mark.parametrize(("language", "typed"), QUERIES)
def test_what_is_found_in_which_order(language, typed):
    slugs, number, instead = found(language, typed)
    assert (slugs or [""])[0] == EXPECTED[language][typed]
    assert [slugs, number, instead] == RECORDED[language, typed]
