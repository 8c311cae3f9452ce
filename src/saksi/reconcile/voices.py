"""Of what kind a source is: a bare name ("Kobzar") is what the same page calls it elsewhere ("acting mayor Kobzar")."""

from __future__ import annotations

from collections.abc import Iterable

from saksi.model import Claim
from saksi.reconcile.stages import OFFICES

UNKNOWN = "other"
# Names are compared by the beginnings of their words, so that a case of the name is the same name.
SHORTEST, COMPARED = 4, 5

Offices = dict[tuple[str, str], str]


def offices(claims: Iterable[Claim]) -> Offices:
    """The kind of office of each word of a credited name, by document; a word of two kinds has none."""
    found: dict[tuple[str, str], set[str]] = {}
    for claim in claims:
        if claim.credit is not None and claim.credit.kind in OFFICES:
            for word in _words(claim.credit.name):
                found.setdefault((claim.document_id, word), set()).add(claim.credit.kind)
    return {key: kinds.pop() for key, kinds in found.items() if len(kinds) == 1}


def kind_of(claim: Claim, known: Offices) -> str | None:
    """The kind of a claim's source; of a source of no kind that which the page gives the same name elsewhere."""
    if claim.credit is None:
        return None
    if claim.credit.kind != UNKNOWN:
        return claim.credit.kind
    kinds = {known.get((claim.document_id, word)) for word in _words(claim.credit.name)}
    return kinds.pop() or UNKNOWN if len(kinds) == 1 else UNKNOWN


def _words(name: str) -> set[str]:
    return {word[:COMPARED] for word in name.casefold().split() if len(word) >= SHORTEST and word[0].isalpha()}
