"""Forty pages with their tags: the lines of tests/pages, in ten layouts, with what stands around articles on the web.

Every line of a page is labelled with its role. The layouts differ in how much their markup says: from articles of the
standard's own elements to tables and to blocks that have no name at all.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
SOURCES = HERE.parent / "pages"
WORDS: dict[str, dict[str, Any]] = tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))
PUBLISHED, MODIFIED = "2025-07-08T09:20:00+03:00", "2025-07-08T11:05:00+03:00"


class Labelled(NamedTuple):
    """A page: its HTML, and (role, line) of each of its lines in order."""

    name: str
    language: str
    html: str
    lines: list[tuple[str, str]]


class Layout(NamedTuple):
    """How a layout writes its parts; `{}` is what stands inside."""

    head: str = "{site}{meta}"
    furniture: tuple[str, str, str] = ("<nav><ul>{}</ul></nav>", "<aside>{}</aside>", "<footer>{}</footer>")
    item: str = "<li><a href='/x'>{}</a></li>"
    article: str = "<article>{}</article>"
    text: str = "<div class='text'>{}</div>"
    paragraph: str = "<p>{}</p>"
    headline: str = "<h1>{}</h1>"
    byline: str = "<p class='byline'>{}</p>"
    dateline: str = "<time datetime='" + PUBLISHED + "'>{}</time>"
    picture: str = "<figure><img src='a.jpg' alt='x'>{}</figure>"
    caption: str = "<figcaption>{}</figcaption>"
    credit: str = "<span class='credit'>{}</span>"
    comments: str = "<section id='comments'><ol class='comment-list'>{}</ol></section>"
    cookies: str = "<div class='cookie-consent' role='dialog'>{}</div>"


SEMANTIC = Layout()
WORDPRESS = Layout(
    furniture=("<div class='main-menu'><ul>{}</ul></div>", "<div class='related-posts'><ul>{}</ul></div>",
               "<div id='footer'>{}</div>"),
    article="<div class='post hentry'>{}</div>", text="<div class='entry-content'>{}</div>",
    headline="<h1 class='entry-title'>{}</h1>", byline="<span class='author vcard'>{}</span>",
    picture="<div class='wp-caption'><img src='a.jpg'>{}</div>", caption="<p class='wp-caption-text'>{}</p>",
    credit="<p class='photo-credit'>{}</p>",
)  # fmt: skip
MICRODATA = Layout(
    article="<main itemscope itemtype='https://schema.org/NewsArticle'>{}</main>",
    text="<div itemprop='articleBody'>{}</div>", byline="<div itemprop='author'>{}</div>",
    headline="<h1 itemprop='headline'>{}</h1>",
)  # fmt: skip
SOUP = Layout(
    furniture=("<div class='c1'>{}</div>", "<div class='c7'>{}</div>", "<div class='c9'>{}</div>"),
    item="<div><a href='/x'>{}</a></div>", article="<div class='c3'>{}</div>", text="<div class='c4'>{}</div>",
    headline="<div class='c5'>{}</div>", dateline="<div class='c6'><time>{}</time></div>",
)  # fmt: skip
TABLE = Layout(
    furniture=("<table><tr><td>{}</td></tr></table>", "<table class='related'><tr><td>{}</td></tr></table>",
               "<div class='footer'>{}</div>"),
    item="<a href='/x'>{}</a><br>", article="<table width='600'><tr><td>{}</td></tr></table>", text="<div>{}</div>",
)  # fmt: skip
BREAKS = Layout(text="<div class='article-text'>{}</div>", paragraph="{}<br><br>")
DIVS = Layout(paragraph="<div class='paragraph'>{}</div>", item="<span><a href='/x'>{}</a></span> ")
SPANS = Layout(
    paragraph="<p><span style='font-size:14px'>{}</span></p>", headline="<header><h1><span>{}</span></h1></header>"
)  # fmt: skip
SECTIONS = Layout(
    article="<section class='story has-sidebar'>{}</section>", comments="<div class='comments-area'>{}</div>",
    cookies="<div id='gdpr-banner'>{}</div>",
)  # fmt: skip
FORM = Layout(article="<form id='aspnetForm'><div class='story'>{}</div></form>", paragraph="\n  <p>\n   {}\n  </p>\n")
LAYOUTS = (SEMANTIC, WORDPRESS, MICRODATA, SOUP, TABLE, BREAKS, DIVS, SPANS, SECTIONS, FORM)


def pages() -> list[Labelled]:
    """The forty pages, in order of name."""
    sources = sorted(SOURCES.glob("*.tsv"))
    return [_page(path.stem, LAYOUTS[int(path.stem[3:5]) - 1], _rows(path)) for path in sources]


def _rows(path: Path) -> list[tuple[str, str]]:
    """(role, line) of a page that has lost its tags; lines of body wrapped to a column are one again."""
    rows: list[tuple[str, str]] = []
    joined = False
    for row in path.read_text(encoding="utf-8").splitlines():
        role, _, line = row.partition("\t")
        if joined and role == "body" and "wrapped" in path.name:
            rows[-1] = (role, f"{rows[-1][1]} {' '.join(line.split())}")
        elif line:
            rows.append((role, " ".join(line.split())))
        joined = role == "body"
    return rows


class _Writer:
    """Writes lines and remembers their roles."""

    def __init__(self) -> None:
        self.labels: list[tuple[str, str]] = []

    def __call__(self, role: str, line: str, form: str = "{}") -> str:
        self.labels.append((role, line))
        return form.replace("{}", escape(line, quote=False))


def _page(name: str, layout: Layout, rows: list[tuple[str, str]]) -> Labelled:
    language = name[:2]
    words, write = WORDS[language], _Writer()
    told = [index for index, (role, _) in enumerate(rows) if role != "chrome"]
    first, last = told[0], told[-1]
    before, inside, after = rows[:first], rows[first : last + 1], rows[last + 1 :]
    title = next((line for role, line in rows if role == "headline"), "")
    nav, aside, footer = layout.furniture
    parts = [
        layout.cookies.replace("{}", write("chrome", words["cookies"], "<p>{}</p>")),
        nav.replace("{}", "".join(write("chrome", line, layout.item) for line in words["menu"])),
        "".join(write("chrome" if role == "chrome" else role, line, "<div>{}</div>") for role, line in before),
        layout.article.replace("{}", _article(layout, write, inside)),
        nav.replace("{}", "".join(write("chrome", line, layout.item) for line in words["share"])),
        aside.replace("{}", write("chrome", words["related_head"], "<h3>{}</h3>")
                      + "".join(write("chrome", line, layout.item) for line in words["related"])),
        "".join(write(role, line, "<div class='tags'>{}</div>") for role, line in after),
        layout.comments.replace(
            "{}", "".join(write("chrome", line, "<li><p>{}</p></li>") for line in words["comments"])),
        footer.replace("{}", write("chrome", words["footer"], "<p>{}</p>")),
    ]  # fmt: skip
    head = _head(words, title, name, language)
    return Labelled(
        name, language, f"<!DOCTYPE html>\n{head}<body>\n" + "\n".join(parts) + "</body></html>", write.labels
    )


def _article(layout: Layout, write: Callable[..., str], rows: list[tuple[str, str]]) -> str:
    """Headline and what belongs to it, then the text with its pictures; the first headline alone is the page's."""
    made, seen = [], set()
    for role, line in rows:
        form = getattr(layout, role, layout.paragraph)
        if role == "headline" and role in seen:
            form = "<h2>{}</h2>"
        if role == "list_item":
            form = "<ul><li>{}</li></ul>"
        if role in ("caption", "credit"):
            form = layout.picture.replace("{}", form)
        if role == "credit_line":
            form = layout.picture.replace("{}", layout.caption.replace("{}", layout.credit))
        if role == "chrome":
            label, colon, rest = line.partition(": ")
            write(role, line)
            linked = f"<b>{label}:</b> <a href='/x'>{rest}</a>" if colon else f"<a href='/x'>{line}</a>"
            made.append(layout.paragraph.replace("{}", linked))
            continue
        seen.add(role)
        made.append(write(role, line, form))
    return layout.text.replace("{}", "\n".join(made))


def _head(words: dict[str, Any], title: str, name: str, language: str) -> str:
    """The head: JSON-LD for some, OpenGraph for others, by the number of the layout."""
    told = f"<html lang='{language}'><head><title>{escape(title)} | {words['site']}</title>"
    address = f"https://example.org/{name}"
    if int(name[3:5]) % 2:
        article = {
            "@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "datePublished": PUBLISHED,
            "dateModified": MODIFIED, "publisher": {"@type": "Organization", "name": words["site"]}, "url": address,
            "inLanguage": language,
        }  # fmt: skip
        script = json.dumps(article, ensure_ascii=False)
        return f"{told}<script type='application/ld+json'>{script}</script></head>"
    return (
        f"{told}<meta property='og:title' content='{escape(title)}'>"
        f"<meta property='og:site_name' content='{words['site']}'>"
        f"<meta property='article:published_time' content='{PUBLISHED}'><link rel='canonical' href='{address}'>"
        f"<meta property='article:modified_time' content='{MODIFIED}'></head>"
    )
