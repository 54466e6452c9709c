"""What staff find requests by: names in either script, any number of the family, the reference.

Each request has a few short keys in a table of their own, so that no search reads all requests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

import phonenumbers
from django.db import models
from django.db.models import Q
from django.db.models.lookups import Lookup

from appointments import phones
from appointments.names import sound, sounds, words
from appointments.references import LENGTH, normalised
from pages.bengali import latin_digits

if TYPE_CHECKING:
    from appointments.models import AppointmentRequest

MOST = 200  # found at once; more are not worth reading
MOST_WORDS = 6  # looked at, so that no search takes long
LONGEST = 40
# What a key holds says its first letter; WORD and both NUMBERs are looked up by their beginning.
WORD, SOUND, CHILD, NUMBER, NUMBER_REVERSED, REFERENCE = "wscner"
FEWEST_DIGITS = 4
# What stands before the first digits of a number here or in India; only +91 says the latter.
BEFORE_NUMBER = re.compile(r"(?:(?:\+|00)(?:880|91)|880)?0*")


class KeyField(models.CharField):
    """Text that is compared byte by byte."""


@KeyField.register_lookup
class Prefix(Lookup):
    """Begins with the text: by index on both databases, unlike `startswith` on SQLite."""

    lookup_name = "prefix"
    operators = (">=", "<")

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list]:
        column, params = self.process_lhs(compiler, connection)
        at_least, less_than = self.operators
        sql = f"({column} {at_least} %s AND {column} {less_than} %s)"
        return sql, [*params, self.rhs, *params, f"{self.rhs}\U0010ffff"]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list]:
        self.operators = ("~>=~", "~<~")  # whatever the collation of the database
        return self.as_sql(compiler, connection)


class SearchKey(models.Model):
    """One thing a request is found by; written with the request, gone when it is erased."""

    request = models.ForeignKey(
        "appointments.AppointmentRequest", on_delete=models.CASCADE, related_name="search_keys"
    )
    key = KeyField(max_length=LONGEST)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["key", "request"],
                name="search_key",
                opclasses=["varchar_pattern_ops", "int8_ops"],  # for PostgreSQL
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


def keys(request: AppointmentRequest) -> set[str]:
    """Everything this request is found by."""
    names = (request.child_name, request.guardian_name, request.filled_by_name)
    found = {REFERENCE + request.reference}
    for name in names:
        found |= {WORD + word for word in words(name)}
        found |= {SOUND + heard for heard in sounds(name)}
    found |= {CHILD + heard for heard in sounds(request.child_name)}
    for number in map(_digits, request.numbers):
        found |= {NUMBER + number, NUMBER_REVERSED + number[::-1]}
    return {key[:LONGEST] for key in found}


def index(*requests: AppointmentRequest) -> None:
    """Write the keys of these requests anew."""
    SearchKey.objects.filter(request__in=requests).delete()
    SearchKey.objects.bulk_create(
        SearchKey(request=each, key=key) for each in requests for key in keys(each)
    )


def found(typed: str) -> list[int]:
    """The newest MOST requests that fit what somebody typed, by primary key."""
    typed = typed[:200]
    whole = _as_reference(typed) + _as_number(typed)
    result: set[int] = set()
    if whole:
        result |= set(_newest(SearchKey.objects.filter(reduce(or_, whole))))
    result |= set(_with_all([_as_name(word) for word in _longest(words(typed))]))
    return sorted(result, reverse=True)[:MOST]


def with_child_called(name: str) -> list[int]:
    """The newest MOST requests for a child whose name sounds like this one."""
    return _with_all([Q(key=(CHILD + each)[:LONGEST]) for each in _longest(sorted(sounds(name)))])


def with_number(numbers: Iterable[str]) -> list[int]:
    """The newest MOST requests with one of these E.164 numbers."""
    wanted = [NUMBER + _digits(number) for number in numbers]
    return _newest(SearchKey.objects.filter(key__in=wanted))


def _longest(typed: list[str]) -> list[str]:
    """The words that say most, each once."""
    return sorted(dict.fromkeys(typed), key=len, reverse=True)[:MOST_WORDS]


def _with_all(conditions: list[Q]) -> list[int]:
    if not conditions:
        return []
    first, *others = conditions
    matching = SearchKey.objects.filter(first)
    for another in others:
        matching = matching.filter(request__in=SearchKey.objects.filter(another).values("request"))
    return _newest(matching)


def _newest(matching: models.QuerySet) -> list[int]:
    ids = matching.order_by("-request").values_list("request", flat=True)
    return list(ids.distinct()[:MOST])


def _as_reference(typed: str) -> list[Q]:
    reference = normalised(typed)
    return [Q(key=REFERENCE + reference)] if len(reference) == LENGTH else []


def _as_number(typed: str) -> list[Q]:
    """A whole number in any spelling, or its first or last digits."""
    try:
        return [Q(key=NUMBER + _digits(phones.e164(typed)))]
    except phones.PhoneError:
        number = phones.SEPARATORS.sub("", latin_digits(typed))
    if not re.fullmatch(rf"\+?\d{{{FEWEST_DIGITS},}}", number, re.ASCII):
        return []
    result = [Q(key__prefix=NUMBER_REVERSED + number.lstrip("+")[::-1])]
    if beginning := BEFORE_NUMBER.sub("", number, count=1):
        result.append(Q(key__prefix=NUMBER + beginning))
    return result


def _as_name(word: str) -> Q:
    query, heard = Q(key__prefix=(WORD + word)[:LONGEST]), sound(word)
    return query | Q(key=(SOUND + heard)[:LONGEST]) if heard else query


def _digits(number: str) -> str:
    """An E.164 number without its country code."""
    return phonenumbers.national_significant_number(phonenumbers.parse(number))
