"""A speaker named after what he said: "About this reported the mayor", a quotation of several sentences with its speaker
at the end. The word goes back to what stands before it, never past another speaker, never over a narrator's paragraph.

«Об этом сообщил губернатор», "Про це повідомили в поліції": the words of `credit.back` point at what was just told,
which is the rest of the paragraph before them or, where they open a paragraph, the whole paragraph before.
"""

from __future__ import annotations

from saksi.model import Credit, Credited, Line
from saksi.resolve.quotation import Quotations
from saksi.resolve.speech import Name, credited

HEAD = 3  # tokens within which the pointing words stand
FAR = 6  # lines to which a word goes back
HEADLINES = 2  # lines at the head of a page that may be signed by a surname
NAME = 2  # words of that name
_MARKS = frozenset({"dash", "colon"})
TOLD = frozenset({"body", "list_item"})


def back(lines: tuple[Line, ...], credits: list[list[Credited]], text: str) -> list[list[Credited]]:
    """The credits of each line with those that a later line gives back to it. `text`: the document's."""
    given, quotations = _signed(lines, credits, text), Quotations(text)
    opened: int | None = None  # the line in which a quotation still open began
    for number, line in enumerate(lines):
        if number and line.sentence.paragraph != lines[number - 1].sentence.paragraph:
            opened = None
        quoted = quotations.open_behind(line.sentence.span, opened is not None)
        if credits[number] and opened is not None:
            _fill(given, lines, credits[number][-1], range(number - 1, opened - 1, -1))
        elif number and credits[number] and _goes_on(lines[number - 1], line):
            _fill(given, lines, credits[number][-1], range(number - 1, number - 2, -1))
        elif credits[number] and _points(line) and _own(line, credits[number][0]):
            _fill(given, lines, credits[number][0], _told_before(lines, number))
        opened = (number if opened is None else opened) if quoted else None
    return given


def _signed(lines: tuple[Line, ...], credits: list[list[Credited]], text: str) -> list[list[Credited]]:
    """The credits with those of headlines that a surname heads or ends: "Four dead - Klitschko", where he speaks further on."""
    given = list(credits)
    for number, line in enumerate(lines[:HEADLINES]):
        if credits[number] or not line.cues or _MARKS.isdisjoint(line.marked):
            continue
        ends = [at for at, kinds in enumerate(line.kinds) if kinds & _MARKS]
        for first, last in ((0, ends[0]), (ends[-1] + 1, len(line.forms))):
            name = " ".join(line.forms[first:last])
            words = range(first, last)
            if not 0 < len(words) <= NAME or not all(at in line.capitals for at in words):
                continue
            if any(place.first in words for place in line.places):
                continue
            speaker = next(
                (one for row in credits[number + 1 :] for one in row if name in one.credit.name.casefold().split()),
                None,
            )
            if speaker is not None:
                own = credited(line, Name(first, last, speaker.credit.kind), text)
                given[number] = [Credited(0, len(line.forms), own)]
    return given


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a line goes on behind a quotation that was cut off it, being in another language: "», – написав мер"."""
    same = before.sentence.paragraph == line.sentence.paragraph and before.sentence.language != line.sentence.language
    return same and before.forms[-1:] in (["»"], ["”"], ['"']) and line.forms[:1] in ([","], ["–"], ["—"], ["-"])


def _own(line: Line, one: Credited) -> bool:
    """Whether a credit is named in its line, not carried to it."""
    return line.sentence.span.start <= one.credit.span.start < line.sentence.span.end


def _points(line: Line) -> bool:
    return any(marker.kind == "back" and marker.first <= HEAD for marker in line.speech)


def _told_before(lines: tuple[Line, ...], number: int) -> range:
    """The lines that the pointing words mean, the nearest first."""
    paragraph = lines[number].sentence.paragraph
    first = number
    while first and lines[first - 1].sentence.paragraph == paragraph:
        first -= 1
    if first == number and number:
        paragraph = lines[number - 1].sentence.paragraph
        while first and lines[first - 1].sentence.paragraph == paragraph:
            first -= 1
    return range(number - 1, max(first, number - FAR) - 1, -1)


def _fill(given: list[list[Credited]], lines: tuple[Line, ...], one: Credited, numbers: range) -> None:
    """Gives a credit to lines, the nearest first, up to one that has another speaker; a newsroom only passed the word on."""
    for number in numbers:
        passed_on = one.credit.kind != "media" and all(_newsroom(known.credit) for known in given[number])
        if not passed_on or lines[number].sentence.role not in TOLD:
            return
        given[number] = [Credited(0, len(lines[number].forms), one.credit)]


def _newsroom(credit: Credit) -> bool:
    """Whether a credit is a newsroom's: of its kind, or unknown and citing another."""
    return credit.kind == "media" or (credit.kind == "other" and credit.via is not None)
