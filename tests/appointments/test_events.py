"""The trail is read in words of the reader's language."""

import pytest
from django.utils.translation import override

from appointments.events import Event, EventKind
from tests.appointments.family import in_language


@pytest.mark.parametrize("language", ["en", "bn"])
@pytest.mark.parametrize(
    ("kind", "old", "new", "before", "after"),
    [
        ("status", "new", "spam", "New", "Not a real request"),
        ("status", "", "", "", ""),
        ("priority", "3", "1", "Soon", "Emergency"),
        ("call", "", "no_answer", "", "No answer"),
        ("note", "", "", "", ""),
        ("received", "", "", "", ""),
        ("viewed", "", "", "", ""),
    ],
)
def test_event_speaks_the_readers_language(kind, old, new, before, after, language):
    expected = tuple(words and in_language(language, words) for words in (before, after))
    event = Event(kind=kind, old=old, new=new)
    with override(language):
        assert (event.old_label, event.new_label) == expected


def test_every_kind_of_event_can_be_stored():
    longest = Event._meta.get_field("kind").max_length
    assert [kind for kind in EventKind if len(kind) > longest] == []


def test_name_of_an_event_tells_nothing_of_the_family():
    event = Event(kind="note", request_id=7, text="Rafi's mother")
    with override("en"):
        assert str(event) == "Note 7"
