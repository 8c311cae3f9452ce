"""One file, or the standard input, as a reader receives it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from saksi.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

# A report is some 4 kB and a long live page 200 kB; forty times that is no report and only costs time and memory.
MAX_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True)
class Entry:
    """An input to open.

    `source` is the path as the user gave it (what the output shows); `name` is what ids are made from: the path below
    the folder that was given, or the base name of a file that was given. `stream` is set for the standard input.
    """

    source: str
    name: str
    path: Path | None = None
    stream: IO[bytes] | None = None

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The bytes. Raises `InputError` where the file cannot be opened or read."""
        try:
            if self.path is None:
                assert self.stream is not None
                yield self.stream
            else:
                with self.path.open("rb") as file:
                    yield file
        except OSError as error:
            reason = (error.strerror or "the system refused").lower()
            raise InputError(self.source, f"cannot be opened ({reason}); check the path and its permissions") from error

    def content(self) -> bytes:
        """All bytes. Raises `InputError` where there are more than `MAX_BYTES`."""
        with self.open() as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise InputError(self.source, f"is larger than {MAX_BYTES >> 20} MB, too large for one report; split it")
        return data


def printable(name: str) -> str:
    """A file name as text that can be written as UTF-8: bytes that are no UTF-8 become escapes.

    >>> printable("a\\udcff.txt")
    'a\\\\udcff.txt'
    """
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
