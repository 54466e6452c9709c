"""What a page may weigh and how soon it has to be seen, and how the figures are told."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

KB = 1000  # bytes
PAINTS = ("FCP", "LCP")  # first and largest contentful paint


@dataclass(frozen=True)
class Throttle:
    name: str
    latency: int  # milliseconds of a round trip
    kilobits: int  # a second
    processor: int  # so many times slower
    limit: float  # seconds until something has to be seen


SLOW_4G = Throttle("slow 4G", 150, 1600, 4, limit=1.2)  # Lighthouse's
POOR_3G = Throttle("poor 3G", 300, 700, 4, limit=2)
THROTTLES = (SLOW_4G, POOR_3G)


@dataclass(frozen=True)
class Transfer:
    """One answer of the first view, in bytes as sent."""

    kind: str  # as DevTools names it
    body: int
    headers: int
    blocks: bool = False  # nothing is painted before it is there
    ours: bool = True


@dataclass(frozen=True)
class Paints:
    """Seconds after the address was asked for."""

    first: float
    largest: float


@dataclass(frozen=True)
class Measured:
    page: str
    transfers: Sequence[Transfer]
    later: int  # bytes of what lies below the first view, and of what the worker keeps
    paints: dict[str, Paints]  # by throttle

    def size(self, *kinds: str) -> float:
        """KB of all bodies of these kinds."""
        return sum(each.body for each in self.transfers if each.kind in kinds) / KB

    @property
    def text_only(self) -> float:
        return self.size("Document", "Stylesheet", "Script")

    @property
    def first_view(self) -> float:
        return sum(each.body for each in self.transfers) / KB

    @property
    def before_paint(self) -> float:
        """KB with headers of what the first paint waits for."""
        needed = (each for each in self.transfers if each.blocks or each.kind == "Document")
        return sum(each.body + each.headers for each in needed) / KB

    @property
    def others(self) -> int:
        return sum(not each.ours for each in self.transfers)


@dataclass(frozen=True)
class Budget:
    of: str
    limit: float
    found: Callable[[Measured], float]
    unit: str = " KB"


def _paint(throttle: Throttle) -> Budget:
    of = f"first contentful paint on {throttle.name}"
    return Budget(of, throttle.limit, lambda page: page.paints[throttle.name].first, " s")


BUDGETS = (
    Budget("HTML and CSS", 13, lambda page: page.size("Document", "Stylesheet")),
    Budget("one round trip", 14.6, lambda page: page.before_paint),  # ten segments of TCP
    Budget("JavaScript", 3, lambda page: page.size("Script")),
    Budget("the first view without font and pictures", 15, lambda page: page.text_only),
    Budget("the first view", 60, lambda page: page.first_view),
    Budget("requests to others", 0, lambda page: page.others, ""),
    *map(_paint, THROTTLES),
)


def faults(page: Measured) -> list[str]:
    """A sentence for each budget that the page is over."""
    return [
        f"{page.page} is over its budget of {budget.limit}{budget.unit} for {budget.of}: "
        f"{found:.4g}{budget.unit}."
        for budget in BUDGETS
        if (found := budget.found(page)) > budget.limit
    ]


def weights(pages: Sequence[Measured]) -> Iterator[str]:
    """A table of KB."""
    kinds = {"HTML": "Document", "CSS": "Stylesheet", "JS": "Script", "font": "Font"}
    kinds["pictures"] = "Image"
    sums = ("HTML + CSS", "text only", "first view", "one round trip", "later")
    yield from _head("page", "requests", *kinds, *sums)
    for page in pages:
        sizes = [page.size(kind) for kind in kinds.values()]
        sizes += [page.size("Document", "Stylesheet"), page.text_only, page.first_view]
        sizes += [page.before_paint, page.later / KB]
        yield _row(page.page, len(page.transfers), *(f"{size:.1f}" for size in sizes))


def paints(pages: Sequence[Measured]) -> Iterator[str]:
    """A table of seconds."""
    yield from _head("page", *(f"{paint}, {each.name}" for each in THROTTLES for paint in PAINTS))
    for page in pages:
        times = [page.paints[each.name] for each in THROTTLES]
        both = (time for each in times for time in (each.first, each.largest))
        yield _row(page.page, *(f"{time:.2f}" for time in both))


def _head(*names: str) -> Iterator[str]:
    yield _row(*names)
    yield _row("---", *("--:" for _name in names[1:]))


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"
