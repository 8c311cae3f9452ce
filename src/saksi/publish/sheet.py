"""A spreadsheet file (.xlsx): text is text and never a formula, the heading stays in sight, columns can be filtered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import IO, Any, TextIO, cast

import msgspec
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from saksi.model import Reading
from saksi.publish.rows import FIELDS, rows
from saksi.publish.writers import Writer

# Excel's own limits (Microsoft, "Excel specifications and limits"): characters of a cell, rows of a sheet.
CELL, ROWS = 32_767, 1_048_576
# Widths in characters: fields of words wide, hashes narrow, the rest by their heading.
WIDE, NARROW, LEAST = 48, 14, 9
WIDTHS = {
    "quote": WIDE, "value_words": 32, "source": 32, "url": 24, "credit": 28, "rule": 24, "place": 20, "publisher": 18,
    "published": 20, "earliest": 23, "latest": 23, "attack_earliest": 23, "attack_latest": 23, "as_of": 23, "flags": 24,
    "person_name": 22, "attacker": 16, "sources": WIDE, "places": WIDE, "estimates": WIDE, "values": WIDE,
    "claim_id": NARROW, "document_id": NARROW, "text_id": NARROW, "incident_id": NARROW,
}  # fmt: skip


class Book:
    """A workbook that is written row by row; a full sheet is followed by another."""

    def __init__(self, name: str, heading: Sequence[str]) -> None:
        self._book = Workbook(write_only=True)
        self._name, self._heading = name, heading
        self._begin()

    def _begin(self) -> None:
        count = len(self._book.worksheets)
        self._sheet = self._book.create_sheet(self._name if not count else f"{self._name} {count + 1}")
        self._sheet.freeze_panes = "A2"
        for number, field in enumerate(self._heading, 1):
            width = WIDTHS.get(field, max(LEAST, len(field) + 3))
            self._sheet.column_dimensions[get_column_letter(number)].width = width
        self._rows = 0
        self.add(self._heading, heading=True)

    def add(self, values: Iterable[object], heading: bool = False) -> None:
        """A row: numbers stay numbers, words of a list stand apart by a blank, other lists and objects are JSON."""
        if self._rows >= ROWS:
            self._close_sheet()
            self._begin()
        self._sheet.append([self._cell(value, heading) for value in values])
        self._rows += 1

    def _cell(self, value: object, heading: bool) -> object:
        if value is None or isinstance(value, int | float):
            return value
        made = WriteOnlyCell(self._sheet, value=None)
        # Set behind the library's back: a value that begins with "=" would be made a formula.
        made._value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", flat(value))[:CELL]
        made.data_type = "s"
        if heading:
            made.font, made.alignment = Font(bold=True), Alignment(vertical="top")
        return made

    def _close_sheet(self) -> None:
        self._sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(self._heading)))}{max(1, self._rows)}"

    def save(self, target: IO[bytes]) -> None:
        """Writes the whole to a stream of bytes."""
        self._close_sheet()
        self._book.save(target)


def flat(value: object) -> str:
    """A value as words of one cell.

    >>> flat(("spun", "caption")), flat([{"a": 1}]), flat("=1+1")
    ('spun caption', '[{"a":1}]', '=1+1')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        return " ".join(value)
    return msgspec.json.encode(value).decode()


class Sheet(Writer):
    """`--format xlsx`: a heading and a row for each claim."""

    binary = True

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._book = Book("claims", FIELDS)

    def add(self, reading: Reading, unread: str | None = None) -> None:
        for row in rows(reading):
            self._book.add(self._shown(getattr(row, field)) for field in FIELDS)

    def _shown(self, value: Any) -> Any:
        return self.shown(value) if isinstance(value, str) else value

    def end(self) -> None:
        self._book.save(cast(IO[bytes], self.stream))


make = Sheet
