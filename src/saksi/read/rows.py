"""JSON Lines: one document a line with `text` and, where known, `id, published, language, url, publisher`."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import IO

import msgspec

from saksi.errors import InputError
from saksi.model import Document
from saksi.read.decode import Unreadable, refuse_binary, refuse_controls
from saksi.read.entry import MAX_BYTES, Entry, printable
from saksi.read.identity import document
from saksi.read.metadata import FIELDS, metadata

_NULL = msgspec.Raw(b"null")
_BOM = b"\xef\xbb\xbf"
_LONGEST_ID = 512


class Row(msgspec.Struct):
    """A line. Fields stay raw, so that one odd value costs that value and not the line; other keys are skipped."""

    id: msgspec.Raw = _NULL
    text: msgspec.Raw = _NULL
    published: msgspec.Raw = _NULL
    language: msgspec.Raw = _NULL
    url: msgspec.Raw = _NULL
    publisher: msgspec.Raw = _NULL


_ROW = msgspec.json.Decoder(Row)


def read(entry: Entry) -> Iterator[Document | InputError]:
    """The documents of a JSON Lines file in order, an `InputError` for each line that cannot be read.

    Raises `InputError` where the file as a whole is something else.
    """
    taken: dict[bytes, int] = {}
    with entry.open() as file:
        for number, line in _lines(file):
            if number == 1:
                line = line.removeprefix(_BOM) if line is not None else None
                _refuse_other_formats(entry, line)
            if line is not None and not line.strip():
                continue
            try:
                yield _document(entry, number, line, taken)
            except Unreadable as error:
                yield InputError(f"{entry.source} line {number}", str(error))


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number from 1; None stands for a line longer than `MAX_BYTES`, which is never held whole."""
    number = 0
    while line := file.readline(MAX_BYTES + 1):
        number += 1
        if len(line) <= MAX_BYTES:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(MAX_BYTES)
        yield number, None


def _refuse_other_formats(entry: Entry, first: bytes | None) -> None:
    if first is None:
        return
    try:
        refuse_binary(first)
        if b"\0" in first:
            raise Unreadable("holds zero bytes, so it is binary or UTF-16; save it as JSON Lines in UTF-8")
        if first.strip() in (b"[", b"{"):
            raise Unreadable("is one JSON value over many lines, not JSON Lines; write one object a line")
    except Unreadable as error:
        raise InputError(entry.source, str(error)) from error


def _document(entry: Entry, number: int, line: bytes | None, taken: dict[bytes, int]) -> Document:
    if line is None:
        raise Unreadable(f"is longer than {MAX_BYTES >> 20} MB, too long for one report; split it")
    row = _row(line)
    given = _member(row.id)
    member = given or str(number)
    digest = sha256(member.encode()).digest()[:12]
    if given and digest in taken:
        raise Unreadable(f"has the id {member[:60]!r} of line {taken[digest]}; give each row an id of its own")
    text = _text(row.text)
    if given:
        taken[digest] = number
    known = metadata({field: _value(getattr(row, field)) for field in FIELDS})
    return document(text, f"{entry.source}#{member}", f"{entry.name}#{member}", sha256(line).hexdigest(), known)


def _row(line: bytes) -> Row:
    try:
        line.decode("utf-8")
        return _ROW.decode(line)
    except UnicodeDecodeError as error:
        where = f"byte 0x{line[error.start]:02x} at offset {error.start}"
        raise Unreadable(f"is not UTF-8 ({where}); save it as UTF-8") from error
    except msgspec.ValidationError as error:
        raise Unreadable("is not a JSON object with a text; write one object a line") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"is not JSON that can be read ({_why(error)}); write one object a line") from error


def _text(raw: msgspec.Raw) -> str:
    try:
        value = msgspec.json.decode(raw)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"has a text that cannot be read ({_why(error)}); write it as valid Unicode") from error
    if not isinstance(value, str):
        raise Unreadable('has no text; give it as "text": "..."')
    if not value.strip():
        raise Unreadable("has an empty text; there is nothing to read in it")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Unreadable("has a text with half of a surrogate pair; write it as valid Unicode") from error
    return refuse_controls(value.removeprefix("\ufeff"))


def _member(raw: msgspec.Raw) -> str | None:
    """The row's id as text, or None where it has none that can be used."""
    value = _value(raw)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return printable(str(value))[:_LONGEST_ID] or None


def _value(raw: msgspec.Raw) -> object:
    """A field's value; what JSON allows but no field can hold (a number of 5,000 digits) stays as its bytes."""
    try:
        return msgspec.json.decode(raw)
    except (ValueError, RecursionError):
        return bytes(raw)[:80]


def _why(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return str(error).removeprefix("JSON is malformed: ").split(" - at")[0].lower() or "malformed"
