"""Weapons used and not counted: "a drone attack", "missiles and drones struck"; once a kind, at the first mention."""

from __future__ import annotations

from saksi.extract.claims import claim_id
from saksi.extract.scopes import is_unreal
from saksi.model import Claim, LineScene, Noun, Part, Quantity, Scene
from saksi.slots import HARM

USED = frozenset({"launched"})
NOT_MEANS = frozenset({"mixed", "other", "aircraft"})
COUNTED_BY = {  # the counts that leave nothing to add: of all kinds together, of its own kinds, of the strikes it fell in
    "bomb": ("mixed", "air_strike", "guided_bomb"), "guided_bomb": ("mixed", "air_strike"),
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
        if not (place.line.nouns and _tells_of_use(place)):
            continue
        for noun in place.line.nouns:
            if noun.sort != "weapon" or noun.unit in NOT_MEANS or (place.earlier, noun.unit) in found:
                continue
            if not is_unreal(place.line, noun.first) and not _counted(place.attack, noun.unit, counted):
                found[place.earlier, noun.unit] = _claim(scene, place, noun)
    return list(found.values())


def _tells_of_use(place: LineScene) -> bool:
    """Whether a line of the body tells that something was launched, hit or that somebody was harmed."""
    line = place.line
    if line.sentence.role not in ("body", "list_item"):
        return False
    return any(cue.slot in USED or cue.slot in HARM for cue in line.cues)


def _counted(attack: int | None, unit: str, counted: set[tuple[int | None, str | None]]) -> bool:
    """Whether a number of the weapon is told: "65 ballistic missiles" counts the missiles of a later sentence."""
    return any((attack, kind) in counted for kind in (unit, *COUNTED_BY.get(unit, ("mixed",))))


def _claim(scene: Scene, place: LineScene, noun: Noun) -> Claim:
    document, line = scene.mentions.page.document, place.line
    span = line.span(noun.first, noun.last)
    return Claim(
        id=claim_id(document.id, "means", span, noun.unit), document_id=document.id, slot="means", what=noun.unit,
        span=span, quote=document.quote(span), rule="means", language=line.sentence.language, attack=place.attack,
        scope="earlier_attack" if place.earlier else "this_attack",
        credit=place.credits[0].credit if place.credits else None,
        quantity=Quantity(None, "unspecified", None, None), value_words=document.quote(span),
        parts=(Part(span.start, span.end, noun.unit, "weapon without a number"),), flags=line.sentence.flaws,
    )  # fmt: skip
