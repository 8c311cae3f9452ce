"""The page of an incident: figures, times, what is said by whom, its sources, its history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from saksi.model import Incident
from saksi.serve import questions
from saksi.serve.desk import Asked, Look, Moved, TheDesk
from saksi.serve.drawing import Strip, steps, strips
from saksi.serve.questions import Said
from saksi.serve.say import outlet
from saksi.serve.tolls import figures
from saksi.serve.veil import veil
from saksi.slots import COUNTED, SLOTS
from saksi.store import Record, grades, history
from saksi.store.ledger import GRADES

Row = tuple[str, str | None, str | None, Said | None, str]
# Slots that are drawn as stretches of time; an alert goes from its start to its end.
TIMED = {"when": "when", "alert_started": "alert", "alert_ended": "alert"}
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
        "times": times(incident, stands), "unsure": questions.unsure(record, incident.id, 10),
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


def times(incident: Incident, stands: Sequence[Said]) -> list[Strip]:
    """The attack as joined, as each report times it, and the alerts as told and by the reference, on one scale."""
    rows: list[Row] = [("whole", incident.earliest, incident.latest, None, "")]
    rows += _official(incident)
    held: dict[tuple[str, str], dict[str, Said]] = {}
    for said in stands:
        claim = said.claim
        if claim.scope == "this_attack" and claim.when is not None and said.role == "report" and claim.slot in TIMED:
            held.setdefault((said.origin, TIMED[claim.slot]), {}).setdefault(claim.slot, said)
    for (_, kind), found in list(held.items())[:MOST_TIMES]:
        said = next(iter(found.values()))
        bounds = [
            bound for each in found.values() if (when := each.claim.when) for bound in (when.earliest, when.latest)
        ]
        known = sorted(bound for bound in bounds if bound)
        rows.append((kind, known[0] if known else None, known[-1] if known else None, said, outlet(said.document)))
    return strips(rows) if len(rows) > 1 else []


def _official(incident: Incident) -> Iterator[Row]:
    """The alert by the reference, for each region."""
    regions: dict[str | None, dict[str, str]] = {}
    for check in incident.checks:
        if check.slot in TIMED and check.reference_value:
            regions.setdefault(check.place, {})[check.slot] = check.reference_value
    for region, bounds in regions.items():
        if "alert_started" in bounds and "alert_ended" in bounds:
            yield "official", bounds["alert_started"], bounds["alert_ended"], None, region or ""
