"""The attacks that a document opens: by day, attacker and page order; when unsure, one attack and not two.

A line opens another attack only where it names a day that cannot be that of the attack told so far, or weapons of
another attacker. The day of speech ("the mayor said on Friday") opens nothing.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from saksi.model import ActorName, Attack, Credited, Line, LineScene, Place, TimeWords, When
from saksi.resolve.anchors import Base
from saksi.resolve.sites import finest
from saksi.resolve.times import CLOCKLY, day_of, mismatched, when_of
from saksi.resolve.words import section_at, strikes, tells

NEAR_SPEECH = 3
LAUNCH_NEAR = 4


class Told(NamedTuple):
    """What one line says of its attack."""

    line: Line
    credits: list[Credited]
    sites: tuple  # type: ignore[type-arg]
    words: TimeWords | None
    day: date | None
    attacker: str | None


class Group:
    """One attack while it is gathered."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.words: TimeWords | None = None
        self.days: tuple[date, date] | None = None
        self.stated = False
        self.attacker: str | None = None
        self.told: list[Told] = []
        self.flags: tuple[str, ...] = ()

    def takes(self, told: Told) -> bool:
        """Whether a line can be of this attack."""
        if told.attacker and self.attacker and told.attacker != self.attacker:
            return False
        span = _days(told.words, told.day)
        return span is None or self.days is None or (span[0] <= self.days[1] and self.days[0] <= span[1])

    def add(self, told: Told) -> None:
        self.told.append(told)
        self.attacker = self.attacker or told.attacker
        span = _days(told.words, told.day)
        if span is not None and self.days is None:
            self.days, self.words = span, told.words
            self.stated = told.words is not None and "year" in told.words.fields
        elif self.words is None and told.words is not None and (set(told.words.fields) - CLOCKLY or strikes(told.line)):
            self.words = told.words


def _days(words: TimeWords | None, day: date | None) -> tuple[date, date] | None:
    """First and last day that time words can mean; a night has two."""
    if day is None or words is None:
        return None
    nightly = words.fields.get("night") or words.fields.get("part") in ("night", "dawn", "evening")
    if words.until is not None:
        return day - timedelta(days=1), day + timedelta(days=1)
    return (day - timedelta(days=1), day) if nightly and words.fields.get("night") else (day, day)


def told_by(line: Line, credits: list[Credited], sites: tuple, base: Base) -> Told:  # type: ignore[type-arg]
    """What a line says of its attack: its own day (not that of the speech), its attacker, its sites."""
    words = next((w for w in line.times if _of_event(line, w, credits)), None)
    day = day_of(words, base.day)[0] if words is not None and not mismatched(words) else None
    return Told(line, credits, sites, words, day, attacker_of(line))


def _of_event(line: Line, words: TimeWords, credits: list[Credited]) -> bool:
    """Whether a time can be that of the attack: a day or night, not beside a verb of speech, not "the same day", no year."""
    if words.grain in ("year", "month", "coarse") or {"same", "ago"} & set(words.fields) or words.flags:
        return False
    if line.sentence.role in ("caption", "credit_line", "chrome", "byline", "dateline"):
        return False
    first = next(i for i, start in enumerate(line.starts) if start >= words.span.start)
    last = next((i for i, end in enumerate(line.ends) if end >= words.span.end), len(line.ends) - 1) + 1
    if set(words.fields) <= {"hour", "minute", "part", "zone"} and first == 0:
        return False
    for verb in line.speech:
        if verb.kind == "say" and (0 <= first - verb.last <= NEAR_SPEECH or 0 <= verb.first - last <= 0):
            cue = min((min(abs(c.first - last), abs(first - c.last)) for c in line.cues), default=99)
            if cue > 1:
                return False
    return True


def attacker_of(line: Line) -> str | None:
    """Whose weapons a line tells of: "Russian drones", "Russia launched"; None where it does not say."""
    for actor in line.actors:
        if actor.kind == "of":
            near = any(item.sort == "weapon" and item.first <= actor.first <= item.last for item in line.counted)
            near = near or any(noun.sort == "weapon" and abs(noun.first - actor.first) <= 3 for noun in line.nouns)
            near = near or any(section_at(line, at, "attack") for at in range(max(actor.first - 2, 0), min(actor.last + 3, len(line.forms))))
        else:
            near = any(cue.slot == "launched" and cue.way != "affected" and 0 <= cue.first - actor.last <= LAUNCH_NEAR for cue in line.cues)
            near = near or any(section_at(line, at, "attack") for at in range(max(actor.first - 1, 0), actor.first))
            near = near or any(section_at(line, at, "attack_verb") for at in range(actor.last, min(actor.last + 3, len(line.forms))))
        if near:
            return actor.name
    return None


def gather(told: list[Told]) -> list[Group]:
    """Lines to attacks, in page order."""
    groups: list[Group] = []
    current: Group | None = None
    for one in told:
        if not (tells(one.line) or one.words is not None and (one.sites or strikes(one.line))):
            continue
        if current is not None and current.takes(one):
            current.add(one)
            continue
        current = next((group for group in groups if group.takes(one)), None) if current is not None and (one.day or one.attacker) else current
        if current is None or not current.takes(one):
            current = Group(len(groups) + 1)
            groups.append(current)
        current.add(one)
        if len(groups) > 1 and one.day is None and one.attacker is None:
            current = groups[0]
    return groups


def attack_of(group: Group, base: Base, published: str | None, zone: str | None) -> Attack:
    """The attack of gathered lines: its bounds in time, its attacker, its sites."""
    places: list[Place] = []
    for told in group.told:
        for name in told.sites:
            if name.candidates[0] not in places:
                places.append(name.candidates[0])
    if group.words is not None:
        when = when_of(group.words, base.day, base.basis, zone)
        if when.basis == "unknown" and when.earliest is not None and not when.earliest.startswith("T"):
            when = When(when.earliest, when.latest, when.grain, base.basis)
    else:
        when = When(None, published, "day", "not_after_published" if published else "unknown")
    return Attack(group.number, when, group.attacker, tuple(places), False, (), group.flags)


def main_place(scenes: list[LineScene], number: int) -> Place | None:
    """The place of an attack: the most exact of the first line that names one."""
    for scene in scenes:
        if scene.attack == number and scene.sites:
            return finest([name.candidates[0] for name in scene.sites])
    return None
