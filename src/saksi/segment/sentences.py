"""Where sentences end. Marks only: every visible character of a block lies in exactly one sentence."""

from __future__ import annotations

import re

from saksi.segment.words import Abbreviations

# A closing mark with the quotes and brackets that belong to it, then a blank; or glued to a capital ("place.The").
_END = re.compile(
    r"(?P<mark>[.!?…]+)(?P<close>[»”“\"'’)\]*_]{0,6})(?P<gap>\s+)(?P<next>\S)"
    r"|(?<=[^\W\d_A-Z]{3})[.!?…](?=[^\W\d_a-z][^\W\d_A-Z]{2})"
)
_LAST_WORD = re.compile(r"(?:[^\W\d_]+(?:['.-][^\W\d_]+)*)\Z")
_OPENING = "«“„\"'‘(["
_DASHES = "—–-"
SHORT_QUOTE = 3  # an exclamation of so few words in quotes is part of the sentence around it


def split(text: str, start: int, end: int, abbreviations: Abbreviations) -> list[tuple[int, int]]:
    """Sentences of the stretch `start`..`end` of `text`, trimmed.

    >>> from saksi.segment.words import page_words
    >>> line = "Gov. Lee spoke. Two died."
    >>> [line[a:b] for a, b in split(line, 0, len(line), page_words().abbreviations)]
    ['Gov. Lee spoke.', 'Two died.']
    """
    spans: list[tuple[int, int]] = []
    here = start
    for match in _END.finditer(text, start, end):
        mark = match["mark"]
        if mark is None:
            cut = after = match.end()
            if not _glued_end(text, here, match.start()):
                continue
        else:
            cut, after = match.end("close"), match.start("next")
            if not _ends(text, here, match, end, abbreviations):
                continue
        spans.append((here, cut))
        here = after
    for match in abbreviations.starters.finditer(text, here, end) if abbreviations.starters else ():
        if _missing_stop(text, here, match):
            spans.append((here, match.start("before_end")))
            here = match.start("starter")
    if here < end:
        spans.append((here, end))
    return spans


def _ends(text: str, here: int, match: re.Match[str], end: int, abbreviations: Abbreviations) -> bool:
    following = match["next"]
    if following.islower():
        return False
    if following in _DASHES:
        rest = text[match.end() : match.end() + 3].lstrip()
        if not rest or rest[0].islower():
            return False
    elif following in _OPENING and text[match.end() : match.end() + 1].islower():
        return False
    mark, close = match["mark"], match["close"]
    if mark == "." and not close:
        return _full_stop(text, here, match.start(), following, abbreviations)
    if close and mark[0] in "!?":
        return not _inner_exclamation(text, here, match.start())
    return True


def _full_stop(text: str, here: int, dot: int, following: str, abbreviations: Abbreviations) -> bool:
    found = _LAST_WORD.search(text, max(here, dot - 24), dot)
    if found is None:
        return not text[here:dot].strip("(*_ ").isdigit()  # "1. Drones" is the number of a list
    word = found.group()
    lower = word.lower()
    if lower in abbreviations.before_number:
        return not following.isdigit()
    if lower in abbreviations.before_name:
        return False
    if lower in abbreviations.may_end:
        return following.isupper() and lower not in abbreviations.ambiguous or text[found.start() - 2].isdigit()
    return not (len(word) == 1 and word.isupper() and following.isupper() and found.start() > here)


def _inner_exclamation(text: str, here: int, mark: int) -> bool:
    opening = max(text.rfind(quote, here, mark) for quote in "«“„\"'‘")
    return opening > here + 3 and len(text[opening:mark].split()) <= SHORT_QUOTE and text[opening - 2] not in ".!?:,"


def _glued_end(text: str, here: int, dot: int) -> bool:
    blank = text.rfind(" ", here, dot)
    return not any(char in "/@._" for char in text[blank + 1 : dot])


def _missing_stop(text: str, here: int, match: re.Match[str]) -> bool:
    before = text[here : match.start("starter")].split()
    return len(before) >= 6 and len(text[match.end() :].split(None, 3)) >= 3
