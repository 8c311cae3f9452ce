"""The same documents give the same record: in any order, in pieces, again, by several processes, after kill -9."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_generated import build, corpus
from saksi import cli
from saksi.model import Reading
from saksi.store import contents, examine, link, open_record, put

REPORTS = [reading for reading, _ in corpus(60, seed=3)]
KILLS, KILLED = 20, 260


def record_of(pieces: list[list[Reading]]) -> list[str]:
    """The contents of a new record that was given documents piece by piece, linked after each."""
    with open_record(":memory:", create=True) as record:
        for piece in pieces:
            with record.transaction():
                for reading in piece:
                    put(record, reading)
            link(record)
        assert examine(record) == []
        return list(contents(record))


@pytest.fixture(scope="module")
def expected() -> list[str]:
    return record_of([REPORTS])


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(order=st.permutations(range(len(REPORTS))), cuts=st.sets(st.integers(1, len(REPORTS) - 1), max_size=3))
def test_order_and_pieces_change_nothing(expected: list[str], order: list[int], cuts: set[int]) -> None:
    edges = [0, *sorted(cuts), len(REPORTS)]
    pieces = [[REPORTS[at] for at in order[first:last]] for first, last in pairwise(edges)]
    assert record_of(pieces) == expected


def test_repetition_changes_nothing(expected: list[str]) -> None:
    assert record_of([REPORTS, REPORTS[::-1], REPORTS[:5]]) == expected


def test_a_second_run_changes_nothing_and_says_so(
    tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = str(tmp_path / "record.db")
    assert cli.run(["build", str(root / "tests" / "gold"), "--db", db]) == 0
    with open_record(db) as record:
        before, versions = list(contents(record)), record.one("SELECT count(*) FROM incident_version")
    assert cli.run(["build", str(root / "tests" / "gold"), "--db", db]) == 0
    assert "nothing changed" in capsys.readouterr().out
    with open_record(db) as record:
        assert list(contents(record)) == before
        assert record.one("SELECT count(*) FROM incident_version") == versions


def test_two_processes_change_nothing(tmp_path: Path, root: Path) -> None:
    found = []
    for jobs in ("1", "2"):
        db = str(tmp_path / f"{jobs}.db")
        assert cli.run(["build", str(root / "tests" / "gold"), "--db", db, "--jobs", jobs]) == 0
        with open_record(db) as record:
            found.append(list(contents(record)))
    assert found[0] == found[1]


def test_reading_all_anew_changes_nothing(tmp_path: Path, root: Path) -> None:
    db = str(tmp_path / "record.db")
    assert cli.run(["build", str(root / "tests" / "gold"), "--db", db]) == 0
    with open_record(db) as record:
        before = list(contents(record))
    assert cli.run(["build", "--db", db, "--again"]) == 0
    with open_record(db) as record:
        assert list(contents(record)) == before


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system knows no kill -9")
def test_killed_at_random_moments_it_is_the_same_record(tmp_path: Path) -> None:
    whole = tmp_path / "whole.db"
    begun = time.monotonic()
    subprocess.run(_command(whole), check=True, env=_environment())
    took = time.monotonic() - begun
    with open_record(whole) as record:
        expected = list(contents(record))
        versions = record.one("SELECT count(*) FROM incident_version")
    random, killed, number = Random(20), 0, 0
    while killed < KILLS:
        db = tmp_path / f"{number}.db"
        number += 1
        finished = False
        while not finished and killed < KILLS:
            finished = not _kill(db, random.uniform(0.1, took))
            killed += not finished
        if not finished:
            subprocess.run(_command(db), check=True, env=_environment())
        with open_record(db) as record:
            assert list(contents(record)) == expected
            assert examine(record) == []
            assert record.one("SELECT count(*) FROM incident_version") == versions


def _kill(db: Path, after: float) -> bool:
    """Runs a build and kills it after some seconds; whether it was still running."""
    process = subprocess.Popen(_command(db), env=_environment())
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    assert process.returncode == 0
    return False


def _command(db: Path) -> list[str]:
    return [sys.executable, str(Path(__file__).parent / "build_generated.py"), str(db), str(KILLED)]


def _environment() -> dict[str, str]:
    import saksi

    return {**os.environ, "PYTHONPATH": str(Path(saksi.__file__).parent.parent)}


def test_the_generated_build_is_a_build(tmp_path: Path) -> None:
    build(str(tmp_path / "r.db"), 20)
    with open_record(tmp_path / "r.db") as record:
        assert record.one("SELECT count(*) FROM documents") == 20
        assert record.one("SELECT count(*) FROM incidents") > 1
