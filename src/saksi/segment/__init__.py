"""Segment: what each stretch of a text is, where sentences end, in which language, and what is broken. Marks, never edits."""

from __future__ import annotations

from saksi.model import Document, Page, Sentence, Span
from saksi.segment.blocks import blocks
from saksi.segment.sentences import split
from saksi.segment.words import page_words

__all__ = ["segment"]


def segment(document: Document) -> Page:
    """The page of `document`: every visible stretch of its text in exactly one sentence, with role and language."""
    words = page_words()
    sentences = [
        Sentence(Span(start, end), "body", document.language or "en", block.paragraph)
        for block in blocks(document.text, document.marks)
        for start, end in split(document.text, block.start, block.end, words.abbreviations)
    ]
    return Page(document, document.language or "en", tuple(sentences))
