"""What a number counts: the noun to its right, over a few words of no table; or the measure that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from saksi.detect.numerals import Numeral
from saksi.slots import HARM
from saksi.text import MARK, NUMBER, WORD

if TYPE_CHECKING:
    from saksi.detect.scan import Scan

MAX_ADJECTIVES = 4  # words of no table between a number and its noun: "44 reconnaissance and strike Ukrainian drones"
_QUOTES = frozenset("«»“”\"„'*_")
_GENERAL = frozenset({"person", "missile", "bomb", "other", "mixed", "adult"})


NOUNS = ("person", "weapon", "thing", "person_one", "weapon_one")


class Unit(NamedTuple):
    """What a number counts: `sort` and `unit` as in `Counted`, the tokens it takes, or a refusal."""

    last: int
    sort: str | None
    unit: str | None
    refused: str | None = None
    why: str = ""


def unit_of(scan: Scan, at: int, numeral: Numeral) -> Unit:
    """The noun that a number counts: the first of a table to the right, over a few words of none."""
    size = len(scan.forms)
    if at < size and scan.kinds[at - 1] == NUMBER and scan.ends[at - 1] == scan.starts[at]:
        ending = _case_ending(scan, at)
        glued = None if ending else _glued(scan, at)
        if glued:
            return glued
        at = ending or at
    if at < size and scan.read(at - 1, "grammar", "of") and scan.read(at, "grammar", "function"):
        return _behind_of(scan, at, at)  # "a number of the attackers"
    of = scan.read(at, "grammar", "of") if at < size else None
    if of and not scan.read(at, "grammar", "of_them"):
        return _behind_of(scan, at, at + of[0])
    skipped, cue_slot, here, unknown = 0, None, at, None
    while here < size and skipped <= MAX_ADJECTIVES:
        form = scan.forms[here]
        if form in _QUOTES:
            here += 1
            continue
        if scan.kinds[here] == NUMBER:
            aged = age_at(scan, here) or _sized(scan, here)
            if aged is None:
                break
            here = aged
            continue
        if scan.kinds[here] == MARK:
            found = scan.read(here, "units", "measure_after") if here == at else None
            return Unit(here + 1, None, None, found[1][1], form) if found else _unknown(unknown, at)
        said = scan.of[here]
        units = "units" in said
        if units and (here == at or skipped):
            measure = scan.read(here, "units", "measure_after")
            if measure and (skipped == 0 or measure[1][1] in ("duration", "distance", "money")):
                return Unit(
                    here + measure[0], None, None, measure[1][1], " ".join(scan.forms[here : here + measure[0]])
                )
        if units and here == at and scan.read(here, "units", "subject"):
            return _unknown(unknown, at)
        noun = scan.read(here, "units", *NOUNS) if units else None
        if noun and modifies(scan, here + noun[0], noun[1][0], numeral.value):
            unknown = unknown or (here + noun[0], form)
            here += noun[0]
            skipped += 1
            continue
        if noun:
            sort = noun[1][0].removesuffix("_one")
            if cue_slot is None or _goes_with(cue_slot, sort):
                last, unit = here + noun[0], noun[1][1]
                if sort != "thing":
                    last, unit = whole_noun(scan, last, sort, unit)
                return Unit(last, sort, unit)
            return _unknown(unknown, at)
        small = scan.read(here, "grammar", "other", "classifier") if "grammar" in said else None
        if small:
            here += small[0]
            continue
        cue = scan.read(here, "cues") if "cues" in said else None
        if cue:
            if cue_slot is not None or unknown is not None:
                return _unknown(unknown, at)
            cue_slot = cue[1][0]
            here += cue[0]
            skipped += 1
            continue
        timed = scan.read(here, "time") if cue_slot is not None else None
        behind = here + timed[0] if timed else size
        if behind < size and (
            scan.read(behind, "units", "weapon", "person") or _adjective_like(scan, behind, cue_slot or "")
        ):
            here = behind  # "159 сбитых за ночь украинских беспилотников"
            continue
        whose = scan.read(here, "credit", "role") if unknown is not None and cue_slot is None else None
        if whose and scan.read(here + whose[0], "units", "weapon"):
            here += whose[0]  # "two Myanmar junta airstrikes"
            skipped += 1
            continue
        if "grammar" in said or "numbers" in said or "credit" in said:
            return _unknown(unknown, at)
        if cue_slot is not None and not _adjective_like(scan, here, cue_slot):
            return _unknown(unknown, at)
        if unknown is None and cue_slot is None:
            unknown = (here + 1, form)
            if scan.words.features.get("head_first"):  # no adjective stands before its noun: this is the noun
                return _unknown(unknown, at)
        here += 1
        skipped += 1
    return _unknown(unknown, at)


def _sized(scan: Scan, at: int) -> int | None:
    """The token of a weapon behind its size: "two 500-pound bombs", "two 250 kg bombs"."""
    here = at + 2 if at + 2 < len(scan.forms) and scan.forms[at + 1] == "-" else at + 1
    if here + 1 >= len(scan.forms) or scan.kinds[here] != WORD or not scan.read(here, "units", "measure_after"):
        return None
    here += 1
    return here if scan.read(here, "units", "weapon", "weapon_one") else None


def modifies(scan: Scan, after: int, section: str, count: int | None) -> bool:
    """Whether a noun that ends before `after` only says of what kind the next one is: "two drone operators", "a missile
    attack". Where nouns are joined so (grammar.toml, compounds): before a head word, before a noun of another sort, and
    for a singular with a plural's number before any word of no table.
    """
    if not scan.words.features.get("compounds") or after >= len(scan.forms) or scan.kinds[after] != WORD:
        return False
    if scan.read(after, "units", "head") or _joined_to_head(scan, after):
        return True
    noun = scan.read(after, "units", *NOUNS)
    if noun:
        return noun[1][0].removesuffix("_one") != section.removesuffix("_one")
    if section.endswith("_one") and count != 1 and scan.read(after, "grammar", "and"):
        return True  # "3 missile and 57 aviation strikes"
    return section.endswith("_one") and count != 1 and not scan.of[after]


def _joined_to_head(scan: Scan, at: int) -> bool:
    """ "a drone and artillery strike": what is joined by "and" shares the head."""
    if not scan.read(at, "grammar", "and") or at + 2 >= len(scan.forms):
        return False
    noun = scan.read(at + 1, "units", *NOUNS)
    after = at + 1 + noun[0] if noun else len(scan.forms)
    return after < len(scan.forms) and scan.read(after, "units", "head") is not None


def _behind_of(scan: Scan, at: int, start: int) -> Unit:
    """The noun behind "three of the ...": over an article and few words of no table."""
    for here in range(start, min(start + MAX_ADJECTIVES, len(scan.forms))):
        noun = scan.read(here, "units", *NOUNS)
        if noun and not modifies(scan, here + noun[0], noun[1][0], None):
            sort = noun[1][0].removesuffix("_one")
            last, unit = here + noun[0], noun[1][1]
            if sort != "thing":
                last, unit = whole_noun(scan, last, sort, unit)
            return Unit(last, sort, unit)
        cue = scan.read(here, "cues")
        if cue and cue[1][1] == "noun":
            return Unit(here + cue[0], "person", "person")  # "one of the wounded"
        if scan.kinds[here] != WORD or (scan.of[here] and not scan.read(here, "grammar", "function")):
            break
    return Unit(at, None, None)


def _adjective_like(scan: Scan, at: int, slot: str) -> bool:
    """After a cue inside the phrase ("3 injured local residents") only words of no table directly before a noun.

    Where order is free, such a word behind people may be a verb with its own subject: "двох поранених оглянули медики".
    """
    if slot in HARM and scan.words.features.get("free_order"):
        return False
    return (
        at + 1 < len(scan.forms)
        and scan.kinds[at] == WORD
        and scan.read(at + 1, "units", "person", "weapon") is not None
    )


def _unknown(unknown: tuple[int, str] | None, at: int) -> Unit:
    return Unit(unknown[0], "unknown", unknown[1]) if unknown else Unit(at, None, None)


def _goes_with(slot: str, sort: str) -> bool:
    return (sort == "weapon") == (slot in ("launched", "intercepted"))


def whole_noun(scan: Scan, last: int, sort: str, unit: str) -> tuple[int, str]:
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
    return _with_others(scan, last, sort, unit)


def _with_others(scan: Scan, last: int, sort: str, unit: str) -> tuple[int, str]:
    """One number for two groups or weapons, "26 soldiers and civilians": it counts both together, of neither alone."""
    if not scan.words.features.get("compounds") or last + 1 >= len(scan.forms):
        return last, unit
    other = scan.read(last + 1, "units", sort) if scan.read(last, "grammar", "and") else None
    if other is None or other[1][1] == unit:
        return last, unit
    after = last + 1 + other[0]
    if after < len(scan.forms) and (
        scan.read(after, "grammar", "be") or scan.read(after, "cues") or scan.read(after, "units", "head")
    ):
        return last, unit
    return after, "person" if sort == "person" else "mixed"


def _finer(unit: str, other: str) -> str:
    return other if unit in _GENERAL and other != "mixed" else unit


def _case_ending(scan: Scan, at: int) -> int | None:
    """The token after a case ending joined to digits, which makes no ordinal: "112-ма ударними", "12-ти людей"."""
    here = at + 1 if scan.forms[at] == "-" and at + 1 < len(scan.forms) and scan.glued_to_next(at) else at
    if scan.read(here, "numbers", "case_ending"):
        return here + 1
    last = here + 1 if scan.read(here, "numbers", "one_ending") and scan.forms[at - 1].endswith("1") else None
    bare = last and any(scan.read(i, "units", "weapon_bare") for i in range(last, min(last + 2, len(scan.forms))))
    return last if bare else None  # "збиття 81-го ударного БпЛА": the weapon's name shows that it is no ordinal


def age_at(scan: Scan, at: int) -> int | None:
    """The token after an age in an adjective: "15-річних", "15-year-old"; or in one word, "шестирічна"."""
    if scan.kinds[at] == WORD:
        return at + 1 if "units" in scan.of[at] and scan.read(at, "units", "aged") else None
    if at + 2 >= len(scan.forms) or scan.kinds[at] != NUMBER or scan.forms[at + 1] != "-":
        return None
    measure = scan.read(at + 2, "units", "measure_after")
    return at + 2 + measure[0] if measure and measure[1][1] == "age" else None


def _counts_up(scan: Scan, at: int) -> bool:
    """Whether an ordinal tells how many there are by now: "18-та жертва" is the eighteenth death, so eighteen."""
    cue = scan.read(at, "cues") if at < len(scan.forms) else None
    return cue is not None and cue[1][0] in HARM and cue[1][1] == "noun"


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
        if _counts_up(scan, here + 1):
            return Unit(here + 1, None, None)
        return Unit(here + 1, None, None, "ordinal", f"-{scan.forms[here]}")
    return Unit(here + 1, None, None, "measure", f"joined to {scan.forms[here]!r}")
