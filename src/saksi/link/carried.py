"""What a text carries, in order: numbers with their slots, names, times, places, quotations, credits.

A translation or a rewrite keeps these where it keeps no word. Two reporters at one scene give some of the same numbers
too, but hardly ever the same facts in the same order with the same gaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from saksi.link.words import plain, skeleton, weight
from saksi.model import Claim
from saksi.slots import COUNTED

# Enough facts to tell a rewrite from chance, and how much of them must be shared and in order. Own choice; see
# docs/record.md for what the labelled pages give.
FEWEST, SHARED, ORDERED = 7, 0.7, 0.8
WEIGHT = 8.0
MOST = 120


def carried(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The facts of a document in the order of its text, each once.

    Example: ("killed person 9", "where Kyiv", "statement direct", "credit government").
    """
    found: dict[str, None] = {}
    for claim in sorted(claims, key=lambda claim: (claim.span, claim.slot, claim.id)):
        for fact in _facts(claim):
            found.setdefault(fact)
    return tuple(found)[:MOST]


def _facts(claim: Claim) -> Iterable[str]:
    quantity = claim.quantity
    if claim.slot in COUNTED and quantity is not None:
        yield f"{claim.slot} {claim.what} {quantity.bound if quantity.count is None else quantity.count}"
    elif claim.slot == "where" and claim.place is not None:
        yield f"where {claim.place.name}"
    elif claim.slot in ("when", "alert_started", "alert_ended") and claim.when and "T" in (claim.when.earliest or ""):
        yield f"when {(claim.when.earliest or '')[:16]}"
    elif claim.slot == "statement" and claim.what in ("direct", "mixed") and claim.credit is not None:
        yield f"quote {skeleton(claim.credit.name)[:24] or claim.credit.kind} {len(claim.quote) // 80}"
    elif claim.slot == "victim" and claim.person and claim.person.name:
        yield f"victim {skeleton(claim.person.name)}"
    elif claim.slot == "source" and claim.what != "photo" and claim.value_words:
        yield f"source {plain(claim.value_words)}"


def numbers(facts: Iterable[str]) -> dict[str, str]:
    """The counted values among the facts: the whole fact by its slot, group and number."""
    return {fact: fact for fact in facts if fact.split(" ", 1)[0] in COUNTED}


def repeats(one: Sequence[str], other: Sequence[str]) -> tuple[float, str] | None:
    """How surely one of two texts repeats the other by what they carry, with the sentence; None where it does not.

    >>> facts = ("killed person 9", "injured person 63", "launched missile 70", "launched drone 145", "where Kyiv")
    >>> told = (*facts, "intercepted drone 112", "quote hlv 2", "injured child 6")
    >>> repeats(told, told)[1]
    '8 facts in common, 100 % of them in one order'
    """
    positions = {fact: at for at, fact in enumerate(other)}
    shared = [(at, positions[fact]) for at, fact in enumerate(one) if fact in positions]
    if len(shared) < FEWEST:
        return None
    told = sum(_weight(one[at]) for at, _ in shared)
    least = min(sum(map(_weight, one)), sum(map(_weight, other)))
    order = longest_rise([right for _, right in shared]) / len(shared)
    if told < WEIGHT or told / least < SHARED or order < ORDERED:
        return None
    return round(told / least * order, 3), f"{len(shared)} facts in common, {order:.0%} of them in one order".replace(
        "%", " %"
    )


def _weight(fact: str) -> float:
    slot, _, rest = fact.partition(" ")
    count = rest.rpartition(" ")[2]
    if slot in COUNTED:
        return 0.4 + (weight(int(count)) if count.isdigit() else 0.3)
    return {"when": 1.5, "victim": 2.0, "source": 2.0, "quote": 1.2}.get(slot, 0.5)


def longest_rise(row: Sequence[int]) -> int:
    """The length of the longest rising part of a row.

    >>> longest_rise([3, 1, 2, 5, 4])
    3
    """
    from bisect import bisect_left

    ends: list[int] = []
    for number in row:
        at = bisect_left(ends, number)
        ends[at : at + 1] = [number]
    return len(ends)
