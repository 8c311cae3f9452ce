"""Numerals: digits and number words to a value. What qualifies and what is counted is the next file's work.

Rules: a scale multiplies the last piece said (*tiga ratus dua puluh*: 3 x 100 + 2 x 10); a smaller piece is added where
the one before ends in enough noughts ("two hundred" + "thirty"); a fraction multiplies the scale after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from saksi.languages import Lexicon, Match
from saksi.text import NUMBER

if TYPE_CHECKING:
    from saksi.detect.words import Word

MAX_DIGITS = 9  # a count of people or weapons has no more; longer digits are phones, accounts and identifiers
_GROUPED = re.compile(r"\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*")


class Numeral(NamedTuple):
    """A numeral at tokens first..last (exclusive). `value` None where vague; `sort` is its reading:

    count, vague:<bound>, decimal, clock, slashed, dotted, long, ordinal, idiom ("one of the deadliest"), people, zero.
    """

    first: int
    last: int
    value: int | None
    sort: str


def digits(form: str, thousands: tuple[str, ...]) -> tuple[int | None, str]:
    """The value and reading of a token of digits.

    >>> digits("1.460", (".",)), digits("4/7", (".",)), digits("18:30", (",",))
    ((1460, 'count'), (None, 'slashed'), (None, 'clock'))
    """
    if form.isdigit():
        return (int(form), "count") if len(form) <= MAX_DIGITS else (None, "long")
    if ":" in form:
        return None, "clock"
    if "/" in form:
        return None, "slashed"
    grouped = _GROUPED.fullmatch(form)
    if grouped:
        separator = grouped.group(1)
        value = int(form.replace(separator, ""))
        # A separator that the language does not use for thousands: three digits after it still make a count of
        # people or weapons, never a fraction of one; whoever reads the unit decides.
        return value, "count" if separator in thousands else "grouped"
    return None, "dotted" if form.count(".") >= 1 and "," not in form else "decimal"


def _decimal(form: str) -> float | None:
    try:
        return float(form.replace(",", "."))
    except ValueError:
        return None


class Piece(NamedTuple):
    """One number word: tokens it takes, section of numbers.toml, value (0 for a vague one), last name of the section."""

    length: int
    section: str
    value: float
    name: str


def _number(value: object) -> float:
    return value if isinstance(value, int | float) else 0


def piece_of(matches: Iterable[Match], scaled: bool = False) -> Piece | None:
    """The number word among the readings of a token in numbers.toml, or None.

    With `scaled` a word that is both vague and a scale is the scale: "десятки" are dozens, "три десятки" thirty.
    """
    found: Piece | None = None
    for match in matches:
        entry = match.entry
        if match.head == "no_news":
            return None
        if match.head in _PIECES:
            piece = Piece(match.length, entry.path[0], _number(entry.value), entry.path[-1])
            if scaled and piece.section == "scale":
                return piece
            vaguer = piece.section == "vague" and found is not None and found.section == "scale"
            if found is None or (vaguer and piece.length >= found.length):
                found = piece
    return found


def hyphened(form: str, words: Lexicon) -> Piece | None:
    """ "twenty-three" where the table has both halves."""
    left, dash, right = form.partition("-")
    if not dash or not left or not right:
        return None
    tens, ones = _cardinal(left, words), _cardinal(right, words)
    if tens is None or ones is None or tens % 10 or not 0 < ones < 10:
        return None
    return Piece(1, "cardinal", tens + ones, "cardinal")


def _cardinal(form: str, words: Lexicon) -> int | None:
    """The value of one cardinal word, or None."""
    for match in words.singles(form):
        if match.entry.table == "numbers" and match.head == "cardinal":
            return int(_number(match.entry.value))
    return None


def thousands_of(words: Lexicon) -> tuple[str, ...]:
    """The marks that part thousands in a language."""
    marks = words.features.get("thousands")
    return tuple(marks) if isinstance(marks, list) else (",", " ")


class NumeralReader:
    """Reads the numerals of one line, from its forms and what each of them can be."""

    __slots__ = ("forms", "thousands", "words")

    def __init__(self, words: Sequence[Word], forms: list[str], thousands: tuple[str, ...]) -> None:
        self.words, self.forms, self.thousands = words, forms, thousands

    def read(self, index: int, bounded: bool = False) -> Numeral | None:
        """The longest numeral that begins at token `index`, or None; `bounded`: a qualifier stands before it, so that
        a scale alone is one of it ("близько сотні" is about 100, "сотні" hundreds)."""
        word = self.words[index]
        if word.kind == NUMBER:
            value, sort = digits(self.forms[index], self.thousands)
            if sort not in ("count", "grouped"):
                return self._scaled_decimal(index, sort)
            return self._sum(index + 1, index, value or 0, sort)
        piece = word.scaled if bounded else word.piece
        if piece is None:
            return None
        section, end = piece.section, index + piece.length
        if section == "vague":
            return Numeral(index, end, None, f"vague:{piece.name}")
        if section == "zero":
            return Numeral(index, end, 0, "zero")
        if section in ("ordinal", "idiom"):
            return Numeral(index, end, None, section)
        if section == "multiplier":
            after = self.words[end].scaled if end < len(self.words) else None
            if after and after.section == "scale":
                return Numeral(index, end + after.length, round(piece.value * after.value), "count")
            return None
        if section == "teen":
            return None
        sort = "people" if section == "people" else "count"
        return self._sum(end, index, int(piece.value), sort)

    def _scaled_decimal(self, index: int, sort: str) -> Numeral:
        """ "1,5 juta" is a count; "3,5" alone is a measure."""
        if sort in ("decimal", "dotted") and index + 1 < len(self.words):
            value, after = _decimal(self.forms[index]), self.words[index + 1].scaled
            if value is not None and after and after.section == "scale":
                return Numeral(index, index + 1 + after.length, round(value * after.value), "count")
        return Numeral(index, index + 1, None, sort)

    def _sum(self, at: int, first: int, value: int, sort: str) -> Numeral:
        """Adds and multiplies the pieces that follow the first one."""
        done, current, last = 0, value, value
        words, size = self.words, len(self.words)
        while at < size and words[at].kind != NUMBER:
            piece = words[at].scaled
            if piece is None:
                if not self._inside(at, last):
                    break
                at += 1
                continue
            section, said = piece.section, int(piece.value)
            if section == "scale":
                if said >= 1000:
                    if current >= 1000 and not done:
                        break
                    done, current, last = done + max(current, 1) * said, 0, said
                elif last >= said or last == 0:
                    break
                else:
                    current, last = current - last + last * said, last * said
            elif section == "teen":
                if not 0 < last < 10:
                    break
                current, last = current + 10, last + 10
            elif words[first].kind != NUMBER and section in ("cardinal", "people") and _fits(last, said):
                current, last = current + said, said
                sort = "people" if section == "people" else sort
            else:
                break
            at += piece.length
        return Numeral(first, at, done + current, sort)

    def _inside(self, at: int, last: int) -> bool:
        """Whether a joining word ("and") stands inside the number: between hundreds and less."""
        if last < 100 or last % 100 or at + 1 >= len(self.words) or self.words[at + 1].kind == NUMBER:
            return False
        after = self.words[at + 1].piece if self.words[at].inside else None
        return after is not None and after.section == "cardinal" and _fits(last, int(after.value))


_PIECES = frozenset({"cardinal", "scale", "teen", "multiplier", "people", "vague", "zero", "ordinal", "idiom"})


def _fits(last: int, piece: int) -> bool:
    """Whether a piece may be added: it is smaller than the noughts that the piece before it ends in."""
    if piece <= 0:
        return False
    for noughts in (1_000_000, 1000, 100, 10):
        if last and last % noughts == 0:
            return piece < noughts and not (noughts == 10 and last == 10)
    return False
