"""Words as data: a language is a folder of tables, and every table has one form.

A table is a TOML file of sections. A section's name says what its words are (`[killed.affected]`), and the words stand
in it as keys with a short note of how each was met, or in a list `words = [...]` where no note is owed. A word may be

- one form (`"died"`), or several words (`"claimed the lives of"`);
- a stem with a star (`"поранен*"`): any form that begins so. The longest stem wins, and a whole form wins over a stem;
- in phrases each word may carry its own star (`"не досяг* ціл*"`), and `_` stands for any one word.

`Lexicon.match(forms, index)` gives the readings that begin at a token: all of them, the longest phrase first. What each
word of running text can be is remembered by who reads it (`detect/words.py`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from saksi.errors import TableError
from saksi.text import Tokens, fold

# The tables of a language that tell what words mean; others (page, translation) have readers of their own.
TABLES = (
    "numbers", "units", "cues", "grammar", "credit", "scope", "time", "scene", "alerts", "damage", "records", "sources",
)  # fmt: skip
MIN_STEM = 2
_STAR, _ANY = "\u01c0", "\u01c1"  # letters of no table's language, so that they stay inside a token


class Entry(NamedTuple):
    """One reading of a word or phrase: the table it is from, the section's path, the value, the words as written."""

    table: str
    path: tuple[str, ...]
    value: object
    words: str


class Match(NamedTuple):
    """A reading that begins at a token: `length` tokens, and the entry; `head` is its section, `path` all of it by dots."""

    length: int
    entry: Entry
    head: str
    path: str


class Phrase(NamedTuple):
    """A phrase that can begin with a form: its place among those, the words behind the first, the reading that it is."""

    order: int
    rest: tuple[str, ...]
    match: Match


class Phrases(NamedTuple):
    """Phrases that go on, by the next of their words; `loose` are those that have a stem or `_` there."""

    next: dict[str, tuple[Phrase, ...]]
    loose: tuple[Phrase, ...]
    depth: int

    @classmethod
    def of(cls, phrases: Sequence[Phrase], depth: int) -> Phrases | None:
        """Phrases by the word that stands `depth` words behind their second one; None where there is none."""
        if not phrases:
            return None
        exact: dict[str, tuple[Phrase, ...]] = {}
        loose: list[Phrase] = []
        for one in phrases:
            word = one.rest[depth]
            if word == "_" or word[-1] == "*":
                loose.append(one)
            else:
                exact[word] = (*exact.get(word, ()), one)
        return cls(exact, tuple(loose), depth)

    def before(self, form: str) -> list[Phrase]:
        """Those whose next word can be `form`, in order."""
        depth = self.depth
        found = [*self.next.get(form, ()), *(one for one in self.loose if form and _is(form, one.rest[depth]))]
        return sorted(found) if len(found) > 1 else found


class Lexicon:
    """All words of one language. Build with `lexicon(code)`; matching is by folded form, then by stem.

    >>> from saksi.text import Tokens
    >>> tokens = Tokens("at least 12")
    >>> lexicon("en").match(tokens.forms, 0)[0].entry.path
    ('bound', 'at_least')
    """

    def __init__(self, code: str, tables: dict[str, dict[str, object]]) -> None:
        self.code = code
        self.tables = tables
        self.features: dict[str, object] = {}
        self._forms: dict[str, tuple[Match, ...]] = {}
        self._stems: dict[str, tuple[Match, ...]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], Match]]] = {}
        self._phrase_stems: dict[str, list[tuple[tuple[str, ...], Match]]] = {}
        for name, table in tables.items():
            self._add_section(name, (), table)
        self._longest = max(map(len, (*self._stems, *self._phrase_stems)), default=0)

    def _add_section(self, table: str, path: tuple[str, ...], section: dict[str, object]) -> None:
        for key, value in section.items():
            if isinstance(value, dict):
                self._add_section(table, (*path, key), value)
            elif key == "words" and isinstance(value, list):
                for words in value:
                    self._add(Entry(table, path, None, words))
            elif path == ("features",):
                self.features[key] = value
            elif not path:
                raise TableError(f"{self.code}/{table}.toml: {key!r} stands outside a section; put it under one.")
            else:
                self._add(Entry(table, path, value, key))

    def _add(self, entry: Entry) -> None:
        words = tuple(_pattern(fold(entry.words)))
        if not words or any(len(w) <= MIN_STEM and w.endswith("*") for w in words):
            raise TableError(f"{self.code}/{entry.table}.toml: {entry.words!r} is empty or its stem is too short.")
        first, rest = words[0], words[1:]
        match = Match(len(words), entry, entry.path[0], ".".join(entry.path))
        if rest:
            book = self._phrase_stems if first.endswith("*") else self._phrases
            book.setdefault(first.rstrip("*"), []).append((rest, match))
        else:
            singles = self._stems if first.endswith("*") else self._forms
            key = first.rstrip("*")
            singles[key] = (*singles.get(key, ()), match)

    def singles(self, form: str) -> tuple[Match, ...]:
        """What a form alone can be: its own entries, and of each other table those of the longest stem."""
        exact = self._forms.get(form, ())
        seen = {match.entry.table for match in exact}
        stems: list[Match] = []
        for size in range(min(len(form), self._longest), MIN_STEM - 1, -1):
            found = self._stems.get(form[:size])
            if found is not None:
                stems.extend(match for match in found if match.entry.table not in seen)
                seen.update(match.entry.table for match in found)
        return (*exact, *stems)

    def phrases(self, form: str) -> Phrases | None:
        """The phrases that can begin with a form, the longest first; None where there is none."""
        found = list(self._phrases.get(form, ()))
        for size in range(min(len(form), self._longest), MIN_STEM - 1, -1):
            found.extend(self._phrase_stems.get(form[:size], ()))
        if not found:
            return None
        found.sort(key=lambda item: -len(item[0]))
        return Phrases.of([Phrase(order, rest, match) for order, (rest, match) in enumerate(found)], 0)

    def match(self, forms: list[str], index: int) -> list[Match]:
        """Readings that begin at token `index`, the longest first; phrases never run over the end of `forms`."""
        phrases = self.phrases(forms[index])
        after = forms[index + 1] if index + 1 < len(forms) else ""
        longer = phrases.before(after) if phrases else ()
        return [*(one.match for one in longer if _follows(forms, index + 1, one.rest)), *self.singles(forms[index])]


def _pattern(words: str) -> list[str]:
    """The tokens of a table's words, stars kept with the word they end."""
    tokens = Tokens(words.replace("*", _STAR).replace(" _ ", f" {_ANY} "))
    return ["_" if form == _ANY else form.replace(_STAR, "*") for form in tokens.forms]


def _follows(forms: list[str], index: int, rest: tuple[str, ...]) -> bool:
    """Whether the words of a phrase stand from token `index` on."""
    return index + len(rest) <= len(forms) and all(map(_is, forms[index:], rest))


def _is(form: str, word: str) -> bool:
    """Whether a form is a word of a phrase: itself, any, or one with its stem."""
    return word == form or word == "_" or (word[-1] == "*" and form.startswith(word[:-1]))


def codes() -> tuple[str, ...]:
    """The languages that have tables of their own, in order: those whose folder holds `cues.toml`."""
    return _codes()


@cache
def _codes() -> tuple[str, ...]:
    root = files(__name__)
    return tuple(sorted(entry.name for entry in root.iterdir() if (entry / "cues.toml").is_file()))


@cache
def table(code: str, name: str) -> dict[str, object]:
    """One table of a language as it stands in its file; empty where the language has none.

    Errors: TableError where the file is not TOML; the text names it.
    """
    path = files(__name__) / code / f"{name}.toml"
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise TableError(f"{code}/{name}.toml is not valid TOML ({error}); mend the line it names.") from error


@cache
def lexicon(code: str) -> Lexicon:
    """The words of language `code` (ISO 639-1), built once a process from its tables."""
    return Lexicon(code, {name: table(code, name) for name in TABLES})
