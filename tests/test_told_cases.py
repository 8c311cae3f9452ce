"""Cases of alerts (alerts.toml) and of what is told without a count (tests/cases/*/told.toml): damage, records, sources, statements, victims, targets.

`told` lists every such claim of the text as "slot what | words": the words are the claim's quotation, whole; a statement
and a victim may have a third part: the speaker's name, or "name, age, sex, role" of the person ("-" where not known).
`alerts` lists every alert claim as "slot | words | earliest/latest", a length as "slot | words | length".
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from saksi.model import Claim, Document
from saksi.pipeline import read_document
from saksi.slots import ALERTS

CASES = Path(__file__).parent / "cases"
TOLD = ("damaged", "record", "source", "statement", "victim", "target")


def _cases(stem: str) -> list[object]:
    return [
        pytest.param(path.parent.name, case, id=f"{path.parent.name}-{number}")
        for path in sorted(CASES.glob(f"*/{stem}.toml"))
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


@pytest.mark.parametrize(("language", "case"), _cases("told"))
def test_what_is_told(language: str, case: dict[str, object]) -> None:
    text = str(case["text"])
    document = Document(id="case", text_id="case", source="case", text=text, language=language, published="2025-07-04")
    slots = tuple(case.get("slots", TOLD))  # type: ignore[arg-type]
    said = Counter(told(claim) for claim in read_document(document).claims if claim.slot in slots)
    assert said == Counter(case["told"]), text  # type: ignore[arg-type]


def sounded(claim: Claim) -> str:
    """An alert claim in the words of a case."""
    when = claim.when
    value = f"{when.earliest or '-'}/{when.latest or '-'}" if when else claim.value_words or "-"
    return f"{claim.slot} | {' '.join(claim.quote.split())} | {value}"


@pytest.mark.parametrize(("language", "case"), _cases("alerts"))
def test_when_the_alert_was(language: str, case: dict[str, object]) -> None:
    text = str(case["text"])
    document = Document(
        id="case", text_id="case", source="case", text=text, language=language, published="2025-07-04T12:00+03:00"
    )
    said = Counter(sounded(claim) for claim in read_document(document).claims if claim.slot in ALERTS)
    assert said == Counter(case["alerts"]), text  # type: ignore[arg-type]
