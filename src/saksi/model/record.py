"""What many documents say together: reports, incidents, estimates, checks."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from saksi.model.mentions import Place


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
