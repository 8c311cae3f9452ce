"""Low, best and high of what an incident's reports say, by written rules (docs/methodology-reconciling.md).

Pure functions of an incident and the claims of its reports: no order, no clock, no disk. Every claim that counts
something of this attack stands in at least one estimate.
"""

from __future__ import annotations

from saksi.reconcile.alterations import alterations
from saksi.reconcile.estimating import estimates
from saksi.reconcile.grounds import grounds

# Raised whenever a rule of this room changes, so that records are estimated anew.
VERSION = 2

__all__ = ["VERSION", "alterations", "estimates", "grounds"]
