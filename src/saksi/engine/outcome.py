"""What came of one document, in a form that crosses from one process to another."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NamedTuple

from saksi.errors import InputError, SaksiError
from saksi.model import Document, Reading

Work = Callable[[Document], Reading]


class Failure(InputError):
    """A document that was opened but could not be read to its end; `details` is the traceback, for --debug."""

    def __init__(self, source: str, sentence: str, details: str = "") -> None:
        super().__init__(source, sentence)
        self.details = details


class Outcome(NamedTuple):
    """The reading, or the sentence that says why there is none. (Exceptions of several arguments do not pickle.)"""

    reading: Reading | None
    sentence: str = ""
    details: str = ""


class TookTooLong(BaseException):
    """The time limit has passed. No `Exception`, so that no room can take it for its own and go on."""


def attempt(work: Work, document: Document, seconds: float) -> Outcome:
    """What came of one document: never raises for what happens inside `work`, and ends after `seconds`."""
    try:
        with _limit(seconds):
            return Outcome(work(document))
    except TookTooLong:
        return Outcome(None, f"took longer than {seconds:g} seconds and was left; split it into single reports")
    except SaksiError as error:
        return Outcome(None, str(error), traceback.format_exc())
    except (RecursionError, MemoryError):
        return Outcome(None, "is too large or too deeply nested to be read; split it", traceback.format_exc())
    except Exception as error:  # noqa: BLE001 - one document must not end the run; it is listed as a failure
        kind = type(error).__name__
        return Outcome(None, f"met a fault of saksi ({kind}); please report it, with --debug", traceback.format_exc())


@contextmanager
def _limit(seconds: float) -> Iterator[None]:
    """Raises `TookTooLong` inside the block after `seconds`; where the system has no timer signal, nothing."""
    if not hasattr(signal, "setitimer") or not _in_main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(number: int, frame: FrameType | None) -> None:
    raise TookTooLong


def _in_main_thread() -> bool:
    import threading

    return threading.current_thread() is threading.main_thread()
