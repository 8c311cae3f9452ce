"""Labelled pages joined: by what their labels say, so that linking is measured apart from reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from labelled import b_cubed, labelled
from saksi.link import report_id
from saksi.store import link, open_record, put

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared" / "gold"
# Which real attacks the two seeds tell of; their labels do not name it.
SEEDS = {"000": "kyiv-2025-07-04", "001": "kyiv-2025-04-24"}
FLOOR = 0.95


def joined(*folders: Path) -> tuple[dict[str, object], dict[str, object], set[str]]:
    """The incident and the real attack of the first attack of each page, and the pages that joined by their figures."""
    gold: dict[str, object] = {}
    with open_record(":memory:", create=True) as record:
        for file in sorted(file for folder in folders for file in folder.glob("*.json")):
            reading, cluster = labelled(file)
            with record.transaction():
                put(record, reading)
            if reading.attacks:
                name = file.stem if file.parent.name != "seeds" else f"seed {file.stem}"
                attack = SEEDS.get(file.stem) if file.parent.name == "seeds" else cluster
                gold[report_id(reading.page.document.id, 1)] = attack or name
        link(record)
        found: dict[str, object] = {row[0]: row[1] for row in record.rows("SELECT report_id, incident_id FROM member")}
        by_link = {row[0] for row in record.rows("SELECT source FROM reports WHERE by_link = 1")}
    return found, gold, by_link


def test_our_own_pages_are_joined() -> None:
    found, gold, _ = joined(HERE / "gold")
    precision, recall, f1 = b_cubed(found, gold)
    assert f1 >= FLOOR, (precision, recall)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled set of real pages is not beside the project")
def test_labelled_pages_and_seeds_are_joined_and_no_two_attacks_merged() -> None:
    found, gold, by_link = joined(SHARED / "dev", SHARED / "seeds")
    precision, recall, f1 = b_cubed(found, gold)
    assert precision == 1.0
    assert f1 >= FLOOR, (precision, recall)
    seeds = {unit: attack for unit, attack in gold.items() if attack in SEEDS.values()}
    assert len({found[unit] for unit in seeds}) == 2, "each seed is with its attack"
    assert "seeds/001" in by_link, "the seed without a day has it from the others"


def test_reprints_stand_under_the_agency_that_they_credit() -> None:
    with open_record(":memory:", create=True) as record:
        with record.transaction():
            for name in ("098", "099", "100", "130"):
                put(record, labelled(HERE / "gold" / f"{name}.json")[0])
        link(record)
        origin = {row["source"]: row["origin"] for row in record.rows("SELECT source, origin FROM reports")}
        incident = record.rows("SELECT reports, independent_sources FROM incidents")[0]
    assert origin["gold/099"] == origin["gold/100"] == "agency reuters"
    assert origin["gold/098"] == "agency euronews"
    assert tuple(incident) == (4, 3)
