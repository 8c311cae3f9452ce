"""Plain text, one document a file, with what the sidecar NAME.json beside NAME.txt knows of it."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from saksi.errors import InputError
from saksi.model import Document
from saksi.read.decode import Unreadable, decode
from saksi.read.entry import MAX_BYTES, Entry
from saksi.read.identity import document
from saksi.read.metadata import metadata


def read(entry: Entry) -> Iterator[Document | InputError]:
    """The one document of a text file. Raises `InputError` where it cannot be read."""
    data = entry.content()
    values, notes = _beside(entry)
    label = values.get("encoding")
    try:
        text, remarks = decode(data, label if isinstance(label, str) and label.strip() else None)
    except Unreadable as error:
        raise InputError(entry.source, str(error)) from error
    if not text.strip():
        raise InputError(entry.source, "is empty; there is nothing to read in it")
    known = metadata(values)
    known = known._replace(notes=notes + remarks + known.notes)
    yield document(text, entry.source, entry.name, sha256(data).hexdigest(), known)


def sidecar(path: Path) -> Path:
    """Where the metadata of a text stands: NAME.json beside NAME.txt."""
    return path.with_suffix(".json")


def _beside(entry: Entry) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The sidecar's values; a broken one costs the metadata, never the text, and is said in a note."""
    path = sidecar(entry.path) if entry.path is not None else None
    if path is None or not path.is_file():
        return {}, ()
    try:
        if path.stat().st_size > MAX_BYTES:
            return {}, (f"its sidecar {path.name} is too large and was left out",)
        values = msgspec.json.decode(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except (OSError, ValueError, RecursionError):
        return {}, (f"its sidecar {path.name} is not JSON that can be read and was left out",)
    if not isinstance(values, dict):
        return {}, (f"its sidecar {path.name} is not a JSON object and was left out",)
    return values, ()
