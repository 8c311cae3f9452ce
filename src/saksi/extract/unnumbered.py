"""People told of without a number: a named part of a toll ("children among them"), those trapped or missing."""

from __future__ import annotations

import msgspec

from saksi.extract.field import Field
from saksi.extract.parts import Held, sort_of
from saksi.model import Counted, Cue, Noun, Quantity
from saksi.slots import HARM

_PARTS = frozenset({"including", "of_them"})
SEARCHING = frozenset({"rescuer", "police"})  # who looks for those missing is not missing
NUMBERED_ONLY = frozenset({"counted", "named"})
WITHOUT_NUMBER = frozenset({"trapped", "missing"})
REACH = 6
NUMBERED = 7  # tokens between a noun and the number behind it that counts it
HEAD_NEAR = 4  # a part named at the head of its line may be of a total in the line before ("Among them were children")
VERB_NEAR = 2  # tokens between a part and the verb behind its comma
SHARE_NEAR = 4  # tokens between a share and whose it is
OPENS_NEAR = 3  # a noun so near behind "including" is what it opens


def unnumbered(field: Field, before: list[Held]) -> list[Held]:
    """Quantities without a number that the nouns of a line make, after its numbers have been assigned.

    A plural of people is a claim only as a named part of a toll (`some`), or with a cue of the trapped or the missing.
    """
    found: list[Held] = []
    if _PARTS.isdisjoint(field.line.marked) and not any(cue.slot in WITHOUT_NUMBER for cue in field.cues):
        return found
    for noun in field.line.nouns:
        if noun.sort != "person" or any(_holds(held, field, noun) for held in before):
            continue
        if _shared_out(field, noun):
            continue
        if noun.unit != "person" and _parted(field, noun):
            near = [held for held in before if held.line is field.line or noun.first <= HEAD_NEAR]
            total = next(
                (held for held in reversed(near) if sort_of(held.slot) == "person" and _before(field, held, noun)), None
            )
            if total is not None and _of_another(field, noun, total.slot):
                continue
            if total is not None and total.unit != noun.unit and not _numbered(field, noun, before):
                found.append(_held(field, noun, total.slot, "exact" if noun.one else "some", ("part_of_total",)))
            continue
        if noun.one or any(cue.first <= noun.first < cue.last for cue in field.cues):
            continue  # "bodies are still under the rubble" is of the dead
        if noun.unit in SEARCHING:
            continue
        cue = next(
            (
                cue
                for cue in field.cues
                if cue.slot in WITHOUT_NUMBER
                and cue.extra not in NUMBERED_ONLY
                and _near(field, noun, cue.first, cue.last)
            ),
            None,
        )
        if cue is not None and not any(held.cue == cue and held.line is field.line for held in before):
            found.append(_held(field, noun, cue.slot, "unspecified", ())._replace(cue=cue))
    return found


def told_singly(field: Field, before: list[Held]) -> list[Held]:
    """One of the harmed, said by a noun in the singular and a word that there is one: "є загиблий"."""
    found = []
    for cue in field.cues:
        if cue.extra != "single" or any(held.cue == cue and held.line is field.line for held in before):
            continue
        item = Counted(
            first=cue.first, last=cue.last, number=(cue.last - 1, cue.last), quantity=Quantity.said(1, "exact"),
            sort="person", unit="person", marks=frozenset({"implicit"}), rule="singular",
        )  # fmt: skip
        found.append(Held(field.line, item, cue.slot, None, "person", "person", cue, "direct"))
        found.extend(_joined_one(field, cue, item))
    return found


def _joined_one(field: Field, cue: Cue, one: Counted) -> list[Held]:
    """A second one of the harmed, joined to the first: "є загиблий і поранений"."""
    more = next((other for other in field.cues if other.first == cue.last + 1 and "and" in field.kinds[cue.last]), None)
    if (
        more is None
        or more.way == "affected"
        or more.last - more.first > 1
        or more.slot == cue.slot
        or more.slot not in ("killed", "injured")
    ):
        return []
    endings = ("ий", "ого", "а", "у")
    if not field.line.forms[more.first].endswith(endings) or any(
        0 <= item.first - more.last <= 1 for item in field.open
    ):
        return []
    span = (more.first, more.last)
    item = msgspec.structs.replace(one, first=more.first, last=more.last, number=span)
    return [Held(field.line, item, more.slot, None, "person", "person", more, "list")]


def _shared_out(field: Field, noun: Noun) -> bool:
    """Whether a share is said of the noun: "90% of them are civilians" is no number of people."""
    return any(one.refused == "percentage" and 0 <= noun.first - one.last <= SHARE_NEAR for one in field.line.counted)


def _of_another(field: Field, noun: Noun, slot: str) -> bool:
    """Whether the part is of others, whose verb follows its comma: "five died and others, including children, were hurt"."""
    near = field.kinds[noun.last : noun.last + 1]
    return any("comma" in kinds for kinds in near) and any(
        cue.slot != slot and cue.slot in HARM and 0 < cue.first - noun.last <= VERB_NEAR for cue in field.cues
    )


def _numbered(field: Field, noun: Noun, before: list[Held]) -> bool:
    """Whether a number behind the noun counts it: "дітей серед них 18"."""
    return any(
        held.line is field.line and held.unit == noun.unit and 0 <= held.item.first - noun.last <= NUMBERED
        for held in before
    )


def _holds(held: Held, field: Field, noun: Noun) -> bool:
    """Whether a noun is what a number of its line was said to be: "three of them children"."""
    return held.line is field.line and held.item.first <= noun.first < held.item.last


def _before(field: Field, held: Held, noun: Noun) -> bool:
    """Whether a quantity was said before a noun: in an older line, or to its left."""
    return held.line is not field.line or held.item.last <= noun.first


def _held(field: Field, noun: Noun, slot: str, bound: str, flags: tuple[str, ...]) -> Held:
    quantity = Quantity.said(1 if bound == "exact" else None, bound)
    item = Counted(
        first=noun.first, last=noun.last, number=(noun.first, noun.last), quantity=quantity,
        sort=noun.sort, unit=noun.unit, marks=frozenset({"implicit"}), rule="plural",
    )  # fmt: skip
    return Held(field.line, item, slot, None, noun.sort, noun.unit, None, "part" if flags else "direct", flags)


def _parted(field: Field, noun: Noun) -> bool:
    """ "including children", "children among them": the marker stands right beside the noun."""
    if _PARTS.isdisjoint(field.line.marked):
        return False
    before = any("including" in field.kinds[at] for at in range(max(noun.first - 2, 0), noun.first)) or any(
        m.last - m.first > 1 and 0 <= noun.first - m.last <= 1 for m in field.line.marks("including")
    )
    after = any(
        field.kinds[at] & {"including", "of_them"}
        and not any("relative" in field.kinds[behind] for behind in range(at + 1, min(at + 3, len(field.line.forms))))
        and not any(at < other.first <= at + OPENS_NEAR for other in field.line.nouns)
        for at in range(noun.last, min(noun.last + 2, len(field.line.forms)))
    )
    return before or after


def _near(field: Field, noun: Noun, first: int, last: int) -> bool:
    low, high = (noun.last, first) if noun.last <= first else (last, noun.first)
    return high - low <= REACH and not field.between(
        low, max(high, low), frozenset({"comma", "semicolon", "stop", "and"})
    )
