"""Compiles the message files where gettext is not installed."""

import os
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


def compile_file(source: Path) -> None:
    """Write the .mo file beside `source`, at once: a killed run leaves no half file."""
    unfinished = source.with_suffix(".mo.part")
    try:
        polib.pofile(str(source), encoding="utf-8").save_as_mofile(str(unfinished))
    except UnicodeDecodeError as error:
        raise CommandError(f"{source} is not UTF-8: byte {error.start}.") from error
    except OSError as error:  # polib's syntax errors: they name the file and the line
        raise CommandError(f"{error}. Correct it and run again.") from error
    unfinished.replace(source.with_suffix(".mo"))


def is_current(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime


class Command(BaseCommand):
    help = "Compiles every changed .po file below LOCALE_PATHS."
    requires_system_checks = []

    def handle(self, **options) -> None:
        sources = {path for folder in settings.LOCALE_PATHS for path in Path(folder).rglob("*.po")}
        for source in sorted(sources):
            if not is_current(source):
                compile_file(source)
                self.stdout.write(f"Compiled {os.path.relpath(source)}")
