"""The record on disk: documents whole, claims, incidents with their versions, and the ledger of decisions.

>>> from saksi.store import open_record
>>> with open_record(":memory:", create=True) as record:
...     record.one("SELECT count(*) FROM incidents")
0
"""

from __future__ import annotations

from saksi.store.asking import (
    claims_named,
    contents,
    exported_checks,
    exported_claims,
    exported_estimates,
    exported_incidents,
    found,
    grades,
    incidents,
    tellers,
)
from saksi.store.changes import Change, history, since
from saksi.store.deciding import add, confirm, correct, different, grade, reject, same, undo
from saksi.store.doctor import examine, waits
from saksi.store.documents import document_of, known, put
from saksi.store.ledger import Decision, decisions
from saksi.store.linking import link
from saksi.store.profiling import profiled
from saksi.store.record import Record, open_record
from saksi.store.references import references, take_reference

__all__ = [
    "Change", "Decision", "Record", "add", "claims_named", "confirm", "contents", "correct", "decisions",
    "different", "document_of", "examine", "exported_checks", "exported_claims", "exported_estimates",
    "exported_incidents", "found", "grade", "grades", "history", "incidents", "known", "link", "open_record",
    "profiled", "put", "references", "reject", "same", "since", "take_reference", "tellers", "undo", "waits",
]  # fmt: skip
