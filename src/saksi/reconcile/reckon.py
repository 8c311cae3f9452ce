"""Low, best and high of one row, and why its numbers differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from saksi.model import Side
from saksi.reconcile.figures import Figure
from saksi.reconcile.moments import period
from saksi.reconcile.stages import Told, gathered, leap, nearest, replaced

# Where a row's sides differ for several reasons, the first of these is the row's.
ORDER = ("different_source", "unexplained", "translated", "approximate", "different_scope", "later_count",
         "copy_of_older_state")  # fmt: skip
BEST, AGREES, DIFFERS, SUPERSEDED, PART, ASIDE = "best", "agrees", "differs", "superseded", "part", "set_aside"


class Reckoned(NamedTuple):
    """What a row comes to."""

    low: int | None
    best: int | None
    high: int | None
    as_of: str | None
    reason: str | None
    sides: tuple[Side, ...]


def reckon(figures: Sequence[Figure], floor: int | None = None, grows: bool = True) -> Reckoned:
    """Low, best, high and the sides of the figures of one row.

    `best` is the current number that most independent origins give; `low` and `high` are the least and greatest
    current ones. `high` is None where the greatest is only a lower bound. `floor` is the best number of the greatest
    part: the whole is no less, if that number could follow what is said of the whole. `grows`: a toll, which may rise.
    """
    usable = [figure for figure in figures if not figure.aside and (not figure.part or figure.value == floor)]
    firm = [figure for figure in usable if not figure.soft and figure.value is not None]
    stated = firm or [figure for figure in usable if figure.value is not None]
    numbers = gathered(stated)
    older = replaced(numbers, grows)
    current = {value: told for value, told in numbers.items() if value not in older}
    rivals = Rivals(current.values() if grows else ())
    likely = current if grows else _unexceeded(current)
    best = max(likely, key=lambda value: _rank(current[value], rivals), default=None)
    low, high = (
        _bounds(current, best) if best is not None else _vague([figure for figure in figures if not figure.aside])
    )
    sides = _sides(figures, numbers, older, best, bool(firm))
    reasons = {side.reason for side in sides if side.reason}
    as_of = _as_of(numbers[best].figures) if best is not None else None
    return Reckoned(low, best, high, as_of, next((word for word in ORDER if word in reasons), None), sides)


def _unexceeded(current: Mapping[int, Told]) -> list[int]:
    """The numbers of weapons but for lower bounds that agree with a greater number: "a missile" with "two missiles"."""
    firm = [value for value, told in current.items() if _closed(told)]
    return [
        value for value, told in current.items()
        if _closed(told) or not any(other > value and not leap(value, other) for other in firm)
    ]  # fmt: skip


def _rank(told: Told, rivals: Rivals) -> tuple[bool, int, bool, int, bool, int]:
    """What is said of the whole before what is said of a part; then most origins; then no leap over a number that as
    many give; then the source nearest to the harmed, a total before a bound, the lower number."""
    whole = any(not figure.part for figure in told.figures)
    modest = not leap(rivals.least(told), told.value)
    return whole, len(told.origins), modest, -nearest(told.voices), _closed(told), -told.value


class Rivals:
    """The least number that so many origins give, of all numbers and of those that not only translations have."""

    def __init__(self, tolls: Iterable[Told]) -> None:
        every = list(tolls)
        self._all = self._table(every)
        self._own = self._table([told for told in every if not _translated(told)])

    @staticmethod
    def _table(tolls: Iterable[Told]) -> dict[int, int]:
        found: dict[int, int] = {}
        for told in tolls:
            many = len(told.origins)
            found[many] = min(found.get(many, told.value), told.value)
        least: int | None = None
        for many in sorted(found, reverse=True):
            least = found[many] if least is None else min(least, found[many])
            found[many] = least
        return found

    def least(self, told: Told) -> int:
        """The least number that at least as many origins give as `told`; its own where there is none less."""
        table = self._all if _translated(told) else self._own
        return min((value for many, value in table.items() if many >= len(told.origins)), default=told.value)


def _translated(told: Told) -> bool:
    return all(figure.translated for figure in told.figures)


def _bounds(current: Mapping[int, Told], best: int) -> tuple[int | None, int | None]:
    """The least and greatest current number. A lower bound below the best agrees with it and lowers nothing."""
    standing = [
        told for value, told in current.items()
        if value == best or ((value > best or _closed(told)) and not _only_translated(told, current[best]))
    ]  # fmt: skip
    low = min((bound for told in standing if (bound := _low(told)) is not None), default=None)
    top = max(standing, key=lambda told: told.value)
    high = max(_closed_at(told) for told in standing if _closed(told)) if _closed(top) else None
    return low if _low(current[best]) is not None else None, high


def _only_translated(told: Told, best: Told) -> bool:
    """Whether a number stands only in machine translations while pages in their own words give the best one."""
    return _translated(told) and not _translated(best)


def _closed(told: Told) -> bool:
    return any(figure.high is not None and not figure.part for figure in told.figures)


def _closed_at(told: Told) -> int:
    return max(figure.high for figure in told.figures if figure.high is not None and not figure.part)


def _low(told: Told) -> int | None:
    return min((figure.low for figure in told.figures if figure.low is not None), default=None)


def _vague(figures: Iterable[Figure]) -> tuple[int | None, int | None]:
    """What words without a number allow: all of them together where they can meet, else the whole span."""
    lows = [figure.low for figure in figures if figure.low is not None]
    highs = [figure.high for figure in figures if figure.high is not None and not figure.part]
    if lows and highs and max(lows) > min(highs):
        return min(lows), max(highs)
    return max(lows, default=None), min(highs, default=None)


def _sides(
    figures: Sequence[Figure], numbers: Mapping[int, Told], older: Mapping[int, int], best: int | None, firm: bool
) -> tuple[Side, ...]:
    groups: dict[tuple[object, ...], list[Figure]] = {}
    reasons: dict[tuple[object, ...], tuple[str, str | None]] = {}
    for figure in figures:
        verdict = _verdict(figure, numbers, older, best, firm)
        place = figure.place if verdict[0] == PART else None
        key = (figure.value, *((figure.low, figure.high) if figure.value is None else ()), place, *verdict)
        groups.setdefault(key, []).append(figure)
        reasons[key] = verdict
    made = [_side(found, *reasons[key]) for key, found in groups.items()]
    return tuple(sorted(made, key=_in_order))


def _in_order(side: Side) -> tuple[object, ...]:
    """The stages of a toll from the last to the first, the best one before all."""
    value = -1 if side.value is None else side.value
    return side.standing != BEST, -value, side.standing, side.reason or "", side.place or "", side.claim_ids


def _side(figures: Sequence[Figure], standing: str, reason: str | None) -> Side:
    return Side(
        value=figures[0].value,
        low=min((f.low for f in figures if f.low is not None), default=None),
        high=max((f.high for f in figures if f.high is not None), default=None),
        as_of=_as_of(figures), standing=standing, reason=reason,
        claim_ids=tuple(sorted({name for figure in figures for name in figure.claim_ids})),
        independent_sources=len({figure.origin for figure in figures}),
        source_kinds=tuple(sorted({figure.voice for figure in figures if figure.voice})),
        place=figures[0].place if standing == PART else None,
    )  # fmt: skip


def _verdict(
    figure: Figure, numbers: Mapping[int, Told], older: Mapping[int, int], best: int | None, firm: bool
) -> tuple[str, str | None]:
    """How a figure stands to the best one, and the reason where it differs."""
    value = figure.value
    if figure.aside:
        return ASIDE, "translated" if figure.translated else "unexplained"
    if value is not None and value == best and not (firm and figure.soft):
        return BEST, None
    if best is None:
        return AGREES, None
    if figure.soft and firm:
        return (AGREES, None) if _allows(figure, best) else (DIFFERS, "approximate")
    if value is None:
        return (AGREES, None) if _allows(figure, best) else (DIFFERS, "approximate")
    if figure.part:
        return PART, "different_scope"
    if value in older:
        beside = any(figure.document_id in told.documents for w, told in numbers.items() if w > value)
        if _bounds_only(figure, numbers[older[value]], beside):
            return AGREES, None
        return SUPERSEDED, _older_reason(figure, numbers[older[value]], beside)
    if value < best and figure.high is None and figure.low is not None:
        return AGREES, None
    return DIFFERS, _difference(figure, numbers[best])


def _bounds_only(figure: Figure, new: Told, beside: bool) -> bool:
    """Whether a lower bound is true beside the greater number and nothing says that it was told before it, as its page
    does by giving a greater one beside it."""
    earlier = figure.told is not None and new.first is not None and figure.told.before(new.first)
    bound = figure.high is None and figure.low is not None
    return bound and not earlier and not figure.replaced and not beside


def _allows(figure: Figure, best: int) -> bool:
    """Whether rough words leave room for the best number; "about" leaves none but its own."""
    if figure.value is not None and figure.low is None and figure.high is None:
        return figure.value == best
    return (figure.low is None or figure.low <= best) and (figure.high is None or best <= figure.high)


def _older_reason(figure: Figure, new: Told, beside: bool) -> str:
    """An old number told after its successor, unless the page tells it as history beside that."""
    late = figure.told is not None and new.first is not None and new.first.before(figure.told)
    history = figure.replaced or beside
    return "copy_of_older_state" if late and not history else "later_count"


def _difference(figure: Figure, best: Told) -> str:
    if figure.translated and not all(other.translated for other in best.figures):
        return "translated"
    if figure.origin not in best.origins or (figure.name and figure.name not in best.names):
        return "different_source"
    return "unexplained"


def _as_of(figures: Iterable[Figure]) -> str | None:
    """The first moment for which a number is told."""
    told = [(found.last, figure.as_of) for figure in figures if (found := period(figure.as_of)) and figure.as_of]
    return min(told)[1] if told else None
