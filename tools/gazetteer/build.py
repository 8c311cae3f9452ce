"""Compile the gazetteer: `python tools/gazetteer/build.py` writes src/saksi/gazetteer/table.bin.

Build time only; needs the packages of requirements.txt beside this file. Same packages, same bytes. Says its size at the end.

The file: a four-byte length, a MessagePack header (column lengths, first keys and lengths of the blocks), then zlib-compressed
columns (one value a place) and zlib-compressed blocks of names, sorted, a line a first word:
`first word TAB rest=refs TAB rest=refs`; a ref is a row in hexadecimal and a letter (see `LETTERS`).
"""

from __future__ import annotations

import re
import struct
import sys
import zlib
from array import array
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT / "src")]

import msgspec  # noqa: E402
import rows as sources  # noqa: E402
import world  # noqa: E402
from gather import gather  # noqa: E402
from inflect import adjective_forms, forms  # noqa: E402
from romanise import kmu  # noqa: E402
from rows import AREA, CITY, COUNTRY, QUARTER, RAION, REGION, VILLAGE, Places, Row  # noqa: E402

from saksi.text import MARK, Tokens  # noqa: E402

TARGET = ROOT / "src" / "saksi" / "gazetteer" / "table.bin"
KINDS = (COUNTRY, REGION, RAION, CITY, QUARTER, VILLAGE, AREA)
BLOCK = 48_000
ZONE_SHARE = 0.6  # of the people in a country's cities
# a-d: how sure a bare name is: a sure; b a word of the language too, needs a capital inside the sentence; c small, needs a
# preposition, a head, a list or a known place near; d needs a head. g: an adjective, h: a bare name; both need a head of their kind.
LETTERS = "abcdgh"
_UK, _RU = set("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя' -"), set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя -")
_LATIN = re.compile(r"^[A-ZÀ-ÞĀ-ſ][A-Za-zÀ-ɏʻ'’. -]+$")
_ARABIC = re.compile(r"^[\u0621-\u064a\u0670-\u06d3 ]+$")
_HEBREW = re.compile(r"^[\u05d0-\u05ea ]+$")
_ACCENTS = str.maketrans(
    "āēīōūâêîôûáéíóúàèìòùäëïöüñçãõåşţšžčćđłńśźżğıůřěýŭ", "aeiouaeiouaeiouaeiouaeiouncaoastszccdlnszzgiureyu"
)


def script(name: str) -> str:
    """latin, uk, ru, both (Cyrillic of either language), arabic, hebrew, or empty for what is left out."""
    low = name.lower()
    if _LATIN.match(name):
        return "latin"
    if re.match(r"[А-ЯЁЄІЇҐ]", name):
        uk, ru = set(low) <= _UK, set(low) <= _RU
        return "both" if uk and ru else "uk" if uk else "ru" if ru else ""
    return "arabic" if _ARABIC.match(name) else "hebrew" if _HEBREW.match(name) else ""


def key(name: str) -> str:
    """A name as the tokens of a text would give it, joined by spaces; empty where it holds what a key cannot."""
    tokens = Tokens(name.strip())
    if any(kind == MARK and form not in ".-'&" for kind, form in zip(tokens.kinds, tokens.forms, strict=True)):
        return ""
    return " ".join(tokens.forms)


@lru_cache(1 << 20)
def common(word: str, language: str) -> bool:
    """Whether `word` in lower case is an ordinary word of the language (simplemma knows it, wordfreq has it often)."""
    import simplemma
    import wordfreq

    if wordfreq.zipf_frequency(word, language) < 3.0 or not simplemma.is_known(word, lang=language):
        return False
    return simplemma.lemmatize(word, lang=language).islower()


@lru_cache(1 << 20)
def frequent(word: str, language: str) -> bool:
    """Whether a word is so frequent that a hamlet of this name cannot be told from it (surnames, given names, words)."""
    import wordfreq

    return wordfreq.zipf_frequency(word, language) >= 3.6


@lru_cache(1 << 18)
def alike(folded: str, name: str) -> bool:
    """Whether a spelling is the place's name in other letters, and not a former or second name (Слов'янськ of Nikopol)."""
    return SequenceMatcher(None, kmu(folded), name.lower(), autojunk=False).ratio() >= 0.5


_CHECKED = {"latin": ("en", "id"), "uk": ("uk",), "ru": ("ru",), "both": ("uk", "ru")}


class Compiler:
    """Collects refs of all keys."""

    def __init__(self, places: Places) -> None:
        self.rows = sorted(places, key=lambda r: (-_rank(r), r.key))
        self.index = {row.key: number for number, row in enumerate(self.rows)}
        self.refs: dict[str, dict[int, str]] = defaultdict(dict)
        table = sources.own()["common"]
        self.words, self.drop = set(table["words"]), set(table["drop"])

    def put(self, name: str, number: int, letter: str) -> None:
        """One key of one row; the surest letter stays."""
        if not name or "=" in name:
            return
        held = self.refs[name].get(number)
        if held is None or letter < held:
            self.refs[name][number] = letter

    def plain(self, row: Row, name: str, language: str, own: bool) -> None:
        """A name in all its forms and spellings."""
        kind = script(name)
        number = self.index[row.key]
        big = row.population >= 100_000 or row.kind in (COUNTRY, AREA) or (row.country == "UA" and row.kind == CITY)
        if not kind or (not own and not self.wanted(row, name, kind, big)):
            return
        base = key(name)
        if base in self.drop and row.name.lower() != base and not (own and row.kind == COUNTRY):
            return
        if kind == "latin":
            variants = {
                base,
                base.replace("'", ""),
                base.translate(_ACCENTS),
                base.translate(_ACCENTS).replace("'", ""),
            }
            if row.country == "UA" and own:
                variants |= {v.replace("-", " ") for v in variants}
        elif kind in ("arabic", "hebrew"):
            variants = {base}
        else:
            variants = set()
            inflected = row.country in ("UA", "RU") or big or row.fine
            for lang in (language,) if language else ("uk", "ru") if kind == "both" else (kind,):
                variants |= forms(base, lang) if inflected else {base}
            variants |= {v.replace("ё", "е") for v in variants}
        for variant in variants:
            self.put(variant, number, self.letter(row, variant, base, language or kind, own))

    def wanted(self, row: Row, name: str, kind: str, big: bool) -> bool:
        """Whether a name that only a source gives is kept."""
        if row.kind == REGION:
            return len(name) > 3
        if kind == "latin":
            if len(name) < 4 or name.isupper() or (not big and not row.fine and row.country != "UA"):
                return False
            return not re.search(r"\b(osh|by|kasaba|oblast|sahara|vilayəti)\b", name.lower())
        if kind in ("arabic", "hebrew"):
            return len(name) > 3 and (big or row.fine)
        return len(name) > 2 and not name.endswith(("ъ", "ош"))

    def letter(self, row: Row, variant: str, base: str, language: str, own: bool) -> str:
        """How sure the bare variant is (see LETTERS)."""
        checked = _CHECKED.get(language, ())
        single = " " not in variant
        if variant in self.words or base in self.words:
            return "d" if row.kind == VILLAGE or (row.population < 30_000 and row.kind == CITY) else "b"
        if row.kind in (COUNTRY, AREA):
            word = single and not own and any(common(variant, lang) for lang in ("uk", "ru") if checked != ("en", "id"))
            return "b" if word or variant in ("us", "uk", "as") else "a"
        if row.kind == REGION:
            words = variant.split(" ")
            return (
                "d"
                if (all(common(w, lang) for w in words for lang in checked) and checked) or len(variant) < 4
                else "a"
            )
        if (row.country in ("UA", "RU") and row.kind == CITY) or row.population >= 100_000:
            level = "a" if own or (row.country in ("UA", "RU") and alike(base, row.name)) else "b"
        elif (row.fine or row.spelled) and row.kind == CITY and (own or alike(base, row.name)):
            level = "a" if " " in base else "b"  # towns of wars: one word needs a preposition or a sentence around it
        else:
            level = "c"
        if single and row.population < 200_000:
            if any(common(variant, lang) or common(base, lang) for lang in checked if " " not in base):
                level = {"a": "b", "b": "d", "c": "d"}[level]
            elif level == "c" and any(frequent(variant, lang) for lang in checked):
                level = "d"
        elif single and not own and any(common(variant, lang) for lang in checked):
            level = "d"
        if len(variant) < 4 and row.population < 500_000:
            level = "d"
        return level

    def compile(self) -> None:
        """All rows."""
        for number, row in enumerate(self.rows):
            for name, language, own in dict.fromkeys(row.names):
                for part in _dashes(name):
                    self.plain(row, part, language, own)
            for word, language in dict.fromkeys(row.adjectives):
                for form in adjective_forms(key(word), language) if language else _endings(key(word)):
                    self.put(form, number, "g")
                    self.put(form.replace("ё", "е"), number, "g")
            for word, _ in dict.fromkeys(row.bare):
                for form in _endings(key(word)):
                    self.put(form, number, "h")
                    self.put(form.replace("'", ""), number, "h")
        self._seat_spellings()

    def _seat_spellings(self) -> None:
        """A region or raion called after a city takes that city's Latin spellings, with a head: "Provinsi Charkiw"."""
        by_name: dict[tuple[str, str], Row] = {}
        for row in self.rows:
            if row.kind == CITY and row.country in ("UA", "RU"):
                by_name.setdefault((row.country, row.name), row)
        for row in self.rows:
            if row.country in ("UA", "RU") and row.kind in (REGION, RAION):
                city = by_name.get((row.country, re.sub(r" (oblast|krai|district)$", "", row.name)))
                for name, _, own in city.names if city else ():
                    if script(name) == "latin" and (own or self.wanted(city, name, "latin", True)):  # type: ignore[arg-type]
                        for form in {key(name), key(name).replace("'", "")}:
                            self.put(form, self.index[row.key], "h")


def _dashes(name: str) -> tuple[str, ...]:
    return (name, name.replace("–", "-")) if "–" in name else (name.replace("\u0301", ""),)


def _endings(word: str) -> set[str]:
    """The Latin spellings of an adjective in -skyi: Holosiivskyi, Holosiivsky, Holosiivska, Holosiivskiy ..."""
    match = re.match(r"(.*(?:sk|tsk|zk|n|v|ch))(yi|yy|y|iy|ii|yj|a|ij)$", word)
    if not match or len(word) < 6:
        return {word}
    return {word} | {match.group(1) + end for end in ("yi", "y", "yy", "iy", "ii", "yj", "a", "ij")}


def _rank(row: Row) -> int:
    base = {COUNTRY: 10**10, AREA: 10**9, REGION: 10**5, RAION: 10**4, QUARTER: 5 * 10**4}.get(row.kind, 0)
    return base + row.population


def pack(compiler: Compiler) -> bytes:
    """The bytes of the file."""
    rows, index = compiler.rows, compiler.index
    countries = sorted({r.country for r in rows})
    zones = sorted({r.timezone for r in rows})
    notes = sorted({r.note for r in rows})
    columns = {
        "id": array("I", [r.id or 0 for r in rows]),
        "lat": array("i", [-(2**31) if r.lat is None else round(r.lat * 1e5) for r in rows]),
        "lon": array("i", [0 if r.lon is None else round(r.lon * 1e5) for r in rows]),
        "population": array("I", [min(r.population, 2**32 - 1) for r in rows]),
        "parent": array("I", [index.get(r.parent, 0xFFFFFFFF) for r in rows]),
        "country": array("B", [countries.index(r.country) for r in rows]),
        "zone": array("H", [zones.index(r.timezone) for r in rows]),
        "kind": array("B", [KINDS.index(r.kind) for r in rows]),
        "note": array("B", [notes.index(r.note) for r in rows]),
    }
    for column in columns.values():
        if sys.byteorder != "little":
            column.byteswap()
    packed = [(name, column.typecode, zlib.compress(column.tobytes(), 9)) for name, column in columns.items()]
    packed.append(("name", "", zlib.compress("\n".join(r.name for r in rows).encode(), 9)))
    firsts, blocks = _blocks(compiler.refs)
    header = msgspec.msgpack.encode({
        "rows": len(rows), "countries": countries, "zones": zones, "kinds": KINDS,
        "capitals": _capitals(rows), "nations": {r.country: n for n, r in enumerate(rows) if r.kind == COUNTRY},
        "notes": [sources.NOTES.get(n, "") for n in notes],
        "columns": [(name, code, len(data)) for name, code, data in packed],
        "firsts": firsts, "blocks": [len(b) for b in blocks],
    })  # fmt: skip
    return struct.pack("<I", len(header)) + header + b"".join(d for _, _, d in packed) + b"".join(blocks)


def _capitals(rows: list[Row]) -> dict[str, int]:
    """Country code -> row of its capital, by the name GeoNames gives the country's capital."""
    names = world.capitals()
    found: dict[str, int] = {}
    for number, row in enumerate(rows):
        if row.kind == CITY and row.country not in found and names.get(row.country) in {n for n, _, _ in row.names}:
            found[row.country] = number
    return found


def locate(places: Places) -> None:
    """Regions, raions and countries without a point of their own get that of their largest city (countries: of the capital)."""
    capitals = world.capitals()
    zones: dict[str, Counter[str]] = defaultdict(Counter)
    for row in sorted(places, key=lambda r: -r.population):
        if row.kind != CITY or row.lat is None:
            continue
        parent = places.rows.get(row.parent)
        while parent is not None and parent.lat is None and parent.kind != COUNTRY:
            parent.lat, parent.lon, parent.timezone = row.lat, row.lon, row.timezone
            parent = places.rows.get(parent.parent)
        nation = places.rows.get(f"C:{row.country}")
        zones[row.country][row.timezone] += row.population
        if nation is not None and nation.lat is None and capitals.get(row.country) in {n for n, _, _ in row.names}:
            nation.lat, nation.lon, nation.timezone = row.lat, row.lon, row.timezone
    for row in places:  # a place of the own table has its region's clock
        parent = places.rows.get(row.parent)
        if row.key.startswith("V:") and parent is not None:
            nation = places.rows.get(f"C:{row.country}")
            row.timezone = parent.timezone or (nation.timezone if nation is not None else "")
    for code, counts in zones.items():  # a country of many clocks has no clock of its own
        nation = places.rows.get(f"C:{code}", None)
        if nation is not None and counts[nation.timezone] < ZONE_SHARE * counts.total():
            nation.timezone = ""


def _blocks(refs: dict[str, dict[int, str]]) -> tuple[list[str], list[bytes]]:
    lines: dict[str, list[str]] = defaultdict(list)
    for name in sorted(refs):
        first, _, rest = name.partition(" ")
        lines[first].append(f"{rest}={','.join(f'{n:x}{c}' for n, c in sorted(refs[name].items()))}")
    firsts: list[str] = []
    blocks: list[bytes] = []
    held: list[str] = []
    size = 0
    for first in sorted(lines):
        if not held:
            firsts.append(first)
        held.append(first + "\t" + "\t".join(lines[first]))
        size += len(held[-1].encode())
        if size > BLOCK:
            blocks.append(zlib.compress(("\n" + "\n".join(held) + "\n").encode(), 9))
            held, size = [], 0
    if held:
        blocks.append(zlib.compress(("\n" + "\n".join(held) + "\n").encode(), 9))
    return firsts, blocks


def build() -> bytes:
    """Gather, compile, pack."""
    places = gather()
    locate(places)
    compiler = Compiler(places)
    compiler.compile()
    print(f"{len(compiler.rows)} places, {len(compiler.refs)} names")  # noqa: T201
    return pack(compiler)


if __name__ == "__main__":
    data = build()
    TARGET.write_bytes(data)
    print(f"{TARGET}: {len(data) / 1e6:.2f} MB")  # noqa: T201
