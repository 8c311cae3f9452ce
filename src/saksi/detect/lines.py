"""One sentence to one `Line`: its tokens, and in one pass from left to right all that they can say."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cache
from operator import itemgetter

from saksi.detect.numerals import NumeralReader
from saksi.detect.quantities import counted_of
from saksi.detect.times import times_of
from saksi.gazetteer import Found, demonyms
from saksi.languages import Lexicon, Match, lexicon
from saksi.model import ActorName, Counted, Cue, Line, Marker, Noun, PlaceName, Sentence
from saksi.text import BREAK, MARK, NUMBER, WORD, Tokens

_PUNCTUATION = {
    ",": "comma", ";": "semicolon", ":": "colon", "(": "open", ")": "close", "[": "open", "]": "close",
    "–": "dash", "—": "dash", "-": "dash", "−": "dash", "/": "slash", "!": "stop", "?": "stop", "…": "stop", ".": "dot",
}  # fmt: skip
NOUN_SECTIONS = {
    "person": ("person", False), "person_one": ("person", True), "person_sole": ("person", True),
    "weapon": ("weapon", False), "weapon_one": ("weapon", True), "thing": ("thing", False),
}  # fmt: skip


class Scan:
    """The tokens of one sentence with the readings of each, as the steps of detection share them."""

    __slots__ = (
        "code",
        "counting",
        "dating",
        "ends",
        "first",
        "forms",
        "kinds",
        "numerals",
        "of",
        "starts",
        "text",
        "where",
        "words",
    )

    def __init__(self, sentence: Sentence, tokens: Tokens, code: str) -> None:
        low, high = tokens.between(*sentence.span)
        self.text = tokens.text
        self.forms, self.kinds = tokens.forms[low:high], tokens.kinds[low:high]
        self.starts, self.ends = tokens.starts[low:high], tokens.ends[low:high]
        if BREAK in self.kinds:
            kept = [i for i, kind in enumerate(self.kinds) if kind != BREAK]
            self.forms, self.kinds = [self.forms[i] for i in kept], [self.kinds[i] for i in kept]
            self.starts, self.ends = [self.starts[i] for i in kept], [self.ends[i] for i in kept]
        self.first = low
        self.code = code
        self.words: Lexicon = lexicon(code)
        self.numerals = _numerals(code)
        # `of`: token -> table -> its readings. `where`: table -> (token, readings), so that each step looks only where
        # its own table has something to say. `counting`: tokens at which a quantity can begin at all; `dating`: a time.
        opened, alone, forms = self.words.opened, self.words.alone, self.forms
        self.of: list[dict[str, tuple[Match, ...]]] = []
        self.where: defaultdict[str, list[tuple[int, tuple[Match, ...]]]] = defaultdict(list)
        self.counting: list[int] = []
        self.dating: list[int] = []
        where, counting, dating = self.where, self.counting, self.dating
        for at, (form, kind) in enumerate(zip(forms, self.kinds, strict=True)):
            if kind == WORD or form in _LOOKED_UP:
                of = (alone.get(form) or opened(forms, at)).of
                if of:
                    for table, matches in of.items():
                        where[table].append((at, matches))
                    if "numbers" in of:
                        counting.append(at)
                        dating.append(at)
                    else:
                        if "units" in of or "-" in form:
                            counting.append(at)
                        if "time" in of:
                            dating.append(at)
                elif "-" in form:
                    counting.append(at)
            else:
                of = _NO_READING
                if kind == NUMBER:
                    counting.append(at)
                    dating.append(at)
            self.of.append(of)

    def glued_to_next(self, index: int) -> bool:
        """Whether token `index` and the next stand without a space."""
        return index + 1 < len(self.starts) and self.ends[index] == self.starts[index + 1]

    def upper(self, index: int) -> bool:
        """Whether token `index` begins with a capital in the text."""
        return self.text[self.starts[index]].isupper()

    def read(self, index: int, table: str, *heads: str) -> tuple[int, tuple[str, ...]] | None:
        """(length, path) of the longest reading at a token in `table` whose section begins with one of `heads`."""
        matches = self.of[index].get(table)
        if matches is not None:
            for length, entry, head, _ in matches:
                if not heads or head in heads:
                    return length, entry.path
        return None


_new = tuple.__new__  # makes a Marker at once: a line has many, and a NamedTuple's own constructor is dear
_FIRST = itemgetter(0)
_OPENING = frozenset(",(–—:")
_NO_READING: dict[str, tuple[Match, ...]] = {}
_LOOKED_UP = frozenset("%$€£&№₴₽-+")


@cache
def _numerals(code: str) -> NumeralReader:
    return NumeralReader(lexicon(code))


@cache
def free_order(code: str) -> bool:
    """Whether a number may stand on either side of its cue (grammar.toml, features)."""
    return bool(lexicon(code).features.get("free_order", False))


def line_of(sentence: Sentence, tokens: Tokens, code: str, refuse: str | None, found: list[Found]) -> Line:
    """The line of a sentence; with `refuse` every number in it is refused so. `found`: the page's places."""
    scan = Scan(sentence, tokens, code)
    times = times_of(scan)
    counted = counted_of(scan, times, refuse)
    places = _places(scan, tokens, found)
    markers = _markers(scan)
    kinds = _kinds(markers, len(scan.forms))
    return Line(
        sentence=sentence, forms=scan.forms, starts=scan.starts, ends=scan.ends, counted=counted,
        cues=() if refuse else _cues(scan), markers=markers,
        nouns=_nouns(scan, counted), kinds=kinds, marked=_NONE.union(*kinds),
        scopes=_scopes(scan), times=times, places=places, actors=_actors(scan), speech=_of_table(scan, "credit"),
        alerts=_of_table(scan, "alerts"), damage=_of_table(scan, "damage"), records=_of_table(scan, "records"),
        sources=_of_table(scan, "sources"),
        capitals=_capitals(scan), free_order=free_order(code),
    )  # fmt: skip


def _cues(scan: Scan) -> tuple[Cue, ...]:
    """Cues from left to right, the longest at each place; a word inside a cue opens no other."""
    if "cues" not in scan.where:
        return ()
    cues: list[Cue] = []
    reached = 0
    named = _weapon_names(scan)
    for at, matches in scan.where["cues"]:
        if at < reached or at in named:
            continue
        reached = at + matches[0].length
        for match in matches:
            if match.length < matches[0].length:
                break
            path = match.entry.path
            cues.append(Cue(at, reached, path[0], path[1] if len(path) > 1 else "affected",
                            path[2] if len(path) > 2 else None, match.entry.words))  # fmt: skip
    return tuple(cues)


def _weapon_names(scan: Scan) -> set[int]:
    """The further tokens of weapons' names ("34 drone serang"); a place behind one makes a verb of it."""
    named = {
        at + more for at, matches in scan.where.get("units", ()) for match in matches
        if match.head in ("weapon", "weapon_one") for more in range(1, match.length)
    }  # fmt: skip
    return {
        at
        for at in named
        if at + 1 >= len(scan.forms) or at + 1 in named or not scan.upper(at + 1) or scan.read(at + 1, "units")
    }


def _hyphen(scan: Scan, at: int) -> bool:
    """Whether a mark joins what stands on both sides without a space: "17-річна" holds no dash."""
    return at > 0 and scan.glued_to_next(at - 1) and scan.glued_to_next(at)


def _markers(scan: Scan) -> tuple[Marker, ...]:
    """Small words and punctuation; all readings of a word, the longest phrase of each section."""
    markers = [
        _new(Marker, (at, at + 1, mark))
        for at, kind in enumerate(scan.kinds)
        if kind == MARK
        and (mark := _PUNCTUATION.get(scan.forms[at])) is not None
        and not (scan.forms[at] == "-" and _hyphen(scan, at))
    ]
    for table in ("grammar", "scene"):
        for at, matches in scan.where.get(table, ()):
            longest, _, joins, _ = matches[0]
            for length, _, head, _ in matches:
                if head == "but" and joins == "and" and length < longest:
                    continue  # «а также» joins, though «а» alone is "but"
                markers.append(_new(Marker, (at, at + length, head)))
                if head == "of_them" and at and scan.forms[at - 1] in _OPENING:
                    markers.append(
                        Marker(at, at + length, "including")
                    )  # "12 dead, of them two children": it opens a part
    markers.sort(key=_FIRST)
    return tuple(markers)


def _kinds(markers: tuple[Marker, ...], size: int) -> tuple[frozenset[str], ...]:
    """The kinds of small words by token; the sets are shared, since a text has few different ones."""
    kinds = [_NONE] * (size + 1)
    for first, _, kind in markers:
        kinds[first] = _with_kind(kinds[first], kind)
    return tuple(kinds)


_NONE: frozenset[str] = frozenset()


@cache
def _with_kind(kinds: frozenset[str], kind: str) -> frozenset[str]:
    return kinds | {kind}


def _nouns(scan: Scan, counted: tuple[Counted, ...]) -> tuple[Noun, ...]:
    """People, weapons and things named outside any counted phrase."""
    if not scan.where.get("units", ()):
        return ()
    taken = {i for item in counted for i in range(item.first, item.last)}
    nouns: list[Noun] = []
    reached = 0
    for at, _ in scan.where.get("units", ()):
        if at < reached or at in taken:
            continue
        found = scan.read(at, "units", *NOUN_SECTIONS)
        if found is not None:
            length, path = _alone(scan, at) if found[1][1] == "mixed" else found
            sort, one = NOUN_SECTIONS[path[0]]
            if sort == "weapon" and _of_kind(scan, at + length):
                continue
            nouns.append(Noun(at, at + length, sort, path[1], one))
            reached = at + length
    return tuple(nouns)


def _alone(scan: Scan, at: int) -> tuple[int, tuple[str, ...]]:
    """The shortest reading of "missiles and drones": without a number each is a weapon by itself."""
    found = [m for m in scan.of[at]["units"] if m.entry.path[0] in NOUN_SECTIONS]
    return found[-1].length, found[-1].entry.path


def _of_kind(scan: Scan, after: int) -> bool:
    """Whether a weapon's name only says of what kind the noun behind it is, and that is no attack: "missile
    fragments".
    """
    size = len(scan.forms)
    joined = (
        after + 2 if after + 2 < size and scan.read(after, "grammar", "and") else after
    )  # "rocket and car industry"
    found = scan.read(joined, "units", "head") if joined < size else None
    return found is not None and found[1][-1] != "attack"


def _scopes(scan: Scan) -> tuple[tuple[int, int, str], ...]:
    """Phrases of scope.toml: (first, last, section)."""
    return tuple(
        [(at, at + match.length, match.head) for at, matches in scan.where.get("scope", ()) for match in matches]
    )


def _capitals(scan: Scan) -> frozenset[int]:
    """Words that begin with a capital in the text, or hold one behind a hyphen ("al-Masry")."""
    text = scan.text
    capitals = {at for at, start in enumerate(scan.starts) if text[start].isupper()}
    capitals.update(
        at for at in scan.counting if "-" in scan.forms[at] and text[scan.starts[at] : scan.ends[at]] != scan.forms[at]
    )
    return frozenset(capitals)


def _of_table(scan: Scan, table: str) -> tuple[Marker, ...]:
    """The words of one table in a line; the section's path joined by dots."""
    found = scan.where.get(table)
    return (
        tuple([_new(Marker, (at, at + length, path)) for at, matches in found for length, _, _, path in matches])
        if found
        else ()
    )


def _actors(scan: Scan) -> tuple[ActorName, ...]:
    """The states that words name or belong to; what a form is in a language is remembered there."""
    table = demonyms(scan.code)
    known, phrases = table.known, table.phrases
    actors = []
    for at in [at for at, form in enumerate(scan.forms) if known[form] is not None or form in phrases]:
        form = scan.forms[at]
        if form in phrases and (named := table.named(scan.forms, at)) is not None:
            length, name = named
            actors.append(ActorName(at, at + length, name.code, name.name, name.kind))
        elif (found := known[form]) is not None:
            actors.append(ActorName(at, at + 1, found.code, found.name, _owner(scan, at) or found.kind))
    return tuple(actors)


def _owner(scan: Scan, at: int) -> str | None:
    """What a state's name says of the noun before it, where a language puts it so: "drone Rusia" is of Russia, "warga
    Palestina" are its people; None where it stands for the state.
    """
    if not scan.words.features.get("head_first"):
        return None
    for back in (at - 1, at - 2):
        if back < 0 or scan.kinds[back] != WORD:
            return None
        for kind, *where in _OWNED:
            if any(_reaches(scan, i, back, where) for i in (back, back - 1, back - 2) if i >= 0):
                return kind if kind != "state" and not _inside_thing(scan, back) else None
        if scan.of[back]:
            return None
    return None


_OWNED = (
    ("owner", "units", "weapon"), ("owner", "scene", "attack"), ("state", "units", "person.soldier"), ("state", "credit", "role.military"),
    ("people", "units", "person", "person_one"), ("people", "credit", "role"),
)  # fmt: skip


def _inside_thing(scan: Scan, at: int) -> bool:
    """Whether a noun is part of a longer one that is no weapon: "peluncur rudal"."""
    return any(_reaches(scan, i, at, ["units", "thing"]) for i in (at - 1, at - 2) if i >= 0)


def _reaches(scan: Scan, first: int, last: int, where: list[str]) -> bool:
    """Whether a reading of a table's section ("role", "role.military") that begins at `first` ends with token `last`."""
    table, *sections = where
    return any(
        first + match.length == last + 1
        and (match.entry.path[0] in sections or ".".join(match.entry.path[:2]) in sections)
        for match in scan.of[first].get(table, ())
    )


def _common(scan: Scan, at: int, found: Found) -> bool:
    """Whether a place of one token is a common noun of the language: "Kota", "Negara" before a name with a capital."""
    if found.last - found.first > 1 or found.head is not None or at >= len(scan.of):
        return False
    return scan.read(at, "units", "thing") is not None and scan.words.features.get("head_first") is not None


def _places(scan: Scan, tokens: Tokens, found: list[Found]) -> tuple[PlaceName, ...]:
    """The page's places that lie in this line, in its own token numbers."""
    if not scan.starts:
        return ()
    high = scan.ends[-1]
    places = []
    for number in range(bisect_left(found, scan.first, key=_FIRST), len(found)):
        one = found[number]
        start, end = tokens.starts[one.first], tokens.ends[one.last - 1]
        if start > high:
            break
        if end <= high and not _common(scan, bisect_left(scan.starts, start), one):
            first, last = bisect_left(scan.starts, start), bisect_left(scan.ends, end) + 1
            places.append(PlaceName(first, last, one.candidates[:5], one.head, one.ambiguous_word))
    return tuple(places)
