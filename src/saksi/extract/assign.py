"""Quantities to cues at least cost, a line at a time: exact, by dynamic programming over the quantities in order.

Each quantity goes to one cue directly, or joins its neighbour in a list ("two women and a child were killed"), or stays
without. A cue takes one quantity directly; more come to it only through lists. Assignments do not cross.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from saksi.extract.costs import REACH, pair_cost, reach
from saksi.extract.field import Field, names_its_own
from saksi.extract.given import outgrown
from saksi.extract.parts import is_part
from saksi.extract.remnants import gapped
from saksi.extract.suits import suits
from saksi.extract.vetoes import Pairing, grew_outside, lives
from saksi.model import Counted, Cue
from saksi.slots import HARM

INFINITE = float("inf")
LIST_COST = {"and": 0.3, "comma": 0.55, "slash": 0.2, "colon": 0.4, "open": 0.4, "dash": 0.6, "among": 0.3}
LIST_WORDS = frozenset(LIST_COST)
BARE_IN_LIST = 0.9
FROM_TO_COST = 0.2
WORD, SHARED_WORD = 0.1, 0.03  # a word between two numbers of a list; one of the places of the second
JOINT_WALLS = frozenset({"semicolon", "stop", "but", "relative", "with"})
SPOKEN = frozenset({"say", "tell", "add", "according", "accuse", "denial", "admit"})
DASHED = 5  # tokens between one and who that is, behind a dash
COMPANY = frozenset({"of", "from"})  # small words that may mean "with", before a number in the instrumental
HANGS = 1.0
OWN_VERB = 0.8
MAX_ITEMS = 60  # more quantities in one sentence are a table; the rest are refused by name


class Given(NamedTuple):
    """A quantity and its cue; `rule` direct or list; `cost` for the reader of an explanation."""

    item: Counted
    cue: Cue
    rule: str
    cost: float


class _State(NamedTuple):
    cost: float
    back: tuple[tuple[int, str], ...]


def assign(field: Field, items: list[Counted], taken: frozenset[Cue] = frozenset()) -> list[Given]:
    """The quantities of a line that have a cue, with it. `items` in order, none refused; no cue of `taken`."""
    if not items or not field.cues:
        return []
    items = items[:MAX_ITEMS]
    cues = sorted((cue for cue in field.cues if cue not in taken), key=lambda cue: (cue.first, cue.last))
    fixed = _fixed(field, items, cues)
    if fixed:
        held = {pair.item.number for pair in fixed}
        items = [item for item in items if item.number not in held]
        cues = [
            cue for cue in cues if not any(pair.cue.first < cue.last and cue.first < pair.cue.last for pair in fixed)
        ]
    return sorted([*fixed, *_assigned(field, items, cues)], key=lambda pair: pair.item.number)


def _fixed(field: Field, items: list[Counted], cues: list[Cue]) -> list[Given]:
    """Pairs that bar no other pair's way.

    Singular weapons that hold their cue in their own phrase ("попадание ракеты"); what grew behind a clause set in.
    """
    fixed: list[Given] = []
    for item in items:
        if "implicit" in item.marks and item.sort == "weapon":
            own = (cue for cue in cues if item.first <= cue.first and cue.last <= item.last)
            fixed.extend(Given(item, cue, "direct", 0.0) for cue in list(own)[:1] if pair_cost(field, item, cue) == 0.0)
        elif "grown" in item.marks and any(grew_outside(Pairing(field, item, cue, cue.way)) for cue in cues):
            nouns = [cue for cue in cues if cue.way == "noun" and cue.last <= item.first and suits(item, cue)]
            fixed.extend(Given(item, cue, "direct", 0.0) for cue in nouns[-1:])
    return fixed


def _assigned(field: Field, items: list[Counted], cues: list[Cue]) -> list[Given]:
    if not items or not cues:
        return []
    costs = [[pair_cost(field, item, cue) for cue in cues] for item in items]
    if len(items) == 1:
        return _nearest(items[0], cues, costs[0], _alone(field, items[0], costs[0]))
    joints = [_joint(field, left, right) for left, right in pairwise(items)]
    alone = [_alone(field, item, row) for item, row in zip(items, costs, strict=True)]
    return _read_back(items, cues, costs, _best(items, cues, costs, joints, alone))


def _nearest(item: Counted, cues: list[Cue], costs: list[float | None], alone: float) -> list[Given]:
    """What `_best` gives one quantity by itself: its cheapest cue, where that costs less than to stay alone."""
    best = min(((cost, number) for number, cost in enumerate(costs) if cost is not None), default=None)
    return [Given(item, cues[best[1]], "direct", best[0])] if best is not None and best[0] < alone else []


def _alone(field: Field, item: Counted, costs: list[float | None]) -> float:
    """What it costs to leave a quantity without a cue: a part of a total needs none, since it has its total's.

    A part with a verb right beside it ("22 of them were shot down") has its own.
    """
    if any(names_its_own(item, cue) for cue in field.cues):
        return REACH["person"]
    if field.line.free_order and any(cost is not None and cost <= OWN_VERB for cost in costs):
        return reach(item)
    return min(reach(item), HANGS) if is_part(field, item) else reach(item)


def _joint(field: Field, left: Counted, right: Counted) -> float | None:
    """The cost of joining two neighbours in one list, or None."""
    if (
        left.sort != right.sort
        and None not in (left.sort, right.sort)
        and not ({left.sort, right.sort} <= {"person", "unknown"})
    ):
        return None
    if left.sort == "person" and right.sort is None and not field.line.free_order:
        return None  # "dozens of men, and several are wounded"
    if left.last > right.first or (
        any(left.last <= cue.first < right.first for cue in field.cues) and not gapped(field, right)
    ):
        return None
    if any(left.last <= word.first < right.first for word in field.line.speech if word.kind in SPOKEN):
        return None  # who says it stands between: "20 students, according to an aid worker"
    kinds = [field.kinds[at] & LIST_WORDS for at in range(left.last, right.first)]
    if len(kinds) == 1 and "link" in field.kinds[left.last] and left.first and "from" in field.kinds[left.first - 1]:
        return FROM_TO_COST  # "from seven to nine": a toll that grew
    if "company" in right.marks and left.sort == "person" and len(kinds) == 1 and COMPANY & field.kinds[left.last]:
        return LIST_COST["and"]  # "a mother with two children"
    shared = field.line.free_order and gapped(field, right)  # «а над Калужской и Орловской областями — по одному»
    walls = JOINT_WALLS - {"but"} if shared else JOINT_WALLS
    if not any(kinds) or field.between(left.last, right.first, walls) or outgrown(field, left):
        return None
    if field.inside[left.number[0]] != field.inside[right.number[0]]:
        return None
    own = [cue.first for cue in field.cues if cue.way == "noun" and cue.first in (left.number[1], right.number[1])]
    if own == [right.number[1]] and left.sort is not None:
        return None  # "вбито чоловіка, серед п'яти потерпілих": the second has a noun of the harmed of its own
    if "implicit" in right.marks - left.marks and left.quantity.count == 1 and _apposed(field, left, right):
        return None  # "one more child, a baby, was brought out": the same one
    if _told_of(field, right) or _tolled(field, left, right):
        return None
    if right.sort is None and "be" in field.kinds[right.first - 1]:
        return None  # "killed by a missile, she was only 21"
    if "implicit" in left.marks & right.marks and right.first - left.last == 1 and "dash" in field.kinds[left.last]:
        return None  # «ранен мужчина — водитель автобуса»: the same one
    if "zero" in left.marks | right.marks:
        return None  # "a town of 17,000 people, and no one was hurt"
    if is_part(field, right) and not is_part(field, left) and not _part_of_both(field, left, right):
        return None  # "nine drones, five of them shot down": a part has a fate of its own or its total's
    among = right.first > 1 and "among" in field.kinds[right.first - 2]
    if not field.kinds[right.first - 1] and right.first - 1 not in field.line.capitals and not among:
        return None  # a word of no table right before the number has its own say: "and abducting 250"
    if left.sort in (None, "unknown") and left.first and "in" in field.kinds[left.first - 1]:
        return None  # "in one village, 11 people died"
    if lives(field, left) != lives(field, right):
        return None  # "12 bodies and 30 survivors"
    extra = (SHARED_WORD if shared else WORD) * sum(1 for kind in kinds if not kind)
    cost = min(LIST_COST[kind] for kinds_here in kinds for kind in kinds_here) + extra
    if None in (left.sort, right.sort) or "unknown" in (left.sort, right.sort):
        cost += BARE_IN_LIST
    return cost


def _told_of(field: Field, item: Counted) -> bool:
    """Whether a dash behind a number opens what is said of it: "one person died, five – wounded"."""
    return "dash" in field.kinds[item.last] and any(
        cue.first == item.last + 1 and cue.way != "noun" for cue in field.cues
    )


def _part_of_both(field: Field, left: Counted, right: Counted) -> bool:
    """Whether "of them" behind the second of two weapons joined by "and" is of both: "98 drones and 9 missiles of them were
    shot down".
    """
    if not left.sort == right.sort == "weapon" or left.unit == right.unit or right.first - left.last != 1:
        return False
    behind = field.kinds[right.number[1] : right.last + 2]
    return "and" in field.kinds[left.last] and any("of_them" in kinds for kinds in behind)


def _tolled(field: Field, left: Counted, right: Counted) -> bool:
    """Whether a noun of the dead or hurt leads to the first number, and a verb stands behind the second: "the toll reached 48
    people and 12 were injured" is no list.
    """
    if not left.first or "link" not in field.kinds[left.first - 1]:
        return False
    leads = [cue for cue in field.cues if cue.way == "noun" and cue.slot in HARM and cue.last <= left.first]
    if not leads or any(leads[-1].last <= one.first < left.first for one in field.open):
        return False
    return any(cue.first >= right.number[1] and cue.way != "noun" and cue.slot != leads[-1].slot for cue in field.cues)


def _apposed(field: Field, left: Counted, right: Counted) -> bool:
    """Whether one follows the other between two commas, or behind a dash."""
    if any("dash" in field.kinds[at] for at in range(left.last, right.first)):
        return right.first - left.last <= DASHED
    closes = right.last < len(field.line.forms) and "comma" in field.kinds[right.last]
    return closes and right.first - left.last == 1 and "comma" in field.kinds[left.last]


def _best(
    items: list[Counted],
    cues: list[Cue],
    costs: list[list[float | None]],
    joints: list[float | None],
    alone: list[float],
) -> tuple[tuple[int, str], ...]:
    """The cheapest choice for each quantity: (cue number or -1, how)."""
    # A state is (last cue used, status of the quantity before): "free" none, "held" has a cue, "owes" joins the next.
    states: dict[tuple[int, str], _State] = {(-1, "free"): _State(0.0, ())}
    for index, item in enumerate(items):
        joint = joints[index - 1] if index else None
        after: dict[tuple[int, str], _State] = {}

        def offer(
            key: tuple[int, str],
            cost: float,
            back: tuple[tuple[int, str], ...],
            after: dict[tuple[int, str], _State] = after,
        ) -> None:
            if key not in after or cost < after[key].cost - 1e-9:
                after[key] = _State(cost, back)

        for (used, status), state in states.items():
            owing = status == "owes"
            joined = joint if joint is not None else INFINITE
            if not owing:
                offer((used, "free"), state.cost + alone[index], (*state.back, (-1, "none")))
                if index + 1 < len(items):
                    offer((used, "owes"), state.cost, (*state.back, (-1, "next")))
            elif joint is not None and index + 1 < len(items):
                offer((used, "owes"), state.cost + joined, (*state.back, (-1, "next")))
            if status == "held" and joint is not None and suits(item, cues[used]):
                offer((used, "held"), state.cost + joined, (*state.back, (used, "list")))
            for number in range(used + 1, len(cues)):
                cost = costs[index][number]
                if cost is None or (owing and joint is None):
                    continue
                offer(
                    (number, "held"), state.cost + cost + (joined if owing else 0.0), (*state.back, (number, "direct"))
                )
        states = after
    ended = [state for (_, status), state in states.items() if status != "owes"]
    return min(ended, key=lambda state: state.cost).back


def _read_back(
    items: list[Counted], cues: list[Cue], costs: list[list[float | None]], back: tuple[tuple[int, str], ...]
) -> list[Given]:
    """Choices to pairs; one that joins the next takes the cue that the next came to."""
    given: list[Given] = []
    coming: tuple[int, float] | None = None
    for index in range(len(items) - 1, -1, -1):
        number, how = back[index]
        if how == "direct":
            coming = (number, costs[index][number] or 0.0)
            given.append(Given(items[index], cues[number], "direct", coming[1]))
        elif how == "list":
            given.append(Given(items[index], cues[number], "list", 0.0))
        elif how == "next" and coming is not None and suits(items[index], cues[coming[0]]):
            given.append(Given(items[index], cues[coming[0]], "list", 0.0))
    return given[::-1]
