"""Incidents as they are written: what their reports say, who is a witness, and a new version for every change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from sqlite3 import Row

import msgspec

from saksi.link import Print, Profile, witnesses
from saksi.link.profile import at_home, minutes
from saksi.model import Attack, Incident, Place, Report, ValueSaid
from saksi.slots import COUNTED
from saksi.store import sql
from saksi.store.documents import json
from saksi.store.estimating import estimated, told_claims
from saksi.store.record import Record, now
from saksi.verify import BASIS, References, checked

_attack = msgspec.json.Decoder(Attack)
incident_decoder = msgspec.json.Decoder(Incident)
ID_LENGTH = 16


def write_incident(
    record: Record,
    members: Mapping[str, Profile],
    passing: set[str],
    print: Callable[[str], Print],
    references: References,
) -> int:
    """Writes the incident of these reports (`passing` only mention it); gives 1 where it is new or changed, else 0."""
    incident = _incident(record, members, passing, print)
    claims = told_claims(record, incident)
    incident = checked(estimated(record, incident, claims), claims, references)
    body = json(incident)
    changed = record.one("SELECT body FROM incident WHERE id = ?", incident.id) != body
    if changed:
        _write(record, incident, body)
    record.many(
        "INSERT OR REPLACE INTO member VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (r.id, incident.id, r.document_id, r.attack, r.role, r.of, r.origin, r.by_link, json(r.altered))
            for r in incident.reports
        ],
    )
    return int(changed)


def _write(record: Record, incident: Incident, body: str) -> None:
    version = (record.one("SELECT max(version) FROM incident_version WHERE incident_id = ?", incident.id) or 0) + 1
    at = now()
    record.run("DELETE FROM alias WHERE alias = ?", incident.id)
    _unwrite(record, incident.id)
    values = (
        incident.id, version, at, incident.earliest, incident.latest, incident.time_basis, incident.attacker,
        json(incident.places), sum(r.role != "background" for r in incident.reports), incident.independent_sources,
        json(incident.source_kinds), json(incident.flags), body,
    )  # fmt: skip
    if version == 1 or not record.one("SELECT 1 FROM incident WHERE id = ?", incident.id):
        record.run(sql.ADD_INCIDENT, *values)
    else:
        record.run(sql.CHANGE_INCIDENT, *values[1:], incident.id)
    record.run("INSERT INTO incident_version VALUES (?, ?, ?, ?)", incident.id, version, at, body)
    record.many(
        f"INSERT INTO estimate VALUES ({', '.join('?' * 14)})",
        [
            (
                incident.id, at, e.slot, e.what, e.place, e.low, e.best, e.high, e.as_of, e.rule, e.reason,
                json(e.claim_ids), e.how, json(e.sides),
            )
            for at, e in enumerate(incident.estimates)
        ],
    )  # fmt: skip
    record.many(
        f"INSERT INTO held VALUES ({', '.join('?' * 12)})",
        [
            (
                incident.id, at, c.reference, c.slot, c.what, c.place, c.reported, c.reference_value, c.verdict, c.note,
                json(c.rows), json(c.claim_ids),
            )
            for at, c in enumerate(incident.checks)
        ],
    )  # fmt: skip


def _unwrite(record: Record, incident_id: str) -> None:
    record.run("DELETE FROM estimate WHERE incident_id = ?", incident_id)
    record.run("DELETE FROM held WHERE incident_id = ?", incident_id)


def retire(record: Record) -> int:
    """Takes away incidents that no report is left in; their ids lead to where their first report went."""
    empty = record.rows("SELECT id, version, body FROM incident WHERE id NOT IN (SELECT incident_id FROM member)")
    for row in empty:
        old = incident_decoder.decode(row["body"])
        _unwrite(record, old.id)
        record.run("DELETE FROM incident WHERE id = ?", old.id)
        record.run("INSERT INTO incident_version VALUES (?, ?, ?, NULL)", old.id, row["version"] + 1, now())
        for report in old.reports:
            into = record.one("SELECT incident_id FROM member WHERE report_id = ?", report.id)
            if into is not None:
                record.run("UPDATE alias SET incident_id = ? WHERE incident_id = ?", into, old.id)
                record.run("INSERT OR REPLACE INTO alias VALUES (?, ?)", old.id, into)
                break
    return len(empty)


def incident_of(record: Record, incident_id: str) -> Incident | None:
    """The incident of an id, also of one that was merged into another; None where there is none."""
    found = record.one(
        "SELECT body FROM incident WHERE id = coalesce((SELECT incident_id FROM alias WHERE alias = ?1), ?1)",
        incident_id,
    )
    return None if found is None else incident_decoder.decode(found)


def _incident(
    record: Record, members: Mapping[str, Profile], passing: set[str], print: Callable[[str], Print]
) -> Incident:
    found = record.rows(sql.REPORTS_OF, json(sorted(members)))
    attacks = {row["id"]: _attack.decode(row["body"]) for row in found}
    telling = [row for row in found if row["id"] not in passing]
    prints = {row["document_id"]: print(row["document_id"]) for row in found}
    of = {row["document_id"]: row["copy_of"] for row in telling if row["copy_of"]}
    origin = witnesses([prints[row["document_id"]] for row in telling], of)
    root = min(telling, key=lambda row: (prints[row["document_id"]].order, row["id"]))
    dated = [(row["id"], attacks[row["id"]]) for row in telling if members[row["id"]].dated]
    reports = tuple(
        Report(
            id=row["id"], document_id=row["document_id"], attack=row["attack"],
            role="background" if row["id"] in passing else "copy" if row["copy_of"] else "report",
            origin=origin.get(row["document_id"], row["document_id"]), of=row["copy_of"],
            by_link=bool(dated) and not members[row["id"]].dated and row["id"] not in passing,
            published=prints[row["document_id"]].published,
        )
        for row in sorted(found, key=lambda row: (row["id"] in passing, prints[row["document_id"]].order, row["id"]))
    )  # fmt: skip
    values, kinds = _values(record.rows(sql.VALUES_OF, json([row["id"] for row in telling])), origin)
    earliest, latest, basis = _when([attack for _, attack in dated], [attacks[row["id"]] for row in telling])
    return Incident(
        id=sha256(f"incident {root['id']}".encode()).hexdigest()[:ID_LENGTH],
        earliest=earliest, latest=latest, time_basis=basis,
        attacker=_attacker([attacks[row["id"]] for row in telling]),
        places=_places([attacks[row["id"]] for row in telling]), reports=reports,
        independent_sources=len({origin[row["document_id"]] for row in telling}), source_kinds=kinds, values=values,
        flags=() if dated else ("undated",),
    )  # fmt: skip


def _when(dated: Sequence[Attack], all_of_them: Sequence[Attack]) -> tuple[str | None, str | None, str]:
    """The narrowest time that lies in that of at least half of the reports, else that overlaps with it; the earliest of
    equals. A day that a reference proposed counts only where no report says one."""
    dated = [attack for attack in dated if attack.when.basis != BASIS] or dated

    def bounds(attack: Attack) -> tuple[int, int]:
        first = minutes(attack.when.earliest) or 0
        return first, max(first, minutes(attack.when.latest, end=True) or first)

    if not dated:
        latest = min((attack.when.latest for attack in all_of_them if attack.when.latest), default=None)
        return None, latest, "not_after_published" if latest else "unknown"
    windows = [bounds(attack) for attack in dated]

    def held(fits: Callable[[int, int, int, int], bool]) -> list[tuple[int, str, str, str]]:
        return [
            (last - first, attack.when.earliest or "", attack.when.latest or "", attack.when.basis)
            for attack, (first, last) in zip(dated, windows, strict=True)
            if 2 * sum(fits(first, last, begin, end) for begin, end in windows) >= len(windows)
        ]

    _, earliest, latest, basis = min(
        held(lambda first, last, begin, end: begin <= first and last <= end)
        or held(lambda first, last, begin, end: first <= end and begin <= last)
        or [(0, dated[0].when.earliest or "", dated[0].when.latest or "", dated[0].when.basis)]
    )
    return earliest or None, latest or None, basis


def _places(attacks: Iterable[Attack]) -> tuple[Place, ...]:
    """Every site once, the most told first. A site is told by its name and country where a text gives no id."""
    told: Counter[tuple[str, str]] = Counter()
    known: dict[tuple[str, str], Place] = {}
    for attack in attacks:
        for place in attack.places:
            told[place.name, place.country] += 1
            held = known.get((place.name, place.country))
            if held is None or (held.id is None, json(held)) > (place.id is None, json(place)):
                known[place.name, place.country] = place
    return tuple(known[key] for key in sorted(told, key=lambda key: (-told[key], key)))


def _attacker(attacks: Sequence[Attack]) -> str | None:
    """The attacker that most reports name; those that name one in his own country count only where no others do."""
    return _commonest(attack.attacker for attack in attacks if not at_home(attack)) or _commonest(
        attack.attacker for attack in attacks
    )


def _commonest(words: Iterable[str | None]) -> str | None:
    told = Counter(word for word in words if word)
    return min(told, key=lambda word: (-told[word], word)) if told else None


_VALUE = ("slot", "what", "place", "count", "bound", "low", "high", "how", "scope")


def _values(rows: Iterable[Row], origin: Mapping[str, str]) -> tuple[tuple[ValueSaid, ...], tuple[str, ...]]:
    """Every value with its claims, its independent origins and the kinds of source; and all kinds of source."""
    found: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        if row["slot"] in COUNTED:
            found.setdefault(tuple(row[field] for field in _VALUE), []).append(row)
    values = tuple(
        ValueSaid(
            **dict(zip(_VALUE, key, strict=True)),  # type: ignore[arg-type]
            claim_ids=tuple(str(row["claim_id"]) for row in said),
            independent_sources=len({origin[str(row["document_id"])] for row in said}),
            source_kinds=_kinds(said),
        )
        for key, said in sorted(found.items(), key=lambda item: tuple((part is None, str(part)) for part in item[0]))
    )
    return values, _kinds([row for said in found.values() for row in said])


def _kinds(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(sorted({str(row["credit_kind"]) for row in rows if row["credit_kind"]}))
