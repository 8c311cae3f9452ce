"""The record: its ledger, its versions, its doctor, its doors."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from build_generated import corpus
from saksi import cli
from saksi.errors import InputError, SaksiError, UsageError
from saksi.model import Reading
from saksi.publish.rows import FIELDS
from saksi.store import (
    Record,
    add,
    contents,
    correct,
    decisions,
    different,
    examine,
    exported_claims,
    exported_incidents,
    found,
    history,
    incidents,
    ledger,
    link,
    open_record,
    put,
    reject,
    same,
    since,
    undo,
)
from told import told

ME = {"who": "Rahel", "why": "read it twice"}
A = {
    "earliest": "2025-03-12",
    "attacker": "Russia",
    "places": ["Dnipro"],
    "says": ["killed 3 person", "injured 12 person"],
}
B = {**A, "says": ["killed 4 person", "injured 15 person"]}
OTHER = {
    "earliest": "2025-06-01",
    "attacker": "Russia",
    "places": ["Odesa"],
    "says": ["killed 2 person", "launched 40 drone"],
}
PAGES = [
    told("a", A, published="2025-03-12"),
    told("b", B, published="2025-03-13"),
    told("other", OTHER, published="2025-06-01"),
]


def keep(record: Record, *readings: Reading) -> None:
    with record.transaction():
        for reading in readings:
            put(record, reading)
    link(record)


@pytest.fixture
def record() -> Iterator[Record]:
    with open_record(":memory:", create=True) as made:
        keep(made, *PAGES)
        yield made
        assert examine(made) == []


def claim(record: Record, slot: str, count: int) -> str:
    return str(
        record.one("SELECT claim_id FROM claims WHERE slot = ? AND count = ? AND status = 'stands'", slot, count)
    )


def counts(record: Record, slot: str) -> set[int | None]:
    return {value.count for incident in incidents(record) for value in incident.values if value.slot == slot}


def document(name: str) -> str:
    return next(page.page.document.id for page in PAGES if page.page.document.source == name)


def test_a_person_joins_and_parts_incidents(record: Record) -> None:
    first, last = (incident.id for incident in incidents(record))
    number = same(record, first, last, **ME)
    link(record)
    assert [len(incident.reports) for incident in incidents(record)] == [3]
    undo(record, number, **ME)
    link(record)
    assert [incident.id for incident in incidents(record)] == [first, last]
    different(record, document("a"), document("b"), **ME)
    link(record)
    assert sorted(len(incident.reports) for incident in incidents(record)) == [1, 1, 1]


def test_a_merged_incident_is_found_by_its_old_id(record: Record) -> None:
    first, last = (incident.id for incident in incidents(record))
    same(record, first, last, **ME)
    link(record)
    row = next(iter(exported_incidents(record)))
    assert {row["incident_id"], *row["aliases"]} == {first, last}


def test_a_claim_is_corrected_rejected_added_and_nothing_is_lost(record: Record) -> None:
    correct(record, claim(record, "killed", 4), {"count": 5, "bound": "at_least"}, **ME)
    reject(record, claim(record, "injured", 12), **ME)
    text = PAGES[2].page.document.text
    start = text.index("launched")
    add(record, document("other"), start, start + 8, {"slot": "intercepted", "what": "drone", "count": 31}, **ME)
    link(record)
    assert (counts(record, "killed"), counts(record, "injured"), counts(record, "intercepted")) == (
        {2, 3, 5},
        {15},
        {31},
    )
    assert {row["status"] for row in exported_claims(record, every=True)} == {"stands", "corrected", "rejected"}
    assert {row["quote"] for row in exported_claims(record) if row["slot"] == "intercepted"} == {"launched"}


def test_no_name_and_signs_of_a_search_name_no_incident(record: Record) -> None:
    assert [found(record, words) for words in ("", " ", "%", "_" * 60_000)] == [[], [], [], []]
    with pytest.raises(UsageError, match="too large"):
        list(incidents(record, {"min_sources": 10**30}))


def test_a_correction_of_a_correction_and_its_undo(record: Record) -> None:
    correct(record, claim(record, "killed", 4), {"count": 5}, **ME)
    link(record)
    number = correct(record, claim(record, "killed", 5), {"count": 6}, **ME)
    link(record)
    assert counts(record, "killed") == {2, 3, 6}
    undo(record, number, **ME)
    link(record)
    assert counts(record, "killed") == {2, 3, 5}


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"count": None, "bound": "exact"}, "--count"), ({"what": "tank"}, "choose one of"),
     ({"attack": 9}, "no attack 9"), ({"attack": 10**30}, "no attack 1000"), ({}, "say what is right"),
     ({"count": -5}, "-5 is no number of people"), ({"count": 10**30}, "give one from 0 to")],
)  # fmt: skip
def test_a_correction_that_cannot_be_is_told_why(record: Record, fields: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        correct(record, claim(record, "killed", 4), fields, **ME)


def test_a_decision_needs_a_reason_and_the_ledger_only_grows(record: Record) -> None:
    with pytest.raises(UsageError, match="--why"):
        reject(record, claim(record, "killed", 4), who="Rahel", why=" ")
    number = reject(record, claim(record, "killed", 4), **ME)
    for statement in ("DELETE FROM decision", "UPDATE decision SET why = 'other'"):
        with pytest.raises(sqlite3.IntegrityError, match="append only"):
            record.run(statement)
    link(record)
    undo(record, number, **ME)
    with pytest.raises(UsageError, match="already undone"):
        undo(record, number, **ME)
    link(record)


@pytest.mark.parametrize(
    ("change", "words"),
    [({"kind": "nosuch"}, "no kind 'nosuch'"), ({"at": "yesterday"}, "'yesterday' is no time"),
     ({"why": " "}, "reason"), ({"number": 10**30}, "a number outside"),
     ({"about": {}}, "does not say anchor and old and new"),
     ({"kind": "grade", "about": {"grade": "superb"}}, "does not say left")],
)  # fmt: skip
def test_a_line_that_no_ledger_holds_is_refused_and_none_is_taken(
    record: Record, change: dict[str, object], words: str
) -> None:
    correct(record, claim(record, "killed", 4), {"count": 5}, **ME)
    (line,) = ledger.lines(decisions(record))
    with open_record(":memory:", create=True) as made:
        with pytest.raises(InputError, match=words) as error, made.transaction():
            ledger.take(made, [line, json.dumps(json.loads(line) | change)], "decisions.jsonl")
        assert str(error.value).startswith("decisions.jsonl line 2") and decisions(made) == []


def test_a_claim_from_elsewhere_has_a_slot_and_numbers_that_can_be(record: Record) -> None:
    correct(record, claim(record, "killed", 4), {"count": 5}, **ME)
    (line,) = ledger.lines(decisions(record))
    for sound, hostile in (('"count":5', f'"count":{10**30}'), ('"slot":"killed"', '"slot":"nosuch"')):
        assert sound in line
        with open_record(":memory:", create=True) as made, pytest.raises(InputError, match="is no decision"):
            ledger.take(made, [line.replace(sound, hostile)], "decisions.jsonl")


def test_decisions_survive_a_record_made_from_nothing_by_another_reader(record: Record) -> None:
    """The other reader finds another value for one claim, moves another's edge, and numbers the attacks otherwise."""
    same(record, document("a"), document("other"), **ME)
    correct(record, claim(record, "killed", 4), {"count": 5}, **ME)
    reject(record, claim(record, "injured", 12), **ME)
    link(record)
    lines = list(ledger.lines(decisions(record)))
    with open_record(":memory:", create=True) as made:
        with made.transaction():
            assert ledger.take(made, lines, "decisions.jsonl") == 3
            assert ledger.take(made, lines, "decisions.jsonl") == 0
        keep(made, *[_read_otherwise(page) for page in PAGES])
        assert examine(made) == []
        assert counts(made, "killed") == {2, 3, 5}
        assert counts(made, "injured") == {15}
        assert [len(incident.reports) for incident in incidents(made)] == [3]


def _read_otherwise(reading: Reading) -> Reading:
    replace = msgspec.structs.replace
    attacks = tuple(replace(attack, number=attack.number + 1) for attack in reading.attacks)
    claims = tuple(
        replace(
            claim, id=f"x{claim.id[1:]}", attack=2, span=claim.span._replace(end=claim.span.end - 2),
            quote=claim.quote[:-2], what="civilian" if claim.slot == "killed" else claim.what,
        )
        for claim in reading.claims
    )  # fmt: skip
    return replace(reading, attacks=attacks, claims=claims)


def test_a_decision_that_finds_no_place_is_listed(record: Record) -> None:
    reject(record, claim(record, "killed", 2), **ME)
    lines = list(ledger.lines(decisions(record)))
    link(record)
    with open_record(":memory:", create=True) as made:
        with made.transaction():
            ledger.take(made, lines, "decisions.jsonl")
        keep(made, PAGES[0])
        assert [trouble for trouble in examine(made) if "finds no place" in trouble]
        keep(made, PAGES[2])
        assert examine(made) == []
        assert counts(made, "killed") == {3}


def test_a_decision_follows_its_quotation_into_an_edited_page() -> None:
    with open_record(":memory:", create=True) as record:
        keep(record, told("page", A, published="2025-03-12", url="https://example.org/1"))
        reject(record, claim(record, "injured", 12), **ME)
        lines = list(ledger.lines(decisions(record)))
    edited = told(
        "page", A, published="2025-03-12", url="https://example.org/1", text="An update stands before it now."
    )
    with open_record(":memory:", create=True) as record:
        with record.transaction():
            ledger.take(record, lines, "decisions.jsonl")
        keep(record, msgspec.structs.replace(edited))
        assert counts(record, "injured") == set()


def test_every_change_is_a_version(record: Record) -> None:
    incident = next(iter(incidents(record)))
    correct(record, claim(record, "killed", 4), {"count": 5}, **ME)
    link(record)
    told_of = list(history(record, incident.id))
    assert [change.kind for change in told_of] == ["new", "changed"]
    assert (
        "now said: killed 5 person, Dnipro" in told_of[1].sentences
        or "now said: killed 5 person" in told_of[1].sentences
    )
    assert [change.incident_id for change in since(record, "2020-01-01")]
    assert list(since(record, "2999-01-01")) == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE document SET text = text || '!'", "is not the one it was named by"),
        ("UPDATE claim SET quote = 'nobody'", "quotes 'nobody'"),
        ("UPDATE incident_version SET version = version + 1", "of its 2 versions"),
        ("UPDATE incident SET body = '{}'", "not what its newest version says"),
        ("UPDATE report SET settled = 0", "cut short"),
        ("DELETE FROM member", "is in no incident"),
    ],
)
def test_the_doctor_finds(statement: str, words: str) -> None:
    with open_record(":memory:", create=True) as record:
        keep(record, *PAGES)
        record.run(statement)
        assert any(words in trouble for trouble in examine(record)), examine(record)


def test_what_is_no_record_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no record"):
        open_record(tmp_path / "none.db")
    (tmp_path / "text.db").write_text("no database at all, but long enough to be taken for one" * 20)
    with pytest.raises(SaksiError, match="cannot be opened as a record"):
        open_record(tmp_path / "text.db")
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE mine (x)")
    other.commit()
    with pytest.raises(SaksiError, match="something else"):
        open_record(tmp_path / "other.db")
    other.execute("PRAGMA user_version = 99")
    with pytest.raises(SaksiError, match="newer saksi"):
        open_record(tmp_path / "other.db")
    other.close()


def test_a_reader_sees_a_whole_record_while_another_writes(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db", create=True) as writer, open_record(tmp_path / "r.db") as reader:
        keep(writer, PAGES[0])
        with writer.transaction():
            put(writer, PAGES[2])
            assert reader.one("SELECT count(*) FROM documents") == 1
        assert reader.one("SELECT count(*) FROM documents") == 2


def test_search_finds_texts_and_claims(record: Record) -> None:
    assert record.one("SELECT count(*) FROM document_search WHERE document_search MATCH 'launched'") == 1
    assert record.one("SELECT count(*) FROM claim_search WHERE claim_search MATCH 'injured'") == 2
    assert len(list(incidents(record, {"text": "launched"}))) == 1
    with pytest.raises(UsageError, match="cannot search"):
        list(incidents(record, {"text": '"'}))


# The command line.


@pytest.fixture
def db(tmp_path: Path) -> str:
    path = tmp_path / "record.db"
    with open_record(path, create=True) as made:
        keep(made, *PAGES)
    return str(path)


@pytest.mark.parametrize(
    "given",
    [
        ["--since", "2025-05-01"],
        ["--place", "Ode"],
        ["--text", "launched"],
        ["--until", "2025-06-01", "--since", "2025-06-01"],
    ],
)
def test_list_filters(db: str, capsys: pytest.CaptureFixture[str], given: list[str]) -> None:
    assert cli.run(["list", "--db", db, *given]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 and "Odesa" in lines[0]


@pytest.mark.parametrize("words", ["2025-06-01", "Odesa", document("other")[:8]])
def test_show_by_day_place_and_document(db: str, capsys: pytest.CaptureFixture[str], words: str) -> None:
    assert cli.run(["show", words, "--db", db]) == 0
    assert "killed 2 person, Odesa" in (out := capsys.readouterr().out) or "killed 2 person" in out
    assert cli.run(["show", "Atlantis", "--db", db]) == 1


def test_exports_have_the_public_fields(db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["export", "incidents", "--db", db]) == 0
    row = json.loads(capsys.readouterr().out.splitlines()[0])
    assert {"incident_id", "aliases", "earliest", "latest", "time_basis", "attacker", "places", "sources",
            "independent_sources", "source_kinds", "estimates", "checks", "version", "updated"} <= set(row)  # fmt: skip
    assert cli.run(["export", "claims", "--db", db, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    assert tuple(rows[0])[: len(FIELDS)] == FIELDS and len(rows) == 6
    sheet = tmp_path / "claims.xlsx"
    assert cli.run(["export", "claims", "--db", db, "--format", "xlsx", "-o", str(sheet)]) == 0
    from openpyxl import load_workbook

    cells = list(load_workbook(sheet)["claims"].values)
    assert cells[0][: len(FIELDS)] == FIELDS and len(cells) == 7
    assert cli.run(["export", "claims", "--db", db, "--format", "xlsx"]) == 2


def test_a_formula_in_a_text_is_text_in_a_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_record(tmp_path / "r.db", create=True) as made:
        keep(made, told("=cmd", A, published="2025-03-12", publisher="=1+1"))
    assert cli.run(["export", "claims", "--db", str(tmp_path / "r.db"), "--format", "csv"]) == 0
    assert ",'=1+1," in capsys.readouterr().out


def test_decisions_by_command_show_their_effect(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    with open_record(db) as record:
        wrong = claim(record, "killed", 4)
        before = list(contents(record))
    assert (
        cli.run(["correct", wrong[:8], "--count", "5", "--why", "the mayor said five", "--by", "Rahel", "--db", db])
        == 0
    )
    assert "decision 1: correct by Rahel (the mayor said five); 1 incident changed" in capsys.readouterr().out
    assert cli.run(["history", "Dnipro", "--db", db]) == 0
    assert "the mayor said five" in capsys.readouterr().out
    assert cli.run(["changes", "--since", "2020-01-01", "--db", db]) == 0
    assert "correct by Rahel" in capsys.readouterr().out
    assert cli.run(["undo", "1", "--db", db]) == 0
    with open_record(db) as record:
        after = [line for line in contents(record) if not line.startswith(("correct\t", "undo\t"))]
    assert after == before
    assert cli.run(["doctor", "--db", db]) == 0
    assert "sound: 3 documents, 6 claims, 2 incidents" in capsys.readouterr().out
    assert cli.run(["undo", "9", "--db", db]) == 2
    assert cli.run(["changes", "--since", "Monday", "--db", db]) == 2
    assert cli.run(["list", "--db", f"{db}.none"]) == 2


def test_two_reviewers_and_a_running_build_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    more = [told(f"more {n}", {**OTHER, "says": [f"killed {n} person"]}, published="2025-06-02") for n in range(10, 40)]
    generated = [reading for reading, _ in corpus(150, seed=5)]
    read = {reading.page.document.id: reading for reading in (*PAGES, *more, *generated)}
    with open_record(path, create=True) as record:
        keep(record, *PAGES, *more)

    def building() -> None:
        with open_record(path) as record:
            for number, reading in enumerate(generated):
                with record.transaction():
                    put(record, reading)
                if number % 30 == 29:
                    link(record)
            link(record)

    def reviewing(slot: str, numbers: range) -> None:
        with open_record(path) as record:
            for number in numbers:
                correct(record, claim(record, slot, number), {"count": number + 500}, **ME)
                link(record)

    with ThreadPoolExecutor(3) as pool:
        tasks = [
            pool.submit(building),
            pool.submit(reviewing, "killed", range(10, 14)),
            pool.submit(reviewing, "killed", range(20, 24)),
        ]
        for task in tasks:
            task.result()
    with open_record(path) as record:
        link(record)
        assert examine(record) == []
        assert {510, 511, 512, 513, 520, 521, 522, 523} <= counts(record, "killed")
        found = list(contents(record))
    with open_record(tmp_path / "other.db", create=True) as other, open_record(path) as record:
        with other.transaction():
            ledger.take(other, ledger.lines(decisions(record)), "decisions")
            for row in record.rows("SELECT id FROM document ORDER BY id DESC"):
                put(other, read[row["id"]])
        link(other)
        assert list(contents(other)) == found
