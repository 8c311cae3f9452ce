"""The door: every request passes it before a page is asked, every answer leaves with its headers."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from saksi.serve.access import HEADERS, Gate
from saksi.serve.words import LANGUAGES, preferred

# What a visitor without the token may ask for.
_OPEN = ("/signin", "/static/")
NEW_VISITOR = "new_visitor"


def door(app: ASGIApp, gate: Gate) -> ASGIApp:
    """The application behind the door."""

    async def passed(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        secure = scope["scheme"] == "https"
        if not gate.known_host(headers.get("host", "")):
            await _refused(send, 421, "This server is not known by that name; start it with --allow-host NAME.\n")
            return
        cookies = headers.get("cookie", "")
        visitor = gate.visitor(cookies)
        state: dict[str, Any] = scope.setdefault("state", {})
        state["visitor"] = visitor
        state["language"] = (
            visitor.language if visitor.language in LANGUAGES else preferred(headers.get("accept-language", ""))
        )
        fresh = "saksi=" not in cookies or gate.visitor(cookies).id != visitor.id

        async def answered(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", []))
                given += [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                changed = state.get(NEW_VISITOR) or (visitor if fresh else None)
                if changed is not None:
                    given.append((b"set-cookie", gate.cookie(changed, secure=secure).encode()))
                message = {**message, "headers": given}
            await send(message)

        path = scope["path"]
        if gate.open_to(visitor) or path.startswith(_OPEN):
            await app(scope, receive, answered)
        elif path.startswith("/api/"):
            if gate.bearer(headers.get("authorization", "")):
                await app(scope, receive, answered)
            else:
                await _refused(answered, 401, '{"error":"send the token: Authorization: Bearer TOKEN"}\n', json=True)
        else:
            await _to_sign_in(answered, path)

    return passed


async def _refused(send: Send, status: int, words: str, *, json: bool = False) -> None:
    kind = b"application/json" if json else b"text/plain; charset=utf-8"
    await _send(send, status, [(b"content-type", kind)], words.encode())


async def _to_sign_in(send: Send, path: str) -> None:
    await _send(send, 303, [(b"location", f"/signin?back={quote(path)}".encode())], b"")


async def _send(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body, "more_body": False})
