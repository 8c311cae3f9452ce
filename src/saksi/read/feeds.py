"""Feeds (RSS, Atom): each entry is one document, its title the first line, then its content, or its summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import Any

import msgspec

from saksi.errors import InputError
from saksi.model import Document
from saksi.read.decode import Unreadable, refuse_binary
from saksi.read.entry import Entry, printable
from saksi.read.html_limit import TooSlow, limit
from saksi.read.html_marks import Mark
from saksi.read.html_page import parse
from saksi.read.html_text import page_text
from saksi.read.identity import document
from saksi.read.metadata import date, metadata

SECONDS = 20.0
MAX_ENTRIES = 20_000
_LONGEST = 512


def read(entry: Entry) -> Iterator[Document | InputError]:
    """The entries of a feed in order, an `InputError` for each without a text.

    Raises `InputError` where the file is no feed.
    """
    data = entry.content()
    try:
        refuse_binary(data)
        feed, items = _parsed(data)
    except Unreadable as error:
        raise InputError(entry.source, str(error)) from error
    taken: set[str] = set()
    for number, item in enumerate(items[:MAX_ENTRIES], 1):
        member = printable(str(item.get("id") or item.get("link") or number))[:_LONGEST]
        member = member if member not in taken else f"{number}"
        taken.add(member)
        try:
            yield _document(entry, feed, item, member)
        except Unreadable as error:
            yield InputError(f"{entry.source}#{member}", str(error))


def _parsed(data: bytes) -> tuple[Mapping[str, Any], list[Any]]:
    import feedparser

    try:
        with limit(SECONDS):
            found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    except TooSlow as error:
        raise Unreadable(f"takes longer than {SECONDS:g} seconds to open; split it") from error
    except Exception as error:
        raise Unreadable(f"is no feed that can be read ({type(error).__name__}); fetch it anew") from error
    if not found.get("version") and not found.entries:
        raise Unreadable("is no feed (RSS or Atom); give pages as .html and texts as .txt")
    if not found.entries:
        raise Unreadable("is a feed without entries; there is nothing to read in it")
    return found.feed, list(found.entries)


def _document(entry: Entry, feed: Mapping[str, Any], item: Any, member: str) -> Document:
    title = " ".join(_text(str(item.get("title") or "")).split())
    contents = item.get("content") or ()
    body = next((str(part.get("value")) for part in contents if part.get("value")), "")
    body = _text(body or str(item.get("summary") or ""))
    text = f"{title}\n{body}" if title and body and not body.startswith(title) else body or title
    if not text.strip():
        raise Unreadable("has no text; there is nothing to read in it")
    marks: tuple[Mark, ...] = ((0, len(title), "headline"),) if title and body else ()
    source = item.get("source") or {}
    updated = dict.get(item, "updated")  # feedparser's own look-up would put `published` in its place
    known = metadata(
        {
            "published": _date(item.get("published")) or _date(updated),
            "url": item.get("link") if "://" in str(item.get("link")) else None,
            "publisher": source.get("title") or feed.get("title"),
            "language": feed.get("language"),
        }
    )
    notes = known.notes if contents else (*known.notes, "is the feed's summary, not the whole report")
    raw = f"{member}\0{text}".encode("utf-8", "replace")
    made = document(text, f"{entry.source}#{member}", f"{entry.name}#{member}", sha256(raw).hexdigest(),
                    known._replace(notes=notes))  # fmt: skip
    author = item.get("author")
    return msgspec.structs.replace(
        made,
        title=title or None,
        author=" ".join(author.split())[:_LONGEST] if isinstance(author, str) and author.strip() else None,
        modified=_date(updated),
        marks=marks,
    )


def _text(value: str) -> str:
    """The text of a stretch of HTML, or of plain text."""
    if not value.strip():
        return ""
    if "<" not in value and "&" not in value:
        return value.replace("\0", "").strip()
    return page_text(parse(f"<div>{value.replace(chr(0), '')}</div>")).text


def _date(value: object) -> str | None:
    """A date as feeds write it (RFC 822 or ISO 8601), with its offset kept; RFC's "-0000" and "GMT" are UTC."""
    if not isinstance(value, str) or len(value) > 64:
        return None
    found = date(value.strip())
    if found is not None:
        return found
    try:
        return parsedate_to_datetime(value).isoformat(timespec="seconds")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
