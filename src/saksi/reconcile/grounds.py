"""What a person looks at before grading an incident: who says, who admits, who denies. No grade is given here.

The inputs are those that Airwars lists in its methodology note for its grades: how many sources, of what kinds, whether
a belligerent accepts or denies, whether accounts compete.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from saksi.gazetteer.demonyms import demonyms
from saksi.model import Claim, Grounds, Incident, Position
from saksi.text import Tokens

MOST = 60
ADMITS, DENIES = "admits", "denies"


def grounds(incident: Incident, claims: Sequence[Claim]) -> Grounds:
    """The inputs of a grade: independent origins, kinds of source, each named source's position, who admits, denies."""
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        credit = claim.credit
        if credit is None or claim.scope != "this_attack":
            continue
        name = " ".join(credit.name.split())
        key = (name, credit.kind, credit.stance, side(name, claim.language))
        found.setdefault(key, []).append(claim.id)
    positions = tuple(
        Position(credit=name, kind=kind, stance=stance, side=whose, claim_ids=tuple(ids))
        for (name, kind, stance, whose), ids in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST]
    )
    return Grounds(
        independent_sources=incident.independent_sources,
        source_kinds=tuple(sorted({position.kind for position in positions})),
        positions=positions, admits=_named(positions, ADMITS), denies=_named(positions, DENIES),
    )  # fmt: skip


def side(name: str, language: str) -> str:
    """The state or group that a source's name belongs to, "" where the name does not tell.

    >>> side("Russian Defence Ministry", "en"), side("the mayor", "en")
    ('Russia', '')
    """
    words = demonyms(language)
    found = (words.of(form) for form in Tokens(name).forms)
    return next((demonym.name for demonym in found if demonym is not None), "")


def _named(positions: Iterable[Position], stance: str) -> tuple[str, ...]:
    return tuple(sorted({position.credit for position in positions if position.stance == stance}))
