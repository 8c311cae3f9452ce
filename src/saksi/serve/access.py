"""Who may come in: the host check, signed cookies, sign-in with a limit, CSRF, and the headers of every answer."""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from time import monotonic

import msgspec
from msgspec.structs import replace

from saksi.serve.settings import Settings

COOKIE = "saksi"
WEEKS_4 = 28 * 24 * 3600
# Nothing is fetched from elsewhere, nothing inline runs, nobody may frame the pages.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-robots-tag": "noindex, nofollow",
}


class Visitor(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a cookie keeps of a visitor. `who` signs decisions; `names` shows private persons' names."""

    id: str = ""
    who: str = ""
    signed_in: bool = False
    names: bool = False
    language: str = ""


class Gate:
    """Signs and reads cookies, and judges requests."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        # With a token the cookies outlive a restart, and a new token makes all of them void.
        key = settings.token or settings.secret
        self._key = sha256(f"saksi serve {key}".encode()).digest()
        self.limit = Limit()

    def visitor(self, cookies: str) -> Visitor:
        """The visitor of a Cookie header; a new one where there is none, or it was not signed here."""
        try:
            found = SimpleCookie(cookies).get(COOKIE)
        except CookieError:
            found = None
        body, _, mark = (found.value if found else "").partition(".")
        if body and hmac.compare_digest(mark, self._mark("cookie", body)):
            try:
                return msgspec.json.decode(urlsafe_b64decode(body), type=Visitor)
            except (ValueError, msgspec.MsgspecError):
                pass
        return Visitor(id=secrets.token_hex(12))

    def cookie(self, visitor: Visitor, *, secure: bool) -> str:
        """The Set-Cookie header of a visitor."""
        body = urlsafe_b64encode(msgspec.json.encode(visitor)).decode()
        words = f"{COOKIE}={body}.{self._mark('cookie', body)}; Path=/; HttpOnly; SameSite=Strict; Max-Age={WEEKS_4}"
        return words + "; Secure" if secure else words

    def csrf(self, visitor: Visitor) -> str:
        """What a form of this visitor carries."""
        return self._mark("form", visitor.id)

    def trusted(self, visitor: Visitor, given: str, headers: Mapping[str, str]) -> bool:
        """Whether a change was asked from a page of ours: the form's mark, and no other site in the headers."""
        site, origin = headers.get("sec-fetch-site", "same-origin"), headers.get("origin")
        own = origin is None or origin.partition("://")[2] == headers.get("host")
        return own and site in ("same-origin", "none") and hmac.compare_digest(given, self.csrf(visitor))

    def known_host(self, host: str) -> bool:
        """Whether a browser may call us so; else a page elsewhere could have bent its own name to this machine."""
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        return name.lower() in self.settings.hosts

    def open_to(self, visitor: Visitor) -> bool:
        """Whether a visitor may see the record."""
        return self.settings.token is None or visitor.signed_in

    def sign_in(self, visitor: Visitor, token: str, who: str) -> Visitor | None:
        """The visitor signed in, with a new id; None where the token is not the one."""
        wanted = self.settings.token
        if wanted is not None and not hmac.compare_digest(token.encode(), wanted.encode()):
            return None
        return replace(visitor, id=secrets.token_hex(12), signed_in=True, who=who)

    def bearer(self, words: str) -> bool:
        """Whether an Authorization header carries the token; for programs that ask the API."""
        scheme, _, token = words.partition(" ")
        wanted = self.settings.token
        return bool(
            wanted and scheme.lower() == "bearer" and hmac.compare_digest(token.strip().encode(), wanted.encode())
        )

    def _mark(self, use: str, words: str) -> str:
        return hmac.new(self._key, f"{use} {words}".encode(), sha256).hexdigest()


class Limit:
    """At most so many failed sign-ins a minute from one address, and from all together."""

    EACH, ALL, SECONDS = 5, 50, 60.0

    def __init__(self) -> None:
        self._failures: list[tuple[float, str]] = []

    def reached(self, address: str) -> bool:
        """Whether this address must wait."""
        begun = monotonic() - self.SECONDS
        self._failures = [failure for failure in self._failures if failure[0] > begun]
        return len(self._failures) >= self.ALL or sum(who == address for _, who in self._failures) >= self.EACH

    def failed(self, address: str) -> None:
        """Notes a failed sign-in."""
        self._failures.append((monotonic(), address))
