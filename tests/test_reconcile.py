"""Estimates: by written rules, against a person's, and robust against repetition."""

from __future__ import annotations

import io
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saksi.evaluate import incidents as told_by_person
from saksi.evaluate.incidents import judge, made_of, written
from saksi.model import Estimate, Incident, Quantity
from saksi.reconcile import estimates, grounds
from saksi.reconcile.figures import worth
from saksi.reconcile.moments import period
from saksi.slots import BOUNDS, GROUPS, HARM
from saksi.store import found, link, open_record, put
from told import told

INCIDENTS = Path(__file__).parent / "incidents"
FILES = sorted(INCIDENTS.glob("*.toml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_estimates_are_a_persons(file: Path) -> None:
    rows = judge(file)
    assert rows and {row.row: row.differs for row in rows if row.differs} == {}


def test_ten_incidents_and_the_command_that_shows_the_difference(tmp_path: Path) -> None:
    assert len(FILES) == 10
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(FILES[0].read_text(encoding="utf-8").replace("best = 9", "best = 8"), encoding="utf-8")
    shown = io.StringIO()
    assert told_by_person([str(wrong)], shown) == 1
    assert "killed person: best 9, the person has 8" in shown.getvalue()


def row(says: list[dict[str, Any]] | dict[str, list[dict[str, Any]]], slot: str = "killed", what: str = "person",
        place: str | None = None, how: str | None = None, places: tuple[str, ...] = ("Kyiv",)) -> Estimate:  # fmt: skip
    """The row that these reports make; a report's name may end in @ and its time of publication."""
    reports = says if isinstance(says, dict) else {"page": says}
    made = made_of({"places": places, "report": [_report(name, own) for name, own in reports.items()]})
    return next(e for e in made if (e.slot, e.what, e.place, e.how) == (slot, what, place, how))


def _report(name: str, says: list[dict[str, Any]]) -> dict[str, Any]:
    name, _, published = name.partition("@")
    return {"name": name, "says": says, **({"published": published} if published else {})}


def killed(count: int, bound: str = "exact", **more: Any) -> dict[str, Any]:
    return {"slot": "killed", "count": count, "bound": bound, **more}


RESCUE = {"by": "rescue_service", "name": "the rescue service"}
MAYOR = {"by": "local_official", "name": "the mayor"}


def bounds(estimate: Estimate) -> tuple[int | None, int | None, int | None, str | None]:
    return estimate.low, estimate.best, estimate.high, estimate.reason


def test_a_lower_bound_alone_has_no_high() -> None:
    assert bounds(row([killed(12, "at_least")])) == (12, 12, None, None)


def test_a_page_that_gives_a_stage_and_its_own_total_gives_a_sequence() -> None:
    page = [killed(12, "at_least"), killed(10, **RESCUE)]
    assert bounds(row(page)) == (12, 12, None, "later_count")
    stages = [(side.value, side.standing) for side in row(page).sides]
    assert stages == [(12, "best"), (10, "superseded")]


def test_two_named_sources_on_one_page_are_a_dispute() -> None:
    assert bounds(row([killed(5, **MAYOR), killed(8, **RESCUE)])) == (5, 8, 8, "different_source")


def test_two_services_of_one_count_are_no_dispute() -> None:
    page = [killed(32, **RESCUE), killed(35, by="rescue_service", name="the emergency ministry")]
    assert bounds(row(page)) == (35, 35, 35, "later_count")


def test_an_unsaid_time_makes_no_sequence_of_strangers() -> None:
    pages = {"one": [killed(5, **MAYOR)], "two": [killed(8, by="military", name="the army")]}
    assert bounds(row(pages)) == (5, 5, 8, "different_source")


def test_a_page_without_a_time_replaces_nothing_alone() -> None:
    pages = {"one@2025-03-01T10:00+02:00": [killed(23, **MAYOR)], "two": [killed(26, **MAYOR)]}
    assert bounds(row(pages)) == (23, 23, 26, "different_source")
    assert bounds(row({**pages, "three": [killed(26, **RESCUE)]})) == (26, 26, 26, "later_count")


def test_a_correction_downward_by_the_same_source_replaces() -> None:
    pages = {"one@2025-03-01T10:00+02:00": [killed(53, **RESCUE)], "two@2025-03-03T10:00+02:00": [killed(51, **RESCUE)]}
    assert bounds(row(pages)) == (51, 51, 51, "later_count")


def test_a_smaller_number_of_another_source_later_is_no_correction() -> None:
    pages = {"one@2025-03-01T10:00+02:00": [killed(9, **RESCUE)], "two@2025-03-02T10:00+02:00": [killed(7, **MAYOR)]}
    assert bounds(row(pages)) == (7, 9, 9, "different_source")


def test_a_later_number_of_a_source_further_away_is_a_dispute() -> None:
    early = {"one@2025-03-01T10:00+02:00": [killed(9, **RESCUE)]}
    for later in ({}, {"by": "government", "name": "officials"}, {"by": "media", "name": "a channel"}):
        pages = {**early, "two@2025-03-01T15:00+02:00": [killed(12, **later)]}
        assert bounds(row(pages)) == (9, 9, 12, "different_source")
    far = {"one@2025-03-01T10:00+02:00": [killed(9, by="government", name="a ministry")]}
    assert bounds(row({**far, "two@2025-03-01T15:00+02:00": [killed(12, **RESCUE)]})) == (12, 12, 12, "later_count")


def test_a_bare_name_is_of_the_office_that_the_page_gives_it_elsewhere() -> None:
    early = {"one@2025-03-01T20:00+02:00": [killed(10, by="police", name="the prosecutor")]}
    named = {**killed(1, by="local_official", name="acting mayor Artem Kobzar"), "slot": "missing"}
    bare = killed(68, by="other", name="Kobzaria")
    assert bounds(row({**early, "two@2025-03-02T06:00+02:00": [bare, named]})) == (68, 68, 68, "later_count")
    assert row({**early, "two@2025-03-02T06:00+02:00": [bare]}).best == 10


def test_a_leap_needs_a_second_witness_or_a_night_and_an_office() -> None:
    early = {"one@2025-03-01T10:00+02:00": [killed(3, **MAYOR)]}
    late = [killed(40, **RESCUE)]
    assert bounds(row({**early, "two@2025-03-01T15:00+02:00": late})) == (3, 3, 40, "different_source")
    alone = row({**early, "two@2025-03-01T15:00+02:00": [killed(40, by="media", name="a channel")]})
    assert bounds(alone) == (3, 3, 40, "different_source")
    two = {"two@2025-03-01T15:00+02:00": late, "three@2025-03-01T16:00+02:00": late}
    assert bounds(row({**early, **two})) == (40, 40, 40, "later_count")
    assert bounds(row({**early, "two@2025-03-01T18:30+02:00": late})) == (40, 40, 40, "later_count")


def test_parts_of_a_total_are_no_total() -> None:
    page = [killed(12), killed(3, flags=["part_of_total"]), killed(4, what="child", flags=["part_of_total"])]
    assert bounds(row(page)) == (12, 12, 12, "different_scope")
    assert bounds(row(page, what="child")) == (4, 4, 4, None)


def test_a_further_death_beside_a_total_is_no_total() -> None:
    page = [killed(18, **MAYOR), killed(1, by="medical", name="the hospital")]
    assert bounds(row(page)) == (18, 18, 18, "different_scope")


def test_a_leap_within_one_page_is_no_stage() -> None:
    pages = {"page": [killed(12, **RESCUE), killed(31, "at_least")], "other": [killed(12, **RESCUE)]}
    assert bounds(row(pages)) == (12, 12, None, "unexplained"), "an older attack's toll, read as this one's"


def test_groups_in_two_clauses_are_never_added() -> None:
    apart = [killed(2, what="man"), killed(3, what="woman", after=". Later, "), killed(1, what="child", after=". ")]
    estimate = row(apart)
    assert (estimate.low, estimate.best, estimate.high, estimate.rule) == (3, 3, None, "greatest_group")
    crossing = [killed(2, what="civilian"), killed(3, what="woman", after=" and ")]
    assert row(crossing).best == 3


def test_a_site_has_its_own_row_and_bounds_the_whole() -> None:
    page = [killed(4, place="Kharkiv"), killed(2, place="Odesa", after=" and ")]
    places = ("Kharkiv", "Odesa")
    whole = row(page, places=places)
    assert (whole.low, whole.best, whole.high, whole.rule) == (4, 4, None, "greatest_site")
    assert bounds(row(page, place="Odesa", places=places)) == (2, 2, 2, None)
    only = row([killed(4, place="Kharkiv")], places=places)
    assert bounds(only) == (4, 4, 4, None), "no report tells of dead elsewhere"


def test_shot_down_jammed_and_lost_are_three_rows() -> None:
    says = [{"slot": "intercepted", "what": "drone", "count": count, "how": how}
            for count, how in ((64, "shot_down"), (12, "jammed"), (56, "lost"))]  # fmt: skip
    assert [row(says, "intercepted", "drone", how=how).best for how in ("shot_down", "jammed", "lost")] == [64, 12, 56]
    made = made_of({"places": ["Kyiv"], "report": [{"name": "page", "says": says}]})
    assert 132 not in {e.best for e in made}


def test_a_weapon_in_the_singular_bounds_and_does_not_dispute() -> None:
    says = [{"slot": "launched", "what": "missile", "count": 70}, {"slot": "launched", "what": "missile", "count": 1}]
    told_as = {"places": ["Kyiv"], "report": [{"name": "page", "says": says}]}
    incident, claims, _ = written(told_as)
    claims[1] = msgspec.structs.replace(claims[1], quote="a missile")
    made = {(e.slot, e.what): e for e in estimates(incident, claims)}
    assert bounds(made["launched", "missile"]) == (70, 70, 70, None)


def test_a_lower_bound_of_weapons_is_not_best_beside_what_it_agrees_with() -> None:
    def launched(count: int, bound: str = "exact") -> list[dict[str, Any]]:
        return [{"slot": "launched", "what": "missile", "count": count, "bound": bound}]

    many = {f"page {number}": launched(1, "at_least") for number in range(3)}
    assert bounds(row({**many, "other": launched(2)}, "launched", "missile")) == (2, 2, 2, None)
    leap = row({**many, "other": launched(400)}, "launched", "missile")
    assert (leap.best, leap.high) == (1, 400)


def test_several_numbers_of_one_kind_in_one_page_are_parts() -> None:
    says = [{"slot": "launched", "what": "cruise_missile", "count": count} for count in (37, 12, 6)]
    assert bounds(row(says, "launched", "cruise_missile")) == (37, 37, None, "different_scope")
    pages = {"models": says, "total": [{"slot": "launched", "what": "cruise_missile", "count": 55}]}
    assert row(pages, "launched", "cruise_missile").high == 55


def test_a_copy_that_keeps_its_origins_number_and_adds_one_is_not_altered() -> None:
    reports = [
        {"name": "origin", "published": "2025-03-01T08:00+02:00", "says": [killed(9, **RESCUE)]},
        {
            "name": "copy",
            "of": "origin",
            "published": "2025-03-01T18:00+02:00",
            "says": [killed(9), killed(11, **RESCUE)],
        },
    ]
    made = made_of({"places": ["Kyiv"], "report": reports})
    assert bounds(made[0]) == (11, 11, 11, "later_count")


def test_killed_and_injured_always_have_a_row_of_persons() -> None:
    made = made_of({"places": ["Kyiv"], "report": [{"name": "page", "says": []}]})
    assert [(e.slot, e.what, e.best, e.rule) for e in made] == [
        ("killed", "person", None, "nothing_said"), ("injured", "person", None, "nothing_said"),
    ]  # fmt: skip


def test_words_without_a_number_stay_words() -> None:
    assert bounds(row([{"slot": "killed", "bound": "dozens"}])) == (20, None, 99, None)
    assert bounds(row([killed(12, "about")])) == (None, 12, None, None)
    assert bounds(row([killed(30, "fewer_than")]))[:3] == (None, None, 29)
    assert worth(Quantity(None, "range", 3, 5)) == 3


def test_times_in_order() -> None:
    first, later = period("2025-03"), period("2025-04-01T00:00+00:00")
    assert first is not None and later is not None and first.before(later)
    assert period("no time") is None and period("2025-02-31") is None and period("0000") is None


SAYING = st.fixed_dictionaries(
    {
        "slot": st.sampled_from(("killed", "injured", "launched", "intercepted")),
        "count": st.one_of(st.none(), st.integers(0, 2000)),
        "bound": st.sampled_from(BOUNDS),
        "what": st.sampled_from(GROUPS[:4]),
        "flags": st.sampled_from(([], ["part_of_total"], ["superseded"], ["implausible"], ["machine_translated"])),
    },
    optional={"place": st.sampled_from(("Kyiv", "Kharkiv", "Odesa", "Ukraine")),
              "by": st.sampled_from(("military", "police", "media")), "how": st.sampled_from(("shot_down", "lost"))},
)  # fmt: skip
REPORTS = st.lists(
    st.tuples(st.lists(SAYING, max_size=4), st.sampled_from((None, "2025-01-02", "2025-01-03T10:00+02:00"))), max_size=5
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(REPORTS, st.randoms(use_true_random=False))
def test_every_estimate_keeps_every_claim_in_any_order(reports: list[Any], random: Any) -> None:
    given_reports = [
        {"name": f"page {number}", "says": says, **({"published": published} if published else {})}
        for number, (says, published) in enumerate(reports)
    ]
    incident, claims, texts = written({"places": ["Kyiv", "Kharkiv"], "report": given_reports})
    made = estimates(incident, claims, lambda left, right: texts[left.document_id][left.span.end : right.span.start])
    assert {name for e in made for name in e.claim_ids} == {claim.id for claim in claims}
    for e in made:
        assert {name for side in e.sides for name in side.claim_ids} == set(e.claim_ids)
        if e.best is not None and e.low is not None:
            assert e.low <= e.best
        if e.best is not None and e.high is not None:
            assert e.best <= e.high
        if e.slot in HARM:
            assert e.how is None
    shuffled = random.sample(claims, len(claims))
    assert made == estimates(
        incident, shuffled, lambda left, right: texts[left.document_id][left.span.end : right.span.start]
    )


# Through the record: repetition moves nothing.

TRUE = {"earliest": "2025-03-12", "attacker": "Russia", "places": ["Dnipro"],
        "says": ["killed 6 person by medical", "injured 20 person by medical"]}  # fmt: skip
FALSE = {**TRUE, "says": ["killed 60 person", "injured 20 person"]}
STORY = (
    "Rescue teams went on searching the ruins of the clinic in the south of the city until late at night, and the "
    "street stayed closed to traffic while neighbours brought blankets, water and bread to those who waited."
)


def poisoned(addresses: int) -> Incident:
    with open_record(":memory:", create=True) as record:
        with record.transaction():
            put(record, told("reporter", TRUE, published="2025-03-12T09:00+02:00"))
            for number in range(addresses):
                page = {"text": STORY, "url": f"https://site{number}.example/a", "published": "2025-03-12T15:00+02:00"}
                put(record, told(f"page {number}", FALSE, **page))
        link(record)
        incidents = found(record, "Dnipro")
    assert len(incidents) == 1
    return incidents[0]


def test_one_false_figure_under_a_hundred_addresses_does_not_move_the_best() -> None:
    incident = poisoned(100)
    assert incident.independent_sources == 2
    killed_row = next(e for e in incident.estimates if (e.slot, e.what) == ("killed", "person"))
    assert bounds(killed_row) == (6, 6, 60, "different_source")
    assert [side.independent_sources for side in killed_row.sides] == [1, 1]
    assert killed_row.best == next(e for e in poisoned(1).estimates if e.slot == "killed").best


def test_a_false_figure_on_a_borrowed_word_does_not_move_the_best() -> None:
    true = {"reporter@2025-03-12T09:00+02:00": [killed(6, by="medical", name="the chief doctor")]}
    false = [killed(60, **RESCUE)]
    assert row({**true, "page@2025-03-12T15:00+02:00": false}).best == 6
    assert row({**true, "page": [killed(1)]}).best == 6


def test_an_altered_copy_is_shown_and_counts_for_nothing() -> None:
    facts = ["killed 6 person by medical", "injured 20 person by medical", "launched 31 drone", "intercepted 12 drone",
             "missing 3 person", "trapped 2 person", "hospitalised 11 person", "rescued 9 person"]  # fmt: skip
    origin = {**TRUE, "says": facts}
    changed = {**TRUE, "says": ["killed 16 person by medical", *facts[1:]]}
    with open_record(":memory:", create=True) as record:
        with record.transaction():
            put(record, told("origin", origin, text=STORY, published="2025-03-12T09:00+02:00"))
            for number in range(20):
                put(record, told(f"copy {number}", changed, text=STORY, url=f"https://c{number}.example",
                                 published="2025-03-12T12:00+02:00"))  # fmt: skip
        link(record)
        (incident,) = found(record, "Dnipro")
    copies = [report for report in incident.reports if report.role == "copy"]
    assert len(copies) == 20 and all(report.altered for report in copies)
    killed_row = next(e for e in incident.estimates if (e.slot, e.what) == ("killed", "person"))
    assert bounds(killed_row) == (6, 6, 6, "unexplained")
    assert {(side.value, side.standing) for side in killed_row.sides} == {(6, "best"), (16, "set_aside")}


def test_grounds_name_who_admits_and_who_denies() -> None:
    says = [
        {"slot": "killed", "count": 3, "by": "government", "name": "Ukrainian interior ministry"},
        {"slot": "killed", "count": 0, "by": "military", "name": "Russian Defence Ministry", "stance": "denies"},
    ]
    incident, claims, _ = written({"places": ["Kyiv"], "report": [{"name": "page", "says": says}]})
    shown = grounds(incident, claims)
    assert shown.denies == ("Russian Defence Ministry",) and shown.admits == ()
    assert {(p.side, p.stance) for p in shown.positions} == {("Ukraine", "says"), ("Russia", "denies")}
    assert not hasattr(shown, "grade")


def test_the_files_say_who_wrote_them() -> None:
    assert all(tomllib.loads(file.read_text(encoding="utf-8"))["why"] for file in FILES)


def test_a_page_calls_its_own_numbers_earlier_and_not_those_of_others() -> None:
    flagged = [killed(12, flags=["superseded"], **RESCUE), killed(10, **RESCUE)]
    pages = {"flagged@2025-03-01": flagged, "far@2025-03-01": [killed(90, by="media", name="a channel")]}
    assert row(pages).best == 12


def test_a_toll_always_has_a_current_number() -> None:
    page = [
        killed(2),
        killed(10, flags=["superseded"]),
        killed(12, flags=["superseded"], **RESCUE),
    ]
    assert row(page).best == 12


def test_a_district_inside_the_only_town_does_not_part_it_from_the_whole() -> None:
    page = [killed(12, place="Kyiv"), killed(2, place="Sviatoshynskyi district")]
    assert bounds(row(page, places=("Kyiv", "Kharkiv", "Sviatoshynskyi district"))) == (12, 12, 12, "different_scope")
