"""The public tally of launches at Ukraine: rows by model to attacks by kind of weapon."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from saksi.verify.clock import DAY, HOUR, Window, day, local
from saksi.verify.reference import Rows, Slip, Source, cell, number, table

WHAT = "the launch tally"
COLUMNS = ("time_start", "time_end", "model", "launched", "destroyed", "source")
COUNTRY = "Ukraine"
# Rows of one post further apart than this are of two attacks: some posts stand against rows of several nights.
APART = 12 * HOUR
# First and last minute, number and cells of a row.
Row = tuple[int, int, int, dict[str, str]]


class Count(msgspec.Struct, frozen=True, array_like=True):
    """Of one kind in one attack: launched, shot down, lost on the way; `known` whether each was told."""

    launched: int
    shot_down: int
    lost: int
    known: bool


class Strike(msgspec.Struct, frozen=True, array_like=True):
    """One attack of the tally: its hours (minutes, see clock.py), counts by kind, rows, post, target; `national`
    where it is told for the whole country and not by a regional command."""

    first: int
    last: int
    counts: dict[str, Count]
    rows: tuple[int, ...]
    source: str
    target: str
    national: bool

    @property
    def window(self) -> Window:
        """Its hours."""
        return Window(self.first, self.last)

    def count(self, what: str, slot: str = "launched") -> int | None:
        """Launched, shot_down or lost of a reported kind with all that it takes in; None where that is not told."""
        kinds = [self.counts[kind] for kind in kinds_of(what) if kind in self.counts]
        if not kinds or not all(kind.known for kind in kinds):
            return None
        return sum(int(getattr(kind, slot)) for kind in kinds)


class Tallies(msgspec.Struct, frozen=True, kw_only=True):
    """The whole tally in the order of time; `unknown` are models of no kind, which are in no sum."""

    source: Source
    strikes: tuple[Strike, ...]
    unknown: tuple[str, ...] = ()

    def national(self) -> tuple[Strike, ...]:
        """The attacks told for the whole country."""
        return tuple(strike for strike in self.strikes if strike.national)


def read_tallies(path: str) -> Tallies:
    """Reads the tally as it is published. Raises InputError with one sentence that says what is wrong and where."""
    name, digest, rows = table(path, COLUMNS, WHAT)
    posts: dict[str, list[Row]] = defaultdict(list)
    held = Rows(path, WHAT)
    for at, row in rows:
        try:
            first, last = cell("time_start", row["time_start"], local), cell("time_end", row["time_end"], local)
            last += DAY if len(row["time_end"].strip()) == len("2025-04-24") else 0
            if last < first:
                raise Slip("ends before it begins")
            for column in ("launched", "destroyed", "not_reach_goal"):
                cell(column, row.get(column, ""), number)
        except Slip as error:
            held.leave(at, error)
            continue
        posts[row["source"] or f"row {at}"].append((first, last, at, row))
        held.used += 1
    left_out = held.close()
    strikes = [_strike(source, some) for source, own in posts.items() for some in _attacks(own)]
    strikes.sort(key=lambda strike: (strike.first, strike.last, strike.rows))
    unknown = {row["model"] for own in posts.values() for *_, row in own if not kind_of(row["model"])}
    return Tallies(
        source=Source(name=name, sha256=digest, rows=held.used, left_out=left_out, first=str(day(strikes[0].first)),
                      last=str(day(max(strike.last for strike in strikes) - 1))),
        strikes=tuple(strikes), unknown=tuple(sorted(unknown)),
    )  # fmt: skip


def _attacks(rows: Sequence[Row]) -> Iterable[list[Row]]:
    """The rows of one post by attack: those whose hours lie together."""
    some: list[Row] = []
    end = 0
    for row in sorted(rows, key=lambda row: row[:3]):
        if some and row[0] - end > APART:
            yield some
            some = []
        end = row[1] if not some else max(end, row[1])
        some.append(row)
    yield some


def _strike(source: str, rows: Sequence[Row]) -> Strike:
    counts: dict[str, Count] = {}
    for *_, row in rows:
        kind = kind_of(row["model"])
        if not kind:
            continue
        launched, down, lost = (number(row.get(name, "")) for name in ("launched", "destroyed", "not_reach_goal"))
        held = counts.get(kind, Count(0, 0, 0, True))
        counts[kind] = Count(
            held.launched + max(0, launched), held.shot_down + max(0, down), held.lost + max(0, lost),
            held.known and launched >= 0,
        )  # fmt: skip
    targets = {row.get("target", "") for *_, row in rows}
    return Strike(
        min(row[0] for row in rows), max(row[1] for row in rows), counts, tuple(sorted(row[2] for row in rows)), source,
        COUNTRY if COUNTRY in targets or not any(targets) else "; ".join(sorted(targets)),
        not source.startswith(tuple(_models()["regional"]["publishers"])),
    )  # fmt: skip


def kind_of(model: str) -> str | None:
    """The kind of a model; of several the one they share, missile where all are missiles.

    >>> kind_of("Iskander-M/KN-23"), kind_of("X-101/X-555 and Kalibr"), kind_of("C-300 and Iskander-M"), kind_of("X-1")
    ('ballistic_missile', 'cruise_missile', 'missile', None)
    """
    table = _kinds()
    kinds = {table.get(name.strip()) for name in ([model] if model in table else model.split(" and "))}
    if len(kinds) == 1:
        return kinds.pop()
    missiles = set(kinds_of("missile"))
    return "missile" if kinds <= missiles else None


def kinds_of(what: str) -> tuple[str, ...]:
    """The kinds that a reported kind takes in; none where the tally has nothing of it."""
    found: Mapping[str, list[str]] = _models()["takes_in"]
    return tuple(found.get(what, ()))


@cache
def _kinds() -> dict[str, str]:
    return {model: kind for kind, entry in _models().items() if kind not in ("takes_in", "regional")
            for model in entry["models"]}  # fmt: skip


@cache
def _models() -> dict[str, Any]:
    return tomllib.loads(resources.files("saksi.verify").joinpath("models.toml").read_text("utf-8"))
