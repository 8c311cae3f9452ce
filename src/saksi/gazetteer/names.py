"""The names of places that begin with one word, ready for the questions of the finder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

# A name that begins with a word: (the further words, refs as written).
Entry = tuple[tuple[str, ...], str]
ARTICLES = ("al", "el", "ad", "an", "ar", "as", "ash", "at", "az")  # the Arabic article, as it is romanised


class Names:
    """The names that begin with a word: all of them, the longest first; `alone`: the refs as written of the word alone."""

    __slots__ = ("_joined", "_longer", "alone", "entries")

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        self.alone = next((written for rest, written in self.entries if not rest), None)
        self._longer: dict[str, tuple[Entry, ...]] = {}
        for entry in self.entries:
            if entry[0]:
                self._longer[entry[0][0]] = (*self._longer.get(entry[0][0], ()), entry)
        self._joined: dict[tuple[str, ...], tuple[str, ...]] | None = None

    def going_on(self, second: str) -> Sequence[Entry]:
        """The names whose second word a form is ("Rih", "Rih's"), the longest first."""
        found = self._longer.get(second, ())
        if second.endswith("'s") and (owner := self._longer.get(second[:-2])):
            found = tuple(sorted((*found, *owner), key=lambda entry: -len(entry[0])))
        return found

    def joined(self, words: Iterable[str]) -> tuple[str, ...]:
        """The refs as written of the names whose further words are these, with hyphens and articles set otherwise."""
        if self._joined is None:
            self._joined = {}
            for rest, written in self.entries:
                parts = _flat(rest)
                self._joined[parts] = (*self._joined.get(parts, ()), written)
        return self._joined.get(_flat(words), ())


def _flat(words: Iterable[str]) -> tuple[str, ...]:
    """The parts of words that hyphens join, with one article for all ways to write it."""
    return tuple([ARTICLES[0] if part in ARTICLES else part for word in words for part in word.split("-")])
