"""What a page says of itself: JSON-LD, OpenGraph and other meta elements, `time`, `html lang`, the canonical address.

Dates keep their clock and offset as the page gives them. Where several places name the date, the first of the order
below counts, and another that says the same more precisely completes it. Everything is the page's own word and may be
hostile: each value is bounded in length, one line, and of its kind, else it is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from saksi.read.metadata import Metadata, date, metadata
from saksi.read.metadata_jsonld import Article, article

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Names of meta elements (property, name, itemprop or http-equiv, in lower case), the best first.
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "og:published_time", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "publish-date", "publish_date", "publishdate", "pubdate",
    "article.published", "dc.date.issued", "dcterms.created", "dc.date", "date",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "dcterms.modified")
_PUBLISHER = ("og:site_name", "publisher", "dc.publisher", "application-name")
_AUTHOR = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl")
_TITLE = ("og:title", "twitter:title", "dc.title")
_LANGUAGE = ("og:locale", "content-language", "dc.language")

_LONGEST = 2048
_YEARS = range(1990, 2101)  # before, no news page had a date of its own; 1970 and 0001 stand for "none"
_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-]([0-2]\d|3[01])(?=[/-])", re.ASCII)
_TIMES = 5  # `time` elements looked at: later ones belong to other articles


class PageMetadata(NamedTuple):
    """What a page says of itself, beyond what is known of every document."""

    known: Metadata
    modified: str | None = None
    author: str | None = None
    title: str | None = None


def page_metadata(tree: HtmlElement, address: str | None = None) -> PageMetadata:
    """The usable values of a page's tree. `address`: where the page was fetched, if its carrier says so.

    >>> import lxml.html
    >>> tree = lxml.html.document_fromstring('<html lang="uk-UA"><meta property="og:site_name" content="Vesna"><p>.')
    >>> found = page_metadata(tree)
    >>> found.known.language, found.known.publisher
    ('uk', 'Vesna')
    """
    said = _meta(tree)
    told = article(element.text or "" for element in tree.iter("script") if _is_jsonld(element))
    url = _address(tree, said, told, address)
    published = _published(tree, said, told, url or address)
    guess = None if published else _guessed(tree)
    values = {
        "published": published or guess,
        "language": _language(tree, said, told),
        "url": url,
        "publisher": _line(told.publisher) or _first(said, _PUBLISHER),
    }
    known = metadata(values)
    if guess:
        known = known._replace(notes=(*known.notes, "its date of publication was guessed from its words (htmldate)"))
    return PageMetadata(
        known,
        _precise([told.modified, *_all(said, _MODIFIED)]),
        _line(told.author) or _named(_first(said, _AUTHOR)),
        _line(told.headline) or _first(said, _TITLE) or _line(tree.findtext(".//title")),
    )


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Name to content of the meta elements; the first of each name counts."""
    said: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(attribute)
            if name and len(name) < 60:
                said.setdefault(name.strip().lower(), content)
    return said


def _is_jsonld(element: HtmlElement) -> bool:
    return (element.get("type") or "").split(";")[0].strip().lower() == "application/ld+json"


def _published(tree: HtmlElement, said: dict[str, str], told: Article, url: str | None) -> str | None:
    found = _precise([told.published, *_all(said, _PUBLISHED)])
    return found or _time_element(tree) or _by_address(url)


def _precise(values: Sequence[str | None]) -> str | None:
    """The first usable date, completed by another one that says the same and more."""
    dates = [found for value in values if value and (found := _date(value))]
    if not dates:
        return None
    best = dates[0]
    for other in dates[1:]:
        if other.startswith(best):
            best = other
    return best


def _date(value: str) -> str | None:
    found = date(value.strip()) if len(value) <= 64 else None
    return found if found and int(found[:4]) in _YEARS else None


def _time_element(tree: HtmlElement) -> str | None:
    """The first `time` element with a day, one that says it is the date of publication before others."""
    seen = []
    for element in tree.iter("time"):
        value = element.get("datetime")
        if not value or not (found := _date(value)) or len(found) < len("2025-01-01"):
            continue
        if element.get("pubdate") is not None or "datePublished" in (element.get("itemprop") or ""):
            return found
        seen.append(found)
        if len(seen) == _TIMES:
            break
    return seen[0] if seen else None


def _by_address(url: str | None) -> str | None:
    """The day in an address such as /2025/07/04/title."""
    match = _URL_DAY.search(url or "")
    return _date("-".join(match.groups())) if match else None


def _guessed(tree: HtmlElement) -> str | None:
    """The day that htmldate finds where nothing else names one."""
    from htmldate import find_date

    try:
        return _date(find_date(tree, extensive_search=False, original_date=True) or "")
    except Exception:  # noqa: BLE001 - a library's fault on a hostile page; then no date is known
        return None


def _language(tree: HtmlElement, said: dict[str, str], told: Article) -> str | None:
    root = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang")
    for value in (told.language, root, *_all(said, _LANGUAGE)):
        code = (value or "").strip().replace("_", "-").split("-")[0]
        if len(code) in (2, 3) and code.isascii() and code.isalpha():
            return code.lower()
    return None


def _address(tree: HtmlElement, said: dict[str, str], told: Article, fetched: str | None) -> str | None:
    """The page's own address where it is one of the site it came from; else where it was fetched."""
    links = (link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    for value in (*links, said.get("og:url"), told.url):
        address = _http(value, fetched)
        if address and (fetched is None or _site(address) == _site(fetched)):
            return address
    return _http(fetched, None)


def _http(value: str | None, base: str | None) -> str | None:
    if not value or len(value) > _LONGEST:
        return None
    try:
        address = urljoin(base or "", value.strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    usable = parts.scheme in ("http", "https") and parts.netloc and not _CONTROL.search(address) and " " not in address
    return address if usable else None


def _site(address: str) -> str:
    """The host without www, m and amp: they serve one page under several of these."""
    host = (urlsplit(address).hostname or "").lower()
    for prefix in ("www.", "m.", "amp."):
        host = host.removeprefix(prefix)
    return host


def _all(said: dict[str, str], names: Iterable[str]) -> list[str]:
    return [said[name] for name in names if name in said]


def _first(said: dict[str, str], names: Iterable[str]) -> str | None:
    return next((line for value in _all(said, names) if (line := _line(value))), None)


def _named(value: str | None) -> str | None:
    """A name; an address in its place is none."""
    return None if value is None or "://" in value else value


def _line(value: str | None) -> str | None:
    """The value as one line, None where it is empty, too long or holds control characters."""
    if not value or len(value) > _LONGEST:
        return None
    line = _SPACE.sub(" ", value).strip()
    return line if line and not _CONTROL.search(line) else None
