"""Pages: every text node in its place, roles from markup, metadata as the page gives them, hostile pages bounded."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages_html.layouts import MODIFIED, PUBLISHED, WORDS, Labelled, pages
from saksi.errors import InputError
from saksi.model import Document
from saksi.read import documents
from saksi.read.decode import Unreadable
from saksi.read.html_limit import TooSlow, limit
from saksi.read.html_page import page, parse
from saksi.read.html_text import page_text
from saksi.segment import segment

PAGES = pages()
TOLD = {"body", "list_item"}
FLOORS = {"chrome": 0.98, "headline": 0.95, "caption": 0.95, "credit_line": 0.95, "byline": 0.9, "dateline": 0.95}
NODES = "//body//text()[not(ancestor::script or ancestor::style or ancestor::template)]"
ARTICLE = "<p>Two people were hurt when a drone fell on a barn near the mill, the council said.</p>" * 2


def read(path: Path) -> list[Document | InputError]:
    return list(documents([str(path)]))


def made(html: str) -> Document:
    return page(html.encode(), "a.html", "a.html")


def glued(text: str) -> str:
    return re.sub(r"\s+", "", text)


def marked(document: Document, role: str) -> list[str]:
    return [document.text[start:end] for start, end, name in document.marks if name == role]


def given_roles(labelled: Labelled) -> list[tuple[str, str, str]]:
    """(role wanted, role given, line) of each line of a page, found in the order of the text."""
    document = page(labelled.html.encode(), labelled.name, labelled.name)
    sentences, at, rows = segment(document).sentences, 0, []
    for role, line in labelled.lines:
        start = document.text.index(line, at)
        at = start + len(line)
        share: Counter[str] = Counter()
        for sentence in sentences:
            share[sentence.role] += max(0, min(at, sentence.span.end) - max(start, sentence.span.start))
        rows.append((role, share.most_common(1)[0][0], line))
    return rows


ROWS = [row for labelled in PAGES for row in given_roles(labelled)]


def test_there_are_forty_pages_with_their_tags() -> None:
    assert Counter(labelled.language for labelled in PAGES) == {"en": 10, "id": 10, "ru": 10, "uk": 10}


def test_at_most_one_line_of_body_in_a_hundred_is_called_chrome() -> None:
    told = [row for row in ROWS if row[0] in TOLD]
    wrong = [line for _, role, line in told if role == "chrome"]
    assert len(told) > 150 and len(wrong) * 100 <= len(told), wrong


@pytest.mark.parametrize("role", sorted(FLOORS))
def test_recall_of_a_role_never_falls(role: str) -> None:
    wanted = [row for row in ROWS if row[0] == role]
    right = [row for row in wanted if row[1] == role]
    assert len(right) >= FLOORS[role] * len(wanted), [row for row in wanted if row[1] != role]


@pytest.mark.parametrize("labelled", PAGES, ids=lambda labelled: labelled.name)
def test_every_text_node_is_in_its_place_and_nothing_else(labelled: Labelled) -> None:
    document = page(labelled.html.encode(), labelled.name, labelled.name)
    nodes = [" ".join(str(node).split()) for node in parse(labelled.html).xpath(NODES)]
    assert glued(document.text) == "".join(glued(node) for node in nodes)
    at = 0
    for node in nodes:
        at = document.text.index(node, at) + len(node)
    assert "\n\n" not in document.text and not document.text.startswith("\n")


@pytest.mark.parametrize("labelled", PAGES[::3], ids=lambda labelled: labelled.name)
def test_marks_are_in_order_and_inside_the_text(labelled: Labelled) -> None:
    document = page(labelled.html.encode(), labelled.name, labelled.name)
    assert list(document.marks) == sorted(document.marks)
    assert all(0 <= start < end <= len(document.text) for start, end, _ in document.marks)


@pytest.mark.parametrize("labelled", PAGES, ids=lambda labelled: labelled.name)
def test_metadata_of_the_pages(labelled: Labelled) -> None:
    document = page(labelled.html.encode(), labelled.name, labelled.name)
    assert document.published == PUBLISHED and document.modified == MODIFIED
    assert document.publisher == WORDS[labelled.language]["site"]
    assert document.language == labelled.language
    assert document.url == f"https://example.org/{labelled.name}"


TREES = st.recursive(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<>&"), min_size=1, max_size=12),
    lambda inner: st.tuples(
        st.sampled_from(["p", "div", "b", "a", "li", "h1", "span", "nav", "pre", "figcaption", "td", "button"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


def written(node: object) -> str:
    if isinstance(node, str):
        return node
    name, inner = node  # type: ignore[misc]
    return f"<{name}>{''.join(written(one) for one in inner)}</{name}>"


@given(TREES)
def test_text_of_any_tree_is_its_text_nodes(tree: object) -> None:
    root = parse(f"<body><p>.</p>{written(tree)}</body>")
    found = page_text(root)
    assert glued(found.text) == "".join(glued(str(node)) for node in root.xpath(NODES))
    assert [found.text[line.start : line.end] for line in found.lines if line.tag != "pre"] == [
        found.text[line.start : line.end].strip(" ") for line in found.lines if line.tag != "pre"
    ]


@given(st.text(max_size=200))
def test_no_page_makes_it_raise_anything_else(text: str) -> None:
    try:
        found = page(f"<div>{text}".encode("utf-8", "surrogatepass"), "a", "a")
    except Unreadable:
        return
    assert found.text.strip()
    found.text.encode("utf-8")


def test_scripts_styles_and_templates_are_no_text() -> None:
    document = made(
        f"<title>T</title><style>p {{}}</style><script>var dead = 12</script>{ARTICLE}<template>9</template>"
    )
    assert "dead" not in document.text and "9" not in document.text and "T" not in document.text.split("\n")


def test_inline_elements_do_not_part_words_and_blocks_do() -> None:
    found = page_text(parse("<p>Kyr<b>ylo</b>\n\t went <i> home</i> .</p><div>One<br>two</div><pre>a\n  b</pre>"))
    assert found.text == "Kyrylo went home .\nOne\ntwo\na\n  b"


def test_links_to_other_articles_inside_the_text_are_chrome() -> None:
    inside = "<p>Read also: <a href='/x'>Twelve hurt in a bus crash</a></p><p><a href='/y'>Bread costs more</a></p>"
    document = made(f"<article><h1>A barn burns near the mill</h1>{ARTICLE}{inside}{ARTICLE}</article>")
    assert marked(document, "chrome") == ["Read also: Twelve hurt in a bus crash\nBread costs more"]


def test_a_page_without_main_text_is_marked_by_shape_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    monkeypatch.setattr(trafilatura, "bare_extraction", lambda *_, **__: 1 / 0)
    document = made(
        f"<nav>Home</nav><h1>A barn burns near the mill</h1><div>{ARTICLE}</div><footer>Mill Lane 14.</footer>"
    )
    assert any("told by shape alone" in note for note in document.notes)
    assert marked(document, "chrome") == ["Home", "Mill Lane 14."]
    assert marked(document, "headline") == ["A barn burns near the mill"]


def test_work_that_takes_too_long_is_ended() -> None:
    with pytest.raises(TooSlow), limit(0.05):
        while True:
            pass


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("cp1251", '<meta charset="windows-1251">'), ("koi8-r", '<meta content="text/html; charset=koi8-r">'),
     ("utf-16", ""), ("utf-8-sig", ""), ("utf-8", '<meta charset="iso-8859-1">')],
)  # fmt: skip
def test_declared_encodings(encoding: str, declared: str) -> None:
    words = "<p>Двоє людей поранені внаслідок вибуху біля млина, сказали в громаді.</p>"
    if encoding.startswith("koi8"):
        words = "<p>Двое ранены при взрыве у мельницы, сказали в общине.</p>"
    document = page(f"<html><head>{declared}</head><body>{words}</body></html>".encode(encoding), "a", "a")
    assert document.text == re.sub("<.*?>", "", words)


def test_an_undeclared_encoding_is_guessed_and_said() -> None:
    words = "Двое ранены при взрыве у мельницы, сказали в общине. Пожар потушили к утру, дорогу открыли. " * 3
    document = page(f"<p>{words}</p>".encode("cp1251"), "a", "a")
    assert document.text == words.strip()
    assert any("declares no encoding" in note for note in document.notes)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<p>" + b"\0" * 400, "zero bytes"),
        (b"", "is empty"),
        (b"<html><body><script>go()</script></body></html>", "has no text"),
        (b"%PDF-1.4", "is a PDF"),
        (b"<div>" * 5000 + b"Two hurt." + b"</div>" * 5000, "deep"),
        (b"\x81\x8d\x8f\x90\x9d<p>\xff\xfe\x81" * 50, "encoding"),
    ],
)
def test_hostile_pages_are_one_sentence_and_the_others_are_read(tmp_path: Path, data: bytes, sentence: str) -> None:
    (tmp_path / "a.html").write_bytes(data)
    (tmp_path / "b.htm").write_text(ARTICLE)
    first, second = read(tmp_path)
    assert isinstance(first, InputError) and sentence in first.sentence and "\n" not in first.sentence
    assert isinstance(second, Document) and "barn" in second.text


def test_a_single_zero_byte_is_left_out_and_said() -> None:
    document = page((ARTICLE.replace("barn", "ba\0rn", 1) + ARTICLE * 20).encode(), "a", "a")
    assert "barn" in document.text and any("zero bytes" in note for note in document.notes)


def test_a_very_large_page_is_read_by_shape() -> None:
    document = made("<div>" + "<p>Two people were hurt near the old mill, the council said on Monday.</p>" * 61_000)
    assert any("very large" in note for note in document.notes)
    assert document.text.count("\n") == 60_999


LD = {"@context": "https://schema.org", "@graph": [
    {"@type": "Organization", "@id": "#o", "name": "Mill &amp; Sons"},
    {"@type": "WebPage", "datePublished": "2025-07-04", "inLanguage": "uk-UA"},
    {"@type": ["NewsArticle"], "headline": "A barn burns", "datePublished": "2025-07-04T09:30:00.000+0300",
     "publisher": {"@id": "#o"}, "author": [{"name": "A. Reed"}, {"name": "B. Moss"}]},
]}  # fmt: skip


def told(head: str, body: str = ARTICLE) -> Document:
    return made(f"<html><head>{head}</head><body>{body}</body></html>")


def test_json_ld_is_read_through_its_graph() -> None:
    document = told(f'<script type="application/ld+json">{json.dumps(LD)}</script>')
    assert document.published == "2025-07-04T09:30:00+03:00" and document.publisher == "Mill & Sons"
    assert document.author == "A. Reed; B. Moss" and document.language == "uk" and document.title == "A barn burns"


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2025-07-04T09:30:00Z">', "2025-07-04T09:30:00+00:00"),
        ('<meta name="date" content="2025-07-04">', "2025-07-04"),
        ('<meta name="date" content="2025-07-04"><meta name="pubdate" content="2025-07-04T09:30+03:00">',
         "2025-07-04T09:30+03:00"),
        ('<meta name="date" content="1970-01-01T00:00:00Z">', None),
        ('<meta name="date" content="0001-01-01">', None),
        ('<meta name="date" content="' + "9" * 5000 + '">', None),
        ('<link rel="canonical" href="https://example.org/2025/07/04/barn">', "2025-07-04"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": [[[[]]]]}</script>', None),
        ('<script type="application/ld+json">' + "[" * 9000 + "</script>", None),
    ],
)  # fmt: skip
def test_the_date_of_publication(head: str, published: str | None) -> None:
    assert told(head).published == published


def test_a_time_element_tells_the_date() -> None:
    document = told("", f'<article><time datetime="2025-07-04T09:30+03:00">4 July</time>{ARTICLE}</article>')
    assert document.published == "2025-07-04T09:30+03:00"


def test_a_date_that_was_guessed_is_a_day_and_says_so() -> None:
    document = told("", f"<div class='date'>Published 4 July 2025, 09:30</div>{ARTICLE}")
    assert document.published in (None, "2025-07-04")
    assert (document.published is None) != any("guessed" in note for note in document.notes)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/barn", "https://exa mple.org", "http://[", "x" * 9000])
def test_addresses_that_are_none_are_not_known(address: str) -> None:
    assert told(f'<link rel="canonical" href="{address}">').url is None


def test_a_short_text_loads_no_parser(tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text("Two people were hurt in the village, the council said.")
    heavy = ("lxml", "trafilatura", "resiliparse", "fastwarc", "feedparser", "pypdf", "htmldate", "email.parser")
    code = (
        "import sys; from saksi.cli import run; run(['read', sys.argv[1]]);"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stderr.strip().endswith("[]"), done.stderr
