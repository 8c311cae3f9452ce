"""One document's rows held against its labels. Pure: labels and rows in, a frozen score out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from saksi.evaluate import fold
from saksi.evaluate.credits import same_credit
from saksi.evaluate.gold import GoldAttack, GoldClaim, GoldDocument, Stretch
from saksi.evaluate.match import best_pairs
from saksi.slots import ALERTS, COUNTED, WEAPON_COUNTS

Row = Mapping[str, Any]
SaidPlace = tuple[str, str | None]

MAIN_SLOTS = ("killed", "injured", *WEAPON_COUNTS)
CREDITED = frozenset({*COUNTED, "means", "record", "alert"})
SCOPED = frozenset({*COUNTED, "means"})
# Labelled only in part, so that a row of theirs without a label is no mistake.
INCOMPLETE = frozenset({"when", "where", "by", "target", "victim"})
# A stretch that may give no value may still say when or where.
_NOT_VALUES = frozenset({"when", "where"})
_DIGITS = re.compile(r"\d+(?:[.,:/]\d+)*")


class Pair(msgspec.Struct, frozen=True):
    """A label and the row that found it. `verdicts`: what else was compared, True, False, or absent if not asked."""

    gold: int
    row: int
    verdicts: dict[str, bool]


class AttackScore(msgspec.Struct, frozen=True):
    """A labelled attack, the number of the row's attack that stands for it, and what was right of it."""

    id: str
    number: int | None
    on_publication_day: bool
    verdicts: dict[str, bool]
    said: dict[str, str]


class DocumentScore(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of one document: pairs, labels missed, rows too many (indices), and the rest as sentences."""

    gold: GoldDocument
    rows: tuple[Row, ...]
    pairs: tuple[Pair, ...] = ()
    missed: tuple[int, ...] = ()
    extra: tuple[int, ...] = ()
    attacks: tuple[AttackScore, ...] = ()
    violations: tuple[str, ...] = ()
    unaccounted: tuple[str, ...] = ()
    refusals: tuple[tuple[int, int, str], ...] = ()
    failure: str | None = None


def family(slot: str) -> str:
    """The slot under which a claim is counted: the alert slots are one."""
    return "alert" if slot in ALERTS or slot == "alert" else slot


def score_document(
    gold: GoldDocument,
    rows: Sequence[Row],
    refusals: Sequence[tuple[int, int, str]] | None = None,
    places: Mapping[int, Sequence[SaidPlace]] | None = None,
    numbers: Sequence[tuple[int, int]] = (),
) -> DocumentScore:
    """Hold `rows` (contract rows of one document) against its labels.

    `refusals` are (start, end, reason); where they are told, every number in digits, and each of
    `numbers` (the stretches that were read as numbers, in words too), must lie in a row or a refusal.
    `places` are those of the rows' attacks by number, beside the places that stand in the rows.
    A match is: same slot, same count (or same vague bound where no count is said), overlapping span; one label to one
    row, chosen so that most labels match and then most of what, bound, scope and span agree.
    """
    rows = tuple(rows)
    joined = best_pairs(_candidates(gold.claims, rows))
    attack_of = _align_attacks(gold, rows, joined)
    pairs = tuple(Pair(g, r, _verdicts(gold.claims[g], rows[r], attack_of)) for g, r in joined)
    found_gold = {g for g, _ in joined}
    found_rows = {r for _, r in joined}
    extra = tuple(
        r for r, row in enumerate(rows)
        if r not in found_rows and row.get("slot") not in INCOMPLETE and not _second_of_alert(gold, row, found_gold)
    )  # fmt: skip
    return DocumentScore(
        gold=gold,
        rows=rows,
        pairs=pairs,
        missed=tuple(g for g in range(len(gold.claims)) if g not in found_gold),
        extra=extra,
        attacks=tuple(
            _score_attack(attack, gold, rows, attack_of.get(attack.id), places or {}) for attack in gold.attacks
        ),
        violations=tuple(_violations(gold, rows, found_rows)),
        unaccounted=() if refusals is None else tuple(_unaccounted(gold.text, rows, refusals, numbers)),
        refusals=tuple(refusals or ()),
    )


# --- matching -------------------------------------------------------------------------------------------------------


def _candidates(claims: Sequence[GoldClaim], rows: Sequence[Row]) -> dict[tuple[int, int], float]:
    by_slot: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        by_slot.setdefault(family(str(row.get("slot"))), []).append(index)
    found = {}
    for g, claim in enumerate(claims):
        for r in by_slot.get(family(claim.slot), ()):
            if matches(claim, rows[r]):
                found[g, r] = 1000.0 + _closeness(claim, rows[r])
    return found


def matches(claim: GoldClaim, row: Row) -> bool:
    """Whether a row says what a label says: slot, count or vague bound, and an overlapping span."""
    if not same_slot(claim.slot, str(row.get("slot"))) or not _overlap(claim.start, claim.end, *span(row)):
        return False
    return claim.slot not in COUNTED or same_count(claim, row)


def same_slot(gold: str, found: str) -> bool:
    """Same slot; a label `alert` stands for each of the alert slots."""
    return gold == found or (gold == "alert" and found in ALERTS)


def same_count(claim: GoldClaim, row: Row) -> bool:
    """Same number; for a range the same two edges; without a number the same vague bound."""
    if claim.low is not None:
        return row.get("low") == claim.low and row.get("high") == claim.high
    if claim.count is not None:
        return row.get("count") == claim.count and not isinstance(row.get("count"), bool)
    return row.get("count") is None and fold.bound(row.get("bound")) == fold.bound(claim.bound)


def span(row: Row) -> tuple[int, int]:
    """Start and end of a row; an empty stretch where they are missing or no numbers."""
    start, end = row.get("start"), row.get("end")
    return (start, end) if isinstance(start, int) and isinstance(end, int) else (0, 0)


def _overlap(start: int, end: int, other_start: int, other_end: int) -> bool:
    return start < other_end and other_start < end


def _closeness(claim: GoldClaim, row: Row) -> float:
    start, end = span(row)
    shared = min(end, claim.end) - max(start, claim.start)
    joint = max(end, claim.end) - min(start, claim.start)
    agree = fold.whats(claim.slot, claim.what)
    return (
        100.0 * (row.get("what") in agree)
        + 50.0 * shared / joint
        + 30.0 * (fold.bound(row.get("bound")) == fold.bound(claim.bound))
        + 10.0 * (row.get("scope") == fold.scope(claim.scope))
    )


def _second_of_alert(gold: GoldDocument, row: Row, found: set[int]) -> bool:
    """One label `alert` may hold a start and an end: the second row of it is no mistake."""
    if row.get("slot") not in ALERTS:
        return False
    return any(
        claim.slot == "alert" and g in found and _overlap(claim.start, claim.end, *span(row))
        for g, claim in enumerate(gold.claims)
    )


# --- what else is compared on a match ------------------------------------------------------------------------------


def _verdicts(claim: GoldClaim, row: Row, attack_of: Mapping[str, int]) -> dict[str, bool]:
    verdicts: dict[str, bool] = {}
    agree = fold.whats(claim.slot, claim.what)
    if agree and row.get("slot") in {*COUNTED, "means", "damaged"}:
        verdicts["what"] = row.get("what") in agree
    if claim.slot == "statement" and claim.mode:
        verdicts["what"] = row.get("what") == claim.mode
    if claim.slot in COUNTED and claim.bound:
        verdicts["bound"] = _bound_agrees(claim, row)
    if claim.scope and claim.slot in SCOPED:
        verdicts["scope"] = row.get("scope") == fold.scope(claim.scope)
    if family(claim.slot) in CREDITED:
        verdicts["credit" if claim.credit else "credit_null"] = same_credit(claim.credit, row.get("credit"))
    if _tells_attack(claim):
        number = row.get("attack")
        verdicts["attack"] = number is not None and attack_of.get(claim.attack or "") == number
    if claim.place:
        verdicts["place"] = fold.same_place(claim.place, row.get("place"), row.get("place_precision"))
    if claim.value:
        verdicts["value"] = any(claim.value in str(row.get(edge)) for edge in ("earliest", "latest"))
    return verdicts


def _bound_agrees(claim: GoldClaim, row: Row) -> bool:
    """The same bound, or one that the labeller's note lets pass ("exact and at_least are both right")."""
    read = fold.bound(row.get("bound"))
    return read == fold.bound(claim.bound) or ("both right" in claim.note and str(read) in claim.note.split())


def _tells_attack(claim: GoldClaim) -> bool:
    """Whether the attack of this label is compared: background and cumulative figures hang on it only by convention."""
    return claim.attack is not None and claim.slot in SCOPED and fold.scope(claim.scope) == "this_attack"


def _align_attacks(gold: GoldDocument, rows: Sequence[Row], joined: Sequence[tuple[int, int]]) -> dict[str, int]:
    """Which of the rows' attacks stands for each labelled one: the one-to-one choice that puts most claims right."""
    order = {attack.id: index for index, attack in enumerate(gold.attacks)}
    shared: dict[tuple[int, int], float] = {}
    for g, r in joined:
        claim, number = gold.claims[g], rows[r].get("attack")
        if claim.attack in order and isinstance(number, int) and fold.scope(claim.scope) in {None, "this_attack"}:
            key = (order[claim.attack], number)
            shared[key] = shared.get(key, 0.0) + (1.0 if _tells_attack(claim) else 0.01)
    ids = [attack.id for attack in gold.attacks]
    return {ids[left]: right for left, right in best_pairs(shared)}


def _score_attack(
    attack: GoldAttack,
    gold: GoldDocument,
    rows: Sequence[Row],
    number: int | None,
    told: Mapping[int, Sequence[SaidPlace]],
) -> AttackScore:
    day = _day(attack.date)
    published = _day(gold.published)
    apart = day is not None and published is not None and day != published
    if number is None:
        return AttackScore(attack.id, None, not apart, {}, {})
    own = [row for row in rows if row.get("attack") == number and row.get("scope") in {None, "this_attack"}]
    earliest, latest = _first(own, "attack_earliest"), _first(own, "attack_latest")
    verdicts: dict[str, bool] = {}
    if attack.date is None:
        verdicts["null_date"] = earliest is None
    elif day is not None:
        verdicts["date"] = _within_a_day(day, _day(earliest), _day(latest))
    places: set[SaidPlace] = {(str(row["place"]), row.get("place_precision")) for row in own if row.get("place")}
    places.update(told.get(number, ()))
    if attack.places:
        verdicts["place_of_attack"] = any(fold.same_place(p.name, *place) for p in attack.places for place in places)
    attackers = {str(row["attacker"]) for row in own if row.get("attacker")}
    wanted = fold.actor(attack.attacker)
    keys = {fold.actor(name) for name in attackers}
    verdicts["attacker"] = wanted in keys if wanted else not keys
    said = {
        "date": f"{earliest} .. {latest}",
        "places": ", ".join(sorted(name for name, _ in places)) or "none",
        "attacker": ", ".join(sorted(attackers)) or "none",
    }
    return AttackScore(attack.id, number, not apart, verdicts, said)


def _first(rows: Sequence[Row], field: str) -> str | None:
    return next((str(row[field]) for row in rows if row.get(field)), None)


def _day(moment: str | None) -> date | None:
    """The day of an ISO moment; None where it is less precise than a day or no date."""
    try:
        return date.fromisoformat(str(moment)[:10]) if moment else None
    except ValueError:
        return None


def _within_a_day(day: date, earliest: date | None, latest: date | None) -> bool:
    edges = [edge for edge in (earliest, latest) if edge is not None]
    return earliest is not None and all(abs((edge - day).days) <= 1 for edge in edges)


# --- what may not be ------------------------------------------------------------------------------------------------


def _violations(gold: GoldDocument, rows: Sequence[Row], found: set[int]) -> list[str]:
    listed = []
    for r, row in enumerate(rows):
        start, end = span(row)
        for stretch in gold.never:
            if _overlap(stretch.start, stretch.end, start, end) and not _excused(stretch, row, r in found):
                listed.append(f"{row.get('slot')} {gold.text[start:end]!r} comes from {stretch.quote!r}: {stretch.why}")
    return listed


def _excused(stretch: Stretch, row: Row, found: bool) -> bool:
    """Time and place may be read anywhere but in a footer; a quotation or a labelled claim may run over a stretch."""
    slot, (start, end) = row.get("slot"), span(row)
    runs_over = start <= stretch.start and stretch.end <= end and (start, end) != (stretch.start, stretch.end)
    return (slot in _NOT_VALUES and "footer" not in stretch.why) or (runs_over and (found or slot == "statement"))


def not_claim_reason(gold: GoldDocument, row: Row) -> str | None:
    """Why a row too many is one: the reason of the listed no-claim whose number it took, if there is one."""
    if row.get("slot") not in COUNTED:
        return None
    start, end = span(row)
    numbers = set(re.findall(r"\d+", str(row.get("count"))))
    for stretch in gold.not_claims:
        if _overlap(stretch.start, stretch.end, start, end):
            digits = set(re.findall(r"\d+", stretch.quote))
            if not digits or digits & numbers:
                return stretch.why
    return None


def _unaccounted(
    text: str, rows: Sequence[Row], refusals: Sequence[tuple[int, int, str]], numbers: Sequence[tuple[int, int]]
) -> list[str]:
    """Numbers that lie neither in a row nor in a refusal, with the words around them."""
    covered = bytearray(len(text))
    for start, end in [*(span(row) for row in rows), *((start, end) for start, end, _ in refusals)]:
        start, end = max(0, start), min(len(text), end)
        if start < end:
            covered[start:end] = b"\x01" * (end - start)
    in_digits = [match.span() for match in _DIGITS.finditer(text)]
    in_words = [(start, end) for start, end in numbers if not _DIGITS.search(text, start, end)]
    return [
        f"{start}: {' '.join(text[max(0, start - 25) : end + 25].split())}"
        for start, end in sorted({*in_digits, *in_words})
        if not any(covered[start:end])
    ]
