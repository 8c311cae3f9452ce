"""`saksi export`: the tables of a record as files for other programs."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from typing import Any, TextIO

import msgspec

from saksi.cli.reading import target
from saksi.errors import UsageError
from saksi.publish.table import cell
from saksi.store import decisions, exported_claims, exported_incidents, ledger, open_record

# A cell of a spreadsheet holds no more than this (ECMA-376 and Excel's own limit).
CELL = 32_767


def export(what: str, *, db: str, format: str, output: str | None, every: bool) -> int:
    """Writes incidents, claims or decisions of the record at `db`."""
    with open_record(db) as record:
        if what == "decisions":
            if format != "jsonl":
                raise UsageError("decisions are exported as jsonl, so that another record can take them over")
            with target(output, format) as stream:
                stream.writelines(ledger.lines(decisions(record)))
            return 0
        rows = exported_claims(record, every) if what == "claims" else exported_incidents(record)
        if format == "xlsx":
            _xlsx(rows, what, output)
        else:
            with target(output, format) as stream:
                WRITERS[format](rows, stream)
                stream.flush()
    return 0


def _jsonl(rows: Iterable[dict[str, Any]], stream: TextIO) -> None:
    for row in rows:
        stream.write(msgspec.json.encode(row).decode() + "\n")


def _csv(rows: Iterable[dict[str, Any]], stream: TextIO) -> None:
    """A byte-order mark, a heading and a line a row; lists within a row are JSON, words apart by a space."""
    table = csv.writer(stream, lineterminator="\r\n")
    for number, row in enumerate(rows):
        if number == 0:
            stream.write("\ufeff")
            table.writerow(row)
        table.writerow([cell(_flat(value)) for value in row.values()])


def _xlsx(rows: Iterable[dict[str, Any]], what: str, output: str | None) -> None:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if output is None:
        raise UsageError("a spreadsheet cannot be shown here; give a file: -o record.xlsx")
    book = Workbook(write_only=True)
    sheet = book.create_sheet(what)
    for number, row in enumerate(rows):
        if number == 0:
            sheet.append(list(row))
        values = [value if isinstance(value, int | float) else cell(_flat(value)) for value in row.values()]
        sheet.append([ILLEGAL_CHARACTERS_RE.sub(" ", v)[:CELL] if isinstance(v, str) else v for v in values])
    try:
        book.save(output)
    except OSError as error:
        raise UsageError(f"cannot write to {output} ({error.strerror}); give a file in a folder that exists") from error


def _flat(value: object) -> object:
    if isinstance(value, list | tuple):
        return tuple(value) if all(isinstance(part, str) for part in value) else msgspec.json.encode(value).decode()
    return value


WRITERS: dict[str, Callable[[Iterable[dict[str, Any]], TextIO], None]] = {"jsonl": _jsonl, "csv": _csv}
