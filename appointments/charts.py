"""Where the bars of a chart stand, in units of its view box."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 720, 200
TOP, BOTTOM = 24, 28  # room for the numbers above the bars and the days below
GAP = 0.25  # of the room that a bar has


@dataclass(frozen=True)
class Bar:
    """A rectangle, and where the words above and below it are centred."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def above(self) -> float:
        return self.y - 5


def upright(values: Sequence[float], highest: float, place: int = 0, places: int = 1) -> list[Bar]:
    """One bar for each value of at most `highest`; of `places` bars side by side the `place`th."""
    room = WIDTH / max(len(values), 1)
    width = room * (1 - GAP) / places
    scale = (HEIGHT - TOP - BOTTOM) / (highest or 1)
    return [
        Bar(
            x=round(number * room + room * GAP / 2 + place * width, 1),
            y=round(HEIGHT - BOTTOM - value * scale, 1),
            width=round(width, 1),
            height=round(value * scale, 1),
        )
        for number, value in enumerate(values)
    ]


def share(value: int, highest: int) -> float:
    """The length of a lying bar, in hundredths of the longest."""
    return round(100 * value / (highest or 1), 1)
