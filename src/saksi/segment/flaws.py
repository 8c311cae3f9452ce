"""What is wrong with a text: sentences cut short, what machines broke and how it reads, paragraphs in another language.

A page is called machine-translated (or spun) on two finds at least. A single find is kept as `garbled`: the words are
doubtful, the page is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from saksi import languages
from saksi.errors import TableError
from saksi.model import Flaw, Span
from saksi.segment.blocks import Block
from saksi.segment.words import PageWords
from saksi.text import fold

ENOUGH = 2  # finds from which a page is called machine-translated or spun
KINDS = ("machine_translated", "spun")
TOLD = frozenset({"body", "list_item", "headline", "caption"})
OTHER_LANGUAGE_WORDS = 6  # a paragraph of fewer words is a name or a motto, not another language
PREFIX = 4  # letters a prefix may have before the word that is said twice ("berkali-kali")
STEM = 5  # characters by which starred words are looked up
MAX_KNOWN = 200_000  # forms remembered a language: text repeats itself, hostile text does not

_DOUBLED = re.compile(r" -([^\W\d_]{3,24})")
_WORD_BEFORE = re.compile(r"[^\W\d_]{3,24}\Z")
_CLOCK = re.compile(r"(?<![\d:])([0-2]?\d): ([0-5]\d)(?!\d| ?:)")
_BEFORE_CLOCK = re.compile(
    r"\b(?:pukul|jam|at|around|about|by|since|until|before|after|о|об|в|около|близько|з|с|до|після|после)\W*\Z"
)
_AFTER_CLOCK = re.compile(
    r"\W{0,2}(?:a\.?m|p\.?m|gmt|utc|pagi|siang|sore|malam|wib|waktu|дня|ночі|ранку|вечора|ночи|утра)\b"
)
_SPACED = re.compile(r"(?<=[^\W_]) +[.,](?=\s|\Z)")
_TORN = re.compile(r"[,(\[«“„–—]\s*\Z")
_LAST = re.compile(r"([^\W_]+(?:['-][^\W_]+)*)\W{0,2}\Z")


class Break(NamedTuple):
    """One entry of a `translation.toml`: how it is found, how it reads, why, and the words that make it no find.

    `parts`: what stands in every text that holds it.
    """

    kind: str
    parts: tuple[str, ...]
    pattern: re.Pattern[str]
    exact: bool
    reads: str
    why: str
    unless: tuple[str, ...]


def find(blocks: Sequence[Block], language: str, words: PageWords) -> tuple[Flaw, ...]:
    """All flaws of a page in order of place. Errors: TableError where a table of translations is malformed."""
    found = [*_broken(blocks, language), *_cut(blocks, words), *_foreign(blocks, language)]
    return tuple(sorted(found, key=lambda flaw: (flaw.span, flaw.name)))


def _broken(blocks: Sequence[Block], language: str) -> Iterator[Flaw]:
    finds = _finds(blocks, language)
    counts = {kind: sum(flaw.name == kind for flaw in finds) for kind in KINDS}
    several = {kind for kind in KINDS if counts[kind] >= ENOUGH}
    if not several and len(finds) >= ENOUGH:
        several = {max(KINDS, key=lambda kind: counts[kind])}
    for flaw in finds:
        name = flaw.name if flaw.name in several else min(several) if several else "garbled"
        yield flaw if name == flaw.name else Flaw(name, flaw.span, flaw.reads, flaw.why)


def _finds(blocks: Sequence[Block], language: str) -> list[Flaw]:
    finds: list[Flaw] = []
    entries_of = _entries(language)
    for block in blocks:
        if block.role not in TOLD or block.language != language:
            continue
        finds.extend(_shapes(block))
        keys = set(filter(entries_of.__getitem__, block.words))
        if not keys:
            continue
        entries = [entry for form in sorted(keys) for entry in entries_of[form]]
        taken = bytearray(len(block.text))
        distinct = {id(entry): entry for entry in entries}.values()  # hashing a pattern is dear
        for entry in sorted(distinct, key=lambda entry: -len(entry.pattern.pattern)):
            for start, end in _places(entry, block):
                if not any(taken[start:end]):
                    taken[start:end] = b"\1" * (end - start)
                    span = Span(block.start + start, block.start + end)
                    finds.append(Flaw(entry.kind, span, entry.reads, entry.why))
    return finds


def _places(entry: Break, block: Block) -> Iterator[tuple[int, int]]:
    text = block.text if entry.exact else block.folded
    if not all(map(text.__contains__, entry.parts)) or any(map(block.folded.__contains__, entry.unless)):
        return
    for match in entry.pattern.finditer(text):
        if entry.exact and (block.role == "headline" or not _inside(block.text, *match.span())):
            continue
        yield match.span()


def _inside(text: str, start: int, end: int) -> bool:
    """Whether a word with a capital stands inside a sentence and is no part of a name: small letters on both sides."""
    before, after = text[max(0, start - 40) : start].rstrip(" \"'“”«»(*_"), text[end : end + 40].split()
    if not before or before[-1] in ".!?…:;\n":
        return False
    return before.split()[-1][:1].islower() and (not after or not after[0][:1].isupper())


def _shapes(block: Block) -> Iterator[Flaw]:
    folded = block.folded
    if " -" in folded:
        for match in _DOUBLED.finditer(folded):
            before = _WORD_BEFORE.search(folded, max(0, match.start() - 24), match.start())
            if before is not None and match[1][:3] in before.group()[: PREFIX + 3]:
                span = Span(block.start + before.start(), block.start + match.end())
                yield Flaw("machine_translated", span, f"{before.group()}-{match[1]}", "split reduplication")
    if ": " in folded and block.digits:
        for match in _CLOCK.finditer(folded):
            if _BEFORE_CLOCK.search(folded[max(0, match.start() - 12) : match.start()]) or \
                    _AFTER_CLOCK.match(folded[match.end() : match.end() + 12]):  # fmt: skip
                yield _flaw(block, match, "machine_translated", f"{match[1]}:{match[2]}", "split clock time")
    for match in _SPACED.finditer(folded) if " ." in folded or " ," in folded else ():
        yield _flaw(block, match, "spun", match.group().strip(), "a blank before a mark, as rewriters leave it")


def _flaw(block: Block, match: re.Match[str], name: str, reads: str, why: str) -> Flaw:
    return Flaw(name, Span(block.start + match.start(), block.start + match.end()), reads, why)


@cache
def _table(language: str) -> tuple[dict[str, tuple[Break, ...]], dict[str, tuple[Break, ...]]]:
    """Entries of a language by their first word, and those with a star by its first letters."""
    exact: dict[str, tuple[Break, ...]] = {}
    stems: dict[str, tuple[Break, ...]] = {}
    for kind, section in languages.table(language, "translation").items():
        if kind not in KINDS or not isinstance(section, dict):
            raise TableError(f"{language}/translation.toml: {kind!r} is none of the sections {', '.join(KINDS)}.")
        for phrase, entry in section.items():
            made = _entry(language, kind, phrase, entry)
            first = fold(phrase).split()[0]
            if first.endswith("*"):
                book, key = stems, first.rstrip("*")[:STEM]
            else:
                book, key = exact, first
            book[key] = (*book.get(key, ()), made)
    return exact, stems


class _Entries(dict[str, tuple[Break, ...]]):
    """The entries that a word can begin, by its form; what each form can is remembered."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._exact, self._stems = _table(language)

    def __missing__(self, form: str) -> tuple[Break, ...]:
        found = (*self._exact.get(form, ()), *self._stems.get(form[:STEM], ()))
        if len(self) < MAX_KNOWN:
            self[form] = found
        return found


@cache
def _entries(language: str) -> _Entries:
    return _Entries(language)


def _entry(language: str, kind: str, phrase: str, entry: object) -> Break:
    if not isinstance(entry, dict) or not isinstance(entry.get("reads"), str) or not isinstance(entry.get("why"), str):
        raise TableError(f"{language}/translation.toml: {phrase!r} must say what it `reads` as and `why`.")
    if len(phrase.split()[0].rstrip("*")) < STEM and phrase.split()[0].endswith("*"):
        raise TableError(f"{language}/translation.toml: the stem {phrase!r} is shorter than {STEM} letters.")
    exact = bool(entry.get("exact", False))
    written = phrase if exact else fold(phrase)
    parts = tuple(word.rstrip("*") for word in written.split())
    body = r"\s+".join(re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in written.split())
    unless = tuple(fold(word) for word in entry.get("unless", ()))
    return Break(kind, parts, re.compile(rf"(?<![\w-]){body}(?![\w-])"), exact, entry["reads"], entry["why"], unless)


def _cut(blocks: Sequence[Block], words: PageWords) -> Iterator[Flaw]:
    """Body that ends inside a sentence: on a word no sentence ends with, an open bracket, a bare count, dots."""
    open_words, counting = words.lists["cut.words"], words.lists["cut.counting"]
    for block in blocks:
        if block.role != "body" or len(block.words) < 3:
            continue
        text = block.text
        if text.endswith(("…", "...", "[…]", "[...]")) and not text.rstrip("….[]").endswith((".", "!", "?")):
            if len(block.words) > 12:
                yield Flaw("cut_short", Span(block.end - 1, block.end), None, "ends in dots inside a sentence")
            continue
        if block.terminal or text.endswith((":", ";")):
            continue
        last = _LAST.search(text[-40:])
        word = fold(last.group(1)) if last else ""
        why = None
        if _TORN.search(text[-3:]):
            why = "ends in an open mark"
        elif word in open_words and block.language in READ:
            why = "ends on a word that no sentence ends with"
        elif word.isdigit() and block.words[-1] in counting:
            why = "ends on a number without what it counts"
        if why:
            start = block.start + max(0, len(text) - len(text[-40:])) + (last.start(1) if last else 0)
            yield Flaw("cut_short", Span(min(start, block.end - 1), block.end), None, why)


READ = frozenset({"en", "id", "uk", "ru"})


def _foreign(blocks: Sequence[Block], language: str) -> Iterator[Flaw]:
    for block in blocks:
        other = block.language
        if block.role == "body" and other not in (language, "und") and len(block.words) >= OTHER_LANGUAGE_WORDS:
            yield Flaw("mixed_language", Span(block.start, block.end), other, f"a paragraph in {other}")
