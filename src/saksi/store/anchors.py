"""Decisions laid over what the machine reads: each finds its document and its characters, or is listed as lost."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from saksi.link import report_id
from saksi.model import Claim, Span
from saksi.store.documents import PERSON, attacks_of, claims_of, document_of, json, revise
from saksi.store.ledger import (
    ADD,
    CONFIRM,
    CORRECT,
    DIFFERENT,
    GRADE,
    REJECT,
    SAME,
    Anchor,
    Decision,
    ReportAnchor,
    decisions,
    find,
    standing,
)
from saksi.store.record import Record

# States: holds; lost (its document or quotation is not in this record); moot (nothing is left to reject); undone.
HOLDS, LOST, MOOT, UNDONE = "holds", "lost", "moot", "undone"
# What a decision makes of the claim that it is on.
_STATUS = {CORRECT: "corrected", REJECT: "rejected", CONFIRM: "stands"}
_targets = msgspec.json.Decoder(tuple[str, ...])


def anchor_all(record: Record) -> None:
    """Finds every decision's place anew and lays those of changed documents over them. Call it in a transaction."""
    ledger = decisions(record)
    hold = {line.number for line in standing(ledger)}
    before = {row["decision"]: row for row in record.rows("SELECT * FROM anchored")}
    stale: dict[str, None] = {}
    for line in ledger:
        old = before.get(line.number)
        if line.number not in hold:
            if old is not None and old["state"] != UNDONE:
                _unsettle(record, old["targets"])
                stale.update(dict.fromkeys([old["document_id"]] if old["document_id"] else []))
                _note(record, line.number, UNDONE, None, ())
        elif line.kind in (SAME, DIFFERENT, GRADE):
            _anchor_reports(record, line, old)
        else:
            document = _document(record, line.about.anchor)
            if old is None or old["document_id"] != document or old["state"] in ("again", LOST, UNDONE):
                stale.update(dict.fromkeys(name for name in (document, old and old["document_id"]) if name))
                _note(record, line.number, HOLDS if document else LOST, document, ())
    for document_id in stale:
        _lay(record, document_id, [line for line in ledger if line.number in hold])


def decided_pairs(record: Record) -> list[tuple[str, tuple[str, str]]]:
    """The decisions on pairs of reports that hold here, the oldest first: (same or different, the two reports)."""
    rows = record.rows(
        "SELECT d.kind, a.targets FROM decision d JOIN anchored a ON a.decision = d.number "
        "WHERE d.kind IN ('same', 'different') AND a.state = 'holds' ORDER BY d.number"
    )
    return [(row["kind"], (names[0], names[1])) for row in rows if (names := _targets.decode(row["targets"]))]


def _note(record: Record, number: int, state: str, document: str | None, targets: tuple[str, ...]) -> None:
    record.run("INSERT OR REPLACE INTO anchored VALUES (?, ?, ?, ?)", number, state, document, json(targets))


def _document(record: Record, anchor: Anchor | None) -> str | None:
    """The document of an anchor: the very one; else the same text elsewhere; else a later text of its address that
    still holds the quotation."""
    if anchor is None:
        return None
    if record.one("SELECT 1 FROM document WHERE id = ?", anchor.document_id):
        return anchor.document_id
    same = record.one("SELECT min(id) FROM document WHERE text_id = ?", anchor.text_id)
    if same or not anchor.quote:
        return same  # type: ignore[no-any-return]
    rows = record.rows(
        "SELECT id FROM document WHERE (? IS NOT NULL AND url = ?) OR source = ? ORDER BY id",
        anchor.url,
        anchor.url,
        anchor.source,
    )
    return next((row["id"] for row in rows if find(anchor, document_of(record, row["id"]))), None)


# Reports: pairs that are one attack or not, and the report whose incident has a grade.


def _anchor_reports(record: Record, line: Decision, old: object) -> None:
    names = [_report(record, side) for side in (line.about.left, line.about.right) if side is not None]
    found = tuple(name for name in names if name)
    state = HOLDS if len(set(found)) == len(names) else LOST
    targets = json(found if state == HOLDS else ())
    if old is not None and (old["state"], old["targets"]) == (state, targets):  # type: ignore[index]
        return
    if old is not None:
        _unsettle(record, old["targets"])  # type: ignore[index]
    _unsettle(record, targets)
    _note(record, line.number, state, None, _targets.decode(targets))


def _report(record: Record, side: ReportAnchor) -> str | None:
    """The report of an anchor: the attack that most of its quotations now belong to, else that of its number."""
    document = _document(record, side.document)
    if document is None:
        return None
    votes: dict[int, int] = {}
    for claim in claims_of(record, document):
        if claim.attack is not None and any(
            claim.quote == quote or _meet(claim.span, start, end) for start, end, quote in side.quotes
        ):
            votes[claim.attack] = votes.get(claim.attack, 0) + 1
    attack = min(votes, key=lambda number: (-votes[number], number)) if votes else side.attack
    name = report_id(document, attack)
    return name if record.one("SELECT 1 FROM report WHERE id = ?", name) else None


def _unsettle(record: Record, targets: str) -> None:
    record.run(
        "WITH named AS (SELECT value FROM json_each(?)) UPDATE report SET settled = 0 WHERE id IN named OR id IN "
        "(SELECT report_id FROM member WHERE incident_id IN "
        "(SELECT incident_id FROM member WHERE report_id IN named))", targets,
    )  # fmt: skip


# Claims.


def _lay(record: Record, document_id: str, hold: Iterable[Decision]) -> None:
    """Lays all decisions on a document over its claims, in the order in which they were taken."""
    document = document_of(record, document_id)
    record.run("UPDATE claim SET status = 'stands', decision = NULL WHERE document_id = ?", document_id)
    record.run("DELETE FROM claim WHERE document_id = ? AND rule = ?", document_id, PERSON)
    claims = {claim.id: claim for claim in claims_of(record, document_id)}
    numbers = [attack.number for attack in attacks_of(record, document_id)]
    status: dict[str, tuple[str, int]] = {}
    added: dict[str, int] = {}
    for line in hold:
        if line.kind not in (ADD, CORRECT, REJECT, CONFIRM) or line.about.anchor is None:
            continue
        if _document(record, line.about.anchor) != document_id:
            continue
        span = find(line.about.anchor, document)
        if span is None:
            _note(record, line.number, LOST, document_id, ())
            continue
        old = _target(claims, status, line, span)
        if old is not None:
            status[old.id] = (_STATUS[line.kind], line.number)
        new = line.about.new
        if new is not None:
            new = msgspec.structs.replace(
                new, document_id=document_id, span=span, quote=document.quote(span), attack=_attack(line, old, numbers)
            )
            claims[new.id] = new
            added[new.id] = line.number
            status.pop(new.id, None)
        gone = line.kind in (REJECT, CONFIRM) and old is None
        _note(
            record, line.number, MOOT if gone else HOLDS, document_id, tuple(claim.id for claim in (old, new) if claim)
        )
    revise(
        record, document_id, [(claims[name], number) for name, number in added.items()],
        [(name, word, number) for name, (word, number) in status.items()],
    )  # fmt: skip


def _attack(line: Decision, old: Claim | None, numbers: list[int]) -> int | None:
    """The attack of a person's claim: that of the claim it corrects unless the person gave another; where the document
    no longer tells of the attack of that number, its only one or none."""
    about = line.about
    wanted = about.new.attack if about.new else None
    if old is not None and about.old is not None and wanted == about.old.attack:
        return old.attack
    if wanted is None or wanted in numbers:
        return wanted
    return numbers[0] if len(numbers) == 1 else None


def _target(claims: dict[str, Claim], status: dict[str, tuple[str, int]], line: Decision, span: Span) -> Claim | None:
    """The claim that a decision is on: the very one, else one of the same slot at the same characters."""
    old = line.about.old
    if old is None:
        return None
    gone = {name for name, (word, _) in status.items() if word != "stands"}
    if old.id in claims and old.id not in gone:
        return claims[old.id]
    near = [
        claim for claim in claims.values()
        if claim.id not in gone and claim.slot == old.slot and _meet(claim.span, span.start, span.end)
    ]  # fmt: skip
    return min(
        near,
        key=lambda claim: (claim.quantity != old.quantity, claim.what != old.what, claim.span, claim.id),
        default=None,
    )


def _meet(span: Span, start: int, end: int) -> bool:
    return span.start < end and start < span.end
