"""The whole house on one short report, as a user meets it: quick, the same each time, every fault listed."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

REPORT = "At least 12 people were killed and 30 were wounded in the town, officials said on 3 March.\n"


def saksi(*arguments: str, hash_seed: str = "0", stdin: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "saksi", *arguments]
    return subprocess.run(
        command, input=stdin, capture_output=True, text=True, timeout=60, check=False, env=environment
    )  # fmt: skip


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT)
    return path


def test_claims_come_out_with_their_exact_words(report: Path) -> None:
    done = saksi("read", str(report), "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    claims = [json.loads(line) for line in done.stdout.splitlines()]
    assert {(claim["slot"], claim["count"], claim["bound"]) for claim in claims} >= {
        ("killed", 12, "at_least"),
        ("injured", 30, "exact"),
    }
    assert all(REPORT[claim["start"] : claim["end"]] == claim["quote"] for claim in claims)
    assert saksi("explain", claims[0]["claim_id"], str(report)).stdout.startswith(f"claim {claims[0]['claim_id']}\n")


def test_one_short_text_is_read_within_a_second(report: Path) -> None:
    times = []
    for _ in range(3):
        begun = _spent_by_children()
        assert saksi("read", str(report)).returncode == 0
        times.append(_spent_by_children() - begun)
    assert min(times) < 1.0


def _spent_by_children() -> float:
    """Seconds of processor time of all ended children: what else the machine does is not counted."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_the_output_does_not_hang_on_the_process(report: Path) -> None:
    outputs = {
        saksi("read", str(report), "--format", "jsonl", "--jobs", jobs, hash_seed=seed).stdout
        for jobs, seed in ("11", "12", "23")
    }
    assert len(outputs) == 1 and outputs != {""}


def test_bad_inputs_are_listed_and_the_good_one_is_read(report: Path, tmp_path: Path) -> None:
    bad = {
        "binary.txt": b"\x7fELF\0\0",
        "broken.txt": b"12 killed \xff\xfe",
        "empty.txt": b"",
        "rows.jsonl": b'{"text": "x"\n',
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder").mkdir()
    done = saksi("read", str(tmp_path), str(tmp_path / "folder"), str(tmp_path / "gone.txt"), "--format", "jsonl")
    assert done.returncode == 1
    assert {json.loads(line)["source"] for line in done.stdout.splitlines()} == {str(report)}
    assert done.stderr.splitlines()[0] == "6 inputs could not be read:"
    assert len(done.stderr.splitlines()) == 7 and "Traceback" not in done.stderr


def test_the_account_of_numbers_is_the_last_line() -> None:
    done = saksi("read", "-", stdin=REPORT)
    assert done.stdout.splitlines()[-1].strip() == "numbers 3, used 2, refused 1"
