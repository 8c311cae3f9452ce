"""One attack while it is gathered, and whether a line can be of it.

A line is of another attack only where what it names cannot be of this one: another time, weapons of another attacker,
sites in another country. What only might be another is flagged and stays.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from saksi.gazetteer import load
from saksi.model import Credited, Line, Place, PlaceName, TimeWords
from saksi.resolve.events import Event
from saksi.resolve.sites import apart
from saksi.resolve.times import CLOCKLY
from saksi.resolve.words import armed, strikes

OWN_DAYS = 2  # days before the first attack from which an attack is background, unless both are dated in full
SEARCH_DAYS = 7  # days within which rubble is searched and tolls grow
FAR = timedelta(hours=12)
NIGHT_OPENS, NIGHT_CLOSES = 17, 12  # a night's attack may be told by its evening and by its morning
UNSURE = "attack_unsure"


class Told(NamedTuple):
    """What one line says of its attack."""

    line: Line
    credits: list[Credited]
    sites: tuple[PlaceName, ...]
    event: Event | None
    attacker: str | None
    answers: bool = False
    home: frozenset[str] = frozenset()  # the country of the local official whose word a line without a site is
    reminds: bool = False
    state: str | None = None  # the country of an attacker that is a state (ISO 3166-1 alpha-2)
    stopped: bool = False  # of the weapons only that they were stopped
    aftermath: bool = False  # what came after the strike: search, a toll that grew

    def anchored(self) -> bool:
        """Whether a line names anything by which an attack can be known."""
        return bool(self.event or self.attacker or self.answers or self.sites)


class Group:
    """One attack while it is gathered."""

    def __init__(self, number: int, page: date | None = None) -> None:
        self.number = number
        self.page = page
        self.event: Event | None = None
        self.attacker: str | None = None
        self.inherited: str | None = None
        self.state: str | None = None
        self.accused: str | None = None
        self.answer = False
        self.after: Event | None = None  # what it answers
        self.late = False  # its day is that of a line on what came after the strike
        self.told: list[Told] = []
        self.places: dict[str, Place] = {}
        self.unsure: set[int] = set()

    def flags_of(self, line: Line) -> tuple[str, ...]:
        """The flag of a line that might be of another attack."""
        return (UNSURE,) if id(line) in self.unsure else ()

    @property
    def day(self) -> date | None:
        """The day of the attack, the last of a night."""
        return self.event.day if self.event is not None else None

    def takes(self, told: Told) -> bool:
        """Whether a line can be of this attack."""
        if told.attacker and self.attacker and told.attacker != self.attacker:
            return False
        another = told.reminds or "separate" in told.line.marked
        if another and told.sites and self.places and apart(told.sites, list(self.places.values())):
            return False
        if (
            told.reminds
            and self.event is None
            and self.told
            and told.event is not None
            and "shift" in told.event.words.fields
        ):
            return False  # told of as of the day before, while this one is of the page's day
        return not (self._older(told) or self._other_country(told) or self._own_weapons(told) or self._other_time(told))

    def _own_weapons(self, told: Told) -> bool:
        """Whether the weapons of the very country that was struck were stopped: they were fired at the other side."""
        struck = {place.country for place in self.places.values() if settled(place)}
        return told.stopped and struck == {told.state}

    def _older(self, told: Told) -> bool:
        """Whether a line dates an attack days before the page, while this one is told without a day: background."""
        dated = self.event is not None and not (told.reminds and self.event.day is None)
        if dated or told.event is None or told.event.day is None or self.page is None or not self.told:
            return False
        later = told.line.sentence.paragraph != self.told[0].line.sentence.paragraph
        return (later or told.reminds) and told.event.day < self.page - timedelta(days=OWN_DAYS)

    def knows(self, told: Told) -> bool:
        """Whether a line names something that this attack is known by."""
        same = told.attacker is not None and told.attacker == self.attacker
        same = same or any(place.country in told.home for place in self.places.values() if settled(place))
        return same or any(name.candidates[0].name in self.places for name in told.sites) or self._same_time(told)

    def _same_time(self, told: Told) -> bool:
        mine, own = self.event, told.event
        if mine is None or own is None or mine.low is None or own.low is None or mine.high is None or own.high is None:
            return False
        return mine.low <= own.high and own.low <= mine.high

    def _other_country(self, told: Told) -> bool:
        """Sites in a country of which this attack has none: a wave is over one country."""
        own = {name.candidates[0].country for name in told.sites if settled(name.candidates[0])} or told.home
        mine = {place.country for place in self.places.values() if settled(place)}
        mine = mine or {place.country for place in self.places.values() if place.note is None}  # "fired at Israel"
        return bool(own and mine and not own & mine)

    def _other_time(self, told: Told) -> bool:
        mine, own = self.event, told.event
        if own is not None and own.day is not None and own.day < self._not_before():
            return True  # an answer comes after what it answers
        if mine is None or own is None:
            return False
        if (
            mine.low is None or own.low is None or mine.high is None or own.high is None
        ):  # "that same night" has no clock
            if mine.day is None or own.day is None:
                return False
            before = "same" in mine.words.fields and own.day < mine.day and strikes(told.line)
            return before or abs(own.day - mine.day) > timedelta(days=OWN_DAYS)
        gap = max(own.low - mine.high, mine.low - own.high)
        if gap <= timedelta(0) or self._aftermath(told, own, mine):
            return False
        if gap >= FAR:
            return True
        elsewhere = bool(told.sites) and bool(self.places) and apart(told.sites, list(self.places.values()))
        harmed = bool(told.line.cues)
        if harmed and own.day != mine.day and not (_nightly(own) or _nightly(mine)):
            return True
        if "shift" in own.words.fields:
            return True
        if _one_night(min(mine.low, own.low), max(mine.high, own.high)):
            other = elsewhere and harmed
        else:
            other = (elsewhere and harmed) or strikes(told.line) or armed(told.line)
        if not other:
            self.unsure.add(id(told.line))
        return other

    def _not_before(self) -> date:
        """The first day that an attack can be of: that of what it answers."""
        return self.after.day if self.after is not None and self.after.day is not None else date.min

    def _aftermath(self, told: Told, own: Event, mine: Event) -> bool:
        """Whether the later of two times is of the search and the toll that came after the strike of the other."""
        if own.day is None or mine.day is None:
            return False
        if told.sites and self.places and apart(told.sites, list(self.places.values())):
            return False
        late, days = (told.aftermath, own.day - mine.day) if own.day > mine.day else (self.late, mine.day - own.day)
        return late and days <= timedelta(days=SEARCH_DAYS)

    def add(self, told: Told) -> None:
        """Take a line in, with what it adds to what the attack is known by."""
        self.told.append(told)
        if self.attacker is None:
            self.attacker, self.state = told.attacker, told.state
        for name in told.sites:
            self.places.setdefault(name.candidates[0].name, name.candidates[0])
        if told.event is None or (told.aftermath and self.event is not None):
            return
        if _tells_more(told.event, self.event, told.line) or (self.late and strikes(told.line)):
            self.event, self.late = told.event, told.aftermath


def settled(place: Place) -> bool:
    """Whether a place says which country was struck: finer than a country, not disputed."""
    return place.precision != "country" and undisputed(place)


def undisputed(place: Place) -> bool:
    """Whether no two countries claim a place; a note on its whole country is none on it."""
    return place.note is None or (bool(place.country) and place.note == load().country(place.country).note)


def _nightly(event: Event) -> bool:
    """Whether a time belongs to a night, which two days share."""
    fields = event.words.fields
    return (
        event.words.until is not None
        or "night" in fields
        or fields.get("part") in ("night", "dawn", "evening", "midnight")
    )


def _one_night(low: datetime, high: datetime) -> bool:
    """Whether two times lie in one night, from its evening to its morning."""
    opened = (
        low.replace(hour=NIGHT_OPENS, minute=0)
        if low.hour >= NIGHT_OPENS
        else low.replace(hour=NIGHT_OPENS) - timedelta(days=1)
    )
    return opened <= low and high <= opened + timedelta(hours=24 - NIGHT_OPENS + NIGHT_CLOSES)


def _tells_more(event: Event, known: Event | None, line: Line) -> bool:
    """Whether an event time says more than the one known: a day before none, hours before a bare day."""
    if known is None:
        return event.day is not None or bool(set(event.words.fields) - CLOCKLY) or strikes(line)
    if known.day is None:
        return event.day is not None
    if event.day is None:
        return False
    if (
        "night" in event.words.fields
        and known.words.fields.get("part") in ("evening", "dawn")
        and _shared(event, known)
    ):
        return True  # the night says more than the evening in which it begins
    if known.words.grain != "day" or event.words.grain == "day":
        return False
    return not stated(known.words) or event.day == known.day


def _shared(left: Event, right: Event) -> bool:
    """Whether two times lie in one night."""
    if left.low is None or right.low is None or left.high is None or right.high is None:
        return False
    return _one_night(min(left.low, right.low), max(left.high, right.high))


def stated(words: TimeWords) -> bool:
    return "year" in words.fields
