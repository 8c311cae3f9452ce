"""The record on disk: documents whole, claims, incidents with their versions, and the ledger of decisions.

>>> from saksi.store import open_record
>>> with open_record(":memory:", create=True) as record:
...     record.one("SELECT count(*) FROM incidents")
0
"""

from __future__ import annotations

from saksi.store.documents import known, put
from saksi.store.linking import link
from saksi.store.record import Record, open_record

__all__ = ["Record", "known", "link", "open_record", "put"]
