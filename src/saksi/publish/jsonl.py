"""JSON Lines: one claim, one object, one line."""

from __future__ import annotations

import msgspec

from saksi.model import Reading
from saksi.publish.rows import rows
from saksi.publish.writers import Writer


class Lines(Writer):
    """Writes each claim of a reading as a JSON object with the fields in their public order."""

    _encoder = msgspec.json.Encoder()

    def add(self, reading: Reading, unread: str | None = None) -> None:
        for row in rows(reading):
            self.stream.write(self._encoder.encode(row).decode("utf-8") + "\n")


make = Lines
