"""The overview: charts by day, the map, the table with its filters."""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from saksi.serve import atlas, charts
from saksi.serve.desk import Asked, TheDesk
from saksi.serve.filters import PAGE, Filters, filters_of, fitting
from saksi.serve.questions import choices
from saksi.serve.shelf import View
from saksi.serve.words import Words


@get("/", sync_to_thread=True)
def overview(request: Asked, desk: TheDesk) -> Response[str]:
    """Incidents by day, on a map and in a table, as the address filters them."""
    wanted = filters_of(request.query_params)
    return desk.page(request, "overview", lambda look: shown(look.view, wanted, look.words))


def shown(view: View, wanted: Filters, words: Words) -> dict[str, Any]:
    """What the overview shows of a record."""
    found = fitting(view.entries, wanted)
    dated = [entry for entry in found if entry.day]
    by = charts.grain(dated)
    made = charts.bars(dated, by, lambda a, z: wanted.address(**{"from": a, "to": z, "sort": ""}) + "#incidents")
    places = atlas.sites(found, lambda name: wanted.address(place=name) + "#incidents")
    first = (wanted.page - 1) * PAGE
    return {
        "wanted": wanted, "found": len(found), "all": len(view.entries), "by": by, "bars": made,
        "rows": found[first : first + PAGE], "pages": max(1, -(-len(found) // PAGE)),
        "harm": charts.harm_chart(made, by, words) if made else "",
        "weapons": charts.weapons_chart(made, by, words) if charts.has_weapons(made) else "",
        "legend": charts.legend(made), "map": atlas.drawn(places, words) if places else "", "places": places,
        "undated": sum(entry.undated for entry in found), "review": sum(entry.review for entry in found),
        "attackers": choices(entry.attacker for entry in view.entries),
        "arms": choices(name for entry in view.entries for name in entry.weapons),
        "tongues": choices(name for entry in view.entries for name in entry.languages),
    }  # fmt: skip
