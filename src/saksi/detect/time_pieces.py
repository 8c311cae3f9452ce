"""Pieces of time words: a date, a weekday, a part of the day, a clock with its zone, a night, days ago; one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from saksi.detect.words import DATES, OPENS_TIME
from saksi.text import NUMBER

if TYPE_CHECKING:
    from saksi.detect.scan import Scan

DAYS_OF = {"day": 1, "week": 7, "month": 30, "year": 365}
TWO_NIGHTS = 2  # a wave of two nights is still told as one
MAX_SPAN = 400  # days, weeks or months that "ago" may reach back
_CLOCK = re.compile(r"(\d{1,2}): ?(\d{2})")
_DOTTED_CLOCK = re.compile(r"(\d{1,2})\.(\d{2})")
_DOTTED_DATE = re.compile(r"(\d{1,2})\.(\d{2})(?:\.(\d{4}|\d{2}))?")
_SLASHED = re.compile(r"(\d{1,2})/ ?(\d{1,2})(?:/ ?(\d{4}|\d{2}))?")


class Piece(NamedTuple):
    """One piece of a time at tokens first..last (exclusive)."""

    first: int
    last: int
    fields: dict[str, int | str]


def pieces_of(scan: Scan) -> list[Piece]:
    pieces: list[Piece] = []
    reached = 0
    for at in scan.having(DATES):
        if at < reached:
            continue
        if scan.kinds[at] == NUMBER:
            piece = _number_piece(scan, at)
        else:
            of = scan.of[at]
            piece = _word_piece(scan, at) if "time" in of else _span_ago(scan, at) if "numbers" in of else None
        if piece is not None:
            if not _of_birth(scan, piece):
                pieces.append(piece)
            reached = piece.last
    return pieces


def _of_birth(scan: Scan, piece: Piece) -> bool:
    """Whether a date says when somebody was born: "a man of 1988, year of birth"."""
    return bool(has(scan, piece.last, "born") or has(scan, piece.last - 1, "born"))


def _number_piece(scan: Scan, at: int) -> Piece | None:
    form = scan.forms[at]
    if match := _CLOCK.fullmatch(form):
        return _clock_piece(scan, at, at + 1, int(match[1]), int(match[2]))
    if match := _SLASHED.fullmatch(form):
        return _day_piece(scan, at, at + 1, int(match[1]), int(match[2]), match[3])
    if match := _DOTTED_DATE.fullmatch(form):
        return _dotted_piece(scan, at, match)
    if not form.isdigit() or len(form) > 4:
        return None
    value = int(form)
    if len(form) == 4:
        return _iso_piece(scan, at, value) or _four_digits(scan, at, value)
    if ago := _span_ago(scan, at):
        return ago
    if 1 <= value <= 31:
        month = _month_after(scan, at)
        if month:
            return _with_year(scan, at, month[0], {"day": value, "month": month[1]})
    return _hour_piece(scan, at, value)


def _is(scan: Scan, feature: str) -> bool:
    """Whether the language has a feature (time.toml, [features])."""
    return bool(scan.words.features.get(feature))


def _month_after(scan: Scan, at: int) -> tuple[int, int] | None:
    """(token after, month) where a month follows the day: "24 April", "24th of April"."""
    here = at + 1
    if here < len(scan.forms) and scan.forms[here] in ("st", "nd", "rd", "th", "-го", "-е"):
        here += 1
    if here < len(scan.forms) and scan.forms[here] == "of":
        here += 1
    value = _value(scan, here, "month")
    return (here + 1, int(value)) if value is not None else None


def _value(scan: Scan, at: int, section: str) -> int | str | None:
    if not 0 <= at < len(scan.forms):
        return None
    for match in scan.of[at].get("time", ()):
        if match.head == section:
            return match.entry.value if match.entry.value is not None else match.entry.path[-1]  # type: ignore[return-value]
    return None


def has(scan: Scan, at: int, section: str) -> int:
    """Length of the reading of a section at a token, 0 where it has none."""
    if not 0 <= at < len(scan.forms):
        return 0
    for match in scan.of[at].get("time", ()):
        if match.head == section:
            return match.length
    return 0


def _with_year(scan: Scan, first: int, last: int, fields: dict[str, int | str]) -> Piece:
    """A day and month with the year after it, a comma and a year word allowed."""
    here = last + 1 if last < len(scan.forms) and scan.forms[last] == "," else last
    if (
        here < len(scan.forms)
        and scan.kinds[here] == NUMBER
        and len(scan.forms[here]) == 4
        and scan.forms[here].isdigit()
    ):
        year = int(scan.forms[here])
        if 1900 <= year <= 2100:
            fields["year"] = year
            last = here + 1
            if has(scan, last, "year_word"):
                last += 1
    return Piece(first, last, fields)


def _day_piece(scan: Scan, first: int, last: int, left: int, right: int, year: str | None) -> Piece | None:
    """A day with slashes; day first but where only the other order is a date. English without a telling order is none."""
    day, month = left, right
    if month > 12 >= day:
        day, month = month, day
    elif _is(scan, "unclear_slashes") and day <= 12 and month <= 12 and day != month:
        return Piece(first, last, {"unclear": scan.forms[first]})
    if not (1 <= month <= 12 and 1 <= day <= 31) or (
        year is None and month == 1 and day < 10 and _is(scan, "unclear_slashes")
    ):
        return None
    fields: dict[str, int | str] = {"day": day, "month": month}
    if year:
        fields["year"] = int(year) + (2000 if len(year) == 2 else 0)
    return Piece(first, last, fields)


def _dotted_piece(scan: Scan, at: int, match: re.Match[str]) -> Piece | None:
    """ "24.04.2025", "25.06"; "18.30" after a word of the clock."""
    clock = _DOTTED_CLOCK.fullmatch(scan.forms[at])
    before = max((has(scan, at - back, "clock_before") for back in (1, 2)), default=0)
    after = has(scan, at + 1, "clock_after") or has(scan, at + 1, "zone")
    if (
        clock
        and int(clock[1]) < 24
        and int(clock[2]) < 60
        and (after or (before and _is(scan, "dotted_clocks")) or _dotted_range(scan, at))
    ):
        return _clock_piece(scan, at, at + 1, int(clock[1]), int(clock[2]))
    if match[3] or _is(scan, "dotted_dates"):
        return _day_piece(scan, at, at + 1, int(match[1]), int(match[2]), match[3]) if int(match[2]) <= 12 else None
    return None


def _dotted_range(scan: Scan, at: int) -> bool:
    """Whether two dotted clocks stand with "until" between them: "с 20.00 до 23.00"."""
    for until, other in ((at + 1, at + 2), (at - 1, at - 2)):
        if has(scan, until, "until") == 1 and 0 <= other < len(scan.forms):
            match = _DOTTED_CLOCK.fullmatch(scan.forms[other])
            if match and int(match[1]) < 24 and int(match[2]) < 60:
                return True
    return False


def _iso_piece(scan: Scan, at: int, year: int) -> Piece | None:
    forms = scan.forms[at : at + 5]
    if len(forms) == 5 and forms[1] == forms[3] == "-" and forms[2].isdigit() and forms[4].isdigit():
        month, day = int(forms[2]), int(forms[4])
        if 1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31:
            return Piece(at, at + 5, {"year": year, "month": month, "day": day})
    return None


def _four_digits(scan: Scan, at: int, value: int) -> Piece | None:
    """ "2200 GMT" is a clock; "2025 року" a year."""
    if has(scan, at + 1, "zone") and value // 100 < 24 and value % 100 < 60:
        return _clock_piece(scan, at, at + 1, value // 100, value % 100)
    if 1900 <= value <= 2100 and has(scan, at + 1, "year_word"):
        return Piece(at, at + 2, {"year": value})
    if 1900 <= value <= 2100 and _opened(scan, at, "year_before"):
        return Piece(at, at + 1, {"year": value})
    return None


def _hour_piece(scan: Scan, at: int, value: int) -> Piece | None:
    """An hour by the word before or behind it: "pukul 9", "at 9 a.m.", "о 9 годині"."""
    if value > 24:
        return None
    after = has(scan, at + 1, "clock_after")
    before = any(has(scan, at - back, "clock_before") >= back for back in (1, 2))
    if after:
        word = scan.forms[at + 1 : at + 1 + after]
        hour = _twelve(value, "".join(word))
        return _clock_piece(scan, at, at + 1 + after, hour, None) if before or _is(scan, "half_days") else None
    if before and _is(scan, "bare_hours"):
        return _clock_piece(scan, at, at + 1, value, None)
    return None


def _twelve(hour: int, word: str) -> int:
    """Twelve-hour clock to twenty-four."""
    if word.startswith("p") and hour < 12:
        return hour + 12
    return 0 if word.startswith("a") and hour == 12 else hour


def _clock_piece(scan: Scan, first: int, last: int, hour: int, minute: int | None) -> Piece | None:
    if hour > 24 or (minute or 0) > 59:
        return Piece(first, last, {"impossible": scan.forms[first]})
    fields: dict[str, int | str] = {"hour": hour % 24}
    if minute is not None:
        fields["minute"] = minute
    for step in (0, 1):
        after = has(scan, last + step, "clock_after")
        if after and step == 0:
            word = "".join(scan.forms[last : last + after])
            if word[:1] in "ap" and _is(scan, "half_days"):
                fields["hour"] = _twelve(hour, word)
            last += after
    zone = has(scan, last, "zone")
    if zone:
        fields["zone"] = _value(scan, last, "zone")  # type: ignore[assignment]
        last += zone
    return Piece(first, last, fields)


def _word_piece(scan: Scan, at: int) -> Piece | None:
    of = scan.of[at]
    said: dict[str, int] = {}
    for length, _, head, _ in reversed(of["time"]):
        if head in OPENS_TIME:
            said[head] = length
    if not said:
        return _span_ago(scan, at) if "numbers" in of else None
    if "month" in said:
        return _month_first(scan, at, int(_value(scan, at, "month") or 0))
    if ("span" in said or "numbers" in of) and (ago := _span_ago(scan, at)):
        return ago
    for section in _NAMED:
        if section in said:
            piece = _named(scan, at, said[section], section)
            if piece:
                return piece
    return None


_NAMED = ("shift", "past_day", "night_to", "same", "coarse", "last_night", "relative", "weekday", "part")


def _month_first(scan: Scan, at: int, month: int) -> Piece | None:
    """ "April 24, 2025", "April 2025", "in April"; a month without a word that opens it is no time ("may")."""
    if _is(scan, "capital_months") and not scan.upper(at):  # "it may 5 times"
        return None
    if at + 1 >= len(scan.forms) or scan.kinds[at + 1] != NUMBER or not scan.forms[at + 1].isdigit():
        return Piece(at, at + 1, {"month": month}) if _opened(scan, at, "month_before") else None
    value = int(scan.forms[at + 1])
    if 1900 <= value <= 2100:
        return Piece(at, at + 2, {"month": month, "year": value})
    if 1 <= value <= 31 and _is(scan, "month_first"):
        last = at + 2
        if last < len(scan.forms) and scan.forms[last] in ("st", "nd", "rd", "th"):
            last += 1
        return _with_year(scan, at, last, {"month": month, "day": value})
    return None


def _opened(scan: Scan, at: int, section: str) -> bool:
    """Whether a word of a section ends right before a token."""
    return any(has(scan, at - back, section) == back for back in (1, 2, 3))


def _span_ago(scan: Scan, at: int) -> Piece | None:
    """ "two days ago" is counted from the day of writing, "two days earlier" from the day told of; longer spans are
    coarse.
    """
    number, last = _count(scan, at)
    if last == at and "time" not in scan.of[at]:
        return None  # an article, an ordinal: no count of days
    unit = _value(scan, last, "span")
    if unit is None or number > MAX_SPAN:
        return None
    last += has(scan, last, "span")
    for section, field in (("ago", "days"), ("ago_told", "shift")):
        length = has(scan, last, section)
        if length and unit in ("day", "week"):
            return Piece(at, last + length, {field: -number * (7 if unit == "week" else 1)})
        if length:
            return Piece(at, last + length, {"coarse": f"{unit} {section}"})
    days = number * DAYS_OF.get(str(unit), 0)
    if days > TWO_NIGHTS and (
        _value(scan, at - 1, "past_span") == "before" or _value(scan, last, "past_span") == "behind"
    ):
        return Piece(at, last, {"coarse": "span", "length": days})
    return None


def _count(scan: Scan, at: int) -> tuple[int, int]:
    """(number, token behind it) of a count of days; a missing number is one."""
    form = scan.forms[at]
    if scan.kinds[at] == NUMBER:
        return (int(form), at + 1) if form.isdigit() and len(form) <= 3 else (MAX_SPAN + 1, at + 1)
    for match in scan.of[at].get("numbers", ()):
        if match.entry.path[0] == "cardinal" and isinstance(match.entry.value, int):
            return match.entry.value, at + match.length
    return 1, at


def _counts(scan: Scan, at: int) -> bool:
    """Whether a token is a number of days, not a clock."""
    return scan.forms[at].isdigit() or any(
        match.entry.path[0] == "cardinal" for match in scan.of[at].get("numbers", ())
    )


def _named(scan: Scan, at: int, length: int, section: str) -> Piece | None:
    last = at + length
    if section == "weekday":
        if _is(scan, "capital_weekdays") and not scan.upper(at):
            return None
        fields: dict[str, int | str] = {"weekday": _value(scan, at, "weekday")}  # type: ignore[dict-item]
        if has(scan, last, "past") or has(scan, at - 1, "past"):
            fields["past"] = 1
            last += has(scan, last, "past")
        return Piece(at, last, fields)
    if section in ("relative", "shift"):
        counted = {"days" if section == "relative" else "shift": int(_value(scan, at, section) or 0)}
        part = _value(scan, at, "part") if length == 1 else None  # "днём": today, by day
        return Piece(at, last, {**counted, "part": part} if isinstance(part, str) else dict(counted))
    if section == "night_to":
        return Piece(at, last, {"night": "to"})
    if section == "last_night":
        return Piece(at, last, {"night": "last"})
    if section == "part":
        if _value(scan, at, "span") and at and _count(scan, at - 1)[1] == at and _counts(scan, at - 1):
            return None  # "73 days" is a length
        return Piece(
            at, last, {"part": str(next(m.entry.path[-1] for m in scan.of[at]["time"] if m.entry.path[0] == "part"))}
        )
    return Piece(at, last, {section: " ".join(scan.forms[at:last])})
