"""From assigned quantities to claims: the span, the quotation, the id, the parts."""

from __future__ import annotations

import hashlib

from saksi.extract.parts import Held, sort_of
from saksi.model import Claim, Document, Part, Quantity, Span

ADJACENT = 2  # tokens between a quantity and its cue over which the quotation reaches to the cue
ID_LENGTH = 16


def claim_id(document_id: str, slot: str, span: Span, value: str) -> str:
    """The id of a claim: a hash of document, slot, place and value; the same on every run and machine."""
    raw = "\x1f".join((document_id, slot, str(span.start), str(span.end), value))
    return hashlib.sha256(raw.encode()).hexdigest()[:ID_LENGTH]


def value_of(what: str | None, quantity: Quantity | None) -> str:
    """The value as one word for the id."""
    if quantity is None:
        return what or ""
    return f"{what}|{quantity.count}|{quantity.bound}|{quantity.low}|{quantity.high}"


def counted_claim(document: Document, held: Held, scope: str, further: tuple[str, ...], /, **given: object) -> Claim:
    """The claim of one assigned quantity; `further` flags and what else is `given` come from its setting."""
    span = _span(held)
    what = held.unit or ("person" if sort_of(held.slot) == "person" else "other")
    parts = held.item.parts
    if held.cue is not None:
        place = held.line.span(held.cue.first, held.cue.last)
        parts = (*parts, Part(place.start, place.end, f"{held.slot} ({held.cue.way})", "cue"))
    flags = (*held.flags, *held.line.sentence.flaws)
    if held.line.sentence.role == "headline":
        flags = (*flags, "headline")
    if "zero" in held.item.marks or held.item.quantity.count == 0:
        flags = (*flags, "negated_zero")
    return Claim(
        id=claim_id(document.id, held.slot, span, value_of(what, held.item.quantity)),
        document_id=document.id, slot=held.slot, what=what, span=span, quote=document.quote(span),
        rule=f"{held.rule}:{held.item.rule}", language=held.line.sentence.language,
        quantity=held.item.quantity, how=held.how, scope=scope, parts=parts, flags=(*dict.fromkeys(flags), *further),
        **given,  # type: ignore[arg-type]
    )  # fmt: skip


def _span(held: Held) -> Span:
    """The shortest stretch with number, unit and qualifier; the cue too where it stands right beside."""
    first, last = held.item.first, held.item.last
    cue = held.cue
    if cue is not None and held.rule == "direct":
        if cue.last <= first and first - cue.last <= ADJACENT:
            first = cue.first
        elif cue.first >= last and cue.first - last <= ADJACENT:
            last = cue.last
        elif cue.first < last and cue.last > first:
            first, last = min(first, cue.first), max(last, cue.last)
    return held.line.span(first, last)
