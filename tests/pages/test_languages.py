"""Which language an address names, and which one a reader wants."""

import time

import pytest
from django.test import RequestFactory
from django.utils import translation

from pages.languages import CODES, NAMES, current, language_of_path, preferred_language


def test_there_are_two_languages_each_named_in_its_own_script():
    with translation.override("en"):
        assert (CODES, NAMES) == (("bn", "en"), {"bn": "বাংলা", "en": "English"})


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "bn"),
        ("bn", "bn"),
        ("bn-BD", "bn"),
        ("bn-IN,en;q=0.9", "bn"),
        ("BN", "bn"),
        ("en", "en"),
        ("en-US,en;q=0.9", "en"),
        ("en-GB", "en"),
        # Bengali anywhere wins: phones list English first.
        ("en-US,en;q=0.9,bn;q=0.1", "bn"),
        ("hi-IN,hi;q=0.9,en;q=0.8,bn-BD;q=0.1", "bn"),
        # Named to be refused.
        ("bn;q=0", "bn"),
        ("bn;q=0,en", "en"),
        ("bn;q=0.0,en;q=0.1", "en"),
        ("en;q=0", "bn"),
        ("en;q=0,bn;q=0", "bn"),
        # Other languages.
        ("ar", "bn"),
        ("ar-SA,ar;q=0.9,en;q=0.1", "en"),
        ("*", "bn"),
        ("ben", "bn"),
        ("eng", "bn"),
        # Nonsense.
        (",,,;;;q=,", "bn"),
        ("en;q=high", "bn"),
        ("en,;q=bn", "bn"),
        ("\x00\x01", "bn"),
        ("../../en", "bn"),
        ("e" * 10_000, "bn"),
        ("en," * 3_400, "en"),
        ("en-US," + "xx," * 3_400 + "bn", "en"),
    ],
)
def test_the_preferred_language_is_bengali_if_named_else_english_if_named(header, language):
    request = RequestFactory().get("/", headers={"Accept-Language": header})
    started = time.perf_counter()
    assert preferred_language(request) == language
    assert time.perf_counter() - started < 0.1


def test_the_preferred_language_without_the_header_is_bengali():
    assert preferred_language(RequestFactory().get("/")) == "bn"


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/bn/", "bn"),
        ("/en/tumours/kidney-tumours/", "en"),
        ("/bn", "bn"),
        ("/", None),
        ("/bnx/", None),
        ("/BN/", None),
        ("/a/1/", None),
        ("/admin/en/", None),
        ("/hi/", None),
    ],
)
def test_the_language_of_an_address_is_its_first_part(path, language):
    assert language_of_path(path) == language


@pytest.mark.parametrize(
    ("active", "language"), [("bn", "bn"), ("en", "en"), ("en-gb", "en"), (None, "bn")]
)
def test_the_current_language_is_one_of_the_two(active, language):
    if active:
        translation.activate(active)
    else:
        translation.deactivate_all()
    assert current() == language
