"""Writes docs/languages.md: what each language covers, its cases, its scores on tests/gold, what it still lacks.

    python tools/languages/report.py            # the whole page, with scores
    python tools/languages/report.py --check    # exit code 1 where the page's structure is not that of the tables

A language is taken from its tables and cases alone, so that a new folder appears here by itself. The structure of the
page (languages, tables, slots, what is missing) is held by tests/test_languages_page.py; its figures change with every
word and are as of the last run.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from saksi.evaluate import Totals, evaluate, total
from saksi.evaluate.score import MAIN_SLOTS
from saksi.languages import TABLES, codes, table
from saksi.slots import COUNTED

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "languages.md"
CASES = ROOT / "tests" / "cases"
GOLD = ROOT / "tests" / "gold"
SLOTS = (*COUNTED, "means")
OTHERS = ("page", "translation")  # tables with readers of their own
SHARES = ("what", "bound", "scope", "credit", "attack", "place")
OTHER_CASES = {
    "credit": "whose word", "time": "when", "where": "where", "attacks": "which attack", "told": "what else",
    "alerts": "alerts",
}  # fmt: skip


def main(arguments: list[str]) -> int:
    """Writes the page, or with `--check` says whether the one that stands is right; the exit code."""
    if "--check" in arguments:
        right = PAGE.is_file() and outline(PAGE.read_text("utf-8")) == outline(page(None))
        say("docs/languages.md is up to date" if right else "docs/languages.md is old; run tools/languages/report.py")
        return 0 if right else 1
    scores, failures = evaluate([GOLD])
    PAGE.write_text(page(total(scores)), encoding="utf-8")
    say(f"wrote {PAGE.relative_to(ROOT)} from {len(scores)} labelled documents")
    for sentence in failures:
        say(f"could not: {sentence}")
    return 1 if failures else 0


def say(sentence: str) -> None:
    """A line for the terminal."""
    sys.stdout.write(f"{sentence}\n")


def page(totals: Totals | None) -> str:
    """The page as Markdown; without `totals` its scores are left out."""
    return "\n".join([*_head(), *(line for code in codes() for line in _language(code, totals)), ""])


def outline(text: str) -> str:
    """The structure of a page, by which an old one is known: its headings, and what its rows are of.

    Scores, figures and what is missing are as of the last run.
    """
    kept, scores = [], False
    for line in text.splitlines():
        if line.startswith("#"):
            scores = line.startswith("### Scores")
            kept.append(line)
        elif line.startswith("|") and not scores:
            kept.append(line.split("|")[1].strip())
    return "\n".join(kept)


def name_of(code: str) -> str:
    """The English name of a language, or its code."""
    names = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))["name"]
    return str(names.get(code, code))


def words_in(section: dict[str, object]) -> int:
    """The words of a table or of one of its sections."""
    count = 0
    for key, value in section.items():
        if isinstance(value, dict):
            count += 0 if key == "features" else words_in(value)
        elif isinstance(value, list):
            count += len(value)
        else:
            count += 1
    return count


def cases_of(code: str) -> Iterator[tuple[str, dict[str, object]]]:
    """(file, case) of all cases of a language."""
    for path in sorted((CASES / code).glob("*.toml")):
        for case in tomllib.loads(path.read_text("utf-8")).get("case", []):
            yield path.stem, case


def by_slot(code: str) -> dict[str, tuple[int, int]]:
    """Slot -> how many cases say it, and how many of its own file do not."""
    said: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for file, case in cases_of(code):
        words = case.get("says")
        if isinstance(words, list):
            slots = {str(word).split()[0] for word in words}
            said.update(slots)
            kept.update({file} - slots)
    return {slot: (said[slot], kept[slot]) for slot in SLOTS}


def _head() -> list[str]:
    return [
        "# The languages that are read",
        "",
        "Made by `python tools/languages/report.py` from the tables (`src/saksi/languages/`), the cases",
        "(`tests/cases/`) and the labelled documents of our own wording (`tests/gold/`). Scores on documents that the",
        "rules were written beside are kinder than those on unseen pages; docs/errors/ tells what unseen pages showed.",
        "",
        "| language | words in tables | cues | cases | labelled documents |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(_summary(code) for code in codes()),
    ]


def _summary(code: str) -> str:
    words = sum(words_in(table(code, name)) for name in (*TABLES, *OTHERS))
    cases = sum(1 for _ in cases_of(code))
    labelled = sum(1 for path in GOLD.glob("*.json") if f'"language": "{code}"' in path.read_text("utf-8"))
    return f"| {name_of(code)} (`{code}`) | {words} | {words_in(table(code, 'cues'))} | {cases} | {labelled} |"


def _language(code: str, totals: Totals | None) -> Iterator[str]:
    yield from ("", f"## {name_of(code)}", "", "### Tables", "", "| table | words |", "| --- | ---: |")
    for name in (*TABLES, *OTHERS):
        words = words_in(table(code, name))
        if words:
            yield f"| {name} | {words} |"
    yield from ("", "### Slots", "", "| slot | cues | cases that say it | cases that do not |")
    yield "| --- | ---: | ---: | ---: |"
    cues = table(code, "cues")
    for slot, (said, kept) in by_slot(code).items():
        section = cues.get(slot)
        yield f"| {slot} | {words_in(section) if isinstance(section, dict) else '-'} | {said} | {kept} |"
    yield from ("", *_other_cases(code), "", "### Scores", "", *(_scores(code, totals) if totals else ()))
    yield from ("", "### Missing", "", *_missing(code))


def _other_cases(code: str) -> list[str]:
    counted = Counter(file for file, case in cases_of(code) if "says" not in case)
    return ["Other cases: " + ", ".join(f"{words} {counted[file]}" for file, words in OTHER_CASES.items()) + "."]


def _scores(code: str, totals: Totals) -> Iterator[str]:
    yield from ("| slot | labels | precision | recall |", "| --- | ---: | ---: | ---: |")
    tallies = {slot: totals.tallies[code, slot] for slot in SLOTS if (code, slot) in totals.tallies}
    for slot, tally in (*tallies.items(), ("the four main slots", totals.over(code, MAIN_SLOTS))):
        yield f"| {slot} | {tally.gold} | {_share(tally.precision)} | {_share(tally.recall)} |"
    yield ""
    shares = {name: totals.shares[code, name] for name in SHARES if (code, name) in totals.shares}
    told = [f"{name} {_share(share.right / share.of if share.of else None)}" for name, share in shares.items()]
    yield f"Of the claims found, right: {', '.join(told)}."


def _share(value: float | None) -> str:
    return f"{value:.3f}" if value is not None else "-"


def _missing(code: str) -> Iterator[str]:
    missing = table(code, "missing")
    lacking = {key: value for key, value in missing.items() if value}
    if not lacking:
        yield "Nothing that the tests ask for: each slot has cues, each cue a case, each slot cases that do not say it."
    for key, value in lacking.items():
        told = ", ".join(map(str, value)) if isinstance(value, list) else value
        yield f"- {key.replace('_', ' ')}: {told}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
