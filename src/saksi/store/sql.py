"""All SQL of the record: its tables, its views with plain names, its migrations, its questions.

`PRAGMA user_version` counts the migrations that a file has had. A migration is never edited once released; a change of
the tables is a new entry in `MIGRATIONS`.
"""

from __future__ import annotations

from saksi.publish.rows import FIELDS

# Fields of a claim that its document already holds.
_OF_DOCUMENT = ("text_id", "source", "url", "publisher", "published")
CLAIM_FIELDS = tuple(field for field in FIELDS if field not in _OF_DOCUMENT)

_FIRST = """
CREATE TABLE document (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, text_id TEXT NOT NULL, source TEXT NOT NULL, url TEXT,
    publisher TEXT, published TEXT, modified TEXT, author TEXT, title TEXT, language TEXT, unread TEXT,
    sha256 TEXT NOT NULL, text TEXT NOT NULL, fetched TEXT NOT NULL, reader TEXT NOT NULL, body TEXT NOT NULL,
    print TEXT NOT NULL, copy_of TEXT, copy_kind TEXT, copy_reason TEXT,
    compared INTEGER NOT NULL DEFAULT 0, settled INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX document_text ON document (text_id);
CREATE INDEX document_source ON document (source);
CREATE INDEX document_url ON document (url);
CREATE INDEX document_compared ON document (compared) WHERE compared = 0;
CREATE INDEX document_settled ON document (settled) WHERE settled = 0;

CREATE TABLE attack (
    document_id TEXT NOT NULL REFERENCES document (id), number INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (document_id, number)
) WITHOUT ROWID;

CREATE TABLE claim (
    number INTEGER PRIMARY KEY, claim_id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES document (id), language TEXT NOT NULL, attack INTEGER, scope TEXT NOT NULL,
    slot TEXT NOT NULL, what TEXT, value_words TEXT, count INTEGER, bound TEXT, low INTEGER, high INTEGER, how TEXT,
    earliest TEXT, latest TEXT, attack_earliest TEXT, attack_latest TEXT, attack_time_basis TEXT, attacker TEXT,
    place TEXT, place_id INTEGER, lat REAL, lon REAL, place_precision TEXT, as_of TEXT, credit TEXT, credit_kind TEXT,
    credit_start INTEGER, credit_end INTEGER, stance TEXT, via TEXT, person_name TEXT, person_age INTEGER,
    person_sex TEXT, person_role TEXT, private INTEGER, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    quote TEXT NOT NULL, rule TEXT NOT NULL, flags TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'stands', decision INTEGER REFERENCES decision (number), body TEXT NOT NULL
);
CREATE INDEX claim_document ON claim (document_id, attack);
CREATE INDEX claim_slot ON claim (slot, count);

CREATE TABLE report (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document_id TEXT NOT NULL REFERENCES document (id),
    attack INTEGER NOT NULL, background INTEGER NOT NULL, profile TEXT NOT NULL,
    compared INTEGER NOT NULL DEFAULT 0, settled INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX report_document ON report (document_id);
CREATE INDEX report_compared ON report (compared) WHERE compared = 0;
CREATE INDEX report_settled ON report (settled) WHERE settled = 0;

CREATE TABLE block (
    key INTEGER NOT NULL, report INTEGER NOT NULL, side INTEGER NOT NULL, PRIMARY KEY (key, report)
) WITHOUT ROWID;
CREATE INDEX block_report ON block (report);
CREATE TABLE band (key INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (key, document)) WITHOUT ROWID;

CREATE TABLE link (
    left TEXT NOT NULL, right TEXT NOT NULL, verdict TEXT NOT NULL, score REAL NOT NULL, reasons TEXT NOT NULL,
    PRIMARY KEY (left, right)
) WITHOUT ROWID;
CREATE INDEX link_right ON link (right);
CREATE TABLE copy (
    left TEXT NOT NULL, right TEXT NOT NULL, kind TEXT NOT NULL, score REAL NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (left, right)
) WITHOUT ROWID;
CREATE INDEX copy_right ON copy (right);

CREATE TABLE incident (
    id TEXT PRIMARY KEY, version INTEGER NOT NULL, updated TEXT NOT NULL, earliest TEXT, latest TEXT,
    time_basis TEXT NOT NULL, attacker TEXT, places TEXT NOT NULL, reports INTEGER NOT NULL,
    independent_sources INTEGER NOT NULL, source_kinds TEXT NOT NULL, flags TEXT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX incident_earliest ON incident (earliest);
CREATE TABLE incident_version (
    incident_id TEXT NOT NULL, version INTEGER NOT NULL, updated TEXT NOT NULL, body TEXT,
    PRIMARY KEY (incident_id, version)
) WITHOUT ROWID;
CREATE TABLE alias (alias TEXT PRIMARY KEY, incident_id TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE member (
    report_id TEXT PRIMARY KEY REFERENCES report (id) DEFERRABLE INITIALLY DEFERRED,
    incident_id TEXT NOT NULL REFERENCES incident (id) DEFERRABLE INITIALLY DEFERRED,
    document_id TEXT NOT NULL, attack INTEGER NOT NULL, role TEXT NOT NULL, copy_of TEXT, origin TEXT NOT NULL,
    by_link INTEGER NOT NULL, altered TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX member_incident ON member (incident_id);
CREATE INDEX member_document ON member (document_id, attack);
CREATE TABLE estimate (
    incident_id TEXT NOT NULL REFERENCES incident (id) DEFERRABLE INITIALLY DEFERRED, position INTEGER NOT NULL,
    slot TEXT NOT NULL, what TEXT, place TEXT, low INTEGER, best INTEGER, high INTEGER, as_of TEXT, rule TEXT NOT NULL,
    reason TEXT, claim_ids TEXT NOT NULL, PRIMARY KEY (incident_id, position)
) WITHOUT ROWID;

CREATE TABLE decision (
    number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL,
    why TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'the ledger is append only'); END;
CREATE TRIGGER decision_remains BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'the ledger is append only'); END;
CREATE TABLE anchored (
    decision INTEGER PRIMARY KEY REFERENCES decision (number), state TEXT NOT NULL, document_id TEXT,
    targets TEXT NOT NULL
);
CREATE INDEX anchored_document ON anchored (document_id);
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE VIRTUAL TABLE document_search USING fts5 (title, text, content='document', content_rowid='number');
CREATE TRIGGER document_found AFTER INSERT ON document BEGIN
    INSERT INTO document_search (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE VIRTUAL TABLE claim_search USING fts5 (quote, value_words, credit, content='claim', content_rowid='number');
CREATE TRIGGER claim_found AFTER INSERT ON claim BEGIN
    INSERT INTO claim_search (rowid, quote, value_words, credit)
    VALUES (new.number, new.quote, new.value_words, new.credit);
END;
CREATE TRIGGER claim_lost AFTER DELETE ON claim BEGIN
    INSERT INTO claim_search (claim_search, rowid, quote, value_words, credit)
    VALUES ('delete', old.number, old.quote, old.value_words, old.credit);
END;

CREATE VIEW documents AS
    SELECT id AS document_id, text_id, source, url, publisher, published, language, title, author, sha256, fetched,
           unread, copy_of, copy_kind, copy_reason, text FROM document;
CREATE VIEW claims AS
    SELECT c.claim_id, c.document_id, d.text_id, d.source, d.url, d.publisher, d.published, c.language, c.attack,
           c.scope, c.slot, c.what, c.value_words, c.count, c.bound, c.low, c.high, c.how, c.earliest, c.latest,
           iif(m.by_link, i.earliest, c.attack_earliest) AS attack_earliest,
           iif(m.by_link, i.latest, c.attack_latest) AS attack_latest,
           iif(m.by_link, 'by_link', c.attack_time_basis) AS attack_time_basis, c.attacker, c.place, c.place_id,
           c.lat, c.lon,
           c.place_precision, c.as_of, c.credit, c.credit_kind, c.credit_start, c.credit_end, c.stance, c.via,
           c.person_name, c.person_age, c.person_sex, c.person_role, c.private, c.start, c."end", c.quote, c.rule,
           c.flags, c.status, c.decision, m.incident_id
    FROM claim c JOIN document d ON d.id = c.document_id
    LEFT JOIN member m ON m.document_id = c.document_id AND m.attack = c.attack
    LEFT JOIN incident i ON i.id = m.incident_id;
CREATE VIEW incidents AS
    SELECT id AS incident_id, earliest, latest, time_basis, attacker, places, reports, independent_sources,
           source_kinds, flags, version, updated FROM incident;
CREATE VIEW estimates AS
    SELECT incident_id, slot, what, place, low, best, high, as_of, rule, reason, claim_ids FROM estimate;
CREATE VIEW reports AS
    SELECT m.incident_id, m.report_id, m.document_id, m.attack, m.role, m.copy_of, m.origin, m.by_link, m.altered,
           d.source, d.publisher, d.published, d.language
    FROM member m JOIN document d ON d.id = m.document_id;
CREATE VIEW links AS SELECT left, right, verdict, score, reasons FROM link;
CREATE VIEW decisions AS
    SELECT d.number, d.kind, d.who, d.at, d.why, d.body, a.state
    FROM decision d LEFT JOIN anchored a ON a.decision = d.number;
"""

_REFERENCES = """
CREATE TABLE reference (
    kind TEXT PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, first_day TEXT NOT NULL, last_day TEXT NOT NULL,
    rows INTEGER NOT NULL, left_out TEXT NOT NULL, taken TEXT NOT NULL, body TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE dated (
    document_id TEXT NOT NULL REFERENCES document (id), attack INTEGER NOT NULL, before TEXT NOT NULL,
    reference TEXT NOT NULL, PRIMARY KEY (document_id, attack)
) WITHOUT ROWID;
CREATE TABLE held (
    incident_id TEXT NOT NULL REFERENCES incident (id) DEFERRABLE INITIALLY DEFERRED, position INTEGER NOT NULL,
    reference TEXT NOT NULL, slot TEXT NOT NULL, what TEXT, place TEXT, reported TEXT, reference_value TEXT,
    verdict TEXT, note TEXT NOT NULL, rows TEXT NOT NULL, claim_ids TEXT NOT NULL, PRIMARY KEY (incident_id, position)
) WITHOUT ROWID;
ALTER TABLE estimate ADD COLUMN how TEXT;
ALTER TABLE estimate ADD COLUMN sides TEXT;
DROP VIEW estimates;
CREATE VIEW estimates AS
    SELECT incident_id, slot, what, how, place, low, best, high, as_of, rule, reason, claim_ids, sides FROM estimate;
CREATE VIEW checks AS
    SELECT incident_id, reference, slot, what, place, reported, reference_value, verdict, note, rows, claim_ids
    FROM held;
CREATE VIEW reference_data AS
    SELECT kind, name, sha256, first_day, last_day, rows, left_out, taken FROM reference;
"""

MIGRATIONS: tuple[str, ...] = (_FIRST, _REFERENCES)

ADD_DOCUMENT = """
INSERT INTO document (id, text_id, source, url, publisher, published, modified, author, title, language, unread, sha256,
    text, fetched, reader, body, print)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
REREAD_DOCUMENT = """
UPDATE document SET language = ?, unread = ?, reader = ?, print = ?, compared = 0, settled = 0 WHERE id = ?
"""
_COLUMNS = ", ".join('"end"' if field == "end" else field for field in CLAIM_FIELDS)
ADD_CLAIM = (
    f"INSERT INTO claim ({_COLUMNS}, status, decision, body) VALUES ({', '.join('?' * (len(CLAIM_FIELDS) + 3))})"
)
CANDIDATES = """
SELECT DISTINCT a.report, b.report FROM block a JOIN block b ON b.key = a.key
JOIN report r ON r.number = b.report
WHERE a.report BETWEEN ? AND ? AND a.side + b.side < 2 AND a.report <> b.report
    AND (r.compared = 1 OR b.report < a.report)
"""
UNCOMPARED = """
SELECT r.number FROM report r JOIN document d ON d.id = r.document_id WHERE r.compared = 0 AND d.compared = 1
ORDER BY r.number
"""
TWINS = "SELECT key, document FROM band WHERE key IN (SELECT value FROM json_each(?))"
SAME_TEXT = """
SELECT a.number, b.number FROM document a JOIN document b ON b.text_id = a.text_id
WHERE a.number BETWEEN ? AND ? AND a.number <> b.number AND (b.compared = 1 OR b.number < a.number)
"""
OF_COPIES = """
SELECT a.number, b.number FROM report a JOIN copy c ON c.left = a.document_id JOIN report b ON b.document_id = c.right
WHERE a.number IN (SELECT value FROM json_each(?1)) AND (b.compared = 1 OR b.number < a.number)
UNION
SELECT a.number, b.number FROM report a JOIN copy c ON c.right = a.document_id JOIN report b ON b.document_id = c.left
WHERE a.number IN (SELECT value FROM json_each(?1)) AND (b.compared = 1 OR b.number < a.number)
"""
COPY_EDGES = """
SELECT left, right FROM copy WHERE left IN (SELECT value FROM json_each(?1))
UNION SELECT left, right FROM copy WHERE right IN (SELECT value FROM json_each(?1))
"""
LINK_EDGES = """
SELECT left, right FROM link WHERE verdict = 'same' AND left IN (SELECT value FROM json_each(?1))
UNION SELECT left, right FROM link WHERE verdict = 'same' AND right IN (SELECT value FROM json_each(?1))
"""
COPIES_AMONG = """
SELECT * FROM copy WHERE left IN (SELECT value FROM json_each(?1)) AND right IN (SELECT value FROM json_each(?1))
"""
LINKS_AMONG = """
SELECT left, right, verdict, score FROM link WHERE verdict = 'same'
AND left IN (SELECT value FROM json_each(?1)) AND right IN (SELECT value FROM json_each(?1))
"""
REPORTS_OF = """
SELECT r.id, r.document_id, r.attack, d.copy_of, a.body FROM report r JOIN document d ON d.id = r.document_id
JOIN attack a ON a.document_id = r.document_id AND a.number = r.attack
WHERE r.id IN (SELECT value FROM json_each(?)) ORDER BY r.id
"""
VALUES_OF = """
SELECT c.claim_id, c.document_id, c.slot, c.what, c.place, c.count, c.bound, c.low, c.high, c.how, c.scope,
       c.credit_kind
FROM report r JOIN claim c ON c.document_id = r.document_id AND c.attack = r.attack
WHERE r.id IN (SELECT value FROM json_each(?)) AND c.status = 'stands' AND c.bound IS NOT NULL ORDER BY c.claim_id
"""
BODIES_OF = """
SELECT c.body FROM report r JOIN claim c ON c.document_id = r.document_id AND c.attack = r.attack
WHERE r.id IN (SELECT value FROM json_each(?)) AND c.status = 'stands' ORDER BY c.claim_id
"""
ADD_INCIDENT = """
INSERT OR REPLACE INTO incident VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
CHANGE_INCIDENT = """
UPDATE incident SET version = ?, updated = ?, earliest = ?, latest = ?, time_basis = ?, attacker = ?, places = ?,
    reports = ?, independent_sources = ?, source_kinds = ?, flags = ?, body = ? WHERE id = ?
"""
# Each with the sentence for what it finds.
ORPHANS = (
    ("report {} is in no document", "SELECT id FROM report WHERE document_id NOT IN (SELECT id FROM document)"),
    (
        "report {} is in no incident",
        "SELECT id FROM report WHERE background = 0 AND settled = 1 AND id NOT IN (SELECT report_id FROM member)",
    ),
    ("incident {} has no report", "SELECT id FROM incident WHERE id NOT IN (SELECT incident_id FROM member)"),
    (
        "claim {} is of an attack that its document does not tell",
        "SELECT claim_id FROM claim c WHERE attack IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM attack a WHERE a.document_id = c.document_id AND a.number = c.attack)",
    ),
    (
        "document {} repeats one that is not here",
        "SELECT id FROM document WHERE copy_of IS NOT NULL AND copy_of NOT IN (SELECT id FROM document)",
    ),
)
