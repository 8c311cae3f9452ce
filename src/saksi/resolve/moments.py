"""The moment for which a line gives its tolls: "as of 9:00", a running post's own clock at the head of its line."""

from __future__ import annotations

from saksi.model import Line, TimeWords, When
from saksi.resolve.times import CLOCKLY
from saksi.resolve.words import actor_at, armed, between, strikes
from saksi.slots import HARM

PHRASE = 6  # tokens of the longest phrase looked for before a time
HEAD = 4  # tokens within which a running post's clock stands: "⚡ UPD 12:40."
NEAR = 2
SMALL = frozenset({"function", "in", "link"})


def moments(lines: tuple[Line, ...], whens: list[tuple[tuple[TimeWords, When], ...]]) -> list[str | None]:
    """For each line the moment of its tolls, or None. A moment holds to the end of its paragraph or to the next one
    said.
    """
    told: list[str | None] = []
    paragraph, held = -1, None
    for line, own in zip(lines, whens, strict=True):
        if line.sentence.paragraph != paragraph:
            paragraph, held = line.sentence.paragraph, None
        held = (_moment(line, own) if own else None) or held
        told.append(held)
    return told


def _moment(line: Line, whens: tuple[tuple[TimeWords, When], ...]) -> str | None:
    for words, when in whens:
        if words.until is not None or when.latest is None:
            continue
        if is_moment(line, words):
            return when.latest if "hour" not in words.fields else when.earliest
    return None


def is_moment(line: Line, words: TimeWords) -> bool:
    """Whether a time is the moment of a toll: marked so, a running post's own clock, or a clock that heads a bare
    toll.
    """
    first, last = between(line, words.span)
    if any(0 <= first - m.last <= NEAR and not _named(line, m.last, first) for m in line.marks("as_of")):
        return "hour" in words.fields or bool(line.cues)
    if "hour" not in words.fields:
        return False
    if not set(words.fields) <= CLOCKLY and not _alone(line, first, last):
        return False  # "today at 9:40 a drone struck" is no moment of a toll
    return _heads(line, first, frozenset()) or (_bare_toll(line) and _heads(line, first, SMALL))


def _named(line: Line, low: int, high: int) -> bool:
    """Whether a doer stands between: "launched by Russia overnight"."""
    return any(at in line.capitals or actor_at(line, at) is not None for at in range(low, high))


def _alone(line: Line, first: int, last: int) -> bool:
    """Whether a line is nothing but its time and words of updating: "Updated 25.06, 08:10"."""
    updated = {i for m in line.marks("as_of") for i in range(m.first, m.last)}
    return not any(
        form[0].isalpha() for at, form in enumerate(line.forms) if not first <= at < last and at not in updated
    )


def _bare_toll(line: Line) -> bool:
    """Whether a line gives a toll and tells nothing of the strike: "At 19:30 the count stood at 13 killed"."""
    harmed = any(cue.slot in HARM for cue in line.cues)
    return harmed and not (strikes(line) or armed(line) or any(cue.slot not in HARM for cue in line.cues))


def _heads(line: Line, first: int, small: frozenset[str]) -> bool:
    """Whether nothing but marks, small words of some kinds and a word of updating stands before the clock."""
    if first > HEAD:
        return False
    updated = {i for m in line.marks("as_of") for i in range(m.first, m.last)}
    return all(at in updated or not line.forms[at][0].isalnum() or line.kinds[at] & small for at in range(first))
