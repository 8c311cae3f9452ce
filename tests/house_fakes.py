"""Rooms that stand in for the real ones where the house around them is tested: "N killed" is a claim, else no cue."""

from __future__ import annotations

import os
import re
import time
from hashlib import sha256

from saksi.model import (
    Attack,
    Claim,
    Credit,
    Document,
    Page,
    Part,
    Place,
    Quantity,
    Reading,
    Refusal,
    Sentence,
    Span,
    When,
)

_NUMBER = re.compile(r"\d+(?: (killed|injured))?")
_SENTENCE = re.compile(r"[^.\n]+\.?")
KYIV = Place("Kyiv", 703448, 50.45, 30.52, "city", "UA")
NIGHT = When("2025-07-03T18:00+03:00", "2025-07-04T09:00+03:00", "part", "stated")


def fake(document: Document) -> Reading:
    """A reading with one attack; texts that hold CRASH, SLOW or BUG do what they say, GERMAN is in another language."""
    if "CRASH" in document.text:
        os._exit(9)
    if "SLOW" in document.text:
        time.sleep(20)
    if "BUG" in document.text:
        raise ZeroDivisionError("a fault")
    language = "de" if "GERMAN" in document.text else "en"
    found = [] if language == "de" else list(_NUMBER.finditer(document.text))
    sentences = tuple(Sentence(Span(*m.span()), "body", language, 0) for m in _SENTENCE.finditer(document.text))
    return Reading(
        page=Page(document, language, sentences),
        claims=tuple(_claim(document, match) for match in found if match[1]),
        refusals=tuple(
            Refusal(Span(*match.span()), "no_cue", "no cue in its clause") for match in found if not match[1]
        ),
        attacks=(Attack(1, NIGHT, "Russia", (KYIV,)),),
        numbers=len(found),
    )


def _claim(document: Document, match: re.Match[str]) -> Claim:
    span = Span(*match.span())
    count = int(match[0].split()[0])
    return Claim(
        id=sha256(f"{document.id} {match[1]} {span} {count}".encode()).hexdigest()[:20],
        document_id=document.id,
        slot=match[1],
        what="person",
        span=span,
        quote=document.quote(span),
        rule="fake.count",
        language="en",
        quantity=Quantity(count, "at_least", count, None),
        attack=1,
        credit=Credit("=the mayor", "local_official", Span(0, 3)),
        parts=(Part(span.start, span.start + len(str(count)), str(count), "digits"),),
        flags=("headline",),
    )
