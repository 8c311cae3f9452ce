"""One weapon told of twice: "a drone hit a bus ... the drone set fire to it" is one drone.

A singular noun counts one weapon at its first mention in an attack outside headlines. "The second drone" and "another
drone" are others. A headline's weapon counts where the text below names none of its kind.
"""

from __future__ import annotations

from collections.abc import Callable

from saksi.extract.parts import Held

KIN = {"ballistic_missile": "missile", "cruise_missile": "missile", "decoy_drone": "drone"}


def once(all_held: list[Held], attack_of: Callable[[Held], int | None]) -> list[Held]:
    """The quantities without weapons told again. `attack_of`: the number of the attack that a quantity is told in."""
    body = {
        (attack_of(held), kin(held.unit)) for held in all_held if _single(held) and held.line.sentence.role != "headline"
    }
    seen: set[tuple[int | None, str | None]] = set()
    kept: list[Held] = []
    for held in all_held:
        key = (attack_of(held), kin(held.unit))
        if not _single(held) or _another(held):
            kept.append(held)
            continue
        if key in seen or (held.line.sentence.role == "headline" and key in body):
            continue
        seen.add(key)
        kept.append(held)
    return kept


def kin(unit: str | None) -> str | None:
    """The kind of weapon at its broadest: what is counted by exact kinds is counted as missiles too."""
    return KIN.get(unit or "", unit)


def _single(held: Held) -> bool:
    return held.slot == "launched" and "implicit" in held.item.marks and held.item.quantity.count == 1


def _another(held: Held) -> bool:
    """Whether an ordinal or a word like "another" stands before the noun."""
    first = held.item.first
    if any(one.refused == "ordinal" and one.last == first for one in held.line.counted):
        return True
    return first > 0 and "other" in held.line.kinds[first - 1]
