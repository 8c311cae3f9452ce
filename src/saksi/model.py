"""The nouns of saksi, frozen. Offsets are code points of the document's text; times are local clocks with their
offset.

No noun can hold itself, so the collector of cycles need look at none of them (`gc=False`).
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec


class Span(NamedTuple):
    """A stretch of a text: `start` inclusive, `end` exclusive, in code points."""

    start: int
    end: int


class Document(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One text as it was, with what is known about it. `published` is ISO 8601, as precise as it is known.

    `marks` are stretches that the page's own markup names: (start, end, role), role as in `Sentence.role`;
    empty for plain text.
    """

    id: str
    text_id: str
    source: str
    text: str
    sha256: str = ""
    language: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    modified: str | None = None
    author: str | None = None
    title: str | None = None
    marks: tuple[tuple[int, int, str], ...] = ()
    notes: tuple[str, ...] = ()

    def quote(self, span: Span) -> str:
        """The exact characters of `span`."""
        return self.text[span.start : span.end]


class Flaw(msgspec.Struct, frozen=True, gc=False):
    """Something wrong with a text: `name` (cut_short, machine_translated, spun, mixed_language ...), where, how it
    reads.
    """

    name: str
    span: Span
    reads: str | None = None
    why: str = ""


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """A stretch of the text with one role and one language.

    `role`: headline, byline, dateline, body, quote_line, list_item, caption, credit_line, chrome.
    `paragraph`: number of the paragraph it stands in, from 0. `flaws`: names that hold for this sentence.
    """

    span: Span
    role: str
    language: str
    paragraph: int
    flaws: tuple[str, ...] = ()


class Page(msgspec.Struct, frozen=True, gc=False):
    """A document with its sentences in order and its flaws. `language` is that of most of the body."""

    document: Document
    language: str
    sentences: tuple[Sentence, ...]
    flaws: tuple[Flaw, ...] = ()


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


class When(msgspec.Struct, frozen=True, gc=False):
    """Bounds of a time: ISO 8601 local clock with offset, a date alone, or None; `basis` as in the output contract."""

    earliest: str | None
    latest: str | None
    grain: str
    basis: str


class Credit(msgspec.Struct, frozen=True, gc=False):
    """Whose word a value is: `name` as the text has it, kind and stance as in the output contract."""

    name: str
    kind: str
    span: Span
    stance: str = "says"
    via: str | None = None


class Attack(msgspec.Struct, frozen=True, gc=False):
    """One attack of a document, numbered from 1 in order of appearance."""

    number: int
    when: When
    attacker: str | None = None
    places: tuple[Place, ...] = ()
    background: bool = False
    anchors: tuple[Span, ...] = ()
    flags: tuple[str, ...] = ()


class Refusal(msgspec.Struct, frozen=True, gc=False):
    """A number of the text that is no claim, and why."""

    span: Span
    reason: str
    why: str = ""


class Credited(NamedTuple):
    """A credit and the tokens first..last (exclusive) of its line for which it holds."""

    first: int
    last: int
    credit: Credit


class LineScene(msgspec.Struct, frozen=True, gc=False):
    """What the words of one line mean in this document.

    `whens` are its times of the event with what they mean; `sites` the places that can be where it happened; `credits`
    whose word holds for which tokens; `attack` the number of the attack it tells of; `as_of` the moment of its tolls.
    `events` are those of its times that can be the attack's; `attacker` is the name by which it tells whose attack
    it was.
    `periods` are its times of another time than the attack's: (first, last, section of scope.toml).
    """

    line: Line
    whens: tuple[tuple[TimeWords, When], ...] = ()
    sites: tuple[PlaceName, ...] = ()
    credits: tuple[Credited, ...] = ()
    attack: int | None = None
    earlier: bool = False
    as_of: str | None = None
    periods: tuple[tuple[int, int, str], ...] = ()
    events: tuple[TimeWords, ...] = ()
    attacker: ActorName | None = None
    flags: tuple[str, ...] = ()


class Scene(msgspec.Struct, frozen=True, gc=False):
    """What a page's mentions mean: its lines, and the attacks that they open, numbered from 1."""

    mentions: Mentions
    lines: tuple[LineScene, ...]
    attacks: tuple[Attack, ...]


class Person(msgspec.Struct, frozen=True, gc=False):
    """A person named or told of."""

    name: str | None = None
    age: int | None = None
    sex: str | None = None
    role: str | None = None
    private: bool = True


class Claim(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One value, in one slot, at one place of one document, on somebody's word."""

    id: str
    document_id: str
    slot: str
    what: str | None
    span: Span
    quote: str
    rule: str
    language: str
    value_words: str | None = None
    quantity: Quantity | None = None
    how: str | None = None
    when: When | None = None
    attack: int | None = None
    scope: str = "this_attack"
    place: Place | None = None
    as_of: str | None = None
    credit: Credit | None = None
    person: Person | None = None
    parts: tuple[Part, ...] = ()
    flags: tuple[str, ...] = ()


class Reading(msgspec.Struct, frozen=True, gc=False):
    """All that was read in one document."""

    page: Page
    claims: tuple[Claim, ...]
    refusals: tuple[Refusal, ...]
    attacks: tuple[Attack, ...]
    numbers: int = 0


class Alteration(NamedTuple):
    """A value that a copy has otherwise than its origin: None on the side that does not have it."""

    slot: str
    what: str | None
    here: str | None
    there: str | None


class Report(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What one document says of one attack, as an incident holds it.

    `role`: report, copy (`of` names the document it repeats), background (told in passing, never counted). `origin`
    is one word for all reports that are one witness. `by_link`: its day comes from the reports it was joined to.
    `published` is that of the document.
    """

    id: str
    document_id: str
    attack: int
    role: str
    origin: str
    of: str | None = None
    by_link: bool = False
    altered: tuple[Alteration, ...] = ()
    published: str | None = None


class Link(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A judgement on two reports: `verdict` same, unsure or different; each reason is a sentence with its score."""

    left: str
    right: str
    verdict: str
    score: float
    reasons: tuple[tuple[float, str], ...] = ()
    by: str = "machine"


class ValueSaid(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One value as an incident's reports say it: which claims, how many independent origins, whose word by kind."""

    slot: str
    what: str | None
    place: str | None
    count: int | None
    bound: str | None
    low: int | None
    high: int | None
    how: str | None
    scope: str
    claim_ids: tuple[str, ...]
    independent_sources: int
    source_kinds: tuple[str, ...]


class Side(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The claims of an estimate that give one number, and why it is not the best one (None: it is, or agrees with it).

    `value` is the number that the words come to (None where they give none), `low`/`high` what they allow, `as_of` the
    first moment for which it is told. `standing`: best, agrees, differs, superseded, part (of `place`, a lower bound of
    the whole), set_aside (altered on the way, or impossible).
    """

    value: int | None
    low: int | None
    high: int | None
    as_of: str | None
    standing: str
    reason: str | None
    claim_ids: tuple[str, ...]
    independent_sources: int
    source_kinds: tuple[str, ...] = ()
    place: str | None = None


class Estimate(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Low, best and high of one slot and group for a place (None: the whole) as of a time, with the claims behind it.

    `how` (shot_down, jammed, lost, mixed) parts what was intercepted. `sides` are the claims by what they say.
    """

    slot: str
    what: str | None
    place: str | None
    low: int | None
    best: int | None
    high: int | None
    as_of: str | None
    rule: str
    claim_ids: tuple[str, ...]
    reason: str | None = None
    how: str | None = None
    sides: tuple[Side, ...] = ()


class Position(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What one named source says of an incident: `stance` as in the output contract, `side` the state or group that its
    name belongs to ("" where the name does not tell)."""

    credit: str
    kind: str
    stance: str
    side: str
    claim_ids: tuple[str, ...]


class Grounds(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What a person needs to grade an incident. The program gives no grade."""

    independent_sources: int
    source_kinds: tuple[str, ...]
    positions: tuple[Position, ...] = ()
    admits: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()


class Check(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A value held against a reference. `verdict`: agrees, near, differs, no_reference; None where nothing is reported
    to compare. `rows` name the lines of the reference, counted from 1 with its heading."""

    reference: str
    slot: str
    what: str | None
    place: str | None
    reported: str | None
    reference_value: str | None
    verdict: str | None
    note: str
    rows: tuple[int, ...] = ()
    claim_ids: tuple[str, ...] = ()


class Incident(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One attack as all documents tell it. `values` are those of its reports and copies, none left out."""

    id: str
    earliest: str | None
    latest: str | None
    time_basis: str
    attacker: str | None
    places: tuple[Place, ...]
    reports: tuple[Report, ...]
    independent_sources: int
    source_kinds: tuple[str, ...]
    values: tuple[ValueSaid, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    checks: tuple[Check, ...] = ()
    grounds: Grounds | None = None
    flags: tuple[str, ...] = ()
