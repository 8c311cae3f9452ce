"""A speaker's word carried to the next sentence: only on a sign, never past another speaker or the narrator's sentence.

Signs: a pronoun beside a verb of speech ("he said"), a verb that adds ("added"), a quotation still open or opened
anew, an
item of a list that the speaker's colon heads, a number that hangs on the one before it ("another 68", "of them",
"among the
dead"), or a sentence that only goes on with the toll and names no place, day or doer of its own. A paragraph ends
it, save an open quotation or list.
"""

from __future__ import annotations

import re

from saksi.model import Credit, Credited, Line, Marker
from saksi.resolve.moments import is_moment
from saksi.resolve.speakers import Speech
from saksi.resolve.speech import QUOTES, VERBS, Name
from saksi.resolve.words import section_at

COLLECTED_WITHIN = 4  # lines at the head of a page in which a source may stand for all of it
NEAR_VERB = 3
BESIDE = 1
HANGING = frozenset({"of_them", "other", "part"})
_ANY_QUOTE = re.compile(f"[{re.escape(''.join(QUOTES))}]")
OFFICES = frozenset({"rescue_service", "police", "medical", "military", "local_official", "government", "organisation"})
MAX_HEADING = 14  # tokens of the line that heads a post
HEADING_WORDS = 4  # words beside the speaker in the line that heads his post
SUBJECTS = frozenset({"military", "government", "local_official", "police", "organisation"})
TURNS = frozenset({"counter", "but"})
OPENS, CLOSES = "“«„", "”»"


def carry(lines: tuple[Line, ...], own: list[list[Credited]], text: str) -> list[list[Credited]]:
    """The credits of each line with those carried to it. A speaker who heads the page speaks all of it."""
    heading = _collected(lines, text) or _heading(lines, own, text)
    carried: list[list[Credited]] = []
    memory = Memory()
    for line, credits in zip(lines, own, strict=True):
        memory.enter(line, text)
        if credits:
            before = memory.of_pronoun(line, credits[0].first)
            carried.append([Credited(0, credits[0].first, before), *credits] if before else credits)
            memory.speak(line, credits[-1].credit)
        elif (speaker := memory.speaker_of(line, text)) is not None:
            carried.append([Credited(0, len(line.forms), speaker)])
            memory.speaker = speaker
        elif heading is not None and not _names(line, heading):
            carried.append([Credited(0, len(line.forms), heading)])
        else:
            carried.append([])
            memory.fade(line, text)
        memory.leave(line, text)
    _behind_quotations(lines, carried, text)
    return carried


def _behind_quotations(lines: tuple[Line, ...], carried: list[list[Credited]], text: str) -> None:
    """The sentences of a quotation that closes in a later one are on the word of him who is named there."""
    opened: int | None = None
    paragraph = -1
    for at, line in enumerate(lines):
        start, end = line.sentence.span
        if line.sentence.paragraph != paragraph:
            paragraph, opened = line.sentence.paragraph, None
        if opened is not None and not still_open(text[start:end], True):
            if carried[at]:
                speaker = carried[at][-1].credit
                for inside in range(opened, at):
                    if carried[inside] != carried[at] and (
                        not carried[inside] or not _own(carried[inside], lines[inside])
                    ):
                        carried[inside] = [Credited(0, len(lines[inside].forms), speaker)]
            opened = None
        elif opened is None and text[start] in QUOTES and still_open(text[start:end], False):
            opened = at


def _own(credits: list[Credited], line: Line) -> bool:
    """Whether a line names its speaker itself."""
    return any(line.sentence.span.start <= one.credit.span.start < line.sentence.span.end for one in credits)


class Memory:
    """Who spoke last, and which signs are still open.

    `told` is the narrator's line just read with the document's text, `before` who spoke in the paragraph before.
    """

    __slots__ = ("before", "counted", "listed", "paragraph", "quoted", "speaker", "told")

    def __init__(self) -> None:
        self.speaker: Credit | None = None
        self.told: tuple[Line, str] | None = None
        self.before: Credit | None = None
        self.counted = False
        self.paragraph = -1
        self.quoted = False
        self.listed = False

    @property
    def subject(self) -> Credit | None:
        """One whom the narrator told of and who may be a pronoun's; looked for only where a pronoun asks."""
        return _subject(*self.told) if self.told is not None else None

    def enter(self, line: Line, text: str) -> None:
        """A new paragraph forgets the speaker, but not inside his quotation or under his colon."""
        if line.sentence.paragraph == self.paragraph:
            return
        self.paragraph = line.sentence.paragraph
        self.listed = self.listed and line.sentence.role == "list_item"
        self.before = self.speaker or self.before
        if not (self.quoted or self.listed or _pronoun_speaks(line)):
            self.speaker = self.told = None
        self.quoted = self.quoted and self.speaker is not None

    def speak(self, line: Line, speaker: Credit) -> None:
        """Somebody speaks in a line; `counted` says that it gives a toll on his word."""
        self.speaker, self.told = speaker, None
        self.counted = bool(line.cues) and bool(line.counted)

    def speaker_of(self, line: Line, text: str) -> Credit | None:
        """Whose word a line without a speaker goes on with, where it shows that it does."""
        if self.quoted or self.listed or _pronoun_speaks(line):
            return self.speaker or self.subject or (self.before if _pronoun_speaks(line) else None)
        first = text[line.sentence.span.start]
        if first in OPENS or first == '"' or (line.free_order and first in "–—-") or _hangs(line):
            return self.speaker
        return self.speaker if self.counted and _goes_on(line) else None

    def of_pronoun(self, line: Line, until: int) -> Credit | None:
        """Whose word a line begins with, where a pronoun speaks before another does: "He said five; they deny"."""
        spoken = until > 0 and any(verb.kind == "say" and verb.last <= min(until, NEAR_VERB) for verb in line.speech)
        pronoun = spoken and any(section_at(line, at, "pronoun") for at in range(min(until, 2)))
        return self.speaker or self.subject if pronoun else None

    def fade(self, line: Line, text: str) -> None:
        """The narrator's own sentence ends a speaker's word; one whom it tells of may speak next as a pronoun."""
        self.speaker = None
        self.told = None if self.quoted else (line, text)
        if not self.quoted and text[line.sentence.span.start] not in OPENS + '"':
            self.before = None

    def leave(self, line: Line, text: str) -> None:
        """What stays open behind a line."""
        self.quoted = still_open(text[slice(*line.sentence.span)], self.quoted)
        ends = bool(line.forms) and line.forms[-1] == ":"
        self.listed = self.speaker is not None and (ends or (self.listed and line.sentence.role == "list_item"))


def _pronoun_speaks(line: Line) -> bool:
    """A pronoun beside a verb of speech, or a verb that adds to what was said."""
    for verb in line.speech:
        if verb.kind == "add":
            return True
        if "pronoun" in line.marked and verb.kind in ("say", "according", "relay"):
            near = range(max(verb.first - NEAR_VERB, 0), min(verb.last + NEAR_VERB, len(line.forms)))
            if any(section_at(line, at, "pronoun") for at in near):
                return True
    return False


def _goes_on(line: Line) -> bool:
    """Whether a line only goes on with the toll: it counts, and names no place, day or doer of its own."""
    if not line.cues or not line.counted or line.places or line.actors:
        return False
    if not all(is_moment(line, words) for words in line.times):
        return False
    if any(m.kind.startswith("role.") and m.first <= 2 and not _brings_down(line, m) for m in line.speech):
        return False
    return line.marked.isdisjoint(TURNS)


def _brings_down(line: Line, office: Marker) -> bool:
    """Whether an office only shoots down what its own tally counts: "Air defences shot down 108 drones"."""
    return any(
        cue.slot == "intercepted" and cue.way != "affected" and office.first <= cue.first <= office.last + BESIDE
        for cue in line.cues
    )


def _hangs(line: Line) -> bool:
    """Whether the first number of a line hangs on the one before it: "another 68", "two more", "six of them", "are
    among the dead".
    """
    heads = [m.kind for m in line.markers if m.first == 0]
    if "same_figure" in heads or (line.cues and "including" in heads):
        return True
    first = next(
        (
            item
            for item in line.counted
            if item.refused is None and ("implicit" not in item.marks or item.marks & HANGING)
        ),
        None,
    )
    if first is None:
        return False
    if first.marks & HANGING:
        return True
    for marker in line.markers:
        if marker.kind in ("other", "of_them") and first.first - BESIDE <= marker.first <= first.last + BESIDE:
            return True
        if marker.kind == "including" and first.last <= marker.first <= first.last + NEAR_VERB:
            return not any(item.first >= marker.last for item in line.counted)
        if marker.kind == "including" and marker.last <= first.first and marker.first <= 1:
            return True
    return False


def _subject(line: Line, text: str) -> Credit | None:
    """Somebody who heads a line and may be taken up by a pronoun of speech in the next: a title, not a crowd of
    others.
    """
    if not any(m.first <= 2 and m.kind.startswith("role.") for m in line.speech):
        return None
    speech = Speech(line)
    name = speech.name_from(0)
    return _credit(line, name, text) if name is not None and name.first <= 1 and name.kind in SUBJECTS else None


def still_open(text: str, before: bool) -> bool:
    """Whether a quotation is open at the end of a stretch. „ may be closed by “; plain marks open and close in turn."""
    state, low = before, False
    if not _ANY_QUOTE.search(text):
        return state
    for char in text:
        if char not in QUOTES or char in "‘’":
            continue
        if char == '"':
            state = not state
        elif char in CLOSES or (char == "“" and low):
            state, low = False, False
        else:
            state, low = True, char == "„"
    return state


def _credit(line: Line, name: Name, text: str) -> Credit:
    span = line.span(name.first, name.last)
    return Credit(" ".join(text[slice(*span)].split()), name.kind, span)


def _names(line: Line, credit: Credit) -> bool:
    """Whether a line is the one that names a speaker."""
    return line.sentence.span.start <= credit.span.start < line.sentence.span.end


def _collected(lines: tuple[Line, ...], text: str) -> Credit | None:
    """The source that a round-up names at its head for all that it tells: "compiled from data of the regional administrations"."""
    for line in lines[:COLLECTED_WITHIN]:
        for marker in line.speech:
            if marker.kind == "collected" and not line.cues:
                name = Speech(line).name_from(marker.last)
                return _credit(line, name, text) if name is not None and name.first - marker.last <= 1 else None
    return None


def _heading(lines: tuple[Line, ...], own: list[list[Credited]], text: str) -> Credit | None:
    """The speaker of a page whose first line is nothing but a speaker: an institution's or an official's own post."""
    if not lines or own[0] or lines[0].sentence.role not in ("body", "headline", "byline"):
        return None
    line = lines[0]
    if line.cues or len(line.forms) > MAX_HEADING or line.forms[-1:] in ([":"], ["."]):
        return None
    if any(m.kind in VERBS for m in line.speech):
        return None
    speech = Speech(line)
    name = speech.name_from(0)
    if name is None or name.first > 1:
        return None
    kind, last = name.kind, name.last
    if (
        kind == "other" and last < speech.size and "comma" in line.kinds[last]
    ):  # "Serhii Lysak, head of the administration"
        title = speech.name_from(last + 1)
        kind, last = (title.kind, title.last) if title is not None else (kind, last)
    titled = any(at in speech.roles for at in range(name.first, last))
    if kind not in OFFICES or not titled:
        return None
    inside = {at for place in line.places for at in range(place.first, place.last)} | set(range(name.first, last))
    others = sum(1 for at, form in enumerate(line.forms) if form[0].isalpha() and at not in inside | speech.taken)
    return _credit(line, Name(name.first, last, kind), text) if others <= HEADING_WORDS else None
