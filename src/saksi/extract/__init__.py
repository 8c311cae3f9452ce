"""Arguments to cues, clause by clause: one value, one slot; every number ends as a claim or as a refusal."""

from __future__ import annotations

from saksi.extract.absent import absent
from saksi.extract.again import kin, once
from saksi.extract.alerts import alert_claims
from saksi.extract.counts import line_claims
from saksi.extract.damage import damage_claims
from saksi.extract.facts import fact_claims
from saksi.extract.field import Field
from saksi.extract.given import how_of
from saksi.extract.halves import halves
from saksi.extract.losses import loss_claims
from saksi.extract.means import means_claims
from saksi.extract.named import named_victims
from saksi.extract.parts import Held
from saksi.extract.places import Sites
from saksi.extract.records import record_claims
from saksi.extract.refused import in_addresses, names_with_digits, refusals_of
from saksi.extract.settings import Setting
from saksi.extract.sources import source_claims
from saksi.extract.stages import superseded
from saksi.extract.statements import statement_claims
from saksi.extract.targets import target_claims
from saksi.extract.totals import with_sums
from saksi.extract.unnumbered import told_singly, unnumbered
from saksi.extract.victims import victim_claims
from saksi.model import Claim, Counted, Line, Reading, Refusal, Scene, Span
from saksi.slots import WEAPON_COUNTS

MEMORY = 12  # quantities kept in mind as totals for the parts that follow


def extract(scene: Scene) -> Reading:
    """All counted claims of a page and the refusals of every other number.

    A part or a remnant looks back over the paragraph for its total; a list looks back to the line that heads it.
    """
    held_all: list[Held] = []
    settings: dict[int, Setting] = {}
    refusals: list[Refusal] = []
    before: list[Held] = []
    head: Held | None = None
    paragraph, listed = -1, False
    sites = Sites(scene)
    for place in scene.lines:
        line = place.line
        if line.sentence.paragraph != paragraph:
            paragraph, before = line.sentence.paragraph, before[-MEMORY // 4 :]
        if line.sentence.role == "chrome":
            refusals.extend(refusals_of(line, list(line.counted)))
            continue
        if not line.counted and not line.nouns and not line.cues:
            head = _heading(line) or (head if line.sentence.role == "list_item" else None)
            continue
        field = Field(line)
        settings[id(line)] = Setting(field, place, sites)
        if not line.counted:
            held_all.extend(
                (*told_singly(field, []), *halves(field, before), *unnumbered(field, before), *absent(field))
            )
            heading = _heading(line)
            head = heading or (head if line.sentence.role == "list_item" else None)
            listed = heading is not None
            continue
        promised = head if line.sentence.role == "list_item" or (listed and not line.cues) else None
        given, left = line_claims(field, before, promised)
        held_all.extend(given)
        refusals.extend(refusals_of(line, left))
        before = (before + [held for held in given if held.item.quantity.count != 0])[-MEMORY:]
        opens = bool(line.forms) and line.forms[-1] == ":"
        if opens:
            head = given[-1] if given else _heading(line)
        elif line.sentence.role != "list_item" and promised is None:
            head = None
        listed = opens or promised is not None  # items without bullets; a list's last may end like a sentence
    held_all = once(held_all, lambda held: settings[id(held.line)].place.attack)
    document = scene.mentions.page.document
    claims: list[Claim] = []
    scopes: dict[int, str] = {}
    for held, summed in zip(held_all, with_sums(held_all), strict=True):
        claims.append(settings[id(held.line)].claim(document, summed, scopes.get(id(held.total))))
        scopes[id(held)] = claims[-1].scope
    claims, hits = _hits_of_a_wave(claims)
    refusals.extend(hits)
    claims = superseded(claims)
    claims.extend(means_claims(scene, claims))
    claims.extend(fact_claims(scene))
    claims.extend(target_claims(scene))
    claims.extend(alert_claims(scene))
    aged = victim_claims(scene, claims)
    claims.extend((*aged, *named_victims(scene, claims, aged)))
    claims.extend(damage_claims(scene))
    claims.extend(loss_claims(scene))
    claims.extend(statement_claims(scene, claims))
    for told in (record_claims, source_claims):
        claims.extend(told(scene))
    refusals.extend(names_with_digits(scene, claims, refusals))
    refusals.extend(in_addresses(scene))
    claims.sort(key=lambda claim: (claim.span.start, claim.span.end, claim.slot, claim.what or ""))
    return Reading(
        page=scene.mentions.page, claims=tuple(_distinct(claims)), refusals=tuple(refusals), attacks=scene.attacks,
        numbers=scene.mentions.numbers,
    )  # fmt: skip


def _distinct(claims: list[Claim]) -> list[Claim]:
    seen: dict[str, Claim] = {}
    for claim in claims:
        seen.setdefault(claim.id, claim)
    return list(seen.values())


def _heading(line: Line) -> Held | None:
    """What a line without a number promises to the list under it: "Shot down:", "Результат ППО:"."""
    if not line.cues or not line.forms or line.forms[-1] != ":":
        return None
    cue = line.cues[-1]
    item = Counted(first=0, last=0, number=(0, 0), quantity=None)  # type: ignore[arg-type]
    return Held(line, item, cue.slot, how_of(cue.extra), None, None, cue, "list_head")


def _hits_of_a_wave(claims: list[Claim]) -> tuple[list[Claim], list[Refusal]]:
    """Weapons that hit are launched unless the attack has another count of the same kind: then they are part of it, and
    their numbers are refused.

    One weapon told of by itself ("a drone hit a bus") is told as launched, whatever else is counted.
    """
    counted = {
        (claim.attack, kin(claim.what)) for claim in claims if claim.slot in WEAPON_COUNTS and "hit" not in claim.flags
    }
    kept: list[Claim] = []
    refused: list[Refusal] = []
    for claim in claims:
        of_wave = {(claim.attack, kin(claim.what)), (claim.attack, "mixed")} & counted
        named = any(part.rule in ("unit", "singular noun") for part in claim.parts)
        alone = named and claim.quantity is not None and claim.quantity.count == 1
        if "hit" not in claim.flags or alone or not of_wave:
            kept.append(claim)
            continue
        numbers = [part for part in claim.parts if part.rule in ("numeral", "range", "vague")]
        refused.extend(
            Refusal(Span(part.start, part.end), "hits", "weapons that hit, of a wave told of elsewhere")
            for part in numbers
        )
    return kept, refused
