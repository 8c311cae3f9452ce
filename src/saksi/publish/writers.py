"""The formats a run can be written in, each a pair of functions behind one table."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TextIO, cast

from saksi.model import Reading

# A writer takes readings one by one and is told the end; it writes to the stream it was made for.
FORMATS = {
    "report": "saksi.publish.report",
    "jsonl": "saksi.publish.jsonl",
    "csv": "saksi.publish.table",
    "xlsx": "saksi.publish.sheet",
    "html": "saksi.publish.evidence",
}


class Writer:
    """Writes readings to a stream as they come.

    Those that say `binary` write bytes; `shown` is what a value of words passes through before it is written.
    """

    binary = False
    shown: Callable[[str], str] = staticmethod(lambda words: words)

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def begin(self) -> None:
        """What stands before the first reading."""

    def add(self, reading: Reading, unread: str | None = None) -> None:
        """Writes one reading; `unread` is its language where that has no tables."""
        raise NotImplementedError

    def end(self) -> None:
        """What stands after the last reading."""


class WithoutNames(Writer):
    """Passes readings on to another writer with the names of private persons covered."""

    def __init__(self, format: str, stream: TextIO) -> None:
        from saksi.publish.redact import Shortened, short

        super().__init__(stream)
        made = _maker(format)
        self._inner = made(stream if made.binary else cast(TextIO, Shortened(stream)))
        self._inner.shown = short

    def begin(self) -> None:
        self._inner.begin()

    def add(self, reading: Reading, unread: str | None = None) -> None:
        from saksi.publish.redact import redacted

        self._inner.add(redacted(reading), unread)

    def end(self) -> None:
        self._inner.end()


def writer(format: str, stream: TextIO, redact: bool = False) -> Writer:
    """The writer of a format of `FORMATS`, loaded now.

    `stream` takes UTF-8 text, newlines untranslated, or bytes where `binary(format)`. `redact` leaves out the names of
    private persons.
    """
    return WithoutNames(format, stream) if redact else _maker(format)(stream)


def binary(format: str) -> bool:
    """Whether a format is bytes and no text."""
    return _maker(format).binary


def _maker(format: str) -> type[Writer]:
    made: type[Writer] = import_module(FORMATS[format]).make
    return made
