"""What the words mean in their document, and the claims made of them."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from saksi.model.mentions import ActorName, Line, Mentions, Part, Place, PlaceName, Quantity, TimeWords
from saksi.model.page import Page, Span


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
