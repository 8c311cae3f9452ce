"""Which of a line's places can be where it happened: not where the speaker sits, not where it was launched from."""

from __future__ import annotations

from saksi.model import Credited, Line, Place, PlaceName
from saksi.resolve.words import section_at

AWAY = 2  # tokens before a place in which a word of origin ("from", "з") may stand
_ROUGH = ("country", "region", "district", "city", "point")


def sites_of(line: Line, credits: list[Credited]) -> tuple[PlaceName, ...]:
    """The places of a line that can be the site of what it tells, in order."""
    if line.sentence.role in ("dateline", "byline", "caption", "credit_line", "chrome"):
        return ()
    return tuple(name for name in line.places if not name.thin and name.candidates and not _elsewhere(line, name, credits))


def _elsewhere(line: Line, name: PlaceName, credits: list[Credited]) -> bool:
    start, end = line.starts[name.first], line.ends[name.last - 1]
    if any(one.credit.span.start <= start and end <= one.credit.span.end for one in credits):
        return True
    roles = [m for m in line.speech if m.kind.startswith("role.") and m.last >= name.first - 1 and m.first <= name.last]
    if any(one.credit.span.start <= line.starts[m.first] < one.credit.span.end for m in roles for one in credits):
        return True
    if any(actor.first == name.first and actor.kind == "of" for actor in line.actors):
        return True
    return any(section_at(line, at, "from") for at in range(max(name.first - AWAY, 0), name.first))


def finest(places: list[Place]) -> Place | None:
    """The most exact of some places; the first of equals."""
    return max(places, key=lambda place: _ROUGH.index(place.precision)) if places else None
