"""What the address of a page asks for: filters, order and page of the table of incidents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

import msgspec

from saksi.serve.shelf import Entry

PAGE = 50
_LONGEST = 200


class Filters(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"since": "from", "until": "to"}):
    """The filters of the table. Names are those of the address; `sort` may begin with a hyphen for the other way."""

    since: str = ""
    until: str = ""
    place: str = ""
    attacker: str = ""
    weapon: str = ""
    language: str = ""
    disagree: str = ""
    undated: str = ""
    review: str = ""
    sort: str = ""
    page: int = 1

    def address(self, path: str = "/", **changed: Any) -> str:
        """The address with these filters and some of them otherwise; a change leads to the first page."""
        given = {**msgspec.to_builtins(self), "page": 1, **changed}
        words = {name: value for name, value in given.items() if value and (name, value) != ("page", 1)}
        return f"{path}?{urlencode(words)}" if words else path

    @property
    def active(self) -> bool:
        """Whether any incident may be left out."""
        return any(getattr(self, name) for name in TESTS)


def filters_of(query: Mapping[str, str]) -> Filters:
    """The filters of a query string; what is no filter, or no value of one, is left out."""
    given: dict[str, Any] = {name: query.get(name, "").strip()[:_LONGEST] for name in ("from", "to", *_PLAIN)}
    for name in ("from", "to"):
        given[name] = given[name] if _is_day(given[name]) else ""
    given["sort"] = given["sort"] if given["sort"].removeprefix("-") in ORDERS else ""
    page = query.get("page", "1")
    given["page"] = max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    return msgspec.convert(given, Filters)


def fitting(entries: Iterable[Entry], wanted: Filters) -> list[Entry]:
    """The entries that fit, in the order asked for; the newest first where none is."""
    tests = [(test, getattr(wanted, name)) for name, test in TESTS.items() if getattr(wanted, name)]
    found = [entry for entry in entries if all(test(entry, value) for test, value in tests)]
    if wanted.sort:
        key = ORDERS[wanted.sort.removeprefix("-")]
        known = [entry for entry in found if key(entry) is not None]
        known.sort(key=lambda entry: (key(entry), entry.id), reverse=wanted.sort.startswith("-"))
        found = known + [entry for entry in found if key(entry) is None]
    return found


def _is_day(words: str) -> bool:
    try:
        return bool(words) and date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def _begins(entry: Entry, words: str) -> bool:
    return any(place.casefold().startswith(words.casefold()) for place in entry.places)


# Each filter and what fits it.
TESTS: dict[str, Callable[[Entry, str], bool]] = {
    "since": lambda entry, day: entry.day is not None and entry.day >= day,
    "until": lambda entry, day: entry.day is not None and entry.day <= day,
    "place": _begins,
    "attacker": lambda entry, name: (entry.attacker or "").casefold() == name.casefold(),
    "weapon": lambda entry, name: name in entry.weapons,
    "language": lambda entry, code: code in entry.languages,
    "disagree": lambda entry, _: entry.disagree,
    "undated": lambda entry, _: entry.undated,
    "review": lambda entry, _: entry.review,
}
_PLAIN = ("place", "attacker", "weapon", "language", "disagree", "undated", "review", "sort")
# Each column that the table may be ordered by.
ORDERS: dict[str, Callable[[Entry], Any]] = {
    "time": lambda entry: entry.earliest,
    "place": lambda entry: entry.places[0] if entry.places else None,
    "attacker": lambda entry: entry.attacker,
    "killed": lambda entry: entry.killed.shown if entry.killed else None,
    "injured": lambda entry: entry.injured.shown if entry.injured else None,
    "sources": lambda entry: entry.sources,
}
