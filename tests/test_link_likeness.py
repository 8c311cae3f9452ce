"""Each likeness by itself: what speaks for one attack, what against, and the sentence that says so."""

from __future__ import annotations

from typing import Any

import pytest

from saksi.link import Decided, compare, keys
from saksi.link.clusters import clusters
from saksi.link.likeness import LIKENESS
from saksi.link.profile import Profile, profiles
from told import told

NIGHT = {"earliest": "2025-03-11T18:00+02:00", "latest": "2025-03-12T09:00+02:00"}
DAY = {"earliest": "2025-03-12"}


def profile(name: str = "page", **facts: Any) -> Profile:
    more = {key: facts.pop(key) for key in ("published",) if key in facts}
    reading = told(name, facts, **more)
    return profiles(reading.page.document, reading.attacks, reading.claims)[0]


CASES = [
    ("time", DAY, NIGHT, 1.5, "the same day"),
    ("time", NIGHT, NIGHT, 2.0, "the same night"),
    ("time", DAY, {"earliest": "2025-03-13"}, -2.5, "neighbouring"),
    ("time", {"earliest": "2025-03-12T10:00+02:00"}, {"earliest": "2025-03-12T10:40+02:00"}, 0.5, "40 minutes apart"),
    ("time", {"earliest": "2025-03-12T02:00+02:00"}, {"earliest": "2025-03-12T16:00+02:00"}, -4.0, "by the clock"),
    ("time", {"published": "2025-03-12"}, DAY, 0.5, "within two days"),
    ("time", {"published": "2025-06-12"}, DAY, -2.0, "weeks away"),
    ("place", {"places": ["Kharkiv"]}, {"places": ["Kharkiv"]}, 3.0, "the same place"),
    ("place", {"places": ["Kharkiv oblast"]}, {"places": ["Kupiansk"]}, 1.5, "Kharkiv oblast holds Kupiansk"),
    ("place", {"places": ["Ukraine"]}, {"places": ["Kupiansk"]}, 0.7, "Ukraine holds Kupiansk"),
    ("place", {"places": ["Kyiv"]}, {"places": ["Odesa"]}, -1.5, "km from"),
    ("place", {"places": ["Kharkiv"]}, {"places": ["Belgorod"]}, -2.5, "two countries"),
    ("attacker", {"attacker": "Russia"}, {"attacker": "Russia"}, 1.0, "the same attacker"),
    ("attacker", {"attacker": "Russia"}, {"attacker": "Ukraine"}, -3.0, "attackers differ"),
    ("figures", {"says": ["launched 539 drone"]}, {"says": ["launched 539 drone"]}, 2.5, "539 launched drone"),
    ("figures", {"says": ["killed 2 person"]}, {"says": ["killed 2 person"]}, 0.3, "2 killed person"),
    ("weapons", {"says": ["launched 539 drone"]}, {"says": ["launched 550 drone"]}, 0.5, "nearly equal"),
    ("weapons", {"says": ["launched 539 drone"]}, {"says": ["launched 70 drone"]}, -1.5, "far apart"),
    ("weapons", {"says": ["launched 100 drone"]}, {"says": ["launched about 140 drone"]}, -0.3, "bounds allow"),
    ("tolls", {"says": ["killed 9 person"], "published": "2025-03-12"},
     {"says": ["killed 4 person"], "published": "2025-03-15"}, -0.75, "falls"),
    ("tolls", {"says": ["killed 1 person"]}, {"says": ["killed 40 person"]}, -1.0, "at one time"),
    ("means", {"says": ["means drone"]}, {"says": ["means decoy_drone"]}, 0.5, "the same means"),
    ("means", {"says": ["means shell"]}, {"says": ["means missile"]}, -1.5, "other means"),
    ("victims", {"victims": ["Ivan Bondar"]}, {"victims": ["Іван Бондар"]}, 2.0, "same name"),
    ("objects", {"says": ["damaged school"]}, {"says": ["target school"]}, 0.5, "school"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "left", "right", "score", "words"), CASES, ids=[f"{case[0]}: {case[4]}" for case in CASES]
)
def test_likeness(name: str, left: dict[str, Any], right: dict[str, Any], score: float, words: str) -> None:
    rule = next(rule for rule in LIKENESS if rule.__name__ == name)
    a, b = profile("a", **left), profile("b", **right)
    for one, other in ((a, b), (b, a)):
        told_of = rule(one, other)
        assert told_of is not None
        assert told_of[0] == pytest.approx(score) and words in told_of[1]


def test_every_likeness_is_tried_and_silent_where_nothing_is_said() -> None:
    assert {rule.__name__ for rule in LIKENESS} == {case[0] for case in CASES}
    assert [rule(profile("a"), profile("b")) for rule in LIKENESS] == [None] * len(LIKENESS)


@pytest.mark.parametrize(
    ("left", "right", "why"),
    [
        (DAY, {"earliest": "2025-03-14"}, "days that cannot meet"),
        ({"published": "2025-03-10"}, DAY, "published before"),
        ({"places": ["Kharkiv"]}, {"places": ["Belgorod"]}, "other countries"),
    ],
)
def test_vetoes_hold_whatever_else_agrees(left: dict[str, Any], right: dict[str, Any], why: str) -> None:
    same = {"attacker": "Russia", "says": ["launched 539 drone", "launched 11 missile", "killed 37 person"]}
    verdict = compare(profile("a", **{**same, **left}), profile("b", **{**same, **right}))
    assert (verdict.verdict, why in verdict.reasons[0][1]) == ("different", True)


def test_two_towns_of_one_region_do_not_meet_by_place_and_a_wave_meets_both() -> None:
    numbers = {
        name: {key.number: key.side for key in keys(profile(name, **DAY, places=[name]))}
        for name in ("Kupiansk", "Chuhuiv", "Kharkiv oblast")
    }

    def meet(one: str, other: str) -> bool:
        return any(numbers[one][number] + numbers[other][number] < 2 for number in numbers[one].keys() & numbers[other])

    assert not meet("Kupiansk", "Chuhuiv")
    assert meet("Kupiansk", "Kharkiv oblast") and meet("Chuhuiv", "Kharkiv oblast")


def test_the_newer_of_two_decisions_that_cannot_both_hold_wins() -> None:
    older_first = [("same", ("a", "b")), ("same", ("b", "c")), ("different", ("a", "c"))]
    decided = Decided(older_first)
    assert decided.different == {("a", "c")}
    assert decided.overridden == [("same", ("a", "b"))]
    reports = {name: profile(name) for name in "abc"}
    found, _ = clusters(reports, [], decided, lambda left, right: 0.0)
    assert found == [{"a"}, {"b", "c"}]


def test_an_attacker_in_his_own_country_tells_no_reports_apart() -> None:
    from labelled import find_place
    from saksi.link.profile import at_home
    from saksi.model import Attack, When

    kyiv, belgorod = find_place("Kyiv"), find_place("Belgorod")
    assert kyiv is not None and belgorod is not None
    when = When("2025-09-07", "2025-09-07", "day", "stated")
    assert at_home(Attack(1, when, "Ukraine", (kyiv,)))
    assert not at_home(Attack(1, when, "Ukraine", (kyiv, belgorod)))
    assert not at_home(Attack(1, when, "Russia", (kyiv,))) and not at_home(Attack(1, when, None, (kyiv,)))
