"""The counts of one line: what the assignment gave, and what a number inherits from the ones before it."""

from __future__ import annotations

import msgspec

from saksi.extract.absent import absent
from saksi.extract.assign import assign
from saksi.extract.costs import CARE, way_of
from saksi.extract.field import Field
from saksi.extract.parallel import later_stage
from saksi.extract.parts import (
    Held,
    antecedent,
    copular_unit,
    fronted_unit,
    is_each,
    is_part,
    listed_in,
    of_state,
    places_of,
    remnant_of,
    respective,
    sort_of,
    whole_of,
)  # fmt: skip
from saksi.extract.remains import remains
from saksi.extract.totals import breaks_down, uncued_parts
from saksi.extract.unnumbered import unnumbered
from saksi.extract.used import of_other_cause, used
from saksi.model import Counted, Cue, Line, Quantity
from saksi.slots import HARM


PASSING = 2  # tokens between weapons and the participle that tells of their launch
PASSING_WALLS = frozenset({"comma", "semicolon", "stop", "but", "and", "not"})


def how_of(extra: str | None) -> str | None:
    return extra if extra in ("shot_down", "jammed", "lost", "mixed") else None


def line_claims(field: Field, before: list[Held], head: Held | None) -> tuple[list[Held], list[Counted]]:
    """The assigned quantities of one line in order, and those left without a slot."""
    line = field.line
    items = [item for item in line.counted if item.refused is None and item.sort != "thing" and not _within_cue(field, item)]
    if of_other_cause(field):
        items = [item for item in items if item.sort == "weapon"]
    wholes = whole_of(field, items)
    whole_numbers = set(wholes.values())
    own = {number: cue for number in whole_numbers if (cue := _own_noun(field, items[number]))}
    shared = respective(field, items)
    items = [_replace(item, sort=unit.sort, unit=unit.unit) if (unit := shared.get(at)) else item for at, item in enumerate(items)]
    free = [_with_unit(item, items, wholes, number, own, field) for number, item in enumerate(items) if number not in whole_numbers]
    free = [item for item in free if not ("implicit" in item.marks and any(_names(one, item) for one in free))]
    by_item = {items[number].number[0]: _given(field, items[number], cue, "direct") for number, cue in own.items()}
    nought = absent(field)
    outside = [item for item in free if not breaks_down(field, item, free)]
    for pair in assign(field, outside, frozenset([*own.values(), *(held.cue for held in nought if held.cue)])):
        by_item[pair.item.number[0]] = _given(field, pair.item, pair.cue, pair.rule)
    free = sorted([*free, *(items[number] for number in own)], key=lambda item: item.number)
    done: list[Held] = []
    open_numbers = {item.number for item in items}
    left = [item for item in line.counted if item.number not in open_numbers]
    for item in free:
        held = by_item.get(item.number[0])
        if held is None:
            held = _inherited(field, item, before + done, head) or _staged(field, items, item, done)
        elif held.unit is None:
            held = _inherit_unit(field, held, before + done)
        if held is None:
            left.append(item)
            continue
        if held.rule == "grew":
            done[-1] = done[-1]._replace(flags=(*done[-1].flags, "superseded"))
        done.append(_spread(field, held))
    done = remains(field, done)
    left = _launched_wholes(field, done, _traits(field, done, left))
    passing = [again for held in done if (again := _intercepted_too(field, held))]
    done = sorted([*done, *nought, *passing], key=lambda held: held.item.number)
    for more in (uncued_parts(field, left, before + done), used(field, left)):
        taken = [held.item for held in more]
        left = [item for item in left if not any(item is one for one in taken)]
        done = sorted([*done, *more], key=lambda held: held.item.number)
    done.extend(unnumbered(field, before + done))
    for part, whole in wholes.items():
        if any(held.item.number == items[whole].number for held in done):
            continue
        held = next((held for held in done if held.item.number == items[part].number), None)
        if held is not None and held.slot == "intercepted" and items[whole].sort in ("weapon", None):
            done.append(Held(line, items[whole], "launched", None, "weapon", items[whole].unit or held.unit, None, "whole"))
        else:
            left.append(items[whole])
    return done, left


def _within_cue(field: Field, item: Counted) -> bool:
    """Whether a singular is only a word of a cue: "found the body of"."""
    return "implicit" in item.marks and any(cue.first < item.first and item.last < cue.last for cue in field.cues)


def _traits(field: Field, done: list[Held], left: list[Counted]) -> list[Counted]:
    """Adds to `done` those told of with their wounds ("two workers with shrapnel wounds"), besides what became of them.

    The dead are not counted as wounded too. Returns the quantities that are still without a slot.
    """
    for cue in field.cues:
        if cue.way != "trait":
            continue
        held = next((one for one in done if 0 <= cue.first - one.item.last <= 2 and one.slot in CARE), None)
        bare = next((one for one in left if 0 <= cue.first - one.last <= 2 and one.sort == "person" and not one.refused), None)
        if held is not None:
            done.append(held._replace(slot=cue.slot, cue=cue, rule="trait"))
        elif bare is not None:
            done.append(_given(field, bare, cue, "trait"))
            left = [one for one in left if one is not bare]
    return left


def _launched_wholes(field: Field, done: list[Held], left: list[Counted]) -> list[Counted]:
    """Adds to `done` the weapons without a cue of which the next number says how many were stopped: they were launched.

    "Nine drones, five of which were shot down." Returns the quantities that are still without a slot.
    """
    rest = []
    for item in left:
        following = next((held for held in done if held.item.first >= item.last), None)
        stopped = following is not None and following.slot == "intercepted" and is_part(field, following.item)
        if stopped and item.refused is None and item.sort == "weapon" and "implicit" not in item.marks:
            done.append(Held(field.line, item, "launched", None, "weapon", item.unit, None, "whole"))
        else:
            rest.append(item)
    done.sort(key=lambda held: held.item.first)
    return rest


def _names(item: Counted, noun: Counted) -> bool:
    """Whether a singular noun only says what a number counts: "сім – «Калібр»"."""
    return item is not noun and "implicit" not in item.marks and item.first <= noun.first and noun.last <= item.last


def _given(field: Field, item: Counted, cue: Cue, rule: str) -> Held:
    """What a quantity came to by a cue."""
    unit = item.unit if item.sort not in ("unknown", None) else None
    flags = (
        *(("part_of_total",) if is_part(field, item) else ()), *(("hit",) if cue.extra == "hit" else ()),
        *(("superseded",) if _outgrown(field, item) else ()),
    )  # fmt: skip
    return Held(field.line, item, cue.slot, _how(field, cue), item.sort, unit, cue, rule, flags)


def _how(field: Field, cue: Cue) -> str | None:
    """How weapons were intercepted: by the cue, or mixed where another way is joined to it ("jammed or lost from radar")."""
    how = how_of(cue.extra)
    if how is None:
        return None
    for other in field.cues:
        low, high = (cue.last, other.first) if cue.last <= other.first else (other.last, cue.first)
        joined = 0 < high - low <= 2 and bool(field.kinds[low] & {"or", "and", "slash"})
        if joined and other.slot == cue.slot and how_of(other.extra) not in (None, how) and not _counted_in(field, low, high):
            return "mixed"
    return how


def _counted_in(field: Field, low: int, high: int) -> bool:
    return any(low <= item.first < high for item in field.line.counted)


def _intercepted_too(field: Field, held: Held) -> Held | None:
    """The interception of weapons whose launch is told in passing: "two rockets launched from Gaza were intercepted"."""
    cue, item = held.cue, held.item
    if held.slot != "launched" or cue is None or held.rule != "direct" or not 0 <= cue.first - item.last <= PASSING:
        return None
    after = next((other for other in field.cues if other.first >= cue.last), None)
    if after is None or after.slot != "intercepted" or way_of(field, after) != "affected" or way_of(field, cue) == "affected" and cue.way == "either":
        return None
    if field.between(cue.last, after.first, PASSING_WALLS) or _counted_in(field, cue.last, after.first):
        return None
    return held._replace(slot="intercepted", how=_how(field, after), cue=after, rule="passing", flags=())


def _outgrown(field: Field, item: Counted) -> bool:
    """Whether a number is the older of two stages: the seven of "rose from seven to nine", of "up from seven"."""
    if item.first and "outgrown" in field.kinds[item.first - 1] or item.first > 1 and "outgrown" in field.kinds[item.first - 2]:
        return True
    return (
        item.first > 0 and "from" in field.kinds[item.first - 1] and "link" in field.kinds[item.last]
        and any(other.first == item.last + 1 for other in field.line.counted)
    )  # fmt: skip


def _spread(field: Field, held: Held) -> Held:
    """A distributive number multiplied out over the places it holds for, and flagged."""
    count = held.item.quantity.count
    if count is None or not is_each(field, held.item):
        return held
    places = places_of(field, held.item)
    if places < 2:
        return held
    quantity = Quantity.said(count * places, held.item.quantity.bound)
    return held._replace(item=_replace(held.item, quantity=quantity), flags=(*held.flags, "distributive"))


def _with_unit(item: Counted, items: list[Counted], wholes: dict[int, int], number: int, own: dict[int, Cue], field: Field) -> Counted:
    """The N of "N of M" takes the unit of M; a bare number takes the noun that it is said to be."""
    if _some_of_the(field, item):
        noun = copular_unit(field, item)
        return _replace(item, unit=noun.unit, last=noun.last) if noun and noun.sort == "person" else item
    if item.sort is not None and not ("people" in item.marks and item.last == item.number[1]):
        return item
    if number in wholes:
        whole = items[wholes[number]]
        cue = own.get(wholes[number])
        last = item.last if wholes[number] < number else max(whole.last, cue.last) if cue else whole.last
        return _replace(item, sort=whole.sort, unit=whole.unit, last=last)
    noun = copular_unit(field, item)
    if noun:
        said = {"copular"} if noun.first > item.last and noun.sort == "person" and noun.unit != "person" else set()
        return _replace(item, sort=noun.sort, unit=noun.unit, last=noun.last, marks=item.marks | said)
    further = _further_unit(field, items, number)
    if further:
        return _replace(item, sort=further.sort, unit="person" if further.sort == "person" else further.unit)
    noun = fronted_unit(field, item)
    return _replace(item, sort=noun.sort, unit=noun.unit) if noun else item


def _some_of_the(field: Field, item: Counted) -> bool:
    """Whether a number is "two of the victims": who they are may still be said behind ("were children")."""
    return item.unit == "person" and item.last > item.number[1] and "of" in field.kinds[item.number[1]]


def _further_unit(field: Field, items: list[Counted], number: int) -> Counted | None:
    """What a bare number of further ones counts: that of the number before it ("270 drones ..., 208 others").

    Of people only that they are people: "a woman and three others" says nothing of the three.
    """
    item = items[number]
    if not any("other" in field.kinds[at] for at in range(item.number[1], min(item.last + 1, len(field.line.forms)))):
        return None
    before = next((one for one in reversed(items[:number]) if one.sort in ("person", "weapon")), None)
    near = [cue for cue in field.cues if cue.last == item.first or 0 <= cue.first - item.last <= 1]
    return before if before and (not near or any(sort_of(cue.slot) == before.sort for cue in near)) else None


def _replace(item: Counted, **changes: object) -> Counted:
    return msgspec.structs.replace(item, **changes)  # type: ignore[arg-type]


def _own_noun(field: Field, item: Counted) -> Cue | None:
    """The cue that the M of "N of M" carries as its noun ("14 of 23 injured"), where another is left for the N."""
    own = [cue for cue in field.cues if (cue.slot in HARM or cue.slot == "launched") and item.number[1] <= cue.first <= item.last and "be" not in field.kinds[cue.first - 1]]
    others = [cue for cue in field.cues if cue not in own]
    return own[0] if own and others else None


def _inherit_unit(field: Field, held: Held, before: list[Held]) -> Held | None:
    """A weapon count with no weapon named takes that of its total; without one it is no claim."""
    if held.slot in HARM:
        return held
    total = antecedent(field, held.item, before, "weapon")
    return held._replace(unit=total.unit, sort="weapon") if total and total.unit else None


def _inherited(field: Field, item: Counted, before: list[Held], head: Held | None) -> Held | None:
    """The slot that a quantity without a cue takes from a total, a shared verb or the head of its list."""
    listed = listed_in(field, item, before)
    if listed is not None:
        return _from(listed, item, field.line, "listed", ("part_of_total",))
    if before and before[-1].line is field.line and item.sort in (None, "person") and _outgrown(field, item):
        return _from(before[-1], item, field.line, "outgrown", ("superseded",))
    if "zero" in item.marks or ("implicit" in item.marks and not is_part(field, item)):
        return None
    if "grown" in item.marks and before and before[-1].line is field.line and item.first - before[-1].item.last <= 1:
        return _from(before[-1], item, field.line, "grew", ())
    if of_state(field, item):
        return _alive(field, item, before)
    if is_part(field, item):
        total = antecedent(field, item, before, item.sort)
        if total is not None:
            return _from(total, item, field.line, "part", ("part_of_total",))
    if item.sort is None and before and before[-1].line is field.line and _in_all(field, item):
        return _from(before[-1], item, field.line, "in_all", ())
    shared = remnant_of(field, item, before)
    if shared is not None:
        return _from(shared, item, field.line, "remnant", ())
    if head is not None and item.sort in (None, sort_of(head.slot)):
        if item.sort is not None or head.unit is not None:
            return _from(head, item, field.line, "list_head", ())
    return None


def _staged(field: Field, items: list[Counted], item: Counted, done: list[Held]) -> Held | None:
    """A later stage of a toll told before in the line: "6 загиблих, увечері – 16"."""
    stage = later_stage(field, items, item, done) if item.sort is None and not item.marks else None
    return _from(stage, item, field.line, "stage", ()) if stage is not None else None


def _in_all(field: Field, item: Counted) -> bool:
    """Whether a bare number is said to be that of all together: "34 over Moscow and 193 in total"."""
    return any("in_all" in field.kinds[at] for at in range(item.last, min(item.last + 2, len(field.line.forms))))


def _alive(field: Field, item: Counted, before: list[Held]) -> Held | None:
    """Those in a grave state are of the injured told of before, never of the dead; where none are told of, injured."""
    total = antecedent(field, item, [held for held in before if held.slot in ("injured", "hospitalised")], "person")
    if total is not None:
        return _from(total, item, field.line, "part", ("part_of_total",))
    unit = item.unit if item.sort == "person" else "person"
    return Held(field.line, item, "injured", None, "person", unit, None, "state") if item.sort != "weapon" else None


def _from(total: Held, item: Counted, line: Line, rule: str, flags: tuple[str, ...]) -> Held:
    unit = item.unit if item.sort not in (None, "unknown") else total.unit
    cue = total.cue if total.line is line else None  # a cue of another line has no place in this one
    flags = (*flags, "hit") if "hit" in total.flags else flags
    whole = total if flags else total.total
    return Held(line, item, total.slot, total.how, sort_of(total.slot), unit, cue, rule, flags, whole)
