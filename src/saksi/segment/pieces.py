"""What a block holds besides its main stretch: a dateline before it, a photo credit or letters after it."""

from __future__ import annotations

from collections.abc import Iterator

from saksi.segment import shapes
from saksi.segment.blocks import Block
from saksi.segment.words import PageWords

WHOLE = frozenset({"byline", "dateline", "credit_line"})  # roles whose blocks are never split into sentences


def pieces(block: Block, words: PageWords, opening: bool) -> Iterator[tuple[int, int, str]]:
    """Stretches of `block` in order, with their roles. `opening`: no body stands before it, so a dateline may.

    >>> from saksi.segment.blocks import blocks
    >>> from saksi.segment.words import page_words
    >>> block = blocks("Springfield – Two people died in a blast.")[0]
    >>> block.role = "body"
    >>> [(role, block.text[a:b]) for a, b, role in pieces(block, page_words(), True)]
    [('dateline', 'Springfield –'), ('body', 'Two people died in a blast.')]
    """
    head, tail, tail_role = 0, len(block.text), ""
    if block.role == "body" and opening:
        head = shapes.dateline_end(block) or 0
    if block.role in ("body", "caption"):
        signed, credited = shapes.trailing_signature(block), shapes.trailing_credit(block, words)
        if signed is not None and signed > head:
            tail, tail_role = signed, "byline"
        elif credited is not None and credited > head:
            tail, tail_role = credited, "credit_line"
    for start, end, role in ((0, head, "dateline"), (head, tail, block.role), (tail, len(block.text), tail_role)):
        text = block.text[start:end]
        if text.strip():
            left = start + len(text) - len(text.lstrip())
            yield block.start + left, block.start + start + len(text.rstrip()), role
