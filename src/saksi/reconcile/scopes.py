"""Of what place a figure is: the whole, a site, or what lies inside it. Different scopes are never one number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from saksi.model import Claim, Incident, Place

# More sites than any night's wave has had; a page that names more is no report of one attack.
MOST_SITES = 200


def wholes(incident: Incident) -> frozenset[str]:
    """The names that stand for the whole incident: its only place, or one that holds all the others.

    A nationwide wave has its country so, a strike on one city that city.
    """
    places = incident.places
    return frozenset(
        place.name for place in places if all(place is other or place.name in other.parents for other in places)
    )


def site(claim: Claim, whole: frozenset[str]) -> Place | None:
    """The site that a claim is of, None where it is of the whole."""
    place = claim.place
    if place is None or place.name in whole or place.precision == "country":
        return None
    return place


def sites(claims: Iterable[Claim], whole: frozenset[str]) -> dict[str, Place]:
    """Every site that a claim names, by name, in alphabetical order."""
    found = {place.name: place for claim in claims if (place := site(claim, whole)) is not None}
    return dict(sorted(found.items()))


def most_told(found: dict[str, Place], claims: Iterable[Claim]) -> dict[str, Place]:
    """The sites that most claims name where there are more than an incident can have rows for; the whole keeps all."""
    if len(found) <= MOST_SITES:
        return found
    told = Counter(claim.place.name for claim in claims if claim.place is not None)
    kept = set(sorted(found, key=lambda name: (-told[name], name))[:MOST_SITES])
    return {name: place for name, place in found.items() if name in kept}


def within(claims: Sequence[Claim], place: Place | None, whole: frozenset[str]) -> list[tuple[Claim, bool]]:
    """The claims that are of `place` (None: the whole) or of what lies inside it, the latter marked as parts.

    Where all claims that name a site name the same one (or what lies in it), and none speaks of a wider place, that
    site's figures are those of the whole: no report tells of harm elsewhere.
    """
    if place is not None:
        return [
            (claim, own.name != place.name)
            for claim in claims
            if (own := site(claim, whole)) is not None and (own.name == place.name or place.name in own.parents)
        ]
    named = sites(claims, whole)
    outer = [own for own in named.values() if not named.keys() & set(own.parents)]
    wider = any(claim.place is not None and site(claim, whole) is None for claim in claims)
    alone = outer[0].name if len(outer) == 1 and not wider else None
    return [(claim, (own := site(claim, whole)) is not None and own.name != alone) for claim in claims]
