"""What the words of a text can say, without context."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from saksi.model.page import Page, Sentence, Span


class Part(NamedTuple):
    """One piece of the reason for a value: where it stands, what it was read as, by which rule."""

    start: int
    end: int
    reading: str
    rule: str


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """A number as it is said. `count` the number itself or None; `low`/`high` what the words allow."""

    count: int | None
    bound: str
    low: int | None
    high: int | None

    @classmethod
    def said(cls, count: int | None, bound: str) -> Quantity:
        """The quantity that a number with a qualifier makes; vague words have no number.

        Bounds: what the words allow and no more; "about" allows either side, so it bounds neither. Vague words:
        dozens 20-99, hundreds 200-999, thousands from 2,000, several from 2, some from 1.

        >>> Quantity.said(12, "at_least")
        Quantity(count=12, bound='at_least', low=12, high=None)
        """
        if count is None:
            return cls(None, bound, *_VAGUE.get(bound, (None, None)))
        if bound == "exact":
            return cls(count, bound, count, count)
        low, high = {
            "at_least": (count, None), "more_than": (count + 1, None),
            "nearly": (None, count - 1), "up_to": (None, count), "fewer_than": (None, count - 1),
        }.get(bound, (None, None))  # fmt: skip
        return cls(count, bound, low, high)


_VAGUE: dict[str, tuple[int | None, int | None]] = {
    "dozens": (20, 99), "hundreds": (200, 999), "thousands": (2000, None), "several": (2, None), "some": (1, None),
}  # fmt: skip


class Counted(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A number with what it counts, as one phrase of a line. Positions are token numbers of the `Line`.

    `first`..`last` (exclusive) is the phrase with qualifier and unit, `number` where the number itself stands.
    `sort` is what is counted: person, weapon, thing, unknown (a noun of no table) or None (nothing said); `unit` the
    group, weapon or kind of thing. `marks`: part (of the total before), of_them, other (further ones), each
    (distributive), implicit (no numeral: a singular noun), article (one, said by an article that stands for a person),
    people (a collective numeral), whole (the M of "N of M"),
    fraction_of (the N of it), fronted. `refused` is a word of `slots.REFUSALS` where it can be no claim.
    """

    first: int
    last: int
    number: tuple[int, int]
    quantity: Quantity
    sort: str | None = None
    unit: str | None = None
    marks: frozenset[str] = frozenset()
    refused: str | None = None
    why: str = ""
    rule: str = ""
    parts: tuple[Part, ...] = ()


class Cue(NamedTuple):
    """A word or phrase that opens a slot. `way` is how it takes its number: active, affected, either, noun."""

    first: int
    last: int
    slot: str
    way: str
    extra: str | None
    words: str


class Marker(NamedTuple):
    """A small word or mark that joins, parts, negates or bounds: `kind` is its section in grammar.toml."""

    first: int
    last: int
    kind: str


class Noun(NamedTuple):
    """A person, weapon or thing named without a number. `one` says that its form is singular."""

    first: int
    last: int
    sort: str
    unit: str
    one: bool


class TimeWords(msgspec.Struct, frozen=True, gc=False):
    """A time as worded, not yet counted from anything.

    `fields` are what the words say: year, month, day, weekday (Monday 0), days (from the day of writing), night
    ("last": the night before; "to": the night that ends on the day), part, hour, minute, zone (minutes from UTC or
    "local"), same, coarse. `grain` is the finest of them. `until` closes an interval that the words open.
    """

    span: Span
    words: str
    grain: str
    fields: dict[str, int | str]
    until: TimeWords | None = None
    flags: tuple[str, ...] = ()


class Place(msgspec.Struct, frozen=True, gc=False):
    """A place: English name by official romanisation, GeoNames id or None, country ISO 3166-1 alpha-2, time zone name."""

    name: str
    id: int | None
    lat: float | None
    lon: float | None
    precision: str
    country: str
    timezone: str | None = None
    parents: tuple[str, ...] = ()
    note: str | None = None


class PlaceName(msgspec.Struct, frozen=True, gc=False):
    """A place named in a line at tokens first..last (exclusive): what it can be, best first.

    `head` is the word for its kind that stands by it; `thin` says that the name is also another word.
    """

    first: int
    last: int
    candidates: tuple[Place, ...]
    head: str | None = None
    thin: bool = False


class ActorName(NamedTuple):
    """A state or armed group named at a token: `kind` country (itself), of (an adjective before what is its), owner
    (behind the weapon or strike
    that is its) or people (behind those who are its)."""

    first: int
    last: int
    code: str
    name: str
    kind: str


class Line(msgspec.Struct, frozen=True, gc=False):
    """One sentence as the rooms see it: its tokens (line breaks left out) and all that its words can say.

    `small` are the markers that begin at each token, as (tokens, kind), `kinds` their kinds alone, with one empty place
    behind the last; `marked` all kinds together, so that a question after a rare one ends at once.
    """

    sentence: Sentence
    forms: list[str]
    starts: list[int]
    ends: list[int]
    counted: tuple[Counted, ...]
    cues: tuple[Cue, ...]
    small: tuple[tuple[tuple[int, str], ...], ...]
    nouns: tuple[Noun, ...]
    kinds: tuple[frozenset[str], ...]
    marked: frozenset[str] = frozenset()
    scopes: tuple[tuple[int, int, str], ...] = ()
    times: tuple[TimeWords, ...] = ()
    places: tuple[PlaceName, ...] = ()
    actors: tuple[ActorName, ...] = ()
    speech: tuple[Marker, ...] = ()
    alerts: tuple[Marker, ...] = ()
    damage: tuple[Marker, ...] = ()
    records: tuple[Marker, ...] = ()
    sources: tuple[Marker, ...] = ()
    capitals: frozenset[int] = frozenset()
    free_order: bool = False

    def span(self, first: int, last: int) -> Span:
        """Code points of the tokens first..last (exclusive)."""
        return Span(self.starts[first], self.ends[last - 1])

    def marks(self, *kinds: str) -> tuple[Marker, ...]:
        """The markers of some kinds from left to right."""
        if self.marked.isdisjoint(kinds):
            return ()
        return tuple([
            Marker(at, at + length, kind) for at, here in enumerate(self.small) for length, kind in here if kind in kinds
        ])  # fmt: skip

    def named(self, sort: str) -> list[tuple[int, int]]:
        """Where people, weapons or things stand, counted or not: tokens first..last (exclusive)."""
        nouns = [(noun.first, noun.last) for noun in self.nouns if noun.sort == sort]
        return nouns + [(item.first, item.last) for item in self.counted if item.sort == sort]

    def in_the(self, at: int) -> bool:
        """Whether "in the" stands before a token with one word between: "in the worst-hit (district)"."""
        return at > 2 and "definite_before" in self.kinds[at - 2] and "in" in self.kinds[at - 3]


class Mentions(msgspec.Struct, frozen=True, gc=False):
    """What the words of a page say, without context: a line for each sentence that is read."""

    page: Page
    lines: tuple[Line, ...]
    numbers: int
