"""What lights up in a text: its claims numbered in the order of the text, refused numbers, repairs, speakers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from saksi.model import Claim, Reading, Span
from saksi.publish.words import value
from saksi.slots import ALERTS, ATTACK_FACTS, HARM, WEAPON_COUNTS

# How a slot is drawn: six families, each with its own line under the words and its own colour (page.css).
FAMILY: dict[str, str] = {
    **dict.fromkeys(HARM, "hurt"), "killed": "dead", "victim": "hurt",
    **dict.fromkeys((*WEAPON_COUNTS, "means"), "arms"),
    **dict.fromkeys(ATTACK_FACTS, "scene"), **dict.fromkeys(ALERTS, "scene"),
    "damaged": "damage", "record": "damage",
    "statement": "voice", "source": "voice",
}  # fmt: skip
# What the legend calls them, in the order in which they weigh.
FAMILIES: dict[str, str] = {
    "dead": "killed", "hurt": "hurt, missing, driven out", "arms": "weapons", "scene": "when, where, by whom",
    "damage": "damage, records", "voice": "what was said, sources",
}  # fmt: skip


class Numbered(NamedTuple):
    """A claim with the number it has on the page."""

    number: int
    claim: Claim

    @property
    def family(self) -> str:
        """The way its slot is drawn."""
        return FAMILY.get(self.claim.slot, "scene")

    @property
    def slot(self) -> str:
        """The slot in words."""
        return self.claim.slot.replace("_", " ")

    @property
    def said(self) -> str:
        """The slot and value in a line, as a screen reader says it."""
        return f"{self.slot}, {value(self.claim)}"


class Mark(NamedTuple):
    """A stretch of the text that is drawn. `kind` claim, credit, refused, repair or role; `number` counts in its kind.

    `claims` are the numbers of the claims that a credit stands for, `label` what is shown beside the words on demand.
    """

    span: Span
    kind: str
    number: int
    family: str = ""
    label: str = ""
    claims: tuple[int, ...] = ()


# A speaker of more claims than this lights up for the first ones only.
MOST_CREDITED = 64


def numbered(reading: Reading) -> list[Numbered]:
    """The claims of a reading in the order of the text, from 1; of two that begin together the longer comes first."""
    ordered = sorted(reading.claims, key=lambda claim: (claim.span.start, -claim.span.end, claim.slot, claim.id))
    return [Numbered(number, claim) for number, claim in enumerate(ordered, 1)]


def marks(reading: Reading, claims: Iterable[Numbered]) -> list[Mark]:
    """All that is drawn in the text of a reading; marks that would stand outside it or hold nothing are left out."""
    held = list(claims)
    drawn = [
        *(Mark(one.claim.span, "claim", one.number, one.family, one.said) for one in held),
        *_credits(held),
        *(
            Mark(refusal.span, "refused", number, label=refusal.reason.replace("_", " "))
            for number, refusal in enumerate(reading.refusals, 1)
        ),
        *(
            Mark(flaw.span, "repair", number, label=f"reads: {flaw.reads}" if flaw.reads else flaw.why)
            for number, flaw in enumerate(reading.page.flaws, 1)
        ),
    ]
    length = len(reading.page.document.text)
    return [mark for mark in drawn if 0 <= mark.span.start < mark.span.end <= length]


def _credits(claims: list[Numbered]) -> Iterator[Mark]:
    """One mark for each place where a speaker is named."""
    named: dict[Span, list[int]] = {}
    for one in claims:
        if one.claim.credit is not None:
            named.setdefault(one.claim.credit.span, []).append(one.number)
    for number, (span, numbers) in enumerate(named.items(), 1):
        yield Mark(span, "credit", number, claims=tuple(numbers[:MOST_CREDITED]))
