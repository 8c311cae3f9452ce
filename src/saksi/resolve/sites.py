"""Which of a line's places can be where it happened: not where the speaker sits, not where it was launched from."""

from __future__ import annotations

from collections import Counter

from saksi.gazetteer import load
from saksi.model import Credited, Line, Place, PlaceName
from saksi.resolve.words import section_at

AWAY = 2  # tokens before a place in which a word of origin ("from", "based in") may stand
_ROUGH = ("country", "region", "district", "city", "point")
SILENT = frozenset({"dateline", "byline", "caption", "credit_line", "chrome"})


def home_of(lines: tuple[Line, ...]) -> str | None:
    """The country that most places of a page lie in (ISO 3166-1 alpha-2), so that "the capital" has a name."""
    counted = Counter(
        name.candidates[0].country for line in lines for name in line.places if name.candidates and not name.thin
    )
    return max(counted, key=lambda code: (counted[code], code)) if counted else None


def sites_of(line: Line, credits: list[Credited], home: str | None) -> tuple[PlaceName, ...]:
    """The places of a line that can be the site of what it tells, in order."""
    if line.sentence.role in SILENT:
        return ()
    named = [name for name in line.places if not name.thin and name.candidates]
    capital = _capital(line, home)
    named += [name for name in capital if not any(one.first <= name.first < one.last for one in named)]
    if not named:
        return ()
    return tuple(sorted((name for name in named if not _elsewhere(line, name, credits)), key=lambda name: name.first))


def _capital(line: Line, home: str | None) -> list[PlaceName]:
    """ "The capital" of the country that the page is about."""
    found = [marker for marker in line.markers if marker.kind == "capital"]
    if not found or home is None:
        return []
    try:
        place = load().capital(home)
    except KeyError:
        return []
    return [PlaceName(marker.first, marker.last, (place,)) for marker in found]


def _elsewhere(line: Line, name: PlaceName, credits: list[Credited]) -> bool:
    start, end = line.starts[name.first], line.ends[name.last - 1]
    if any(one.credit.span.start <= start and end <= one.credit.span.end for one in credits):
        return True
    roles = [m for m in line.speech if m.kind.startswith("role.") and m.last >= name.first - 1 and m.first <= name.last]
    if any(one.credit.span.start <= line.starts[m.first] < one.credit.span.end for m in roles for one in credits):
        return True
    if any(actor.first == name.first and actor.kind != "country" for actor in line.actors):
        return True
    return any(section_at(line, at, "from") for at in range(max(name.first - AWAY, 0), name.first))


def finest(places: list[Place]) -> Place | None:
    """The most exact of some places; the first of equals."""
    return max(places, key=lambda place: _ROUGH.index(place.precision)) if places else None


def within(inner: Place, outer: Place) -> bool:
    """Whether a place is another or lies in it."""
    return inner.name == outer.name or outer.name in inner.parents


def apart(sites: tuple[PlaceName, ...], places: list[Place]) -> bool:
    """Whether none of some sites is, holds or lies in one of some places."""
    own = [name.candidates[0] for name in sites]
    return not any(within(one, other) or within(other, one) for one in own for other in places)
