"""The seam to the room that makes estimates: `saksi.reconcile`, where it is installed.

That room offers `estimates(incident, claims)`, which gives `Estimate`s from an incident and the claims of its reports
and copies that stand, and `VERSION`, a number that is raised with its rules so that records are estimated anew. Without
the room an incident holds its `values`, each as it was said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec

from saksi.model import Claim, Estimate, Incident

Estimator = Callable[[Incident, Sequence[Claim]], Sequence[Estimate]]
ROOM = "saksi.reconcile"


def estimator() -> tuple[Estimator | None, str]:
    """The function that makes estimates and the name of its rules; None and nothing where the room is not there."""
    if find_spec(ROOM) is None:
        return None, ""
    room = import_module(ROOM)
    estimates: Estimator = room.estimates
    return estimates, f"{ROOM} {room.VERSION}"
