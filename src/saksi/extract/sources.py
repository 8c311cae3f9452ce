"""Whom the page credits for its content: agencies, outlets, first publication, photographs."""

from __future__ import annotations

from saksi.extract.told import longest, told_claim
from saksi.model import Claim, Line, LineScene, Marker, Scene

NAME = 6  # tokens of an outlet's name at most
NEAR = 3
SILENT = frozenset({"chrome"})


def source_claims(scene: Scene) -> list[Claim]:
    """`source` claims, each name once a document; a photograph's credit line gives `photo`."""
    claims: list[Claim] = []
    seen: set[str] = set()
    for place in scene.lines:
        for claim in _of_line(scene, place):
            key = f"{claim.what} {(claim.value_words or '').casefold()}"
            if key not in seen:
                seen.add(key)
                claims.append(claim)
    return claims


def _of_line(scene: Scene, place: LineScene) -> list[Claim]:
    line = place.line
    role = line.sentence.role
    if role == "credit_line":
        return [told_claim(scene, place, "source", line.sentence.span, what="photo", attack=None, credit=None)]
    if role in SILENT:
        return []
    claims = [claim for marker in longest(line.sources, "first_published") if (claim := _named(scene, place, marker, "first_published"))]
    media = [m for m in line.speech if m.kind == "role.media"]
    for marker in longest(line.sources, "citing", "agency_mark"):
        if any(0 <= m.first - marker.last <= NEAR for m in media) or marker.kind == "agency_mark":
            claim = _named(scene, place, marker, "agency" if role in ("byline", "dateline") else "outlet")
            if claim:
                claims.append(claim)
    if role in ("byline", "dateline") and not claims:
        claims.extend(told_claim(scene, place, "source", line.span(m.first, m.last), what="agency", attack=None, credit=None) for m in media[:1])
    return claims


def _named(scene: Scene, place: LineScene, marker: Marker, what: str) -> Claim | None:
    """The claim of a marker with the name behind it."""
    last = _name_end(place.line, marker.last)
    if last is None:
        return None
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
