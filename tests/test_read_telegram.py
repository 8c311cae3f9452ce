"""Channels: desktop exports and JSON Lines of messages; times honest about their offset, edits kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from saksi.errors import InputError
from saksi.model import Document
from saksi.read import documents

POST = "Air alert in the valley.\nStay in cover until the all-clear."
# 3 July 2025, 22:10:00 UTC
MOMENT = "1751580600"


def read(*paths: Path) -> tuple[list[Document], list[InputError]]:
    found = list(documents([str(path) for path in paths]))
    return [x for x in found if isinstance(x, Document)], [x for x in found if isinstance(x, InputError)]


def message(**values: object) -> dict[str, object]:
    return {"id": 7, "type": "message", "date": "2025-07-04T01:10:00", "date_unixtime": MOMENT, "from": "Valley Watch",
            "text": POST, **values}  # fmt: skip


def export(tmp_path: Path, *messages: object) -> Path:
    path = tmp_path / "result.json"
    told = {"name": "Valley Watch", "type": "public_channel", "id": 12345, "messages": list(messages)}
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return path


def rows(tmp_path: Path, *messages: object) -> Path:
    path = tmp_path / "channel.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in messages), encoding="utf-8")
    return path


def one(path: Path) -> Document:
    found, errors = read(path)
    assert not errors and len(found) == 1
    return found[0]


def test_an_export_gives_a_document_for_each_message(tmp_path: Path) -> None:
    path = export(tmp_path, message(), message(id=8, text="All clear."), {"id": 9, "type": "service", "text": "pinned"})
    found, errors = read(tmp_path)
    assert not errors
    assert [(document.source, document.text) for document in found] == [
        (f"{path}#7", POST), (f"{path}#8", "All clear."),
    ]  # fmt: skip
    assert found[0].publisher == "Valley Watch" and found[0].author is None


def test_clock_and_unix_time_together_are_a_time_with_its_offset(tmp_path: Path) -> None:
    edited = message(edited="2025-07-04T01:25:30", edited_unixtime=str(int(MOMENT) + 930))
    document = one(export(tmp_path, edited))
    assert document.published == "2025-07-04T01:10:00+03:00"
    assert document.modified == "2025-07-04T01:25:30+03:00"


@pytest.mark.parametrize(
    ("values", "published"),
    [
        ({"date_unixtime": None}, "2025-07-04T01:10:00"),
        ({"date": None}, "2025-07-03T22:10:00+00:00"),
        ({"date": "2025-07-09T03:00:00"}, "2025-07-03T22:10:00+00:00"),
        ({"date": "2025-07-04T01:10:00+03:00", "date_unixtime": None}, "2025-07-04T01:10:00+03:00"),
        ({"date": int(MOMENT), "date_unixtime": None}, "2025-07-03T22:10:00+00:00"),
        ({"date": "yesterday", "date_unixtime": "9" * 400}, None),
        ({"date": [1], "date_unixtime": {"a": 1}}, None),
    ],
)
def test_times_say_no_more_than_they_know(tmp_path: Path, values: dict[str, object], published: str | None) -> None:
    assert one(export(tmp_path, message(**values))).published == published


def test_text_in_pieces_is_joined_and_links_at_the_end_are_chrome(tmp_path: Path) -> None:
    bold, link, channel = ({"type": kind, "text": words} for kind, words in
                           (("bold", "hurt"), ("text_link", "Follow us"), ("mention", "@valley")))  # fmt: skip
    pieces = ["Two ", bold, " near the mill.\n\n", link, " | ", channel]
    document = one(export(tmp_path, message(text=pieces)))
    assert document.text == "Two hurt near the mill.\n\nFollow us | @valley"
    assert [(document.text[start:end], role) for start, end, role in document.marks] == [
        ("Follow us | @valley", "chrome")
    ]


def test_a_post_that_is_a_link_alone_stays_open(tmp_path: Path) -> None:
    assert one(export(tmp_path, message(text=[{"type": "link", "text": "https://example.org/a"}]))).marks == ()


def test_several_chats_in_one_export(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    chats = [{"name": "A", "id": 1, "messages": [message()]}, {"name": "B", "id": 2, "messages": [message()]}]
    path.write_text(json.dumps({"chats": {"list": chats}}))
    found, _ = read(path)
    assert [(document.source, document.publisher) for document in found] == [(f"{path}#7", "A"), (f"{path}#2/7", "B")]
    assert found[0].id != found[1].id


def test_messages_of_several_channels_in_json_lines(tmp_path: Path) -> None:
    path = rows(tmp_path, message(channel="A"), message(channel="B"))
    assert [document.source for document in read(path)[0]] == [f"{path}#7", f"{path}#B/7"]


def test_json_lines_of_messages(tmp_path: Path) -> None:
    times = {"date": "2025-07-04T01:10:00+03:00", "edit_date": "2025-07-04T01:20:00+03:00"}
    plain = {"id": 7, "channel": "@valley", "text": POST, **times}
    client = {"id": 8, "peer_id": {"channel_id": 5}, "date": "2025-07-04T01:12:00+00:00", "message": "All clear."}
    path = rows(tmp_path, plain, client)
    first, second = read(path)[0]
    assert (first.source, first.publisher, first.url) == (f"{path}#7", "@valley", "https://t.me/valley/7")
    assert first.published == "2025-07-04T01:10:00+03:00" and first.modified == "2025-07-04T01:20:00+03:00"
    assert (second.source, second.text, second.published) == (f"{path}#8", "All clear.", "2025-07-04T01:12:00+00:00")


def test_rows_of_texts_are_not_taken_for_messages(tmp_path: Path) -> None:
    row = {"id": "a", "text": POST, "published": "2025-07-04", "publisher": "Valley Watch"}
    document = one(rows(tmp_path, row))
    assert document.published == "2025-07-04" and document.publisher == "Valley Watch"


def test_a_broken_message_costs_that_message(tmp_path: Path) -> None:
    path = rows(tmp_path, message(), message(), message(id=9, text="a\0b"))
    with path.open("a") as file:
        file.write('{"id": 10, "text"\n[1]\n')
        file.write(json.dumps(message(id=11)) + "\n")
    found, errors = read(path)
    assert [document.source for document in found] == [f"{path}#7", f"{path}#11"]
    assert [error.source for error in errors] == [f"{path} line {number}" for number in (2, 3, 4, 5)]
    assert all("\n" not in error.sentence for error in errors)


@pytest.mark.parametrize("data", ["{", "[]", '{"messages": 3}', "[" * 90_000, '{"chats": {"list": [1]}}'])
def test_json_that_is_no_export_is_one_sentence(tmp_path: Path, data: str) -> None:
    path = tmp_path / "result.json"
    path.write_text(data)
    found, errors = read(path)
    assert not found and len(errors) == 1 and "JSON" in errors[0].sentence
