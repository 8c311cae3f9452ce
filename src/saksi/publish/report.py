"""The report in a terminal: per document the claims by attack, under them the sentences with the evidence marked.

In a terminal the evidence is underlined; piped, it stands in [square brackets] and no line is wrapped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple, TextIO

from rich.console import Console
from rich.text import Text

from saksi.model import Attack, Claim, Reading, Span
from saksi.publish.words import heading, remarks, safe, value
from saksi.publish.writers import Writer

EVIDENCE, QUIET, HEAD = "bold underline", "dim", "bold"
# Characters of a long sentence that are shown on each side of its evidence.
MARGIN = 160


class Line(NamedTuple):
    """A line of the report and how far it stands in, also where a terminal breaks it."""

    indent: int
    text: Text


class Report(Writer):
    """Writes each reading as it comes, and at the end the sum where there were several."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self.plain = not stream.isatty()
        self.console = Console(file=stream, highlight=False, markup=False, emoji=False)
        self.documents, self.numbers, self.refused = 0, 0, 0

    def add(self, reading: Reading, unread: str | None = None) -> None:
        if self.documents:
            self._write(Line(0, Text()))
        self.documents += 1
        self.numbers += reading.numbers
        self.refused += len(reading.refusals)
        for line in lines(reading, self.plain, unread):
            self._write(line)

    def end(self) -> None:
        if self.documents > 1:
            self._write(Line(0, Text()))
            self._write(Line(0, Text(f"{self.documents} documents: {tally(self.numbers, self.refused)}")))

    def _write(self, line: Line) -> None:
        indent = " " * line.indent
        if self.plain:
            self.stream.write(f"{indent}{line.text.plain}".rstrip() + "\n")
            return
        for piece in line.text.wrap(self.console, max(20, self.console.width - line.indent)):
            piece.rstrip()
            self.console.print(Text(indent).append_text(piece), soft_wrap=True)


def tally(numbers: int, refused: int) -> str:
    """The account of the numbers of a text.

    >>> tally(14, 5)
    'numbers 14, used 9, refused 5'
    """
    return f"numbers {numbers}, used {max(0, numbers - refused)}, refused {refused}"


def lines(reading: Reading, plain: bool, unread: str | None = None) -> Iterator[Line]:
    """The report of one document; `plain` marks evidence by brackets instead of weight."""
    document = reading.page.document
    facts = [document.source, reading.page.language, document.publisher, document.published]
    yield Line(0, Text.assemble((safe(" · ".join(fact for fact in facts if fact)), HEAD)))
    if unread:
        yield Line(2, Text(f"unread: {safe(unread)}, a language that saksi has no tables for"))
    for attack, claims in by_attack(reading):
        title = heading(attack) if attack else "Of no single attack" if reading.attacks else "Claims"
        yield Line(2, Text(title))
        for span, group in by_sentence(reading, claims):
            for claim in group:
                yield _claim(claim)
            yield Line(6, sentence(document.text, span, [claim.span for claim in group], plain))
    if not reading.claims and not unread:
        yield Line(2, Text("no claims"))
    yield Line(2, Text.assemble((tally(reading.numbers, len(reading.refusals)), QUIET)))


def by_attack(reading: Reading) -> Iterator[tuple[Attack | None, list[Claim]]]:
    """The claims of each attack in the attacks' order; those of no attack come last, under None."""
    ordered = sorted(reading.claims, key=lambda claim: (claim.span, claim.slot, claim.id))
    for attack in reading.attacks:
        if claims := [claim for claim in ordered if claim.attack == attack.number]:
            yield attack, claims
    numbers = {attack.number for attack in reading.attacks}
    if rest := [claim for claim in ordered if claim.attack not in numbers]:
        yield None, rest


def by_sentence(reading: Reading, claims: Iterable[Claim]) -> Iterator[tuple[Span, list[Claim]]]:
    """Runs of claims that stand in one sentence, with that sentence's span (the claim's own where none holds it)."""
    for span, group in groupby(claims, key=lambda claim: sentence_span(reading, claim.span)):
        yield span, list(group)


def sentence_span(reading: Reading, span: Span) -> Span:
    """The sentence a span stands in, or the span itself."""
    for found in reading.page.sentences:
        if found.span.start <= span.start and span.end <= found.span.end:
            return found.span
    return span


def sentence(text: str, span: Span, evidence: list[Span], plain: bool) -> Text:
    """A sentence with its evidence marked, cut to the neighbourhood of the evidence where it is very long."""
    start = max(span.start, min(piece.start for piece in evidence) - MARGIN)
    end = min(span.end, max(piece.end for piece in evidence) + MARGIN)
    shown = Text("…" if start > span.start else "")
    at = start + len(text[start:end]) - len(text[start:end].lstrip())
    for piece in _merged(evidence):
        shown.append(safe(text[at : piece.start]))
        marked = safe(text[piece.start : piece.end])
        shown.append(f"[{marked}]" if plain else marked, EVIDENCE)
        at = piece.end
    shown.append(safe(text[at:end]).rstrip())
    shown.append("…" if end < span.end else "")
    return shown


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, overlapping ones joined."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _claim(claim: Claim) -> Line:
    line = Text(f"{claim.slot:<13} {value(claim)}")
    if words := remarks(claim, claim.place):
        line.append(f"   {words}", QUIET)
    return Line(4, line)


make = Report
