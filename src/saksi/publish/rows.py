"""The flat table of claims, field by field as the public format says."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from saksi.model import Attack, Claim, Document, Place, Quantity, Reading, When

_NO_QUANTITY = Quantity(None, "", None, None)


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One claim as it is published. Names and order of the fields are public."""

    claim_id: str
    document_id: str
    text_id: str
    source: str
    url: str | None
    publisher: str | None
    published: str | None
    language: str
    attack: int | None
    scope: str
    slot: str
    what: str | None
    value_words: str | None
    count: int | None
    bound: str | None
    low: int | None
    high: int | None
    how: str | None
    earliest: str | None
    latest: str | None
    attack_earliest: str | None
    attack_latest: str | None
    attack_time_basis: str | None
    attacker: str | None
    place: str | None
    place_id: int | None
    lat: float | None
    lon: float | None
    place_precision: str | None
    as_of: str | None
    credit: str | None
    credit_kind: str | None
    credit_start: int | None
    credit_end: int | None
    stance: str | None
    via: str | None
    person_name: str | None
    person_age: int | None
    person_sex: str | None
    person_role: str | None
    private: bool | None
    start: int
    end: int
    quote: str
    rule: str
    flags: tuple[str, ...]


FIELDS: tuple[str, ...] = Row.__struct_fields__


def rows(reading: Reading) -> Iterator[Row]:
    """The claims of a reading in the order of the text, one row each."""
    attacks = {attack.number: attack for attack in reading.attacks}
    for claim in sorted(reading.claims, key=lambda claim: (claim.span, claim.slot, claim.id)):
        yield _row(reading.page.document, claim, attacks.get(claim.attack or 0))


def site(claim: Claim, attack: Attack | None) -> Place | None:
    """Where a claim holds: the site it names, else the place of its attack where the attack has only one."""
    if claim.place is not None:
        return claim.place
    return attack.places[0] if attack is not None and len(attack.places) == 1 else None


def _row(document: Document, claim: Claim, attack: Attack | None) -> Row:
    quantity = claim.quantity or _NO_QUANTITY
    person, credit, place = claim.person, claim.credit, site(claim, attack)
    time: When | None = attack.when if attack else None
    return Row(
        claim_id=claim.id,
        document_id=claim.document_id,
        text_id=document.text_id,
        source=document.source,
        url=document.url,
        publisher=document.publisher,
        published=document.published,
        language=claim.language,
        attack=claim.attack,
        scope=claim.scope,
        slot=claim.slot,
        what=claim.what,
        value_words=claim.value_words,
        count=quantity.count,
        bound=quantity.bound or None,
        low=quantity.low,
        high=quantity.high,
        how=claim.how,
        earliest=claim.when.earliest if claim.when else None,
        latest=claim.when.latest if claim.when else None,
        attack_earliest=time.earliest if time else None,
        attack_latest=time.latest if time else None,
        attack_time_basis=time.basis if time else None,
        attacker=attack.attacker if attack else None,
        place=place.name if place else None,
        place_id=place.id if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        place_precision=place.precision if place else None,
        as_of=claim.as_of,
        credit=credit.name if credit else None,
        credit_kind=credit.kind if credit else None,
        credit_start=credit.span.start if credit else None,
        credit_end=credit.span.end if credit else None,
        stance=credit.stance if credit else None,
        via=credit.via if credit else None,
        person_name=person.name if person else None,
        person_age=person.age if person else None,
        person_sex=person.sex if person else None,
        person_role=person.role if person else None,
        private=person.private if person else None,
        start=claim.span.start,
        end=claim.span.end,
        quote=claim.quote,
        rule=claim.rule,
        flags=claim.flags,
    )
