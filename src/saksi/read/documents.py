"""The door's one function: what the user gave, as documents and as sentences about what could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO

import msgspec

from saksi.errors import InputError
from saksi.model import Document
from saksi.read.entry import Entry
from saksi.read.formats import read
from saksi.read.identity import document_id
from saksi.read.walk import Skip, entries


def documents(
    inputs: Sequence[str], stdin: IO[bytes] | None = None, skip: Skip = lambda source: None
) -> Iterator[Document | InputError]:
    """The documents behind files, folders and `-` (the bytes of `stdin`), each error in its place among them.

    A document's id is made from its text and its address. Without an address the source's name stands for it: the path
    below the folder that was given, or the base name of a file that was given, so that a corpus has the same ids
    wherever it lies. Should two files of one run share text and name (a/1.txt and b/1.txt), the later takes the path as
    given, so that both stay. `skip` is told the files of a folder that no reader opens.

    Example: `list(documents(["reports/", "late.jsonl"]))`.
    """
    taken: set[str] = set()
    for entry in entries(inputs, stdin, skip):
        if isinstance(entry, InputError):
            yield entry
            continue
        for found in _read(entry):
            yield found if isinstance(found, InputError) else _apart(found, taken)


def _read(entry: Entry) -> Iterator[Document | InputError]:
    try:
        yield from read(entry)
    except InputError as error:
        yield error


def _apart(document: Document, taken: set[str]) -> Document:
    if document.id in taken:
        where = f"{document.url}\0{document.source}"
        document = msgspec.structs.replace(document, id=document_id(document.text, where))
    taken.add(document.id)
    return document
