"""`saksi list`, `show`, `changes`, `history`, `doctor`: what a record says, in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from saksi.cli.showing import in_brief, shown
from saksi.errors import UsageError
from saksi.model import Incident
from saksi.publish.paragraph import toll
from saksi.publish.words import safe
from saksi.store import changes, decisions, examine, found, history, incidents, open_record, since

# More incidents than this are listed and not shown whole.
MOST_SHOWN = 5


def listed(db: str, filters: Mapping[str, object], limit: int) -> int:
    """One line an incident. Raises UsageError where since or until is no day."""
    for name in ("since", "until"):
        if given := filters.get(name):
            _day(str(given))
    with open_record(db) as record:
        lines = [_line(incident) for incident in incidents(record, filters, limit)]
    _write(lines or ["no incident fits"])
    return 0


def show(db: str, words: str, brief: bool = False) -> int:
    """The incidents of an id, day, place or document, `brief` as a paragraph each; 1 where there is none."""
    with open_record(db) as record:
        fitting = found(record, words)
        if not fitting:
            sys.stderr.write(
                f"saksi: no incident is called {safe(words)}; give an id, a day (2025-07-04) or a place in English\n"
            )
            return 1
        if len(fitting) > MOST_SHOWN:
            _write([*map(_line, fitting), f"{len(fitting)} incidents; show one of them by its id"])
        else:
            for incident in fitting:
                _write([*(in_brief if brief else shown)(record, incident), ""])
    return 0


def changed(db: str, day: str) -> int:
    """What is new or different since a day, and what persons decided since."""
    _day(day)
    with open_record(db) as record:
        lines = [line for change in since(record, day) for line in _change(change.incident_id, change)]
        lines += [_decision(line) for line in decisions(record) if line.at >= day]
    _write(lines or [f"nothing is new or different since {day}"])
    return 0


def _day(words: str) -> None:
    try:
        date.fromisoformat(words[:10])
    except ValueError as error:
        raise UsageError(f"{words!r} is no day; write it as 2025-07-04") from error


def told(db: str, words: str) -> int:
    """Every version of an incident and the decisions on its documents."""
    with open_record(db) as record:
        fitting = found(record, words)
        if len(fitting) != 1:
            raise UsageError(f"{words} names {len(fitting)} incidents; give the id of one")
        incident = fitting[0]
        own = {report.document_id for report in incident.reports}
        lines = [line for change in history(record, incident.id) for line in _change(change.at, change)]
        for alias in record.rows("SELECT alias FROM alias WHERE incident_id = ? ORDER BY alias", incident.id):
            lines.append(f"{alias['alias']} was merged into it")
        for line in decisions(record):
            about = line.about
            sides = [side.document.document_id for side in (about.left, about.right) if side]
            if own.intersection([*sides, *([about.anchor.document_id] if about.anchor else [])]):
                lines.append(_decision(line))
    _write([_line(incident), *lines])
    return 0


def doctor(db: str) -> int:
    """What is wrong with the record; 1 where something is."""
    with open_record(db) as record:
        troubles = examine(record)
        held = (
            record.one("SELECT count(*) FROM document"),
            record.one("SELECT count(*) FROM claim"),
            record.one("SELECT count(*) FROM incident"),
        )
        beside = [
            f"held against {row['name']}: {row['rows']} rows, {row['first_day']} to {row['last_day']}, "
            f"sha256 {row['sha256'][:16]}"
            for row in record.rows("SELECT * FROM reference_data ORDER BY kind")
        ]
    _write(troubles)
    if not troubles:
        _write([f"sound: {held[0]} documents, {held[1]} claims, {held[2]} incidents", *beside])
    return 1 if troubles else 0


def _line(incident: Incident) -> str:
    when = incident.earliest or (f"not after {incident.latest}" if incident.latest else "undated")
    where = ", ".join(place.name for place in incident.places[:3]) or "place unknown"
    tolls = ", ".join(_toll(incident, slot) for slot in ("killed", "injured") if _toll(incident, slot))
    sources = f"{incident.independent_sources} of {len(incident.reports)} independent"
    return "  ".join((incident.id, when, where, f"by {incident.attacker or 'unknown'}", tolls or "no toll", sources))


def _toll(incident: Incident, slot: str) -> str:
    """The best number of all persons with its bounds."""
    rows = [row for row in incident.estimates if (row.slot, row.what, row.place) == (slot, "person", None)]
    return f"{slot} {toll(rows[0])}" if rows and toll(rows[0]) != "no number" else ""


def _change(head: str, change: changes.Change) -> Iterator[str]:
    yield f"{head}  {change.kind}: {change.sentences[0]}"
    yield from (f"    {sentence}" for sentence in change.sentences[1:])


def _decision(line: object) -> str:
    number, kind, who, at, why = (getattr(line, name) for name in ("number", "kind", "who", "at", "why"))
    return f"decision {number}  {at}  {kind} by {who}: {why}"


def _write(lines: Iterable[str]) -> None:
    sys.stdout.write("".join(f"{safe(line)}\n" for line in lines))
