"""`saksi export`: the tables of a record as files for other programs."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, TextIO, cast

import msgspec

from saksi.cli.reading import target
from saksi.errors import UsageError
from saksi.publish import profiling
from saksi.publish.redact import SHOWN, names_of, redacted_rows
from saksi.publish.table import cell
from saksi.store import (
    Record,
    decisions,
    exported_checks,
    exported_claims,
    exported_estimates,
    exported_incidents,
    ledger,
    open_record,
    profiled,
)
from saksi.store.profiling import OFFICES

# Checks whose reported value may be words of the text.
_WORDED = frozenset({"record", "alert_started", "alert_ended"})


def format_of(output: str | None, otherwise: str) -> str:
    """The format that a file's name says, else the given one."""
    suffix = Path(output).suffix.lower().removeprefix(".") if output else ""
    return suffix if suffix in WRITERS else otherwise


def export(what: str, *, db: str, format: str, output: str | None, every: bool, redact: bool = False) -> int:
    """Writes incidents, claims or decisions of the record at `db`; `redact` leaves out the names of private persons."""
    with open_record(db) as record:
        if what == "decisions":
            _decisions(record, format, output, redact)
            return 0
        _write(_rows(record, what, every, redact), format, output, what)
    return 0


def _rows(record: Record, what: str, every: bool, redact: bool) -> Iterable[dict[str, Any]]:
    if what == "claims":
        return _claims(record, every, redact)
    if what == "estimates":
        return exported_estimates(record)
    if what == "checks":
        return (_worded(row) if redact else row for row in exported_checks(record))
    return _incidents(record, redact)


def _worded(check: dict[str, Any]) -> dict[str, Any]:
    """A check without words of the text."""
    return check | {"reported": None} if check["slot"] in _WORDED else check


def export_profile(profile: str, *, db: str, format: str, output: str | None, redact: bool = False) -> int:
    """Writes the incidents in the columns of a profile; beside a file its companion table, which marks each column."""
    with open_record(db) as record:
        _write(profiling.rows(profile, profiled(record, redact)), format, output, profile)
    if output:
        path = Path(output)
        marked = str(path.with_name(f"{path.stem}.fields{path.suffix}"))
        _write(profiling.fields(profile), format, marked, "fields")
        sys.stdout.write(f"{output}: the incidents; {marked}: how well each column can be filled\n")
    return 0


def export_fields(profile: str, *, format: str, output: str | None) -> int:
    """Writes the companion table of a profile alone."""
    _write(profiling.fields(profile), format, output, "fields")
    return 0


def _write(rows: Iterable[dict[str, Any]], format: str, output: str | None, what: str) -> None:
    with target(output, format) as stream:
        WRITERS[format](rows, stream, what)
        stream.flush()


def _incidents(record: Record, redact: bool) -> Iterable[dict[str, Any]]:
    """The incidents; without names where these are to be left out: sources that are no offices, and words of claims."""
    for row in exported_incidents(record):
        yield _nameless(row) if redact else row


def _nameless(row: dict[str, Any]) -> dict[str, Any]:
    grounds = dict(row["grounds"] or {"positions": ()})
    public = [position for position in grounds["positions"] if position["kind"] in OFFICES]
    hidden = [position | {"credit": SHOWN} for position in grounds["positions"] if position["kind"] not in OFFICES]
    grounds["positions"] = [*public, *hidden]
    for name in ("admits", "denies"):
        grounds[name] = [position["credit"] for position in public if position["stance"] == name]
    return row | {"grounds": grounds, "checks": [_worded(check) for check in row["checks"]]}


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
