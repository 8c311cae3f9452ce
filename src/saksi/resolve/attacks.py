"""The attacks that a document opens: by time, country, attacker and page order; when unsure, one attack and not two.

A line opens another attack only where what it names cannot be that of the attack told so far: another time, weapons
of another
attacker, sites in another country, or a word of striking back. What only might be another is flagged and stays.
"""

from __future__ import annotations

from datetime import date, timedelta

from saksi.model import ActorName, Attack, Credited, Line, PlaceName, TimeWords, When
from saksi.resolve.anchors import Base
from saksi.resolve.attackers import accused_of, answering
from saksi.resolve.events import Event, event_of, same_day
from saksi.resolve.groups import OWN_DAYS, UNSURE, Group, Told, settled, stated
from saksi.resolve.sides import tell_sides
from saksi.resolve.sites import speakers_country
from saksi.resolve.times import CLOCKLY, when_of
from saksi.resolve.words import armed, strikes, tells
from saksi.slots import HARM

SAID = frozenset({"say", "tell", "according", "relay"})
REPORT_NEAR = 8  # tokens from "the day before" to the verb of him who reported then
TOUCHING = frozenset({"incident", "aftermath", "counter", "struck", "attack", "attack_verb"})
HEADED = 8  # tokens of a line that is only a place and a day
UNREAL = frozenset({"claimed_losses", "hypothetical", "cumulative"})


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
    headlines: list[tuple[int, Told]] = []
    of: list[Group | None] = []
    for at, (line, own, places, timed, named) in enumerate(zip(lines, credits, sites, times, attackers, strict=True)):
        if line.sentence.role == "headline":
            headlines.append((at, gathering.told(line, own, places, timed, named)))
        elif line.sentence.role in ("body", "list_item"):
            gathering.read(line, own, places, timed, named)
        of.append(gathering.current)
    for at, told in headlines:
        of[at] = gathering.announce(told)
    tell_sides(gathering.groups, lines, attackers)
    return gathering.groups, [group or gathering.first for group in of]


class Gathering:
    """The attacks of a page while its lines are read."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.groups: list[Group] = []
        self.current: Group | None = None
        self.paragraph = -1

    def told(
        self,
        line: Line,
        credits: list[Credited],
        sites: tuple[PlaceName, ...],
        times: tuple[TimeWords, ...],
        named: ActorName | None,
    ) -> Told:
        """What a line tells of an attack, after those told so far."""
        day = self.current.day if self.current is not None else None
        event = event_of(line, times, self.base, day)
        answers, answerer = answering(line) if self.current is not None else (False, None)
        if named is not None and answerer is not None and _harmed_before(line, named, answerer):
            answers, answerer = False, None
        habit = "habit" in line.marked  # what is done every day is no one attack
        doing = answerer or (None if habit or self._of_another_time(line, event) else named)
        attacker = doing.name if doing is not None else None
        state = doing.code if doing is not None and len(doing.code) == len("RU") else None
        home = speakers_country(line, credits)
        if "exchange" in line.marked:
            sites = ()  # of two that strike each other a line names no one attack's place
        return Told(
            line,
            credits,
            sites,
            event,
            attacker,
            answers,
            home,
            _reminds(line),
            state,
            _only_stopped(line),
            _aftermath(line),
        )

    def read(
        self,
        line: Line,
        credits: list[Credited],
        sites: tuple[PlaceName, ...],
        times: tuple[TimeWords, ...],
        named: ActorName | None,
    ) -> None:
        """One line of the text to its attack."""
        quiet = not (line.cues or sites or times or line.actors or "counter" in line.marked)
        told = None if quiet else self.told(line, credits, sites, times, named)
        if (
            self.current is not None
            and line.sentence.paragraph != self.paragraph
            and self.background(self.current)
            and not (told is not None and told.anchored())
        ):
            self.current = self.groups[0]
        self.paragraph = line.sentence.paragraph
        if told is None:
            return
        event, answers = told.event, told.answers
        accused = accused_of(line)
        doer = (named is not None and "habit" not in line.marked) or accused is not None
        striking = doer and strikes(line) and not any(kind in UNREAL for _, _, kind in line.scopes)
        if tells(line) or answers or striking or _opens(line, event, told.sites):
            self.current = self._place(told)
            self.current.add(told)
            if accused is not None and self.current.accused is None:
                self.current.accused = accused.name
        elif self.current is not None and (
            _lists(line, told.sites) or (_happened(line, event) and self.current.takes(told))
        ):
            self.current.add(told)

    def _of_another_time(self, line: Line, event: Event | None) -> bool:
        """Whether a line tells of a month or year before that of a dated attack: "in August Israel had struck"."""
        dated = self.current is not None and self.current.day is not None and event is None
        return dated and any(words.grain in ("month", "year") for words in line.times)

    def _place(self, told: Told) -> Group:
        """The attack of a line: the one told of, another that knows it, or a new one."""
        current = self.current
        if current is not None and not self._answered(current, told) and current.takes(told):
            return self._placed_before(current, told) or current
        if current is not None:
            known = [group for group in reversed(self.groups) if group is not current and group.takes(told)]
            found = next((group for group in known if group.knows(told)), None)
            if found is not None and not self._answered(found, told):
                return found
        group = Group(len(self.groups) + 1, self.base.day)
        group.answer = told.answers
        if told.answers and current is not None:
            group.after = current.event
        beside = {"separate"} | ({"hours_later"} if told.answers else set())
        if told.event is None and current is not None and current.event is not None and beside & set(told.line.marked):
            group.event = same_day(current.event)
        self.groups.append(group)
        return group

    def _placed_before(self, current: Group, told: Told) -> Group | None:
        """The attack on the very town of a line, where the one told of last has no town yet."""
        if told.attacker or told.answers or told.event or any(settled(place) for place in current.places.values()):
            return None
        towns = {name.candidates[0].name for name in told.sites if settled(name.candidates[0])}
        others = (group for group in reversed(self.groups) if group is not current and group.takes(told))
        return next((group for group in others if towns & set(group.places)), None) if towns else None

    def _answered(self, group: Group, told: Told) -> bool:
        """Whether a line strikes back at the side that this attack is by, or at one not named."""
        if not told.answers:
            return False
        return told.attacker is None or told.attacker != group.attacker

    def announce(self, told: Told) -> Group | None:
        """A headline: to the attack that takes it, is known by it and has its numbers, or else to the first; alone it opens
        one.
        """
        striking = told.attacker is not None and strikes(told.line)
        if not (tells(told.line) or told.event is not None or striking):
            return self.first
        taking = [group for group in self.groups if group.takes(told)]
        numbers = _numbers(told.line)
        taking.sort(key=lambda group: -len(numbers & set().union(*(_numbers(one.line) for one in group.told))))
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


def _harmed_before(line: Line, named: ActorName, answerer: ActorName) -> bool:
    """Whether a line of answering tells the harm of the attack that is answered: "Iran's answer to strikes of Israel
    that killed 78".
    """
    return named.code != answerer.code and any(
        cue.slot in HARM and cue.first > named.first > answerer.first for cue in line.cues
    )


def _numbers(line: Line) -> set[int]:
    """The numbers that a line counts, one and nought left out."""
    counts = (item.quantity.count for item in line.counted if item.refused is None)
    return {count for count in counts if count is not None and count > 1}


def _only_stopped(line: Line) -> bool:
    """Whether all that a line counts was stopped: "the air force downed 95 drones"."""
    return bool(line.cues) and all(cue.slot == "intercepted" for cue in line.cues)


def _aftermath(line: Line) -> bool:
    """Whether a line tells of what came after a strike and of no strike: "on Friday the search ended"."""
    return (
        "aftermath" in line.marked
        and "attack_verb" not in line.marked
        and not any(c.slot == "launched" for c in line.cues)
    )


def _happened(line: Line, event: Event | None) -> bool:
    """Whether a line says when it happened: "the incident was on Friday at dawn"."""
    return event is not None and event.day is not None and "incident" in line.marked


def _lists(line: Line, sites: tuple[PlaceName, ...]) -> bool:
    """Whether an item of a list says how many over which place: its head has said what of."""
    if line.sentence.role != "list_item" or not sites:
        return False
    return any(item.refused is None and item.quantity.count is not None for item in line.counted)


def _reminds(line: Line) -> bool:
    """Whether a line begins with a word that what follows was told before; "earlier, from 20:00 to 23:00" goes on."""
    if _reported_before(line):
        return True
    if not line.scopes or any(set(words.fields) <= CLOCKLY for words in line.times):
        return False
    return any(kind == "reminder" and first <= 1 for first, _, kind in line.scopes)


def _reported_before(line: Line) -> bool:
    """Whether a line tells what somebody reported the day before: "накануне губернатор сообщил об атаке"."""
    heads = [words for words in line.times if "shift" in words.fields and words.span.start <= line.starts[0]]
    if not heads or heads[0].fields["shift"] == 0 or len(heads[0].fields) > 1:
        return False
    return any(m.kind in SAID and m.first <= REPORT_NEAR for m in line.speech)


def _opens(line: Line, event: Event | None, sites: tuple[PlaceName, ...]) -> bool:
    """Whether a line without a cue tells of an attack: a time of its own with a site, a strike or a weapon beside it."""
    if event is None or any(kind in UNREAL for _, _, kind in line.scopes):
        return False
    told = bool(sites) and _touches(line) and not any(marker.kind in SAID for marker in line.speech)
    return told or strikes(line) or armed(line) or bool({"shift", "past_day"} & set(event.words.fields))


def _touches(line: Line) -> bool:
    """Whether a line tells of damage, an explosion, an alert or people in distress, or only says where and when: a
    summit on Monday is no attack."""
    return bool(line.damage or line.alerts) or not line.marked.isdisjoint(TOUCHING) or len(line.forms) <= HEADED


def is_background(groups: list[Group], group: Group) -> bool:
    """Whether an attack lies days before the page's first one, and not both are dated in full."""
    first = groups[0]
    known = first.day or first.page
    if group is first or group.day is None or known is None or group.event is None:
        return False
    both_dated = first.event is not None and stated(group.event.words) and stated(first.event.words)
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
