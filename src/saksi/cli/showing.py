"""`saksi show`: an incident as a paragraph to paste, then everything that it rests on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from saksi.model import Alteration, Check, Estimate, Grounds, Incident, Report
from saksi.publish.paragraph import day_in_words, paragraph
from saksi.store import Record, changes, grades, tellers
from saksi.store.ledger import Decision

WIDTH = 100
MOST_SIDES = 12


def in_brief(record: Record, incident: Incident) -> Iterator[str]:
    """The paragraph of an incident, to paste into a sheet."""
    yield from textwrap.wrap(paragraph(incident, tellers(record, incident)), WIDTH)


def shown(record: Record, incident: Incident) -> Iterator[str]:
    """The lines of an incident: a paragraph, estimates with their sides, checks, what a grade rests on, reports."""
    yield from in_brief(record, incident)
    yield ""
    flags = f" [{', '.join(incident.flags)}]" if incident.flags else ""
    yield f"Incident {incident.id}{flags}"
    yield f"  time: {incident.earliest or '?'} to {incident.latest or '?'} ({incident.time_basis.replace('_', ' ')})"
    yield f"  places: {', '.join(place.name for place in incident.places) or 'none named'}"
    yield from _estimates(incident.estimates)
    yield from _checks(incident.checks)
    yield from _grade(incident.grounds, grades(record).get(incident.id))
    yield from _values(incident)
    yield from _reports(record, incident)
    yield from _unsure(record, incident)


def _estimates(rows: Iterable[Estimate]) -> Iterator[str]:
    yield "  estimates (low / best / high):"
    for row in rows:
        low, best, high = ("-" if bound is None else bound for bound in (row.low, row.best, row.high))
        words = (row.slot, row.what, (row.how or "").replace("_", " "), f"in {row.place}" if row.place else "")
        remarks = "; ".join(filter(None, (
            row.rule.replace("_", " ") if row.rule not in ("told", "nothing_said") else "",
            (row.reason or "").replace("_", " "), f"as of {row.as_of}" if row.as_of else "",
        )))  # fmt: skip
        yield f"    {' '.join(filter(None, words)):<34} {low} / {best} / {high}{f'   {remarks}' if remarks else ''}"
        if len(row.sides) > 1:
            yield from _sides(row)


def _sides(row: Estimate) -> Iterator[str]:
    for side in row.sides[:MOST_SIDES]:
        bounds = "no number" if side.value is None and side.low is None else (
            f"{side.low} or more" if side.high is None and side.low is not None
            else f"{side.low} to {side.high}" if side.value is None else str(side.value)
        )  # fmt: skip
        said = (
            side.standing.replace("_", " ") + (f" of {side.place}" if side.place else ""),
            (side.reason or "").replace("_", " "), day_in_words(side.as_of) if side.as_of else "",
            f"{side.independent_sources} independent", ", ".join(side.source_kinds),
        )  # fmt: skip
        yield f"      {bounds:<12} {'; '.join(filter(None, said))}  {' '.join(side.claim_ids[:3])}"
    if len(row.sides) > MOST_SIDES:
        yield f"      and {len(row.sides) - MOST_SIDES} more"


def _checks(checks: Iterable[Check]) -> Iterator[str]:
    lines = [
        f"    {' '.join(filter(None, (check.slot, check.what, check.place))):<30} "
        f"{check.verdict or 'shown':<12} reported {check.reported or 'nothing'}; "
        f"reference {check.reference_value or 'none'} ({check.note})"
        for check in checks
    ]
    if lines:
        yield f"  held against {', '.join(sorted({check.reference for check in checks}))}:"
        yield from lines


def _grade(grounds: Grounds | None, line: Decision | None) -> Iterator[str]:
    if line is not None:
        yield f"  grade: {line.about.grade}, by {line.who} on {line.at[:10]}: {line.why} (decision {line.number})"
    else:
        yield "  grade: none; a person gives it with: saksi grade INCIDENT --grade WORD --why WORDS"
    if grounds is None:
        return
    kinds = ", ".join(grounds.source_kinds) or "none named"
    origins = grounds.independent_sources
    yield f"    rests on: {origins} independent source{'' if origins == 1 else 's'}; kinds: {kinds}"
    yield f"    admits: {', '.join(grounds.admits) or 'nobody'}; denies: {', '.join(grounds.denies) or 'nobody'}"
    for position in grounds.positions:
        of = f" of {position.side}" if position.side else ""
        stance = position.stance.replace("_", " ")
        yield f"    {position.credit} ({position.kind}{of}): {stance}, {len(position.claim_ids)} claims"


def _values(incident: Incident) -> Iterator[str]:
    yield "  said:"
    for value in incident.values:
        kinds = f" ({', '.join(value.source_kinds)})" if value.source_kinds else ""
        ids = " ".join(value.claim_ids[:4])
        yield f"    {changes.said(value)} - {value.independent_sources} independent{kinds}: {ids}"


def _reports(record: Record, incident: Incident) -> Iterator[str]:
    yield "  reports:"
    rows = record.rows(
        "SELECT id, source, publisher, published, copy_reason FROM document "
        "WHERE id IN (SELECT document_id FROM member WHERE incident_id = ?)", incident.id,
    )  # fmt: skip
    names = {row["id"]: row for row in rows}
    for report in _by_origin(incident.reports):
        row = names[report.document_id]
        words = (report.id, row["published"], row["publisher"], row["source"], _role(report, row["copy_reason"]))
        yield "    " + "  ".join(filter(None, words))


def _unsure(record: Record, incident: Incident) -> Iterator[str]:
    rows = record.rows(
        "WITH own AS (SELECT report_id FROM member WHERE incident_id = ?) SELECT left, right, score FROM link "
        "WHERE verdict = 'unsure' AND (left IN own OR right IN own) ORDER BY score DESC, left, right LIMIT 10",
        incident.id,
    )  # fmt: skip
    for row in rows:
        yield f"  unsure whether one attack: {row['left']} and {row['right']} ({row['score']})"


def _by_origin(reports: Iterable[Report]) -> list[Report]:
    """Each origin with its copies beneath, those that mention it in passing last."""
    return sorted(reports, key=lambda r: (r.role == "background", r.of or r.document_id, r.of is not None, r.id))


def _role(report: Report, reason: str | None) -> str:
    if report.role == "background":
        return "(in passing)"
    words = "its day from the others" if report.by_link else ""
    if report.of:
        words = f"copy of {report.of}: {reason}" + "".join(f"; altered: {_altered(each)}" for each in report.altered)
    return f"({words})" if words else ""


def _altered(each: Alteration) -> str:
    return f"{each.slot} {each.what or ''} {each.here}, there {each.there}"
