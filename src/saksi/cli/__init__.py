"""The command line: what a user may ask, and the exit code (0; 1 some document unread; 2 wrong usage).

Help and option parsing load cyclopts; the rooms load only when a command needs them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from cyclopts import App, CycloptsError, Parameter

from saksi import __version__
from saksi.cli import ledger, record, serving
from saksi.errors import InputError, SaksiError, UsageError

OK, UNREAD, USAGE, INTERRUPTED = 0, 1, 2, 130

# A hyphen alone is the standard input, so the parser must let it pass; `checked` turns away mistyped options.
Inputs = Annotated[str, Parameter(allow_leading_hyphen=True)]


def _default(value: object) -> str | None:
    """A default as help shows it: none where it only says that an option is off or sets no limit."""
    return None if value is None or isinstance(value, bool) or value == -1 else str(value)


app = App(
    name="saksi",
    help="Reads news reports of attacks and turns them into a sourced record: every value with its exact words.",
    version=__version__,
    version_flags=["--version"],
    default_parameter=Parameter(negative=(), show_default=_default),
    help_epilogue="Begin with `saksi read report.txt`; for many reports `saksi build reports/`, then `saksi list` and "
    "`saksi show 2025-07-04`. `saksi COMMAND --help` tells what a command can do.",
)


@app.command
def read(
    *inputs: Inputs,
    format: Literal["report", "jsonl", "csv", "xlsx", "html"] = "report",
    output: Annotated[str | None, Parameter(name=["--output", "-o"])] = None,
    jobs: Annotated[int, Parameter(name=["--jobs", "-j"])] = 1,
    redact_persons: bool = False,
    debug: bool = False,
) -> int:
    """Read documents and write their claims.

    Parameters
    ----------
    inputs
        Files (text, pages, PDF, feeds, archives, exports of channels), folders, or - for the standard input.
    format
        report (to read), jsonl, csv or xlsx (a claim a row; xlsx needs -o), html (a page of the words of every claim).
    output
        Write to this file instead of the screen; it appears when everything was read.
    jobs
        Processes that read at the same time.
    redact_persons
        Leave out the names of private persons, also where they stand in quoted words.
    debug
        Show the traceback of a document that could not be read.
    """
    from saksi.cli import reading

    return reading.read(
        _some(inputs), format=format, output=output, jobs=positive(jobs), redact=redact_persons, debug=debug
    )


@app.command
def explain(target: str, *inputs: Inputs, db: str | None = None, debug: bool = False) -> int:
    """Show the rule and the parts that made a claim, or why a number is none.

    Parameters
    ----------
    target
        A claim_id, with INPUTS to look in or --db; or FILE:OFFSET, a character of a document counted from 0.
    inputs
        The files and folders that were read.
    db
        Look in this record, for a claim_id that saksi show or an export names.
    debug
        Show the traceback of a document that could not be read.
    """
    from saksi.cli import explaining

    if db is not None:
        return explaining.explain_in_record(target, db)
    return explaining.explain(target, checked(inputs), debug=debug)


@app.command
def evaluate(*gold: str, against: str | None = None) -> int:
    """Score what saksi reads against labelled documents, or its estimates against a person's.

    Parameters
    ----------
    gold
        Folders or files of labelled documents (NAME.txt with NAME.json), or of incidents (NAME.toml) for which a
        person wrote down low, best, high and reason.
    against
        A file of an earlier run; lists gains and losses claim by claim.
    """
    from saksi import evaluate as room

    if room.is_incidents(_some(gold)):
        return room.incidents(gold)
    result: int = room.main(_some(gold), against)
    return result


# The commands that keep and ask a record, and those by which a person decides, by the name a user types.
for _home, _names in (
    (record, ("build", "list", "show", "export", "compare", "changes", "history")),
    (ledger, ("same", "different", "add", "correct", "reject", "confirm", "grade", "undo")),
    (record, ("doctor",)),
    (serving, ("serve",)),
):
    for _name in _names:
        app.command(getattr(_home, {"list": "list_"}.get(_name, _name)), name=_name)


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments ask and give the exit code; the sentence about an error goes to stderr, no traceback."""
    try:
        result: Any = app(list(arguments), exit_on_error=False, print_error=False, result_action="return_value")
    except CycloptsError as error:
        return _complain(f"{' '.join(str(error).split())} Try: saksi --help", USAGE)
    except UsageError as error:
        return _complain(str(error), USAGE)
    except (SaksiError, InputError) as error:
        return _complain(str(error), UNREAD)
    except BrokenPipeError:
        _close_quietly()
        return OK
    except OSError as error:
        return _complain(f"the system refused to go on ({error}); check disk space and permissions", UNREAD)
    except Exception as error:
        if "--debug" in arguments:
            raise
        return _complain(f"met a fault of its own ({type(error).__name__}: {error}); --debug shows where", UNREAD)
    except KeyboardInterrupt:
        return _complain("interrupted", INTERRUPTED)
    return result if isinstance(result, int) else OK


def _complain(sentence: str, code: int) -> int:
    sys.stderr.write(f"saksi: {sentence}\n")
    return code


def _close_quietly() -> None:
    """The reader of our output has gone (`| head`); leave nothing to flush into the broken pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _some(inputs: Sequence[str]) -> list[str]:
    if not inputs:
        raise UsageError("say what to read: files, folders, or - for the standard input")
    return checked(inputs)


def checked(inputs: Sequence[str]) -> list[str]:
    """The inputs as given. Raises UsageError for a mistyped option among them."""
    for given in inputs:
        if given.startswith("-") and given != "-" and not os.path.lexists(given):
            raise UsageError(f"there is no option {given}; see: saksi --help")
    return list(inputs)


def positive(jobs: int) -> int:
    """The number of processes. Raises UsageError where it is none."""
    if jobs < 1:
        raise UsageError("--jobs is a number of processes, at least 1")
    return jobs
