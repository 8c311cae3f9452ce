"""Why a claim was made, or why a number is none: the rule, its parts, and the words they stand on."""

from __future__ import annotations

from collections.abc import Iterator

from saksi.model import Claim, Document, Part, Reading, Refusal
from saksi.publish.report import sentence, sentence_span
from saksi.publish.words import amount, heading, safe, time


def claim_lines(reading: Reading, claim: Claim) -> Iterator[str]:
    """The explanation of one claim, line by line."""
    document = reading.page.document
    yield f"claim {claim.id}"
    for name, said in _facts(reading, claim):
        if said:
            yield f"  {name:<9} {safe(said)}"
    yield f"  {'sentence':<9} {_sentence(reading, claim)}"
    yield f"  {'rule':<9} {safe(claim.rule)}"
    for part in sorted(claim.parts):
        yield _part(document, part)


def refusal_lines(reading: Reading, refusal: Refusal) -> Iterator[str]:
    """The explanation of one number that is no claim."""
    document = reading.page.document
    yield f"no claim: {safe(document.quote(refusal.span))!r} is refused as {refusal.reason.replace('_', ' ')}"
    if refusal.why:
        yield f"  {'why':<9} {safe(refusal.why)}"
    yield f"  {'where':<9} {safe(document.source)}, characters {refusal.span.start} to {refusal.span.end}"
    yield f"  {'sentence':<9} {_sentence(reading, refusal)}"


def _facts(reading: Reading, claim: Claim) -> Iterator[tuple[str, str]]:
    quantity, credit = claim.quantity, claim.credit
    yield "slot", claim.slot + (f", {claim.what}" if claim.what else "") + (f", {claim.how}" if claim.how else "")
    if quantity:
        yield "value", f"{amount(quantity)} (count {quantity.count}, low {quantity.low}, high {quantity.high})"
    yield "words", claim.value_words or ""
    yield "time", time(claim.when) if claim.when else ""
    yield "scope", claim.scope
    yield "attack", next((heading(attack) for attack in reading.attacks if attack.number == claim.attack), "")
    yield "credit", f"{credit.name} ({credit.kind}, {credit.stance})" if credit else ""
    yield "flags", " ".join(claim.flags)
    yield "where", f"{reading.page.document.source}, characters {claim.span.start} to {claim.span.end}"


def _sentence(reading: Reading, found: Claim | Refusal) -> str:
    return sentence(
        reading.page.document.text, sentence_span(reading, found.span), [found.span], plain=True
    ).plain  # fmt: skip


def _part(document: Document, part: Part) -> str:
    words = safe(document.text[part.start : part.end])
    return f"    {part.start:>6} {words!r} read as {safe(part.reading)}, by {safe(part.rule)}"
