"""Which site of a sentence is a number's: the nearest in its own part, the one that lies in another beside it."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from saksi.extract.field import Field
from saksi.gazetteer import load
from saksi.model import Counted, Line, Place, PlaceName
from saksi.slots import HARM

SEGMENT = frozenset({"semicolon", "stop", "but"})
CROSSED = 4  # what another number between a number and a site costs, in tokens
LISTS = frozenset({"comma", "semicolon", "stop", "colon", "and", "or", "but"})
JOINED = frozenset({"and", "or", "but", "semicolon"})
TOLD_WITH = 4  # tokens between two counts that one "and" joins
PARTED_BY = frozenset({"comma", "semicolon", "stop", "in", "but"})
PARTED = 3  # what a comma or "and" between them costs
NEAREST = 12  # sites looked at on either side of a number
HEADS = 2  # tokens within which a place heads its line and holds for all of it
APPOSED = 5  # tokens between a place and the one that holds it, with an apposition
BESIDE = 2  # tokens between a place and the one that holds it: "Novaya Tavolzhanka, Shebekino district"
OUTER_FIRST = 3  # tokens between a place and one in it that follows: "Yemen's port city of Hodeidah"


def told_last(line: Line, sites: tuple[PlaceName, ...]) -> Place:
    """The last site of a line, or the one in it that stands right before: of "X, Qwerty district, Kherson region" X."""
    last = sites[-1]
    for before in reversed(sites[:-1]):
        if _holds(line, last, before) or _in_brackets(line, before, last):
            last = before
        elif before.candidates[0].name not in last.candidates[0].parents:
            break  # "Qwerty village, in Myanmar's Sagaing Region" goes on to what lies in the region
    return last.candidates[0]


def _in_brackets(line: Line, name: PlaceName, aside: PlaceName) -> bool:
    """Whether a place only tells in brackets where another is: "Muridke (near Lahore)"."""
    between = line.kinds[name.last : aside.first]
    return 0 < len(between) <= BESIDE and "open" in between[0]


def _holds(line: Line, outer: PlaceName, inner: PlaceName) -> bool:
    """Whether a place stands right behind one that lies in it: "Novaya Tavolzhanka, Shebekino district"; or before it:
    "Yemen's port city of Hodeidah".
    """
    gap = outer.first - inner.last
    left, right = inner.candidates[0], outer.candidates[0]
    coarser = left.precision in ("point", "city") and right.precision == "region" and left.country == right.country
    if gap < 0:
        between = range(outer.last, inner.first)
        if len(between) > OUTER_FIRST or any(line.kinds[at] & LISTS for at in between):
            return False
        if not between and line.forms[outer.last - 1].endswith("'s"):
            return left.country == right.country and left.precision == "city"  # "Jammu's Rajouri"
        return right.name in left.parents or (inner.head is not None and coarser)  # "the Darfur city of El Fasher"
    if any(line.kinds[at] & JOINED for at in range(inner.last, outer.first)):
        return False  # "killed one in Rodynske and five across the region"
    if right.name in left.parents:
        return 0 <= gap <= APPOSED  # "El Fasher, the capital of North Darfur"
    inside = gap <= BESIDE and any("in" in line.kinds[at] for at in range(inner.last, outer.first))
    return coarser and (gap == 0 or (inside and outer.head is not None))


def beside(field: Field, item: Counted, sites: tuple[PlaceName, ...]) -> tuple[Place, bool, bool]:
    """The site at least cost from a number of its own part of the sentence, whether another number parts them, and
    whether that is a part of it: "34 were killed, including 8 near Rafah".

    Where it holds another beside it, that one; of two joined by "and", the region of both.
    """
    at = bisect_left(sites, item.first, key=attrgetter("first"))
    sites = sites[max(at - NEAREST, 0) : at + NEAREST]
    own = [name for name in sites if not _apart(field, item, name)] or list(sites)
    nearest = min(own, key=lambda name: (_cost(field, item, name), name.first))
    heads = nearest.last <= item.first and nearest.first <= HEADS  # "Kharkiv region: 2 killed, 16 wounded"
    crossed = not heads and _crossed(field, item, nearest) > 0
    of_part = crossed and _of_its_part(field, item, nearest)
    inner = next((other for other in sites if _holds(field.line, nearest, other)), None)
    if inner is not None:
        return inner.candidates[0], crossed, of_part
    inside = next((other for other in own if _lies_behind(field, item, nearest, other)), None)
    if inside is not None:
        return inside.candidates[0], False, False
    cluster = [name.candidates[0] for name in _cluster(field, own, nearest)]
    return (_common(cluster) if len(cluster) > 1 else nearest.candidates[0]), crossed, of_part


def _of_its_part(field: Field, item: Counted, name: PlaceName) -> bool:
    """Whether a site stands behind "including", and the number's own verb before that."""
    opened = next((at for at in range(item.last, name.first) if "including" in field.kinds[at]), None)
    return opened is not None and any(item.first <= cue.first < opened and cue.slot in HARM for cue in field.cues)


def _lies_behind(field: Field, item: Counted, outer: PlaceName, name: PlaceName) -> bool:
    """Whether a number stands between a region and the place in it that is its own: "in Sumy region 2 died in Shostka"."""
    if not (
        outer.last <= item.first and item.last <= name.first and outer.candidates[0].name in name.candidates[0].parents
    ):
        return False
    between = range(item.last, name.first)
    told = any(_told_with(field, item, other) for other in field.line.counted if item.last <= other.first < name.first)
    walls = LISTS - JOINED if told else LISTS
    return not _crossed(field, item, name) and not any(field.line.kinds[at] & walls for at in between)


def _cluster(field: Field, sites: list[PlaceName], nearest: PlaceName) -> list[PlaceName]:
    """The places that a list joins to one: nothing but commas and "and" between them."""
    at = sites.index(nearest)
    low = at
    while low and _joined(field, sites[low - 1], sites[low]):
        low -= 1
    high = at + 1
    while high < len(sites) and _joined(field, sites[high - 1], sites[high]):
        high += 1
    return sites[low:high]


def _joined(field: Field, left: PlaceName, right: PlaceName) -> bool:
    gap = range(left.last, right.first)
    inner, outer = left.candidates[0], right.candidates[0]
    if outer.name in (inner.name, *inner.parents) or inner.name in outer.parents:
        return False  # "Solomianskyi district, west Kyiv" is one place
    return 0 < len(gap) <= BESIDE and all(field.line.kinds[at] & {"and", "comma"} for at in gap)


def _common(places: list[Place]) -> Place:
    """The region that some towns share, or else their country; the first where they share none."""
    regions = [place if place.precision == "region" else load().around(place, "region") for place in places]
    if regions[0] is not None and all(region == regions[0] for region in regions):
        return regions[0]
    if places[0].country and all(place.country == places[0].country for place in places):
        return load().country(places[0].country)
    return places[0]


def _apart(field: Field, item: Counted, name: PlaceName) -> bool:
    low, high = (name.last, item.first) if name.last <= item.first else (item.last, name.first)
    return low < high and field.between(low, high, SEGMENT)


def _cost(field: Field, item: Counted, name: PlaceName) -> int:
    low, high = (name.last, item.first) if name.last <= item.first else (item.last, name.first)
    parted = sum(1 for at in range(low, high) if field.line.kinds[at] & {"comma", "and"})
    return max(high - low, 0) + CROSSED * _crossed(field, item, name) + PARTED * parted


def _crossed(field: Field, item: Counted, name: PlaceName) -> int:
    """How many other counts of people stand between a number and a site; one that "and" joins to it shares its site."""
    low, high = (name.last, item.first) if name.last <= item.first else (item.last, name.first)
    return sum(
        1 for other in field.line.counted
        if other is not item and other.refused is None and other.sort in ("person", None)
        and "implicit" not in other.marks and low <= other.first < high and not _told_with(field, item, other)
    )  # fmt: skip


def _told_with(field: Field, item: Counted, other: Counted) -> bool:
    """Whether a count hangs on the one before it by "and": "killed 3 and wounded 4 in Kotli"."""
    between = range(item.last, other.first)
    joined = 0 < len(between) <= TOLD_WITH and any("and" in field.kinds[at] for at in between)
    return joined and not any(field.line.kinds[at] & PARTED_BY for at in between)
