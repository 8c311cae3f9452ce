"""The words of speech of one line: its verbs, and where the name of a speaker begins and ends.

A speaker's name is a stretch of titles (`role` words) and words with a capital, with small words that join them
("head of the
regional administration Oleh Kiper"). It ends at marks, prepositions, numbers, cues, times and verbs. A bare place
is a speaker
only as a state ("Moscow says"), never behind a preposition.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from saksi.gazetteer import load
from saksi.model import Counted, Line, Marker, Place

VERBS = frozenset(
    {"say", "tell", "add", "denial", "cannot_confirm", "accuse", "admit", "say_after", "according", "call", "relay"}
)
SILENT = "not_speech"
GAP = "_"  # in the words of a cue, where its number stands: "claimed _ lives" claims nothing
KIND_ORDER = (
    "rescue_service", "police", "medical", "military", "local_official", "government", "media", "organisation", "witness", "victim",
)  # fmt: skip
MAX_VERBS = 48  # verbs of speech of one sentence that are asked for their speakers
MAX_NAME = 14  # tokens of a speaker with all titles
MAX_SMALL = 4  # small words in a row inside a name
MAX_STEP = 3  # small words between a name and its verb ("has since", "also")
CLAUSE_NEAR = 4  # tokens between a relative pronoun and the name in its clause
MAX_ASIDE = 9  # tokens between the commas of an aside
_MARKS = frozenset({"comma", "semicolon", "colon", "stop", "open", "close", "dash"})
_WALLS = frozenset({"semicolon", "stop", "colon", "but", "relative"})
_INNER = frozenset({"relative", "but", "not", "be", "including"})


class Name(NamedTuple):
    """A speaker at tokens first..last (exclusive); `kind` as in the output contract."""

    first: int
    last: int
    kind: str


class Speech:
    """The words of speech of a line, by token, ready for questions."""

    __slots__ = (
        "actors",
        "kinds",
        "line",
        "named",
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
        for item in line.counted:
            if _fills(item):
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
            elif marker.kind == "back":
                self.taken.update(range(marker.first, marker.last))
        for cue in line.cues:
            self.taken.update([at for at in range(cue.first, cue.last) if at not in self.roles])
        self.taken |= self.spoken
        for at in self.spoken:
            self.roles.pop(at, None)
        self.verbs = _standing(longest.values())[:MAX_VERBS]
        self.speaking = {at for verb in self.verbs for at in range(verb.first, verb.last)}
        self.places = {i for name in line.places for i in range(name.first, name.last)}
        self.actors = {actor.first for actor in line.actors if actor.kind == "country"}

    # --- names ------------------------------------------------------------------------------------------------------

    def name_from(self, at: int) -> Name | None:
        """The speaker that begins at a token or a few small words after it."""
        while at in self.spoken:
            at += 1
        if at + 1 < self.size and self.line.forms[at] in QUOTES and at + 1 in self.roles:
            at += 1  # an outlet's name in quotation marks: «Суспильне»
        first = at
        while first < self.size and first - at < MAX_STEP and not self._word_of_name(first) and self._small(first):
            first += 1
        last = first
        while last < self.size and last - first < MAX_NAME:
            if "open" in self.kinds[last] and last > first and (close := self._abbreviation(last)):
                last = close
                continue
            if self._wall(last) or (self._preposition(last) and last > first and not self._place_of_role(first, last)):
                break
            last += 1
        return self._name(first, last)

    def name_to(self, last: int) -> Name | None:
        """The speaker that ends before token `last`, or before an aside that ends there.

        "Oleh Kiper, the governor, said"; "Kyiv's mayor, Vitali Klitschko, first said"; "the ministry, for its part,
        said".
        """
        end = self._step_back(self._over_time(last))
        if end > 1 and "relative" in self.kinds[end - 1] and "comma" in self.kinds[end - 2]:
            return self._plain(end - 2)  # "the governor, who says"
        if end == 0:
            return None
        if "close" in self.kinds[end - 1]:
            end = self._bracket(end)
        if not (end and self.kinds[end - 1] & {"comma", "dash"}):
            return self._plain(end)
        opening = next(
            (i for i in range(end - 2, max(end - 2 - MAX_ASIDE, -1), -1) if self.kinds[i] & {"comma", "dash"}), None
        )
        if opening is None:
            return None
        if "relative" in self.kinds[opening + 1] and (head := self._name(self._back(opening), opening)) is not None:
            return head if any(at in self.roles for at in range(head.first, head.last)) else None
        if any(self.kinds[i] & _WALLS for i in range(opening, end - 1)):
            return None
        aside, before = self._name(self._back(end - 1), end - 1), self._name(self._back(opening), opening)
        if before is None:
            return None if aside is None or opening else aside
        if aside is None or aside.first <= opening:
            return before
        return Name(before.first, aside.last, self.kind(before.first, aside.last))

    def _plain(self, end: int) -> Name | None:
        """The name right before a token; a title before the place that stands there: "a monitor based in Britain
        said".
        """
        start = self._back(end)
        name = self._name(start, end)
        if name is not None and (head := self._of_clause(name)) is not None:
            return head
        if (name is not None and not self.line.free_order) or not (start and self._preposition(start - 1)):
            return name
        before = self._step_back(start - 1)
        titled = self._name(self._back(before), before)
        return (
            titled if titled is not None and any(at in self.roles for at in range(titled.first, titled.last)) else name
        )

    def _of_clause(self, name: Name) -> Name | None:
        """The title before a relative clause that ends in a name: "the ministry that Hamas runs said"."""
        at = next(
            (i for i in range(name.first - 1, max(name.first - CLAUSE_NEAR, -1), -1) if "relative" in self.kinds[i]),
            None,
        )
        if not at:
            return None
        head = self._name(self._back(at), at)
        return (
            head
            if head is not None and head.last == at and any(i in self.roles for i in range(head.first, at))
            else None
        )

    def _step_back(self, last: int) -> int:
        """Over the small words between a speaker and his verb."""
        end = last
        while (
            end
            and last - end < MAX_STEP
            and not self._word_of_name(end - 1)
            and not self.kinds[end - 1] & (_MARKS | {"relative", "but", "and"})
        ):
            if end - 1 in self.taken and end - 1 not in self.spoken and not self._in_time(end - 1):
                break
            end -= 1
        return end

    def _over_time(self, last: int) -> int:
        """Over a time that stands between a speaker and his verb, brackets and all: "polisi, Minggu (5/5),
        mengatakan".
        """
        end = last - 1 if last > 1 and "close" in self.kinds[last - 1] else last
        inside = end
        while inside and (self._in_time(inside - 1) or (inside < end and "open" in self.kinds[inside - 1])):
            inside -= 1
        return inside if inside < end else last

    def _in_time(self, at: int) -> bool:
        start = self.line.starts[at]
        return any(words.span.start <= start < words.span.end for words in self.line.times)

    def _back(self, end: int) -> int:
        """Where the name that ends at `end` begins."""
        start = end
        while start and end - start < MAX_NAME:
            at = start - 1
            if "close" in self.kinds[at] and (opening := self._bracket(start)) < start:
                start = opening
                continue
            if self._wall(at) or (self._preposition(at) and not self._place_of_role(at - 1, at)):
                break
            start = at
        return start

    def _bracket(self, end: int) -> int:
        """The token of the bracket that closes before `end`, where it holds an abbreviation only ("(DSNS)")."""
        opening = next((i for i in range(end - 2, max(end - 5, -1), -1) if "open" in self.kinds[i]), None)
        return opening if opening is not None else end

    def _wall(self, at: int) -> bool:
        """A token that no name runs over."""
        if at in self.roles:
            return False
        kinds = self.kinds[at]
        return at in self.taken or bool(kinds & (_MARKS | _INNER)) or self._verb_at(at) or self.line.forms[at] in QUOTES

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
        opens = at == 0 or self.line.forms[at - 1] in OPENING  # a capital there may be of a small word
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

    def _name(self, first: int, last: int) -> Name | None:
        """The name between two tokens without the small words at its edges; None where nothing names anybody."""
        while first < last and not self._word_of_name(first):
            first += 1
        while first + 1 < last and self._placed(first) and not self._placed(first + 1):
            first = next((at for at in range(first + 1, last) if self._word_of_name(at)), first + 1)
        while last > first and not self._word_of_name(last - 1) and not self._ends_place(first, last):
            last -= 1
        first = self._after_small(first, last)
        last = self._before_bracket(first, last)
        if first >= last:
            return None
        if any("close" in self.kinds[at] for at in range(first, last)):
            closed = max(at for at in range(first, last) if "close" in self.kinds[at])
            if not any("open" in self.kinds[at] for at in range(first, closed)):
                return self._name(closed + 1, last)  # "(Agency) Ukraine" begins behind the bracket
        if any(at in self.roles for at in range(first, last)):
            return Name(first, last, self.kind(first, last))
        words = [at for at in range(first, last) if self._word_of_name(at)]
        if all(at in self.places or at in self.actors for at in words):
            behind = first > 0 and bool(self.kinds[first - 1] & {"function", "in", "from", "of"})
            state = any(at in self.actors for at in words) or self._state(first)
            return Name(first, last, "government") if state and not behind else None
        if words == [0] and self.named is not None and self.line.forms[0] not in self.named:
            return None  # a capital only because the sentence begins
        return Name(first, last, "other") if words else None

    def _abbreviation(self, opening: int) -> int:
        """The token behind brackets that hold one abbreviation ("Донецкая Народная Республика (ДНР)"), or 0."""
        closed = opening + 2 < self.size and "close" in self.kinds[opening + 2]
        return opening + 3 if closed and opening + 1 in self.line.capitals and opening + 3 in self.line.capitals else 0

    def _placed(self, at: int) -> bool:
        """A place behind a preposition: "in Kyiv the mayor said" begins the mayor's name behind it; an article is none."""
        if not at or at not in self.places or at in self.roles or "definite_before" in self.kinds[at - 1]:
            return False
        return self._preposition(at - 1)

    def _before_bracket(self, first: int, last: int) -> int:
        """The end of a name without the bracket that it opens and does not close: "Magen David Adom (MDA"."""
        opened = next((at for at in range(last - 1, first, -1) if self.kinds[at] & {"open", "close"}), None)
        return opened if opened is not None and "open" in self.kinds[opened] else last

    def _after_small(self, first: int, last: int) -> int:
        """The first token of the last stretch that no long run of small words breaks."""
        run = 0
        for at in range(first, last):
            run = 0 if self._word_of_name(at) else run + 1
            if run > MAX_SMALL:
                return self._after_small(next((i for i in range(at, last) if self._word_of_name(i)), last), last)
        return first

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
