"""One sentence to one `Line`: its tokens, and in one pass from left to right all that they can say."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from operator import itemgetter

from saksi.detect.quantities import counted_of
from saksi.detect.scan import Scan
from saksi.detect.times import times_of
from saksi.detect.words import ACTOR, BIT, JOINED, UNITS
from saksi.gazetteer import Found, demonyms
from saksi.languages import lexicon
from saksi.model import ActorName, Counted, Cue, Line, Marker, Noun, PlaceName, Sentence
from saksi.text import WORD, Tokens

_new = tuple.__new__  # makes a Marker at once: a line has many, and a NamedTuple's own constructor is dear
_FIRST = itemgetter(0)
_NONE: frozenset[str] = frozenset()


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
    kinds = (*[word.kinds for word in scan.said], _NONE)
    return Line(
        sentence=sentence, forms=scan.forms, starts=scan.starts, ends=scan.ends, counted=counted,
        cues=() if refuse else _cues(scan), small=tuple([word.small for word in scan.said]),
        nouns=_nouns(scan, counted), kinds=kinds, marked=_NONE.union(*kinds),
        scopes=_scopes(scan), times=times, places=places, actors=_actors(scan), speech=_of_table(scan, "credit"),
        alerts=_of_table(scan, "alerts"), damage=_of_table(scan, "damage"), records=_of_table(scan, "records"),
        sources=_of_table(scan, "sources"),
        capitals=_capitals(scan, tokens), free_order=free_order(code),
    )  # fmt: skip


def _cues(scan: Scan) -> tuple[Cue, ...]:
    """Cues from left to right, the longest at each place; a word inside a cue opens no other."""
    if not scan.bits & BIT["cues"]:
        return ()
    cues: list[Cue] = []
    reached = 0
    named = _weapon_names(scan)
    for at, matches in scan.where("cues"):
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
        at + more for at, matches in scan.where("units") for match in matches
        if match.head in ("weapon", "weapon_one") for more in range(1, match.length)
    }  # fmt: skip
    return {
        at
        for at in named
        if at + 1 >= len(scan.forms) or at + 1 in named or not scan.upper(at + 1) or scan.read(at + 1, "units")
    }


def _nouns(scan: Scan, counted: tuple[Counted, ...]) -> tuple[Noun, ...]:
    """People, weapons and things named outside any counted phrase."""
    if not scan.bits & UNITS:
        return ()
    taken = {i for item in counted for i in range(item.first, item.last)}
    nouns: list[Noun] = []
    reached = 0
    for at, word in scan.told:
        if word.noun is None or at < reached or at in taken:
            continue
        length, sort, unit, one = word.noun
        if sort == "weapon" and _of_kind(scan, at + length):
            continue
        nouns.append(Noun(at, at + length, sort, unit, one))
        reached = at + length
    return tuple(nouns)


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
    if not scan.bits & BIT["scope"]:
        return ()
    return tuple([(at, at + match.length, match.head) for at, matches in scan.where("scope") for match in matches])


def _capitals(scan: Scan, tokens: Tokens) -> frozenset[int]:
    """Words that begin with a capital in the text, or hold one behind a hyphen ("al-Masry")."""
    text, starts, first = scan.text, scan.starts, scan.first
    named, last = tokens.named, first + len(starts)
    if starts and tokens.starts[last - 1] == starts[-1]:  # no line break was left out
        own = named[bisect_left(named, first) : bisect_left(named, last)]
        capitals = [at - first for at in own if text[starts[at - first]].isupper()]
    else:
        capitals = [at for at, start in enumerate(starts) if text[start].isupper()]
    if scan.bits & JOINED:
        capitals += [at for at in scan.having(JOINED) if text[starts[at] : scan.ends[at]] != scan.forms[at]]
    return frozenset(capitals)


def _of_table(scan: Scan, table: str) -> tuple[Marker, ...]:
    """The words of one table in a line; the section's path joined by dots."""
    bit = BIT[table]
    if not scan.bits & bit:
        return ()
    return tuple([
        _new(Marker, (at, at + length, path))
        for at, word in scan.told if word.bits & bit for length, _, _, path in word.of[table]
    ])  # fmt: skip


def _actors(scan: Scan) -> tuple[ActorName, ...]:
    """The states that words name or belong to; what a form is in a language is remembered there."""
    actors = []
    for at in scan.having(ACTOR):
        if (named := demonyms(scan.code).named(scan.forms, at)) is not None:
            length, name = named
            actors.append(ActorName(at, at + length, name.code, name.name, name.kind))
        elif (found := scan.said[at].actor) is not None:
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
