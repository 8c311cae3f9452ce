"""What came of a decision: which incidents it changed, in sentences."""

from __future__ import annotations

from typing import Any

from saksi.store import Record, changes
from saksi.store.incidents import incident_decoder


def effect(record: Record, number: str) -> dict[str, Any] | None:
    """A decision and what it changed in which incidents; None where there is no such decision."""
    if not number.isascii() or not number.isdigit() or len(number) > 12:
        return None
    rows = record.rows(
        "SELECT d.number, d.kind, d.who, d.at, d.why, a.state, a.targets, "
        "coalesce(a.document_id, json_extract(o.body, '$.anchor.document_id')) AS document_id, "
        "EXISTS (SELECT 1 FROM decision u WHERE json_extract(u.body, '$.undoes') = d.number) AS undone FROM decision d "
        "JOIN decision o ON o.number = coalesce(json_extract(d.body, '$.undoes'), d.number) "
        "LEFT JOIN anchored a ON a.decision = o.number WHERE d.number = ?", int(number),
    )  # fmt: skip
    if not rows:
        return None
    line = rows[0]
    names = record.rows(
        "SELECT DISTINCT incident_id FROM member WHERE document_id = ?1 "
        "OR report_id IN (SELECT value FROM json_each(?2))", line["document_id"], line["targets"] or "[]",
    )  # fmt: skip
    changed = [(row[0], _changed(record, row[0], line["at"])) for row in names]
    return {"line": line, "incidents": [(name, sentences) for name, sentences in changed if sentences]}


def _changed(record: Record, incident_id: str, since: str) -> list[str]:
    versions = record.rows(
        "SELECT body, updated FROM incident_version WHERE incident_id = ? AND body IS NOT NULL "
        "ORDER BY version DESC LIMIT 2", incident_id,
    )  # fmt: skip
    if len(versions) < 2 or versions[0]["updated"] < since:
        return []
    after, before = (incident_decoder.decode(row["body"]) for row in versions)
    return list(changes.differences(before, after))
