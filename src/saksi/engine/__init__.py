"""The pipeline over many documents: the same function on one core or on several, the same output in the same order."""

from __future__ import annotations

from saksi.engine.outcome import Failure
from saksi.engine.run import run

__all__ = ["Failure", "run"]
