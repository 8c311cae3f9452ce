"""The nouns of saksi, frozen. Offsets are code points of the document's text; times are local clocks with their
offset.

No noun can hold itself, so the collector of cycles need look at none of them (`gc=False`).
"""

from __future__ import annotations

from saksi.model.mentions import (
    ActorName,
    Counted,
    Cue,
    Line,
    Marker,
    Mentions,
    Noun,
    Part,
    Place,
    PlaceName,
    Quantity,
    TimeWords,
)
from saksi.model.page import Document, Flaw, Page, Sentence, Span
from saksi.model.reading import Attack, Claim, Credit, Credited, LineScene, Person, Reading, Refusal, Scene, When
from saksi.model.record import Alteration, Check, Estimate, Grounds, Incident, Link, Position, Report, Side, ValueSaid

__all__ = [
    "ActorName", "Alteration", "Attack", "Check", "Claim", "Counted", "Credit", "Credited", "Cue", "Document",
    "Estimate", "Flaw", "Grounds", "Incident", "Line", "LineScene", "Link", "Marker", "Mentions", "Noun",
    "Page", "Part", "Person", "Place", "PlaceName", "Position", "Quantity", "Reading", "Refusal", "Report",
    "Scene", "Sentence", "Side", "Span", "TimeWords", "ValueSaid", "When",
]  # fmt: skip
