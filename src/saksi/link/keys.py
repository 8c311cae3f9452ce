"""Blocks: which reports are worth comparing. Two meet where they share a key, unless both hold it from below."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from itertools import combinations
from math import floor
from typing import NamedTuple

from saksi.link.profile import DAY, Profile
from saksi.link.words import weight

AT, UNDER = 0, 1
# A window longer than this says no day, so the figures must bring such reports together.
LONGEST_WINDOW = 5
# Figures that are rare enough, alone within a week or two of them at any time.
RARE_ALONE, RARE_PAIR, TELLING = 2.0, 2.5, 10
WEEK = 7
# Degrees: 0.06 of latitude are 6.7 km, 0.1 of longitude 6 km at 57 degrees; half of `likeness.NEAR_KM` either way.
NORTH, EAST, CELL = 0.06, 0.1, 0.25


class Key(NamedTuple):
    """A block's number and how the report holds it: AT (itself) or UNDER (what it lies in)."""

    number: int
    side: int


def keys(profile: Profile) -> set[Key]:
    """The blocks of a report: its sites, what they lie in and the ground about them, day by day; its rare figures; the
    full names of its victims.

    A city meets the same city, its region and a nationwide wave; two towns of one region do not meet by place alone.
    """
    found = {Key(_number(f"place {name} {day}"), side) for name, side in _names(profile) for day in _days(profile)}
    found.update(Key(_number(f"cell {cell} {day}"), AT) for cell in _cells(profile) for day in _days(profile))
    found.update(Key(_number(words), AT) for words in _figure_keys(profile))
    found.update(Key(_number(f"victim {name}"), AT) for name in profile.victims if " " in name)
    here = {key.number for key in found if key.side == AT}
    return {key for key in found if key.side == AT or key.number not in here}


def _names(profile: Profile) -> Iterator[tuple[str, int]]:
    for site in profile.sites:
        yield f"{site.country} {site.name}", AT
        for outer in site.within:
            yield f"{site.country} {outer}", UNDER


def _cells(profile: Profile) -> set[tuple[int, int]]:
    """The squares that the ground about each town touches: two towns within NEAR_KM share one."""
    return {
        (floor((site.lat + north) / CELL), floor((site.lon + east) / CELL))
        for site in profile.sites
        if site.lat is not None and site.lon is not None and site.precision not in ("region", "country")
        for north in (-NORTH, NORTH)
        for east in (-EAST, EAST)
    }


def _days(profile: Profile) -> range:
    """The days of the attack; of a report that tells none those that it is most likely written about."""
    if profile.first is None or profile.last is None:
        published = profile.published
        return range(0) if published is None else range(published // DAY - 1, published // DAY + 1)
    first, last = profile.first // DAY, profile.last // DAY
    return range(first, last + 1) if last - first < LONGEST_WINDOW else range(0)


def _figure_keys(profile: Profile) -> Iterator[str]:
    told = {
        (weight(figure.count), f"{slot} {figure.count}")
        for slot, found in profile.figures.items()
        for figure in found
        if figure.count
    }
    rare = sorted(told, key=lambda item: (-item[0], item[1]))[:TELLING]
    for (left, one), (right, other) in combinations(sorted(rare, key=lambda item: item[1]), 2):
        if left + right >= RARE_PAIR:
            yield f"pair {one} {other}"
    for rarity, words in rare:
        if rarity >= RARE_ALONE:
            for week in _weeks(profile):
                yield f"rare {words} {week}"


def _weeks(profile: Profile) -> set[int]:
    """The weeks in which a figure can be met: of the days and one either side; of the days before publication."""
    if profile.first is not None and profile.last is not None:
        first, last = profile.first // DAY - 1, profile.last // DAY + 1
    elif profile.published is not None:
        first, last = profile.published // DAY - WEEK, profile.published // DAY
    else:
        return set()
    return {day // WEEK for day in range(first, last + 1)} if last - first <= 2 * WEEK else set()


def _number(words: str) -> int:
    """63 bits, so that a database holds it as an integer; the same on every machine."""
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest()) >> 1
