"""How long pages take: reading and the whole pipeline beside trafilatura alone, same pages, same run.

    python tools/bench/pages.py [FOLDER OR FILE ...] [--rounds N] [--size KB]

Without pages, the forty pages of the tests. They are bare (3 kB); `--size` surrounds each with what stands around an
article on the web (menus, cards of other articles, scripts) until it has so many kilobytes. Time is that of the
processor; each round runs every way over all pages, and the median round counts. Wanted: reading in no more than 1.3
times the time of trafilatura alone
(`fast=True`, the call that marks main text).
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
    options.add_argument("--size", type=int, default=0, help="kilobytes that each page is made to have")
    given = options.parse_args()
    pages = [_surrounded(page, given.size * 1000) for page in _pages(given.pages)]
    times = _measured(pages, given.rounds)
    alone = times["trafilatura"]
    print(f"{len(pages)} pages, {sum(map(len, pages)) / len(pages) / 1000:.1f} kB each, {given.rounds} rounds")
    for name, seconds in times.items():
        print(f"{name:28} {1000 * seconds / len(pages):8.2f} ms a page {seconds / alone:6.2f}")
    worst = max(_timed(_read, page) for page in pages)
    print(f"{'slowest page, read':28} {1000 * worst:8.2f} ms")
    ratio = times["saksi: read"] / alone
    print(f"ratio {ratio:.2f} (wanted: {WANTED} or less)")
    return 0 if ratio <= WANTED else 1


def _pages(given: list[Path]) -> list[bytes]:
    if not given:
        sys.path.insert(0, str(ROOT / "tests"))
        from pages_html.layouts import pages

        return [page.html.encode() for page in pages()]
    files = [file for path in given for file in (sorted(path.glob("*.html")) if path.is_dir() else [path])]
    return [file.read_bytes() for file in files]


def _surrounded(page: bytes, size: int) -> bytes:
    """The page with furniture around its body until it has `size` bytes: a third scripts, the rest menus and cards."""
    missing = size - len(page)
    head, mark, rest = page.partition(b"</body>")
    if missing <= 0 or not mark:
        return page
    script = b"<script>window.data=[" + b'{"id":101,"kind":"promo","seen":false},' * (missing // 120) + b"0]</script>"
    card = (
        b"<div class='card'><a href='/story/%d'><img src='/i/%d.jpg' alt=''><h3>Another story, number %d</h3></a>"
        b"<p class='teaser'>What stands on this card is of no concern to the report above.</p></div>"
    )
    cards = b"".join(card % (number, number, number) for number in range((missing - len(script)) // (len(card) + 6)))
    return head + b"<aside class='more-stories'>" + cards + b"</aside>" + script + mark + rest


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
        total = dict.fromkeys(ways, 0.0)
        for page in pages:  # page by page, so that what else the machine does falls on all ways alike
            for name, way in ways.items():
                total[name] += _timed(way, page)
        if number:
            for name, taken in total.items():
                seconds[name].append(taken)
    return {name: statistics.median(found) for name, found in seconds.items()}


def _timed(way: Callable[[bytes], object], page: bytes) -> float:
    start = time.process_time()
    way(page)
    return time.process_time() - start


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
