"""Web archives (`.warc`, `.warc.gz`): each page that was answered with success is one document.

Pictures, scripts, redirects, errors and requests are passed over; a page that cannot be read costs that page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from saksi.errors import InputError
from saksi.model import Document
from saksi.read.decode import Unreadable
from saksi.read.entry import MAX_BYTES, Entry, printable
from saksi.read.html_page import page

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_LONGEST = 2048


def read(entry: Entry) -> Iterator[Document | InputError]:
    """The pages of a web archive in order, an `InputError` for each that cannot be read.

    Raises `InputError` where the file is no web archive or breaks off.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.warcinfo
    count = 0
    with entry.open() as file:
        try:
            for record in ArchiveIterator(file, record_types=kinds, auto_decode="all"):
                count += 1
                if _is_page(record):
                    yield _document(entry, record)
        except (OSError, ValueError, EOFError) as error:
            where = f"after its record {count}" if count else "at its beginning"
            raise InputError(entry.source, f"is no web archive that can be read {where}; fetch it anew") from error
    if not count:
        raise InputError(entry.source, "holds no record of a web archive; give a .warc or .warc.gz file")


def _is_page(record: Any) -> bool:
    if record.http_headers is None:
        return str(record.headers.get("Content-Type", "")).split(";")[0].strip().lower() in _PAGES
    return record.http_headers.status_code == 200 and (record.http_content_type or "").lower() in _PAGES


def _document(entry: Entry, record: Any) -> Document | InputError:
    member = printable(str(record.record_id or "")).removeprefix("urn:uuid:").strip("<>")[:_LONGEST]
    source = f"{entry.source}#{member}"
    address = str(record.headers.get("WARC-Target-URI", "")).strip("<> ") or None
    try:
        data = record.reader.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise Unreadable(f"is larger than {MAX_BYTES >> 20} MB, too large for one report")
        made = page(data, source, f"{entry.name}#{member}", address=address, label=record.http_charset)
    except Unreadable as error:
        return InputError(source, str(error))
    except (OSError, ValueError, EOFError):
        return InputError(source, "is packed in a way that cannot be unpacked; fetch it anew")
    fetched = record.headers.get("WARC-Date")
    notes = (*made.notes, f"fetched {str(fetched)[:40]}") if fetched else made.notes
    return msgspec.structs.replace(made, notes=notes)
