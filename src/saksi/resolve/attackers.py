"""Whose weapons a line tells of, and who answers whom: attackers as a line names them, never guessed."""

from __future__ import annotations

from saksi.model import ActorName, Line
from saksi.resolve.doers import (
    ATTACKS,
    BY_FAR,
    BY_NEAR,
    SAID,
    VERB_NEAR,
    WALLS,
    WEAPON_NEAR,
    backs,
    forces_at,
    group_weapon,
    launches,
    strike_at,
)
from saksi.resolve.words import answered, dateline_end, near, section_at

NOT_NEAR = 3
MAX_ACTORS = 40  # names of one sentence that are asked
ACCUSED_NEAR = 4
DONE_BY_NEAR = 3  # tokens between "carried out by" and a name
OPENING = 4  # tokens from a word of answering at the head of a line to who answers
BESIDE = 5  # tokens within which the name of a second doer begins
ENEMY = "enemy"  # the code of a name that says no more


def _done_by(line: Line, actor: ActorName) -> bool:
    """Whether a name is of him by whom a strike is said to be carried out: "serangan yang dilancarkan kelompok RSF"."""
    beside = near(line.marks("done_by"), actor.first - DONE_BY_NEAR - 1, actor.first)
    return any(
        not any(line.kinds[at] & WALLS for at in range(m.last, actor.first))
        and any(section_at(line, at, "attack") for at in range(max(m.first - BY_FAR, 0), m.first))
        for m in beside
    )


def attacker_of(line: Line, home: str | None) -> ActorName | None:
    """The attacker that a line names: "Russian drones", "Russia launched", "an attack by Israel"; None where none is.

    `home` is the country that the page is about: behind a verb of attack it is the target, another state the doer.
    """
    if not line.actors:
        return None
    start, other = dateline_end(line), answered(line)
    for actor in sorted(line.actors[:MAX_ACTORS], key=lambda actor: len(actor.code) == 2):  # armed groups before states
        if (
            actor.first < start
            or actor.first in other
            or _irregular(line, actor)
            or _stopped_by(line, actor)
            or _one_of_two(line, actor)
            or backs(line, actor)
        ):
            continue
        kind = "country" if actor.kind == "people" and len(actor.code) != len("RU") else actor.kind  # "kelompok RSF"
        if ATTACKS[kind](line, actor, home) or _done_by(line, actor) or group_weapon(line, actor, home):
            return _whose_hand(line, actor) or actor
    return None


def _whose_hand(line: Line, maker: ActorName) -> ActorName | None:
    """The forces that strike with what another state made: «ВСУ британскими ракетами нанесли удар»."""
    if maker.kind != "of" or "attack_verb" not in line.marked or any(cue.slot == "intercepted" for cue in line.cues):
        return None
    forces = [
        actor for actor in line.actors
        if actor.last <= maker.first and actor.code not in (maker.code, ENEMY) and forces_at(line, actor.first)
    ]  # fmt: skip
    return forces[-1] if forces else None


def _stopped_by(line: Line, actor: ActorName) -> bool:
    """Whether a name is of him who brought the weapons down: "shot down by Ukrainian fighter jets"."""
    by = next(
        (at for at in range(actor.first - 1, max(actor.first - 1 - WEAPON_NEAR, -1), -1) if section_at(line, at, "by")),
        None,
    )
    return by is not None and any(cue.slot == "intercepted" and 0 <= by - cue.last <= BY_NEAR for cue in line.cues)


def _irregular(line: Line, actor: ActorName) -> bool:
    """Whether rebels or paramilitaries of a country are meant, who are not its state: "Sudanese paramilitaries"."""
    return len(actor.code) == 2 and any(section_at(line, at, "irregular") for at in range(actor.last, actor.last + 2))


def _one_of_two(line: Line, actor: ActorName) -> bool:
    """Whether a name is of one of two doers, so that it alone is none: "India and Pakistan trade fire"."""
    return any(
        (other.first - actor.last == 1 and section_at(line, actor.last, "and"))
        or (actor.first - other.last == 1 and section_at(line, other.last, "and"))
        for other in near(line.actors, actor.first - BESIDE, actor.last + BESIDE)
    )


def irregulars_attack(line: Line) -> bool:
    """Whether rebels or militants whom the line does not name are its doers: "militants launched two rockets"."""
    return any(
        section_at(line, at, "irregular") and _strikes_behind(line, at + 1)
        for at in (range(len(line.forms)) if "irregular" in line.marked else ())
    )


def own_forces_attack(line: Line) -> tuple[int, int] | None:
    """The tokens of troops that strike and bear no country's name: "the junta dropped bombs", "bombed by the army"."""
    for marker in line.marks("forces"):
        if any(m.kind in SAID and m.first == marker.last for m in line.speech):
            continue
        named = any(actor.last == marker.first or actor.first == marker.last for actor in line.actors)
        by = section_at(line, marker.first - 1, "by") or section_at(line, marker.first - 2, "by")
        struck = by and any(strike_at(line, at) for at in range(max(marker.first - BY_FAR, 0), marker.first))
        struck = struck or any(section_at(line, at, "struck") for at in range(marker.first - WEAPON_NEAR, marker.first))
        if not named and (struck or _strikes_behind(line, marker.last)):
            return marker.first, marker.last
    return None


def _strikes_behind(line: Line, start: int) -> bool:
    """Whether a verb of attack or launch follows within the same clause."""
    for at in range(start, min(start + WEAPON_NEAR, len(line.forms))):
        if line.kinds[at] & WALLS:
            return False
        if launches(line, at):
            return True
    return False


def accused_of(line: Line) -> ActorName | None:
    """Whom a line accuses, or who owns up: "Kyiv blamed Russia", "Hamas claimed responsibility". It parts no attacks."""
    for verb in line.speech if line.actors else ():
        if verb.kind == "accuse":
            behind = (
                actor for actor in line.actors if 0 <= actor.first - verb.last <= ACCUSED_NEAR and actor.code != ENEMY
            )
            found = next(behind, None)
        elif verb.kind == "admit" and not _not(line, verb.first):
            before = (actor for actor in line.actors if 0 <= verb.first - actor.last <= ACCUSED_NEAR)
            found = next((actor for actor in before if actor.code != ENEMY), None)
        else:
            continue
        if found is not None:
            return found
    return None


def _not(line: Line, at: int) -> bool:
    """Whether a verb is denied: "did not immediately acknowledge"."""
    return any("not" in line.kinds[i] for i in range(max(at - NOT_NEAR, 0), at))


def answering(line: Line) -> tuple[bool, ActorName | None]:
    """Whether a line says that somebody strikes back, and who: "Hours later Islamabad answered"."""
    for at in range(len(line.forms)) if "counter" in line.marked else ():
        if not section_at(line, at, "counter") or at in answered(line):
            continue
        before = [a for a in line.actors if a.last <= at and at - a.last <= VERB_NEAR and a.code != ENEMY]
        if before:
            return True, before[-1]
        behind = [actor for actor in line.actors if at <= OPENING and 0 < actor.first - at <= OPENING]
        if behind and behind[0].kind == "country" and behind[0].code != ENEMY:
            return True, behind[0]  # "In retaliation, Hezbollah fired"
        if any(m.kind == "role.military" and 0 <= at - m.last <= VERB_NEAR for m in line.speech):
            return True, None
    return False, None
