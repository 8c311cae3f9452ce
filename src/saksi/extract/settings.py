"""What a counted claim takes from its line: its attack, its site, whose word it is, its scope, its moment."""

from __future__ import annotations

from saksi.extract.claims import counted_claim
from saksi.extract.field import Field
from saksi.extract.parts import Held
from saksi.extract.places import Sites, over
from saksi.extract.scopes import scope_of
from saksi.model import Claim, Counted, Credit, Document, LineScene, Place
from saksi.slots import HARM


class Setting:
    """A line in its scene, ready to dress its claims."""

    __slots__ = ("field", "place", "sites")

    def __init__(self, field: Field, place: LineScene, sites: Sites) -> None:
        self.field = field
        self.place = place
        self.sites = sites

    def claim(self, document: Document, held: Held, total: str | None = None) -> Claim:
        """The claim of one assigned quantity with all that its line gives it; `total`: the scope of what it is a part
        of, which is its own where its words say no other.
        """
        at = held.item.number[0]
        credit = self._credit(at)
        scope = scope_of(self.field, held, self.place.periods, credit)
        if scope == "this_attack" and total is not None:
            scope = total
        if scope == "this_attack" and self.place.earlier:
            scope = "earlier_attack"
        if scope == "claimed_losses" and held.unit in (None, "person"):
            held = held._replace(unit="soldier")  # one figure for the troops of the other side
        attack = self.place.attack if scope in ("this_attack", "earlier_attack") else None
        flags = (*self.place.flags, *self._carried(credit))
        return counted_claim(
            document, held, scope, flags, attack=attack, credit=credit, place=self._place(held, credit, scope),
            as_of=self.place.as_of,
        )  # fmt: skip

    def _place(self, held: Held, credit: Credit | None, scope: str) -> Place | None:
        """Where people were harmed; where weapons were stopped, if the number itself stands by the place."""
        if held.slot in HARM:
            item = self._of_total(held)
            return self.sites.of(self.place, self.field, item, credit, scope == "cumulative")
        alone = held.slot == "intercepted" and "distributive" not in held.flags
        return over(self.place, self.field, held.item) if alone else None

    def _of_total(self, held: Held) -> Counted:
        """The total of a part in the same line, where no place is named behind it: both are of one place."""
        total = held.total
        if total is None or total.line is not held.line or total.item.first > held.item.first:
            return held.item
        behind = any(name.first >= total.item.last for name in self.place.sites)
        return held.item if behind else total.item

    def _credit(self, at: int) -> Credit | None:
        """The speaker whose reach holds the number; of several, the last to open."""
        holding = [one.credit for one in self.place.credits if one.first <= at < one.last]
        return holding[-1] if holding else None

    def _carried(self, credit: Credit | None) -> tuple[str, ...]:
        """The flag of a credit that stands in another sentence than the number."""
        low, high = self.place.line.sentence.span
        return ("credit_carried",) if credit is not None and not low <= credit.span.start < high else ()
