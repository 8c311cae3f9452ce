"""References: read as published, held against incidents, and a day for a report whose numbers one night alone has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from saksi import cli
from saksi.errors import InputError
from saksi.model import Check, Incident, Side
from saksi.store import Record, examine, found, link, open_record, put, take_reference
from saksi.verify import read_alerts, read_tallies
from saksi.verify.alerts import names
from saksi.verify.clock import iso, local, utc
from saksi.verify.tallies import Tallies, kind_of
from saksi.verify.verdicts import said, verdict
from told import told

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
HEAD = "time_start,time_end,model,target,launched,destroyed,not_reach_goal,source"
NIGHTS = f"""{HEAD}
2024-11-01 19:00,2024-11-02 08:00,Shahed-136/131,Ukraine,90.0,50.0,20.0,kpszsu/posts/a
2024-11-09 19:00,2024-11-10 08:00,Shahed-136/131,Ukraine,152.0,70.0,60.0,kpszsu/posts/b
2024-11-10 03:00,2024-11-10 06:00,Kalibr,Ukraine,9.0,7.0,,kpszsu/posts/b
2024-11-10 03:00,2024-11-10 06:00,Iskander-M,Ukraine,4.0,1.0,,kpszsu/posts/b
2024-11-10,2024-11-10,Unknown UAV,south,31.0,30.0,,PvKPivden/posts/c
2024-11-20 20:00,2024-11-21 07:30,Shahed-136/131,Ukraine,152.0,80.0,40.0,kpszsu/posts/d
2024-11-20 20:00,2024-11-21 07:30,X-101/X-555,Ukraine,21.0,20.0,,kpszsu/posts/d
2024-12-05 20:00,2024-12-06 6:30,Shahed-136/131,Ukraine,201.0,,,kpszsu/posts/e
2024-12-05 20:00,2024-12-06 06:30,ZALA,Ukraine,3.0,3.0,,kpszsu/posts/e
2024-12-25 20:00,2024-12-26 06:30,Shahed-136/131,Ukraine,90.0,60.0,,kpszsu/posts/e
"""
ALERTS = """region,started_at,finished_at
Kyiv City,2024-11-09 20:10:00+00:00,2024-11-10 04:05:00+00:00
Kyiv City,2024-11-10 04:20:00+00:00,2024-11-10 05:00:00+00:00
Odeska oblast,2024-10-27 00:50:00+00:00,2024-10-27 01:10:00+00:00
"""


def written(tmp_path: Path, text: str, name: str = "t.csv") -> str:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / name)


@pytest.fixture
def tallies(tmp_path: Path) -> Tallies:
    return read_tallies(written(tmp_path, NIGHTS, "launches.csv"))


def test_rows_of_one_post_are_one_attack_and_regional_rows_repeat(tallies: Tallies) -> None:
    night = next(s for s in tallies.national() if s.source.endswith("/b"))
    assert (iso(night.first), iso(night.last)) == ("2024-11-09T19:00+02:00", "2024-11-10T08:00+02:00")
    assert [night.count(kind) for kind in ("drone", "missile", "ballistic_missile", "cruise_missile", "mixed")] == [
        152, 13, 4, 9, 165,
    ]  # fmt: skip
    assert (night.count("drone", "shot_down"), night.count("drone", "lost"), night.rows) == (70, 60, (3, 4, 5))
    assert sum(not s.national for s in tallies.strikes) == 1
    far = [s for s in tallies.national() if s.source.endswith("/e")]
    assert [s.count("drone") for s in far] == [201, 90], "one post against rows of two nights"
    assert (tallies.source.rows, tallies.source.first, tallies.source.last) == (10, "2024-11-01", "2024-12-26")


def test_models_by_kind() -> None:
    assert kind_of("X-101/X-555 and Kalibr and Iskander-M/KN-23") == "missile"
    assert kind_of("Orlan-10 and ZALA") == "reconnaissance" and kind_of("Something new") is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a,b\n1,2\n", "it has no column time_start, time_end, model, launched, destroyed, source"),
        (f"{HEAD}\n", "has no rows; give the launch tally as it is published"),
        (f"{HEAD}\n2024-13-01,2024-12-01,Kalibr,,1,1,,kpszsu/a\n", "row 2 has time_start '2024-13-01'"),
        (f"{HEAD}\n2024-12-03,2024-12-01,Kalibr,,1,1,,kpszsu/a\n", "row 2 ends before it begins"),
        (f"{HEAD}\n2024-12-01,2024-12-01,Kalibr,,many,1,,kpszsu/a\n", "row 2 has launched 'many'"),
    ],
)
def test_a_broken_tally_is_refused_in_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(InputError) as error:
        read_tallies(written(tmp_path, text))
    assert sentence in str(error.value) and "\n" not in str(error.value)


def test_a_slip_in_a_long_file_is_left_out_and_told(tmp_path: Path) -> None:
    rows = "".join(f"2024-01-01,2024-01-01,Kalibr,Ukraine,1,1,,kpszsu/{n}\n" for n in range(200))
    read = read_tallies(written(tmp_path, f"{HEAD}\n{rows}2024-01-02,2023-01-02,Kalibr,Ukraine,1,1,,kpszsu/x\n"))
    assert read.source.rows == 200 and read.source.left_out == ("row 202 ends before it begins",)


def test_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00")
    for path in (str(tmp_path / "none.csv"), str(tmp_path / "bytes.csv"), str(tmp_path)):
        with pytest.raises(InputError):
            read_tallies(path)
    with pytest.raises(InputError, match="no alert of a region"):
        read_alerts(written(tmp_path, "region,started_at,finished_at\nMars,2024-01-01,2024-01-02\n"))
    with pytest.raises(InputError, match="names no region"):
        read_alerts(written(tmp_path, "x,started_at,finished_at\n1,2024-01-01,2024-01-02\n"))


def test_alerts_are_utc_and_the_clock_may_go_back(tmp_path: Path) -> None:
    alerts = read_alerts(written(tmp_path, ALERTS))
    kyiv = alerts.regions["Kyiv"]
    assert [iso(alert.first)[11:16] for alert in kyiv] == ["22:10", "06:20"]
    (odesa,) = alerts.regions["Odesa oblast"]
    assert odesa.last - odesa.first == 20, "03:50 summer time to 03:10 winter time"


def test_raw_alerts_of_parts_are_told_as_parts(tmp_path: Path) -> None:
    head = "oblast,raion,hromada,level,started_at,finished_at,source\n"
    part = "Sumska oblast,Shostkynskyi raion,,raion,2024-11-10 01:00:00+00:00,2024-11-10 02:00:00+00:00,official\n"
    whole = "Sumska oblast,,,oblast,2024-11-10 05:00:00+00:00,2024-11-10 06:00:00+00:00,official\n"
    alerts = read_alerts(written(tmp_path, head + part + whole))
    assert [alert.whole for alert in alerts.regions["Sumy oblast"]] == [False, True]


def side(value: int | None, low: int | None, high: int | None) -> Side:
    return Side(value=value, low=low, high=high, as_of=None, standing="best", reason=None, claim_ids=(),
                independent_sources=1)  # fmt: skip


@pytest.mark.parametrize(
    ("reported", "reference", "expected", "words"),
    [
        (side(539, 539, 539), 539, "agrees", "539"),
        (side(500, 500, 500), 539, "near", "500"),
        (side(400, 400, 400), 539, "differs", "400"),
        (side(70, 70, None), 75, "agrees", "at least 70"),
        (side(90, 90, None), 75, "differs", "at least 90"),
        (side(12, None, None), 11, "near", "about 12"),
        (side(12, None, None), 30, "differs", "about 12"),
        (side(None, 200, 999), 539, "agrees", "200 to 999"),
        (side(None, 20, 99), 539, "differs", "20 to 99"),
    ],
)
def test_verdicts(reported: Side, reference: int, expected: str, words: str) -> None:
    assert (verdict(reported, reference), said(reported)) == (expected, words)


def test_regions_are_places_of_the_gazetteer() -> None:
    from labelled import find_place

    unknown = [name for name in names().values() if (place := find_place(name)) is None or place.name != name]
    assert unknown == []


# Through the record.

UNDATED = {"attacker": "Russia", "places": ["Kyiv"]}


def built(tmp_path: Path, *pages: Any, alerts: bool = False) -> Record:
    record = open_record(":memory:", create=True)
    with record.transaction():
        take_reference(record, "tallies", read_tallies(written(tmp_path, NIGHTS, "launches.csv")))
        if alerts:
            take_reference(record, "alerts", read_alerts(written(tmp_path, ALERTS, "alerts.csv")))
        for page in pages:
            put(record, page)
    link(record)
    return record


def only(record: Record, name: str = "Kyiv") -> Incident:
    (incident,) = found(record, name)
    return incident


def check(incident: Incident, slot: str, what: str | None = None) -> Check:
    return next(c for c in incident.checks if c.slot == slot and (what is None or c.what == what))


def test_a_day_from_the_reference_when_exactly_one_night_fits(tmp_path: Path) -> None:
    page = told("one", {**UNDATED, "says": ["launched 152 drone", "launched at_least 13 missile"]})
    record = built(tmp_path, page)
    incident = only(record)
    assert (incident.earliest, incident.latest, incident.time_basis) == ("2024-11-10", "2024-11-10", "by_reference")
    rows = record.rows("SELECT DISTINCT attack_earliest, attack_time_basis FROM claims")
    assert [tuple(row) for row in rows] == [("2024-11-10", "by_reference")]
    assert check(incident, "launched", "drone").verdict == "agrees" and check(incident, "launched", "missile").rows == (
        3,
        4,
        5,
    )
    assert link(record) == 0 and examine(record) == []


@pytest.mark.parametrize(
    "attack",
    [
        {"says": ["launched 152 drone"]},  # two nights
        {"says": ["launched 90 drone"]},  # a number that comes again and again
        {"says": ["launched 152 drone", "launched 14 missile"]},  # no night
        {"says": ["launched about 152 drone", "launched 13 missile"]},  # one firm number only
        {"says": ["launched 152 drone", "launched 13 missile"], "attacker": "Ukraine"},
        {"says": ["launched 152 drone", "launched 13 missile"], "places": ["Belgorod oblast"]},
    ],
)
def test_no_day_when_two_nights_fit_or_none(tmp_path: Path, attack: dict[str, Any]) -> None:
    record = built(tmp_path, told("one", {**UNDATED, **attack}))
    assert [row["earliest"] for row in record.rows("SELECT earliest FROM incidents")] == [None]


def test_no_day_after_publication(tmp_path: Path) -> None:
    says = ["launched 152 drone", "launched 13 missile"]
    record = built(tmp_path, told("one", {**UNDATED, "says": says}, published="2024-10-30"))
    assert record.one("SELECT earliest FROM incidents") is None


def test_another_tally_takes_the_day_back(tmp_path: Path) -> None:
    record = built(tmp_path, told("one", {**UNDATED, "says": ["launched 152 drone", "launched 13 missile"]}))
    shorter = NIGHTS.replace("152.0,70.0", "151.0,70.0")
    with record.transaction():
        assert take_reference(record, "tallies", read_tallies(written(tmp_path, shorter, "other.csv")))
        assert not take_reference(record, "tallies", read_tallies(written(tmp_path, shorter, "other.csv")))
    assert link(record) > 0
    assert only(record).time_basis in ("unknown", "not_after_published") and examine(record) == []


def test_reports_of_one_night_join_by_the_day_from_the_reference(tmp_path: Path) -> None:
    says = ["launched 152 drone", "launched 13 missile"]
    stated = told("two", {**UNDATED, "earliest": "2024-11-10", "says": ["launched 152 drone", "killed 3 person"]})
    record = built(tmp_path, told("one", {**UNDATED, "says": says}), stated)
    incident = only(record)
    assert len(incident.reports) == 2 and incident.time_basis == "stated"


def test_a_day_that_the_tally_contradicts_is_flagged(tmp_path: Path) -> None:
    page = {**UNDATED, "earliest": "2024-11-02", "says": ["launched 152 drone", "launched 13 missile"]}
    incident = only(built(tmp_path, told("one", page, published="2024-11-03")))
    assert "date_contradicted" in incident.flags and incident.earliest == "2024-11-02", "the report keeps its day"
    when = check(incident, "when")
    assert (when.reported, when.reference_value, when.verdict) == ("2024-11-02", "2024-11-10", "differs")


def test_a_citys_number_is_no_countrys(tmp_path: Path) -> None:
    page = {**UNDATED, "earliest": "2024-11-10", "says": ["launched 20 drone"]}
    made = check(only(built(tmp_path, told("one", page))), "launched")
    assert (made.verdict, made.reference_value) == ("no_reference", "152")
    page = {**UNDATED, "earliest": "2024-11-10", "says": ["launched 300 drone"]}
    assert check(only(built(tmp_path, told("one", page))), "launched").verdict == "differs"


def test_no_attack_in_these_hours_is_no_reference(tmp_path: Path) -> None:
    page = {**UNDATED, "earliest": "2023-01-01", "says": ["launched 20 drone"]}
    made = check(only(built(tmp_path, told("one", page))), "launched")
    assert made.verdict == "no_reference" and "2024-11-01 to 2024-12-26" in made.note


@pytest.mark.parametrize(
    ("words", "day", "verdict"),
    [
        ("largest drone attack of the war", "2024-11-10", "agrees"),
        ("largest missile attack of the war", "2024-11-21", "agrees"),
        ("record number of drones", "2024-11-21", "agrees"),
        ("largest drone attack of the war", "2024-12-26", "differs"),
        ("one of the largest drone attacks", "2024-12-26", "agrees"),
        ("largest drone attack this week", "2024-12-26", "agrees"),
        ("deadliest attack of the year", "2024-11-10", "no_reference"),
        ("record of 13 missiles and 152 drones", "2024-11-21", "agrees"),
        ("largest missile attack since 2022", "2024-11-21", "agrees"),
        ("another record drone attack a week ago", "2024-11-10", "no_reference"),
    ],
)
def test_superlatives_up_to_that_day(tmp_path: Path, words: str, day: str, verdict: str) -> None:
    page = told("one", {**UNDATED, "earliest": day, "says": [f"record {words}"]})
    assert check(only(built(tmp_path, page)), "record").verdict == verdict


def test_the_alert_stands_beside_what_is_told(tmp_path: Path) -> None:
    says = ["launched 152 drone", "alert_started at night"]
    page = told("one", {**UNDATED, "earliest": "2024-11-10", "says": says})
    incident = only(built(tmp_path, page, alerts=True))
    start, end = check(incident, "alert_started"), check(incident, "alert_ended")
    assert start.place == "Kyiv" and start.reported == "alert_started at night" and start.verdict is None
    assert start.reference_value == "2024-11-09T22:10+02:00" and end.reported is None
    assert end.reference_value == "2024-11-10T07:00+02:00" and "with a break of 15 min" in end.note
    assert {e.slot for e in incident.estimates} == {"killed", "injured", "launched"}, "no estimate takes it in"


def test_build_takes_references_once_and_the_views_show_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, db = tmp_path / "page.txt", str(tmp_path / "r.db")
    page.write_text("Russia launched 152 drones and 13 missiles at Kyiv, the air force said.\n", encoding="utf-8")
    launches, sirens = written(tmp_path, NIGHTS, "launches.csv"), written(tmp_path, ALERTS, "alerts.csv")
    given = ["--tallies", launches, "--alerts", sirens]
    assert cli.run(["build", str(page), "--db", db, *given]) == 0
    assert "reference launches.csv: 10 rows from 2024-11-01 to 2024-12-26" in capsys.readouterr().out
    assert cli.run(["build", str(page), "--db", db, *given]) == 0
    assert "nothing changed" in (out := capsys.readouterr().out) and "reference launches" not in out
    with open_record(db) as record:
        rows = record.rows("SELECT name, first_day FROM reference_data ORDER BY kind")
        assert [tuple(row) for row in rows] == [("alerts.csv", "2024-10-27"), ("launches.csv", "2024-11-01")]
        assert record.one("SELECT count(*) FROM checks WHERE verdict = 'agrees'") == 2
    assert cli.run(["doctor", "--db", db]) == 0
    assert "held against launches.csv: 10 rows, 2024-11-01 to 2024-12-26, sha256 " in capsys.readouterr().out
    assert cli.run(["build", str(page), "--db", db, "--tallies", str(page)]) == 1
    assert "is not the launch tally" in capsys.readouterr().err


def test_clocks() -> None:
    assert iso(local("2025-07-04 3:05")) == "2025-07-04T03:05+03:00" and iso(utc("2025-01-01 00:00:00")) == (
        "2025-01-01T02:00+02:00"
    )


@pytest.mark.skipif(not (SHARED / "data").is_dir(), reason="the published references are not beside the project")
def test_the_references_as_published() -> None:
    tallies = read_tallies(str(SHARED / "data" / "missile_attacks_daily.csv"))
    assert tallies.unknown == () and tallies.source.left_out == ()
    by_end = {iso(strike.last): strike for strike in tallies.national()}
    april, july = by_end["2025-04-24T06:30+03:00"], by_end["2025-07-04T06:00+03:00"]
    assert (april.count("missile"), april.count("drone")) == (70, 145)
    assert (july.count("missile"), july.count("drone")) == (11, 539)
    alerts = read_alerts(str(SHARED / "data" / "air_alerts_2025_oblast.csv"))
    night = [alert for alert in alerts.regions["Kyiv"] if iso(alert.first).startswith("2025-04-24T00:36")]
    assert [iso(alert.last)[:16] for alert in night] == ["2025-04-24T06:33"]
    raw = read_alerts(str(SHARED / "data" / "air_alerts_official_raw_sample.csv"))
    assert any(not alert.whole for own in raw.regions.values() for alert in own)
