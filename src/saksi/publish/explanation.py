"""Why a claim was made, or why a number is none: the rule, its parts, and the words they stand on."""

from __future__ import annotations

from collections.abc import Iterator

from saksi.model import Claim, Document, Part, Place, Reading, Refusal
from saksi.publish.report import sentence, sentence_span
from saksi.publish.words import heading, safe, time, value


def claim_lines(reading: Reading, claim: Claim) -> Iterator[str]:
    """The explanation of one claim, line by line."""
    document = reading.page.document
    yield f"claim {claim.id}"
    for name, said in _facts(reading, claim):
        if said:
            yield f"  {name:<9} {safe(said)}"
    yield f"  {'sentence':<9} {_sentence(reading, claim)}"
    yield f"  {'rule':<9} {safe(claim.rule)}" + (
        ", from these parts (with the characters they begin at):" if claim.parts else ""
    )
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


def nearest(reading: Reading, offset: int) -> str:
    """Which claim or refused number stands nearest to a character of a text: a sentence, empty where there is none."""
    document = reading.page.document
    spans = [*(claim.span for claim in reading.claims), *(refusal.span for refusal in reading.refusals)]
    span = min(spans, key=lambda span: (max(span.start - offset, offset - span.end + 1, 0), span), default=None)
    return "" if span is None else f"the nearest is {safe(document.quote(span))!r} at {span.start}"


def _facts(reading: Reading, claim: Claim) -> Iterator[tuple[str, str]]:
    quantity, credit = claim.quantity, claim.credit
    yield "says", f"{_plain(claim.slot)}: {value(claim)}"
    if quantity:
        count, low, high = ("not said" if n is None else n for n in (quantity.count, quantity.low, quantity.high))
        yield "number", f"{count}; {_plain(quantity.bound)}: low {low}, high {high}"
    yield "words", claim.value_words or ""
    yield "time", f"{time(claim.when)} ({_plain(claim.when.basis)})" if claim.when else ""
    yield "scope", _plain(claim.scope)
    yield "attack", next((heading(attack) for attack in reading.attacks if attack.number == claim.attack), "")
    yield "site", _site(claim.place) if claim.place else ""
    yield "credit", f"{credit.name} ({_plain(credit.kind)}, {_plain(credit.stance)})" if credit else "the text itself"
    yield "as of", claim.as_of or ""
    yield "flags", ", ".join(map(_plain, claim.flags))
    yield "where", f"{reading.page.document.source}, characters {claim.span.start} to {claim.span.end}"


def _plain(word: str) -> str:
    return word.replace("_", " ")


def _site(place: Place) -> str:
    number = f", GeoNames {place.id}" if place.id is not None else ""
    return f"{place.name} ({place.precision}, {place.country}{number})"


def _sentence(reading: Reading, found: Claim | Refusal) -> str:
    return sentence(
        reading.page.document.text, sentence_span(reading, found.span), [found.span], plain=True
    ).plain  # fmt: skip


def _part(document: Document, part: Part) -> str:
    words = safe(document.text[part.start : part.end])
    return f"    {part.start:>6}  {words!r} read as {safe(_plain(part.reading))}, by {safe(part.rule)}"
