"""Which cue can take what is counted at all, by slot and unit, wherever they stand."""

from __future__ import annotations

from saksi.model import Counted, Cue
from saksi.slots import GROUPS, HARM

OF_ANYBODY = frozenset({"killed", "injured", "missing", "hospitalised", "trapped"})  # a noun of no table may have these
NAMED = frozenset({"named", "losses"})  # cues that take only what names people or weapons
KNOWN = frozenset({"person", "weapon"})
NO_TARGET = {
    "launched": frozenset({"aircraft"}),
    "intercepted": frozenset({"air_strike"}),
}
LET_FALL = frozenset({"bomb", "guided_bomb", "mortar", "shell", "explosive"})  # dropped, where a drone is brought down
FALLS = {"let_fall": True, "brought_down": False}  # one verb in two slots: which of them takes what is let fall


def suits(item: Counted, cue: Cue) -> bool:
    """Whether a cue of this slot can take what is counted."""
    if item.sort == "thing" or item.refused or (cue.extra in NAMED and item.sort not in KNOWN):
        return False
    return _harmed(item, cue) if cue.slot in HARM else _weapons(item, cue)


def _harmed(item: Counted, cue: Cue) -> bool:
    if item.sort == "weapon" or (item.sort == "unknown" and cue.slot not in OF_ANYBODY):
        return False
    if cue.extra == "counted" and "implicit" in item.marks:
        return False  # "the woman has a concussion" tells of one already counted
    if cue.slot == "displaced" and item.number[1] <= cue.first < item.last:
        return False  # "12,000 displaced people were sheltering": who they are, not what was done
    if cue.extra == "next" and not (item.sort == "person" and item.first <= cue.last < item.last):
        return False  # "lost her leg, and two soldiers": only who follows at once
    if cue.extra == "zero":
        return "zero" in item.marks
    return cue.extra not in GROUPS or item.unit == cue.extra


def _weapons(item: Counted, cue: Cue) -> bool:
    if "zero" in item.marks or "people" in item.marks or item.unit in NO_TARGET.get(cue.slot, ()):
        return False
    if cue.extra in FALLS and FALLS[cue.extra] != (item.unit in LET_FALL):
        return False
    return item.sort in ("weapon", None)
