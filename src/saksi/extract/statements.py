"""What was said: quotations with their speakers, clauses with a quoted fragment, reported speech about the attack."""

from __future__ import annotations

import re

from saksi.extract.told import BODY, told_claim
from saksi.model import Claim, Credit, LineScene, Scene, Sentence, Span
from saksi.slots import COUNTED

# A quotation inside one paragraph; the length limit keeps an unclosed mark from running on.
_QUOTATION = re.compile(r"“[^“”\n]{2,900}”|«[^«\n]{2,900}?»(?![^«\n]{0,40}»)|«[^«»\n]{2,900}»|„[^„“”\n]{2,900}[“”]|\"[^\"\n]{2,900}\"|‘[^‘’\n]{12,600}’")
FRAGMENT = 4  # words up to which a quotation without a final mark is a fragment
_FINAL = (",", ".", "!", "?", "…")


def statement_claims(scene: Scene, counted: list[Claim]) -> list[Claim]:
    """`statement` claims: every quotation of the body with its speaker, and reported speech that gives no figures."""
    claims = _quotations(scene)
    spans = [claim.span for claim in claims]
    figured = [claim.span for claim in counted if claim.slot in COUNTED]
    for place in scene.lines:
        if place.line.sentence.role in BODY and _reports(place):
            span = place.line.sentence.span
            if not any(_meets(span, other) for other in (*spans, *figured)):
                claims.append(told_claim(scene, place, "statement", _trimmed(scene, span), what="indirect", credit=place.credits[0].credit))
    return claims


def _quotations(scene: Scene) -> list[Claim]:
    text = scene.mentions.page.document.text
    claims = []
    for match in _QUOTATION.finditer(text):
        place = _line_at(scene, match.start())
        if place is None or place.line.sentence.role not in BODY:
            continue
        inner = match.group()[1:-1].strip()
        speaker = _speaker(scene, place, match.end())
        if speaker is None:
            continue
        direct = inner[-1:] in _FINAL or len(inner.split()) > 2 * FRAGMENT
        if not direct and len(inner.split()) <= 1 and inner[:1].isupper():
            continue  # a name in quotation marks
        span = Span(match.start(), match.end())
        words = text[span.start : span.end]
        if not direct:
            span = _clause(text, place.line.sentence, span, speaker)
        claims.append(told_claim(scene, place, "statement", span, what="direct" if direct else "mixed", value_words=words, credit=speaker))
    return claims


def _line_at(scene: Scene, at: int) -> LineScene | None:
    return next((place for place in scene.lines if place.line.sentence.span.start <= at < place.line.sentence.span.end), None)


def _speaker(scene: Scene, place: LineScene, end: int) -> Credit | None:
    """The speaker of a quotation: of its line, else of the line it ends in."""
    if place.credits:
        return place.credits[-1].credit
    last = _line_at(scene, max(end - 1, 0))
    return last.credits[-1].credit if last is not None and last.credits else None


def _clause(text: str, sentence: Sentence, span: Span, speaker: Credit) -> Span:
    """The clause with a quoted fragment: from the speaker to the fragment where both stand in one sentence."""
    low, high = sentence.span
    if low <= speaker.span.start < speaker.span.end <= high:
        return Span(min(speaker.span.start, span.start), max(speaker.span.end, span.end))
    return span


def _reports(place: LineScene) -> bool:
    """Reported speech about the attack: a speaker named here, with a denial or a refusal, or a word of attack beside."""
    if not place.credits or not place.line.speech:
        return False
    own = [one.credit for one in place.credits if place.line.sentence.span.start <= one.credit.span.start < place.line.sentence.span.end]
    if not own:
        return False
    if any(one.stance in ("denies", "cannot_confirm") for one in own):
        return True
    return any(m.kind in ("attack", "attack_verb") for m in place.line.markers)


def _meets(left: Span, right: Span) -> bool:
    return left.start < right.end and right.start < left.end


def _trimmed(scene: Scene, span: Span) -> Span:
    """A sentence's span without the spaces and the full stop at its ends."""
    text = scene.mentions.page.document.text
    start, end = span
    while end > start and (text[end - 1].isspace() or text[end - 1] == "."):
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)
