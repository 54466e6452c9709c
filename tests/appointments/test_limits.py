"""Acts are counted per connection, within a sliding window, without keeping the address."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appointments.limits import LOOKUPS, Attempt, Limit, LimitReached, forget_old_attempts

pytestmark = pytest.mark.django_db

TWO = Limit("two", 2, timedelta(hours=1))
HERE = "203.0.113.7"


def is_free(limit: Limit, address: str) -> bool:
    try:
        limit.check(address)
    except LimitReached:
        return False
    return True


def test_acts_up_to_the_limit_are_free():
    free = []
    for _ in range(3):
        free.append(is_free(TWO, HERE))
        TWO.count(HERE)
    assert free == [True, True, False]


def test_wait_lasts_until_the_oldest_act_that_counts_has_left_the_window():
    now = timezone.now()
    for minutes_ago in (50, 20):
        TWO.count(HERE)
        Attempt.objects.filter(pk=Attempt.objects.last().pk).update(
            at=now - timedelta(minutes=minutes_ago)
        )
    with pytest.raises(LimitReached) as caught:
        TWO.check(HERE)
    assert timedelta(minutes=9) < caught.value.retry_after <= timedelta(minutes=10)


def test_acts_outside_the_window_no_longer_count():
    for _ in range(2):
        TWO.count(HERE)
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=61))
    assert is_free(TWO, HERE)


def test_each_limit_counts_for_itself():
    other = Limit("other", 2, timedelta(hours=1))
    for _ in range(2):
        TWO.count(HERE)
    assert (is_free(TWO, HERE), is_free(other, HERE)) == (False, True)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (HERE, "203.0.113.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),  # one household has 2^64 of them
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", HERE, True),
        ("no address", "no address", True),
        ("no address", "another", False),
    ],
)
def test_addresses_of_one_connection_are_counted_together(one, other, same):
    for _ in range(2):
        TWO.count(one)
    assert is_free(TWO, other) == (not same)


def test_limit_that_is_off_counts_nothing():
    off = Limit("off", None, timedelta(hours=1))
    off.count(HERE)
    assert (is_free(off, HERE), Attempt.objects.count()) == (True, 0)


def test_only_what_counts_for_no_limit_is_forgotten():
    for minutes_ago in (61, 59, 0):
        LOOKUPS.count(HERE)
        Attempt.objects.filter(pk=Attempt.objects.last().pk).update(
            at=timezone.now() - timedelta(minutes=minutes_ago)
        )
    forget_old_attempts()
    assert Attempt.objects.count() == 2
