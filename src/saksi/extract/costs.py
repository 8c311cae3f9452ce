"""What it costs to bring a quantity to a cue: direction, distance, boundaries, voice.

A cost is a sum of small reasons; a pair that costs more than the reach of its quantity is never made, nor one that a
veto forbids (vetoes.py).
"""

from __future__ import annotations

from saksi.extract.field import OPEN, Field, describes, names_its_own
from saksi.extract.suits import suits
from saksi.extract.vetoes import Pairing, vetoed
from saksi.model import Counted, Cue

CROSS_INSERTION = 3.0

# (way, side) -> cost; side is where the number stands from its cue. None: never.
SIDES: dict[tuple[str, str], float | None] = {
    ("active", "after"): 0.0, ("active", "before"): None,
    ("affected", "before"): 0.0, ("affected", "after"): 1.9,
    ("either", "after"): 0.3, ("either", "before"): 0.5,
    ("noun", "before"): 0.2, ("noun", "after"): 0.7,
}  # fmt: skip
FREE_SIDES: dict[tuple[str, str], float | None] = SIDES | {
    ("active", "before"): 2.0, ("affected", "before"): 0.1, ("affected", "after"): 0.2,
    ("noun", "before"): 0.1, ("noun", "after"): 0.4,
}  # fmt: skip
WEAK = 1.0
WEAKENED = frozenset({"weak", "told"})
YIELDS = 1.2  # a noun that only names the harmed leaves its number to the verb that says what became of them
CARE = frozenset({"hospitalised", "rescued", "displaced", "trapped"})
NEAR_CARE = 0.6
GROWN = 0.5  # all that stands between what grew and the number it grew to
CLOSES = frozenset({"comma", "semicolon", "stop", "but", "relative"})
LINKED = -0.5  # a linking verb or preposition stands right before the number: "rose to 12"

# How far a quantity reaches for its cue, by what it counts.
REACH = {"person": 4.5, "weapon": 4.0, "unknown": 1.7, None: 2.2}
REACH_BY_MARK = (("zero", 2.0), ("implicit", 1.8), ("article", 3.0))


def reach(item: Counted) -> float:
    """How much a quantity may pay for its cue."""
    for mark, far in REACH_BY_MARK if item.marks else ():
        if mark in item.marks:
            return far
    return REACH.get(item.sort, REACH[None])


def way_of(field: Field, cue: Cue) -> str:
    """The way of a cue here: "either" is settled by an auxiliary up to three words before it."""
    if cue.way != "either":
        return cue.way
    for at in range(cue.first - 1, max(cue.first - 4, -1), -1):
        if "be" in field.kinds[at]:
            return "affected"
        if field.kinds[at] & {"comma", "semicolon", "and"}:
            break
    return "either"


def pair_cost(field: Field, item: Counted, cue: Cue) -> float | None:
    """The cost of giving `item` to `cue`, or None where it may not be."""
    if not suits(item, cue):
        return None
    pair = Pairing(field, item, cue, way_of(field, cue))
    cost = _within_phrase(pair) if pair.overlaps else _over_gap(pair)
    return None if cost is None or cost > reach(item) or vetoed(pair) else cost


def _within_phrase(pair: Pairing) -> float:
    """The cost of a cue inside the number's own phrase: none, unless a verb beside it says what became of them."""
    field, item, cue = pair.field, pair.item, pair.cue
    return YIELDS if _names_only(field, item, cue) or _attributive(field, item, cue) else 0.0


def _over_gap(pair: Pairing) -> float | None:
    """The cost of a cue before or behind the number, by its side and by what stands between."""
    field, item, cue = pair.field, pair.item, pair.cue
    base = (FREE_SIDES if field.line.free_order else SIDES).get((pair.way, pair.side))
    if base is None:
        return None
    cost = base + (GROWN if _what_grew(pair) else field.gap(pair.first, pair.last))
    if cost + LINKED > reach(item):
        return None
    if field.inside[item.number[0]] != field.inside[cue.first] or _out_of_aside(field, item, cue):
        cost += CROSS_INSERTION
    if cue.extra in WEAKENED:
        cost += WEAK
    if _names_only(field, item, cue) or describes(item, cue, field.cues):
        cost += YIELDS
    if pair.side == "after" and item.first and "link" in field.kinds[item.first - 1]:
        cost += LINKED
    return cost


def _what_grew(pair: Pairing) -> bool:
    """Whether a noun opens the clause of a toll that grew, whatever it grew in: "число погибших в ... выросло до 12"."""
    field = pair.field
    if "grown" not in pair.item.marks or pair.cue.way != "noun" or pair.side != "after":
        return False
    cues = any(pair.first <= cue.first < pair.last and cue.extra not in OPEN for cue in field.cues)
    counted = any(pair.first <= one.first < pair.last for one in field.open if "implicit" not in one.marks)
    return not (cues or counted or field.between(pair.first, pair.last, CLOSES))


def _out_of_aside(field: Field, item: Counted, cue: Cue) -> bool:
    """Whether one person named in an aside stands outside the cue's clause: "AP, citing a worker of the group, said"."""
    return "implicit" in item.marks and any(
        low + 1 < item.first < high and not low < cue.first < high for low, high in field.asides
    )


def _names_only(field: Field, item: Counted, cue: Cue) -> bool:
    """Whether a noun of the harmed only says who they are of whom a verb tells more."""
    return names_its_own(item, cue) and _cared_for(field, item, cue)


def _attributive(field: Field, item: Counted, cue: Cue) -> bool:
    """Whether a cue only says in what state somebody was to whom a verb does more: "a wounded man died"."""
    fronted = item.first < cue.first < item.number[0]
    between = item.number[1] <= cue.first and cue.last < item.last  # "57 injured people remain hospitalised"
    return (fronted if "implicit" in item.marks else between) and any(
        item.last <= other.first <= item.last + 2 and other.slot != cue.slot and other.way != "noun"
        for other in field.cues
    )


def _cared_for(field: Field, item: Counted, noun: Cue) -> bool:
    """Whether a verb of rescue or hospital stands right beside a number whose noun only names the harmed.

    "Six wounded were taken to hospital" counts patients; who they are is said, not how many were wounded. "Two of the
    wounded died" counts the dead.
    """
    if noun.slot in CARE:
        return False
    partitive = any("of" in field.kinds[at] for at in range(item.number[0], noun.first))  # "one of the wounded died"
    for cue in field.cues:
        died = noun.slot == "injured" and cue.slot == "killed" and cue.way == "affected"
        if noun.slot == "killed" and cue.slot in CARE:
            continue  # the dead are found under rubble, and nothing more becomes of them
        if (cue.slot in CARE or died or (partitive and cue.slot != noun.slot)) and cue.way != "noun":
            low, high = (noun.last, cue.first) if noun.last <= cue.first else (cue.last, item.first)
            if low <= high and field.gap(low, high) <= NEAR_CARE:
                return True
    return False
