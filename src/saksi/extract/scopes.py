"""Whether a claim is of this attack, an earlier one, a longer time, one side's claim of losses, or not yet real."""

from __future__ import annotations

from saksi.extract.field import Field
from saksi.extract.parts import Held

SECTIONS = {
    "earlier": "earlier_attack", "cumulative": "cumulative", "hypothetical": "hypothetical", "claimed_losses": "claimed_losses",
}  # fmt: skip
ORDER = ("claimed_losses", "hypothetical", "cumulative", "earlier_attack")
ENDS = frozenset({"semicolon", "stop", "but"})


def scope_of(field: Field, held: Held) -> str:
    """The scope that the words of the clause decide; `this_attack` where none do."""
    at = held.item.number[0]
    found = {
        SECTIONS[section]
        for first, last, section in held.line.scopes
        if section in SECTIONS and not _apart(field, at, first, last)
    }
    for scope in ORDER:
        if scope in found and _possible(scope, held):
            return scope
    return "this_attack"


def _apart(field: Field, at: int, first: int, last: int) -> bool:
    low, high = (last, at) if last <= at else (at, first)
    return low < high and field.between(low, high, ENDS)


def _possible(scope: str, held: Held) -> bool:
    """Claimed losses are of soldiers or of no group said; the rest may be of anything."""
    return scope != "claimed_losses" or held.unit in (None, "person", "soldier", "militant", "foreigner")
