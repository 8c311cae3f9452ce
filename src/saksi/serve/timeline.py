"""Incidents by day, week or month, and where each stretch of days stands on the axis.

Long times without an incident take little room: the axis is folded there and says how long they are, so that bars stay
readable however far apart the days are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from saksi.serve.shelf import Entry
from saksi.serve.tolls import HOWS, Toll

# More bars than this cannot be told apart or clicked.
MOST_BARS = 130
# An empty time of more stretches than this is folded; a fold is as wide as so many stretches.
LONGEST_GAP, FOLD = 5, 2


class Bar(NamedTuple):
    """A stretch of days: figures, the days, the number of incidents, where a click leads, its place on the axis."""

    first: str
    last: str
    incidents: int
    link: str
    killed: Toll
    injured: Toll
    launched: Toll
    intercepted: dict[str, int]
    at: int


class Fold(NamedTuple):
    """A time without an incident: where it stands on the axis, and how many days it is."""

    at: int
    days: int


class Timeline(NamedTuple):
    """Bars and folds from left to right, by which stretch of days, and how many places they take."""

    by: str
    bars: list[Bar]
    folds: list[Fold]
    length: int


def timeline(entries: Sequence[Entry], address: Callable[[str, str], str]) -> Timeline:
    """The entries that have a day, by the finest stretch at which bars can be told apart.

    `address(from, to)` gives the link of a bar.
    """
    dated = [entry for entry in entries if entry.day]
    for by in ("day", "week", "month"):
        held: dict[str, list[Entry]] = {}
        for entry in dated:
            held.setdefault(stretch(entry.day or "", by)[0], []).append(entry)
        places, folds, length = _laid(sorted(held), by)
        if length <= MOST_BARS:
            break
    bars = [_bar(first, stretch(first, by)[1], held[first], address, at) for first, at in places]
    return Timeline(by, bars, folds, length)


def _laid(firsts: Sequence[str], by: str) -> tuple[list[tuple[str, int]], list[Fold], int]:
    """Each stretch with its place, the folds between them, the number of places."""
    places: list[tuple[str, int]] = []
    folds: list[Fold] = []
    at = 0
    for first in firsts:
        if places:
            end = date.fromisoformat(stretch(places[-1][0], by)[1])
            empty = (date.fromisoformat(first) - end).days - 1
            length = {"day": 1, "week": 7, "month": 30}[by]
            if round(empty / length) > LONGEST_GAP:
                folds.append(Fold(at, empty))
                at += FOLD
            else:
                at += round(empty / length)
        places.append((first, at))
        at += 1
    return places, folds, at


@lru_cache(maxsize=50_000)
def stretch(day: str, by: str) -> tuple[str, str]:
    """The first and the last day of the day, week (from Monday) or month around a day.

    >>> stretch("2025-07-04", "week"), stretch("2025-02-10", "month")
    (('2025-06-30', '2025-07-06'), ('2025-02-01', '2025-02-28'))
    """
    at = date.fromisoformat(day)
    if by == "week":
        at -= timedelta(days=at.weekday())
        return at.isoformat(), (at + timedelta(days=6)).isoformat()
    if by == "month":
        first = at.replace(day=1)
        return first.isoformat(), ((first + timedelta(days=32)).replace(day=1) - timedelta(days=1)).isoformat()
    return day, day


def _bar(first: str, last: str, group: Sequence[Entry], address: Callable[[str, str], str], at: int) -> Bar:
    ways: dict[str, int] = {}
    for how in HOWS:
        count = sum(n for entry in group for way, n in entry.intercepted if way == how)
        if count:
            ways[how or "unsaid"] = count
    killed, injured, launched = (_total(group, slot) for slot in ("killed", "injured", "launched"))
    return Bar(first, last, len(group), address(first, last), killed, injured, launched, ways, at)


def _total(group: Iterable[Entry], slot: str) -> Toll:
    tolls = [toll for entry in group if (toll := getattr(entry, slot))]
    best = sum(toll.shown for toll in tolls)
    low = sum(toll.low if toll.low is not None else min(toll.shown, toll.high or 0) for toll in tolls)
    return Toll(min(low, best), best, sum(max(toll.high or 0, toll.shown) for toll in tolls))
