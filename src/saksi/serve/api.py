"""The API, version 1: the contract's rows by page and filter, with ETags; OpenAPI is made from the types here.

Everything is read only. Names of private persons are left out unless `names=show` is asked for.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

import msgspec
from litestar import Response, Router, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, QueryParameter

from saksi.publish.redact import names_of, redacted_rows
from saksi.publish.rows import FIELDS, Row
from saksi.publish.table import cell
from saksi.serve import questions
from saksi.serve.desk import Asked, TheDesk, answer
from saksi.serve.filters import Filters, fitting
from saksi.serve.veil import texts, veil
from saksi.store import Record, decisions, exported_incidents, ledger

MOST = 1000
Length = Annotated[int, QueryParameter(ge=1, le=MOST, description="Rows a page")]
Page = Annotated[int, QueryParameter(ge=1, description="From 1")]
Names = Annotated[Literal["hide", "show"], QueryParameter(description="Private persons' names")]
Format = Annotated[
    Literal["json", "jsonl", "csv", "xlsx"],
    QueryParameter(description="jsonl, csv and xlsx give all rows, without pages"),
]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_encode = msgspec.json.Encoder().encode


class ClaimRow(Row, frozen=True, kw_only=True):
    """A claim as the contract has it, with its incident and what a person decided on it."""

    incident_id: str | None
    status: Literal["stands", "corrected", "rejected"]
    decision: int | None


class Claims(msgspec.Struct, frozen=True):
    """A page of claims."""

    total: int
    page: int
    next: str | None
    rows: list[ClaimRow]


class IncidentRow(msgspec.Struct, frozen=True, kw_only=True):
    """An incident as the contract has it."""

    incident_id: str
    aliases: list[str]
    earliest: str | None
    latest: str | None
    time_basis: str
    attacker: str | None
    places: list[dict[str, Any]]
    sources: list[dict[str, Any]]
    independent_sources: int
    source_kinds: list[str]
    estimates: list[dict[str, Any]]
    checks: list[dict[str, Any]]
    values: list[dict[str, Any]]
    flags: list[str]
    grade: dict[str, Any] | None
    version: int
    updated: str


class Incidents(msgspec.Struct, frozen=True):
    """A page of incidents."""

    total: int
    page: int
    next: str | None
    rows: list[IncidentRow]


class DocumentRow(msgspec.Struct, frozen=True, kw_only=True):
    """A document without its text."""

    document_id: str
    text_id: str
    source: str
    url: str | None
    publisher: str | None
    published: str | None
    language: str | None
    title: str | None
    sha256: str
    fetched: str
    copy_of: str | None
    copy_kind: str | None


class Documents(msgspec.Struct, frozen=True):
    """A page of documents."""

    total: int
    page: int
    next: str | None
    rows: list[DocumentRow]


@get("/incidents", sync_to_thread=True, responses={}, summary="Incidents by filters, the newest first")
def incidents(
    request: Asked, desk: TheDesk, since: FromQuery[str] = "", until: FromQuery[str] = "",
    place: FromQuery[str] = "", attacker: FromQuery[str] = "", weapon: FromQuery[str] = "",
    language: FromQuery[str] = "", disagree: FromQuery[bool] = False, undated: FromQuery[bool] = False,
    names: Names = "hide", page: Page = 1, length: Length = 50,
) -> Response[Incidents]:  # fmt: skip
    """Incidents of the record."""
    wanted = Filters(
        since=since, until=until, place=place, attacker=attacker, weapon=weapon, language=language,
        disagree="1" if disagree else "", undated="1" if undated else "",
    )  # fmt: skip
    found = [entry.id for entry in fitting(desk.shelf.look().entries, wanted)]
    wanted_ids = found[(page - 1) * length : page * length]
    with desk.shelf.reading() as record:
        rows = {row["incident_id"]: row for row in _incidents(record, wanted_ids, names == "show")}
    held = [rows[name] for name in wanted_ids if name in rows]
    return _json(
        request, {"total": len(found), "page": page, "next": _next(request, page, length, len(found)), "rows": held}
    )


@get("/incidents/{name:str}", sync_to_thread=True, summary="One incident")
def incident(request: Asked, desk: TheDesk, name: FromPath[str], names: Names = "hide") -> Response[IncidentRow]:
    """An incident by its id, also by one that was merged into it."""
    with desk.shelf.reading() as record:
        found = questions.incident_named(record, name)
        if found is None:
            raise NotFoundException(f"there is no incident {name}")
        row = next(_incidents(record, [found[0].id], names == "show"))
    return _json(request, row)


@get("/claims", sync_to_thread=True, summary="Claims by incident, document and slot")
def claims(
    request: Asked, desk: TheDesk, incident: FromQuery[str] = "", document: FromQuery[str] = "",
    slot: FromQuery[str] = "", every: FromQuery[bool] = False,
    names: Names = "hide", format: Format = "json", page: Page = 1, length: Length = 50,
) -> Response[Claims]:  # fmt: skip
    """Claims of the record. `every`: also those that a person corrected or rejected."""
    tests = [("m.incident_id = ?", incident), ("c.document_id = ?", document), ("c.slot = ?", slot)]
    given = [(test, value) for test, value in tests if value]
    where = " AND ".join([test for test, _ in given] + ([] if every else ["c.status = 'stands'"])) or "1"
    values = [value for _, value in given]
    with desk.shelf.reading() as record:
        if format != "json":
            return _file(request, _claims(record, where, values, names == "show"), format, "claims")
        total = record.one(_COUNT.format(where=where), *values)
        rows = list(
            _claims(record, where, [*values, length, (page - 1) * length], names == "show", " LIMIT ? OFFSET ?")
        )
    return _json(request, {"total": total, "page": page, "next": _next(request, page, length, total), "rows": rows})


@get("/documents", sync_to_thread=True, summary="Documents, the newest first")
def documents(
    request: Asked, desk: TheDesk, incident: FromQuery[str] = "", page: Page = 1, length: Length = 50
) -> Response[Documents]:
    """Documents of the record, without their texts."""
    where = "document_id IN (SELECT document_id FROM member WHERE incident_id = ?1)" if incident else "?1 = ''"
    with desk.shelf.reading() as record:
        total = record.one(f"SELECT count(*) FROM documents WHERE {where}", incident)
        found = record.rows(
            f"SELECT {', '.join(DocumentRow.__struct_fields__)} FROM documents WHERE {where} "
            "ORDER BY published DESC, document_id LIMIT ? OFFSET ?", incident, length, (page - 1) * length,
        )  # fmt: skip
    rows = [dict(row) for row in found]
    return _json(request, {"total": total, "page": page, "next": _next(request, page, length, total), "rows": rows})


@get("/decisions", sync_to_thread=True, summary="The ledger as JSON Lines")
def ledger_lines(request: Asked, desk: TheDesk) -> Response[bytes]:
    """The whole ledger, as `saksi export decisions` writes it."""
    with desk.shelf.reading() as record:
        body = "".join(ledger.lines(decisions(record)))
    return answer(request, body, "application/x-ndjson", **_download("decisions.jsonl"))


_FROM = (
    "FROM claim c JOIN document d ON d.id = c.document_id "
    "LEFT JOIN member m ON m.document_id = c.document_id AND m.attack = c.attack WHERE {where}"
)
_COUNT = f"SELECT count(*) {_FROM}"
_ROWS = (
    "SELECT v.* FROM claims v WHERE v.claim_id IN (SELECT c.claim_id "
    f"{_FROM} ORDER BY c.document_id, c.start, c.claim_id{{limit}}) "
    'ORDER BY v.document_id, v.start, v."end", v.slot, v.claim_id'
)


def _incidents(record: Record, ids: list[str], names: bool) -> Iterator[dict[str, Any]]:
    """Incidents; what a copy has otherwise than its origin may be a name."""
    for row in exported_incidents(record, ids):
        over = veil(record, [source["document_id"] for source in row["sources"]], names)
        for source in row["sources"]:
            source["altered"] = [
                [*each[:2], *(over.over(side) or None for side in each[2:])] for each in source["altered"]
            ]
        yield row


def _claims(record: Record, where: str, values: list[Any], names: bool, limit: str = "") -> Iterator[dict[str, Any]]:
    rows = [_claim(row) for row in record.rows(_ROWS.format(where=where, limit=limit), *values)]
    if names:
        return iter(rows)
    text_of = texts(record)
    return redacted_rows(rows, names_of(rows, text_of), text_of)


def _claim(row: Any) -> dict[str, Any]:
    made = {field: row[field] for field in (*FIELDS, "incident_id", "status", "decision")}
    made["flags"] = msgspec.json.decode(made["flags"])
    made["private"] = None if made["private"] is None else bool(made["private"])
    return made


def _json(request: Asked, body: Mapping[str, Any]) -> Response[Any]:
    return answer(request, _encode(body), "application/json")


def _next(request: Asked, page: int, length: int, total: int) -> str | None:
    if page * length >= total:
        return None
    given = {**request.query_params, "page": page + 1}
    return f"{request.url.path}?{urlencode(given)}"


def _file(request: Asked, rows: Iterable[dict[str, Any]], format: str, name: str) -> Response[Any]:
    if format == "jsonl":
        body: str | bytes = b"".join(_encode(row) + b"\n" for row in rows)
        return answer(request, body, "application/x-ndjson", **_download(f"{name}.jsonl"))
    heading = (*FIELDS, "incident_id", "status", "decision")
    if format == "xlsx":
        return answer(request, _book(rows, heading, name), XLSX, **_download(f"{name}.xlsx"))
    held = io.StringIO(newline="")
    out = csv.DictWriter(held, heading, lineterminator="\n")
    out.writeheader()
    for row in rows:
        out.writerow({field: cell(tuple(value) if isinstance(value, list) else value) for field, value in row.items()})
    return answer(request, "\ufeff" + held.getvalue(), "text/csv", **_download(f"{name}.csv"))


def _book(rows: Iterable[dict[str, Any]], heading: tuple[str, ...], name: str) -> bytes:
    from saksi.publish.sheet import Book  # takes a tenth of a second to load, and few ask for it

    book, held = Book(name, heading), io.BytesIO()
    for row in rows:
        book.add(row[field] for field in heading)
    book.save(held)
    return held.getvalue()


def _download(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="saksi-{name}"'}


ROUTES = (Router("/api/v1", route_handlers=[incidents, incident, claims, documents, ledger_lines], tags=["record"]),)
