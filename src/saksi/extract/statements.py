"""What was said: quotations with their speakers, clauses with a quoted fragment, reported speech about the attack."""

from __future__ import annotations

import re
from bisect import bisect_right

from saksi.extract.told import BODY, told_claim
from saksi.model import Claim, Credit, Credited, Line, LineScene, Scene, Span
from saksi.slots import ALERTS, COUNTED

# A quotation inside one paragraph; each kind begins with its mark, so that the search looks for nothing else.
# The length limit keeps an unclosed mark from running on.
_QUOTATION = re.compile(
    r"“[^“”\n]{2,900}”|«[^«\n]{2,900}?»(?![^«\n]{0,40}»)|«[^«»\n]{2,900}»"
    r"|“[^“”\"\n]{2,900}\"|«(?:[^«»\n]|«[^«»\n]{1,80}»){2,900}»|„[^„“”\n]{2,900}[“”]|\"[^\"\n]{2,900}\""
    r"|‘[^‘’\n]{12,600}’|'(?<![^\s(—–-]')(?=\w)[^'\n]{4,300}'(?!\w)"
)
FRAGMENT = 4  # words up to which a quotation without a final mark is a fragment
NAME = 3  # words up to which a quotation in capitals is the name of a thing
UNNAMED = 5  # words from which a whole quoted sentence is kept even where its speaker is not named
REPORTED = 3  # words that reported speech has at least
_FINAL = (",", ".", "!", "?", "…")
_FIGURES = frozenset((*COUNTED, *ALERTS, "record"))
_EVENT = frozenset({"attack", "attack_verb", "target", "incident"})
_CONTRARY = frozenset({"denies", "cannot_confirm"})
_CLOCKS = frozenset({"hour", "minute"})
TOLD = frozenset({"body", "list_item"})


def statement_claims(scene: Scene, claims: list[Claim]) -> list[Claim]:
    """`statement` claims: every quotation of the body with its speaker, and reported speech that gives no figures."""
    quoted = _quotations(scene)
    taken = sorted([*(claim.span for claim in quoted), *(claim.span for claim in claims if _of_figures(claim))])
    reported = [
        told_claim(scene, place, "statement", span, what="indirect", credit=said.credit)
        for place in scene.lines
        if place.credits and place.line.sentence.role in TOLD
        for said in _told(place)
        if _about(place.line, said)
        and (span := _words(scene, place.line, said)) is not None
        and not _meets(span, taken)
    ]
    return [*quoted, *reported]


def _of_figures(claim: Claim) -> bool:
    """Whether a claim gives figures: of people, weapons and clocks always, of damage where it is counted."""
    return claim.slot in _FIGURES or (claim.slot == "damaged" and claim.quantity is not None)


def _quotations(scene: Scene) -> list[Claim]:
    text = scene.mentions.page.document.text
    starts = [place.line.sentence.span.start for place in scene.lines]
    claims = []
    for match in _QUOTATION.finditer(text):
        place = _line_at(scene, starts, match.start())
        if place is None or place.line.sentence.role not in BODY:
            continue
        inner = match.group()[1:-1].strip()
        words = inner.split()
        opens = _alone(place.line, match)
        behind = text[max(match.start() - 2, 0) : match.start()].rstrip()[-1:] == ":"  # "the mayor: «...»"
        whole = (
            opens or not inner[:1].islower()
        )  # a fragment of a clause goes on in small letters, whatever mark ends it
        direct = whole and (inner[-1:] in _FINAL or len(words) > (FRAGMENT - 1 if opens or behind else 2 * FRAGMENT))
        speaker = _speaker(place, match.start()) or _ending(scene, starts, match.end())
        if speaker is None and not (direct and len(words) >= UNNAMED and opens):
            continue
        if not direct and ((len(words) <= NAME and inner[:1].isupper()) or _names_weapon(place.line, match)):
            continue
        span = Span(match.start(), match.end())
        said = text[span.start : span.end]
        if not direct and speaker is not None:
            span = _clause(place.line, span, speaker)
        what = "direct" if direct else "mixed"
        claims.append(told_claim(scene, place, "statement", span, what=what, value_words=said, credit=speaker))
    return claims


def _line_at(scene: Scene, starts: list[int], at: int) -> LineScene | None:
    index = bisect_right(starts, at) - 1
    return scene.lines[index] if index >= 0 and at < scene.lines[index].line.sentence.span.end else None


def _speaker(place: LineScene, at: int) -> Credit | None:
    """The speaker whose word holds where a quotation begins; else the last of its line."""
    index = bisect_right(place.line.starts, at)
    holding = [one.credit for one in place.credits if one.first <= index <= one.last]
    return holding[-1] if holding else place.credits[-1].credit if place.credits else None


def _ending(scene: Scene, starts: list[int], end: int) -> Credit | None:
    """The speaker of the line that a quotation over several sentences ends in."""
    place = _line_at(scene, starts, end - 1)
    return place.credits[-1].credit if place is not None and place.credits else None


def _alone(line: Line, match: re.Match[str]) -> bool:
    """Whether a quotation opens its sentence, so that it is somebody's words and no name."""
    return match.start() - line.sentence.span.start <= 2


def _names_weapon(line: Line, match: re.Match[str]) -> bool:
    """«Калибр»: a weapon's name in quotation marks."""
    low, high = match.span()
    return any(line.starts[first] < high and low < line.ends[last - 1] for first, last in line.named("weapon"))


def _clause(line: Line, span: Span, speaker: Credit) -> Span:
    """The clause with a quoted fragment: from the speaker to the fragment where both stand in one sentence."""
    low, high = line.sentence.span
    if low <= speaker.span.start < speaker.span.end <= high:
        return Span(min(speaker.span.start, span.start), max(speaker.span.end, span.end))
    return span


def _own(place: LineScene) -> list[Credited]:
    """The credits that the line itself names, not those carried to it."""
    low, high = place.line.sentence.span
    return [one for one in place.credits if low <= one.credit.span.start < high]


def _told(place: LineScene) -> list[Credited]:
    """The credits of speech that is reported: named in the line, or taken up by a pronoun; a record is the newsroom's own."""
    line, own = place.line, _own(place)
    if own or not any(verb.kind == "add" or (verb.kind == "say" and "pronoun" in line.marked) for verb in line.speech):
        return [one for one in own if one.credit.kind != "media" or not line.records]
    return list(place.credits[:1])


def _about(line: Line, said: Credited) -> bool:
    """Whether speech is about the attack or what came of it: a denial, or a word of attack, harm or damage in it.

    Speech that only times the attack is its `when`.
    """
    if said.credit.stance in _CONTRARY:
        return True
    low, high = line.span(said.first, said.last) if said.first < said.last else (0, 0)
    reach = range(said.first, said.last)
    if not (line.cues or line.damage or line.alerts) and _EVENT.isdisjoint(line.marked):
        return False
    timed = bool(line.times) and any(one.grain in _CLOCKS and low <= one.span.start < high for one in line.times)
    if timed or any(one.refused == "duration" and one.first in reach for one in line.counted):
        return False
    if any(line.kinds[at] & _EVENT for at in reach):
        return True
    return any(cue.first in reach for cue in line.cues) or any(m.first in reach for m in (*line.damage, *line.alerts))


def _words(scene: Scene, line: Line, said: Credited) -> Span | None:
    """The stretch that a speaker's word holds for, without blanks and marks at its ends; None where it is hardly a clause."""
    if said.last - said.first < REPORTED:
        return None
    text = scene.mentions.page.document.text
    start, end = line.span(said.first, said.last)
    while end > start and not text[end - 1].isalnum() and text[end - 1] not in "»”\"'":
        end -= 1
    while start < end and not text[start].isalnum() and text[start] not in "«“\"'":
        start += 1
    return Span(start, end) if text[start:end].count(" ") >= REPORTED - 1 else None


def _meets(span: Span, taken: list[Span]) -> bool:
    """Whether a stretch meets one of `taken` (in order of place)."""
    return any(
        span.start < other.end
        for other in taken[: bisect_right(taken, (span.end - 1, 10**9))]
        if other.start < span.end
    )
