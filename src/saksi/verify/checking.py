"""All checks of one incident."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from saksi.model import Check, Claim, Incident
from saksi.verify.alerts import Alerts
from saksi.verify.dating import CONTRADICTED, contradicted
from saksi.verify.nights import figures, in_scope, night
from saksi.verify.sirens import alert_checks
from saksi.verify.superlatives import superlative_checks
from saksi.verify.tallies import Tallies
from saksi.verify.weapons import weapon_checks


class References(NamedTuple):
    """What incidents are held against; either may be missing."""

    tallies: Tallies | None = None
    alerts: Alerts | None = None


def checked(incident: Incident, claims: Sequence[Claim], references: References) -> Incident:
    """The incident, with its estimates made, held against the references that there are.

    Checks: weapons by kind, superlatives and days that the tally contradicts (flag `date_contradicted`); the alert of
    each region and night.
    """
    tallies, alerts = references
    if incident.earliest is None or (tallies is None and alerts is None):
        return incident
    if not in_scope(incident.attacker, (place.country for place in incident.places)):
        return incident
    found = night(incident, figures(claims), tallies) if tallies else None
    checks: list[Check] = []
    if tallies:
        checks += weapon_checks(incident, found, tallies)
        checks += superlative_checks(claims, found, tallies)
        days = list(contradicted(incident, claims, found, tallies))
        checks += days
        if days:
            incident = msgspec.structs.replace(incident, flags=(*incident.flags, CONTRADICTED))
    if alerts:
        checks += alert_checks(incident, claims, alerts, found.strike.window if found else None)
    return msgspec.structs.replace(incident, checks=tuple(checks))
