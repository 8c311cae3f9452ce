"""Which attack of the tally an incident is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from saksi.model import Claim, Incident, Quantity
from saksi.verify.clock import DAY, HOUR, Window, iso, window
from saksi.verify.tallies import Strike, Tallies, kinds_of

COUNTRY = "UA"
ATTACKER = "Russia"
# One number alone tells a night only where it is as large as this: smaller ones come again and again.
TELLING = 100
# An attack that ends so much after a day's own evening is that of the next night; hours that a text gives have no such
# evening.
NEXT = 6 * HOUR


class Night(NamedTuple):
    """The attack of the tally that an incident is held against, and how many others lie in the incident's hours."""

    strike: Strike
    others: int


def in_scope(attacker: str | None, countries: Iterable[str]) -> bool:
    """Whether the tally can tell of an attack: Russia's, or of nobody named, on Ukraine."""
    known = set(countries)
    return attacker in (None, ATTACKER) and (COUNTRY in known or (not known and attacker == ATTACKER))


def hours(incident: Incident) -> Window | None:
    """The hours in which an incident can have been; None where it has no day."""
    return window(incident.earliest, incident.latest)


def night(incident: Incident, said: Sequence[tuple[str, Quantity]], tallies: Tallies) -> Night | None:
    """The national attack that lies in the incident's hours; of several the one that most of the numbers fit, then the
    greatest."""
    own = hours(incident)
    if own is None:
        return None
    over = own.last + (DAY if "T" in (incident.latest or "") else NEXT)
    found = [strike for strike in tallies.national() if strike.window.meets(own) and strike.last <= over]
    if not found:
        return None
    best = max(found, key=lambda strike: (fitting(said, strike), _size(strike), strike.rows))
    return Night(best, len(found) - 1)


def figures(claims: Iterable[Claim]) -> list[tuple[str, Quantity]]:
    """What is said to have been launched over the country: kind and number, parts and single sites left out."""
    return [
        (claim.what, claim.quantity) for claim in claims
        if claim.slot == "launched" and claim.scope == "this_attack" and claim.what and kinds_of(claim.what)
        and claim.quantity is not None and claim.quantity.count is not None
        and (claim.place is None or claim.place.precision == "country")
    ]  # fmt: skip


def fitting(said: Iterable[tuple[str, Quantity]], strike: Strike) -> int:
    """How many of the numbers are the strike's own."""
    return sum(fits(what, quantity, strike) for what, quantity in said)


def fits(what: str, quantity: Quantity, strike: Strike) -> bool:
    """Whether a firm number is the strike's."""
    return quantity.bound in ("exact", "at_least") and strike.count(what) == quantity.count


def words(strike: Strike) -> str:
    """The hours of an attack in words."""
    return f"{iso(strike.first)} to {iso(strike.last)}"


def _size(strike: Strike) -> int:
    return strike.count("mixed") or 0
