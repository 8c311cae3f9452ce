"""Segment: what each stretch of a text is, where sentences end, in which language, what is broken. Marks, never edits."""

from __future__ import annotations

from saksi.model import Document, Page, Sentence, Span
from saksi.segment.blocks import Block, blocks
from saksi.segment.flaws import find
from saksi.segment.language import UNKNOWN, identify, tell, words_of
from saksi.segment.pieces import WHOLE, pieces
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
    flawed = [(flaw.span, flaw.name) for flaw in flaws]
    starters = [word for word in words.starters.get(language, ()) if f" {word} " in document.text]
    for block in lines:
        for start, end, role in pieces(block, words, opening):
            spans = [(start, end)] if role in WHOLE else split(document.text, start, end, words.abbreviations, starters)
            sentences.extend(
                Sentence(Span(*span), role, _language(block, folded, span), block.paragraph, _names(flawed, span))
                for span in spans
            )
        opening = opening and block.role != "body"
    return Page(document, language, tuple(sentences), flaws)


def _names(flawed: list[tuple[Span, str]], span: tuple[int, int]) -> tuple[str, ...]:
    """Names of the flaws that touch a sentence, each once, in order."""
    if not flawed:
        return ()
    return tuple(dict.fromkeys(name for (start, end), name in flawed if start < span[1] and span[0] < end))


def _language(block: Block, folded: str, span: tuple[int, int]) -> str:
    """The block's language, or the sentence's own where two languages meet in the block."""
    if not block.contested:
        return block.language
    stretch = folded[slice(*span)]
    own, _ = identify(stretch, words_of(stretch))
    return block.language if own == UNKNOWN else own
