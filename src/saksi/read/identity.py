"""What a text and a document are named by: their content, never the machine or the order of a run."""

from __future__ import annotations

from hashlib import sha256

from saksi.model import Document
from saksi.read.metadata import Metadata

# 80 bits: among a thousand million documents two share an id by chance once in a million such collections.
ID_LENGTH = 20


def text_id(text: str) -> str:
    """Hash of the text.

    >>> text_id("Two people were hurt.")
    '1ea9859256d14ba56444'
    """
    return sha256(text.encode("utf-8")).hexdigest()[:ID_LENGTH]


def document_id(text: str, where: str) -> str:
    """Hash of the text and where it stood: the address, else the source's name (see `documents`)."""
    return sha256(f"{text_id(text)}\0{where}".encode()).hexdigest()[:ID_LENGTH]


def document(text: str, source: str, name: str, sha: str, metadata: Metadata) -> Document:
    """A document of plain text.

    `source` is shown, `name` (or the address in `metadata`) goes into the id, `sha` is the hash of the bytes.
    """
    return Document(
        id=document_id(text, metadata.url or name),
        text_id=text_id(text),
        source=source,
        text=text,
        sha256=sha,
        language=metadata.language,
        url=metadata.url,
        publisher=metadata.publisher,
        published=metadata.published,
        notes=metadata.notes,
    )
