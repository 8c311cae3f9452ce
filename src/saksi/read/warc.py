"""Web archives (`.warc`, `.warc.gz`): each page that was answered with success is one document.

Pictures, scripts, redirects, errors and requests are passed over; a page that cannot be read costs that page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from gzip import GzipFile
from typing import IO, Any
from zlib import error as ZlibError

import msgspec

from saksi.errors import InputError
from saksi.model import Document
from saksi.read.decode import Unreadable
from saksi.read.entry import MAX_BYTES, Entry, printable
from saksi.read.html_page import page

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_LONGEST = 2048
_PACKED = b"\x1f\x8b"
_END = b"\r\n\r\n"  # two line ends close every record (ISO 28500:2017, 4)


def read(entry: Entry) -> Iterator[Document | InputError]:
    """The pages of a web archive in order, an `InputError` for each that cannot be read.

    Raises `InputError` where the file is no web archive, breaks off or holds no page; what stands before is given.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.warcinfo
    count = pages = 0
    with entry.open() as file:
        stream = _Stream(file)
        records = iter(ArchiveIterator(stream, record_types=kinds, auto_decode="all"))
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
                pages += 1
                yield found
    if count and not stream.whole():
        raise InputError(entry.source, f"breaks off in or after its record {count}; fetch it anew")
    if count and not pages:
        raise InputError(entry.source, "holds no page that was answered with success; there is nothing to read in it")
    if not count:
        raise InputError(entry.source, "holds no record of a web archive; give a .warc or .warc.gz file")


class _Stream:
    """A stream as fastwarc wants it, unpacked, which says where it stands (the standard input cannot) and how it ended.

    fastwarc takes a file that breaks off for one that ends there, and a page cut short for a whole one.
    """

    def __init__(self, file: IO[bytes]) -> None:
        begins = file.read(len(_PACKED))
        whole: Any = _Begun(begins, file)
        # read1 gives what could be unpacked before it raises where the file breaks off
        self._read: Callable[[int], bytes] = GzipFile(fileobj=whole).read1 if begins == _PACKED else whole.read
        self._at, self._tail, self._broken = 0, b"", False

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._read(size)
        except (EOFError, OSError, ZlibError):
            if not self._at:
                raise
            self._broken = True
            return b""
        self._at += len(data)
        self._tail = (self._tail + data[-len(_END) :])[-len(_END) :]
        return data

    def whole(self) -> bool:
        """Whether all could be unpacked and the last record ends as a record does."""
        return not self._broken and self._tail == _END

    def seek(self, offset: int, whence: int = 0, /) -> int:
        raise OSError("a stream that is only read on")

    def close(self) -> None:
        """The file is closed by who opened it."""

    def tell(self) -> int:
        return self._at


class _Begun:
    """A file of which the first bytes were read already."""

    def __init__(self, begins: bytes, file: IO[bytes]) -> None:
        self._begins, self._file = begins, file

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            size = 1 << 20
        begins, self._begins = self._begins[:size], self._begins[size:]
        return begins or self._file.read(size)


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
