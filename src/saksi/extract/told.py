"""What the claims without a number share: how one is made of a stretch of a line in its scene."""

from __future__ import annotations

from functools import cache
from typing import Protocol

from saksi.extract.claims import claim_id
from saksi.model import Claim, LineScene, Marker, Scene, Span

BODY = frozenset({"body", "list_item", "headline"})
ENDS = frozenset({"comma", "semicolon", "stop", "dash", "colon", "open", "close", "but", "relative"})


def told_claim(scene: Scene, place: LineScene, slot: str, span: Span, /, **more: object) -> Claim:
    """A claim of `slot` on `span`; the line gives attack, credit, scope and flags, `more` the rest."""
    document = scene.mentions.page.document
    caption = ("caption",) if place.line.sentence.role == "caption" else ()
    given: dict[str, object] = {
        "what": None, "rule": slot, "attack": place.attack, "credit": place.credits[0].credit if place.credits else None,
        "scope": "earlier_attack" if place.earlier else "this_attack", "value_words": document.quote(span),
        "flags": (*place.line.sentence.flaws, *caption),
    } | more  # fmt: skip
    value = f"{given['what']}|{given['value_words']}"
    return Claim(
        id=claim_id(document.id, slot, span, value), document_id=document.id, slot=slot, span=span,
        quote=document.quote(span), language=place.line.sentence.language, **given,  # type: ignore[arg-type]
    )  # fmt: skip


def longest(markers: tuple[Marker, ...], *kinds: str) -> list[Marker]:
    """Markers of some kinds that lie in no longer one of them, from left to right."""
    some = [m for m in markers if head_of(m.kind) in kinds] if markers else []
    return some if len(some) < 2 else [m for m in some if not any(_holds(other, m) for other in some)]


@cache
def head_of(kind: str) -> str:
    """The section that a kind of marker belongs to ("cue" of "cue.object"); the kinds are few."""
    return kind.split(".")[0]


def _holds(other: Marker, marker: Marker) -> bool:
    wider = other.last - other.first > marker.last - marker.first
    return wider and other.first <= marker.first and marker.last <= other.last


class Stretch(Protocol):
    """Anything that stands at tokens first..last (exclusive)."""

    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...


def gap(left: Stretch, right: Stretch) -> int:
    """Tokens between two stretches of a line."""
    return right.first - left.last if left.last <= right.first else left.first - right.last
