"""What was damaged: objects beside a word of damage in one clause, and fires; the object's own words are the value."""

from __future__ import annotations

from saksi.extract.told import BODY, gap, longest, told_claim
from saksi.model import Claim, Counted, LineScene, Marker, Scene

REACH = 7  # tokens between an object and its word of damage
LIST_REACH = 4  # tokens between two objects of one list
QUOTE_REACH = 3
ROLES = BODY | {"caption"}
_WALLS = frozenset({"semicolon", "stop", "but"})
_LISTED = frozenset({"and", "comma", "or"})


def damage_claims(scene: Scene) -> list[Claim]:
    """`damaged` claims of the body and of captions (flagged), each object once a line."""
    claims: list[Claim] = []
    for place in scene.lines:
        if place.line.damage and place.line.sentence.role in ROLES:
            claims.extend(_of_line(scene, place))
    return claims


def _of_line(scene: Scene, place: LineScene) -> list[Claim]:
    line, kinds = place.line, place.line.kinds
    cues = [cue for cue in longest(line.damage, "cue") if not _denied(kinds, cue)]
    things = [thing for thing in longest(line.damage, "thing") if not any(cue.first <= thing.first < cue.last for cue in cues)]
    claims: list[Claim] = []
    listed: Marker | None = None
    for thing in things:
        cue = min(cues, key=lambda cue: gap(cue, thing), default=None)
        near = cue is not None and gap(cue, thing) <= REACH and not _walled(kinds, cue, thing)
        if near or (listed is not None and _one_list(kinds, listed, thing)):
            counted = next((c for c in line.counted if c.first <= thing.first < c.last), None)
            claims.append(_claim(scene, place, thing, cue if near else None, counted))
            listed = thing
    for fire in longest(line.damage, "fire"):
        if not _denied(kinds, fire) and line.sentence.role in BODY:
            counted = next((c for c in line.counted if c.first <= fire.first < c.last), None)
            claims.append(_claim(scene, place, Marker(fire.first, fire.last, "thing.other"), None, counted))
    return claims


def _claim(scene: Scene, place: LineScene, thing: Marker, cue: Marker | None, counted: Counted | None) -> Claim:
    first, last = thing.first, thing.last
    if counted is not None:
        first, last = min(first, counted.first), max(last, counted.last)
    words = scene.mentions.page.document.quote(place.line.span(first, last))
    if cue is not None and gap(cue, thing) <= QUOTE_REACH:
        first, last = min(first, cue.first), max(last, cue.last)
    site = place.sites[0].candidates[0] if place.sites else None
    quantity = counted.quantity if counted is not None else None
    return told_claim(
        scene, place, "damaged", place.line.span(first, last), what=thing.kind.split(".")[1], value_words=words, place=site, quantity=quantity,
    )  # fmt: skip


def _denied(kinds: tuple[frozenset[str], ...], cue: Marker) -> bool:
    return any("not" in kinds[at] for at in range(max(cue.first - 3, 0), cue.first))


def _walled(kinds: tuple[frozenset[str], ...], cue: Marker, thing: Marker) -> bool:
    low, high = min(cue.last, thing.last), max(cue.first, thing.first)
    return any(kinds[at] & _WALLS for at in range(low, high))


def _one_list(kinds: tuple[frozenset[str], ...], left: Marker, right: Marker) -> bool:
    between = range(left.last, right.first)
    return len(between) <= LIST_REACH and any(kinds[at] & _LISTED for at in between) and not any(kinds[at] & _WALLS for at in between)
