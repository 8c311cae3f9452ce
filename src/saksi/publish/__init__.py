"""Readings to what leaves the house: rows, tables, a report to read, the reason for one claim."""

from __future__ import annotations

from saksi.publish.rows import Row, rows
from saksi.publish.writers import FORMATS, Writer, binary, writer

__all__ = ["FORMATS", "Row", "Writer", "binary", "rows", "writer"]
