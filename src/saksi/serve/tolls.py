"""The figures that stand for an incident in lists and charts: low, best, high of a slot, never more than was said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from saksi.model import Incident, Side, ValueSaid
from saksi.slots import COUNTED

# The words of `how` in the order in which they are shown; None where no report says.
DIFFERS = "differs"
HOWS = ("shot_down", "jammed", "lost", "mixed", None)


class Toll(NamedTuple):
    """Low, best and high; None where nothing bounds it. `best` is never chosen here: only an estimate has one."""

    low: int | None
    best: int | None
    high: int | None

    @property
    def shown(self) -> int:
        """The length of its bar: the best figure, else the least that the reports allow."""
        return self.best if self.best is not None else self.low or 0


def toll(incident: Incident, slot: str) -> Toll | None:
    """Killed, injured ... of all persons: the estimate of the whole, else the span of what is said; None if nothing."""
    whole = [e for e in incident.estimates if e.slot == slot and e.what == "person" and e.place is None]
    if whole:
        found = Toll(whole[0].low, whole[0].best, whole[0].high)
        return None if found == Toll(None, None, None) else found
    said = [value for value in incident.values if _of_this(value, slot) and value.what == "person"]
    return _span(said)


def weapons(incident: Incident, slot: str) -> Toll | None:
    """Launched or intercepted in all: the widest figures that are no part of one another; None if there are none."""
    return _widest(_by_kind(incident, slot, None, every=True))


class Figure(NamedTuple):
    """A row of an incident's figures; `reason` why sources differ, `claim_ids` all that went in."""

    slot: str
    what: str | None
    place: str | None
    how: str | None
    toll: Toll
    reason: str | None
    rule: str | None
    as_of: str | None
    claim_ids: tuple[str, ...]
    sides: tuple[Side, ...] = ()


def figures(incident: Incident) -> list[Figure]:
    """The figures of an incident in the order of the slots: its estimates, or what is said where it has none.

    A site whose row says what the whole's row says, by the same claims, has none of its own.
    """
    if incident.estimates:
        made = [
            Figure(e.slot, e.what, e.place, e.how, Toll(e.low, e.best, e.high), e.reason, e.rule, e.as_of, e.claim_ids,
                   e.sides)
            for e in incident.estimates if e.claim_ids
        ]  # fmt: skip
    else:
        made = list(_values_said(incident))
    whole = {(f.slot, f.what, f.how, f.toll): set(f.claim_ids) for f in made if f.place is None}
    shown = [
        f for f in made if f.place is None or not whole.get((f.slot, f.what, f.how, f.toll), set()) >= set(f.claim_ids)
    ]
    return sorted(shown, key=lambda f: (COUNTED.index(f.slot), f.place is not None, f.what not in ("person", "mixed")))


def _values_said(incident: Incident) -> Iterator[Figure]:
    held: dict[tuple[str, str | None, str | None, str | None], list[ValueSaid]] = {}
    for value in incident.values:
        if value.scope == "this_attack":
            held.setdefault((value.slot, value.what, value.place, value.how), []).append(value)
    for (slot, what, place, how), values in held.items():
        span = _span(values)
        if span is not None:
            ids = tuple(name for value in values for name in value.claim_ids)
            yield Figure(slot, what, place, how, span, None, None, None, ids)


def intercepted(incident: Incident) -> tuple[tuple[str | None, int], ...]:
    """How many were intercepted in which way, ways without any left out.

    One figure may be told in several words: by one page as jammed and by another as lost, as a total of all ways, with
    the way not said. Equal figures of two ways count once, and a total counts only for what it has above the ways.
    """
    counts: dict[str | None, int] = {}
    for how in HOWS:
        total = _widest(_by_kind(incident, "intercepted", how))
        if total is not None and total.shown and (how not in SOFT or total.shown not in counts.values()):
            counts[how] = total.shown
    told = sum(count for how, count in counts.items() if how not in TOTALS)
    for how in TOTALS:
        if how in counts:
            above = counts.pop(how) - told
            if above > 0:
                counts[how] = above
                told += above
    return tuple((how, counts[how]) for how in HOWS if how in counts)


def disagree(incident: Incident) -> bool:
    """Whether sources contradict one another on any figure: an estimate with a side that differs (one that rose is no
    contradiction), else two counts of one thing."""
    return next(contradictions(incident), None) is not None


def contradictions(incident: Incident) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each figure on which sources contradict one another: its slot and the claims of the sides that hold or differ."""
    if incident.estimates:
        for estimate in incident.estimates:
            if any(side.standing == DIFFERS for side in estimate.sides):
                yield (
                    estimate.slot,
                    tuple(
                        name for side in estimate.sides if side.standing in ("best", DIFFERS) for name in side.claim_ids
                    ),
                )
        return
    held: dict[tuple[object, ...], list[ValueSaid]] = {}
    for value in incident.values:
        if value.scope == "this_attack" and value.count is not None:
            held.setdefault((value.slot, value.what, value.place, value.how), []).append(value)
    for (slot, *_), values in held.items():
        if len({value.count for value in values}) > 1:
            yield str(slot), tuple(name for value in values for name in value.claim_ids)


def _of_this(value: ValueSaid, slot: str) -> bool:
    return value.slot == slot and value.scope == "this_attack"


def _span(said: Iterable[ValueSaid]) -> Toll | None:
    """What a number of values allow together: from the least to the greatest."""
    values = list(said)
    # "About 12" bounds neither side, so it stands for itself; "fewer than 12" has no lowest, "at least 12" no highest.
    bounds = [(v.count, v.count) if v.low is None and v.high is None else (v.low, v.high) for v in values]
    lows = [low for low, _ in bounds if low is not None]
    highs = [high for _, high in bounds if high is not None]
    highs += [low for low, high in bounds if high is None and low is not None and max(highs, default=low) < low]
    if not lows and not highs:
        return None
    return Toll(min(lows, default=None), None, max(highs, default=None))


# Kinds that hold one another: of a family only the greatest figure counts.
FAMILIES = {
    "decoy_drone": "drone", "naval_drone": "naval_drone", "ballistic_missile": "missile", "cruise_missile": "missile",
    "guided_bomb": "bomb",
}  # fmt: skip
# Ways that pages mix up with one another, and words for all ways together.
SOFT, TOTALS = ("jammed", "lost"), ("mixed", None)


def _by_kind(incident: Incident, slot: str, how: str | None, every: bool = False) -> dict[str | None, Toll]:
    """The figure of each kind of weapon in one way (or told in any, where `every`): its estimate, else what is said."""
    found: dict[str | None, Toll] = {}
    if incident.estimates:
        for e in incident.estimates:
            if e.slot == slot and e.place is None and (every or e.how == how):
                found[e.what] = max(found.get(e.what, _NOTHING), Toll(e.low, e.best, e.high), key=lambda t: t.shown)
        return found
    held: dict[str | None, list[ValueSaid]] = {}
    for value in incident.values:
        if _of_this(value, slot) and (every or value.how == how):
            held.setdefault(value.what, []).append(value)
    return {what: span for what, values in held.items() if (span := _span(values))}


_NOTHING = Toll(None, None, None)


def _widest(kinds: dict[str | None, Toll]) -> Toll | None:
    """A total of all kinds, or the families added, whichever is more; within a family the greatest."""
    families: dict[str | None, Toll] = {}
    for what, toll in kinds.items():
        family = FAMILIES.get(what or "", what)
        families[family] = max(families.get(family, _NOTHING), toll, key=lambda t: t.shown)
    total = families.pop("mixed", None)
    parts = list(families.values())
    if total is not None and total.shown >= sum(part.shown for part in parts):
        return total
    return Toll(*(_added([part[at] for part in parts]) for at in range(3))) if parts else None


def _added(numbers: list[int | None]) -> int | None:
    held = [number for number in numbers if number is not None]
    return sum(held) if len(held) == len(numbers) else None
