"""The rows of an incident: by slot, group and place, with a row of all persons for the killed and for the injured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from saksi.model import Claim, Estimate, Incident, Place, Report
from saksi.reconcile.alterations import altered
from saksi.reconcile.figures import Figure, by_document, figure
from saksi.reconcile.listed import Between, lists
from saksi.reconcile.reckon import reckon
from saksi.reconcile.scopes import most_told, sites, wholes, within
from saksi.reconcile.stages import leap
from saksi.reconcile.voices import Offices, kind_of, offices
from saksi.slots import COUNTED, GROUPS, HARM, HOW, WEAPONS

PERSON = "person"
# These two have a row of all persons in every incident, also where nothing is said.
ALWAYS = ("killed", "injured")
TOLD, SUMMED, GREATEST_GROUP, GREATEST_SITE = "told", "sum_of_listed_groups", "greatest_group", "greatest_site"
NO_NUMBER, NOTHING = "no_number", "nothing_said"

# A page's number that is less than this part of its greatest one tells of some of these (own choice).
SOME = 5
FIRM = ("exact", "at_least", "more_than")
Row = tuple[str, str, str | None, str | None, str | None]
Key = tuple[str, str | None, str | None]


def nothing_between(left: Claim, right: Claim) -> str:
    """Stands for texts that are not at hand: no clause is known, so nothing is added."""
    return "."


def estimates(incident: Incident, claims: Sequence[Claim], between: Between = nothing_between) -> tuple[Estimate, ...]:
    """The estimates of an incident from the claims of its reports and copies that stand.

    `between` gives the text between two claims of one document. Claims of another scope (an earlier attack, a war's
    total, one side's claim of the other's losses) are no figure of this attack and make none.

    Example: claims "killed 9" (morning) and "killed 12" (noon) of two outlets on the rescue service's word make
    killed person 12 / 12 / 12 with the reason later_count.
    """
    reports = by_document(incident.reports)
    own = [
        claim for claim in claims
        if claim.slot in COUNTED and claim.quantity is not None and claim.scope == "this_attack"
        and (claim.document_id, claim.attack or 0) in reports
    ]  # fmt: skip
    rows = _Rows(sorted(own, key=lambda claim: claim.id), reports, wholes(incident), between, offices(claims))
    return tuple(rows.all())


class _Rows:
    """All rows of one incident."""

    def __init__(
        self, claims: Sequence[Claim], reports: Mapping[tuple[str, int], Report], whole: frozenset[str],
        between: Between, known: Offices,
    ) -> None:  # fmt: skip
        self.offices = known
        self.reports, self.whole, self.between = reports, whole, between
        self.by_key: dict[Key, list[Claim]] = {}
        for claim in claims:
            how = (claim.how or "mixed") if claim.slot == "intercepted" else None
            self.by_key.setdefault((claim.slot, claim.what, how), []).append(claim)
        self.totals = self._totals(claims)
        self.altered = altered(claims, reports)
        self.several = _several(claims)

    @staticmethod
    def _totals(claims: Sequence[Claim]) -> dict[tuple[str, str, str | None], int]:
        """The greatest number that a document gives for a slot and group and does not call a part."""
        found: dict[tuple[str, str, str | None], int] = {}
        for claim in claims:
            if "part_of_total" not in claim.flags and claim.quantity is not None:
                key = (claim.document_id, claim.slot, claim.what)
                found[key] = max(found.get(key, 0), claim.quantity.count or 0)
        return found

    def all(self) -> list[Estimate]:
        """The rows in the order of the slots, of all persons before groups, of the whole before its sites."""
        made: list[Estimate] = []
        for slot in ALWAYS:
            self.by_key.setdefault((slot, PERSON, None), [])
        for key in sorted(self.by_key, key=_in_order):
            said = self.by_key[key]
            groups = self._groups(key[0]) if key[1] == PERSON and key[0] in HARM else []
            places = most_told(sites([*said, *groups], self.whole), [*said, *groups])
            by_site = [row for place in places.values() if (row := self._row(key, place, said, groups, None))]
            floor = max((row.best for row in by_site if row.best is not None), default=None)
            whole = self._row(key, None, said, groups, floor)
            made += [whole] if whole else []
            made += by_site
        return made

    def _groups(self, slot: str) -> list[Claim]:
        return [claim for key, said in self.by_key.items() if key[0] == slot and key[1] != PERSON for claim in said]

    def _row(
        self, key: Key, place: Place | None, said: Sequence[Claim], groups: Sequence[Claim], floor: int | None
    ) -> Estimate | None:
        own = [self._figure(claim, part) for claim, part in within(said, place, self.whole)]
        reckoned, rule = reckon(own, floor, key[0] in HARM), TOLD
        if reckoned.best is None:
            rule = NO_NUMBER if own else NOTHING
        elif not any(f.value == reckoned.best and not f.part for f in own):
            rule = GREATEST_SITE
        if groups:
            inside = [claim for claim, _ in within(groups, place, self.whole)]
            more, by, least = self._from_groups(inside, reckoned.best)
            if more:
                own = [*own, *more]
                reckoned = reckon(own, floor if least is None else least)
                rule = by if any(f.value == reckoned.best for f in more) else rule
        if not own and (place is not None or key[0] not in ALWAYS):
            return None
        slot, what, how = key
        return Estimate(
            slot=slot, what=what, place=place.name if place else None, low=reckoned.low, best=reckoned.best,
            high=reckoned.high, as_of=reckoned.as_of, rule=rule, how=how, reason=reckoned.reason,
            claim_ids=tuple(sorted({name for f in own for name in f.claim_ids})), sides=reckoned.sides,
        )  # fmt: skip

    def _figure(self, claim: Claim, part: bool) -> Figure:
        report, voice = self.reports[claim.document_id, claim.attack or 0], kind_of(claim, self.offices)
        count = claim.quantity.count if claim.quantity else None
        if "part_of_total" in claim.flags:
            total = self.totals.get((claim.document_id, claim.slot, claim.what), 0)
            part = part or claim.what == PERSON or total > (count or 0)
        greatest = self.several.get(_row_of(claim))
        if greatest is None or count is None or claim.slot in HARM:
            part = part or (greatest is not None and count is not None and self._beside(claim, count, greatest))
            return figure(claim, report, part=part, altered=claim.id in self.altered, voice=voice)
        made = figure(claim, report, part=part or count < greatest, altered=claim.id in self.altered, voice=voice)
        return msgspec.structs.replace(made, high=None)

    @staticmethod
    def _beside(claim: Claim, count: int, greatest: int) -> bool:
        """Whether a page's number is so much smaller than its greatest that it tells of some of these ("one more died
        in hospital") and no stage of the toll; a stage has its flag or its moment."""
        return (
            leap(count, greatest)
            and count * SOME < greatest
            and "superseded" not in claim.flags
            and claim.as_of is None
        )

    def _from_groups(self, claims: Sequence[Claim], best: int | None) -> tuple[list[Figure], str, int | None]:
        """What groups say of all persons where that is more than is said of these: the sum that one clause lists, else
        the greatest group, a lower bound of all persons with its best number; and the rule."""
        sums = [self._sum(run) for run in lists(claims, self.between)]
        found = [figure for figure in sums if best is None or (figure.value or 0) > best]
        if found:
            return found, SUMMED, None
        made: dict[str | None, list[Figure]] = {}
        for claim in claims:
            made.setdefault(claim.what, []).append(self._figure(claim, False))
        greatest = max(
            ((reckoned.best, what) for what, own in made.items() if (reckoned := reckon(own)).best is not None),
            key=lambda pair: (pair[0], pair[1] or ""), default=None,
        )  # fmt: skip
        if greatest is not None and (best is None or (greatest[0] or 0) > best):
            return [msgspec.structs.replace(f, part=True) for f in made[greatest[1]]], GREATEST_GROUP, greatest[0]
        if best is None and greatest is None and claims:
            return [self._figure(claim, True) for claim in claims], NO_NUMBER, None
        return [], TOLD, None

    def _sum(self, run: Sequence[Claim]) -> Figure:
        first = self._figure(run[0], False)
        value = sum(claim.quantity.count or 0 for claim in run if claim.quantity)
        closed = all(claim.quantity is not None and claim.quantity.high is not None for claim in run)
        return msgspec.structs.replace(
            first, claim_ids=tuple(claim.id for claim in run), value=value, low=value, high=value if closed else None
        )


def _row_of(claim: Claim) -> Row:
    """Where a page's numbers can be of one thing: its slot, group and way, and for harm the place that it names."""
    place = claim.place.name if claim.place is not None and claim.slot in HARM else None
    return claim.document_id, claim.slot, claim.what, claim.how, place


def _several(claims: Sequence[Claim]) -> dict[Row, int]:
    """The greatest number of a row where a document gives several. Of weapons they are parts ("37 of one model, 12 of
    another"), so that the greatest is a lower bound of the kind and no total."""
    found: dict[Row, set[int]] = {}
    for claim in claims:
        quantity = claim.quantity
        if quantity is None or quantity.bound not in FIRM:
            continue
        if claim.slot in HARM or (quantity.count or 0) > 1:
            found.setdefault(_row_of(claim), set()).add(quantity.count or 0)
    return {row: max(counts) for row, counts in found.items() if len(counts) > 1}


def _in_order(key: Key) -> tuple[int, int, int]:
    slot, what, how = key
    kinds = GROUPS if slot in HARM else WEAPONS
    return (
        COUNTED.index(slot),
        kinds.index(what) if what in kinds else len(kinds),
        HOW.index(how) if how in HOW else len(HOW),
    )
