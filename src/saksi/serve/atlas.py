"""The map: Natural Earth's shapes with disputed areas as the UN and ISO draw them, no tile server."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from math import log, pi, radians, tan
from typing import Any, NamedTuple

import altair
import msgspec
import vl_convert

from saksi.serve.charts import clean, paint, styled
from saksi.serve.shelf import Entry
from saksi.serve.words import Words

# Altair is typed so closely that no chart made from data passes; its specification is checked when it is drawn.
alt: Any = altair
Point = tuple[float, float]
WIDTH, HEIGHT = 640, 430
# A map shows at least so many degrees, so that one town has its country around it.
LEAST_DEGREES = 9.0
MOST_PLACES = 400


class Area(NamedTuple):
    """A country or an area of open status: its polygons (outer ring, then holes) and what holds them all."""

    name: str
    open: bool
    polygons: tuple[tuple[tuple[Point, ...], ...], ...]
    box: tuple[float, float, float, float]


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


def country_at(point: Point) -> str | None:
    """The name of the area that a point (longitude, latitude) lies in; None at sea.

    >>> country_at((34.1, 44.95))
    'Ukraine'
    """
    for area in areas():
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
    """The map as SVG: a circle for each place, its area by the number of incidents."""
    most = max((site.incidents for site in found), default=1)
    rows = [
        {"point": site.point, "size": _size(site, most), "link": site.link, "says": _says(site, words)}
        for site in found
    ]
    named = [{"point": site.point, "name": site.name} for site in _apart(found)]
    return _svg(msgspec.json.encode(rows), msgspec.json.encode(named), window([site.point for site in found]))


def _size(site: Site, most: int) -> float:
    """The area of a circle in square pixels: by incidents; the least can still be hit with a finger's tip."""
    return 70 * site.incidents if most <= 12 else 50 + 800 * site.incidents / most


def _says(site: Site, words: Words) -> str:
    count = words.translations.ngettext("%(n)s incident", "%(n)s incidents", site.incidents)
    killed = f"; {words.translations.gettext('killed')} {words.number(site.killed)}" if site.killed else ""
    return f"{site.name}: {count % {'n': words.number(site.incidents)}}{killed}"


def _apart(found: Sequence[Site]) -> list[Site]:
    """The foremost places that can carry their names without meeting another's."""
    west, south, east, north = window([site.point for site in found])
    wide, high = (east - west) * 0.15, (north - south) * 0.055
    kept: list[Site] = []
    for site in found:
        x, y = site.point
        if all(abs(x - o.point[0]) > wide or abs(y - o.point[1]) > high for o in kept):
            kept.append(site)
        if len(kept) == 14:
            break
    return kept


def window(points: Sequence[Point]) -> tuple[float, float, float, float]:
    """West, south, east and north of the map that shows these points with their surroundings."""
    lons, lats = ([point[at] for point in points] or [30.0 * (at == 0)] for at in (0, 1))
    west, east, south, north = min(lons), max(lons), min(lats), max(lats)
    wide, high = max((east - west) * 1.5, LEAST_DEGREES), max((north - south) * 1.5, LEAST_DEGREES * 0.5)
    middle, centre = (west + east) / 2, (south + north) / 2
    return middle - wide / 2, max(-80.0, centre - high / 2), middle + wide / 2, min(84.0, centre + high / 2)


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


def _mercator(lat: float) -> float:
    return log(tan(pi / 4 + radians(max(-84.0, min(84.0, lat))) / 2))


def _frame(box: tuple[float, float, float, float]) -> Frame:
    west, south, east, north = box
    low, high = _mercator(south), _mercator(north)
    scale = min(WIDTH / radians(east - west), HEIGHT / (high - low))
    return Frame(scale, (west + east) / 2, (low + high) / 2)


@lru_cache(maxsize=64)
def _svg(rows: bytes, named: bytes, box: tuple[float, float, float, float]) -> str:
    frame = _frame(box)
    shapes = [(area, feature) for area in areas() if (feature := _feature(area, frame))]
    spec = {
        **_spec(),
        "datasets": {
            "land": [feature for area, feature in shapes if not area.open],
            "open": [feature for area, feature in shapes if area.open],
            "rows": _placed(rows, frame),
            "named": _placed(named, frame),
        },
    }
    return clean(vl_convert.vegalite_to_svg(spec))


def _placed(rows: bytes, frame: Frame) -> list[dict[str, Any]]:
    return [
        {**row, **dict(zip(("x", "y"), frame.pixel(row["point"]), strict=True))} for row in msgspec.json.decode(rows)
    ]


@cache
def _spec() -> dict[str, Any]:
    shape = {"fill": paint("land"), "stroke": paint("border"), "strokeWidth": 0.7, "clip": True, "aria": False}
    flat = {"type": "identity", "scale": 1, "translate": [0, 0]}
    x, y = (
        alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, WIDTH], nice=False)),
        alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[HEIGHT, 0], nice=False)),
    )
    size = alt.Size("size:Q", legend=None, scale=None)
    chart = alt.layer(
        alt.Chart(alt.Data(name="land")).mark_geoshape(**shape).project(**flat),
        alt.Chart(alt.Data(name="open")).mark_geoshape(**shape, strokeDash=[3, 3]).project(**flat),
        alt.Chart(alt.Data(name="rows")).mark_circle(
            color=paint("place"), opacity=0.55, stroke=paint("place"), strokeWidth=0.8, clip=True
        ).encode(x=x, y=y, size=size, href=alt.Href("link:N"), description=alt.Description("says:N")),
        alt.Chart(alt.Data(name="named")).mark_text(
            align="left", dx=9, fontSize=11, color=paint("text"), clip=True, aria=False
        ).encode(x=x, y=y, text="name:N"),
    ).properties(width=WIDTH, height=HEIGHT, padding=0)  # fmt: skip
    made: dict[str, Any] = styled(chart).to_dict()
    return made


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


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


__all__ = ["Area", "Site", "areas", "country_at", "drawn", "sites", "window"]
