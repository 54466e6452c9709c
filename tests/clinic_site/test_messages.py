"""The site's own Bengali strings (locale/bn): whole, sound, compiled, and in force."""

import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

LOCALE = Path(project.BASE_DIR) / "locale"
PO = LOCALE / "bn" / "LC_MESSAGES" / "django.po"

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|\{\w*\}")
TAG = re.compile(r"</?\w+[^>]*>")
# Not part of a longer word: আরোগ্য is right.
BANNED = re.compile(
    "ক্যান্সার|ঔষধ|জরুরী|(?<![\u0980-\u09ff])আরো(?![\u0980-\u09ff])|নাম্বার|টিউমর|শল্য|রক্তনালী|ফর্ম"
)
# What stays in Latin letters: examples and names that staff meet in Latin letters.
LATIN = {
    # What an operator types stays as it is typed.
    "The mail server lacks the encryption or login that EMAIL_URL asks for",
    "No mail goes out: no mail server is set. Whoever runs this site sets EMAIL_URL (see the "
    "README) and starts it again; then all waiting mail is sent.",
    "Enter a full email address, for example name@example.com.",
    "A status changes through move_to() only.",
    "Use small English letters, digits and single hyphens only, for example kidney-tumours.",
    "Install an authenticator app on your phone, for example Google Authenticator.",
    "For example kidney-tumours: the last part of the page's web address, the same in both "
    "languages.",
    # Kinds of files are called so on every phone.
    "This phone saves photos as HEIC. Choose JPEG in its camera settings, or send the photo to "
    "yourself and save it as JPEG.",
    "This file is not a picture that the site can show. Choose a JPEG, PNG or WebP.",
    "JPEG, PNG or WebP, at most 12 MB.",
}

Pair = tuple[str, str]


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@pytest.fixture(scope="module")
def entries() -> polib.POFile:
    return polib.pofile(str(PO), check_for_duplicates=True)


@pytest.fixture(scope="module")
def pairs(entries) -> list[Pair]:
    """(English, Bengali) of what is translated, one for each plural form."""
    return [
        (entry.msgid_plural if form else entry.msgid, bengali)
        for entry in entries
        for form, bengali in (entry.msgstr_plural or {0: entry.msgstr}).items()
        if bengali
    ]


def test_every_string_is_translated(entries):
    assert len(entries) > 300
    assert [entry.msgid for entry in entries if not entry.translated()] == []


def test_no_string_is_fuzzy_or_obsolete(entries):
    assert [entry.msgid for entry in entries if entry.fuzzy or entry.obsolete] == []


@pytest.mark.parametrize("pattern", [PLACEHOLDER, TAG])
def test_placeholders_and_tags_are_those_of_the_english(pairs, pattern):
    wrong = [
        (english, bengali)
        for english, bengali in pairs
        if sorted(pattern.findall(english)) != sorted(pattern.findall(bengali))
    ]
    assert wrong == []


def test_spaces_and_line_ends_at_the_edges_are_those_of_the_english(pairs):
    def edges(text: str) -> Pair:
        stripped = text.strip()
        return text.partition(stripped)[0], text.rpartition(stripped)[2]

    assert [english for english, bengali in pairs if edges(english) != edges(bengali)] == []


def test_digits_are_bengali(pairs):
    bare = [TAG.sub("", PLACEHOLDER.sub("", bengali)) for _english, bengali in pairs]
    assert [text for text in bare if re.search("[0-9]", text)] == []


def test_letters_are_bengali(pairs):
    found = {
        english
        for english, bengali in pairs
        if re.search("[A-Za-z]{2,}", TAG.sub("", PLACEHOLDER.sub("", bengali)))
    }
    assert found == LATIN


def test_bengali_is_composed_and_spelt_as_everywhere_on_the_site(pairs):
    texts = [bengali for _english, bengali in pairs]
    assert [text for text in texts if nfc(text) != text] == []
    assert [text for text in texts if BANNED.search(text)] == []


def test_no_invisible_characters_but_the_joiners(pairs):
    texts = "".join(bengali for _english, bengali in pairs)
    hidden = {each for each in texts if unicodedata.category(each) in {"Cc", "Cf"}}
    assert hidden - {"\u200c", "\u200d", "\n"} == set()


def test_the_catalogue_says_how_it_is_to_be_read(entries):
    assert entries.metadata["Content-Type"] == "text/plain; charset=UTF-8"
    assert entries.metadata["Language"] == "bn"
    assert entries.metadata["Plural-Forms"] == "nplurals=2; plural=(n != 1);"


# In force


@pytest.fixture(scope="module")
def compiled(tmp_path_factory) -> Path:
    """Both folders of messages as they are in the tree, compiled by the command."""
    folder = tmp_path_factory.mktemp("locale")
    for source in LOCALE.rglob("*.po"):
        target = folder / source.relative_to(LOCALE)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    return folder


@pytest.fixture
def in_force(compiled, settings) -> Iterator[None]:
    settings.LOCALE_PATHS = [compiled, compiled / "vendor"]
    call_command("compile_po")
    yield
    translation.deactivate()


def test_the_command_compiles_every_catalogue(tmp_path, compiled, settings, capsys):
    folder = tmp_path / "locale"
    shutil.copytree(compiled, folder, ignore=shutil.ignore_patterns("*.mo"))
    settings.LOCALE_PATHS = [folder, folder / "vendor"]
    call_command("compile_po")
    sources = sorted(folder.rglob("*.po"))
    assert [source.relative_to(folder).as_posix() for source in sources] == [
        "bn/LC_MESSAGES/django.po",
        "vendor/bn/LC_MESSAGES/django.po",
        "vendor/bn/LC_MESSAGES/djangojs.po",
    ]
    assert capsys.readouterr().out.splitlines() == [
        f"Compiled {os.path.relpath(source)}" for source in sources
    ]
    for source in sources:
        strings = {(e.msgctxt, e.msgid): e.msgstr for e in polib.pofile(str(source)) if e.msgstr}
        binary = polib.mofile(str(source.with_suffix(".mo")))
        assert {(e.msgctxt, e.msgid): e.msgstr for e in binary if e.msgstr} == strings
        assert len(strings) > 90
    assert list(folder.rglob("*.part")) == []


@pytest.mark.usefixtures("in_force")
def test_the_appointment_button_is_worded_as_the_clinic_wants_it():
    with translation.override("bn"):
        assert gettext("Book an appointment") == nfc("একটি অ্যাপয়েন্টমেন্ট করুন")
    with translation.override("en"):
        assert gettext("Book an appointment") == "Book an appointment"


@pytest.mark.usefixtures("in_force")
def test_every_string_comes_out_in_bengali_and_none_in_english(entries):
    with translation.override("bn"):
        for entry in entries.translated_entries():
            if entry.msgid_plural:
                assert [ngettext(entry.msgid, entry.msgid_plural, count) for count in (1, 2)] == [
                    entry.msgstr_plural[form] for form in (0, 1)
                ]
            elif entry.msgctxt:
                assert pgettext(entry.msgctxt, entry.msgid) == entry.msgstr
            else:
                assert gettext(entry.msgid) == entry.msgstr
    with translation.override("en"):
        assert [e.msgid for e in entries if gettext(e.msgid) != e.msgid] == []


# The command


@pytest.fixture
def source(tmp_path, settings) -> Path:
    """A small catalogue of its own."""
    path = tmp_path / "bn" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "ক"\n'
    )
    settings.LOCALE_PATHS = [tmp_path]
    return path


def strings(source: Path) -> dict[str, str]:
    return {entry.msgid: entry.msgstr for entry in polib.mofile(str(source.with_suffix(".mo")))}


def test_only_what_has_changed_is_compiled_again(source, capsys):
    line = f"Compiled {os.path.relpath(source)}\n"
    call_command("compile_po")
    assert (capsys.readouterr().out, strings(source)) == (line, {"a": "ক"})
    call_command("compile_po")
    assert capsys.readouterr().out == ""
    source.write_text(source.read_text().replace("ক", "খ"))
    later = source.with_suffix(".mo").stat().st_mtime + 1
    os.utime(source, (later, later))
    call_command("compile_po")
    assert (capsys.readouterr().out, strings(source)) == (line, {"a": "খ"})


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'msgid "a"\nmsgstr "\xe0\xa6"\n', "{source} is not UTF-8: byte 18."),
        (
            b'msgid "a"\nmsgstr "b"\nmsgid\n',
            "Syntax error in po file {source} (line 3). Correct it and run again.",
        ),
    ],
)
def test_a_broken_catalogue_is_named_and_the_compiled_one_stays(source, content, sentence):
    call_command("compile_po")
    source.write_bytes(content)
    later = source.with_suffix(".mo").stat().st_mtime + 1
    os.utime(source, (later, later))
    with pytest.raises(CommandError) as refused:
        call_command("compile_po")
    assert str(refused.value) == sentence.format(source=source)
    assert strings(source) == {"a": "ক"}
    assert [path.name for path in sorted(source.parent.iterdir())] == ["django.mo", "django.po"]
