"""Where sentences end. Marks only: every visible character of a block lies in exactly one sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from saksi.segment.words import Abbreviations

# Closing marks, the quotes and brackets that belong to them, the blank after them (none in "place.The"), what follows.
_END = re.compile(r"([.!?…]+)([»”“\"'’)\]*_]{0,6})(\s*)(\S)")
_LAST_WORD = re.compile(r"(?:[^\W\d_]+(?:['.-][^\W\d_]+)*)\Z")
_OPENING = "«“„\"'‘(["
_DASHES = "—–-"
QUOTE_REACH = 80  # characters looked back for the beginning of a word or a short quotation
SHORT_QUOTE = 3  # an exclamation of so few words in quotes is part of the sentence around it


def split(
    text: str, start: int, end: int, abbreviations: Abbreviations, starters: Sequence[str] = ()
) -> list[tuple[int, int]]:
    """Sentences of the stretch `start`..`end` of `text`, trimmed.

    `starters`: words that begin a sentence even where the full stop before them is missing (` Namun `).

    >>> from saksi.segment.words import page_words
    >>> line = "Gov. Lee spoke. Two died."
    >>> [line[a:b] for a, b in split(line, 0, len(line), page_words().abbreviations)]
    ['Gov. Lee spoke.', 'Two died.']
    """
    spans: list[tuple[int, int]] = []
    here = start
    for match in _END.finditer(text, start, end):
        ends = _ends(text, here, match, abbreviations) if match.end(3) > match.start(3) else _glued(text, here, match)
        if ends:
            spans.append((here, match.end(2)))
            here = match.start(4)
    if here < end:
        spans.append((here, end))
    for starter in starters:
        spans = [piece for span in spans for piece in _missing_stop(text, *span, starter)]
    return spans


def _ends(text: str, here: int, match: re.Match[str], abbreviations: Abbreviations) -> bool:
    mark, close, following = match[1], match[2], match[4]
    if following.islower():
        return False
    if following in _DASHES:
        rest = text[match.end() : match.end() + 3].lstrip()
        if not rest or rest[0].islower():
            return False
    elif following in _OPENING and text[match.end() : match.end() + 1].islower():
        return False
    if mark == "." and not close:
        return _full_stop(text, here, match.start(), following, abbreviations)
    if close and mark[0] in "!?":
        return not _inner_exclamation(text, here, match.start())
    return True


def _full_stop(text: str, here: int, dot: int, following: str, abbreviations: Abbreviations) -> bool:
    low = max(here, dot - 24)
    found = _LAST_WORD.search(text, text.rfind(" ", low, dot) + 1 or low, dot)
    if found is None:
        return not text[here:dot].strip("(*_ ").isdigit()  # "1. Drones" is the number of a list
    word = found.group()
    lower = word.lower()
    counted = text[max(here, found.start() - 2) : found.start()].strip()[-1:].isdigit()
    if (counted and lower in abbreviations.may_end) or lower not in abbreviations.before_name:
        if lower in abbreviations.may_end:
            return following.isupper() and lower not in abbreviations.ambiguous
        if lower in abbreviations.before_number:
            return not following.isdigit()
    else:
        return False
    return not (len(word) == 1 and word.isupper() and following.isupper() and found.start() > here)


def _inner_exclamation(text: str, here: int, mark: int) -> bool:
    opening = max(text.rfind(quote, max(here, mark - QUOTE_REACH), mark) for quote in "«“„\"'‘")
    return opening > here + 3 and len(text[opening:mark].split()) <= SHORT_QUOTE and text[opening - 2] not in ".!?:,"


def _glued(text: str, here: int, match: re.Match[str]) -> bool:
    """A full stop without a blank after it, between two words that are no address and no initials ("place.The")."""
    dot, following = match.start(1), match[4]
    if match[2] or len(match[1]) > 1 or not following.isupper() or not text[match.end() : match.end() + 2].islower():
        return False
    blank = text.rfind(" ", max(here, dot - QUOTE_REACH), dot)
    word = text[blank + 1 : dot]
    return len(word) >= 3 and word[-3:].isalpha() and word[-3:].islower() and not any(char in "/@._" for char in word)


def _missing_stop(text: str, start: int, end: int, starter: str) -> list[tuple[int, int]]:
    """The stretch cut before `starter`, where enough words stand on both sides and no mark stands before it."""
    at = text.find(f" {starter} ", start, end)
    if at < 0 or not text[at - 2 : at].isalnum():
        return [(start, end)]
    before, after = text[start:at].split(), text[at:end].split(None, 4)
    if len(before) < 6 or len(after) < 4:
        return [(start, end)]
    return [(start, at), (at + 1, end)]
