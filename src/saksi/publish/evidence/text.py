"""The text of a document as markup: every character of it, in order, with its marks; nothing in it can run.

The characters between the tags are those of the document, so offsets hold in the page too; the numbers of claims,
reasons and repairs are attributes that the style shows. The one change, one character for one: what steers a terminal
or turns the direction of what follows becomes '\\ufffd', and line ends of other kinds a blank.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from saksi.model import Page
from saksi.publish.evidence.marks import Mark
from saksi.publish.evidence.runs import Paragraph, Run, lanes, paragraphs, runs

# So many lines in a row that belong to the page and not to the report are folded away.
FOLDED_FROM = 7
AROUND = "chrome"
# Roles that are drawn in their own way where they stand inside a paragraph of another role.
OF_THEIR_OWN = frozenset({"chrome", "byline", "dateline", "caption", "credit_line"})
# What the ids of refused numbers and repairs begin with, behind the document.
SHORT = {"refused": "re", "repair": "fx"}
_BLANKS = "\r\f\v\x85\u2028\u2029"
_KEPT = "\n\t\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff"  # joiners and marks that turn nothing around


def text_html(page: Page, marks: Sequence[Mark], document: int) -> str:
    """The whole text of `page` as paragraphs, `marks` drawn in it; `document` is its number on the evidence page."""
    return "".join(_pieces(page, marks, document))


def _pieces(page: Page, marks: Sequence[Mark], document: int) -> Iterator[str]:
    held = list(paragraphs(page))
    edges = [0, *(paragraph.end for paragraph in held)]
    made = runs([*marks, *_roles(page, held)], edges)
    below = lanes(made)
    upcoming = iter(made)
    run = next(upcoming, None)
    for around, group in groupby(held, key=lambda paragraph: paragraph.role == AROUND):
        shown = []
        for paragraph in group:
            inside = []
            while run is not None and run.end <= paragraph.end:
                inside.append(run)
                run = next(upcoming, None)
            shown.append(_paragraph(page, paragraph, inside, below, document))
        yield _around(shown) if around else "".join(shown)


def _roles(page: Page, held: Sequence[Paragraph]) -> Iterator[Mark]:
    """Marks for sentences that have another role than the paragraph they stand in."""
    upcoming = iter(held)
    paragraph = next(upcoming, None)
    for number, sentence in enumerate(page.sentences):
        while paragraph is not None and paragraph.end <= sentence.span.start:
            paragraph = next(upcoming, None)
        if paragraph is not None and sentence.role in OF_THEIR_OWN and sentence.role != paragraph.role:
            yield Mark(sentence.span, "role", number, sentence.role)


def _around(shown: list[str]) -> str:
    """Lines of the page that are no part of the report: greyed, and folded away where there are many."""
    body = "".join(shown)
    if len(shown) < FOLDED_FROM:
        return f'<div class="around" role="group" aria-label="page furniture">{body}</div>'
    return f'<details class="around"><summary lang="en">Page furniture, {len(shown)} lines</summary>{body}</details>'


def _paragraph(page: Page, paragraph: Paragraph, inside: Sequence[Run], below: dict[int, int], document: int) -> str:
    text = page.document.text
    visible = paragraph.start + len(text[paragraph.start : paragraph.end].rstrip())
    body = "".join(_run(text, run, min(run.end, visible), below, document) for run in inside)
    spoken = paragraph.language
    language = f' lang="{escape(spoken)}"' if spoken not in (page.language, "und", "") else ""
    rest = text[max(visible, paragraph.start) : paragraph.end]
    gap = f'<span class="gap">{visible_characters(rest)}</span>' if rest else ""
    return f'<p class="r-{escape(paragraph.role)}" dir="auto"{language}>{body}{gap}</p>\n'


def _run(text: str, run: Run, end: int, below: dict[int, int], document: int) -> str:
    """One run with its marks around it and, behind it, the numbers of the claims that end with it."""
    body = escape(visible_characters(text[run.start : end])) if end > run.start else ""
    for mark in reversed(run.marks):
        body = f"<span{_attributes(mark, run, below, document)}>{body}</span>"
    return body + "".join(_number(mark, document) for mark in run.ended if mark.kind == "claim")


def _attributes(mark: Mark, run: Run, below: dict[int, int], document: int) -> str:
    if mark.kind == "claim":
        return f' class="e {mark.family} l{min(below.get(mark.number, 0), 3)}" data-c="{document}-{mark.number}"'
    if mark.kind == "credit":
        numbers = " ".join(f"{document}-{number}" for number in mark.claims)
        return f' class="who" data-w="{numbers}"'
    if mark.kind == "role":
        return f' class="r-{escape(mark.family)}"'
    name = f' id="d{document}{SHORT[mark.kind]}{mark.number}"' if run.start == mark.span.start else ""
    label = f' data-label="{escape(visible_characters(mark.label))}"' if run.end == mark.span.end else ""
    return f' class="{mark.kind}"{name}{label}'


def _number(mark: Mark, document: int) -> str:
    """The number of a claim behind its words: a link to it in the margin."""
    at = f"{document}-{mark.number}"
    label = escape(visible_characters(f"claim {mark.number}: {mark.label}"))
    return (
        f'<a class="ref {mark.family}" lang="en" id="w{at}" href="#c{at}" data-c="{at}" data-n="{mark.number}"'
        f' aria-label="{label}"></a>'
    )


def visible_characters(text: str) -> str:
    """The text with every character that could steer the page or turn its direction replaced, one for one.

    >>> visible_characters("12\\u202e killed\\x1b[2J\\r\\n")
    '12\\ufffd killed\\ufffd[2J \\n'
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in _KEPT else _instead(char) for char in text)


def _instead(char: str) -> str:
    if char in _BLANKS:
        return " "
    # Blanks of other widths are no printable characters for Python; private letters have their own fonts.
    return char if unicodedata.category(char) in ("Zs", "Co") else "\ufffd"
