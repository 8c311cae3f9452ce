"""Whether a claim is of this attack, an earlier one, a longer time, one side's claim of losses, or not yet real."""

from __future__ import annotations

from saksi.extract.field import Field
from saksi.extract.parts import Held
from saksi.model import Credit, Line

SECTIONS = {
    "earlier": "earlier_attack",
    "earlier_behind": "earlier_attack",
    "rate": "cumulative",
    "cumulative": "cumulative",
    "hypothetical": "hypothetical",
    "claimed_losses": "claimed_losses",
}
ORDER = ("claimed_losses", "hypothetical", "cumulative", "earlier_attack")
ENDS = frozenset({"semicolon", "stop", "but"})
CLAUSE_ENDS = ENDS | {"subordinate"}
FAR_BEHIND = 8  # tokens behind a speaker at which his clause has ended
SPOKEN = frozenset({"say", "tell"})
FIGHTERS = frozenset({"soldier", "militant"})
LOST = frozenset({"killed", "injured", "missing"})
SIDES = frozenset({"military", "government"})
OF_A_WAR = 5000  # no single attack of these wars killed or injured so many: such a toll is of a longer time
OF_BODIES = frozenset({"killed", "injured"})
NOT_YET_KNOWN = frozenset({"trapped", "missing"})  # who may be under the rubble is told of this attack
RATE_NEAR = 0  # tokens between what is counted and "a day"
RECORD_CLAUSE = 16  # tokens between a superlative and a date in the clause that says since when it is one
SINCE_OPENS = 1  # tokens between "since" and the number that opens its clause
ORDINAL_NEAR = 2  # tokens between which attack it is and the time in which it is so
RECORD_NEAR = 3  # tokens between a superlative and the time of which it is one
Period = tuple[int, int, str]


def scope_of(field: Field, held: Held, periods: tuple[Period, ...] = (), credit: Credit | None = None) -> str:
    """The scope that the words of the clause decide; `this_attack` where none do.

    `periods` are times of the line that are not the attack's (resolve/periods.py). Fighters whom one side claims to
    have
    killed are claimed losses.
    """
    at = held.item.number[0]
    phrases = (*held.line.scopes, *periods)
    found = {
        SECTIONS[section]
        for first, last, section in phrases
        if section in SECTIONS
        and not _apart(field, at, first, last, section)
        and not (section == "earlier_behind" and at < first)
        and not (section == "rate" and not 0 <= first - held.item.last <= RATE_NEAR)
        and not _undone(phrases, first, last, section)
        and not (section in _SINCE and _of_record(field, first))
        and not _behind_speaker(field.line, at, first)
        and not (section in _SINCE and _nearer_present(phrases, at, first, last))
    }
    if _in_since(field, at) or _at_that_time(field, at):
        found.add("earlier_attack")
    if held.unit in FIGHTERS and _claimed(field, held, credit):
        found.add("claimed_losses")
    if held.cue is not None and held.cue.extra == "losses":
        found.add("claimed_losses")
    if held.slot in OF_BODIES and (held.item.quantity.count or 0) >= OF_A_WAR:
        found.add("cumulative")
    for scope in ORDER:
        if scope in found and _possible(scope, held):
            return scope
    return "this_attack"


def is_unreal(line: Line, at: int) -> bool:
    """Whether a token stands in a clause of what may come, is planned or practised."""
    for first, last, section in line.scopes:
        if section == "hypothetical" and not _undone(line.scopes, first, last, section):
            low, high = (last, at) if last <= at else (at, first)
            if not any(line.kinds[i] & CLAUSE_ENDS for i in range(low, high)):
                return True
    return False


def _apart(field: Field, at: int, first: int, last: int, section: str = "") -> bool:
    """Whether a phrase and a number stand in different clauses; what may come of it ends with its own clause."""
    low, high = (last, at) if last <= at else (at, first)
    return low < high and field.between(low, high, CLAUSE_ENDS if section == "hypothetical" else ENDS)


def _in_since(field: Field, at: int) -> bool:
    """Whether a number opens a clause that says since when: "a daily event since two drones were destroyed"."""
    return not field.line.free_order and any(
        kind == "since" and 0 <= at - last <= SINCE_OPENS for _, last, kind in field.line.scopes
    )


def _at_that_time(field: Field, at: int) -> bool:
    """Whether a number is of the time that a superlative counts from: "the deadliest since July, when 30 were killed"."""
    then = next((i for i in range(at - 1, -1, -1) if "then" in field.kinds[i]), None)
    if then is None or field.between(then, at, ENDS):
        return False
    since = (last for _, last, kind in field.line.scopes if kind == "since" and last <= then)
    return any(marker.last <= last for last in since for marker in field.line.records)


def _behind_speaker(line: Line, at: int, first: int) -> bool:
    """Whether a phrase stands well behind him who ends what was said of the number: "12 died, the mayor said, as ..."."""
    return any(
        at < verb.first and verb.last + FAR_BEHIND < first and verb.kind in SPOKEN
        and any("comma" in line.kinds[i] for i in range(verb.last, first))
        for verb in line.speech
    )  # fmt: skip


def _of_record(field: Field, at: int) -> bool:
    """Whether a long time says only of what an attack is the greatest: "the largest since the invasion began, killing
    12".
    """
    return any(
        0 <= at - record.last <= RECORD_NEAR
        or (
            record.first < at <= record.last + RECORD_CLAUSE
            and not field.between(min(record.last, at), at, ENDS | {"comma"})
        )
        for record in field.line.records if record.kind != "noun"
    ) or any(  # "the third attack in a week"
        one.refused == "ordinal" and 0 <= at - one.last <= ORDINAL_NEAR for one in field.line.counted
    )  # fmt: skip


def _undone(phrases: tuple[Period, ...], first: int, last: int, section: str) -> bool:
    """Whether a phrase lies in a longer one that says that it did happen ("could not"), or a date in a "since"."""
    return any(
        low <= first and last <= high and high - low > last - first and (kind in _UNDOES or (kind, section) == _SINCE)
        for low, high, kind in phrases
    )


def _nearer_present(phrases: tuple[Period, ...], at: int, first: int, last: int) -> bool:
    """Whether a word of this time ("in the past day") stands nearer to the number than a phrase of another time."""
    far = min(abs(at - first), abs(at - last))
    return any(kind == "present" and min(abs(at - low), abs(at - high)) < far for low, high, kind in phrases)


_SINCE = ("cumulative", "earlier")
_UNDOES = frozenset({"actual", "earlier"})  # "could not"; "earlier this month" is a day of it


def _claimed(field: Field, held: Held, credit: Credit | None) -> bool:
    """Whether a side claims the killing: a word of claiming in the clause, on the word of an army or a government."""
    if credit is None or credit.kind not in SIDES or credit.stance != "says" or held.slot != "killed":
        return False
    at = held.item.number[0]
    return any(kind == "claim" and not _apart(field, at, first, last) for first, last, kind in held.line.scopes)


def _possible(scope: str, held: Held) -> bool:
    """Claimed losses are of soldiers or of no group said; what is feared of the trapped is no plan."""
    if scope == "hypothetical" and held.slot in NOT_YET_KNOWN:
        return False
    return scope != "claimed_losses" or (
        held.slot in LOST and held.unit in (None, "person", "soldier", "militant", "foreigner")
    )
