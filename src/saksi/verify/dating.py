"""A day from the tally: for an undated report whose numbers fit one night alone; against a day that they contradict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from saksi.model import Attack, Check, Claim, Incident, Quantity, When
from saksi.verify.clock import DAY, Window, day, window
from saksi.verify.nights import TELLING, Night, figures, fits, in_scope
from saksi.verify.tallies import Strike, Tallies

BASIS = "by_reference"
CONTRADICTED = "date_contradicted"


def proposed(attack: Attack, claims: Sequence[Claim], published: str | None, tallies: Tallies) -> Attack | None:
    """The attack with the one day whose night has its numbers; None where it has a day, or none or several nights fit.

    `claims` are those of the attack. A night told by its morning: the day is that of the night's end.
    """
    if attack.when.earliest is not None or attack.background:
        return None
    if not in_scope(attack.attacker, (place.country for place in attack.places)):
        return None
    nights = nights_of(figures(claims), tallies, published)
    if len(nights) != 1:
        return None
    on = day(nights[0].last).isoformat()
    return msgspec.structs.replace(attack, when=When(on, on, "day", BASIS))


def nights_of(said: Sequence[tuple[str, Quantity]], tallies: Tallies, published: str | None = None) -> list[Strike]:
    """The national attacks that all these numbers fit and that were over before publication.

    Two kinds of weapon, or one number of a hundred and more, are needed: smaller ones come again and again.
    """
    firm = {(what, quantity) for what, quantity in said if quantity.bound in ("exact", "at_least")}
    if len({what for what, _ in firm}) < 2 and not any((quantity.count or 0) >= TELLING for _, quantity in firm):
        return []
    limit = _end(published)
    return [
        strike for strike in tallies.national()
        if (limit is None or strike.first <= limit) and all(fits(what, quantity, strike) for what, quantity in firm)
    ]  # fmt: skip


def _end(published: str | None) -> int | None:
    found = window(published, published) if published else None
    return found.last if found else None


def contradicted(incident: Incident, claims: Sequence[Claim], night: Night | None, tallies: Tallies) -> Iterator[Check]:
    """A check for each report whose day has other numbers in the tally, while one other night alone has its."""
    if incident.earliest is None:
        return
    own_hours = window(incident.earliest, incident.latest)
    if own_hours is None:
        return
    # A night is told by the date of its evening or of its morning.
    near = Window(own_hours.first - DAY, own_hours.last + DAY)
    by_document: dict[str, list[Claim]] = {}
    for claim in claims:
        by_document.setdefault(claim.document_id, []).append(claim)
    for report in incident.reports:
        own = by_document.get(report.document_id, [])
        said = figures(own)
        if report.by_link or not said or (night is not None and any(fits(*each, night.strike) for each in said)):
            continue
        nights = nights_of(said, tallies)
        if len(nights) == 1 and (night is None or nights[0] != night.strike) and not near.meets(nights[0].window):
            yield _contradiction(incident, report.document_id, own, nights[0], tallies)


def _contradiction(
    incident: Incident, document_id: str, claims: Iterable[Claim], strike: Strike, tallies: Tallies
) -> Check:
    ids = tuple(sorted(claim.id for claim in claims if claim.slot == "launched"))
    return Check(
        reference=tallies.source.name, slot="when", what=None, place=None, reported=incident.earliest,
        reference_value=day(strike.last).isoformat(), verdict="differs",
        note=f"the numbers of document {document_id} are those of another night alone", rows=strike.rows, claim_ids=ids,
    )  # fmt: skip
