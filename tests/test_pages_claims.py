"""Forty pages of our own, with their tags and without: no value comes from what stands around a report, a caption gives
no count, and what it gives is flagged."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pages_html.layouts import pages
from saksi.detect import detect
from saksi.model import Claim, Document, Page, Reading, Sentence, Span
from saksi.pipeline import read_document
from saksi.read.html_page import page
from saksi.slots import ALERTS, ATTACK_FACTS, COUNTED

SOURCES = sorted((Path(__file__).parent / "pages").glob("*.tsv"))
WITH_TAGS = {made.name: made for made in pages()}
AROUND = {"chrome", "byline", "credit_line"}
# What a photograph shows may be told by its caption; never how many were harmed or launched.
FROM_CAPTIONS = {*ATTACK_FACTS, *ALERTS, "damaged", "source"}

Stretches = list[tuple[str, int, int]]


@cache
def without_tags(path: Path) -> tuple[Reading, Stretches]:
    """The reading of a page that has lost its tags, and (role, start, end) of each of its lines."""
    lines, stretches, at = [], [], 0
    for row in path.read_text(encoding="utf-8").splitlines():
        role, _, line = row.partition("\t")
        stretches.append((role, at, at + len(line)))
        lines.append(line)
        at += len(line) + 1
    document = Document(id="d", text_id="t", source=path.name, text="\n".join(lines), published="2025-07-08")
    return read_document(document), stretches


@cache
def with_tags(name: str) -> tuple[Reading, Stretches]:
    """The reading of a page with its tags, and its lines as the layout labels them."""
    made = WITH_TAGS[name]
    document = page(made.html.encode(), name, name)
    stretches, at = [], 0
    for role, line in made.lines:
        start = document.text.index(line, at)
        at = start + len(line)
        stretches.append((role, start, at))
    return read_document(document), stretches


def from_around(reading: Reading, stretches: Stretches) -> list[tuple[str, str]]:
    """Claims that touch a line from which no claim of their slot may come."""
    return [
        (claim.slot, claim.quote)
        for claim in reading.claims
        for role, start, end in stretches
        if claim.span.start < end and start < claim.span.end
        and ((role in AROUND and claim.slot != "source") or (role == "caption" and not _of_a_caption(claim)))
    ]  # fmt: skip


def _of_a_caption(claim: Claim) -> bool:
    flagged = "caption" in claim.flags or claim.slot == "source"
    return claim.slot in FROM_CAPTIONS and claim.slot not in COUNTED and flagged


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_value_comes_from_around_a_report_without_tags(path: Path) -> None:
    assert from_around(*without_tags(path)) == []


@pytest.mark.parametrize("name", WITH_TAGS)
def test_no_value_comes_from_around_a_report_with_tags(name: str) -> None:
    assert from_around(*with_tags(name)) == []


def test_the_pages_hold_figures_around_them_and_reports_that_are_read() -> None:
    readings = [without_tags(path) for path in SOURCES] + [with_tags(name) for name in WITH_TAGS]
    counted = sum(claim.quantity is not None for reading, _ in readings for claim in reading.claims)
    around = sum(refusal.reason == "chrome" for reading, _ in readings for refusal in reading.refusals)
    assert counted >= 200 and around >= 200


def test_numbers_of_page_furniture_are_refused_as_such_and_its_words_are_not_read() -> None:
    text = "Menu\nTwo killed in 3 towns, 12 photos"
    sentences = (Sentence(Span(0, 4), "chrome", "en", 0), Sentence(Span(5, len(text)), "chrome", "en", 1))
    lines = detect(Page(Document(id="d", text_id="t", source="s", text=text), "en", sentences)).lines
    assert [line.sentence.span.start for line in lines] == [5]
    assert [(text[slice(*line.span(*one.number))], one.refused) for line in lines for one in line.counted] == [
        ("3", "chrome"), ("12", "chrome"),
    ]  # fmt: skip
    assert not lines[0].cues and not lines[0].nouns


def test_furniture_still_says_whose_content_a_page_shows() -> None:
    body = "A rocket killed two people in the port on Monday, the mayor said."
    for credit in (
        "Originally published in Harbour Post",
        "The post 12 killed in the port appeared first on Harbour Post.",
    ):
        text = f"{body}\n\nShare\n\n{credit}"
        reading = read_document(Document(id="d", text_id="t", source="s", text=text, language="en"))
        named = [claim.value_words for claim in reading.claims if claim.slot == "source"]
        assert len(named) == 1 and (named[0] or "").endswith("Harbour Post")
        assert [claim.quantity.count for claim in reading.claims if claim.slot == "killed" and claim.quantity] == [2]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_tags_change_no_count_of_a_page(path: Path) -> None:
    """What a page says of the dead and the launched hangs on its words and not on its markup."""
    name = next(name for name in WITH_TAGS if Path(name).stem == path.stem)
    counted = [
        sorted((claim.slot, " ".join(claim.quote.split())) for claim in reading.claims if claim.quantity is not None)
        for reading, _ in (without_tags(path), with_tags(name))
    ]
    assert counted[0] == counted[1]
