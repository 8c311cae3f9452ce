"""Words as data: a language is a folder of tables, and every table has one form.

A table is a TOML file of sections. A section's name says what its words are (`[killed.affected]`), and the words stand
in it as keys with a short note of how each was met, or in a list `words = [...]` where no note is owed. A word may be

- one form (`"died"`), or several words (`"claimed the lives of"`);
- a stem with a star (`"поранен*"`): any form that begins so. The longest stem wins, and a whole form wins over a stem;
- in phrases each word may carry its own star (`"не досяг* ціл*"`), and `_` stands for any one word.

`Lexicon.match(forms, index)` gives the readings that begin at a token: all of them, the longest phrase first.
"""

from __future__ import annotations

import tomllib
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

    @classmethod
    def of(cls, length: int, entry: Entry) -> Match:
        """The match of an entry over `length` tokens."""
        return cls(length, entry, entry.path[0], ".".join(entry.path))


class Readings(NamedTuple):
    """All readings that begin at one token, the longest first; `of` has them by table."""

    matches: tuple[Match, ...]
    of: dict[str, tuple[Match, ...]]

    @classmethod
    def from_matches(cls, matches: list[Match]) -> Readings:
        """Readings with their tables."""
        if not matches:
            return NOTHING
        of: dict[str, tuple[Match, ...]] = {}
        for match in matches:
            table = match.entry.table
            of[table] = (*of.get(table, ()), match)
        return cls(tuple(matches), of)


class Pair(NamedTuple):
    """What a form can be before another: `longer` are phrases of which only the first two words are known to stand."""

    readings: Readings
    longer: tuple[tuple[tuple[str, ...], Entry], ...]


NOTHING = Readings((), {})
MAX_KNOWN = 200_000  # forms remembered a language: text repeats itself, hostile text does not


class Lexicon:
    """All words of one language. Build with `lexicon(code)`; matching is by folded form, then by stem.

    >>> from saksi.text import Tokens
    >>> tokens = Tokens("at least 12")
    >>> lexicon("en").match(tokens.forms, 0).matches[0].entry.path
    ('bound', 'at_least')
    """

    def __init__(self, code: str, tables: dict[str, dict[str, object]]) -> None:
        self.code = code
        self.tables = tables
        self.features: dict[str, object] = {}
        self._forms: dict[str, tuple[Entry, ...]] = {}
        self._stems: dict[str, tuple[Entry, ...]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self._phrase_stems: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self._known: dict[str, tuple[tuple[Entry, ...], tuple[tuple[tuple[str, ...], Entry], ...]]] = {}
        self.alone: dict[str, Readings] = {}  # forms that open no phrase: what they are, whatever follows
        self._pairs: dict[tuple[str, str], Pair] = {}
        for name, table in tables.items():
            self._add_section(name, (), table)

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
        if rest:
            book = self._phrase_stems if first.endswith("*") else self._phrases
            book.setdefault(first.rstrip("*"), []).append((rest, entry))
        else:
            singles = self._stems if first.endswith("*") else self._forms
            key = first.rstrip("*")
            singles[key] = (*singles.get(key, ()), entry)

    def readings(self, form: str) -> tuple[tuple[Entry, ...], tuple[tuple[tuple[str, ...], Entry], ...]]:
        """What `form` alone can be, and the phrases that can begin with it; remembered, since text repeats itself."""
        known = self._known.get(form)
        if known is None:
            known = (self._singles(form), self._openings(form))
            if len(self._known) < MAX_KNOWN:
                self._known[form] = known
        return known

    def _singles(self, form: str) -> tuple[Entry, ...]:
        exact = self._forms.get(form, ())
        seen = {entry.table for entry in exact}
        stems: list[Entry] = []
        for size in range(len(form), MIN_STEM - 1, -1):
            for entry in self._stems.get(form[:size], ()):
                if entry.table not in seen:
                    stems.append(entry)
            seen.update(entry.table for entry in stems)
        return (*exact, *stems)

    def _openings(self, form: str) -> tuple[tuple[tuple[str, ...], Entry], ...]:
        found = list(self._phrases.get(form, ()))
        for size in range(len(form), MIN_STEM - 1, -1):
            found.extend(self._phrase_stems.get(form[:size], ()))
        found.sort(key=lambda item: -len(item[0]))
        return tuple(found)

    def match(self, forms: list[str], index: int) -> Readings:
        """Readings that begin at token `index`, the longest first; phrases never run over the end of `forms`."""
        alone = self.alone.get(forms[index])
        return self.opened(forms, index) if alone is None else alone

    def opened(self, forms: list[str], index: int) -> Readings:
        """`match` for a form that is not known to open no phrase."""
        pair = forms[index], forms[index + 1] if index + 1 < len(forms) else ""
        known = self._pairs.get(pair)
        if known is None:
            known = self._pair(*pair)
        if not known.longer:
            return known.readings
        found = [Match.of(len(rest) + 1, entry) for rest, entry in known.longer if _follows(forms, index + 1, rest)]
        return Readings.from_matches([*found, *known.readings.matches]) if found else known.readings

    def _pair(self, form: str, after: str) -> Pair:
        """What `form` before `after` can be, remembered: phrases whose second word cannot follow are left out for good."""
        entries, openings = self.readings(form)
        singles = [Match.of(1, entry) for entry in entries]
        if not openings:
            pair = Pair(Readings.from_matches(singles), ())
            if len(self.alone) < MAX_KNOWN:
                self.alone[form] = pair.readings
            return pair
        possible = [(rest, entry) for rest, entry in openings if after and _follows([after], 0, rest[:1])]
        both = [Match.of(2, entry) for rest, entry in possible if len(rest) == 1]
        longer = tuple(one for one in possible if len(one[0]) > 1)
        pair = Pair(Readings.from_matches([*both, *singles]), longer)
        if len(self._pairs) < MAX_KNOWN:
            self._pairs[form, after] = pair
        return pair


def _pattern(words: str) -> list[str]:
    """The tokens of a table's words, stars kept with the word they end."""
    tokens = Tokens(words.replace("*", _STAR).replace(" _ ", f" {_ANY} "))
    return ["_" if form == _ANY else form.replace(_STAR, "*") for form in tokens.forms]


def _follows(forms: list[str], index: int, rest: tuple[str, ...]) -> bool:
    if index + len(rest) > len(forms):
        return False
    for offset, word in enumerate(rest):
        form = forms[index + offset]
        if word != form and word != "_" and not (word[-1] == "*" and form.startswith(word[:-1])):
            return False
    return True


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
