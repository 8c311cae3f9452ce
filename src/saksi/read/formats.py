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
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
    ".pdf": "pdf",
    ".rss": "feeds",
    ".atom": "feeds",
    ".warc": "warc",
    ".warc.gz": "warc",
}
# Files that a program names so; other files with the same suffix are something else.
NAMES = {"result.json": "telegram", **dict.fromkeys(("feed.xml", "rss.xml", "atom.xml", "index.xml"), "feeds")}

# What the first bytes of a file without a known suffix are, in lower case and without blanks before them.
_BEGINNINGS = (
    (b"<!doctype html", "html"), (b"<html", "html"), (b"%pdf-", "pdf"), (b"warc/", "warc"), (b"<rss", "feeds"),
    (b"<feed", "feeds"),
)  # fmt: skip
_PEEK = 1024
_BOM = b"\xef\xbb\xbf"


def suffix(name: str) -> str:
    """The suffix in lower case, '' where there is none.

    >>> suffix("a/Report.TXT"), suffix("b.warc.gz"), suffix(".hidden")
    ('.txt', '.warc.gz', '')
    """
    base = name.replace("\\", "/").rsplit("/", 1)[-1].lower()
    stem, dot, end = base.rpartition(".")
    if end == "gz" and stem.endswith(".warc"):
        stem, end = stem.removesuffix(".warc"), "warc.gz"
    return f".{end}" if dot and stem else ""


def known(name: str) -> bool:
    """Whether a file found in a folder is one that a reader opens."""
    return _named(name) is not None


def _named(name: str) -> str | None:
    return READERS.get(suffix(name)) or NAMES.get(name.replace("\\", "/").rsplit("/", 1)[-1].lower())


def read(entry: Entry) -> Iterator[Document | InputError]:
    """The documents of one file. Raises `InputError` where none can be read."""
    module = _named(entry.name)
    if suffix(entry.name) == ".json":
        module = "telegram"  # the user named it: an export that was renamed, or an error that says what to do
    elif module is None and entry.stream is not None:
        entry, module = _sniffed(entry, entry.stream)
    elif module in (None, "rows"):
        module = _looked_at(entry, module or "plain")
    yield from import_module(f"saksi.read.{module}").read(entry)


def _looked_at(entry: Entry, module: str) -> str:
    """The reader of a file by its first bytes: JSON Lines may be messages, a file without suffix may be a page."""
    with entry.open() as file:
        return _by_beginning(file.readline(MAX_BYTES) if module == "rows" else file.read(_PEEK), module)


def _by_beginning(first: bytes, module: str) -> str:
    head = first[:_PEEK].removeprefix(_BOM).lstrip().lower()
    if module == "rows":
        return "telegram" if _is_message(first) else module
    if head.startswith(b"<?xml"):
        head = head.partition(b"?>")[2].lstrip() or b"<feed"
    return next((reader for beginning, reader in _BEGINNINGS if head.startswith(beginning)), module)


def _is_message(first: bytes) -> bool:
    """Whether the first line is a message of a channel and no row of a text; told by `telegram` where it may be."""
    if b'"date' not in first and b'"time' not in first:
        return False
    from saksi.read.telegram import looks_like

    return looks_like(first.removeprefix(_BOM))


def _sniffed(entry: Entry, stream: IO[bytes]) -> tuple[Entry, str]:
    """The standard input and its reader: JSON Lines if its first line is an object with a text, else by that line."""
    first = stream.readline(MAX_BYTES + 1)
    rows = first.removeprefix(_BOM).lstrip().startswith(b"{") and b'"text"' in first
    module = _by_beginning(first, "rows" if rows else "plain")
    return Entry(entry.source, entry.name, stream=_Rejoined(first, stream)), module  # type: ignore[arg-type]


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
