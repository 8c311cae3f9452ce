"""Which of its namesakes a name in a text means: by how great each is, and by the other places that the text names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from saksi.gazetteer.distance import distance_km
from saksi.gazetteer.table import Ref, Table
from saksi.gazetteer.told import Found, Heads, district_of
from saksi.text import Tokens

NEAR_KM = 150  # a namesake this near to a city that is certain is the likelier one
SECOND_NAME = 0.05  # a former or rare name, beside a place that is usually called so
OWN_NAME = 50  # a place whose own name it is, against one that is also called so
UNCOUNTED = 1000  # people of a place of which the table does not know how many it has
MOST = 40  # candidates kept of one name
HOME = 20  # a place of a country that the text is about weighs as much as one twenty times its size elsewhere
TOLD = 100  # ... where the caller says which countries the document is about
INSIDE = 1000  # ... and one whose city or raion is named a thousand times, whose region is named a hundred times
TOWNS = frozenset({"city", "village"})


class Hit(NamedTuple):
    """A name at tokens first..last (exclusive) with all that it can be; `state`: sure, thin, waiting."""

    first: int
    last: int
    refs: list[Ref]
    head: str | None
    state: str


class Ranking:
    """The names of one text, each against the others. `countries`: those that the caller says the text is about."""

    def __init__(self, table: Table, tokens: Tokens, heads: Heads, hits: list[Hit], countries: Sequence[str]) -> None:
        self.table, self.tokens, self.heads, self.hits = table, tokens, heads, hits
        self.home = Counter(countries) or self._countries()
        self.bias = TOLD if countries else HOME
        self.named = {hit.refs[0][0] for hit in hits}
        self.points = [
            table.place(h.refs[0][0])
            for h in hits
            if h.state == "sure" and len(h.refs) == 1 and table.kind(h.refs[0][0]) == "city"
        ]

    def found(self) -> list[Found]:
        """The names with their places, the likeliest first."""
        befores: list[Hit | None] = [None, *self.hits]
        return [self._found(hit, befores[number]) for number, hit in enumerate(self.hits)]

    def _countries(self) -> Counter[str]:
        """The countries the text is about, by its sure names, with how many there are."""
        sure = (hit for hit in self.hits if hit.state == "sure")
        return Counter(code for hit in sure if (code := self.table.country(hit.refs[0][0])))

    def _found(self, hit: Hit, before: Hit | None) -> Found:
        table = self.table
        ranked = hit.refs
        if len(ranked) > 1:
            form = " ".join(self.tokens.forms[hit.first : hit.last])
            around = self._around(hit, before)
            best = min(letter for _, letter in ranked)
            own = self.table.country(hit.refs[0][0])
            alone = self.home[own] == 1 and self.bias == HOME
            others = (self.home - Counter((own,)) if alone else self.home) or self.home  # one name vouches for nothing
            weights = {ref: self._weight(ref, others, form) for ref in ranked}
            # A village never beats the city it shares a name with, nor a name that wants a head one that wants none -
            # save that "Chuhuiv, Kharkiv" is a city and its oblast.
            ranked = sorted(ranked, key=lambda ref: (
                ref[0] not in around, hit.head is None and (ref[1] == "h" or best + ref[1] == "ac"), -weights[ref],
            ))  # fmt: skip
        places = tuple(dict.fromkeys(table.place(row) for row, _ in ranked[:MOST]))
        if hit.head is not None and "raion" in self.heads.after.get(hit.head, ()) and table.kind(ranked[0][0]) in TOWNS:
            places = tuple(district_of(place, hit.head) for place in places)
        return Found(hit.first, hit.last, places, hit.head, hit.state == "thin")

    def _around(self, hit: Hit, before: Hit | None) -> set[int]:
        """The regions around the place named just before, after a comma: rows that this name then means."""
        if (
            before is None
            or hit.head is not None
            or hit.first - before.last != 1
            or self.tokens.forms[before.last] != ","
        ):
            return set()
        return {row for row in self.table.parents(before.refs[0][0]) if self.table.kind(row) == "region"}

    def _weight(self, ref: Ref, home: Counter[str], form: str) -> float:
        """How likely a place is to be meant by a form."""
        row, letter = ref
        place = self.table.place(row)
        own = place.name.lower() == form
        weight = float((self.table.population(row) or UNCOUNTED) + 100) * (
            SECOND_NAME if letter == "b" and not own else 1
        )
        kind = self.table.kind(row)
        if kind == "country":
            weight += 1e10
        elif kind == "area":
            weight += 1e9
        elif kind == "region":
            weight += 1e5
        if self.table.country(row) in home:
            weight *= self.bias
        if kind not in ("country", "area", "region") and (around := self.named.intersection(self.table.parents(row))):
            kinds = {self.table.kind(parent) for parent in around}
            weight *= INSIDE if kinds & {"city", "raion"} else INSIDE / 10 if kinds != {"country"} else 1
        if kind == "city" and any(0 < (distance_km(place, point) or 0) < NEAR_KM for point in self.points):
            weight *= HOME
        if own:
            weight *= OWN_NAME
        return weight
