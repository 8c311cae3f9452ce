"""CSV for a spreadsheet: a byte-order mark so that it is read as UTF-8, and no cell that is run as a formula."""

from __future__ import annotations

import csv
from typing import TextIO

from saksi.model import Reading
from saksi.publish.rows import FIELDS, rows
from saksi.publish.writers import Writer

# OWASP, "CSV Injection": a spreadsheet runs a cell that begins with one of these; an apostrophe makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Table(Writer):
    """Writes a heading and a row for each claim; lists are words apart by a space, nothing stands for null."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._csv = csv.writer(stream, lineterminator="\r\n")

    def begin(self) -> None:
        self.stream.write("\ufeff")
        self._csv.writerow(FIELDS)

    def add(self, reading: Reading, unread: str | None = None) -> None:
        for row in rows(reading):
            self._csv.writerow([cell(getattr(row, field)) for field in FIELDS])


def cell(value: object) -> str:
    """A value as a spreadsheet may safely hold it; numbers stay numbers.

    >>> cell("=1+1"), cell(-6.2), cell(("spun", "caption")), cell(None), cell(True)
    ("'=1+1", '-6.2', 'spun caption', '', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    text = " ".join(value) if isinstance(value, tuple) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


make = Table
