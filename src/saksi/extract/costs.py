"""What it costs to bring a quantity to a cue: direction, distance, boundaries, unit, voice.

A cost is a sum of small reasons; a pair that costs more than the reach of its quantity is never made.
"""

from __future__ import annotations

from saksi.extract.field import Field, names_its_own
from saksi.model import Counted, Cue
from saksi.slots import GROUPS, HARM

CROSS_INSERTION = 3.0
BARE_FAR = 3  # tokens between a verb and a number that names nothing
RELATIVE = frozenset({"relative"})
BEHIND_WALLS = frozenset({"comma", "semicolon", "and", "but", "subordinate"})
SPEECH = frozenset({"say", "tell", "add", "denial", "accuse", "admit"})

# (way, side) -> cost; side is where the number stands from its cue. None: never.
SIDES: dict[tuple[str, str], float | None] = {
    ("active", "after"): 0.0, ("active", "before"): None,
    ("affected", "before"): 0.0, ("affected", "after"): 1.9,
    ("either", "after"): 0.3, ("either", "before"): 0.5,
    ("noun", "before"): 0.2, ("noun", "after"): 0.7,
}  # fmt: skip
FREE_SIDES: dict[tuple[str, str], float | None] = SIDES | {
    ("active", "before"): 2.0, ("affected", "before"): 0.1, ("affected", "after"): 0.2, ("noun", "before"): 0.1, ("noun", "after"): 0.4,
}  # fmt: skip
WEAK = 1.0
YIELDS = 1.2  # a noun that only names the harmed leaves its number to the verb that says what became of them
CARE = frozenset({"hospitalised", "rescued", "displaced", "trapped"})
NEAR_CARE = 0.6
LINKED = -0.5  # a linking verb or preposition stands right before the number: "rose to 12"

# How far a quantity reaches for its cue, by what it counts.
REACH = {"person": 4.5, "weapon": 4.0, "unknown": 1.7, None: 2.2}
ZERO_REACH = 2.0
IMPLICIT_REACH = 1.8
ARTICLE_REACH = 3.0


FILLED = {"noun": 0.0, "either": 0.0, "affected": 0.5}  # how far before a cue a number fills it, by the cue's way
OF_ANYBODY = frozenset({"killed", "injured", "missing", "hospitalised", "trapped"})  # slots that a noun of no table may have


NAMED = frozenset({"named", "losses"})  # cues that take only what names people or weapons


def suits(item: Counted, cue: Cue) -> bool:
    """Whether a cue of this slot can take what is counted."""
    if cue.extra == "counted" and "implicit" in item.marks:
        return False  # "the woman has a concussion" tells of one already counted
    if item.sort == "thing" or item.refused or (cue.extra in NAMED and item.sort not in ("person", "weapon")):
        return False
    if cue.slot == "displaced" and item.number[1] <= cue.first < item.last:
        return False  # "12,000 displaced people were sheltering": who they are, not what was done
    if cue.slot in HARM:
        if item.sort == "unknown" and cue.slot not in OF_ANYBODY:
            return False
        return item.sort != "weapon" and _narrowed(item, cue)
    if "zero" in item.marks or (cue.slot == "launched" and item.unit == "aircraft"):
        return False  # an aircraft carries what is launched
    if cue.slot == "intercepted" and item.unit == "air_strike":
        return False
    return item.sort in ("weapon", None) and "people" not in item.marks


def _narrowed(item: Counted, cue: Cue) -> bool:
    """Whether a cue that takes nought alone, or one group alone, may have this."""
    if cue.extra == "zero":
        return "zero" in item.marks
    return cue.extra not in GROUPS or item.unit == cue.extra


def reach(item: Counted) -> float:
    """How much a quantity may pay for its cue."""
    if "zero" in item.marks:
        return ZERO_REACH
    if "implicit" in item.marks:
        return IMPLICIT_REACH
    if "article" in item.marks:
        return ARTICLE_REACH
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


def _filled(field: Field, item: Counted, cue: Cue, way: str) -> bool:
    """Whether another number stands before a cue that follows its number: in "57 dead: 24 women" nothing is left.

    A passive has its number before it in the clause ("five were shot down: three ..."), the others right before.
    """
    near = FILLED[way]
    return any(
        other.number != item.number and other.last <= cue.first and not other.refused and not other.marks & {"implicit", "zero"}
        and suits(other, cue) and field.gap(other.last, cue.first) <= near
        for other in field.line.counted
    )  # fmt: skip


def pair_cost(field: Field, item: Counted, cue: Cue) -> float | None:
    """The cost of giving `item` to `cue`, or None where it may not be."""
    if not suits(item, cue) or _negated(field, item, cue) or (cue.extra == "told" and "implicit" in item.marks):
        return None
    if _named_by_another(field, item, cue) or _of_others(field, item, cue):
        return None
    if _speaks(field, item) or (cue.slot == "intercepted" and cue.last < item.first and "with" in field.kinds[item.first - 1]):
        return None  # "destroyed the district with six bombs": what it was done with was not brought down
    if cue.slot == "launched" and cue.extra == "weak" and item.sort is None and cue.first == item.last:
        return None  # "one more attack": the attacks are counted, not their weapons
    way = way_of(field, cue)
    if cue.first < item.last and cue.last > item.first:
        yields = names_its_own(item, cue) and _cared_for(field, item, cue)
        return YIELDS if yields or _attributive(field, item, cue) else 0.0
    side = "before" if item.last <= cue.first else "after"
    base = (FREE_SIDES if field.line.free_order else SIDES).get((way, side))
    if base is None:
        return None
    if side == "after" and way in FILLED and not field.line.free_order and _filled(field, item, cue, way):
        return None
    if way == "noun" and side == "after" and item.sort == "unknown":
        return None  # "in memory of the dead 40 candles": a noun takes no number of things behind it
    if side == "before" and not field.line.free_order and (
        _taken_nearer(field, item, cue) or (way == "noun" and field.between(item.last, cue.first, RELATIVE))
    ):
        return None  # "two doctors who were treating the wounded"
    first, last = (item.last, cue.first) if side == "before" else (cue.last, item.first)
    if way == "affected" and side == "after" and not field.line.free_order and field.between(first, last, BEHIND_WALLS):
        return None  # "tewas, kata polisi, 12": where order is fixed, what stands behind a comma is another clause
    if side == "after" and not field.line.free_order and _too_far(field, item, cue, way):
        return None
    cost = base + field.gap(first, last)
    if field.inside[item.number[0]] != field.inside[cue.first]:
        cost += CROSS_INSERTION
    if cue.extra in ("weak", "told"):
        cost += WEAK
    if names_its_own(item, cue) and _cared_for(field, item, cue):
        cost += YIELDS
    if side == "after" and item.first and "link" in field.kinds[item.first - 1]:
        cost += LINKED
    return cost if cost <= reach(item) else None


def _too_far(field: Field, item: Counted, cue: Cue, way: str) -> bool:
    """Whether a number behind a cue belongs to something else, where the order of words is fixed.

    What stands behind "of" is not the verb's object ("killing the mother of 3 children"); a bare number is not far from
    its verb; a noun of the harmed that a plain word follows only says of what kind that is ("the wounded pride of ...").
    """
    between = range(cue.last, item.first)
    if cue.slot != "launched" and between and "with" in field.kinds[cue.last]:
        return True  # "killed by two gunmen"
    linked = bool(between) and "link" in field.kinds[item.first - 1]
    if way == "noun":
        plain = not field.kinds[cue.last] and not any(noun.first == cue.last for noun in field.line.nouns)
        return not linked and len(between) > 1 and plain
    if cue.slot in HARM and any("of" in field.kinds[at] for at in between):
        return True
    if item.sort is not None or len(between) <= BARE_FAR or any(field.inside[at] for at in between):
        return False
    return not linked or any(cue.last <= other.first < item.first for other in field.line.counted)


def _speaks(field: Field, item: Counted) -> bool:
    """Whether one person is he who speaks: "a man said that ..."; he is not the one harmed."""
    if not item.marks & {"implicit", "article"} or item.sort != "person":
        return False
    return any(
        (verb.kind in SPEECH and verb.first == item.last) or (verb.kind == "say_after" and verb.last == item.first)
        for verb in field.line.speech
    )


def _taken_nearer(field: Field, item: Counted, cue: Cue) -> bool:
    """Whether another number stands right before a cue, or is its subject as a part: "two girls, one of them was killed"."""
    for other in field.line.counted:
        if other.number == item.number or other.refused or not item.last <= other.first < cue.first or not suits(other, cue):
            continue
        if field.inside[other.number[0]] != field.inside[cue.first]:
            continue
        if field.inside[other.number[0]] != field.inside[cue.first]:
            continue  # "seven people including a girl were killed": an aside takes nothing from its total
        if other.last == cue.first and "implicit" not in other.marks:
            return True
        between = range(other.last, cue.first)
        apart = any("comma" in field.kinds[at] for at in range(item.last, other.first))
        if apart and any("of_them" in field.kinds[at] for at in between) and not any("comma" in field.kinds[at] for at in between):
            return True
    return False


def _named_by_another(field: Field, item: Counted, cue: Cue) -> bool:
    """Whether a noun of the harmed stands inside another number's phrase: the "dead" of "one of the dead was a fighter"."""
    return cue.way == "noun" and any(
        other.number != item.number and not other.refused and other.number[1] < cue.first < other.last for other in field.line.counted
    )  # fmt: skip


def _of_others(field: Field, item: Counted, cue: Cue) -> bool:
    """Whether a participle of flight belongs to the noun behind it: "four families and other displaced Palestinians"."""
    return cue.slot == "displaced" and item.last <= cue.first and any(noun.first == cue.last for noun in field.line.nouns)


def _attributive(field: Field, item: Counted, cue: Cue) -> bool:
    """Whether a cue only says in what state somebody was to whom a verb does more: "a wounded man died"."""
    if "implicit" in item.marks:
        inside = item.first < cue.first < item.number[0]
    else:
        inside = item.number[1] <= cue.first and cue.last < item.last  # "57 injured people remain hospitalised"
    return inside and any(
        item.last <= other.first <= item.last + 2 and other.slot != cue.slot and other.way != "noun" for other in field.cues
    )  # fmt: skip


def _cared_for(field: Field, item: Counted, noun: Cue) -> bool:
    """Whether a verb of rescue or hospital stands right beside a number whose noun only names the harmed.

    "Six wounded were taken to hospital" counts patients; who they are is said, not how many were wounded. "Two of the
    wounded died" counts the dead.
    """
    if noun.slot in CARE:
        return False
    partitive = any("of" in field.kinds[at] for at in range(item.number[1], noun.first))  # "one of the wounded died"
    for cue in field.cues:
        died = noun.slot == "injured" and cue.slot == "killed" and cue.way == "affected"
        if (cue.slot in CARE or died or (partitive and cue.slot != noun.slot)) and cue.way != "noun":
            low, high = (noun.last, cue.first) if noun.last <= cue.first else (cue.last, item.first)
            if low <= high and field.gap(low, high) <= NEAR_CARE:
                return True
    return False


def _negated(field: Field, item: Counted, cue: Cue) -> bool:
    """A cue under "not" takes no number but nought."""
    if "zero" in item.marks:
        return False
    return any("not" in field.kinds[at] for at in range(max(cue.first - 2, 0), cue.first))
