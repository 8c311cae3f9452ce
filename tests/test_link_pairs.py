"""Hard pairs: reports that a careless program joins or keeps apart wrongly."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from saksi.model import Reading
from saksi.store import link, open_record, put
from told import told

PAIRS = tomllib.loads((Path(__file__).parent / "hard_pairs" / "pairs.toml").read_text(encoding="utf-8"))["pair"]
OF_DOCUMENT = ("published", "language", "url", "publisher", "sources")


def readings(pair: dict[str, Any]) -> list[Reading]:
    one = pair["b"].get("page") == "a"
    pages = {"a": [pair["a"], pair["b"]] if one else [pair["a"]], **({} if one else {"b": [pair["b"]]})}
    pages |= {f"more {number}": [facts] for number, facts in enumerate(pair.get("more", ()))}
    text = {"text": pair["text"]} if "text" in pair else {}
    return [
        told(name, *facts, **{key: facts[0][key] for key in OF_DOCUMENT if key in facts[0]}, **text)
        for name, facts in pages.items()
    ]


def test_there_are_twenty() -> None:
    assert len(PAIRS) >= 20


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["name"] for pair in PAIRS])
@pytest.mark.parametrize("backwards", [False, True], ids=["in order", "backwards"])
def test_pair(pair: dict[str, Any], backwards: bool) -> None:
    made = readings(pair)
    with open_record(":memory:", create=True) as record:
        with record.transaction():
            for reading in reversed(made) if backwards else made:
                put(record, reading)
        link(record)
        rows = record.rows(
            "SELECT d.source, m.attack, m.incident_id, m.role FROM member m JOIN document d ON d.id = m.document_id"
        )
        found = {(row["source"], row["attack"]): row for row in rows}
        left = found["a", 1]
        right = found["a", 2] if pair["b"].get("page") == "a" else found["b", 1]
        assert (left["incident_id"] == right["incident_id"]) is pair["joined"], pair["why"]
        if "role" in pair:
            assert right["role"] == pair["role"]
            assert record.one("SELECT reports FROM incidents WHERE incident_id = ?", left["incident_id"]) == 1
        if "copies" in pair:
            copied = record.one("SELECT count(*) FROM documents WHERE copy_of IS NOT NULL")
            assert bool(copied) is pair["copies"], pair["why"]
