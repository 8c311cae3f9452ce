"""The labelled documents that the project ships keep their own rules."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

from saksi.evaluate import load

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"
check = runpy.run_path(str(ROOT / "tools" / "gold" / "check.py"))


def test_every_label_stands_at_its_offsets_and_uses_listed_words() -> None:
    assert [fault for file in sorted(GOLD.glob("*.json")) for fault in check["faults"](file)] == []


def test_every_document_is_of_our_own_wording() -> None:
    documents, failures = load([GOLD])
    assert failures == []
    assert [document.name for document in documents if not document.origin.startswith("written for this set")] == []


def test_at_least_twenty_documents_tell_two_to_four_attacks() -> None:
    documents, _ = load([GOLD])
    many = [document for document in documents if 2 <= len(document.attacks) <= 4]
    assert len(many) >= 20
    assert {document.language for document in many} == {"en", "id", "uk", "ru"}


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("start", 0, "does not stand"), ("slot", "slain", "no such slot"), ("bound", "circa", "no such bound"),
     ("scope", "elsewhere", "no such scope"), ("what", "elves", "not in the list"), ("attack", "a9", "no such attack"),
     ("count", [1, 2], "range"), ("count", None, "no count")],
)  # fmt: skip
def test_the_checker_sees_a_fault(tmp_path: Path, field: str, value: object, words: str) -> None:
    raw = json.loads((GOLD / "en01.json").read_text(encoding="utf-8"))
    raw["claims"][0][field] = value
    (tmp_path / "en01.json").write_text(json.dumps(raw), encoding="utf-8")
    (tmp_path / "en01.txt").write_text((GOLD / "en01.txt").read_text(encoding="utf-8"), encoding="utf-8")
    assert words in "\n".join(check["faults"](tmp_path / "en01.json"))
