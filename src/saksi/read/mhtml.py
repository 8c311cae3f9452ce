"""Pages saved by a browser as one file (`.mht`, `.mhtml`): the first page of the message, at the address it names."""

from __future__ import annotations

from collections.abc import Iterator
from email import policy
from email.message import Message
from email.parser import BytesParser
from hashlib import sha256

import msgspec

from saksi.errors import InputError
from saksi.model import Document
from saksi.read.decode import Unreadable
from saksi.read.entry import MAX_BYTES, Entry
from saksi.read.html_page import page

MAX_ARCHIVE = 8 * MAX_BYTES  # pictures of the page are in the file as well
MAX_PARTS = 2000
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def read(entry: Entry) -> Iterator[Document | InputError]:
    """The one document of an archive of a page. Raises `InputError` where it holds none that can be read."""
    with entry.open() as file:
        data = file.read(MAX_ARCHIVE + 1)
    if len(data) > MAX_ARCHIVE:
        raise InputError(entry.source, f"is larger than {MAX_ARCHIVE >> 20} MB; save the page as .html alone")
    try:
        part, address = _page_part(data)
        body = part.get_payload(decode=True)
        if not isinstance(body, bytes) or len(body) > MAX_BYTES:
            raise Unreadable(f"holds a page larger than {MAX_BYTES >> 20} MB, too large for one report; split it")
        made = page(body, entry.source, entry.name, address=address, label=part.get_content_charset())
    except Unreadable as error:
        raise InputError(entry.source, str(error)) from error
    yield msgspec.structs.replace(made, sha256=sha256(data).hexdigest())


def _page_part(data: bytes) -> tuple[Message, str | None]:
    """The part that is the page, and the address the message or the part gives."""
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data)
        parts = [part for _, part in zip(range(MAX_PARTS), message.walk(), strict=False)]
        found = next((part for part in parts if part.get_content_type() in _PAGES), None)
    except (ValueError, LookupError, RecursionError, TypeError) as error:
        raise Unreadable("is no web archive that can be read; save the page as .html") from error
    if found is None:
        raise Unreadable("holds no page; save the page as .html")
    address = message.get("Snapshot-Content-Location") or found.get("Content-Location")
    return found, str(address) if address is not None else None
