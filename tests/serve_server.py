"""`saksi serve` as a process of its own, for tests and pictures."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE_SECONDS = 30


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@contextmanager
def serving(db: Path, *, who: str = "Rahel") -> Iterator[str]:
    """The address of a server that shows `db`; it is ended at the end."""
    port = free_port()
    source = Path(__file__).parents[1] / "src"
    process = subprocess.Popen(
        [sys.executable, "-m", "saksi", "serve", "--db", str(db), "--port", str(port), "--by", who],
        env={**os.environ, "PYTHONPATH": str(source)}, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(f"{address}/about", process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_SECONDS)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    end = monotonic() + PATIENCE_SECONDS
    while monotonic() < end and process.poll() is None:
        try:
            with urlopen(address, timeout=PATIENCE_SECONDS):
                return
        except URLError:
            sleep(0.1)
    raise TimeoutError(f"no answer at {address}")
