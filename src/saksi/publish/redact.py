"""`--redact-persons`: the names of private persons left out of every output, also where they stand in the text.

Private are persons whom a claim marks so, speakers who are witnesses or victims, and named speakers of no office whose
age is told: reports tell it of private persons and hardly ever of officials. Names of officials stay where they speak.

A name is covered character by character, so that every offset holds; outputs then show each cover at one length. This
rests on names that were found: what the tables miss stays (docs/limits.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TextIO

import msgspec

from saksi.model import Claim, Document, Part, Reading, Span
from saksi.slots import ALERTS, ATTACK_FACTS

COVER, SHOWN = "▇", "▇▇▇"
PRIVATE_KINDS = frozenset({"witness", "victim"})
# Claims whose words are no person's, also where a person is called so: times, places, attackers.
NO_NAMES = frozenset({*ATTACK_FACTS, *ALERTS})
# A shorter word stands for too much to be covered alone ("Al", "De").
SHORTEST = 3
# Letters by which a name may grow in another case ("Іван", "Іванові") once the ending that changes is gone ("Олен-а");
# only words outside ASCII, which no English or Indonesian name has.
GROWTH, ENDINGS = 3, "аяоеєиіїйьуюыэё"
# An age beside a name: "Umm Fadi, 61,"; "Umm Fadi (61)"; "61-year-old Umm Fadi".
_AGE_BEHIND = re.compile(r"(?:, | \()\d{1,2}(?!\d|[.:]\d| ?%)")
_AGE_BEFORE = re.compile(r"(?<!\d)\d{1,2}-\S{2,20}(?: \S{1,20})? \Z")
BEFORE = 48

_WORD = re.compile(r"[^\W\d_]+(?:[-'’ʼ][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ][sS]$")
_COVERED = re.compile(f"{COVER}(?:[ {COVER}]*{COVER})?")


class Told(NamedTuple):
    """What one claim says of persons: the fields of a claim or of a row of the flat table.

    `aged` says that an age stands beside the speaker's name.
    """

    slot: str
    person: str | None
    private: bool | None
    credit: str | None
    credit_kind: str | None
    aged: bool

    def names(self) -> Iterator[str]:
        """The names of private persons in it."""
        if self.person and self.private:
            yield self.person
        if self.credit and self.private_credit():
            yield self.credit

    def private_credit(self) -> bool:
        """Whether the speaker is a private person."""
        return self.credit_kind in PRIVATE_KINDS or (self.credit_kind == "other" and self.aged)


class Names:
    """The words of private persons' names, and texts without them.

    >>> Names(["жителька Олена Марченко"]).covered("Олену Марченко поранено, сказала жителька.")
    '▇▇▇▇▇▇▇▇▇▇▇▇▇▇ поранено, сказала жителька.'
    """

    def __init__(self, names: Iterable[str]) -> None:
        words = {word for name in names for word in _WORD.findall(name) if not word[0].islower()}
        self._exact = {_bare(word) for word in words if len(word) >= SHORTEST}
        self._stems = {_stem(word) for word in self._exact if not word.isascii()}
        self._shorter = {part for stem in self._stems for part in _beginnings(stem)}

    def __bool__(self) -> bool:
        return bool(self._exact)

    def covered(self, text: str, kept: Iterable[Span] = ()) -> str:
        """The text with the names covered, at the same length; nothing of the spans `kept` is covered."""
        if not self._exact:
            return text
        pieces, at = [], 0
        for start, end in self._stretches(text, _inside(kept, len(text))):
            pieces += [text[at:start], COVER * (end - start)]
            at = end
        return "".join((*pieces, text[at:]))

    def _stretches(self, text: str, kept: bytearray) -> Iterator[tuple[int, int]]:
        """Where names stand; words of a name with one blank between them are one stretch."""
        start = end = -1
        for match in _WORD.finditer(text):
            if not self._is_name(match[0]) or (kept[match.start()] and kept[match.end() - 1]):
                continue
            last = match.start() + len(_POSSESSIVE.sub("", match[0]))
            if end >= 0 and match.start() == end + 1 and text[end].isspace() and text[end] != "\n":
                end = last
                continue
            if end >= 0:
                yield start, end
            start, end = match.start(), last
        if end >= 0:
            yield start, end

    def _is_name(self, word: str) -> bool:
        if word[0].islower():  # scripts without capitals have no lower case either
            return False
        bare = _bare(word)
        if bare in self._exact or bare.isascii():
            return bare in self._exact
        stem = _stem(bare)
        return stem in self._shorter or any(part in self._stems for part in _beginnings(stem))


def _bare(word: str) -> str:
    """A word as names are compared: without case, without a genitive's apostrophe."""
    return _POSSESSIVE.sub("", word).casefold()


def _stem(word: str) -> str:
    """A name without the ending that its cases change."""
    return word[:-1] if len(word) > SHORTEST and word[-1] in ENDINGS else word


def _beginnings(stem: str) -> list[str]:
    """What a shorter case of the name can be: the stem without its last letters."""
    return [stem[:length] for length in range(max(SHORTEST, len(stem) - GROWTH), len(stem) + 1)]


def _inside(kept: Iterable[Span], length: int) -> bytearray:
    inside = bytearray(length)
    for start, end in kept:
        inside[max(0, start) : min(end, length)] = b"\1" * max(0, min(end, length) - max(0, start))
    return inside


def redacted(reading: Reading) -> Reading:
    """The reading without the names of private persons; every offset is that of the text as it was."""
    document = reading.page.document
    told = {claim.id: _told(claim, document.text) for claim in reading.claims}
    names = Names(name for one in told.values() for name in one.names())
    if not names:
        return msgspec.structs.replace(reading, claims=tuple(map(_nameless, reading.claims)))
    text = names.covered(document.text, _kept(reading.claims, told))
    covered = msgspec.structs.replace(
        document, text=text, title=names.covered(document.title) if document.title else document.title,
    )  # fmt: skip
    return msgspec.structs.replace(
        reading,
        page=msgspec.structs.replace(reading.page, document=covered),
        claims=tuple(_claim(claim, covered, names, told[claim.id]) for claim in reading.claims),
    )


def redacted_rows(
    rows: Iterable[dict[str, Any]], names: dict[str, Names], text_of: Callable[[str], str]
) -> Iterator[dict[str, Any]]:
    """Rows of the flat table without the names, which are given by document as `names_of` finds them."""
    for row in rows:
        told, held = told_row(row, text_of), names.get(row["document_id"], _NOBODY)
        worded = {"credit"} if told.private_credit() else set()
        if told.slot not in NO_NAMES:
            worded |= _WORDED
        changed: dict[str, Any] = {
            name: short(held.covered(row[name])) for name in worded if isinstance(row[name], str)
        }
        if row["private"]:
            changed["person_name"] = None
        yield row | changed


def names_of(rows: Iterable[dict[str, Any]], text_of: Callable[[str], str]) -> dict[str, Names]:
    """The names of private persons in rows of the flat table, by document id; `text_of` gives the text of one."""
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["document_id"], set()).update(told_row(row, text_of).names())
    return {document: Names(names) for document, names in found.items() if names}


def told_row(row: dict[str, Any], text_of: Callable[[str], str]) -> Told:
    """What a row of the flat table says of persons."""
    start, end = row["credit_start"], row["credit_end"]
    aged = row["credit_kind"] == "other" and start is not None and _aged(text_of(row["document_id"]), start, end)
    return Told(row["slot"], row["person_name"], row["private"], row["credit"], row["credit_kind"], aged)


def _aged(text: str, start: int, end: int) -> bool:
    """Whether an age stands beside the name at start..end."""
    return bool(_AGE_BEHIND.match(text, end) or _AGE_BEFORE.search(text[max(0, start - BEFORE) : start]))


def short(text: str) -> str:
    """The text with every cover at one length, so that none tells how long a name is.

    >>> short("Said ▇▇▇▇▇ and ▇▇.")
    'Said ▇▇▇ and ▇▇▇.'
    """
    return _COVERED.sub(SHOWN, text) if COVER in text else text


class Shortened:
    """A text stream whose covers all have one length; whole lines must be written to it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Writes the text; gives the number of its characters."""
        self._stream.write(short(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


_NOBODY = Names(())
# Fields of the flat table that hold words of the text.
_WORDED = frozenset({"value_words", "via", "quote", "person_role"})


def _told(claim: Claim, text: str) -> Told:
    person, credit = claim.person, claim.credit
    return Told(
        claim.slot, person.name if person else None, person.private if person else None,
        credit.name if credit else None, credit.kind if credit else None,
        credit is not None and credit.kind == "other" and _aged(text, *credit.span),
    )  # fmt: skip


def _kept(claims: Iterable[Claim], told: dict[str, Told]) -> Iterator[Span]:
    """Words that stay: times, places, attackers, and officials where they are named as speakers."""
    for claim in claims:
        if claim.slot in NO_NAMES:
            yield claim.span
        if claim.credit is not None and not told[claim.id].private_credit():
            yield claim.credit.span


def _claim(claim: Claim, covered: Document, names: Names, told: Told) -> Claim:
    claim = _nameless(claim)
    credit = claim.credit
    if credit is not None and told.private_credit():
        credit = msgspec.structs.replace(credit, name=names.covered(credit.name))
    worded = claim.value_words
    return msgspec.structs.replace(
        claim,
        quote=covered.quote(claim.span),
        value_words=worded if worded is None or claim.slot in NO_NAMES else names.covered(worded),
        credit=credit,
        parts=tuple(Part(*part[:2], names.covered(part.reading), part.rule) for part in claim.parts),
    )


def _nameless(claim: Claim) -> Claim:
    person = claim.person
    if person is None or person.name is None or not person.private:
        return claim
    return msgspec.structs.replace(claim, person=msgspec.structs.replace(person, name=None))
