"""Check labelled documents: every quote at its offsets, every word from its list.

    python tools/gold/check.py tests/gold [--numbers]

Prints one line a fault and ends with exit code 1 if there is one. `--numbers` also lists the numbers in digits that
stand neither in a claim nor in a listed no-claim nor in the words of a date (no fault: lists of no-claims may
be short).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from saksi.evaluate.fold import table
from saksi.evaluate.gold import GoldError, load_document, read_json
from saksi.slots import BOUNDS, COUNTED, SLOTS

_LABEL_SLOTS = frozenset({*SLOTS, "alert"})
_LABEL_BOUNDS = frozenset({*BOUNDS, "many"})
_CLOCK_BOUNDS = frozenset({"about", "before", "after", "exact", None})
_MODES = frozenset({"direct", "mixed", "indirect"})
_VAGUE = frozenset({"dozens", "hundreds", "thousands", "several", "some", "many", "unspecified"})
_NUMBER = re.compile(r"\d+(?:[.,:/ ]\d+)*")


def faults(file: Path) -> Iterator[str]:
    """One sentence for each fault of one labelled document."""
    try:
        document = load_document(file)
        raw = read_json(file)
    except GoldError as error:
        yield str(error)
        return
    text, attacks = document.text, {attack.id for attack in document.attacks}
    if not raw.get("origin") and not raw.get("note"):
        yield f"{file.name}: says nothing of where it comes from (origin)"
    for item in raw["claims"]:
        where = f"{file.name}: {item.get('slot')} {item.get('quote')!r}"
        yield from (f"{where}: {fault}" for fault in _claim_faults(item, text, attacks))
    for item in [*(raw.get("not_claims") or ()), *_date_texts(raw)]:
        if "start" in item and text[item["start"] : item["end"]] != item["quote"]:
            yield f"{file.name}: {item['quote']!r} does not stand at {item['start']}..{item['end']}"
    for attack in document.attacks:
        yield from (f"{file.name}: attack {attack.id}: {fault}" for fault in _attack_faults(attack.date))


def _claim_faults(item: dict[str, Any], text: str, attacks: set[str]) -> Iterator[str]:
    slot, bound, count = item.get("slot"), item.get("bound"), item.get("count")
    if not item["quote"] or text[item["start"] : item["end"]] != item["quote"]:
        yield f"does not stand at {item['start']}..{item['end']}"
    if slot not in _LABEL_SLOTS:
        yield "no such slot"
    if item.get("attack") is not None and item["attack"] not in attacks:
        yield f"no such attack: {item['attack']}"
    if item.get("scope") is not None and item["scope"] not in table("scope"):
        yield f"no such scope: {item['scope']}"
    if slot in {*COUNTED, "means"}:
        yield from _count_faults(bound, count, item.get("what"))
    elif slot == "statement" and item.get("mode") not in _MODES:
        yield f"no such mode: {item.get('mode')}"
    elif bound not in _CLOCK_BOUNDS:
        yield f"no such bound: {bound}"


def _count_faults(bound: Any, count: Any, what: Any) -> Iterator[str]:
    if bound not in _LABEL_BOUNDS:
        yield f"no such bound: {bound}"
    if what not in table("what"):
        yield f"what is not in the list: {what}"
    if isinstance(count, list) != (bound == "range"):
        yield "a range has two edges, and nothing else has"
    if count is None and bound not in _VAGUE:
        yield f"no count, yet {bound}"
    if count is not None and bound in _VAGUE:
        yield f"a count, yet {bound}"


def _attack_faults(day: str | None) -> Iterator[str]:
    if day is not None:
        try:
            date.fromisoformat(day)
        except ValueError:
            yield f"{day} is no day"


def _date_texts(raw: dict[str, Any]) -> list[dict[str, Any]]:
    return [attack["date_text"] for attack in raw["attacks"] if isinstance(attack.get("date_text"), dict)]


def unlabelled_numbers(file: Path) -> Iterator[str]:
    """The numbers in digits of which the labels say nothing."""
    document, raw = load_document(file), read_json(file)
    told = [*raw["claims"], *(raw.get("not_claims") or ()), *_date_texts(raw)]
    spans = [(item["start"], item["end"]) for item in told]
    for match in _NUMBER.finditer(document.text):
        if not any(start < match.end() and match.start() < end for start, end in spans):
            around = document.text[max(0, match.start() - 30) : match.end() + 30]
            yield f"{file.name}: {match.start()}: {' '.join(around.split())}"


def main(arguments: list[str]) -> int:
    """Check the folders named in `arguments`; the exit code."""
    files = [file for folder in arguments if folder != "--numbers" for file in sorted(Path(folder).glob("*.json"))]
    found = [fault for file in files for fault in faults(file)]
    if "--numbers" in arguments and not found:
        sys.stdout.writelines(f"{line}\n" for file in files for line in unlabelled_numbers(file))
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    sys.stdout.write(f"{len(files)} documents, {len(found)} faults\n")
    return 1 if found or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
