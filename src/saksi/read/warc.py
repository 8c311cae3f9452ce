"""Web archives (`.warc`, `.warc.gz`): each page that was answered with success is one document.

Pictures, scripts, redirects, errors and requests are passed over; a page that cannot be read costs that page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

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
        records = iter(ArchiveIterator(_Stream(file), record_types=kinds, auto_decode="all"))
        while True:
            try:
                record = next(records, None)
                found = _document(entry, record) if record is not None and _is_page(record) else None
            except BaseException as error:
                if not _is_fault(error):
                    raise
                where = f"after its record {count}" if count else "at its beginning"
                raise InputError(entry.source, f"is no web archive that can be read {where}; fetch it anew") from error
            if record is None:
                break
            count += 1
            if found is not None:
                yield found
    if not count:
        raise InputError(entry.source, "holds no record of a web archive; give a .warc or .warc.gz file")


class _Stream:
    """A stream as fastwarc wants it, which also asks where it stands; the standard input cannot say."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._at = file, 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = 0, /) -> int:
        raise OSError("a stream that is only read on")

    def close(self) -> None:
        """The file is closed by who opened it."""

    def tell(self) -> int:
        return self._at


def _is_fault(error: BaseException) -> bool:
    """A fault of the file, or of the library over it: its panics are no `Exception`."""
    return isinstance(error, OSError | ValueError | EOFError) or type(error).__name__ == "PanicException"


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
    except BaseException as error:
        if not _is_fault(error):
            raise
        return InputError(source, "is packed in a way that cannot be unpacked; fetch it anew")
    fetched = record.headers.get("WARC-Date")
    notes = (*made.notes, f"fetched {str(fetched)[:40]}") if fetched else made.notes
    return msgspec.structs.replace(made, notes=notes)
