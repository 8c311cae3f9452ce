"""Files, folders and the standard input become documents; each fault is one sentence and costs one document."""

from __future__ import annotations

import io
import json
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.errors import InputError
from saksi.model import Document
from saksi.read import documents
from saksi.read.entry import MAX_BYTES
from saksi.read.identity import document_id, text_id
from saksi.read.metadata import date

TEXT = "Two people were hurt in the village, the council said.\r\n\r\n  Nine drones flew over. \n"


def read(*inputs: object, stdin: bytes | None = None) -> tuple[list[Document], list[InputError]]:
    found = list(documents([str(given) for given in inputs], io.BytesIO(stdin) if stdin is not None else None))
    return [x for x in found if isinstance(x, Document)], [x for x in found if isinstance(x, InputError)]


def one(*inputs: object, stdin: bytes | None = None) -> Document:
    found, errors = read(*inputs, stdin=stdin)
    assert errors == [] and len(found) == 1
    return found[0]


def refused(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    found, errors = read(path)
    assert found == [] and len(errors) == 1
    assert errors[0].source == str(path)
    assert "\n" not in errors[0].sentence
    return errors[0].sentence


def test_text_is_untouched_but_for_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    document = one(path)
    assert document.text == TEXT
    assert document.source == str(path)
    assert document.text_id == text_id(TEXT)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_declared_mark_is_obeyed(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Двоє поранених.".encode(encoding))
    assert one(path).text == "Двоє поранених."


def test_folders_are_read_in_sorted_order_with_hidden_and_other_files_left(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".git/x.txt", ".hidden.txt", "picture.png", "c.ndjson"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('{"text": "One person was hurt."}' if name.endswith("ndjson") else f"{name} says little.")
    skipped: list[str] = []
    found = [x.source for x in documents([str(tmp_path)], None, skipped.append)]
    assert found == [str(tmp_path / name) for name in ("a.txt", "c.ndjson#1", "b/1.txt", "b/2.txt")]
    assert skipped == [str(tmp_path / "picture.png")]


def test_ids_are_the_same_wherever_the_corpus_lies_and_however_it_is_named(tmp_path: Path) -> None:
    first = tmp_path / "first"
    (first / "sub").mkdir(parents=True)
    (first / "a.txt").write_text(TEXT)
    (first / "sub" / "b.jsonl").write_text(json.dumps({"id": "x", "text": TEXT}))
    shutil.copytree(first, tmp_path / "elsewhere")
    ids = [document.id for document in read(first)[0]]
    assert ids == [document.id for document in read(tmp_path / "elsewhere")[0]]
    assert ids[0] == one(first / "a.txt").id
    assert len(set(ids)) == 2


def test_one_text_at_two_places_is_two_documents_with_one_text_id(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text(TEXT)
    (tmp_path / "other.txt").write_text(TEXT)
    found, _ = read(tmp_path / "one" / "same.txt", tmp_path / "two" / "same.txt", tmp_path / "other.txt")
    assert len({document.id for document in found}) == 3
    assert len({document.text_id for document in found}) == 1


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    assert len(read(tmp_path / "a.txt", tmp_path, tmp_path / "a.txt")[0]) == 1


def test_an_address_names_the_document_instead_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.json").write_text('{"url": "https://example.org/1"}')
    assert one(tmp_path / "a.txt").id == document_id(TEXT, "https://example.org/1")


def test_a_sidecar_is_metadata_and_never_a_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    sidecar = {"published": "2025-03", "language": "en-GB", "url": "", "publisher": "The Gazette", "claims": [1]}
    (tmp_path / "a.json").write_text(json.dumps(sidecar))
    document = one(tmp_path)
    assert (document.published, document.language, document.url, document.publisher) == (
        "2025-03",
        "en",
        None,
        "The Gazette",
    )
    assert document.notes == ()
    assert one(tmp_path / "a.txt", tmp_path / "a.json").source == str(tmp_path / "a.txt")


@pytest.mark.parametrize("broken", ["{", "[1]", "[" * 100_000, '{"published": "yesterday"}', '{"published": {"a": 1}}'])
def test_a_broken_sidecar_costs_the_metadata_and_is_said(tmp_path: Path, broken: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.json").write_text(broken)
    document = one(tmp_path / "a.txt")
    assert document.published is None and len(document.notes) == 1


@pytest.mark.parametrize(
    ("given", "known"),
    [
        ("2025", "2025"), ("2025-03", "2025-03"), ("2025-03-09", "2025-03-09"),
        ("2025-03-09T10:20:30Z", "2025-03-09T10:20:30+00:00"), ("2025-03-09 10:20+0300", "2025-03-09T10:20+03:00"),
        ("2025-02-30", None), ("2025-13", None), ("09.03.2025", None), ("2025-03-09T25:00", None), ("２０２５", None),
    ],
)  # fmt: skip
def test_dates_stay_as_precise_as_they_are(given: str, known: str | None) -> None:
    assert date(given) == known


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"abc\xff def", "not UTF-8 (byte 0xff at offset 3)"),
        ("Двоє поранених".encode("cp1251"), "not UTF-8"),
        ("Двоє поранених".encode("utf-16-le"), "zero bytes"),
        (b"\xff\xfe\x00", "mark of UTF-16"),
        (b"%PDF-1.7 and so on", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        (b"\x01\x02\x03 report", "control characters"),
        (b"x" * (MAX_BYTES + 1), "larger than"),
    ],
)
def test_each_bad_text_is_one_sentence(tmp_path: Path, data: bytes, part: str) -> None:
    assert part in refused(tmp_path / "a.txt", data)


def test_a_label_is_obeyed_and_a_wrong_one_is_said(tmp_path: Path) -> None:
    path, label = tmp_path / "a.txt", tmp_path / "a.json"
    path.write_bytes("Двоє поранених".encode("cp1251"))
    label.write_text('{"encoding": "windows-1251"}')
    assert one(path).text == "Двоє поранених"
    label.write_text('{"encoding": "utf-8"}')
    assert "labelled 'utf-8'" in read(path)[1][0].sentence
    label.write_text('{"encoding": "rot13"}')
    assert "does not know" in read(path)[1][0].sentence
    path.write_text("Двоє поранених", encoding="utf-8")
    label.write_text('{"encoding": "windows-1251"}')
    assert one(path).text == "Двоє поранених"
    assert "was read as UTF-8" in one(path).notes[0]


def test_missing_files_empty_folders_and_loose_json_are_said_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.json").write_text("{}")
    (tmp_path / "empty").mkdir()
    found, errors = read(
        tmp_path / "nowhere.txt", tmp_path / "empty", tmp_path / "b.json", "nul\0byte", tmp_path / "a.txt"
    )
    assert [document.text for document in found] == [TEXT]
    assert [error.sentence.split(";")[0] for error in errors] == [
        "there is no such file or folder",
        "there is nothing to read in this folder",
        "is JSON, not JSON Lines",
        "there is no such file or folder",
    ]


def test_symlinks_do_not_lead_outside_a_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(TEXT)
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "b.txt").write_text(TEXT)
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "a.txt").write_text("Nine drones came.")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "outside").symlink_to(tmp_path / "secrets")
    (folder / "loop").symlink_to(folder)
    (folder / "dangling.txt").symlink_to(tmp_path / "gone.txt")
    assert one(folder).source == str(folder / "a.txt")


@pytest.mark.skipif(os.name != "posix", reason="only POSIX file names may be no text")
def test_a_file_name_that_is_no_text_can_still_be_written(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/a\xff.txt"
    Path(os.fsdecode(path)).write_text(TEXT)
    assert one(tmp_path).source.encode("utf-8").endswith(b"a\\udcff.txt")


def test_the_standard_input_is_text_or_rows() -> None:
    assert one("-", stdin=TEXT.encode()).text == TEXT
    assert one("-", stdin=TEXT.encode()).source == "-"
    rows, _ = read("-", stdin=b'{"id": "a", "text": "One."}\n{"text": "Two."}\n')
    assert [(row.source, row.text) for row in rows] == [("-#a", "One."), ("-#2", "Two.")]


@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    found = list(documents(["-"], io.BytesIO(data)))
    assert found
    for item in found:
        assert isinstance(item, InputError) or item.text.strip()


@given(st.text(max_size=200))
def test_text_survives_as_it_is(text: str) -> None:
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        return
    for item in documents(["-"], io.BytesIO(data)):
        assert isinstance(item, InputError) or item.text == text.removeprefix("\ufeff") or item.source != "-"
