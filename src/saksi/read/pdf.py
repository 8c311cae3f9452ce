"""The text of a PDF, page by page. Pages are parted by a form feed; where each begins is said in a note."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

import msgspec

from saksi.errors import InputError
from saksi.model import Document
from saksi.read.decode import Unreadable
from saksi.read.entry import Entry
from saksi.read.html_limit import TooSlow, limit
from saksi.read.identity import document
from saksi.read.metadata import metadata

BREAK = "\n\f\n"
MAX_PAGES = 500
MAX_TEXT = 4_000_000  # characters: a page of print has some 3,000
SECONDS = 20.0
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
_LONGEST = 300


def read(entry: Entry) -> Iterator[Document | InputError]:
    """The one document of a PDF. Raises `InputError` for one that is locked, broken, or a picture without text."""
    data = entry.content()
    try:
        with limit(SECONDS):
            pages, notes, told = _pages(data)
    except TooSlow as error:
        raise InputError(
            entry.source, f"takes longer than {SECONDS:g} seconds to open; give its text as .txt"
        ) from error
    except Unreadable as error:
        raise InputError(entry.source, str(error)) from error
    known = metadata({})._replace(notes=notes)
    made = document(BREAK.join(pages), entry.source, entry.name, sha256(data).hexdigest(), known)
    yield msgspec.structs.replace(
        made, title=told.get("title"), author=told.get("author"), modified=told.get("modified")
    )


def _pages(data: bytes) -> tuple[list[str], tuple[str, ...], dict[str, str]]:
    """The texts of the pages, notes, and what the file says of itself."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("is locked with a password; save it without one")
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise Unreadable(f"has {count:,} pages, more than {MAX_PAGES}; split it into single reports")
        pages, size = [], 0
        for page in reader.pages:
            pages.append(_clean(page.extract_text() or ""))
            size += len(pages[-1])
            if size > MAX_TEXT:
                raise Unreadable("holds more text than a report can; split it")
        told = _told(reader.metadata)
    except (Unreadable, TooSlow):
        raise
    except Exception as error:
        raise Unreadable(f"is no PDF that can be read ({type(error).__name__}); give its text as .txt") from error
    if not any(page.strip() for page in pages):
        raise Unreadable("holds pictures of pages and no text; run text recognition (OCR) on it first")
    return pages, _where(pages), told


def _clean(text: str) -> str:
    """The text of a page without characters that no text has; its own line ends stay."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\f", "\n")).strip("\n")


def _where(pages: list[str]) -> tuple[str, ...]:
    """At which characters of the text the pages begin, and which have none."""
    starts, at = [], 0
    for page in pages:
        starts.append(at)
        at += len(page) + len(BREAK)
    shown = ", ".join(f"{number} at {start}" for number, start in enumerate(starts, 1))
    empty = [str(number) for number, page in enumerate(pages, 1) if not page.strip()]
    notes = (f"pages begin at these characters: {shown}",)
    return (*notes, f"pages without text: {', '.join(empty)}") if empty else notes


def _told(info: Any) -> dict[str, str]:
    """Title, author and date of change. The date of making a PDF is not when its report was published."""
    found = {}
    for name, value in (("title", info.title), ("author", info.author)) if info is not None else ():
        line = " ".join(_UNSEEN.sub("", value).split()) if isinstance(value, str) else ""
        if 0 < len(line) <= _LONGEST:
            found[name] = line
    changed = info.modification_date if info is not None else None
    if isinstance(changed, datetime):
        found["modified"] = changed.isoformat(timespec="seconds")
    return found
