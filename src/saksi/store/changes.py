"""What is new or different: between two versions of an incident, and in the whole record since a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from saksi.model import Estimate, Incident, Quantity, ValueSaid
from saksi.publish.paragraph import toll
from saksi.publish.words import amount
from saksi.store.incidents import incident_decoder
from saksi.store.record import Record


class Change(NamedTuple):
    """What happened to an incident: new, changed or gone (into which other), with the sentences."""

    incident_id: str
    kind: str
    at: str
    sentences: tuple[str, ...]


def since(record: Record, day: str) -> Iterator[Change]:
    """Every incident that is new or different since `day` (ISO 8601, in UTC), the latest change last."""
    rows = record.rows(
        "SELECT incident_id, max(updated) AS at FROM incident_version WHERE updated >= ? "
        "GROUP BY incident_id ORDER BY at, incident_id", day,
    )  # fmt: skip
    for row in rows:
        name = row["incident_id"]
        before = record.rows(
            "SELECT body FROM incident_version WHERE incident_id = ? AND updated < ? ORDER BY version DESC LIMIT 1",
            name,
            day,
        )
        after = record.rows(
            "SELECT body FROM incident_version WHERE incident_id = ? ORDER BY version DESC LIMIT 1", name
        )
        change = _change(record, name, row["at"], before[0]["body"] if before else None, after[0]["body"])
        if change:
            yield change


def history(record: Record, incident_id: str) -> Iterator[Change]:
    """Every version of an incident against the one before, the oldest first."""
    before = None
    for row in record.rows("SELECT * FROM incident_version WHERE incident_id = ? ORDER BY version", incident_id):
        change = _change(record, incident_id, row["updated"], before, row["body"])
        if change:
            yield change
        before = row["body"]


def _change(record: Record, name: str, at: str, before: str | None, after: str | None) -> Change | None:
    if after is None:
        if before is None:
            return None
        into = record.one("SELECT incident_id FROM alias WHERE alias = ?", name)
        return Change(name, "gone", at, (f"its reports are now in {into}" if into else "no report is left in it",))
    new = incident_decoder.decode(after)
    if before is None:
        return Change(
            name,
            "new",
            at,
            (f"{_plural(len(new.reports), 'report')}, {_plural(new.independent_sources, 'independent source')}",),
        )
    sentences = tuple(differences(incident_decoder.decode(before), new))
    return Change(name, "changed", at, sentences) if sentences else None


def differences(old: Incident, new: Incident) -> Iterator[str]:
    """What differs between two versions, in sentences."""
    for what, one, other in (
        ("time", (old.earliest, old.latest), (new.earliest, new.latest)),
        ("attacker", old.attacker, new.attacker),
        ("independent sources", old.independent_sources, new.independent_sources),
    ):
        if one != other:
            yield f"{what}: {_words(one)} became {_words(other)}"
    held, now = {report.id for report in old.reports}, {report.id for report in new.reports}
    for words, ids in (("joined", now - held), ("left", held - now)):
        if ids:
            yield f"{_plural(len(ids), 'report')} {words}: {', '.join(sorted(ids))}"
    earlier, later = {said(value) for value in old.values}, {said(value) for value in new.values}
    for words, values in (("now said", later - earlier), ("no longer said", earlier - later)):
        if values:
            yield f"{words}: {'; '.join(sorted(values))}"
    yield from _estimates(old, new)
    if old.checks != new.checks and (words := _verdicts(new)) != _verdicts(old):
        yield f"held against references: {words or 'nothing'}"


def _estimates(old: Incident, new: Incident) -> Iterator[str]:
    """The rows whose low, best or high became another."""
    before, after = ({_row(row): row for row in incident.estimates} for incident in (old, new))
    for key in [*after, *(key for key in before if key not in after)]:
        one, other = (toll(rows[key]) if key in rows else "no row" for rows in (before, after))
        if one != other:
            yield f"{' '.join(filter(None, key))}: {one} became {other}"


def _row(row: Estimate) -> tuple[str | None, ...]:
    return row.slot, row.what, row.how, f"in {row.place}" if row.place else None


def _verdicts(incident: Incident) -> str:
    counts = Counter(check.verdict for check in incident.checks if check.verdict)
    return ", ".join(f"{count} {verdict.replace('_', ' ')}" for verdict, count in sorted(counts.items()))


def said(value: ValueSaid) -> str:
    """A value in words: "killed at least 12 person, Kyiv"."""
    quantity = Quantity(value.count, value.bound or "exact", value.low, value.high)
    how = f" ({value.how})" if value.how else ""
    place = f", {value.place}" if value.place else ""
    scope = "" if value.scope == "this_attack" else f" [{value.scope.replace('_', ' ')}]"
    return f"{value.slot} {amount(quantity)} {value.what or ''}".rstrip() + how + place + scope


def _words(value: object) -> str:
    if isinstance(value, tuple):
        return " to ".join(_words(part) for part in value)
    return "nothing" if value is None else str(value)


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
