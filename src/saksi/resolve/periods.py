"""Times that take what stands beside them out of this attack: a month or year before it, a stretch of time up to it."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta

from saksi.model import Line, TimeWords
from saksi.resolve.times import CLOCKLY, day_of
from saksi.resolve.words import phrases

OLD = timedelta(days=2)  # a day further back than this is another attack, told as background
PHRASE = 8  # tokens of the longest phrase looked for before a time
SINCE_NEAR = 1
SINCE_CLAUSE = 8  # tokens of "since government forces stormed a mosque in 2007"
_CLAUSE = frozenset({"comma", "semicolon", "stop", "and", "but"})


def periods_of(line: Line, day: date | None) -> tuple[tuple[int, int, str], ...]:
    """(first, last, section of scope.toml) for the times of a line that are not of this attack. `day`: that of the
    attack.

    "Since October 2023" and this year or month are cumulative; a year, month or day further back is earlier.
    Without a day
    to hold them against, a bare month says nothing and a bare year is background.
    """
    found = []
    for words in line.times:
        first = bisect_left(line.starts, words.span.start)
        last = bisect_left(line.ends, words.span.end) + 1
        section = "cumulative" if _since(line, first) and _long(words, day) else _section(words, day)
        if section is not None:
            found.append((first, last, section))
    return tuple(found)


def _since(line: Line, first: int) -> bool:
    """Whether a word of "since" stands before a time with no other clause between, or holds it."""
    near = SINCE_NEAR if line.free_order else SINCE_CLAUSE  # «с» is also "with"
    return any(
        kind == "since"
        and (
            at <= first < last
            or (0 <= first - last <= near and not any(line.kinds[i] & _CLAUSE for i in range(last, first)))
        )
        for at, last, kind in phrases(line, first - near - PHRASE, first + 1)
    )


def _long(words: TimeWords, day: date | None) -> bool:
    """Whether a time since which is counted lies before this attack's own night."""
    if set(words.fields) <= CLOCKLY or words.until is not None:
        return False  # a clock alone is of this attack's own day, and what has an end is no "since"
    own = day_of(words, day)[0]
    if own is None or day is None:
        # "since Saturday" is no long time, and "since 19:00 on 6 May" says when a wave began
        return not {"weekday", "days", "hour", "part", "night"} & set(words.fields)
    return own < day - timedelta(days=1)


def _section(words: TimeWords, day: date | None) -> str | None:
    fields = words.fields
    if "length" in fields:
        return "cumulative"  # "in the past four days"
    if "day" in fields or "weekday" in fields or "days" in fields:
        own = day_of(words, day)[0]
        far = "days" in fields or "year" in fields
        return "earlier" if far and own is not None and day is not None and own < day - OLD else None
    year, month = fields.get("year"), fields.get("month")
    if year is not None and month is None:
        if day is None:
            return None
        return "cumulative" if year == day.year else "earlier" if int(year) < day.year else None
    if month is None or day is None:
        return None
    if year is not None:
        told = (int(year), int(month))
        return "earlier" if told < (day.year, day.month) else None
    return "cumulative" if month == day.month else "earlier"
