"""Country shapes for the map, compiled once from Natural Earth (public domain) as `world-atlas` packs it.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/serve/shapes.py package/countries-50m.json src/saksi/serve/shapes.json

Natural Earth draws who holds the ground. A casualty record draws what the United Nations and ISO 3166 name: the table
JOINED gives an area back to the country that they name, OPEN lists areas whose status they leave open (dashed lines).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

SOURCE = "Natural Earth 1:50m (public domain), packed by world-atlas 2.0.2 (ISC)"
SHA256 = "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394"
# A point inside the area, the country that it belongs to, and who says so.
JOINED = (
    ((34.10, 44.95), "Ukraine", "Crimea: UN General Assembly resolution 68/262; ISO 3166-2:UA-43 and UA-40"),
    ((44.06, 9.56), "Somalia", "Somaliland: ISO 3166 and the UN name Somalia only"),
    ((33.60, 35.27), "Cyprus", "the north of Cyprus: UN Security Council resolution 541"),
)
OPEN = ("Kosovo", "W. Sahara", "Siachen Glacier", "Falkland Is.")
# A degree in units of the asset, and how far (in degrees squared of area) a corner must stand out to be kept.
UNIT, LEAST = 100, 0.003
# Islands smaller than this (degrees squared) are left out; they would be less than a pixel at any size of the map.
ISLAND = 0.004

Point = tuple[float, float]


def compiled(topology: dict[str, Any]) -> dict[str, Any]:
    """The asset: arcs as differences of whole units, areas as rings of arcs."""
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    areas = {g["properties"]["name"]: _polygons(g) for g in topology["objects"]["countries"]["geometries"]}
    for point, country, _ in JOINED:
        _join(areas, arcs, point, country)
    kept = {name: _without_islets(polygons, arcs) for name, polygons in areas.items() if name != "Antarctica"}
    used = sorted({_number(arc) for polygons in kept.values() for rings in polygons for ring in rings for arc in ring})
    place = {old: new for new, old in enumerate(used)}
    return {
        "source": SOURCE,
        "unit": UNIT,
        "areas": [
            {
                "name": name,
                "open": name in OPEN,
                "polygons": [[[_renamed(arc, place) for arc in ring] for ring in rings] for rings in polygons],
            }
            for name, polygons in sorted(kept.items())
        ],
        "arcs": [_encoded(_simpler(arcs[old])) for old in used],
    }


def _decoded(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> list[Point]:
    (sx, sy), (tx, ty), x, y, points = transform["scale"], transform["translate"], 0, 0, []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def _encoded(points: Iterable[Point]) -> list[int]:
    x = y = 0
    flat = []
    for lon, lat in points:
        nx, ny = round(lon * UNIT), round(lat * UNIT)
        flat += [nx - x, ny - y]
        x, y = nx, ny
    return flat


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    return geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]


def _number(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def _renamed(arc: int, place: dict[int, int]) -> int:
    return place[arc] if arc >= 0 else ~place[~arc]


def _points(ring: Iterable[int], arcs: Sequence[list[Point]]) -> list[Point]:
    points: list[Point] = []
    for arc in ring:
        piece = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        points += piece[1:] if points else piece
    return points


def _join(areas: dict[str, list[list[list[int]]]], arcs: Sequence[list[Point]], point: Point, country: str) -> None:
    """Moves the polygon that holds the point to the country, and takes away the line between the two."""
    owner, moved = next(
        (name, rings)
        for name, polygons in areas.items()
        for rings in polygons
        if within(point, _points(rings[0], arcs)) and name != country
    )
    areas[owner].remove(moved)
    if not areas[owner]:
        del areas[owner]
    shared = {_number(arc) for arc in moved[0]}
    for rings in areas[country]:
        if shared & {_number(arc) for arc in rings[0]}:
            rings[:] = [*_merged(rings[0], moved[0], arcs), *rings[1:], *moved[1:]]
            return
    areas[country].append(moved)


def _merged(one: list[int], other: list[int], arcs: Sequence[list[Point]]) -> list[list[int]]:
    """The rings around both, the outer first: arcs that run both ways between them fall away."""
    left = [arc for arc in one if ~arc not in other] + [arc for arc in other if ~arc not in one]
    ends = {arc: _points([arc], arcs) for arc in left}
    rings = []
    while left:
        ring = [left.pop(0)]
        while ends[ring[-1]][-1] != ends[ring[0]][0]:
            ring.append(next(arc for arc in left if ends[arc][0] == ends[ring[-1]][-1]))
            left.remove(ring[-1])
        rings.append(ring)
    return sorted(rings, key=lambda ring: -abs(_area(_points(ring, arcs))))


def _without_islets(polygons: list[list[list[int]]], arcs: Sequence[list[Point]]) -> list[list[list[int]]]:
    largest = max(polygons, key=lambda rings: abs(_area(_points(rings[0], arcs))))
    return [
        rings for rings in polygons
        if rings is largest or abs(_area(_points(rings[0], arcs))) >= ISLAND or any(len(ring) > 1 for ring in rings)
    ]  # fmt: skip


def _area(points: Sequence[Point]) -> float:
    around = zip(points, [*points[1:], points[0]], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in around) / 2


def _simpler(points: list[Point]) -> list[Point]:
    """Visvalingam's way: the corner that stands out least goes first. Ends stay, so that neighbours still meet."""
    points = list(points)
    while len(points) > 4:
        area, at = min((abs(_area(points[at - 1 : at + 2])), at) for at in range(1, len(points) - 1))
        if area >= LEAST:
            break
        del points[at]
    return points


def within(point: Point, ring: Sequence[Point]) -> bool:
    """Whether a ring holds a point (even-odd rule)."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in _sides(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _sides(ring: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def main(source: str, target: str) -> None:
    """Compiles `source` into `target`; stops where the source is another one than this was written for."""
    found = Path(source).read_bytes()
    if sha256(found).hexdigest() != SHA256:
        sys.exit(f"{source} is not the file that this tool was written for; take it from world-atlas 2.0.2")
    asset = json.dumps(compiled(json.loads(found)), ensure_ascii=False, separators=(",", ":"))
    Path(target).write_text(asset + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
