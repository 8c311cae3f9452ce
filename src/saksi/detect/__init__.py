"""Say what words and phrases say, without context: quantities with units, cues, small words; all readings kept."""

from __future__ import annotations

import msgspec

from saksi.detect.furniture import CHROME, credits_a_source, furniture_line
from saksi.detect.glued import unglued
from saksi.detect.lines import line_of
from saksi.gazetteer import Found, load
from saksi.languages import codes
from saksi.model import Line, Mentions, Page, Sentence, Span
from saksi.text import Tokens

UNKNOWN = "und"
MAX_TOKENS = 400  # of one line: every step of reading one may look at all of it, and no more
SILENT = frozenset({CHROME, "caption", "credit_line", "byline"})


def detect(page: Page) -> Mentions:
    """The mentions of a page: one `Line` for each sentence whose language has tables.

    >>> from saksi.model import Document, Sentence, Span
    >>> text = "At least 12 people were killed."
    >>> page = Page(Document(id="d", text_id="t", source="s", text=text), "en",
    ...             (Sentence(Span(0, len(text)), "body", "en", 0),))
    >>> line = detect(page).lines[0]
    >>> [(counted.quantity.count, counted.quantity.bound, counted.unit) for counted in line.counted]
    [(12, 'at_least', 'person')]
    """
    text = page.document.text
    tokens = Tokens(text, unglued(text, page.language or ""))
    known = frozenset(codes())
    lines: list[Line] = []
    places: dict[str, list[Found]] = {}
    before = page.language
    for sentence in page.sentences:
        language = _language(sentence, page.language, before, known)
        if language not in known:
            continue
        before = language
        if sentence.role == CHROME and not credits_a_source(sentence, tokens, language):
            if (furniture := furniture_line(sentence, tokens)) is not None:
                lines.append(furniture)
            continue
        if language not in places:
            places[language] = load().find(tokens, 0, len(tokens), language)
        refused = CHROME if sentence.role in SILENT else None
        for piece in _bounded(sentence, tokens):
            lines.append(line_of(piece, tokens, language, refused, places[language]))
    numbers = sum(1 for line in lines for counted in line.counted if "implicit" not in counted.marks)
    return Mentions(page, tuple(lines), numbers)


def _bounded(sentence: Sentence, tokens: Tokens) -> list[Sentence]:
    """The sentence, or its pieces of `MAX_TOKENS` where it is longer: without a full stop for so long it is none."""
    if sentence.span.end - sentence.span.start <= MAX_TOKENS:
        return [sentence]
    low, high = tokens.between(*sentence.span)
    cuts = [*(tokens.starts[at] for at in range(low + MAX_TOKENS, high, MAX_TOKENS)), sentence.span.end]
    starts = [sentence.span.start, *cuts[:-1]]
    return [msgspec.structs.replace(sentence, span=Span(*span)) for span in zip(starts, cuts, strict=True)]


def _language(sentence: Sentence, page: str, before: str, known: frozenset[str]) -> str:
    """The language a sentence is read in: its own, else the page's; one that tells none, as the one before it."""
    if sentence.language in known:
        return sentence.language
    return before if sentence.language == UNKNOWN and page not in known else page
