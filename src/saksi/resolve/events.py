"""Which time of a line is that of the attack: not that of the speech, not the moment of a toll, not a year of
background.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import msgspec

from saksi.model import Credited, Line, Marker, TimeWords
from saksi.resolve.anchors import Base
from saksi.resolve.moments import is_moment
from saksi.resolve.times import CLOCKLY, day_of, doubts, hour_of, when_of
from saksi.resolve.words import dateline_end, near, phrases, section_at

NEAR_SPEECH = 3
NEAR_NAME = 2  # tokens between a speaker and the day of his speech
RELAYED = 8  # tokens between "quoted from" and the day of it
SHORT = 4  # letters of a small word
SINCE_CLAUSE = 12  # tokens of a clause that says since when
SAID = frozenset({"say", "tell", "relay"})
PHRASE = 6  # tokens of the longest phrase looked for before a time
CITED = frozenset({"according", "relay", "say_after"})
CITED_NEAR = 8  # tokens between a word of citing and the day of the report
SPOKEN_DAYS = timedelta(days=6)  # a day of speech further back is another's
AGO_NEAR = 6  # characters between "four years ago" and its date
OPENING = 2  # tokens before a time that opens a sentence
SPOKEN = frozenset({"say", "tell", "add", "denial", "accuse", "admit", "cannot_confirm"})
TELLING = frozenset({"body", "list_item", "headline"})
_CLOSES = frozenset({"comma", "stop", "dot", "close", "semicolon", "dash"})
_ENDS = frozenset({"comma", "semicolon", "stop", "but"})
OPENED = frozenset({":", "«", "“", "„"})
NIGHTLY = frozenset({"night", "evening"})
COARSE = frozenset({"year", "month", "coarse"})
# The heart of a part of the day, in hours of its day: two strikes are told apart by these, not by their blurred edges.
HEARTS: dict[str, tuple[int, int]] = {
    "dawn": (3, 7), "morning": (6, 12), "daytime": (9, 18), "noon": (11, 14), "afternoon": (12, 18), "evening": (18, 22),
    "night": (20, 30), "midnight": (-1, 1),
}  # fmt: skip
DAY = (4, 19)  # a day named without its hours, beside nights that are named as such
NIGHT = (-4, 6)  # "overnight", counted from the midnight in it


class Event(NamedTuple):
    """The time of an attack as a line tells it: its words, its day, and its heart as two moments of local clock."""

    words: TimeWords
    day: date | None
    low: datetime | None
    high: datetime | None


def event_of(line: Line, own: Sequence[TimeWords], base: Base, told: date | None) -> Event | None:
    """The event time of a line, of the times in it that can be (`own`).

    `told` is the day of the attack told of before it, from which "the night before" counts.
    """
    if not own or line.sentence.role not in TELLING:
        return None
    best: Event | None = None
    base = _written(line, own, base)
    for words in own:
        event = _event(words, base, told)
        day = event.day
        if day is not None:
            return event
        best = best or event
    return best


def same_day(event: Event) -> Event:
    """A time later on the day of another one: "hours later"."""
    words = TimeWords(event.words.span, event.words.words, "day", {"same": "later"})
    return Event(words, event.day, None, None)


def _written(line: Line, own: Sequence[TimeWords], base: Base) -> Base:
    """The day that a night is counted from: that of the speech where the sentence names it ("overnight, he said
    Tuesday").
    """
    if base.day is None or not any(_bare_night(words) for words in own):
        return base
    for words in line.times:
        if words not in own and {"weekday", "day"} & set(words.fields) and not (words.flags or doubts(words)):
            day = day_of(words, base.day)[0]
            if day is not None and timedelta(0) < base.day - day <= SPOKEN_DAYS:
                return base._replace(day=day)
    return base


def _bare_night(words: TimeWords) -> bool:
    return "night" in words.fields and set(words.fields) <= {"night", "part"} and words.until is None


def _event(words: TimeWords, base: Base, told: date | None) -> Event:
    if words.until is None:
        day = day_of(words, base.day, told)[0]
        bare = set(words.fields) == {"part"} and words.fields["part"] in NIGHTLY
        if day is None and base.day is not None and bare and told in (None, base.day):
            # "at night" with no day: the night before the writing, since it is told as past
            words, day = msgspec.structs.replace(words, fields={"night": "last"}), base.day
        return Event(words, day, *_heart(words, day))
    when = when_of(words, base.day, base.basis, None, None, told)
    low, high = _moment(when.earliest, False), _moment(when.latest, True)
    return Event(words, high.date() if high is not None else None, low, high)


def _moment(iso: str | None, last: bool) -> datetime | None:
    """The local clock of a bound; a bare date is its first or its last moment."""
    if iso is None or iso.startswith("T"):
        return None
    moment = datetime.fromisoformat(iso).replace(tzinfo=None)
    return moment + timedelta(hours=24) if last and "T" not in iso else moment


def _heart(words: TimeWords, day: date | None) -> tuple[datetime | None, datetime | None]:
    if day is None:
        return None, None
    midnight = datetime.combine(day, time())
    fields = words.fields
    if "same" in fields and not {"hour", "part"} & set(fields):
        return None, None  # "that night" is the one told of
    if "past_day" in fields:
        return midnight - timedelta(hours=24), midnight + timedelta(hours=6)
    if "hour" in fields:
        at = midnight + timedelta(hours=hour_of(fields), minutes=int(fields.get("minute", 0)))
        return at, at
    if "night" in fields and fields.get("part", "night") == "night":
        return midnight + timedelta(hours=NIGHT[0]), midnight + timedelta(hours=NIGHT[1])
    first, last = HEARTS.get(str(fields.get("part")), DAY)
    return midnight + timedelta(hours=first), midnight + timedelta(hours=last)


def of_event(line: Line, words: TimeWords, credits: list[Credited]) -> bool:
    """Whether a time can be that of the attack: a day, night or clock that is no moment of a toll and not of the
    speech.
    """
    if words.grain in COARSE or words.flags or doubts(words) or _years_ago(line, words):
        return False
    first = bisect_left(line.starts, words.span.start)
    last = bisect_left(line.ends, words.span.end) + 1
    if is_moment(line, words) or first < dateline_end(line) or _to_come(line, first):
        return False
    # "from 20:00 to 23:30" has an end; "since Tuesday night" says when a wave of weapons began
    bounded = (
        words.until is not None or set(words.fields) <= CLOCKLY or bool({"part", "night", "hour"} & set(words.fields))
    )
    if not bounded and any(kind == "since" and first == end for _, end, kind in phrases(line, first - PHRASE, first)):
        return False
    if not bounded and (_since_clause(line, first) or _began(line, first)):
        return False
    if any(0 <= first - m.last <= 1 for m in line.marks("street")):
        return False  # a moment of a toll; a street named after a day
    return not (_of_speech(line, words, first, last, credits) or _of_finding(line, words, first, last))


def _years_ago(line: Line, words: TimeWords) -> bool:
    """Whether a date is that of years or months ago, which stand before it: "four years ago, on 9 December"."""
    return any(
        other.grain in COARSE and "coarse" in other.fields and 0 <= words.span.start - other.span.end <= AGO_NEAR
        for other in line.times
    )


def _to_come(line: Line, first: int) -> bool:
    """Whether a time is still to come: "rescuers will work during the night"."""
    beside = near(line.marks("future"), first - RELAYED, first)
    return any(not any(line.kinds[at] & _ENDS for at in range(m.last, first)) for m in beside)


def _of_finding(line: Line, words: TimeWords, first: int, last: int) -> bool:
    """Whether a time is that of bodies found, with nothing of the strike beside it: "this morning a body was found"."""
    if "remains" not in line.marked or "past_day" in words.fields:
        return False  # the tolls of hospitals are of a day
    walls = [-1, *(at for at in range(len(line.forms)) if line.kinds[at] & _ENDS), len(line.forms)]
    low = max(at for at in walls if at < max(first, 0)) + 1 if first else 0
    high = next(at for at in walls if at >= last)
    if first <= OPENING and high < len(line.forms):
        high = next(at for at in walls if at > high)  # "This morning, a body was found"
    clause = range(low, high)
    armed = any(low <= noun.first < high and noun.sort == "weapon" for noun in line.nouns)
    return (
        any("remains" in line.kinds[at] for at in clause) and not armed and not any(_struck(line, at) for at in clause)
    )


def _began(line: Line, first: int) -> bool:
    """Whether a day is since when there have been attacks: "the strikes, which began on 2 March"."""
    return any(0 <= first - m.last <= OPENING for m in line.marks("began"))


def _since_clause(line: Line, first: int) -> bool:
    """Whether a time stands in a clause of since when: "the largest since the invasion, which began on 24 February"."""
    if line.free_order:
        return False  # «с» is also "with"
    since = max((last for _, last, kind in line.scopes if kind == "since" and last <= first), default=first)
    walls = (at for at in range(since, first) if line.kinds[at] & _ENDS)
    return 0 < first - since <= SINCE_CLAUSE and all(
        "comma" in line.kinds[at] and "relative" in line.kinds[at + 1] for at in walls
    )


def _of_speech(line: Line, words: TimeWords, first: int, last: int, credits: list[Credited]) -> bool:
    """Whether a time stands at a verb of speech or its speaker and at no cue: "the mayor said on Friday"."""
    if not {"night", "same", "shift"} & set(words.fields) and _before_speaker(line, first, last, credits):
        return True
    beside = [
        v for v in near(line.speech, first - RELAYED - PHRASE, last + 1) if not _quoted_behind(line, v.last, first)
    ]
    if any(v.kind in SPOKEN and _on(line, v, first) for v in beside) or _passed_on(line, beside, first, last):
        return True
    if _told_that(line, beside, first, last):
        return True
    struck = any(_struck(line, at) for at in range(max(first - 1, 0), min(last + 1, len(line.forms))))
    parted = first > 0 and "comma" in line.kinds[first - 1]  # "158 were hurt, the ministry said on Monday"
    if struck or any(cue.last >= first - (0 if parted else 1) for cue in near(line.cues, first - PHRASE, last + 2)):
        return False
    if any(v.kind in SAID and (_right_behind(line, v.last, first) or v.first == last) for v in beside):
        return True
    if last < len(line.forms) and not line.kinds[last] & _CLOSES:
        return False  # the clause goes on behind it: "according to the ministry, overnight 12 drones ..."
    if any(v.kind in CITED and _only_names(line, v.last, first) for v in near(line.speech, first - CITED_NEAR, first)):
        return True  # "Melansir Wafa, Sabtu (13/5), ..."
    ends = [
        bisect_left(line.ends, one.credit.span.end) + 1 for one in credits if one.credit.span.start >= line.starts[0]
    ]
    return any(0 <= first - end <= NEAR_NAME and not _words(line, end, first) for end in ends)


def _right_behind(line: Line, last: int, first: int) -> bool:
    """Whether a time stands right behind a verb of speech, and no "that" between makes it one of what was said."""
    near_by = 0 <= first - last <= NEAR_SPEECH
    return near_by and not any("relative" in line.kinds[at] for at in range(last, first))


def _quoted_behind(line: Line, last: int, first: int) -> bool:
    """Whether a colon or a quotation opens between a verb of speech and a time, which then is of what was said."""
    return any(line.forms[at] in OPENED for at in range(last, first))


def _on(line: Line, verb: Marker, first: int) -> bool:
    """Whether nothing but "on" stands between a verb of speech and a time: "said on Tuesday strikes killed"."""
    if verb.last == first and verb.last - verb.first > 1:
        return verb.kind == "tell"  # "mengatakan pada Selasa"
    return verb.last + 1 == first and bool(line.kinds[verb.last] & {"function", "in"})


def _told_that(line: Line, beside: Sequence[Marker], first: int, last: int) -> bool:
    """Whether a time stands between a verb of speech and what it tells: "told the agency on Saturday that"."""
    if not section_at(line, last, "relative"):
        return False
    told = max((v.last for v in beside if v.kind in SAID and v.last <= first), default=None)
    return told is not None and not any(line.kinds[at] & _ENDS or _struck(line, at) for at in range(told, first))


def _passed_on(line: Line, beside: Sequence[Marker], first: int, last: int) -> bool:
    """Whether a time ends the line behind an outlet: "..., quoted from the ministry's page, Monday (14/8)"."""
    relayed = any(v.kind == "relay" and 0 < first - v.last <= RELAYED for v in beside)
    ends = relayed and all(not form[0].isalnum() for form in line.forms[last:])
    return ends and first > 0 and bool(line.kinds[first - 1] & {"comma", "open"})


def _only_names(line: Line, low: int, high: int) -> bool:
    """Whether nothing but names and marks stands between two tokens, and at least one."""
    roles = {i for m in near(line.speech, low, high) if m.kind.startswith("role.") for i in range(m.first, m.last)}
    between = range(low, high)
    return len(between) > 0 and all(
        at in line.capitals or at in roles or not line.forms[at][0].isalnum() for at in between
    )


def _words(line: Line, low: int, high: int) -> bool:
    """Whether other words than small ones stand between two tokens."""
    return any(
        line.forms[at][0].isalpha() and not line.kinds[at] & {"function", "in"} and len(line.forms[at]) > SHORT
        for at in range(low, high)
    )


def _before_speaker(line: Line, first: int, last: int, credits: list[Credited]) -> bool:
    """Whether a time opens the clause of a speaker: "Early on Thursday, the ministry said ...", but not "..., he said,
    ...".
    """
    if first > OPENING or last >= len(line.forms):
        return False
    at = last + 1 if "comma" in line.kinds[last] else last
    for one in credits:
        name = bisect_left(line.starts, one.credit.span.start)
        behind = bisect_left(line.ends, one.credit.span.end) + 1
        if one.credit.span.start < line.starts[0] or not at <= name <= at + 1:
            continue
        verb = next((v for v in line.speech if v.kind in SPOKEN and 0 <= v.first - behind <= 1), None)
        if verb is not None:
            return verb.last < len(line.forms) and not line.kinds[verb.last] & _CLOSES
    return False


def _struck(line: Line, at: int) -> bool:
    return section_at(line, at, "attack") or section_at(line, at, "attack_verb")
