"""Bytes of a page to characters: a byte-order mark, UTF-8 if it is, what the page or its carrier declares, a guess.

A page declares its encoding more often wrongly than plain text is mistaken for UTF-8, so valid UTF-8 always wins. A
guess is said in a note; bytes that no encoding explains are an error.
"""

from __future__ import annotations

import codecs
import re

from saksi.read.decode import Unreadable, refuse_binary

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# The HTML standard looks at 1,024 bytes; real pages put scripts before the declaration.
_HEAD = 4096
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{2,40})""", re.IGNORECASE)
# A page cut in the middle of a character has one; a page in another encoding has one in a few characters.
_BROKEN = 100
_NULS = 1000  # a browser drops single NULs; one in so many characters is binary


def decode_page(data: bytes, label: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The characters of a page without its byte-order mark, and notes. `label` is what its carrier declares.

    >>> decode_page('<meta charset="windows-1251"><p>Двоє'.encode("cp1251"))[0]
    '<meta charset="windows-1251"><p>Двоє'

    Raises `Unreadable` for binary data and for bytes that are no text in any encoding that fits.
    """
    refuse_binary(data)
    text, notes = _characters(data, label)
    if "\0" in text:
        if text.count("\0") * _NULS > len(text):
            raise Unreadable("holds zero bytes, so it is binary and no page; give it as a page or as text")
        text = text.replace("\0", "")
        notes += ("holds zero bytes, which were left out as a browser does",)
    if "<" not in text and not text.strip():
        raise Unreadable("is empty; there is nothing to read in it")
    return text, notes


def _characters(data: bytes, label: str | None) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _tolerant(data[len(mark) :], encoding), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    for declared in (label, _declared(data)):
        if declared and (found := _with(data, declared)) is not None:
            return found, ()
    return _guessed(data)


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data, 0, _HEAD) or _XML.match(data.lstrip()[:300])
    return match[1].decode("ascii", "replace") if match else None


def _with(data: bytes, declared: str) -> str | None:
    """The text by a declared encoding as browsers take it; None where it is unknown or its bytes do not fit."""
    from resiliparse.parse.encoding import map_encoding_to_html5

    encoding = map_encoding_to_html5(declared, False) if len(declared) <= 40 else None
    if not encoding:
        return None
    try:
        return _tolerant(data, encoding)
    except (Unreadable, LookupError):
        return None


def _tolerant(data: bytes, encoding: str) -> str:
    text = data.decode(encoding, "replace")
    if text.count("\ufffd") * _BROKEN > len(text):
        raise Unreadable(f"is not {encoding.upper()} although it says so; save it as UTF-8")
    return text


def _guessed(data: bytes) -> tuple[str, tuple[str, ...]]:
    from resiliparse.parse.encoding import detect_encoding

    encoding = detect_encoding(data) or "utf-8"
    try:
        text = _tolerant(data, encoding)
    except (Unreadable, LookupError) as error:
        raise Unreadable("is in no encoding that can be told; save it as UTF-8") from error
    return text, (f"declares no encoding that fits and was read as {encoding}",)
