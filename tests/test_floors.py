"""No score falls: F1 by language and slot on the shipped documents is never below its floor."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from saksi.evaluate import evaluate, total
from saksi.evaluate.floors import FLOORED, fallen, load_floors, reached

GOLD = Path(__file__).parent / "gold"
FLOORS = load_floors(GOLD / "floors.toml")


@cache
def figures() -> dict[str, dict[str, float]]:
    scores, failures = evaluate([GOLD])
    assert failures == []
    return reached(total(scores))


def test_floors_name_known_languages_and_slots() -> None:
    assert set(FLOORS) <= {"en", "id", "uk", "ru"}
    assert all(slot in FLOORED and 0 <= floor <= 1 for slots in FLOORS.values() for slot, floor in slots.items())


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_no_score_falls_below_its_floor(language: str) -> None:
    assert fallen({language: FLOORS[language]}, figures()) == []
