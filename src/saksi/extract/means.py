"""Weapons used and not counted: "a drone attack", "missiles and drones struck"; once a kind, at the first mention."""

from __future__ import annotations

from saksi.extract.claims import claim_id
from saksi.extract.scopes import is_unreal
from saksi.model import Claim, Part, Quantity, Scene
from saksi.slots import HARM

USED = frozenset({"launched"})
NOT_MEANS = frozenset({"mixed", "other", "aircraft"})


def means_claims(scene: Scene, claims: list[Claim]) -> list[Claim]:
    """A claim for each kind of weapon that the body names as used and for which no number of its attack stands in
    the page.

    A weapon is used where its sentence has a cue of launch, hit or harm; a headline and a page's chrome name none.
    """
    counted = {(claim.attack, claim.what) for claim in claims if claim.slot == "launched"}
    found: dict[tuple[bool, str], Claim] = {}
    document = scene.mentions.page.document
    for place in scene.lines:
        line = place.line
        if line.sentence.role not in ("body", "list_item") or not line.cues:
            continue
        if not any(cue.slot in USED or cue.slot in HARM for cue in line.cues):
            continue
        for noun in line.nouns:
            key = (place.earlier, noun.unit)
            if is_unreal(line, noun.first):
                continue
            if noun.sort != "weapon" or (place.attack, noun.unit) in counted or key in found or noun.unit in NOT_MEANS:
                continue
            span = line.span(noun.first, noun.last)
            found[key] = Claim(
                id=claim_id(document.id, "means", span, noun.unit), document_id=document.id, slot="means",
                what=noun.unit, span=span, quote=document.quote(span), rule="means", language=line.sentence.language,
                attack=place.attack, scope="earlier_attack" if place.earlier else "this_attack",
                credit=place.credits[0].credit if place.credits else None,
                quantity=Quantity(None, "unspecified", None, None), value_words=document.quote(span),
                parts=(Part(span.start, span.end, noun.unit, "weapon without a number"),), flags=line.sentence.flaws,
            )  # fmt: skip
    return list(found.values())
