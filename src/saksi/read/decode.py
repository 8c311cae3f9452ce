"""Bytes to characters, without guessing: UTF-8, a declared byte-order mark, or an encoding that the sidecar names.

A guess between windows-1251 and its neighbours would be right most of the time and silently wrong the rest, so bytes
that are no UTF-8 are an error that says what to do.
"""

from __future__ import annotations

import codecs
import re

# The label a file may carry beside it; a closed list, since codecs.lookup also knows things that are no encodings.
LABELS = frozenset(
    {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "koi8-r", "koi8-u", "cp866", "mac-cyrillic", "iso8859-1", "iso8859-2",
     "iso8859-5", "iso8859-15", *(f"cp125{digit}" for digit in range(9))}
)  # fmt: skip
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MAGIC = (
    (b"%PDF-", "a PDF"), (b"PK\x03\x04", "a ZIP or office file"), (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"\x7fELF", "a program"),
)  # fmt: skip
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


class Unreadable(ValueError):
    """The bytes are no text; the message goes on from the name of the source."""


def decode(data: bytes, label: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The characters, a byte-order mark apart and otherwise untouched, and notes.

    >>> decode(b"Two hurt.\\r\\n")
    ('Two hurt.\\r\\n', ())

    Raises `Unreadable` for binary data, for broken UTF-8 and for bytes that are not what their label says.
    """
    refuse_binary(data)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, f"begins with the mark of {encoding.upper()[:6]}"), ()
    if label is None:
        return _utf8(data), ()
    encoding = _known(label)
    text = _strict(data, encoding, f"is labelled {label!r}")
    if encoding != "utf-8" and not data.isascii() and (really := _if_utf8(data)) is not None:
        return really, (f"is labelled {label!r} but is UTF-8, and was read as UTF-8",)
    return text, ()


def refuse_binary(data: bytes) -> None:
    """Raises `Unreadable` for data that begins as a PDF, a picture or the like."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise Unreadable(f"is {kind}, not text; give its text as .txt")


def _utf8(data: bytes) -> str:
    if b"\0" in data:
        raise Unreadable("holds zero bytes, so it is binary or UTF-16 without its mark; save it as UTF-8 text")
    try:
        return refuse_controls(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"is not UTF-8 (byte 0x{data[error.start]:02x} at offset {error.start}); save it as UTF-8, or name its "
            'encoding in a sidecar, such as {"encoding": "windows-1251"}'
        ) from error


def _strict(data: bytes, encoding: str, claim: str) -> str:
    try:
        return refuse_controls(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise Unreadable(f"{claim} but its bytes are not (offset {error.start}); save it as UTF-8") from error


def _if_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _known(label: str) -> str:
    try:
        encoding = codecs.lookup(label).name
    except (LookupError, ValueError):
        encoding = ""
    if encoding not in LABELS:
        raise Unreadable(f"is labelled {label[:40]!r}, an encoding that saksi does not know; save it as UTF-8")
    return encoding


def refuse_controls(text: str) -> str:
    """The text itself. Raises `Unreadable` for a NUL, or where one character in fifty is a control character."""
    if "\0" in text:
        raise Unreadable("holds the character NUL, so it is no plain text; remove it")
    if len(_CONTROLS.findall(text)) * 50 > len(text):
        raise Unreadable("is mostly control characters, so it is binary; give its text as .txt")
    return text
