"""Cases of what is told without a count (tests/cases/*/told.toml): damage, records, sources, statements, victims, targets.

`told` lists every such claim of the text as "slot what | words": the words are the claim's quotation, whole; a statement
and a victim may have a third part: the speaker's name, or "name, age, sex, role" of the person ("-" where not known).
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from saksi.model import Claim, Document
from saksi.pipeline import read_document

CASES = Path(__file__).parent / "cases"
TOLD = ("damaged", "record", "source", "statement", "victim", "target")


def _cases() -> list[object]:
    return [
        pytest.param(path.parent.name, case, id=f"{path.parent.name}-{number}")
        for path in sorted(CASES.glob("*/told.toml"))
        for number, case in enumerate(tomllib.loads(path.read_text("utf-8")).get("case", []), 1)
    ]


def told(claim: Claim) -> str:
    """A claim in the words of a case."""
    words = [f"{claim.slot} {claim.what or '-'}", " ".join(claim.quote.split())]
    if claim.slot == "statement":
        words.append(claim.credit.name if claim.credit else "-")
    if claim.person is not None:
        person = claim.person
        words.append(f"{person.name or '-'}, {person.age or '-'}, {person.sex or '-'}, {person.role or '-'}")
    return " | ".join(words)


@pytest.mark.parametrize(("language", "case"), _cases())
def test_what_is_told(language: str, case: dict[str, object]) -> None:
    text = str(case["text"])
    document = Document(id="case", text_id="case", source="case", text=text, language=language, published="2025-07-04")
    slots = tuple(case.get("slots", TOLD))  # type: ignore[arg-type]
    said = Counter(told(claim) for claim in read_document(document).claims if claim.slot in slots)
    assert said == Counter(case["told"]), text  # type: ignore[arg-type]
