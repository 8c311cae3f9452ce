"""A time limit for work on one page that a library does: hostile pages exist on which it would not end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooSlow(BaseException):
    """The time is up. No `Exception`, so that a library that catches all of those cannot keep it."""


@contextmanager
def limit(seconds: float) -> Iterator[None]:
    """Raises `TooSlow` inside the block after `seconds`.

    Only where the system has a timer signal, in the main thread, and where no other timer runs; elsewhere the bounds on
    the size of a page are the only limit. Example: `with limit(5): work()`.
    """
    here = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not here or signal.getitimer(signal.ITIMER_REAL)[0]:
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
    raise TooSlow
