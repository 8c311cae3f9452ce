"""`saksi compare`: a record and a recorder's own sheet side by side."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from saksi.gazetteer import load as gazetteer
from saksi.languages import codes
from saksi.model import Incident, Place
from saksi.publish.paragraph import toll
from saksi.publish.sheets import Compared, Line, compared, read_sheet
from saksi.publish.words import safe
from saksi.store import incidents, open_record
from saksi.text import Tokens


def compare(db: str, sheet: str, columns: str | None) -> int:
    """What only the sheet has, what only the record has, and where their values differ."""
    lines = read_sheet(sheet, columns)
    with open_record(db) as record:
        found = compared(lines, incidents(record), places_of)
    said = [*_said(found), *_unread(lines)]
    sys.stdout.write("".join(f"{safe(line)}\n" for line in said))
    return 0


def places_of(name: str) -> Sequence[Place]:
    """The places that a name can be, in any language that has tables."""
    tokens = Tokens(name)
    return [
        place
        for code in codes()
        for hit in gazetteer().find(tokens, 0, len(tokens), code)
        for place in hit.candidates[:2]
    ]


def _said(found: Compared) -> Iterator[str]:
    same = [pair for pair in found.pairs if not pair[2]]
    differing = [pair for pair in found.pairs if pair[2]]
    yield f"in the sheet and not in the record: {len(found.only_sheet)}"
    yield from (f"  {line.words()}" for line in found.only_sheet)
    yield f"in the record and not in the sheet: {len(found.only_record)}"
    yield from (f"  {_words(incident)}" for incident in found.only_record)
    yield f"in both with other values: {len(differing)}"
    for line, incident, sentences in differing:
        yield f"  {line.words()}; {incident.id}"
        yield from (f"    {sentence}" for sentence in sentences)
    yield f"in both and alike: {len(same)}"


def _unread(lines: Sequence[Line]) -> Iterator[str]:
    """The cells that stand for numbers and were not compared, where there are any."""
    unread = [line for line in lines if line.unread]
    if unread:
        yield f"rows with a number that is not a whole one of digits, not compared: {len(unread)}"
        yield from (f"  row {line.number}: {', '.join(line.unread)}" for line in unread)


def _words(incident: Incident) -> str:
    rows = [row for row in incident.estimates if row.what == "person" and row.place is None and row.claim_ids]
    said = ", ".join(f"{row.slot} {toll(row)}" for row in rows if row.slot in ("killed", "injured"))
    where = ", ".join(place.name for place in incident.places[:3]) or "place unknown"
    return f"{incident.id}: {incident.earliest or 'undated'} {where}{f', {said}' if said else ''}"
