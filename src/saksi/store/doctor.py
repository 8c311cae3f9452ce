"""What can be wrong with a record, looked at one by one; each trouble is a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256

from saksi.link import VERSION
from saksi.store.ledger import decisions
from saksi.store.linking import decided
from saksi.store.record import Record
from saksi.store.sql import MIGRATIONS, ORPHANS

_MOST = 50


def examine(record: Record) -> list[str]:
    """All troubles of a record, none where it is sound. Texts are hashed and every quotation compared."""
    return [trouble for check in CHECKS for trouble in check(record)]


def _file(record: Record) -> Iterator[str]:
    for row in record.rows("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield f"the file is damaged: {row[0]}"
    if record.one("PRAGMA user_version") != len(MIGRATIONS):
        yield "the tables are of another version of saksi; run: saksi build"


def _texts(record: Record) -> Iterator[str]:
    for row in record.connection.execute("SELECT id, text_id, source, text FROM document ORDER BY number"):
        if sha256(row["text"].encode()).hexdigest()[: len(row["text_id"])] != row["text_id"]:
            yield f"the text of document {row['id']} ({row['source']}) is not the one it was named by"


def _spans(record: Record) -> Iterator[str]:
    # Not by SQLite's own substr, which ends a text at a NUL character.
    rows = record.connection.execute(
        'SELECT c.claim_id, c.document_id, c.quote, c.start, c."end" FROM claim c ORDER BY c.document_id'
    )
    name, text = "", ""
    for row in rows:
        if row["document_id"] != name:
            name = row["document_id"]
            text = record.one("SELECT text FROM document WHERE id = ?", name)
        stands = text[row["start"] : row["end"]]
        if row["quote"] != stands:
            yield f"claim {row['claim_id']} quotes {row['quote']!r}, but its characters are {stands!r}"


def _orphans(record: Record) -> Iterator[str]:
    for row in record.rows("PRAGMA foreign_key_check")[:_MOST]:
        yield f"a row of {row[0]} points at a row of {row[2]} that is not there"
    for words, question in ORPHANS:
        for row in record.rows(question)[:_MOST]:
            yield words.format(row[0])


def _versions(record: Record) -> Iterator[str]:
    rows = record.rows(
        "SELECT incident_id, count(*) AS held, max(version) AS last FROM incident_version "
        "GROUP BY incident_id HAVING held <> last"
    )
    for row in rows:
        yield f"incident {row['incident_id']} has {row['held']} of its {row['last']} versions"
    rows = record.rows(
        "SELECT i.id FROM incident i LEFT JOIN incident_version v ON v.incident_id = i.id AND v.version = i.version "
        "WHERE v.body IS NOT i.body"
    )
    for row in rows:
        yield f"incident {row['id']} is not what its newest version says"


def waits(record: Record) -> bool:
    """Whether reports wait to be joined: a build was cut short, or the rules have changed since."""
    count = record.one(
        "SELECT (SELECT count(*) FROM report WHERE settled = 0) + (SELECT count(*) FROM document WHERE compared = 0)"
    )
    return bool(count) or record.one("SELECT value FROM setting WHERE name = 'link'") not in (None, str(VERSION))


def _waiting(record: Record) -> Iterator[str]:
    if waits(record):
        yield "a build was cut short or the rules have changed; run: saksi build"


def _decisions(record: Record) -> Iterator[str]:
    lines = {line.number: line for line in decisions(record)}
    for row in record.rows("SELECT decision, state FROM anchored WHERE state IN ('lost', 'moot') ORDER BY decision"):
        line = lines[row["decision"]]
        what = (
            "finds no place in this record" if row["state"] == "lost" else "rejects what the program no longer claims"
        )
        yield f"decision {line.number} ({line.kind} by {line.who}: {line.why}) {what}"
    for verdict, (left, right) in decided(record).overridden:
        yield f"an older decision ({verdict}: {left}, {right}) is overruled by a newer one"


def _search(record: Record) -> Iterator[str]:
    for table, of in (("document_search", "document"), ("claim_search", "claim")):
        held = record.one(f"SELECT count(*) FROM {table}_docsize")
        if held != record.one(f"SELECT count(*) FROM {of}"):
            yield f"the search index of {of}s does not match them; make the record anew"


CHECKS: tuple[Callable[[Record], Iterator[str]], ...] = (
    _file, _texts, _spans, _orphans, _versions, _waiting, _decisions, _search,
)  # fmt: skip
