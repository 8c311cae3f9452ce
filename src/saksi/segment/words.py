"""The words of pages, of all languages together: chrome is often in another language than the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from saksi import languages
from saksi.errors import TableError
from saksi.text import fold


class Abbreviations(NamedTuple):
    """Words whose full stop ends no sentence."""

    before_name: frozenset[str]
    before_number: frozenset[str]
    may_end: frozenset[str]
    ambiguous: frozenset[str]


class PageWords(NamedTuple):
    """The union of every language's `page.toml`, folded."""

    abbreviations: Abbreviations
    lists: dict[str, frozenset[str]]
    prefixes: dict[str, dict[str, tuple[str, ...]]]
    ago: tuple[str, ...]
    openers: tuple[str, ...]
    starters: dict[str, tuple[str, ...]]

    def starts(self, section: str, folded: str) -> bool:
        """Whether `folded` begins with a whole word or phrase of `section`.

        >>> page_words().starts("chrome.starts", "read also: two killed")
        True
        """
        return self.opening(section, folded) is not None

    def opening(self, section: str, folded: str) -> str | None:
        """The longest phrase of `section` that `folded` begins with, or None."""
        first = _FIRST.match(folded)
        if first is None:
            return None
        for phrase in self.prefixes.get(section, {}).get(first.group(), ()):
            if folded.startswith(phrase) and not folded[len(phrase) : len(phrase) + 1].isalnum():
                return phrase
        return None


_FIRST = re.compile(r"[^\W_]+")


@cache
def codes() -> tuple[str, ...]:
    """Languages that have a `page.toml`, in order."""
    root = files(languages.__name__)
    return tuple(sorted(entry.name for entry in root.iterdir() if (entry / "page.toml").is_file()))


@cache
def page_words() -> PageWords:
    """The tables of all languages, read once a process. Errors: TableError where a list is not a list of words."""
    found: dict[str, list[str]] = {}
    for code in codes():
        for section, lists in languages.table(code, "page").items():
            if not isinstance(lists, dict):
                raise TableError(f"{code}/page.toml: {section!r} must be a section; put it under one.")
            for name, words in lists.items():
                found.setdefault(f"{section}.{name}", []).extend(_strings(code, section, name, words))
    lists_of = {name: frozenset(fold(word) for word in words) for name, words in found.items()}
    return PageWords(
        _abbreviations(lists_of),
        lists_of,
        {name: _by_first_word(phrases) for name, phrases in lists_of.items()},
        tuple(sorted(lists_of["ago.words"])),
        tuple(sorted(lists_of["caption.openers"])),
        {code: _starters(code) for code in codes()},
    )


def _starters(code: str) -> tuple[str, ...]:
    section = languages.table(code, "page").get("starters", {})
    assert isinstance(section, dict)
    return tuple(section.get("words", ()))


def _strings(code: str, section: str, name: str, words: object) -> Iterable[str]:
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise TableError(f"{code}/page.toml: {section}.{name} must be a list of words.")
    return words


def _by_first_word(phrases: frozenset[str]) -> dict[str, tuple[str, ...]]:
    book: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        first = _FIRST.match(phrase)
        if first is not None:
            book.setdefault(first.group(), []).append(phrase)
    return {first: tuple(found) for first, found in book.items()}


def _abbreviations(lists: dict[str, frozenset[str]]) -> Abbreviations:
    return Abbreviations(*(lists.get(f"abbreviations.{name}", frozenset()) for name in Abbreviations._fields))
