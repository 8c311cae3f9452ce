"""What a run could not read, told once at its end."""

from __future__ import annotations

from collections import Counter
from typing import TextIO

from saksi.engine import Failure
from saksi.errors import InputError
from saksi.model import Reading
from saksi.publish.words import safe
from saksi.read.formats import known, suffix

# More lines than this help nobody; the number of the rest is said.
LONGEST = 200


class Summary:
    """Collects failures, languages without tables, files that were passed over, and notes about odd metadata."""

    def __init__(self) -> None:
        self.documents = 0
        self.failures: list[InputError] = []
        self.unread: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.astray: Counter[str] = Counter()
        self.notes: list[str] = []

    def skip(self, source: str) -> None:
        """A file of a folder that no reader opens, or a link that leads nowhere or out of the folder."""
        kinds = self.astray if known(source) else self.skipped
        kinds[suffix(source) or "no suffix"] += 1

    def fail(self, error: InputError) -> None:
        """An input that could not be read."""
        self.failures.append(error)

    def read(self, reading: Reading, unread: str | None) -> None:
        """A document that was read, or that no tables could read (`unread` names its language)."""
        self.documents += 1
        if unread:
            self.unread[unread] += 1
        document = reading.page.document
        self.notes += [f"{document.source}: {note}" for note in document.notes]

    def exit_code(self) -> int:
        """0, or 1 where some document could not be read."""
        return 1 if self.failures else 0

    def write(self, stream: TextIO, debug: bool) -> None:
        """The sentences, failures last."""
        for language, count in sorted(self.unread.items()):
            _say(stream, f"unread: {language} ({_plural(count, 'document')}; saksi has no tables for this language)")
        for skipped, why in (
            (self.skipped, "no reader opens these files"),
            (self.astray, "links that lead nowhere or out of their folder, or no files"),
        ):
            if skipped:
                kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(skipped.items()))
                _say(stream, f"skipped: {kinds} ({why})")
        _listed(stream, [f"note: {note}" for note in self.notes])
        if self.failures:
            _say(stream, f"{_plural(len(self.failures), 'input')} could not be read:")
            _listed(stream, [f"  {error}" for error in self.failures])
        if debug:
            for error in self.failures:
                stream.write(getattr(error, "details", "") if isinstance(error, Failure) else "")


def _say(stream: TextIO, sentence: str) -> None:
    stream.write(f"{safe(sentence)}\n")


def _listed(stream: TextIO, sentences: list[str]) -> None:
    for sentence in sentences[:LONGEST]:
        _say(stream, sentence)
    if len(sentences) > LONGEST:
        _say(stream, f"  and {len(sentences) - LONGEST} more")


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
