"""Pages that are no articles, and people of the team: what a family types leads to them, too."""

from __future__ import annotations

import tomllib
from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pages import languages, team
from pages.people import TeamMember
from pages.search import folding, slips
from pages.search.stemming import possible_stems
from pages.search.thesaurus import Name, significant
from pages.sections import Section

FILE = Path(__file__).with_name("fixed_pages.toml")
TEAM = "pages:section"
# The team's page has its own title and text.
TITLES = {
    "appointments:form": _("Book an appointment"),
    "pages:contact": _("Contact"),
    "appointments:status": _("Where your request stands"),
    "pages:privacy": _("Privacy"),
    "pages:glossary": _("Words explained"),
}
TEXTS = {
    "appointments:form": _("Send us a request. We call you and tell you when to come."),
    "pages:contact": _(
        "How to reach the clinic: appointment request, phone, address and opening hours."
    ),
    "appointments:status": _("Look up your request, cancel it, or ask us to call you."),
    "pages:privacy": _(
        "What the clinic asks in the appointment form, why, who sees it and how to have it erased."
    ),
    "pages:glossary": _(
        "Doctors and nurses use many special words. Here they are in plain language."
        " If a word is missing, ask us."
    ),
}


@dataclass(frozen=True)
class FixedPage:
    """Where it is, and what stands on the card that leads there."""

    url: str
    title: str
    text: str


def meant(words: list[str], language: str, known: Set[str]) -> FixedPage | None:
    """The page that the folded words ask for; for people it asks the database, once or twice.

    `known` are words of the thesaurus: nobody is called so by mistake.
    """
    view = next((view for view, names in _names().items() if _ask_for(names, words)), "")
    if view in TITLES:
        return FixedPage(reverse(view), str(TITLES[view]), str(TEXTS[view]))
    people = [each for each in team.people(language) if _is_called(each, words, known)]
    return _team(people) if view == TEAM or people else None


def _ask_for(names: list[Name], words: list[str]) -> bool:
    """All words of a name are there, and no word of another matter."""
    forms = [_forms(word) for word in words]
    own = _beside().union(*names)
    return all(not own.isdisjoint(each) for each in forms) and any(
        all(any(part in each for each in forms) for part in name) for name in names
    )


def _is_called(person: TeamMember, words: list[str], known: Set[str]) -> bool:
    """Names are spelled in many ways: with an ending or a slip it is still the name."""
    texts = (getattr(person, f"name_{code}") or "" for code in languages.CODES)
    parts = dict.fromkeys(folding.words(" ".join(texts)), 1)
    own = [word for word in words if _beside().isdisjoint(_forms(word))]
    return bool(own) and all(
        not parts.keys().isdisjoint(_forms(word))
        or (known.isdisjoint(_forms(word)) and slips.nearest(word, parts, parts.keys()))
        for word in own
    )


def _team(people: list[TeamMember]) -> FixedPage | None:
    shelf = Section.objects.filter(slug=team.SECTION).first()
    if shelf is None or not shelf.title:
        return None
    text = "; ".join(", ".join(filter(None, (each.name, each.role))) for each in people)
    return FixedPage(shelf.get_absolute_url(), shelf.title, text or shelf.intro)


def _forms(word: str) -> set[str]:
    return {word, *possible_stems(word)}


@cache
def _names() -> dict[str, list[Name]]:
    """What each page is asked for by, by the name of its address."""
    return {
        view: [tuple(significant(folding.words(name))) for name in names]
        for view, names in _file()["names"].items()
    }


@cache
def _beside() -> frozenset[str]:
    return frozenset(folding.words(" ".join(_file()["beside"])))


@cache
def _file() -> dict[str, dict]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
