"""What a number without a noun of its own counts: the noun of its whole, one that it is said to be, one before it."""

from __future__ import annotations

import msgspec

from saksi.extract.field import Field
from saksi.extract.parts import copular_unit, fronted_unit, sort_of
from saksi.model import Counted, Cue, Noun
from saksi.slots import HARM

NAMING = frozenset({*HARM, "launched"})  # slots whose cue can be the noun of a whole: "64 of the 145 launched"


def with_unit(
    item: Counted, items: list[Counted], wholes: dict[int, int], number: int, own: dict[int, Cue], field: Field
) -> Counted:
    """The N of "N of M" takes the unit of M; a bare number takes the noun that it is said to be."""
    if _some_of_the(field, item):
        noun = copular_unit(field, item)
        return replaced(item, unit=noun.unit, last=noun.last) if noun and noun.sort == "person" else item
    if item.sort is not None and not ("people" in item.marks and item.last == item.number[1]):
        return item
    if number in wholes:
        whole = items[wholes[number]]
        cue = own.get(wholes[number])
        noun = said_of(field, whole, cue) if cue and wholes[number] > number else None
        if noun is not None:
            return replaced(item, sort="person", unit=noun.unit, last=noun.last, marks=item.marks | {"copular"})
        last = item.last if wholes[number] < number else max(whole.last, cue.last) if cue else whole.last
        return replaced(item, sort=whole.sort, unit=whole.unit, last=last)
    noun = copular_unit(field, item)
    if noun:
        said = {"copular"} if noun.first > item.last and noun.sort == "person" and noun.unit != "person" else set()
        return replaced(item, sort=noun.sort, unit=noun.unit, last=noun.last, marks=item.marks | said)
    further = _further_unit(field, items, number)
    if further:
        return replaced(item, sort=further.sort, unit="person" if further.sort == "person" else further.unit)
    noun = fronted_unit(field, item)
    return replaced(item, sort=noun.sort, unit=noun.unit) if noun else item


def _some_of_the(field: Field, item: Counted) -> bool:
    """Whether a number is "two of the victims": who they are may still be said behind ("were children")."""
    return item.unit == "person" and item.last > item.number[1] and "of" in field.kinds[item.number[1]]


def _further_unit(field: Field, items: list[Counted], number: int) -> Counted | None:
    """What a bare number of further ones counts: that of the number before it ("270 drones ..., 208 others").

    Of people only that they are people: "a woman and three others" says nothing of the three.
    """
    item = items[number]
    if not any("other" in field.kinds[at] for at in range(item.number[1], min(item.last + 1, len(field.line.forms)))):
        return None
    before = next((one for one in reversed(items[:number]) if one.sort in ("person", "weapon")), None)
    near = [cue for cue in field.cues if cue.last == item.first or 0 <= cue.first - item.last <= 1]
    return before if before and (not near or any(sort_of(cue.slot) == before.sort for cue in near)) else None


def own_noun(field: Field, item: Counted, part: Counted) -> Cue | None:
    """The cue that the M of "N of M" carries as its noun, where another is left for the N ("14 of 23 injured died").

    Also where the N only says who is meant: "he was one of nine people killed".
    """
    last = item.last + 1 if "relative" in field.kinds[item.last] else item.last  # "524 sasaran udara yang terdeteksi"
    own = [
        cue for cue in field.cues
        if cue.slot in NAMING and item.number[1] <= cue.first <= last and "be" not in field.kinds[cue.first - 1]
    ]  # fmt: skip
    others = [cue for cue in field.cues if cue not in own]
    said_to_be = part.first > 0 and "be" in field.kinds[part.first - 1]
    return own[0] if own and (others or said_to_be or said_of(field, item, own[0])) else None


def said_of(field: Field, whole: Counted, cue: Cue) -> Noun | None:
    """Who the N of "N of M" are said to be: "two of the three injured are children"."""
    noun = copular_unit(field, replaced(whole, last=max(whole.last, cue.last))) if cue.slot in HARM else None
    return noun if noun and noun.sort == "person" and noun.unit not in (whole.unit, "person") else None


def replaced(item: Counted, **changes: object) -> Counted:
    return msgspec.structs.replace(item, **changes)
