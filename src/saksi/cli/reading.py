"""`saksi read`: documents in, claims out, and at the end the sentences about what was not read."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TextIO, cast

from saksi.cli.progress import Progress
from saksi.cli.summary import Summary
from saksi.engine import run
from saksi.errors import InputError, UsageError
from saksi.pipeline import unread
from saksi.publish import binary, writer
from saksi.read import documents


def read(
    inputs: Sequence[str], *, format: str, output: str | None, jobs: int, redact: bool = False, debug: bool = False
) -> int:
    """Reads `inputs`, writes `format` to `output` or the screen, and gives the exit code.

    `redact` leaves out the names of private persons.
    """
    summary = Summary()
    _refuse_overwriting(inputs, output)
    with target(output, format) as stream, Progress(sys.stderr, beside=stream) as progress:
        out = writer(format, stream, redact)
        out.begin()
        for result in run(documents(inputs, stdin(), summary.skip), jobs):
            if isinstance(result, InputError):
                summary.fail(result)
            else:
                language = unread(result)
                summary.read(result, language)
                out.add(result, language)
            progress.step(summary.documents, len(summary.failures))
        out.end()
        stream.flush()
    summary.write(sys.stderr, debug)
    return summary.exit_code()


def stdin() -> IO[bytes] | None:
    """The bytes of the standard input, None where there is none."""
    return getattr(sys.stdin, "buffer", None)


@contextmanager
def target(output: str | None, format: str) -> Iterator[TextIO]:
    """The stream to write to; of bytes where the format is no text.

    A file is written beside its place and moved there at the end, so none is ever half.
    """
    if output is None:
        yield _screen(format)
        return
    path = Path(output)
    special = path.exists() and not path.is_file()
    part = path if special else path.with_name(path.name + ".part")
    try:
        stream = part.open("wb") if binary(format) else part.open("w", encoding="utf-8", newline="")
    except OSError as error:
        reason = (error.strerror or "the system refused").lower()
        raise UsageError(f"cannot write to {output} ({reason}); give a file in a folder that exists") from error
    try:
        with stream:
            yield cast(TextIO, stream)
        if not special:
            part.replace(path)
    except BaseException:
        if not special:
            part.unlink(missing_ok=True)
        raise


def _screen(format: str) -> TextIO:
    """The standard output. Raises UsageError where it is closed, or where the format is no text."""
    if sys.stdout is None:
        raise UsageError("the standard output is closed; give a file with -o")
    if binary(format):
        raise UsageError(f"a spreadsheet cannot be shown here; give a file: -o claims.{format}")
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(**({"errors": "replace"} if format == "report" else {"encoding": "utf-8", "newline": ""}))
    return sys.stdout


def _refuse_overwriting(inputs: Sequence[str], output: str | None) -> None:
    if output is None or not Path(output).is_file():
        return
    path = Path(output).resolve()
    for given in inputs:
        if "\0" not in given and path.is_relative_to(Path(given).resolve()):
            raise UsageError(f"{output} is among the inputs and would be overwritten; write to another file")
