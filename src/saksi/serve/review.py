"""What a person decides: the queue of what to look at, the ledger, and the one door through which decisions come in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from litestar import Response, get, post
from litestar.params import FromQuery
from litestar.response import Redirect

from saksi import store
from saksi.errors import UsageError
from saksi.serve import questions
from saksi.serve.desk import Asked, Desk, Look, TheDesk, visitor_of
from saksi.serve.document import CHOICES
from saksi.serve.forms import back_to, form_of
from saksi.serve.incident import by_slot
from saksi.serve.questions import Said
from saksi.serve.shelf import Entry, View
from saksi.serve.tolls import contradictions
from saksi.serve.veil import veil
from saksi.store import Record

KINDS = ("unsure", "contradictions", "implausible", "undated", "repair")
# Items of one kind on a page of the queue; lines of the ledger on a page.
ITEMS, LINES = 20, 100
_NEAR_DAYS = 4


class Contradiction(NamedTuple):
    """Values of one slot and kind in one incident that cannot all be exact."""

    entry: Entry
    slot: str
    said: list[Said]


class Undated(NamedTuple):
    """An incident without a day, and dated ones of its places that it may be."""

    entry: Entry
    near: list[Entry]


@get("/review", sync_to_thread=True)
def review_page(request: Asked, desk: TheDesk, kind: FromQuery[str] = "") -> Response[Any]:
    """The queue: what the program is unsure of, most pressing first."""

    def make(look: Look) -> dict[str, Any]:
        queues = {name: QUEUES[name](look.record, look.view) for name in KINDS}
        chosen = kind if kind in KINDS else next((name for name in KINDS if queues[name]), KINDS[0])
        items = queues[chosen][:ITEMS]
        documents = [said.claim.document_id for item in items for said in _claims(item)]
        if chosen == "unsure":
            documents += [side.partition("/")[0] for pair in items for side in (pair.left, pair.right)]
        return {
            "kind": chosen, "items": items, "counts": {name: len(found) for name, found in queues.items()},
            "veil": veil(look.record, documents, look.visitor.names), "kinds": KINDS, "choices": CHOICES,
            "sides": _sides(look.record, items) if chosen == "unsure" else {}, "most": ITEMS,
        }  # fmt: skip

    return desk.page(request, "review", make)


def _claims(item: object) -> Iterable[Said]:
    if isinstance(item, Said):
        return (item,)
    return item.said if isinstance(item, Contradiction) else ()


def _sides(record: Record, items: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """Each report of the pairs: its document and its values."""
    found = {}
    for name in {side for item in items for side in (item.left, item.right)}:
        document, _, attack = name.partition("/")
        said = [
            s
            for s in questions.said_in_document(record, document)
            if str(s.claim.attack) == attack and s.status == "stands"
        ]
        found[name] = {"document": questions.document_named(record, document), "values": by_slot(said)}
    return found


def _contradictions(record: Record, view: View) -> list[Contradiction]:
    """Figures on which sources contradict one another, as long as no person decided on one of their claims."""
    found: list[Contradiction] = []
    for entry in view.entries:
        if not entry.disagree or len(found) > ITEMS:
            continue
        incident = questions.incident_named(record, entry.id)
        all_said = {said.claim.id: said for said in questions.said_in_incident(record, entry.id)}
        for slot, names in contradictions(incident[0]) if incident else ():
            group = [said for name in names if (said := all_said.get(name)) and said.role != "background"]
            if group and not any(said.decision for said in group):
                found.append(Contradiction(entry, slot, group))
    return found


def _undated(record: Record, view: View) -> list[Undated]:
    undated = [entry for entry in view.entries if entry.undated][: ITEMS + 1]
    return [Undated(entry, _near(entry, view)) for entry in undated]


def _near(entry: Entry, view: View) -> list[Entry]:
    if not entry.latest:
        return []
    last = date.fromisoformat(entry.latest[:10]) if len(entry.latest) >= 10 else None
    places = set(entry.places)
    return [
        other for other in view.entries
        if last and other.day and places & set(other.places)
        and 0 <= (last - date.fromisoformat(other.day)).days <= _NEAR_DAYS
    ][:8]  # fmt: skip


QUEUES: Mapping[str, Callable[[Record, View], list[Any]]] = {
    "unsure": lambda record, view: list(questions.unsure(record, None, ITEMS + 1)),
    "contradictions": _contradictions,
    "implausible": lambda record, view: list(questions.claims_to_review(record, "implausible", ITEMS + 1)),
    "undated": _undated,
    "repair": lambda record, view: list(questions.claims_to_review(record, "repair", ITEMS + 1)),
}


@get("/decisions", sync_to_thread=True)
def ledger_page(request: Asked, desk: TheDesk, page: FromQuery[int] = 1) -> Response[Any]:
    """The ledger, the newest line first."""
    at = max(1, min(page, 10**6))

    def make(look: Look) -> dict[str, Any]:
        rows, total = questions.ledger_page(look.record, at, LINES)
        return {"lines": rows, "page": at, "pages": max(1, -(-total // LINES))}

    return desk.page(request, "decisions", make)


@post("/decide")
async def decide(request: Asked, desk: TheDesk) -> Response[Any]:
    """Takes a decision, joins anew what it touches, and leads back to where it was taken with what came of it."""
    form = await form_of(request, desk)
    who = form.get("who", "").strip()[:100] or visitor_of(request).who or desk.settings.who
    number = await _in_thread(_taken, desk, form, who)
    return Redirect(back_to(form, done=number), status_code=303)


async def _in_thread(call: Callable[..., int], *given: Any) -> int:
    from anyio import to_thread

    return await to_thread.run_sync(lambda: call(*given))


def _taken(desk: Desk, form: Mapping[str, str], who: str) -> int:
    """The number of the decision, after what it touches is joined anew."""
    kind = form.get("kind", "")
    if kind not in DECISIONS:
        raise UsageError("say what you decide: correct, reject, confirm, add, grade, same, different or undo")
    with desk.shelf.writing() as record:
        number = DECISIONS[kind](record, form, {"who": who, "why": form.get("why", "")})
        store.link(record)
    return number


def fields_of(form: Mapping[str, str]) -> dict[str, Any]:
    """The values of a form that a claim may take. An empty field leaves a value as it is."""
    given: dict[str, Any] = {}
    for name in ("slot", "what", "bound", "how", "scope", "value_words"):
        if form.get(name, "").strip():
            given[name] = form[name].strip()
    for name in ("count", "attack"):
        words = form.get(name, "").strip()
        if words:
            given[name] = _whole(name, words)
    if "bound" in given and given["bound"] in ("dozens", "hundreds", "thousands", "several", "some", "unspecified"):
        given["count"] = None
    return given


def _whole(name: str, words: str) -> int:
    if not words.isascii() or not words.isdigit() or len(words) > 9:
        raise UsageError(f"{name} is a whole number, 0 or more")
    return int(words)


def _add(record: Record, form: Mapping[str, str], why: dict[str, str]) -> int:
    start, end = (_whole(name, form.get(name, "").strip()) for name in ("start", "end"))
    return store.add(record, form.get("document", ""), start, end, fields_of(form), **why)


DECISIONS: Mapping[str, Callable[[Record, Mapping[str, str], dict[str, str]], int]] = {
    "correct": lambda record, form, why: store.correct(record, form.get("claim", ""), fields_of(form), **why),
    "reject": lambda record, form, why: store.reject(record, form.get("claim", ""), **why),
    "confirm": lambda record, form, why: store.confirm(record, form.get("claim", ""), **why),
    "add": _add,
    "same": lambda record, form, why: store.same(record, form.get("left", ""), form.get("right", ""), **why),
    "different": lambda record, form, why: store.different(record, form.get("left", ""), form.get("right", ""), **why),
    "grade": lambda record, form, why: store.grade(record, form.get("incident", ""), form.get("grade", ""), **why),
    "undo": lambda record, form, why: store.undo(
        record, _whole("number", form.get("number", "")), who=why["who"], why=why["why"].strip() or "taken back"
    ),
}
