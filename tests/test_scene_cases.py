"""Cases of whose word (credit.toml), when (time.toml), where (where.toml) and which attack (attacks.toml).

credit: `credits = ["12 -> mayor", "90 -> -"]`: the claim with this count is credited to a name that holds these words, or to nobody.
where:  `places = ["12 -> Kyiv"]` likewise.  time: `published`, `when = "earliest/latest"` of attack 1 ("-" where none is known).
attacks: `attacks = ["12 -> 1", "4 -> 2"]`: the attack of the claim with this count, told apart by number in order of appearance.
attackers: `attackers = ["12 -> Russia"]`: the attacker of that attack, "-" where nobody is named for it.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from saksi.model import Claim, Document, Reading
from saksi.pipeline import read_document
from saksi.slots import COUNTED

CASES = Path(__file__).parent / "cases"


def _cases(stem: str) -> list[object]:
    return [
        pytest.param(path.parent.name, case, id=f"{path.parent.name}-{number}")
        for path in sorted(CASES.glob(f"*/{stem}.toml"))
        for number, case in enumerate(tomllib.loads(path.read_text("utf-8")).get("case", []), 1)
    ]


def _read(language: str, case: dict[str, object]) -> Reading:
    published = case.get("published")
    document = Document(
        id="case",
        text_id="case",
        source="case",
        text=str(case["text"]),
        language=language,
        published=str(published) if published else None,
    )
    return read_document(document)


def _claim(reading: Reading, count: str) -> Claim:
    slot, _, number = count.rpartition(" ")
    found = [
        claim for claim in reading.claims
        if claim.slot in COUNTED and claim.quantity and str(claim.quantity.count) == number and (not slot or claim.slot == slot)
    ]  # fmt: skip
    assert found, f"no claim with {count}"
    return found[0]


def _pairs(case: dict[str, object], key: str) -> list[tuple[str, str]]:
    return [tuple(part.strip() for part in words.split("->")) for words in case[key]]  # type: ignore[attr-defined,misc]


@pytest.mark.parametrize(("language", "case"), _cases("credit"))
def test_whose_word(language: str, case: dict[str, object]) -> None:
    reading = _read(language, case)
    for count, name in _pairs(case, "credits"):
        credit = _claim(reading, count).credit
        told = credit.name.casefold() if credit else "-"
        assert name.casefold() in told if name != "-" else told == "-", f"{count}: {told} in {case['text']}"


@pytest.mark.parametrize(("language", "case"), _cases("where"))
def test_where(language: str, case: dict[str, object]) -> None:
    reading = _read(language, case)
    for count, name in _pairs(case, "places"):
        place = _claim(reading, count).place
        assert (place.name if place else "-") == name, f"{count} in {case['text']}"


@pytest.mark.parametrize(("language", "case"), _cases("attacks"))
def test_which_attack(language: str, case: dict[str, object]) -> None:
    reading = _read(language, case)
    numbers: dict[str, int | None] = {}
    for count, label in _pairs(case, "attacks"):
        attack = _claim(reading, count).attack
        assert numbers.setdefault(label, attack) == attack, f"{count} in {case['text']}"
    assert len(set(numbers.values())) == len(numbers), f"attacks not told apart in {case['text']}"


@pytest.mark.parametrize(("language", "case"), _cases("attackers"))
def test_by_whom(language: str, case: dict[str, object]) -> None:
    reading = _read(language, case)
    named = {attack.number: attack.attacker or "-" for attack in reading.attacks}
    for count, name in _pairs(case, "attackers"):
        attack = _claim(reading, count).attack
        assert attack is not None, f"{count} in {case['text']}"
        assert named[attack] == name, f"{count} in {case['text']}"


@pytest.mark.parametrize(("language", "case"), _cases("time"))
def test_when(language: str, case: dict[str, object]) -> None:
    reading = _read(language, case)
    assert reading.attacks, case["text"]
    when = reading.attacks[0].when
    told = f"{when.earliest or '-'}/{when.latest or '-'}" if when.earliest else "-"
    assert told == case["when"], case["text"]
