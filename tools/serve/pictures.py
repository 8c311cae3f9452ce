"""The pictures of docs/browser.md: `python tools/serve/pictures.py` builds the examples, serves them and takes them.

Needs Debian's chromium. Same examples, same program, same pictures, but for the clock in an incident's history.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

from saksi.store import open_record  # noqa: E402
from serve_server import ARGUMENTS, CHROMIUM, serving  # noqa: E402

TARGET = ROOT / "docs" / "pictures"
WIDE, NARROW = {"width": 1280, "height": 860}, {"width": 360, "height": 740}


def built(db: Path) -> None:
    """A record of the examples, held against their references."""
    references = ["--tallies", "examples/reference/tallies.csv", "--alerts", "examples/reference/alerts.csv"]
    command = [sys.executable, "-m", "saksi", "build", "examples", "--db", str(db), *references]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT / "src")})


def taken(browser: Any, address: str, db: Path) -> None:
    """Every picture into docs/pictures."""
    with open_record(db) as record:
        night = record.one("SELECT id FROM incident ORDER BY independent_sources DESC, earliest DESC")
        page_of = "SELECT document_id FROM member WHERE incident_id = ? AND role = 'report' ORDER BY document_id"
        left, right = (row[0] for row in record.rows(page_of + " LIMIT 2", night))
        claim = record.one("SELECT claim_id FROM claim WHERE document_id = ? AND slot = 'killed' ORDER BY start", left)
    page = browser.new_page(viewport=WIDE, base_url=address, locale="en-GB")
    for name, path in (
        ("overview", "/"), ("incident", f"/incident/{night}"), ("document", f"/document/{left}?claim={claim}"),
        ("compare", f"/compare?left={left}&right={right}"), ("review", "/review"), ("search", "/search?q=people"),
    ):  # fmt: skip
        page.goto(path)
        page.screenshot(path=TARGET / f"{name}.png")
    page.goto(f"/document/{left}")
    page.locator("#claims [data-count]:not([data-count=''])").first.focus()
    page.keyboard.press("c")
    page.screenshot(path=TARGET / "correct.png")
    page = browser.new_page(viewport=NARROW, base_url=address, locale="id-ID")
    page.goto("/")
    page.screenshot(path=TARGET / "telephone.png")
    page = browser.new_page(viewport=WIDE, base_url=address, color_scheme="dark", locale="en-GB")
    page.goto(f"/incident/{night}")
    page.screenshot(path=TARGET / "dark.png")


def main() -> None:
    """Builds, serves, takes."""
    TARGET.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        db = Path(folder) / "demo.db"
        built(db)
        with serving(db, who="You") as address:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            taken(browser, address, db)
            browser.close()


if __name__ == "__main__":
    main()
