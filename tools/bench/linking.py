"""How long linking takes and how that grows: `python tools/bench/linking.py 10000 100000`.

Prints for each size the seconds to store and to link (by the wall, and of processor time, which a busy machine does not
change), the incidents, B-cubed against the truth, and at the end the exponents of growth between the first size and the
last. Not part of the tests: the large size takes minutes.
"""

from __future__ import annotations

import sys
from collections import Counter
from math import log
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parent))

from generate import corpus

from saksi.store import Record, link, open_record, put

PIECE = 500


def measure(reports: int, folder: Path) -> tuple[float, float]:
    """Stores and links a corpus; gives the seconds of linking, by the wall and of the processor."""
    truth: dict[str, int] = {}
    with open_record(folder / f"{reports}.db", create=True) as record:
        begun = perf_counter()
        held = []
        for reading, attacks in corpus(reports):
            held.append(reading)
            truth.update({f"{reading.page.document.id}/{at}": number for at, number in enumerate(attacks, 1)})
            if len(held) == PIECE:
                _store(record, held)
                held = []
        _store(record, held)
        stored, worked = perf_counter(), process_time()
        last = [("", stored)]

        def tell(step: str, done: int, of: int) -> None:
            if last[-1][0] != step:
                last.append((step, perf_counter()))

        link(record, tell=tell)
        seconds, busy = perf_counter() - stored, process_time() - worked
        parts = ", ".join(
            f"{step} {end - start:.1f}"
            for (step, start), (_, end) in zip(last[1:], [*last[2:], ("", stored + seconds)], strict=True)
        )
        found = {
            row["report_id"]: row["incident_id"] for row in record.rows("SELECT report_id, incident_id FROM member")
        }
        precision, recall = _b_cubed(found, {unit: number for unit, number in truth.items() if unit in found})
        print(
            f"{reports} reports: stored in {stored - begun:.1f} s, linked in {seconds:.1f} s ({parts}; "
            f"{busy:.1f} s of processor time), "
            f"{len(set(found.values()))} incidents of {len(set(truth.values()))}, "
            f"B-cubed precision {precision:.3f} recall {recall:.3f}, {getrusage(RUSAGE_SELF).ru_maxrss >> 10} MB",
            flush=True,
        )  # fmt: skip
    return seconds, busy


def _store(record: Record, held: list) -> None:  # type: ignore[type-arg]
    with record.transaction():
        for reading in held:
            put(record, reading)


def _b_cubed(found: dict[str, str], truth: dict[str, int]) -> tuple[float, float]:
    both = Counter((found[unit], truth[unit]) for unit in truth)
    ours, theirs = Counter(found[unit] for unit in truth), Counter(truth.values())
    precision = sum(both[found[u], truth[u]] / ours[found[u]] for u in truth) / len(truth)
    recall = sum(both[found[u], truth[u]] / theirs[truth[u]] for u in truth) / len(truth)
    return precision, recall


def main(sizes: list[int]) -> None:
    """Measures every size in turn."""
    with TemporaryDirectory() as folder:
        seconds = [measure(size, Path(folder)) for size in sizes]
    if len(sizes) > 1:
        span = log(sizes[-1] / sizes[0])
        wall, busy = (log(last / first) / span for first, last in zip(seconds[0], seconds[-1], strict=True))
        print(f"growth from {sizes[0]} to {sizes[-1]}: exponent {wall:.2f}, of processor time {busy:.2f}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 100_000])
