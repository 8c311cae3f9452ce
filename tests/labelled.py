"""Labelled pages as the readings that a person would make of them, so that linking is tested apart from reading."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from msgspec.structs import replace

from saksi.evaluate.fold import actor, bound, scope, whats
from saksi.evaluate.gold import GoldClaim, GoldDocument, load_document
from saksi.gazetteer import load as gazetteer
from saksi.model import Attack, Claim, Credit, Document, Page, Place, Quantity, Reading, Sentence, Span, When
from saksi.text import Tokens

_ACTORS = {"russia": "Russia", "ukraine": "Ukraine", "india": "India", "pakistan": "Pakistan", "israel": "Israel"}


def labelled(file: Path) -> tuple[Reading, str | None]:
    """The reading that the labels of a page make, and the name of the real attack that its first attack is."""
    gold = load_document(file)
    cluster = json.loads(file.read_text(encoding="utf-8")).get("cluster")
    document = as_document(gold)
    numbers = {attack.id: number for number, attack in enumerate(gold.attacks, 1)}
    attacks = []
    for attack in gold.attacks:
        when = When(attack.date, attack.date, "day", "stated") if attack.date else _undated(gold)
        name = _ACTORS.get(actor(attack.attacker) or "", attack.attacker if actor(attack.attacker) else None)
        places = tuple(place for given in attack.places if (place := find_place(given.name)))
        attacks.append(Attack(numbers[attack.id], when, name, places))
    claims = tuple(
        claim for number, given in enumerate(gold.claims) if (claim := _claim(document, given, numbers, number))
    )
    page = Page(document, gold.language, (Sentence(Span(0, len(gold.text)), "body", gold.language, 0),))
    return Reading(page, claims, (), tuple(attacks)), cluster


def as_document(gold: GoldDocument) -> Document:
    """The page as the readers would give it."""
    name = sha256(gold.name.encode()).hexdigest()[:20]
    text_id = sha256(gold.text.encode()).hexdigest()[:20]
    return Document(id=name, text_id=text_id, source=gold.name, text=gold.text, published=gold.published or None)


def find_place(name: str) -> Place | None:
    """The gazetteer's place of a labeller's English name."""
    tokens = Tokens(name.partition("(")[0])
    found = gazetteer().find(tokens, 0, len(tokens), "en", ("UA", "RU"))
    return found[0].candidates[0] if found else None


def _undated(gold: GoldDocument) -> When:
    return When(None, gold.published[:10] if gold.published else None, "day", "not_after_published")


def _claim(document: Document, given: GoldClaim, numbers: Mapping[str, int], number: int) -> Claim | None:
    kinds = sorted(whats(given.slot, given.what))
    word = bound(given.bound) or "exact"
    quantity = None
    if given.slot in ("launched", "intercepted", "killed", "injured", "missing", "trapped", "hospitalised", "rescued"):
        quantity = (
            Quantity.said(given.count, word) if given.low is None else Quantity(None, "range", given.low, given.high)
        )
    if given.slot == "source" and given.what:
        named = given.what.removeprefix("first published by ").partition("(")[0].strip()
        kinds, given = (
            ["photo" if "photo" in given.what or "picture" in given.what else "agency"],
            replace(given, value=named),
        )
    flags = ("part_of_total",) if "part of" in given.note else ("superseded",) if "superseded" in given.note else ()
    return Claim(
        id=f"{document.id}{number:04}", document_id=document.id, slot=given.slot, what=kinds[0] if kinds else None,
        span=Span(given.start, given.end), quote=given.quote, rule="label", language="en", quantity=quantity,
        attack=numbers.get(given.attack or ""), scope=scope(given.scope) or "this_attack",
        value_words=given.value or given.what,
        place=find_place(given.place) if given.place else None, flags=flags,
        credit=Credit(given.credit, "other", Span(given.start, given.end)) if given.credit else None,
    )  # fmt: skip


def b_cubed(found: Mapping[str, object], gold: Mapping[str, object]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 of a clustering over the units of `gold` (Bagga and Baldwin 1998)."""
    both = Counter((found[unit], gold[unit]) for unit in gold)
    ours, theirs = Counter(found[unit] for unit in gold), Counter(gold.values())
    precision = sum(both[found[u], gold[u]] / ours[found[u]] for u in gold) / len(gold)
    recall = sum(both[found[u], gold[u]] / theirs[gold[u]] for u in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)
