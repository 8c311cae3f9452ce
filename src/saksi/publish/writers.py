"""The formats a run can be written in, each a pair of functions behind one table."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TextIO

from saksi.model import Reading

# A writer takes readings one by one and is told the end; it writes to the stream it was made for.
FORMATS = {
    "report": "saksi.publish.report",
    "jsonl": "saksi.publish.jsonl",
    "csv": "saksi.publish.table",
    "html": "saksi.publish.evidence",
}


class Writer:
    """Writes readings to a stream as they come."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def begin(self) -> None:
        """What stands before the first reading."""

    def add(self, reading: Reading, unread: str | None = None) -> None:
        """Writes one reading; `unread` is its language where that has no tables."""
        raise NotImplementedError

    def end(self) -> None:
        """What stands after the last reading."""


def writer(format: str, stream: TextIO) -> Writer:
    """The writer of a format of `FORMATS`, loaded now; its `stream` takes UTF-8 text, newlines untranslated."""
    make: Callable[[TextIO], Writer] = import_module(FORMATS[format]).make
    return make(stream)
