"""Places: names in texts to places of the world, by a compiled table (see docs/gazetteer.md).

>>> from saksi.text import Tokens
>>> tokens = Tokens("Сирени лунали у Кривому Розі та над Брянською і Курською областями.")
>>> [found.candidates[0].name for found in load().find(tokens, 0, len(tokens), "uk")]
['Kryvyi Rih', 'Bryansk oblast', 'Kursk oblast']
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from saksi.gazetteer.demonyms import Demonym, demonyms, enemies, state_names
from saksi.gazetteer.distance import distance_km
from saksi.gazetteer.finder import Finder, Found
from saksi.gazetteer.table import Table, refs
from saksi.model import Place
from saksi.text import Tokens, fold


class Gazetteer:
    """The places of the world that the table holds."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, tokens: Tokens, first: int, last: int, language: str, countries: Sequence[str] = ()) -> list[Found]:
        """The place names among tokens first..last (last exclusive), in order, leftmost-longest.

        `countries`: codes of the countries the document is about; they win among namesakes. Without them the sure names
        of the range decide. A name that fits no place in this context is not returned.
        """
        return Finder(self._table, tokens, first, last, language).run(countries)

    def place(self, geonames_id: int) -> Place:
        """The place of a GeoNames id; KeyError where the table has none."""
        row = self._table.row_of(geonames_id)
        if row is None:
            raise KeyError(f"no place with GeoNames id {geonames_id}")
        return self._table.place(row)

    def capital(self, country_code: str) -> Place:
        """The capital of a country (ISO 3166-1 alpha-2); KeyError where the table has none.

        >>> load().capital("UA").name
        'Kyiv'
        """
        row = self._table.capital(country_code)
        if row is None:
            raise KeyError(f"no capital for country {country_code!r}")
        return self._table.place(row)

    def country(self, country_code: str) -> Place:
        """The country of an ISO 3166-1 alpha-2 code; KeyError where the table has none."""
        row = self._table.nation(country_code)
        if row is None:
            raise KeyError(f"no country {country_code!r}")
        return self._table.place(row)

    def around(self, place: Place, precision: str) -> Place | None:
        """The place of this precision that a place lies in, the outermost (an oblast, not its raion); else None.

        >>> load().around(load().place(710374), "region").name  # Chuhuiv
        'Kharkiv oblast'
        """
        for parent in reversed(place.parents):
            found = self.named(parent, place.country, precision)
            if found is not None:
                return found
        return None

    def named(self, name: str, country: str, precision: str) -> Place | None:
        """The place of a country with this English name and precision; None where the table has none.

        >>> load().named("Gaza Strip", "PS", "region").country
        'PS'
        """
        first, *rest = fold(name).split()
        names = self._table.names(first)
        for words, written in names.entries if names is not None else ():
            if len(words) <= len(rest):
                for row, _ in refs(written):
                    place = self._table.place(row)
                    if (place.name, place.country, place.precision) == (name, country, precision):
                        return place
        return None

    def contains(self, outer: Place, inner: Place) -> bool:
        """Whether `inner` lies in `outer` by administrative division: Kyiv is no part of Kyiv oblast."""
        if outer == inner:
            return False
        if outer.precision == "country":
            return outer.country == inner.country
        return outer.country == inner.country and outer.name in inner.parents

    def distance_km(self, a: Place, b: Place) -> float | None:
        """Great-circle distance; None where one of the two has no coordinates."""
        return distance_km(a, b)


@cache
def load() -> Gazetteer:
    """The gazetteer, read once. Raises TableError where the table is damaged."""
    return Gazetteer(Table(Path(__file__).with_name("table.bin")))


__all__ = ["Demonym", "Found", "Gazetteer", "demonyms", "enemies", "load", "state_names"]
