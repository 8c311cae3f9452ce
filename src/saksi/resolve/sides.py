"""Whom a page makes plain as the attacker of an attack whose lines name nobody: by its own words, never by the weapon.

Plain is: the state that the page names for all other attacks on that country in those days; the state whose invasion
it tells of; the state whose army speaks of the strike's target, or has no word on it; the other of two that trade
strikes. Only a state, and only on another country: within one country several may strike, and none of them is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from saksi.gazetteer import enemies, state_names
from saksi.model import ActorName, Line
from saksi.resolve.attackers import ENEMY, irregulars_attack, own_forces_attack
from saksi.resolve.doers import own_forces
from saksi.resolve.groups import OWN_DAYS, Group, undisputed
from saksi.resolve.words import answered, armed, near, strikes

WAR_NEAR = 2  # tokens between whose and the word for the invasion: "Russia's full-scale invasion"
OBJECT_NEAR = 4  # tokens behind it in which the country invaded is named
COMMENT_NEAR = 14  # tokens between an army and its word on the strike
_ENDS = frozenset({"semicolon", "stop", "but"})


class Sign(NamedTuple):
    """A state that a line shows to be at war, and the countries that the line says it is at war with (none: not said)."""

    code: str
    name: str
    against: frozenset[str]


def told_sides(attackers: list[ActorName | None], lines: Sequence[Line], home: str | None) -> list[ActorName | None]:
    """The attackers of a page's lines, where "the enemy" and "the army" are given their names."""
    return _own_armies(_unmasked(attackers, lines, home), lines, home)


def _own_armies(attackers: list[ActorName | None], lines: Sequence[Line], home: str | None) -> list[ActorName | None]:
    """ "The army", "the junta" that strikes is that of the country told of, where the page names no other state."""
    name = state_names().get(home or "")
    if home is None or name is None or home in enemies() or not any("forces" in line.marked for line in lines):
        return attackers
    told = {actor.code for actor in attackers if actor is not None}
    told |= {a.code for line in lines for a in line.actors if a.kind == "country" or own_forces(line, a)}
    if any(len(code) == len(home) for code in told - {home}):
        return attackers
    return [
        actor if actor is not None or (own := own_forces_attack(line)) is None
        else ActorName(*own, home, name, "country")
        for actor, line in zip(attackers, lines, strict=True)
    ]  # fmt: skip


def _unmasked(attackers: list[ActorName | None], lines: Sequence[Line], home: str | None) -> list[ActorName | None]:
    """The attackers of a page's lines with "the enemy" given its name: that of the country the page is about; nobody
    where the page names another attacker, or tells of a place that two countries claim.
    """
    if not any(actor is not None and actor.code == ENEMY for actor in attackers):
        return attackers
    attackers = [_enemy_of_speaker(line, actor) for line, actor in zip(lines, attackers, strict=True)]
    found = enemies().get(home or "")
    named = {actor.code for actor in attackers if actor is not None and actor.code != ENEMY}
    disputed = any(not undisputed(name.candidates[0]) for line in lines for name in line.places if name.candidates)
    if found is None or disputed or named - {found[0]}:
        return [None if actor is not None and actor.code == ENEMY else actor for actor in attackers]
    code, name = found
    return [
        actor._replace(code=code, name=name) if actor is not None and actor.code == ENEMY else actor
        for actor in attackers
    ]


def _enemy_of_speaker(line: Line, actor: ActorName | None) -> ActorName | None:
    """ "The enemy" in a line that names the army whose enemy it is: "the Russian ministry: 72 enemy drones"."""
    if actor is None or actor.code != ENEMY:
        return actor
    whose = {one.code for one in line.actors if len(one.code) == len("RU") and own_forces(line, one)}
    found = enemies().get(whose.pop()) if len(whose) == 1 else None
    return actor._replace(code=found[0], name=found[1]) if found is not None else actor


def tell_sides(groups: list[Group], lines: Sequence[Line], attackers: Sequence[ActorName | None]) -> None:
    """Attacks without a named attacker get the one that the page makes plain."""
    if any(group.attacker is None and group.accused is None for group in groups):
        signs = [sign for line in lines if line.actors for sign in (*_wars(line), *_own_word(line))]
        signs += [
            Sign(actor.code, actor.name, _countries(line) - {actor.code})
            for line, actor in zip(lines, attackers, strict=True)
            if actor is not None and "habit" in line.marked and len(actor.code) == len("RU")
        ]
        pairs = [pair for line in lines if "exchange" in line.marked and (pair := _traders(line))]
        pairs += [pair for group in groups if group.attacker and group.state for pair in _answers(group)]
        everywhere = set().union(*(_struck(group) for group in groups))
        everywhere = everywhere if len(everywhere) == 1 else set()
        for group in groups:
            if not _open(group):
                continue
            struck = _struck(group) or everywhere
            group.inherited = _beside(group, groups, struck, everywhere) or _signed(signs, struck)
        for group in groups:
            if not (group.attacker or group.accused or group.inherited or group.answer):
                group.inherited = _traded(pairs, _struck(group))
    for group in groups:
        group.attacker = group.attacker or group.accused or group.inherited


def _open(group: Group) -> bool:
    """Whether an attack is open to be told whose it was: people killed in clashes were struck by no one side, and what
    rebels or militants struck is no state's.
    """
    if group.attacker is not None or group.accused is not None or group.answer:
        return False
    struck = any(strikes(told.line) or armed(told.line) for told in group.told)
    return struck and not any(irregulars_attack(told.line) for told in group.told)


def _struck(group: Group) -> set[str]:
    """The countries struck by an attack, as far as no two claim the place."""
    return {place.country for place in group.places.values() if place.country and undisputed(place)}


def _beside(group: Group, groups: list[Group], struck: set[str], everywhere: set[str]) -> str | None:
    """The state that the page names for all other attacks on this country in those days."""
    beside = [
        other
        for other in groups
        if other.attacker is not None and struck & (_struck(other) or everywhere) and _one_time(group, other)
    ]
    named = {other.attacker for other in beside}
    abroad = all(other.state is not None and other.state not in struck | _struck(other) for other in beside)
    return named.pop() if len(named) == 1 and abroad else None


def _one_time(left: Group, right: Group) -> bool:
    """Whether two attacks are at most some days apart; one that answers is of the day of what it answers."""
    mine, other = (group.day or (group.after.day if group.after is not None else None) for group in (left, right))
    return mine is not None and other is not None and abs(mine - other) <= timedelta(days=OWN_DAYS)


def _signed(signs: list[Sign], struck: set[str]) -> str | None:
    """The one state that signs of the page show to be at war with a country struck."""
    if len(struck) != 1:
        return None
    fitting = [sign for sign in signs if sign.code not in struck and (not sign.against or sign.against & struck)]
    names = {sign.name for sign in fitting}
    return names.pop() if len(names) == 1 else None


def _traded(pairs: list[dict[str, str]], struck: set[str]) -> str | None:
    """The other of two states that trade strikes."""
    others = {name for pair in pairs if struck & set(pair) for code, name in pair.items() if code not in struck}
    return others.pop() if len(others) == 1 and len(struck) == 1 else None


def _wars(line: Line) -> list[Sign]:
    """Whose invasion a line tells of: "since Russia's full-scale invasion", "Israel's war on Gaza"."""
    found = []
    for marker in line.marks("war"):
        before = [a for a in near(line.actors, marker.first - WAR_NEAR - 1, marker.first) if a.kind == "of"]
        behind = near(line.actors, marker.last, marker.last + 1) if line.free_order and not before else ()
        for actor in (*before[-1:], *behind):
            if len(actor.code) == 2:
                found.append(Sign(actor.code, actor.name, _against(line, actor.code, marker.last)))
    return found


def _against(line: Line, code: str, start: int) -> frozenset[str]:
    """The countries named right behind a word for a war."""
    places = near(line.places, start, start + OBJECT_NEAR)
    named = {name.candidates[0].country for name in places if name.candidates}
    named |= {actor.code for actor in near(line.actors, start, start + OBJECT_NEAR) if len(actor.code) == 2}
    return frozenset(named - {code, ""})


def _countries(line: Line) -> frozenset[str]:
    """The countries of the places that a line names."""
    return frozenset(name.candidates[0].country for name in line.places if name.candidates) - {""}


def _own_word(line: Line) -> list[Sign]:
    """Whose army speaks of what it aimed at, or has not spoken: "the Russian military has not commented"."""
    found = []
    for marker in line.marks("target", "no_word"):
        before = [a for a in near(line.actors, marker.first - COMMENT_NEAR, marker.first) if own_forces(line, a)]
        if before and not any(line.kinds[at] & _ENDS for at in range(before[-1].last, marker.first)):
            actor = before[-1]
            if len(actor.code) == 2 and not any(
                a.code != actor.code for a in near(line.actors, actor.last, marker.first)
            ):
                found.append(Sign(actor.code, actor.name, frozenset()))
    return found


def _traders(line: Line) -> dict[str, str] | None:
    """The two states that a line says trade strikes; None of more."""
    named = {actor.code: actor.name for actor in line.actors}
    for name in line.places:
        if name.candidates and name.candidates[0].country:
            country = name.candidates[0].country
            named.setdefault(country, state_names().get(country, ""))
    return named if _two_states(named) else None


def _answers(group: Group) -> list[dict[str, str]]:
    """The states whose strikes an attack is told to answer, each beside its own attacker."""
    found = []
    for told in group.told:
        before = answered(told.line)
        if before and group.state is not None and group.attacker is not None:
            named = {actor.code: actor.name for actor in told.line.actors if actor.first in before}
            named.pop(group.state, None)
            found.append({**dict(list(named.items())[:1]), group.state: group.attacker})
    return [pair for pair in found if _two_states(pair)]


def _two_states(named: dict[str, str]) -> bool:
    return len(named) == 2 and all(named.values()) and all(len(code) == 2 for code in named)
