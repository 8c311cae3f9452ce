"""The pages and the API without a browser: what they say, who may ask, what never runs."""

from __future__ import annotations

import asyncio
import io
import json
import re
import runpy
import socket
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from openpyxl import load_workbook

from saksi import serve
from saksi.errors import UsageError
from saksi.publish.rows import FIELDS
from saksi.serve.access import POLICY
from saksi.serve.app import application
from saksi.serve.atlas import areas, country_at
from saksi.serve.settings import settings
from saksi.store import decisions, open_record
from serve_record import EVIL, FIRST, HOSTILE, OTHER, READINGS, SECOND, TEN, THIRD, fill

TOKEN = "a token that nobody can guess"


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Client:
    """Asks an ASGI application as a browser would, with its cookie kept."""

    def __init__(self, app: object, **headers: str) -> None:
        self.app, self.headers = app, {"host": "127.0.0.1:8420", **headers}

    def get(self, path: str, **headers: str) -> Answer:
        return asyncio.run(self._ask("GET", path, b"", headers))

    def post(self, path: str, form: dict[str, object], **headers: str) -> Answer:
        body = urlencode(form).encode()
        return asyncio.run(
            self._ask("POST", path, body, {"content-type": "application/x-www-form-urlencoded", **headers})
        )

    def mark(self, path: str = "/about") -> str:
        return re.search(r'name="mark" value="([0-9a-f]+)"', self.get(path).text)[1]  # type: ignore[index]

    async def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        bare, _, query = path.partition("?")
        given = {**self.headers, **headers, "content-length": str(len(body))}
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "path": bare,
            "raw_path": bare.encode(), "query_string": query.encode(), "scheme": "http", "root_path": "",
            "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in given.items()],
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8420), "extensions": {},
        }  # fmt: skip
        sent: list[dict[str, object]] = []
        incoming = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> dict[str, object]:
            return incoming.pop(0) if incoming else {"type": "http.disconnect"}

        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        await self.app(scope, receive, send)  # type: ignore[operator]
        found = {k.decode(): v.decode() for k, v in sent[0]["headers"]}  # type: ignore[attr-defined]
        if "set-cookie" in found:
            self.headers["cookie"] = found["set-cookie"].partition(";")[0]
        whole = b"".join(m.get("body", b"") for m in sent[1:])  # type: ignore[misc]
        return Answer(int(sent[0]["status"]), found, whole)  # type: ignore[call-overload]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    fill(tmp_path / "record.db")
    return tmp_path / "record.db"


@pytest.fixture
def client(db: Path) -> Client:
    return Client(application(settings(str(db), host="127.0.0.1", port=8420, who="Rahel")))


@pytest.fixture
def guarded(db: Path) -> Client:
    given = settings(str(db), host="0.0.0.0", port=8420, token=TOKEN, names=("record.example",))
    return Client(application(given))


def incident(db: Path, document: str) -> str:
    with open_record(db) as record:
        return str(record.one("SELECT incident_id FROM member WHERE document_id = ?", document))


def pages(db: Path) -> Iterator[str]:
    yield from ("/", "/about", "/review", "/decisions", "/search?q=people", "/search?q=%22", "/?place=Ky&sort=-killed")
    yield from (f"/review?kind={kind}" for kind in ("unsure", "contradictions", "implausible", "undated", "repair"))
    for reading in READINGS:
        name = reading.page.document.id
        yield f"/document/{name}"
        yield f"/incident/{incident(db, name)}"
        yield f"/claim/{reading.claims[0].id}"
    yield f"/compare?left={FIRST.page.document.id}&right={SECOND.page.document.id}"


def test_every_page_answers_and_hostile_text_stays_text(db: Path, client: Client) -> None:
    for path in pages(db):
        answer = client.get(path)
        assert answer.status == 200, (path, answer.text[-600:])
        assert answer.headers["content-security-policy"] == POLICY
        assert EVIL not in answer.text and 'onerror="window' not in answer.text and "javascript:" not in answer.text
        assert "<script>" not in answer.text and " style=" not in answer.text
        assert "49" not in re.findall(r"end (\S+)", answer.text)


def test_the_text_of_a_page_is_the_document_to_the_character(client: Client) -> None:
    body = client.get(f"/document/{HOSTILE.page.document.id}").body.decode()
    shown = re.search(r'<div class="text"[^>]*>(.*?)</div>\n</section>', body, re.DOTALL)[1]  # type: ignore[index]
    # html.unescape would read &#13; as HTML 4 did; a browser gives the carriage return.
    plain = unescape(re.sub(r"<[^>]+>", "", shown).replace("&#13;", "\ue000")).replace("\ue000", "\r")
    assert plain == HOSTILE.page.document.text.replace("\0", "\ufffd")


def test_names_of_private_persons_are_hidden_until_asked_for(db: Path, client: Client) -> None:
    paths = [f"/document/{SECOND.page.document.id}", f"/incident/{incident(db, SECOND.page.document.id)}",
             "/search?q=Hnatiuk", "/api/v1/claims", "/api/v1/claims?format=csv"]  # fmt: skip
    for path in paths:
        # The words asked for stand in the page again; nothing else does.
        assert "Hnatiuk" not in re.sub(r'q=Hnatiuk|value="Hnatiuk"', "", client.get(path).text), path
        assert "Marchenko" not in client.get(path).text
    answer = client.post("/visitor", {"mark": client.mark(), "names": "show", "back": paths[0]})
    assert (answer.status, answer.headers["location"]) == (303, paths[0])
    assert "Petro Hnatiuk" in client.get(paths[0]).text
    assert "Petro Hnatiuk" in client.get("/api/v1/claims?names=show").text


def test_claims_are_downloaded_as_a_spreadsheet_without_private_names(client: Client) -> None:
    answer = client.get("/api/v1/claims?format=xlsx")
    assert answer.headers["content-disposition"] == 'attachment; filename="saksi-claims.xlsx"'
    sheet = load_workbook(io.BytesIO(answer.body)).worksheets[0]
    heading, *rows = sheet.iter_rows(values_only=True)
    assert heading[: len(FIELDS)] == FIELDS and len(rows) == json.loads(client.get("/api/v1/claims").body)["total"]
    words = " ".join(str(value) for row in rows for value in row)
    assert "Hnatiuk" not in words and "Sedikitnya empat orang tewas" in words


def test_the_table_filters_and_sorts_by_its_address(client: Client) -> None:
    def places(query: str) -> list[str]:
        return re.findall(r'data-label="Place">\s*([A-Z]\w+)', client.get(f"/?{query}").text)

    assert places("from=2025-07-09&to=2025-07-09") == ["Kherson"]
    assert (
        places("place=Ky") == ["Kyiv"] and places("weapon=shell") == ["Kherson"] and places("language=id") == ["Kyiv"]
    )
    assert places("disagree=1") == ["Kyiv"] and places("undated=1") == ["Sumy"]
    assert places("sort=-injured")[0] == "Kyiv" and places("sort=place")[0] == "Dnipro"
    assert len(places("from=nonsense&sort=nonsense&page=-1")) == 5


def test_a_search_finds_words_in_texts_and_claims(client: Client) -> None:
    found = client.get("/search?q=%22dalam+serangan%22").text
    assert "<mark>dalam serangan</mark>" in found and "1 document holds" in found
    assert "No" not in client.get("/search?q=AND+OR+NEAR(").text[:50]
    assert client.get("/search?q=%C3%A9%00kyiv%00").status == 200


def test_a_decision_needs_a_page_of_ours(db: Path, client: Client) -> None:
    form: dict[str, object] = {
        "kind": "reject",
        "claim": OTHER.claims[1].id,
        "why": "a post without a source",
        "back": "/review",
    }
    assert client.post("/decide", {**form, "mark": "0" * 64}).status == 403
    mark = client.mark()
    assert client.post("/decide", {**form, "mark": mark}, origin="http://evil.example").status == 403
    assert client.post("/decide", {**form, "mark": mark}, sec_fetch_site="cross-site").status == 403
    assert client.post("/decide", {**form, "mark": mark, "why": " "}).status == 400
    with open_record(db) as record:
        assert decisions(record) == []
    answer = client.post("/decide", {**form, "mark": mark}, origin="http://127.0.0.1:8420")
    assert (answer.status, answer.headers["location"]) == (303, "/review?done=1")
    shown = client.get("/review?done=1").text
    assert "no longer said: injured 340 person" in shown and "Rahel" in shown
    assert (
        client.post("/decide", {"kind": "undo", "number": "1", "mark": mark, "back": "//evil.example"}).headers[
            "location"
        ]
        == "/?done=2"
    )


def test_a_claim_is_added_corrected_and_confirmed(db: Path, client: Client) -> None:
    mark, document = client.mark(), FIRST.page.document
    start = document.text.index("six floors")
    fields = {"slot": "damaged", "what": "home", "value_words": "six floors", "why": "told by a neighbour"}
    for form in (
        {"kind": "add", "document": document.id, "start": start, "end": start + 10, **fields},
        {
            "kind": "correct",
            "claim": FIRST.claims[0].id,
            "count": "3",
            "bound": "at_least",
            "why": "the video says three",
        },
        {"kind": "confirm", "claim": OTHER.claims[1].id, "why": "read it"},
    ):
        assert client.post("/decide", {**form, "mark": mark, "who": "Budi"}).status == 303
    rows = json.loads(client.get(f"/api/v1/claims?document={document.id}&length=100").text)["rows"]
    assert {"six floors"} == {row["quote"] for row in rows if row["slot"] == "damaged"}
    assert [(row["count"], row["bound"]) for row in rows if row["slot"] == "killed"] == [(3, "at_least")]
    assert 'data-count="340"' not in client.get("/review?kind=implausible").text
    with open_record(db) as record:
        assert [(line.kind, line.who) for line in decisions(record)] == [
            ("add", "Budi"),
            ("correct", "Budi"),
            ("confirm", "Budi"),
        ]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil:8420"])
def test_only_our_own_names_are_answered(client: Client, host: str) -> None:
    assert client.get("/", host=host).status == 421


def test_an_address_that_is_taken_is_refused(db: Path) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError, match=r"cannot listen .* give another with --port"):
            serve.run(str(db), host="127.0.0.1", port=taken.getsockname()[1])


def test_an_address_that_others_reach_needs_a_token(db: Path) -> None:
    for host in ("0.0.0.0", "192.0.2.1", "record.example"):
        with pytest.raises(UsageError, match="SAKSI_TOKEN"):
            settings(str(db), host=host, port=8420)
    with pytest.raises(UsageError, match="too short"):
        settings(str(db), host="0.0.0.0", port=8420, token="short")


def test_a_visitor_signs_in_and_guessing_is_slowed(guarded: Client) -> None:
    assert guarded.get("/").headers["location"] == "/signin?back=/"
    assert guarded.get("/api/v1/claims").status == 401
    assert guarded.get("/api/v1/claims", authorization=f"Bearer {TOKEN}").status == 200
    page = guarded.get("/signin?back=/decisions")
    assert page.status == 200 and 'type="password"' in page.text and 'value="/decisions"' in page.text
    form: dict[str, object] = {"mark": guarded.mark("/signin"), "who": "Rahel", "back": "https://evil.example/"}
    assert guarded.post("/signin", {**form, "token": "wrong"}).status == 403
    answer = guarded.post("/signin", {**form, "token": TOKEN}, host="record.example")
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert {"HttpOnly", "SameSite=Strict"} <= set(answer.headers["set-cookie"].split("; "))
    assert guarded.get("/").status == 200
    stranger = Client(guarded.app)
    form["mark"] = stranger.mark("/signin")
    assert [stranger.post("/signin", {**form, "token": "no"}).status for _ in range(6)] == [403] * 4 + [429] * 2
    assert stranger.post("/signin", {**form, "token": TOKEN}).status == 429


def test_a_cookie_that_was_not_signed_here_is_no_cookie(guarded: Client) -> None:
    guarded.get("/signin")
    name, _, value = guarded.headers["cookie"].partition("=")
    body, _, mark = value.partition(".")
    forged = body[:-4] + ("AAAA" if body[-4:] != "AAAA" else "BBBB")
    for bad in (f"{forged}.{mark}", f"{body}.{'0' * 64}", "x", ".", f"{body}."):
        assert guarded.get("/", cookie=f"{name}={bad}").status == 303


def test_the_api_pages_and_says_when_nothing_changed(client: Client) -> None:
    first = client.get("/api/v1/claims?length=5")
    body = json.loads(first.text)
    assert len(body["rows"]) == 5 and body["next"].startswith("/api/v1/claims?") and body["total"] > 20
    assert client.get("/api/v1/claims?length=5", if_none_match=first.headers["etag"]).status == 304
    assert client.get("/api/v1/claims?length=5000").status == 400
    assert json.loads(client.get("/api/v1/incidents?place=Kyiv").text)["total"] == 1
    assert client.get("/api/v1/incidents/none").status == 404
    described = json.loads(client.get("/api/v1/openapi.json").text)
    assert {"/api/v1/incidents", "/api/v1/claims", "/api/v1/documents"} <= set(described["paths"])
    assert "ClaimRow" in json.dumps(described["components"])


def test_disputed_areas_are_drawn_as_the_un_and_iso_name_them() -> None:
    for point in ((34.10, 44.95), (33.52, 44.62), (36.47, 45.30), (37.80, 48.00), (30.52, 50.45)):
        assert country_at(point) == "Ukraine"
    assert country_at((44.06, 9.56)) == "Somalia" and country_at((33.60, 35.27)) == "Cyprus"
    assert country_at((37.62, 55.75)) == "Russia" and country_at((31.0, 43.0)) is None
    assert not {area.name for area in areas()} & {"Somaliland", "N. Cyprus"}
    assert {area.name for area in areas() if area.open} >= {"Kosovo", "W. Sahara"}


def test_pages_follow_the_visitors_language(client: Client) -> None:
    assert '<html lang="id">' in client.get("/", accept_language="id-ID,id;q=0.9").text
    client.post("/visitor", {"mark": client.mark(), "language": "id", "back": "/"})
    assert "Tinjau" in client.get("/", accept_language="en").text
    assert "5 orang" in client.get(f"/document/{THIRD.page.document.id}").text


def test_every_string_is_in_every_catalogue(root: Path) -> None:
    """`python tools/serve/words.py` brings the catalogues up to date."""
    tool = runpy.run_path(str(root / "tools" / "serve" / "words.py"))
    for file in (root / "src" / "saksi" / "serve" / "words").glob("*.po"):
        assert tool["updated"](file) == file.read_bytes()
        assert tool["untranslated"](file) == []


def test_ten_corrections_of_one_document_are_one_record(db: Path, client: Client) -> None:
    mark = client.mark()
    for claim in TEN.claims[:10]:
        form = {"kind": "correct", "claim": claim.id, "count": str(100 + claim.quantity.count), "why": "recounted"}  # type: ignore[operator, union-attr]
        assert client.post("/decide", {**form, "mark": mark}).status == 303
    rows = json.loads(client.get(f"/api/v1/claims?document={TEN.page.document.id}&length=100").text)["rows"]
    assert sorted(row["count"] for row in rows) == [11, 12, *range(101, 111)]
