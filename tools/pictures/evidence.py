"""The picture of the evidence page in README and docs, made from a shipped report.

    python tools/pictures/evidence.py [FILE.png]

Needs Chromium. Without FILE it writes docs/pictures/evidence.png.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "01-kyiv-april-wire-en.txt"
WIDTH, HEIGHT = 1280, 860
# The claim that is chosen in the picture, so that it shows both sides lit.
CHOSEN = "c1-4"


def picture(browser: Any, path: Path) -> None:
    """Writes the picture to `path`, the example read now and shown by a running `browser` of Playwright."""
    from saksi.pipeline import read_document
    from saksi.publish.evidence import page_html
    from saksi.read import documents

    (document,) = documents([EXAMPLE.relative_to(ROOT).as_posix()])
    with tempfile.TemporaryDirectory() as folder:
        page_file = Path(folder) / "evidence.html"
        page_file.write_text(page_html([read_document(document)]), encoding="utf-8")
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(page_file.as_uri())
        page.locator(f"#{CHOSEN}").hover()
        page.screenshot(path=path, animations="disabled")
        page.close()


def main() -> int:
    import os

    sys.path.insert(0, str(ROOT / "tests"))
    from browser import chromium, path

    if path() is None:
        sys.exit("Chromium is not installed; on Debian: apt-get install chromium")
    given = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "docs" / "pictures" / "evidence.png"
    os.chdir(ROOT)
    with chromium() as browser:
        picture(browser, given)
    print(f"written: {given}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
