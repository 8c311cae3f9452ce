"""One, said by a singular noun: with an article where the language has them ("a woman"), bare where it has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from saksi.detect.units import age_at, modifies, whole_noun
from saksi.detect.words import AGREED
from saksi.model import Counted, Part, Quantity
from saksi.slots import HARM
from saksi.text import NUMBER, WORD

if TYPE_CHECKING:
    from saksi.detect.scan import Scan


_QUOTES = frozenset('«“„"')
NAMES_LISTED = 14  # tokens of a list of names behind their weapon: "ракеты «Калибр», «Оникс»"
WEAPON_WORDS = 3  # words of the longest name of a weapon looked for before its kind
_RETELLS = frozenset(":–—")
DROP = 6  # tokens between a verb of dropping and what it was dropped from
WITH = 2  # tokens of a word for "by means of"
NUMBERED = 4  # tokens between a number and the noun that it counts
OLDEST, ADULT = 120, 18  # years
DEBRIS = 2  # tokens between a word of debris and the weapon that it is of


def singular_of(scan: Scan, at: int) -> Counted | None:
    """One, said by a singular noun: with an article where the language has them, bare where it has none."""
    here, article = at, scan.read(at, "numbers", "article") if "numbers" in scan.of[at] else None
    if article:
        here = _over_adjectives(scan, at + article[0])
    if here >= len(scan.forms):
        return None
    if not article and (told := _one_by_age(scan, at)) is not None:
        return told
    noun = scan.read(here, "units", "person_sole", "person_one", "weapon_one")
    if noun is None and not article and _agreed(scan, at):
        one = _one_of(scan, at, at, AGREED)
        return one and msgspec.structs.replace(one, rule="genitive")
    if noun is None or ((thing := scan.read(here, "units", "thing")) and thing[0] > noun[0]):
        return None  # "the official news agency"
    if not article and _has_articles(scan) and noun[1][0] != "person_sole" and not _opens_headline(scan, at, noun[0]):
        return None
    if not article and at > 1 and scan.forms[at - 1] == ")" and scan.kinds[at - 2] == NUMBER:
        return None  # "1 010 (+20) человек": the number before the bracket counts it
    if noun[1][0] == "weapon_one" and (_no_launch(scan, at) or _kind_of_many(scan, at)):
        return None
    if _counted_dead(scan, at):
        return None
    if modifies(scan, here + noun[0], noun[1][0], 1) or (
        article and article[1][-1] == "definite" and noun[1][0] == "weapon_one"
    ):
        return None  # "a drone operator"; "the missile" is one that was told of before
    return _one_of(scan, at, here, (noun[1][0],))


def _counted_dead(scan: Scan, at: int) -> bool:
    """Whether an ordinal counts the dead up to this one: "про третю загиблу людину" is not one."""
    cue = scan.read(at - 1, "cues") if at > 1 else None
    return cue is not None and cue[1][0] == "killed" and scan.read(at - 2, "numbers", "ordinal") is not None


def _opens_headline(scan: Scan, at: int, length: int) -> bool:
    """Whether a noun without its article opens a line and its harm follows at once: "Woman killed in shelling"."""
    if at or length >= len(scan.forms) or number_less(scan) or scan.read(at, "units", "weapon_one"):
        return False
    cue = scan.read(at + length, "cues")
    return cue is not None and cue[1][0] in HARM and cue[1][1] != "noun"


def _agreed(scan: Scan, at: int) -> bool:
    """Whether a noun whose form is also a plural's is one by the word beside it: "влучання ракети", "ворожий БпЛА",
    «сбит БПЛА»."""
    noun = scan.read(at, "units", *AGREED)
    if noun is None or (noun[1][0] != "person_aged" and _no_launch(scan, at)):
        return False
    if noun[1][0] == "weapon_bare" and any(
        scan.read(i, "numbers", "one_verb") for i in (at - 1, at + noun[0]) if 0 <= i < len(scan.forms)
    ):
        return True
    if not at or scan.kinds[at - 1] != WORD:
        return False
    if NUMBER in scan.kinds[max(at - NUMBERED, 0) : at]:
        return False  # "81-го ударного БпЛА"
    if noun[1][0] != "weapon_bare" and scan.read(at - 1, "numbers", "of_one"):
        return True
    of = scan.of[at - 1]
    if (
        "numbers" in of
        or "grammar" in of
        or scan.read(at - 1, "cues")
        or scan.read(at - 1, "units", "person", "weapon")
    ):
        return False  # "другої ракети" was told of before
    endings = scan.words.features.get("singular_endings")
    return isinstance(endings, list) and scan.forms[at - 1].endswith(tuple(endings))


def number_less(scan: Scan) -> bool:
    """Whether the nouns of a language have no number (grammar.toml, features)."""
    return bool(scan.words.features.get("number_less"))


def _one_by_age(scan: Scan, at: int) -> Counted | None:
    """One, said by an age behind a noun without number: "anak berusia 5 tahun", not "anak berusia 5 dan 7 tahun"."""
    noun = scan.read(at, "units", "person") if number_less(scan) else None
    if noun is None or noun[1][1] == "person":
        return None
    last = whole_noun(scan, at + noun[0], "person", noun[1][1])[0]
    if last >= len(scan.forms):
        return None
    before = scan.read(last, "units", "measure_before")
    told = before is not None and before[1][1] == "age"
    here = last + before[0] if told and before else last
    numeral = scan.numerals.read(here) if here < len(scan.forms) else None
    if (
        numeral is None
        or numeral.value is None
        or numeral.last >= len(scan.forms)
        or not scan.read(numeral.last, "time", "span")
    ):
        return None
    return _one_of(scan, at, at, ("person",))


def _no_launch(scan: Scan, at: int) -> bool:
    """Whether a weapon is only what fell or what carried another: "уламки дрона", "скинули з безпілотника"."""
    dropped = any(scan.read(i, "grammar", "drop") for i in range(max(at - DROP, 0), at))
    if dropped and scan.read(at - 1, "scene", "from"):
        return True
    if any(
        (made := scan.read(i, "grammar", "with")) and i + made[0] == at and scan.kinds[i - 1] == NUMBER
        for i in range(max(at - WITH, 1), at)
    ):
        return True  # "51 strikes, 44 with a drone of the type": no single one
    return any(scan.read(i, "grammar", "debris") for i in range(max(at - DEBRIS, 0), at))


def _kind_of_many(scan: Scan, at: int) -> bool:
    """Whether a name in quotation marks only says of what kind many weapons are: «дронами-камикадзе "Шахед"», "missiles
    «Kinzhal» and «Zircon»".
    """
    if at < 2 or scan.forms[at - 1] not in _QUOTES:
        return False
    for here in range(at - 2, max(at - 2 - NAMES_LISTED, -1), -1):
        if scan.read(here, "units", "weapon_one"):
            continue  # a name of the list
        if scan.read(here, "units", "weapon"):
            return True
        if scan.kinds[here] == WORD and not scan.upper(here) and not scan.read(here, "grammar", "and"):
            break
    readings = ((i, scan.read(i, "units", "weapon")) for i in range(max(at - 1 - WEAPON_WORDS, 0), at - 1))
    return any(
        found is not None and at - 2 <= i + found[0] <= at - 1 for i, found in readings
    )  # «дронами типа "Шахед"»


def _one_of(scan: Scan, at: int, here: int, sections: tuple[str, ...]) -> Counted | None:
    """One of the noun at token `here`, in a phrase that begins at `at`."""
    noun = scan.read(here, "units", *sections)
    if noun is None:
        return None
    sort = noun[1][0].partition("_")[0]
    last, unit = whole_noun(scan, here + noun[0], sort, noun[1][1])
    part = Part(scan.starts[at], scan.ends[last - 1], f"1 {unit}", "singular noun")
    return Counted(
        first=at, last=last, number=(here, last), quantity=Quantity.said(1, "exact"), sort=sort, unit=unit,
        marks=frozenset({"implicit"}), rule="singular", parts=(part,),
    )  # fmt: skip


def aged_person(scan: Scan, at: int) -> Counted | None:
    """One, said by a singular noun behind an age, where the language has no articles: "12-летний сын"."""
    end = age_at(scan, at)
    if end is None or _has_articles(scan):
        return None
    noun = _over_adjectives(scan, end)
    sections = ("person_sole", "person_one", *(("person_aged",) if scan.read(end - 1, "numbers", "age_one") else ()))
    found = _one_of(scan, at, noun, sections) if noun < len(scan.forms) else None
    if found is None or found.sort != "person":
        return None
    young = scan.kinds[at] == WORD or (scan.forms[at].isdigit() and int(scan.forms[at]) < ADULT)
    unit = "child" if young and found.unit == "family_member" else found.unit  # "шестирічна донька"
    return msgspec.structs.replace(found, first=at, unit=unit)


def _suspended(scan: Scan, at: int) -> int | None:
    """The token after an age whose noun comes later: the first of "40- та 62-річні"."""
    if at + 2 >= len(scan.forms) or scan.kinds[at] != NUMBER or scan.forms[at + 1] != "-" or not scan.glued_to_next(at):
        return None
    return at + 2 if not scan.glued_to_next(at + 1) and scan.read(at + 2, "grammar", "and") else None


def aged_persons(scan: Scan, at: int) -> Counted | None:
    """As many persons as ages stand before their plural: "65-річний і 70-річний чоловіки" are two men."""
    ages, here, end = 0, at, age_at(scan, at) or _suspended(scan, at)
    while end is not None:
        ages, here = ages + 1, end
        joined = here < len(scan.forms) and (scan.forms[here] == "," or scan.read(here, "grammar", "and"))
        end = (age_at(scan, here + 1) or _suspended(scan, here + 1)) if joined else None
    noun = scan.read(here, "units", "person") if ages > 1 and here < len(scan.forms) else None
    if noun is None:
        return None
    last, unit = whole_noun(scan, here + noun[0], "person", noun[1][1])
    part = Part(scan.starts[at], scan.ends[last - 1], f"{ages} {unit}", "ages before a plural")
    return Counted(
        first=at, last=last, number=(here, last), quantity=Quantity.said(ages, "exact"), sort="person", unit=unit,
        marks=frozenset({"implicit"}), rule="ages", parts=(part,),
    )  # fmt: skip


def persons_aged(scan: Scan, at: int) -> Counted | None:
    """As many persons as ages stand behind their plural: "чоловіки віком 40, 52 та 63 роки" are three men."""
    noun = scan.read(at, "units", "person")
    if noun is None or at + noun[0] >= len(scan.forms) or scan.read(at, "cues"):
        return None
    if not _RETELLS.isdisjoint(scan.forms[:at]):
        return None  # "three children: girls 5 and 13 years old": who they are that were counted
    last, unit = whole_noun(scan, at + noun[0], "person", noun[1][1])
    said = scan.read(last, "units", "measure_before") if last < len(scan.forms) else None
    told = said is not None and said[1][1] == "age"
    here, ages = last + (said[0] if told and said else 0), 0
    while here < len(scan.forms) and scan.forms[here].isdigit() and int(scan.forms[here]) < OLDEST:
        ages, here = ages + 1, here + 1
        joined = here < len(scan.forms) and (scan.forms[here] == "," or scan.read(here, "grammar", "and"))
        if not joined:
            break
        here += 1
    measure = scan.read(here, "units", "measure_after") if here < len(scan.forms) else None
    if ages < 2 or measure is None or measure[1][1] != "age":
        return None
    part = Part(scan.starts[at], scan.ends[last - 1], f"{ages} {unit}", "ages behind a plural")
    return Counted(
        first=at, last=last, number=(at, last), quantity=Quantity.said(ages, "exact"), sort="person", unit=unit,
        marks=frozenset({"implicit"}), rule="ages", parts=(part,),
    )  # fmt: skip


def _over_adjectives(scan: Scan, at: int) -> int:
    """Over what may stand between an article and its noun: adjectives of no table, an age, a model's name."""
    size, steps = len(scan.forms), 0
    while at < size and steps < 4:
        of = scan.of[at]
        if not of and scan.kinds[at] == WORD:
            at, steps = at + 1, steps + 1
            continue
        noun = scan.read(at, "units", "person_one", "weapon_one") if "units" in of else None
        if noun and not modifies(scan, at + noun[0], noun[1][0], 1):
            break
        steps += 1
        aged = scan.read(at + 2, "units", "measure_after") if at + 2 < size and scan.forms[at + 1] == "-" else None
        if scan.kinds[at] == NUMBER and aged:
            at += 2 + aged[0]
        elif noun or ("numbers" in of and scan.read(at, "numbers", "ordinal")):
            at += noun[0] if noun else 1
        elif "cues" in of and _state(scan, at):
            at += 1
        elif scan.kinds[at] != WORD or (of and not scan.read(at, "grammar", "other") and not _names_weapon(scan, at)):
            break
        else:
            at += 1
    return at


def _state(scan: Scan, at: int) -> bool:
    """A participle right before its noun: "a 33-year-old wounded man"."""
    cue = scan.read(at, "cues")
    return (
        cue is not None
        and cue[0] == 1
        and at + 1 < len(scan.forms)
        and scan.read(at + 1, "units", "person_one") is not None
    )


def _names_weapon(scan: Scan, at: int) -> bool:
    """A model before its noun: "an Iskander-M ballistic missile"."""
    return (
        scan.read(at, "units", "weapon") is not None
        and at + 1 < len(scan.forms)
        and scan.read(at + 1, "units", "weapon_one") is not None
    )


def _has_articles(scan: Scan) -> bool:
    return bool(scan.words.tables.get("numbers", {}).get("article"))
