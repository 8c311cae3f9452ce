"""Whose weapons a line tells of, and who answers whom: attackers as a line names them, never guessed."""

from __future__ import annotations

from collections.abc import Callable

from saksi.model import ActorName, Cue, Line, Noun
from saksi.resolve.words import answered, between, dateline_end, forces_strike, near, section_at
from saksi.slots import HARM

WEAPON_NEAR = 3  # tokens between whose and the weapon: "Russian Shahed-type attack drones"
VERB_NEAR = 7  # tokens between an attacker and the verb of attack: "Russia's army has again struck"
BY_NEAR = 1
BY_FAR = 6  # tokens between a word of attack and "by"
TARGET_NEAR = 3
STRUCK_NEAR = 2
NOT_NEAR = 3
MAX_ACTORS = 40  # names of one sentence that are asked
ACCUSED_NEAR = 4
DONE_BY_NEAR = 3  # tokens between "carried out by" and a name
OPENING = 4  # tokens from a word of answering at the head of a line to who answers
FORCES_NEAR = 2  # tokens behind whose in which the forces stand: "Russian occupation troops"
ROLE_NEAR = 4  # tokens of the longest name of a ministry before whose it is
BESIDE = 5  # tokens within which the name of a second doer begins
SAID = frozenset({"say", "tell"})
ENEMY = "enemy"  # the code of a name that says no more
_WALLS = frozenset({"comma", "semicolon", "stop", "colon", "but", "relative", "open", "close", "dash"})


def _done_by(line: Line, actor: ActorName) -> bool:
    """Whether a name is of him by whom a strike is said to be carried out: "serangan yang dilancarkan kelompok RSF"."""
    beside = near(line.markers, actor.first - DONE_BY_NEAR - 1, actor.first) if "done_by" in line.marked else ()
    return any(
        m.kind == "done_by"
        and not any(line.kinds[at] & _WALLS for at in range(m.last, actor.first))
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
            or _backs(line, actor)
        ):
            continue
        kind = "country" if actor.kind == "people" and len(actor.code) != len("RU") else actor.kind  # "kelompok RSF"
        if _ATTACKS[kind](line, actor, home) or _done_by(line, actor):
            return _whose_hand(line, actor) or actor
    return None


def _whose_hand(line: Line, maker: ActorName) -> ActorName | None:
    """The forces that strike with what another state made: «ВСУ пятью американскими ракетами нанесли удар»."""
    if maker.kind != "of" or "attack_verb" not in line.marked or any(cue.slot == "intercepted" for cue in line.cues):
        return None
    forces = [
        actor for actor in line.actors
        if actor.last <= maker.first and actor.code not in (maker.code, ENEMY) and _forces_at(line, actor.first)
    ]  # fmt: skip
    return forces[-1] if forces else None


def _stopped_by(line: Line, actor: ActorName) -> bool:
    """Whether a name is of him who brought the weapons down: "shot down by Ukrainian fighter jets"."""
    by = next(
        (at for at in range(actor.first - 1, max(actor.first - 1 - WEAPON_NEAR, -1), -1) if section_at(line, at, "by")),
        None,
    )
    return by is not None and any(cue.slot == "intercepted" and 0 <= by - cue.last <= BY_NEAR for cue in line.cues)


def _backs(line: Line, actor: ActorName) -> bool:
    """Whether a name is of him who backs the doer: "Houthi yang didukung Iran"."""
    return "backed" in line.marked and any(
        m.kind == "backed" and m.last == actor.first for m in near(line.markers, actor.first - 3, actor.first)
    )


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
        struck = by and any(_struck(line, at) for at in range(max(marker.first - BY_FAR, 0), marker.first))
        struck = struck or any(section_at(line, at, "struck") for at in range(marker.first - WEAPON_NEAR, marker.first))
        if not named and (struck or _strikes_behind(line, marker.last)):
            return marker.first, marker.last
    return None


def _strikes_behind(line: Line, start: int) -> bool:
    """Whether a verb of attack or launch follows within the same clause."""
    for at in range(start, min(start + WEAPON_NEAR, len(line.forms))):
        if line.kinds[at] & _WALLS:
            return False
        if _launches(line, at):
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


def _of_weapon(line: Line, actor: ActorName, home: str | None) -> bool:
    """ "Russian drones", "Israeli strikes", "Russian forces shelled": whose, with a weapon, a strike or its verb
    behind it.
    """
    high = next((at for at in range(actor.last, len(line.forms)) if "function" in line.kinds[at]), len(line.forms))
    high = min(actor.last + WEAPON_NEAR, high)
    if any(item.sort == "weapon" and item.first <= actor.first <= item.last for item in line.counted):
        return not _brought_down(line, actor.last)
    armed = [first for first, _ in line.named("weapon")]
    if any(actor.last <= first <= high for first in armed):
        stopped = any(actor.last <= cue.first < high and cue.slot == "intercepted" for cue in line.cues)
        return not _walled(line, actor.last, high) and not stopped
    if any(section_at(line, at, "attack") for at in range(actor.last, high)):
        return True
    return _strike_of_forces(line, actor) or _verb_behind(line, actor)


def own_forces(line: Line, actor: ActorName) -> bool:
    """Whether a name is of a state's forces: "the Israeli army", «Минобороны РФ», or the forces' own name (ЦАХАЛ)."""
    if _forces_at(line, actor.first) or any(
        m.kind == "role.military" for m in near(line.speech, actor.first, actor.last)
    ):
        return True
    roles = [
        m for m in near(line.speech, actor.first - ROLE_NEAR, actor.last + FORCES_NEAR) if m.kind == "role.military"
    ]
    if actor.kind == "of":
        return any(actor.last <= m.first for m in roles)
    return actor.kind in ("owner", "country") and any(m.last == actor.first for m in roles)


def _forces_at(line: Line, at: int) -> bool:
    return section_at(line, at, "forces")


def _strike_of_forces(line: Line, actor: ActorName) -> bool:
    """ "обстрел российской армии", "атаки, осуществляемые российскими войсками": forces right behind a noun of attack,
    with nothing between that would make them its target.
    """
    if not line.free_order or not any(_forces_at(line, at) for at in range(actor.first, actor.last + FORCES_NEAR)):
        return False
    for at in range(actor.first - 1, max(actor.first - 1 - WEAPON_NEAR, -1), -1):
        if section_at(line, at, "attack") and not section_at(line, at, "attack_verb"):
            return True
        if line.kinds[at] & {"in", "on_target", "from", "and"}:
            return False
    return False


def _brought_down(line: Line, at: int) -> bool:
    """Whether "Russian air defences" stand there and not weapons: an interception begins right behind."""
    return any(cue.slot == "intercepted" and cue.way == "active" and at <= cue.first <= at + 1 for cue in line.cues)


def _acts(line: Line, actor: ActorName, home: str | None) -> bool:
    """ "Russia launched", "Russia's biggest attack", "an attack by Hamas", "удар России по Киеву"."""
    if forces_strike(line, actor.last) or _killed_in_strike(line, actor):
        return True
    before = range(max(actor.first - BY_NEAR, 0), actor.first)
    if before and (section_at(line, before[-1], "in") or section_at(line, before[-1], "from")):
        return _from_group(line, actor)  # where, or where from, is not by whom
    if any(section_at(line, at, "struck") for at in range(actor.last, min(actor.last + STRUCK_NEAR, len(line.forms)))):
        return False
    if any(last == actor.first for _, last in line.named("weapon")):
        return True
    if not line.free_order and _forces_at(line, actor.first - 1) and _strike_before(line, actor.first - 1):
        return True  # "serangan militer Israel"
    if before and section_at(line, before[-1], "of") and any(noun.last == before[-1] for noun in _weapons(line)):
        return True
    if before and "function" in line.kinds[before[-1]] and not section_at(line, before[-1], "by"):
        before = range(before[0] - 1, before[0]) if before[0] else before  # "by the Rapid Support Forces"
    by = any(section_at(line, at, "by") for at in before[-1:]) and "in" not in line.kinds[actor.last]
    if by and any(_struck(line, at) for at in range(max(actor.first - BY_FAR, 0), actor.first)):
        return True
    if _forces_at(line, actor.first) and _strike_of_forces(line, actor):
        return True
    if before and section_at(line, before[-1], "attack") and not section_at(line, before[-1], "attack_verb"):
        return _whose_attack(line, actor)
    if line.forms[actor.first].endswith("'s") or line.forms[actor.last : actor.last + 1] == ["'s"]:
        others = (
            other.first for other in line.actors if other.first >= actor.last
        )  # "Yemen's Houthis claim an attack"
        high = min(actor.last + VERB_NEAR, len(line.forms), next(others, len(line.forms)))
        if any(section_at(line, at, "attack") for at in range(actor.last, high)) and not _walled(
            line, actor.last, high
        ):
            return True
    if line.free_order and actor.code != home and before and _launches(line, before[-1]):
        return True
    return _verb_behind(line, actor)


def _from_group(line: Line, actor: ActorName) -> bool:
    """ "A drone attack from Hezbollah": an armed group is no place."""
    group = len(actor.code) != len("RU") and section_at(line, actor.first - 1, "from")
    return group and any(section_at(line, at, "attack") for at in range(max(actor.first - WEAPON_NEAR, 0), actor.first))


def _killed_in_strike(line: Line, actor: ActorName) -> bool:
    """ "The RSF (...) killed 75 people in a drone strike": a number of people behind the verb, then the strike."""
    at = actor.last + 1 if section_at(line, actor.last, "close") else actor.last
    cue = next((cue for cue in near(line.cues, at, at + 1) if cue.slot in ("killed", "injured")), None)
    if cue is None or cue.way not in ("active", "either"):
        return False
    counted = near(line.counted, cue.last, cue.last + VERB_NEAR)
    behind = next((item.last for item in counted if item.sort == "person" and item.refused is None), None)
    if behind is None or _walled(line, cue.last, behind):
        return False
    strike = range(behind, min(behind + VERB_NEAR, len(line.forms)))
    return section_at(line, behind, "in") and any(_weapon_or_strike(line, i) for i in strike)


def _weapon_or_strike(line: Line, at: int) -> bool:
    return section_at(line, at, "attack") or any(noun.first <= at < noun.last for noun in _weapons(line))


def _weapons(line: Line) -> list[Noun]:
    return [noun for noun in line.nouns if noun.sort == "weapon"]


def _launches(line: Line, at: int) -> bool:
    launched = any(cue.slot == "launched" and cue.way != "affected" and cue.first <= at < cue.last for cue in line.cues)
    return launched or section_at(line, at, "attack_verb")


def _whose_attack(line: Line, actor: ActorName) -> bool:
    """Whether a name right behind a noun of attack is its doer, not its target: a state, in free order with its target
    after.
    """
    if any(name.first <= actor.first < name.last and name.candidates[0].precision != "country" for name in line.places):
        return False
    if not line.free_order:
        return True
    return any(section_at(line, at, "in") for at in range(actor.last, min(actor.last + TARGET_NEAR, len(line.forms))))


def _struck(line: Line, at: int) -> bool:
    return section_at(line, at, "attack") or section_at(line, at, "attack_verb")


def _verb_behind(line: Line, actor: ActorName) -> bool:
    """A launch or a verb of attack behind an actor with no other clause between; a time is stepped over."""
    timed = {at for words in line.times for at in range(*between(line, words.span))}
    armed = {at for item in line.counted if item.sort == "weapon" for at in range(item.first, item.last)}
    behind = _behind_short_name(line, actor)
    others = {  # a country behind "in" only says where: "Hezbollah militants in Lebanon launched"
        other.first
        for other in line.actors
        if other.first >= behind and not section_at(line, other.first - 1, "in") and not _backs(line, other)
    }
    steps, at = 0, behind
    while at < len(line.forms) and steps < VERB_NEAR:
        beside = at in timed or at + 1 in timed or at - 1 in timed or at in armed
        if at in others:
            return False
        if line.kinds[at] & _WALLS and not ("comma" in line.kinds[at] and beside):
            return False
        if section_at(line, at, "attack_verb"):
            return True
        if any(cue.first == at and (cue.slot == "intercepted" or _suffers(cue)) for cue in line.cues):
            return False
        if any(cue.first == at and cue.slot == "launched" and cue.way != "affected" for cue in line.cues):
            return True
        steps += not beside
        at += 1
    return False


def _suffers(cue: Cue) -> bool:
    """Whether whoever stands before a cue is harmed by it: "nine Palestinians were killed by"."""
    return cue.slot in HARM and cue.way in ("affected", "either")


def _behind_short_name(line: Line, actor: ActorName) -> int:
    """The token behind a name, and behind the short name that follows it in brackets: "the Rapid Support Forces (RSF)"."""
    last = actor.last
    if section_at(line, last, "open") and section_at(line, last + 2, "close"):
        return last + 3
    inside = section_at(line, actor.first - 1, "open") and section_at(line, last, "close")
    return last + 1 if inside else last


def _walled(line: Line, low: int, high: int) -> bool:
    return any(line.kinds[at] & _WALLS for at in range(low, high))


def _owns(line: Line, actor: ActorName, home: str | None) -> bool:
    """ "drone Rusia": the name stands behind a weapon or a strike, which is its own; not "balas serangan Israel"."""
    answering = any(section_at(line, at, "counter") for at in range(max(actor.first - 2, 0), actor.first))
    return not answering and not _brought_down(line, actor.last)


def _people_of(line: Line, actor: ActorName, home: str | None) -> bool:
    """ "warga Palestina": people of a state are not that state, "jet junta Myanmar" is its own."""
    return _forces_at(line, actor.first - 1) and (_strike_before(line, actor.first - 1) or _verb_behind(line, actor))


def _strike_before(line: Line, at: int) -> bool:
    """Whether a noun of attack or a weapon stands right before a token, one word between at most."""
    low = max(at - WEAPON_NEAR + 1, 0)
    return any(section_at(line, i, "attack") or i in {noun.first for noun in _weapons(line)} for i in range(low, at))


_ATTACKS: dict[str, Callable[[Line, ActorName, str | None], bool]] = {
    "country": _acts, "of": _of_weapon, "owner": _owns, "people": _people_of,
}  # fmt: skip
