"""How far a long run has come: one line on a terminal, nothing where stderr is piped."""

from __future__ import annotations

from time import monotonic
from types import TracebackType
from typing import Self, TextIO

# Short runs show nothing; long ones change the line a few times a second.
PATIENCE, PAUSE = 1.0, 0.2


class Progress:
    """Counts on `stream`, unless it is no terminal or the output `beside` it is the same screen."""

    def __init__(self, stream: TextIO, beside: TextIO) -> None:
        self.stream = stream
        self.shown = False
        self.active = stream.isatty() and not beside.isatty()
        self.begun = self.last = monotonic()

    def step(self, documents: int, failures: int) -> None:
        """Says how many documents were read and how many were not."""
        if self.active:
            speed = documents / max(monotonic() - self.begun, PAUSE)
            failed = f", {failures} failed" if failures else ""
            self._say(f"read {documents} documents{failed}, {speed:.0f} a second")

    def at(self, step: str, done: int, of: int) -> None:
        """Says how far a step of a long run has come."""
        if self.active:
            self._say(f"{step}: {done} of {of}")

    def _say(self, words: str) -> None:
        now = monotonic()
        if now - self.begun < PATIENCE or now - self.last < PAUSE:
            return
        self.last, self.shown = now, True
        self.stream.write(f"\r\x1b[K{words}")
        self.stream.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.shown:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
