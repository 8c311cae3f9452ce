"""Questions to a record: incidents by filters, one incident or document by what a user calls it, whole exports."""

from __future__ import annotations

import json as reader
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from saksi.errors import UsageError
from saksi.model import Incident
from saksi.publish.paragraph import Teller
from saksi.publish.rows import FIELDS
from saksi.store.incidents import incident_decoder, incident_of
from saksi.store.ledger import Decision, decisions, standing
from saksi.store.record import Record

# Each filter of `saksi list`: its condition on the table of incidents, with the value as ?.
FILTERS = {
    "since": "coalesce(latest, earliest, '') >= ?",
    "until": "coalesce(earliest, latest, '') < ? || 'U'",
    "attacker": "attacker = ? COLLATE NOCASE",
    "place": "EXISTS (SELECT 1 FROM json_each(places) p "
    "WHERE instr(lower(json_extract(p.value, '$.name')), lower(?)) = 1)",
    "min_sources": "independent_sources >= ?",
    "text": "id IN (SELECT m.incident_id FROM member m JOIN document d ON d.id = m.document_id "
    "WHERE d.number IN (SELECT rowid FROM document_search WHERE document_search MATCH ?))",
    "undated": "earliest IS NULL AND ?",
}


def incidents(record: Record, filters: Mapping[str, object] | None = None, limit: int = -1) -> Iterator[Incident]:
    """Incidents in the order of their time, undated ones last. `filters`: names of `FILTERS` with their values.

    Raises UsageError where the words of `text` are no question that the index understands.
    """
    given = {name: value for name, value in (filters or {}).items() if value not in (None, False)}
    where = " AND ".join(FILTERS[name] for name in given) or "1"
    question = f"SELECT body FROM incident WHERE {where} ORDER BY earliest IS NULL, earliest, id LIMIT ?"
    try:
        for row in record.connection.execute(question, (*given.values(), limit)):
            yield incident_decoder.decode(row["body"])
    except OverflowError as error:
        raise UsageError("a number among the filters is too large; give one below 1,000,000") from error
    except sqlite3.OperationalError as error:
        if "text" in given:
            raise UsageError(
                f"cannot search for {given['text']!r}; put words with marks between double quotes"
            ) from error
        raise


def found(record: Record, words: str) -> list[Incident]:
    """The incidents that a user calls so: by the beginning of an id, a day, a place, or a document of theirs."""
    if not words.strip():
        return []
    if exact := incident_of(record, words):
        return [exact]
    rows = record.rows(
        "SELECT id FROM incident WHERE length(?1) >= 4 AND id >= ?1 AND id < ?1 || 'zzzz' "
        "UNION SELECT incident_id FROM member "
        "WHERE length(?1) >= 4 AND document_id >= ?1 AND document_id < ?1 || 'zzzz'", words,
    )  # fmt: skip
    named = [incident for row in rows if (incident := incident_of(record, row["id"]))]
    if named:
        return named
    if words[:4].isdigit() and len(words) >= 7:
        return list(incidents(record, {"since": words, "until": words}))
    return list(incidents(record, {"place": words}))


def claims_named(record: Record, beginning: str) -> list[dict[str, Any]]:
    """The rows of the claims whose id begins so (four characters at least), ten at most."""
    rows = record.rows(
        "SELECT claim_id, document_id, slot, what, count, quote, rule, status, decision, incident_id FROM claims "
        "WHERE length(?1) >= 4 AND claim_id >= ?1 AND claim_id < ?1 || 'zzzz' ORDER BY claim_id LIMIT 10", beginning,
    )  # fmt: skip
    return [dict(row) for row in rows]


def exported_estimates(record: Record) -> Iterator[dict[str, Any]]:
    """One row an estimate, with the day and places of its incident: the table of numbers for a spreadsheet."""
    for incident in incidents(record):
        for row in incident.estimates:
            yield {
                "incident_id": incident.id, "earliest": incident.earliest, "latest": incident.latest,
                "attacker": incident.attacker, "places": [place.name for place in incident.places],
                "slot": row.slot, "what": row.what, "how": row.how, "place": row.place, "low": row.low,
                "best": row.best, "high": row.high, "as_of": row.as_of, "rule": row.rule, "reason": row.reason,
                "independent_sources": max((side.independent_sources for side in row.sides), default=0),
                "claim_ids": list(row.claim_ids),
            }  # fmt: skip


def exported_checks(record: Record) -> Iterator[dict[str, Any]]:
    """One row a check, with its incident's id and day."""
    for incident in incidents(record):
        for check in incident.checks:
            yield {"incident_id": incident.id, "earliest": incident.earliest, **msgspec.to_builtins(check)}


def grades(record: Record) -> dict[str, Decision]:
    """The newest standing grade of each incident that has one, by the incident's id."""
    rows = record.rows(
        "SELECT a.decision, m.incident_id FROM anchored a JOIN member m "
        "ON m.report_id = json_extract(a.targets, '$[0]') WHERE a.state = 'holds' AND a.decision IN "
        "(SELECT number FROM decision WHERE kind = 'grade') ORDER BY a.decision"
    )
    lines = {line.number: line for line in standing(decisions(record))} if rows else {}
    return {row["incident_id"]: lines[row["decision"]] for row in rows if row["decision"] in lines}


def tellers(record: Record, incident: Incident) -> dict[str, Teller]:
    """Who tells each claim of an incident's reports, and when: for sentences about it."""
    rows = record.rows(
        "SELECT claim_id, credit, coalesce(publisher, url, source) AS outlet, coalesce(as_of, published) AS at, "
        "credit_kind, language FROM claims WHERE incident_id = ?", incident.id,
    )  # fmt: skip
    return {
        row["claim_id"]: Teller(row["credit"], outlet(row["outlet"]), row["at"], row["credit_kind"], row["language"])
        for row in rows
    }


def outlet(name: str) -> str:
    """An outlet's name: the site of an address, the last part of a path."""
    if "://" in name:
        return name.split("://", 1)[1].split("/", 1)[0].removeprefix("www.")
    return name.replace("\\", "/").rstrip("/").rpartition("/")[2] or name


def exported_incidents(record: Record, ids: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """Every incident, or those of `ids`, with the fields of the public format, and `values` beside its estimates."""
    aliases: dict[str, list[str]] = {}
    for row in record.rows("SELECT alias, incident_id FROM alias ORDER BY alias"):
        aliases.setdefault(row["incident_id"], []).append(row["alias"])
    graded = grades(record)
    wanted = None if ids is None else msgspec.json.encode(ids).decode()
    sources = {row["id"]: row["source"] for row in record.rows(_SOURCES, wanted)}
    for row in record.connection.execute(_EXPORTED, (wanted,)):
        incident = incident_decoder.decode(row["body"])
        yield {
            "incident_id": incident.id,
            "aliases": aliases.get(incident.id, []),
            "earliest": incident.earliest,
            "latest": incident.latest,
            "time_basis": incident.time_basis,
            "attacker": incident.attacker,
            "places": [
                {"name": p.name, "id": p.id, "lat": p.lat, "lon": p.lon, "precision": p.precision, "country": p.country}
                for p in incident.places
            ],
            "sources": [
                {
                    "source": sources[r.document_id], "document_id": r.document_id, "attack": r.attack,
                    "role": r.role, "of": r.of,
                    "origin": r.origin, "by_link": r.by_link, "altered": msgspec.to_builtins(r.altered),
                }
                for r in incident.reports
            ],
            "independent_sources": incident.independent_sources,
            "source_kinds": list(incident.source_kinds),
            "estimates": msgspec.to_builtins(incident.estimates),
            "checks": msgspec.to_builtins(incident.checks),
            "grade": _grade(graded.get(incident.id)),
            "grounds": msgspec.to_builtins(incident.grounds),
            "values": msgspec.to_builtins(incident.values),
            "flags": list(incident.flags),
            "version": row["version"],
            "updated": row["updated"],
        }  # fmt: skip


def _grade(line: Decision | None) -> dict[str, Any] | None:
    if line is None:
        return None
    return {"grade": line.about.grade, "who": line.who, "at": line.at, "why": line.why, "decision": line.number}


_EXPORTED = """
SELECT version, updated, body FROM incident WHERE ?1 IS NULL OR id IN (SELECT value FROM json_each(?1))
ORDER BY earliest IS NULL, earliest, id
"""
_SOURCES = """
SELECT id, source FROM document WHERE ?1 IS NULL OR id IN
(SELECT document_id FROM member WHERE incident_id IN (SELECT value FROM json_each(?1)))
"""


def exported_claims(record: Record, every: bool = False) -> Iterator[dict[str, Any]]:
    """Claims with the fields of the public format, then the incident and whether a person decided on them.

    `every`: also those that a person rejected or corrected.
    """
    where = "1" if every else "status = 'stands'"
    fields = (*FIELDS, "incident_id", "status", "decision")
    rows = record.connection.execute(
        f'SELECT * FROM claims WHERE {where} ORDER BY document_id, start, "end", slot, claim_id'
    )
    for row in rows:
        values = {field: row[field] for field in fields}
        values["flags"] = reader.loads(values["flags"])
        values["private"] = None if values["private"] is None else bool(values["private"])
        yield values


def contents(record: Record) -> Iterator[str]:
    """The record line by line without clocks and counters: the same for records of the same documents."""
    for question in _CONTENTS:
        for row in record.connection.execute(question):
            yield "\t".join(str(value) for value in row)


_CONTENTS = (
    "SELECT id, text_id, source, url, sha256, text, reader, copy_of, copy_kind, copy_reason FROM document ORDER BY id",
    "SELECT claim_id, status, body FROM claim ORDER BY claim_id",
    "SELECT id, background, profile FROM report ORDER BY id",
    "SELECT left, right, verdict, score, reasons FROM link ORDER BY left, right",
    "SELECT left, right, kind, score, reason FROM copy ORDER BY left, right",
    "SELECT id, body FROM incident ORDER BY id",
    "SELECT report_id, incident_id, role, copy_of, origin, by_link, altered FROM member ORDER BY report_id",
    "SELECT kind, who, why, body FROM decision ORDER BY number",
)
