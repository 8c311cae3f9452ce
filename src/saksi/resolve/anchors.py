"""The day that a document's time words are counted from, and how it is known."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from saksi.model import Line, Mentions
from saksi.resolve.times import day_of, doubts

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class Base(NamedTuple):
    """`day` to count from, or None; `basis` as in the output contract for times counted from it."""

    day: date | None
    basis: str


def base_of(mentions: Mentions) -> Base:
    """The publication day; else that of a dateline, a caption, a day stated in full in the body; else none.

    A year alone ("since the invasion of 2022") dates nothing, nor does a date whose weekday is wrong.
    """
    published = published_day(mentions.page.document.published)
    if published is not None:
        return Base(published, "counted_from_published")
    for roles, basis in ((("dateline", "byline"), "counted_from_dateline"), (("caption",), "counted_from_caption")):
        day = _stated(mentions.lines, roles)
        if day is not None:
            return Base(day, basis)
    return Base(None, "unknown")


def published_day(published: str | None) -> date | None:
    """The day of an ISO 8601 publication time; None where less than the day is known."""
    match = _DAY.match(published or "")
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _stated(lines: tuple[Line, ...], roles: tuple[str, ...]) -> date | None:
    """The latest day stated in full in lines of these roles."""
    days = [
        day
        for line in lines
        if line.sentence.role in roles
        for words in line.times
        if not doubts(words) and (day := day_of(words, None)[0]) is not None
    ]
    return max(days) if days else None
