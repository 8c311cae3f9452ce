"""What mentions mean in this document: days, sites, whose word, and the attacks that its lines open."""

from __future__ import annotations

from datetime import date

from saksi.model import Line, LineScene, Mentions, PlaceName, Scene, TimeWords, When
from saksi.resolve.anchors import Base, base_of
from saksi.resolve.attacks import Group, attack_of, gather, is_background
from saksi.resolve.carried import carry
from saksi.resolve.credits import credits_of
from saksi.resolve.moments import moments
from saksi.resolve.periods import periods_of
from saksi.resolve.sites import home_of, sites_of
from saksi.resolve.times import when_of


def resolve(mentions: Mentions) -> Scene:
    """The scene of a page: its lines with what they mean, and its attacks in order of appearance."""
    document, lines = mentions.page.document, mentions.lines
    base, home = base_of(mentions), home_of(lines)
    credits = carry(lines, [credits_of(line, document.text) for line in lines], document.text)
    sites = [sites_of(line, own, home) for line, own in zip(lines, credits, strict=True)]
    groups = gather(lines, credits, sites, base)
    group_of = {id(told.line): group for group in groups for told in group.told}
    older = {group.number for group in groups if is_background(groups, group)}
    zone = _zone(sites)
    attacks = tuple(attack_of(group, base, document.published, zone, group.number in older) for group in groups)
    own_groups = [group_of.get(id(line)) or (groups[0] if groups else None) for line in lines]
    whens = [_whens(line, base, group, zone) for line, group in zip(lines, own_groups, strict=True)]
    as_of = moments(lines, whens)
    first_day = groups[0].day if groups else None
    scenes = tuple(
        LineScene(
            line=line, whens=whens[at], sites=sites[at], credits=tuple(credits[at]), as_of=as_of[at],
            attack=own_groups[at].number if own_groups[at] else None,
            earlier=own_groups[at] is not None and own_groups[at].number in older,
            periods=periods_of(line, first_day or base.day),
            flags=own_groups[at].flags_of(line) if own_groups[at] else (),
        )
        for at, line in enumerate(lines)
    )  # fmt: skip
    return Scene(mentions, scenes, attacks)


def _zone(sites: list[tuple[PlaceName, ...]]) -> str | None:
    """The time zone of the first site that has one."""
    return next((name.candidates[0].timezone for own in sites for name in own if name.candidates[0].timezone), None)


def _whens(line: Line, base: Base, group: Group | None, zone: str | None) -> tuple[tuple[TimeWords, When], ...]:
    """The times of a line; a clock without a day is of the day of its attack."""
    day: date | None = group.day if group is not None else None
    return tuple((words, when_of(words, base.day, base.basis, zone, day, day)) for words in line.times)
