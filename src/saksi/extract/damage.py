"""What was damaged: objects beside a word of damage or a hit, places hit, fires, power cut off; the object's own words are the value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from saksi.extract.told import gap, longest, told_claim
from saksi.model import Claim, Counted, Line, LineScene, Marker, Scene

REACH = {"cue": 7, "hit": 5}  # tokens between an object and its word
PLACE_REACH = 8  # tokens between a hit and the number of places, or a cut in power and who is without
LIST_REACH = 4  # tokens between two objects of one list
QUOTE_REACH = 3
ROLES = frozenset({"body", "list_item", "caption"})
_WALLS = frozenset({"semicolon", "stop", "but"})
_CLAUSE = _WALLS | {"comma", "colon"}
_LISTED = frozenset({"and", "comma", "or"})
_NO_OBJECT = frozenset({"other", "strike"})  # kinds of counted things that a word of damage alone makes no object


class Thing(NamedTuple):
    """An object named at tokens first..last (exclusive), with its kind and its number, if it has one."""

    first: int
    last: int
    kind: str
    counted: Counted | None


def damage_claims(scene: Scene) -> list[Claim]:
    """`damaged` claims of the body and of captions (flagged), each object once a line."""
    claims: list[Claim] = []
    for place in scene.lines:
        if place.line.damage and place.line.sentence.role in ROLES:
            claims.extend(
                _claim(scene, place, thing, cue) for thing, cue in _of_line(place.line) if not _disputed(place, thing)
            )
    return claims


def _of_line(line: Line) -> Iterator[tuple[Thing, Marker | None]]:
    """The damaged things of a line, each with its word where that stands near."""
    words = [cue for cue in longest(line.damage, "cue", "hit") if not _denied(line, cue)]
    listed: Thing | None = None
    things = list(_things(line, words)) if words else []
    for thing in things:
        near = [cue for cue in words if gap(cue, thing) <= REACH[cue.kind] and not _walled(line, cue, thing)]
        cue = min(near, key=lambda cue: gap(cue, thing), default=None)
        if cue is not None or (listed is not None and _one_list(line, listed, thing)):
            yield thing, cue
            listed = thing
    if line.sentence.role != "caption":
        for fire in longest(line.damage, "fire"):
            if not _denied(line, fire):
                yield Thing(fire.first, fire.last, "other", _number(line, fire)), None
        yield from _counted_about(line, [cue for cue in words if cue.kind == "hit"], "place", "other")
        yield from _counted_about(line, longest(line.damage, "outage"), None, "energy")


def _things(line: Line, words: list[Marker]) -> Iterator[Thing]:
    """Objects from left to right: those that damage.toml names, and things that are counted or named by their kind."""
    reached = 0
    found = [
        Thing(one.first, one.last, one.kind.split(".")[1], _number(line, one)) for one in longest(line.damage, "thing")
    ]
    found += [
        Thing(one.first, one.last, one.unit, None)
        for one in line.nouns
        if one.sort == "thing" and one.unit not in _NO_OBJECT
    ]
    found += [
        Thing(one.number[1], one.last, one.unit or "other", one)
        for one in line.counted
        if one.sort == "thing" and one.unit not in _NO_OBJECT and one.number[1] < one.last
    ]
    for thing in sorted(found, key=lambda thing: (thing.first, -thing.last)):
        if thing.first >= reached and not any(cue.first <= thing.first < cue.last for cue in words):
            reached = thing.last
            if not _none(line, thing):
                yield thing


def _none(line: Line, thing: Thing) -> bool:
    """ "no houses", "not a single window"."""
    zero = thing.counted is not None and "zero" in thing.counted.marks
    denied = any("not" in line.kinds[at] for at in range(max(thing.first - 3, 0), thing.first))
    return zero or denied or _shares_none(line, thing.first)


def _shares_none(line: Line, at: int) -> bool:
    """Whether a "no" said before is shared over an "or": "no casualties or damage to houses"."""
    return any(
        "zero" in one.marks
        and 0 < at - one.first <= REACH["cue"]
        and any("or" in line.kinds[i] for i in range(one.last, at))
        and not any(line.kinds[i] & _CLAUSE for i in range(one.last, at))
        for one in line.counted
    )


def _number(line: Line, one: Marker) -> Counted | None:
    return next((counted for counted in line.counted if counted.first <= one.first < counted.last), None)


def _counted_about(
    line: Line, words: list[Marker], noun: str | None, kind: str
) -> Iterator[tuple[Thing, Marker | None]]:
    """The number beside each word: of places beside a hit, of people or homes beside a cut in power (the greatest near it)."""
    places = [one.first for one in line.damage if one.kind == noun]
    for cue in words:
        near = [
            counted
            for counted in line.counted
            if counted.refused is None and counted.sort != "weapon" and not counted.marks & {"implicit", "zero"}
            and gap(cue, counted) <= PLACE_REACH and not _walled(line, cue, counted)
            and (noun is None or any(counted.first <= at < counted.last for at in places))
        ]  # fmt: skip
        best = max(near, key=lambda counted: (counted.quantity.count or 0, -counted.first), default=None)
        if best is not None:
            yield Thing(best.first, best.last, kind, best), cue


def _claim(scene: Scene, place: LineScene, thing: Thing, cue: Marker | None) -> Claim:
    first, last = thing.first, thing.last
    if thing.counted is not None:
        first, last = min(first, thing.counted.first), max(last, thing.counted.last)
    words = scene.mentions.page.document.quote(place.line.span(first, last))
    if cue is not None and gap(cue, thing) <= QUOTE_REACH:
        first, last = min(first, cue.first), max(last, cue.last)
    site = place.sites[0].candidates[0] if place.sites else None
    quantity = thing.counted.quantity if thing.counted is not None else None
    return told_claim(
        scene,
        place,
        "damaged",
        place.line.span(first, last),
        what=thing.kind,
        value_words=words,
        place=site,
        quantity=quantity,
    )


def _disputed(place: LineScene, thing: Thing) -> bool:
    """Whether a speaker denies what is said of a thing: "Moscow denied striking the market"."""
    return any(one.first <= thing.first < one.last and one.credit.stance == "denies" for one in place.credits)


def _denied(line: Line, cue: Marker) -> bool:
    """Whether a "not" stands before a word of damage in its own clause."""
    for at in range(cue.first - 1, max(cue.first - 4, -1), -1):
        if "not" in line.kinds[at]:
            return True
        if line.kinds[at] & _CLAUSE:
            break
    return _shares_none(line, cue.first)


def _walled(line: Line, left: Marker | Thing | Counted, right: Marker | Thing | Counted) -> bool:
    low, high = min(left.last, right.last), max(left.first, right.first)
    missed = (
        isinstance(left, Marker)
        and left.kind == "hit"
        and any(one.kind == "beside" and low <= one.first < high for one in line.damage)
    )
    return missed or any(line.kinds[at] & _WALLS for at in range(low, high))


def _one_list(line: Line, left: Thing, right: Thing) -> bool:
    between = range(left.last, right.first)
    return (
        len(between) <= LIST_REACH
        and any(line.kinds[at] & _LISTED for at in between)
        and not any(line.kinds[at] & _WALLS for at in between)
    )
