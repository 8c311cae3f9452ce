"""What was damaged: objects beside a word of damage or a hit, places hit, fires, power cut off; the object's own words are the value."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from saksi.extract.told import gap, head_of, longest, told_claim
from saksi.model import Claim, Counted, Line, LineScene, Marker, Scene

REACH = {"cue": 7, "hit": 5, "attack": 3}  # tokens between an object and its word
PLACE_REACH = 8  # tokens between a hit and the number of places, or a cut in power and who is without
LIST_REACH = 4  # tokens between two objects of one list
AIMED_REACH = 2  # tokens between "on" and what a weapon was dropped on
PART_REACH = 3  # tokens between a part and its whole: "the roof of a secondary school"
BESIDE_REACH = 3  # tokens between "near" and what was only near
OBJECT = 3  # words of no table that name an object
QUOTE_REACH = 3
PART = "part"
ATTACKS = frozenset({"attack_verb"})
QUOTES = frozenset('«»“”"')
ROLES = frozenset({"body", "list_item", "caption"})
_WALLS = frozenset({"semicolon", "stop", "but"})
_TELLING = frozenset({"cue", "hit", "fire", "outage"})  # what befell a thing; without any of them none is damaged
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
    listing = False
    for place in scene.lines:
        if listing and place.line.sentence.role == "list_item":
            claims.extend(
                _claim(scene, place, thing, None) for thing in _whole_things(place.line, list(_things(place.line, [])))
            )
            continue
        listing = _heads_list(place.line)
        if place.line.damage and place.line.sentence.role in ROLES:
            claims.extend(
                _claim(scene, place, thing, cue) for thing, cue in _of_line(place.line) if not _disputed(place, thing)
            )
    return claims


def _heads_list(line: Line) -> bool:
    """Whether a line promises a list of what was damaged: "Damaged are:"."""
    if not line.damage or line.forms[-1:] != [":"]:
        return False
    return any(one.kind.split(".")[0] in ("cue", "hit", "head") and not _denied(line, one) for one in line.damage)


def _of_line(line: Line) -> Iterator[tuple[Thing, Marker | None]]:
    """The damaged things of a line, each with its word where that stands near."""
    if ATTACKS.isdisjoint(line.marked) and _TELLING.isdisjoint([head_of(one.kind) for one in line.damage]):
        return
    words = [cue for cue in longest(line.damage, "cue", "hit") if not _denied(line, cue)]
    things = _whole_things(line, list(_things(line, words)))
    taken = _with_wholes(line, _taken(line, words, things), things)
    for cue in words:
        if cue.kind == "cue.object" and (thing := _object(line, cue, things)) is not None:
            taken[thing] = cue
    if line.sentence.role != "caption":
        for fire in _fires(line):
            burnt = next((thing for thing in things if _burns(line, fire, thing)), None)
            if burnt is not None:
                taken.pop(burnt, None)
            elif any(cue is not None and 0 <= gap(cue, fire) <= 1 for cue in taken.values()):
                continue  # "at a warehouse a fire broke out"
            last, kind = (burnt.last, burnt.kind) if burnt is not None else (fire.last, "other")
            yield Thing(fire.first, last, kind, _number(line, fire)), None
        yield from _counted_about(line, [cue for cue in words if cue.kind == "hit"], "place", "other")
        yield from _counted_about(line, longest(line.damage, "outage"), None, "energy")
    yield from sorted(taken.items(), key=lambda pair: pair[0].first)


def _fires(line: Line) -> list[Marker]:
    """The fires of a line: none that is denied, and none of guns ("opened fire") or inside a word of damage."""
    fires = longest(line.damage, "fire")
    if not fires:
        return []
    other = [*line.marks("attack_verb"), *(one for one in line.damage if one.kind in ("cue", "hit"))]
    return [
        fire
        for fire in fires
        if not _denied(line, fire) and not any(one.first < fire.first < one.last for one in other)
    ]


def _burns(line: Line, fire: Marker, thing: Thing) -> bool:
    """Whether a thing behind a fire is where it burns: "a fire at a warehouse"."""
    between = range(fire.last, thing.first)
    return fire.last <= thing.first <= fire.last + PART_REACH and not any(
        line.kinds[at] & (_CLAUSE | _LISTED) for at in between
    )


def _taken(line: Line, words: list[Marker], things: list[Thing]) -> dict[Thing, Marker | None]:
    """The things that words of damage take: each word the nearest to it, and what is listed with that."""
    taken: dict[Thing, Marker | None] = {}
    for cue in words:
        near = [
            thing
            for thing in things
            if gap(cue, thing) <= REACH[cue.kind.split(".")[0]]
            and not _walled(line, cue, thing)
            and not _only_near(line, thing)
        ]
        thing = min(near, key=lambda thing: (gap(cue, thing), thing.first < cue.first), default=None)
        if thing is not None:
            taken.setdefault(thing, cue)
    for thing in _struck_with(line, things) if things else ():
        taken.setdefault(thing, None)
    for pairs in (list(pairwise(things)), [(right, left) for left, right in pairwise(things)][::-1]):
        for known, other in pairs:
            if (
                known in taken
                and other not in taken
                and _one_list(line, *sorted((known, other), key=lambda one: one.first))
            ):
                taken[other] = taken[known]
    return taken


def _with_wholes(line: Line, taken: dict[Thing, Marker | None], things: list[Thing]) -> dict[Thing, Marker | None]:
    """The things with each part before its verb joined to the whole behind it: "windows were blown out in 30 flats"."""
    parts = {one.first for one in line.damage if one.kind == PART}
    for part, cue in [(part, cue) for part, cue in taken.items() if part.first in parts]:
        if cue is None or part.last - part.first > 1 or part.last > cue.first:
            continue
        near = [thing for thing in things if cue.last < thing.first <= cue.last + PART_REACH and thing not in taken]
        whole = next((one for one in near if any("in" in line.kinds[at] for at in range(cue.last, one.first))), None)
        if whole is not None:
            del taken[part]
            taken[Thing(part.first, whole.last, whole.kind, whole.counted)] = cue
            for left, right in pairwise(things):
                if left == whole and right not in taken and _one_list(line, left, right):
                    taken[right] = cue
    return taken


def _struck_with(line: Line, things: list[Thing]) -> Iterator[Thing]:
    """The things that a weapon was dropped on or sent at: "dropped three bombs on two houses"."""
    if "on_target" not in line.marked or ATTACKS.isdisjoint(line.marked):
        return
    weapons = {one.last for one in line.counted if one.sort == "weapon"}
    weapons |= {one.last for one in line.nouns if one.sort == "weapon"}
    for marker in line.marks("on_target"):
        aimed = marker.first in weapons or (marker.first - 1 in weapons and line.forms[marker.first - 1] in QUOTES)
        thing = next((thing for thing in things if 0 <= thing.first - marker.last <= AIMED_REACH), None)
        if aimed and thing is not None and not any(line.kinds[at] & _CLAUSE for at in range(marker.last, thing.first)):
            yield thing


def _only_near(line: Line, thing: Thing) -> bool:
    """Whether a thing only says where: "near a school"."""
    return any(
        one.kind == "beside" and 0 <= thing.first - one.last <= BESIDE_REACH
        and not any(line.kinds[at] & _LISTED for at in range(one.last, thing.first))
        and not any(counted.first <= one.first < counted.last for counted in line.counted)
        for one in line.damage
    )  # fmt: skip


def _object(line: Line, cue: Marker, things: list[Thing]) -> Thing | None:
    """What a word of damage that always has its object behind it harmed, where no table knows it: "destroyed a crane"."""
    known = {one.first for one in line.nouns} | {one.first for one in line.speech} | {one.first for one in line.cues}
    known |= (
        {one.first for one in line.counted} | {one.first for one in line.places} | {one.first for one in line.actors}
    )
    last = cue.last
    while last < min(cue.last + OBJECT, len(line.forms)) and line.forms[last].isalpha():
        if line.kinds[last] or last in known or last in line.capitals:
            break
        last += 1
    ends = next(
        (at for at in range(cue.last, len(line.forms)) if line.kinds[at] & (_CLAUSE | _LISTED)), len(line.forms)
    )
    named = any(cue.last <= thing.first < ends for thing in things)
    return Thing(cue.last, last, "other", None) if last > cue.last and not named else None


def _whole_things(line: Line, things: list[Thing]) -> list[Thing]:
    """The things with each part joined to its whole: "the windows of a hospital" is one thing, a hospital.

    A word for a part or for any building is no thing by itself, unless a table says so.
    """
    parts = {one.first for one in line.damage if one.kind == PART}
    joined: list[Thing] = []
    for thing in things:
        last = joined[-1] if joined else None
        if last is not None and _of_one(line, last, thing, parts):
            kind = last.kind if thing.kind in ("other", PART) else thing.kind
            joined[-1] = Thing(last.first, thing.last, kind, last.counted or thing.counted)
        else:
            joined.append(thing)
    return [
        thing if thing.kind != PART else thing._replace(kind="other")
        for thing in joined if thing.kind != PART or thing.counted is not None
    ]  # fmt: skip


def _of_one(line: Line, left: Thing, right: Thing, parts: set[int]) -> bool:
    """Whether two things are one: beside one another, or a part and its whole ("the roof and windows of a school")."""
    between = range(left.last, right.first)
    if any(line.kinds[at] & _CLAUSE for at in between) or any(
        one.first in between for one in line.damage if one.kind.split(".")[0] in REACH
    ):
        return False
    if any(line.kinds[at] & _LISTED for at in between):
        return left.first in parts and left.last - left.first == 1 and right.first in parts and len(between) == 1
    return not between or (left.first in parts and len(between) <= PART_REACH)


def _things(line: Line, words: list[Marker]) -> Iterator[Thing]:
    """Objects from left to right: those that damage.toml names, and things that are counted or named by their kind."""
    reached = 0
    found = [
        Thing(one.first, one.last, one.kind.split(".")[1], _number(line, one)) for one in longest(line.damage, "thing")
    ]
    found += [Thing(one.first, one.last, PART, _number(line, one)) for one in line.damage if one.kind == PART]
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
    """Whether two things stand in one list; brackets, quotations and numbers between them are stepped over."""
    between: list[int] = []
    depth, quoted = 0, False
    for at in range(left.last, right.first):
        depth += "open" in line.kinds[at]
        quoted = not quoted if line.forms[at] in QUOTES else quoted
        if not (depth or quoted or line.forms[at] in QUOTES) and not any(
            one.first <= at < one.last for one in line.counted
        ):
            between.append(at)
        depth -= "close" in line.kinds[at] and depth > 0
    return (
        len(between) <= LIST_REACH
        and any(line.kinds[at] & _LISTED for at in between)
        and not any(line.kinds[at] & _WALLS for at in between)
    )
