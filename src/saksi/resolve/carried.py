"""A speaker's word carried to the next sentence: only on a written sign, never over a paragraph or past another speaker."""

from __future__ import annotations

from saksi.model import Credit, Credited, Line
from saksi.resolve.credits import Speech
from saksi.resolve.words import section_at

OPENING, CLOSING = "“«„", "”»"
NEAR_VERB = 3


def carry(lines: tuple[Line, ...], own: list[list[Credited]], text: str) -> list[list[Credited]]:
    """The credits of each line with those carried to it.

    Signs: a pronoun beside a verb of speech ("he added"), a verb that adds ("added"), a quotation still open. A speaker who
    heads the page ("Повітряні сили ЗС України" alone in the first line) speaks all of it.
    """
    heading = _heading(lines, own, text)
    carried: list[list[Credited]] = []
    last: Credited | None = None
    paragraph = -1
    open_quote = False
    for line, credits in zip(lines, own, strict=True):
        if line.sentence.paragraph != paragraph:
            paragraph, open_quote = line.sentence.paragraph, False
            if not _pronoun_speaks(line):
                last = None
        whole = len(line.forms)
        if credits:
            last = credits[-1]
            carried.append(credits)
        elif last is not None and (open_quote or _pronoun_speaks(line)):
            carried.append([Credited(0, whole, last.credit)])
        elif heading is not None and line is not lines[0]:
            carried.append([Credited(0, whole, heading.credit)])
        else:
            last = None
            carried.append([])
        open_quote = _still_open(text[line.sentence.span.start : line.sentence.span.end], open_quote)
    return carried


def _pronoun_speaks(line: Line) -> bool:
    """A pronoun beside a verb of speech, or a verb that adds to what was said."""
    for verb in line.speech:
        if verb.kind == "add":
            return True
        if verb.kind == "say":
            near = range(max(verb.first - NEAR_VERB, 0), min(verb.last + NEAR_VERB, len(line.forms)))
            if any(section_at(line, at, "pronoun") for at in near):
                return True
    return False


def _still_open(text: str, before: bool) -> bool:
    """Whether a quotation is open at the end of a sentence."""
    state = before
    for char in text:
        if char in OPENING:
            state = True
        elif char in CLOSING:
            state = False
    return state


def _heading(lines: tuple[Line, ...], own: list[list[Credited]], text: str) -> Credited | None:
    """The speaker of a page whose first line is nothing but a speaker: an institution's or an official's own post."""
    if not lines or own[0]:
        return None
    line = lines[0]
    roles = [m for m in line.speech if m.kind.startswith("role.")]
    if not roles or line.cues or len(line.forms) > 14 or any(m.kind == "say" for m in line.speech):
        return None
    if line.forms[-1:] in ([":"], ["."]):
        return None
    speech = Speech(line)
    name = speech.name_from(0)
    if name is None:
        return None
    span = line.span(*name)
    kind = speech.kind(*name)
    return Credited(0, len(line.forms), Credit(" ".join(text[span.start : span.end].split()), kind, span)) if kind != "media" else None
