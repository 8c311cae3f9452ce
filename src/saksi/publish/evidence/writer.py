"""`--format html`: the readings of a run as one page, written when the last one has come."""

from __future__ import annotations

from typing import Any, TextIO

from saksi.model import Reading
from saksi.publish.evidence.page import assembled, document_html, entry
from saksi.publish.writers import Writer


class EvidencePage(Writer):
    """Renders each reading as it comes and holds only the markup until the list of documents can be written."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._parts: list[tuple[dict[str, Any], str]] = []

    def add(self, reading: Reading, unread: str | None = None) -> None:
        number = len(self._parts) + 1
        self._parts.append((entry(reading, number), document_html(reading, number, unread)))

    def end(self) -> None:
        self.stream.write(assembled(self._parts))
