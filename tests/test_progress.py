"""How far a run has come is told on a terminal only, late and seldom, and leaves nothing behind."""

from __future__ import annotations

import io

import pytest

from saksi.cli.progress import PATIENCE, Progress


class Stream(io.StringIO):
    """A stream that says whether it is a terminal."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time in seconds, for the test to set."""
    now = [0.0]
    monkeypatch.setattr("saksi.cli.progress.monotonic", lambda: now[0])
    return now


def run(stream: Stream, beside: Stream, clock: list[float], seconds: float) -> str:
    with Progress(stream, beside) as progress:
        for number in range(1, 101):
            clock[0] += seconds / 100
            progress.step(number, number // 50)
    return stream.getvalue()


@pytest.mark.parametrize(("terminal", "beside"), [(False, False), (False, True), (True, True)])
def test_nothing_is_said_where_stderr_is_piped_or_the_output_is_on_the_screen(
    terminal: bool, beside: bool, clock: list[float]
) -> None:
    assert run(Stream(terminal), Stream(beside), clock, 60) == ""


def test_a_short_run_says_nothing(clock: list[float]) -> None:
    assert run(Stream(True), Stream(False), clock, PATIENCE * 0.9) == ""


def test_a_long_run_tells_how_far_it_is_and_clears_its_line(clock: list[float]) -> None:
    said = run(Stream(True), Stream(False), clock, 20)
    assert "read 97 documents, 1 failed, 5 a second" in said
    assert said.endswith("\r\x1b[K") and "\n" not in said
    assert said.count("read ") <= 100
