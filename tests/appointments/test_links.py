"""Links that open another program with a text: nothing of it is lost on the way."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from appointments.triage.links import prepared

WORDS = [
    "Please come.\nAt 10:30 am",
    "আসুন।\nসকাল ১০টা & 50% #1 +2 = 👶 র‍্যা",
    " a  b ",
    "?body=x&text=y;z/%20",
]


@pytest.mark.parametrize("words", WORDS)
def test_whatsapp_opens_with_exactly_the_words(words):
    link = urlsplit(prepared("whatsapp", "+8801712345678", words))
    assert (link.scheme, link.netloc, link.path) == ("https", "wa.me", "/8801712345678")
    assert (parse_qs(link.query), link.fragment) == ({"text": [words]}, "")


@pytest.mark.parametrize("words", WORDS)
def test_messages_open_with_exactly_the_words_on_both_kinds_of_phone(words):
    number, _question, query = prepared("sms", "+8801712345678", words).partition("?")
    empty, *rest = query.split("&")
    assert (number, empty) == ("sms:+8801712345678", "")
    assert [unquote(each.removeprefix("body=")) for each in rest] == [words]


@pytest.mark.parametrize("channel", ["call", "mail"])
def test_other_ways_have_no_link(channel):
    assert prepared(channel, "+8801712345678", "Come") == ""
