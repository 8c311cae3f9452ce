"""From what the user gave to files: folders in sorted order, each file once, nothing outside through a symlink."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

from saksi.errors import InputError
from saksi.read.entry import Entry, printable
from saksi.read.formats import READERS, known
from saksi.read.plain import sidecar

STDIN = "-"
Skip = Callable[[str], None]


def entries(inputs: Sequence[str], stdin: IO[bytes] | None, skip: Skip) -> Iterator[Entry | InputError]:
    """The files behind `inputs`, in the order given and sorted within a folder; a file given twice comes once.

    `skip` is told the source of every file of a folder that no reader opens.
    """
    seen: set[Path | str] = set()
    for given in inputs:
        for entry in _expand(given, stdin, skip):
            if isinstance(entry, InputError):
                yield entry
                continue
            key = entry.path.resolve() if entry.path is not None else STDIN
            if key not in seen:
                seen.add(key)
                yield entry


def _expand(given: str, stdin: IO[bytes] | None, skip: Skip) -> Iterator[Entry | InputError]:
    source, path = printable(given), Path(given)
    if given == STDIN:
        yield _standard_input(stdin)
    elif "\0" in given or not path.exists():
        yield InputError(source, "there is no such file or folder; check the path")
    elif path.is_dir():
        yield from _folder(path, source, skip)
    elif _is_sidecar(path):
        return
    else:
        yield Entry(source, printable(path.name), path)


def _standard_input(stdin: IO[bytes] | None) -> Entry | InputError:
    if stdin is None:
        return InputError(STDIN, "there is no standard input to read")
    return Entry(STDIN, STDIN, stream=stdin)


def _folder(folder: Path, source: str, skip: Skip) -> Iterator[Entry | InputError]:
    found = False
    refused: list[OSError] = []
    root = folder.resolve()
    for parent, folders, files in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if name.startswith(".") or _is_sidecar(path):
                continue
            if not known(name) or not path.is_file() or not path.resolve().is_relative_to(root):
                skip(printable(str(path)))
                continue
            found = True
            yield Entry(printable(str(path)), printable(path.relative_to(folder).as_posix()), path)
    for error in refused:
        yield InputError(printable(str(error.filename)), "this folder cannot be opened; check its permissions")
    if not found and not refused:
        yield InputError(source, f"there is nothing to read in this folder; saksi reads {', '.join(READERS)}")


def _is_sidecar(path: Path) -> bool:
    """Whether a file is metadata beside a text: NAME.json where NAME.txt stands."""
    return path.suffix == ".json" and any(
        other.is_file() and sidecar(other) == path for other in (path.with_suffix(".txt"), path.with_suffix(".text"))
    )
