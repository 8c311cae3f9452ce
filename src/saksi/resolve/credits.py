"""Whose word it is: the speaker that a sentence names, and how far his word reaches.

A speaker is named beside a verb of speech or behind "according to". His word holds for the sentence, or for his part of it
where two speak; it is carried to the next sentence only on a written sign (a pronoun with a verb of speech, "added", a
quotation still open), never over a paragraph, never past the narrator's own sentence.
"""

from __future__ import annotations

from saksi.model import Credit, Credited, Line, Marker

VERBS = frozenset({"say", "denial", "cannot_confirm", "accuse", "admit"})
STANCE = {"denial": "denies", "cannot_confirm": "cannot_confirm", "accuse": "accuses", "admit": "admits"}
KIND_ORDER = (
    "rescue_service", "police", "medical", "military", "local_official", "government", "media", "organisation", "witness", "victim",
)  # fmt: skip
KINDS = frozenset(KIND_ORDER)
MAX_NAME = 14  # tokens of a speaker with all titles
_STOPS = frozenset({"comma", "semicolon", "colon", "stop", "open", "close", "dash"})
_CLAUSE = frozenset({"semicolon", "stop", "but"})


class Speech:
    """The words of speech of a line, by token, ready for questions."""

    __slots__ = ("kinds", "line", "taken", "verbs")

    def __init__(self, line: Line) -> None:
        self.line = line
        size = len(line.forms)
        self.kinds: list[set[str]] = [set() for _ in range(size + 1)]
        for marker in line.markers:
            self.kinds[marker.first].add(marker.kind)
        self.taken = {i for item in line.counted if "implicit" not in item.marks for i in range(item.first, item.last)}
        self.taken |= {i for cue in line.cues for i in range(cue.first, cue.last)}
        longest: dict[int, Marker] = {}
        for marker in line.speech:
            known = longest.get(marker.first)
            if known is None or marker.last > known.last:
                longest[marker.first] = marker
        self.verbs = [m for m in longest.values() if m.kind.split(".")[0] in VERBS or m.kind in ("according", "say_after")]

    def name_from(self, at: int) -> tuple[int, int] | None:
        """The speaker that begins at a token: titles, names and what joins them, up to a mark, a verb, a number, a cue."""
        line, end = self.line, at
        named = False
        while end < len(line.forms) and end - at < MAX_NAME:
            if end in self.taken or self._verb_at(end) or self._stops(end, end > at):
                break
            named = named or self._names(end)
            end += 1
        return self._trim(at, end) if named else None

    def name_to(self, last: int) -> tuple[int, int] | None:
        """The speaker that ends before token `last`: read backwards to a mark, a cue, a number.

        An aside is stepped over: "Oleh Kiper, the governor, said"; "Kyiv's mayor, Vitali Klitschko, said".
        """
        aside = last > 0 and "comma" in self.kinds[last - 1]
        start = last - 1 if aside else last
        end = start
        named, crossed = False, False
        while start > 0 and end - start < MAX_NAME:
            at = start - 1
            if at in self.taken or self._verb_at(at):
                break
            if "comma" in self.kinds[at]:
                if crossed or not (aside or self._apposed(at, end)):
                    break
                crossed = True
            elif self._stops(at, True):
                break
            named = named or self._names(at)
            start = at
        return self._trim(start, end) if named else None

    def _apposed(self, at: int, end: int) -> bool:
        """Whether a bare name follows a title over the comma at `at`: "the mayor, Vitali Klitschko" said."""
        left = any(self._role_at(i) for i in range(max(at - 4, 0), at))
        return left and at + 1 in self.line.capitals and not any(self._role_at(i) for i in range(at + 1, end))

    def _verb_at(self, at: int) -> bool:
        return any(verb.first <= at < verb.last for verb in self.verbs)

    def _role_at(self, at: int) -> bool:
        return any(m.first <= at < m.last and m.kind.startswith("role.") for m in self.line.speech)

    def _names(self, at: int) -> bool:
        return self._role_at(at) or (at in self.line.capitals and at > 0 and not self.kinds[at] & {"function"})

    def _stops(self, at: int, inside: bool) -> bool:
        kinds = self.kinds[at]
        if kinds & _STOPS:
            return True
        return inside and bool(kinds & {"relative", "but", "not", "be"}) and not self._role_at(at)

    def _trim(self, first: int, last: int) -> tuple[int, int] | None:
        """Small words at the edges are no part of a name."""
        weak = {"function", "and", "be", "link", "of", "in", "but", "relative", "including", "comma", "dot", "stop", "colon", "dash"}
        while first < last and self.kinds[first] & weak and not self._role_at(first):
            first += 1
        while last > first and self.kinds[last - 1] & weak and not self._role_at(last - 1):
            last -= 1
        return (first, last) if first < last else None

    def kind(self, first: int, last: int) -> str:
        """The kind of source that the roles in a name tell; `other` where none does."""
        found = {m.kind.split(".")[1] for m in self.line.speech if m.kind.startswith("role.") and first <= m.first < last}
        return next((kind for kind in KIND_ORDER if kind in found), "other")


def credits_of(line: Line, text: str) -> list[Credited]:
    """The credits of a line, each with the tokens it holds for. `text`: the document's, for the exact names."""
    speech = Speech(line)
    found: list[tuple[Marker, tuple[int, int]]] = []
    for verb in speech.verbs:
        name = _speaker(speech, verb)
        if name is not None:
            found.append((verb, name))
    credits = [_credit(speech, verb, name, text) for verb, name in found]
    return _reaches(speech, found, credits)


def _speaker(speech: Speech, verb: Marker) -> tuple[int, int] | None:
    """The speaker of a verb: behind "according to"; else before the verb, else behind it where a comma or a quotation ends before."""
    if verb.kind == "according":
        return speech.name_from(verb.last)
    inverted = verb.first == 0 or bool(speech.kinds[verb.first - 1] & {"comma", "dash"}) or _quote_before(speech.line, verb.first)
    if inverted or verb.kind == "say_after":
        return speech.name_from(verb.last) or (None if inverted else speech.name_to(verb.first))
    return speech.name_to(verb.first) or (speech.name_from(verb.last) if speech.line.free_order else None)


def _quote_before(line: Line, at: int) -> bool:
    return at > 0 and line.forms[at - 1] in "”»\"“'"


def _credit(speech: Speech, verb: Marker, name: tuple[int, int], text: str) -> Credit:
    line = speech.line
    span = line.span(*name)
    via = next((m for m in line.speech if m.kind == "via" and not name[0] <= m.first < name[1]), None)
    words = text[slice(*line.span(via.first, via.last))] if via else None
    stance = STANCE.get(verb.kind.split(".")[0], "says")
    return Credit(" ".join(text[span.start : span.end].split()), speech.kind(*name), span, stance, words)


def _reaches(speech: Speech, found: list[tuple[Marker, tuple[int, int]]], credits: list[Credit]) -> list[Credited]:
    """One speaker's word holds for the whole line; of several, each for the part between the ends of clauses beside him."""
    size = len(speech.line.forms)
    if len(found) == 1:
        return [Credited(0, size, credits[0])]
    reach: list[Credited] = []
    edges = [(min(verb.first, name[0]), max(verb.last, name[1])) for verb, name in found]
    for number, (first, last) in enumerate(edges):
        leads = number == 0 and first <= 1 or (first > 0 and _opens_clause(speech, first))
        low = first if leads else (edges[number - 1][1] if number else 0)
        high = _next_edge(speech, edges, number, size) if leads else last
        reach.append(Credited(low, high, credits[number]))
    return reach


def _opens_clause(speech: Speech, at: int) -> bool:
    """Whether a speaker stands at the head of his clause, so that his word follows him."""
    return bool(speech.kinds[at - 1] & (_CLAUSE | {"and", "comma"})) and not any(i in speech.taken for i in range(max(at - 3, 0), at))


def _next_edge(speech: Speech, edges: list[tuple[int, int]], number: int, size: int) -> int:
    if number + 1 >= len(edges):
        return size
    return edges[number + 1][0]


