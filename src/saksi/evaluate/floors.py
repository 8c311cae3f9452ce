"""Floors of F1 by language and slot: kept in a TOML file beside the labelled documents, only ever raised."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from pathlib import Path

from saksi.evaluate.totals import ALL, Totals
from saksi.slots import COUNTED

FLOORED = (*COUNTED, "means")
_HEAD = (
    "# Least F1 by language and slot on the labelled documents of this folder. Checked by tests/test_floors.py.\n"
    "# Written by `python -m saksi.evaluate <this folder> --write-floors`, which only raises.\n"
)
Floors = Mapping[str, Mapping[str, float]]


def load_floors(file: Path) -> dict[str, dict[str, float]]:
    """Floors by language and slot; none where the file is missing."""
    if not file.is_file():
        return {}
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    return {language: {slot: float(f1) for slot, f1 in slots.items()} for language, slots in raw.items()}


def reached(totals: Totals) -> dict[str, dict[str, float]]:
    """F1 by language and slot, cut (not rounded) to three places, so that a floor is never above the figure."""
    figures: dict[str, dict[str, float]] = {}
    for language in totals.languages:
        for slot in FLOORED:
            tally = totals.tallies.get((language, slot))
            if language != ALL and tally and tally.gold and tally.f1 is not None:
                figures.setdefault(language, {})[slot] = math.floor(tally.f1 * 1000 + 1e-9) / 1000
    return figures


def raised(floors: Floors, figures: Floors) -> dict[str, dict[str, float]]:
    """The floors with every figure that is higher put in its place; none is lowered or lost.

    >>> raised({"en": {"killed": 0.9}}, {"en": {"killed": 0.8, "injured": 0.7}})
    {'en': {'killed': 0.9, 'injured': 0.7}}
    """
    result = {language: dict(slots) for language, slots in floors.items()}
    for language, slots in figures.items():
        own = result.setdefault(language, {})
        for slot, f1 in slots.items():
            if f1 > own.get(slot, 0.0):
                own[slot] = f1
    return result


def fallen(floors: Floors, figures: Floors) -> list[str]:
    """One sentence for each floor that is not reached."""
    return [
        f"{language} {slot}: F1 {figures.get(language, {}).get(slot, 0.0):.3f} is below the floor {floor:.3f}"
        for language, slots in sorted(floors.items())
        for slot, floor in sorted(slots.items())
        if figures.get(language, {}).get(slot, 0.0) < floor
    ]


def write_floors(file: Path, floors: Floors) -> None:
    """Write the floors, languages and slots in order, in place of the file at once."""
    blocks = [
        f"[{language}]\n" + "".join(f"{slot} = {slots[slot]:.3f}\n" for slot in FLOORED if slot in slots)
        for language, slots in sorted(floors.items())
    ]
    partial = file.with_suffix(".toml.part")
    partial.write_text(_HEAD + "".join(f"\n{block}" for block in blocks), encoding="utf-8")
    partial.replace(file)
