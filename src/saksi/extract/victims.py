"""One person harmed, told of as a person: name, age, sex, role, fate. Private persons are marked."""

from __future__ import annotations

from saksi.extract.told import told_claim
from saksi.model import Claim, LineScene, Person, Scene
from saksi.slots import HARM

REACH = 7  # tokens between a person and the age
SEX = {"woman": "female", "man": "male"}


def victim_claims(scene: Scene, counted: list[Claim]) -> list[Claim]:
    """`victim` claims: each single person of a harm claim beside whom an age stands."""
    claims = []
    for claim in counted:
        if claim.slot not in HARM or claim.quantity is None or claim.quantity.count != 1:
            continue
        place = next((one for one in scene.lines if one.line.sentence.span.start <= claim.span.start < one.line.sentence.span.end), None)
        age = _age(place, claim) if place is not None else None
        if place is None or age is None:
            continue
        person = Person(None, age, SEX.get(claim.what or ""), claim.what if claim.what not in (None, "person") else None, True)
        claims.append(told_claim(scene, place, "victim", claim.span, what=claim.slot, person=person, credit=claim.credit, scope=claim.scope, place=claim.place))
    return claims


def _age(place: LineScene, claim: Claim) -> int | None:
    """The age that stands nearest the person, in years; ages in months are none."""
    line = place.line
    first = next((i for i, at in enumerate(line.starts) if at >= claim.span.start), 0)
    ages = [item for item in line.counted if item.refused == "age" and abs(item.number[0] - first) <= REACH and item.quantity.count is not None]
    own = min(ages, key=lambda item: abs(item.number[0] - first), default=None)
    return own.quantity.count if own is not None and (own.quantity.count or 0) < 120 else None
