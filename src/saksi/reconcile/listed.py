"""Parts that one clause lists as distinct: "two men, a woman and a child were killed". Only these are ever added."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from saksi.model import Claim

Between = Callable[[Claim, Claim], str]
# What may stand between two members of a list: a few words, and no mark that ends a clause or opens an aside.
LONGEST = 40
_ENDS = re.compile(r"[.;:!?()\[\]\n«»“”\"]")
# Groups of which one person may be two; they are never added to others.
_CROSSING = frozenset({
    "person", "civilian", "family_member", "foreigner", "worker", "adult", "elderly", "official", "prisoner",
})  # fmt: skip


def lists(claims: Iterable[Claim], between: Between) -> list[tuple[Claim, ...]]:
    """Runs of at least two claims of different groups that stand in one clause of one document, each a firm number.

    A document that gives the total itself needs no sum, and a part of a total is none of these.
    """
    found: list[tuple[Claim, ...]] = []
    by_document: dict[str, list[Claim]] = {}
    for claim in claims:
        by_document.setdefault(claim.document_id, []).append(claim)
    for own in by_document.values():
        if any(claim.what == "person" for claim in own):
            continue
        run: list[Claim] = []
        for claim in sorted(own, key=lambda claim: (claim.span, claim.id)):
            if run and not _next(run, claim, between):
                found += [tuple(run)] if len(run) > 1 else []
                run = []
            if _firm(claim):
                run.append(claim)
        found += [tuple(run)] if len(run) > 1 else []
    return found


def _next(run: Sequence[Claim], claim: Claim, between: Between) -> bool:
    last = run[-1]
    if not _firm(claim) or claim.attack != last.attack or claim.place != last.place:
        return False
    if claim.what in {other.what for other in run} or claim.span.start < last.span.end:
        return False
    return claim.span.start - last.span.end <= LONGEST and not _ENDS.search(between(last, claim))


def _firm(claim: Claim) -> bool:
    quantity = claim.quantity
    return (
        quantity is not None and quantity.count is not None and quantity.bound in ("exact", "at_least")
        and claim.what not in _CROSSING and not {"part_of_total", "implausible", "superseded"}.intersection(claim.flags)
    )  # fmt: skip
