"""Quantities: numerals with their qualifiers and what they count; what a number measures is refused by name here.

For each numeral: the qualifier before ("at least") and after ("or more"), a range with the numeral after it, then the
counted noun to its right, over adjectives of no table. Nothing is assigned to a cue here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from saksi.detect.numerals import Numeral
from saksi.model import Counted, Part, Quantity, TimeWords
from saksi.text import MARK, NUMBER, WORD

if TYPE_CHECKING:
    from saksi.detect.lines import Scan

MAX_ADJECTIVES = 4  # words of no table between a number and its noun: "44 reconnaissance and strike Ukrainian drones"
YEARS = range(1900, 2101)
TEENS = (11, 19)
_QUOTES = frozenset("«»“”\"„'*_")
_RANGE_MARKS = frozenset("–—-−")


class Unit(NamedTuple):
    """What a number counts: `sort` and `unit` as in `Counted`, the tokens it takes, or a refusal."""

    last: int
    sort: str | None
    unit: str | None
    refused: str | None = None
    why: str = ""


def counted_of(scan: Scan, times: tuple[TimeWords, ...], refuse: str | None) -> tuple[Counted, ...]:
    """All numbers of a line with what they count, from left to right; implicit ones ("a woman") included.

    A number inside a time counts nothing.
    """
    items: list[Counted] = []
    at, size = 0, len(scan.forms)
    while at < size:
        found = _phrase(scan, at)
        if found is None:
            found = _implicit(scan, at)
        if found is None:
            at += 1
            continue
        timed = _timed(scan, found, times)
        if timed:
            found = _refused(found, _time_reason(timed), timed.words)
        elif refuse and "implicit" not in found.marks:
            found = _refused(found, refuse)
        if "implicit" in found.marks:
            items.extend(_inner_numbers(scan, found, times))
        if not (refuse and "implicit" in found.marks):
            items.append(found)
        at = max(found.last, at + 1)
    return tuple(_shared_measures(scan, items))


def _inner_numbers(scan: Scan, found: Counted, times: tuple[TimeWords, ...]) -> list[Counted]:
    """The numbers inside a singular noun phrase are ages and names: "a 70-year-old woman"."""
    inner = [_phrase(scan, at) for at in range(found.first, found.last) if scan.kinds[at] == NUMBER]
    return [_refused(one, one.refused or "age", one.why) for one in inner if one is not None]


SHARED = frozenset({"age", "duration", "distance", "money", "percentage", "measure", "date"})


def _shared_measures(scan: Scan, items: list[Counted]) -> list[Counted]:
    """A bare number joined to a measured one is measured alike: "aged 34 and 67", "3 and 4 July"."""
    for step, order in ((1, range(len(items) - 1)), (-1, range(len(items) - 1, 0, -1))):
        for at in order:
            known, bare = items[at], items[at + step]
            if known.refused in SHARED and bare.refused is None and bare.sort is None and "implicit" not in bare.marks:
                low, high = (known.last, bare.first) if step == 1 else (bare.last, known.first)
                if 0 < high - low <= 2 and all(_joins_numbers(scan, i) for i in range(low, high)):
                    items[at + step] = _refused(bare, known.refused, known.why)
    return items


def _joins_numbers(scan: Scan, at: int) -> bool:
    return scan.forms[at] in (",", "-", "–") or scan.read(at, "grammar", "and", "or") is not None


def _timed(scan: Scan, found: Counted, times: tuple[TimeWords, ...]) -> TimeWords | None:
    """The time that a number is a piece of, if any."""
    start, end = scan.starts[found.number[0]], scan.ends[found.number[1] - 1]
    return next((time for time in times if time.span.start <= start and end <= time.span.end), None)


def _time_reason(time: TimeWords) -> str:
    if "hour" in time.fields or "impossible" in time.fields:
        return "clock"
    return "year" if set(time.fields) == {"year"} else "date"


def _refused(found: Counted, reason: str, why: str = "") -> Counted:
    return Counted(
        first=found.number[0], last=found.number[1], number=found.number, quantity=found.quantity, refused=reason,
        why=why, rule=found.rule, parts=found.parts,
    )  # fmt: skip


def _phrase(scan: Scan, at: int) -> Counted | None:
    """The quantity that begins at a token, its qualifier included, or None."""
    bound, number_at = _qualifier(scan, at)
    if number_at >= len(scan.forms):
        return None
    numeral = _numeral(scan, number_at)
    if numeral is None:
        return None
    return _counted(scan, at, bound, numeral)


def _numeral(scan: Scan, at: int) -> Numeral | None:
    if scan.kinds[at] == MARK:
        return None
    numeral = scan.numerals.read(scan.forms, scan.kinds, at)
    if numeral is None and scan.read(at, "numbers", "article") and at + 1 < len(scan.forms):
        after = scan.numerals.read(scan.forms, scan.kinds, at + 1)
        if after and after.value in (12, 100, 1000, 1_000_000) and scan.kinds[at + 1] == WORD:
            return Numeral(at, after.last, after.value, after.sort)
    return numeral


def _qualifier(scan: Scan, at: int) -> tuple[str | None, int]:
    """(bound, token after) of the qualifiers that begin at a token; several may follow ("already at least")."""
    bound, here = None, at
    for _ in range(3):
        if here >= len(scan.forms):
            break
        found = scan.read(here, "numbers", "bound")
        if found is None:
            break
        length, path = found
        bound = path[1] if bound in (None, "exact") else bound
        here += length
    return bound, here


def _counted(scan: Scan, first: int, bound: str | None, numeral: Numeral) -> Counted:
    last = numeral.last
    marks: set[str] = set()
    quantity, last, rule = _quantity(scan, numeral, bound, last)
    refused, why = _refusal_of_number(scan, first, numeral)
    bound_after = _bound_after(scan, last)
    if bound_after and quantity.bound == "exact":
        quantity, last = Quantity.said(quantity.count, bound_after[1]), bound_after[0]
    sort, unit, unit_words = None, None, ""
    if refused is None:
        found = _unit(scan, last, numeral)
        refused, why = found.refused, found.why
        sort, unit = found.sort, found.unit
        if found.refused is None and found.sort:
            unit_words = " ".join(scan.forms[last : found.last])
            last = found.last
            bound_after = _bound_after(scan, last)
            if bound_after and quantity.bound == "exact":
                quantity, last = Quantity.said(quantity.count, bound_after[1]), bound_after[0]
        if sort in (None, "unknown") and numeral.sort == "people":
            sort, unit = "person", "person"
        if sort in (None, "unknown", "thing") and refused is None:
            year = _year(scan, numeral)
            if year:
                refused, why = "year", f"{numeral.value} stands as a year"
    if numeral.sort == "people":
        marks.add("people")
    if numeral.sort == "zero":
        marks.add("zero")
    parts = [Part(scan.starts[numeral.first], scan.ends[numeral.last - 1], str(quantity.count or quantity.bound), rule)]
    if bound:
        parts.insert(0, Part(scan.starts[first], scan.ends[numeral.first - 1], bound, "qualifier"))
    if unit_words:
        parts.append(Part(scan.starts[numeral.last], scan.ends[last - 1], f"{sort}:{unit}", "unit"))
    return Counted(
        first=first, last=last, number=(numeral.first, numeral.last), quantity=quantity, sort=sort, unit=unit,
        marks=frozenset(marks), refused=refused, why=why, rule=rule, parts=tuple(parts),
    )  # fmt: skip


def _quantity(scan: Scan, numeral: Numeral, bound: str | None, last: int) -> tuple[Quantity, int, str]:
    """The quantity of a numeral, or of the range that it opens; the token after it; the rule."""
    if numeral.sort.startswith("vague:"):
        name = numeral.sort.removeprefix("vague:")
        if name == "teens":
            return Quantity(None, "range", *TEENS), last, "vague"
        return Quantity.said(None, name), last, "vague"
    closing = _range_end(scan, numeral, last)
    if closing is not None and numeral.value is not None and closing.value is not None:
        return Quantity(None, "range", numeral.value, closing.value), closing.last, "range"
    return Quantity.said(numeral.value, bound or "exact"), last, "numeral"


def _range_end(scan: Scan, numeral: Numeral, last: int) -> Numeral | None:
    """The numeral that closes a range: "10–15", "between 10 and 15", "10 to 15"; only upwards and within reason."""
    if numeral.value is None or numeral.sort == "zero" or last + 1 >= len(scan.forms):
        return None
    if scan.forms[last] in _RANGE_MARKS:
        joint = last + 1 if scan.kinds[numeral.first] == NUMBER and scan.kinds[last + 1] == NUMBER else None
    else:
        found = scan.read(last, "numbers", "range")
        joint = last + found[0] if found and found[1][-1] == "joint" else None
        opened = numeral.first > 0 and (before := scan.read(numeral.first - 1, "numbers", "range")) and before[1][-1] == "open"
        if joint is not None and not opened and scan.read(last, "grammar", "and", "of"):
            return None
    if joint is None or joint >= len(scan.forms):
        return None
    closing = scan.numerals.read(scan.forms, scan.kinds, joint)
    if closing is None or closing.value is None or not numeral.value < closing.value <= 10 * max(numeral.value, 1):
        return None
    return closing


def _bound_after(scan: Scan, at: int) -> tuple[int, str] | None:
    """(token after, bound) of a qualifier behind the number: "97 or more"."""
    if at >= len(scan.forms):
        return None
    found = scan.read(at, "numbers", "bound_after")
    return (at + found[0], found[1][1]) if found else None


def _refusal_of_number(scan: Scan, first: int, numeral: Numeral) -> tuple[str | None, str]:
    """What the shape of a number or the word before it tells: clocks, dates, models, sums of money, ages."""
    if numeral.sort in _SHAPES:
        return _SHAPES[numeral.sort]
    at = numeral.first
    before = scan.forms[first - 1] if first else ""
    if before == "#" or (before == "№"):
        return "address", "a number after a number sign"
    if scan.kinds[at] == NUMBER:
        if at and scan.forms[at - 1] == "-" and at > 1 and scan.kinds[at - 2] == WORD and scan.glued_to_next(at - 1) and scan.glued_to_next(at - 2):
            return "model_name", "a number joined to a name"
        if before in ("+", "×", "x", "=") or (numeral.last < len(scan.forms) and scan.forms[numeral.last] in ("×", "=", "+")):
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
        if found:
            return found[1][1], f"after {before!r}"
    return None, ""


OLDEST = 110  # an age; more is no age of a person


def _apposed_age(scan: Scan, first: int, numeral: Numeral) -> bool:
    """Digits between marks behind a person or a name: "a bus driver, 45, was killed"; "Maria (67)"."""
    if first < 2 or scan.kinds[first] != NUMBER or not 0 < (numeral.value or 0) <= OLDEST:
        return False
    if scan.read(first - 1, "grammar", "of") and scan.read(first - 2, "units", "person_one"):
        return True  # "a man of 58"
    if numeral.last >= len(scan.forms):
        return False
    if (scan.forms[first - 1], scan.forms[numeral.last]) not in ((",", ","), ("(", ")"), (",", "."), (",", ";")):
        return False
    if scan.kinds[first - 2] != WORD:
        return False
    return scan.forms[numeral.last] == "," or scan.upper(first - 2) or scan.read(first - 2, "units", "person_one") is not None


def _dated(scan: Scan, numeral: Numeral) -> tuple[str, str] | None:
    """A number that is the day of a month, a year, or a clock by the word beside it."""
    at, last, size = numeral.first, numeral.last, len(scan.forms)
    if numeral.value is None:
        return None
    if last < size and 1 <= numeral.value <= 31 and scan.read(last, "time", "month"):
        return "date", "the day of a month"
    if at and scan.read(at - 1, "time", "month") and scan.kinds[at] == NUMBER and (numeral.value <= 31 or _year(scan, numeral)):
        if not (last < size and scan.read(last, "units", "person", "weapon")):
            return "date", "beside a month"
    if last < size and scan.kinds[at] == NUMBER:
        if _year(scan, numeral) and scan.read(last, "time", "year_word"):
            return "year", "a year"
        if scan.read(last, "time", "clock_after"):
            return "clock", f"before {scan.forms[last]!r}"
    return None


_SHAPES: dict[str, tuple[str, str]] = {
    "clock": ("clock", "written as a clock"),
    "slashed": ("date", "written with a slash"),
    "dotted": ("date", "written with dots"),
    "decimal": ("measure", "a decimal: people and weapons are whole"),
    "long": ("phone", "too many digits for a count"),
    "ordinal": ("ordinal", "an ordinal"),
}


def _model_before(scan: Scan, first: int) -> bool:
    """A weapon's name directly before digits: "Shahed 136", "S 300"; not where a noun to count follows."""
    if not first or scan.kinds[first - 1] != WORD or not scan.upper(first - 1):
        return False
    if not scan.read(first - 1, "units", "weapon", "weapon_one"):
        return False
    after = first + 1
    return after >= len(scan.forms) or scan.read(after, "units", "person", "weapon", "thing") is None


def _year(scan: Scan, numeral: Numeral) -> bool:
    """Four digits between 1900 and 2100 that count nothing known."""
    return (
        scan.kinds[numeral.first] == NUMBER and numeral.last == numeral.first + 1
        and scan.forms[numeral.first].isdigit() and numeral.value in YEARS
    )  # fmt: skip


def _unit(scan: Scan, at: int, numeral: Numeral) -> Unit:
    """The noun that a number counts: the first of a table to the right, over a few words of none."""
    size = len(scan.forms)
    if at < size and scan.kinds[at - 1] == NUMBER and scan.ends[at - 1] == scan.starts[at]:
        glued = _glued(scan, at)
        if glued:
            return glued
    skipped, cue_slot, here, unknown = 0, None, at, None
    while here < size and skipped <= MAX_ADJECTIVES:
        form = scan.forms[here]
        if form in _QUOTES:
            here += 1
            continue
        if scan.kinds[here] == NUMBER:
            break
        if scan.kinds[here] == MARK:
            found = scan.read(here, "units", "measure_after") if here == at else None
            return Unit(here + 1, None, None, found[1][1], form) if found else _unknown(unknown, at)
        if here == at or skipped:
            measure = scan.read(here, "units", "measure_after")
            if measure and (skipped == 0 or measure[1][1] in ("duration", "distance", "money")):
                return Unit(here + measure[0], None, None, measure[1][1], " ".join(scan.forms[here : here + measure[0]]))
        noun = scan.read(here, "units", "person", "weapon", "thing", "person_one", "weapon_one")
        if noun:
            sort = noun[1][0].removesuffix("_one")
            if cue_slot is None or _goes_with(cue_slot, sort):
                last, unit = here + noun[0], noun[1][1]
                if sort != "thing":
                    last, unit = _more_of_noun(scan, last, sort, unit)
                return Unit(last, sort, unit)
            return _unknown(unknown, at)
        other = scan.read(here, "grammar", "other")
        if other:
            here += other[0]
            continue
        cue = scan.read(here, "cues")
        if cue:
            if cue_slot is not None or unknown is not None:
                return _unknown(unknown, at)
            cue_slot = cue[1][0]
            here += cue[0]
            skipped += 1
            continue
        if scan.read(here, "grammar") or scan.read(here, "numbers") or scan.read(here, "credit"):
            return _unknown(unknown, at)
        if cue_slot is not None and not _adjective_like(scan, here):
            return _unknown(unknown, at)
        if unknown is None and cue_slot is None:
            unknown = (here + 1, form)
        here += 1
        skipped += 1
    return _unknown(unknown, at)


def _adjective_like(scan: Scan, at: int) -> bool:
    """After a cue inside the phrase ("3 injured local residents") only words of no table directly before a noun."""
    return at + 1 < len(scan.forms) and scan.kinds[at] == WORD and scan.read(at + 1, "units", "person", "weapon") is not None


def _unknown(unknown: tuple[int, str] | None, at: int) -> Unit:
    return Unit(unknown[0], "unknown", unknown[1]) if unknown else Unit(at, None, None)


def _goes_with(slot: str, sort: str) -> bool:
    return (sort == "weapon") == (slot in ("launched", "intercepted"))


def _more_of_noun(scan: Scan, last: int, sort: str, unit: str) -> tuple[int, str]:
    """A noun directly after a noun of the same sort makes it more exact: "orang anak", "drone Shahed"."""
    for _ in range(2):
        if last >= len(scan.forms) or scan.kinds[last] != WORD:
            if last < len(scan.forms) and scan.forms[last] in _QUOTES and last + 1 < len(scan.forms):
                found = scan.read(last + 1, "units", sort, f"{sort}_one")
                if found and sort == "weapon":
                    end = last + 1 + found[0]
                    last, unit = end + (end < len(scan.forms) and scan.forms[end] in _QUOTES), _finer(unit, found[1][1])
                    continue
            break
        found = scan.read(last, "units", sort, f"{sort}_one")
        if found is None:
            break
        last, unit = last + found[0], _finer(unit, found[1][1])
    return last, unit


_GENERAL = frozenset({"person", "missile", "bomb", "other", "mixed", "adult"})


def _finer(unit: str, other: str) -> str:
    return other if unit in _GENERAL and other != "mixed" else unit


def _glued(scan: Scan, at: int) -> Unit | None:
    """A number with letters joined to it: "34-річний" is an age, "18-та" an ordinal, "9-storey" a measure."""
    here = at + 1 if scan.forms[at] == "-" and at + 1 < len(scan.forms) and scan.glued_to_next(at) else at
    if scan.kinds[here] != WORD:
        return None
    if here == at and scan.read(here, "units", "person", "weapon", "person_one", "weapon_one"):
        return None
    measure = scan.read(here, "units", "measure_after")
    if measure:
        return Unit(here + measure[0], None, None, measure[1][1], scan.forms[here])
    if len(scan.forms[here]) <= 3:
        return Unit(here + 1, None, None, "ordinal", f"-{scan.forms[here]}")
    return Unit(here + 1, None, None, "measure", f"joined to {scan.forms[here]!r}")


def _implicit(scan: Scan, at: int) -> Counted | None:
    """One, said by a singular noun: with an article where the language has them, bare where it has none."""
    here, determined = at, False
    article = scan.read(at, "numbers", "article")
    if article:
        determined = True
        here = _over_adjectives(scan, at + article[0])
    if here >= len(scan.forms):
        return None
    noun = scan.read(here, "units", "person_one", "weapon_one")
    if noun is None or (not determined and _has_articles(scan)):
        return None
    sort = noun[1][0].removesuffix("_one")
    last, unit = _more_of_noun(scan, here + noun[0], sort, noun[1][1])
    part = Part(scan.starts[at], scan.ends[last - 1], f"1 {unit}", "singular noun")
    return Counted(
        first=at, last=last, number=(here, last), quantity=Quantity.said(1, "exact"), sort=sort, unit=unit,
        marks=frozenset({"implicit"}), rule="singular", parts=(part,),
    )  # fmt: skip


def _over_adjectives(scan: Scan, at: int) -> int:
    """Over what may stand between an article and its noun: adjectives of no table, an age, a model's name."""
    size, steps = len(scan.forms), 0
    while at < size and steps < 4 and not scan.read(at, "units", "person_one", "weapon_one"):
        steps += 1
        aged = scan.read(at + 2, "units", "measure_after") if at + 2 < size and scan.forms[at + 1] == "-" else None
        if scan.kinds[at] == NUMBER and aged:
            at += 2 + aged[0]
        elif scan.kinds[at] != WORD or (scan.matches[at] and not scan.read(at, "grammar", "other") and not _names_weapon(scan, at)):
            break
        else:
            at += 1
    return at


def _names_weapon(scan: Scan, at: int) -> bool:
    """A model before its noun: "an Iskander-M ballistic missile"."""
    return scan.read(at, "units", "weapon") is not None and at + 1 < len(scan.forms) and scan.read(at + 1, "units", "weapon_one") is not None


def _has_articles(scan: Scan) -> bool:
    return bool(scan.words.tables.get("numbers", {}).get("article"))
