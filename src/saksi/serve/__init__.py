"""The record in the browser and as an API: see it, question it, correct it.

`run` serves a record until it is interrupted; `application` is the same as an ASGI application.
"""

from __future__ import annotations

import os
import socket
import sys

from saksi.errors import UsageError
from saksi.serve.settings import Settings, settings, to_environment
from saksi.store import link, open_record, waits

TOKEN = "SAKSI_TOKEN"


def run(db: str, *, host: str, port: int, names: tuple[str, ...] = (), who: str = "unknown") -> None:
    """Serves the record at `db` on `host`:`port` until interrupted.

    `names` are further host names by which browsers may call it; `who` signs decisions of visitors without a name. The
    token is read from the environment (SAKSI_TOKEN). Raises UsageError where the record is missing, the address taken
    or none of this machine, or where it can be reached by others and there is no token.
    """
    given = settings(db, host=host, port=port, token=os.environ.get(TOKEN) or None, names=names, who=who)
    _probe(given)
    with open_record(db) as record:
        # What an older version joined, or a build left waiting, would else fall to the first decision of a visitor.
        sys.stdout.write(f"{db}: joining what waits in the record\n" if waits(record) else "")
        sys.stdout.flush()
        link(record)
    to_environment(given)
    _listen(given)


def _probe(given: Settings) -> None:
    """Raises UsageError where nobody can listen at the address: two servers at one port would answer by turns."""
    family = socket.AF_INET6 if ":" in given.host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if os.name == "posix":  # a port that was just left is free; one that is listened at is not
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((given.host, given.port))
    except OSError as error:
        why = (error.strerror or "the system refused").lower()
        raise UsageError(
            f"cannot listen at {given.host}, port {given.port} ({why}); give another with --port or --host"
        ) from error


def _listen(given: Settings) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    address = f"http://{given.host}:{given.port}/"
    sys.stdout.write(f"{given.db}: {address} - end with Ctrl-C\n")
    sys.stdout.flush()
    Granian(
        "saksi.serve.app:from_environment_application", address=given.host, port=given.port, factory=True,
        interface=Interfaces.ASGI, websockets=False, log_level=LogLevels.error, log_access=False,
    ).serve()  # fmt: skip


__all__ = ["Settings", "run", "settings"]
