"""A record in the columns of UCDP, ACLED or Airwars, each marked by how well a machine can fill it.

A profile is a table of fields (`profiles/<name>.toml`): the column, the value below that fills it, a mark - `exact`,
`close`, `caveat`, `unsayable` - and the sentence why. What is unsayable stays empty.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from saksi.model import Estimate, Incident, Place
from saksi.publish.paragraph import Tellers, paragraph
from saksi.text import fold

PROFILES = ("airwars", "ucdp", "acled")
MARKS = ("exact", "close", "caveat", "unsayable")
COMPANION = ("field", "mark", "note")
_DAY = 10
# Of ACLED's sub-events the one that a weapon makes; the first of a list is taken where reports name several.
_AIR = frozenset({"drone", "decoy_drone", "aircraft", "air_strike", "guided_bomb", "bomb"})
_SHELLING = frozenset(
    {"missile", "ballistic_missile", "cruise_missile", "rocket", "artillery", "shell", "mortar", "mixed"}
)
_WHERE = {"point": 1, "city": 1, "district": 3, "region": 4, "country": 6}
_GEO = {"point": 1, "city": 1, "district": 2, "region": 3}


class Source(NamedTuple):
    """A report of an incident: its outlet, its address or file, and when it was published."""

    outlet: str
    address: str
    published: str | None


class Facts(NamedTuple):
    """An incident with what stands beside it: `quotes` of claims by id, weapons named, a person's grade."""

    incident: Incident
    sources: tuple[Source, ...]
    tellers: Tellers
    quotes: Mapping[str, str]
    weapons: frozenset[str]
    grade: str | None


def fields(profile: str) -> list[dict[str, str]]:
    """The companion table of a profile: field, mark and note of each column."""
    return [{"field": each["name"], "mark": each["mark"], "note": each["note"]} for each in _table(profile)["field"]]


def rows(profile: str, facts: Iterable[Facts]) -> Iterator[dict[str, Any]]:
    """One row an incident, in the profile's columns; None where nothing is said or a machine cannot say."""
    table = _table(profile)["field"]
    for each in facts:
        yield {field["name"]: VALUES[field["value"]](each) if "value" in field else None for field in table}


def _harm(slot: str, what: str, bound: str) -> Callable[[Facts], int | None]:
    def value(facts: Facts) -> int | None:
        row = _row(facts, slot, what)
        return None if row is None else getattr(row, bound)

    return value


def _row(facts: Facts, slot: str, what: str) -> Estimate | None:
    return next(
        (row for row in facts.incident.estimates if (row.slot, row.what, row.place) == (slot, what, None)), None
    )


def _high_or_best(facts: Facts) -> int | None:
    row = _row(facts, "killed", "person")
    return None if row is None else row.best if row.high is None else row.high


def _civilians(facts: Facts) -> int | None:
    """What is said of civilians; where nothing is, of the greatest group that can be nothing else."""
    civilians = _harm("killed", "civilian", "best")(facts)
    if civilians is not None:
        return civilians
    return max(
        (n for what in ("child", "woman") if (n := _harm("killed", what, "best")(facts)) is not None), default=None
    )


def _rest(facts: Facts) -> int | None:
    best = _harm("killed", "person", "best")(facts)
    if best is None:
        return None
    return max(0, best - (_civilians(facts) or 0) - (_harm("killed", "soldier", "best")(facts) or 0))


def fatalities(facts: Facts) -> int:
    """ACLED's figure: the lowest current number; for words without one 10, 12 or 100; 0 where no deaths are told."""
    row = _row(facts, "killed", "person")
    if row is None:
        return 0
    if row.best is not None:
        return row.best if row.low is None else row.low
    vague = [count for name in row.claim_ids if (count := _vague(facts.quotes.get(name, ""))) is not None]
    return min(vague) if vague else row.low or 0


def _vague(quote: str) -> int | None:
    words = fold(quote)
    return next((entry["count"] for entry in _words().values() if any(stem in words for stem in entry["words"])), None)


def _place(facts: Facts) -> Place | None:
    """The site that stands for the incident: the first that is no country."""
    places = facts.incident.places
    return next((place for place in places if place.precision != "country"), places[0] if places else None)


def _of_place(name: str) -> Callable[[Facts], Any]:
    def value(facts: Facts) -> Any:
        place = _place(facts)
        return None if place is None else getattr(place, name)

    return value


def _coded(codes: Mapping[str, int]) -> Callable[[Facts], int | None]:
    def value(facts: Facts) -> int | None:
        place = _place(facts)
        if place is None:
            return None
        return codes.get("district" if place.precision == "region" and _oblast(place) else place.precision)

    return value


def _region(facts: Facts) -> str | None:
    place = _place(facts)
    if place is None or place.precision == "country":
        return None
    return _oblast(place) or (place.name if place.precision == "region" else None)


def _oblast(place: Place) -> str | None:
    """The region that a place lies in; None for a region itself."""
    return next((name for name in place.parents if "oblast" in name), None)


def _day(bound: str) -> Callable[[Facts], str | None]:
    def value(facts: Facts) -> str | None:
        found: str | None = getattr(facts.incident, bound) if facts.incident.earliest else None
        if found and bound == "latest" and found[_DAY:].startswith("T00:00") and found != facts.incident.earliest:
            return str(date.fromisoformat(found[:_DAY]) - timedelta(days=1))  # an evening ends with its own day
        return found[:_DAY] if found else None

    return value


def _date_prec(facts: Facts) -> int | None:
    first, last = _day("earliest")(facts), _day("latest")(facts)
    if first is None:
        return None
    night = "T" in (facts.incident.earliest or "")
    return 1 if first == last or night else 2


def _sub_event(facts: Facts) -> str | None:
    if facts.weapons & _AIR:
        return "Air/drone strike"
    return "Shelling/artillery/missile attack" if facts.weapons & _SHELLING else None


def _position(facts: Facts) -> str | None:
    grounds = facts.incident.grounds
    if grounds is None or not (grounds.admits or grounds.denies):
        return None
    said = [f"admits: {', '.join(grounds.admits)}"] if grounds.admits else []
    return "; ".join([*said, *([f"denies: {', '.join(grounds.denies)}"] if grounds.denies else [])])


def _sources(facts: Facts) -> str:
    return "; ".join(
        " ".join(filter(None, (source.outlet, source.published, source.address))) for source in facts.sources
    )


VALUES: dict[str, Callable[[Facts], Any]] = {
    "id": lambda facts: facts.incident.id,
    "attacker": lambda facts: facts.incident.attacker,
    "independent_sources": lambda facts: facts.incident.independent_sources,
    "place": _of_place("name"), "precision": _of_place("precision"), "latitude": _of_place("lat"),
    "longitude": _of_place("lon"), "country": _of_place("country"), "region": _region,
    "places": lambda facts: "; ".join(place.name for place in facts.incident.places),
    "one": lambda facts: 1,
    "year": lambda facts: (_day("latest")(facts) or "")[:4] or None,
    "date_start": _day("earliest"), "date_end": _day("latest"), "ucdp_date_prec": _date_prec,
    "ucdp_where_prec": _coded(_WHERE), "acled_geo_precision": _coded(_GEO),
    "acled_time_precision": lambda facts: 1 if facts.incident.earliest else None,
    "acled_event_type": lambda facts: "Explosions/Remote violence" if _sub_event(facts) else None,
    "acled_sub_event_type": _sub_event, "acled_fatalities": fatalities,
    "killed_low": _harm("killed", "person", "low"), "killed_best": _harm("killed", "person", "best"),
    "killed_high": _harm("killed", "person", "high"), "killed_high_or_best": _high_or_best,
    "killed_soldiers": _harm("killed", "soldier", "best"), "killed_civilians": _civilians, "killed_rest": _rest,
    "children_killed_low": _harm("killed", "child", "low"), "children_killed_high": _harm("killed", "child", "high"),
    "women_killed_low": _harm("killed", "woman", "low"), "women_killed_high": _harm("killed", "woman", "high"),
    "men_killed_low": _harm("killed", "man", "low"), "men_killed_high": _harm("killed", "man", "high"),
    "injured_low": _harm("injured", "person", "low"), "injured_high": _harm("injured", "person", "high"),
    "weapons": lambda facts: "; ".join(sorted(facts.weapons)) or None,
    "grade": lambda facts: facts.grade,
    "position": _position,
    "outlets": lambda facts: "; ".join(dict.fromkeys(source.outlet for source in facts.sources)),
    "sources": _sources,
    "paragraph": lambda facts: paragraph(facts.incident, facts.tellers),
}  # fmt: skip


@cache
def _table(profile: str) -> dict[str, Any]:
    return tomllib.loads(_folder().joinpath(f"{profile}.toml").read_text("utf-8"))


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(_folder().joinpath("vague.toml").read_text("utf-8"))


def _folder() -> Any:
    return resources.files("saksi.publish").joinpath("profiles")
