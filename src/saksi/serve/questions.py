"""What pages ask a record: an incident with all that bears on it, a document, a search, the queue of what to review."""

from __future__ import annotations

import re
from collections.abc import Sequence
from sqlite3 import Row
from typing import NamedTuple

import msgspec

from saksi.model import Alteration, Claim, Incident
from saksi.store import Record
from saksi.store.incidents import incident_of

_claim = msgspec.json.Decoder(Claim)
_altered = msgspec.json.Decoder(tuple[Alteration, ...])
_reasons = msgspec.json.Decoder(tuple[tuple[float, str], ...])
# A search reads no more hits than this; a page shows so many.
MOST_HITS, HITS = 200, 20
OPEN_MARK, CLOSE_MARK = "\x02", "\x03"


class Said(NamedTuple):
    """A claim as a page shows it, with its document and what persons decided on it."""

    claim: Claim
    status: str
    decision: int | None
    document: Row
    role: str
    origin: str


class Told(NamedTuple):
    """A report of an incident: its document, its role, what a copy has otherwise."""

    report_id: str
    document: Row
    role: str
    copy_of: str | None
    origin: str
    by_link: bool
    altered: tuple[Alteration, ...]


class Pair(NamedTuple):
    """Two reports and why they may be one attack."""

    left: str
    right: str
    verdict: str
    score: float
    reasons: tuple[tuple[float, str], ...]


_DOCUMENT = "d.id, d.source, d.url, d.publisher, d.published, d.title, d.language, d.fetched, d.copy_of, d.copy_reason"
_CLAIMS = (
    f"SELECT {_DOCUMENT}, c.body, c.status, c.decision, 'report' AS role, d.id AS origin "
    "FROM claim c JOIN document d ON d.id = c.document_id"
)


def incident_named(record: Record, name: str) -> tuple[Incident, int, str] | None:
    """An incident with its version and when it changed last, also by an id that was merged into it."""
    incident = incident_of(record, name)
    if incident is None:
        return None
    row = record.rows("SELECT version, updated FROM incident WHERE id = ?", incident.id)[0]
    return incident, row["version"], row["updated"]


def said_in_incident(record: Record, incident_id: str) -> list[Said]:
    """The claims of an incident's reports, also those that a person corrected or rejected, by slot and time told."""
    rows = record.rows(
        f"SELECT {_DOCUMENT}, c.body, c.status, c.decision, m.role, m.origin FROM member m "
        "JOIN claim c ON c.document_id = m.document_id AND c.attack = m.attack JOIN document d ON d.id = m.document_id "
        "WHERE m.incident_id = ? ORDER BY coalesce(c.as_of, d.published, ''), d.id, c.start", incident_id,
    )  # fmt: skip
    return [_said(row) for row in rows]


def said_in_document(record: Record, document_id: str) -> list[Said]:
    """Every claim of a document in the order of its text."""
    rows = record.rows(f'{_CLAIMS} WHERE d.id = ? ORDER BY c.start, c."end", c.slot, c.claim_id', document_id)
    return [_said(row) for row in rows]


def claim_named(record: Record, claim_id: str) -> Said | None:
    """One claim by its id."""
    rows = record.rows(f"{_CLAIMS} WHERE c.claim_id = ?", claim_id)
    return _said(rows[0]) if rows else None


def _said(row: Row) -> Said:
    return Said(_claim.decode(row["body"]), row["status"], row["decision"], row, row["role"], row["origin"])


def told_in(record: Record, incident_id: str) -> list[Told]:
    """The reports of an incident: each origin with its copies beneath, the earliest first, passing mentions last."""
    rows = record.rows(
        f"SELECT {_DOCUMENT}, m.report_id, m.role, m.copy_of AS of, m.origin AS witness, m.by_link, m.altered "
        "FROM member m JOIN document d ON d.id = m.document_id WHERE m.incident_id = ? "
        "ORDER BY d.published IS NULL, d.published, m.report_id", incident_id,
    )  # fmt: skip
    told = [
        Told(r["report_id"], r, r["role"], r["of"], r["witness"], bool(r["by_link"]), _altered.decode(r["altered"]))
        for r in rows
    ]
    place = {each.document["id"]: at for at, each in enumerate(told)}
    return sorted(
        told,
        key=lambda r: (
            r.role == "background",
            place.get(r.copy_of or r.document["id"], len(told)),
            r.copy_of is not None,
        ),
    )


def document_named(record: Record, name: str) -> Row | None:
    """A document's row without its text."""
    rows = record.rows(
        f"SELECT {_DOCUMENT}, d.author, d.unread, d.sha256, d.reader FROM document d WHERE d.id = ?", name
    )
    return rows[0] if rows else None


def incidents_of(record: Record, document_id: str) -> list[Row]:
    """The incidents that a document tells of."""
    return record.rows(
        "SELECT m.incident_id, m.attack, m.role, i.earliest, i.latest, i.places FROM member m "
        "JOIN incident i ON i.id = m.incident_id WHERE m.document_id = ? ORDER BY m.attack", document_id,
    )  # fmt: skip


def near_documents(record: Record, document_id: str) -> list[Row]:
    """Other documents that tell of the same incidents, to compare with."""
    return record.rows(
        f"SELECT DISTINCT {_DOCUMENT} FROM member o JOIN member m ON m.incident_id = o.incident_id "
        "JOIN document d ON d.id = m.document_id WHERE o.document_id = ?1 AND d.id <> ?1 "
        "ORDER BY d.published IS NULL, d.published, d.id LIMIT 40", document_id,
    )  # fmt: skip


def unsure(record: Record, incident_id: str | None = None, limit: int = 50) -> list[Pair]:
    """Pairs of reports in two incidents on which the program is unsure and no person decided, the likeliest first."""
    own = (
        "AND (l.left IN (SELECT report_id FROM member WHERE incident_id = ?1) "
        "OR l.right IN (SELECT report_id FROM member WHERE incident_id = ?1))"
        if incident_id
        else "AND ?1 IS NULL"
    )
    rows = record.rows(
        f"SELECT l.* FROM link l WHERE l.verdict = 'unsure' {own} "
        "AND (SELECT incident_id FROM member WHERE report_id = l.left) IS NOT "
        "(SELECT incident_id FROM member WHERE report_id = l.right) AND NOT EXISTS (SELECT 1 FROM anchored a "
        "WHERE a.state = 'holds' AND a.targets IN (json_array(l.left, l.right), json_array(l.right, l.left))) "
        "ORDER BY l.score DESC, l.left, l.right LIMIT ?2", incident_id, limit,
    )  # fmt: skip
    return [Pair(r["left"], r["right"], r["verdict"], r["score"], _reasons.decode(r["reasons"])) for r in rows]


def copy_between(record: Record, left: str, right: str) -> Row | None:
    """Why one of two documents repeats the other, if it does."""
    rows = record.rows("SELECT * FROM copy WHERE (left = ?1 AND right = ?2) OR (left = ?2 AND right = ?1)", left, right)
    return rows[0] if rows else None


# What a person should look at in a claim, by its flags.
LOOK_AT = {
    "implausible": ("implausible",),
    "repair": ("machine_translated", "garbled", "spun", "mixed_language", "repaired"),
}


def claims_to_review(record: Record, reason: str, limit: int = 50) -> list[Said]:
    """Claims that carry a flag of `reason` and that no person decided on."""
    rows = record.rows(
        f"SELECT {_DOCUMENT}, c.body, c.status, c.decision, 'report' AS role, d.id AS origin FROM claim c "
        "JOIN document d ON d.id = c.document_id WHERE c.flags <> '[]' AND c.status = 'stands' AND c.decision IS NULL "
        "AND c.bound IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(c.flags) f "
        "WHERE f.value IN (SELECT value FROM json_each(?))) ORDER BY d.published DESC, c.number LIMIT ?",
        msgspec.json.encode(LOOK_AT[reason]).decode(), limit,
    )  # fmt: skip
    return [_said(row) for row in rows]


def decisions_on(record: Record, documents: Sequence[str]) -> list[Row]:
    """The lines of the ledger on these documents, the newest first; an undo is on the document of what it undoes."""
    return record.rows(
        "SELECT d.number, d.kind, d.who, d.at, d.why, a.state FROM decision d "
        "JOIN decision o ON o.number = coalesce(json_extract(d.body, '$.undoes'), d.number) "
        "LEFT JOIN anchored a ON a.decision = o.number WHERE EXISTS (SELECT 1 FROM json_each(?1) w WHERE w.value IN "
        "(a.document_id, json_extract(o.body, '$.anchor.document_id'), "
        "json_extract(o.body, '$.left.document.document_id'), json_extract(o.body, '$.right.document.document_id'))) "
        "ORDER BY d.number DESC", msgspec.json.encode(list(documents)).decode(),
    )  # fmt: skip


def ledger_page(record: Record, page: int, length: int) -> tuple[list[Row], int]:
    """A page of the ledger, the newest first, and how many lines it has in all."""
    rows = record.rows(
        "SELECT d.number, d.kind, d.who, d.at, d.why, d.body, a.state, a.document_id, a.targets FROM decision d "
        "LEFT JOIN anchored a ON a.decision = d.number ORDER BY d.number DESC LIMIT ? OFFSET ?",
        length, (page - 1) * length,
    )  # fmt: skip
    return rows, record.one("SELECT count(*) FROM decision")


class Hit(NamedTuple):
    """What a search found: a document with a snippet, whose found words stand between `OPEN_MARK` and `CLOSE_MARK`."""

    document: Row
    snippet: str
    incidents: list[Row]


def question(words: str) -> str:
    """The words of a user as a question that the index always understands: every word, phrases in quotation marks.

    >>> question('kyiv "air raid" 12')
    '"kyiv" "air raid" "12"'
    """
    found = re.findall(r'"([^"]+)"|(\S+)', words[:500].replace("\0", " "))
    terms = [phrase or word for phrase, word in found]
    return " ".join('"' + term.replace('"', "") + '"' for term in terms if re.search(r"\w", term))


def search_documents(record: Record, words: str, page: int = 1) -> tuple[list[Hit], int]:
    """Documents that hold all the words, the best first, and how many there are (no more than `MOST_HITS` are read)."""
    asked = question(words)
    if not asked:
        return [], 0
    rows = record.rows(
        "SELECT rowid FROM (SELECT rowid, rank FROM document_search WHERE document_search MATCH ? LIMIT ?) "
        "ORDER BY rank, rowid", asked, MOST_HITS,
    )  # fmt: skip
    numbers = [row[0] for row in rows][(page - 1) * HITS : page * HITS]
    return [_hit(record, asked, number) for number in numbers], len(rows)


def _hit(record: Record, asked: str, number: int) -> Hit:
    row = record.rows(
        f"SELECT {_DOCUMENT}, snippet(document_search, 1, ?, ?, '…', 40) AS snippet FROM document_search s "
        "JOIN document d ON d.number = s.rowid WHERE document_search MATCH ? AND s.rowid = ?",
        OPEN_MARK, CLOSE_MARK, asked, number,
    )[0]  # fmt: skip
    return Hit(row, row["snippet"], incidents_of(record, row["id"]))


def search_claims(record: Record, words: str, limit: int = HITS) -> list[Said]:
    """Claims whose quotation, value or credit holds all the words."""
    asked = question(words)
    if not asked:
        return []
    rows = record.rows(
        f"SELECT {_DOCUMENT}, c.body, c.status, c.decision, 'report' AS role, d.id AS origin FROM "
        "(SELECT rowid FROM claim_search WHERE claim_search MATCH ? LIMIT ?) s JOIN claim c ON c.number = s.rowid "
        "JOIN document d ON d.id = c.document_id WHERE c.status = 'stands'", asked, limit,
    )  # fmt: skip
    return [_said(row) for row in rows]
