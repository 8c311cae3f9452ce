"""Two reports to a verdict: vetoes first, then the sum of all likenesses."""

from __future__ import annotations

from collections.abc import Callable

from saksi.link.likeness import LIKENESS, Reason, figures, victims
from saksi.link.profile import DAY, Profile
from saksi.model import Link

# From SAME on two reports are one attack; from UNSURE on a person should look. Own choice, see docs/record.md.
SAME, UNSURE = 3.0, 2.0
# A night is told by the evening's date or the morning's, so neighbouring dates can be one; with a day between, never.
GAP = DAY
# An undated report needs so much by its figures or the names of its victims; less where it was published within a day of
# the other's attack and nearly all else is alike: the town, the attacker, what was struck.
UNDATED, UNDATED_NEAR, ALIKE = 2.0, 0.75, 5.5
COPY = 2.5
VETO = -100.0


def same_page(a: Profile, b: Profile) -> str | None:
    """One document tells the two attacks apart."""
    return "told apart in one page" if a.document_id == b.document_id else None


def days_apart(a: Profile, b: Profile) -> str | None:
    """The days cannot meet, or one text was published before the other's attack."""
    if a.first is not None and a.last is not None and b.first is not None and b.last is not None:
        return "days that cannot meet" if max(a.first, b.first) - min(a.last, b.last) > GAP else None
    for dated, other in ((a, b), (b, a)):
        if (
            dated.first is not None
            and not other.dated
            and other.published is not None
            and other.published < dated.first
        ):
            return "published before the other's attack"
    return None


def countries_apart(a: Profile, b: Profile) -> str | None:
    """All sites of the one lie in other countries than all sites of the other."""
    one, other = {site.country for site in a.sites}, {site.country for site in b.sites}
    return "other countries" if one and other and not one & other else None


VETOES: tuple[Callable[[Profile, Profile], str | None], ...] = (same_page, days_apart, countries_apart)


def veto(a: Profile, b: Profile) -> str | None:
    """Why the two can be no one attack, or None."""
    return next((why for rule in VETOES if (why := rule(a, b))), None)


def score(a: Profile, b: Profile, copies: bool = False) -> float:
    """The sum of all likenesses, or VETO. `copies`: one document repeats the other."""
    if veto(a, b):
        return VETO
    return sum(told[0] for rule in LIKENESS if (told := rule(a, b))) + (COPY if copies else 0.0)


def compare(a: Profile, b: Profile, copies: bool = False) -> Link:
    """The judgement on two reports, left and right in the order of their names, with every reason.

    The verdict is `same` from SAME on; an undated report also needs rare figures, victims or a copy in common.
    """
    if a.id > b.id:
        a, b = b, a
    if why := veto(a, b):
        return Link(left=a.id, right=b.id, verdict="different", score=VETO, reasons=((VETO, why),))
    reasons: list[Reason] = [told for rule in LIKENESS if (told := rule(a, b))]
    if copies:
        reasons.append((COPY, "one page repeats the other"))
    total = round(sum(told for told, _ in reasons), 3)
    return Link(left=a.id, right=b.id, verdict=_verdict(a, b, total, copies), score=total, reasons=tuple(reasons))


def _verdict(a: Profile, b: Profile, total: float, copies: bool) -> str:
    if total < UNSURE:
        return "different"
    if total < SAME:
        return "unsure"
    if (a.dated and b.dated) or copies:
        return "same"
    needed = UNDATED_NEAR if total >= ALIKE and _near(a, b) else UNDATED
    return "same" if evidence(a, b) >= needed else "unsure"


def _near(a: Profile, b: Profile) -> bool:
    """Whether an undated report was published at most a day after the attack of the dated one ended."""
    dated, other = (a, b) if a.dated else (b, a)
    return (
        dated.dated and dated.last is not None and other.published is not None and other.published - dated.last <= DAY
    )


def evidence(a: Profile, b: Profile) -> float:
    """What speaks for one attack beside time and place."""
    return sum(told[0] for rule in (figures, victims) if (told := rule(a, b)))


__all__ = ["SAME", "UNSURE", "VETO", "compare", "evidence", "score", "veto"]
