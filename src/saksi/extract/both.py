"""One number of the dead and the harmed together, which is neither's: "the number of dead and wounded reached 90"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from saksi.model import Counted, Cue

BESIDE_THE_DEAD = frozenset({"injured", "missing", "displaced"})
JOINING = frozenset({"and", "or"})
TOLD_ALIKE = frozenset({"noun", "either"})  # the ways of cues that two kinds of harmed share
NEAR = 3  # tokens between such a pair and a number beside it
WALLS = frozenset({"comma", "semicolon", "including"})


def joined_pairs(
    cues: Sequence[Cue], counted: Sequence[Counted], kinds: Sequence[frozenset[str]]
) -> list[tuple[Cue, Cue]]:
    """The words for dead and harmed that one number shares; each has its own in "left two dead and wounded five"."""
    return [
        (first, second) for first, second in pairwise(cues)
        if second.first - first.last == 1 and kinds[first.last] & JOINING and _told_alike(first)
        and (_told_alike(second) or (first.way == "noun" and second.way == "affected"))
        and "killed" in {first.slot, second.slot} and {first.slot, second.slot} & BESIDE_THE_DEAD
        and not _on_both_sides(first, second, counted, kinds)
    ]  # fmt: skip


def shared(pairs: list[tuple[Cue, Cue]], item: Counted, cue: Cue) -> bool:
    """Whether a cue is one of such a pair, or a number stands right before one: "40 dead and wounded"."""
    return any(cue in pair or item.number[1] <= pair[0].first <= item.last for pair in pairs)


def _told_alike(cue: Cue) -> bool:
    return cue.way in TOLD_ALIKE or cue.slot == "missing"


def _on_both_sides(first: Cue, second: Cue, counted: Sequence[Counted], kinds: Sequence[frozenset[str]]) -> bool:
    high = second.last
    before = any(one.number[0] < first.last and first.first <= one.last + NEAR for one in counted)
    return before and any(
        high <= one.first <= high + NEAR and not any(kinds[at] & WALLS for at in range(high, one.first))
        for one in counted
    )  # fmt: skip
