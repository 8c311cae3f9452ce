"""Whose a word makes something: "російські" is Russia's, "Houthi" the Houthis'. Data in demonyms.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from saksi.errors import TableError

_LONGEST_ENDING = 5


class Demonym(NamedTuple):
    """`code`: ISO 3166-1 alpha-2 or a group's key; `name` in English; `kind`: `country` the actor, `of` its own."""

    code: str
    name: str
    kind: str


class Demonyms:
    """The words of one language.

    >>> demonyms("uk").of("російськими")
    Demonym(code='RU', name='Russia', kind='of')
    """

    def __init__(self, section: dict[str, dict[str, list[str]]], names: dict[str, str], language: str) -> None:
        self.words: dict[str, Demonym] = {}
        self.stems: dict[str, Demonym] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], Demonym]]] = {}
        for code, entry in section.items():
            if code not in names:
                raise TableError(f"demonyms.toml, [{language}], {code}: no English name in [names]")
            for kind in ("country", "of"):
                for word in entry[kind]:
                    if " " in word:
                        first, *rest = word.split()
                        self.phrases.setdefault(first, []).append((tuple(rest), Demonym(code, names[code], kind)))
                        continue
                    target = self.stems if word.endswith("*") else self.words
                    target[word.rstrip("*")] = Demonym(code, names[code], kind)
        self._longest = max((len(stem) for stem in self.stems), default=0)
        self._shortest = min((len(stem) for stem in self.stems), default=0)

    def named(self, forms: list[str], at: int) -> tuple[int, Demonym] | None:
        """(tokens, actor) of a name of several words that begins at a token: "Rapid Support Forces"; else None."""
        for rest, found in self.phrases.get(forms[at], ()):
            if tuple(forms[at + 1 : at + 1 + len(rest)]) == rest:
                return 1 + len(rest), found
        return None

    def of(self, form: str) -> Demonym | None:
        """The actor that a folded token names or belongs to, or None."""
        if form.endswith("'s"):  # "Moscow's forces": what is the state's
            owner = self.of(form[:-2])
            return Demonym(owner.code, owner.name, "of") if owner is not None else None
        found = self.words.get(form)
        if found is not None or not self.stems:
            return found
        for cut in range(min(self._longest, len(form)), max(self._shortest, len(form) - _LONGEST_ENDING) - 1, -1):
            found = self.stems.get(form[:cut])
            if found is not None:
                return found
        return None


@cache
def demonyms(language: str) -> Demonyms:
    """The demonyms of a language; an empty table for a language without one."""
    table = _tables()
    return Demonyms(table.get(language, {}), table["names"], language)


@cache
def enemies() -> dict[str, tuple[str, str]]:
    """The state that "the enemy" is where a country is struck, by that country's code: (code, English name).

    >>> enemies()["UA"]
    ('RU', 'Russia')
    """
    return {country: (code, state_names()[code]) for country, code in _tables()["enemies"].items()}


def state_names() -> dict[str, str]:
    """The English names of states and armed groups by their codes."""
    return dict(_tables()["names"])


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(resources.files("saksi.gazetteer").joinpath("demonyms.toml").read_text("utf-8"))
