"""The article of a page's JSON-LD: dates, headline, publisher, authors, language, address (schema.org names)."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

MAX_SCRIPT = 1_000_000  # characters of one block; articleBody of a long page is some 100,000
MAX_NODES = 5_000  # objects looked at in all blocks together
_DEPTH = 12
# Kinds of schema.org that are an article, and those that may stand for it where there is none.
_ARTICLES = ("newsarticle", "reportagenewsarticle", "backgroundnewsarticle", "article", "liveblogposting",
             "blogposting", "socialmediaposting", "report")  # fmt: skip
_PAGES = ("webpage", "itempage")
_AUTHORS = 5


class Article(NamedTuple):
    """What JSON-LD says of the article, as it stands there."""

    published: str | None = None
    modified: str | None = None
    headline: str | None = None
    publisher: str | None = None
    author: str | None = None
    language: str | None = None
    url: str | None = None


def article(scripts: Iterable[str]) -> Article:
    """The first article of the blocks of JSON-LD, completed by the page's entry; blocks that are no JSON are passed.

    >>> article(['{"@type": "NewsArticle", "datePublished": "2025-07-04T09:30:00+03:00", "author": {"name": "A. B."}}'])
    Article(published='2025-07-04T09:30:00+03:00', modified=None, headline=None, publisher=None, author='A. B.', \
language=None, url=None)
    """
    nodes = list(_nodes(scripts))
    by_id = {node["@id"]: node for node in reversed(nodes) if isinstance(node.get("@id"), str) and len(node) > 1}
    made = [_read(node, by_id) for kinds in (_ARTICLES, _PAGES) for node in _of(nodes, kinds)[:1]]
    if not made:
        return Article()
    return Article(*(next((value for value in values if value), None) for values in zip(*made, strict=True)))


def _of(nodes: list[dict[str, Any]], kinds: tuple[str, ...]) -> list[dict[str, Any]]:
    return [node for node in nodes if any(kind in kinds for kind in _kinds(node))]


def _kinds(node: dict[str, Any]) -> list[str]:
    kind = node.get("@type")
    named = kind if isinstance(kind, list) else [kind]
    return [one.rsplit("/", 1)[-1].lower() for one in named[:10] if isinstance(one, str)]


def _nodes(scripts: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The objects of all blocks, outer before inner, not more than `MAX_NODES`."""
    left = MAX_NODES
    for script in scripts:
        value = _parsed(script)
        level = [value]
        for _ in range(_DEPTH):
            inner: list[Any] = []
            for item in level:
                if isinstance(item, dict):
                    left -= 1
                    if left < 0:
                        return
                    yield item
                    inner.extend(child for child in item.values() if isinstance(child, dict | list))
                elif isinstance(item, list):
                    inner.extend(child for child in item[:MAX_NODES] if isinstance(child, dict | list))
            level = inner


def _parsed(script: str) -> object:
    """The value of a block; authors' slips that browsers' readers forgive (comments around it, raw line ends) too."""
    if len(script) > MAX_SCRIPT:
        return None
    body = script.strip().removeprefix("<!--").removesuffix("-->").strip()
    body = body.removeprefix("//<![CDATA[").removesuffix("//]]>").strip().rstrip(";")
    for text in (body, body.replace("\r", " ").replace("\n", " ").replace("\t", " ")):
        try:
            return msgspec.json.decode(text.encode("utf-8", "replace"))
        except (ValueError, RecursionError):
            continue
    return None


def _read(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Article:
    return Article(
        published=_text(node.get("datePublished")),
        modified=_text(node.get("dateModified")),
        headline=_text(node.get("headline")),
        publisher=_names(node.get("publisher"), by_id)[0],
        author="; ".join(name for name in _names(node.get("author"), by_id)[:_AUTHORS] if name) or None,
        language=_language(node.get("inLanguage")),
        url=_text(node.get("url")) or _entity(node.get("mainEntityOfPage")),
    )


def _text(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return html.unescape(value).strip() or None if isinstance(value, str) and len(value) <= 4096 else None


def _names(value: object, by_id: dict[str, dict[str, Any]]) -> list[str | None]:
    """Names of persons or organisations; one that is only referred to by its @id is looked up."""
    found: list[str | None] = []
    for one in (value if isinstance(value, list) else [value])[:_AUTHORS]:
        if isinstance(one, dict):
            known = one if "name" in one else by_id.get(str(one.get("@id")), one)
            found.append(_text(known.get("name")))
        elif isinstance(one, str) and "://" not in one:
            found.append(_text(one))
    return found or [None]


def _entity(value: object) -> str | None:
    return _text(value.get("@id")) if isinstance(value, dict) else _text(value)


def _language(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("alternateName") or value.get("name")
    return _text(value)
