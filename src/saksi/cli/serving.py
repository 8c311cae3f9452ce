"""`saksi serve`: the record in a browser, with its options and help."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from saksi.cli.record import RECORD, By, Db


def serve(
    *,
    db: Db = RECORD,
    host: str = "127.0.0.1",
    port: int = 8420,
    allow_host: Annotated[tuple[str, ...], Parameter(name="--allow-host")] = (),
    by: By = None,
) -> int:
    """Show a record in the browser, on this machine only: see it, question it, correct it.

    For others to reach it, give an address with --host and a token in the environment as SAKSI_TOKEN.

    Parameters
    ----------
    db
        The file of the record.
    host
        The address to listen at.
    port
        The port to listen at.
    allow_host
        Another name by which browsers may call this server, for example behind a proxy.
    by
        Who decides where a visitor gave no name; else SAKSI_BY or the user's name.
    """
    from saksi import serve as room
    from saksi.cli.deciding import person

    room.run(db, host=host, port=port, names=allow_host, who=person(by))
    return 0
