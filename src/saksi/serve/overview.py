"""The overview: charts by day, the map, the table with its filters."""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from saksi.serve import atlas, charts
from saksi.serve.access import Visitor
from saksi.serve.desk import Asked, Desk, TheDesk
from saksi.serve.filters import PAGE, Filters, filters_of, fitting
from saksi.serve.shelf import Entry, View
from saksi.serve.timeline import timeline
from saksi.serve.words import LANGUAGES, Words
from saksi.serve.words import words as words_of


@get("/", sync_to_thread=True)
def overview(request: Asked, desk: TheDesk) -> Response[str]:
    """Incidents by day, on a map and in a table, as the address filters them."""
    wanted = filters_of(request.query_params)

    def make(view: View, words: Words, visitor: Visitor) -> dict[str, Any]:
        found = fitting(view.entries, wanted)
        # The order and the page of the table change no drawing.
        key = (view.state, words.language, wanted.address(sort=""))
        return {
            **rows(view, found, wanted), **desk.parts.get(key, lambda: drawings(found, wanted, words)),
        }  # fmt: skip

    return desk.view_page(request, "overview", make)


def warm(desk: Desk) -> None:
    """Draws what the first visitor will ask for, so that he need not wait until the drawing machine has started."""
    view, wanted = desk.shelf.look(), Filters()
    for language in LANGUAGES:
        of = words_of(language)
        key = (view.state, language, wanted.address())
        desk.parts.get(key, lambda of=of: drawings(list(view.entries), wanted, of))  # type: ignore[misc]


def rows(view: View, found: list[Entry], wanted: Filters) -> dict[str, Any]:
    """The table of the incidents that fit, and what its filters offer."""
    first = (wanted.page - 1) * PAGE
    return {
        "wanted": wanted, "found": len(found), "all": len(view.entries), "rows": found[first : first + PAGE],
        "pages": max(1, -(-len(found) // PAGE)), "undated": sum(entry.undated for entry in found),
        "review": sum(entry.review for entry in found), "attackers": view.attackers, "arms": view.weapons,
        "tongues": view.languages,
    }  # fmt: skip


def drawings(found: list[Entry], wanted: Filters, words: Words) -> dict[str, Any]:
    """The charts and the map of the incidents that fit."""
    line = timeline(found, lambda a, z: wanted.address(**{"from": a, "to": z, "sort": ""}) + "#incidents")
    places = atlas.sites(found, lambda name: wanted.address(place=name, sort="") + "#incidents")
    return {
        "line": line, "harm": charts.harm_chart(line, words) if line.bars else "",
        "weapons": charts.weapons_chart(line, words), "legend": charts.legend(line), "places": places,
        "map": atlas.drawn(places, words) if places else "",
    }  # fmt: skip
