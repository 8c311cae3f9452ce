"""Whether two names of a source mean the same one, across languages and scripts. Tables: credits.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from saksi.evaluate.fold import plain

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
# Cyrillic to Latin, rough on purpose: only consonants are compared.
_CYRILLIC = dict(zip("абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэъё", "abvggdeeZziiiiklmnoprstufXCQSQ_uaie_e", strict=True))
# Spellings of one sound in the romanisations in use; longest first.
_SOUNDS = (
    ("shch", "Q"), ("tsch", "Q"), ("sch", "S"), ("tch", "Q"), ("zh", "Z"), ("kh", "X"), ("ch", "Q"), ("sh", "S"),
    ("ts", "C"), ("tz", "C"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("gh", "g"), ("c", "k"), ("q", "k"),
    ("w", "v"), ("h", "g"), ("x", "ks"), ("j", "i"), ("y", "i"),
)  # fmt: skip
_VOWELS = frozenset("aeiou_'-")


class Source(msgspec.Struct, frozen=True):
    """A credited name taken apart: kinds of source, countries, skeletons of the person's name and of other words."""

    kinds: frozenset[str]
    countries: frozenset[str]
    person: tuple[str, ...]
    others: tuple[str, ...]


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(files("saksi.evaluate").joinpath("credits.toml").read_text(encoding="utf-8"))


@cache
def _kind_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    tables = _tables()
    return tuple((kind, _stems(stems)) for kind, stems in [*tables["kind"].items(), *tables["generic"].items()])


@cache
def _country_patterns(section: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((key, _stems([stem])) for stem, key in _tables()[section].items())


def _stems(stems: Iterable[str]) -> re.Pattern[str]:
    """A pattern for words that begin with one of the stems (or are it, where the stem ends in =)."""
    alternatives = "|".join(
        re.escape(plain(stem.removesuffix("="))) + (r"\b" if stem.endswith("=") else "")
        for stem in sorted(stems, key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{alternatives})\w*")


def skeleton(word: str) -> str:
    """The consonants of a name, alike in every romanisation and in Cyrillic.

    >>> skeleton("Klitschko") == skeleton("Кличко") == skeleton("Klychko")
    True
    """
    latin = "".join(_CYRILLIC.get(char, char) for char in word.casefold())
    for spelling, sound in _SOUNDS:
        latin = latin.replace(spelling, sound)
    kept: list[str] = []
    for char in latin:
        if char not in _VOWELS and (not kept or kept[-1] != char):
            kept.append(char)
    return "".join(kept)


def alike(left: str, right: str) -> bool:
    """Whether two skeletons are one name, endings of case apart."""
    if not left or not right:
        return False
    if left == right:
        return True
    short, long = sorted((left, right), key=len)
    if not long.startswith(short):
        return False
    # The adjective of a short place name: Kyiv, Киевской; Odesa, Одеської.
    adjective = long[2:4] == "sk" or (short[-1] == "s" and long[2:3] == "k")
    return (len(short) >= 3 and len(long) - len(short) <= 3) or (len(short) == 2 and adjective)


@lru_cache(maxsize=4096)
def source(name: str) -> Source:
    """A credit as Source. English names put the person after the post ("Kyiv mayor Klitschko")."""
    bare = plain(name)
    kinds, keyed = set(), []
    for kind, pattern in _kind_patterns():
        for match in pattern.finditer(bare):
            kinds.add(kind)
            keyed.append(match.span())
    if len(kinds) > 1:
        kinds -= set(_tables()["generic"])
    named = [(key, match.span()) for key, pattern in _country_patterns("country") for match in pattern.finditer(bare)]
    capitals = {key for key, pattern in _country_patterns("capital") if pattern.search(bare)}
    countries = frozenset({key for key, _ in named} | capitals)
    keyed_or_country = keyed + [where for _, where in named]
    empty = _empty()
    person: list[str] = []
    others: list[str] = []
    last_key = max((end for _, end in keyed), default=0)
    words = list(_WORD.finditer(bare))
    raw = _WORD.findall(name)
    capital = [word[:1].isupper() for word in raw] if len(raw) == len(words) else [True] * len(words)
    for match, is_name in zip(words, capital, strict=True):
        word = match.group()
        if (
            not is_name
            or word in empty
            or any(start < match.end() and match.start() < end for start, end in keyed_or_country)
        ):
            continue
        of = bare[: match.start()].rstrip().endswith((" of", "of the", " in", " di", "("))
        (person if match.start() >= last_key and not of else others).append(skeleton(word))
    for stem, post in _tables()["post"].items():
        if stem in bare:
            kinds.add(post)
    return Source(frozenset(kinds), countries, tuple(filter(None, person)), tuple(filter(None, others)))


@cache
def _empty() -> frozenset[str]:
    return frozenset(plain(word) for word in _tables()["empty"]["words"])


def same_credit(gold: str | None, found: str | None) -> bool:
    """Whether the credited source is the labelled one; nobody is only the same as nobody.

    >>> same_credit("Ukrainian Air Force", "Angkatan Udara Ukraina")
    True
    >>> same_credit("Ukrainian Air Force", "Russian Defence Ministry")
    False
    """
    if not gold or not found:
        return not gold and not found
    if plain(gold) == plain(found):
        return True
    left, right = source(gold), source(found)
    names = (*right.person, *right.others)
    labelled = (*left.person, *left.others)
    if left.person and any(alike(left.person[-1], name) for name in names):
        return True
    if left.countries and right.countries and not left.countries & right.countries:
        return False
    if not _kinds_agree(left.kinds, right.kinds):
        return _agree_by_name(left, right, labelled, names)
    if not labelled or not names:
        return True
    return _any_alike(labelled, names) or bool(left.countries & right.countries)


def _agree_by_name(left: Source, right: Source, labelled: tuple[str, ...], names: tuple[str, ...]) -> bool:
    """Sources of which one at least has no kind: an outlet by its name, a government by its country."""
    bare = not left.kinds or not right.kinds
    kinds = left.kinds | right.kinds
    if bare and kinds <= {"media"} and _any_alike(labelled, names):
        return True
    return bare and kinds <= {"authority"} and bool(left.countries & right.countries)


def _kinds_agree(left: frozenset[str], right: frozenset[str]) -> bool:
    alikes = _tables()["alike"]
    widened = right.union(*(alikes.get(kind, ()) for kind in right))
    return bool(left & widened) or bool(right & left.union(*(alikes.get(kind, ()) for kind in left)))


def _any_alike(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    return any(alike(one, other) for one in left for other in right)
