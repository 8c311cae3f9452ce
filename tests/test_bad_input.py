"""Input as it should not be: one sentence for each that says what to do, the others read, exit code 1, no traceback."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time

import pytest

from saksi.cli import run

GOOD = "At least 12 people were killed in Kyiv, officials said.\n"
UKRAINIAN = "Вибухи у Києві: загинули 12 людей"
LONG = b"12 people were killed. " * (50 * 1024 * 1024 // 23)

# name of the file: its bytes, those of its sidecar or None, and what the sentence says.
BAD: dict[str, tuple[bytes, bytes | None, str]] = {
    "binary.txt": (bytes(range(256)) * 40, None, "binary or UTF-16 without its mark; save it as UTF-8"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(300), None, "is a picture, not text"),
    "broken.txt": (b"At least 12 killed \xff\xfe\x80", None, "is not UTF-8 (byte 0xff at offset 19); save it as UTF-8"),
    "wrong.txt": (UKRAINIAN.encode("cp1251"), b'{"encoding": "utf-8"}', "is labelled 'utf-8' but its bytes are not"),
    "unknown.txt": (UKRAINIAN.encode("cp1251"), b'{"encoding": "klingon"}', "an encoding that saksi does not know"),
    "empty.txt": (b"", None, "is empty; there is nothing to read in it"),
    "blank.txt": (b" \n\t\n", None, "is empty; there is nothing to read in it"),
    "long.txt": (LONG, None, "is larger than 8 MB, too large for one report; split it"),
    "long.html": (b"<p>" + LONG, None, "is larger than 8 MB"),
    "empty.html": (b"", None, "is empty"),
    "page.pdf": (b"%PDF-1.4 nothing follows", None, "is no PDF that can be read"),
    "pages.warc.gz": (b"\x1f\x8b no archive", None, "is no web archive that can be read"),
    "feed.rss": (b"<rss><channel>", None, "feed"),
}


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


def told(capsys: pytest.CaptureFixture[str]) -> tuple[set[str], list[str]]:
    """Sources of the claims on the standard output, lines of the standard error."""
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return {json.loads(line)["source"] for line in out.splitlines()}, err.splitlines()


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_sentence_and_the_good_one_is_read(
    name: str, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, sidecar, sentence = BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    if sidecar is not None:
        path.with_suffix(".json").write_bytes(sidecar)
    begun = process_time()
    assert run(["read", str(path), str(good), "--format", "jsonl"]) == 1
    assert process_time() - begun < 5
    sources, lines = told(capsys)
    assert sources == {str(good)}
    assert lines[0] == "1 input could not be read:" and len(lines) == 2
    assert lines[1].startswith(f"  {path}: ") and sentence in lines[1] and len(lines[1]) < 400 + len(str(path))


def test_a_missing_file_and_an_empty_folder(good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "folder").mkdir()
    assert run(["read", str(tmp_path / "gone.txt"), str(tmp_path / "folder"), str(good), "--format", "jsonl"]) == 1
    sources, lines = told(capsys)
    assert sources == {str(good)} and len(lines) == 3
    assert "there is no such file or folder; check the path" in lines[1]
    assert "there is nothing to read in this folder" in lines[2]


def test_bad_rows_cost_themselves_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deep = b'{"id": "deep", "text": "1 killed", "x": ' + b"[" * 5000 + b"]" * 5000 + b"}"
    rows = [
        b'{"text": "1 killed"', b'{"id": "good", "text": "3 people were killed."}', b"[1, 2]", b'"words"',
        b'{"id": "x"}', b'{"text": 5}', b'{"text": ""}', b"", deep, b'{"text": "12 \xff killed"}',
        b'{"text": "' + LONG + b'"}', b'{"id": "last", "text": "4 people were killed."}',
    ]  # fmt: skip
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"\n".join(rows))
    assert run(["read", str(path), "--format", "jsonl"]) == 1
    sources, lines = told(capsys)
    assert sources == {f"{path}#good", f"{path}#last"}
    assert lines[0] == "9 inputs could not be read:"
    assert [line.split(":")[0].removeprefix(f"  {path} line ") for line in lines[1:]] == [*"1345679", "10", "11"]
    for line, sentence in zip(
        lines[1:],
        (
            "is not JSON",
            "no",
            "no",
            "has no text",
            "has no text",
            "empty text",
            "nested too deeply",
            "is not UTF-8",
            "8 MB",
        ),
        strict=True,
    ):
        assert sentence in line


def test_odd_metadata_is_a_note_and_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, sidecar in {"torn": b"{nope", "odd": b'{"published": 12, "language": ["x"]}'}.items():
        (tmp_path / f"{name}.txt").write_text(GOOD, encoding="utf-8")
        (tmp_path / f"{name}.json").write_bytes(sidecar)
    assert run(["read", str(tmp_path), "--format", "jsonl"]) == 0
    sources, lines = told(capsys)
    assert len(sources) == 2 and len(lines) == 3 and all(line.startswith("note: ") for line in lines)


def test_a_number_that_no_date_can_be_is_told_as_it_was_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"text": GOOD}).replace("}", ', "published": 1e400}'), encoding="utf-8")
    assert run(["read", str(path), "--format", "jsonl"]) == 0
    assert "published 1e400 is not an ISO 8601 date" in told(capsys)[1][0]


def test_a_right_label_is_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "letters.txt"
    path.write_bytes(UKRAINIAN.encode("cp1251"))
    path.with_suffix(".json").write_text('{"encoding": "windows-1251", "language": "uk"}', encoding="utf-8")
    assert run(["read", str(path), "--format", "jsonl"]) == 0
    out = capsys.readouterr().out
    assert {json.loads(line)["language"] for line in out.splitlines()} == {"uk"} and "12 людей" in out


def test_a_folder_that_leads_back_to_itself_is_read_once(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (good.parent / "again").symlink_to(good.parent)
    assert run(["read", str(good.parent), "--format", "jsonl"]) == 0
    assert told(capsys)[0] == {str(good)}


def test_a_link_that_leads_nowhere_is_told_apart_from_a_file_of_another_kind(
    good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (good.parent / "gone.txt").symlink_to(good.parent / "nowhere")
    (good.parent / "table.ods").write_bytes(b"PK")
    assert run(["read", str(good.parent), "--format", "jsonl"]) == 0
    assert told(capsys)[1] == [
        "skipped: 1 .ods (no reader opens these files)",
        "skipped: 1 .txt (links that lead nowhere or out of their folder, or no files)",
    ]


def test_the_same_bad_input_is_told_by_the_record_too(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.txt").write_bytes(b"12 killed \xff")
    database = tmp_path / "record.db"
    assert run(["build", str(tmp_path / "broken.txt"), str(good), "--db", str(database)]) == 1
    out, err = capsys.readouterr()
    assert "1 new document" in out and "is not UTF-8" in err and "Traceback" not in err


def test_a_run_without_trouble_says_nothing_beside_its_output(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(good)]) == 0
    assert capsys.readouterr().err == ""
