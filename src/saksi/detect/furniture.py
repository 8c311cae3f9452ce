"""The numbers of page furniture, for the account alone: menus and cards outnumber the lines of a report ten to one."""

from __future__ import annotations

from functools import cache

from saksi.languages import table
from saksi.model import Counted, Line, Quantity, Sentence
from saksi.text import NUMBER, Tokens, kind_of

CHROME = "chrome"
# Sections of sources.toml that furniture is read for.
CREDITS = ("first_published", "agency_mark")
_UNREAD = Quantity(None, "unspecified", None, None)


def furniture_line(sentence: Sentence, tokens: Tokens) -> Line | None:
    """The line of a stretch of furniture: each number and name with digits, refused as such; None without any.

    No word of it is looked up, so no value can come from it.
    """
    low, high = tokens.between(*sentence.span)
    numbers = [at for at in range(low, high) if kind_of(tokens.forms[at]) == NUMBER or _holds_digit(tokens.forms[at])]
    if not numbers:
        return None
    return Line(
        sentence=sentence,
        forms=[tokens.forms[at] for at in numbers],
        starts=[tokens.starts[at] for at in numbers],
        ends=[tokens.ends[at] for at in numbers],
        counted=tuple(_refused(at) for at in range(len(numbers))),
        cues=(),
        small=(),
        nouns=(),
        kinds=(frozenset(),) * len(numbers),
    )


def credits_a_source(sentence: Sentence, tokens: Tokens, code: str) -> bool:
    """Whether a stretch of furniture may say whose content the page shows: "Source: AFP", "first published in"."""
    low, high = tokens.between(*sentence.span)
    return not _source_words(code).isdisjoint(tokens.forms[low:high])


@cache
def _source_words(code: str) -> frozenset[str]:
    """The first word of each phrase of a language that credits a source."""
    sections = table(code, "sources")
    found = {str(words) for name in CREDITS for words in _words(sections.get(name))}
    return frozenset(Tokens(words).forms[0] for words in found if Tokens(words).forms[0].isalpha())


def _words(section: object) -> list[object]:
    words = section.get("words") if isinstance(section, dict) else None
    return words if isinstance(words, list) else []


def _holds_digit(form: str) -> bool:
    """Whether a word holds a digit: a name such as Kh-101."""
    return not form.isalpha() and any(char.isdigit() for char in form)


def _refused(at: int) -> Counted:
    return Counted(
        first=at, last=at + 1, number=(at, at + 1), quantity=_UNREAD, refused=CHROME, why="stands outside the report"
    )
