"""The stages of a running toll: every stage stays a claim; one that a later moment replaces is flagged `superseded`."""

from __future__ import annotations

import msgspec

from saksi.model import Claim
from saksi.slots import HARM


def superseded(claims: list[Claim]) -> list[Claim]:
    """The claims with the flag on each stage of a toll for which a later moment of its attack gives another number.

    Only totals with a moment of their own are stages; parts and further deaths ("one more") are none.
    """
    latest: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        if _stage(claim) and not _before(claim, latest.get(_key(claim), claim)):
            latest[_key(claim)] = claim
    return [_flagged(claim) if _stage(claim) and _older(claim, latest[_key(claim)]) else claim for claim in claims]


def _stage(claim: Claim) -> bool:
    return (
        claim.slot in HARM
        and claim.as_of is not None
        and claim.quantity is not None
        and claim.quantity.count is not None
    )


def _key(claim: Claim) -> tuple[object, ...]:
    return claim.attack, claim.slot, claim.what, claim.place.name if claim.place else None


def _older(claim: Claim, last: Claim) -> bool:
    return _before(claim, last) and claim.quantity != last.quantity


def _before(claim: Claim, other: Claim) -> bool:
    """Whether a claim's moment is before another's; a clock without a day ("T14:00") is of the other's day."""
    mine, theirs = claim.as_of or "", other.as_of or ""
    if mine.startswith("T") or theirs.startswith("T"):
        return mine.partition("T")[2][:5] < theirs.partition("T")[2][:5]
    return mine < theirs


def _flagged(claim: Claim) -> Claim:
    return msgspec.structs.replace(claim, flags=(*claim.flags, "superseded"))
