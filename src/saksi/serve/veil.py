"""Names of private persons, hidden on pages until a visitor asks for them: the rules of `saksi.publish.redact`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from saksi.model import Claim, Span
from saksi.publish.redact import NO_NAMES, Names, short, told_row
from saksi.store import Record

_WHO = (
    "SELECT document_id, slot, person_name, private, credit, credit_kind, credit_start, credit_end FROM claim "
    "WHERE document_id IN (SELECT value FROM json_each(?)) "
    "AND (private = 1 OR credit_kind IN ('witness', 'victim', 'other'))"
)


class Veil:
    """Hides names wherever they stand.

    >>> Veil(Names(["Olha Petrenko"])).over("Olha Petrenko, 61, died; Petrenko's son lives.")
    "▇▇▇, 61, died; ▇▇▇'s son lives."
    """

    def __init__(self, names: Names) -> None:
        self._names = names

    def over(self, text: str | None) -> str:
        """The text without the names; every cover has one length, so that none tells how long a name is."""
        return short(self._names.covered(text)) if text else ""

    def quote(self, claim: Claim) -> str:
        """A claim's quotation; times, places and attackers are no person's words."""
        return claim.quote if claim.slot in NO_NAMES else self.over(claim.quote)

    def whole(self, text: str, claims: Iterable[Claim]) -> str:
        """A document's text with the names covered at the same length, so that no offset moves."""
        kept = [Span(*claim.span) for claim in claims if claim.slot in NO_NAMES]
        return self._names.covered(text, kept)


def veil(record: Record, documents: Sequence[str], shown: bool) -> Veil:
    """The veil over these documents; one that hides nothing where the visitor wants to see names."""
    if shown:
        return Veil(Names(()))
    rows = record.rows(_WHO, msgspec.json.encode(list(documents)).decode())
    text_of = texts(record)
    return Veil(Names({name for row in rows for name in told_row(dict(row), text_of).names()}))


def texts(record: Record) -> Callable[[str], str]:
    """The text of a document by its id, each asked for once."""
    held: dict[str, Any] = {}

    def text_of(document: str) -> str:
        if document not in held:
            held[document] = record.one("SELECT text FROM document WHERE id = ?", document)
        return str(held[document])

    return text_of
