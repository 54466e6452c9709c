"""The texts for families that a new site starts with: each is loaded once, then staff own it."""

import tomllib
from pathlib import Path

from django.db import transaction

from appointments.texts import Purpose, Text
from pages.models import StarterEntry

FILE = Path(__file__).parent / "texts.toml"
LANGUAGES = ("bn", "en")


@transaction.atomic
def load_texts() -> int:
    """Load what was never loaded before; how many. What staff changed or deleted stays so."""
    known = set(StarterEntry.objects.values_list("path", flat=True))
    loaded = 0
    for position, each in enumerate(tomllib.loads(FILE.read_text())["texts"], start=1):
        path = f"appointments/texts/{each['key']}"
        if path in known:
            continue
        StarterEntry.objects.create(path=path)
        own = Text.objects.filter(purpose=each["purpose"]).exclude(purpose=Purpose.OTHER)
        if own.exists():  # staff wrote it before the file came
            continue
        columns = {
            f"{name}_{language}": each[name][language].strip()
            for name in ("name", "subject", "body")
            for language in LANGUAGES
        }
        text = Text(purpose=each["purpose"], position=position, **columns)
        text.full_clean()
        text.save()
        loaded += 1
    return loaded
