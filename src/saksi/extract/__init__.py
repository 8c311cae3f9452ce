"""Arguments to cues, clause by clause: one value, one slot; every number ends as a claim or as a refusal."""

from __future__ import annotations

from saksi.extract.alerts import alert_claims
from saksi.extract.assign import assign
from saksi.extract.costs import Field
from saksi.extract.damage import damage_claims
from saksi.extract.facts import fact_claims
from saksi.extract.means import means_claims
from saksi.extract.parts import Held, antecedent, copular_unit, fronted_unit, is_each, is_part, places_of, remnant_of, sort_of, whole_of
from saksi.extract.records import record_claims
from saksi.extract.settings import Setting
from saksi.extract.sources import source_claims
from saksi.extract.stages import superseded
from saksi.extract.statements import statement_claims
from saksi.extract.unnumbered import unnumbered
from saksi.extract.victims import victim_claims
from saksi.model import Claim, Counted, Cue, Line, Quantity, Reading, Refusal, Scene
from saksi.slots import HARM

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
    paragraph = -1
    for place in scene.lines:
        line = place.line
        if line.sentence.paragraph != paragraph:
            paragraph, before = line.sentence.paragraph, before[-MEMORY // 4 :]
        if not line.counted and not line.nouns:
            head = _heading(line) or (head if line.sentence.role == "list_item" else None)
            continue
        field = Field(line)
        settings[id(line)] = Setting(field, place, scene)
        if not line.counted:
            held_all.extend(unnumbered(field, before))
            head = _heading(line) or (head if line.sentence.role == "list_item" else None)
            continue
        given, left = _line_claims(field, before, head)
        held_all.extend(given)
        refusals.extend(_refusals(line, left))
        before = (before + [held for held in given if held.item.quantity.count != 0])[-MEMORY:]
        if line.forms and line.forms[-1] == ":":
            head = given[-1] if given else _heading(line)
        elif line.sentence.role != "list_item":
            head = None
    document = scene.mentions.page.document
    claims = [settings[id(held.line)].claim(document, held) for held in held_all]
    claims = superseded(_hits_of_a_wave(claims))
    claims.extend(means_claims(scene, claims))
    claims.extend(fact_claims(scene))
    claims.extend(alert_claims(scene))
    claims.extend(victim_claims(scene, claims))
    claims.extend(statement_claims(scene, claims))
    for told in (damage_claims, record_claims, source_claims):
        claims.extend(told(scene))
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
    return Held(line, item, cue.slot, _how(cue.extra), None, None, cue, "list_head")


def _how(extra: str | None) -> str | None:
    return extra if extra in ("shot_down", "jammed", "lost", "mixed") else None


def _line_claims(field: Field, before: list[Held], head: Held | None) -> tuple[list[Held], list[Counted]]:
    """The assigned quantities of one line in order, and those left without a slot."""
    line = field.line
    items = [item for item in line.counted if item.refused is None and item.sort != "thing"]
    wholes = whole_of(field, items)
    whole_numbers = set(wholes.values())
    own = {number: cue for number in whole_numbers if (cue := _own_noun(field, items[number]))}
    free = [_with_unit(item, items, wholes, number, own, field) for number, item in enumerate(items) if number not in whole_numbers]
    by_item = {items[number].number[0]: _given(field, items[number], cue, "direct") for number, cue in own.items()}
    for pair in assign(field, free, frozenset(own.values())):
        by_item[pair.item.number[0]] = _given(field, pair.item, pair.cue, pair.rule)
    free = sorted([*free, *(items[number] for number in own)], key=lambda item: item.number)
    done: list[Held] = []
    left = [item for item in line.counted if item.refused is not None or item.sort == "thing"]
    for item in free:
        held = by_item.get(item.number[0])
        if held is None:
            held = _inherited(field, item, before + done, head)
        elif held.unit is None:
            held = _inherit_unit(field, held, before + done)
        if held is None:
            left.append(item)
        else:
            done.append(_spread(field, held))
    done.extend(unnumbered(field, before + done))
    for part, whole in wholes.items():
        if any(held.item.number == items[whole].number for held in done):
            continue
        held = next((held for held in done if held.item.number == items[part].number), None)
        if held is not None and held.slot == "intercepted" and items[whole].sort in ("weapon", None):
            done.append(Held(line, items[whole], "launched", None, "weapon", items[whole].unit or held.unit, None, "whole"))
        else:
            left.append(items[whole])
    return done, left


def _given(field: Field, item: Counted, cue: Cue, rule: str) -> Held:
    """What a quantity came to by a cue."""
    unit = item.unit if item.sort not in ("unknown", None) else None
    flags = (*(("part_of_total",) if is_part(field, item) else ()), *(("hit",) if cue.extra == "hit" else ()))
    return Held(field.line, item, cue.slot, _how(cue.extra), item.sort, unit, cue, rule, flags)


def _spread(field: Field, held: Held) -> Held:
    """A distributive number multiplied out over the places it holds for, and flagged."""
    count = held.item.quantity.count
    if count is None or not is_each(field, held.item):
        return held
    places = places_of(field, held.item)
    if places < 2:
        return held
    quantity = Quantity.said(count * places, held.item.quantity.bound)
    return held._replace(item=_replace(held.item, quantity=quantity), flags=(*held.flags, "distributive"))


def _with_unit(item: Counted, items: list[Counted], wholes: dict[int, int], number: int, own: dict[int, Cue], field: Field) -> Counted:
    """The N of "N of M" takes the unit of M; a bare number takes the noun that it is said to be."""
    if item.sort is not None and not ("people" in item.marks and item.last == item.number[1]):
        return item
    if number in wholes:
        whole = items[wholes[number]]
        cue = own.get(wholes[number])
        last = item.last if wholes[number] < number else max(whole.last, cue.last) if cue else whole.last
        return _replace(item, sort=whole.sort, unit=whole.unit, last=last)
    noun = copular_unit(field, item)
    if noun:
        said = {"copular"} if noun.first > item.last and noun.sort == "person" and noun.unit != "person" else set()
        return _replace(item, sort=noun.sort, unit=noun.unit, last=noun.last, marks=item.marks | said)
    further = _further_unit(field, items, number)
    if further:
        return _replace(item, sort=further.sort, unit=further.unit)
    noun = fronted_unit(field, item)
    return _replace(item, sort=noun.sort, unit=noun.unit) if noun else item


def _further_unit(field: Field, items: list[Counted], number: int) -> Counted | None:
    """What a bare number of further ones counts: that of the number before it ("270 drones ..., 208 others")."""
    item = items[number]
    if not any("other" in field.kinds[at] for at in range(item.number[1], min(item.last + 1, len(field.line.forms)))):
        return None
    before = next((one for one in reversed(items[:number]) if one.sort in ("person", "weapon")), None)
    near = [cue for cue in field.cues if cue.last == item.first or 0 <= cue.first - item.last <= 1]
    return before if before and (not near or any(sort_of(cue.slot) == before.sort for cue in near)) else None


def _replace(item: Counted, **changes: object) -> Counted:
    import msgspec

    return msgspec.structs.replace(item, **changes)  # type: ignore[arg-type]


def _own_noun(field: Field, item: Counted) -> Cue | None:
    """The cue that the M of "N of M" carries as its noun ("14 of 23 injured"), where another is left for the N."""
    own = [cue for cue in field.cues if cue.slot in HARM and item.number[1] <= cue.first <= item.last and "be" not in field.kinds[cue.first - 1]]
    others = [cue for cue in field.cues if cue not in own]
    return own[0] if own and others else None


def _inherit_unit(field: Field, held: Held, before: list[Held]) -> Held | None:
    """A weapon count with no weapon named takes that of its total; without one it is no claim."""
    if held.slot in HARM:
        return held
    total = antecedent(field, held.item, before, "weapon")
    return held._replace(unit=total.unit, sort="weapon") if total and total.unit else None


def _inherited(field: Field, item: Counted, before: list[Held], head: Held | None) -> Held | None:
    """The slot that a quantity without a cue takes from a total, a shared verb or the head of its list."""
    if "zero" in item.marks or "implicit" in item.marks and not is_part(field, item):
        return None
    if is_part(field, item):
        total = antecedent(field, item, before, item.sort)
        if total is not None:
            return _from(total, item, field.line, "part", ("part_of_total",))
    if item.sort is None and before and before[-1].line is field.line and _in_all(field, item):
        return _from(before[-1], item, field.line, "in_all", ())
    shared = remnant_of(field, item, before)
    if shared is not None:
        return _from(shared, item, field.line, "remnant", ())
    if head is not None and field.line.sentence.role == "list_item" and item.sort in (None, sort_of(head.slot)):
        if item.sort is not None or head.unit is not None:
            return _from(head, item, field.line, "list_head", ())
    return None


def _in_all(field: Field, item: Counted) -> bool:
    """Whether a bare number is said to be that of all together: "34 over Moscow and 193 in total"."""
    return any("in_all" in field.kinds[at] for at in range(item.last, min(item.last + 2, len(field.line.forms))))


def _from(total: Held, item: Counted, line: Line, rule: str, flags: tuple[str, ...]) -> Held:
    unit = item.unit if item.sort not in (None, "unknown") else total.unit
    cue = total.cue if total.line is line else None  # a cue of another line has no place in this one
    return Held(line, item, total.slot, total.how, sort_of(total.slot), unit, cue, rule, flags)


def _hits_of_a_wave(claims: list[Claim]) -> list[Claim]:
    """Weapons that hit are launched only where the page gives no other count of launches: else they are part of the wave."""
    counted = {claim.attack for claim in claims if claim.slot == "launched" and "hit" not in claim.flags}
    return [claim for claim in claims if "hit" not in claim.flags or claim.attack not in counted]


def _refusals(line: Line, left: list[Counted]) -> list[Refusal]:
    """A refusal for each number of a line that came to nothing; implicit ones are no numbers."""
    refusals = []
    for item in left:
        if "implicit" in item.marks or "zero" in item.marks:
            continue
        reason = item.refused or ("count_of_something_else" if item.sort in ("thing", "unknown") else "no_cue")
        refusals.append(Refusal(line.span(*item.number), reason, item.why or _why(reason, item)))
    return refusals


def _why(reason: str, item: Counted) -> str:
    if reason == "count_of_something_else":
        return f"counts {item.unit}"
    return "no cue in its clause takes it"
