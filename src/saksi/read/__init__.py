"""Bytes to `Document`: the only room that opens files and parses formats.

Adding a format is one file with a function `read(entry)` and one line in `formats.READERS`.
"""

from __future__ import annotations

from saksi.read.documents import documents

__all__ = ["documents"]
