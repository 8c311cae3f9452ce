"""Gains and losses between two kept runs, claim by claim."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Run = Mapping[str, Any]


class CompareError(Exception):
    """The earlier run cannot be used; the text says why."""


def load_run(file: str | Path) -> Run:
    """A run kept by `--save`; raises CompareError with a sentence."""
    try:
        run = json.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CompareError(f"{file}: cannot be read as a kept run ({error}).") from error
    if not isinstance(run, dict) or run.get("format") != 1 or not isinstance(run.get("documents"), dict):
        raise CompareError(f"{file}: is not a run kept by --save.")
    return run


def changes(before: Run, after: Run) -> tuple[list[str], list[str]]:
    """(gains, losses) of `after` over `before`, one line each; documents that stand in one run only are left out."""
    gains: list[str] = []
    losses: list[str] = []
    for name, now in sorted(after["documents"].items()):
        then = before["documents"].get(name)
        if then is not None:
            _compare_labels(name, then["labels"], now["labels"], gains, losses)
            _compare_extra(name, then["extra"], now["extra"], gains, losses)
    return gains, losses


def _compare_labels(name: str, then: Sequence[Run], now: Sequence[Run], gains: list[str], losses: list[str]) -> None:
    for key, new in _keyed(now).items():
        old = _keyed(then).get(key)
        if old is None:
            continue
        line = f"{name} {new['label']} {new['quote']!r}"
        if new["found"] != old["found"]:
            (gains if new["found"] else losses).append(f"{'found' if new['found'] else 'lost'}: {line}")
            continue
        for attribute in sorted(set(old["wrong"]) - set(new["wrong"])):
            gains.append(f"{attribute} now right: {line}")
        for attribute in sorted(set(new["wrong"]) - set(old["wrong"])):
            losses.append(f"{attribute} now wrong: {line}")


def _keyed(labels: Sequence[Run]) -> dict[tuple[Any, ...], Run]:
    """Labels by what they say and where; twins are told apart by their order."""
    seen: Counter[tuple[Any, ...]] = Counter()
    keyed = {}
    for label in labels:
        key = (label["label"], label["start"], label["end"])
        keyed[(*key, seen[key])] = label
        seen[key] += 1
    return keyed


def _compare_extra(name: str, then: Sequence[Run], now: Sequence[Run], gains: list[str], losses: list[str]) -> None:
    old, new = _counted(then), _counted(now)
    gains.extend(f"no longer: {name} {said} {quote!r}" for said, _, _, quote in (old - new).elements())
    losses.extend(f"new false claim: {name} {said} {quote!r}" for said, _, _, quote in (new - old).elements())


def _counted(extra: Sequence[Run]) -> Counter[tuple[Any, ...]]:
    return Counter((row["said"], row["start"], row["end"], row["quote"]) for row in extra)
