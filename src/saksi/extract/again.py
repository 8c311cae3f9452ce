"""One weapon told of twice: "a drone hit a bus ... the drone set fire to it" is one drone.

A singular noun counts one weapon at its first mention in an attack. "The second drone" and "another drone" are others.
A headline's weapon counts where the text below does not name one by the same word.
"""

from __future__ import annotations

from collections.abc import Callable

from saksi.extract.parts import Held

SAME = 4  # letters
KIN = {"ballistic_missile": "missile", "cruise_missile": "missile", "decoy_drone": "drone"}


def once(all_held: list[Held], attack_of: Callable[[Held], int | None]) -> list[Held]:
    """The quantities without weapons told again. `attack_of`: the number of the attack that a quantity is told in."""
    single = [held for held in all_held if _single(held)]
    words = {_word(held) for held in single if held.line.sentence.role != "headline"}
    seen: set[tuple[int | None, str | None]] = set()
    again: set[int] = set()
    for held in single:
        if _another(held):
            continue
        key = (attack_of(held), kin(held.unit))
        headline = held.line.sentence.role == "headline"
        if _word(held) in words if headline else key in seen:
            again.add(id(held))
        elif not headline:
            seen.add(key)
    return [held for held in all_held if id(held) not in again]


def kin(unit: str | None) -> str | None:
    """The kind of weapon at its broadest: what is counted by exact kinds is counted as missiles too."""
    return KIN.get(unit or "", unit)


def _word(held: Held) -> str:
    """The beginning of the word that a weapon is named by: forms of one word have it in common."""
    return held.line.forms[held.item.first][:SAME]


def _single(held: Held) -> bool:
    return held.slot == "launched" and "implicit" in held.item.marks and held.item.quantity.count == 1


def _another(held: Held) -> bool:
    """Whether an ordinal or a word like "another" stands before the noun."""
    first = held.item.first
    if any(one.refused == "ordinal" and one.last == first for one in held.line.counted):
        return True
    return first > 0 and "other" in held.line.kinds[first - 1]
