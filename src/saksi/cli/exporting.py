"""`saksi export`: the tables of a record as files for other programs."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import IO, Any, TextIO, cast

import msgspec

from saksi.cli.reading import target
from saksi.errors import UsageError
from saksi.publish.redact import names_of, redacted_rows
from saksi.publish.table import cell
from saksi.store import Record, decisions, exported_claims, exported_incidents, ledger, open_record


def export(what: str, *, db: str, format: str, output: str | None, every: bool, redact: bool = False) -> int:
    """Writes incidents, claims or decisions of the record at `db`; `redact` leaves out the names of private persons."""
    with open_record(db) as record:
        if what == "decisions":
            _decisions(record, format, output, redact)
            return 0
        rows = _claims(record, every, redact) if what == "claims" else exported_incidents(record)
        with target(output, format) as stream:
            WRITERS[format](rows, stream, what)
            stream.flush()
    return 0


def _decisions(record: Record, format: str, output: str | None, redact: bool) -> None:
    if format != "jsonl":
        raise UsageError("decisions are exported as jsonl, so that another record can take them over")
    if redact:
        raise UsageError("decisions find their place by the words around it; export them without --redact-persons")
    with target(output, format) as stream:
        stream.writelines(ledger.lines(decisions(record)))


def _claims(record: Record, every: bool, redact: bool) -> Iterable[dict[str, Any]]:
    rows = exported_claims(record, every)
    if not redact:
        return rows

    @lru_cache(maxsize=8)  # rows come document by document
    def text_of(document_id: str) -> str:
        return str(record.one("SELECT text FROM document WHERE id = ?", document_id))

    return redacted_rows(rows, names_of(exported_claims(record, every=True), text_of), text_of)


def _jsonl(rows: Iterable[dict[str, Any]], stream: TextIO, what: str) -> None:
    for row in rows:
        stream.write(msgspec.json.encode(row).decode() + "\n")


def _csv(rows: Iterable[dict[str, Any]], stream: TextIO, what: str) -> None:
    """A byte-order mark, a heading and a line a row; lists within a row are JSON, words apart by a space."""
    table = csv.writer(stream, lineterminator="\r\n")
    for number, row in enumerate(rows):
        if number == 0:
            stream.write("\ufeff")
            table.writerow(row)
        table.writerow([cell(_flat(value)) for value in row.values()])


def _xlsx(rows: Iterable[dict[str, Any]], stream: TextIO, what: str) -> None:
    from saksi.publish.sheet import Book

    book: Book | None = None
    for row in rows:
        book = book or Book(what, list(row))
        book.add(row.values())
    (book or Book(what, ["nothing to export"])).save(cast(IO[bytes], stream))


def _flat(value: object) -> object:
    if isinstance(value, list | tuple):
        return tuple(value) if all(isinstance(part, str) for part in value) else msgspec.json.encode(value).decode()
    return value


WRITERS: dict[str, Callable[[Iterable[dict[str, Any]], TextIO, str], None]] = {
    "jsonl": _jsonl, "csv": _csv, "xlsx": _xlsx,
}  # fmt: skip
