"""Victims told of by their names without an age: "the teacher Olena Koval died", "among the dead: Petro Lys and his son Ivan"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from saksi.extract.told import told_claim
from saksi.model import Claim, Line, LineScene, Person, Scene
from saksi.slots import HARM

NAME = 4  # words of a person's name at most
TITLE = 7  # words of a title behind the noun of a person
TITLES = 2  # words between who somebody is and the name: an employer, a mark
KIN = frozenset({"family_member", "child", "woman", "man"})  # a first name alone may follow these
TOLD = frozenset({"body", "list_item"})
SEX = {"woman": "female", "man": "male"}
_ENDS = frozenset({"comma", "semicolon", "stop", "and", "but", "function", "in", "from"})
_JOINTS = frozenset({"and", "comma"})
_OPENS = frozenset({"dash", "colon", "comma", "open"})
_PLACED = frozenset({"in", "from", "function", "on"})
_LIST_OPENS = frozenset({"dash", "colon"})
_LINKS = frozenset({"dash", "colon", "be", "link"})


class Named(NamedTuple):
    """A name at tokens first..last (exclusive), what befell its bearer, the group and the count it belongs to."""

    first: int
    last: int
    slot: str
    unit: str | None
    counted: Claim | None


def named_victims(scene: Scene, claims: list[Claim], known: list[Claim]) -> list[Claim]:
    """`victim` claims of names that stand behind people harmed, or beside a verb of death or wounds.

    `claims` are all claims so far, `known` the victims that were found by their age.
    """
    harmed = [claim for claim in claims if claim.slot in HARM and claim.quantity is not None and claim.quantity.count]
    spans = [claim.span for claim in known]
    found: list[Claim] = []
    for place in scene.lines:
        line = place.line
        if len(line.capitals) < 2 or line.sentence.role not in TOLD or not line.cues:
            continue
        low, high = line.sentence.span
        own = [claim for claim in harmed if low <= claim.span.start < high]
        taken: set[int] = set()
        for name in _named(scene, place, own):
            span = line.span(name.first, name.last)
            here = range(name.first, name.last)
            if taken.isdisjoint(here) and not any(one.start < span.end and span.start < one.end for one in spans):
                taken.update(here)
                found.append(_claim(scene, place, name))
    return found


def _named(scene: Scene, place: LineScene, own: list[Claim]) -> Iterator[Named]:
    """The names that a line gives to somebody harmed, each with the further ones of its list."""
    line, barred = place.line, _barred(scene, place)
    for name in (*_of_counts(line, barred, own), *_of_cues(line, barred)):
        yield name
        yield from (Named(*more, name.slot, None, None) for more in _listed(line, barred, name.last))


def _of_counts(line: Line, barred: set[int], own: list[Claim]) -> Iterator[Named]:
    """The names right behind people counted: "a teacher, Olena Koval", "three died: Ivan Lys, ..."; or before one."""
    for claim in own:
        at = _after(line, claim)
        if claim.quantity is not None and claim.quantity.count != 1:
            listed = at < len(line.forms) and bool(line.kinds[at] & _LIST_OPENS)
            name = _name_at(line, barred, at + 1, 0) if listed else None
            if name is not None and name[1] - name[0] > 1:
                yield Named(*name, claim.slot, None, None)
            continue
        name = _name_at(line, barred, at, TITLES) or _name_behind_title(line, barred, at)
        if name is not None and (name[1] - name[0] > 1 or (claim.what in KIN and name[0] == at)):
            yield Named(*name, claim.slot, claim.what, claim)
        begin = bisect_left(line.starts, claim.span.start)
        if begin and at < len(line.kinds) and "comma" in line.kinds[begin - 1] and "comma" in line.kinds[at]:
            name = _name_before(line, barred, begin - 1)
            if name is not None and name[1] - name[0] > 1:
                yield Named(*name, claim.slot, claim.what, claim)


def _of_cues(line: Line, barred: set[int]) -> Iterator[Named]:
    """The names beside a verb of death or wounds, or behind "among the dead"."""
    for cue in line.cues:
        if cue.slot not in ("killed", "injured"):
            continue
        at = cue.last
        while at < min(cue.last + TITLES, len(line.forms)) and cue.way == "noun" and line.kinds[at] & _LINKS:
            at += 1
        names = [_name_at(line, barred, at, TITLES) if cue.way != "noun" or at > cue.last else None]
        names.append(_name_before(line, barred, cue.first) if cue.way != "noun" else None)
        for name in names:
            if name is not None and name[1] - name[0] > 1:
                yield Named(*name, cue.slot, None, None)


def _barred(scene: Scene, place: LineScene) -> set[int]:
    """The tokens that no victim's name holds: places, states, weapons, offices, newsrooms, whoever speaks."""
    line = place.line
    barred = {at for one in line.places if not one.thin for at in range(one.first, one.last)}
    barred |= {at for one in line.actors for at in range(one.first, one.last)}
    barred |= {at for one in line.nouns if one.sort != "person" for at in range(one.first, one.last)}
    barred |= {at for m in line.speech if m.kind.startswith("role.") for at in range(m.first, m.last)}
    quote = scene.mentions.page.document.quote
    barred |= {at for at in line.capitals if quote(line.span(at, at + 1)).isupper()}
    for one in place.credits:
        first = bisect_left(line.starts, one.credit.span.start)
        barred |= {at for at in range(first, len(line.starts)) if line.starts[at] < one.credit.span.end}
    return barred


def _after(line: Line, claim: Claim) -> int:
    """The token behind the person of a count: where its noun ends, which may be before its verb."""
    unit = next((part for part in claim.parts if part.rule in ("singular noun", "unit", "numeral")), None)
    end = unit.end if unit is not None else claim.span.end
    return bisect_left(line.starts, end)


def _is_name(line: Line, barred: set[int], at: int) -> bool:
    return at in line.capitals and at not in barred and line.forms[at][0].isalpha() and not line.kinds[at]


def _name_at(line: Line, barred: set[int], at: int, over: int) -> tuple[int, int] | None:
    """The name that begins at a token, or behind a mark, an employer or a word for a person."""
    size, begin = len(line.forms), at
    people = {i for noun in line.nouns if noun.sort == "person" and noun.one for i in range(noun.first, noun.last)}
    while begin < size and begin - at < over and not _is_name(line, barred, begin):
        if not (begin in barred or begin in people or (begin == at and line.kinds[begin] & _OPENS)):
            return None
        begin += 1
    last = begin
    while last < size and last - begin < NAME and _is_name(line, barred, last):
        last += 1
    return (begin, last) if last > begin else None


def _name_behind_title(line: Line, barred: set[int], at: int) -> tuple[int, int] | None:
    """The full name behind the rest of a title: "the head of the local branch of «Post», Karina Lys"."""
    for begin in range(at, min(at + TITLE, len(line.forms))):
        if _is_name(line, barred, begin):
            name = _name_at(line, barred, begin, 0)
            if name is not None and name[1] - name[0] > 1:
                return name
        elif line.kinds[begin] & _ENDS or any(cue.first == begin for cue in line.cues):
            return None
    return None


def _name_before(line: Line, barred: set[int], at: int) -> tuple[int, int] | None:
    """The name right before a verb, over its auxiliary."""
    end = at
    while end and "be" in line.kinds[end - 1]:
        end -= 1
    first = end
    while first and end - first < NAME and _is_name(line, barred, first - 1):
        first -= 1
    if first and line.kinds[first - 1] & _PLACED:
        return None  # "in Gaza City were killed"
    return (first, end) if first < end else None


def _listed(line: Line, barred: set[int], at: int) -> Iterator[tuple[int, int]]:
    """The further names of a list: "and her son Maksym", ", Petro Lys"."""
    while at < len(line.forms) and line.kinds[at] & _JOINTS:
        begin = at + 1
        person = next((noun for noun in line.nouns if begin <= noun.first <= begin + 1 and noun.sort == "person"), None)
        one = next(
            (c for c in line.counted if begin <= c.first <= begin + 1 and c.sort == "person" and not c.refused), None
        )
        begin = max(begin, person.last if person else 0, one.last if one else 0)
        name = _name_at(line, barred, begin, 0)
        if name is None or (name[1] - name[0] == 1 and person is None and one is None):
            return
        yield name
        at = name[1]


def _claim(scene: Scene, place: LineScene, name: Named) -> Claim:
    span, unit, counted = place.line.span(name.first, name.last), name.unit, name.counted
    words = " ".join(scene.mentions.page.document.quote(span).split())
    role = unit if unit not in (None, "person", "woman", "man") else None
    person = Person(words, None, SEX.get(unit or ""), role, unit != "official")
    more = {"scope": counted.scope, "place": counted.place, "credit": counted.credit} if counted is not None else {}
    return told_claim(scene, place, "victim", span, what=name.slot, person=person, **more)
