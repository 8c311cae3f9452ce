"""Small questions about a line's tokens that several files of this room ask."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from saksi.model import ActorName, Line, Span


def section_at(line: Line, at: int, kind: str) -> bool:
    """Whether a small word of a section stands at a token."""
    return 0 <= at < len(line.kinds) and kind in line.kinds[at]


_FIRST = attrgetter("first")
STRUCK = frozenset({"attack", "attack_verb"})
ANSWERED = STRUCK | {"incident"}
FORCES = frozenset({"role.military", "role.government"})  # "junta" is a government that speaks
CLAUSE = 14  # tokens within which a clause of "hours after" names its strike
MAX_DATELINE = 16  # tokens


def between(line: Line, span: Span) -> tuple[int, int]:
    """The tokens first, last (exclusive) that lie in some characters of the text."""
    return bisect_left(line.starts, span.start), bisect_right(line.ends, span.end)


def dateline_end(line: Line) -> int:
    """The token behind a dateline at the head of a line ("KYIV, July 4 (Agency) -"); 0 where there is none.

    A place, then nothing but times, marks and names in brackets up to a dash.
    """
    if not line.places or line.places[0].first > 0:
        return 0
    ends = line.starts[min(MAX_DATELINE, len(line.starts) - 1)]
    timed = {at for words in line.times if words.span.start <= ends for at in range(*between(line, words.span))}
    inside = False
    for at in range(line.places[0].last, min(MAX_DATELINE, len(line.forms))):
        kinds = line.kinds[at]
        if "open" in kinds:
            inside = True
        elif "close" in kinds:
            inside = False
        elif "colon" in kinds and not inside and at not in timed and any(i in timed for i in range(at)):
            return at + 1
        elif "dash" in kinds and not inside and at not in timed:
            return at + 1 if line.starts[at] > line.ends[at - 1] or line.forms[at] != "-" else 0
        elif not (inside or at in timed or kinds & {"comma", "dot", "function", "in"} or at in line.capitals):
            return 0
    return 0


def answered(line: Line) -> range:
    """The tokens that tell of an attack before the line's own: "hours after Israeli jets struck Hodeida", "in response
    to Russian strikes"; at the head of a line they end with its first comma.
    """
    for marker in line.marks("after_attack"):
        commas = (at for at in range(marker.last, len(line.forms)) if "comma" in line.kinds[at])
        end = next(commas, len(line.forms)) if marker.first <= 1 else len(line.forms)
        if any(line.kinds[at] & ANSWERED for at in range(marker.last, min(marker.last + CLAUSE, end))):
            return range(marker.first, end)
    return range(0)


def near(items: Sequence[Any], low: int, high: int) -> Sequence[Any]:
    """Those of some things of a line, in order, that begin at the tokens low..high (exclusive); no look at the rest."""
    return items[bisect_left(items, low, key=_FIRST) : bisect_left(items, high, key=_FIRST)]


def phrases(line: Line, low: int, high: int) -> Sequence[tuple[int, int, str]]:
    """The phrases of scope that begin at the tokens low..high (exclusive)."""
    return line.scopes[bisect_left(line.scopes, (low,)) : bisect_left(line.scopes, (high,))]


def actor_at(line: Line, at: int) -> ActorName | None:
    """The actor named at a token."""
    found = near(line.actors, at, at + 1)
    return found[0] if found else None


def tells(line: Line) -> bool:
    """Whether a line tells of an attack: it has a cue of harm, launch or interception and is no caption or chrome."""
    return bool(line.cues) and line.sentence.role in ("body", "list_item", "headline")


def forces_strike(line: Line, at: int) -> bool:
    """Whether forces stand at a token with their strike or weapon right behind: (Myanmar) "military airstrikes"."""
    forces = next((m for m in near(line.speech, at, at + 1) if m.kind in FORCES), None)
    if forces is None:
        return False
    weapon = any(noun.sort == "weapon" and noun.first == forces.last for noun in line.nouns)
    return weapon or any(line.kinds[i] & {"attack"} for i in range(forces.last, min(forces.last + 2, len(line.kinds))))


def armed(line: Line) -> bool:
    """Whether a line names a weapon, counted or not; the "air raid" of a siren is none."""
    alarm = _alarm(line)
    return any(noun.sort == "weapon" and noun.first not in alarm for noun in line.nouns) or any(
        item.sort == "weapon" for item in line.counted
    )


def strikes(line: Line) -> bool:
    """Whether a line speaks of the strike itself: a noun or verb of attack, or a launch."""
    if line.sentence.role not in ("body", "list_item", "headline"):
        return False
    if not STRUCK.isdisjoint(line.marked):
        alarm = _alarm(line)
        if any(m.first not in alarm for m in line.marks(*STRUCK)):
            return True
    return any(cue.slot == "launched" for cue in line.cues)


def _alarm(line: Line) -> set[int]:
    """The tokens of sirens and alerts, whose names hold words of attack ("air-raid alert", "siaran serangan udara")."""
    return {at for marker in line.alerts if marker.kind == "siren" for at in range(marker.first, marker.last)}
