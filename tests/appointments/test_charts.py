"""Bars are as high as their values, and stay inside the chart."""

from itertools import pairwise

import pytest

from appointments.charts import BOTTOM, HEIGHT, TOP, WIDTH, share, upright


def test_highest_bar_fills_the_room_and_the_others_are_in_proportion():
    bars = upright([0, 5, 10], 10)
    assert [bar.height for bar in bars] == [0, (HEIGHT - TOP - BOTTOM) / 2, HEIGHT - TOP - BOTTOM]
    assert {bar.y + bar.height for bar in bars} == {HEIGHT - BOTTOM}


@pytest.mark.parametrize("places", [1, 2])
def test_bars_stand_side_by_side_inside_the_chart(places):
    bars = sorted(
        (bar for place in range(places) for bar in upright([1] * 12, 1, place, places)),
        key=lambda bar: bar.x,
    )
    assert all(one.x + one.width <= two.x + 0.11 for one, two in pairwise(bars))
    assert bars[0].x >= 0
    assert bars[-1].x + bars[-1].width <= WIDTH


def test_nothing_to_show_is_a_flat_chart():
    assert [bar.height for bar in upright([0, 0], 0)] == [0, 0]
    assert upright([], 0) == []


def test_words_are_centred_above_their_bar():
    (bar,) = upright([3], 3)
    assert bar.middle == pytest.approx(WIDTH / 2, abs=0.1)
    assert bar.above < bar.y


@pytest.mark.parametrize(("value", "highest", "length"), [(0, 0, 0), (1, 3, 33.3), (3, 3, 100)])
def test_lying_bar_is_a_share_of_the_longest(value, highest, length):
    assert share(value, highest) == length
