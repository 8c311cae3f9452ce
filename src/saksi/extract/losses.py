"""A side's tally of what the other lost, as a list: "tanks – 11,355 (+2)"; each thing is damage that is only claimed."""

from __future__ import annotations

from collections.abc import Iterator

from saksi.extract.told import told_claim
from saksi.model import Claim, Counted, Line, LineScene, Scene
from saksi.slots import HARM, OBJECTS

SCOPE = "claimed_losses"
NAME = 6  # words of what was lost
_PARTS = frozenset({"comma", "semicolon", "stop", "colon", "open", "close"})


def loss_claims(scene: Scene) -> list[Claim]:
    """`damaged` claims of a list of losses: the lines under one that speaks of the other side's losses, and its own."""
    claims: list[Claim] = []
    listing = False
    for place in scene.lines:
        line = place.line
        head = any(section == SCOPE for _, _, section in line.scopes)
        if not (head or listing) or line.sentence.role not in ("body", "list_item"):
            continue
        items = list(_items(line))
        claims.extend(_claim(scene, place, first, item) for first, item in items)
        tallied = any(cue.slot in HARM for cue in line.cues)  # the fallen stand in the same list
        listing = bool(items) or tallied or list(line.forms[-1:]) == [":"]
    return claims


def _items(line: Line) -> Iterator[tuple[int, Counted]]:
    """The things of a line with a dash and their number: (token where the words begin, number)."""
    for item in line.counted:
        dash = item.first - 1
        if (
            dash < 1
            or "dash" not in line.kinds[dash]
            or item.sort in ("person", "weapon")
            or item.quantity.count is None
        ):
            continue
        if item.refused is not None or "rise" in item.marks:
            continue
        first = dash
        while first and not line.kinds[first - 1] & _PARTS and line.forms[first - 1][0].isalpha():
            first -= 1
        people = any(noun.sort == "person" and first <= noun.first < dash for noun in line.nouns)
        harmed = any(cue.slot in HARM and first <= cue.first < dash for cue in line.cues)
        if 0 < dash - first <= NAME and not people and not harmed:
            yield first, item


def _claim(scene: Scene, place: LineScene, first: int, item: Counted) -> Claim:
    line, last = place.line, item.last
    if last < len(line.forms) and "open" in line.kinds[last]:
        last = next(
            (at + 1 for at in range(last, min(last + NAME, len(line.forms))) if "close" in line.kinds[at]), last
        )
    unit = next((noun.unit for noun in line.nouns if first <= noun.first < item.first), "military")
    words = scene.mentions.page.document.quote(line.span(first, item.first - 1))
    return told_claim(
        scene, place, "damaged", line.span(first, last), what=unit if unit in OBJECTS else "military", scope=SCOPE,
        attack=None, quantity=item.quantity, value_words=words,
    )  # fmt: skip
