"""References in the record: what they are, the days that they propose for undated reports, checks of incidents.

A reference is kept as it was read, so that a later build without its file checks new incidents against it too.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from saksi import verify
from saksi.model import Attack
from saksi.store.documents import attacks_of, claims_of, json, reprofile
from saksi.store.record import Record, now
from saksi.verify import Alerts, References, Tallies

TALLIES, ALERTS = "tallies", "alerts"
_tallies, _alerts = msgspec.json.Decoder(Tallies), msgspec.json.Decoder(Alerts)
_attack = msgspec.json.Decoder(Attack)


def take_reference(record: Record, kind: str, given: Tallies | Alerts) -> bool:
    """Keeps a reference in place of an earlier one of its kind; whether it is another than that. Call it in a
    transaction."""
    source = given.source
    if record.one("SELECT sha256 FROM reference WHERE kind = ?", kind) == source.sha256:
        return False
    record.run(
        "INSERT OR REPLACE INTO reference VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", kind, source.name, source.sha256,
        source.first, source.last, source.rows, json(source.left_out), now(), json(given),
    )  # fmt: skip
    return True


def references(record: Record) -> References:
    """The references of the record."""
    held = {row["kind"]: row["body"] for row in record.rows("SELECT kind, body FROM reference")}
    return References(
        _tallies.decode(held[TALLIES]) if TALLIES in held else None,
        _alerts.decode(held[ALERTS]) if ALERTS in held else None,
    )


def rules(record: Record) -> str:
    """The name of the present rules and references of checks; a record checked by others is checked anew."""
    hashes = [row[0] for row in record.rows("SELECT sha256 FROM reference ORDER BY kind")]
    return " ".join(("saksi.verify", str(verify.VERSION), *hashes))


def date_by_reference(record: Record, held: References) -> None:
    """Gives undated attacks the day that the tally proposes, and takes back what it no longer does. Call it in a
    transaction.

    Looks at documents that wait to be compared, and at all where the rules or the tally are others.
    """
    own = rules(record) if held.tallies else ""
    everything = (record.one("SELECT value FROM setting WHERE name = 'dating'") or "") != own
    waiting = "document_id IN (SELECT id FROM document WHERE compared = 0)"
    which = "1" if everything else waiting
    changed: dict[str, None] = {}
    for row in record.rows(f"SELECT document_id, attack, before FROM dated WHERE {which}"):
        _set(record, row["document_id"], _attack.decode(row["before"]))
        record.run("DELETE FROM dated WHERE document_id = ? AND attack = ?", row["document_id"], row["attack"])
        changed[row["document_id"]] = None
    if held.tallies is not None:
        undated = (
            f"SELECT DISTINCT document_id FROM attack WHERE json_extract(body, '$.when.earliest') IS NULL AND {which}"
        )
        for row in record.rows(f"{undated} ORDER BY document_id"):
            changed.update(dict.fromkeys(_propose(record, row["document_id"], held.tallies)))
    for document_id in changed:
        reprofile(record, document_id)
    record.run("INSERT OR REPLACE INTO setting VALUES ('dating', ?)", own)


def _propose(record: Record, document_id: str, tallies: Tallies) -> Iterable[str]:
    published = record.one("SELECT published FROM document WHERE id = ?", document_id)
    for attack in attacks_of(record, document_id):
        found = verify.proposed(attack, claims_of(record, document_id, attack.number), published, tallies)
        if found is not None:
            record.run(
                "INSERT OR REPLACE INTO dated VALUES (?, ?, ?, ?)", document_id, attack.number, json(attack),
                tallies.source.name,
            )  # fmt: skip
            _set(record, document_id, found)
            yield document_id


def _set(record: Record, document_id: str, attack: Attack) -> None:
    """Writes an attack with its time, which stands in each of its claims too."""
    when = attack.when
    record.run(
        "UPDATE attack SET body = ? WHERE document_id = ? AND number = ?", json(attack), document_id, attack.number
    )
    record.run(
        "UPDATE claim SET attack_earliest = ?, attack_latest = ?, attack_time_basis = ? WHERE document_id = ? "
        "AND attack = ?", when.earliest, when.latest, when.basis, document_id, attack.number,
    )  # fmt: skip
