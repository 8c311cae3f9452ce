"""What mentions mean in this document: days, sites, whose word, and the attacks that its lines open."""

from __future__ import annotations

from datetime import date

from saksi.model import Line, LineScene, Mentions, Scene, TimeWords, When
from saksi.resolve.anchors import Base, base_of
from saksi.resolve.attacks import Group, Told, attack_of, gather, told_by
from saksi.resolve.back import back
from saksi.resolve.carried import carry
from saksi.resolve.credits import credits_of
from saksi.resolve.moments import moments
from saksi.resolve.sites import sites_of
from saksi.resolve.times import when_of


def resolve(mentions: Mentions) -> Scene:
    """The scene of a page: its lines with what they mean, and its attacks in order of appearance."""
    document = mentions.page.document
    base = base_of(mentions)
    lines, text = mentions.lines, document.text
    credits = back(lines, carry(lines, [credits_of(line, text) for line in lines], text), text)
    told = [told_by(line, own, sites_of(line, own), base) for line, own in zip(mentions.lines, credits, strict=True)]
    groups = gather(told)
    number_of = {id(one.line): group.number for group in groups for one in group.told}
    zone = _zone(told)
    attacks = tuple(attack_of(group, base, document.published, zone) for group in groups)
    main = groups[0].number if groups else None
    whens = [_whens(one.line, base, _base_in(groups, number_of.get(id(one.line)), base), zone) for one in told]
    as_of = moments(mentions.lines, whens)
    scenes = tuple(
        LineScene(
            line=one.line, whens=when, sites=one.sites, credits=tuple(one.credits), as_of=moment,
            attack=number_of.get(id(one.line), main), earlier=_earlier(groups, number_of.get(id(one.line))),
        )
        for one, when, moment in zip(told, whens, as_of, strict=True)
    )  # fmt: skip
    return Scene(mentions, scenes, attacks)


def _zone(told: list[Told]) -> str | None:
    """The time zone of the first site that has one."""
    return next((name.candidates[0].timezone for one in told for name in one.sites if name.candidates[0].timezone), None)


def _whens(line: Line, base: Base, day: date | None, zone: str | None) -> tuple[tuple[TimeWords, When], ...]:
    """The times of a line; a clock without a day is of the day of its attack."""
    return tuple((words, when_of(words, base.day, base.basis, zone, day)) for words in line.times)


def _base_in(groups: list[Group], number: int | None, base: Base) -> date | None:
    """The last day of the attack that a line tells of."""
    group = groups[number - 1] if number else (groups[0] if groups else None)
    return group.days[1] if group is not None and group.days else None


def _earlier(groups: list[Group], number: int | None) -> bool:
    """Whether an attack is older than the page's first one and only told as background: its day was not stated in full."""
    if number is None or number == 1 or not groups[0].days:
        return False
    group = groups[number - 1]
    return group.days is not None and group.days[1] < groups[0].days[0] and not (group.stated and groups[0].stated)

