"""Estimates against a person's: incidents told claim by claim, with the low, best, high and reason written down first.

A file names the incident's places and its reports; a report says claims, in the order of its text. `copies = 100` puts
a report under so many addresses, `of` names the report that it repeats.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from saksi.errors import InputError
from saksi.gazetteer import load as gazetteer
from saksi.model import Claim, Credit, Estimate, Incident, Place, Quantity, Report, Span
from saksi.reconcile import estimates
from saksi.text import Tokens

VALUES = ("low", "best", "high", "reason")


class Judged(NamedTuple):
    """One row as a person has it, as the program has it (None: it has no such row), and the sentences that differ."""

    file: str
    row: str
    differs: tuple[str, ...]


def is_incidents(paths: Sequence[str]) -> bool:
    """Whether the paths are incidents written down (folders of .toml, or such files) and no labelled documents."""
    files = [file for path in paths for file in _files(path)]
    return bool(files) and all("[[person]]" in file.read_text(encoding="utf-8") for file in files)


def main(paths: Sequence[str], out: TextIO | None = None) -> int:
    """Prints how the program's estimates differ from those of the files; 1 where they do."""
    stream = out or sys.stdout
    judged = [row for path in paths for file in _files(path) for row in judge(file)]
    for row in judged:
        stream.write(f"{row.file}  {row.row}: {'; '.join(row.differs) or 'as the person has it'}\n")
    wrong = sum(bool(row.differs) for row in judged)
    stream.write(f"{len(judged)} rows of {len({row.file for row in judged})} incidents, {wrong} otherwise\n")
    return 1 if wrong else 0


def judge(file: Path) -> list[Judged]:
    """The rows that a person wrote in `file` against those that the program makes of its reports."""
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    made = {_key(e.slot, e.what, e.place, e.how): e for e in made_of(told)}
    rows = []
    for wanted in told["person"]:
        key = _key(wanted["slot"], wanted["what"], wanted.get("place"), wanted.get("how"))
        rows.append(Judged(file.stem, " ".join(filter(None, key)), tuple(_differences(wanted, made.get(key)))))
    return rows


def made_of(told: dict[str, Any]) -> tuple[Estimate, ...]:
    """The estimates of an incident that is written down."""
    incident, claims, texts = written(told)
    return estimates(incident, claims, lambda left, right: texts[left.document_id][left.span.end : right.span.start])


def written(told: dict[str, Any]) -> tuple[Incident, list[Claim], dict[str, str]]:
    """The incident, the claims of its reports and their texts, from the tables of a file."""
    reports, claims, texts = [], [], {}
    for given in told["report"]:
        for copy in range(given.get("copies", 1)):
            name = given["name"] if copy == 0 else f"{given['name']} {copy}"
            reports.append(_report(given, name, copy))
            own, texts[name] = _claims(given["says"], name)
            claims += own
    places = tuple(_place(name) for name in told["places"])
    incident = Incident(
        id="written", earliest=None, latest=None, time_basis="unknown", attacker=None, places=places,
        reports=tuple(reports), independent_sources=len({report.origin for report in reports}), source_kinds=(),
    )  # fmt: skip
    return incident, claims, texts


def _report(given: dict[str, Any], name: str, copy: int) -> Report:
    of = given.get("of") or (given["name"] if copy else None)
    return Report(
        id=f"{name}/1", document_id=name, attack=1, role="copy" if of else "report", of=of,
        origin=given.get("of", given["name"]), published=given.get("published"),
    )  # fmt: skip


def _claims(says: Sequence[dict[str, Any]], document: str) -> tuple[list[Claim], str]:
    """The claims with a text of which each is a stretch; `after` is what stands between one and the one before."""
    text, made = "", []
    for number, said in enumerate(says):
        text += said.get("after", ". ") if text else ""
        words = " ".join(str(part) for part in (said.get("bound", ""), said.get("count", ""), said["slot"]) if part)
        span = Span(len(text), len(text) + len(words))
        text += words
        by = said.get("by")
        credit = Credit(said.get("name", by), by, span, said.get("stance", "says")) if by else None
        made.append(Claim(
            id=f"{document}#{number}", document_id=document, slot=said["slot"], what=said.get("what", "person"),
            span=span, quote=words, rule="written", language="en", attack=1, credit=credit, how=said.get("how"),
            quantity=Quantity.said(said.get("count"), said.get("bound", "exact")), as_of=said.get("as_of"),
            place=_place(said["place"]) if "place" in said else None, flags=tuple(said.get("flags", ())),
        ))  # fmt: skip
    return made, text


def _place(name: str) -> Place:
    tokens = Tokens(name)
    found = gazetteer().find(tokens, 0, len(tokens), "en", ("UA", "RU"))
    if not found:
        raise InputError(name, "is no place that the gazetteer knows; write its English name")
    return found[0].candidates[0]


def _key(*words: str | None) -> tuple[str | None, ...]:
    return words


def _differences(wanted: dict[str, Any], made: Estimate | None) -> Iterator[str]:
    if made is None:
        yield "the program has no such row"
        return
    for name in (*VALUES, *(("rule",) if "rule" in wanted else ())):
        person, program = wanted.get(name), getattr(made, name)
        if person != program:
            yield f"{name} {_word(program)}, the person has {_word(person)}"


def _word(value: object) -> str:
    return "none" if value is None else str(value)


def _files(path: str) -> list[Path]:
    given = Path(path)
    return sorted(given.glob("*.toml")) if given.is_dir() and not any(given.glob("*.json")) else [
        file for file in (given,) if file.suffix == ".toml" and file.is_file()
    ]  # fmt: skip
