"""When, where and by whom as claims like any other: the words of an attack's time, its sites, its attacker."""

from __future__ import annotations

from saksi.extract.claims import claim_id
from saksi.model import Claim, Document, LineScene, Scene, Span

TELLING = ("body", "list_item", "headline")
TIMED = ("minute", "hour", "part", "night", "day")


def fact_claims(scene: Scene) -> list[Claim]:
    """`when`, `where` and `by` of the attacks: each value once an attack, at its first mention outside chrome.

    A caption gives when and where too, flagged so; nothing else comes from one.
    """
    document = scene.mentions.page.document
    claims: list[Claim] = []
    seen: set[tuple[object, ...]] = set()

    def add(scene_of: LineScene, slot: str, span: Span, value: str, **more: object) -> None:
        key = (scene_of.attack, slot, value)
        if key in seen:
            return
        seen.add(key)
        flags = (*scene_of.line.sentence.flaws, *(("caption",) if scene_of.line.sentence.role == "caption" else ()))
        credit = scene_of.credits[0].credit if scene_of.credits else None
        claims.append(_claim(document, scene_of, slot, span, value, {"credit": credit, "flags": flags, **more}))

    for place in scene.lines:
        role = place.line.sentence.role
        telling = role in TELLING and bool(place.line.cues)
        if place.attack is None or not (telling or role == "caption"):
            continue
        for words, when in place.whens:
            if words.grain in TIMED and not words.flags:
                add(place, "when", words.span, words.words.casefold(), when=when, value_words=words.words)
        for name in place.sites:
            site = name.candidates[0]
            add(place, "where", place.line.span(name.first, name.last), site.name, place=site)
        if telling:
            for actor in place.line.actors:
                if actor.name == _attacker(scene, place):
                    add(place, "by", place.line.span(actor.first, actor.last), actor.name)
    return claims


def _attacker(scene: Scene, place: LineScene) -> str | None:
    return next((attack.attacker for attack in scene.attacks if attack.number == place.attack), None)


def _claim(document: Document, place: LineScene, slot: str, span: Span, value: str, more: dict[str, object]) -> Claim:
    words = more.pop("value_words", None) or document.quote(span)
    return Claim(
        id=claim_id(document.id, slot, span, value), document_id=document.id, slot=slot, what=None, span=span,
        quote=document.quote(span), rule=slot, language=place.line.sentence.language, attack=place.attack,
        scope="earlier_attack" if place.earlier else "this_attack", value_words=words, **more,  # type: ignore[arg-type]
    )  # fmt: skip


