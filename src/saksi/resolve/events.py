"""Which time of a line is that of the attack: not that of the speech, not the moment of a toll, not a year of
background.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from saksi.model import Credited, Line, TimeWords
from saksi.resolve.anchors import Base
from saksi.resolve.times import CLOCKLY, day_of, hour_of, mismatched
from saksi.resolve.words import section_at

NEAR_SPEECH = 3
TELLING = frozenset({"body", "list_item", "headline"})
COARSE = frozenset({"year", "month", "coarse"})
# The heart of a part of the day, in hours of its day: two strikes are told apart by these, not by their blurred edges.
HEARTS: dict[str, tuple[int, int]] = {
    "dawn": (3, 7), "morning": (6, 12), "daytime": (9, 18), "noon": (11, 14), "afternoon": (12, 18), "evening": (17, 24),
    "night": (20, 30), "midnight": (23, 25),
}  # fmt: skip
NIGHT = (-4, 6)  # "overnight", counted from the midnight in it


class Event(NamedTuple):
    """The time of an attack as a line tells it: its words, its day, and its heart as two moments of local clock."""

    words: TimeWords
    day: date | None
    low: datetime | None
    high: datetime | None


def event_of(line: Line, credits: list[Credited], base: Base, told: date | None) -> Event | None:
    """The event time of a line; `told` is the day of the attack told of before it, from which "the night before"
    counts.
    """
    if line.sentence.role not in TELLING:
        return None
    best: Event | None = None
    for words in line.times:
        if not _of_event(line, words, credits):
            continue
        day = day_of(words, base.day, told)[0]
        event = Event(words, day, *_heart(words, day))
        if day is not None:
            return event
        best = best or event
    return best


def _heart(words: TimeWords, day: date | None) -> tuple[datetime | None, datetime | None]:
    if day is None:
        return None, None
    midnight = datetime.combine(day, time())
    fields = words.fields
    if words.until is not None:
        return midnight - timedelta(hours=4), midnight + timedelta(hours=30)
    if "hour" in fields:
        at = midnight + timedelta(hours=hour_of(fields), minutes=int(fields.get("minute", 0)))
        return at, at
    if "night" in fields and fields.get("part", "night") == "night":
        return midnight + timedelta(hours=NIGHT[0]), midnight + timedelta(hours=NIGHT[1])
    first, last = HEARTS.get(str(fields.get("part")), (0, 24))
    return midnight + timedelta(hours=first), midnight + timedelta(hours=last)


def _of_event(line: Line, words: TimeWords, credits: list[Credited]) -> bool:
    """Whether a time can be that of the attack: a day, night or clock that is no moment of a toll and not of the
    speech.
    """
    if words.grain in COARSE or "ago" in words.fields or words.flags or mismatched(words):
        return False
    first = bisect_left(line.starts, words.span.start)
    last = bisect_left(line.ends, words.span.end) + 1
    if first == 0 and set(words.fields) <= CLOCKLY and "hour" in words.fields:
        return False  # the clock at the head of a running post
    if any(m.kind == "as_of" and 0 <= first - m.last <= 1 for m in line.markers):
        return False
    return not _of_speech(line, first, last, credits)


def _of_speech(line: Line, first: int, last: int, credits: list[Credited]) -> bool:
    """Whether a time stands at a verb of speech or its speaker and at no cue: "the mayor said on Friday"."""
    cue = min((max(c.first - last, first - c.last, 0) for c in line.cues), default=99)
    strike = min((max(at - last + 1, first - at, 0) for at in range(len(line.forms)) if _struck(line, at)), default=99)
    if min(cue, strike) <= 1:
        return False
    if any(
        v.kind in ("say", "tell") and (0 <= first - v.last <= NEAR_SPEECH or 0 <= v.first - last <= 0)
        for v in line.speech
    ):
        return True
    names = [
        bisect_left(line.ends, one.credit.span.end) + 1 for one in credits if one.credit.span.start >= line.starts[0]
    ]
    return any(0 <= first - end <= 1 for end in names)


def _struck(line: Line, at: int) -> bool:
    return section_at(line, at, "attack") or section_at(line, at, "attack_verb")
