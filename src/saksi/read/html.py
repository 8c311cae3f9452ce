"""Web pages: `.html`, `.htm`, `.xhtml`, one document a file."""

from __future__ import annotations

from collections.abc import Iterator

from saksi.errors import InputError
from saksi.model import Document
from saksi.read.decode import Unreadable
from saksi.read.entry import Entry
from saksi.read.html_page import page


def read(entry: Entry) -> Iterator[Document | InputError]:
    """The one document of a page. Raises `InputError` where it cannot be read."""
    try:
        yield page(entry.content(), entry.source, entry.name)
    except Unreadable as error:
        raise InputError(entry.source, str(error)) from error
