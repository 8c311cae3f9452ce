"""The scorer on hand-made labels and rows: what matches, what does not, and what else is compared."""

from __future__ import annotations

from typing import Any

import pytest

from saksi.evaluate import score_document, total
from saksi.evaluate.gold import GoldAttack, GoldClaim, GoldDocument, GoldPlace, Stretch
from saksi.evaluate.score import not_claim_reason

TEXT = (
    "On Friday 12 drones came; 7 were shot down. Three people died, two of them children, 40 were hurt, said the mayor."
)


def claim(quote: str, slot: str, count: int | None = None, **more: Any) -> GoldClaim:
    start = TEXT.index(quote)
    fields: dict[str, Any] = {
        "what": "unspecified", "bound": "exact", "scope": "this attack", "attack": "a1",
    }  # fmt: skip
    return GoldClaim(slot=slot, count=count, start=start, end=start + len(quote), quote=quote, **{**fields, **more})


def row(quote: str, slot: str, count: int | None = None, **more: Any) -> dict[str, Any]:
    start = TEXT.index(quote)
    fields = {
        "what": "person", "bound": "exact", "scope": "this_attack", "attack": 1, "credit": None, "rule": "by hand",
        "attack_earliest": None, "attack_latest": None, "attacker": None, "place": None,
    }  # fmt: skip
    return {"slot": slot, "count": count, "start": start, "end": start + len(quote), "quote": quote, **fields, **more}


def gold(*claims: GoldClaim, **more: Any) -> GoldDocument:
    fields: dict[str, Any] = {
        "name": "hand/one", "language": "en", "text": TEXT, "published": "2025-03-08",
        "attacks": (GoldAttack("a1", "2025-03-07", "Russia", (GoldPlace("Sumy", "Ukraine"),)),),
    }  # fmt: skip
    return GoldDocument(claims=claims, **{**fields, **more})


def verdicts(label: GoldClaim, found: dict[str, Any]) -> dict[str, bool]:
    (pair,) = score_document(gold(label), [found]).pairs
    return pair.verdicts


# --- what is a match ------------------------------------------------------------------------------------------------


def test_same_slot_count_and_an_overlapping_span_match() -> None:
    score = score_document(gold(claim("Three people died", "killed", 3)), [row("people died", "killed", 3)])
    assert [(pair.gold, pair.row) for pair in score.pairs] == [(0, 0)]
    assert (score.missed, score.extra) == ((), ())


@pytest.mark.parametrize(
    "found",
    [
        row("Three people died", "injured", 3),
        row("Three people died", "killed", 4),
        row("40 were hurt", "killed", 3),
        row("Three people died", "killed", None, bound="unspecified"),
        row("Three people died", "killed", "3"),  # type: ignore[arg-type]
        row("Three people died", "killed", 3, start=None),
        row("Three people died", "killed", 3, start=50, end=40),
    ],
)
def test_another_slot_count_or_place_in_the_text_is_a_miss_and_a_false_claim(found: dict[str, Any]) -> None:
    score = score_document(gold(claim("Three people died", "killed", 3)), [found])
    assert (score.pairs, score.missed, score.extra) == ((), (0,), (0,))


def test_touching_spans_do_not_overlap() -> None:
    end = TEXT.index("12 drones") + len("12 drones")
    found = row("12 drones", "launched", 12, start=end, end=end + 4)
    assert score_document(gold(claim("12 drones", "launched", 12, what="drone")), [found]).extra == (0,)


def test_one_row_is_used_for_one_label_only() -> None:
    twice = claim("Three people died", "killed", 3)
    score = score_document(gold(twice, twice), [row("Three people died", "killed", 3)])
    assert len(score.pairs) == 1
    assert len(score.missed) == 1


def test_a_value_said_twice_by_the_rows_is_one_right_and_one_false() -> None:
    found = row("Three people died", "killed", 3)
    score = score_document(gold(claim("Three people died", "killed", 3)), [found, found])
    assert len(score.pairs) == 1
    assert len(score.extra) == 1


def test_the_order_of_rows_and_labels_changes_nothing() -> None:
    labels = [
        claim("Three people died, two of them children", "killed", 2, what="children"),
        claim("two of them children", "killed", 2, what="men"),
    ]
    rows = [row("two of them children", "killed", 2, what="man"), row("died, two", "killed", 2, what="child")]
    for first, second in ((labels, rows), (labels[::-1], rows), (labels, rows[::-1])):
        score = score_document(gold(*first), second)
        assert len(score.pairs) == 2
        assert all(pair.verdicts["what"] for pair in score.pairs)


def test_the_matching_takes_the_most_labels_and_not_the_nearest_first() -> None:
    wide, narrow = (
        claim("Three people died, two of them children", "killed", 2),
        claim("two of them children", "killed", 2),
    )
    # The second row fits only the wide label; a greedy match of the first row to it would lose one.
    rows = [row("two of them children", "killed", 2), row("Three people", "killed", 2)]
    assert len(score_document(gold(wide, narrow), rows).pairs) == 2


def test_no_rows_and_no_labels_are_no_error() -> None:
    assert score_document(gold(), []).pairs == ()
    assert total([score_document(gold(), [])]).documents == 1


# --- numbers that are none ------------------------------------------------------------------------------------------


def test_a_vague_number_needs_the_same_vague_word() -> None:
    label = claim("12 drones", "launched", None, bound="dozens", what="drone")
    assert score_document(gold(label), [row("12 drones", "launched", None, bound="dozens")]).missed == ()
    assert score_document(gold(label), [row("12 drones", "launched", None, bound="hundreds")]).missed == (0,)
    assert score_document(gold(label), [row("12 drones", "launched", 12, bound="dozens")]).missed == (0,)


@pytest.mark.parametrize("said", ["some", "unspecified"])
def test_many_some_and_unspecified_are_one_bare_plural(said: str) -> None:
    label = claim("two of them children", "killed", None, bound="many")
    assert score_document(gold(label), [row("two of them children", "killed", None, bound=said)]).missed == ()


def test_a_range_is_compared_by_both_edges() -> None:
    label = claim("40 were hurt", "injured", None, low=40, high=50, bound="range")
    assert (
        score_document(gold(label), [row("40 were hurt", "injured", 40, low=40, high=50, bound="range")]).missed == ()
    )
    assert score_document(gold(label), [row("40 were hurt", "injured", 40, low=40, high=None)]).missed == (0,)


def test_nought_is_a_number() -> None:
    label = claim("Three people died", "killed", 0)
    assert score_document(gold(label), [row("Three people died", "killed", 0)]).missed == ()
    assert score_document(gold(label), [row("Three people died", "killed", None)]).missed == (0,)


# --- what else is compared ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slot", "word", "read"),
    [
        ("killed", "unspecified", "person"), ("killed", "children", "child"), ("killed", "women", "woman"),
        ("killed", "civilians", "civilian"), ("killed", "US citizen", "foreigner"), ("killed", "police", "police"),
        ("launched", "guided bomb", "guided_bomb"), ("launched", "air strike", "air_strike"),
        ("launched", "decoy drone", "decoy_drone"), ("launched", "mixed", "mixed"),
    ],
)  # fmt: skip
def test_the_words_of_the_labeller_are_folded(slot: str, word: str, read: str) -> None:
    assert verdicts(claim("Three people died", slot, 3, what=word), row("Three people died", slot, 3, what=read))[
        "what"
    ]


def test_another_group_is_a_match_with_a_wrong_what() -> None:
    told = verdicts(claim("Three people died", "killed", 3, what="women"), row("Three people died", "killed", 3))
    assert told["what"] is False


def test_bound_and_scope_are_compared_on_a_match() -> None:
    label = claim("Three people died", "killed", 3, bound="at_least", scope="claimed military loss")
    right = verdicts(label, row("Three people died", "killed", 3, bound="at_least", scope="claimed_losses"))
    wrong = verdicts(label, row("Three people died", "killed", 3))
    assert (right["bound"], right["scope"]) == (True, True)
    assert (wrong["bound"], wrong["scope"]) == (False, False)


def test_a_note_may_let_two_bounds_pass() -> None:
    label = claim("12 drones", "launched", 12, note="open: exact and at_least are both right")
    assert verdicts(label, row("12 drones", "launched", 12, bound="at_least"))["bound"]
    assert not verdicts(label, row("12 drones", "launched", 12, bound="about"))["bound"]


def test_credit_named_and_credit_of_nobody_are_counted_apart() -> None:
    named = claim("40 were hurt", "injured", 40, credit="mayor of Sumy")
    assert verdicts(named, row("40 were hurt", "injured", 40, credit="the mayor"))["credit"]
    assert verdicts(named, row("40 were hurt", "injured", 40))["credit"] is False
    unnamed = verdicts(claim("40 were hurt", "injured", 40), row("40 were hurt", "injured", 40, credit="the mayor"))
    assert unnamed["credit_null"] is False
    assert "credit" not in unnamed


# --- attacks --------------------------------------------------------------------------------------------------------


def two_attacks(*numbers: int) -> list[bool]:
    labels = [
        claim("12 drones", "launched", 12, attack="a1"), claim("7 were shot down", "intercepted", 7, attack="a1"),
        claim("Three people died", "killed", 3, attack="a2"), claim("40 were hurt", "injured", 40, attack="a2"),
    ]  # fmt: skip
    rows = [
        row("12 drones", "launched", 12), row("7 were shot down", "intercepted", 7),
        row("Three people died", "killed", 3), row("40 were hurt", "injured", 40),
    ]  # fmt: skip
    attacks = (GoldAttack("a1", "2025-03-07", "Russia"), GoldAttack("a2", None, None))
    rows = [{**found, "attack": number} for found, number in zip(rows, numbers, strict=True)]
    return [pair.verdicts["attack"] for pair in score_document(gold(*labels, attacks=attacks), rows).pairs]


def test_attacks_are_compared_as_clusters_and_not_by_number() -> None:
    assert two_attacks(5, 5, 2, 2) == [True, True, True, True]


def test_one_claim_in_the_wrong_cluster_is_one_mistake() -> None:
    assert two_attacks(1, 1, 1, 2) == [True, True, False, True]


def test_all_in_one_attack_is_right_for_one_of_two_only() -> None:
    assert sum(two_attacks(1, 1, 1, 1)) == 2


def test_a_claim_of_no_attack_is_wrong_where_one_is_labelled() -> None:
    assert (
        verdicts(claim("12 drones", "launched", 12), row("12 drones", "launched", 12, attack=None))["attack"] is False
    )


def test_background_figures_do_not_count_for_the_attack() -> None:
    label = claim("12 drones", "launched", 12, scope="earlier attack")
    assert "attack" not in verdicts(label, row("12 drones", "launched", 12, attack=9, scope="earlier_attack"))


@pytest.mark.parametrize(
    ("earliest", "latest", "right"),
    [
        ("2025-03-06T18:00+02:00", "2025-03-07T09:00+02:00", True),
        ("2025-03-07", "2025-03-07", True),
        ("2025-03-08", "2025-03-08", True),
        ("2025-03-01", "2025-03-31", False),
        ("2024-03-07", "2024-03-07", False),
        (None, "2025-03-08", False),
        ("2025-03", "2025-03", False),
    ],
)
def test_a_date_is_right_within_one_day(earliest: str | None, latest: str | None, right: bool) -> None:
    found = row("12 drones", "launched", 12, attack_earliest=earliest, attack_latest=latest)
    (attack,) = score_document(gold(claim("12 drones", "launched", 12)), [found]).attacks
    assert attack.verdicts["date"] is right
    assert not attack.on_publication_day


@pytest.mark.parametrize(("earliest", "right"), [(None, True), ("2025-03-07", False)])
def test_an_undated_attack_must_stay_undated(earliest: str | None, right: bool) -> None:
    found = row("12 drones", "launched", 12, attack_earliest=earliest, attack_latest="2025-03-08")
    document = gold(claim("12 drones", "launched", 12), attacks=(GoldAttack("a1", None, None),))
    (attack,) = score_document(document, [found]).attacks
    assert attack.verdicts["null_date"] is right
    assert "date" not in attack.verdicts


@pytest.mark.parametrize(
    ("name", "precision", "right"),
    [
        ("Sumy", "city", True),
        ("Sumy Oblast", "region", False),
        ("Sumy district", "region", True),
        ("Kharkiv", "city", False),
    ],
)
def test_the_place_needs_its_name_and_its_level(name: str, precision: str, right: bool) -> None:
    label = claim("12 drones", "launched", 12, place="Sumy")
    found = row("12 drones", "launched", 12, place=name, place_precision=precision)
    assert verdicts(label, found)["place"] is right


def test_the_attacker_is_folded_and_not_named_is_an_answer() -> None:
    label = claim("12 drones", "launched", 12)
    (attack,) = score_document(gold(label), [row("12 drones", "launched", 12, attacker="Russian forces")]).attacks
    assert attack.verdicts["attacker"]
    nobody = gold(label, attacks=(GoldAttack("a1", None, "not named"),))
    (attack,) = score_document(nobody, [row("12 drones", "launched", 12)]).attacks
    assert attack.verdicts["attacker"]
    (attack,) = score_document(nobody, [row("12 drones", "launched", 12, attacker="Russia")]).attacks
    assert not attack.verdicts["attacker"]


# --- slots of their own ---------------------------------------------------------------------------------------------


def test_a_label_alert_stands_for_start_and_end_together() -> None:
    label = claim("On Friday 12 drones came", "alert", what=None, bound=None)
    rows = [row("On Friday", "alert_started"), row("12 drones came", "alert_ended")]
    score = score_document(gold(label), rows)
    assert len(score.pairs) == 1
    assert score.extra == ()


def test_time_words_without_a_label_are_no_mistake() -> None:
    assert score_document(gold(), [row("On Friday", "when")]).extra == ()


def test_an_unknown_slot_is_a_false_claim_and_no_crash() -> None:
    assert score_document(gold(), [{"slot": "nonsense"}, {}]).extra == (0, 1)


# --- what may not be ------------------------------------------------------------------------------------------------


def test_a_claim_from_a_never_stretch_is_a_violation() -> None:
    never = Stretch(TEXT.index("Friday"), TEXT.index("Friday") + 9, "Friday 12", "a caption")
    score = score_document(gold(never=(never,)), [row("12 drones", "launched", 12), row("On Friday", "when")])
    assert len(score.violations) == 1
    assert "launched" in score.violations[0]


def test_a_footer_dates_nothing() -> None:
    never = Stretch(3, 9, "Friday", "page footer")
    assert len(score_document(gold(never=(never,)), [row("On Friday", "when")]).violations) == 1


def test_a_labelled_claim_may_run_over_an_age() -> None:
    never = Stretch(TEXT.index("two"), TEXT.index("two") + 3, "two", "an age")
    label = claim("Three people died, two of them", "killed", 3)
    found = row("Three people died, two of them", "killed", 3)
    assert score_document(gold(label, never=(never,)), [found]).violations == ()


def test_a_false_claim_tells_why_its_number_is_none() -> None:
    stretch = Stretch(TEXT.index("40"), TEXT.index("40") + 2, "40", "an age")
    document = gold(not_claims=(stretch,))
    assert not_claim_reason(document, row("40 were hurt", "injured", 40)) == "an age"
    assert not_claim_reason(document, row("40 were hurt", "injured", 7)) is None


def test_every_number_is_a_claim_or_a_refusal() -> None:
    rows = [row("12 drones", "launched", 12)]
    forty = TEXT.index("40")
    score = score_document(gold(), rows, [(forty, forty + 2, "no_cue")])
    assert [line.split(":")[0] for line in score.unaccounted] == [str(TEXT.index("7 were"))]


# --- totals ---------------------------------------------------------------------------------------------------------


def test_precision_recall_and_f1() -> None:
    labels = [claim("Three people died", "killed", 3), claim("two of them children", "killed", 2)]
    rows = [row("Three people died", "killed", 3), row("40 were hurt", "killed", 40), row("7 were", "killed", 7)]
    totals = total([score_document(gold(*labels), rows)])
    killed = totals.tallies["en", "killed"]
    assert (killed.gold, killed.found, killed.right) == (2, 3, 1)
    assert killed.precision == pytest.approx(1 / 3)
    assert killed.recall == pytest.approx(1 / 2)
    assert killed.f1 == pytest.approx(2 / 5)
    assert totals.tallies["all", "killed"] == killed


def test_nothing_found_has_no_precision() -> None:
    killed = total([score_document(gold(claim("Three people died", "killed", 3)), [])]).tallies["en", "killed"]
    assert (killed.precision, killed.recall, killed.f1) == (None, 0.0, 0.0)


def test_the_places_of_an_attack_may_be_told_beside_the_rows() -> None:
    label = claim("12 drones", "launched", 12)
    found = [row("12 drones", "launched", 12)]
    (attack,) = score_document(gold(label), found).attacks
    assert not attack.verdicts["place_of_attack"]
    (attack,) = score_document(gold(label), found, places={1: [("Kyiv", "city"), ("Sumy", "city")]}).attacks
    assert attack.verdicts["place_of_attack"]


def test_a_number_read_in_words_is_to_be_accounted_for_too() -> None:
    three = (TEXT.index("Three"), TEXT.index("Three") + 5)
    rows = [row(quote, "launched", 1) for quote in ("12 drones", "7 were", "40 were")]
    assert score_document(gold(), rows, [], numbers=[three]).unaccounted[0].startswith(f"{three[0]}: ")
    assert score_document(gold(), rows, [(*three, "no_cue")], numbers=[three]).unaccounted == ()
