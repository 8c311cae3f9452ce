"""The air-raid alert in prose: when it sounded, when it ended, how long it lasted, where; bounds where only one side is known."""

from __future__ import annotations

from saksi.extract.claims import claim_id
from saksi.extract.told import told_claim
from saksi.model import Claim, Counted, Line, LineScene, Marker, Place, Scene, TimeWords, When

REACH = 8  # tokens between the siren and its verb
NEAR_TIME = 12
SLOTS = {"start": "alert_started", "end": "alert_ended", "lasted": "alert_lasted"}


def alert_claims(scene: Scene) -> list[Claim]:
    """Alert claims of the body: a siren with a verb of its start, its end or its length in one sentence."""
    claims = []
    for place in scene.lines:
        if place.line.alerts and place.line.sentence.role in ("body", "list_item", "headline"):
            claims.extend(_of_line(scene, place))
    return claims


def _of_line(scene: Scene, place: LineScene) -> list[Claim]:
    line = place.line
    sirens = _longest([m for m in line.alerts if m.kind == "siren"])
    claims: list[Claim] = []
    for kind, slot in SLOTS.items():
        for verb in _longest([m for m in line.alerts if m.kind == kind]):
            siren = min(sirens, key=lambda m: _gap(m, verb), default=None)
            if siren is None or not 0 <= _gap(siren, verb) <= REACH or any(claim.slot == slot for claim in claims):
                continue
            claim = _claim(scene, place, slot, siren, verb)
            claims.extend([claim] if claim else [])
            break
    return claims


def _longest(markers: list[Marker]) -> list[Marker]:
    """Markers that lie in no longer one of the same kind."""
    return [m for m in markers if not any(o is not m and o.first <= m.first and m.last <= o.last and o.last - o.first > m.last - m.first for o in markers)]


def _gap(left: Marker, right: Marker) -> int:
    return right.first - left.last if left.last <= right.first else left.first - right.last


def _claim(scene: Scene, place: LineScene, slot: str, siren: Marker, verb: Marker) -> Claim | None:
    line, document = place.line, scene.mentions.page.document
    first, last = min(siren.first, verb.first), max(siren.last, verb.last)
    if slot == "alert_lasted":
        return _lasted(scene, place, first, last)
    found = _time(place, first, last)
    when = _bounded(line.alerts, first, found[1], slot) if found else None
    span = line.span(first, last)
    if found and found[2]:
        span = type(span)(min(span.start, found[0].span.start), max(span.end, found[0].span.end))
    site = _site(place)
    credit = place.credits[0].credit if place.credits else None
    words = found[0].words if found else None
    return Claim(
        id=claim_id(document.id, slot, span, words or ""), document_id=document.id, slot=slot, what=None, span=span,
        quote=document.quote(span), rule="alert", language=line.sentence.language, value_words=words, when=when,
        attack=place.attack, credit=credit, place=site, flags=line.sentence.flaws,
    )  # fmt: skip


def _lasted(scene: Scene, place: LineScene, first: int, last: int) -> Claim | None:
    """How long the siren held: the words of the length beside it; none where no length is said."""
    line = place.line
    lengths = [item for item in line.counted if item.refused == "duration"]
    near = [item for item in lengths if max(item.first - last, first - item.last, 0) <= REACH]
    if not near:
        return None
    item = min(near, key=lambda item: max(item.first - last, first - item.last, 0))
    begin, end = _whole_length(line, item)
    span = line.span(min(first, begin), max(last, end))
    words = scene.mentions.page.document.quote(line.span(begin, end))
    credit = place.credits[0].credit if place.credits else None
    return told_claim(scene, place, "alert_lasted", span, value_words=words, credit=credit, place=_site(place), rule="alert")


def _whole_length(line: Line, item: Counted) -> tuple[int, int]:
    """A length with its qualifier before it and its unit behind it."""
    begin = next((i for i, at in enumerate(line.starts) if at >= item.parts[0].start), item.first) if item.parts else item.first
    return begin, min(item.number[1] + 1, len(line.forms))


def _site(place: LineScene) -> Place | None:
    return place.sites[0].candidates[0] if place.sites else None


def _time(place: LineScene, first: int, last: int) -> tuple[TimeWords, When, bool] | None:
    """The nearest time of the line, and whether it stands inside the alert's own clause."""
    line = place.line
    best: tuple[int, TimeWords, When] | None = None
    for words, when in place.whens:
        start = next((i for i, at in enumerate(line.starts) if at >= words.span.start), 0)
        end = next((i for i, at in enumerate(line.ends) if at >= words.span.end), start) + 1
        gap = max(start - last, first - end, 0)
        if gap <= NEAR_TIME and (best is None or gap < best[0]):
            best = (gap, words, when)
    return (best[1], best[2], best[0] <= 3) if best else None


def _bounded(markers: tuple[Marker, ...], first: int, when: When, slot: str) -> When:
    """Where the time is of what came after the siren, the alert began before it; where before, after it."""
    opened = {m.kind for m in markers if m.kind in ("after", "before") and first - 3 <= m.first <= first}
    if "after" in opened:
        return When(None, when.latest, when.grain, when.basis)
    if "before" in opened and slot == "alert_started":
        return When(when.earliest, None, when.grain, when.basis)
    return when
