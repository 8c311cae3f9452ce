"""One sentence to one `Line`: its tokens, and in one pass from left to right all that they can say."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from saksi.detect.numerals import NumeralReader
from saksi.detect.quantities import counted_of
from saksi.detect.times import times_of
from saksi.gazetteer import Found, demonyms
from saksi.languages import NOTHING, Lexicon, Match, lexicon
from saksi.model import ActorName, Counted, Cue, Line, Marker, Noun, PlaceName, Sentence
from saksi.text import BREAK, WORD, Tokens

_PUNCTUATION = {
    ",": "comma", ";": "semicolon", ":": "colon", "(": "open", ")": "close", "[": "open", "]": "close",
    "–": "dash", "—": "dash", "-": "dash", "−": "dash", "/": "slash", "!": "stop", "?": "stop", "…": "stop", ".": "dot",
}  # fmt: skip
NOUN_SECTIONS = {
    "person": ("person", False), "person_one": ("person", True),
    "weapon": ("weapon", False), "weapon_one": ("weapon", True), "thing": ("thing", False),
}  # fmt: skip


class Scan:
    """The tokens of one sentence with the readings of each, as the steps of detection share them."""

    __slots__ = ("code", "ends", "first", "forms", "heads", "kinds", "matches", "numerals", "starts", "text", "words")

    def __init__(self, sentence: Sentence, tokens: Tokens, code: str) -> None:
        low, high = tokens.between(*sentence.span)
        kept = [i for i in range(low, high) if tokens.kinds[i] != BREAK]
        self.text = tokens.text
        self.forms = [tokens.forms[i] for i in kept]
        self.kinds = [tokens.kinds[i] for i in kept]
        self.starts = [tokens.starts[i] for i in kept]
        self.ends = [tokens.ends[i] for i in kept]
        self.first = low
        self.code = code
        self.words: Lexicon = lexicon(code)
        self.numerals = _numerals(code)
        match, forms = self.words.match, self.forms
        readings = [match(forms, i) if kind == WORD or forms[i] in _LOOKED_UP else NOTHING for i, kind in enumerate(self.kinds)]
        self.matches: list[tuple[Match, ...]] = [reading.matches for reading in readings]
        self.heads: list[frozenset[str]] = [reading.heads for reading in readings]

    def glued_to_next(self, index: int) -> bool:
        """Whether token `index` and the next stand without a space."""
        return index + 1 < len(self.starts) and self.ends[index] == self.starts[index + 1]

    def upper(self, index: int) -> bool:
        """Whether token `index` begins with a capital in the text."""
        return self.text[self.starts[index]].isupper()

    def read(self, index: int, table: str, *heads: str) -> tuple[int, tuple[str, ...]] | None:
        """(length, path) of the longest reading at a token in `table` whose section begins with one of `heads`."""
        if table not in self.heads[index]:
            return None
        for match in self.matches[index]:
            entry = match.entry
            if entry.table == table and (not heads or entry.path[0] in heads):
                return match.length, entry.path
        return None


_LOOKED_UP = frozenset("%$€£&№₴₽")


@cache
def _numerals(code: str) -> NumeralReader:
    return NumeralReader(lexicon(code))


@cache
def free_order(code: str) -> bool:
    """Whether a number may stand on either side of its cue (grammar.toml, features)."""
    features = lexicon(code).tables.get("grammar", {}).get("features", {})
    return bool(features.get("free_order", False))  # type: ignore[union-attr]


def line_of(sentence: Sentence, tokens: Tokens, code: str, refuse: str | None, found: list[Found]) -> Line:
    """The line of a sentence; with `refuse` every number in it is refused for that reason. `found`: the page's places."""
    scan = Scan(sentence, tokens, code)
    times = times_of(scan)
    counted = counted_of(scan, times, refuse)
    places = _places(scan, tokens, found)
    return Line(
        sentence=sentence, forms=scan.forms, starts=scan.starts, ends=scan.ends, counted=counted,
        cues=() if refuse else _cues(scan), markers=_markers(scan), nouns=_nouns(scan, counted),
        scopes=_scopes(scan), times=times, places=places, actors=_actors(scan), speech=_of_table(scan, "credit"),
        alerts=_of_table(scan, "alerts"), damage=_of_table(scan, "damage"), records=_of_table(scan, "records"),
        sources=_of_table(scan, "sources"),
        capitals=_capitals(scan), free_order=free_order(code),
    )  # fmt: skip


def _cues(scan: Scan) -> tuple[Cue, ...]:
    """Cues from left to right, the longest at each place; a word inside a cue opens no other."""
    cues: list[Cue] = []
    at = 0
    while at < len(scan.forms):
        step = 1
        for match in scan.matches[at] if "cues" in scan.heads[at] else ():
            if match.entry.table == "cues":
                path = match.entry.path
                if step == 1:
                    step = match.length
                if match.length < step:
                    break
                cues.append(Cue(at, at + match.length, path[0], path[1] if len(path) > 1 else "affected",
                                path[2] if len(path) > 2 else None, match.entry.words))  # fmt: skip
        at += step
    return tuple(cues)


def _markers(scan: Scan) -> tuple[Marker, ...]:
    """Small words and punctuation; all readings of a word, the longest phrase of each section."""
    markers: list[Marker] = []
    for at, form in enumerate(scan.forms):
        kind = _PUNCTUATION.get(form)
        if kind:
            markers.append(Marker(at, at + 1, kind))
        for match in scan.matches[at]:
            if match.entry.table in ("grammar", "scene") and match.entry.path[0] != "features":
                markers.append(Marker(at, at + match.length, match.entry.path[0]))
    return tuple(markers)


def _nouns(scan: Scan, counted: tuple[Counted, ...]) -> tuple[Noun, ...]:
    """People, weapons and things named outside any counted phrase."""
    taken = {i for item in counted for i in range(item.first, item.last)}
    nouns: list[Noun] = []
    at = 0
    while at < len(scan.forms):
        found = scan.read(at, "units", *NOUN_SECTIONS)
        if found is None or at in taken:
            at += 1
            continue
        length, path = found
        sort, one = NOUN_SECTIONS[path[0]]
        nouns.append(Noun(at, at + length, sort, path[1], one))
        at += length
    return tuple(nouns)


def _scopes(scan: Scan) -> tuple[tuple[int, int, str], ...]:
    """Phrases of scope.toml: (first, last, section)."""
    return tuple(
        (at, at + match.length, match.entry.path[0])
        for at, heads in enumerate(scan.heads)
        if "scope" in heads
        for match in scan.matches[at]
        if match.entry.table == "scope"
    )


def _capitals(scan: Scan) -> frozenset[int]:
    """Words that begin with a capital in the text."""
    text = scan.text
    return frozenset(at for at, start in enumerate(scan.starts) if text[start].isupper())


def _of_table(scan: Scan, table: str) -> tuple[Marker, ...]:
    """The words of one table in a line; the section's path joined by dots."""
    return tuple(
        Marker(at, at + match.length, ".".join(match.entry.path))
        for at, heads in enumerate(scan.heads)
        if table in heads
        for match in scan.matches[at]
        if match.entry.table == table
    )


def _actors(scan: Scan) -> tuple[ActorName, ...]:
    of = demonyms(scan.code).of
    return tuple(
        ActorName(at, at + 1, known.code, known.name, known.kind)
        for at, form in enumerate(scan.forms)
        if scan.kinds[at] == WORD and (known := of(form)) is not None
    )


def _places(scan: Scan, tokens: Tokens, found: list[Found]) -> tuple[PlaceName, ...]:
    """The page's places that lie in this line, in its own token numbers."""
    if not scan.starts:
        return ()
    low, high = scan.starts[0], scan.ends[-1]
    places = []
    for one in found:
        start, end = tokens.starts[one.first], tokens.ends[one.last - 1]
        if low <= start and end <= high:
            first, last = bisect_left(scan.starts, start), bisect_left(scan.ends, end) + 1
            places.append(PlaceName(first, last, one.candidates[:5], one.head, one.ambiguous_word))
    return tuple(places)
