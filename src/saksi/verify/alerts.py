"""The public history of official air-raid alerts, raw (by district and community) or merged to regions."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

import msgspec

from saksi.errors import InputError
from saksi.model import Place
from saksi.verify.clock import DAY, Window, day, utc
from saksi.verify.reference import Rows, Slip, Source, cell, table

WHAT = "the alert history"
TIMES = ("started_at", "finished_at")
# No alert lasts longer: a region under a standing alert (Luhansk since April 2022) is none that tells of a night.
LONGEST = 3 * DAY


class Alert(msgspec.Struct, frozen=True, array_like=True):
    """One alert of a region: minutes (clock.py), its rows; `whole` where it was for the whole region."""

    first: int
    last: int
    rows: tuple[int, ...]
    whole: bool


class Alerts(msgspec.Struct, frozen=True, kw_only=True):
    """The alerts by region, in the gazetteer's names, each in order of time; overlapping ones are one. `longest` are
    the minutes of a region's longest alert."""

    source: Source
    regions: dict[str, tuple[Alert, ...]]
    longest: dict[str, int]
    unknown: tuple[str, ...] = ()

    def over(self, region: str, hours: Window) -> list[Alert]:
        """The alerts of a region that meet these hours."""
        held = self.regions.get(region, ())
        at = bisect_left(held, hours.first - self.longest.get(region, 0), key=lambda alert: alert.first)
        found = []
        for alert in held[at:]:
            if alert.first >= hours.last:
                break
            if alert.last > hours.first:
                found.append(alert)
        return found


def read_alerts(path: str) -> Alerts:
    """Reads the history, UTC to Kyiv's clock. Raises InputError with one sentence that says what is wrong and
    where."""
    name, digest, rows = table(path, TIMES, WHAT)
    found: dict[str, list[Alert]] = defaultdict(list)
    unknown: set[str] = set()
    held = Rows(path, WHAT)
    for at, row in rows:
        region = (row.get("region") or row.get("oblast") or "").strip()
        try:
            if not region:
                raise Slip("names no region (column region or oblast)")
            first, last = (cell(column, row[column], utc) for column in TIMES)
            if last < first:
                raise Slip("ends before it begins")
        except Slip as error:
            held.leave(at, error)
            continue
        held.used += 1
        known = names().get(region)
        if known is None:
            unknown.add(region)
        elif last - first <= LONGEST:
            whole = not (row.get("raion") or row.get("hromada")) and row.get("level", "oblast") == "oblast"
            found[known].append(Alert(first, last, (at,), whole))
    left_out = held.close()
    if not found:
        raise InputError(path, f"has no alert of a region of Ukraine; give {WHAT} as it is published")
    regions = {region: tuple(_merged(own)) for region, own in sorted(found.items())}
    every = [alert for own in regions.values() for alert in own]
    source = Source(
        name=name, sha256=digest, rows=held.used, left_out=left_out,
        first=str(day(min(alert.first for alert in every))), last=str(day(max(alert.last for alert in every))),
    )  # fmt: skip
    longest = {region: max(alert.last - alert.first for alert in own) for region, own in regions.items()}
    return Alerts(source=source, regions=regions, longest=longest, unknown=tuple(sorted(unknown)))


def _merged(alerts: Sequence[Alert]) -> Iterator[Alert]:
    """Alerts that overlap as one, for the whole region where one of them was."""
    run: list[Alert] = []
    end = 0
    for alert in sorted(alerts, key=lambda alert: (alert.first, alert.last, alert.rows)):
        if run and alert.first > end:
            yield _one(run, end)
            run = []
        end = max(end, alert.last) if run else alert.last
        run.append(alert)
    yield _one(run, end)


def _one(run: Sequence[Alert], end: int) -> Alert:
    rows = tuple(row for alert in run for row in alert.rows)
    return Alert(run[0].first, end, rows, any(alert.whole for alert in run))


def region_of(place: Place) -> str | None:
    """The region of the alert history that a place lies in; None where it has none."""
    regions = set(names().values())
    return next((name for name in (place.name, *place.parents) if name in regions), None)


@cache
def names() -> dict[str, str]:
    """The history's names of regions with the gazetteer's."""
    return tomllib.loads(resources.files("saksi.verify").joinpath("regions.toml").read_text("utf-8"))
