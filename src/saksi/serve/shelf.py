"""The record held ready for pages: connections for readers, and a row for each incident that follows every change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from queue import LifoQueue
from threading import Lock
from typing import NamedTuple

import msgspec

from saksi.model import Incident
from saksi.serve.tolls import Toll, disagree, intercepted, toll, weapons
from saksi.store import Record, open_record

# Readers at once. More would only wait for one another: the machine has few cores, a page takes milliseconds.
READERS = 4
_PIECE = 800
_decode = msgspec.json.Decoder(Incident).decode
_encode = msgspec.json.Encoder().encode

LANGUAGES = """
SELECT m.incident_id, group_concat(DISTINCT d.language) FROM member m JOIN document d ON d.id = m.document_id
WHERE m.incident_id IN (SELECT value FROM json_each(?)) GROUP BY m.incident_id
"""
WEAPONS = """
SELECT m.incident_id, group_concat(DISTINCT c.what) FROM member m
JOIN claim c ON c.document_id = m.document_id AND c.attack = m.attack
WHERE m.incident_id IN (SELECT value FROM json_each(?)) AND c.slot IN ('means', 'launched', 'intercepted')
AND c.status = 'stands' AND c.scope = 'this_attack' AND m.role <> 'background' GROUP BY m.incident_id
"""
UNSURE = """
SELECT DISTINCT m.incident_id FROM link l JOIN member a ON a.report_id = l.left JOIN member b ON b.report_id = l.right
JOIN member m ON m.report_id IN (l.left, l.right) WHERE l.verdict = 'unsure' AND a.incident_id <> b.incident_id
"""
# Incidents whose documents a person decided on since; an undo is on the document of what it undoes.
DECIDED = """
SELECT m.incident_id FROM decision d JOIN decision o ON o.number = coalesce(json_extract(d.body, '$.undoes'), d.number)
LEFT JOIN anchored a ON a.decision = o.number
JOIN member m ON m.document_id IN (a.document_id, json_extract(o.body, '$.anchor.document_id')) WHERE d.number > ?
"""


class Entry(NamedTuple):
    """What lists, charts and filters need of an incident."""

    id: str
    version: int
    day: str | None
    earliest: str | None
    latest: str | None
    attacker: str | None
    places: tuple[str, ...]
    point: tuple[float, float] | None
    precision: str | None
    killed: Toll | None
    injured: Toll | None
    launched: Toll | None
    intercepted: tuple[tuple[str | None, int], ...]
    languages: frozenset[str]
    weapons: frozenset[str]
    disagree: bool
    unsure: bool
    reports: int
    sources: int

    @property
    def undated(self) -> bool:
        """Whether no report gives its day."""
        return self.earliest is None

    @property
    def review(self) -> bool:
        """Whether a person should look at it."""
        return self.unsure or self.undated or self.disagree


class View(NamedTuple):
    """The record at one moment: its entries by time, the newest first, and a number that is another after a change.
    Attackers, weapons and languages are those that occur."""

    state: int
    entries: tuple[Entry, ...] = ()
    attackers: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


class Shelf:
    """Holds the record at `path` ready. Safe for many threads."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._watcher = open_record(path)
        self._lock = Lock()
        self._seen: int | None = None
        self._decided = 0
        self._held: dict[str, Entry] = {}
        self._view = View(0)
        self._readers: LifoQueue[Record] = LifoQueue()
        for _ in range(READERS):
            self._readers.put(open_record(path))
        self.deciding = Lock()

    @contextmanager
    def reading(self) -> Iterator[Record]:
        """A record to ask in one state: what others write meanwhile is not seen."""
        record = self._readers.get()
        try:
            record.run("BEGIN")
            try:
                yield record
            finally:
                record.run("ROLLBACK")
        finally:
            self._readers.put(record)

    @contextmanager
    def writing(self) -> Iterator[Record]:
        """A record to decide in; one of this process at a time, so that none waits for a lock of SQLite's."""
        with self.deciding, open_record(self.path) as record:
            yield record

    def look(self) -> View:
        """The record as it is now."""
        with self._lock:
            version = self._watcher.one("PRAGMA data_version")
            if version != self._seen:
                self._refresh()
                self._seen = version
            return self._view

    def close(self) -> None:
        """Closes every connection."""
        self._watcher.close()
        while not self._readers.empty():
            self._readers.get().close()

    def _refresh(self) -> None:
        record = self._watcher
        record.run("BEGIN")
        try:
            versions = {row[0]: row[1] for row in record.rows("SELECT id, version FROM incident")}
            unsure = {row[0] for row in record.rows(UNSURE)}
            stale = {row[0] for row in record.rows(DECIDED, self._decided)} & versions.keys()
            self._decided = record.one("SELECT max(number) FROM decision") or 0
            held = {name: entry for name, entry in self._held.items() if name in versions}
            stale |= {name for name, number in versions.items() if name not in held or held[name].version != number}
            for piece in _pieces(sorted(stale)):
                held.update((entry.id, entry) for entry in _entries(record, piece))
            for name, entry in held.items():
                if entry.unsure != (name in unsure):
                    held[name] = entry._replace(unsure=name in unsure)
        finally:
            record.run("ROLLBACK")
        self._held = held
        entries = sorted(held.values(), key=lambda e: (e.earliest or e.latest or "", e.id), reverse=True)
        self._view = View(
            self._view.state + 1, tuple(entries), attackers=_ordered({entry.attacker or "" for entry in entries}),
            weapons=_ordered(frozenset().union(*(entry.weapons for entry in entries))),
            languages=_ordered(frozenset().union(*(entry.languages for entry in entries))),
        )  # fmt: skip


def _pieces(names: list[str]) -> Iterator[list[str]]:
    return (names[at : at + _PIECE] for at in range(0, len(names), _PIECE))


def _entries(record: Record, names: Iterable[str]) -> Iterator[Entry]:
    wanted = _encode(list(names)).decode()
    languages, means = ({row[0]: row[1] for row in record.rows(sql, wanted)} for sql in (LANGUAGES, WEAPONS))
    for row in record.rows("SELECT version, body FROM incident WHERE id IN (SELECT value FROM json_each(?))", wanted):
        incident = _decode(row["body"])
        first = next((place for place in incident.places if place.lat is not None and place.lon is not None), None)
        yield Entry(
            id=incident.id, version=row["version"], day=incident.earliest[:10] if incident.earliest else None,
            earliest=incident.earliest, latest=incident.latest, attacker=incident.attacker,
            places=tuple(dict.fromkeys(place.name for place in incident.places)),
            point=(first.lon, first.lat) if first and first.lon is not None and first.lat is not None else None,
            precision=first.precision if first else None,
            killed=toll(incident, "killed"), injured=toll(incident, "injured"),
            launched=weapons(incident, "launched"), intercepted=intercepted(incident),
            languages=_set(languages.get(incident.id)), weapons=_set(means.get(incident.id)),
            disagree=disagree(incident), unsure=False,
            reports=sum(report.role != "background" for report in incident.reports),
            sources=incident.independent_sources,
        )  # fmt: skip


def _ordered(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(word for word in words if word))


def _set(words: str | None) -> frozenset[str]:
    return frozenset(words.split(",")) if words else frozenset()
