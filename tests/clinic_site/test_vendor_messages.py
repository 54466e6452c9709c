"""The Bengali that Django and the packages lack (locale/vendor): whole, sound, and in force."""

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import django
import polib
import pytest
from django import forms
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.core.paginator import EmptyPage, Paginator
from django.test import RequestFactory
from django.utils import translation
from django.utils.text import get_text_list
from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext
from django.views.i18n import JSONCatalog

from pages.bengali import local_digits

VENDOR = Path(__file__).resolve().parents[2] / "locale" / "vendor"
OWN = "bn/LC_MESSAGES/django.po"
CATALOGUES = ["django.po", "djangojs.po"]

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")
BANNED = ["ক্যান্সার", "ঔষধ", "জরুরী", "আরো", "নাম্বার", "ফর্ম", "ইমেইল", "ঘন্টা", "দয়া করে"]

DJANGO = Path(django.__file__).parent
PACKAGES = ["conf", "contrib/admin", "contrib/auth", "contrib/contenttypes", "contrib/sessions"]
SITE_PACKAGES = DJANGO.parent
OTHER_PACKAGES = ["axes", "django_otp", "simple_history"]  # none of them is in Bengali
# Names of languages, Django's CSRF page (ours replaces it) and its page for an empty project.
NEVER_SHOWN = {"conf/global_settings.py", "views/csrf.py", "views/templates/default_urlconf.html"}
# Punctuation that is right in Bengali as it stands.
SAME_IN_BENGALI = {":", "…", "%(truncated_text)s…", "%(class_name)s %(instance)s"}


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def entries(catalogue: str) -> polib.POFile:
    return polib.pofile(VENDOR / "bn" / "LC_MESSAGES" / catalogue, check_for_duplicates=True)


def forms_of(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


@pytest.fixture
def vendor(tmp_path: Path, settings) -> Iterator[None]:
    """Django in Bengali with this catalogue alone, compiled from what is in the tree now."""
    compiled = tmp_path / "bn" / "LC_MESSAGES"
    compiled.mkdir(parents=True)
    for catalogue in CATALOGUES:
        entries(catalogue).save_as_mofile(compiled / catalogue.replace(".po", ".mo"))
    settings.LOCALE_PATHS = [tmp_path]
    with translation.override("bn"):
        yield


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_every_entry_is_translated(catalogue):
    assert len(entries(catalogue)) > 100
    assert [e.msgid for e in entries(catalogue) if e.obsolete or not e.translated()] == []


def test_what_the_site_says_itself_has_the_same_words():
    """Of two catalogues that have an entry, the site's own wins."""
    own = {each.msgid: each.msgstr for each in polib.pofile(VENDOR.parent / OWN)}
    both = {each.msgid: each.msgstr for each in entries("django.po") if each.msgid in own}
    assert len(both) > 10
    assert both == {msgid: own[msgid] for msgid in both}


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_no_entry_is_fuzzy(catalogue):
    assert [e.msgid for e in entries(catalogue) if e.fuzzy] == []


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_placeholders_are_those_of_the_english(catalogue):
    wrong = [
        (entry.msgid, bengali)
        for entry in entries(catalogue)
        for bengali in forms_of(entry)
        if sorted(PLACEHOLDER.findall(bengali)) != sorted(PLACEHOLDER.findall(entry.msgid))
    ]
    assert wrong == []


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_spaces_at_the_ends_are_those_of_the_english(catalogue):
    def ends(text: str) -> tuple[bool, bool]:
        return text[:1].isspace(), text[-1:].isspace()

    wrong = [
        entry.msgid
        for entry in entries(catalogue)
        for bengali in forms_of(entry)
        if ends(bengali) != ends(entry.msgid)
    ]
    assert wrong == []


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_fixed_numbers_are_in_bengali_digits(catalogue):
    texts = [bengali for entry in entries(catalogue) for bengali in forms_of(entry)]
    assert [text for text in texts if re.search("[0-9]", PLACEHOLDER.sub("", text))] == []


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_bengali_is_spelt_as_elsewhere_on_the_site(catalogue):
    texts = [bengali for entry in entries(catalogue) for bengali in forms_of(entry)]
    banned = [nfc(word) for word in BANNED]
    assert [text for text in texts if nfc(text) != text] == []
    assert [text for text in texts if any(word in text for word in banned)] == []


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_plural_forms_are_those_of_django(catalogue):
    # Django takes the rule of the first catalogue and applies it to all.
    first = polib.pofile(DJANGO / "conf" / "locale" / "bn" / "LC_MESSAGES" / "django.po")
    assert entries(catalogue).metadata["Plural-Forms"] == first.metadata["Plural-Forms"]


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_nothing_of_django_is_left_in_english(catalogue):
    def read(package: str, language: str) -> list[polib.POEntry]:
        path = DJANGO / package / "locale" / language / "LC_MESSAGES" / catalogue
        return list(polib.pofile(path)) if path.exists() else []

    bengali = {
        (entry.msgctxt, entry.msgid)
        for entry in [e for package in PACKAGES for e in read(package, "bn")] + entries(catalogue)
        if entry.translated()
    }
    missing = [
        entry.msgid
        for package in PACKAGES
        for entry in read(package, "en")
        if (entry.msgctxt, entry.msgid) not in bengali
        and entry.msgid not in SAME_IN_BENGALI
        and not {path for path, _line in entry.occurrences} <= NEVER_SHOWN
    ]
    assert missing == []


@pytest.mark.parametrize("package", OTHER_PACKAGES)
def test_nothing_that_a_package_has_in_another_language_is_left_in_english(package):
    # Their English is in the code alone; every translation repeats what was to be translated.
    catalogues = sorted(SITE_PACKAGES.glob(f"{package}/**/locale/*/LC_MESSAGES/django.po"))
    named = {e.msgid for path in catalogues for e in polib.pofile(path) if not e.obsolete}
    django = {
        e.msgid
        for part in PACKAGES
        for e in polib.pofile(DJANGO / part / "locale" / "bn" / "LC_MESSAGES" / "django.po")
        if e.translated()
    }
    assert len(named) > 15
    assert named - django - {e.msgid for e in entries("django.po")} == set()


@pytest.mark.usefixtures("vendor")
def test_a_required_field_says_what_to_do():
    with pytest.raises(ValidationError) as refused:
        forms.CharField().clean("")
    assert refused.value.messages == [nfc("এই ঘরটি পূরণ করুন।")]


@pytest.mark.usefixtures("vendor")
def test_a_short_password_is_told_the_length():
    with pytest.raises(ValidationError) as refused:
        MinimumLengthValidator(10).validate("abc")
    expected = "পাসওয়ার্ডটি খুব ছোট। অন্তত ১০টি অক্ষর লিখুন।"
    assert local_digits(refused.value.messages[0]) == nfc(expected)


@pytest.mark.usefixtures("vendor")
def test_a_page_past_the_end():
    with pytest.raises(EmptyPage, match=nfc("এই পাতায় কিছু নেই")):
        Paginator([1], 1).page(2)


@pytest.mark.usefixtures("vendor")
def test_the_time_since():
    then = datetime(2026, 1, 1, 12)
    assert timesince(then, then + timedelta(hours=2, minutes=5)) == "2\xa0ঘণ্টা, 5\xa0মিনিট"


@pytest.mark.usefixtures("vendor")
@pytest.mark.parametrize(
    ("english", "bengali"),
    [
        ("Log in", "প্রবেশ করুন"),
        ("Log out", "বের হোন"),
        ("Save", "সংরক্ষণ করুন"),
        ("Show all", "সব দেখান"),
        ("Home", "মূল পাতা"),
        ("username", "ব্যবহারকারীর নাম"),
        ("Unknown", "অজানা"),
        ("This password is too common.", "এই পাসওয়ার্ড অনেকেই ব্যবহার করেন। অন্য একটি লিখুন।"),
        ("Please enter your OTP token.", "অ্যাপে দেখানো কোডটি লিখুন।"),
        ("access attempts", "প্রবেশের চেষ্টা"),
        ("Revert", "এই সংস্করণে ফিরুন"),
    ],
)
def test_our_words_win_over_the_packages(english, bengali):
    assert gettext(english) == nfc(bengali)


@pytest.mark.usefixtures("vendor")
def test_both_plural_forms_are_found():
    one, many = "Please correct the error below.", "Please correct the errors below."
    assert [ngettext(one, many, count) for count in (1, 2)] == [
        "নিচের ঘরটি ঠিক করুন।",
        "নিচের ঘরগুলো ঠিক করুন।",
    ]


@pytest.mark.usefixtures("vendor")
def test_lists_are_joined_in_bengali():
    assert get_text_list(["ক", "খ", "গ"], gettext("and")) == "ক, খ এবং গ"


@pytest.mark.usefixtures("vendor")
def test_the_admins_scripts_and_the_editor_get_their_words():
    view = JSONCatalog.as_view(packages=["django.contrib.admin"])  # as the admin's jsi18n does
    words = json.loads(view(RequestFactory().get("/")).content)["catalog"]
    assert words["Filter"] == "বাছাই"
    assert words["Insert Table"] == "টেবিল যোগ করুন"
    assert words["one letter Tuesday\x04T"] == "ম"


@pytest.mark.usefixtures("vendor")
def test_english_stays_english():
    with translation.override("en"):
        assert gettext("This field is required.") == "This field is required."
        assert gettext("access attempts") == "access attempts"
