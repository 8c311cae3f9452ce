"""Superlatives of an attack: "the largest attack of the war", "record number of drones", "for the first time in 73 days"."""

from __future__ import annotations

from saksi.extract.told import ENDS, longest, told_claim
from saksi.model import Claim, Line, LineScene, Marker, Scene

TOLD = frozenset({"body", "list_item"})
REACH = 5  # tokens between the superlative and its noun of attack
BEFORE_NOUN = 2  # tokens between an ordinal and the attack it counts
SINCE = 4  # tokens between an attack and the words of the time that it is counted from
TAIL = 7  # tokens after it that say of what time or place it is the greatest


def record_claims(scene: Scene) -> list[Claim]:
    """`record` claims: a superlative with a noun of attack or a weapon near it, once a line."""
    claims: list[Claim] = []
    for place in scene.lines:
        if place.line.records and place.line.sentence.role in TOLD:
            claims.extend(_of_line(scene, place))
    return claims


def _of_line(scene: Scene, place: LineScene) -> list[Claim]:
    line, kinds = place.line, place.line.kinds
    nouns = [(m.first, m.last) for m in line.marks("attack")]
    nouns += line.named("weapon")
    nouns += [(m.first, m.last) for m in line.records if m.kind == "noun"]
    since = [m for m in line.records if m.kind == "since"]
    claims: list[Claim] = []
    taken = 0
    words = [m for m in longest(line.records, "superlative", "first", "plain") if m.kind != "plain"]
    for marker in sorted([*words, *_counted_up(line, nouns, since)]):
        near = [noun for noun in nouns if _gap(marker, noun) <= REACH] if marker.kind == "superlative" else nouns[:1]
        if not near and marker.kind == "first" and any(0 <= m.first - marker.last <= SINCE for m in since):
            near = [(marker.first, marker.last)]  # "for the first time in this war the roof of the government burns"
        if not near or marker.first < taken:
            continue
        noun = min(near, key=lambda noun: _gap(marker, noun))
        first, last = _stretch(line, kinds, marker, noun)
        taken = last
        claims.append(told_claim(scene, place, "record", line.span(first, last)))
    return claims


def _counted_up(line: Line, nouns: list[tuple[int, int]], since: list[Marker]) -> list[Marker]:
    """Ordinals that count the attacks since a time: "the eighth massive attack since the start of the month"."""
    return [
        Marker(one.number[0], one.number[1], "superlative")
        for one in (line.counted if since else ())
        if one.refused == "ordinal"
        and any(
            0 <= noun[0] - one.number[1] <= BEFORE_NOUN and any(0 <= m.first - noun[1] <= SINCE for m in since)
            for noun in nouns
        )
    ]


def _gap(marker: Marker, noun: tuple[int, int]) -> int:
    return noun[0] - marker.last if marker.last <= noun[0] else marker.first - noun[1]


def _stretch(line: Line, kinds: tuple[frozenset[str], ...], marker: Marker, noun: tuple[int, int]) -> tuple[int, int]:
    """From noun or superlative, whichever is first, to the end of what it is the greatest of."""
    near = _gap(marker, noun) <= REACH
    first = min(marker.first, noun[0]) if near else marker.first
    last = max(marker.last, noun[1]) if near else marker.last
    for at in range(last, min(last + TAIL, len(line.forms))):
        if kinds[at] & ENDS or not line.forms[at][0].isalnum():
            break
        last = at + 1
    return first, last
