"""A claim as a figure: the number that its words come to, what they allow, whose word it is and when it was told."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from saksi.model import Claim, Quantity, Report
from saksi.reconcile.moments import Period, period
from saksi.slots import WEAPON_COUNTS

# Words that give a number only roughly: they are best only where no claim gives a firm one.
SOFT = frozenset({"about", "nearly", "up_to", "fewer_than", "dozens", "hundreds", "thousands", "several", "some",
                  "unspecified"})  # fmt: skip
# A number that stands alone and in no name ("Kh-101").
_NUMERAL = re.compile(r"(?<![\w-])\d+(?![\w-])")
# Readings that a person would strike out: a number that machine translation made impossible ("53 of 33 killed").
IMPOSSIBLE = frozenset({"implausible"})
TRANSLATED = frozenset({"machine_translated", "spun"})


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One number of one report, or a sum of several that one clause lists.

    `value` is what the words come to (None: no number); `part`: it bounds the whole from below and is no total of it;
    `aside`: altered on the way or impossible; `origin` the witness; `voice` the kind of source that is named.
    """

    claim_ids: tuple[str, ...]
    value: int | None
    low: int | None
    high: int | None
    soft: bool
    part: bool
    place: str | None
    aside: bool
    replaced: bool
    translated: bool
    origin: str
    document_id: str
    voice: str | None
    name: str | None
    as_of: str | None
    told: Period | None


def figure(
    claim: Claim, report: Report, *, part: bool = False, altered: bool = False, voice: str | None = None
) -> Figure:
    """The figure of a claim of `report`.

    `part`: it is of a place inside that which is asked for; `altered`: a copy has it otherwise than its origin;
    `voice`: the kind of its source where the page tells that elsewhere.

    A weapon named in the singular ("a missile hit the depot") says that there was one, not that there was one only.
    """
    quantity = claim.quantity or Quantity(None, "unspecified", None, None)
    flags = set(claim.flags)
    moment = claim.as_of or report.published
    single = claim.slot in WEAPON_COUNTS and quantity.count == 1 and not _NUMERAL.search(claim.quote)
    return Figure(
        claim_ids=(claim.id,), value=worth(quantity), low=quantity.low, high=None if single else quantity.high,
        soft=quantity.bound in SOFT, part=part,
        place=claim.place.name if claim.place else None, replaced="superseded" in flags,
        aside=bool(flags & IMPOSSIBLE) or altered, translated=bool(flags & TRANSLATED),
        origin=report.origin, document_id=report.document_id,
        voice=voice or (claim.credit.kind if claim.credit else None),
        name=" ".join(claim.credit.name.casefold().split()) if claim.credit else None, as_of=moment,
        told=period(moment),
    )  # fmt: skip


def worth(quantity: Quantity) -> int | None:
    """The number that a quantity comes to: the one said, the nearest that "more than" or "nearly" allow, the low end of
    a range, None for words without a number and for "fewer than".

    >>> worth(Quantity.said(12, "at_least")), worth(Quantity.said(70, "more_than")), worth(Quantity.said(None, "some"))
    (12, 71, None)
    """
    if quantity.bound == "fewer_than":
        return None
    if quantity.bound == "range":
        return quantity.low
    if quantity.bound == "more_than":
        return quantity.low
    if quantity.bound == "nearly":
        return quantity.high
    return quantity.count


def by_document(reports: tuple[Report, ...]) -> Mapping[tuple[str, int], Report]:
    """Reports by document and attack, those that only mention the incident left out."""
    return {(r.document_id, r.attack): r for r in reports if r.role != "background"}
