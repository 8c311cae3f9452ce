"""The command: exit codes, one sentence for each fault, files written whole or not at all."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from saksi import __version__
from saksi.cli import run


@pytest.fixture
def corpus(tmp_path: Path, fake_rooms: None) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("At 5 it began. 12 killed and 3 injured.")
    (folder / "b.txt").write_text("4 killed.")
    return folder


def test_reading_a_folder_shows_the_report(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(corpus)]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[-1] == "2 documents: numbers 4, used 3, refused 1"
    assert err == ""


def test_faults_are_listed_at_the_end_and_the_rest_is_written(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "c.txt").write_bytes(b"\xff\xfe\x00")
    (corpus / "d.txt").write_text("BUG")
    assert run(["read", str(corpus), "gone.txt", "--format", "jsonl"]) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["count"] for line in out.splitlines()] == [12, 3, 4]
    assert err.splitlines()[0] == "3 inputs could not be read:"
    assert len(err.splitlines()) == 4 and "gone.txt" in err.splitlines()[-1]
    assert "Traceback" not in err


def test_the_traceback_is_shown_only_when_asked_for(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "d.txt").write_text("BUG")
    assert run(["read", str(corpus), "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_language_without_tables_is_no_failure(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "e.txt").write_text("GERMAN 5 killed")
    assert run(["read", str(corpus), "--format", "csv"]) == 0
    assert capsys.readouterr().err.startswith("unread: de (1 document")


def test_a_file_appears_whole(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "claims.csv"
    assert run(["read", str(corpus), "--format", "csv", "-o", str(target)]) == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbfclaim_id,")
    assert target.read_bytes().count(b"\r\n") == 4
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["claims.csv"]
    assert capsys.readouterr().out == ""


def test_an_input_is_never_overwritten(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (corpus / "a.txt").read_bytes()
    assert run(["read", str(corpus), "-o", str(corpus / "a.txt")]) == 2
    assert (corpus / "a.txt").read_bytes() == before
    assert "among the inputs" in capsys.readouterr().err


USAGE = (
    "read", "raed x", "read x --format xml", "read x --jobs 0", "read x --jobs two", "read x -o /no/such/folder/file",
    "read x --no-such-option", "read x --jbos 2", "explain", "explain abcdef0123", "explain ab x",
    "explain abcdef0123 --here", "evaluate",
)  # fmt: skip


@pytest.mark.parametrize("arguments", USAGE)
def test_wrong_usage_is_one_sentence_and_code_2(arguments: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments.split()) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("saksi: ") and err.count("\n") == 1


def test_a_hyphen_is_the_standard_input_and_two_end_the_options(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"6 killed.")))
    assert run(["read", "-", "--format", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["source"] == "-"
    monkeypatch.chdir(corpus)
    Path("-o.txt").write_text("7 killed.")
    assert run(["read", "--format", "jsonl", "--", "-o.txt"]) == 0
    assert json.loads(capsys.readouterr().out)["source"] == "-o.txt"


def test_the_same_run_gives_the_same_bytes(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["read", str(corpus), "--format", "jsonl"])
    first = capsys.readouterr().out
    run(["read", str(corpus), "--format", "jsonl", "--jobs", "2"])
    assert capsys.readouterr().out == first


def test_a_claim_is_explained_by_its_id(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["read", str(corpus), "--format", "jsonl"])
    claim = json.loads(capsys.readouterr().out.splitlines()[0])["claim_id"]
    assert run(["explain", claim, str(corpus)]) == 0
    assert f"claim {claim}" in capsys.readouterr().out
    assert run(["explain", claim[:8], str(corpus / "a.txt")]) == 0
    capsys.readouterr()
    assert run(["explain", "f" * 20, str(corpus)]) == 1
    assert "no claim ffff" in capsys.readouterr().err


def test_a_number_is_explained_by_its_place(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", f"{corpus}/a.txt:3"]) == 0
    assert "refused as no cue" in capsys.readouterr().out
    assert run(["explain", f"{corpus}/a.txt:15"]) == 0
    assert "12 killed" in capsys.readouterr().out
    assert run(["explain", f"{corpus}/a.txt:9000"]) == 1
    assert "no number or claim" in (err := capsys.readouterr().err) and "the nearest is '3 injured' at" in err
    assert run(["explain", f"{corpus}/gone.txt:1"]) == 1


def test_a_member_of_a_container_is_explained_by_its_place(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "r.jsonl").write_text('{"id": "x", "text": "7 killed"}\n{"id": "y", "text": "8 killed"}\n')
    assert run(["explain", f"{corpus}/r.jsonl#y:0"]) == 0
    out = capsys.readouterr().out
    assert "8 killed" in out and "7 killed" not in out


def test_a_fault_of_the_house_is_a_sentence_too(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(format: str, stream: object, redact: bool) -> None:
        raise KeyError("broken")

    monkeypatch.setattr("saksi.cli.reading.writer", broken)
    assert run(["read", str(corpus)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    with pytest.raises(KeyError):
        run(["read", str(corpus), "--debug"])


def test_version_and_help_load_no_room() -> None:
    program = (
        "import sys; from saksi.cli import run; code = run(['--version']);"
        "rooms = {m.split('.')[1] for m in sys.modules if m.startswith('saksi.')};"
        "assert code == 0 and rooms <= {'cli', 'errors'}, rooms"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == __version__


def test_a_reader_that_leaves_is_no_fault(tmp_path: Path) -> None:
    command = f"{sys.executable} -m saksi --help | head -c 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in done.stderr


def test_an_incident_in_brief_is_its_paragraph(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(
        "Kharkiv, 4 July 2025. A drone killed two people in Kharkiv on Friday, the mayor said."
    )
    db = str(tmp_path / "record.db")
    assert run(["build", str(tmp_path / "a.txt"), "--db", db]) == 0
    capsys.readouterr()
    assert run(["show", "Kharkiv", "--db", db, "--brief"]) == 0
    told = capsys.readouterr().out
    assert "2 people were killed" in told and "Incident" not in told
