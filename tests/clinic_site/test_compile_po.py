"""Messages are compiled without gettext, once, and never halfway."""

import gettext
import os
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


@pytest.fixture
def source(tmp_path: Path, settings) -> Path:
    settings.LOCALE_PATHS = [tmp_path]
    path = tmp_path / "bn" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(HEADER + '\nmsgid "Call us"\nmsgstr "ফোন করুন"\n')
    return path


def run() -> str:
    output = StringIO()
    call_command("compile_po", stdout=output)
    return output.getvalue()


def translated(source: Path, text: str) -> str:
    with source.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file).gettext(text)


def test_message_file_is_compiled(source: Path) -> None:
    assert run() == f"Compiled {os.path.relpath(source)}\n"
    assert translated(source, "Call us") == "ফোন করুন"
    assert [path.name for path in source.parent.iterdir()] == ["django.po", "django.mo"]


def test_folder_named_twice_is_compiled_once(source: Path, settings) -> None:
    settings.LOCALE_PATHS.append(source.parent.parent)
    assert run() == f"Compiled {os.path.relpath(source)}\n"


def test_current_file_is_left_alone(source: Path) -> None:
    run()
    before = source.with_suffix(".mo").stat().st_mtime_ns
    assert run() == ""
    assert source.with_suffix(".mo").stat().st_mtime_ns == before


def test_changed_file_is_compiled_again(source: Path) -> None:
    run()
    source.write_text(source.read_text().replace("ফোন করুন", "আমাদের ফোন করুন"))
    later = source.with_suffix(".mo").stat().st_mtime + 10
    os.utime(source, (later, later))
    run()
    assert translated(source, "Call us") == "আমাদের ফোন করুন"


def test_fuzzy_message_is_not_shown(source: Path) -> None:
    source.write_text(source.read_text().replace("\nmsgid", "\n#, fuzzy\nmsgid"))
    run()
    assert translated(source, "Call us") == "Call us"


def test_syntax_error_names_file_and_line_and_keeps_the_old_messages(source: Path) -> None:
    run()
    source.write_text(source.read_text() + '\nmsgid "Home"\nmsgstr "এই "বাড়ি""\n')
    later = source.with_suffix(".mo").stat().st_mtime + 10
    os.utime(source, (later, later))
    with pytest.raises(CommandError) as error:
        run()
    assert str(error.value) == (
        f"Syntax error in po file {source} (line 9): unescaped double quote found. "
        "Correct it and run again."
    )
    assert translated(source, "Call us") == "ফোন করুন"


def test_end_in_the_middle_of_writing_keeps_the_old_messages(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_half(_messages: polib.POFile, path: str) -> None:
        Path(path).write_bytes(b"half")
        raise KeyboardInterrupt

    run()
    os.utime(source.with_suffix(".mo"), (0, 0))
    monkeypatch.setattr(polib.POFile, "save_as_mofile", write_half)
    with pytest.raises(KeyboardInterrupt):
        run()
    assert translated(source, "Call us") == "ফোন করুন"


def test_other_encoding_is_refused(source: Path) -> None:
    source.write_bytes(HEADER.encode() + b'\nmsgid "Home"\nmsgstr "\xff"\n')
    with pytest.raises(CommandError) as error:
        run()
    assert str(error.value) == f"{source} is not UTF-8: byte 85."
