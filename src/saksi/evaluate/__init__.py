"""Scores of what is read against labelled documents.

>>> from saksi.evaluate import score_document, total   # doctest: +SKIP
"""

from __future__ import annotations

from saksi.evaluate.compare import changes
from saksi.evaluate.credits import same_credit
from saksi.evaluate.gold import GoldDocument, load
from saksi.evaluate.incidents import is_incidents
from saksi.evaluate.incidents import main as incidents
from saksi.evaluate.report import Filter
from saksi.evaluate.run import evaluate, main
from saksi.evaluate.score import DocumentScore, score_document
from saksi.evaluate.system import Output
from saksi.evaluate.totals import Totals, total

__all__ = [
    "DocumentScore", "Filter", "GoldDocument", "Output", "Totals",
    "changes", "evaluate", "incidents", "is_incidents", "load", "main", "same_credit", "score_document", "total",
]  # fmt: skip
