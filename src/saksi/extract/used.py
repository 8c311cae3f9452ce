"""Weapons counted as used without a verb of launching: "struck the port with 18 missiles", "a missile killed nine"."""

from __future__ import annotations

from saksi.extract.field import Field
from saksi.extract.parts import Held
from saksi.model import Counted
from saksi.slots import HARM

CARRIERS = frozenset({"aircraft"})  # they carry what is launched
WALLS = frozenset({"semicolon", "stop"})
STRIKE_REACH = 16  # tokens between a word of strike and the weapon it was made with
RECORD_REACH = 4  # tokens between a superlative and the weapons it is about
WAVE = 10  # weapons in a wave that could be the greatest
TOLD = frozenset({"attack_verb", "strike"})
NAMED = TOLD | {"attack"}
WARLIKE = NAMED | {"war"}


def used(field: Field, left: list[Counted]) -> list[Held]:
    """The launches among the numbers of a line that no cue took; one that joins another is used with it."""
    found: list[Held] = []
    weapons = [item for item in left if item.sort == "weapon" and not item.refused]
    for item in sorted(weapons, key=lambda one: one.number):
        held = _used(field, item)
        if held is None and found and _joined(field, found[-1].item, item):
            held = _launched(field, item, found[-1].flags)
        if held is not None:
            found.append(held)
    return found


def _joined(field: Field, left: Counted, right: Counted) -> bool:
    return right.first - left.last == 1 and bool(field.kinds[left.last] & {"and", "comma"})


def of_other_cause(field: Field) -> bool:
    """Whether a line tells of an earthquake, a flood, a crash, and of no strike or war: its dead are of no attack."""
    return "other_cause" in field.line.marked and WARLIKE.isdisjoint(field.line.marked)


def _used(field: Field, item: Counted) -> Held | None:
    """The launch that a weapon without a cue makes, or None.

    A singular weapon is one where its line tells of harm or a strike; it is flagged as a hit, so that it never stands
    beside the count of a wave. A number behind "with" is what the strike before it was made with.
    """
    if item.unit in CARRIERS or "zero" in item.marks:
        return None
    if "implicit" in item.marks and item.unit == "air_strike":
        return None  # "an air strike" is the attack itself: means
    if "implicit" in item.marks:
        if any(
            cue.slot == "launched" and cue.first == item.last and _has_object(field, cue.last) for cue in field.cues
        ):
            return None  # "a drone fired three missiles": it carried them
        strikes = any(cue.slot in HARM for cue in field.cues) or not TOLD.isdisjoint(field.line.marked)
        return _launched(field, item, ("hit",)) if strikes else None
    if item.unit == "air_strike":
        return _launched(field, item, ())
    told = _struck_with(field, item) or _struck_by(field, item) or _of_record(field, item)
    return _launched(field, item, ()) if told else None


def _has_object(field: Field, at: int) -> bool:
    """Whether a weapon with its number follows at once."""
    return any(one.sort == "weapon" and at <= one.first <= at + 1 for one in field.line.counted)


def _struck_with(field: Field, item: Counted) -> bool:
    """Whether a strike is named before the "with" that stands right before the number."""
    if not item.first or "with" not in field.kinds[item.first - 1]:
        return False
    low = max(item.first - STRIKE_REACH, 0)
    return any(
        field.kinds[at] & NAMED and not field.between(at, item.first, WALLS) for at in range(low, item.first - 1)
    )


def _struck_by(field: Field, item: Counted) -> bool:
    """Whether a noun of attack stands right before the number: "serangan 180 rudal", "a barrage of 40 rockets"."""
    at = item.first - (2 if item.first > 1 and "of" in field.kinds[item.first - 1] else 1)
    return any(marker.first <= at < marker.last == at + 1 for marker in field.line.marks("attack"))


def _of_record(field: Field, item: Counted) -> bool:
    """Whether a colon opens the weapons of what was the greatest of its place: "longest night for Kyiv: 539 drones"."""
    wave = (item.quantity.count or 0) >= WAVE and item.first and "colon" in field.kinds[item.first - 1]
    if not wave or any(cue.slot in ("launched", "intercepted") for cue in field.cues):
        return False
    near = (m for m in field.line.records if m.kind == "superlative" and 0 <= item.first - m.last <= RECORD_REACH)
    return any(m.last <= name.first < item.first for m in near for name in field.line.places)


def _launched(field: Field, item: Counted, flags: tuple[str, ...]) -> Held:
    return Held(field.line, item, "launched", None, "weapon", item.unit, None, "used", flags)
