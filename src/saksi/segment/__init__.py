"""Segment: what each stretch of a text is, where sentences end, in which language, what is broken. Never edits."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import msgspec

from saksi.model import Document, Flaw, Page, Sentence, Span
from saksi.segment.blocks import Block, blocks, words_of
from saksi.segment.flaws import find
from saksi.segment.language import UNKNOWN, fits, identify, tell
from saksi.segment.pieces import WHOLE, pieces
from saksi.segment.quotes import apart, quotation_marks
from saksi.segment.roles import assign
from saksi.segment.sentences import split
from saksi.segment.words import page_words
from saksi.text import fold

__all__ = ["segment"]


def segment(document: Document) -> Page:
    """The page of `document`: every visible stretch of its text in exactly one sentence, with role and language.

    Nothing is edited, nothing dropped. Errors: TableError where a table of a language is malformed.

    >>> text = "Two dead in Springfield\\n\\nSpringfield – A rocket killed two people, the mayor said on Monday."
    >>> page = segment(Document(id="d", text_id="t", source="s", text=text))
    >>> [(sentence.role, text[slice(*sentence.span)]) for sentence in page.sentences][:2]
    [('headline', 'Two dead in Springfield'), ('dateline', 'Springfield –')]
    """
    words, folded = page_words(), fold(document.text)
    lines = blocks(document.text, document.marks, folded)
    assign(lines, words, document.title)
    language = tell(lines, document.language, document.text)
    sentences: list[Sentence] = []
    opening = True
    flaws = find(lines, language, words)
    starters = [word for word in words.starters.get(language, ()) if f" {word} " in document.text]
    marks = quotation_marks(document.text)
    for block in lines:
        for start, end, role in pieces(block, words, opening):
            spans = [(start, end)] if role in WHOLE else split(document.text, start, end, words.abbreviations, starters)
            quoted = marks and any(map(document.text[start:end].__contains__, marks))
            for span in spans:
                own = _language(block, folded, span, language)
                cut = apart(document.text, folded, *span, own, language) if quoted else ((*span, own),)
                sentences.extend(Sentence(Span(low, high), role, code, block.paragraph) for low, high, code in cut)
        opening = opening and block.role != "body"
    return Page(document, language, tuple(_flag(sentences, flaws) if flaws else sentences), flaws)


def _flag(sentences: list[Sentence], flaws: tuple[Flaw, ...]) -> Iterator[Sentence]:
    """The sentences with the names of the flaws that touch them; both are in order of place."""
    starts = [sentence.span.start for sentence in sentences]
    names: dict[int, dict[str, None]] = {}
    for flaw in flaws:
        for index in range(max(0, bisect_right(starts, flaw.span.start) - 1), bisect_left(starts, flaw.span.end)):
            if sentences[index].span.end > flaw.span.start:
                names.setdefault(index, {})[flaw.name] = None
    for index, sentence in enumerate(sentences):
        yield msgspec.structs.replace(sentence, flaws=tuple(names[index])) if index in names else sentence


def _language(block: Block, folded: str, span: tuple[int, int], page: str) -> str:
    """The block's language, or the sentence's own where two languages meet in the block; the page's where its script
    rules out the block's.
    """
    if not block.contested:
        return block.language
    stretch = folded[slice(*span)]
    own, _ = identify(stretch, words_of(stretch))
    if own == UNKNOWN and not fits(block.language, stretch):
        own = page if fits(page, stretch) else identify(stretch, words_of(stretch), least=0.0)[0]
    return block.language if own == UNKNOWN else own
