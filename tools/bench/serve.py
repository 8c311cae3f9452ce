"""How fast pages answer: `python tools/bench/serve.py 20000` fills a record with generated reports and asks it.

Eight clients at once ask a mixture of pages without pause. Prints, for each kind of page, the median and the 95th
percentile of its time, first with every incident asked once (nothing kept from before), then by what a visitor does.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests"), str(Path(__file__).parent)]

from generate import corpus  # noqa: E402

from saksi.store import link, open_record, put  # noqa: E402
from serve_server import serving  # noqa: E402

CLIENTS, EACH, PIECE = 8, 60, 500
WORDS = ("baran", "celet", "dimis", "fotor", "guvun", "hakal", "jedes", "kipim", "logor", "mukal", "naran", "pelet")


def filled(path: Path, reports: int) -> list[str]:
    """A record of so many generated reports; gives the ids of its incidents."""
    with open_record(path, create=True) as record:
        readings = corpus(reports)
        while piece := [reading for _, (reading, _) in zip(range(PIECE), readings, strict=False)]:
            with record.transaction():
                for reading in piece:
                    put(record, reading)
        link(record)
        return [str(row[0]) for row in record.rows("SELECT id FROM incident ORDER BY id")]


def asked(address: str, paths: list[tuple[str, str]]) -> list[tuple[str, float]]:
    """The seconds of each path, asked one after another over one connection."""
    connection = HTTPConnection(address)
    times = []
    for kind, path in paths:
        begun = perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        times.append((kind, perf_counter() - begun))
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}")
    return times


SEEN = ("overview", "incident", "incident", "incident", "search", "search")


def mixture(random: Random, ids: list[str], kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    """What a visitor asks: the overview, incidents, searches; `filtered` is an overview whose charts are drawn anew."""
    paths = []
    for _ in range(EACH):
        kind = random.choice(kinds)
        if kind == "overview":
            path = random.choice(("/", "/?sort=-killed", f"/?page={random.randint(2, 90)}"))
        elif kind == "filtered":
            month = f"{random.randint(2022, 2025)}-{random.randint(1, 12):02}"
            path = random.choice((f"/?from={month}-01&to={month}-28", f"/?place=City%20{random.randint(1, 40)}"))
        elif kind == "incident":
            path = f"/incident/{random.choice(ids)}"
        else:
            path = f"/search?q={random.choice(WORDS)}+{random.choice(WORDS)}"
        paths.append((kind, path))
    return paths


def told(name: str, times: list[tuple[str, float]]) -> None:
    """One line for each kind of page."""
    for kind in sorted({kind for kind, _ in times}):
        found = sorted(1000 * seconds for each, seconds in times if each == kind)
        middle, late = found[len(found) // 2], found[min(len(found) - 1, int(len(found) * 0.95))]
        sys.stdout.write(f"{name:<22} {kind:<9} {len(found):>5} asked  median {middle:6.0f} ms  95th {late:6.0f} ms\n")


def main(reports: int) -> None:
    """Fills, serves, asks, tells."""
    with TemporaryDirectory() as folder:
        db = Path(folder) / "record.db"
        ids = filled(db, reports)
        sys.stdout.write(f"{reports} reports, {len(ids)} incidents, {db.stat().st_size / 1e6:.0f} MB\n")
        with serving(db) as address, ThreadPoolExecutor(CLIENTS) as clients:
            host = address.removeprefix("http://")
            asked(host, [("overview", "/")])
            random = Random(1)
            random.shuffle(ids)
            shares = [
                [("incident", f"/incident/{name}") for name in ids[at : at + 800 : CLIENTS]] for at in range(CLIENTS)
            ]
            cold = [time for times in clients.map(lambda paths: asked(host, paths), shares) for time in times]
            told("each incident once", cold)
            for name, kinds in (("mixed", SEEN), ("mixed, new filters", (*SEEN, "filtered"))):
                plans = [mixture(Random(number), ids, kinds) for number in range(CLIENTS)]
                told(name, [time for times in clients.map(lambda paths: asked(host, paths), plans) for time in times])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
