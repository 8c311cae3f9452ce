"""The ledger: what persons decided, who, when and why. It only grows; an undo is a line like any other.

A decision names what it is about by content - the document, the characters, their quotation - so that it finds its
place again in a record made from nothing by a newer version of the program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from saksi.errors import InputError, UsageError
from saksi.model import Claim, Document, Span
from saksi.slots import SLOTS
from saksi.store.documents import json
from saksi.store.record import Record, now

SAME, DIFFERENT, ADD, CORRECT, REJECT, CONFIRM, GRADE, UNDO = KINDS = (
    "same", "different", "add", "correct", "reject", "confirm", "grade", "undo",
)  # fmt: skip
# What a decision of each kind is about, in the names of `About`.
_NEEDS: dict[str, tuple[str, ...]] = {
    SAME: ("left", "right"), DIFFERENT: ("left", "right"), ADD: ("anchor", "new"), CORRECT: ("anchor", "old", "new"),
    REJECT: ("anchor", "old"), CONFIRM: ("anchor", "old"), GRADE: ("left", "grade"), UNDO: ("undoes",),
}  # fmt: skip
# The public grades of Airwars, as its methodology note lists them; what they rest on is shown, none is computed.
GRADES = ("confirmed", "fair", "weak", "contested", "discounted")
MOST = 999_999_999  # a number of people or weapons above this is a slip of the hand
# Characters kept on each side of a quotation: enough to tell two equal ones of a page apart.
CONTEXT = 32


class Anchor(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A stretch of a document by content. `start` and `end` hold while the text is the same."""

    document_id: str
    text_id: str
    source: str
    url: str | None = None
    start: int = 0
    end: int = 0
    quote: str = ""
    before: str = ""
    after: str = ""


class ReportAnchor(msgspec.Struct, frozen=True, kw_only=True):
    """An attack of a document: its number there, and quotations of its claims by which it is found again."""

    document: Anchor
    attack: int
    quotes: tuple[tuple[int, int, str], ...] = ()


class About(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a decision is about: two reports; or a stretch with the claim that stood there and the one that shall
    stand; or the grade of the incident that the report `left` is in; or the decision that it undoes."""

    left: ReportAnchor | None = None
    right: ReportAnchor | None = None
    anchor: Anchor | None = None
    old: Claim | None = None
    new: Claim | None = None
    undoes: int | None = None
    grade: str | None = None


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the ledger."""

    number: int
    kind: str
    who: str
    at: str
    why: str
    about: About


_about = msgspec.json.Decoder(About)
_line = msgspec.json.Decoder(Decision)


def write(record: Record, kind: str, about: About, *, who: str, why: str, at: str | None = None) -> int:
    """Adds a line and gives its number. Raises UsageError where no reason is given. Call it in a transaction."""
    if not why.strip():
        raise UsageError("a decision needs its reason: --why WORDS")
    number = record.run(
        "INSERT INTO decision (kind, who, at, why, body) VALUES (?, ?, ?, ?, ?)",
        kind,
        who,
        at or now(),
        why.strip(),
        json(about),
    ).lastrowid
    assert number is not None
    return number


def decisions(record: Record) -> list[Decision]:
    """The whole ledger, the oldest first."""
    return [
        Decision(
            number=row["number"], kind=row["kind"], who=row["who"], at=row["at"], why=row["why"],
            about=_about.decode(row["body"]),
        )
        for row in record.rows("SELECT * FROM decision ORDER BY number")
    ]  # fmt: skip


def standing(ledger: Sequence[Decision]) -> list[Decision]:
    """The decisions that hold: none that is undone, no undo. An undo that is itself undone has no effect."""
    undone: set[int] = set()
    for line in reversed(ledger):
        if line.kind == UNDO and line.number not in undone and line.about.undoes is not None:
            undone.add(line.about.undoes)
    return [line for line in ledger if line.kind != UNDO and line.number not in undone]


def anchor(document: Document, span: Span) -> Anchor:
    """A stretch of a document in a form that finds it again."""
    return Anchor(
        document_id=document.id, text_id=document.text_id, source=document.source, url=document.url, start=span.start,
        end=span.end, quote=document.quote(span), before=document.text[max(0, span.start - CONTEXT) : span.start],
        after=document.text[span.end : span.end + CONTEXT],
    )  # fmt: skip


def find(anchored: Anchor, document: Document) -> Span | None:
    """Where an anchor's quotation stands in a document; None where it is gone or stands there more than once.

    The same offsets in the same text; else the quotation between what stood before and after; else its only place.
    """
    if document.text_id == anchored.text_id:
        return Span(anchored.start, anchored.end)
    around = anchored.before + anchored.quote + anchored.after
    for words, offset in ((around, len(anchored.before)), (anchored.quote, 0)):
        at = document.text.find(words) if words else -1
        if at >= 0 and document.text.find(words, at + 1) < 0:
            return Span(at + offset, at + offset + len(anchored.quote))
    return None


def lines(ledger: Iterable[Decision]) -> Iterator[str]:
    """The ledger as JSON Lines, to be given to another record."""
    for line in ledger:
        yield json(line) + "\n"


def take(record: Record, text: Iterable[str], source: str) -> int:
    """Adds the lines of another record's ledger that this one does not have yet; gives how many.

    Raises InputError where a line is none. An undo is given the number that its decision has here.
    """
    held = {(line.kind, line.who, line.at, line.why): line.number for line in decisions(record)}
    numbers: dict[int, int] = {}
    added = 0
    for at, words in enumerate(text, 1):
        if not words.strip():
            continue
        try:
            line = _line.decode(words)
        except msgspec.MsgspecError as error:
            raise InputError(
                f"{source} line {at}", f"is no decision ({error}); export them with: saksi export decisions"
            ) from error
        if unfit := _unfit(line):
            raise InputError(
                f"{source} line {at}", f"is no decision ({unfit}); export them with: saksi export decisions"
            )
        key = (line.kind, line.who, line.at, line.why)
        about = line.about
        if about.undoes is not None:
            about = msgspec.structs.replace(about, undoes=numbers.get(about.undoes, about.undoes))
        if key in held and _same(record, held[key], about):
            numbers[line.number] = held[key]
            continue
        numbers[line.number] = write(record, line.kind, about, who=line.who, why=line.why, at=line.at)
        added += 1
    return added


def _unfit(line: Decision) -> str | None:
    """Why a line from elsewhere is no decision that this program can have written; None where it may be one."""
    about = line.about
    if line.kind not in KINDS:
        return f"there is no kind {line.kind[:40]!r}"
    if missing := [name for name in _NEEDS[line.kind] if getattr(about, name) is None]:
        return f"it does not say {' and '.join(missing)}"
    if not line.why.strip():
        return "it gives no reason"
    try:
        datetime.fromisoformat(line.at)
    except ValueError:
        return f"{line.at[:40]!r} is no time"
    if unknown := [claim.slot[:40] for claim in (about.old, about.new) if claim and claim.slot not in SLOTS]:
        return f"there is no slot {unknown[0]!r}"
    if about.grade is not None and about.grade not in GRADES:
        return f"there is no grade {about.grade[:40]!r}"
    if not all(0 <= number <= MOST for number in _numbers(msgspec.to_builtins(line))):
        return f"it holds a number outside 0 to {MOST}"
    return None


def _numbers(value: object) -> Iterator[int]:
    """The whole numbers in a value of dicts and lists, at any depth."""
    if isinstance(value, int) and not isinstance(value, bool):
        yield value
    elif isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from _numbers(part)


def _same(record: Record, number: int, about: About) -> bool:
    return bool(record.one("SELECT body FROM decision WHERE number = ?", number) == json(about))
