"""What every reference has: a name, the hash of its bytes, its coverage. Reading one ends in it or in one sentence."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from saksi.errors import InputError

LARGEST = 200_000_000


# Published files hold a few rows with slips; more than so many in a hundred is another file or a broken one.
SLIPS = 0.01
LISTED = 20


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A reference as it was given: its file's name, the hash of its bytes, its rows, its first and last day; `left_out`
    says of rows that cannot be used why not (the first 20)."""

    name: str
    sha256: str
    rows: int
    first: str
    last: str
    left_out: tuple[str, ...] = ()


class Slip(ValueError):
    """A row that cannot be used; the text says why."""


class Rows:
    """Counts the rows of a reference that were used, and holds why others were not."""

    def __init__(self, path: str, what: str) -> None:
        self.path, self.what = path, what
        self.used = 0
        self.out: list[str] = []

    def leave(self, at: int, error: Slip) -> None:
        """Notes a row that cannot be used."""
        self.out.append(f"row {at} {error}")

    def close(self) -> tuple[str, ...]:
        """The notes. Raises InputError where too many rows could not be used, or none could."""
        if self.out and len(self.out) > SLIPS * (self.used + len(self.out)):
            many = f"{len(self.out)} of {self.used + len(self.out)} rows cannot be used"
            raise InputError(self.path, f"is no sound copy of {self.what}: {many}; the first: {self.out[0]}")
        if not self.used:
            raise InputError(self.path, f"has no rows; give {self.what} as it is published")
        return tuple(self.out[:LISTED])


def table(path: str, wanted: Sequence[str], what: str) -> tuple[str, str, Iterator[tuple[int, dict[str, str]]]]:
    """The name, hash and rows of a CSV with these columns; rows are counted from 2, the heading being 1.

    Raises InputError, in one sentence, where the file cannot be read, is no text, or lacks a column.
    """
    if "://" in path:
        raise InputError(path, f"is an address; save {what} as a file and give its path, nothing is fetched")
    try:
        if Path(path).stat().st_size > LARGEST:
            raise InputError(path, f"is too large for {what}; give a file of less than 200 MB")
        raw = Path(path).read_bytes()
    except OSError as error:
        raise InputError(path, f"cannot be read as {what} ({error.strerror}); give the path of the CSV file") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(path, f"is not UTF-8 text (byte {error.start}); save {what} as CSV in UTF-8") from error
    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        missing = [name for name in wanted if name not in (rows.fieldnames or ())]
    except csv.Error as error:
        raise InputError(path, f"is no CSV ({error}); give {what} as it is published") from error
    if missing:
        names = ", ".join(missing)
        raise InputError(path, f"is not {what}: it has no column {names}; give the file as it is published")
    return Path(path).name, sha256(raw).hexdigest(), _numbered(path, rows)


def _numbered(path: str, rows: csv.DictReader[str]) -> Iterator[tuple[int, dict[str, str]]]:
    number = 1
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise InputError(path, f"row {number} is no CSV ({error}); mend or take out this row") from error
        yield number, {name: value or "" for name, value in row.items() if name is not None}


def cell(name: str, value: str, read: Callable[[str], int]) -> int:
    """A value of a row. Raises Slip where it cannot be read."""
    try:
        return read(value.strip())
    except (ValueError, OverflowError) as error:
        raise Slip(f"has {name} {value!r}, which cannot be read") from error


def number(value: str) -> int:
    """A count as the tally writes it ("539.0", empty for unknown as -1). Raises ValueError for anything else."""
    if not value.strip() or value.strip().lower() == "nan":
        return -1
    count = float(value)
    if count < 0 or count != int(count):
        raise ValueError(value)
    return int(count)
