"""Numbers that count no people and no weapons by their own shape or the word beside them: refused by name here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from saksi.detect.numerals import Numeral
from saksi.model import Counted
from saksi.text import NUMBER, WORD

if TYPE_CHECKING:
    from saksi.detect.scan import Scan

YEARS = range(1900, 2101)
MIN_PHONE, MAX_PHONE = 3, 8  # digits of a phone's first group; tokens back to it
MAX_AGES = 5  # ages in one row
HALF_DAY = 12  # hours
OLDEST = 110  # an age; more is no age of a person
SHARED = frozenset({"age", "duration", "distance", "money", "percentage", "measure", "date"})
_SHAPES: dict[str, tuple[str, str]] = {
    "clock": ("clock", "written as a clock"),
    "slashed": ("date", "written with a slash"),
    "dotted": ("date", "written with dots"),
    "decimal": ("measure", "a decimal: people and weapons are whole"),
    "long": ("phone", "too many digits for a count"),
    "ordinal": ("ordinal", "an ordinal"),
    "idiom": ("count_of_something_else", "a set phrase that holds a number word"),
}


def refusal_of(scan: Scan, first: int, numeral: Numeral) -> tuple[str | None, str]:
    """What the shape of a number or the word before it tells: clocks, dates, models, sums of money, ages."""
    if numeral.sort == "decimal" and numeral.last < len(scan.forms):
        measure = scan.read(numeral.last, "units", "measure_after")
        if measure is not None and measure[1][1] == "duration":
            return "duration", "a decimal before a word of time"
    if numeral.sort in _SHAPES:
        return _SHAPES[numeral.sort]
    at = numeral.first
    before = scan.forms[first - 1] if first else ""
    if before == "#" or (before == "№"):
        return "address", "a number after a number sign"
    if scan.kinds[at] == NUMBER:
        if (
            at
            and scan.forms[at - 1] == "-"
            and at > 1
            and scan.kinds[at - 2] == WORD
            and scan.glued_to_next(at - 1)
            and scan.glued_to_next(at - 2)
        ):
            return "model_name", "a number joined to a name"
        if _of_phone(scan, at):
            return "phone", "digits that begin with a nought, or go on such"
        if before == "/" and _second_model(scan, first):
            return "model_name", "a second model behind a slash"
        if (before in _SUMS and not rises(scan, first)) or _sum_after(scan, numeral.last):
            return "score", "a sum or a score"
        if _model_before(scan, first):
            return "model_name", f"the number belongs to the name {before!r}"
    dated = _dated(scan, numeral)
    if dated:
        return dated
    if _apposed_age(scan, first, numeral):
        return "age", "stands in commas behind a person"
    if first:
        found = scan.read(first - 1, "units", "measure_before")
        if found is None and first > 1:
            found = scan.read(first - 2, "units", "measure_before")
            found = found if found and found[0] == 2 else None
        if found is None and _priced(scan, first - 1):
            return "money", f"after {before!r}"
        if found and (found[1][1] in _STRONG or not _counts_known(scan, numeral.last)):
            return found[1][1], f"after {before!r}"
    return None, ""


def _second_model(scan: Scan, at: int) -> bool:
    """Whether digits behind a slash go on a name that ends in digits: "Х-59/69", "Shahed-131/136"."""
    return at > 1 and scan.kinds[at - 2] == WORD and scan.forms[at - 2][-1].isdigit() and scan.glued_to_next(at - 2)


def _priced(scan: Scan, at: int) -> bool:
    """A currency glued to its digits, before their scale: "Rp827 miliar"."""
    form = scan.forms[at]
    letters = form.rstrip("0123456789")
    return letters != form and any(
        match.entry.table == "units" and match.entry.path == ("measure_before", "money")
        for match in scan.words.singles(letters)
    )


_SUMS = frozenset({"+", "×", "x", "="})
_STRONG = frozenset({"age", "money", "measure"})  # what the word before says here stands whatever follows


def rises(scan: Scan, at: int) -> bool:
    """Whether a number is the rise in a bracket behind a tally: "близько 980 000 (+1 030)"."""
    return at > 2 and scan.forms[at - 1] == "+" and scan.forms[at - 2] == "(" and (
        scan.kinds[at - 3] == NUMBER or (at > 3 and scan.kinds[at - 4] == NUMBER)
    )  # fmt: skip


def _sum_after(scan: Scan, at: int) -> bool:
    """A sign of a sum behind a number; a plus before a word is a bound ("20+ people")."""
    if at >= len(scan.forms) or scan.forms[at] not in _SUMS:
        return False
    return scan.forms[at] != "+" or (at + 1 < len(scan.kinds) and scan.kinds[at + 1] == NUMBER)


def _counts_known(scan: Scan, at: int) -> bool:
    """Whether people or weapons to count stand right behind a number: "on that day 12 people"."""
    return at < len(scan.forms) and scan.read(at, "units", "person", "weapon") is not None


def _of_phone(scan: Scan, at: int) -> bool:
    """Digits that begin with a nought ("0813"), or hang by hyphens on such ("0813-4308-8869")."""
    here = at
    while here > 1 and scan.forms[here - 1] == "-" and scan.kinds[here - 2] == NUMBER and at - here < MAX_PHONE:
        here -= 2
    return len(scan.forms[here]) >= MIN_PHONE and scan.forms[here].isdigit() and scan.forms[here][0] == "0"


def _apposed_age(scan: Scan, first: int, numeral: Numeral) -> bool:
    """Digits between marks behind a person or a name: "a bus driver, 45, was killed"; "Maria (67)"."""
    if first < 2 or scan.kinds[first] != NUMBER or not 0 < (numeral.value or 0) <= OLDEST:
        return False
    if scan.read(first - 1, "grammar", "of") and scan.read(first - 2, "units", "person_one"):
        return True  # "a man of 58"
    if numeral.last >= len(scan.forms):
        return False
    if _ages_of_several(scan, first):
        return True
    if (scan.forms[first - 1], scan.forms[numeral.last]) not in ((",", ","), ("(", ")"), (",", "."), (",", ";")):
        return False
    if scan.kinds[first - 2] != WORD:
        return False
    return (
        scan.forms[numeral.last] == ","
        or scan.upper(first - 2)
        or scan.read(first - 2, "units", "person_one") is not None
    )


def _ages_of_several(scan: Scan, first: int) -> bool:
    """Whether a row of bare numbers between marks behind a plural opens here: "two women, 34 and 61, were killed"."""
    close = {",": (",", ".", ";"), "(": (")",)}.get(scan.forms[first - 1])
    if close is None or scan.read(first - 2, "units", "person") is None:
        return False
    at, ages, end = first, 1, len(scan.forms)
    while ages < MAX_AGES and at + 2 < end and scan.kinds[at + 2] == NUMBER and _joins_numbers(scan, at + 1):
        at, ages = at + 2, ages + 1
    numbers = (scan.forms[here] for here in range(first, at + 1, 2))
    aged = all(form.isdigit() and 0 < int(form) <= OLDEST for form in numbers)
    return ages > 1 and aged and at + 1 < end and scan.forms[at + 1] in close


def aged(scan: Scan, first: int, last: int) -> bool:
    """Whether years or months behind a person are his age: "a boy of three years", "Yulia, 47 tahun"."""
    if not first or last >= len(scan.forms) or not scan.read(last, "time", "span"):
        return False
    if last + 1 < len(scan.forms) and scan.read(last + 1, "time", "ago"):
        return False
    at = first - 2 if scan.forms[first - 1] in (",", "(") and first > 1 else first - 1
    named = at < first - 1 and any(
        scan.kinds[back] == WORD and scan.upper(back) for back in range(max(at - 1, 0), at + 1)
    )
    return named or any(scan.read(back, "units", "person", "person_one") for back in range(max(at - 1, 0), at + 1))


def _dated(scan: Scan, numeral: Numeral) -> tuple[str, str] | None:
    """A number that is the day of a month, a year, or a clock by the word beside it."""
    at, last, size = numeral.first, numeral.last, len(scan.forms)
    if numeral.value is None:
        return None
    if last < size and 1 <= numeral.value <= 31 and scan.read(last, "time", "month"):
        return "date", "the day of a month"
    if at > 1 and scan.forms[at - 1] == "." and scan.read(at - 2, "time", "month") and numeral.value <= 31:
        return "date", "beside a month cut short"
    behind_month = at > 0 and scan.kinds[at] == NUMBER and scan.read(at - 1, "time", "month") is not None
    if behind_month and (numeral.value <= 31 or is_year(scan, numeral)) and not _counts_known(scan, last):
        return "date", "beside a month"
    if last < size and numeral.value <= HALF_DAY and scan.read(last, "time", "hour_of"):
        return "clock", f"before {scan.forms[last]!r}"
    if last < size and scan.kinds[at] == NUMBER:
        if is_year(scan, numeral) and scan.read(last, "time", "year_word"):
            return "year", "a year"
        if scan.read(last, "time", "clock_after"):
            return "clock", f"before {scan.forms[last]!r}"
    return None


def _model_before(scan: Scan, first: int) -> bool:
    """A weapon's name directly before digits: "Shahed 136", "S 300"; not where a noun to count follows."""
    if not first or scan.kinds[first - 1] != WORD or not scan.upper(first - 1):
        return False
    if not scan.read(first - 1, "units", "weapon", "weapon_one"):
        return False
    after = first + 1
    return after >= len(scan.forms) or scan.read(after, "units", "person", "weapon", "thing") is None


def is_year(scan: Scan, numeral: Numeral) -> bool:
    """Four digits between 1900 and 2100 that count nothing known."""
    return (
        scan.kinds[numeral.first] == NUMBER and numeral.last == numeral.first + 1
        and scan.forms[numeral.first].isdigit() and numeral.value in YEARS
    )  # fmt: skip


def shared_measures(scan: Scan, items: list[Counted]) -> list[Counted]:
    """A bare number joined to a measured one is measured alike: "aged 34 and 67", "3 and 4 July"."""
    for step, order in ((1, range(len(items) - 1)), (-1, range(len(items) - 1, 0, -1))):
        for at in order:
            known, bare = items[at], items[at + step]
            if known.refused in SHARED and bare.refused is None and bare.sort is None and "implicit" not in bare.marks:
                low, high = (known.last, bare.first) if step == 1 else (bare.last, known.first)
                if 0 < high - low <= 2 and all(_joins_numbers(scan, i) for i in range(low, high)):
                    items[at + step] = refused_as(bare, known.refused, known.why)
    return items


def _joins_numbers(scan: Scan, at: int) -> bool:
    return scan.forms[at] in (",", "-", "–") or scan.read(at, "grammar", "and", "or") is not None


def refused_as(found: Counted, reason: str, why: str = "") -> Counted:
    return Counted(
        first=found.number[0], last=found.number[1], number=found.number, quantity=found.quantity, refused=reason,
        why=why, rule=found.rule, parts=found.parts,
    )  # fmt: skip
