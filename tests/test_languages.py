"""No language is half-finished in silence: cues for each slot, cases for each cue and slot, or a line in `missing.toml`.

`languages/<code>/missing.toml` names what a language still lacks. Its figures and lists may only fall: what has been
filled must leave it, which the tests here demand for slots and cases.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from saksi.detect import detect
from saksi.languages import codes, lexicon, table
from saksi.model import Document
from saksi.segment import segment
from saksi.slots import COUNTED

CASES = Path(__file__).parent / "cases"
LEAST = 3  # cases that say a slot, and cases that look like it and do not
SLOTS = (*COUNTED, "means")
languages = pytest.mark.parametrize("code", codes())


@cache
def cases(code: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """(file, text, what it says) of each counted case of a language."""
    return tuple(
        (path.stem, case["text"], tuple(case["says"]))
        for path in sorted((CASES / code).glob("*.toml"))
        for case in tomllib.loads(path.read_text("utf-8")).get("case", [])
        if "says" in case
    )


@cache
def cues(code: str) -> dict[tuple[str, ...], set[str]]:
    """The cues of a language's table: section to words."""
    found: dict[tuple[str, ...], set[str]] = {}
    _walk(table(code, "cues"), (), found)
    return found


def _walk(section: dict[str, object], path: tuple[str, ...], found: dict[tuple[str, ...], set[str]]) -> None:
    for key, value in section.items():
        if isinstance(value, dict):
            _walk(value, (*path, key), found)
        else:
            found.setdefault(path, set()).update(value if isinstance(value, list) else [key])


def met(code: str) -> set[tuple[str, str]]:
    """(slot, words) of every cue that some case of the language holds."""
    found: set[tuple[str, str]] = set()
    for _, text, _ in cases(code):
        page = segment(Document(id="case", text_id="case", source="case", text=text, language=code))
        found |= {(cue.slot, cue.words) for line in detect(page).lines for cue in line.cues}
    return found


def says(code: str, slot: str) -> tuple[int, int]:
    """How many cases of a slot say it, and how many of the slot's own file do not."""
    said = [file for file, _, words in cases(code) if any(word.split()[0] == slot for word in words)]
    not_said = [
        file for file, _, words in cases(code) if file == slot and not any(word.split()[0] == slot for word in words)
    ]
    return len(said), len(not_said)


@languages
def test_every_cue_is_met_by_a_case(code: str) -> None:
    known = {(path[0], words) for path, some in cues(code).items() for words in some}
    unmet = sorted(known - met(code))
    allowed = table(code, "missing").get("cues_without_case", 0)
    assert len(unmet) <= int(str(allowed)), f"write a case for one of: {unmet[:40]}"


@languages
def test_every_slot_has_cues_or_is_named_as_missing(code: str) -> None:
    without = {slot for slot in COUNTED if not any(path[0] == slot for path in cues(code))}
    assert without <= set(table(code, "missing").get("slots", ()))  # type: ignore[call-overload]


@languages
def test_every_slot_has_cases_that_say_it_and_cases_that_do_not(code: str) -> None:
    counts = {slot: says(code, slot) for slot in SLOTS}
    missing = table(code, "missing")
    assert {slot for slot, (said, _) in counts.items() if said < LEAST} <= set(missing.get("says", ()))  # type: ignore[call-overload]
    assert {slot for slot, (_, kept) in counts.items() if kept < LEAST} <= set(missing.get("says_not", ()))  # type: ignore[call-overload]


@languages
def test_every_table_can_be_read(code: str) -> None:
    words = lexicon(code)
    assert words.tables["cues"] and words.tables["numbers"] and words.tables["units"]
