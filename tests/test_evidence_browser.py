"""The evidence page in Chromium: at 360 and 1,280 pixels and in print, by keyboard and touch, without script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from browser import chromium, serious
from evidence_pages import hostile, overlapping, plain, right_to_left
from saksi.publish.evidence import page_html

PAGES = {
    "plain": [plain], "overlapping": [overlapping], "hostile": [hostile], "right to left": [right_to_left],
    "all": [plain, overlapping, hostile, right_to_left],
}  # fmt: skip
Show = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Show]:
    """Opens a page of `PAGES` in a window of a width; whatever it asks for or fails at fails the test."""
    troubles: list[str] = []
    contexts = []

    def opened(name: str, width: int = 1280, **options: Any) -> Any:
        path = tmp_path / f"{name}.html"
        path.write_text(page_html([make() for make in PAGES[name]]), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: request.url.startswith(path.as_uri()) or troubles.append(request.url))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: said.type == "error" and troubles.append(said.text))
        page.on("dialog", lambda dialog: troubles.append(dialog.message))
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


def focused(page: Any, name: str) -> None:
    """Waits until the element of that id has the focus: what a key does is seen a moment later."""
    page.wait_for_function("name => document.activeElement.id === name", arg=name)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_serious(show: Show, width: int, scheme: str) -> None:
    page = show("all", width, color_scheme=scheme)
    for box in page.locator("input[type=checkbox]").all():
        box.check()
    for how in page.locator("details").all():
        how.evaluate("details => details.open = true")
    assert serious(page) == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_stands_out_of_the_window(show: Show, name: str, width: int) -> None:
    page = show(name, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = page.evaluate("""[...document.querySelectorAll('.text p, .claim, h1, h2')]
        .filter(one => one.getBoundingClientRect().right > innerWidth + 1).length""")
    assert wide == 0


def test_print_shows_all_claims_one_below_the_text_and_no_controls(show: Show) -> None:
    page = show("all", 760)
    page.emulate_media(media="print")
    assert not page.locator(".demand").is_visible()
    assert page.locator("#peek").is_hidden()
    assert all(card.is_visible() for card in page.locator(".claim").all())
    text, margin = (page.locator(f"#d1 .{part}").bounding_box() for part in ("text", "margin"))
    assert margin["y"] >= text["y"] + text["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 760
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_the_keyboard_leads_from_a_claim_to_its_words_and_back(show: Show) -> None:
    page = show("overlapping")
    page.locator("#c1-2").focus()
    page.keyboard.press("Enter")
    focused(page, "w1-2")
    assert "on" in page.locator('.e[data-c="1-2"]').first.get_attribute("class").split()
    page.keyboard.press("Enter")
    focused(page, "c1-2")
    page.keyboard.press("ArrowDown")
    focused(page, "c1-3")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    focused(page, "w1-2")


def test_tab_alone_reaches_every_claim_and_every_number(show: Show) -> None:
    page = show("plain")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id"))
    assert {"w1-1", "w1-2", "c1-1", "c1-2", "show-refused", "show-repairs"} <= reached


def test_hovering_lights_both_sides(show: Show) -> None:
    page = show("overlapping")
    page.locator('.text .e[data-c="1-7"]').last.hover()
    page.locator(".claim.on").first.wait_for()
    assert page.locator(".claim.on").evaluate_all("cards => cards.map(card => card.dataset.c)") == ["1-1", "1-7"]
    page.locator('.claim[data-c="1-6"]').hover()
    page.locator('.claim.on[data-c="1-6"]').wait_for()
    assert (
        page.locator(".text .e.on").evaluate_all("parts => parts.map(part => part.textContent).join('')")
        == "in Kyiv, 3"
    )
    page.mouse.move(1, 1)
    page.wait_for_function("!document.querySelector('.on')")


def test_a_tap_on_words_opens_their_claims_and_a_second_leads_to_the_list(show: Show) -> None:
    page = show("overlapping", 360, has_touch=True)
    page.locator('.text .e[data-c="1-7"]').last.tap()
    sheet = page.locator("#peek")
    sheet.wait_for()
    assert sheet.locator(".claim").count() == 2
    assert serious(page) == []
    sheet.locator(".go").first.tap()
    focused(page, "c1-7")
    assert sheet.is_hidden()
    page.locator('.text .e[data-c="1-6"]').first.tap()
    page.keyboard.press("Escape")
    sheet.wait_for(state="hidden")


def test_without_script_the_page_reads_and_leads_the_same(show: Show) -> None:
    page = show("plain", java_script_enabled=False)
    assert page.locator(".claim").count() == 2
    page.locator("#c1-1").click()
    assert page.url.endswith("#w1-1")
    page.locator("label", has_text="refused").click()
    assert "dashed" in page.locator(".refused").first.evaluate("one => getComputedStyle(one).outlineStyle")


def test_refused_numbers_and_repairs_are_shown_when_asked_for(show: Show) -> None:
    page = show("plain")
    after = "one => getComputedStyle(one, '::after').content"
    assert page.locator(".refused").first.evaluate(after) == "none"
    page.locator("#show-refused").check()
    page.locator("#show-repairs").check()
    assert page.locator(".refused").first.evaluate(after) == '"no cue"'
    assert page.locator(".repair").first.evaluate(after) == '"reads: air-raid alert"'
    page.locator("summary", has_text="1 refused number").click()
    page.locator('a[href="#d1re1"]').click()
    page.locator(".refused:target").wait_for()


def test_hostile_text_neither_runs_nor_hides_the_page(show: Show) -> None:
    page = show("hostile")
    assert "owned" not in page.title().replace("<script>document.title='owned'</script>", "")
    assert page.locator("main").is_visible() and page.locator("img").count() == 0
    assert page.evaluate("document.scripts.length") == 1


def test_text_from_right_to_left_begins_at_the_right(show: Show) -> None:
    page = show("right to left")
    assert page.locator(".text p").first.evaluate("one => getComputedStyle(one).direction") == "rtl"
    box, column = page.locator(".text p .e").first.bounding_box(), page.locator(".text").bounding_box()
    assert box["x"] > column["x"] + column["width"] / 3


def test_words_that_are_copied_are_the_words_of_the_text(show: Show) -> None:
    page = show("overlapping")
    page.locator(".text p").first.click(click_count=3)
    assert page.evaluate("getSelection().toString().trim()").startswith(
        "The mayor said at least 12 killed and wounded in Kyiv"
    )
