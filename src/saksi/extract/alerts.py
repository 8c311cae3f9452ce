"""The air-raid alert in prose: when it sounded, when it ended, how long it lasted, where; bounds where only one side is known."""

from __future__ import annotations

from typing import NamedTuple

from saksi.extract.claims import claim_id
from saksi.extract.told import Stretch, gap, longest
from saksi.model import Claim, Counted, Line, LineScene, Marker, Scene, Span, TimeWords, When

REACH = 10  # tokens between the siren and its verb
NEAR_TIME = 12  # tokens between an alert's verb and its time
BESIDE = 3  # tokens between a siren and a length that belongs to it without a verb ("nine hours of alert")
SLOTS = {"start": "alert_started", "end": "alert_ended", "clear": "alert_ended", "lasted": "alert_lasted"}
TOLD = frozenset({"body", "list_item", "headline"})


class Clock(NamedTuple):
    """A time of a line at tokens first..last (exclusive), with what it means."""

    first: int
    last: int
    words: TimeWords
    when: When


class Event(NamedTuple):
    """What befell an alert: tokens first..last (exclusive) hold the siren and its verb `word`; `kind` is the verb's."""

    first: int
    last: int
    kind: str
    word: Marker


def alert_claims(scene: Scene) -> list[Claim]:
    """Alert claims of the body: a siren with a word of its start, its end or its length in one sentence.

    "From 8 p.m. until 9 a.m." gives a start and an end; the all clear is an end without a siren.
    """
    claims: list[Claim] = []
    for place in scene.lines:
        if place.line.alerts and place.line.sentence.role in TOLD:
            claims.extend(_of_line(scene, place))
    return claims


def _of_line(scene: Scene, place: LineScene) -> list[Claim]:
    line = place.line
    sirens = longest(line.alerts, "siren")
    events = _events(line, sirens)
    clocks = _clocks(place)
    claims: list[Claim] = []
    for number, event in enumerate(events):
        clock = _own(event, number, events, clocks)
        if event.kind != "end" and event.kind != "clear" and clock is not None and clock.words.until is not None:
            for slot, at in (("alert_started", clock.when.earliest), ("alert_ended", clock.when.latest)):
                claims.append(
                    _claim(scene, place, slot, event, clock, When(at, at, clock.when.grain, clock.when.basis))
                )
        elif event.kind == "lasted":
            length = _length(line, event, NEAR_TIME)
            if length is not None:
                claims.append(_lasted(scene, place, event, length))
        else:
            when = _bounded(line, event, clock) if clock is not None else None
            claims.append(_claim(scene, place, SLOTS[event.kind], event, clock, when))
            if event.kind == "start" and not any(other.kind in ("end", "clear") for other in events):
                claims.extend(_until(scene, place, event, clock, clocks))
    for siren in sirens if not events else ():
        length = _length(line, siren, BESIDE)
        if length is not None:
            claims.append(_lasted(scene, place, Event(siren.first, siren.last, "lasted", siren), length))
    return claims


def _events(line: Line, sirens: list[Marker]) -> list[Event]:
    """The events in order of their verbs: a siren takes one verb of each kind, the nearest."""
    found = [Event(verb.first, verb.last, verb.kind, verb) for verb in longest(line.alerts, "clear")]
    taken: set[tuple[int, int] | tuple[int, str]] = set()
    pairs = [
        (gap(siren, verb), verb, siren) for verb in longest(line.alerts, "start", "end", "lasted") for siren in sirens
    ]
    for _, verb, siren in sorted(pair for pair in pairs if 0 <= pair[0] <= REACH):
        if (siren.first, verb.kind) not in taken and (verb.first, verb.last) not in taken:
            taken |= {(siren.first, verb.kind), (verb.first, verb.last)}
            found.append(Event(min(siren.first, verb.first), max(siren.last, verb.last), verb.kind, verb))
    return sorted(found, key=lambda event: event.word)


def _clocks(place: LineScene) -> list[Clock]:
    line = place.line
    clocks = []
    for words, when in place.whens:
        first = next((i for i, at in enumerate(line.starts) if at >= words.span.start), 0)
        last = next((i for i, at in enumerate(line.ends) if at >= words.span.end), first) + 1
        clocks.append(Clock(first, last, words, when))
    return clocks


def _own(event: Event, number: int, events: list[Event], clocks: list[Clock]) -> Clock | None:
    """The time nearest the verb of an event that stands nearer to no other verb; of two as near, the first one's."""

    def nearer(other: Event, at: int, clock: Clock) -> bool:
        theirs, own = gap(other.word, clock), gap(event.word, clock)
        return theirs < own or (theirs == own and at < number)

    near = [
        clock
        for clock in clocks
        if gap(event.word, clock) <= NEAR_TIME
        and not any(nearer(other, at, clock) for at, other in enumerate(events) if at != number)
    ]
    return min(near, key=lambda clock: gap(event.word, clock), default=None)


def _until(scene: Scene, place: LineScene, event: Event, own: Clock | None, clocks: list[Clock]) -> list[Claim]:
    """The end of an alert told with its start: "wailed from 8 p.m. until shortly before 9 a.m."."""
    for clock in clocks:
        if own is not None and clock.first >= own.last and "before" in _opened(place.line, clock.first):
            when = When(None, clock.when.latest, clock.when.grain, clock.when.basis)
            return [
                _made(
                    scene,
                    place,
                    "alert_ended",
                    _joined(place.line.span(event.first, event.last), clock.words.span),
                    clock.words.span,
                    when,
                )
            ]
    return []


def _length(line: Line, event: Stretch, reach: int) -> Counted | None:
    """The duration nearest an event."""
    near = [one for one in line.counted if one.refused == "duration" and gap(event, one) <= reach]
    return min(near, key=lambda one: gap(event, one), default=None)


def _bounded(line: Line, event: Event, clock: Clock) -> When:
    """A time after or before which it was: "shortly after 1 a.m."; the time of what came after the siren bounds it from above."""
    when = clock.when
    opening = _opened(line, clock.first)
    if "after" in opening:
        return When(when.earliest, None, when.grain, when.basis)
    if "before" in opening:
        return When(None, when.latest, when.grain, when.basis)
    siren = _opened(line, event.first) if clock.last <= event.first or clock.first >= event.last else set()
    if "after" in siren:
        return When(None, when.latest, when.grain, when.basis)
    if "before" in siren and event.kind == "start":
        return When(when.earliest, None, when.grain, when.basis)
    return when


def _opened(line: Line, at: int) -> set[str]:
    """Whether "after" or "before" stands right before a token."""
    return {m.kind for m in line.alerts if m.kind in ("after", "before") and at - BESIDE <= m.first < m.last <= at}


def _lasted(scene: Scene, place: LineScene, event: Event, length: Counted) -> Claim:
    """The claim of a length: number, qualifier and unit are its words."""
    line = place.line
    start = min((part.start for part in length.parts), default=line.starts[length.first])
    words = Span(start, line.ends[min(length.last, len(line.ends) - 1)])
    return _made(scene, place, "alert_lasted", _joined(line.span(event.first, event.last), words), words, None)


def _claim(scene: Scene, place: LineScene, slot: str, event: Event, clock: Clock | None, when: When | None) -> Claim:
    span = place.line.span(event.first, event.last)
    if clock is None:
        return _made(scene, place, slot, span, None, None)
    if gap(event.word, clock) <= BESIDE or gap(event, clock) <= BESIDE:
        span = _joined(span, clock.words.span)
    return _made(scene, place, slot, span, clock.words.span, when)


def _joined(left: Span, right: Span) -> Span:
    return Span(min(left.start, right.start), max(left.end, right.end))


def _made(scene: Scene, place: LineScene, slot: str, span: Span, words: Span | None, when: When | None) -> Claim:
    document = scene.mentions.page.document
    value = document.quote(words) if words is not None else None
    return Claim(
        id=claim_id(document.id, slot, span, value or ""), document_id=document.id, slot=slot, what=None, span=span,
        quote=document.quote(span), rule="alert", language=place.line.sentence.language, value_words=value, when=when,
        attack=place.attack, credit=place.credits[0].credit if place.credits else None,
        place=place.sites[0].candidates[0] if place.sites else None, flags=place.line.sentence.flaws,
    )  # fmt: skip
