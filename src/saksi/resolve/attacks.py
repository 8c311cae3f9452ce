"""The attacks that a document opens: by time, country, attacker and page order; when unsure, one attack and not two.

A line opens another attack only where what it names cannot be that of the attack told so far: another time, weapons
of another
attacker, sites in another country, or a word of striking back. What only might be another is flagged and stays.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from saksi.model import ActorName, Attack, Credited, Line, Place, PlaceName, TimeWords, When
from saksi.resolve.anchors import Base
from saksi.resolve.attackers import accused_of, answering
from saksi.resolve.events import Event, event_of
from saksi.resolve.sites import apart, speakers_country
from saksi.resolve.times import CLOCKLY, when_of
from saksi.resolve.words import armed, strikes, tells

OWN_DAYS = 2  # days before the first attack from which an attack is background, unless both are dated in full
FAR = timedelta(hours=12)
NIGHT_OPENS, NIGHT_CLOSES = 17, 12  # a night's attack may be told by its evening and by its morning
SAID = frozenset({"say", "tell", "according", "relay"})
UNREAL = frozenset({"claimed_losses", "hypothetical", "cumulative"})
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
        self.accused: str | None = None
        self.answer = False
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
        if told.reminds and told.sites and self.places and apart(told.sites, list(self.places.values())):
            return False
        return not (self._older(told) or self._other_country(told) or self._other_time(told))

    def _older(self, told: Told) -> bool:
        """Whether a line dates an attack days before the page, while this one is told without a day: background."""
        if self.event is not None or told.event is None or told.event.day is None or self.page is None or not self.told:
            return False
        later = told.line.sentence.paragraph != self.told[0].line.sentence.paragraph
        return (later or told.reminds) and told.event.day < self.page - timedelta(days=OWN_DAYS)

    def knows(self, told: Told) -> bool:
        """Whether a line names something that this attack is known by."""
        same = told.attacker is not None and told.attacker == self.attacker
        same = same or any(place.country in told.home for place in self.places.values() if _settled(place))
        return same or any(name.candidates[0].name in self.places for name in told.sites) or self._same_time(told)

    def _same_time(self, told: Told) -> bool:
        mine, own = self.event, told.event
        if mine is None or own is None or mine.low is None or own.low is None or mine.high is None or own.high is None:
            return False
        return mine.low <= own.high and own.low <= mine.high

    def _other_country(self, told: Told) -> bool:
        """Sites in a country of which this attack has none: a wave is over one country."""
        own = {name.candidates[0].country for name in told.sites if _settled(name.candidates[0])} or told.home
        mine = {place.country for place in self.places.values() if _settled(place)}
        mine = mine or {place.country for place in self.places.values() if place.note is None}  # "fired at Israel"
        return bool(own and mine and not own & mine)

    def _other_time(self, told: Told) -> bool:
        mine, own = self.event, told.event
        if mine is None or own is None or mine.low is None or own.low is None or mine.high is None or own.high is None:
            return False
        gap = max(own.low - mine.high, mine.low - own.high)
        if gap <= timedelta(0):
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

    def add(self, told: Told) -> None:
        """Take a line in, with what it adds to what the attack is known by."""
        self.told.append(told)
        self.attacker = self.attacker or told.attacker
        for name in told.sites:
            self.places.setdefault(name.candidates[0].name, name.candidates[0])
        if told.event is not None and _tells_more(told.event, self.event, told.line):
            self.event = told.event


def _settled(place: Place) -> bool:
    """Whether a place says which country was struck: finer than a country, not disputed."""
    return place.precision != "country" and place.note is None


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
    return not _stated(known.words) or event.day == known.day


def _shared(left: Event, right: Event) -> bool:
    """Whether two times lie in one night."""
    if left.low is None or right.low is None or left.high is None or right.high is None:
        return False
    return _one_night(min(left.low, right.low), max(left.high, right.high))


def _stated(words: TimeWords) -> bool:
    return "year" in words.fields


def gather(
    lines: tuple[Line, ...],
    credits: list[list[Credited]],
    sites: list[tuple[PlaceName, ...]],
    times: list[tuple[TimeWords, ...]],
    attackers: list[ActorName | None],
    base: Base,
) -> tuple[list[Group], list[Group | None]]:
    """The attacks of a page and the attack of each line; headlines come last, since they announce what the text tells.

    `times` and `attackers` are those that each line names itself.
    """
    gathering = Gathering(base)
    told: list[Told] = []
    of: list[Group | None] = []
    for line, own, places, timed, named in zip(lines, credits, sites, times, attackers, strict=True):
        told.append(gathering.read(line, own, places, timed, named))
        of.append(gathering.current)
    for at, one in enumerate(told):
        if one.line.sentence.role == "headline":
            of[at] = gathering.announce(one)
    _same_side(gathering.groups)
    return gathering.groups, [group or gathering.first for group in of]


def _same_side(groups: list[Group]) -> None:
    """An attack without a named attacker is by the one whom the page names for all others on that country in those
    days.
    """
    for group in groups:
        if group.attacker is not None or group.accused is not None or group.answer:
            continue
        beside = [other for other in groups if other.attacker is not None and _one_war(group, other)]
        named = {other.attacker for other in beside}
        if len(named) == 1:
            group.inherited = named.pop()
    for group in groups:
        group.attacker = group.attacker or group.accused or group.inherited


def _one_war(left: Group, right: Group) -> bool:
    """Whether two attacks are on one country and at most some days apart."""
    mine = {place.country for place in left.places.values()}
    if not mine & {place.country for place in right.places.values()}:
        return False
    return left.day is not None and right.day is not None and abs(left.day - right.day) <= timedelta(days=OWN_DAYS)


class Gathering:
    """The attacks of a page while its lines are read."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.groups: list[Group] = []
        self.current: Group | None = None
        self.paragraph = -1

    def read(
        self,
        line: Line,
        credits: list[Credited],
        sites: tuple[PlaceName, ...],
        times: tuple[TimeWords, ...],
        named: ActorName | None,
    ) -> Told:
        """One line to its attack; headlines wait."""
        day = self.current.day if self.current is not None else None
        event = event_of(line, times, self.base, day)
        answers, answerer = answering(line) if self.current is not None else (False, None)
        attacker = answerer or (named.name if named is not None else None)
        told = Told(line, credits, sites, event, attacker, answers, speakers_country(line, credits), _reminds(line))
        if line.sentence.role not in ("body", "list_item"):
            return told
        if (
            self.current is not None
            and line.sentence.paragraph != self.paragraph
            and self.background(self.current)
            and not told.anchored()
        ):
            self.current = self.groups[0]
        self.paragraph = line.sentence.paragraph
        striking = named is not None and strikes(line) and not any(kind in UNREAL for _, _, kind in line.scopes)
        if tells(line) or answers or striking or _opens(line, event, sites):
            self.current = self._place(told)
            self.current.add(told)
            accused = accused_of(line)
            if accused is not None and self.current.accused is None:
                self.current.accused = accused.name
        elif self.current is not None and _lists(line, sites):
            self.current.add(told)
        return told

    def _place(self, told: Told) -> Group:
        """The attack of a line: the one told of, another that knows it, or a new one."""
        current = self.current
        if current is not None and not self._answered(current, told) and current.takes(told):
            return current
        if current is not None:
            known = [group for group in reversed(self.groups) if group is not current and group.takes(told)]
            found = next((group for group in known if group.knows(told)), None)
            if found is not None and not self._answered(found, told):
                return found
        group = Group(len(self.groups) + 1, self.base.day)
        group.answer = told.answers
        self.groups.append(group)
        return group

    def _answered(self, group: Group, told: Told) -> bool:
        """Whether a line strikes back at the side that this attack is by, or at one not named."""
        if not told.answers:
            return False
        return told.attacker is None or told.attacker != group.attacker

    def announce(self, told: Told) -> Group | None:
        """A headline: to the first attack that takes it and is known by it, or else to the first; alone it opens one."""
        if not (tells(told.line) or told.event is not None):
            return self.first
        taking = [group for group in self.groups if group.takes(told)]
        group = next((group for group in taking if group.knows(told)), taking[0] if taking else self.first)
        if group is None:
            group = Group(1, self.base.day)
            self.groups.append(group)
        if group in taking or not group.told:
            group.add(told)
        return group

    @property
    def first(self) -> Group | None:
        """The page's first attack."""
        return self.groups[0] if self.groups else None

    def background(self, group: Group) -> bool:
        """Whether an attack is older than the page's own and only told as background."""
        return is_background(self.groups, group)


def _lists(line: Line, sites: tuple[PlaceName, ...]) -> bool:
    """Whether an item of a list says how many over which place: its head has said what of."""
    if line.sentence.role != "list_item" or not sites:
        return False
    return any(item.refused is None and item.quantity.count is not None for item in line.counted)


def _reminds(line: Line) -> bool:
    """Whether a line begins with a word that what follows was told before."""
    return bool(line.scopes) and any(kind == "reminder" and first <= 1 for first, _, kind in line.scopes)


def _opens(line: Line, event: Event | None, sites: tuple[PlaceName, ...]) -> bool:
    """Whether a line without a cue tells of an attack: a time of its own with a site, a strike or a weapon beside it."""
    if event is None or any(kind in UNREAL for _, _, kind in line.scopes):
        return False
    told = bool(sites) and not any(marker.kind in SAID for marker in line.speech)
    return told or strikes(line) or armed(line) or bool({"shift", "past_day"} & set(event.words.fields))


def is_background(groups: list[Group], group: Group) -> bool:
    """Whether an attack lies days before the page's first one, and not both are dated in full."""
    first = groups[0]
    known = first.day or first.page
    if group is first or group.day is None or known is None or group.event is None:
        return False
    both_dated = first.event is not None and _stated(group.event.words) and _stated(first.event.words)
    return group.day < known - timedelta(days=OWN_DAYS) and not both_dated


def _reference(event: Event) -> date | None:
    """The day from which "the day before" was counted, so that counting again comes to the same day."""
    return event.day - timedelta(days=int(event.words.fields.get("shift", 0))) if event.day is not None else None


def attack_of(group: Group, base: Base, published: str | None, zone: str | None, background: bool) -> Attack:
    """The attack of gathered lines: its bounds in time, its attacker, its sites."""
    places = list(group.places.values())
    event = group.event
    if event is not None:
        counted = event.day if set(event.words.fields) <= {"night", "part"} and event.words.until is None else base.day
        when = when_of(event.words, counted or base.day, base.basis, zone, base.day, _reference(event))
        if when.basis == "unknown" and when.earliest is not None and not when.earliest.startswith("T"):
            when = When(when.earliest, when.latest, when.grain, base.basis)
    if event is None or when.earliest is None or when.earliest.startswith("T"):  # a clock or a night of no day
        when = When(None, published, "day", "not_after_published" if published else "unknown")
    spans = tuple(told.line.sentence.span for told in group.told[:1])
    return Attack(
        group.number, when, group.attacker, tuple(places), background, spans, (UNSURE,) if group.unsure else ()
    )
