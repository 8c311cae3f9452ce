"""A build that may be killed: `python build_generated.py RECORD REPORTS` puts generated reports piecewise and links."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools" / "bench"))

from generate import corpus

from saksi.store import known, link, open_record, put

PIECE = 7


def build(path: str, reports: int) -> None:
    """What `saksi build` does, with reports from the generator."""
    with open_record(path, create=True) as record:
        held = [reading for reading, _ in corpus(reports, seed=7) if not known(record, reading.page.document.id)]
        for at in range(0, len(held), PIECE):
            with record.transaction():
                for reading in held[at : at + PIECE]:
                    put(record, reading)
        link(record)


if __name__ == "__main__":
    build(sys.argv[1], int(sys.argv[2]))
