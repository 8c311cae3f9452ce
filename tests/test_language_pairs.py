"""The same facts told in two languages are read alike: tests/pairs/*.toml, in words of our own."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

from saksi.languages import codes
from saksi.model import Claim, Document
from saksi.pipeline import read_document
from saksi.slots import COUNTED

PAIRS = Path(__file__).parent / "pairs"
LEAST = 0.95  # share of values that both tellings must give
FEWEST = 30


@cache
def pairs() -> tuple[dict[str, str], ...]:
    """Each pair: language -> text."""
    return tuple(
        pair for path in sorted(PAIRS.glob("*.toml")) for pair in tomllib.loads(path.read_text("utf-8"))["pair"]
    )


def value(claim: Claim) -> tuple[object, ...]:
    """What a claim says, whatever the words: slot, group or weapon, number, bound, how, scope."""
    said = claim.quantity
    number = (said.count, said.bound, said.low, said.high) if said is not None else None
    return claim.slot, claim.what, number, claim.how, claim.scope


def values(language: str, text: str) -> Counter[tuple[object, ...]]:
    """The counted values of a text."""
    reading = read_document(Document(id="pair", text_id="pair", source="pair", text=text, language=language))
    return Counter(value(claim) for claim in reading.claims if claim.slot in COUNTED)


def test_two_tellings_of_the_same_facts_give_the_same_values() -> None:
    same = most = 0
    differ = []
    for pair in pairs():
        left, right = (values(language, text) for language, text in pair.items())
        same += sum((left & right).values())
        most += max(sum(left.values()), sum(right.values()))
        if left != right:
            differ.append((tuple(pair.values()), list((left - right).elements()), list((right - left).elements())))
    assert same / most >= LEAST, differ


def test_pairs_are_enough_and_of_every_language() -> None:
    told = Counter(language for pair in pairs() for language in pair)
    assert len(pairs()) >= FEWEST
    assert set(told) == set(codes())
    assert all(len(pair) == 2 for pair in pairs())


def test_no_telling_is_silent() -> None:
    assert all(values(language, text) for pair in pairs() for language, text in pair.items())
