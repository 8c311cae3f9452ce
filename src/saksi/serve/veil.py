"""Names of private persons, hidden in what is shown as they are in what is written (`publish/redact.py`)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from saksi.publish.redact import Names, told_row
from saksi.store import Record


class Veil:
    """Hides these names wherever they stand in a text, letter by letter, so that no offset moves.

    >>> Veil(["Olha Petrenko"]).over("Olha Petrenko, 61, died; Petrenko's son lives.")
    "▇▇▇▇▇▇▇▇▇▇▇▇▇, 61, died; ▇▇▇▇▇▇▇▇'s son lives."
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = Names(names)

    def over(self, text: str | None) -> str:
        """The text with the names hidden."""
        return self._names.covered(text or "")


def veil(record: Record, documents: Iterable[str], shown: bool) -> Veil:
    """The veil over these documents; one that hides nothing where the visitor wants to see names."""
    if shown:
        return Veil(())
    ids = "[" + ",".join(f'"{name}"' for name in documents) + "]"
    rows = record.rows(
        "SELECT DISTINCT document_id, slot, person_name, private, credit, credit_kind, credit_start, credit_end "
        "FROM claims WHERE document_id IN (SELECT value FROM json_each(?)) "
        "AND (private = 1 OR credit_kind IN ('witness', 'victim', 'other'))", ids,
    )  # fmt: skip

    @lru_cache(maxsize=8)
    def text_of(document: str) -> str:
        return str(record.one("SELECT text FROM document WHERE id = ?", document))

    return Veil(name for row in rows for name in told_row(dict(row), text_of).names())
