"""Whom the page credits for its content: agencies, outlets, first publication, photographs."""

from __future__ import annotations

from saksi.extract.told import longest, told_claim
from saksi.model import Claim, Line, LineScene, Marker, Scene

NAME = 6  # tokens of an outlet's name at most
NEAR = 3
SILENT = frozenset({"chrome"})


def source_claims(scene: Scene) -> list[Claim]:
    """`source` claims, each name once a document; photographs' credit lines give `photo` where the page credits nobody else.

    A newsroom whose word a sentence gives, or through whom a speaker is heard ("told AFP"), is credited for that content.
    """
    claims: list[Claim] = []
    seen: set[str] = set()
    for place in scene.lines:
        for claim in _of_line(scene, place):
            key = (claim.value_words or "").casefold()
            if key not in seen:
                seen.add(key)
                claims.append(claim)
    return [claim for claim in claims if claim.what != "photo"] or claims


def _of_line(scene: Scene, place: LineScene) -> list[Claim]:
    line, role = place.line, place.line.sentence.role
    if not (line.sources or line.speech) and role != "credit_line":
        return []
    stated = next(iter(longest(line.sources, "agency_mark")), None)
    if role == "credit_line" and stated is not None and (claim := _named(scene, place, stated, "agency")):
        return [claim]
    if role == "credit_line":
        return [told_claim(scene, place, "source", line.sentence.span, what="photo", attack=None, credit=None)]
    marks = (
        ("first_published", "agency_mark")
        if role in SILENT
        else ("first_published", "agency_mark", "citing", "relayed")
    )
    claims: list[Claim | None] = []
    for marker in longest(line.sources, *marks):
        kind = {"first_published": "first_published", "agency_mark": "agency"}.get(marker.kind, "outlet")
        if marker.kind != "citing" or any(0 <= m.first - marker.last <= NEAR for m in _media(line)):
            claims.append(_named(scene, place, marker, kind))
    if role in SILENT:
        return [claim for claim in claims if claim is not None]
    if role in ("byline", "dateline") and not any(claims):
        claims.extend(
            told_claim(scene, place, "source", line.span(m.first, m.last), what="agency", attack=None, credit=None)
            for m in _media(line)[:1]
        )
    claims.extend(_spoken(scene, place))
    claims.extend(_heard(scene, place, marker) for marker in line.speech if marker.kind in ("tell", "via"))
    return [claim for claim in claims if claim is not None]


def _spoken(scene: Scene, place: LineScene) -> list[Claim]:
    """The newsrooms whose word a sentence gives, by their names: "said AFP journalists in the city"."""
    low, high = place.line.sentence.span
    claims = []
    for one in place.credits:
        if one.credit.kind != "media" or not low <= one.credit.span.start < high:
            continue
        named = (place.line.span(m.first, m.last) for m in _media(place.line) if m.first in place.line.capitals)
        name = next(
            (span for span in named if one.credit.span.start <= span.start and span.end <= one.credit.span.end), None
        )
        if name is not None:
            words = scene.mentions.page.document.quote(name)
            claims.append(
                told_claim(
                    scene, place, "source", one.credit.span, what="outlet", value_words=words, attack=None, credit=None
                )
            )
    return claims


def _media(line: Line) -> list[Marker]:
    """The newsrooms that a line names."""
    return [m for m in line.speech if m.kind == "role.media"]


def _heard(scene: Scene, place: LineScene, verb: Marker) -> Claim | None:
    """The newsroom that a speaker told: "told AFP"."""
    if verb.kind == "via" and "in" in place.line.kinds[verb.first]:
        return None  # "in his Telegram channel" is where he said it
    near = [m for m in _media(place.line) if verb.first <= m.first <= verb.last]
    hearer = next((m for m in near if m.first in place.line.capitals), None)
    if hearer is None:
        return None
    span = place.line.span(hearer.first, hearer.last)
    return told_claim(scene, place, "source", span, what="agency", attack=None, credit=None)


def _named(scene: Scene, place: LineScene, marker: Marker, what: str) -> Claim | None:
    """The claim of a marker with the name behind it."""
    last = _name_end(place.line, marker.last)
    if last is None or any(
        m.kind.startswith("role.") and m.kind != "role.media" and marker.last <= m.first < last
        for m in place.line.speech
    ):
        return None  # "Source: National Police" is whose word it is, no newsroom
    for media in _media(place.line):  # "the news agency AFP" to its end
        last = media.last if media.first <= last < media.last else last
    span = place.line.span(marker.first, last)
    words = scene.mentions.page.document.quote(place.line.span(marker.last, last))
    return told_claim(scene, place, "source", span, what=what, value_words=words, attack=None, credit=None)


def _name_end(line: Line, at: int) -> int | None:
    """Where the capitalised name that begins within a few tokens ends."""
    begin = next((i for i in range(at, min(at + NEAR, len(line.forms))) if i in line.capitals), None)
    if begin is None:
        return None
    end = begin
    while end < min(begin + NAME, len(line.forms)) and (end in line.capitals or line.forms[end] in "-/.&"):
        end += 1
    return end if line.forms[end - 1] != "." else end - 1
