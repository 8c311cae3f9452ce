"""Documents into the record: the text whole, what was read in it, what of it is compared with others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from saksi import __version__
from saksi.link import Print, bands, carried, fingerprint, keys, profiles, signature
from saksi.link.profile import Profile
from saksi.model import Attack, Claim, Document, Page, Reading
from saksi.publish import rows
from saksi.store import sql
from saksi.store.record import Record, now

_encode = msgspec.json.Encoder().encode
_claim, _attack = msgspec.json.Decoder(Claim), msgspec.json.Decoder(Attack)
_document, _print = msgspec.json.Decoder(Document), msgspec.json.Decoder(Print)
PERSON = "person"


def known(record: Record, document_id: str, reader: str = __version__) -> bool:
    """Whether the document was read by this version of the reader."""
    return record.one("SELECT 1 FROM document WHERE id = ? AND reader = ?", document_id, reader) is not None


def put(record: Record, reading: Reading, unread: str | None = None, reader: str = __version__) -> None:
    """Keeps a document and all that was read in it, in place of an earlier reading. Call it in a transaction.

    Its reports wait to be compared with others (`saksi.store.linking.link`).
    """
    document, language = reading.page.document, reading.page.language
    signed = signature(reading.page)
    print = fingerprint(document, language, signed, carried(reading.claims), reading.claims)
    if record.one("SELECT 1 FROM document WHERE id = ?", document.id):
        old = bands(print_of(record, document.id).signature)
        _leave(record, document.id)
        record.run(sql.REREAD_DOCUMENT, language, unread, reader, json(print), document.id)
        record.run("DELETE FROM claim WHERE document_id = ?", document.id)
        record.run("DELETE FROM attack WHERE document_id = ?", document.id)
        record.run("DELETE FROM dated WHERE document_id = ?", document.id)
        record.run("UPDATE anchored SET state = 'again' WHERE document_id = ?", document.id)
        number = record.one("SELECT number FROM document WHERE id = ?", document.id)
        record.many("DELETE FROM band WHERE key = ? AND document = ?", [(band, number) for band in old])
    else:
        bare = msgspec.structs.replace(document, text="")
        number = record.run(
            sql.ADD_DOCUMENT, document.id, document.text_id, document.source, document.url, document.publisher,
            document.published, document.modified, document.author, document.title, language, unread, document.sha256,
            document.text, now(), reader, json(bare), json(print),
        ).lastrowid  # fmt: skip
    record.many("INSERT OR IGNORE INTO band VALUES (?, ?)", [(band, number) for band in bands(signed)])
    record.many("INSERT INTO attack VALUES (?, ?, ?)", [(document.id, a.number, json(a)) for a in reading.attacks])
    _add_claims(record, document, reading.attacks, reading.claims)
    _add_reports(record, profiles(document, reading.attacks, reading.claims))


def document_of(record: Record, document_id: str) -> Document:
    """The document as it was read, with its text."""
    row = record.rows("SELECT body, text FROM document WHERE id = ?", document_id)[0]
    return msgspec.structs.replace(_document.decode(row["body"]), text=row["text"])


def print_of(record: Record, document_id: str) -> Print:
    """What is compared of a document."""
    return _print.decode(record.one("SELECT print FROM document WHERE id = ?", document_id))


def attacks_of(record: Record, document_id: str) -> list[Attack]:
    """The attacks that a document tells of."""
    found = record.rows("SELECT body FROM attack WHERE document_id = ? ORDER BY number", document_id)
    return [_attack.decode(row["body"]) for row in found]


def claims_of(record: Record, document_id: str, attack: int | None = None) -> list[Claim]:
    """The claims of a document (or one attack of it) that stand."""
    found = record.rows(
        "SELECT body FROM claim WHERE document_id = ?1 AND status = 'stands' AND (?2 IS NULL OR attack = ?2) "
        'ORDER BY start, "end", slot, claim_id', document_id, attack,
    )  # fmt: skip
    return [_claim.decode(row["body"]) for row in found]


def claim_of(record: Record, claim_id: str) -> Claim:
    """A claim by its whole id."""
    return _claim.decode(record.one("SELECT body FROM claim WHERE claim_id = ?", claim_id))


def revise(
    record: Record, document_id: str, added: Sequence[tuple[Claim, int]], status: Iterable[tuple[str, str, int]]
) -> None:
    """Lays the decisions of persons over what the machine read: claims with the number of their decision, and a status
    (rejected, corrected) for claims by id. Earlier decisions on the document are taken off first."""
    document, attacks = document_of(record, document_id), attacks_of(record, document_id)
    record.run("DELETE FROM claim WHERE document_id = ? AND rule = ?", document_id, PERSON)
    record.run("UPDATE claim SET status = 'stands', decision = NULL WHERE document_id = ?", document_id)
    _add_claims(record, document, attacks, [claim for claim, _ in added], {claim.id: number for claim, number in added})
    for claim_id, word, number in status:
        record.run("UPDATE claim SET status = ?, decision = ? WHERE claim_id = ?", word, number, claim_id)
    reprofile(record, document_id)


def reprofile(record: Record, document_id: str) -> None:
    """Makes a document's reports anew from its attacks and the claims that stand; they wait to be compared."""
    document, attacks = document_of(record, document_id), attacks_of(record, document_id)
    _leave(record, document_id)
    standing = claims_of(record, document_id)
    old = print_of(record, document_id)
    print = fingerprint(document, old.language, old.signature, carried(standing), standing)
    record.run("UPDATE document SET print = ?, compared = 0, settled = 0 WHERE id = ?", json(print), document_id)
    _add_reports(record, profiles(document, attacks, standing))


def _add_claims(
    record: Record, document: Document, attacks: Sequence[Attack], claims: Sequence[Claim],
    decisions: dict[str, int] | None = None,
) -> None:  # fmt: skip
    bodies = {claim.id: json(claim) for claim in claims}
    flat = rows(Reading(Page(document, "", ()), tuple(claims), (), tuple(attacks)))
    record.many(
        sql.ADD_CLAIM,
        [
            (
                *(_cell(getattr(row, field)) for field in sql.CLAIM_FIELDS),
                "stands", (decisions or {}).get(row.claim_id), bodies[row.claim_id],
            )
            for row in flat
        ],
    )  # fmt: skip


def _cell(value: object) -> object:
    return json(value) if isinstance(value, tuple) else value


def _add_reports(record: Record, found: Iterable[Profile]) -> None:
    for profile in found:
        number = record.run(
            "INSERT INTO report (id, document_id, attack, background, profile) VALUES (?, ?, ?, ?, ?)",
            profile.id, profile.document_id, profile.attack, profile.background, json(profile),
        ).lastrowid  # fmt: skip
        record.many("INSERT INTO block VALUES (?, ?, ?)", [(key.number, number, key.side) for key in keys(profile)])


def _leave(record: Record, document_id: str) -> None:
    """Takes a document's reports out of everything that they were joined to; what is left there is settled anew."""
    own = "SELECT id FROM report WHERE document_id = ?"
    record.run(
        "UPDATE report SET settled = 0 WHERE id IN (SELECT report_id FROM member WHERE incident_id IN "
        f"(SELECT incident_id FROM member WHERE report_id IN ({own})))", document_id,
    )  # fmt: skip
    for near, far in (("left", "right"), ("right", "left")):
        record.run(
            f"UPDATE report SET settled = 0 WHERE id IN (SELECT {far} FROM link WHERE {near} IN ({own}))", document_id
        )
        record.run(f"DELETE FROM link WHERE {near} IN ({own})", document_id)
        record.run(
            f"UPDATE document SET settled = 0 WHERE id IN (SELECT {far} FROM copy WHERE {near} = ?)", document_id
        )
        record.run(f"DELETE FROM copy WHERE {near} = ?", document_id)
    record.run("DELETE FROM member WHERE document_id = ?", document_id)
    record.run("DELETE FROM block WHERE report IN (SELECT number FROM report WHERE document_id = ?)", document_id)
    record.run("DELETE FROM report WHERE document_id = ?", document_id)


def json(value: object) -> str:
    """The value as JSON text."""
    return _encode(value).decode()
