"""The order in which a document walks through the rooms; the only file that knows it."""

from __future__ import annotations

from saksi.model import Document, Reading


def read_document(document: Document) -> Reading:
    """All that can be read in one document.

    The rooms load when the first document comes, so that `saksi --version` and `--help` need none of them.
    """
    from saksi.detect import detect
    from saksi.extract import extract
    from saksi.resolve import resolve
    from saksi.segment import segment

    return extract(resolve(detect(segment(document))))


def unread(reading: Reading) -> str | None:
    """The language of a document that has no tables, so that nothing could be said of it; None where it was read."""
    from saksi.languages import codes

    if reading.claims or reading.page.language in codes():
        return None
    return reading.page.language or "unknown"
