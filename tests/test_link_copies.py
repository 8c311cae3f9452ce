"""Who is a witness and who a copy."""

from __future__ import annotations

from saksi.model import Alteration, Reading
from saksi.store import incidents, link, open_record, put
from told import told

NIGHT = {"earliest": "2025-04-24", "attacker": "Russia", "places": ["Kyiv"]}
FACTS = (
    "launched 70 missile", "launched 145 drone", "intercepted 48 missile", "intercepted 64 drone", "killed 9 person",
    "injured 63 person", "injured 6 child", "hospitalised 42 person",
)  # fmt: skip
STORY = (
    "The sirens went on shortly before midnight and the first blast shook the western bank an hour later. People from "
    "two houses that had lost their fronts sat on the kerb in blankets, and a tram conductor handed out water from her "
    "car. The crews expect to work until the evening, since two stairwells have come down on the cellar where the "
    "neighbours hid."
)


def one_incident(*readings: Reading) -> tuple[object, dict[str, object]]:
    with open_record(":memory:", create=True) as record:
        with record.transaction():
            for reading in readings:
                put(record, reading)
        link(record)
        found = list(incidents(record))
        names = {row["id"]: row["source"] for row in record.rows("SELECT id, source FROM document")}
    assert len(found) == 1
    return found[0], {names[report.document_id]: report for report in found[0].reports}


def test_a_reprint_is_no_second_witness() -> None:
    first = told("first", {**NIGHT, "says": FACTS[:6]}, text=STORY, published="2025-04-24T09:00+03:00", publisher="One")
    again = told("again", {**NIGHT, "says": FACTS[:6]}, text=STORY, published="2025-04-24T12:00+03:00", publisher="Two")
    incident, reports = one_incident(again, first)
    assert incident.independent_sources == 1
    assert (reports["first"].role, reports["again"].role, reports["again"].of) == (
        "report",
        "copy",
        first.page.document.id,
    )


def test_a_thousandth_false_copy_moves_no_count_of_witnesses() -> None:
    first = told("first", {**NIGHT, "says": FACTS[:6]}, text=STORY, published="2025-04-24T09:00+03:00", publisher="One")
    false = [
        told(f"false {n}", {**NIGHT, "says": [*FACTS[:4], "killed 90 person", FACTS[5]]}, text=STORY,
             published=f"2025-04-24T{10 + n % 10}:00+03:00", url=f"https://outlet-{n}.example/a")
        for n in range(60)
    ]  # fmt: skip
    witness = told(
        "witness",
        {**NIGHT, "says": ["killed 9 person", "injured 63 person"]},
        published="2025-04-25",
        publisher="Other",
    )
    incident, reports = one_incident(*false, witness, first)
    assert incident.independent_sources == 2
    killed = {value.count: value.independent_sources for value in incident.values if value.slot == "killed"}
    assert killed == {9: 2, 90: 1}
    assert reports["false 7"].altered == (Alteration("killed", "person", "90", "9"),)


def test_a_translation_is_a_copy_by_what_it_carries_and_shows_what_it_changed() -> None:
    first = told("first", {**NIGHT, "says": FACTS}, published="2025-04-24", language="uk", publisher="One")
    other = told(
        "other",
        {**NIGHT, "says": [*FACTS[:5], "injured 53 person", *FACTS[6:]]},
        published="2025-04-25",
        language="id",
        publisher="Two",
    )
    incident, reports = one_incident(first, other)
    assert (reports["other"].role, incident.independent_sources) == ("copy", 1)
    assert reports["other"].altered == (Alteration("injured", "person", "53", "63"),)


def test_two_pages_that_draw_on_one_text_are_one_witness_and_neither_a_copy() -> None:
    """Each has the same first half and goes on by itself; a third tells it all in its own words."""
    half = STORY[: len(STORY) // 2]
    own = (
        " On the market square the traders counted the broken panes, and the baker said that nobody had slept. The head "
        "of the district came by noon and left again with a list of what the school needs before the autumn.",
        " The railway ran again from six in the morning, with delays of an hour. Two hospitals asked for blood, and the "
        "queue in front of the older one reached the bridge before the doctors had opened the doors.",
        "It began with one blast at the gasworks, well after the alarm. Who could leave had left for the underground. "
        "By the morning the firemen had the upper floors under control, and neighbours swept glass into the gutter.",
    )
    reports = [
        told(f"page {at}", {**NIGHT, "says": ["killed 9 person", f"injured {63 - at} person"]},
             text=(half if at < 2 else "") + words, published=f"2025-04-24T{9 + at:02}:00+03:00", publisher=("One", "Two", "Third")[at])
        for at, words in enumerate(own)
    ]  # fmt: skip
    incident, found = one_incident(*reports)
    assert incident.independent_sources == 2
    assert [found[f"page {at}"].role for at in range(3)] == ["report"] * 3


def test_two_reporters_with_the_same_official_figures_are_two_witnesses() -> None:
    one = told(
        "one",
        {
            **NIGHT,
            "says": ["killed 9 person by police", "injured 63 person by medical", "launched 145 drone by military"],
        },
        published="2025-04-24",
        publisher="One",
    )
    two = told(
        "two",
        {**NIGHT, "says": ["injured 63 person by local_official", "killed 9 person by rescue_service", "damaged home"]},
        published="2025-04-24",
        publisher="Two",
    )
    incident, _ = one_incident(one, two)
    assert incident.independent_sources == 2
    assert incident.source_kinds == ("local_official", "medical", "military", "police", "rescue_service")


def test_two_pages_from_one_wire_count_once_though_each_wrote_anew() -> None:
    one = told(
        "one",
        {**NIGHT, "says": ["killed 9 person", "injured 63 person"]},
        published="2025-04-24",
        publisher="One",
        sources=["Ukrinform"],
    )
    two = told(
        "two",
        {**NIGHT, "says": ["killed 9 person", "launched 145 drone"]},
        published="2025-04-24",
        publisher="Two",
        sources=["Укрінформ"],
    )
    incident, _ = one_incident(one, two)
    assert incident.independent_sources == 1


def test_a_page_that_credits_the_other_is_the_copy_whatever_the_dates_say() -> None:
    wire = told(
        "wire", {**NIGHT, "says": FACTS[:6]}, text=STORY, published="2025-04-24T12:00+03:00", publisher="Antara"
    )
    page = told(
        "page",
        {**NIGHT, "says": FACTS[:6]},
        text=STORY,
        published="2025-04-24T09:00+03:00",
        publisher="Portal",
        sources=["Antara"],
    )
    _, reports = one_incident(page, wire)
    assert (reports["page"].of, reports["wire"].role) == (wire.page.document.id, "report")


def test_several_undated_pages_join_one_dated_page_each_by_its_figures() -> None:
    dated = told("dated", {**NIGHT, "says": ["launched 145 drone", "launched 71 missile"]}, published="2025-04-24")
    undated = [
        told(
            name,
            {"attacker": "Russia", "places": ["Kyiv"], "says": ["launched 145 drone", "launched 71 missile", said]},
        )
        for name, said in (("x", "killed 9 person"), ("y", "injured 4 child"), ("z", "damaged home"))
    ]
    _, reports = one_incident(*undated, dated)
    assert {name for name, report in reports.items() if report.by_link} == {"x", "y", "z"}


def test_the_day_of_an_undated_page_is_given_by_link_and_said_so() -> None:
    dated = told("dated", {**NIGHT, "says": ["launched 145 drone", "launched 71 missile"]}, published="2025-04-24")
    undated = told(
        "undated", {"attacker": "Russia", "places": ["Kyiv"], "says": ["launched 145 drone", "launched 71 missile"]}
    )
    with open_record(":memory:", create=True) as record:
        with record.transaction():
            put(record, dated)
            put(record, undated)
        link(record)
        row = record.rows("SELECT * FROM claims WHERE source = 'undated'")[0]
    assert (row["attack_earliest"], row["attack_time_basis"]) == ("2025-04-24", "by_link")
