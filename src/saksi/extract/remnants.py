"""Numbers that share what was said before them: one spread over the places of a list, one whose verb stands before.

"Three each over A, B and C"; "32 were shot down over Bryansk, five over Smolensk".
"""

from __future__ import annotations

from saksi.extract.field import Field
from saksi.extract.parts import NEAR, Held, sort_of
from saksi.model import Counted


def places_of(field: Field, item: Counted) -> int:
    """How many names the list beside a distributive number has: "по три над Курской, Орловской и Тульской областями".

    A counted thing beside it is the list itself: "3 over each of two regions". 1 where there is no list.
    """
    line = field.line
    for counted in line.counted:
        if counted.sort == "thing" and counted.quantity.count and 0 <= counted.first - item.last <= NEAR + 1:
            return counted.quantity.count
    before = _names(field, range(item.first - 1, -1, -1))
    if before and item.last < len(line.forms) and "comma" in field.kinds[item.last]:
        return before  # "over A and B five each, over C, D and E three each"
    return max(_names(field, range(item.last, len(line.forms))), before, 1)


def _names(field: Field, places: range) -> int:
    """Names in a run of words joined by commas and "and", read in one direction until the list ends.

    A name is a place of the gazetteer or a word with a capital that does not open the sentence.
    """
    names, fresh = 0, True
    taken = {i for item in field.line.counted for i in range(item.first, item.last)}
    known = {i for name in field.line.places for i in range(name.first, name.last)}
    for at in places:
        kinds = field.kinds[at]
        if at in taken or kinds & {"semicolon", "stop", "colon", "open", "close"} or (names and "dash" in kinds):
            break
        if at in known or (at and at in field.line.capitals):
            names, fresh = names + fresh, False
        elif kinds & {"comma", "and"}:
            fresh = True
        elif names and fresh and not kinds & {"in", "function", "area"}:
            break
    return names


def gapped(field: Field, item: Counted) -> bool:
    """Whether a number shares the verb of the stretch before it: it stands by a place, and nothing else is said there.

    "18 were shot down over Belgorod oblast, four over Kursk and one over Samara": no word of the stretch but small
    words, names and words of an area ("over the territory of").
    """
    first, last = _stretch(field, item)
    line = field.line
    if not _placed(field, item) or any(first <= cue.first < last for cue in field.cues):
        return False
    known = {i for name in line.places for i in range(name.first, name.last)}
    return all(
        field.kinds[at] or at in line.capitals or at in known or "area" in field.kinds[at + 1]
        for at in _outside(item, first, last)
    )


def _stretch(field: Field, item: Counted) -> tuple[int, int]:
    """The tokens from the mark or "and" before a quantity to the mark after it; commas inside a list of names go on."""
    first, last, size = item.first, item.last, len(field.line.forms)
    while first and not field.kinds[first - 1] & {"comma", "semicolon", "stop", "colon", "and", "open"}:
        first -= 1
    starts = sorted(one.first for one in field.line.counted if one.first >= item.last and "implicit" not in one.marks)
    end = starts[0] if starts else size
    while last < end and not field.kinds[last] & {"semicolon", "stop", "colon", "close"}:
        last += 1
    return first, last


def _outside(item: Counted, first: int, last: int) -> range | list[int]:
    return [at for at in range(first, last) if not item.first <= at < item.last]


def is_each(field: Field, item: Counted) -> bool:
    """Whether the number holds for each of several: «по три», "three each"."""
    before = item.first > 0 and "each_before" in field.kinds[item.first - 1]
    return before or any(
        "each" in field.kinds[at] for at in range(item.last, min(item.last + 2, len(field.line.forms)))
    )


def remnant_of(field: Field, item: Counted, before: list[Held]) -> Held | None:
    """The quantity of the same line whose verb a remnant shares: its own stretch has no verb, and a place or a name."""
    if not before or item.sort == "thing":
        return None
    last = before[-1]
    if last.line is not field.line or last.item.last > item.first:
        return None
    if item.sort is not None and item.sort != sort_of(last.slot):
        return None
    if item.unit == "aircraft" and last.unit != "aircraft":
        return None  # "17 missiles from bombers – four Tu-95s": they carried them
    verb = last.cue.first if last.cue is not None else -1
    if any(last.item.last <= cue.first < item.first and cue.first != verb for cue in field.cues):
        return None
    if not field.between(last.item.last, item.first, _JOINTS):
        return None
    if (
        field.between(last.item.last, item.first, frozenset({"but"}))
        and "dash" not in field.kinds[item.first - 1]
        and not ("other" in field.kinds[item.last] and field.between(last.item.last, item.first, _WHILE))
    ):  # "43 were shot down, but 31 got through"; a dash stands for the verb: «а в зоне „Днепр“ — 70», as does "while"
        return None
    if any(0 <= one.first - item.last <= 1 and one.sort and one.unit != last.unit for one in field.line.counted):
        return None  # "one of two launchers" is of those
    stretch = item.sort == "weapon" and _opens_stretch(field, item) and not _does_more(field, item)
    return last if _placed(field, item) or stretch else None


_WHILE = frozenset({"subordinate"})
_JOINTS = frozenset({"comma", "semicolon", "and", "colon", "open", "dash"})


def _opens_stretch(field: Field, item: Counted) -> bool:
    return item.first > 0 and bool(field.kinds[item.first - 1] & _JOINTS)


def _does_more(field: Field, item: Counted) -> bool:
    """Whether a word of no table follows a number's noun and then "to": a verb of its own ("one drone was sent back to")."""
    after = field.kinds[item.last : item.last + 2]
    return (
        len(after) == 2
        and not after[0]
        and "in" in after[1]
        and field.line.forms[item.last].isalpha()
        and item.last not in field.line.capitals
    )


def _placed(field: Field, item: Counted) -> bool:
    """Whether a number stands by a place: a preposition or a dash, then a capital; before or after it."""
    line = field.line
    size = len(line.forms)
    for at in range(item.last, min(item.last + 3, size)):
        if field.kinds[at] & {"in", "dash"} and any(
            i in line.capitals or "area" in field.kinds[i] for i in range(at + 1, min(at + 4, size))
        ):
            return True
    first = item.first - 1 if item.first and "each_before" in field.kinds[item.first - 1] else item.first
    if first and "dash" in field.kinds[first - 1] and _named_before(field, first - 1):
        return True
    for at in range(first - 1, max(first - 9, -1), -1):
        if field.kinds[at] & {"semicolon", "stop", "colon"} or ("comma" in field.kinds[at] and at == first - 1):
            return False
        if "in" in field.kinds[at]:
            return at + 1 in line.capitals or at + 2 in line.capitals
    return False


def _named_before(field: Field, dash: int) -> bool:
    """Whether a name stands before a dash in its own stretch: «группировка „Север“ — 65»."""
    for at in range(dash - 1, max(dash - 7, -1), -1):
        if field.kinds[at] & {"comma", "semicolon", "stop", "colon"}:
            return False
        if at and at in field.line.capitals:
            return True
    return False
