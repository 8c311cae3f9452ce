"""What leaves the house: the public fields, tables that run nothing, a report that no text can lead astray."""

from __future__ import annotations

import csv
import io
import json
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from house_fakes import fake
from saksi.model import Claim, Document, Person, Quantity, Reading, Span
from saksi.publish import FORMATS, rows, writer
from saksi.publish.explanation import claim_lines, refusal_lines
from saksi.publish.rows import FIELDS
from saksi.publish.sheet import Book
from saksi.publish.table import cell
from saksi.publish.words import safe, value
from saksi.slots import BOUNDS

TEXT = "At 5 the alarm went. At least 12 killed and 3 injured, it said.\nNothing else."


def reading(text: str = TEXT, source: str = "a.txt") -> Reading:
    return fake(
        Document(id="d", text_id="t", source=source, text=text, publisher="=The Gazette", published="2025-07-04")
    )


def written(format: str, *readings: Reading) -> str:
    stream = io.StringIO()
    out = writer(format, stream)
    out.begin()
    for one in readings:
        out.add(one)
    out.end()
    return stream.getvalue()


def test_the_fields_are_the_public_ones_in_their_order() -> None:
    assert FIELDS == (
        "claim_id", "document_id", "text_id", "source", "url", "publisher", "published", "language", "attack", "scope",
        "slot", "what", "value_words", "count", "bound", "low", "high", "how", "earliest", "latest",
        "attack_earliest", "attack_latest", "attack_time_basis", "attacker", "place", "place_id", "lat", "lon",
        "place_precision", "as_of", "credit", "credit_kind", "credit_start", "credit_end", "stance", "via",
        "person_name", "person_age", "person_sex", "person_role", "private", "start", "end", "quote", "rule", "flags",
    )  # fmt: skip


def test_each_line_of_json_is_one_claim() -> None:
    first, second = (json.loads(line) for line in written("jsonl", reading()).splitlines())
    assert tuple(first) == FIELDS
    assert (first["slot"], first["count"], first["bound"], first["low"], first["high"]) == (
        "killed",
        12,
        "at_least",
        12,
        None,
    )
    assert TEXT[first["start"] : first["end"]] == first["quote"] == "12 killed"
    assert (first["attack_earliest"], first["attack_time_basis"]) == ("2025-07-03T18:00+03:00", "stated")
    assert (first["place"], first["place_id"], first["attacker"]) == ("Kyiv", 703448, "Russia")
    assert first["flags"] == ["headline"]
    assert second["slot"] == "injured"


def test_an_attack_of_two_places_gives_no_place_that_the_sentence_does_not_name() -> None:
    one = reading()
    attack = msgspec.structs.replace(one.attacks[0], places=one.attacks[0].places * 2)
    assert {row.place for row in rows(msgspec.structs.replace(one, attacks=(attack,)))} == {None}


def test_csv_has_a_mark_the_fields_and_the_same_values() -> None:
    text = written("csv", reading())
    assert text.startswith("\ufeffclaim_id,document_id,")
    table = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [row["count"] for row in table] == ["12", "3"]
    assert table[0]["flags"] == "headline" and table[0]["url"] == ""
    assert table[0]["publisher"] == "'=The Gazette"


@given(st.sampled_from("=+-@\t\r\n"), st.text(max_size=20))
def test_no_cell_is_run_as_a_formula(first: str, rest: str) -> None:
    assert cell(first + rest).startswith("'")


def test_a_sheet_holds_text_as_text_and_can_be_filtered() -> None:
    stream = io.BytesIO()
    out = writer("xlsx", stream)  # type: ignore[arg-type]
    out.add(reading(source="+1+1\x07.txt"))
    out.end()
    sheet = load_workbook(stream)["claims"]
    heading, first, second = sheet.values
    assert heading == FIELDS and (first[FIELDS.index("count")], second[FIELDS.index("count")]) == (12, 3)
    assert first[FIELDS.index("publisher")] == "=The Gazette" and first[FIELDS.index("source")] == "+1+1\ufffd.txt"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:AT3"
    assert sheet.column_dimensions["AR"].width > sheet.column_dimensions["A"].width


def test_a_full_sheet_is_followed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("saksi.publish.sheet.ROWS", 3)
    book = Book("claims", ["a"])
    for number in range(5):
        book.add([number])
    stream = io.BytesIO()
    book.save(stream)
    sheets = {sheet.title: [row[0] for row in sheet.values] for sheet in load_workbook(stream)}
    assert sheets == {"claims": ["a", 0, 1], "claims 2": ["a", 2, 3], "claims 3": ["a", 4]}


def test_the_report_marks_the_evidence_and_ends_with_the_account() -> None:
    lines = written("report", reading()).splitlines()
    assert lines[0] == "a.txt · en · =The Gazette · 2025-07-04"
    assert lines[1] == "  Attack 1 · 2025-07-03 18:00 to 2025-07-04 09:00 +03:00 · Kyiv · by Russia"
    assert lines[2].split()[:4] == ["killed", "at", "least", "12"]
    assert "At least [12 killed] and [3 injured], it said." in lines[4]
    assert lines[-1].strip() == "numbers 3, used 2, refused 1"


def test_several_documents_end_with_their_sum() -> None:
    assert (
        written("report", reading(), reading("Quiet.")).splitlines()[-1] == "2 documents: numbers 3, used 2, refused 1"
    )


@given(st.text(max_size=80))
def test_no_control_character_of_a_text_reaches_the_terminal(noise: str) -> None:
    hostile = reading(f"\x1b]0;own\x07 12 killed \x9b31m\u202e{noise}", source=f"a\x1b[2J{noise}.txt")
    for format in ("report",):
        shown = written(format, hostile)
        assert all(
            char == "\n" or (char.isprintable() or char in "\u00ad\u200b\u200c\u200d\u2060\ufeff") for char in shown
        )
    explained = "".join(claim_lines(hostile, hostile.claims[0]))
    assert "\x1b" not in explained and "\u202e" not in explained


@pytest.mark.parametrize("bound", BOUNDS)
def test_every_bound_has_words(bound: str) -> None:
    claim = reading().claims[0]
    for count in (4, None):
        said = value(msgspec.structs.replace(claim, quantity=Quantity(count, bound, 3, 5)))
        assert said and "None" not in said


def test_a_claim_without_a_number_is_shown_by_its_words() -> None:
    claim: Claim = reading().claims[0]
    victim = msgspec.structs.replace(
        claim, slot="victim", quantity=None, what=None, person=Person(name="A. Name", age=30)
    )
    damage = msgspec.structs.replace(claim, slot="damaged", quantity=None, what="home", value_words="a house")
    assert (value(victim), value(damage)) == ("A. Name, 30", "home, a house")


def test_overlapping_evidence_is_shown_once() -> None:
    one = reading()
    wider = msgspec.structs.replace(
        one.claims[0], id="wider", span=Span(one.claims[0].span.start - 9, one.claims[0].span.end)
    )
    shown = written("report", msgspec.structs.replace(one, claims=(*one.claims, wider)))
    assert "[At least 12 killed] and [3 injured]" in shown


def test_the_explanation_names_rule_parts_and_words() -> None:
    one = reading()
    text = "\n".join(claim_lines(one, one.claims[0]))
    for words in ("fake.count", "'12' read as 12, by digits", "at least 12", "[12 killed]", "=the mayor"):
        assert words in text
    assert "refused as no cue" in "\n".join(refusal_lines(one, one.refusals[0]))


def test_a_terminal_gets_hanging_lines_and_no_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    writer("report", stream).add(reading("Many words stand here before it. " + "long " * 30 + "12 killed there."))
    shown = stream.getvalue()
    assert "\x1b[1;4m12 killed" in shown and "[12 killed]" not in shown.replace("\x1b[", "")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()
    assert all(len(line) <= 60 for line in plain)
    assert sum(line.startswith("      ") for line in plain) >= 3


def test_an_unread_language_is_said_in_the_report() -> None:
    stream = io.StringIO()
    writer("report", stream).add(reading("GERMAN"), "de")
    assert "unread: de" in stream.getvalue() and "no claims" not in stream.getvalue()


def test_formats_are_those_of_the_command() -> None:
    assert tuple(FORMATS) == ("report", "jsonl", "csv", "xlsx", "html")


def test_safe_leaves_scripts_alone() -> None:
    assert safe("Дев’ять дронів — 9\u00a0од.") == "Дев’ять дронів — 9 од."
