"""Quantities: numerals with their qualifiers and what they count. Nothing is assigned to a cue here.

For each numeral: the qualifier before ("at least") and after ("or more"), a range with the numeral after it, then what
it counts (units.py) or measures (measures.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from saksi.detect.measures import aged, is_year, refusal_of, refused_as, rises, shared_measures
from saksi.detect.numerals import Numeral
from saksi.detect.singular import aged_person, aged_persons, number_less, persons_aged, singular_of
from saksi.detect.units import unit_of
from saksi.detect.words import AGED, ARTICLE, COUNTS, LONG, NUMERIC, PERSON, ROUND, SINGLE
from saksi.model import Counted, Part, Quantity, TimeWords
from saksi.slots import HARM
from saksi.text import MARK, NUMBER, WORD

if TYPE_CHECKING:
    from saksi.detect.scan import Scan

TEENS = (11, 19)
ACRONYM = 4  # letters of an abbreviation that is also a number word
GREW_REACH = 9  # tokens between a verb of growing and the number it grew to: "зросла в області з 10 до 12"
_CLAUSE_MARKS = frozenset(",;:()")
_RANGE_MARKS = frozenset("–—-−")


def counted_of(scan: Scan, times: tuple[TimeWords, ...], refuse: str | None) -> tuple[Counted, ...]:
    """All numbers of a line with what they count, from left to right; implicit ones ("a woman") included.

    A number inside a time counts nothing.
    """
    items: list[Counted] = []
    reached = 0
    single = scan.having(SINGLE)[-1] if scan.bits & SINGLE else -1
    for at in scan.having(_beginning(scan)):
        if at < reached:
            continue
        found = _begun(scan, at, single)
        if found is None:
            reached = _thing_end(scan, at) if scan.said[at].bits & LONG else 0
            continue
        timed = _timed(scan, found, times) if times else None
        if timed:
            found = refused_as(found, _time_reason(timed), timed.words)
        elif refuse and "implicit" not in found.marks:
            found = refused_as(found, refuse)
        if "implicit" in found.marks:
            items.extend(_inner_numbers(scan, found, times))
        if not (refuse and "implicit" in found.marks):
            items.append(found)
        reached = found.last
    return tuple(shared_measures(scan, items) if len(items) > 1 else items)


def _beginning(scan: Scan) -> int:
    """What a word must have (detect/words.py) so that something counted can begin with it in this line."""
    bits = COUNTS | SINGLE | AGED | LONG
    if scan.bits & (SINGLE | ROUND):
        bits |= ARTICLE
    return bits | PERSON if scan.bits & NUMERIC or number_less(scan) else bits


def _begun(scan: Scan, at: int, single: int) -> Counted | None:
    """What is counted by the phrase that begins at a token: each reading is tried only where its table speaks.

    `single`: the last token of the line at which a singular noun stands, without which an article counts nobody.
    """
    bits, found = scan.said[at].bits, None
    joined = at + 1 < len(scan.forms) and scan.forms[at + 1] == "-"  # "15-річних"
    if bits & AGED or (joined and bits & NUMERIC):
        found = aged_person(scan, at) or aged_persons(scan, at)
    if found is None and (bits & COUNTS or (bits & ARTICLE and scan.bits & ROUND)):
        found = _phrase(scan, at)
    if found is None and (bits & SINGLE or (bits & ARTICLE and at < single) or (bits & PERSON and number_less(scan))):
        found = singular_of(scan, at)
    return persons_aged(scan, at) if found is None and bits & PERSON and scan.bits & NUMERIC else found


def _thing_end(scan: Scan, at: int) -> int:
    """Where a thing of several words ends ("прав человека" names nobody); 0 where none begins at a token."""
    thing = scan.read(at, "units", "thing")
    return at + thing[0] if thing and thing[0] > 1 else 0


def _inner_numbers(scan: Scan, found: Counted, times: tuple[TimeWords, ...]) -> list[Counted]:
    """The numbers inside a singular noun phrase are ages and names: "a 70-year-old woman"."""
    inner = [_phrase(scan, at) for at in range(found.first, found.last) if scan.kinds[at] == NUMBER]
    return [refused_as(one, one.refused or "age", one.why) for one in inner if one is not None]


def _timed(scan: Scan, found: Counted, times: tuple[TimeWords, ...]) -> TimeWords | None:
    """The time that a number is a piece of, if any."""
    start, end = scan.starts[found.number[0]], scan.ends[found.number[1] - 1]
    return next((time for time in times if time.span.start <= start and end <= time.span.end), None)


def _time_reason(time: TimeWords) -> str:
    if "hour" in time.fields or "impossible" in time.fields:
        return "clock"
    return "year" if set(time.fields) == {"year"} else "date"


def _phrase(scan: Scan, at: int) -> Counted | None:
    """The quantity that begins at a token, its qualifier included, or None."""
    bound, number_at = _qualifier(scan, at)
    if number_at >= len(scan.forms):
        return None
    numeral = _numeral(scan, number_at, bound not in (None, "exact"))
    if numeral is None:
        return None
    return _counted(scan, at, bound, numeral)


def _numeral(scan: Scan, at: int, bounded: bool) -> Numeral | None:
    if scan.kinds[at] == MARK or _acronym(scan, at):
        return None
    numeral = scan.numerals.read(at, bounded)
    if numeral is None and scan.read(at, "numbers", "article") and at + 1 < len(scan.forms):
        after = scan.numerals.read(at + 1)
        if after and after.value in (12, 100, 1000, 1_000_000) and scan.kinds[at + 1] == WORD:
            return Numeral(at, after.last, after.value, after.sort)
    return numeral


def _acronym(scan: Scan, at: int) -> bool:
    """Whether a number word is an abbreviation in capitals: "СТО" among words in small letters is a garage."""
    start, end = scan.starts[at], scan.ends[at]
    if end - start > ACRONYM or not scan.text[start:end].isupper() or end - start < 2:
        return False
    beside = [i for i in (at - 1, at + 1) if 0 <= i < len(scan.forms) and scan.kinds[i] == WORD]
    return bool(beside) and not any(scan.text[scan.starts[i] : scan.ends[i]].isupper() for i in beside)


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
        said = "exact" if path[1] == "up_to" and grew_before(scan, here) else path[1]
        bound = said if bound in (None, "exact") else bound
        here += length
    return bound, here


def grew_before(scan: Scan, at: int) -> bool:
    """Whether a verb of growing or falling stands before a token in its clause: "зросла до 12" is 12, not up to 12."""
    for back in range(at - 1, max(at - GREW_REACH - 1, -1), -1):
        if scan.read(back, "numbers", "grew"):
            return True
        if scan.kinds[back] == MARK and scan.forms[back] in _CLAUSE_MARKS:
            return False
    return False


def _grows_behind(scan: Scan, at: int) -> bool:
    """Whether a verb of growing follows the number: "До девяти выросло число погибших" is nine."""
    near = range(at, min(at + 2, len(scan.forms)))
    return bool(scan.words.features.get("free_order")) and any(scan.read(i, "numbers", "grew") for i in near)


def _grown(scan: Scan, at: int) -> bool:
    """Whether a qualifier is the "to" of "rose from 10 to 12"."""
    found = scan.read(at, "numbers", "bound")
    return found is not None and found[1][1] == "up_to" and grew_before(scan, at)


def _counted(scan: Scan, first: int, bound: str | None, numeral: Numeral) -> Counted:
    last = numeral.last
    marks: set[str] = set()
    if bound == "up_to" and _grows_behind(scan, last):
        bound = "exact"
    quantity, last, rule = _quantity(scan, numeral, bound, last)
    closed = max(last, numeral.last)  # a range is one number to its end
    refused, why = refusal_of(scan, first, numeral)
    bound_after = _bound_after(scan, last)
    if bound_after and quantity.bound == "exact":
        quantity, last = Quantity.said(quantity.count, bound_after[1]), bound_after[0]
    sort, unit, unit_words = None, None, ""
    if refused == "ordinal" and (one := _one_of_harmed(scan, numeral)) is not None:
        return one
    if refused is None:
        found = unit_of(scan, last, numeral)
        refused, why = found.refused, found.why
        if refused == "duration" and aged(scan, first, numeral.last):
            refused, why = "age", "years behind a person"
        sort, unit = found.sort, found.unit
        if found.refused is None and found.last > last and not found.sort:
            last = found.last
        if found.refused is None and found.sort:
            unit_words = " ".join(scan.forms[last : found.last])
            last = found.last
            bound_after = _bound_after(scan, last)
            if bound_after and quantity.bound == "exact":
                quantity, last = Quantity.said(quantity.count, bound_after[1]), bound_after[0]
        if sort is None and refused is None and numeral.value == 1 and last < len(scan.forms):
            one = singular_of(scan, last)
            if one is not None and one.sort == "person":
                sort, unit, last = one.sort, one.unit, one.last  # "two civilians, one a boy"
        if sort == "person" and unit != "person" and numeral.value != 1 and _mixed_people(scan, last):
            unit = "person"
        if sort in (None, "unknown") and numeral.sort == "people":
            sort, unit = "person", "person"
        if sort in (None, "unknown", "thing") and refused is None:
            year = is_year(scan, numeral)
            if year:
                refused, why = "year", f"{numeral.value} stands as a year"
    reached = numeral.first == first > 0 and scan.read(first - 1, "numbers", "grew") is not None  # "достигло 12"
    if bound in (None, "exact") and (reached or (numeral.first > first and _grown(scan, first))):
        marks.add("grown")
    if first and scan.forms[first - 1] == "+" and rises(scan, first):
        marks.add("rise")
    if numeral.sort == "people":
        marks.add("people")
        if numeral.value == 1:
            marks.add("article")
    if numeral.sort == "zero":
        marks.add("zero")
    if sort == "person" and first == numeral.first and scan.read(first, "numbers", "company"):
        marks.add("company")
    parts = [Part(scan.starts[numeral.first], scan.ends[numeral.last - 1], str(quantity.count or quantity.bound), rule)]
    if bound:
        parts.insert(0, Part(scan.starts[first], scan.ends[numeral.first - 1], bound, "qualifier"))
    if unit_words:
        parts.append(Part(scan.starts[numeral.last], scan.ends[last - 1], f"{sort}:{unit}", "unit"))
    return Counted(
        first=first, last=last, number=(numeral.first, closed), quantity=quantity, sort=sort, unit=unit,
        marks=frozenset(marks), refused=refused, why=why, rule=rule, parts=tuple(parts),
    )  # fmt: skip


def _one_of_harmed(scan: Scan, numeral: Numeral) -> Counted | None:
    """One of those told of, of whom a verb tells more: "один із поранених помер"; else the words are no count."""
    at = numeral.last
    if at >= len(scan.forms) or scan.read(numeral.first, "numbers", "one_of_them") is None:
        return None
    noun = scan.read(at, "units", "person")
    cue = scan.read(at, "cues")
    harmed = cue if cue is not None and cue[1][0] in HARM and cue[1][1] == "noun" else None
    if noun is None and harmed is None:
        return None
    behind = at + (noun or harmed or (1,))[0]
    verb = next(
        (found for i in range(behind, min(behind + 2, len(scan.forms))) if (found := scan.read(i, "cues"))), None
    )
    if verb is None or verb[1][0] not in ("killed", "hospitalised") or verb[1][1] == "noun":
        return None
    unit = {"woman": "woman", "man": "man", "child": "child"}.get(noun[1][1] if noun else "", "person")
    part = Part(scan.starts[numeral.first], scan.ends[at], "1", "one of those told of")
    return Counted(
        first=numeral.first, last=behind, number=(numeral.first, at), quantity=Quantity.said(1, "exact"), sort="person",
        unit=unit, marks=frozenset({"of_them"}), rule="one_of", parts=(part,),
    )  # fmt: skip


def _mixed_people(scan: Scan, at: int) -> bool:
    """Whether the number is of several groups together: "168 men, women and children", "24 women and children"."""
    while at + 1 < len(scan.forms) and (scan.forms[at] == "," or scan.read(at, "grammar", "and")):
        noun = scan.read(at + 1, "units", "person")
        if noun is None:
            return False
        last = scan.forms[at] != ","
        at += 1 + noun[0]
        if last:
            return True
    return False


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
        opened = (
            numeral.first > 0
            and (before := scan.read(numeral.first - 1, "numbers", "range"))
            and before[1][-1] == "open"
        )
        if joint is not None and not opened and scan.read(last, "grammar", "and", "of"):
            return None
        if joint is not None and grew_before(scan, numeral.first):
            return None  # "rose from 10 to 12": two states of one count, no range
    if joint is None or joint >= len(scan.forms):
        return None
    closing = scan.numerals.read(joint)
    if closing is None or closing.value is None or not numeral.value < closing.value <= 10 * max(numeral.value, 1):
        return None
    return closing


def _bound_after(scan: Scan, at: int) -> tuple[int, str] | None:
    """(token after, bound) of a qualifier behind the number: "97 or more"."""
    if at >= len(scan.forms):
        return None
    found = scan.read(at, "numbers", "bound_after")
    behind = at + found[0] if found else len(scan.forms)
    if found is None or (behind < len(scan.forms) and scan.numerals.read(behind) is not None):
        return None  # "12 killed and more than 40 injured": the bound is of the number behind it
    return at + found[0], found[1][1]
