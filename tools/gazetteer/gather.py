"""Every place of the table, in the order in which one source rests on another."""

from __future__ import annotations

from rows import Places
from ukraine import name_ukrainian_raions, ukraine
from world import cities, countries, name_russian_raions, regions, shorten_regions, villages


def gather() -> Places:
    """Every place of the table."""
    places = Places()
    countries(places)
    region_keys = regions(places)
    cities(places, region_keys)
    villages(places)
    shorten_regions(places)
    ukraine(places, region_keys)
    name_russian_raions(places)
    name_ukrainian_raions(places)
    return places
