"""When a figure was told, as a period that can be put in order with others."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

HOUR = 60
_YEAR, _MONTH, _DAY = 4, 7, 10
_EPOCH = datetime(1, 1, 1, tzinfo=UTC)


class Period(NamedTuple):
    """First and last minute, counted from year 1 in UTC. A day without a clock is the whole day."""

    first: int
    last: int

    def before(self, other: Period) -> bool:
        """Whether this ended before the other began."""
        return self.last < other.first


@lru_cache(maxsize=4096)
def period(iso: str | None) -> Period | None:
    """The period of an ISO 8601 time as precise as it is known; None where it is none.

    >>> period("2025-04-24").before(period("2025-04-25T08:00+03:00")), period("T08:00"), period(None)
    (True, None, None)
    """
    if not iso:
        return None
    try:
        if len(iso) > _DAY:
            moment = datetime.fromisoformat(iso)
            minute = _minutes(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
            return Period(minute, minute)
        first, last = _days(iso)
    except (ValueError, OverflowError):
        return None
    return Period(_minutes(_midnight(first)), _minutes(_midnight(last)) + 24 * HOUR - 1)


def _days(iso: str) -> tuple[date, date]:
    if len(iso) == _DAY:
        day = date.fromisoformat(iso)
        return day, day
    if len(iso) == _MONTH:
        first = date.fromisoformat(f"{iso}-01")
        return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    if len(iso) == _YEAR:
        return date(int(iso), 1, 1), date(int(iso), 12, 31)
    raise ValueError(iso)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _minutes(moment: datetime) -> int:
    return int((moment - _EPOCH).total_seconds()) // 60
