"""How the pages are served: which record, to whom, at which address."""

from __future__ import annotations

import ipaddress
import os
import secrets

import msgspec

from saksi.errors import UsageError

PORT = 8420
# A worker reads its settings from here, as it is a process of its own.
ENVIRONMENT = "SAKSI_SERVE"
LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")
SHORTEST_TOKEN = 16


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """`token`: what a visitor must know, None where the pages are for this machine alone. `secret` signs the cookies.
    `hosts`: the names by which a browser may call this server. `who`: the name of a reviewer who gave none."""

    db: str
    host: str = LOCAL_NAMES[0]
    port: int = PORT
    token: str | None = None
    secret: str = ""
    hosts: tuple[str, ...] = LOCAL_NAMES
    who: str = "unknown"


def settings(
    db: str, *, host: str, port: int, token: str | None = None, names: tuple[str, ...] = (), who: str = "unknown"
) -> Settings:
    """Settings that are safe, or UsageError: an address that others can reach needs a token of some length."""
    if token is not None and len(token) < SHORTEST_TOKEN:
        raise UsageError(f"the token is too short; give at least {SHORTEST_TOKEN} characters that nobody can guess")
    if not loopback(host) and token is None:
        raise UsageError(
            f"{host} can be reached by others; put a token of at least {SHORTEST_TOKEN} characters into SAKSI_TOKEN"
        )
    if not 0 < port < 65536:
        raise UsageError(f"{port} is no port; give one from 1 to 65535")
    own = () if host in ("0.0.0.0", "::") else (f"[{host}]" if ":" in host else host,)
    return Settings(
        db=db, host=host, port=port, token=token, secret=secrets.token_hex(32), who=who,
        hosts=tuple(dict.fromkeys((*LOCAL_NAMES, *own, *(name.lower() for name in names)))),
    )  # fmt: skip


def loopback(host: str) -> bool:
    """Whether an address is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def from_environment() -> Settings:
    """The settings that `saksi serve` left for its workers."""
    return msgspec.json.decode(os.environ[ENVIRONMENT], type=Settings)


def to_environment(given: Settings) -> None:
    """Leaves the settings for the workers."""
    os.environ[ENVIRONMENT] = msgspec.json.encode(given).decode()
