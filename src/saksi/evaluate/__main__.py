"""`python -m saksi.evaluate GOLD...`: the scorer from the command line."""

from __future__ import annotations

import argparse
import sys

from saksi.evaluate.report import Filter
from saksi.evaluate.run import main


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m saksi.evaluate", description="Score what is read against labels.")
    parser.add_argument("paths", nargs="+", metavar="GOLD", help="folders or files of labelled documents (NNN.json)")
    parser.add_argument("--list", action="store_true", help="list misses and false claims with their words")
    parser.add_argument("--wrong", action="store_true", help="list wrong what, bound, scope, credit, attack, place")
    parser.add_argument("--attacks", action="store_true", help="list attacks with a wrong date, place or attacker")
    parser.add_argument("--never", action="store_true", help="list claims from stretches that say nothing")
    parser.add_argument("--numbers", action="store_true", help="list numbers that are neither claim nor refusal")
    parser.add_argument("--brief", action="store_true", help="only the four main slots in the table")
    parser.add_argument("--language", action="append", default=[], help="only this language (may be repeated)")
    parser.add_argument("--slot", action="append", default=[], help="only this slot; `main` is the four count slots")
    parser.add_argument("--document", action="append", default=[], help="only this document")
    parser.add_argument("--against", metavar="FILE", help="list gains and losses over a run kept with --save")
    parser.add_argument("--save", metavar="FILE", help="keep this run")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--write-floors", action="store_true", help="raise GOLD/floors.toml to what is reached")
    return parser


def _listing(given: argparse.Namespace) -> Filter | None:
    named = {
        "miss": given.list, "false": given.list, "wrong": given.wrong, "attack": given.attacks,
        "never": given.never, "number": given.numbers,
    }  # fmt: skip
    kinds = frozenset(kind for kind, wanted in named.items() if wanted)
    slots = {slot for name in given.slot for slot in (_MAIN if name == "main" else (name,))}
    if not kinds:
        return None
    return Filter(frozenset(given.language), frozenset(slots), frozenset(given.document), kinds)


_MAIN = ("killed", "injured", "launched", "intercepted")

if __name__ == "__main__":
    options = _arguments().parse_args()
    sys.exit(
        main(
            options.paths,
            options.against,
            sys.stdout,
            options.format,
            options.save,
            listing=_listing(options),
            floors=options.write_floors,
            brief=options.brief,
        )
    )
