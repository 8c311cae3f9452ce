"""Where the people of a claim were harmed: the site beside the number, else the one told of before it in its attack."""

from __future__ import annotations

from collections import Counter

from saksi.extract.field import Field
from saksi.gazetteer import load
from saksi.model import Counted, Credit, LineScene, Place, PlaceName, Scene

SEGMENT = frozenset({"semicolon", "stop", "but"})
CROSSED = 4  # what another number between a number and a site costs, in tokens
PARTED = 2  # what a comma or "and" between them costs
BESIDE = 2  # tokens between a place and the one that holds it: "Novaya Tavolzhanka, Shebekino district"
LOCAL = frozenset({"local_official", "rescue_service", "police", "medical"})


class Sites:
    """The sites of a page, asked line by line; made once a page so that no claim looks through all lines."""

    def __init__(self, scene: Scene) -> None:
        self._before: dict[int, tuple[int, Place]] = {}
        self._main: dict[int, Place] = {}
        self._last: dict[int | None, tuple[int, Place]] = {}
        counted: dict[int, Counter[str]] = {}
        known: dict[str, Place] = {}
        for scene_of in scene.lines:
            attack = scene_of.attack
            if attack is None:
                continue
            if attack in self._last:
                self._before[id(scene_of)] = self._last[attack]
            if scene_of.sites:
                self._last[attack] = (scene_of.line.sentence.paragraph, _told_last(scene_of.sites))
                names = [name.candidates[0] for name in scene_of.sites]
                known.update((place.name, place) for place in names)
                counted.setdefault(attack, Counter()).update(place.name for place in names)
        for attack, names_of in counted.items():
            self._main[attack] = known[max(names_of, key=lambda name: names_of[name])]

    def of(self, scene_of: LineScene, field: Field, item: Counted, credit: Credit | None) -> Place | None:
        """The place of a number: beside it, its speaker's own town or region, told of before, or the attack's only
        one.
        """
        if scene_of.sites:
            return _beside(field, item, scene_of.sites)
        before = self._before.get(id(scene_of))
        if before is not None and before[0] == scene_of.line.sentence.paragraph:
            return _town(before[1])
        own = _speakers_place(scene_of, credit)
        if own is not None:
            return own
        if before is not None:
            main = self._main[scene_of.attack] if scene_of.attack is not None else before[1]
            return _town(main)
        return None


def _told_last(sites: tuple[PlaceName, ...]) -> Place:
    """The last site of a line, or the one in it that stands right before."""
    last = sites[-1].candidates[0]
    if len(sites) > 1 and last.name in sites[-2].candidates[0].parents and sites[-1].first - sites[-2].last <= BESIDE:
        return sites[-2].candidates[0]
    return last


def _town(place: Place) -> Place:
    """The town of a district, since a toll told after it is mostly the town's."""
    if place.precision != "district" or not place.parents:
        return place
    return load().around(place, "city") or place


def _beside(field: Field, item: Counted, sites: tuple[PlaceName, ...]) -> Place:
    """The site at least cost from a number of its own part of the sentence; where it holds another beside it, that
    one.
    """
    own = [name for name in sites if not _apart(field, item, name)] or list(sites)
    nearest = min(own, key=lambda name: (_cost(field, item, name), name.first))
    place = nearest.candidates[0]
    for other in sites:
        inner = other.candidates[0]
        if place.name in inner.parents and 0 <= nearest.first - other.last <= BESIDE:
            return inner
    return place


def _apart(field: Field, item: Counted, name: PlaceName) -> bool:
    low, high = (name.last, item.first) if name.last <= item.first else (item.last, name.first)
    return low < high and field.between(low, high, SEGMENT)


def _cost(field: Field, item: Counted, name: PlaceName) -> int:
    low, high = (name.last, item.first) if name.last <= item.first else (item.last, name.first)
    cost = max(high - low, 0)
    for other in field.line.counted:
        if other is not item and other.refused is None and "implicit" not in other.marks and low <= other.first < high:
            cost += CROSSED
    return cost + PARTED * sum(1 for at in range(low, high) if field.line.kinds[at] & {"comma", "and"})


def _speakers_place(scene_of: LineScene, credit: Credit | None) -> Place | None:
    """The town or region that a local official speaks for, where his title in this line names it."""
    if credit is None or credit.kind not in LOCAL:
        return None
    line = scene_of.line
    for name in line.places:
        start, end = line.starts[name.first], line.ends[name.last - 1]
        if credit.span.start <= start and end <= credit.span.end and name.candidates and not name.thin:
            return name.candidates[0]
    return None
