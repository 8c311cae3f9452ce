"""docs/languages.md is that of the tables: same languages, tables, slots, gaps; its figures are as of the last run."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from saksi.languages import codes

TOOLS = Path(__file__).parent.parent / "tools" / "languages"


@pytest.fixture(scope="module")
def report() -> ModuleType:
    sys.path.insert(0, str(TOOLS))
    try:
        return __import__("report")
    finally:
        sys.path.remove(str(TOOLS))


def test_the_page_stands_as_the_tables_do(report: ModuleType) -> None:
    written = report.PAGE.read_text("utf-8")
    assert report.outline(written) == report.outline(report.page(None)), "run python tools/languages/report.py"


def test_the_outline_leaves_out_figures_scores_and_gaps(report: ModuleType) -> None:
    page = "## Latin\n| killed | 12 | 3 |\n### Scores\n| killed | 0.900 |\n### Missing\n- slots: trapped"
    assert report.outline(page) == "## Latin\nkilled\n### Scores\n### Missing"
    assert report.outline(page.replace("| killed | 12", "| injured | 12")) != report.outline(page)
    assert report.outline(page.replace("Latin", "Greek")) != report.outline(page)


def test_every_language_has_a_name_and_a_place_on_the_page(report: ModuleType) -> None:
    written = report.PAGE.read_text("utf-8")
    for code in codes():
        assert report.name_of(code) != code
        assert f"## {report.name_of(code)}\n" in written


def test_words_are_counted_as_they_stand(report: ModuleType) -> None:
    killed = {"affected": {"died": "wire copy"}, "noun": {"words": ["dead", "toll"]}}
    table = {"features": {"free_order": True}, "killed": killed}
    assert report.words_in(table) == 3
