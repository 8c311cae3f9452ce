"""What a copy has otherwise than its origin: a number in the place of the origin's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from saksi.model import Alteration, Claim, Report

Numbers = dict[tuple[str, str | None], dict[int, list[str]]]


def altered(claims: Sequence[Claim], reports: Mapping[tuple[str, int], Report]) -> frozenset[str]:
    """The ids of claims that a copy has otherwise than its origin."""
    return frozenset(name for names in _by_report(claims, reports).values() for _, ids in names for name in ids)


def alterations(
    claims: Sequence[Claim], reports: Mapping[tuple[str, int], Report]
) -> dict[tuple[str, int], tuple[Alteration, ...]]:
    """What each copy has otherwise than its origin, by document and attack."""
    found = _by_report(claims, reports)
    return {key: tuple(alteration for alteration, _ in pairs) for key, pairs in found.items() if pairs}


def _by_report(
    claims: Sequence[Claim], reports: Mapping[tuple[str, int], Report]
) -> dict[tuple[str, int], list[tuple[Alteration, list[str]]]]:
    """A copy that keeps a number of its origin and adds one alters nothing: it may tell a later state."""
    numbers = _numbers(claims)
    origins: dict[str, Numbers] = {}
    for (document, _), own in sorted(numbers.items()):
        origins.setdefault(document, {}).update(own)
    found: dict[tuple[str, int], list[tuple[Alteration, list[str]]]] = {}
    for key, report in sorted(reports.items()):
        there = origins.get(report.of or "", {})
        for (slot, what), here in sorted(numbers.get(key, {}).items(), key=str):
            theirs = there.get((slot, what), {})
            if report.role != "copy" or not theirs or theirs.keys() & here.keys():
                continue
            held = ", ".join(str(count) for count in sorted(theirs))
            pairs = [(Alteration(slot, what, str(count), held), ids) for count, ids in sorted(here.items())]
            found.setdefault(key, []).extend(pairs)
    return found


def _numbers(claims: Sequence[Claim]) -> dict[tuple[str, int], Numbers]:
    found: dict[tuple[str, int], Numbers] = {}
    for claim in claims:
        if claim.quantity is not None and claim.quantity.count is not None and claim.scope == "this_attack":
            own = found.setdefault((claim.document_id, claim.attack or 0), {})
            own.setdefault((claim.slot, claim.what), {}).setdefault(claim.quantity.count, []).append(claim.id)
    return found
