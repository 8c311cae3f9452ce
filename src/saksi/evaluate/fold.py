"""A labeller's words and the product's words brought to one form, so that they can be compared. Tables: folds.toml."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

_PARENTHESIS = re.compile(r"\([^)]*\)")
_WORD = re.compile(r"[^\W\d_]+")
# Letters of transliterations that Unicode does not take apart.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "ı": "i", "’": "'", "ʼ": "'", "‘": "'", "`": "'"})


@cache
def table(section: str) -> dict[str, Any]:
    """One section of folds.toml."""
    loaded = tomllib.loads(files("saksi.evaluate").joinpath("folds.toml").read_text(encoding="utf-8"))
    return dict(loaded[section])


def plain(words: str) -> str:
    """Lower case, no accents, one kind of apostrophe, single spaces.

    >>> plain("Mykolaïv  Oblast")
    'mykolaiv oblast'
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", words.translate(_LETTERS)) if not _is_accent(c))
    return " ".join(unicodedata.normalize("NFC", bare).casefold().split())


def _is_accent(char: str) -> bool:
    # In Cyrillic this also turns й into и and ї into і: harmless, since both sides lose it.
    return unicodedata.combining(char) != 0


def whats(slot: str, word: str | None) -> frozenset[str]:
    """The product's words that are right for a labeller's `what` in `slot`; empty where it is not compared.

    >>> sorted(whats("killed", "children"))
    ['child']
    """
    if word is None:
        return frozenset()
    if slot in {"damaged", "target"}:
        words = plain(word)
        hits = [(words.find(key), kind) for key, kind in table("object").items() if re.search(rf"\b{key}", words)]
        return frozenset(kind for _, kind in hits)
    if slot in {"record", "source", "statement", "when", "where", "by"} or slot.startswith("alert"):
        return frozenset()
    listed = table("what").get(word)
    return frozenset(listed) if listed else frozenset({word.replace(" ", "_"), word.rstrip("s").replace(" ", "_")})


def bound(word: str | None) -> str | None:
    """A bound with the vague words for a bare plural made one."""
    return None if word is None else str(table("bound").get(word, word))


def scope(word: str | None) -> str | None:
    """A labeller's scope as the contract's word."""
    return None if word is None else str(table("scope").get(word, word))


def actor(words: str | None) -> str | None:
    """A key for who attacked, None for nobody named; unknown names are their plain words."""
    if not words or plain(words) in {"not named", "unknown"}:
        return None
    bare = plain(words)
    for stem, key in table("actor").items():
        if plain(stem) in bare:
            return str(key)
    return bare


def place(name: str) -> tuple[str, str]:
    """A place's name without words of level, and its level ("region", "district" or "").

    >>> place("Kharkiv oblast"), place("Russia (regions not named)")
    (('kharkiv', 'region'), ('russia', ''))
    """
    words = plain(_PARENTHESIS.sub(" ", name)).replace("-", " ").replace("'", "").split()
    levels = table("place")
    level, kept = "", []
    for word in words:
        if word in levels["district"]:
            level = "district"
        elif word in levels["region"]:
            level = "region"
        elif word not in levels["drop"]:
            kept.append(word)
    bare = " ".join(kept)
    return str(table("spelling").get(bare, bare)), level


def same_place(gold: str, name: str | None, precision: str | None = None) -> bool:
    """Whether a product's place is the labelled one: same name and same level; of several labelled, one of them.

    A region whose name has no word of level ("Crimea") has no city of its name to be told from.

    >>> same_place("Kharkiv", "Kharkiv oblast", "region"), same_place("Odesa oblast, Kyiv oblast", "Kyiv Oblast")
    (False, True)
    """
    if not name:
        return False
    right, right_level = place(name)
    any_level = not right_level and precision == "region"
    for left, left_level in map(place, _PARENTHESIS.sub(" ", gold).split(",")):
        levels = {left_level, right_level}
        if left == right and (any_level or len(levels) == 1 or levels == {"", "district"}):
            return True
    return False
