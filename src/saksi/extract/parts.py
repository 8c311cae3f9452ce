"""Quantities that have no cue of their own but a number before them to hang on.

- a part of a total: "including 3 children", "two of them children", "58 of which were shot down";
- the whole of "64 of 145 drones": what was shot down was launched.
"""

from __future__ import annotations

from itertools import pairwise, takewhile
from typing import NamedTuple

from saksi.extract.field import Field
from saksi.model import Counted, Cue, Line, Noun
from saksi.slots import HARM

COPULA = frozenset({"dash", "be", "link", "of_them", "colon", "including"})
NEAR = 3
LISTED_NEAR = 3  # tokens between a total and the list that breaks it down, or between its pieces
LIST_OPENS = frozenset({"colon", "open", "dash"})
LIST_JOINTS = frozenset({"comma", "and", "semicolon"})
HEAD_NEAR = 3  # further tokens between "of these" at the head of a line and its number
WHOLE_NEAR = 8  # tokens between a fronted whole and its part
_CLAUSE_OPENS = frozenset({"comma", "semicolon", "stop", "dot", "colon", "and", "but", "dash", "open"})


class Held(NamedTuple):
    """A quantity with the slot it came to: what a claim is made of."""

    line: Line
    item: Counted
    slot: str
    how: str | None
    sort: str | None
    unit: str | None
    cue: Cue | None
    rule: str
    flags: tuple[str, ...] = ()
    total: Held | None = None  # what it is a part of, whose scope it shares


def sort_of(slot: str) -> str:
    """person for harm, weapon for launches and interceptions."""
    return "person" if slot in HARM else "weapon"


def of_state(field: Field, item: Counted) -> bool:
    """Whether a number is of those in some state: "двое — в тяжёлом состоянии", "двое находятся в тяжёлом состоянии"."""
    if "state" not in field.line.marked:
        return False
    near = range(item.last, min(item.last + 3, len(field.line.forms)))
    return "implicit" not in item.marks and any("state" in field.kinds[at] for at in near)


def is_part(field: Field, item: Counted) -> bool:
    """Whether the words say that a quantity is a part of the one before: "including", "of them"."""
    if item.marks & {"of_them", "copular"}:
        return True
    low, high = max(item.first - NEAR, 0), min(item.last + 2, len(field.line.forms))
    near = (*((0,) if 0 < low <= HEAD_NEAR else ()), *range(low, high)) if "of_them" in field.line.marked else ()
    for at in near:
        if "of_them" in field.kinds[at]:
            gap = range(at, item.first) if at < item.first else range(item.number[1], at)
            walls = (
                {"semicolon", "stop"} if at == 0 else {"semicolon", "stop", "comma"}
            )  # "Of these, three are children"
            if at > item.first:
                walls |= {"dash", "colon"}  # "33 загиблі – з них 12 жінок"
            if not any(field.kinds[i] & walls for i in gap):
                return True
    if of_state(field, item):
        return True
    inside = field.inside[item.number[0]] if "including" in field.line.marked else 0
    if not inside:
        return False
    return any(
        field.inside[m.first] == inside and not m.first <= item.number[0] < m.last
        and not (m.last < len(field.line.forms) and "attack_verb" in field.kinds[m.last])  # "including striking a house that"
        for m in field.line.marks("including")
    )  # fmt: skip


def listed_in(field: Field, item: Counted, before: list[Held]) -> Held | None:
    """The total that a list behind it breaks down: "57 dead: 24 women, 17 children", "three people (two men and a woman)"."""
    last = before[-1] if before else None
    if last is None or last.line is not field.line or item.sort != sort_of(last.slot) or item.unit is None:
        return None
    chained = last.rule == "listed"
    again = item.sort == "person" and item.unit == last.unit and not _fewer(item, last)
    if not chained and (last.item.quantity.count == 1 or again):
        return None  # "one killed: a student" names the one again
    end = last.item.last if last.cue is None or last.cue.first >= item.first else max(last.item.last, last.cue.last)
    between = field.kinds[end : item.first]
    if not 0 < len(between) <= LISTED_NEAR or any(end <= cue.first < item.first for cue in field.cues):
        return None
    chained = chained or (last.rule == "remnant" and item.sort == "weapon" and "implicit" in item.marks)
    joints = LIST_JOINTS if chained else LIST_OPENS
    return last if between[0] & joints and _no_more(item, last) else None


def _fewer(part: Counted, whole: Held) -> bool:
    """Whether a number that is said is less than its whole: "nine children (five boys and four girls)"."""
    count, total = part.quantity.count, whole.item.quantity.count
    return "implicit" not in part.marks and count is not None and total is not None and count < total


def _no_more(part: Counted, whole: Held) -> bool:
    """Whether a part can be of a whole by their numbers."""
    return part.quantity.count is None or whole.item.quantity.count is None or (
        part.quantity.count <= whole.item.quantity.count or whole.rule == "listed"
    )  # fmt: skip


def copular_unit(field: Field, item: Counted) -> Noun | None:
    """The noun that a bare number is said to be: "two of them children", "40 – Kh-101s", "sembilan masih anak-anak"."""
    joined = False
    other = 0
    nouns = {noun.first: noun for noun in field.line.nouns if noun.sort != "thing"}
    for one in field.line.counted:  # a weapon's type stands in the singular: "сім – «Калібр»"
        if "implicit" in one.marks and one.sort == "weapon" and one.first >= item.last:
            nouns.setdefault(one.first, Noun(one.first, one.last, "weapon", one.unit or "other", True))
    part = {marker.first: marker.last for marker in field.line.marks("of_them")}
    at, end = item.last, min(item.last + 7, len(field.line.forms))
    while at < end:
        if at in nouns:
            retold = (
                at and "colon" in field.kinds[at - 1] and any(one.first == nouns[at].last for one in field.line.counted)
            )
            return nouns[at] if joined and not retold else None  # "four: women 45 and 61 years old and a man"
        if field.kinds[at] & COPULA:
            joined = True
        elif (
            field.kinds[at]
            or any(cue.first == at for cue in field.cues)
            or any(counted.first == at for counted in field.line.counted)
        ):
            return None
        else:
            other += 1
            if other > 1:
                return None
        at = max(part.get(at, 0), at + 1)
    return None


def whole_of(field: Field, items: list[Counted]) -> dict[int, int]:
    """For "N of M": number of the item N -> number of the item M, by place in `items`."""
    pairs: dict[int, int] = {}
    for number, (left, right) in enumerate(pairwise(items)):
        gap = range(left.last, right.first)
        if "company" in right.marks:
            continue  # "a mother with two children"
        if (
            len(gap) <= NEAR
            and any("of" in field.kinds[at] and "of_them" not in field.kinds[at] for at in gap)
            and left.quantity.count is not None
        ):
            fits = right.quantity.count is None or left.quantity.count <= right.quantity.count
            if fits and not field.between(left.last, right.first, frozenset({"comma", "semicolon", "dash", "colon"})):
                pairs[number] = number + 1
        elif _fronted_whole(field, left, right):
            pairs[number + 1] = number
    return pairs


def _fronted_whole(field: Field, left: Counted, right: Counted) -> bool:
    """ "Of 147 drones, 97 were shot down": a whole that opens its clause behind "of", then a bare or like number."""
    if is_part(field, right) and any(
        left.number[1] <= cue.first <= left.last and cue.way == "noun" for cue in field.cues
    ):
        return False  # "of the eight dead, six are police": the whole says itself what befell it
    of = left.first - 1
    if of > 0 and "function" in field.kinds[of] and "of" not in field.kinds[of]:
        of -= 1  # "of the 147 drones"
    opens = of >= 0 and "of" in field.kinds[of]
    if not opens or left.sort is None or right.sort not in (None, left.sort) or right.first - left.last > WHOLE_NEAR:
        return False
    if of > 0 and not field.kinds[of - 1] & _CLAUSE_OPENS:
        return False
    between = {cue.slot for cue in field.cues if left.last <= cue.first < right.first}
    if (between - {"intercepted"} if field.line.free_order else between) or not right.quantity.count:
        return False
    return left.quantity.count is None or right.quantity.count <= left.quantity.count


def antecedent(field: Field, item: Counted, before: list[Held], sort: str | None) -> Held | None:
    """The nearest quantity said before that `item` can be a part of: same sort, and no smaller.

    A bare number reaches over a full stop only for people, and only where people were the last thing named.
    """
    for number in range(len(before) - 1, -1, -1):
        held = before[number]
        if number and _within(held.item, before[number - 1]) and held.line is before[number - 1].line:
            continue  # "483 of 524 targets, including 442 drones": a part of the 483
        if sort not in (None, "unknown") and sort != sort_of(held.slot):
            continue
        if "people" in item.marks and sort_of(held.slot) != "person":
            continue
        if sort in (None, "unknown") and (sort_of(held.slot) == "weapon" or not _last_named_people(field, item, held)):
            return None
        whole, part = held.item.quantity, item.quantity
        if whole.count is not None and part.count is not None and part.count > whole.count and whole.bound == "exact":
            continue
        return held
    return None


def _within(whole: Counted, part: Held) -> bool:
    """Whether the M of "N of M" stands inside the words of its N."""
    return part.item.number[1] <= whole.first and whole.last <= part.item.last


def _last_named_people(field: Field, item: Counted, held: Held) -> bool:
    """Whether people, and no weapons or things, were named last before a number, as far back as its total."""
    if held.line is not field.line:
        if any(one.sort in ("thing", "unknown") and one.last <= item.first for one in field.line.counted):
            return False  # "there were several blasts, at one of them ..."
        later = [noun for noun in held.line.nouns if noun.first >= held.item.last]
        here = [noun for noun in field.line.nouns if noun.last <= item.first]
        return not any(noun.sort == "weapon" for noun in (*later, *here)) and not _acts(field, item)
    named: tuple[Noun | Counted, ...] = (*field.line.nouns, *field.line.counted)
    return not any(one.sort == "weapon" for one in named if held.item.last <= one.first < item.first)


def _acts(field: Field, item: Counted) -> bool:
    """Whether a word of no table follows "of them" at once: a verb that says what they did ("three of them crashed")."""
    after = next(
        (at for at in range(item.last, min(item.last + 4, len(field.line.forms))) if not field.kinds[at]), None
    )
    return (
        after is not None
        and field.line.forms[after].isalpha()
        and not any(noun.first == after for noun in field.line.nouns)
    )


def fronted_unit(field: Field, item: Counted) -> Noun | None:
    """The noun that stands before its bare number: "children: 2", "Дітей серед загиблих уже троє", "drones – 539".

    Nothing but small words and cues may stand between: a verb of no table has a subject and an object of its own.
    """
    joined = field.line.free_order
    for at in range(item.first - 1, max(item.first - 7, -1), -1):
        noun = next((noun for noun in field.line.nouns if noun.last == at + 1 and noun.sort != "thing"), None)
        if noun is not None and not any(cue.first <= noun.first < cue.last for cue in field.cues):
            return noun if joined and not noun.one else None
        if any(counted.first <= at < counted.last for counted in field.line.counted):
            return None
        if field.kinds[at] & {"comma", "semicolon", "stop", "and", "relative", "close"}:
            return None
        if not field.line.free_order and "including" in field.kinds[at]:
            return None  # "women were among the 106 rescued"
        if field.kinds[at] & {"dash", "colon", "link"}:
            joined = True
        elif not field.kinds[at] and not _in_small(field.line, at) and not (field.line.free_order and _cued(field, at)):
            return None
    return None


def _in_small(line: Line, at: int) -> bool:
    """Whether a token goes on a small phrase that began before it: "серед них"."""
    return any(at < first + length for first in range(at) for length, _ in line.small[first])


def _cued(field: Field, at: int) -> bool:
    return any(cue.first <= at < cue.last and cue.way in ("affected", "noun") for cue in field.cues)


def _last_named(field: Field, items: list[Counted], word: int) -> dict[int, Counted]:
    """The bare numbers of a row whose last one names what all count: "up to 225 and more than 440 men respectively"."""
    row = [at for at, item in enumerate(items) if item.last <= word]
    if not row or items[row[-1]].sort not in ("person", "weapon"):
        return {}
    found: dict[int, Counted] = {}
    for left, right in reversed(list(pairwise(row))):
        joint = field.kinds[items[left].last : items[right].first]
        if items[left].sort is not None or len(joint) != 1 or not joint[0] & {"and", "comma"}:
            break
        found[left] = items[row[-1]]
    return found


def respective(field: Field, items: list[Counted]) -> dict[int, Counted]:
    """For "a drones and b missiles; c and d respectively": number of a bare item -> the item whose unit it takes.

    As many numbers without a noun as stand in a row before the word take the nouns of as many numbers before them.
    """
    if "respectively" not in field.line.marked:
        return {}
    word = field.line.marks("respectively")[0].first
    row: list[int] = []
    if shared := _last_named(field, items, word):
        return shared
    for at in reversed([at for at, item in enumerate(items) if item.last <= word]):
        if items[at].sort not in (None, "unknown"):
            break
        row.insert(0, at)
    if not row:  # "shot down respectively 402 and 26"
        behind = [at for at, item in enumerate(items) if item.first > word]
        row = list(takewhile(lambda at: items[at].sort in (None, "unknown"), behind))
    named = [at for at in range(row[0] if row else 0) if items[at].sort in ("person", "weapon")]
    if not 2 <= len(row) <= len(named):
        return {}
    return {at: items[of] for at, of in zip(row, named[-len(row) :], strict=True)}
