"""What a person may decide: two reports are one attack or not; a claim is missing, wrong or none; undo."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import msgspec

from saksi.errors import UsageError
from saksi.model import Claim, Quantity, Span
from saksi.slots import BOUNDS, COUNTED, GROUPS, HARM, HOW, OBJECTS, SCOPES, SLOTS, WEAPON_COUNTS, WEAPONS
from saksi.store import ledger
from saksi.store.asking import found
from saksi.store.documents import PERSON, claim_of, claims_of, document_of
from saksi.store.ledger import GRADES, MOST, About, ReportAnchor, anchor
from saksi.store.record import Record

# What a correction may change; everything else of a claim is where it stands.
CHANGEABLE = ("slot", "what", "count", "bound", "how", "scope", "attack", "value_words")
_SHORTEST, _QUOTES = 4, 8
_KINDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys((*HARM, "victim"), GROUPS),
    **dict.fromkeys((*WEAPON_COUNTS, "means"), WEAPONS),
    **dict.fromkeys(("target", "damaged"), OBJECTS),
}


def same(record: Record, left: str, right: str, *, who: str, why: str) -> int:
    """Decides that two incidents or reports are one attack; gives the decision's number.

    `left` and `right`: an incident's id, a document's id, or DOCUMENT/2 for its second attack; beginnings suffice.
    """
    return _pair(record, ledger.SAME, left, right, who, why)


def different(record: Record, left: str, right: str, *, who: str, why: str) -> int:
    """Decides that two incidents or reports are not one attack."""
    return _pair(record, ledger.DIFFERENT, left, right, who, why)


def add(record: Record, document: str, start: int, end: int, fields: dict[str, Any], *, who: str, why: str) -> int:
    """Adds a claim that the machine missed, at characters `start`..`end` of a document. `fields`: see CHANGEABLE."""
    whole = document_of(record, _one(record, "document", "id", document))
    if not 0 <= start < end <= len(whole.text):
        raise UsageError(f"characters {start} to {end} are not in this document, which has {len(whole.text)}")
    span = Span(start, end)
    bare = Claim(
        id="", document_id=whole.id, slot="", what=None, span=span, quote=whole.quote(span), rule=PERSON,
        language=record.one("SELECT language FROM document WHERE id = ?", whole.id) or "und",
        attack=_only_attack(record, whole.id),
    )  # fmt: skip
    new = _changed(record, bare, {"scope": "this_attack", **fields})
    with record.transaction():
        return ledger.write(record, ledger.ADD, About(anchor=anchor(whole, span), new=new), who=who, why=why)


def correct(record: Record, claim: str, fields: dict[str, Any], *, who: str, why: str) -> int:
    """Sets another value in place of a claim's; the claim stays in the record, marked as corrected."""
    if not fields:
        raise UsageError("say what is right, for example: --count 12 --bound at_least")
    old = claim_of(record, _one(record, "claim", "claim_id", claim))
    whole = document_of(record, old.document_id)
    new = _changed(record, old, fields)
    about = About(anchor=anchor(whole, old.span), old=old, new=new)
    with record.transaction():
        return ledger.write(record, ledger.CORRECT, about, who=who, why=why)


def reject(record: Record, claim: str, *, who: str, why: str) -> int:
    """Takes a claim out of every incident; it stays in the record, marked as rejected."""
    old = claim_of(record, _one(record, "claim", "claim_id", claim))
    about = About(anchor=anchor(document_of(record, old.document_id), old.span), old=old)
    with record.transaction():
        return ledger.write(record, ledger.REJECT, about, who=who, why=why)


def confirm(record: Record, claim: str, *, who: str, why: str) -> int:
    """Notes that a person read a claim and found it right; it changes no value, and nobody is asked again."""
    old = claim_of(record, _one(record, "claim", "claim_id", claim))
    about = About(anchor=anchor(document_of(record, old.document_id), old.span), old=old)
    with record.transaction():
        return ledger.write(record, ledger.CONFIRM, about, who=who, why=why)


def undo(record: Record, number: int, *, who: str, why: str) -> int:
    """Takes a decision back; undoing an undo brings it again."""
    lines = {line.number: line for line in ledger.decisions(record)}
    if number not in lines:
        raise UsageError(f"there is no decision {number}; the ledger has {len(lines)}")
    if any(line.about.undoes == number for line in lines.values()):
        raise UsageError(f"decision {number} is already undone")
    with record.transaction():
        return ledger.write(record, ledger.UNDO, About(undoes=number), who=who, why=why)


def grade(record: Record, incident: str, word: str, *, who: str, why: str) -> int:
    """Grades an incident; a later grade takes the place of an earlier one, which stays in the ledger."""
    _listed("grade", word, GRADES)
    fitting = found(record, incident)
    if len(fitting) > 1:
        raise UsageError(f"{incident} names {len(fitting)} incidents; give the id of one")
    report = report_named(record, fitting[0].id if fitting else incident)
    about = About(left=_anchored(record, report), grade=word)
    with record.transaction():
        return ledger.write(record, ledger.GRADE, about, who=who, why=why)


def report_named(record: Record, name: str) -> str:
    """The report that a user names: an incident by its first report, a document by its first attack, DOCUMENT/2."""
    document, slash, number = name.partition("/")
    incident = None if slash else _some(record, "incident", "id", document)
    if incident:
        return str(record.one(
            "SELECT report_id FROM member JOIN incident i ON i.id = incident_id WHERE incident_id = ? "
            "ORDER BY role = 'background', report_id <> json_extract(i.body, '$.reports[0].id'), report_id", incident,
        ))  # fmt: skip
    whole = _one(record, "document", "id", document)
    rows = record.rows("SELECT id FROM report WHERE document_id = ? ORDER BY background, attack", whole)
    found = next((row["id"] for row in rows if not slash or row["id"] == f"{whole}/{number}"), None)
    if found is None:
        raise UsageError(f"{name} tells of no attack; saksi show {document} lists what the document says")
    return str(found)


def _pair(record: Record, kind: str, left: str, right: str, who: str, why: str) -> int:
    one, other = report_named(record, left), report_named(record, right)
    if one == other:
        raise UsageError(f"{left} and {right} are one report; name a report as DOCUMENT or DOCUMENT/2")
    with record.transaction():
        return ledger.write(
            record, kind, About(left=_anchored(record, one), right=_anchored(record, other)), who=who, why=why
        )


def _anchored(record: Record, report: str) -> ReportAnchor:
    document_id, _, attack = report.partition("/")
    quotes = [(claim.span.start, claim.span.end, claim.quote) for claim in claims_of(record, document_id, int(attack))]
    whole = anchor(document_of(record, document_id), Span(0, 0))
    return ReportAnchor(
        document=msgspec.structs.replace(whole, after=""), attack=int(attack), quotes=tuple(quotes[:_QUOTES])
    )


def _changed(record: Record, claim: Claim, fields: dict[str, Any]) -> Claim:
    """The claim with other values, checked against the closed lists of the contract."""
    slot = fields.get("slot") or claim.slot
    what = fields.get("what", claim.what if slot == claim.slot else None)
    kinds = _KINDS.get(slot)
    _listed("slot", slot, SLOTS)
    for name, value, words in (
        ("what", what, kinds), ("bound", fields.get("bound"), BOUNDS), ("how", fields.get("how"), HOW),
        ("scope", fields.get("scope"), SCOPES),
    ):  # fmt: skip
        if value is not None and words is not None:
            _listed(name, value, words)
    quantity = claim.quantity if slot in COUNTED else None
    if slot in COUNTED and ("count" in fields or "bound" in fields or quantity is None):
        count = fields.get("count", quantity.count if quantity else None)
        if count is not None and not 0 <= count <= MOST:
            raise UsageError(f"{str(count)[:40]} is no number of people or weapons; give one from 0 to {MOST}")
        quantity = Quantity.said(
            count, fields.get("bound") or ("exact" if "count" in fields or not quantity else quantity.bound)
        )
        if count is None and quantity.bound in (
            "exact",
            "at_least",
            "more_than",
            "about",
            "nearly",
            "up_to",
            "fewer_than",
        ):
            raise UsageError(
                "give the number with --count, or a word without one with --bound (several, dozens, unspecified)"
            )
    attack = fields.get("attack", claim.attack)
    if attack is not None and attack not in {
        row["number"] for row in record.rows("SELECT number FROM attack WHERE document_id = ?", claim.document_id)
    }:
        raise UsageError(f"this document tells of no attack {str(attack)[:40]}")
    changed = msgspec.structs.replace(
        claim, slot=slot, what=what or ("person" if slot in HARM else None), quantity=quantity, rule=PERSON, parts=(),
        flags=(), how=fields.get("how", claim.how), scope=fields.get("scope", claim.scope), attack=attack,
        value_words=fields.get("value_words", claim.value_words),
    )  # fmt: skip
    value = (changed.document_id, changed.span, slot, changed.what, quantity, changed.value_words, attack)
    named = "\x1f".join(map(str, (PERSON, *value)))
    return msgspec.structs.replace(changed, id=sha256(named.encode()).hexdigest()[:16])


def _listed(name: str, value: str, words: tuple[str, ...]) -> None:
    if value not in words:
        raise UsageError(f"{value!r} is no {name}; choose one of: {', '.join(words)}")


def _only_attack(record: Record, document_id: str) -> int | None:
    rows = record.rows("SELECT number FROM attack WHERE document_id = ?", document_id)
    return rows[0]["number"] if len(rows) == 1 else None


def _some(record: Record, table: str, column: str, beginning: str) -> str | None:
    """The one id that begins so, None where there is none. Raises UsageError where there are more."""
    if len(beginning) < _SHORTEST or not beginning.isalnum():
        return None
    rows = record.rows(
        f"SELECT {column} FROM {table} WHERE {column} >= ?1 AND {column} < ?1 || 'zzzz' LIMIT 3", beginning
    )
    if len(rows) > 1:
        raise UsageError(f"{beginning} is the beginning of more than one id; give more of it")
    return str(rows[0][0]) if rows else None


def _one(record: Record, table: str, column: str, beginning: str) -> str:
    found = _some(record, table, column, beginning)
    if found is None:
        raise UsageError(
            f"there is no {table} {beginning} in this record; give its id or the first {_SHORTEST} characters of it"
        )
    return found
