"""Incidents held against references: the public tally of launches and the official alert history.

Nothing here changes what reports say. A reference stands beside it, with a verdict, its value and its rows.
"""

from __future__ import annotations

from saksi.verify.alerts import Alerts, read_alerts
from saksi.verify.checking import References, checked
from saksi.verify.dating import BASIS, proposed
from saksi.verify.reference import Source
from saksi.verify.tallies import Tallies, read_tallies

# Raised whenever a rule of this room changes, so that records are checked anew.
VERSION = 1

__all__ = [
    "BASIS", "VERSION", "Alerts", "References", "Source", "Tallies", "checked", "proposed", "read_alerts",
    "read_tallies",
]  # fmt: skip
