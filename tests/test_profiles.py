"""A record in other people's columns, and beside a recorder's own sheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from saksi import cli
from saksi.publish import profiling
from saksi.publish.paragraph import Teller, _names, day_in_words, paragraph
from saksi.publish.profiling import MARKS, PROFILES, VALUES, fields, rows
from saksi.store import Record, grade, grades, incidents, link, open_record, profiled, put, tellers, undo
from told import told

WIRE = {
    "earliest": "2025-03-12", "attacker": "Russia", "places": ["Dnipro"],
    "says": ["killed 6 person by medical", "killed 2 child", "injured at_least 20 person by medical", "means drone"],
}  # fmt: skip
LATER = {**WIRE, "says": ["killed 8 person by rescue_service"]}
VAGUE = {"earliest": "2025-05-01", "attacker": "Russia", "places": ["Odesa"], "says": ["means missile"]}


@pytest.fixture
def db(tmp_path: Path) -> Iterator[str]:
    path = tmp_path / "record.db"
    with open_record(path, create=True) as record:
        with record.transaction():
            put(record, told("wire", WIRE, published="2025-03-12T09:00+02:00", publisher="Wire"))
            put(record, told("later", LATER, published="2025-03-12T18:00+02:00", publisher="Evening"))
            put(record, told("vague", VAGUE, published="2025-05-01"))
        link(record)
    yield str(path)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.run(words) == 0
    return capsys.readouterr().out


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("profile", PROFILES)
def test_every_column_is_marked_and_only_the_unsayable_stay_empty(profile: str) -> None:
    for field in profiling._table(profile)["field"]:
        assert field["mark"] in MARKS
        assert ("value" in field) == (field["mark"] != "unsayable"), field["name"]
        assert field.get("value", "id") in VALUES
        assert field["note"] or field["mark"] == "exact"
    assert [row["field"] for row in fields(profile)] == list(next(rows(profile, facts([WIRE]))))


def facts(attacks: list[dict[str, Any]]) -> list[Any]:
    with open_record(":memory:", create=True) as record:
        with record.transaction():
            for number, attack in enumerate(attacks):
                put(record, told(f"page {number}", attack, published="2025-03-12"))
        link(record)
        return list(profiled(record))


def test_ucdp_has_low_best_high(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    first = table(run(capsys, "export", "--profile", "ucdp", "--db", db))[0]
    assert [first[name] for name in ("low", "best", "high", "deaths_civilians", "deaths_unknown")] == [
        "8", "8", "8", "2", "6",
    ]  # fmt: skip
    assert (first["where_coordinates"], first["where_prec"], first["date_prec"], first["country"]) == (
        "Dnipro", "1", "1", "UA",
    )  # fmt: skip
    assert first["type_of_violence"] == "" and first["number_of_sources"] == "2"


def test_airwars_has_ranges_and_the_grade_of_a_person(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    with open_record(db) as record:
        name = next(incidents(record)).id
        number = grade(record, name, "fair", who="Rahel", why="two origins")
        link(record)
        assert grades(record)[name].about.grade == "fair"
    first = table(run(capsys, "export", "--profile", "airwars", "--db", db))[0]
    assert [first[field] for field in ("casualty_grading", "children_killed_min", "civilian_injuries_min")] == [
        "fair", "2", "20",
    ]  # fmt: skip
    assert first["civilian_injuries_max"] == "" and "killed" in first["summary"]
    exported = json.loads(run(capsys, "export", "--db", db).splitlines()[0])
    assert exported["grade"]["who"] == "Rahel" and exported["grounds"]["independent_sources"] == 2
    with open_record(db) as record:
        undo(record, number, who="Rahel", why="too early")
        link(record)
        assert grades(record) == {}


@pytest.mark.parametrize(
    ("quote", "bound", "expected"),
    [("dozens killed", "dozens", 12), ("puluhan tewas", "dozens", 10), ("десятки загиблих", "dozens", 10),
     ("hundreds killed", "hundreds", 100), ("ratusan tewas", "hundreds", 100)],
)  # fmt: skip
def test_acleds_numbers_for_vague_words_stand_only_in_its_profile(quote: str, bound: str, expected: int) -> None:
    from saksi.evaluate.incidents import written
    from saksi.reconcile import estimates

    says = [{"slot": "killed", "bound": bound}]
    incident, claims, _ = written({"places": ["Kyiv"], "report": [{"name": "page", "says": says}]})
    incident = msgspec.structs.replace(incident, estimates=estimates(incident, claims))
    given = profiling.Facts(incident, (), {}, {claims[0].id: quote}, frozenset(), None)
    assert profiling.fatalities(given) == expected
    assert incident.estimates[0].best is None, "our own record makes no number of a word"


@pytest.mark.parametrize(
    ("earliest", "latest", "day"),
    [("2025-05-11T17:00+03:00", "2025-05-12T00:00+03:00", "2025-05-11"),
     ("2025-05-11T18:00+03:00", "2025-05-12T09:00+03:00", "2025-05-12"), ("2025-05-11", "2025-05-11", "2025-05-11"),
     ("2025-05-12T00:00+03:00", "2025-05-12T00:00+03:00", "2025-05-12"), (None, None, None)],
)  # fmt: skip
def test_an_evening_ends_with_its_own_day_and_a_night_with_its_morning(
    earliest: str | None, latest: str | None, day: str | None
) -> None:
    given = facts([WIRE])[0]
    incident = msgspec.structs.replace(given.incident, earliest=earliest, latest=latest)
    assert profiling.VALUES["date_end"](given._replace(incident=incident)) == day


def test_acled_takes_the_conservative_current_figure(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = table(run(capsys, "export", "--profile", "acled", "--db", db))
    assert (first["fatalities"], first["sub_event_type"]) == ("8", "Air/drone strike")
    assert (second["fatalities"], second["sub_event_type"]) == ("0", "Shelling/artillery/missile attack")
    two = [{**WIRE, "says": ["killed 5 person by local_official"]}, {**WIRE, "says": ["killed 7 person by military"]}]
    assert profiling.fatalities(facts(two)[0]) == 5


def test_the_companion_table_stands_beside_the_file(
    db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ucdp.csv"
    said = run(capsys, "export", "--profile", "ucdp", "--db", db, "-o", str(out))
    companion = table((tmp_path / "ucdp.fields.csv").read_text(encoding="utf-8"))
    assert "ucdp.fields.csv" in said and companion[0] == {
        "field": "id", "mark": "close", "note": "the record's own id; UCDP gives its own",
    }  # fmt: skip
    shown = table(run(capsys, "export", "--profile", "acled", "--fields", "--db", db))
    assert {row["mark"] for row in shown} == set(MARKS)
    run(capsys, "export", "--profile", "ucdp", "--db", db, "-o", str(tmp_path / "u.xlsx"))
    assert (tmp_path / "u.fields.xlsx").stat().st_size > 1000


def test_names_of_sources_that_are_no_offices_can_be_left_out(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    with open_record(db) as record, record.transaction():
        put(record, told("witness", {**WIRE, "says": ["killed 8 person by witness"]}, published="2025-03-13"))
    with open_record(db) as record:
        link(record)
    first = json.loads(run(capsys, "export", "--db", db, "--redact-persons").splitlines()[0])
    named = {(position["kind"], position["credit"]) for position in first["grounds"]["positions"]}
    assert ("witness", "▇▇▇") in named and ("medical", "medical") in named


# The paragraph.


def test_the_paragraph_says_sources_times_and_stages(db: str) -> None:
    with open_record(db) as record:
        incident = next(incidents(record))
        words = paragraph(incident, tellers(record, incident))
    assert words.startswith("Russia attacked Dnipro on 12 March 2025. 8 people were killed (low 8, best 8, high 8)")
    assert "according to rescue_service (Evening, 18:00 on 12 March 2025)" in words
    assert "Among them 2 children. Earlier: 6 according to medical (Wire, 09:00 on 12 March 2025)." in words
    assert "At least 20 people were injured (low 20, best 20, high none)" in words
    assert words.endswith("2 reports; 2 independent sources.")


def test_a_paragraph_of_nothing_says_so() -> None:
    (given,) = facts([{"places": ["Odesa"], "attacker": "Russia", "says": ["killed 0 person", "means drone"]}])
    words = paragraph(given.incident, {name: Teller("the mayor", "Wire", None) for name in given.quotes})
    assert "on a day that no report gives, not after 12 March 2025" in words
    assert "Nobody was killed (low 0, best 0, high 0), according to the mayor (Wire" in words
    assert "No report says how many people were injured." in words


def test_days_in_words() -> None:
    assert day_in_words("2025-07-04T08:00+03:00") == "08:00 on 4 July 2025" and day_in_words("soon") == "soon"


# Beside a sheet.


def test_compare_lists_what_only_one_side_has_and_what_differs(
    db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "own.csv"
    sheet.write_text(
        "Date,Place,Killed,Injured\n12.3.2025,Дніпро,6,20\n2 May 2025,Odesa,1,\n2025-06-01,Kharkiv,3,\n",
        encoding="utf-8",
    )
    said = run(capsys, "compare", db, str(sheet))
    assert "in the sheet and not in the record: 2\n  row 3: 2025-05-02 Odesa, killed 1\n" in said
    assert "in the record and not in the sheet: 1\n" in said and "2025-05-01 Odesa" in said
    assert "killed: the sheet has 6, the record has 8, which it takes for an earlier state" in said
    assert "in both and alike: 0" in said


def test_a_sheets_own_headings_and_separators(db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = tmp_path / "own.csv"
    sheet.write_text("Hari;Di mana;Mati\n2025-03-12;Dnipropetrovsk oblast;8\n", encoding="utf-8-sig")
    said = run(capsys, "compare", db, str(sheet), "--columns", "date=Hari,place=Di mana,killed=Mati")
    assert "in both and alike: 1" in said


def test_a_number_of_a_sheet_that_was_not_compared_is_named(
    db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "own.csv"
    sheet.write_text(
        "date,place,killed,injured\n2025-03-12,Dnipro,about 8,20\n2025-05-01,Odesa,-1,\n", encoding="utf-8"
    )
    said = run(capsys, "compare", db, str(sheet))
    assert said.endswith("not compared: 2\n  row 2: killed 'about 8'\n  row 3: killed '-1'\n")


@pytest.mark.parametrize(
    ("text", "columns", "code", "sentence"),
    [
        ("a,b\n1,2\n", None, 2, "has no column for date and place"),
        ("date,place\nsoon,Kyiv\n", None, 1, "row 2 has the date 'soon', which is none"),
        ("date,place\n2025-02-30,Kyiv\n", None, 1, "row 2 has the date '2025-02-30'"),
        ("date,place\n", "killed=Tot", 2, "names no column"),
    ],
)
def test_a_sheet_that_cannot_be_compared_is_refused_in_one_sentence(
    db: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    text: str,
    columns: str | None,
    code: int,
    sentence: str,
) -> None:
    sheet = tmp_path / "own.csv"
    sheet.write_text(text, encoding="utf-8")
    assert cli.run(["compare", db, str(sheet), *(["--columns", columns] if columns else [])]) == code
    said = capsys.readouterr().err
    assert sentence in said and said.count("\n") == 1


def test_show_is_a_paragraph_first(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = run(capsys, "show", "Dnipro", "--db", db)
    assert said.startswith("Russia attacked Dnipro on 12 March 2025.")
    assert "killed person" in said and "8 / 8 / 8   later count" in said
    assert "grade: none; a person gives it with: saksi grade" in said
    assert run(capsys, "grade", first_id(db), "--grade", "weak", "--why", "one office", "--db", db)
    assert "grade: weak" in run(capsys, "show", "Dnipro", "--db", db)
    assert cli.run(["grade", first_id(db), "--grade", "true", "--why", "x", "--db", db]) == 2


def test_a_change_names_the_rows_that_became_another(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    with open_record(db) as record, record.transaction():
        put(record, told("third", {**WIRE, "says": ["killed 9 person by rescue_service"]}, published="2025-03-14"))
    with open_record(db) as record:
        link(record)
    assert "killed person: 8 became 9" in run(capsys, "history", first_id(db), "--db", db)
    assert cli.run(["list", "--since", "soon", "--db", db]) == 2


def test_a_claim_of_a_record_is_explained_with_its_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, db = tmp_path / "page.txt", str(tmp_path / "r.db")
    page.write_text("KYIV, 4 July 2025 - Five people were killed in Kyiv, police said.\n", encoding="utf-8")
    run(capsys, "build", str(page), "--db", db)
    first = json.loads(run(capsys, "export", "claims", "--db", db).splitlines()[0])
    said = run(capsys, "explain", first["claim_id"], "--db", db)
    assert first["quote"] in said and "in        incident" in said
    killed = next(
        row
        for row in map(json.loads, run(capsys, "export", "claims", "--db", db).splitlines())
        if row["slot"] == "killed"
    )
    run(capsys, "correct", killed["claim_id"], "--count", "6", "--why", "the list names six", "--db", db)
    assert "status    corrected by decision 1" in run(capsys, "explain", killed["claim_id"], "--db", db)
    by_hand = next(
        row
        for row in map(json.loads, run(capsys, "export", "claims", "--db", db).splitlines())
        if row["rule"] == "person"
    )
    assert "rule      person, decision 1" in run(capsys, "explain", by_hand["claim_id"], "--db", db)
    assert cli.run(["explain", "ffffffff", "--db", db]) == 1


def test_estimates_and_checks_are_tables_of_their_own(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    first = table(run(capsys, "export", "estimates", "--db", db, "--format", "csv"))[0]
    assert [first[name] for name in ("slot", "what", "low", "best", "high", "reason")] == [
        "killed", "person", "8", "8", "8", "later_count",
    ]  # fmt: skip
    assert run(capsys, "export", "checks", "--db", db) == ""


def test_an_undated_row_of_a_sheet_stays_a_row(db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = tmp_path / "own.csv"
    sheet.write_text(f"id,date,place,killed\n{first_id(db)},,,8\nx,,Lviv,2\n", encoding="utf-8")
    said = run(capsys, "compare", db, str(sheet))
    assert "in both and alike: 1" in said and "row 3: undated Lviv, killed 2" in said


def exported(capsys: pytest.CaptureFixture[str], db: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(capsys, "export", "claims", "--db", db).splitlines()]


def first_id(db: str) -> str:
    with open_record(db) as record:
        return str(_first(record))


def _first(record: Record) -> str:
    return next(incidents(record)).id


def test_a_profile_without_persons_names_no_private_source(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    with open_record(db) as record, record.transaction():
        put(record, told("witness", {**WIRE, "says": ["killed 9 person by witness"]}, published="2025-03-14"))
    with open_record(db) as record:
        link(record)
    shown = run(capsys, "export", "--profile", "airwars", "--db", db)
    hidden = run(capsys, "export", "--profile", "airwars", "--db", db, "--redact-persons")
    assert "witness (" in shown
    assert "witness (" not in hidden and "medical" in hidden


def test_a_paragraph_names_a_source_of_another_language_by_its_kind_and_its_own_words() -> None:
    """An English name of one kind makes a second one in another language needless."""
    english = Teller("the mayor", "Wire", None, "local_official", "en")
    other = Teller("міський голова", "Стрічка", None, "local_official", "uk")
    rescue = Teller("ДСНС", "Стрічка", None, "rescue_service", "uk")
    assert _names([other, english, rescue]) == ["the mayor", "a rescue service (“ДСНС”)"]
    assert _names([other]) == ["a local official (“міський голова”)"]
    assert _names([Teller("Reuters", "Kabar", None, "media", "id")]) == ["Reuters"]
