"""What a counted claim takes from its line: its attack, its site, whose word it is, its scope, its moment."""

from __future__ import annotations

import msgspec

from saksi.extract.claims import counted_claim
from saksi.extract.field import Field
from saksi.extract.parts import Held
from saksi.extract.scopes import scope_of
from saksi.model import Claim, Credit, Document, LineScene, Place, Scene
from saksi.slots import HARM

SEGMENT = frozenset({"semicolon", "stop", "but"})


class Setting:
    """A line in its scene, ready to dress its claims."""

    __slots__ = ("field", "place", "scene")

    def __init__(self, field: Field, place: LineScene, scene: Scene) -> None:
        self.field = field
        self.place = place
        self.scene = scene

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
        claim = counted_claim(document, held, scope)
        return msgspec.structs.replace(
            claim, attack=self.place.attack if scope in ("this_attack", "earlier_attack") else None, credit=credit,
            place=self._site(at) if held.slot in HARM else None, as_of=self.place.as_of,
            flags=(*claim.flags, *self.place.flags),
        )  # fmt: skip

    def _credit(self, at: int) -> Credit | None:
        """The speaker whose reach holds the number; of several, the last to open."""
        holding = [one.credit for one in self.place.credits if one.first <= at < one.last]
        return holding[-1] if holding else None

    def _site(self, at: int) -> Place | None:
        """The site beside a number: the nearest of its own part of the sentence, else the nearest of the line; then
        the paragraph's.
        """
        sites = self.place.sites
        if sites:
            own = [name for name in sites if not self._apart(at, name.first)] or list(sites)
            nearest = min(own, key=lambda name: (abs(name.first - at), name.first))
            return nearest.candidates[0]
        return self._site_before()

    def _apart(self, left: int, right: int) -> bool:
        low, high = sorted((left, right))
        return self.field.between(low, high, SEGMENT)

    def _site_before(self) -> Place | None:
        """The site last named before this line in its attack; else the first one named in it."""
        first: Place | None = None
        for place in self.scene.lines:
            if place is self.place:
                break
            if place.attack == self.place.attack and place.sites:
                if place.line.sentence.paragraph == self.place.line.sentence.paragraph:
                    first = place.sites[-1].candidates[0]
                elif first is None:
                    first = place.sites[0].candidates[0]
        return first or self._site_of_attack()

    def _site_of_attack(self) -> Place | None:
        attack = next((one for one in self.scene.attacks if one.number == self.place.attack), None)
        return attack.places[0] if attack is not None and attack.places else None
