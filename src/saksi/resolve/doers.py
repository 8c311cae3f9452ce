"""Whether a name is the doer of a strike by the words around it: its weapon, its verb, its forces, a "by"."""

from __future__ import annotations

from collections.abc import Callable

from saksi.model import ActorName, Cue, Line, Noun
from saksi.resolve.words import between, forces_strike, near, section_at
from saksi.slots import HARM

ASIDE = 9  # tokens of an aside that cites somebody
WEAPON_NEAR = 3  # tokens between whose and the weapon: "Russian Shahed-type attack drones"
VERB_NEAR = 7  # tokens between an attacker and the verb of attack: "Russia's army has again struck"
BY_NEAR = 1
BY_FAR = 6  # tokens between a word of attack and "by"
TARGET_NEAR = 3
STRUCK_NEAR = 2
FORCES_NEAR = 2  # tokens behind whose in which the forces stand: "Russian occupation troops"
ROLE_NEAR = 4  # tokens of the longest name of a ministry before whose it is
SAID = frozenset({"say", "tell"})
SPOKEN = SAID | {"according", "relay", "accuse"}
OBJECTS = frozenset({"in", "from", "on_target", "with"})
WALLS = frozenset({"comma", "semicolon", "stop", "colon", "but", "relative", "open", "close", "dash"})


def of_weapon(line: Line, actor: ActorName, home: str | None) -> bool:
    """ "Russian drones", "Israeli strikes", "Russian forces shelled": whose, with a weapon, a strike or its verb
    behind it.
    """
    high = next((at for at in range(actor.last, len(line.forms)) if "function" in line.kinds[at]), len(line.forms))
    high = min(actor.last + WEAPON_NEAR, high)
    if any(item.sort == "weapon" and item.first <= actor.first <= item.last for item in line.counted):
        return not _brought_down(line, actor.last)
    armed = [first for first, _ in line.named("weapon") if actor.last <= first <= high]
    if armed:
        stopped = any(actor.last <= cue.first < min(armed) and cue.slot == "intercepted" for cue in line.cues)
        told = any(actor.last <= verb.first < min(armed) and verb.kind in SPOKEN for verb in line.speech)
        return not (stopped or told or _walled(line, actor.last, min(armed)) or _brought_down(line, actor.last))
    if any(section_at(line, at, "attack") for at in range(actor.last, high)):
        return True
    return _strike_of_forces(line, actor) or _verb_behind(line, actor)


def group_weapon(line: Line, actor: ActorName, home: str | None) -> bool:
    """ "An RSF artillery strike": an armed group's name stands before what is its, as an adjective of a state does."""
    return len(actor.code) != len("RU") and not _is_object(line, actor) and of_weapon(line, actor, home)


def own_forces(line: Line, actor: ActorName) -> bool:
    """Whether a name is of a state's forces: "the Israeli army", «Минобороны РФ», or the forces' own name (ЦАХАЛ)."""
    if forces_at(line, actor.first) or any(
        m.kind == "role.military" for m in near(line.speech, actor.first, actor.last)
    ):
        return True
    roles = [
        m for m in near(line.speech, actor.first - ROLE_NEAR, actor.last + FORCES_NEAR) if m.kind == "role.military"
    ]
    if actor.kind == "of":
        return any(actor.last <= m.first for m in roles)
    return actor.kind in ("owner", "country") and any(m.last == actor.first for m in roles)


def forces_at(line: Line, at: int) -> bool:
    return section_at(line, at, "forces")


def _strike_of_forces(line: Line, actor: ActorName) -> bool:
    """ "обстрел российской армии", "атаки, осуществляемые российскими войсками": forces right behind a noun of attack,
    with nothing between that would make them its target.
    """
    if not line.free_order or not any(forces_at(line, at) for at in range(actor.first, actor.last + FORCES_NEAR)):
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
    if not line.free_order and forces_at(line, actor.first - 1) and _strike_before(line, actor.first - 1):
        return True  # "serangan militer Israel"
    if before and section_at(line, before[-1], "of") and any(noun.last == before[-1] for noun in _weapons(line)):
        return True
    if before and "function" in line.kinds[before[-1]] and not section_at(line, before[-1], "by"):
        before = range(before[0] - 1, before[0]) if before[0] else before  # "by the Rapid Support Forces"
    behind = line.kinds[actor.last]
    by = any(section_at(line, at, "by") for at in before[-1:]) and ("in" not in behind or "on_target" in behind)
    if by and any(strike_at(line, at) for at in range(max(actor.first - BY_FAR, 0), actor.first)):
        return True
    if forces_at(line, actor.first) and _strike_of_forces(line, actor):
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
    if line.free_order and actor.code != home and before and launches(line, before[-1]):
        return True
    return _verb_behind(line, actor)


def _from_group(line: Line, actor: ActorName) -> bool:
    """ "A drone attack from Hezbollah": an armed group is no place."""
    group = len(actor.code) != len("RU") and section_at(line, actor.first - 1, "from")
    return group and any(section_at(line, at, "attack") for at in range(max(actor.first - WEAPON_NEAR, 0), actor.first))


def _killed_in_strike(line: Line, actor: ActorName) -> bool:
    """ "The army (...) killed 30 people in a raid": a number of people behind the verb, then the strike."""
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


def launches(line: Line, at: int) -> bool:
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


def strike_at(line: Line, at: int) -> bool:
    return section_at(line, at, "attack") or section_at(line, at, "attack_verb")


def _verb_behind(line: Line, actor: ActorName) -> bool:
    """A launch or a verb of attack behind an actor with no other clause between; a time is stepped over."""
    timed = {at for words in line.times for at in range(*between(line, words.span))}
    armed = {at for item in line.counted if item.sort == "weapon" for at in range(item.first, item.last)}
    behind = _behind_short_name(line, actor)
    if _is_object(line, actor) or (actor.kind == "of" and any(name.first == actor.last for name in line.places)):
        return False  # "clashed with Israeli troops and fired", "in Sudan's Kordofan region, launching"
    others = {  # a country behind "in" only says where: "Hezbollah militants in Lebanon launched"
        other.first
        for other in line.actors
        if other.first >= behind and not section_at(line, other.first - 1, "in") and not backs(line, other)
    }
    steps, at = 0, _over_aside(line, behind)
    while at < len(line.forms) and steps < VERB_NEAR:
        beside = at in timed or at + 1 in timed or at - 1 in timed or at in armed
        if at in others:
            return False
        if line.kinds[at] & WALLS and not ("comma" in line.kinds[at] and beside):
            return False
        if line.kinds[at] & {"subordinate", "victim"} or any(v.first == at and v.kind == "accuse" for v in line.speech):
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


def _over_aside(line: Line, at: int) -> int:
    """The token behind an aside that cites somebody, right behind a name: "Russia, according to the mayor, struck"."""
    if not section_at(line, at, "comma"):
        return at
    end = next((i for i in range(at + 1, min(at + ASIDE, len(line.forms))) if "comma" in line.kinds[i]), None)
    cited = end is not None and any(verb.kind in SPOKEN for verb in near(line.speech, at, end))
    return end + 1 if end is not None and cited else at


def _is_object(line: Line, actor: ActorName) -> bool:
    """Whether a small word makes a name no subject: "with Israeli troops", "of the Russian army"."""
    at = actor.first - 1
    if at > 0 and not line.kinds[at] & OBJECTS and "function" in line.kinds[at]:
        at -= 1  # the article
    return at >= 0 and bool(line.kinds[at] & OBJECTS) and "by" not in line.kinds[at]


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
    return any(line.kinds[at] & WALLS for at in range(low, high))


def _owns(line: Line, actor: ActorName, home: str | None) -> bool:
    """ "drone Rusia": the name stands behind a weapon or a strike, which is its own; not "balas serangan Israel"."""
    answering = any(section_at(line, at, "counter") for at in range(max(actor.first - 2, 0), actor.first))
    return not answering and not _brought_down(line, actor.last)


def _people_of(line: Line, actor: ActorName, home: str | None) -> bool:
    """ "warga Palestina": people of a state are not that state, "jet junta Myanmar" is its own."""
    return forces_at(line, actor.first - 1) and (_strike_before(line, actor.first - 1) or _verb_behind(line, actor))


def _strike_before(line: Line, at: int) -> bool:
    """Whether a noun of attack or a weapon stands right before a token, one word between at most."""
    low = max(at - WEAPON_NEAR + 1, 0)
    return any(section_at(line, i, "attack") or i in {noun.first for noun in _weapons(line)} for i in range(low, at))


def backs(line: Line, actor: ActorName) -> bool:
    """Whether a name is of him who backs the doer: "Houthi yang didukung Iran"."""
    return any(m.last == actor.first for m in near(line.marks("backed"), actor.first - 3, actor.first))


ATTACKS: dict[str, Callable[[Line, ActorName, str | None], bool]] = {
    "country": _acts, "of": of_weapon, "owner": _owns, "people": _people_of,
}  # fmt: skip
