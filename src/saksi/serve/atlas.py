"""The map: Natural Earth's shapes with disputed areas as the UN and ISO draw them, no tile server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from math import ceil, floor, log, pi, radians, tan
from typing import Any, NamedTuple

import msgspec

from saksi.serve.shelf import Entry
from saksi.serve.vega import DRAWING, PAINT, Drawing, alt, data
from saksi.serve.words import Words

Point = tuple[float, float]
Box = tuple[float, float, float, float]
WIDTH, HEIGHT = 1040, 400
MOST_PLACES, MOST_NAMED, MOST_COUNTRIES = 400, 16, 14
# A country wider than this (degrees) is not shown whole for the sake of some points; points whose country is looked up.
WIDEST_COUNTRY, MOST_ASKED = 25.0, 60


class Area(NamedTuple):
    """A country or an area of open status: its polygons (outer ring, then holes) and what holds them all."""

    name: str
    open: bool
    polygons: tuple[tuple[tuple[Point, ...], ...], ...]
    box: Box


class Site(NamedTuple):
    """A place of the map with the incidents whose first place it is."""

    name: str
    point: Point
    incidents: int
    killed: int
    link: str


@cache
def areas() -> tuple[Area, ...]:
    """All areas of the asset (`tools/serve/shapes.py` makes it)."""
    asset = msgspec.json.decode((files("saksi.serve") / "shapes.json").read_bytes())
    arcs = [_points(arc, asset["unit"]) for arc in asset["arcs"]]
    found = []
    for area in asset["areas"]:
        polygons = tuple(tuple(_ring(ring, arcs) for ring in rings) for rings in area["polygons"])
        lons, lats = zip(*(point for rings in polygons for point in rings[0]), strict=True)
        found.append(Area(area["name"], area["open"], polygons, (min(lons), min(lats), max(lons), max(lats))))
    return tuple(found)


def _points(flat: Sequence[int], unit: int) -> list[Point]:
    x = y = 0
    points = []
    for at in range(0, len(flat), 2):
        x, y = x + flat[at], y + flat[at + 1]
        points.append((x / unit, y / unit))
    return points


def _ring(ring: Iterable[int], arcs: Sequence[list[Point]]) -> tuple[Point, ...]:
    points: list[Point] = []
    for arc in ring:
        piece = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        points += piece[1:] if points else piece
    return tuple(points)


@lru_cache(maxsize=20_000)
def country_at(point: Point) -> str | None:
    """The name of the area that a point (longitude, latitude) lies in; None at sea.

    >>> country_at((34.1, 44.95))
    'Ukraine'
    """
    x, y = point
    for area in areas():
        west, south, east, north = area.box
        if not (west <= x <= east and south <= y <= north):
            continue
        for outer, *holes in area.polygons:
            if _within(point, outer) and not any(_within(point, hole) for hole in holes):
                return area.name
    return None


def _within(point: Point, ring: Sequence[Point]) -> bool:
    x, y = point
    inside, (x1, y1) = False, ring[-1]
    for x2, y2 in ring:
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
        x1, y1 = x2, y2
    return inside


def sites(entries: Iterable[Entry], address: Any) -> list[Site]:
    """The first places of the entries that are no whole country, those of most incidents first."""
    held: dict[tuple[str, Point], list[Entry]] = {}
    for entry in entries:
        if entry.point and entry.precision != "country":
            held.setdefault((entry.places[0], entry.point), []).append(entry)
    found = [
        Site(name, point, len(group), sum(e.killed.shown for e in group if e.killed), address(name))
        for (name, point), group in held.items()
    ]
    return sorted(found, key=lambda site: (-site.incidents, site.name))[:MOST_PLACES]


def drawn(found: Sequence[Site], words: Words) -> str:
    """The map as SVG: a circle for each place, its area by the number of incidents, over the land around."""
    box = window([site.point for site in found])
    frame = _frame(box)
    most = max((site.incidents for site in found), default=1)
    rows = [
        {**frame.place(site.point), "size": _size(site, most), "link": site.link, "says": _says(site, words)}
        for site in found
    ]
    named = [{**frame.place(site.point), "name": site.name} for site in _apart(found, box)]
    with DRAWING:
        places, land = _places(msgspec.json.encode(rows), msgspec.json.encode(named)), _land(box)
    # One drawing within the other: the land is drawn once for all filters that show the same window.
    head, _, rest = places.partition(">")
    return f"{head}>{land}{rest}"


def _size(site: Site, most: int) -> float:
    """The area of a circle in square pixels: by incidents; the least can still be hit with a finger's tip."""
    return 70 * site.incidents if most <= 12 else 50 + 800 * site.incidents / most


def _says(site: Site, words: Words) -> str:
    count = words.translations.ngettext("%(n)s incident", "%(n)s incidents", site.incidents)
    killed = f"; {words.translations.gettext('killed')} {words.number(site.killed)}" if site.killed else ""
    return f"{site.name}: {count % {'n': words.number(site.incidents)}}{killed}"


def _apart(found: Sequence[Site], box: Box) -> list[Site]:
    """The foremost places that can carry their names without meeting another's."""
    west, south, east, north = box
    wide, high = (east - west) * 0.09, (north - south) * 0.06
    kept: list[Site] = []
    for site in found:
        x, y = site.point
        if all(abs(x - o.point[0]) > wide or abs(y - o.point[1]) > high for o in kept):
            kept.append(site)
        if len(kept) == MOST_NAMED:
            break
    return kept


def window(points: Sequence[Point]) -> Box:
    """West, south, east and north of the map: these points with air around, and the country that holds most of them
    whole if it is not much larger. Whole steps of degrees, so that maps of like points share their land."""
    if not points:
        return 20.0, 40.0, 44.0, 54.0
    lons, lats = zip(*points, strict=True)
    west, east, south, north = min(lons), max(lons), min(lats), max(lats)
    held = Counter(name for point in points[:MOST_ASKED] if (name := country_at(point)))
    if held:
        box = next(area.box for area in areas() if area.name == held.most_common(1)[0][0])
        if box[2] - box[0] <= max(WIDEST_COUNTRY, 1.5 * (east - west)):
            west, south, east, north = min(west, box[0]), min(south, box[1]), max(east, box[2]), max(north, box[3])
    air = max(0.6, (north - south) * 0.06, (east - west) * 0.03)
    return floor(west - air), max(-80.0, floor(south - air)), ceil(east + air), min(84.0, ceil(north + air))


class Frame(NamedTuple):
    """Mercator onto the pixels of the map: pixels a radian, and what stands in the middle."""

    scale: float
    middle: float
    centre: float

    def pixel(self, point: Point) -> Point:
        """Where a point (longitude, latitude) stands, to a tenth of a pixel."""
        lon, lat = point
        x = WIDTH / 2 + self.scale * radians(lon - self.middle)
        return round(x, 1), round(HEIGHT / 2 - self.scale * (_mercator(lat) - self.centre), 1)

    def place(self, point: Point) -> dict[str, float]:
        """The same, as a row of a chart."""
        return dict(zip(("x", "y"), self.pixel(point), strict=True))


def _mercator(lat: float) -> float:
    return log(tan(pi / 4 + radians(max(-84.0, min(84.0, lat))) / 2))


def _frame(box: Box) -> Frame:
    west, south, east, north = box
    low, high = _mercator(south), _mercator(north)
    scale = min(WIDTH / radians(east - west), HEIGHT / (high - low))
    return Frame(scale, (west + east) / 2, (low + high) / 2)


@lru_cache(maxsize=256)
def _places(rows: bytes, named: bytes) -> str:
    return _compiled_places().draw({"rows": msgspec.json.decode(rows), "named": msgspec.json.decode(named)})


@lru_cache(maxsize=32)
def _land(box: Box) -> str:
    frame = _frame(box)
    shapes = [(area, feature) for area in areas() if (feature := _feature(area, frame))]
    middles = {area.name: middle for area, _ in shapes if not area.open and (middle := _middle(area, box))}
    countries = [{**frame.place(middle), "name": name} for name, middle in middles.items()]
    countries = countries if len(countries) <= MOST_COUNTRIES else []
    return _compiled_land().draw({
        "land": [feature for area, feature in shapes if not area.open],
        "open": [feature for area, feature in shapes if area.open], "countries": countries,
    })  # fmt: skip


def _middle(area: Area, box: Box) -> Point | None:
    """Where a country's name stands: in the middle of what is seen of its largest part; None where that is little."""
    west, south, east, north = box
    outer = max((rings[0] for rings in area.polygons), key=len)
    seen = [(lon, lat) for lon, lat in outer if west <= lon <= east and south <= lat <= north]
    lons, lats = ([point[at] for point in (*seen, *_corners(outer, box))] for at in (0, 1))
    if not lons:
        return None
    wide, high = max(lons) - min(lons), max(lats) - min(lats)
    middle = ((min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2)
    if wide < (east - west) * 0.09 or high < (north - south) * 0.09 or not _within(middle, outer):
        return None
    return middle


def _corners(outer: Sequence[Point], box: Box) -> list[Point]:
    west, south, east, north = box
    return [corner for corner in ((west, south), (west, north), (east, south), (east, north)) if _within(corner, outer)]


def _scales() -> tuple[Any, Any]:
    return (
        alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, WIDTH], nice=False)),
        alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[HEIGHT, 0], nice=False)),
    )


@cache
def _compiled_places() -> Drawing:
    x, y = _scales()
    circle = {"color": PAINT["place"], "opacity": 0.6, "stroke": PAINT["place"], "strokeWidth": 0.8, "clip": True}
    told = {"href": alt.Href("link:N"), "description": alt.Description("says:N")}
    name = {"align": "left", "dx": 9, "fontSize": 12, "color": PAINT["text"], "clip": True, "aria": False}
    chart = alt.layer(
        alt.Chart(data("rows")).mark_circle(**circle).encode(x=x, y=y, size=alt.Size("size:Q", scale=None), **told),
        alt.Chart(data("named")).mark_text(**name).encode(x=x, y=y, text="name:N"),
    )
    return Drawing(chart.properties(width=WIDTH, height=HEIGHT, padding=0))


@cache
def _compiled_land() -> Drawing:
    x, y = _scales()
    shape = {"fill": PAINT["land"], "stroke": PAINT["border"], "strokeWidth": 0.7, "clip": True, "aria": False}
    flat = {"type": "identity", "scale": 1, "translate": [0, 0]}
    name = {"fontSize": 11, "color": PAINT["border"], "clip": True, "aria": False}
    chart = alt.layer(
        alt.Chart(data("land")).mark_geoshape(**shape).project(**flat),
        alt.Chart(data("open")).mark_geoshape(**shape, strokeDash=[3, 3]).project(**flat),
        alt.Chart(data("countries")).mark_text(**name).encode(x=x, y=y, text="name:N"),
    )
    return Drawing(chart.properties(width=WIDTH, height=HEIGHT, padding=0))


def _feature(area: Area, frame: Frame) -> dict[str, Any] | None:
    """The polygons of an area that the map shows, in pixels; None where it shows none of them."""
    west, north = frame.pixel((area.box[0], area.box[3]))
    east, south = frame.pixel((area.box[2], area.box[1]))
    if not _meet((west, north, east, south), (0.0, 0.0, WIDTH, HEIGHT)):
        return None
    polygons = []
    for rings in area.polygons:
        outer, *holes = (_thinned([frame.pixel(point) for point in ring]) for ring in rings)
        across, down = zip(*outer, strict=True)
        if _meet((min(across), min(down), max(across), max(down)), (0.0, 0.0, WIDTH, HEIGHT)):
            polygons.append([outer, *(hole[::-1] for hole in holes)])
    if not polygons:
        return None
    return {"type": "Feature", "geometry": {"type": "MultiPolygon", "coordinates": polygons}}


def _thinned(ring: Sequence[Point]) -> list[Point]:
    """The ring without corners closer than a pixel to the one before."""
    kept = [ring[0]]
    for point in ring[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= 1.0:
            kept.append(point)
    return [*kept, ring[0]]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


__all__ = ["Area", "Site", "areas", "country_at", "drawn", "sites", "window"]
