"""The evidence page as markup: every character in its place, every claim linked both ways, nothing that runs."""

from __future__ import annotations

import io
import re
from collections import Counter
from html.parser import HTMLParser
from time import process_time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_pages import HOSTILE, OVERLAP, PLAIN, hostile, overlapping, plain, right_to_left
from house_fakes import fake
from saksi.model import Claim, Document, Page, Reading, Sentence, Span
from saksi.publish import writer
from saksi.publish.evidence import document_html, page_html
from saksi.publish.evidence.marks import FAMILIES, FAMILY, marks, numbered
from saksi.publish.evidence.page import address
from saksi.publish.evidence.runs import paragraphs
from saksi.publish.evidence.text import text_html, visible_characters
from saksi.slots import SLOTS

VOID = frozenset({"meta", "input"})


class Seen(HTMLParser):
    """What a browser would see: elements with their attributes, whether they nest, the text of each section."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str]]] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, str] = {}
        self.unnested: list[str] = []
        self.lit: list[tuple[str, frozenset[str]]] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attributes}
        self.elements.append((tag, held))
        if tag not in VOID:
            self.open.append((tag, held))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop()[0] != tag:
            self.unnested.append(tag)

    def handle_data(self, data: str) -> None:
        names = [held.get("class", "") for _, held in self.open]
        if "text" in names and "summary" not in [tag for tag, _ in self.open]:
            article = next(held["id"] for tag, held in self.open if tag == "article")
            self.texts[article] = self.texts.get(article, "") + data
            claims = frozenset(held["data-c"] for _, held in self.open if "data-c" in held)
            self.lit.extend((char, claims) for char in data)

    def text(self, article: str = "d1") -> str:
        """The text of a document as shown: without the line breaks of the markup itself."""
        return self.texts.get(article, "")


def drawn(reading: Reading) -> str:
    return text_html(reading.page, marks(reading, numbered(reading)), 1)


def shown(reading: Reading) -> str:
    """The characters between the tags of the text, line breaks between paragraphs left out."""
    return "".join(
        Seen(f'<article id="d1"><section class="text">{drawn(reading)}</section></article>').text().splitlines()
    )


def squeezed(text: str) -> str:
    return "".join(visible_characters(text).splitlines())


@pytest.mark.parametrize("make", [plain, overlapping, hostile, right_to_left])
def test_every_character_of_the_text_is_on_the_page_in_order(make: object) -> None:
    reading = make()  # type: ignore[operator]
    assert shown(reading) == squeezed(reading.page.document.text)


@pytest.mark.parametrize("make", [plain, overlapping, hostile, right_to_left])
def test_the_markup_nests_and_each_id_is_one(make: object) -> None:
    seen = Seen(page_html([make(), make()]))  # type: ignore[operator]
    assert seen.unnested == [] and seen.open == []
    ids = Counter(held["id"] for _, held in seen.elements if "id" in held)
    assert max(ids.values()) == 1
    assert {held["href"][1:] for tag, held in seen.elements if tag == "a" and held["href"].startswith("#")} <= set(ids)


def test_each_claim_leads_to_its_words_and_they_lead_back() -> None:
    reading = overlapping()
    seen = Seen(page_html([reading]))
    links = {held["id"]: held["href"] for tag, held in seen.elements if tag == "a" and "id" in held}
    assert len(links) == 2 * len(reading.claims)
    assert all(
        links[f"c1-{n}"] == f"#w1-{n}" and links[f"w1-{n}"] == f"#c1-{n}" for n in range(1, len(reading.claims) + 1)
    )


def test_overlapping_claims_light_exactly_their_words() -> None:
    reading = overlapping()
    seen = Seen(page_html([reading]))
    visible = [(char, claims) for char, claims in seen.lit if char != "\n"]
    assert "".join(char for char, _ in visible) == OVERLAP
    for one in numbered(reading):
        lit = [at for at, (_, claims) in enumerate(visible) if f"1-{one.number}" in claims]
        assert lit == list(range(*one.claim.span)), one.said


def test_nothing_of_a_hostile_document_is_markup() -> None:
    seen = Seen(page_html([hostile()], "<script>x</script>"))
    tags = Counter(tag for tag, _ in seen.elements)
    assert tags["script"] == 1 and tags["style"] == 1 and tags["img"] == 0 and tags["b"] == 0
    assert not any(name.startswith("on") for _, held in seen.elements for name in held)
    assert not any(held.get("href", "").startswith("javascript") for _, held in seen.elements)
    assert not any("style" in held or "src" in held for _, held in seen.elements)


def test_the_page_names_nothing_elsewhere_and_its_policy_allows_nothing() -> None:
    page = page_html([plain()])
    assert not re.search(r"https?://|//[a-z]|@import|url\(", page)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy and policy[1].startswith("default-src &#39;none&#39;") and "unsafe" not in policy[1]


def test_lines_of_the_page_around_are_marked_and_many_are_folded_away() -> None:
    page = drawn(plain())
    assert page.count('<div class="around" role="group"') == 2
    menu = "\n".join(f"Menu {n}" for n in range(12))
    document = Document(id="d", text_id="t", source="s", text=f"{menu}\nThe report.")
    sentences = [Sentence(Span(m.start(), m.end()), "chrome", "en", 0) for m in re.finditer(r"Menu \d+", menu)]
    long = drawn(Reading(Page(document, "en", tuple(sentences)), (), (), ()))
    assert '<details class="around"><summary lang="en">Page furniture, 12 lines</summary>' in long


def test_refused_numbers_and_repairs_are_marked_and_listed() -> None:
    page = page_html([plain()])
    assert 'class="refused" id="d1re1" data-label="no cue"' in page and 'href="#d1re1"' in page
    assert 'class="repair" id="d1fx1" data-label="reads: air-raid alert"' in page and 'href="#d1fx1"' in page
    assert 'id="show-refused"' in page and 'id="show-repairs"' in page
    assert 'id="show-repairs"' not in page_html([overlapping()])


def test_paragraphs_are_the_whole_text_and_a_line_break_in_a_sentence_parts_nothing() -> None:
    page = plain().page
    held = list(paragraphs(page))
    assert "".join(page.document.text[one.start : one.end] for one in held) == PLAIN
    wrapped = Document(id="d", text_id="t", source="s", text="Twelve people\nwere killed.\nThe end.")
    sentences = (Sentence(Span(0, 26), "body", "en", 0), Sentence(Span(27, 35), "body", "en", 0))
    assert [one.start for one in paragraphs(Page(wrapped, "en", sentences))] == [0, 27]


def test_several_documents_have_a_list_and_one_has_none() -> None:
    assert '<nav class="list"' in page_html([plain(), hostile()]) and '<nav class="list"' not in page_html([plain()])
    assert "No document could be read." in page_html([])


def test_the_format_is_written_as_one_page() -> None:
    stream = io.StringIO()
    out = writer("html", stream)
    out.begin()
    out.add(plain())
    out.add(fake(Document(id="g", text_id="t", source="g.txt", text="GERMAN")), "de")
    out.end()
    assert stream.getvalue().count("<!doctype html>") == 1 and "no tables for this language (de)" in stream.getvalue()


def test_the_same_reading_makes_the_same_page() -> None:
    one = overlapping()
    turned = msgspec.structs.replace(one, claims=tuple(reversed(one.claims)))
    assert page_html([one]) == page_html([turned])


def test_every_slot_is_drawn_in_a_family_that_the_legend_names() -> None:
    assert set(FAMILY) == set(SLOTS) and set(FAMILY.values()) == set(FAMILIES)


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30), st.sampled_from(SLOTS)), max_size=12),
    st.text(max_size=80),
)
def test_marks_may_lie_as_they_like(stretches: list[tuple[int, int, str]], text: str) -> None:
    document = Document(id="d", text_id="t", source="s", text=text)
    claims = tuple(
        Claim(
            id=f"c{n}", document_id="d", slot=slot, what=None, span=Span(start, start + length), quote="", rule="r",
            language="en", value_words="x",
        )
        for n, (start, length, slot) in enumerate(stretches)
    )  # fmt: skip
    reading = Reading(Page(document, "en", ()), claims, (), ())
    seen = Seen(f'<article id="d1"><section class="text">{drawn(reading)}</section></article>')
    assert seen.unnested == []
    assert "".join(seen.text().splitlines()) == squeezed(text)


def test_an_address_is_a_link_only_where_a_browser_may_follow_it() -> None:
    assert address("https://example.org") and not address("data:text/html,x") and not address("//example.org")
    assert "javascript:document" in page_html([hostile()]) and 'href="javascript' not in page_html([hostile()])


def test_a_long_text_with_many_claims_is_drawn_in_time_that_grows_with_it() -> None:
    def seconds(times: int) -> float:
        text = "At 5 it began. 12 killed and 3 injured.\n" * times
        reading = fake(Document(id="d", text_id="t", source="s", text=text))
        taken = []
        for _ in range(3):
            begun = process_time()
            document_html(reading)
            taken.append(process_time() - begun)
        return min(taken)

    assert seconds(1600) < 16 * seconds(200) + 0.2


def test_direction_marks_that_could_turn_figures_around_are_seen() -> None:
    assert "\u202e" in HOSTILE and "\u202e" not in page_html([hostile()])
