"""How long pages take: reading and the whole pipeline beside trafilatura alone, same pages, same run.

    python tools/bench/html.py [FOLDER OR FILE ...] [--rounds N]

Without pages, the forty pages of the tests. Each round runs every way over all pages; the median round counts. Wanted:
all of it in no more than 1.3 times the time of trafilatura alone (`fast=True`, the same call that marks main text).
"""

from __future__ import annotations

import argparse
import logging
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WANTED = 1.3


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("pages", nargs="*", type=Path)
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    pages = _pages(given.pages)
    times = _measured(pages, given.rounds)
    alone = times["trafilatura"]
    print(f"{len(pages)} pages, {sum(map(len, pages)) / len(pages) / 1000:.1f} kB each, {given.rounds} rounds")
    for name, seconds in times.items():
        print(f"{name:28} {1000 * seconds / len(pages):8.2f} ms a page {seconds / alone:6.2f}")
    worst = max(_timed(_read, page) for page in pages)
    print(f"{'slowest page, read':28} {1000 * worst:8.2f} ms")
    whole = times["saksi: read and pipeline"] / alone
    print(f"ratio {whole:.2f} (wanted: {WANTED} or less)")
    return 0 if whole <= WANTED else 1


def _pages(given: list[Path]) -> list[bytes]:
    if not given:
        sys.path.insert(0, str(ROOT / "tests"))
        from pages_html.layouts import pages

        return [page.html.encode() for page in pages()]
    files = [file for path in given for file in (sorted(path.glob("*.html")) if path.is_dir() else [path])]
    return [file.read_bytes() for file in files]


def _measured(pages: list[bytes], rounds: int) -> dict[str, float]:
    """Seconds of the median round of each way; the first round only warms up."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    ways: dict[str, Callable[[bytes], object]] = {
        "trafilatura": lambda page: trafilatura.extract(page, fast=True),
        "trafilatura, its default": trafilatura.extract,
        "saksi: read": _read,
        "saksi: read and pipeline": _whole,
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, way in ways.items():
            total = sum(_timed(way, page) for page in pages)
            if number:
                seconds[name].append(total)
    return {name: statistics.median(found) for name, found in seconds.items()}


def _timed(way: Callable[[bytes], object], page: bytes) -> float:
    start = time.perf_counter()
    way(page)
    return time.perf_counter() - start


def _read(data: bytes) -> object:
    from saksi.read.decode import Unreadable
    from saksi.read.html_page import page

    try:
        return page(data, "page.html", "page.html")
    except Unreadable:
        return None


def _whole(data: bytes) -> object:
    from saksi.model import Document
    from saksi.pipeline import read_document

    document = _read(data)
    return read_document(document) if isinstance(document, Document) else None


if __name__ == "__main__":
    raise SystemExit(main())
