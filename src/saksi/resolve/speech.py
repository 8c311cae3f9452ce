"""The words of speech of one line, by token: its verbs and titles, and which tokens a speaker's name may hold."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from saksi.gazetteer import load
from saksi.model import Counted, Credit, Line, Marker, Place

VERBS = frozenset(
    {"say", "tell", "add", "denial", "cannot_confirm", "accuse", "admit", "say_after", "according", "call", "relay"}
)
SILENT = "not_speech"
GAP = "_"  # in the words of a cue, where its number stands: "claimed _ lives" claims nothing
KIND_ORDER = (
    "rescue_service", "police", "medical", "military", "local_official", "government", "media", "organisation", "witness", "victim",
)  # fmt: skip
MAX_VERBS = 48  # verbs of speech of one sentence that are asked for their speakers
MARKS = frozenset({"comma", "semicolon", "colon", "stop", "open", "close", "dash"})
_INNER = frozenset({"relative", "but", "not", "be", "including"})


class Name(NamedTuple):
    """A speaker at tokens first..last (exclusive); `kind` as in the output contract."""

    first: int
    last: int
    kind: str


class Words:
    """The words of speech of a line, by token, ready for questions."""

    __slots__ = (
        "actors",
        "heads",
        "kinds",
        "line",
        "named",
        "one_of",
        "ones",
        "places",
        "roles",
        "size",
        "speaking",
        "spoken",
        "taken",
        "verbs",
    )

    def __init__(self, line: Line, named: frozenset[str] | None = None) -> None:
        """`named`: the words that the page writes with a capital inside a sentence; None where that is not known."""
        self.line = line
        self.named = named
        self.size = len(line.forms)
        self.kinds = line.kinds
        self.taken: set[int] = set()
        self.ones: set[int] = set()
        self.one_of: set[int] = set()
        for item in line.counted:
            if item.quantity.count == 1 and item.number[1] < self.size and "of" in self.kinds[item.number[1]]:
                self.one_of.add(item.number[0])
            elif _fills(item):
                self.taken.update(range(item.first, item.last))
            elif "article" in item.marks:
                self.ones.add(item.number[0])
        for words in line.times:
            self.taken.update(_tokens(line, words.span.start, words.span.end))
        self.roles: dict[int, set[str]] = {}
        longest: dict[int, Marker] = {}
        self.spoken: set[int] = set()
        titles = [m for m in line.speech if m.kind.startswith("role.")]
        costs = {cue.first for cue in line.cues if GAP in cue.words.split()}
        for marker in line.speech:
            head = marker.kind.split(".")
            if head[0] == "role" and len(titles) > 1 and _inside(marker, titles):
                continue  # the "military" of a "military administration"
            if head[0] == "role":
                for at in range(marker.first, marker.last):
                    self.roles.setdefault(at, set()).add(head[1])
            elif (head[0] in VERBS or head[0] == SILENT) and marker.first not in costs:
                known = longest.get(marker.first)
                if known is None or marker.last > known.last:
                    longest[marker.first] = marker
            elif marker.kind == "via":
                self.spoken.update(range(marker.first, marker.last))
            elif marker.kind in ("back", "platform"):
                self.taken.update(range(marker.first, marker.last))
        for cue in line.cues:
            self.taken.update([at for at in range(cue.first, cue.last) if at not in self.roles])
        self.taken |= self.spoken
        for at in self.spoken:
            self.roles.pop(at, None)
        self.verbs = _standing(longest.values())[:MAX_VERBS]
        self.speaking = {at for verb in self.verbs for at in range(verb.first, verb.last)}
        self.places = {i for name in line.places for i in range(name.first, name.last)}
        self.heads = {name.last for name in line.places if name.last < self.size and line.forms[name.last] == name.head}
        self.places |= self.heads
        self.actors = {actor.first for actor in line.actors if actor.kind == "country"}

    def _in_time(self, at: int) -> bool:
        start = self.line.starts[at]
        return any(words.span.start <= start < words.span.end for words in self.line.times)

    def _wall(self, at: int) -> bool:
        """A token that no name runs over."""
        if at in self.roles:
            return False
        kinds = self.kinds[at]
        return at in self.taken or bool(kinds & (MARKS | _INNER)) or self._verb_at(at) or self.line.forms[at] in QUOTES

    def _preposition(self, at: int) -> bool:
        """A small word of another phrase; "of" and articles behind it belong to a name."""
        kinds = self.kinds[at]
        if "function" not in kinds and "in" not in kinds and "from" not in kinds:
            return False
        if at == 0 and self._opens_by_name():
            return False
        if at and {at, at + 1} <= self.line.capitals and self.line.sentence.role != "headline":
            return False  # "Gubernur Oleh Kiper": a name that is also a small word
        return at not in self.roles and not (at and "of" in self.kinds[at - 1]) and "of" not in kinds

    def _place_of_role(self, role: int, at: int) -> bool:
        """Whether the small word at `at` joins a place to a title before it: "health ministry in Gaza"."""
        if at + 1 >= self.size or "in" not in self.kinds[at] or role < 0:
            return False
        place = at + 1 in self.places or at + 2 in self.places
        return place and (role in self.roles or any(i in self.roles for i in range(role, at)))

    def _word_of_name(self, at: int) -> bool:
        if at in self.roles:
            return True
        if at not in self.line.capitals or at in self.taken or at in self.ones:
            return False
        if at == 0 and self._opens_by_name():
            return True
        opens = at == 0 or self.line.forms[at - 1] in OPENS_SENTENCE  # a capital there may be of a small word
        return not opens or not (
            self.kinds[at]
            & {"function", "pronoun", "and", "but", "in", "from", "relative", "be", "not", "including", "as_of"}
        )

    def _ends_place(self, first: int, last: int) -> bool:
        """Whether the last word is the head of a place behind its name: «губернатор Рязанской области»."""
        return any(
            first <= name.first and name.last + 1 == last and self.line.forms[name.last] == name.head
            for name in self.line.places
        )

    def _opens_by_name(self) -> bool:
        """Whether the small word that opens the line is a name: "Oleh Kiper, the governor, said"."""
        if self.size < 4 or "by" not in self.kinds[0] or 1 not in self.line.capitals or 1 in self.places:
            return False
        return "comma" in self.kinds[2] and 3 in self.roles

    def _small(self, at: int) -> bool:
        return (
            self.line.forms[at][0].isalpha()
            and not self.kinds[at] & (_INNER | {"and"})
            and (at not in self.taken or self._in_time(at))
        )

    def _placed(self, at: int) -> bool:
        """A place behind a preposition: "in Kyiv the mayor said" begins the mayor's name behind it; an article is none."""
        if not at or at not in self.places or at in self.roles or "definite_before" in self.kinds[at - 1]:
            return False
        return self._preposition(at - 1)

    def _state(self, at: int) -> bool:
        """Whether a place can stand for its government: a country, or a capital said to speak."""
        name = next((name for name in self.line.places if name.first <= at < name.last), None)
        return name is not None and any(_speaks(place) for place in name.candidates[:1])

    def _verb_at(self, at: int) -> bool:
        return at in self.speaking

    def kind(self, first: int, last: int) -> str:
        """The kind of source that the roles in a name tell; `other` where none does."""
        found = set().union(*(self.roles.get(at, ()) for at in range(first, last)))
        return next((kind for kind in KIND_ORDER if kind in found), "other")


def credited(line: Line, name: Name, text: str) -> Credit:
    """The credit to a speaker by the words that name him."""
    span = line.span(name.first, name.last)
    return Credit(" ".join(text[slice(*span)].split()), name.kind, span)


def _inside(marker: Marker, titles: list[Marker]) -> bool:
    """Whether a title is a word of a longer one."""
    return any(
        other.first <= marker.first
        and marker.last <= other.last
        and other.last - other.first > marker.last - marker.first
        for other in titles
    )


def _fills(item: Counted) -> bool:
    """Whether a number stands in the way of a name; "first" may stand between a speaker and his verb."""
    return not item.marks & {"implicit", "article"} and item.refused != "ordinal"


QUOTES = frozenset('“”«»„"‘’')
OPENING = frozenset('“«„"‘')
OPENS_SENTENCE = OPENING | {":"}
CLOSING = frozenset('”»“"')


def names_of(lines: tuple[Line, ...]) -> frozenset[str]:
    """The words that a page writes with a capital inside a sentence."""
    return frozenset(line.forms[at] for line in lines for at in line.capitals if at > 0)


def _standing(verbs: object) -> list[Marker]:
    """Verbs that lie in no longer one, and none that lies in a phrase that is no speech."""
    kept: list[Marker] = []
    reached = 0
    for verb in sorted(verbs, key=lambda m: (m.first, -m.last)):  # type: ignore[call-overload]
        if verb.first >= reached:
            reached = verb.last
            if verb.kind.split(".")[0] != SILENT:
                kept.append(verb)
    return kept


def _speaks(place: Place) -> bool:
    """Whether a place's name can stand for a government: a country or its capital."""
    if place.precision == "country":
        return True
    try:
        capital = load().capital(place.country)
    except KeyError:
        return False
    return place.precision == "city" and place.name.endswith(capital.name)  # the table has New Delhi beside Delhi


def _tokens(line: Line, start: int, end: int) -> range:
    return range(bisect_left(line.starts, start), bisect_right(line.ends, end))
