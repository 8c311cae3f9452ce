"""A quotation in another language than the sentence around it is a piece of its own, read in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksi.segment.blocks import words_of
from saksi.segment.language import UNKNOWN, excludes, fits, identify

# A quotation as far as its sentence goes; one that began before it, up to its closing mark.
_QUOTED = re.compile(r"[«“„\"][^«»“”„\"]*(?:[»”“\"]|\Z)|\A[^«“„\"]*?[»”]")
_MARKS = '«»“”„"'
LEAST_WORDS = 3  # a name in quotation marks is no quotation
LEAST_AROUND = 2  # words around a quotation that have a language: "мер написав"
TELLING = 1.0  # weight of words that tell a language where letters already speak against the sentence's own


def quotation_marks(text: str) -> list[str]:
    """The marks of quotation that a text has at all."""
    return [mark for mark in _MARKS if mark in text]


def apart(text: str, folded: str, start: int, end: int, language: str, page: str) -> Iterator[tuple[int, int, str]]:
    """The sentence `start`..`end` as pieces with their languages: one, or cut around quotations in another language.

    Where the quotation is what gave the sentence its language, the words around it are told again, `page` at the least.

    >>> line = 'Мер написав: «Погибли трое, ещё двое ранены».'
    >>> [(line[a:b], code) for a, b, code in apart(line, line.lower(), 0, len(line), "uk", "uk")]
    [('Мер написав:', 'uk'), ('«Погибли трое, ещё двое ранены».', 'ru')]
    """
    quoted = [(start + match.start(), start + match.end()) for match in _QUOTED.finditer(text[start:end])]
    around = _around(folded, start, end, quoted, language, page) if quoted else language
    here = start
    for low, high in quoted:
        own = _language(folded[low:high], around) or around
        if own == around:
            continue
        if not any(char.isalnum() for char in text[high:end]):
            high = end
        if any(char.isalnum() for char in text[here:low]):
            yield (*_trimmed(text, here, low), around)
            here = low
        yield (*_trimmed(text, here, high), own)
        here = high
    if here < end:
        yield (*_trimmed(text, here, end), around)


def _around(folded: str, start: int, end: int, quoted: list[tuple[int, int]], language: str, page: str) -> str:
    """The language of what stands around the quotations of a sentence."""
    edges = [start, *(edge for span in quoted for edge in span), end]
    outside = " ".join(folded[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True))
    words = words_of(outside)
    if len(words) < LEAST_AROUND or not _against(language, outside):
        return language
    own, _ = identify(outside, words, least=TELLING)
    return page if own == UNKNOWN and not _against(page, outside) else language if own == UNKNOWN else own


def _against(language: str, stretch: str) -> bool:
    """Whether letters or script speak against a language."""
    return excludes(language, stretch) or not fits(language, stretch)


def _language(quoted: str, language: str) -> str | None:
    """The language of a quotation where it surely is not that of its sentence, else None."""
    words = words_of(quoted)
    if len(words) < LEAST_WORDS or not _against(language, quoted):
        return None
    own, _ = identify(quoted, words, least=TELLING)
    return own if own != UNKNOWN else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
