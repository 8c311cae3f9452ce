"""Every case of tests/cases: what a text says, and that it says no more.

A case's `says` lists all counted claims as "slot what count bound", with `how=`, `scope=` where not the default.
`refuses`, where given, lists all refused numbers as "reason number"; `flags.NAME` the claims that bear a flag.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from saksi.model import Claim, Document
from saksi.pipeline import read_document
from saksi.slots import COUNTED

CASES = Path(__file__).parent / "cases"
JUDGED = (*COUNTED, "means")


def _cases() -> list[pytest.ParameterSet]:  # type: ignore[name-defined]
    found = []
    for path in sorted(CASES.glob("*/*.toml")):
        if path.stem in ("credit", "time", "where", "attacks", "attackers", "told", "alerts"):
            continue
        for number, case in enumerate(tomllib.loads(path.read_text("utf-8")).get("case", []), 1):
            found.append(pytest.param(path.parent.name, case, id=f"{path.parent.name}/{path.stem}-{number}"))
    return found


def told(claim: Claim) -> str:
    """A claim in the words of a case."""
    quantity = claim.quantity
    count = "-" if quantity is None or quantity.count is None else str(quantity.count)
    if quantity is not None and quantity.bound == "range":
        count = f"{quantity.low}-{quantity.high}"
    words = [claim.slot, claim.what or "-", count, quantity.bound if quantity else "-"]
    if claim.how and claim.how != "shot_down":
        words.append(f"how={claim.how}")
    if claim.scope != "this_attack":
        words.append(f"scope={claim.scope}")
    return " ".join(words)


def expected(words: str) -> str:
    """The words of a case in their one form."""
    return " ".join(word for word in words.split() if word not in ("how=shot_down", "scope=this_attack"))


@pytest.mark.parametrize(("language", "case"), _cases())
def test_case(language: str, case: dict[str, object]) -> None:
    text = str(case["text"])
    day = case.get("published")
    document = Document(id="case", text_id="case", source="case", text=text, language=language, published=day)  # type: ignore[arg-type]
    reading = read_document(document)
    said = Counter(told(claim) for claim in reading.claims if claim.slot in JUDGED)
    assert said == Counter(expected(str(words)) for words in case["says"]), text  # type: ignore[attr-defined]
    if "refuses" in case:
        refused = Counter(f"{one.reason} {text[slice(*one.span)]}" for one in reading.refusals)
        assert refused == Counter(case["refuses"]), text  # type: ignore[arg-type]
    for flag, words in _flags(case).items():
        flagged = Counter(told(claim) for claim in reading.claims if flag in claim.flags)
        assert flagged == Counter(words), f"{flag} in {text}"


def _flags(case: dict[str, object]) -> dict[str, list[str]]:
    """The flags that a case names, each with the claims that bear it and no others."""
    return case.get("flags", {})  # type: ignore[return-value]
