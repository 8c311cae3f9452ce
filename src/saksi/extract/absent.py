"""Nobody, said without a number: "there are no dead or injured", «пострадавших, по предварительным данным, нет».

A noun of the harmed and a word of absence in one clause. What is absent must be the people themselves: "no word of
casualties" and "no threat to the lives of the injured" say nothing of how many there are.
"""

from __future__ import annotations

from saksi.extract.field import Field
from saksi.extract.parts import Held
from saksi.model import Counted, Cue, Quantity
from saksi.slots import HARM

REACH = 10  # tokens between the harmed and the word of absence
STRANGE = 5  # words of no table among them
_ABSENCE = frozenset({"absent", "absent_before"})
_OPENS = frozenset({"comma", "semicolon", "stop", "dash", "but"})
_WALLS = frozenset({"semicolon", "stop", "but", "relative", "colon", "open", "dash"})


def absent(field: Field) -> list[Held]:
    """The noughts of a line: nobody of the harmed, and people who were not harmed."""
    return [*_nobody(field), *_unharmed(field)]


def _nobody(field: Field) -> list[Held]:
    """A nought for each noun of the harmed that is said to be absent."""
    if _ABSENCE.isdisjoint(field.line.marked):
        return []
    found = []
    for cue in field.cues:
        if cue.way == "noun" and cue.slot in HARM and not _counted(field, cue) and not _told_of(field, cue):
            span = _before(field, cue) or _behind(field, cue)
            if span is not None:
                item = Counted(
                    first=span[0], last=span[1], number=span, quantity=Quantity.said(0, "exact"), sort="person",
                    unit="person", marks=frozenset({"zero"}), rule="absent",
                )  # fmt: skip
                found.append(Held(field.line, item, cue.slot, None, "person", "person", cue, "absent"))
    return found


def _unharmed(field: Field) -> list[Held]:
    """The noughts of people who were not harmed: "на щастя, люди не постраждали"."""
    if "not" not in field.line.marked:
        return []
    found = []
    for cue in field.cues:
        if cue.way == "noun" or cue.slot not in ("killed", "injured") or "not" not in field.kinds[cue.first - 1]:
            continue
        noun = next((noun for noun in field.line.nouns if noun.last == cue.first - 1), None)
        if (
            noun is None
            or noun.sort != "person"
            or noun.one
            or not (noun.first == 0 or field.kinds[noun.first - 1] & _OPENS)
        ):
            continue
        item = Counted(
            first=noun.first, last=cue.last, number=(noun.first, cue.last), quantity=Quantity.said(0, "exact"),
            sort="person", unit=noun.unit, marks=frozenset({"zero"}), rule="absent",
        )  # fmt: skip
        found.append(Held(field.line, item, cue.slot, None, "person", noun.unit, cue, "absent"))
    return found


def _counted(field: Field, cue: Cue) -> bool:
    """Whether a number stands before the noun, or it is a part of one."""
    return any(item.first < cue.last and cue.first <= item.last for item in field.line.counted)


def _head(field: Field, cue: Cue) -> int:
    """Where the list begins that a noun stands in: "dead and injured"."""
    ends = {other.last: other.first for other in field.cues if other.way == "noun"}
    first = cue.first
    while first and field.kinds[first - 1] & {"and", "comma", "or"} and first - 1 in ends:
        first = ends[first - 1]
    return first


def _told_of(field: Field, cue: Cue) -> bool:
    """Whether something of the harmed is absent and not they: a noun or a word of telling right before their list."""
    first = _head(field, cue)
    if not first:
        return False
    kinds = field.kinds[first - 1]
    known = first - 1 in field.line.capitals or any(name.first < first <= name.last for name in field.line.places)
    return "about" in kinds or not (kinds or known)


def _before(field: Field, cue: Cue) -> tuple[int, int] | None:
    """ "without casualties", "no dead": the word of absence right before the list."""
    first = _head(field, cue)
    marker = next((m for m in field.line.marks("absent_before") if m.last == first), None)
    return (marker.first, cue.last) if marker is not None else None


def _behind(field: Field, cue: Cue) -> tuple[int, int] | None:
    """The word of absence after the noun, over small words and one aside between commas."""
    absence = {m.first: m.last for m in field.line.marks("absent")}
    nouns = {other.first for other in field.cues if other.way == "noun"}
    others = {other.first for other in field.cues} - nouns
    numbers = {item.first for item in field.line.counted if "implicit" not in item.marks}
    strange, at, end = 0, cue.last, min(cue.last + REACH, len(field.line.forms))
    while at < end:
        kinds = field.kinds[at]
        if at in absence:
            return cue.first, absence[at]
        if at in others or at in numbers or kinds & _WALLS:
            return None
        if "comma" in kinds:
            close = next(
                (i for i in range(at + 1, min(at + REACH, len(field.line.forms))) if "comma" in field.kinds[i]), None
            )
            behind = close is not None and next((i for i in (close + 1, close + 2) if i in absence), None)
            if not behind or not field.kinds[at + 1] & {"function", "in"}:
                return None
            return cue.first, absence[behind]
        strange += not kinds and at not in nouns
        if strange > STRANGE:
            return None
        at += 1
    return None
