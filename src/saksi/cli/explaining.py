"""`saksi explain`: why a claim was made, or why a number is none."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence

from saksi.cli.reading import stdin
from saksi.cli.summary import Summary
from saksi.engine import run
from saksi.errors import InputError, UsageError
from saksi.model import Reading
from saksi.pipeline import read_document
from saksi.publish.explanation import claim_lines, nearest, refusal_lines
from saksi.publish.words import safe
from saksi.read import documents
from saksi.store import Record, claims_named, document_of, open_record

_PLACE = re.compile(r"(?P<source>.+):(?P<offset>\d{1,12})", re.DOTALL)
# The first characters of an id are enough, as with a commit, when they are this many.
SHORTEST_ID = 6


def explain(target: str, inputs: Sequence[str], *, debug: bool) -> int:
    """Writes the explanation; gives 1 where there is none or where an input could not be read.

    `target` is a claim id (or its beginning) to look for in `inputs`, or FILE:OFFSET, where FILE may name a member
    of a container (`rows.jsonl#7:120`).
    """
    summary = Summary()
    place = _PLACE.fullmatch(target)
    if place:
        source, offset = place["source"], int(place["offset"])
        found, near = _at(_readings([source.partition("#")[0]], summary), source, offset)
        missing = f"no number or claim stands at character {offset} of {source}; {near or 'count characters from 0'}"
    else:
        found = _claim(_readings(_where(target, inputs), summary), target)
        missing = f"no claim {target} in these inputs; give the inputs that were read"
    sys.stdout.write("\n".join("".join(f"{line}\n" for line in lines) for lines in found))
    summary.write(sys.stderr, debug)
    if not found:
        sys.stderr.write(f"saksi: {missing}\n")
    return 0 if found else 1


def explain_in_record(target: str, db: str) -> int:
    """Writes the explanation of a claim of a record, read again from the text that the record keeps; 1 where there is
    none. A claim of a person, or of another version, is told from the record alone."""
    with open_record(db) as record:
        held = claims_named(record, target)
        lines = [line for row in held for line in _of_record(record, row)]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    if not lines:
        sys.stderr.write(f"saksi: no claim {safe(target)} in {db}; saksi show lists the ids of an incident's claims\n")
    return 0 if lines else 1


def _of_record(record: Record, row: Mapping[str, object]) -> Iterator[str]:
    reading = read_document(document_of(record, str(row["document_id"])))
    claim = next((claim for claim in reading.claims if claim.id == row["claim_id"]), None)
    if claim is not None:
        yield from claim_lines(reading, claim)
    else:
        yield f"claim {row['claim_id']}"
        said = [str(row[name]) for name in ("slot", "count", "what") if row[name] is not None]
        yield f"  value     {safe(' '.join(said))}"
        yield f"  quote     {safe(str(row['quote']))}"
        yield f"  rule      {row['rule']}" + (f", decision {row['decision']}" if row["decision"] else "")
    yield f"  in        incident {row['incident_id']}" if row["incident_id"] else "  in        no incident"
    if row["status"] != "stands":
        yield f"  status    {row['status']} by decision {row['decision']}"


def _where(target: str, inputs: Sequence[str]) -> Sequence[str]:
    if len(target) < SHORTEST_ID:
        raise UsageError(f"give a claim_id (at least {SHORTEST_ID} characters of it) or FILE:OFFSET")
    if not inputs:
        raise UsageError(f"say where to look: saksi explain {target} INPUT..., or --db RECORD")
    return inputs


def _readings(inputs: Sequence[str], summary: Summary) -> Iterator[Reading]:
    for result in run(documents(inputs, stdin(), summary.skip)):
        if isinstance(result, InputError):
            summary.fail(result)
        else:
            yield result


def _claim(readings: Iterator[Reading], target: str) -> list[list[str]]:
    """The explanation of every claim whose id begins with `target`; reading ends at the first document that has one."""
    for reading in readings:
        if found := [list(claim_lines(reading, claim)) for claim in reading.claims if claim.id.startswith(target)]:
            return found
    return []


def _at(readings: Iterator[Reading], source: str, offset: int) -> tuple[list[list[str]], str]:
    """The explanation of everything that holds the character `offset` of a document, else what stands nearest to it."""
    near = ""
    for reading in readings:
        if "#" in source and reading.page.document.source != source:
            continue
        claims = [claim for claim in reading.claims if claim.span.start <= offset < claim.span.end]
        refusals = [refusal for refusal in reading.refusals if refusal.span.start <= offset < refusal.span.end]
        if claims or refusals:
            told = [list(claim_lines(reading, claim)) for claim in claims]
            return told + [list(refusal_lines(reading, refusal)) for refusal in refusals], ""
        near = near or nearest(reading, offset)
    return [], near
