"""What a pair of quantity and cue gives: unit, way of interception, flags; and what more the same words tell."""

from __future__ import annotations

from saksi.extract.bare import replaced
from saksi.extract.costs import CARE, way_of
from saksi.extract.field import Field
from saksi.extract.parts import Held, is_part
from saksi.extract.remnants import is_each, places_of
from saksi.model import Counted, Cue, Quantity

PASSING = 2  # tokens between weapons and the participle that tells of their launch
SHARED = 4  # tokens between two verbs of one subject
COUNTED_NEAR = 4  # a number so near behind a verb is its own
PASSING_WALLS = frozenset({"comma", "semicolon", "stop", "but", "and", "not"})


def how_of(extra: str | None) -> str | None:
    """The way of an interception that a cue's third word names; what is brought down is shot down."""
    if extra == "brought_down":
        return "shot_down"
    return extra if extra in ("shot_down", "jammed", "lost", "mixed") else None


def given(field: Field, item: Counted, cue: Cue, rule: str) -> Held:
    """What a quantity came to by a cue."""
    unit = item.unit if item.sort not in ("unknown", None) else None
    flags = (
        *(("part_of_total",) if is_part(field, item) else ()), *(("hit",) if cue.extra == "hit" else ()),
        *(("superseded",) if outgrown(field, item) else ()),
    )  # fmt: skip
    return Held(field.line, item, cue.slot, _how(field, cue), item.sort, unit, cue, rule, flags)


def _how(field: Field, cue: Cue) -> str | None:
    """How weapons were intercepted: by the cue, or mixed where another way is joined to it ("jammed or lost")."""
    how = how_of(cue.extra)
    if how is None:
        return None
    for other in field.cues:
        low, high = (cue.last, other.first) if cue.last <= other.first else (other.last, cue.first)
        joined = 0 < high - low <= 2 and bool(field.kinds[low] & {"or", "and", "slash"})
        differs = other.slot == cue.slot and how_of(other.extra) not in (None, how)
        if joined and differs and not _counted_in(field, low, high):
            return "mixed"
    return how


def _counted_in(field: Field, low: int, high: int) -> bool:
    return any(low <= item.first < high for item in field.line.counted)


def outgrown(field: Field, item: Counted) -> bool:
    """Whether a number is the older of two stages: the seven of "rose from seven to nine", of "up from seven"."""
    if any("outgrown" in kinds for kinds in field.kinds[max(item.first - 3, 0) : item.first]):
        return True
    return (
        item.first > 0 and "from" in field.kinds[item.first - 1] and "link" in field.kinds[item.last]
        and any(other.first == item.last + 1 for other in field.line.counted)
    )  # fmt: skip


def spread(field: Field, held: Held) -> Held:
    """A distributive number multiplied out over the places it holds for, and flagged."""
    count = held.item.quantity.count
    if count is None or not is_each(field, held.item):
        return held
    places = places_of(field, held.item)
    if places < 2:
        return held
    quantity = Quantity.said(count * places, held.item.quantity.bound)
    return held._replace(item=replaced(held.item, quantity=quantity), flags=(*held.flags, "distributive"))


def intercepted_too(field: Field, held: Held) -> Held | None:
    """The interception of weapons whose launch is told in passing: "two rockets fired from Gaza were intercepted"."""
    cue, item = held.cue, held.item
    if held.slot != "launched" or cue is None or held.rule != "direct" or not 0 <= cue.first - item.last <= PASSING:
        return None
    after = next((other for other in field.cues if other.first >= cue.last), None)
    passive = cue.way == "either" and way_of(field, cue) == "affected"  # "were launched": not told in passing
    if passive or after is None or after.slot != "intercepted" or way_of(field, after) != "affected":
        return None
    if field.between(cue.last, after.first, PASSING_WALLS) or _counted_in(field, cue.last, after.first):
        return None
    return held._replace(slot="intercepted", how=_how(field, after), cue=after, rule="passing", flags=())


def hospitalised_too(field: Field, held: Held, done: list[Held]) -> Held | None:
    """The stay in hospital of those whose wounds are told with the same subject: "23 were wounded and hospitalised"."""
    cue, item = held.cue, held.item
    if held.slot != "injured" or cue is None or held.rule != "direct" or "zero" in item.marks:
        return None
    if (behind := _told_behind(field, held, done)) is not None or item.last > cue.last:
        return behind
    after = next((other for other in field.cues if other.first >= cue.last), None)
    if after is None or after.slot != "hospitalised" or after.first - cue.last > SHARED or after.way == "noun":
        return None
    between = [field.kinds[at] for at in range(cue.last, after.first)]
    if not any("and" in kinds for kinds in between) or field.between(cue.last, after.first, PASSING_WALLS - {"and"}):
        return None
    if any(one.cue == after for one in done) or _counted_in(field, cue.last, after.last + COUNTED_NEAR):
        return None
    return held._replace(slot="hospitalised", how=None, cue=after, rule="shared", flags=())


def _told_behind(field: Field, held: Held, done: list[Held]) -> Held | None:
    """The stay in hospital told behind a comma, of one person or of "them": "two were wounded, they are in hospital"."""
    item = held.item
    end = max(item.last, held.cue.last if held.cue is not None else 0)
    if end >= len(field.kinds) or "comma" not in field.kinds[end]:
        return None
    them = end + 1 < len(field.line.forms) and "them" in field.kinds[end + 1]
    after = next((other for other in field.cues if other.first == end + 1 + them), None)
    if after is None or after.slot != "hospitalised" or after.way == "noun":
        return None
    known = item.quantity.count == 1 or (them and item.quantity.bound == "exact")
    if not known or _counted_in(field, after.first, after.last + COUNTED_NEAR) or any(one.cue == after for one in done):
        return None
    return held._replace(slot="hospitalised", how=None, cue=after, rule="shared", flags=())


def traits(field: Field, done: list[Held], left: list[Counted]) -> list[Counted]:
    """Adds to `done` those told of with their wounds ("two workers with shrapnel wounds"), besides what became of them.

    The dead are not counted as wounded too. Returns the quantities that are still without a slot.
    """
    for cue in field.cues:
        if cue.way != "trait":
            continue
        held = next((one for one in done if 0 <= cue.first - one.item.last <= 2 and one.slot in CARE), None)
        bare = next(
            (one for one in left if 0 <= cue.first - one.last <= 2 and one.sort == "person" and not one.refused), None
        )
        if held is not None:
            done.append(held._replace(slot=cue.slot, cue=cue, rule="trait"))
        elif bare is not None:
            done.append(given(field, bare, cue, "trait"))
            left = [one for one in left if one is not bare]
    return left


def launched_wholes(field: Field, done: list[Held], left: list[Counted]) -> list[Counted]:
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
