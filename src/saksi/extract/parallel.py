"""Later stages of tolls told side by side: "6 загиблих і 50 поранених, увечері – 16 і 155"."""

from __future__ import annotations

from saksi.extract.field import Field
from saksi.extract.parts import Held
from saksi.model import Counted

JOINED = 2  # tokens between two numbers of one run
TIMED = 3  # tokens between a time and the number that stands by it: "увечері – вже про 16"
_APART = frozenset({"semicolon", "stop", "but"})


def run_of(field: Field, items: list[Counted], item: Counted) -> list[Counted]:
    """The bare numbers joined by "and" or commas among which a bare number stands, in order."""
    bare = [one for one in items if one.sort is None and not one.marks]
    runs: list[list[Counted]] = []
    for one in bare:
        if runs and one.first - runs[-1][-1].last <= JOINED and _joined(field, runs[-1][-1].last, one.first):
            runs[-1].append(one)
        else:
            runs.append([one])
    return next((run for run in runs if item in run), [item])


def _joined(field: Field, first: int, last: int) -> bool:
    forms, kinds = field.line.forms, field.kinds
    return last > first and all(kinds[at] & {"and", "comma"} or forms[at][0].isalpha() for at in range(first, last))


def later_stage(field: Field, items: list[Counted], item: Counted, before: list[Held]) -> Held | None:
    """The quantity whose later stage a bare number behind a time is: of several in a row the one in its place."""
    run = run_of(field, items, item)
    told = [held for held in before if held.line is field.line and held.item.last <= run[0].first]
    if len(told) < len(run) or not _timed(field, told[-1].item.last, run[0].first):
        return None
    like = told[len(told) - len(run) :]
    cues = [cue for cue in field.cues if told[-1].item.last <= cue.first < run[-1].last and not _of(cue.first, told)]
    return None if cues or len({held.slot for held in like}) < len(like) else like[run.index(item)]


def _of(at: int, told: list[Held]) -> bool:
    """Whether a cue is one that the numbers told before already have."""
    return any(held.cue is not None and held.cue.first == at for held in told)


def _timed(field: Field, first: int, last: int) -> bool:
    """Whether a time and no end of a clause stands between two places, close to the second."""
    if field.between(first, last, _APART) and not _turns_to_time(field, first, last):
        return False
    low, high = field.line.starts[first] if first < len(field.line.starts) else 0, field.line.starts[last]
    times = [time.span for time in field.line.times if low <= time.span.start and time.span.end <= high]
    return any(_near(field, span.end, last) for span in times)


def _turns_to_time(field: Field, first: int, last: int) -> bool:
    """Whether all that parts two places is one "but" right before a time: "о девяти, а к вечеру – о 14"."""
    apart = [at for at in range(first, last) if field.kinds[at] & _APART]
    if len(apart) != 1 or "but" not in field.kinds[apart[0]] or apart[0] + 1 >= last:
        return False
    after = field.line.starts[apart[0] + 1]
    return any(time.span.start <= after < time.span.end for time in field.line.times)


def _near(field: Field, end: int, last: int) -> bool:
    return sum(1 for at in range(max(last - TIMED - 2, 0), last) if field.line.starts[at] >= end) <= TIMED
