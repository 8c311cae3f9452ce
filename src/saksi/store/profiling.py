"""Each incident with what a profile needs beside it: its sources, its claims' words, weapons named, its grade."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from saksi.model import Incident
from saksi.publish.paragraph import Teller
from saksi.publish.profiling import Facts, Source
from saksi.store.asking import grades, incidents, outlet, tellers
from saksi.store.record import Record

# Kinds of source that are offices and not persons: their names may stand where private persons are left out.
OFFICES = frozenset(
    {"government", "military", "rescue_service", "police", "medical", "local_official", "media", "organisation"}
)


def profiled(record: Record, redact: bool = False) -> Iterator[Facts]:
    """Every incident in the order of its time; `redact` leaves out the names of sources that are no offices."""
    graded = grades(record)
    for incident in incidents(record):
        grade = graded.get(incident.id)
        rows = record.rows(
            "SELECT claim_id, slot, what, quote, credit_kind FROM claims WHERE incident_id = ? AND status = 'stands'",
            incident.id,
        )
        told = tellers(record, incident)
        if redact:
            private = {row["claim_id"] for row in rows if row["credit_kind"] not in OFFICES}
            told = {name: Teller(None, *teller[1:]) if name in private else teller for name, teller in told.items()}
            incident = nameless(incident)
        yield Facts(
            incident=incident, sources=_sources(record, incident), tellers=told,
            quotes={row["claim_id"]: row["quote"] for row in rows},
            weapons=frozenset(row["what"] for row in rows if row["slot"] in ("launched", "means") and row["what"]),
            grade=grade.about.grade if grade else None,
        )  # fmt: skip


def nameless(incident: Incident) -> Incident:
    """The incident without names of sources that are no offices, and without checks of words of the text."""
    grounds = incident.grounds
    if grounds is not None:
        public = tuple(position for position in grounds.positions if position.kind in OFFICES)
        stances = {
            name: tuple(sorted({position.credit for position in public if position.stance == name}))
            for name in ("admits", "denies")
        }
        grounds = msgspec.structs.replace(grounds, positions=public, **stances)
    checks = tuple(check for check in incident.checks if check.slot != "record")
    return msgspec.structs.replace(incident, grounds=grounds, checks=checks)


def _sources(record: Record, incident: Incident) -> tuple[Source, ...]:
    rows = record.rows(
        "SELECT DISTINCT d.id, coalesce(d.publisher, d.url, d.source) AS outlet, coalesce(d.url, d.source) AS address, "
        "d.published FROM member m JOIN document d ON d.id = m.document_id WHERE m.incident_id = ? "
        "AND m.role <> 'background' ORDER BY d.published IS NULL, d.published, d.id", incident.id,
    )  # fmt: skip
    return tuple(Source(outlet(row["outlet"]), row["address"], row["published"]) for row in rows)
