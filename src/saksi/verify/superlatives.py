"""A superlative of the reports ("the largest of the war") against the tally up to that attack."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any

from saksi.model import Check, Claim
from saksi.text import fold
from saksi.verify.clock import DAY, day
from saksi.verify.nights import Night
from saksi.verify.tallies import Strike, Tallies
from saksi.verify.verdicts import AGREES, DIFFERS, NEAR, NO_REFERENCE

Words = dict[str, Any]
NAMES = {"drone": "drones", "missile": "missiles", "mixed": "drones and missiles"}
# "One of the largest" holds for so many; the greatest but for so much is near.
AMONG = 10


def superlative_checks(claims: Sequence[Claim], found: Night | None, tallies: Tallies) -> Iterator[Check]:
    """A check for each superlative of this attack."""
    for claim in claims:
        if claim.slot == "record" and claim.scope == "this_attack":
            yield _check(claim, found, tallies)


def _check(claim: Claim, found: Night | None, tallies: Tallies) -> Check:
    words, table = fold(claim.quote), _words(claim.language)
    measure = _measure(words, table)
    made, value, note = NO_REFERENCE, None, ""
    rows: tuple[int, ...] = ()
    if _has(words, table, "elsewhere"):
        note = "it is said of another attack"
    elif measure is None:
        note = "the tally counts launches and says nothing of this"
    elif found is None:
        note = "the tally has no attack in these hours"
    else:
        made, value, note, rows = _rank(words, table, measure, found.strike, tallies)
    return Check(
        reference=tallies.source.name, slot="record", what=measure, place=None, reported=claim.quote,
        reference_value=value, verdict=made, note=note, rows=rows, claim_ids=(claim.id,),
    )  # fmt: skip


def _measure(words: str, table: Words) -> str | None:
    """What the superlative is of: drones, missiles, both; None where it is of something else."""
    if _has(words, table, "other") or not _has(words, table, "size"):
        return None
    drones, missiles = _has(words, table, "drone"), _has(words, table, "missile")
    if any(re.search(rf"\d\s+{re.escape(stem)}", words) for stem in (*table["drone"], *table["missile"])):
        return "mixed"  # "539 drones and 11 missiles, a record": of the whole list
    return "mixed" if drones == missiles else "drone" if drones else "missile"


def _rank(
    words: str, table: Words, measure: str, strike: Strike, tallies: Tallies
) -> tuple[str, str | None, str, tuple[int, ...]]:
    """Verdict, the attack's own number, the sentence and the rows."""
    own = strike.count(measure)
    if own is None:
        return NO_REFERENCE, None, "the tally has no such number for this attack", strike.rows
    since, begins = _since(words, table, strike), tallies.strikes[0].first
    before = [
        (count, other) for other in tallies.national()
        if other is not strike and other.last <= strike.last and other.first >= since
        and (count := other.count(measure)) is not None
    ]  # fmt: skip
    greater = [(count, other) for count, other in before if count > own]
    span = f"since {day(since)}" if since > begins else f"since {day(begins)}, where the tally begins"
    if not greater:
        return AGREES, str(own), f"the most {NAMES[measure]} in one attack {span}", strike.rows
    count, other = max(greater, key=lambda pair: pair[0])
    note = f"number {len(greater) + 1} {span}; the attack of {day(other.last)} had {count}"
    if _has(words, table, "one_of") and len(greater) < AMONG:
        return AGREES, str(own), note, (*strike.rows, *other.rows)
    return NEAR if own >= 0.9 * count else DIFFERS, str(own), note, (*strike.rows, *other.rows)


def _since(words: str, table: Words, strike: Strike) -> int:
    days = [days for stem, days in table.get("within", {}).items() if stem in words]
    return strike.first - min(days) * DAY if days else 0


def _has(words: str, table: Words, name: str) -> bool:
    return any(stem in words for stem in table.get(name, ()))


@cache
def _words(language: str) -> Words:
    """What superlatives are of, in a language; nothing where it has no such table."""
    file = resources.files("saksi.languages").joinpath(language, "measures.toml")
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
