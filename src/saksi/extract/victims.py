"""One person harmed, told of as a person: name, age, sex, role, fate. Private persons are marked."""

from __future__ import annotations

from saksi.extract.told import gap, told_claim
from saksi.model import Claim, Counted, Cue, LineScene, Noun, Person, Scene, Span
from saksi.slots import HARM

CLAUSE = 12  # tokens between an age and the word of harm
BESIDE = 4  # tokens between an age and the noun or the name it belongs to
NAME = 4  # words of a person's name at most
OLDEST = 120
SEX = {"woman": "female", "man": "male"}
PUBLIC = frozenset({"official"})
TOLD = frozenset({"body", "list_item"})
_WALLS = frozenset({"semicolon", "stop", "but"})
_JOINED = frozenset({"comma", "open", "close"})


def victim_claims(scene: Scene, claims: list[Claim]) -> list[Claim]:
    """`victim` claims: each age said of one person beside a word of harm, with the name and the noun that stand by it.

    An age is never a count. The age of a speaker is his own, and ages of several ("aged 5 and 9") make nobody.
    """
    harm = {claim.span: claim for claim in claims if claim.slot in HARM}
    return [
        claim
        for place in scene.lines
        if place.line.cues and place.line.sentence.role in TOLD
        for age in place.line.counted
        if age.refused == "age" and age.quantity.bound == "exact" and 0 < (age.quantity.count or 0) < OLDEST
        if not _speaks(place, age) and (cue := _fate(place, age)) is not None
        if (claim := _claim(scene, place, age, cue, harm)) is not None
    ]


def _claim(scene: Scene, place: LineScene, age: Counted, cue: Cue, harm: dict[Span, Claim]) -> Claim | None:
    line = place.line
    noun, name = _noun(place, age), _name(place, age)
    if noun is None and name is None:
        return None
    stretches = [age.number, *([(noun.first, noun.last)] if noun else ()), *([name] if name else ())]
    span = line.span(min(first for first, _ in stretches), max(last for _, last in stretches))
    unit = noun.unit if noun else None
    words = " ".join(scene.mentions.page.document.quote(line.span(*name)).split()) if name else None
    role = unit if unit not in (None, "person", "woman", "man") else None
    person = Person(words, age.quantity.count, SEX.get(unit or ""), role, unit not in PUBLIC)
    counted = next((claim for at, claim in harm.items() if at.start < span.end and span.start < at.end), None)
    more = {"scope": counted.scope, "place": counted.place, "credit": counted.credit} if counted else {}
    return told_claim(scene, place, "victim", span, what=cue.slot, person=person, **more)


def _fate(place: LineScene, age: Counted) -> Cue | None:
    """The word of harm that the person of an age suffers: the nearest in the same clause."""
    near = [
        cue for cue in place.line.cues if cue.slot in HARM and gap(cue, age) <= CLAUSE and not _walled(place, cue, age)
    ]
    return min(near, key=lambda cue: gap(cue, age), default=None)


def _walled(place: LineScene, cue: Cue, age: Counted) -> bool:
    low, high = min(cue.last, age.last), max(cue.first, age.first)
    return any(place.line.kinds[at] & _WALLS for at in range(low, high))


def _speaks(place: LineScene, age: Counted) -> bool:
    """Whether an age stands by the name of a speaker: "said Halyna, 67"."""
    line = place.line
    low, high = line.starts[max(age.first - BESIDE, 0)], line.ends[min(age.last + BESIDE, len(line.ends)) - 1]
    return any(one.credit.span.start < high and low < one.credit.span.end for one in place.credits)


def _noun(place: LineScene, age: Counted) -> Noun | None:
    """The single person an age belongs to: "a 70-year-old woman", "a bus driver, 45"."""
    line = place.line
    found = [noun for noun in line.nouns if noun.sort == "person"]
    found += [
        Noun(one.first, one.last, "person", one.unit or "person", True)
        for one in line.counted
        if one.sort == "person" and one.quantity.count == 1
    ]
    near = [
        noun
        for noun in found
        if noun.first <= age.first < noun.last or (gap(noun, age) <= BESIDE and not _and(place, noun, age))
    ]
    near = [noun for noun in near if not _aged_otherwise(place, noun, age)]
    return min(near, key=lambda noun: (abs(gap(noun, age)), noun.first), default=None)


def _aged_otherwise(place: LineScene, noun: Noun, age: Counted) -> bool:
    """Whether a noun holds an age of its own: "an 8-year-old girl, a 10-year-old boy"."""
    return any(
        one.refused == "age" and noun.first <= one.first < noun.last and one.first != age.first
        for one in place.line.counted
    )


def _and(place: LineScene, noun: Noun, age: Counted) -> bool:
    """Whether another person begins between the two: "a woman and a boy of 12"."""
    low, high = min(noun.last, age.last), max(noun.first, age.first)
    return any("and" in place.line.kinds[at] for at in range(low, high))


def _name(place: LineScene, age: Counted) -> tuple[int, int] | None:
    """The capitalised words right beside an age, over one comma or bracket, that are no place and no state."""
    line = place.line
    other = {at for one in line.places if not one.thin for at in range(one.first, one.last)}
    other |= {actor.first for actor in line.actors}
    other |= {marker.first for marker in line.speech if marker.kind.startswith("role.")}

    def named(at: int) -> bool:
        return at in line.capitals and at not in other and line.forms[at][0].isalpha()

    start = age.first - 1
    while start > 0 and line.kinds[start] & _JOINED and start >= age.first - 2:
        start -= 1
    first = start + 1
    while first > 0 and start + 1 - first < NAME and named(first - 1):
        first -= 1
    if first <= start and (first > 0 or start > first):
        return first, start + 1
    last = begin = next(
        (at for at in range(age.last, min(age.last + BESIDE, len(line.forms))) if named(at)), len(line.forms)
    )
    while last < len(line.forms) and last - begin < NAME and named(last):
        last += 1
    return (begin, last) if last > begin else None
