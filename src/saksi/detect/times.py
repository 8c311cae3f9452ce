"""Time words: dates, weekdays, parts of the day, clocks with their zones, nights, and intervals of them.

Pieces are found one by one, then joined where only small words stand between and no piece is said twice. What day they
mean is not asked here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from saksi.detect.time_pieces import Piece, has, pieces_of
from saksi.model import Span, TimeWords
from saksi.text import WORD

if TYPE_CHECKING:
    from saksi.detect.scan import Scan

MAX_JOINT = 3
_JOINING = frozenset(",()–—-")
GRAINS = ("minute", "hour", "part", "night", "day", "month", "year", "coarse")
_GRAIN_OF = {
    "minute": "minute", "hour": "hour", "part": "part", "night": "night", "day": "day", "weekday": "day", "days": "day",
    "month": "month", "year": "year", "coarse": "coarse", "same": "day", "shift": "day", "past_day": "day",
}  # fmt: skip


def times_of(scan: Scan) -> tuple[TimeWords, ...]:
    """The times of a line, from left to right."""
    groups = _joined(scan, pieces_of(scan))
    times: list[TimeWords] = []
    at = 0
    while at < len(groups):
        group = groups[at]
        words = _time(scan, group)
        if at + 1 < len(groups) and _interval(scan, group, groups[at + 1]):
            closing = _time(scan, groups[at + 1])
            span = Span(words.span.start, closing.span.end)
            words = TimeWords(span, scan.text[span.start : span.end], words.grain, words.fields, closing, words.flags)
            at += 1
        times.append(words)
        at += 1
    return tuple(times)


def _joined(scan: Scan, pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces that make one time: near, with only small words between, no piece said twice."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and _joins(scan, groups[-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


_LONERS = frozenset({"coarse", "impossible", "unclear"})


def _joins(scan: Scan, group: list[Piece], piece: Piece) -> bool:
    said = {key for one in group for key in one.fields}
    if _finer_part(scan, group, piece):
        return True
    if said & set(piece.fields) or said & _LONERS or set(piece.fields) & _LONERS:
        return _second_clock(scan, group, piece)
    gap = range(group[-1].last, piece.first)
    if len(gap) > MAX_JOINT:
        return False
    if piece.fields.get("night") == "to" and "night" not in said:
        return False
    return all(scan.forms[at] in _JOINING or has(scan, at, "joint") or has(scan, at, "clock_before") for at in gap)


def _finer_part(scan: Scan, group: list[Piece], piece: Piece) -> bool:
    """ "late Wednesday night", "early Friday morning": a second part of the day right behind the day."""
    last = group[-1]
    return (
        set(piece.fields) == {"part"}
        and piece.first == last.last
        and bool({"weekday", "day", "days"} & set(last.fields))
    )


def _second_clock(scan: Scan, group: list[Piece], piece: Piece) -> bool:
    """ "1:00 (2200 GMT)", "5:20 a.m. local time (0220GMT)": a second clock in brackets that names its zone."""
    said = {key for one in group for key in one.fields}
    zoned = any(isinstance(one.fields.get("zone"), int) for one in group)
    between = scan.forms[group[-1].last : piece.first]
    named = isinstance(piece.fields.get("zone"), int)
    return "hour" in said and named and not zoned and between in (["("], [",", "("], ["/"], [","])


def _time(scan: Scan, group: list[Piece]) -> TimeWords:
    fields: dict[str, int | str] = {}
    flags: tuple[str, ...] = ()
    for piece in group:
        if "hour" in fields and "hour" in piece.fields:
            fields["second_hour"] = piece.fields["hour"]
            fields["second_minute"] = piece.fields.get("minute", 0)
            fields["second_zone"] = piece.fields["zone"]
            continue
        if "part" in fields and piece.fields.get("part") not in (None, "night"):
            continue  # "early Friday morning" is early
        fields.update(piece.fields)
    for flag in ("impossible", "unclear"):
        if flag in fields:
            flags = (*flags, f"{flag}_time")
    grain = min((_GRAIN_OF[key] for key in fields if key in _GRAIN_OF), key=GRAINS.index, default="coarse")
    span = Span(scan.starts[group[0].first], scan.ends[group[-1].last - 1])
    return TimeWords(span, scan.text[span.start : span.end], grain, fields, None, flags)


def _interval(scan: Scan, left: list[Piece], right: list[Piece]) -> bool:
    """Whether two times are one interval: a word of "until" between them, and "from" before, or both of a day or
    clock.
    """
    gap = range(left[-1].last, right[0].first)
    if not 1 <= len(gap) <= MAX_JOINT:
        return False
    joined = any(has(scan, at, "until") or scan.forms[at] in "–—-" for at in gap)
    only = all(scan.kinds[at] != WORD or has(scan, at, "until") or has(scan, at, "joint") for at in gap)
    opened = any(has(scan, left[0].first - back, "between") for back in (1, 2))
    loose = any(scan.read(at, "grammar", "and") for at in gap) or {"coarse", "same"} & {
        key for one in (*left, *right) for key in one.fields
    }
    return joined and only and (opened or not loose)
