"""The overview: charts by day, the map, the table with its filters."""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from saksi.serve import atlas, charts
from saksi.serve.desk import Asked, TheDesk
from saksi.serve.filters import PAGE, Filters, filters_of, fitting
from saksi.serve.questions import choices
from saksi.serve.shelf import View
from saksi.serve.timeline import timeline
from saksi.serve.words import Words


@get("/", sync_to_thread=True)
def overview(request: Asked, desk: TheDesk) -> Response[str]:
    """Incidents by day, on a map and in a table, as the address filters them."""
    wanted = filters_of(request.query_params)
    return desk.page(request, "overview", lambda look: shown(look.view, wanted, look.words))


def shown(view: View, wanted: Filters, words: Words) -> dict[str, Any]:
    """What the overview shows of a record."""
    found = fitting(view.entries, wanted)
    made = timeline(found, lambda a, z: wanted.address(**{"from": a, "to": z, "sort": ""}) + "#incidents")
    places = atlas.sites(found, lambda name: wanted.address(place=name) + "#incidents")
    first = (wanted.page - 1) * PAGE
    return {
        "wanted": wanted, "found": len(found), "all": len(view.entries), "line": made,
        "rows": found[first : first + PAGE], "pages": max(1, -(-len(found) // PAGE)),
        "harm": charts.harm_chart(made, words) if made.bars else "", "weapons": charts.weapons_chart(made, words),
        "legend": charts.legend(made), "map": atlas.drawn(places, words) if places else "", "places": places,
        "undated": sum(entry.undated for entry in found), "review": sum(entry.review for entry in found),
        "attackers": choices(entry.attacker for entry in view.entries),
        "arms": choices(name for entry in view.entries for name in entry.weapons),
        "tongues": choices(name for entry in view.entries for name in entry.languages),
    }  # fmt: skip
