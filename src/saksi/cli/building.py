"""`saksi build`: documents into a record, joined with what is there."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from time import monotonic

from saksi import __version__
from saksi.cli.progress import Progress
from saksi.cli.reading import stdin
from saksi.cli.summary import Summary
from saksi.engine import run
from saksi.errors import InputError, UsageError
from saksi.model import Document, Reading
from saksi.pipeline import unread
from saksi.publish.words import safe
from saksi.read import documents
from saksi.store import Record, document_of, known, link, open_record, put, take_reference
from saksi.store.ledger import take
from saksi.store.references import ALERTS, TALLIES
from saksi.verify import Alerts, Source, Tallies, read_alerts, read_tallies

# What is read is kept in pieces: a run that dies loses at most so many seconds of work.
PIECE_SECONDS, PIECE = 1.0, 200


def build(
    inputs: Sequence[str],
    *,
    db: str,
    jobs: int,
    again: bool = False,
    decisions: str | None = None,
    tallies: str | None = None,
    alerts: str | None = None,
    debug: bool = False,
) -> int:
    """Reads what the record does not hold yet, keeps it and links it; gives the exit code.

    `again` reads all documents of the record anew; without it those of another version of saksi are. `decisions` is a
    file that `saksi export decisions` wrote. `tallies` and `alerts` are references to hold incidents against; the
    record keeps them.
    """
    if not inputs and not Path(db).is_file():
        raise UsageError("say what to read: saksi build INPUT... --db FILE")
    given = _references(tallies, alerts)
    summary = Summary()
    with open_record(db, create=True) as record, Progress(sys.stderr, beside=sys.stdout) as progress:
        taken = _take(record, decisions) if decisions else 0
        with record.transaction():
            fresh = [parsed.source for kind, parsed in given if take_reference(record, kind, parsed)]
        wanted = _Wanted(record, again)
        before = record.one("SELECT count(*) FROM document")
        _keep(record, run(wanted.of(inputs, summary), jobs), summary, progress)
        changed = link(record, tell=progress.at)
        new = record.one("SELECT count(*) FROM document") - before
        total = record.one("SELECT count(*) FROM incident")
    said = [
        f"{new} new documents" if new != 1 else "1 new document",
        *([f"{summary.documents - new} read again"] if summary.documents > new else []),
        *([f"{wanted.known} known"] if wanted.known else []),
        *([f"{taken} decisions taken over"] if taken else []),
        f"{changed} incidents new or changed, {total} in all" if changed else f"nothing changed, {total} incidents",
    ]
    sys.stdout.write(f"{db}: {'; '.join(said)}\n")
    for source in fresh:
        sys.stdout.write(f"{_taken(source)}\n")
    summary.write(sys.stderr, debug)
    return summary.exit_code()


def _references(tallies: str | None, alerts: str | None) -> list[tuple[str, Tallies | Alerts]]:
    """The references that were given, read and validated before anything is written."""
    given: list[tuple[str, Tallies | Alerts]] = []
    if tallies:
        given.append((TALLIES, read_tallies(tallies)))
    if alerts:
        given.append((ALERTS, read_alerts(alerts)))
    return given


def _taken(source: Source) -> str:
    out = f", {len(source.left_out)} left out ({source.left_out[0]})" if source.left_out else ""
    return safe(f"reference {source.name}: {source.rows} rows from {source.first} to {source.last}{out}")


class _Wanted:
    """Which documents have to be read; counts those that need not."""

    def __init__(self, record: Record, again: bool) -> None:
        self.record, self.again = record, again
        self.known = 0
        self.seen: set[str] = set()

    def of(self, inputs: Sequence[str], summary: Summary) -> Iterator[Document | InputError]:
        """Those of the inputs, then those of the record that another version read."""
        for item in documents(inputs, stdin(), summary.skip) if inputs else ():
            if isinstance(item, InputError):
                yield item
            elif item.id not in self.seen:
                self.seen.add(item.id)
                if known(self.record, item.id) and not self.again:
                    self.known += 1
                else:
                    yield item
        question = "SELECT id FROM document WHERE reader <> ? OR ? ORDER BY id"
        for row in self.record.rows(question, __version__, self.again):
            if row["id"] not in self.seen:
                yield document_of(self.record, row["id"])


def _keep(record: Record, results: Iterable[Reading | InputError], summary: Summary, progress: Progress) -> None:
    """Each reading into the record, in transactions of about a second."""
    held: list[tuple[Reading, str | None]] = []
    begun = monotonic()
    for result in results:
        if isinstance(result, InputError):
            summary.fail(result)
            continue
        language = unread(result)
        summary.read(result, language)
        held.append((result, language))
        progress.step(summary.documents, len(summary.failures))
        if len(held) >= PIECE or monotonic() - begun > PIECE_SECONDS:
            _put(record, held)
            held, begun = [], monotonic()
    _put(record, held)


def _put(record: Record, held: Sequence[tuple[Reading, str | None]]) -> None:
    with record.transaction():
        for reading, language in held:
            put(record, reading, language)


def _take(record: Record, source: str) -> int:
    try:
        lines = Path(source).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = (error.strerror or "the system refused").lower() if isinstance(error, OSError) else "no UTF-8"
        raise UsageError(
            f"cannot read the decisions in {source} ({why}); give a file of: saksi export decisions"
        ) from error
    with record.transaction():
        return take(record, lines, source)
