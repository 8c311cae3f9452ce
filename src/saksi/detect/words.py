"""What each word of a language can say, found by one look-up of its form, with all that the steps of detection ask of it.

A text has few different words, so what a form can be is worked out once and remembered. Most words say nothing and are
one and the same `Word`. What a few say hangs on their place: they are not `settled`, and give the word that they are
there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from saksi.detect.numerals import Piece, hyphened, piece_of, thousands_of
from saksi.gazetteer import Demonym, demonyms
from saksi.languages import Match, Phrases, lexicon
from saksi.text import MARK, NUMBER, WORD, kind_of

if TYPE_CHECKING:
    from saksi.detect.scan import Scan

MAX_KNOWN = 200_000  # forms, and pairs of forms, remembered a language: text repeats itself, hostile text does not
_PUNCTUATION = {
    ",": "comma", ";": "semicolon", ":": "colon", "(": "open", ")": "close", "[": "open", "]": "close",
    "–": "dash", "—": "dash", "-": "dash", "−": "dash", "/": "slash", "!": "stop", "?": "stop", "…": "stop", ".": "dot",
}  # fmt: skip
_LOOKED_UP = frozenset("%$€£&№₴₽-+")  # marks that stand in tables
_OPENING = frozenset(",(–—:")  # marks behind which "of them" opens a part
_NO_NUMERAL = frozenset({"article", "grew", "inside", "bound_after", "range"})
AGREED = ("person_aged", "weapon_agreed", "weapon_bare")  # nouns that are one by the word before them
_SINGLE = frozenset({"person_sole", "person_one", "weapon_one", *AGREED})
NOUN_SECTIONS = {
    "person": ("person", False), "person_one": ("person", True), "person_sole": ("person", True),
    "weapon": ("weapon", False), "weapon_one": ("weapon", True), "thing": ("thing", False),
}  # fmt: skip
ROUND_NUMBERS = frozenset({12, 100, 1000, 1_000_000})  # what an article can stand before: "a dozen"
OPENS_TIME = frozenset({
    "shift", "past_day", "night_to", "same", "coarse", "last_night", "relative", "weekday", "part", "month", "span",
})  # fmt: skip

# What a word has to say, as bits: a line is asked for those of all its words before any word is.
TABLES = ("units", "cues", "credit", "scope", "alerts", "damage", "records", "sources")
BIT = {table: 1 << number for number, table in enumerate(TABLES)}
UNITS = BIT["units"]
# Of numbers: a quantity can begin; digits; an article; a number behind one. Of nouns: people; one alone; an age in one
# word; a thing of several words. Then: a piece of time; a state; a hyphen.
COUNTS, NUMERIC, ARTICLE, ROUND, PERSON, SINGLE, AGED, LONG, DATES, ACTOR, JOINED = (
    1 << len(TABLES) + number for number in range(11)
)


class Word:
    """What a token can say: `of` its readings by table, `bits` which steps they concern; `small` its marks and small
    words as (tokens, kind), and `kinds` those kinds alone; `piece` and `scaled` the number word that it is, alone and
    behind another one; `inside` whether it can join two of them; `noun` what it names without a number, as (tokens,
    sort, unit, whether its form is singular); `actor` the state that it names.
    """

    __slots__ = ("actor", "bits", "inside", "kind", "kinds", "noun", "of", "piece", "scaled", "settled", "small")

    def __init__(self, kind: str, matches: Sequence[Match] = (), mark: str | None = None) -> None:
        self.kind = kind
        self.of: dict[str, tuple[Match, ...]] = {}
        for match in matches:
            table = match.entry.table
            self.of[table] = (*self.of.get(table, ()), match)
        self.small: tuple[tuple[int, str], ...] = (*(((1, mark),) if mark else ()), *_small_words(self.of))
        self.kinds = frozenset([name for _, name in self.small])
        self.piece: Piece | None = None
        self.scaled: Piece | None = None
        if numbers := self.of.get("numbers"):
            self.piece, self.scaled = piece_of(numbers), piece_of(numbers, scaled=True)
        self.inside = False
        self.noun = _noun(self.of["units"]) if "units" in self.of else None
        self.actor: Demonym | None = None
        self.bits = _bits(self.of)
        self.settled = True

    def here(self, scan: Scan, at: int) -> Word:
        """The word that this one is at a token of a line. One that is not settled says nothing but this."""
        return self


class Opener(Word):
    """A form that can open phrases: which of them it can is told by the forms behind it, one after the other.

    `depth`: how many tokens behind it the next of them stands; `matches`: what it is whatever follows.
    """

    __slots__ = ("_behind", "_depth", "_form", "_matches", "_phrases", "_words")

    def __init__(self, words: Words, form: str, depth: int, phrases: Phrases, matches: Sequence[Match]) -> None:
        self.settled = False
        self._words, self._form, self._depth, self._phrases, self._matches = words, form, depth, phrases, matches
        self._behind: dict[str, Word] = {"": words.word(form, matches)}

    def here(self, scan: Scan, at: int) -> Word:
        try:
            after = scan.forms[at + self._depth]
        except IndexError:  # the line ends
            after = ""
        word = self._behind.get(after)
        if word is None:
            word = self._before(after)
            self._words.remember(self._behind, after, word)
        return word if word.settled else word.here(scan, at)

    def _before(self, after: str) -> Word:
        """The word before a form: phrases that cannot go on with it are left out for good."""
        possible = self._phrases.before(after)
        if not possible:
            return self._behind[""]
        matches = [*(one.match for one in possible if one.match.length == self._depth + 1), *self._matches]
        longer = Phrases.of([one for one in possible if one.match.length > self._depth + 1], self._depth)
        if longer is None:
            return self._words.word(self._form, matches)
        return Opener(self._words, self._form, self._depth + 1, longer, matches)


class Part(Word):
    """A word for "of them", which opens a part behind a mark: "12 dead, of them two children"."""

    __slots__ = ("_opens", "_plain")

    def __init__(self, plain: Word, opens: Word) -> None:
        self.settled = False
        self._plain, self._opens = plain, opens

    def here(self, scan: Scan, at: int) -> Word:
        return self._opens if at and scan.forms[at - 1] in _OPENING else self._plain


class Hyphen(Word):
    """A hyphen, which is no dash where it joins what stands on both sides without a space: "17-річна"."""

    __slots__ = ("_dash", "_joint")

    def __init__(self, joint: Word, dash: Word) -> None:
        self.settled = False
        self._joint, self._dash = joint, dash

    def here(self, scan: Scan, at: int) -> Word:
        return self._joint if at and scan.glued_to_next(at - 1) and scan.glued_to_next(at) else self._dash


class Words(dict[str, Word]):
    """The words of one language by form, each worked out when it is first met."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.lexicon = lexicon(code)
        self.thousands = thousands_of(self.lexicon)
        self._demonyms = demonyms(code)
        self._room = MAX_KNOWN
        self._quiet, self._number = Word(WORD), Word(NUMBER)
        self._number.bits = COUNTS | NUMERIC | DATES

    def __missing__(self, form: str) -> Word:
        word = self._read(form)
        self.remember(self, form, word)
        return word

    def remember(self, book: dict[str, Word], form: str, word: Word) -> None:
        """Puts a word in a book of this language, as long as there is room."""
        if self._room:
            self._room -= 1
            book[form] = word

    def _read(self, form: str) -> Word:
        kind = kind_of(form)
        if kind == NUMBER:
            return self._number
        if kind == MARK and form not in _LOOKED_UP:
            return Word(MARK, (), _PUNCTUATION.get(form))
        singles, phrases = self.lexicon.singles(form), self.lexicon.phrases(form)
        return Opener(self, form, 1, phrases, singles) if phrases is not None else self.word(form, singles)

    def word(self, form: str, matches: Sequence[Match]) -> Word:
        """The word of a form with these readings, and what the form says besides."""
        if form == "-":
            return Hyphen(self._made(form, matches), self._made(form, matches, "dash"))
        word = self._made(form, matches)
        opening = [(length, "including") for length, kind in word.small if kind == "of_them"]
        if not opening:
            return word
        opens = self._made(form, matches)
        opens.small, opens.kinds = (*opens.small, *opening), opens.kinds | {"including"}
        return Part(word, opens)

    def _made(self, form: str, matches: Sequence[Match], mark: str | None = None) -> Word:
        """A word by itself; one that says nothing is always the same."""
        actor = self._demonyms.of(form) if form[0].isalpha() else None
        named = actor is not None or form in self._demonyms.phrases
        joined = "-" in form
        if not (matches or mark or named or joined) and kind_of(form) == WORD:
            return self._quiet
        word = Word(kind_of(form), matches, mark)
        word.actor = actor
        word.bits |= (ACTOR if named else 0) | (JOINED if joined else 0)
        if joined and word.piece is None and not any(match.head == "no_news" for match in word.of.get("numbers", ())):
            word.piece = word.scaled = hyphened(form, self.lexicon)
            word.bits |= COUNTS if word.piece is not None else 0
        if word.piece is not None and word.piece.value in ROUND_NUMBERS:
            word.bits |= ROUND
        word.inside = any(
            match.entry.table == "numbers" and match.entry.path == ("inside",) and match.length == 1
            for match in matches
        )
        return word


@cache
def words_of(code: str) -> Words:
    """The words of a language met so far in this process."""
    return Words(code)


def _small_words(of: dict[str, tuple[Match, ...]]) -> list[tuple[int, str]]:
    """The small words of a token: all its readings in grammar.toml and scene.toml."""
    small: list[tuple[int, str]] = []
    for table in ("grammar", "scene"):
        matches = of.get(table, ())
        for length, _, head, _ in matches:
            longest, _, joins, _ = matches[0]
            if head == "but" and joins == "and" and length < longest:
                continue  # «а также» joins, though «а» alone is "but"
            small.append((length, head))
    return small


def _noun(units: tuple[Match, ...]) -> tuple[int, str, str, bool] | None:
    """The person, weapon or thing that a word names: the longest reading, but of "missiles and drones" the shortest,
    since without a number each is a weapon by itself.
    """
    found = [match for match in units if match.head in NOUN_SECTIONS]
    if not found:
        return None
    length, entry, head, _ = found[-1] if found[0].entry.path[1] == "mixed" else found[0]
    sort, one = NOUN_SECTIONS[head]
    return length, sort, entry.path[1], one


def _bits(of: dict[str, tuple[Match, ...]]) -> int:
    """What a word's readings say for which steps."""
    bits = sum(BIT[table] for table in of if table in BIT)
    for _, entry, head, _ in of.get("numbers", ()):
        bits |= ARTICLE if head == "article" else 0 if head in _NO_NUMERAL else COUNTS
        bits |= DATES if head == "cardinal" and isinstance(entry.value, int) else 0
    units = of.get("units", ())
    for match in units:
        bits |= SINGLE if match.head in _SINGLE else AGED if match.head == "aged" else 0
        bits |= PERSON if match.head == "person" else 0
    thing = next((match for match in units if match.head == "thing"), None)
    bits |= LONG if thing is not None and thing.length > 1 else 0
    if any(match.head in OPENS_TIME for match in of.get("time", ())):
        bits |= DATES
    return bits
