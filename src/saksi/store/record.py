"""The record: one SQLite file. Opens, migrates and hands out transactions; what is kept is in the modules beside."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from saksi.errors import SaksiError, UsageError
from saksi.store.sql import MIGRATIONS

# How long a writer waits for another one: a build writes in pieces of well under a second.
PATIENCE_SECONDS = 30.0


class Record:
    """An open record. One writer at a time, readers beside it at any time (WAL).

    Example: `with open_record("record.db") as record: record.one("SELECT count(*) FROM incidents")`.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path, self.connection = path, connection

    def rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """All rows of a question."""
        return self.connection.execute(sql, values).fetchall()

    def one(self, sql: str, *values: object) -> Any:
        """The first value of the first row, or None."""
        row = self.connection.execute(sql, values).fetchone()
        return None if row is None else row[0]

    def run(self, sql: str, *values: object) -> sqlite3.Cursor:
        """A statement that changes the record; call it in a `transaction`."""
        return self.connection.execute(sql, values)

    def many(self, sql: str, rows: Any) -> None:
        """A statement for many rows."""
        self.connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All changes inside are kept together, or none of them."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def close(self) -> None:
        """Closes the file."""
        self.connection.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def open_record(path: str | Path, *, create: bool = False) -> Record:
    """Opens the record at `path`, bringing an older file to this version.

    Raises UsageError where there is no such file and `create` is false, SaksiError where it is no record or was written
    by a newer version of saksi.
    """
    file = Path(path)
    if not create and not file.is_file():
        raise UsageError(f"there is no record at {file}; make one with: saksi build INPUT... --db {file}")
    try:
        connection = sqlite3.connect(file, timeout=PATIENCE_SECONDS, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        for setting in ("journal_mode = WAL", "foreign_keys = ON", "synchronous = NORMAL"):
            connection.execute(f"PRAGMA {setting}")
        record = Record(file, connection)
        _migrate(record)
    except sqlite3.DatabaseError as error:
        raise SaksiError(f"{file} cannot be opened as a record ({error}); give another file with --db") from error
    return record


def _migrate(record: Record) -> None:
    version = record.one("PRAGMA user_version")
    if version > len(MIGRATIONS):
        raise SaksiError(f"{record.path} was written by a newer saksi (its version {version}); update saksi")
    if version == 0 and record.one("SELECT count(*) FROM sqlite_master"):
        raise SaksiError(f"{record.path} is a database of something else; give another file with --db")
    while version < len(MIGRATIONS):
        with record.transaction():
            # Another process may have migrated while this one waited for the lock.
            version = record.one("PRAGMA user_version")
            if version < len(MIGRATIONS):
                for statement in _statements(MIGRATIONS[version]):
                    record.run(statement)
                version += 1
                record.run(f"PRAGMA user_version = {version}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; `executescript` would end the transaction."""
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
