"""`saksi same`, `different`, `add`, `correct`, `reject`, `undo`: what a person decides, with its effect at once."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable

from saksi import store
from saksi.publish.words import safe
from saksi.store import Record, link, open_record

# The environment names the reviewer where several share one account.
NAME = "SAKSI_BY"


def decide(db: str, taken: Callable[[Record], int]) -> int:
    """Takes a decision, links what it touches and says what came of it."""
    with open_record(db) as record:
        number = taken(record)
        changed = link(record)
        row = record.rows("SELECT kind, who, why, state FROM decisions WHERE number = ?", number)[0]
    effect = f"{changed} incidents changed" if changed != 1 else "1 incident changed"
    if row["state"] in ("lost", "moot"):
        effect = "it finds no place in this record"
    sys.stdout.write(
        safe(
            f"decision {number}: {row['kind']} by {row['who']} ({row['why']}); {effect}; "
            f"take it back with: saksi undo {number}"
        )
        + "\n"
    )
    return 0


def person(given: str | None) -> str:
    """Who decides: as given, else as the environment or the system names the user."""
    if given or os.environ.get(NAME):
        return given or os.environ[NAME]
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def values(**given: object) -> dict[str, object]:
    """The fields that were given."""
    return {name: value for name, value in given.items() if value is not None}


__all__ = ["decide", "person", "store", "values"]
