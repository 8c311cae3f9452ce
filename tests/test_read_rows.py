"""JSON Lines: a bad line is one sentence with its number, and the lines after it are read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from saksi.errors import InputError
from saksi.model import Document
from saksi.read import documents
from saksi.read.entry import MAX_BYTES

GOOD = b'{"id": "good", "text": "Nine drones came."}\n'


def read(path: Path, data: bytes) -> tuple[list[Document], list[InputError]]:
    path.write_bytes(data)
    found = list(documents([str(path)]))
    return [x for x in found if isinstance(x, Document)], [x for x in found if isinstance(x, InputError)]


def test_fields_are_read_and_unknown_keys_ignored(tmp_path: Path) -> None:
    row = {
        "id": 7, "text": "Nine drones came.", "published": "2025-07-04", "language": "UK", "url": "https://example.org/7",
        "publisher": "The Gazette", "extra": {"a": [1]},
    }  # fmt: skip
    (document,), errors = read(tmp_path / "a.jsonl", json.dumps(row).encode())
    assert errors == []
    assert document.source == f"{tmp_path}/a.jsonl#7"
    assert (document.published, document.language, document.publisher) == ("2025-07-04", "uk", "The Gazette")
    assert document.url == "https://example.org/7"


def test_byte_order_mark_blank_lines_and_a_missing_last_newline_are_fine(tmp_path: Path) -> None:
    found, errors = read(tmp_path / "a.jsonl", b"\xef\xbb\xbf" + GOOD + b'\r\n\n{"text": "\xef\xbb\xbfTwo."}')
    assert errors == []
    assert [(x.source.rpartition("#")[2], x.text) for x in found] == [("good", "Nine drones came."), ("4", "Two.")]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        (b"{", "not JSON"),
        (b"plain words", "not JSON"),
        (b"[1, 2]", "not a JSON object"),
        (b"{}", "no text"),
        (b'{"text": null}', "no text"),
        (b'{"text": 5}', "no text"),
        (b'{"text": "  "}', "empty text"),
        (b'{"text": "a\\u0000b"}', "NUL"),
        (b'{"text": "\\ud800 half"}', "not JSON"),
        (b'{"text": "\\udc00 half"}', "not JSON"),
        (b'{"text": "\xff"}', "not UTF-8 (byte 0xff at offset 10)"),
        (b'{"x": ' + b"[" * 50_000 + b"]" * 50_000 + b', "text": "a"}', "nested too deeply"),
        (b'{"text": "' + b"x" * MAX_BYTES + b'"}', "longer than"),
        (b'{"id": "good", "text": "Again."}', "has the id 'good' of line 1"),
    ],
)
def test_each_bad_line_is_one_sentence_and_the_others_are_read(tmp_path: Path, line: bytes, part: str) -> None:
    found, errors = read(tmp_path / "a.jsonl", GOOD + line + b'\n{"id": "last", "text": "One."}\n')
    assert [document.source.rpartition("#")[2] for document in found] == ["good", "last"]
    assert len(errors) == 1
    assert errors[0].source == f"{tmp_path}/a.jsonl line 2"
    assert part in errors[0].sentence and "\n" not in errors[0].sentence


@pytest.mark.parametrize("odd", [b"9" * 6000, b"1e999", b'{"a": 1}', b"true", b"null", b'""'])
def test_an_odd_id_gives_way_to_the_line_number(tmp_path: Path, odd: bytes) -> None:
    (document,), errors = read(tmp_path / "a.jsonl", b'{"id": ' + odd + b', "text": "One."}')
    assert errors == [] and document.source.endswith("#1")


def test_odd_metadata_costs_only_itself(tmp_path: Path) -> None:
    (document,), errors = read(
        tmp_path / "a.jsonl", b'{"text": "One.", "published": 20250704, "language": "Ukrainian"}'
    )
    assert errors == [] and document.published is None and document.language is None
    assert len(document.notes) == 2


@pytest.mark.parametrize("data", [b"[\n{}\n]", b"{\n}", b"%PDF-1.4\n", b"\0\0\0\n{}"])
def test_another_format_under_this_name_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    found, errors = read(tmp_path / "a.jsonl", data)
    assert found == [] and len(errors) == 1


def test_a_row_without_id_may_stand_beside_one_of_that_number(tmp_path: Path) -> None:
    found, errors = read(tmp_path / "a.jsonl", b'{"id": "2", "text": "One."}\n{"text": "One."}\n')
    assert errors == [] and len({document.id for document in found}) == 2
