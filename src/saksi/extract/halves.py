"""Half of those told of before, counted out: "eight were wounded, half of them are in hospital" is four in hospital."""

from __future__ import annotations

from saksi.extract.field import Field
from saksi.extract.parts import Held
from saksi.model import Counted, Quantity
from saksi.slots import HARM

REACH = 7  # tokens between "half of them" and what befell them
_WALLS = frozenset({"comma", "semicolon", "stop", "but"})


def halves(field: Field, before: list[Held]) -> list[Held]:
    """The halves of a line: "half of them" with a verb of harm in its clause, of an even and exact number of people."""
    if "half_of_them" not in field.line.marked:
        return []
    found = []
    for marker in field.line.marks("half_of_them"):
        cue = next((cue for cue in field.cues if 0 <= cue.first - marker.last <= REACH and cue.slot in HARM), None)
        whole = next((held for held in reversed(before) if _before(field, held, marker.first)), None)
        if cue is None or whole is None or field.between(marker.last, cue.first, _WALLS):
            continue
        count = whole.item.quantity.count
        if not count or count % 2 or whole.item.quantity.bound != "exact" or "not" in field.kinds[cue.first - 1]:
            continue
        item = Counted(
            first=marker.first, last=marker.last, number=(marker.first, marker.last),
            quantity=Quantity.said(count // 2, "exact"), sort="person", unit=whole.unit, marks=frozenset({"of_them"}), rule="half",
        )  # fmt: skip
        found.append(
            Held(field.line, item, cue.slot, None, "person", whole.unit, cue, "half", ("part_of_total",), whole)
        )
    return found


def _before(field: Field, held: Held, at: int) -> bool:
    """Whether people were counted before a token."""
    return held.sort == "person" and (held.line is not field.line or held.item.last <= at)
