"""Time words to bounds: what day and hours they mean, counted from a day that the document gives.

Rules (docs/methodology.md, "When"): a weekday is the nearest one not after the day counted from, that day included;
a date without a year likewise; "overnight" is 18:00 to 09:00; nothing to count from gives no day. A clock is the local
clock of the place, with its offset. Times are never converted.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from saksi.model import TimeWords, When

NIGHT = (time(18), time(9))  # "overnight" unless the text says more: output contract
# part of the day -> (first hour, last hour); an hour over 24 is of the next day
PARTS: dict[str, tuple[int, int]] = {
    "dawn": (3, 7), "morning": (5, 12), "daytime": (8, 18), "noon": (11, 14), "afternoon": (12, 18),
    "evening": (17, 24), "night": (18, 33), "midnight": (-1, 1),
}  # fmt: skip
CLOCKLY = frozenset({"hour", "minute", "part", "zone", "second_hour", "second_minute", "second_zone"})
HALF_DAY = frozenset({"evening", "afternoon", "night"})
LEAP = 2024  # a year in which each day of a month can be
Bound = tuple[date, time | None]


def day_of(words: TimeWords, base: date | None, told: date | None = None) -> tuple[date | None, str]:
    """The day that time words name, and how it is known; (None, "unknown") where nothing can be counted from.

    `told` is the day of what is told before, for "that night" and "the day before"; where nothing is, the base.
    A stated day that does not exist (31 June) is no day.
    """
    fields = words.fields
    if {"impossible", "unclear"} & set(fields):
        return None, "unknown"
    if "day" in fields and "month" in fields:
        if "year" in fields:
            return _date(int(fields["year"]), int(fields["month"]), int(fields["day"])), "stated"
        return (_nearest_year(int(fields["month"]), int(fields["day"]), base), "counted") if base else (None, "unknown")
    reference = told or base
    if reference is not None and {"shift", "same"} & set(fields):
        return reference + timedelta(days=int(fields.get("shift", 0))), "counted"
    if base is None:
        return None, "unknown"
    if "weekday" in fields:
        back = (base.weekday() - int(fields["weekday"])) % 7
        return base - timedelta(days=back or (7 if "past" in fields else 0)), "counted"
    if "days" in fields:
        return base + timedelta(days=int(fields["days"])), "counted"
    if "night" in fields or "past_day" in fields:
        return base, "counted"
    return None, "unknown"


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest_year(month: int, day: int, base: date) -> date | None:
    """The last such day not after the base; a day of grace, since a page can be dated by another zone."""
    for year in (base.year, base.year - 1):
        found = _date(year, month, day)
        if found and found <= base + timedelta(days=1):
            return found
    return None


def mismatched(words: TimeWords) -> bool:
    """Whether a stated date and a stated weekday cannot both be right ("Monday, 24 June 2025")."""
    fields = words.fields
    if not {"weekday", "day", "month", "year"} <= set(fields):
        return False
    day = _date(int(fields["year"]), int(fields["month"]), int(fields["day"]))
    return day is None or day.weekday() != fields["weekday"]


def doubts(words: TimeWords) -> tuple[str, ...]:
    """Why a stated date cannot be used: its weekday is another's, or there is no such day."""
    fields = words.fields
    if {"day", "month"} <= set(fields) and _date(
        int(fields.get("year", LEAP)), int(fields["month"]), int(fields["day"])
    ) is None:
        return ("impossible_time",)
    return ("mismatched_time",) if mismatched(words) else ()


def when_of(
    words: TimeWords, base: date | None, basis: str, zone: str | None,
    clock_day: date | None = None, told: date | None = None,
) -> When:  # fmt: skip
    """Bounds of time words as ISO 8601 local clocks with offset; a date alone where only the day is known.

    `clock_day` is the day of a clock that says none, `told` that of what is told before ("the night before").

    >>> from saksi.model import Span
    >>> words = TimeWords(Span(0, 9), "overnight", "night", {"night": "last"})
    >>> when_of(words, date(2025, 7, 4), "counted_from_published", "Europe/Kyiv").earliest
    '2025-07-03T18:00+03:00'
    """
    first, first_basis = day_of(words, base, told)
    ends = words.until is not None and not set(words.until.fields) <= CLOCKLY  # its end says the day
    if first is None and clock_day is not None and set(words.fields) <= CLOCKLY and not words.flags and not ends:
        first, first_basis = clock_day, "counted"
    if words.until is not None:
        last, _ = day_of(words.until, base or first, told)
        if last is None and first is not None:
            last = first + timedelta(days=1) if _wraps(words, words.until) else first
        if first is None and last is not None:
            first = last - timedelta(days=1) if _wraps(words, words.until) else last
        start, _ = _hours(words.fields, first)
        _, end = _hours(words.until.fields, last)
        if words.fields.get("night") == "to" and "hour" not in words.fields:  # "the night of Thursday to Friday"
            start, end = (first, NIGHT[0], 0), (last, NIGHT[1], 0)
        return _when(start, end, words, first_basis, basis, zone)
    start, end = _hours(words.fields, first)
    return _when(start, end, words, first_basis, basis, zone)


def _wraps(left: TimeWords, right: TimeWords) -> bool:
    """Whether an interval of hours passes midnight: from evening to morning, 22:00 to 4:00."""
    if "hour" in left.fields and "hour" in right.fields:
        return int(right.fields["hour"]) < int(left.fields["hour"])
    return left.fields.get("part") in ("evening", "night") and right.fields.get("part") in ("morning", "dawn", "night")


def hour_of(fields: dict[str, int | str]) -> int:
    """The hour said, 0 to 23: "9 in the evening" is 21, "2 at night" is 2."""
    hour, part = int(fields["hour"]), fields.get("part")
    return hour + 12 if part in HALF_DAY and 1 <= hour < 12 and not (part == "night" and hour < 6) else hour


Moment = tuple[date | None, time | None, int]  # day, clock, days to add


def _hours(fields: dict[str, int | str], day: date | None) -> tuple[Moment, Moment]:
    """The first and last moment of the words on their day."""
    if "hour" in fields:
        clock = time(hour_of(fields), int(fields.get("minute", 0)))
        return (day, clock, 0), (day, clock, 0)
    if fields.get("night") in ("last", "to") and fields.get("part", "night") == "night":
        return (day, NIGHT[0], -1), (day, NIGHT[1], 0)
    if "past_day" in fields:
        return (day, None, -1), (day, None, 0)
    part = fields.get("part")
    if isinstance(part, str) and part in PARTS:
        first, last = PARTS[part]
        return (day, time(first % 24), first // 24), (day, time(last % 24), last // 24)
    return (day, None, 0), (day, None, 0)


def _when(start: Moment, end: Moment, words: TimeWords, how: str, basis: str, zone: str | None) -> When:
    offset = _stated_offset(words.fields)
    known = how if how == "stated" else (basis if how == "counted" else "unknown")
    if start[0] is None and start[1] is None:
        return When(None, None, words.grain, "unknown")
    return When(_iso(start, zone, offset), _iso(end, zone, offset), words.grain, known)


def _stated_offset(fields: dict[str, int | str]) -> timezone | None:
    """The offset that the words themselves fix: a zone said, or two clocks of one moment ("1:00 (2200 GMT)")."""
    if "second_hour" in fields and isinstance(fields.get("second_zone"), int):
        here = int(fields["hour"]) * 60 + int(fields.get("minute", 0))
        there = int(fields["second_hour"]) * 60 + int(fields.get("second_minute", 0))
        minutes = (here - there + 720) % 1440 - 720 + int(fields["second_zone"])
        return timezone(timedelta(minutes=minutes))
    if isinstance(fields.get("zone"), int):
        return timezone(timedelta(minutes=int(fields["zone"])))
    return None


def _iso(moment: Moment, zone: str | None, offset: timezone | None) -> str | None:
    day, clock, days = moment
    if day is None:
        return f"T{clock:%H:%M}{_suffix(None, clock, zone, offset)}" if clock else None
    day += timedelta(days=days)
    if clock is None:
        return day.isoformat()
    return f"{day.isoformat()}T{clock:%H:%M}{_suffix(day, clock, zone, offset)}"


def _suffix(day: date | None, clock: time, zone: str | None, offset: timezone | None) -> str:
    """ "+03:00" of a stated offset or of the place's zone on that day; nothing where neither is known."""
    if offset is None and day is not None and zone is not None:
        tz = _zone(zone)
        delta = datetime.combine(day, clock, tz).utcoffset() if tz else None
    else:
        delta = offset.utcoffset(None) if offset else None
    if delta is None:
        return ""
    minutes = int(delta.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


@cache
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None
