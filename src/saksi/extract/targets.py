"""What was struck or aimed at, by its kind, with its words and on whose word: "Russia said it struck an arms plant"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from saksi.extract.scopes import is_unreal
from saksi.extract.told import longest, told_claim
from saksi.model import Claim, Credit, Line, LineScene, Marker, Scene
from saksi.slots import OBJECTS

REACH = 6  # tokens between a word of striking and the object that follows it
LIST_REACH = 4  # tokens between two objects of one list
ROLES = frozenset({"body", "list_item", "headline"})
KINDS = frozenset(OBJECTS) - {"other"}  # a counted thing of no kind ("raids", "times") is no object
AIMED = frozenset({"attack_verb", "target"})
_AIMING = AIMED | {"attack"}
_WALLS = frozenset({"comma", "semicolon", "stop", "colon", "but", "relative", "open", "close", "by"})
_LISTED = frozenset({"and", "comma", "or"})


class Thing(NamedTuple):
    """An object at tokens first..last (exclusive) with its kind."""

    first: int
    last: int
    kind: str


def target_claims(scene: Scene) -> list[Claim]:
    """`target` claims: the objects that a verb of attack, a strike on something or a word of aiming takes."""
    claims: list[Claim] = []
    seen: set[tuple[object, ...]] = set()
    for place in scene.lines:
        if place.line.sentence.role not in ROLES or place.attack is None:
            continue
        for thing in _targets(place.line):
            if is_unreal(place.line, thing.first):
                continue
            claim = _claim(scene, place, thing)
            key = (place.attack, claim.what, (claim.value_words or "").casefold(), claim.credit and claim.credit.name)
            if key not in seen:
                seen.add(key)
                claims.append(claim)
    return claims


def _targets(line: Line) -> Iterator[Thing]:
    """The objects that a line says were struck or aimed at, from left to right."""
    if _AIMING.isdisjoint(line.marked):
        return
    things = _things(line)
    listed: Thing | None = None
    aims = [marker for marker in line.marks(*AIMED) if not _denied(line, marker)]
    aims += [marker for marker in line.marks("attack") if _on(line, marker.last)]
    named = [m for m in aims if m.kind == "target"]
    for thing in things:
        if any(
            name.head is not None and line.forms[thing.last : thing.last + 1] == [name.head] for name in line.places
        ):
            continue  # "the port city of Odesa"
        if any(_taken(line, aim, thing) for aim in aims) or (listed is not None and _one_list(line, listed, thing)):
            yield thing
            listed = thing
    for name in line.places:
        place = Thing(name.first, name.last, "other")
        if not name.thin and any(_taken(line, aim, place) for aim in named) and not _on_a_thing(things, named, place):
            yield place


def _on_a_thing(things: list[Thing], aims: list[Marker], place: Thing) -> bool:
    """Whether an object stands between the aim and a place: the place then only says where it is."""
    return any(aim.last <= thing.first < place.first for aim in aims for thing in things)


def _things(line: Line) -> list[Thing]:
    """The things named in a line, the longest at each place."""
    found = [Thing(one.first, one.last, one.kind.split(".")[1]) for one in longest(line.damage, "thing")]
    found += [Thing(one.first, one.last, one.unit) for one in line.nouns if one.sort == "thing" and one.unit in KINDS]
    things: list[Thing] = []
    for thing in sorted(found, key=lambda one: (one.first, -one.last)):
        if not things or thing.first >= things[-1].last:
            things.append(thing)
    return things


def _taken(line: Line, aim: Marker, thing: Thing) -> bool:
    """Whether an object follows a word of striking with no other clause between."""
    if not 0 <= thing.first - aim.last <= REACH:
        return False
    return not any(line.kinds[at] & _WALLS for at in range(aim.last, thing.first))


def _on(line: Line, at: int) -> bool:
    """Whether "on", "по", "terhadap" stands right behind a noun of attack: what follows is its object."""
    return "on_target" in line.kinds[at]


def _denied(line: Line, aim: Marker) -> bool:
    near = range(max(aim.first - 3, 0), aim.first)
    return any("not" in line.kinds[at] for at in near) or any(
        "zero" in one.marks and one.first in near for one in line.counted
    )


def _one_list(line: Line, left: Thing, right: Thing) -> bool:
    between = range(left.last, right.first)
    return (
        len(between) <= LIST_REACH
        and any(line.kinds[at] & _LISTED for at in between)
        and not any(line.kinds[at] & {"semicolon", "stop", "but", "relative"} or _aims(line, at) for at in between)
    )


def _aims(line: Line, at: int) -> bool:
    return bool(line.kinds[at] & AIMED) or any(cue.first == at for cue in line.cues)


def _claim(scene: Scene, place: LineScene, thing: Thing) -> Claim:
    line = place.line
    span = line.span(thing.first, thing.last)
    own = [name.candidates[0] for name in line.places if name.first == thing.first and name.candidates]
    behind = [name.candidates[0] for name in place.sites if 0 <= name.first - thing.last <= LIST_REACH]
    site = next(iter((*own, *behind)), None)
    return told_claim(scene, place, "target", span, what=thing.kind, credit=_credit(place, thing), place=site)


def _credit(place: LineScene, thing: Thing) -> Credit | None:
    holding = [one.credit for one in place.credits if one.first <= thing.first < one.last]
    return holding[-1] if holding else None
