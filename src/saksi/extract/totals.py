"""Totals and their parts: numbers without a cue that add up to a total before them, and the sums that do not agree.

Arithmetic only ever speaks of what is written: it says that a number is a part, or flags that the parts and the total
differ (`parts_differ`). It corrects nothing.
"""

from __future__ import annotations

from saksi.extract.field import Field
from saksi.extract.parts import Held, sort_of
from saksi.model import Counted

MAX_PARTS = 12  # a total with more parts in one sentence is a table
BESIDE = 1  # tokens (a closing quotation mark) between a total and the bracket that lists its parts
OPENER_REACH = 8  # tokens between a total and the colon, dash or bracket behind it
KNOWN = frozenset(
    {"exact", "at_least", "more_than", "about"}
)  # totals whose parts may be listed; only exact ones are summed
_WALLS = frozenset({"semicolon", "stop", "comma", "but"})


def uncued_parts(field: Field, left: list[Counted], before: list[Held]) -> list[Held]:
    """Parts among the numbers of a line that no cue took, with the slot of their total.

    Neighbours that add up to a total said before ("215 ракет і дронів ... 70 ракет та 145 безпілотників"), then those
    in a bracket right behind a number ("48 ракет (40 – Х-101, сім – «Калібр»)").
    """
    bare = [item for item in left if _countable(item)]
    if not bare:
        return []
    found = _adding_up(field, [item for item in bare if not _bracket(field, item)], before)
    known = [*(held for held in before if held.line is field.line), *found]
    for item in bare:
        total = _before_bracket(field, item, known)
        if total is not None:
            found.append(_part(field, item, total))
    return found


def _countable(item: Counted) -> bool:
    return item.refused is None and item.quantity.count not in (None, 0) and not item.marks & {"implicit", "zero"}


def _part(field: Field, item: Counted, total: Held) -> Held:
    unit = item.unit if item.sort not in (None, "unknown") else total.unit
    return Held(field.line, item, total.slot, total.how, sort_of(total.slot), unit, None, "part", ("part_of_total",))


def _adding_up(field: Field, items: list[Counted], before: list[Held]) -> list[Held]:
    """The longest run of neighbours whose sum is a total said before."""
    for total in reversed(before):
        count = total.item.quantity.count
        if count is None or total.item.quantity.bound != "exact":
            continue
        behind = total.item.last if total.line is field.line else 0
        like = [item for item in items if item.sort == sort_of(total.slot) and item.first >= behind]
        run = _run_of(like, count)
        if run and not all("article" in item.marks for item in run):  # "a policeman", "a witness"
            return [_part(field, item, total) for item in run]
    return []


def _run_of(items: list[Counted], count: int) -> list[Counted]:
    for first in range(len(items)):
        total = 0
        for last in range(first, min(first + MAX_PARTS, len(items))):
            total += items[last].quantity.count or 0
            if total == count and last > first:
                return items[first : last + 1]
            if total >= count:
                break
    return []


def _bracket(field: Field, item: Counted) -> int | None:
    """The token of the bracket that a number stands in, or None."""
    number = field.inside[item.number[0]] if "open" in field.line.marked else 0
    if not number:
        return None
    first = field.inside.index(number)
    return first if "open" in field.kinds[first] else None


def breaks_down(field: Field, item: Counted, items: list[Counted]) -> bool:
    """Whether a number stands in a bracket without a cue, right behind a number of the same sort that it tells of."""
    first = _bracket(field, item)
    if first is None or item.sort is None:
        return False
    bracket = field.inside[item.number[0]]
    if any(field.inside[cue.first] == bracket for cue in field.cues):
        return False
    return any(one.sort == item.sort and 0 <= first - one.last <= BESIDE for one in items)


def _before_bracket(field: Field, item: Counted, known: list[Held]) -> Held | None:
    """The number right before the bracket that holds `item`, where it can be its total."""
    first = _bracket(field, item)
    if first is None:
        return None
    for held in known:
        count = held.item.quantity.count
        beside = 0 <= first - max(held.item.last, held.cue.last if held.cue else 0) <= BESIDE
        like = item.sort in (None, sort_of(held.slot))
        if beside and like and count is not None and (item.quantity.count or 0) <= count:
            return held
    return None


def with_sums(held_all: list[Held]) -> list[Held]:
    """All quantities of a document, parts flagged; where a list of parts does not make its total, all are flagged so.

    A list of parts stands behind the colon, dash or bracket of its total, in one sentence or in the lines that the
    total heads. Parts opened by "including" or "among them" are not all there are, so nothing is summed.
    """
    done = list(held_all)
    listed: set[int] = set()  # the parts of a total: "30 — over X, 25 — over Y" breaks nothing down further
    for number, total in enumerate(held_all):
        count, bound = total.item.quantity.count, total.item.quantity.bound
        if count is None or bound not in KNOWN or "hit" in total.flags or number in listed:
            continue
        parts = _parts_of(held_all, number)
        counts = [held_all[part].item.quantity for part in parts]
        if len(parts) < 2 or any(one.count is None or one.bound != "exact" or one.count > count for one in counts):
            continue
        listed.update(parts)
        agrees = bound != "exact" or sum(quantity.count or 0 for quantity in counts) == count
        for part in parts:
            done[part] = _flagged(done[part], "part_of_total", *(() if agrees else ("parts_differ",)))
        if not agrees:
            done[number] = _flagged(done[number], "parts_differ")
    return done


def _flagged(held: Held, *flags: str) -> Held:
    return held._replace(flags=tuple(dict.fromkeys((*held.flags, *flags))))


def _parts_of(held_all: list[Held], number: int) -> list[int]:
    """Places in `held_all` of the numbers listed behind a total."""
    total = held_all[number]
    opener = _opener(total)
    if opener is None:
        return []
    line = total.line
    heads = opener == len(line.forms) - 1
    end = _end_of_list(total, opener)
    parts = []
    for at in range(number + 1, min(number + 1 + MAX_PARTS, len(held_all))):
        held = held_all[at]
        listed = (
            held.line is not line and held.rule == "list_head"
            if heads
            else held.line is line and opener < held.item.first < end
        )
        if not listed or (held.slot, held.how) != (total.slot, total.how):
            break
        parts.append(at)
    return parts


def _opener(total: Held) -> int | None:
    """The mark behind a total that opens the list of its parts; none where the list says that it is partial."""
    line, cue = total.line, total.cue
    last = max(total.item.last, cue.last if cue is not None and cue.first <= total.item.last + 2 else 0)
    numbers = {item.first for item in line.counted if item.first >= last and "implicit" not in item.marks}
    for at in range(last, min(last + OPENER_REACH, len(line.forms))):
        kinds = line.kinds[at]
        if kinds & {"colon", "open"} or ("dash" in kinds and at + 1 in numbers):
            return at
        if at in numbers or kinds & (_WALLS | {"including", "of_them", "and"}):
            return None
    return None


def _end_of_list(total: Held, opener: int) -> int:
    """Where a list in a sentence ends: at its closing bracket, or where "including" says that it is partial."""
    line = total.line
    for at in range(opener + 1, len(line.forms)):
        kinds = line.kinds[at]
        if kinds & {"including", "of_them", "stop"} or ("open" in line.kinds[opener] and "close" in kinds):
            return at
    return len(line.forms)
