"""A recorder's own sheet read and held against incidents: what only one side has, and where values differ."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from saksi.errors import InputError, UsageError
from saksi.model import Estimate, Incident, Place
from saksi.publish.paragraph import toll
from saksi.text import fold

NEEDED = ("date", "place")
COUNTS = ("killed", "injured")
LARGEST = 50_000_000
_ISO, _EUROPEAN = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)"), re.compile(r"(\d\d?)[./](\d\d?)[./](\d{4})")
_WORDED = re.compile(r"(\d\d?)\s+([A-Za-z]+)\s+(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
Find = Callable[[str], Sequence[Place]]


class Line(NamedTuple):
    """A row of the sheet: its number (the heading is 1), day, place as written, the numbers it has by name, and the
    cells for numbers that hold something else ("about 4", "4-6").
    """

    number: int
    id: str
    day: date | None
    place: str
    counts: dict[str, int]
    unread: tuple[str, ...] = ()

    def words(self) -> str:
        """The row in a few words."""
        said = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in self.counts.items())
        return f"row {self.number}: {self.day or 'undated'} {self.place}{f', {said}' if said else ''}"


class Compared(NamedTuple):
    """Pairs of rows and incidents with the sentences where they differ; what only one side has."""

    pairs: list[tuple[Line, Incident, tuple[str, ...]]]
    only_sheet: list[Line]
    only_record: list[Incident]


def read_sheet(path: str, columns: str | None = None) -> list[Line]:
    """The rows of a CSV. Raises InputError or UsageError with one sentence where it has no date or place."""
    try:
        if Path(path).stat().st_size > LARGEST:
            raise InputError(path, "is too large for a sheet; give a file of less than 50 MB")
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror}); give the path of a CSV file") from error
    except UnicodeDecodeError as error:
        raise InputError(path, f"is not UTF-8 text (byte {error.start}); save the sheet as CSV in UTF-8") from error
    head = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    try:
        named = _named(path, list(rows.fieldnames or ()), columns)
        return [_line(path, number, row, named) for number, row in enumerate(rows, 2) if any(row.values())]
    except csv.Error as error:
        raise InputError(path, f"is no CSV ({error}); save the sheet as CSV") from error


def compared(lines: Sequence[Line], incidents: Iterable[Incident], find: Find) -> Compared:
    """Each row with the incident of its day and place that its numbers fit best; `find` gives places of a name."""
    left = {incident.id: incident for incident in incidents}
    pairs, alone = [], []
    for line in lines:
        fitting = [incident for incident in left.values() if _fits(line, incident, find)]
        if not fitting:
            alone.append(line)
            continue
        best = min(fitting, key=lambda incident: (incident.id != line.id, _distance(line, incident), incident.id))
        del left[best.id]
        pairs.append((line, best, tuple(_differences(line, best))))
    return Compared(pairs, alone, list(left.values()))


def _named(path: str, headings: list[str], columns: str | None) -> dict[str, str]:
    """The sheet's heading for each thing."""
    given = {fold(heading).strip(): heading for heading in headings if heading}
    named = {
        what: given[name] for what, names in _headings().items()
        if (name := next((name for name in names if name in given), None)) is not None
    }  # fmt: skip
    for pair in columns.split(",") if columns else ():
        what, equals, heading = pair.partition("=")
        if not equals or what.strip() not in _headings() or heading.strip() not in headings:
            known = ", ".join(_headings())
            raise UsageError(f"--columns {pair!r} names no column of {path}; write NAME=HEADING, NAME one of: {known}")
        named[what.strip()] = heading.strip()
    missing = [name for name in NEEDED if name not in named]
    if missing:
        raise UsageError(
            f"{path} has no column for {' and '.join(missing)}; name it with --columns {missing[0]}=HEADING"
        )
    return named


def _line(path: str, number: int, row: Mapping[str, str | None], named: Mapping[str, str]) -> Line:
    def cell(what: str) -> str:
        return (row.get(named.get(what, ""), "") or "").strip()

    given = {what: words for what in _headings() if what.startswith(COUNTS) and (words := cell(what))}
    counts = {what: count for what, words in given.items() if (count := _count(words)) is not None}
    unread = tuple(f"{what.replace('_', ' ')} {words[:40]!r}" for what, words in given.items() if what not in counts)
    return Line(number, cell("id"), _day(path, number, cell("date")), cell("place"), counts, unread)


def _count(cell: str) -> int | None:
    words = cell.replace("\u00a0", "").replace(" ", "").removesuffix(".0")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 9 else None


def _day(path: str, number: int, cell: str) -> date | None:
    """A day as ISO, 4.7.2025, 04/07/2025 (day first) or 4 July 2025; None for an empty cell."""
    if not cell:
        return None
    try:
        if found := _ISO.match(cell):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _EUROPEAN.match(cell):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if (found := _WORDED.match(cell)) and found[2][:3].lower() in _MONTHS:
            return date(int(found[3]), _MONTHS.index(found[2][:3].lower()) + 1, int(found[1]))
    except ValueError:
        pass
    raise InputError(path, f"row {number} has the date {cell!r}, which is none; write it as 2025-07-04")


def _fits(line: Line, incident: Incident, find: Find) -> bool:
    if line.id and line.id == incident.id:
        return True
    first, last = (bound[:10] if bound else None for bound in (incident.earliest, incident.latest))
    if first is None or len(first) < 10 or line.day is None:
        return False
    try:
        days = date.fromisoformat(first), date.fromisoformat(last if last and len(last) == 10 else first)
    except ValueError:
        return False
    return days[0] <= line.day <= days[1] and _same_place(line.place, incident.places, find)


def _same_place(name: str, places: Sequence[Place], find: Find) -> bool:
    """By name, by the gazetteer's id, or where one lies in the other."""
    if any(fold(name) == fold(place.name) for place in places):
        return True
    held = {place.name for place in places}
    inside = {parent for place in places if place.precision != "country" for parent in place.parents}
    return any(
        place.id in {other.id for other in places if other.id is not None} or place.name in inside
        or any(parent in held for parent in place.parents if "oblast" in parent)
        for place in find(name)
    )  # fmt: skip


def _distance(line: Line, incident: Incident) -> int:
    """How far the sheet's numbers are from the incident's best ones."""
    return sum(
        abs(line.counts[slot] - row.best)
        for slot in COUNTS
        if slot in line.counts and (row := _row(incident, slot)) is not None and row.best is not None
    )


def _row(incident: Incident, slot: str) -> Estimate | None:
    return next((row for row in incident.estimates if (row.slot, row.what, row.place) == (slot, "person", None)), None)


def _differences(line: Line, incident: Incident) -> Iterator[str]:
    for slot in COUNTS:
        row = _row(incident, slot)
        for name, bound in ((slot, "best"), (f"{slot}_low", "low"), (f"{slot}_high", "high")):
            if name not in line.counts:
                continue
            own = getattr(row, bound) if row is not None else None
            if own != line.counts[name]:
                words = name.replace("_", " ")
                has = "has none" if row is None or toll(row) == "no number" else f"has {toll(row)}"
                within = _within(line.counts[name], row)
                yield f"{words}: the sheet has {line.counts[name]}, the record {has}{within}"


def _within(count: int, row: Estimate | None) -> str:
    if row is None or row.best is None or row.low is None:
        return ""
    inside = row.low <= count and (row.high is None or count <= row.high)
    stage = any(side.value == count and side.standing == "superseded" for side in row.sides)
    return ", which it takes for an earlier state" if stage else ", within its bounds" if inside else ""


@cache
def _headings() -> dict[str, list[str]]:
    return tomllib.loads(resources.files("saksi.publish").joinpath("columns.toml").read_text("utf-8"))
