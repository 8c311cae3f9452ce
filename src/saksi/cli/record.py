"""The commands that keep and ask a record, with their options and help."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

Inputs = Annotated[str, Parameter(allow_leading_hyphen=True)]
Db = Annotated[str, Parameter(name="--db")]
By = Annotated[str | None, Parameter(name="--by")]
Output = Annotated[str | None, Parameter(name=["--output", "-o"])]
RECORD = "record.db"


def build(
    *inputs: Inputs,
    db: Db = RECORD,
    jobs: Annotated[int, Parameter(name=["--jobs", "-j"])] = 1,
    tallies: str | None = None,
    alerts: str | None = None,
    again: bool = False,
    decisions: str | None = None,
    debug: bool = False,
) -> int:
    """Read documents into a record and join those that tell of one attack. Run it again to add more, or after a crash.

    Parameters
    ----------
    inputs
        Files, folders, or - for the standard input. What the record holds already is not read again.
    db
        The file of the record; it is made where there is none.
    jobs
        Processes that read at the same time.
    tallies
        Hold incidents against this public tally of launches (CSV as published); the record keeps it.
    alerts
        Hold them against this public history of air-raid alerts (CSV as published, raw or merged).
    again
        Read all documents of the record anew.
    decisions
        Take over the decisions in this file (saksi export decisions).
    debug
        Show the traceback of a document that could not be read.
    """
    from saksi.cli import building, checked, positive

    return building.build(
        checked(inputs), db=db, jobs=positive(jobs), again=again, decisions=decisions, tallies=tallies, alerts=alerts,
        debug=debug,
    )  # fmt: skip


def list_(
    *,
    db: Db = RECORD,
    since: str | None = None,
    until: str | None = None,
    place: str | None = None,
    attacker: str | None = None,
    text: str | None = None,
    min_sources: int | None = None,
    undated: bool = False,
    limit: int = -1,
) -> int:
    """List the incidents of a record, a line each.

    Parameters
    ----------
    db
        The file of the record.
    since
        Not before this day (2025-07-04).
    until
        Not after this day.
    place
        The beginning of a place's English name.
    attacker
        Who attacked, in English.
    text
        Words that a document of the incident holds.
    min_sources
        At least so many independent sources.
    undated
        Only those without a day.
    limit
        At most so many.
    """
    from saksi.cli import looking

    filters = {
        "since": since, "until": until, "place": place, "attacker": attacker, "text": text, "min_sources": min_sources,
        "undated": undated,
    }  # fmt: skip
    return looking.listed(db, filters, limit)


def show(words: str, *, db: Db = RECORD, brief: bool = False) -> int:
    """Show an incident: what is said by whom, its reports by origin.

    Parameters
    ----------
    words
        An incident's id, a day, a place in English, or a document's id; beginnings suffice.
    db
        The file of the record.
    brief
        Only the paragraph, to paste into a sheet.
    """
    from saksi.cli import looking

    return looking.show(db, words, brief)


def export(
    what: Literal["incidents", "estimates", "checks", "claims", "decisions"] = "incidents",
    *,
    db: Db = RECORD,
    format: Literal["jsonl", "csv", "xlsx"] | None = None,
    output: Output = None,
    profile: Literal["airwars", "ucdp", "acled"] | None = None,
    fields: bool = False,
    every: bool = False,
    redact_persons: bool = False,
) -> int:
    """Write the incidents, estimates, checks, claims or decisions of a record.

    Parameters
    ----------
    what
        incidents; estimates or checks (a row each, for a spreadsheet); claims; decisions.
    db
        The file of the record.
    format
        jsonl (else), csv (else with --profile) or xlsx (needs -o); else what the name of the file says.
    output
        Write to this file instead of the screen.
    profile
        Write the incidents in the columns of Airwars, UCDP or ACLED; beside a file comes FILE.fields, which marks each
        column as exact, close, caveat or unsayable.
    fields
        With --profile: write only that table of columns.
    every
        Also the claims that a person rejected or corrected.
    redact_persons
        Leave out the names of private persons, also where they stand in quoted words.
    """
    from saksi.cli import exporting

    kind = format or exporting.format_of(output, "csv" if profile else "jsonl")
    if profile is None:
        return exporting.export(what, db=db, format=kind, output=output, every=every, redact=redact_persons)
    if fields:
        return exporting.export_fields(profile, format=kind, output=output)
    return exporting.export_profile(profile, db=db, format=kind, output=output, redact=redact_persons)


def compare(
    record: str,
    sheet: str,
    *,
    columns: str | None = None,
) -> int:
    """Compare a record with a sheet of your own: what only one of them has, and where their numbers differ.

    Parameters
    ----------
    record
        The file of the record.
    sheet
        A CSV with a heading and a row an incident: date, place, and what it has of killed and injured.
    columns
        Which column is what, where the headings do not say it: date=Tanggal,place=Lokasi,killed=Tewas.
    """
    from saksi.cli import comparing

    return comparing.compare(record, sheet, columns)


def changes(*, since: str, db: Db = RECORD) -> int:
    """Show what is new or different since a day.

    Parameters
    ----------
    since
        The day, or the moment, in UTC (2025-07-04).
    db
        The file of the record.
    """
    from saksi.cli import looking

    return looking.changed(db, since)


def history(incident: str, *, db: Db = RECORD) -> int:
    """Show every version of an incident and the decisions on its documents.

    Parameters
    ----------
    incident
        Its id, or the beginning of it.
    db
        The file of the record.
    """
    from saksi.cli import looking

    return looking.told(db, incident)


def doctor(*, db: Db = RECORD) -> int:
    """Check a record: texts, quotations, orphans, versions, decisions that find no place.

    Parameters
    ----------
    db
        The file of the record.
    """
    from saksi.cli import looking

    return looking.doctor(db)
