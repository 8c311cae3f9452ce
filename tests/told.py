"""Short ways to write a reading down for the tests of linking and of the record: facts, not sentences."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from labelled import find_place
from saksi.model import Attack, Claim, Credit, Document, Page, Person, Place, Quantity, Reading, Sentence, Span, When

BOUNDS = {"at_least", "about", "more_than", "nearly", "up_to"}


def digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:20]


def told(name: str, *attacks: dict[str, Any], **more: Any) -> Reading:
    """A document with its attacks. An attack: earliest, latest, attacker, places (English names, or `{name, lat, lon,
    ...}`), background, says ("killed 3 person", "killed at_least 3 person", "means drone"), victims. `more`: published,
    url, publisher, language, text (words that stand before the claims), sources (names that the page credits)."""
    text, claims, found = more.pop("text", f"{name}."), [], []
    sources, language = more.pop("sources", ()), more.pop("language", "en")
    for number, facts in enumerate(attacks, 1):
        places = tuple(place for given in facts.get("places", ()) if (place := _place(given)))
        earliest, published = facts.get("earliest"), more.get("published")
        latest = facts.get("latest", earliest) or published
        basis = "stated" if earliest else "not_after_published" if published else "unknown"
        found.append(
            Attack(
                number,
                When(earliest, latest, "day", basis),
                facts.get("attacker"),
                places,
                facts.get("background", False),
            )
        )
        for said in (*facts.get("says", ()), *(f"victim {victim}" for victim in facts.get("victims", ()))):
            start = len(text) + 1
            text += f" {said}."
            claims.append((said, number, Span(start, len(text) - 1)))
    for source in sources:
        claims.append((f"source {source}", None, Span(len(text) + 1, len(text) + 1 + len(source))))
        text += f" {source}."
    document = Document(
        id=digest(name), text_id=digest(text), source=name, text=text, sha256=digest(name),
        published=more.get("published"), url=more.get("url"), publisher=more.get("publisher"),
    )  # fmt: skip
    made = tuple(_claim(document, *each, language) for each in claims)
    return Reading(
        Page(document, language, (Sentence(Span(0, len(text)), "body", language, 0),)),
        made,
        (),
        tuple(found),
        len(made),
    )


def _place(given: str | dict[str, Any]) -> Place | None:
    if isinstance(given, str):
        place = find_place(given)
        assert place is not None, f"the gazetteer has no {given}"
        return place
    return Place(**{"id": None, "precision": "city", "country": "UA", **given})


def _claim(document: Document, said: str, attack: int | None, span: Span, language: str) -> Claim:
    slot, *words = said.split()
    bound = words.pop(0) if words and words[0] in BOUNDS else "exact"
    count = int(words.pop(0)) if words and words[0].isdigit() else None
    credit = None
    if "by" in words:
        credit = Credit(words[-1], words[-1], Span(0, 1))
        words = words[: words.index("by")]
    rest = " ".join(words)
    return Claim(
        id=digest(f"{document.id}{said}{span}")[:16], document_id=document.id, slot=slot, span=span,
        quote=document.quote(span), what={"source": "agency", "victim": None}.get(slot, rest or None), rule="told",
        language=language, quantity=Quantity.said(count, bound) if count is not None else None, attack=attack,
        credit=credit,
        person=Person(rest) if slot == "victim" else None, value_words=rest,
    )  # fmt: skip
