"""One run of the scorer from paths to output."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from saksi.evaluate.compare import CompareError, changes, load_run
from saksi.evaluate.floors import load_floors, raised, reached, write_floors
from saksi.evaluate.gold import load
from saksi.evaluate.report import Filter, mistakes, print_table, run_data
from saksi.evaluate.score import DocumentScore
from saksi.evaluate.system import Reader, read_with_pipeline, score_with
from saksi.evaluate.totals import Totals, total


def evaluate(paths: Sequence[str | Path], reader: Reader | None = None) -> tuple[list[DocumentScore], list[str]]:
    """Scores of all labelled documents under `paths`, and one sentence for each that could not be used or read."""
    documents, failures = load(paths)
    scores = [score_with(reader or read_with_pipeline, document) for document in documents]
    return scores, failures + [score.failure for score in scores if score.failure]


def main(
    paths: Sequence[str],
    against: str | None = None,
    out: TextIO | None = None,
    format: str = "table",
    save: str | None = None,
    *,
    listing: Filter | None = None,
    floors: bool = False,
    brief: bool = False,
    reader: Reader | None = None,
) -> int:
    """Score the labelled documents under `paths` and print the figures; the exit code.

    `against`: a file of `save`, whose gains and losses are listed. `listing`: print these mistakes instead of the
    table; `brief`: leave all slots but the main four out of it. `floors`: raise `floors.toml` in the first folder.
    Exit code 0; 1 where a document could not be used or read; 2 where `against` is no kept run or nothing could be
    scored.
    """
    out = out or sys.stdout
    try:
        before = load_run(against) if against else None
    except CompareError as error:
        print(error, file=out)
        return 2
    scores, failures = evaluate(paths, reader)
    totals = total(scores)
    data = run_data(scores, totals, failures)
    if format == "json":
        print(json.dumps(data, ensure_ascii=False, indent=1), file=out)
    else:
        _print(scores, totals, failures, listing, brief, out)
        if before is not None:
            _print_changes(*changes(before, data), out=out)
    if save:
        Path(save).write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if floors and not failures:
        _raise_floors(Path(paths[0]) / "floors.toml", totals, out)
    return 2 if not scores else 1 if failures else 0


def _print(
    scores: Sequence[DocumentScore],
    totals: Totals,
    failures: Sequence[str],
    listing: Filter | None,
    brief: bool,
    out: TextIO,
) -> None:
    if listing is None:
        print_table(totals, out, brief)
    else:
        lines = [line for score in scores for line in mistakes(score, listing)]
        print("\n".join(lines) if lines else "no mistakes", file=out)
        print(f"\n{sum(not line.startswith(' ') for line in lines)} mistakes listed", file=out)
    for sentence in failures:
        print(f"could not: {sentence}", file=out)


def _print_changes(gains: Sequence[str], losses: Sequence[str], out: TextIO) -> None:
    print(f"\nagainst the earlier run: {len(gains)} gains, {len(losses)} losses", file=out)
    for mark, lines in (("+", gains), ("-", losses)):
        for line in lines:
            print(f"{mark} {line}", file=out)


def _raise_floors(file: Path, totals: Totals, out: TextIO) -> None:
    before = load_floors(file)
    after = raised(before, reached(totals))
    write_floors(file, after)
    news = sum(
        f1 != before.get(language, {}).get(slot) for language, slots in after.items() for slot, f1 in slots.items()
    )
    print(f"{news} floors raised in {file}", file=out)
