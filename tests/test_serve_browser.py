"""The pages in a real Chromium: three clicks to the sentence, corrections by keyboard, nothing hostile that runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from build_generated import corpus
from saksi.store import decisions, examine, exported_claims, ledger, link, open_record, put
from serve_record import FIRST, HOSTILE, OTHER, SECOND, TEN, fill
from serve_server import ARGUMENTS, CHROMIUM, serving

playwright = pytest.importorskip("playwright.sync_api", reason="the tests in a browser need playwright")
OPENED: list[Any] = []
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="the tests in a browser need Debian's chromium (apt-get install chromium)"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        made = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield made
        made.close()


@pytest.fixture(autouse=True)
def pictures(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where SAKSI_PICTURES names a folder, the last state of every page of a test is kept there as a picture."""
    OPENED.clear()
    yield
    folder = os.environ.get("SAKSI_PICTURES")
    for number, page in enumerate(OPENED if folder else ()):
        page.screenshot(path=Path(str(folder)) / f"{request.node.name}-{number}.png")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("serve") / "filled.db"
    fill(path)
    return path


@pytest.fixture(scope="module")
def shown(filled: Path) -> Iterator[str]:
    """A server whose record no test changes."""
    with serving(filled) as address:
        yield address


@pytest.fixture
def db(filled: Path, tmp_path: Path) -> Path:
    with open_record(filled) as record:
        record.run("VACUUM INTO ?", str(tmp_path / "record.db"))
    return tmp_path / "record.db"


@pytest.fixture
def server(db: Path) -> Iterator[str]:
    """A server whose record the test changes."""
    with serving(db) as address:
        yield address


def opened(browser: Any, address: str, **options: Any) -> Any:
    """A page that fails the test where anything runs wrong, is refused by the policy, or is asked from elsewhere."""
    page = browser.new_context(base_url=address, **options).new_page()
    page.set_default_timeout(10_000)
    OPENED.append(page)
    page.troubles = []
    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    page.on("console", lambda words: page.troubles.append(words.text) if words.type == "error" else None)
    page.on(
        "request", lambda asked: None if asked.url.startswith((address, "data:")) else page.troubles.append(asked.url)
    )
    return page


def effect(page: Any, words: str) -> None:
    """Waits for a decision's effect, and until the page that shows it takes keys: its modules run after it is seen."""
    page.locator("#effect").get_by_text(words).wait_for()
    page.wait_for_load_state("load")


def incident(db: Path, document: str) -> str:
    with open_record(db) as record:
        return str(record.one("SELECT incident_id FROM member WHERE document_id = ?", document))


def pages(db: Path) -> list[str]:
    return [
        "/", "/about", "/decisions", "/review?kind=contradictions", "/review?kind=undated", "/search?q=people",
        f"/incident/{incident(db, FIRST.page.document.id)}", f"/document/{FIRST.page.document.id}",
        f"/claim/{FIRST.claims[0].id}", f"/compare?left={FIRST.page.document.id}&right={SECOND.page.document.id}",
    ]  # fmt: skip


def test_from_the_day_chart_to_the_sentence_in_three_clicks(browser: Any, shown: str) -> None:
    page = opened(browser, shown)
    page.goto("/")
    page.locator('figure.chart a:has([aria-label^="3 Jul 2025: killed"])').click()
    page.locator("table.incidents").get_by_role("link", name="3–4 Jul 2025").click()
    page.get_by_role("link", name="Sedikitnya empat orang tewas").click()
    page.wait_for_url("**/document/**")
    asked = page.locator("#text mark.asked")
    assert asked.inner_text() == "Sedikitnya empat orang tewas"
    playwright.expect(asked).to_be_in_viewport(ratio=1)
    assert page.troubles == []


def exported(db: Path) -> list[dict[str, Any]]:
    """What `saksi export claims` writes."""
    done = subprocess.run(
        [sys.executable, "-m", "saksi", "export", "claims", "--db", str(db)], capture_output=True, check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src")},
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_wrong_figure_is_corrected_and_exported_in_twenty_seconds(browser: Any, server: str, db: Path) -> None:
    page = opened(browser, server)
    begun = monotonic()
    page.goto("/?place=Kherson")
    page.locator("table.incidents").get_by_role("link", name="9 Jul 2025").click()
    page.get_by_role("link", name="340 people were injured").click()
    page.wait_for_url("**/document/**")
    page.locator(f"#p-{OTHER.claims[1].id}").focus()
    page.keyboard.press("c")
    page.keyboard.type("34")
    page.locator("dialog[open] input[name=why]").fill("the post has a nought too many")
    page.keyboard.press("Enter")
    effect(page, "the post has a nought too many")
    rows = exported(db)
    assert monotonic() - begun < 20
    assert [
        row["count"] for row in rows if row["document_id"] == OTHER.page.document.id and row["slot"] == "injured"
    ] == [34]
    page.keyboard.press("u")
    effect(page, "Decision 2")
    assert 340 in [row["count"] for row in exported(db)]
    assert page.troubles == []


def test_ten_corrections_by_keyboard_survive_a_record_made_anew(
    browser: Any, server: str, db: Path, tmp_path: Path
) -> None:
    page = opened(browser, server)
    page.goto(f"/document/{TEN.page.document.id}")
    page.keyboard.press("j")
    for number in range(10):
        page.keyboard.press("c")
        page.keyboard.type(f"{number + 101}")
        if number == 0:
            for _ in range(4):
                page.keyboard.press("Tab")
            page.keyboard.type("counted again in the street's own list")
        page.keyboard.press("Enter")
        effect(page, f"Decision {number + 1}:")
    assert page.troubles == []
    with open_record(db) as record:
        lines = list(ledger.lines(decisions(record)))
    assert len(lines) == 10
    made_anew = tmp_path / "anew.db"
    with open_record(made_anew, create=True) as record, record.transaction():
        assert ledger.take(record, lines, "decisions.jsonl") == 10
    fill(made_anew)
    with open_record(made_anew) as record:
        counts = [row["count"] for row in exported_claims(record) if row["document_id"] == TEN.page.document.id]
        assert examine(record) == []
    assert sorted(count for count in counts if count > 100) == list(range(101, 111))


def test_words_are_selected_and_a_claim_added_in_five_seconds(browser: Any, server: str, db: Path) -> None:
    """Behind a carriage return, a NUL and a mark of direction the characters are still the right ones."""
    page = opened(browser, server)
    page.goto(f"/document/{HOSTILE.page.document.id}")
    begun = monotonic()
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + words.length);
            }
        }""", "7*7",
    )  # fmt: skip
    page.keyboard.press("a")
    page.locator("dialog[open] select[name=slot]").select_option("missing")
    page.locator("dialog[open] input[name=count]").fill("7")
    page.locator("dialog[open] input[name=why]").fill("missed")
    page.keyboard.press("Enter")
    effect(page, "Decision 1:")
    assert monotonic() - begun < 5
    [row] = [row for row in exported(db) if row["slot"] == "missing"]
    assert (row["quote"], row["start"]) == ("7*7", HOSTILE.page.document.text.index("7*7"))
    assert page.troubles == []


def test_a_claim_is_corrected_without_script(browser: Any, server: str, db: Path) -> None:
    page = opened(browser, server, java_script_enabled=False)
    page.goto(f"/claim/{FIRST.claims[0].id}")
    form = page.locator("form", has=page.locator('input[value="correct"]'))
    form.locator("input[name=count]").fill("3")
    form.locator("input[name=why]").fill("a third body was found")
    form.get_by_role("button", name="Save").click()
    assert "a third body was found" in page.locator("#effect").inner_text()
    assert 3 in [row["count"] for row in exported(db) if row["document_id"] == FIRST.page.document.id]


def test_two_reviewers_and_a_running_build_lose_nothing(browser: Any, server: str, db: Path) -> None:
    """One reviews while another process builds and a second person decides; each sees their page, nobody a lock."""
    generated = [reading for reading, _ in corpus(120, seed=8)]

    def building() -> None:
        with open_record(db) as record:
            for number, reading in enumerate(generated):
                with record.transaction():
                    put(record, reading)
                if number % 40 == 39:
                    link(record)

    def second(address: str) -> list[int]:
        import re
        from http.cookiejar import CookieJar
        from urllib.parse import urlencode
        from urllib.request import HTTPCookieProcessor, build_opener

        client = build_opener(HTTPCookieProcessor(CookieJar()))
        mark = re.search(r'name="mark" value="(\w+)"', client.open(f"{address}/about").read().decode())[1]  # type: ignore[index]
        statuses = []
        for claim in TEN.claims[6:12]:
            form = {
                "mark": mark,
                "kind": "confirm",
                "claim": claim.id,
                "why": "read it",
                "who": "Budi",
                "back": "/about",
            }
            statuses.append(client.open(f"{address}/decide", urlencode(form).encode()).status)
        return statuses

    with ThreadPoolExecutor(2) as pool:
        build, other = pool.submit(building), pool.submit(second, server)
        page = opened(browser, server)
        page.set_default_timeout(30_000)
        page.goto(f"/document/{TEN.page.document.id}")
        page.keyboard.press("j")
        for number in range(5):
            page.keyboard.press("c")
            page.keyboard.type(f"{number + 101}")
            page.locator("dialog[open] input[name=why]").fill("recounted")
            page.keyboard.press("Enter")
            page.locator(f".corrected >> nth={number}").wait_for()
            effect(page, "recounted")
        build.result()
        assert other.result() == [200] * 6
    with open_record(db) as record:
        link(record)
        assert examine(record) == []
        kept = decisions(record)
        assert sorted((line.kind, line.who) for line in kept) == [("confirm", "Budi")] * 6 + [("correct", "Rahel")] * 5
        counts = {row["count"] for row in exported_claims(record) if row["document_id"] == TEN.page.document.id}
    assert set(range(101, 106)) <= counts
    assert page.troubles == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_by_axe(browser: Any, shown: str, filled: Path, scheme: str) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="the test of accessibility needs axe"
    ).Axe()
    page = opened(browser, shown, color_scheme=scheme)
    for path in pages(filled):
        page.goto(path)
        # Dark differs in colours alone.
        only = {"runOnly": ["color-contrast"]} if scheme == "dark" else {}
        found = axe.run(page, options=only).response["violations"]
        serious = [
            (each["id"], [node["html"][:200] for node in each["nodes"][:3]])
            for each in found if each["impact"] in ("serious", "critical")
        ]  # fmt: skip
        assert serious == [], path


def test_pages_fit_from_a_telephone_to_a_wall(browser: Any, shown: str, filled: Path) -> None:
    page = opened(browser, shown)
    for width in (320, 768, 3840):
        page.set_viewport_size({"width": width, "height": 900})
        for path in pages(filled):
            page.goto(path)
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, (width, path, over)


def test_hostile_text_never_runs(browser: Any, shown: str, filled: Path) -> None:
    page = opened(browser, shown)
    name = HOSTILE.page.document.id
    for path in (
        "/", f"/document/{name}", f"/incident/{incident(filled, name)}", f"/claim/{HOSTILE.claims[0].id}",
        "/search?q=<script>window.evil=1</script>", f"/compare?left={name}&right={FIRST.page.document.id}",
    ):  # fmt: skip
        page.goto(path)
        for link_ in page.locator("a[href^='#']").all()[:5]:
            link_.dispatch_event("click")
        assert page.evaluate("window.evil") is None
    assert page.troubles == []
