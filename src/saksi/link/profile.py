"""What one document says of one attack, in the form in which reports are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import msgspec

from saksi.link.words import skeleton
from saksi.model import Attack, Claim, Document, Place
from saksi.slots import COUNTED

HOUR, DAY = 60, 24 * 60
_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?")
# Claims with these flags tell of a part or of nothing sure, so they are no total of the attack.
_NO_TOTAL = frozenset({"part_of_total", "implausible", "distributive"})
_TELLING_OBJECTS = frozenset({"school", "hospital", "energy", "transport", "industry", "military", "public_building"})
_CLASSES = {
    "drone": "drone", "decoy_drone": "drone", "missile": "missile", "ballistic_missile": "missile",
    "cruise_missile": "missile", "guided_bomb": "bomb", "bomb": "bomb", "aircraft": "bomb", "rocket": "artillery",
    "artillery": "artillery", "shell": "artillery", "mortar": "artillery", "firearm": "firearm",
    "naval_drone": "naval_drone",
}  # fmt: skip
HIT = ("target", "damaged")
MAX_SITES = 16


class Site(msgspec.Struct, frozen=True, array_like=True):
    """A place of an attack; `within` are the names of what it lies in, its country's name among them."""

    id: int | None
    name: str
    country: str
    precision: str
    lat: float | None
    lon: float | None
    within: tuple[str, ...]


class Figure(msgspec.Struct, frozen=True, array_like=True):
    """A number said: `total` where it stands for the whole attack or site, not for a named part."""

    count: int | None
    low: int | None
    high: int | None
    total: bool


class Profile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A report as it is compared. Times are minutes of the local clock since year 1; None where none is said.

    `figures` by "slot what"; `victims` are names by their consonants; `means` are classes of weapons.
    """

    id: str
    document_id: str
    attack: int
    background: bool = False
    first: int | None = None
    last: int | None = None
    published: int | None = None
    attacker: str | None = None
    sites: tuple[Site, ...] = ()
    figures: dict[str, tuple[Figure, ...]] = {}
    means: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    victims: tuple[str, ...] = ()

    @property
    def dated(self) -> bool:
        """Whether the text says when."""
        return self.first is not None and self.last is not None


def minutes(iso: str | None, end: bool = False) -> int | None:
    """An ISO time of the contract as minutes of its own clock, offset left aside; `end` takes the last minute of a day.

    >>> minutes("2025-07-04") == minutes("2025-07-04T00:00+03:00"), minutes("T01:00+03:00")
    (True, None)
    """
    found = _ISO.match(iso or "")
    if not found:
        return None
    year, month, day, hour, minute = (int(part) if part else None for part in found.groups())
    try:
        start = date(year or 1, month or 1, day or 1).toordinal()
    except ValueError:
        return None
    if hour is not None:
        return start * DAY + hour * HOUR + (minute or 0)
    days = 1 if day else 31
    return (start + days) * DAY - 1 if end else start * DAY


def report_id(document_id: str, attack: int) -> str:
    """The name of a report: its document and the attack's number there."""
    return f"{document_id}/{attack}"


def profiles(document: Document, attacks: Iterable[Attack], claims: Iterable[Claim]) -> list[Profile]:
    """One profile for each attack of a document, from the claims that stand."""
    by_attack: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.attack is not None:
            by_attack.setdefault(claim.attack, []).append(claim)
    return [_profile(document, attack, by_attack.get(attack.number, [])) for attack in attacks]


def _profile(document: Document, attack: Attack, claims: list[Claim]) -> Profile:
    own = [claim for claim in claims if claim.scope == "this_attack" or attack.background]
    first, last = minutes(attack.when.earliest), minutes(attack.when.latest, end=True)
    published = minutes(document.published, end=True)
    if first is None and published is None:
        published = last  # "not after" is the day of publication where the page itself gives none
    places = [*attack.places, *(claim.place for claim in own if claim.place is not None and claim.slot in COUNTED)]
    return Profile(
        id=report_id(document.id, attack.number),
        document_id=document.id,
        attack=attack.number,
        background=attack.background,
        first=first,
        last=last if first is not None else None,
        published=published,
        attacker=None if at_home(attack) else attack.attacker,
        sites=_sites(places, attack.attacker),
        figures=_figures(own),
        means=_sorted(_CLASSES.get(claim.what or "") for claim in own if claim.slot in ("launched", "means")),
        objects=_sorted(claim.what for claim in own if claim.slot in HIT and claim.what in _TELLING_OBJECTS),
        victims=_sorted(skeleton(c.person.name) for c in own if c.slot == "victim" and c.person and c.person.name),
    )  # fmt: skip


def at_home(attack: Attack) -> bool:
    """Whether all sites of an attack lie in the attacker's own country: a page that tells of both sides' strikes was
    read as one, or the land is held by the other side. Its attacker is then no ground for telling reports apart."""
    name = attack.attacker
    return name is not None and bool(attack.places) and all(
        name == place.name or name in place.parents for place in attack.places
    )  # fmt: skip


def _sites(places: Iterable[Place], attacker: str | None) -> tuple[Site, ...]:
    """The places, each once. A country named beside finer places of another country is an actor and no site."""
    once = {(place.id, place.name, place.country): place for place in places if place.name != attacker}
    finer = {place.country for place in once.values() if place.precision != "country"}
    kept = [place for place in once.values() if place.precision != "country" or not finer or place.country in finer]
    kept.sort(key=lambda place: (place.precision == "country", place.name, place.country, str(place.id)))
    return tuple(
        Site(p.id, p.name, p.country, p.precision, p.lat, p.lon, tuple(name for name in p.parents if name != p.name))
        for p in kept[:MAX_SITES]
    )


def _figures(claims: Iterable[Claim]) -> dict[str, tuple[Figure, ...]]:
    found: dict[str, set[tuple[int | None, int | None, int | None, bool]]] = {}
    for claim in claims:
        quantity = claim.quantity
        if claim.slot not in COUNTED or quantity is None or (quantity.low is None and quantity.count is None):
            continue
        total = not _NO_TOTAL.intersection(claim.flags)
        figure = (quantity.count, quantity.low, quantity.high, total)
        found.setdefault(f"{claim.slot} {claim.what or 'other'}", set()).add(figure)
    return {
        key: tuple(Figure(*values) for values in sorted(found[key], key=lambda v: tuple((x is None, x) for x in v)))
        for key in sorted(found)
    }


def _sorted(words: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({word for word in words if word}))
