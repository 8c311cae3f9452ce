"""The dead told of as bodies: whatever is done with a body, the person is dead and neither rescued nor driven out."""

from __future__ import annotations

from saksi.extract.field import Field
from saksi.extract.parts import Held
from saksi.model import Counted
from saksi.slots import HARM

REACH = 3  # tokens between a word for a body and whose it is: "the bodies of the two"


def remains(field: Field, done: list[Held]) -> list[Held]:
    """The quantities of a line that have a slot, those of bodies as killed; bodies that nothing is said of make no toll.

    "The body of a child was pulled out" tells of one, not of a body and a child.
    """
    if "remains" not in field.line.marked:
        return done
    kept = [_killed(field, held) if _of_body(field, held.item) else held for held in done]
    killed = [held.item for held in kept if held.slot == "killed"]
    return [
        held
        for held in kept
        if not (
            "implicit" in held.item.marks
            and (held.rule == "remains" or _only_body(field, held.item))
            and any(0 <= item.first - held.item.last <= REACH and item is not held.item for item in killed)
        )
    ]


def _of_body(field: Field, item: Counted) -> bool:
    """Whether a count of people is of bodies: the word stands in it, or right before it."""
    if item.sort != "person" or item.refused is not None or not item.quantity.count:
        return False
    for at in range(item.first - 1, max(item.first - 1 - REACH, -1), -1):
        if "remains" in field.kinds[at]:
            return True
        if not field.kinds[at] & {"of", "function", "other"}:
            break
    return any("remains" in field.kinds[at] for at in range(item.first, item.last))


def _only_body(field: Field, item: Counted) -> bool:
    """Whether one is said by the word for a body alone: "the body of the dead man of 71"."""
    return item.last - item.first == 1 and "remains" in field.kinds[item.first]


def _killed(field: Field, held: Held) -> Held:
    if held.slot == "killed" or held.slot not in HARM:
        return held
    return Held(field.line, held.item, "killed", None, "person", held.unit, None, "remains", held.flags)
