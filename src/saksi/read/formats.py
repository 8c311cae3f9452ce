"""Which reader opens which file: by suffix, else by a look at the first bytes."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from typing import IO

from saksi.errors import InputError
from saksi.model import Document
from saksi.read.entry import MAX_BYTES, Entry

# Suffix to the module of this room whose read(entry) opens it; loaded when the first such file is met.
READERS = {
    ".txt": "plain",
    ".text": "plain",
    ".jsonl": "rows",
    ".ndjson": "rows",
}


def suffix(name: str) -> str:
    """The suffix in lower case, '' where there is none.

    >>> suffix("a/Report.TXT"), suffix(".hidden")
    ('.txt', '')
    """
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, end = base.rpartition(".")
    return f".{end.lower()}" if dot and stem else ""


def known(name: str) -> bool:
    """Whether a file found in a folder is one that a reader opens."""
    return suffix(name) in READERS


def read(entry: Entry) -> Iterator[Document | InputError]:
    """The documents of one file. Raises `InputError` where none can be read."""
    module = READERS.get(suffix(entry.name))
    if module is None and entry.stream is not None:
        entry, module = _sniffed(entry, entry.stream)
    yield from import_module(f"saksi.read.{module or 'plain'}").read(entry)


def _sniffed(entry: Entry, stream: IO[bytes]) -> tuple[Entry, str]:
    """The standard input and its reader: JSON Lines if its first line is an object with a text, else plain text."""
    first = stream.readline(MAX_BYTES + 1)
    rows = first.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") and b'"text"' in first
    return Entry(entry.source, entry.name, stream=_Rejoined(first, stream)), "rows" if rows else "plain"  # type: ignore[arg-type]


class _Rejoined:
    """A stream whose first line was looked at, put together again."""

    def __init__(self, first: bytes, rest: IO[bytes]) -> None:
        self._first = BytesIO(first)
        self._rest = rest

    def read(self, size: int) -> bytes:
        head = self._first.read(size)
        return head + self._rest.read(size - len(head)) if len(head) < size else head

    def readline(self, size: int) -> bytes:
        head = self._first.readline(size)
        if head.endswith(b"\n") or len(head) == size:
            return head
        return head + self._rest.readline(size - len(head))
