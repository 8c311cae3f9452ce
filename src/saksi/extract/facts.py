"""When, where and by whom as claims like any other: the words of an attack's time, its sites, its attacker.

Each side's account is kept: a claim carries whose word it is, and two that differ are two claims.
"""

from __future__ import annotations

from bisect import bisect_left

from saksi.extract.claims import claim_id
from saksi.model import Claim, Credit, Document, LineScene, Scene, Span

TELLING = frozenset({"body", "list_item", "headline"})
TIMED = frozenset({"minute", "hour", "part", "night", "day"})
STRUCK = frozenset({"attack", "attack_verb"})
DOUBTFUL = frozenset({"impossible_time", "unclear_time", "mismatched_time"})
NEAR_STRIKE = 8  # tokens between a word of attack and a length of time


def fact_claims(scene: Scene) -> list[Claim]:
    """`when`, `where` and `by` of the attacks: each value once an attack and a source, at its first mention.

    A caption gives when and where too, flagged so; nothing else comes from one. A date that cannot be is kept with its
    words, flagged, and dates nothing.
    """
    facts = Facts(scene)
    for place in scene.lines:
        role = place.line.sentence.role
        if place.attack is None or not (role == "caption" or (role in TELLING and _tells(place))):
            continue
        facts.when(place)
        for name in place.sites:
            site = name.candidates[0]
            facts.add(place, "where", place.line.span(name.first, name.last), site.name, place=site)
        if place.attacker is not None and role != "caption":
            actor = place.attacker
            facts.add(place, "by", place.line.span(actor.first, actor.last), actor.name)
    return facts.claims


def _tells(place: LineScene) -> bool:
    """Whether a line tells of the attack: of harm, of weapons, of the strike itself."""
    return bool(place.line.cues) or not STRUCK.isdisjoint(place.line.marked)


class Facts:
    """The claims of a page while they are gathered."""

    def __init__(self, scene: Scene) -> None:
        self.document: Document = scene.mentions.page.document
        self.claims: list[Claim] = []
        self._seen: set[tuple[object, ...]] = set()

    def when(self, place: LineScene) -> None:
        """The times of a line that are the attack's, and those that cannot be right, flagged."""
        told = place.events if place.line.sentence.role != "caption" else tuple(words for words, _ in place.whens)
        events = {words.span for words in told}
        for words, when in place.whens:
            doubtful = tuple(flag for flag in words.flags if flag in DOUBTFUL)
            if doubtful:
                self.add(place, "when", words.span, words.words.casefold(), value_words=words.words, flags=doubtful)
            elif words.grain in TIMED and words.span in events:
                self.add(place, "when", words.span, words.words.casefold(), when=when, value_words=words.words)
        for item in place.line.counted:
            if item.refused == "duration" and _beside_strike(place, item.first, item.last):
                span = place.line.span(item.first, min(item.last + 1, len(place.line.forms)))
                words_said = self.document.quote(span)
                self.add(place, "when", span, words_said.casefold(), value_words=words_said, flags=("duration",))

    def add(self, place: LineScene, slot: str, span: Span, value: str, /, **more: object) -> None:
        """A claim, unless the same value of the same attack was told on the same word before."""
        credit = _credit(place, span)
        key = (place.attack, slot, value, credit.name if credit is not None else None)
        if key in self._seen or (credit is None and key[:3] in self._seen):
            return
        self._seen.update((key, key[:3]))
        sentence = place.line.sentence
        flags = (*sentence.flaws, *(("caption",) if sentence.role == "caption" else ()), *more.pop("flags", ()))  # type: ignore[misc]
        words = more.pop("value_words", None) or self.document.quote(span)
        self.claims.append(Claim(
            id=claim_id(self.document.id, slot, span, value), document_id=self.document.id, slot=slot, what=None,
            span=span, quote=self.document.quote(span), rule=slot, language=sentence.language, attack=place.attack,
            scope="earlier_attack" if place.earlier else "this_attack", credit=credit, flags=flags,
            value_words=words, **more,  # type: ignore[arg-type]
        ))  # fmt: skip


def _credit(place: LineScene, span: Span) -> Credit | None:
    """The speaker whose reach holds the words; of several, the last to open."""
    line = place.line
    at = bisect_left(line.starts, span.start)
    holding = [one.credit for one in place.credits if one.first <= at < one.last]
    return holding[-1] if holding else None


def _beside_strike(place: LineScene, first: int, last: int) -> bool:
    """Whether a length of time is that of the attack: a word of attack and none of a siren stands near it."""
    line = place.line
    near = range(max(first - NEAR_STRIKE, 0), min(last + NEAR_STRIKE, len(line.forms)))
    if any(marker.kind == "siren" for marker in line.alerts):
        return False
    lasted = any(marker.kind == "lasted" and marker.first in near for marker in line.alerts)
    return lasted and any(line.kinds[at] & STRUCK for at in near)
