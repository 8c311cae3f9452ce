"""What reports say was launched and intercepted, against the tally of that night."""

from __future__ import annotations

from collections.abc import Iterator

from saksi.model import Check, Estimate, Incident, Side
from saksi.verify.nights import Night, words
from saksi.verify.tallies import Strike, Tallies, kinds_of
from saksi.verify.verdicts import AGREES, DIFFERS, NEAR, NO_REFERENCE, said, verdict

# The column of the tally by how something was stopped; the tally does not part jamming from loss.
COLUMNS = {"shot_down": ("shot_down",), "jammed": ("lost",), "lost": ("lost",), "mixed": ("shot_down", "lost")}
COMPARED = ("best", "differs")


def weapon_checks(incident: Incident, found: Night | None, tallies: Tallies) -> Iterator[Check]:
    """A check for each number of launched or intercepted weapons that is not superseded."""
    national = _speaks_of_the_country(incident, found)
    for row in incident.estimates:
        if row.slot not in ("launched", "intercepted"):
            continue
        once = {said(side): side for side in reversed(row.sides) if _compared(row, side)}
        for side in reversed(once.values()):
            yield _check(row, side, found, tallies, national)


def _compared(row: Estimate, side: Side) -> bool:
    """Whether a side is held against the tally: what is current, but not "a missile", which bounds nothing."""
    if side.value == 1 and side.high is None:
        return False
    return side.standing in COMPARED or (row.best is None and side.standing == AGREES)


def _speaks_of_the_country(incident: Incident, found: Night | None) -> bool:
    """Whether the reports give the country's numbers: a nationwide wave, or a number that is exactly the night's."""
    if any(place.precision == "country" for place in incident.places) or found is None:
        return True
    return any(
        row.best is not None and row.slot == "launched" and found.strike.count(row.what or "") == row.best
        for row in incident.estimates
    )


def _check(row: Estimate, side: Side, found: Night | None, tallies: Tallies, national: bool) -> Check:
    made, note, value = NO_REFERENCE, "", None
    rows: tuple[int, ...] = ()
    if found is None:
        note = f"the tally ({tallies.source.first} to {tallies.source.last}) has no attack in these hours"
    else:
        value, column = _value(row, side, found.strike)
        rows = found.strike.rows
        if value is None:
            note = f"the tally has no number of {row.what or 'these weapons'} for {words(found.strike)}"
        else:
            made, note = _verdict(row, side, value, national)
            note = "; ".join(filter(None, (f"{column}, attack of {words(found.strike)}", note, _others(found))))
    return Check(
        reference=tallies.source.name, slot=row.slot, what=row.what, place=row.place, reported=said(side),
        reference_value=None if value is None else str(value), verdict=made, note=note, rows=rows,
        claim_ids=side.claim_ids,
    )  # fmt: skip


def _value(row: Estimate, side: Side, strike: Strike) -> tuple[int | None, str]:
    """The tally's number and the name of its column; for what was stopped in ways not told the one that fits best."""
    what = row.what or ""
    if not kinds_of(what):
        return None, ""
    if row.slot == "launched":
        return strike.count(what), "launched"
    numbers = {name: strike.count(what, name) for name in ("shot_down", "lost")}
    wanted = COLUMNS.get(row.how or "mixed", COLUMNS["mixed"])
    down, lost = numbers["shot_down"], numbers["lost"]
    if len(wanted) == 1:
        together = f" ({side.value} are its shot down and lost together)"
        both = down is not None and lost is not None and side.value == down + lost and lost > 0
        return numbers[wanted[0]], wanted[0].replace("_", " ") + (together if both else "")
    if down is None or lost is None:
        return None, ""
    choices = [(down, "shot down"), (down + lost, "shot down and lost"), (lost, "lost")]
    return min(choices, key=lambda choice: abs(choice[0] - (side.value or side.low or 0)))


def _verdict(row: Estimate, side: Side, value: int, national: bool) -> tuple[str, str]:
    """A city's number is part of the country's: it can be no more, and less is no difference."""
    made = verdict(side, value)
    if row.place is None and national:
        return made, ""
    if (side.low or side.value or 0) > value and made == DIFFERS:
        return DIFFERS, "a part cannot have more than the country"
    if made in (AGREES, NEAR) and row.place is None and (side.high is not None or side.value == value):
        return made, ""
    return NO_REFERENCE, "the tally counts the whole country, the report may speak of a part"


def _others(found: Night) -> str:
    if not found.others:
        return ""
    return f"{found.others} more of the tally's attacks in these hours" if found.others > 1 else (
        "one more of the tally's attacks in these hours"
    )  # fmt: skip
