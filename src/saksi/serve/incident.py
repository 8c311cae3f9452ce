"""The page of an incident: figures, times, what is said by whom, its sources, its history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from saksi.model import Incident
from saksi.serve import questions
from saksi.serve.desk import Asked, Look, Moved, TheDesk
from saksi.serve.drawing import Strip, steps, strips
from saksi.serve.questions import Said, Told
from saksi.serve.say import outlet
from saksi.serve.tolls import figures
from saksi.serve.veil import veil
from saksi.slots import COUNTED, SLOTS
from saksi.store import Record, grades, history
from saksi.store.deciding import GRADES

# Reports' times drawn beside one another.
MOST_TIMES = 12


class Value(NamedTuple):
    """One value with all who say it: independent reports first, copies after them."""

    slot: str
    first: Said
    said: list[Said]
    copies: int


@get("/incident/{name:str}", sync_to_thread=True)
def incident_page(request: Asked, desk: TheDesk, name: FromPath[str]) -> Response[Any]:
    """An incident; an id that was merged into another leads there."""

    def make(look: Look) -> dict[str, Any]:
        found = questions.incident_named(look.record, name)
        if found is None:
            raise NotFoundException(f"there is no incident {name} in this record")
        incident, version, updated = found
        if incident.id != name:
            raise Moved(f"/incident/{incident.id}")
        return {"version_of": version, "updated": updated, **shown(look.record, incident, look.visitor.names)}

    return desk.page(request, "incident", make)


def shown(record: Record, incident: Incident, names: bool) -> dict[str, Any]:
    """What the page shows of an incident."""
    all_said = questions.said_in_incident(record, incident.id)
    told = questions.told_in(record, incident.id)
    documents = [each.document["id"] for each in told]
    stands = [said for said in all_said if said.status == "stands"]
    made = figures(incident)
    return {
        "incident": incident, "figures": made, "most": _most(made), "told": told,
        "veil": veil(record, documents, names),
        "values": by_slot(stands), "set_aside": [said for said in all_said if said.status != "stands"],
        "steps": [drawn for slot in ("killed", "injured") if (drawn := steps(slot, stands))],
        "grade": grades(record).get(incident.id), "grades": GRADES,
        "times": times(incident, stands, told), "unsure": questions.unsure(record, incident.id, 10),
        "history": list(history(record, incident.id)), "decisions": questions.decisions_on(record, documents),
        "outlets": sorted({outlet(each.document) for each in told if each.role == "report"}),
    }  # fmt: skip


def _most(made: Iterable[Any]) -> dict[str, int]:
    """The end of the scale on which each slot's bars are drawn."""
    most: dict[str, int] = {}
    for figure in made:
        reach = max((n for n in figure.toll if n is not None), default=0)
        most[figure.slot] = max(most.get(figure.slot, 1), reach)
    return most


def by_slot(stands: Sequence[Said]) -> dict[str, list[Value]]:
    """Claims by slot, equal values together, those that most independent sources say first."""
    held: dict[tuple[object, ...], list[Said]] = {}
    for said in stands:
        claim = said.claim
        words = None if claim.quantity is not None else (claim.value_words or claim.quote).casefold()
        key = (claim.slot, claim.scope, claim.what, claim.quantity, claim.how, claim.when, claim.person, words)
        held.setdefault(key, []).append(said)
    values = [
        Value(
            group[0].claim.slot, _origins_first(group)[0], _origins_first(group), sum(s.role == "copy" for s in group)
        )
        for group in held.values()
    ]
    order = {slot: at for at, slot in enumerate((*COUNTED, *SLOTS))}
    values.sort(key=lambda v: (order[v.slot], v.first.claim.scope != "this_attack", -len({s.origin for s in v.said})))
    found: dict[str, list[Value]] = {}
    for value in values:
        found.setdefault(value.slot, []).append(value)
    return found


def _origins_first(group: Sequence[Said]) -> list[Said]:
    return sorted(group, key=lambda said: (said.role == "background", said.role == "copy"))


def times(incident: Incident, stands: Sequence[Said], told: Sequence[Told]) -> list[Strip]:
    """The time of the attack as joined, as each report says it, and the alerts, on one scale."""
    rows: list[tuple[str, str | None, str | None, Said | None, str]] = [
        ("whole", incident.earliest, incident.latest, None, "")
    ]
    whens: dict[tuple[object, ...], Said] = {}
    for said in stands:
        claim = said.claim
        if claim.scope != "this_attack" or claim.when is None or said.role != "report":
            continue
        if claim.slot in ("when", "alert_started", "alert_ended"):
            whens.setdefault((claim.slot, claim.when, said.origin), said)
    for said in list(whens.values())[:MOST_TIMES]:
        when = said.claim.when
        assert when is not None
        rows.append((said.claim.slot, when.earliest, when.latest, said, outlet(said.document)))
    return strips(rows) if len(rows) > 1 else []
