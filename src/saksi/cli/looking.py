"""`saksi list`, `show`, `changes`, `history`, `doctor`: what a record says, in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from saksi.errors import UsageError
from saksi.model import Alteration, Incident, Report
from saksi.publish.words import safe
from saksi.store import Record, changes, decisions, examine, found, history, incidents, open_record, since

# More incidents than this are listed and not shown whole.
MOST_SHOWN = 5


def listed(db: str, filters: Mapping[str, object], limit: int) -> int:
    """One line an incident."""
    with open_record(db) as record:
        lines = [_line(incident) for incident in incidents(record, filters, limit)]
    _write(lines or ["no incident fits"])
    return 0


def show(db: str, words: str) -> int:
    """The incidents of an id, day, place or document; 1 where there is none."""
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
                _write([*_shown(record, incident), ""])
    return 0


def changed(db: str, day: str) -> int:
    """What is new or different since a day, and what persons decided since."""
    try:
        date.fromisoformat(day[:10])
    except ValueError as error:
        raise UsageError(f"{day!r} is no day; write it as 2025-07-04") from error
    with open_record(db) as record:
        lines = [line for change in since(record, day) for line in _change(change.incident_id, change)]
        lines += [_decision(line) for line in decisions(record) if line.at >= day]
    _write(lines or [f"nothing is new or different since {day}"])
    return 0


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
    _write(troubles)
    if not troubles:
        _write([f"sound: {held[0]} documents, {held[1]} claims, {held[2]} incidents"])
    return 1 if troubles else 0


def _line(incident: Incident) -> str:
    when = incident.earliest or (f"not after {incident.latest}" if incident.latest else "undated")
    where = ", ".join(place.name for place in incident.places[:3]) or "place unknown"
    tolls = ", ".join(_toll(incident, slot) for slot in ("killed", "injured") if _toll(incident, slot))
    sources = f"{incident.independent_sources} of {len(incident.reports)} independent"
    return "  ".join((incident.id, when, where, f"by {incident.attacker or 'unknown'}", tolls or "no toll", sources))


def _toll(incident: Incident, slot: str) -> str:
    """The range of what is said of all persons: never a choice among the values."""
    counts = [
        value.count for value in incident.values
        if value.slot == slot and value.what == "person" and value.scope == "this_attack" and value.count is not None
    ]  # fmt: skip
    if not counts:
        return ""
    low, high = min(counts), max(counts)
    return f"{slot} {low}" if low == high else f"{slot} {low} to {high} said"


def _shown(record: Record, incident: Incident) -> Iterator[str]:
    yield _line(incident)
    yield f"  time: {incident.earliest or '?'} to {incident.latest or '?'} ({incident.time_basis.replace('_', ' ')})"
    yield f"  places: {', '.join(place.name for place in incident.places) or 'none named'}"
    kinds = ", ".join(incident.source_kinds) or "none named"
    yield f"  sources: {incident.independent_sources} independent; kinds: {kinds}"
    for estimate in incident.estimates:
        low, best, high = ("?" if n is None else n for n in (estimate.low, estimate.best, estimate.high))
        why = f" ({estimate.reason})" if estimate.reason else ""
        yield f"  {estimate.slot} {estimate.what or ''} {estimate.place or ''}: {low} / {best} / {high}{why}"
    yield "  said:"
    for value in incident.values:
        kinds = f" ({', '.join(value.source_kinds)})" if value.source_kinds else ""
        ids = " ".join(value.claim_ids[:4])
        yield f"    {changes.said(value)} - {value.independent_sources} independent{kinds}: {ids}"
    yield "  reports:"
    rows = record.rows(
        "SELECT id, source, publisher, published, copy_reason FROM document "
        "WHERE id IN (SELECT document_id FROM member WHERE incident_id = ?)", incident.id,
    )  # fmt: skip
    names = {row["id"]: row for row in rows}
    for report in _by_origin(incident.reports):
        row = names[report.document_id]
        words = (report.id, row["published"], row["publisher"], row["source"], _role(report, row["copy_reason"]))
        yield "    " + "  ".join(filter(None, words))
    unsure = record.rows(
        "WITH own AS (SELECT report_id FROM member WHERE incident_id = ?) SELECT left, right, score FROM link "
        "WHERE verdict = 'unsure' AND (left IN own OR right IN own) ORDER BY score DESC, left, right LIMIT 10",
        incident.id,
    )  # fmt: skip
    for row in unsure:
        yield f"  unsure whether one attack: {row['left']} and {row['right']} ({row['score']})"


def _by_origin(reports: Iterable[Report]) -> list[Report]:
    """Each origin with its copies beneath, those that mention it in passing last."""
    return sorted(reports, key=lambda r: (r.role == "background", r.of or r.document_id, r.of is not None, r.id))


def _role(report: Report, reason: str | None) -> str:
    if report.role == "background":
        return "(in passing)"
    words = "its day from the others" if report.by_link else ""
    if report.of:
        words = f"copy of {report.of}: {reason}" + "".join(f"; altered: {_altered(each)}" for each in report.altered)
    return f"({words})" if words else ""


def _altered(each: Alteration) -> str:
    return f"{each.slot} {each.what or ''} {each.here}, there {each.there}"


def _change(head: str, change: changes.Change) -> Iterator[str]:
    yield f"{head}  {change.kind}: {change.sentences[0]}"
    yield from (f"    {sentence}" for sentence in change.sentences[1:])


def _decision(line: object) -> str:
    number, kind, who, at, why = (getattr(line, name) for name in ("number", "kind", "who", "at", "why"))
    return f"decision {number}  {at}  {kind} by {who}: {why}"


def _write(lines: Iterable[str]) -> None:
    sys.stdout.write("".join(f"{safe(line)}\n" for line in lines))
