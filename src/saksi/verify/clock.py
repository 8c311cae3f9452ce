"""Times of references and incidents as minutes of one clock (UTC), shown as those of Kyiv."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

KYIV = ZoneInfo("Europe/Kyiv")
HOUR, DAY = 60, 24 * 60
_EPOCH = datetime(1, 1, 1, tzinfo=UTC)
_DATE = 10


class Window(NamedTuple):
    """Minutes since year 1 in UTC, first to last."""

    first: int
    last: int

    def meets(self, other: Window) -> bool:
        """Whether they share more than their ends."""
        return self.first < other.last and other.first < self.last


def minutes(moment: datetime) -> int:
    """A moment as minutes; without an offset it is told by Kyiv's clock."""
    known = moment if moment.tzinfo else moment.replace(tzinfo=KYIV)
    return int((known - _EPOCH).total_seconds()) // 60


def local(stamp: str) -> int:
    """A time of the tally ("2025-04-24 06:30", also "6:30", or the day alone) as minutes. Raises ValueError where it is
    none."""
    date_, _, clock_ = stamp.replace("T", " ").partition(" ")
    hour, colon, rest = clock_.strip().partition(":")
    return minutes(datetime.fromisoformat(f"{date_} {hour:0>2}{colon}{rest}" if hour else date_))


def utc(stamp: str) -> int:
    """A time of the alert history, UTC where it names no offset, as minutes. Raises ValueError where it is none."""
    moment = datetime.fromisoformat(stamp)
    return minutes(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def kyiv(minute: int) -> datetime:
    """The moment by Kyiv's clock."""
    return (_EPOCH + timedelta(minutes=minute)).astimezone(KYIV)


def iso(minute: int) -> str:
    """The moment as the contract writes it: Kyiv's clock with its offset.

    >>> iso(utc("2025-04-23 21:36:19+00:00"))
    '2025-04-24T00:36+03:00'
    """
    return kyiv(minute).isoformat(timespec="minutes")


def clock(minute: int) -> str:
    """Kyiv's clock alone: "00:36"."""
    return kyiv(minute).strftime("%H:%M")


def day(minute: int) -> date:
    """The day by Kyiv's clock."""
    return kyiv(minute).date()


def window(earliest: str | None, latest: str | None) -> Window | None:
    """The hours in which an attack can have been: for a day the evening before to its own evening, because a night is
    told by its morning's date (labelling guidelines, 2); for clocks these, at least an hour. None without a day."""
    if earliest is None or len(earliest) < _DATE or earliest.startswith("T"):
        return None
    end = latest or earliest
    try:
        first = minutes(datetime.fromisoformat(earliest))
        last = minutes(datetime.fromisoformat(end)) if len(end) >= _DATE else first
    except ValueError:
        return None
    if len(earliest) == _DATE:
        first -= 6 * HOUR
    last += 18 * HOUR if len(end) == _DATE else 0
    return Window(first, max(last, first + HOUR))
