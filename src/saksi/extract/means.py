"""Weapons used and not counted: "a drone attack", "missiles and drones struck"; once a kind, at the first mention."""

from __future__ import annotations

from collections.abc import Iterator

from saksi.extract.claims import claim_id
from saksi.extract.scopes import is_unreal
from saksi.model import Claim, Line, LineScene, Noun, Part, Quantity, Scene
from saksi.slots import HARM

NARROWER = {"missile": ("ballistic_missile", "cruise_missile")}  # kinds that make the general word say nothing more
WITH = "with."  # words that name a strike by its weapon: "ракетний удар"
STRUCK = frozenset({"attack_verb"})
COUNT_NEAR = 6  # tokens between a count and the further weapons that it is of
USED = frozenset({"launched"})
NOT_MEANS = frozenset({"mixed", "other", "aircraft"})
COUNTED_BY = {  # the counts that leave nothing to add: of all kinds together, of its own kinds, of the strikes it fell in
    "bomb": ("mixed", "air_strike", "guided_bomb"), "guided_bomb": ("mixed", "air_strike", "bomb"),
    "missile": ("mixed", "ballistic_missile", "cruise_missile"),
}  # fmt: skip


def means_claims(scene: Scene, claims: list[Claim]) -> list[Claim]:
    """A claim for each kind of weapon that the body names as used and for which no number of its attack stands in
    the page.

    A weapon is used where its sentence has a cue of launch, hit or harm; a headline and a page's chrome name none.
    """
    counted = {(claim.attack, claim.what) for claim in claims if claim.slot == "launched"}
    found: dict[tuple[bool, str], Claim] = {}
    for place in scene.lines:
        line = place.line
        if line.sentence.role not in ("body", "list_item") or not (line.damage or line.nouns) or _habitual(line):
            continue
        for first, last, unit in _named(place):
            new = (place.earlier, unit) not in found and not is_unreal(place.line, first)
            if new and not _counted(place.attack, unit, counted):
                found[place.earlier, unit] = _claim(scene, place, first, last, unit)
    told = {unit for _, unit in found}
    return [claim for claim in found.values() if told.isdisjoint(NARROWER.get(claim.what or "", ()))]


def _habitual(line: Line) -> bool:
    """Whether a line tells of what is done again and again: "they shell the region daily with rockets and drones"."""
    return any(section == "habitual" for _, _, section in line.scopes)


def _named(place: LineScene) -> Iterator[tuple[int, int, str]]:
    """The weapons that a line tells of as used: (first token, token after, unit)."""
    line = place.line
    strikes = [one for one in line.damage if one.kind.startswith(WITH) and not _counts(line, one.first)]
    named = {one.first for one in strikes}
    uses = bool(line.nouns) and _tells_of_use(line)
    yield from (
        (one.first, one.last, one.kind.removeprefix(WITH)) for one in strikes
        if uses or all(noun.first != one.first for noun in line.nouns)
    )  # fmt: skip
    if uses:
        for noun in line.nouns:
            if (
                noun.first not in named
                and noun.sort == "weapon"
                and noun.unit not in NOT_MEANS
                and not _in_count(line, noun)
            ):
                yield noun.first, noun.last, noun.unit


def _counts(line: Line, at: int) -> bool:
    """Whether a word stands in what a number counts: "twelve drone strikes"."""
    return any(one.first <= at < one.last for one in line.counted)


def _tells_of_use(line: Line) -> bool:
    """Whether a line tells that something was launched or hit, or that somebody was harmed."""
    return any(cue.slot in USED or cue.slot in HARM for cue in line.cues) or not STRUCK.isdisjoint(line.marked)


def _in_count(line: Line, noun: Noun) -> bool:
    """Whether a weapon only goes on the words of a count: "132 attack and decoy drones", "«шахедами» та імітаторами"."""
    if noun.first < 2 or "and" not in line.kinds[noun.first - 1]:
        return False
    return any(
        one.sort == "weapon" and 0 < noun.first - one.last <= COUNT_NEAR
        and not any("comma" in line.kinds[at] for at in range(one.last, noun.first))
        for one in line.counted
    )  # fmt: skip


def _counted(attack: int | None, unit: str, counted: set[tuple[int | None, str | None]]) -> bool:
    """Whether a number of the weapon is told: "65 ballistic missiles" counts the missiles of a later sentence."""
    return any((attack, kind) in counted for kind in (unit, *COUNTED_BY.get(unit, ("mixed",))))


def _claim(scene: Scene, place: LineScene, first: int, last: int, unit: str) -> Claim:
    document, line = scene.mentions.page.document, place.line
    span = line.span(first, last)
    return Claim(
        id=claim_id(document.id, "means", span, unit), document_id=document.id, slot="means", what=unit,
        span=span, quote=document.quote(span), rule="means", language=line.sentence.language, attack=place.attack,
        scope="earlier_attack" if place.earlier else "this_attack",
        credit=place.credits[0].credit if place.credits else None,
        quantity=Quantity(None, "unspecified", None, None), value_words=document.quote(span),
        parts=(Part(span.start, span.end, unit, "weapon without a number"),), flags=line.sentence.flaws,
    )  # fmt: skip
