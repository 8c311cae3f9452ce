"""Small judgements on two reports, each a score with its sentence. `LIKENESS` is the whole table.

Scores are added up. From 3 on two reports are taken for one attack: the same place in the same hours (3 + 2) suffices,
a region that holds the place on the same day (1.5 + 1.5 + attacker 1) does, the same day alone never does. The numbers
are our own, fitted by hand to the pairs in tests/hard_pairs and checked on labelled clusters (docs/record.md).
"""

from __future__ import annotations

from collections.abc import Callable
from math import asin, cos, radians, sin, sqrt

from saksi.link.profile import DAY, HOUR, Figure, Profile, Site
from saksi.link.words import weight

Reason = tuple[float, str]
Likeness = Callable[[Profile, Profile], Reason | None]

EARTH_KM = 6371.0088
# A night is told as 18:00 to 09:00 (the contract), a day as 24 hours; a clock as said rarely spans over three.
CLOCK, NIGHT, ONE_DAY = 3 * HOUR, 15 * HOUR + 30, 36 * HOUR
SAME_CLOCK, OTHER_CLOCK = 90, 4 * HOUR
# So many drones or missiles come in waves that last a night, and two clocks may be of one wave.
WAVE = 20
NEAR_KM, REGION_KM = 12.0, 60.0
MOST_FIGURES, MOST_AGAINST = 5.0, -4.0


def time(a: Profile, b: Profile) -> Reason | None:
    """Hours that overlap, or the gap between them; an undated report is weighed by its publication."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return _publication(a, b)
    gap = max(a.first, b.first) - min(a.last, b.last)
    width = max(a.last - a.first, b.last - b.first)
    if gap <= 0:
        if width <= CLOCK:
            return 2.5, "the same hours"
        if width <= NIGHT:
            return 2.0, "the same night or part of the day"
        if width <= ONE_DAY:
            return 1.5, "the same day"
        return (0.5, "days that overlap") if width <= 8 * DAY else None
    if width <= CLOCK and gap <= SAME_CLOCK:
        return 0.5, f"clocks {gap} minutes apart"
    if width <= CLOCK and gap > OTHER_CLOCK:
        return (-1.0, "other hours of a wave") if _wave(a) and _wave(b) else (-4.0, "told apart by the clock")
    return -2.5, "neighbouring days or parts of a day"


def _publication(a: Profile, b: Profile) -> Reason | None:
    dated, other = (a, b) if a.dated else (b, a)
    if other.published is None or (told := dated.first if dated.dated else dated.published) is None:
        return None
    days = abs(other.published - told) / DAY
    if days <= 2:
        return 0.5, "undated, but published within two days"
    return (-2.0, "published weeks away") if days > 30 else None


def _wave(profile: Profile) -> bool:
    return any(
        (figure.low or figure.count or 0) >= WAVE
        for key, figures in profile.figures.items()
        if key.startswith("launched")
        for figure in figures
    )


def place(a: Profile, b: Profile) -> Reason | None:
    """The closest tie between a site of the one and a site of the other."""
    if not a.sites or not b.sites:
        return None
    return max((_sites(one, other) for one in a.sites for other in b.sites), key=lambda reason: reason[0])


def _sites(one: Site, other: Site) -> Reason:
    if one.country == other.country and one.name == other.name and (one.id == other.id or not (one.id and other.id)):
        score = {"country": 1.0, "region": 2.0}.get(one.precision, 3.0)
        return score, f"the same place, {one.name}"
    for outer, inner in ((one, other), (other, one)):
        if outer.country == inner.country and outer.name in inner.within:
            return (0.7 if outer.precision == "country" else 1.5), f"{outer.name} holds {inner.name}"
    if one.country != other.country:
        return -2.5, f"{one.name} and {other.name} lie in two countries"
    return _apart(one, other)


def _apart(one: Site, other: Site) -> Reason:
    away = distance(one, other)
    if away is None:
        return -1.0, f"{one.name} and {other.name} are two places"
    if away <= NEAR_KM and "region" not in (one.precision, other.precision):
        return 1.5, f"{one.name} is {away:.0f} km from {other.name}"
    if away <= REGION_KM and "region" in (one.precision, other.precision):
        return 0.5, f"{one.name} is about {other.name}"
    return -1.5, f"{one.name} is {away:.0f} km from {other.name}"


def distance(one: Site, other: Site) -> float | None:
    """Great-circle distance in km; None where one has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    lat_a, lat_b = radians(one.lat), radians(other.lat)
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


def attacker(a: Profile, b: Profile) -> Reason | None:
    """The same attacker, or another; silence where a text names none."""
    if not a.attacker or not b.attacker:
        return None
    if a.attacker == b.attacker:
        return 1.0, f"the same attacker, {a.attacker}"
    return -3.0, f"attackers differ: {a.attacker}, {b.attacker}"


def figures(a: Profile, b: Profile) -> Reason | None:
    """Numbers both give; rare ones tell most."""
    shared = sorted(
        (
            (weight(count), f"{count} {key}")
            for key in a.figures if key in b.figures
            for count in _both(a.figures[key], b.figures[key])
        ),
        reverse=True,
    )  # fmt: skip
    if not shared:
        return None
    return min(MOST_FIGURES, sum(told for told, _ in shared)), "the same figures: " + ", ".join(
        words for _, words in shared[:4]
    )


def _both(one: tuple[Figure, ...], other: tuple[Figure, ...]) -> set[int]:
    return {figure.count for figure in one if figure.count} & {figure.count for figure in other if figure.count}


def weapons(a: Profile, b: Profile) -> Reason | None:
    """Launched and intercepted as bounds: near one another, or not to be reconciled."""
    score, words = 0.0, []
    for key in sorted(a.figures):
        if (
            key not in b.figures
            or key.split()[0] not in ("launched", "intercepted")
            or _both(a.figures[key], b.figures[key])
        ):
            continue
        told = _bounds(a.figures[key], b.figures[key])
        if told:
            score += told[0]
            words.append(f"{key}: {told[1]}")
    return (max(MOST_AGAINST, score), "; ".join(words)) if words else None


def _bounds(one: tuple[Figure, ...], other: tuple[Figure, ...]) -> Reason | None:
    left, right = _total(one), _total(other)
    if left is None or right is None or not left.count or not right.count:
        return None
    low, high = sorted((left.count, right.count))
    said = f"{left.count} and {right.count}"
    if high <= low * 1.1:
        return 0.5, f"nearly equal ({said})"
    if left.low is None or right.low is None or left.high is None or right.high is None or high <= low * 1.5:
        return -0.3, f"{said}, which bounds allow"
    return -1.5, f"{said}, which are far apart"


def tolls(a: Profile, b: Profile) -> Reason | None:
    """Killed and injured may grow with the time of publication, and rarely fall."""
    score, words = 0.0, []
    for key in ("killed person", "injured person"):
        one, other = _total(a.figures.get(key, ())), _total(b.figures.get(key, ()))
        if one is None or other is None or one.count is None or other.count is None or one.count == other.count:
            continue
        told = _growth(one.count, other.count, a.published, b.published)
        if told:
            score += told[0]
            words.append(f"{key}: {told[1]}")
    return (score, "; ".join(words)) if words else None


def _growth(one: int, other: int, published: int | None, later: int | None) -> Reason | None:
    if published is not None and later is not None and published > later:
        one, other, published, later = other, one, later, published
    low, high = sorted((one, other))
    known = published is not None and later is not None and later - published >= DAY
    if known and other < one:
        return -0.75, f"falls from {one} to {other}"
    if high - low >= 10 and high >= 5 * max(low, 1) and not known:
        return -1.0, f"{low} and {high} at one time"
    return None


def _total(found: tuple[Figure, ...]) -> Figure | None:
    """The greatest number that stands for the whole."""
    return max(
        (figure for figure in found if figure.total and figure.count is not None),
        key=lambda f: f.count or 0,
        default=None,
    )


def means(a: Profile, b: Profile) -> Reason | None:
    """The same sort of weapon, or none in common."""
    if not a.means or not b.means:
        return None
    shared = set(a.means) & set(b.means)
    if shared:
        return 0.5, f"the same means: {', '.join(sorted(shared))}"
    return -1.5, f"other means: {', '.join(a.means)}; {', '.join(b.means)}"


def victims(a: Profile, b: Profile) -> Reason | None:
    """Victims of one name; names are compared by their consonants, across scripts."""
    shared = set(a.victims) & set(b.victims)
    return (min(4.0, 2.0 * len(shared)), "victims of the same name") if shared else None


def objects(a: Profile, b: Profile) -> Reason | None:
    """The same kind of object hit, where the kind is telling (a school, a power plant)."""
    shared = sorted(set(a.objects) & set(b.objects))
    return (min(1.0, 0.5 * len(shared)), f"the same objects: {', '.join(shared)}") if shared else None


LIKENESS: tuple[Likeness, ...] = (time, place, attacker, figures, weapons, tolls, means, victims, objects)
