"""Small drawings inside an incident's page: the toll as steps over time, and times beside one another.

They are geometry for the template, not Vega-Lite: a chart by vl-convert takes 40 ms, and every incident has its own
(docs/decisions/2026-11-25-two-ways-to-draw.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from saksi.link.profile import minutes
from saksi.model import Claim
from saksi.serve.questions import Said

WIDTH, HEIGHT = 720, 120
TIMES = 1000
_DAY = 24 * 60
_OFFSET = re.compile(r"T.*([+-])(\d\d):(\d\d)$")


class Dot(NamedTuple):
    """One figure of one source: where it stands, how far it reaches where it is no exact one, the claim that it is."""

    x: float
    y: float
    low: float
    high: float
    said: Said
    time: str


class Steps(NamedTuple):
    """The toll of a slot: a dot for each source, the greatest figure so far as steps, marks of both axes."""

    slot: str
    path: str
    dots: list[Dot]
    ticks: list[tuple[float, int]]
    days: list[tuple[float, str]]


class Strip(NamedTuple):
    """A stretch of time: from where it begins and how long it is, in thousandths of the whole."""

    kind: str
    begin: float
    length: float
    earliest: str
    latest: str
    said: Said | None
    words: str


def steps(slot: str, all_said: Iterable[Said]) -> Steps | None:
    """The toll over time; None where fewer than two moments have a figure."""
    timed = [(said.claim.as_of or said.document["published"], said) for said in all_said if _of_toll(said, slot)]
    told = [(at, time, said, _figure(said.claim)) for time, said in timed if (at := _instant(time)) is not None]
    told = sorted((each for each in told if each[3] is not None), key=lambda each: (each[0], each[3], each[2].claim.id))
    if len({each[0] for each in told}) < 2:
        return None
    first, last = told[0][0], told[-1][0]
    across = _scale(first, last, 8, WIDTH - 8)
    top = max(_reach(said.claim)[1] for *_, said, _ in told)
    up = _scale(0, max(top, 1), HEIGHT - 4, 8)
    dots = [_dot(across(at), up, said, time) for at, time, said, _ in told]
    return Steps(slot, _path(told, across, up), dots, _ticks(top, up), _days(first, last, across))


def _dot(x: float, up: Callable[[float], float], said: Said, time: str) -> Dot:
    low, high = _reach(said.claim)
    y = up(_figure(said.claim) or 0)
    return Dot(round(x, 1), round(y, 1), round(up(low), 1), round(up(high), 1), said, time)


def _of_toll(said: Said, slot: str) -> bool:
    claim = said.claim
    return (
        claim.slot == slot and claim.what == "person" and claim.scope == "this_attack" and said.status == "stands"
        and said.role == "report" and claim.quantity is not None
    )  # fmt: skip


def _figure(claim: Claim) -> int | None:
    quantity = claim.quantity
    assert quantity is not None
    return quantity.count if quantity.count is not None else quantity.low


def _reach(claim: Claim) -> tuple[int, int]:
    quantity, figure = claim.quantity, _figure(claim) or 0
    assert quantity is not None
    return min(quantity.low if quantity.low is not None else figure, figure), max(quantity.high or 0, figure)


def _path(
    told: Sequence[tuple[int, str, Said, int | None]], across: Callable[[float], float], up: Callable[[float], float]
) -> str:
    greatest, words = 0, ""
    for at, _, _, count in told:
        if (count or 0) > greatest or not words:
            greatest = max(greatest, count or 0)
            words += f"H{across(at):.1f}V{up(greatest):.1f}" if words else f"M{across(at):.1f},{up(greatest):.1f}"
    return f"{words}H{WIDTH - 8}"


def _scale(first: float, last: float, begin: float, end: float) -> Callable[[float], float]:
    return lambda value: begin + (value - first) / ((last - first) or 1) * (end - begin)


def _ticks(top: int, up: Callable[[float], float]) -> list[tuple[float, int]]:
    size = next(n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10**9) if top / n <= 4)
    return [(round(up(n), 1), n) for n in range(0, top + 1, size)]


def _days(first: int, last: int, across: Callable[[float], float]) -> list[tuple[float, str]]:
    if last - first < 3 * _DAY:
        return []
    size = _DAY * max(1, (last - first) // _DAY // 6)
    begin = -(-first // _DAY) * _DAY
    return [(round(across(at), 1), date.fromordinal(at // _DAY).isoformat()) for at in range(begin, last + 1, size)]


def _instant(iso: str | None) -> int | None:
    """A moment in minutes of UTC, so that clocks of two countries can stand on one axis."""
    at = minutes(iso)
    found = _OFFSET.search(iso or "")
    if at is None or not found:
        return at
    return at - int(f"{found[1]}1") * (int(found[2]) * 60 + int(found[3]))


def strips(rows: Sequence[tuple[str, str | None, str | None, Said | None, str]]) -> list[Strip]:
    """Stretches of time on one scale. A row: kind, earliest, latest, the claim that says it, words for it."""
    known = [
        (kind, first, max(last, first), earliest, latest, said, words)
        for kind, earliest, latest, said, words in rows
        if earliest and latest and (first := minutes(earliest)) is not None
        and (last := minutes(latest, end=True) or first) is not None
    ]  # fmt: skip
    if not known:
        return []
    begin, end = min(row[1] for row in known), max(row[2] for row in known)
    place = _scale(begin, end, 0, TIMES)
    return [
        Strip(
            kind, round(place(first), 1), max(6.0, round(place(last) - place(first), 1)), earliest, latest, said, words
        )
        for kind, first, last, earliest, latest, said, words in known
    ]
