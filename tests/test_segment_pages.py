"""Forty pages of our own that have lost their tags: ten layouts in four languages, every line labelled with its role.

A page is a file of `role<TAB>line`; a blank line is a blank line. Site names and menu words stand in no table.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from saksi.model import Document
from saksi.segment import segment

PAGES = sorted((Path(__file__).parent / "pages").glob("*.tsv"))
TOLD = {"body", "list_item", "headline"}
BODY_AS_CHROME = 0.01
FLOORS = {"chrome": 0.90, "caption": 0.90, "headline": 0.90, "credit_line": 0.90, "byline": 0.70, "dateline": 0.80}


def labelled(path: Path) -> tuple[str, list[tuple[str, int, int]]]:
    """The text of a page and (role, start, end) of each of its lines."""
    lines, labels, at = [], [], 0
    for row in path.read_text(encoding="utf-8").splitlines():
        role, _, line = row.partition("\t")
        if line:
            labels.append((role, at, at + len(line)))
        lines.append(line)
        at += len(line) + 1
    return "\n".join(lines), labels


def read(path: Path) -> list[tuple[str, str, str]]:
    """(role wanted, role given, line) of each labelled line; a line in pieces has the role of its longest piece."""
    text, labels = labelled(path)
    sentences = segment(Document(id="d", text_id="t", source=path.name, text=text)).sentences
    rows = []
    for role, start, end in labels:
        share: Counter[str] = Counter()
        for sentence in sentences:
            left, right = sentence.span
            share[sentence.role] += max(0, min(end, right) - max(start, left))
        rows.append((role, share.most_common(1)[0][0], text[start:end]))
    return rows


def test_there_are_ten_layouts_in_each_of_four_languages() -> None:
    counts = Counter(path.name[:2] for path in PAGES)
    assert counts == {"en": 10, "id": 10, "ru": 10, "uk": 10}


def test_at_most_one_line_of_body_in_a_hundred_is_called_chrome() -> None:
    told = [(path.name, row) for path in PAGES for row in read(path) if row[0] in TOLD]
    wrong = [(name, line) for name, (_, given, line) in told if given == "chrome"]
    assert len(wrong) <= BODY_AS_CHROME * len(told), wrong


@pytest.mark.parametrize("role", sorted(FLOORS))
def test_recall_of_a_role_never_falls(role: str) -> None:
    rows = [(path.name, row) for path in PAGES for row in read(path) if row[0] == role]
    missed = [(name, given, line) for name, (_, given, line) in rows if given != role]
    assert rows and len(missed) <= (1 - FLOORS[role]) * len(rows), missed


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_language_of_a_page_is_that_of_its_body(path: Path) -> None:
    page = segment(Document(id="d", text_id="t", source=path.name, text=labelled(path)[0]))
    assert page.language == path.name[:2]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_visible_character_stands_in_exactly_one_sentence(path: Path) -> None:
    text, _ = labelled(path)
    seen = Counter(
        at
        for sentence in segment(Document(id="d", text_id="t", source=path.name, text=text)).sentences
        for at in range(*sentence.span)
    )
    assert max(seen.values()) == 1
    assert all(char.isspace() or at in seen for at, char in enumerate(text))
