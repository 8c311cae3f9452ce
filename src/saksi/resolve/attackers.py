"""Whose weapons a line tells of, and who answers whom: attackers as a line names them, never guessed."""

from __future__ import annotations

from collections.abc import Callable

from saksi.model import ActorName, Line
from saksi.resolve.words import section_at

WEAPON_NEAR = 3  # tokens between whose and the weapon: "Russian Shahed-type attack drones"
VERB_NEAR = 5  # tokens between an attacker and the verb of attack: "Russia's army has again struck"
BY_NEAR = 2
_WALLS = frozenset({"comma", "semicolon", "stop", "colon", "but", "relative", "open", "close"})


def attacker_of(line: Line) -> str | None:
    """The attacker that a line names: "Russian drones", "Russia launched", "an attack by Israel"; None where it does
    not.
    """
    for actor in line.actors:
        if _ATTACKS[actor.kind](line, actor):
            return actor.name
    return None


def answering(line: Line) -> tuple[bool, str | None]:
    """Whether a line says that somebody strikes back, and who: "Hours later Islamabad answered"."""
    for at in range(len(line.forms)):
        if not section_at(line, at, "counter"):
            continue
        before = [actor for actor in line.actors if actor.last <= at and at - actor.last <= VERB_NEAR]
        if before:
            return True, before[-1].name
        if any(m.kind == "role.military" and 0 <= at - m.last <= VERB_NEAR for m in line.speech):
            return True, None
    return False, None


def _of_weapon(line: Line, actor: ActorName) -> bool:
    """ "Russian drones", "Israeli strikes", "Russian forces shelled": whose, with a weapon, a strike or its verb
    behind it.
    """
    high = min(actor.last + WEAPON_NEAR, len(line.forms))
    if any(item.sort == "weapon" and item.first <= actor.first <= item.last for item in line.counted):
        return not _brought_down(line, actor.last)
    if any(noun.sort == "weapon" and actor.last <= noun.first <= high for noun in line.nouns):
        return not _walled(line, actor.last, high)
    if any(section_at(line, at, "attack") for at in range(actor.last, high)):
        return True
    return _verb_behind(line, actor)


def _brought_down(line: Line, at: int) -> bool:
    """Whether "Russian air defences" stand there and not weapons: an interception begins right behind."""
    return any(cue.slot == "intercepted" and cue.way == "active" and at <= cue.first <= at + 1 for cue in line.cues)


def _acts(line: Line, actor: ActorName) -> bool:
    """ "Russia launched", "Russia's biggest attack", "an attack by Hamas"."""
    if any(section_at(line, at, "attack") for at in range(max(actor.first - BY_NEAR, 0), actor.first)):
        return True
    if line.forms[actor.first].endswith("'s") or line.forms[actor.last : actor.last + 1] == ["'s"]:
        high = min(actor.last + VERB_NEAR, len(line.forms))
        if any(section_at(line, at, "attack") for at in range(actor.last, high)) and not _walled(
            line, actor.last, high
        ):
            return True
    return _verb_behind(line, actor)


def _verb_behind(line: Line, actor: ActorName) -> bool:
    """A launch or a verb of attack behind an actor with no other clause between."""
    for at in range(actor.last, min(actor.last + VERB_NEAR, len(line.forms))):
        if line.kinds[at] & _WALLS:
            return False
        if section_at(line, at, "attack_verb"):
            return True
        if any(cue.first == at and cue.slot == "intercepted" for cue in line.cues):
            return False
        if any(cue.first == at and cue.slot == "launched" and cue.way != "affected" for cue in line.cues):
            return True
    return False


def _walled(line: Line, low: int, high: int) -> bool:
    return any(line.kinds[at] & _WALLS for at in range(low, high))


def _owns(line: Line, actor: ActorName) -> bool:
    """ "drone Rusia": the name stands behind a weapon or a strike, which is its own."""
    return not _brought_down(line, actor.last)


def _never(line: Line, actor: ActorName) -> bool:
    """ "warga Palestina": people of a state are not that state."""
    return False


_ATTACKS: dict[str, Callable[[Line, ActorName], bool]] = {
    "country": _acts, "of": _of_weapon, "owner": _owns, "people": _never,
}  # fmt: skip
