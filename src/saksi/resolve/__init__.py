"""What mentions mean in this document: days, sites, whose word, and the attacks that its lines open."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, timedelta

import msgspec

from saksi.model import Line, LineScene, Mentions, Place, Scene, TimeWords, When
from saksi.resolve.anchors import Base, base_of
from saksi.resolve.attackers import accused_of, attacker_of
from saksi.resolve.attacks import attack_of, gather, is_background
from saksi.resolve.back import back
from saksi.resolve.carried import carry
from saksi.resolve.credits import credits_of
from saksi.resolve.events import of_event
from saksi.resolve.moments import moments
from saksi.resolve.offices import taken_up
from saksi.resolve.periods import periods_of
from saksi.resolve.sides import told_sides
from saksi.resolve.sites import Sites, home_of
from saksi.resolve.speech import names_of
from saksi.resolve.times import CLOCKLY, doubts, when_of

CLOCKED = len("2025-07-04T09:00+03:00")
_CLOCKED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?[+-]\d\d:\d\d")
DAY, ALERT = timedelta(days=1), timedelta(hours=3)


def resolve(mentions: Mentions) -> Scene:
    """The scene of a page: its lines with what they mean, and its attacks in order of appearance."""
    document, lines = mentions.page.document, mentions.lines
    base, home = base_of(mentions), home_of(lines)
    named = names_of(lines)
    spoken = taken_up(lines, [credits_of(line, document.text, named) for line in lines])
    credits = carry(lines, spoken, document.text)
    credits = back(lines, credits, document.text)
    reader = Sites(home, lines)
    sites = [reader.of(line, own) for line, own in zip(lines, credits, strict=True)]
    times = [
        tuple([words for words in line.times if of_event(line, words, own)]) if line.times else ()
        for line, own in zip(lines, credits, strict=True)
    ]
    attackers = told_sides([attacker_of(line, home) for line in lines], lines, home)
    groups, own_groups = gather(lines, credits, sites, times, attackers, base)
    older = {group.number for group in groups if is_background(groups, group)}
    zone = _zone([name.candidates[0] for own in sites for name in own])
    zones = {group.number: _zone(list(group.places.values())) or zone for group in groups}
    attacks = tuple(
        attack_of(group, base, document.published, zones[group.number], group.number in older) for group in groups
    )
    hours = {attack.number: attack.when for attack in attacks}
    whens = [
        () if not line.times else _whens(line, base, zone) if group is None else tuple([
            _evening_before(words, when, line, hours[group.number], document.published)
            for words, when in _whens(line, base, zones[group.number], group.day)
        ])
        for line, group in zip(lines, own_groups, strict=True)
    ]  # fmt: skip
    began = {number: when.earliest for number, when in hours.items()}
    as_of = [
        _not_before(moment, began.get(group.number) if group is not None else None)
        for moment, group in zip(moments(lines, whens), own_groups, strict=True)
    ]
    first_day = groups[0].day if groups else None
    scenes = []
    for at, (line, group) in enumerate(zip(lines, own_groups, strict=True)):
        number = group.number if group is not None else None
        scenes.append(LineScene(
            line=line, whens=whens[at], sites=sites[at], credits=tuple(credits[at]), as_of=as_of[at], attack=number,
            events=times[at], attacker=attackers[at] or accused_of(line),
            earlier=number in older, periods=periods_of(line, first_day or base.day) if line.times else (),
            flags=group.flags_of(line) if group is not None else (),
        ))  # fmt: skip
    return Scene(mentions, tuple(scenes), attacks)


def _not_before(moment: str | None, began: str | None) -> str | None:
    """A toll's clock without a day is of the day after where its attack had not yet begun: "as of 9:00" after an
    evening.
    """
    if moment is None or began is None or len(moment) != len(began) or len(moment) < CLOCKED or moment >= began:
        return moment
    return (datetime.fromisoformat(moment) + timedelta(days=1)).isoformat(timespec="minutes")


def _zone(places: list[Place]) -> str | None:
    """The time zone of most of some places; the first of equals."""
    if not places:
        return None
    counted = Counter(place.timezone for place in places if place.timezone)
    return counted.most_common(1)[0][0] if counted else None


def _whens(
    line: Line, base: Base, zone: str | None, day: date | None = None
) -> tuple[tuple[TimeWords, When], ...]:  # fmt: skip
    """The times of a line; a clock without a day is of the day of its attack."""
    return tuple([_when(words, base, zone, day) for words in line.times])


def _evening_before(
    words: TimeWords, when: When, line: Line, attack: When, published: str | None
) -> tuple[TimeWords, When]:
    """A clock without a day of a night's attack is of the evening before, not of the evening after: the siren's, and
    any that is later than the page itself. An alert may sound some hours before the attack.
    """
    bare = "hour" in words.fields and set(words.fields) <= CLOCKLY
    if not bare or not all(map(_clocked, (when.earliest, when.latest, attack.earliest, attack.latest))):
        return words, when
    (first, last), (begins, ends) = _moments(when), _moments(attack)
    late = _clocked(published) and first > datetime.fromisoformat(published or "")
    if first <= ends or not (line.alerts or late) or not begins - ALERT <= first - DAY <= ends:
        return words, when
    earliest, latest = ((moment - DAY).isoformat(timespec="minutes") for moment in (first, last))
    return words, msgspec.structs.replace(when, earliest=earliest, latest=latest)


def _clocked(moment: str | None) -> bool:
    return _CLOCKED.fullmatch(moment or "") is not None


def _moments(when: When) -> tuple[datetime, datetime]:
    return datetime.fromisoformat(when.earliest or ""), datetime.fromisoformat(when.latest or "")


def _when(words: TimeWords, base: Base, zone: str | None, day: date | None) -> tuple[TimeWords, When]:
    """A time with what it means; one that cannot be is flagged and means nothing."""
    flags = doubts(words)
    if flags:
        words = msgspec.structs.replace(words, flags=(*words.flags, *flags))
        return words, When(None, None, words.grain, "unknown")
    told = day - timedelta(days=int(words.fields["shift"])) if day is not None and "shift" in words.fields else day
    night = set(words.fields) <= {"night", "part"} and "night" in words.fields and words.until is None
    return words, when_of(words, day if night and day is not None else base.day, base.basis, zone, day, told)
