"""The scorer from files to output: broken documents, kept runs, lists and floors."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from saksi.evaluate import Filter, GoldDocument, Output, evaluate, load, main
from saksi.evaluate.compare import changes, load_run
from saksi.evaluate.floors import fallen, load_floors, raised

TEXT = "Strike on the port: 4 sailors were killed and 9 injured, a mother of 3 said."


def label(quote: str, slot: str, count: int) -> dict[str, Any]:
    start = TEXT.index(quote)
    return {
        "attack": "a1", "slot": slot, "what": "unspecified", "count": count, "bound": "exact", "scope": "this attack",
        "credit": None, "quote": quote, "start": start, "end": start + len(quote),
    }  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    raw = {
        "document": "001", "language": "en", "published": None, "origin": "invented",
        "attacks": [{"id": "a1", "date": None, "attacker": "not named", "places": []}],
        "claims": [label("4 sailors were killed", "killed", 4), label("9 injured", "injured", 9)],
    }  # fmt: skip
    (tmp_path / "001.json").write_text(json.dumps(raw), encoding="utf-8")
    (tmp_path / "001.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def reader(*kept: str) -> Any:
    """A system that finds those labels whose quote it is given, and says the others not at all."""

    def read(document: GoldDocument) -> Output:
        return Output([
            {"slot": claim.slot, "count": claim.count, "start": claim.start, "end": claim.end, "attack": 1,
             "what": "person", "bound": "exact", "scope": "this_attack", "rule": "by hand"}
            for claim in document.claims if claim.quote in kept
        ])  # fmt: skip

    return read


FULL = reader("4 sailors were killed", "9 injured")
HALF = reader("4 sailors were killed")


def run(folder: Path, **more: Any) -> tuple[int, str]:
    out = io.StringIO()
    return main([str(folder)], out=out, **more), out.getvalue()


def test_a_run_prints_slots_and_ends_well(folder: Path) -> None:
    code, printed = run(folder, reader=FULL)
    assert code == 0
    assert "killed" in printed
    assert "1.000" in printed


def test_a_brief_table_has_the_main_slots_only(folder: Path) -> None:
    def lists_one_more(document: GoldDocument) -> Output:
        return Output([*FULL(document).rows, {"slot": "damaged", "start": 10, "end": 18}])

    assert "damaged" in run(folder, reader=lists_one_more)[1]
    printed = run(folder, reader=lists_one_more, brief=True)[1]
    assert "damaged" not in printed
    assert "injured" in printed


def test_a_list_shows_the_words_of_a_miss(folder: Path) -> None:
    code, printed = run(folder, reader=HALF, listing=Filter())
    assert code == 0
    assert "MISS  en" in printed
    assert "⟦9 injured⟧" in printed
    assert "⟦4 sailors were killed⟧" not in printed


def test_a_list_can_be_narrowed(folder: Path) -> None:
    _, printed = run(folder, reader=HALF, listing=Filter(slots=frozenset({"killed"})))
    assert "MISS" not in printed
    _, printed = run(folder, reader=HALF, listing=Filter(languages=frozenset({"uk"})))
    assert "MISS" not in printed


def test_json_is_json(folder: Path) -> None:
    _, printed = run(folder, reader=FULL, format="json")
    figures = json.loads(printed)["figures"]["languages"]["en"]
    assert figures["main"]["f1"] == 1.0


def test_gains_and_losses_are_told_claim_by_claim(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.saved"
    run(folder, reader=reader("9 injured"), save=str(kept))
    _, printed = run(folder, reader=HALF, against=str(kept))
    assert "1 gains, 1 losses" in printed
    assert "+ found: " in printed
    assert "- lost: " in printed


def test_a_run_against_itself_changes_nothing(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.saved"
    run(folder, reader=HALF, save=str(kept))
    assert changes(load_run(kept), load_run(kept)) == ([], [])


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"format": 7, "documents": {}}'])
def test_what_is_no_kept_run_is_said(folder: Path, tmp_path: Path, content: str) -> None:
    (tmp_path / "bad.saved").write_text(content, encoding="utf-8")
    code, printed = run(folder, reader=FULL, against=str(tmp_path / "bad.saved"))
    assert code == 2
    assert "kept" in printed
    assert "Traceback" not in printed


def test_a_reader_that_breaks_loses_its_document_only(folder: Path) -> None:
    for name in ("002", "003"):
        (folder / f"{name}.json").write_bytes((folder / "001.json").read_bytes())
        (folder / f"{name}.txt").write_text(TEXT, encoding="utf-8")

    def breaks(document: GoldDocument) -> Output:
        if document.name.endswith("002"):
            raise RecursionError("too deep")
        return FULL(document)  # type: ignore[no-any-return]

    code, printed = run(folder, reader=breaks)
    scores, failures = evaluate([folder], breaks)
    assert code == 1
    assert "RecursionError" in printed
    assert [len(score.pairs) for score in scores] == [2, 0, 2]
    assert len(failures) == 1


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '"text"', '{"claims": 5}', '{"claims": [{"slot": "killed"}], "attacks": []}',
     '{"claims": [{"slot": "killed", "start": "x", "end": 3, "quote": "4"}]}', '{"claims": [7]}',
     '{"claims": [], "attacks": [3]}', '{"claims": [], "never": [{"why": "no quote"}]}'],
)  # fmt: skip
def test_a_bad_label_is_one_sentence_and_the_others_are_scored(folder: Path, content: str) -> None:
    (folder / "666.json").write_text(content, encoding="utf-8")
    (folder / "666.txt").write_text(TEXT, encoding="utf-8")
    documents, failures = load([folder])
    assert [document.name.split("/")[1] for document in documents] == ["001"]
    assert len(failures) == 1
    assert "666" in failures[0]


def test_missing_and_broken_texts_are_said(folder: Path) -> None:
    (folder / "002.json").write_text('{"document": "../../secret", "claims": []}', encoding="utf-8")
    (folder / "003.json").write_text('{"claims": []}', encoding="utf-8")
    (folder / "003.txt").write_bytes(b"\xff\xfe\x00")
    _, failures = load([folder, folder / "nowhere"])
    assert len(failures) == 3


def test_nothing_to_score_is_exit_code_2(tmp_path: Path) -> None:
    code, printed = run(tmp_path, reader=FULL)
    assert code == 2
    assert "no labelled document" in printed


def test_a_text_named_by_the_label_is_found_beside_the_folder(folder: Path) -> None:
    inner = folder / "labels"
    inner.mkdir()
    (inner / "000.json").write_text('{"document": "001.txt", "language": "id", "claims": []}', encoding="utf-8")
    (document,), failures = load([inner])
    assert (document.text, failures) == (TEXT, [])


def test_floors_are_raised_and_never_lowered(folder: Path) -> None:
    run(folder, reader=HALF, floors=True)
    assert load_floors(folder / "floors.toml") == {"en": {"killed": 1.0}}
    run(folder, reader=reader("9 injured"), floors=True)
    assert load_floors(folder / "floors.toml") == {"en": {"killed": 1.0, "injured": 1.0}}


def test_a_fallen_floor_is_told() -> None:
    floors = raised({"id": {"killed": 0.95}}, {"id": {"killed": 0.5, "injured": 0.9}, "uk": {"killed": 0.1}})
    assert floors == {"id": {"killed": 0.95, "injured": 0.9}, "uk": {"killed": 0.1}}
    assert len(fallen(floors, {"id": {"killed": 0.94, "injured": 0.9}})) == 2
    assert fallen(floors, floors) == []
