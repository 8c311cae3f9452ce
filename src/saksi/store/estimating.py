"""From an incident's reports to its estimates and the grounds of its grade: the seam to `saksi.reconcile`."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from saksi import reconcile
from saksi.model import Claim, Incident
from saksi.store import sql
from saksi.store.documents import json
from saksi.store.record import Record

# The rules that estimates were made by; a record made by others is estimated anew.
RULES = f"saksi.reconcile {reconcile.VERSION}"
_claim = msgspec.json.Decoder(Claim)


def told_claims(record: Record, incident: Incident) -> list[Claim]:
    """The claims of an incident's reports and copies that stand, by id."""
    own = [report.id for report in incident.reports if report.role != "background"]
    return [_claim.decode(row["body"]) for row in record.rows(sql.BODIES_OF, json(own))]


def estimated(record: Record, incident: Incident, claims: Sequence[Claim]) -> Incident:
    """The incident with its estimates and grounds, and with what its copies have otherwise than their origins."""

    def between(left: Claim, right: Claim) -> str:
        start, length = left.span.end, max(0, right.span.start - left.span.end)
        question = "SELECT substr(text, ?, ?) FROM document WHERE id = ?"
        return str(record.one(question, start + 1, length, left.document_id) or "")

    found = reconcile.alterations(claims, {(report.document_id, report.attack): report for report in incident.reports})
    return msgspec.structs.replace(
        incident,
        reports=tuple(
            msgspec.structs.replace(report, altered=found.get((report.document_id, report.attack), ()))
            for report in incident.reports
        ),
        estimates=reconcile.estimates(incident, claims, between),
        grounds=reconcile.grounds(incident, claims),
    )
