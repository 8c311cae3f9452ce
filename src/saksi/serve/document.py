"""The page of a document: its text as it was with every claim in it, and two documents side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sqlite3 import Row
from typing import Any, NamedTuple

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from saksi.publish.evidence.marks import FAMILY, Mark
from saksi.publish.evidence.runs import runs as cuts
from saksi.serve import questions
from saksi.serve.desk import Asked, Look, TheDesk
from saksi.serve.questions import Said
from saksi.serve.veil import Veil, veil
from saksi.slots import BOUNDS, COUNTED, GROUPS, HARM, HOW, OBJECTS, SCOPES, SLOTS, WEAPON_COUNTS, WEAPONS
from saksi.store import Record, document_of
from saksi.store.documents import attacks_of

# What a form offers: the closed lists of the contract.
CHOICES = {
    "slots": SLOTS, "counted": COUNTED, "bounds": BOUNDS, "hows": HOW, "scopes": SCOPES,
    "kinds": {
        **dict.fromkeys((*HARM, "victim"), GROUPS), **dict.fromkeys((*WEAPON_COUNTS, "means"), WEAPONS),
        **dict.fromkeys(("target", "damaged"), OBJECTS),
    },
}  # fmt: skip

# Characters shown around a claim; unsure pairs looked through for the two of a comparison.
AROUND, MOST_PAIRS = 300, 1000


class Run(NamedTuple):
    """A stretch of text over which the same claims lie."""

    text: str
    claims: tuple[Said, ...]
    opens: tuple[Said, ...]

    @property
    def family(self) -> str:
        """How it is drawn: by the slot of its innermost claim."""
        return FAMILY.get(self.claims[0].claim.slot, "scene") if self.claims else ""


@get("/document/{name:str}", sync_to_thread=True)
def document_page(request: Asked, desk: TheDesk, name: FromPath[str], claim: FromQuery[str] = "") -> Response[Any]:
    """A document with its claims, to read and to correct; `claim` is shown first."""

    def make(look: Look) -> dict[str, Any]:
        record = look.record
        return {
            **_shown(record, _row(record, name), look.visitor.names), "attacks": attacks_of(record, name),
            "choices": CHOICES, "near": questions.near_documents(record, name), "asked": claim,
            "incidents": questions.incidents_of(record, name), "decisions": questions.decisions_on(record, [name]),
        }  # fmt: skip

    return desk.page(request, "document", make)


@get("/compare", sync_to_thread=True)
def compare_page(request: Asked, desk: TheDesk, left: FromQuery[str] = "", right: FromQuery[str] = "") -> Response[Any]:
    """Two documents side by side: what both say, what only one says, what they say otherwise."""

    def make(look: Look) -> dict[str, Any]:
        # A report's name (DOCUMENT/2) stands for its document.
        names = [side.partition("/")[0] for side in (left, right)]
        sides = [_shown(look.record, _row(look.record, name), look.visitor.names) for name in names]
        both, differ, alone = compared(*([s for s in side["said"] if s.status == "stands"] for side in sides))
        pairs = questions.unsure(look.record, None, MOST_PAIRS)
        return {
            "sides": sides, "both": both, "differ": differ, "alone": alone, "left": left, "right": right,
            "pair": next((pair for pair in pairs if {pair.left, pair.right} == {left, right}), None),
            "copy": questions.copy_between(look.record, names[0], names[1]),
            "shared": {said.claim.id for two in both for said in two},
            "otherwise": {said.claim.id for two in differ for said in two},
        }  # fmt: skip

    return desk.page(request, "compare", make)


@get("/claim/{name:str}", sync_to_thread=True)
def claim_page(request: Asked, desk: TheDesk, name: FromPath[str]) -> Response[Any]:
    """One claim: its sentence, the parts that made it, and a form to correct it that needs no script."""

    def make(look: Look) -> dict[str, Any]:
        said = questions.claim_named(look.record, name)
        if said is None:
            raise NotFoundException(f"there is no claim {name} in this record")
        whole = document_of(look.record, said.claim.document_id)
        first, last = said.claim.span
        before, after = max(0, first - AROUND), min(len(whole.text), last + AROUND)
        return {
            "said": said, "veil": veil(look.record, [whole.id], look.visitor.names), "choices": CHOICES,
            "before": whole.text[before:first], "after": whole.text[last:after],
            "cut": (before > 0, after < len(whole.text)), "attacks": attacks_of(look.record, whole.id),
            "decisions": questions.decisions_on(look.record, [whole.id]),
            "parts": [(whole.text[part.start : part.end], part) for part in said.claim.parts],
        }  # fmt: skip

    return desk.page(request, "claim", make)


def _row(record: Record, name: str) -> Row:
    row = questions.document_named(record, name)
    if row is None:
        raise NotFoundException(f"there is no document {name} in this record")
    return row


def _shown(record: Record, row: Row, names: bool) -> dict[str, Any]:
    said = questions.said_in_document(record, row["id"])
    over = veil(record, [row["id"]], names)
    text = document_of(record, row["id"]).text
    return {"document": row, "said": said, "veil": over, "runs": runs(text, said, over)}


def runs(text: str, all_said: Iterable[Said], over: Veil) -> list[Run]:
    """The text cut where a claim begins or ends; joined again it is the text, with hidden names as blocks.

    Line ends stay as they are: the template writes a carriage return as a reference, else a browser would drop it and
    every offset behind it would be wrong.
    """
    stands = [said for said in all_said if said.status == "stands"]
    text = over.whole(text, [said.claim for said in stands])
    marks = [Mark(said.claim.span, "claim", at) for at, said in enumerate(stands)]
    return [
        Run(
            text[cut.start : cut.end],
            tuple(stands[mark.number] for mark in reversed(cut.marks)),
            tuple(said for said in stands if said.claim.span.start == cut.start),
        )
        for cut in cuts(marks, (0, len(text)))
    ]


Two = tuple[Said, Said]


def compared(left: Sequence[Said], right: Sequence[Said]) -> tuple[list[Two], list[Two], tuple[list[Said], list[Said]]]:
    """What two documents both say, what they say otherwise (one slot and kind, another value), what only one says."""
    both: list[Two] = []
    rest = list(right)
    only: list[Said] = []
    for said in left:
        twin = next((other for other in rest if _value(other) == _value(said)), None)
        if twin is None:
            only.append(said)
        else:
            rest.remove(twin)
            both.append((said, twin))
    differ: list[Two] = []
    for said in list(only):
        twin = next((other for other in rest if _kind(other) == _kind(said)), None) if _kind(said) else None
        if twin is not None:
            differ.append((said, twin))
            only.remove(said)
            rest.remove(twin)
    return both, differ, (only, rest)


def _value(said: Said) -> tuple[object, ...]:
    claim = said.claim
    words = (
        None if claim.quantity is not None or claim.slot == "means" else (claim.value_words or claim.quote).casefold()
    )
    return claim.slot, claim.what, claim.quantity, claim.how, claim.when, claim.scope, words


def _kind(said: Said) -> tuple[object, ...] | None:
    claim = said.claim
    return (claim.slot, claim.what, claim.how, claim.scope) if claim.slot in COUNTED else None
