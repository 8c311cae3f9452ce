"""A speaker's word carried to the next sentence: only on a sign, never past another speaker or the narrator's sentence.

Signs: a pronoun beside a verb of speech ("he said"), a verb that adds ("added"), a quotation still open or opened anew, an
item of a list that the speaker's colon heads, a number that hangs on the one before it ("another 68", "of them", "among the
dead"), a sentence that only goes on with the toll and names no place, day or doer of its own, or the parts of his tally of
what was shot down, wherever that was. A paragraph ends it, save an open quotation or list, and a paragraph that is nothing
but a further quotation.
"""

from __future__ import annotations

import sys

import msgspec

from saksi.model import Credit, Credited, Line, Marker
from saksi.resolve.credits import CONTRARY
from saksi.resolve.moments import is_moment
from saksi.resolve.quotation import OPENS, Quotations
from saksi.resolve.signatures import sign
from saksi.resolve.speakers import Speech
from saksi.resolve.speech import QUOTES, VERBS, Name, credited
from saksi.resolve.words import section_at

COLLECTED_WITHIN = 4  # lines at the head of a page in which a source may stand for all of it
NEAR_VERB = 3
BESIDE = 1
HANGING = frozenset({"of_them", "other", "part"})
OFFICES = frozenset({"rescue_service", "police", "medical", "military", "local_official", "government", "organisation"})
MAX_HEADING = 14  # tokens of the line that heads a post
HEADING_WORDS = 4  # words beside the speaker in the line that heads his post
SUBJECTS = frozenset({"military", "government", "local_official", "police", "organisation"})
EVENT = frozenset({"attack", "attack_verb", "strike"})
PARTS = frozenset({"including", "same_figure", "of_them"})
HARM = frozenset({"killed", "injured"})
DATED = frozenset({"date", "year", "clock"})
NONE = frozenset({"absent", "absent_before"})
TALLIED = frozenset({"intercepted", "launched"})
TURNS = frozenset({"counter", "but"})


def carry(lines: tuple[Line, ...], own: list[list[Credited]], text: str) -> list[list[Credited]]:
    """The credits of each line with those carried to it. A speaker who heads the page speaks all of it."""
    heading = _collected(lines, text) or _announced(lines, own) or _heading(lines, own, text)
    reach = _reach(lines[0]) if heading is not None else -1
    carried: list[list[Credited]] = []
    quotations = Quotations(text)
    memory = Memory(quotations)
    spoken = {line.sentence.paragraph for line, credits in zip(lines, own, strict=True) if credits}
    for line, credits in zip(lines, own, strict=True):
        memory.enter(line, text, line.sentence.paragraph not in spoken)
        if credits and all(one.credit.kind == "media" for one in credits) and _taken_up(line):
            credits = memory.through(line, credits)  # "he wrote, as quoted by AFP"
        if credits:
            before = memory.of_pronoun(line, credits[0].first)
            carried.append([Credited(0, credits[0].first, before), *credits] if before else credits)
            memory.speak(line, credits[-1].credit)
        elif (speaker := memory.speaker_of(line, text)) is not None:
            carried.append([Credited(0, len(line.forms), speaker)])
            memory.go_on(line, speaker)
        elif heading is not None and not _names(line, heading) and line.sentence.paragraph <= reach:
            carried.append([Credited(0, len(line.forms), heading)])
        else:
            carried.append([])
            memory.fade(line, text)
        memory.leave(line)
    _behind_quotations(lines, carried, text, quotations)
    sign(lines, carried, text)
    return carried


def _behind_quotations(
    lines: tuple[Line, ...], carried: list[list[Credited]], text: str, quotations: Quotations
) -> None:
    """The sentences of a quotation that closes in a later one are on the word of him who is named there."""
    opened: int | None = None
    paragraph = -1
    for at, line in enumerate(lines):
        span = line.sentence.span
        if line.sentence.paragraph != paragraph:
            paragraph, opened = line.sentence.paragraph, None
        if opened is not None and not quotations.open_behind(span, True):
            if carried[at]:
                speaker = carried[at][-1].credit
                for inside in range(opened, at):
                    if carried[inside] != carried[at] and (
                        not carried[inside] or not _own(carried[inside], lines[inside])
                    ):
                        carried[inside] = [Credited(0, len(lines[inside].forms), speaker)]
            opened = None
        elif opened is None and text[span.start] in QUOTES and quotations.open_behind(span, False):
            opened = at


def _own(credits: list[Credited], line: Line) -> bool:
    """Whether a line names its speaker itself."""
    return any(line.sentence.span.start <= one.credit.span.start < line.sentence.span.end for one in credits)


class Memory:
    """Who spoke last, and which signs are still open.

    `told` is the narrator's line just read with the document's text, `before` who spoke in the paragraph before; `counted` says
    that the speaker gave figures of the attack, `tally` that he counted what was launched or shot down, `told_figures` that the
    line before gave figures.
    """

    __slots__ = (
        "before", "counted", "listed", "paragraph", "quotations", "quoted", "speaker", "tally", "told", "told_figures",
    )  # fmt: skip

    def __init__(self, quotations: Quotations) -> None:
        self.quotations = quotations
        self.speaker: Credit | None = None
        self.told: tuple[Line, str] | None = None
        self.before: Credit | None = None
        self.counted = self.tally = self.told_figures = False
        self.paragraph = -1
        self.quoted = False
        self.listed = False

    @property
    def subject(self) -> Credit | None:
        """One whom the narrator told of and who may be a pronoun's; looked for only where a pronoun asks."""
        return _subject(*self.told) if self.told is not None else None

    def enter(self, line: Line, text: str, alone: bool) -> None:
        """A new paragraph forgets the speaker, but not inside his quotation or under his colon, nor where it only quotes on.

        `alone`: nobody is named as a speaker in its paragraph.
        """
        if line.sentence.paragraph == self.paragraph:
            return
        self.paragraph = line.sentence.paragraph
        self.listed = self.listed and line.sentence.role == "list_item"
        self.before = self.speaker or self.before
        goes_on = alone and text[line.sentence.span.start] in OPENS + '"'
        part = self.counted and _names_part(line)
        if not (self.quoted or self.listed or goes_on or part or _pronoun_speaks(line)):
            self.speaker = self.told = None
        self.quoted = self.quoted and self.speaker is not None

    def through(self, line: Line, credits: list[Credited]) -> list[Credited]:
        """The word of him who is taken up by a verb, through the newsroom that the line names."""
        speaker = self.speaker or self.subject or self.before
        if speaker is None or speaker.kind == "media":
            return credits
        return [Credited(0, len(line.forms), msgspec.structs.replace(speaker, via=credits[-1].credit.name))]

    def speak(self, line: Line, speaker: Credit) -> None:
        """Somebody speaks in a line."""
        self.speaker, self.told = speaker, None
        points = any(verb.kind == "back" for verb in line.speech)
        self.counted = _counts(line) or (self.told_figures and points)
        self.tally = self.counted and any(cue.slot in TALLIED for cue in line.cues)

    def go_on(self, line: Line, speaker: Credit) -> None:
        """A speaker's word goes on in a line that does not name him."""
        self.speaker = speaker
        self.counted = self.counted or _counts(line)

    def speaker_of(self, line: Line, text: str) -> Credit | None:
        """Whose word a line without a speaker goes on with, where it shows that it does."""
        if self.quoted or self.listed or _pronoun_speaks(line):
            return self.speaker or self.subject or (self.before if _pronoun_speaks(line) else None)
        if self.speaker is None:
            return None
        first = text[line.sentence.span.start]
        if first in OPENS or first == '"' or (line.free_order and first in "–—-") or _hangs(line):
            return self.speaker
        if self.speaker.stance in CONTRARY:
            return None
        return self.speaker if _goes_on(line, self.counted, self.tally) else None

    def of_pronoun(self, line: Line, until: int) -> Credit | None:
        """Whose word a line begins with, where a pronoun speaks before another does: "He said five; they deny"."""
        spoken = until > 0 and any(verb.kind == "say" and verb.last <= min(until, NEAR_VERB) for verb in line.speech)
        pronoun = spoken and any(section_at(line, at, "pronoun") for at in range(min(until, 2)))
        return self.speaker or self.subject if pronoun else None

    def fade(self, line: Line, text: str) -> None:
        """The narrator's own sentence ends a speaker's word; one whom it tells of may speak next as a pronoun."""
        if not self.quoted and text[line.sentence.span.start] not in OPENS + '"':
            self.before = None if _tells(line) else self.speaker or self.before
        self.speaker = None
        self.told = None if self.quoted else (line, text)

    def leave(self, line: Line) -> None:
        """What stays open behind a line."""
        self.told_figures = _counts(line)
        self.quoted = self.quotations.open_behind(line.sentence.span, self.quoted)
        ends = bool(line.forms) and line.forms[-1] == ":"
        self.listed = self.speaker is not None and (ends or (self.listed and line.sentence.role == "list_item"))


def _pronoun_speaks(line: Line) -> bool:
    """A pronoun beside a verb of speech, or a verb that adds to what was said."""
    for verb in line.speech:
        if verb.kind == "add" and not any(m.first == 0 and m.kind.startswith("role.") for m in line.speech):
            return True  # "Hamas called it ..., adding that" is Hamas's
        if "pronoun" in line.marked and verb.kind in ("say", "according", "relay"):
            near = range(max(verb.first - NEAR_VERB, 0), min(verb.last + NEAR_VERB, len(line.forms)))
            joined = verb.first > 0 and "and" in line.kinds[verb.first - 1]  # "He thanked them and said"
            if any(section_at(line, at, "pronoun") for at in near) or (joined and section_at(line, 0, "pronoun")):
                return True
    return False


def _taken_up(line: Line) -> bool:
    """Whether one word holds a verb of speech and him who speaks: "tulisnya", "he added"."""
    return any(verb.kind == "add" for verb in line.speech)


def _goes_on(line: Line, counted: bool, tally: bool) -> bool:
    """Whether a line only goes on with the toll: it counts, and names no place, day or doer of its own.

    `counted`: the speaker gave figures; where he did not, only that nobody was harmed goes on with his word. `tally`: the
    parts of a tally of what was shot down may have places.
    """
    if counted and line.cues and all(cue.extra == "losses" for cue in line.cues):
        return True  # one side's losses go on with its losses, whose they are is said each time
    if not line.cues or line.actors or not ((counted and line.counted) or _nobody(line)):
        return False
    parts = (
        tally and any(cue.slot == "intercepted" for cue in line.cues) and all(cue.slot in TALLIED for cue in line.cues)
    )
    if line.places and not parts:
        return False
    if not all(is_moment(line, words) for words in line.times):
        return False
    if any(m.kind.startswith("role.") and m.first <= 2 and not _brings_down(line, m) for m in line.speech):
        return False
    return line.marked.isdisjoint(TURNS) or (parts and "but" not in line.kinds[0] and "counter" not in line.marked)


def _counts(line: Line) -> bool:
    """Whether a line gives figures of the attack or what came of it."""
    numbers = any(item.refused not in DATED for item in line.counted)
    return numbers and (bool(line.cues or line.damage) or not EVENT.isdisjoint(line.marked))


def _tells(line: Line) -> bool:
    """Whether a narrator's line tells of anybody whom a pronoun behind it could mean."""
    return bool(line.actors) or any(m.kind.startswith("role.") for m in line.speech)


def _nobody(line: Line) -> bool:
    """Whether a line only says that nobody was harmed."""
    return bool(line.counted or not line.marked.isdisjoint(NONE)) and all("zero" in item.marks for item in line.counted)


def _brings_down(line: Line, office: Marker) -> bool:
    """Whether an office only shoots down what its own tally counts: "Air defences shot down 108 drones"."""
    return any(
        cue.slot == "intercepted"
        and office.first <= cue.first <= office.last + (BESIDE if cue.way != "affected" else NEAR_VERB)
        for cue in line.cues
    )


def _names_part(line: Line) -> bool:
    """Whether a line opens with a part of the toll before it: "Among the dead are two children"."""
    if not (line.cues or line.counted):
        return False
    among = "in" in line.kinds[0] and any(
        cue.first == 0 and cue.slot in HARM and cue.way == "noun" for cue in line.cues
    )
    return among or not PARTS.isdisjoint(line.kinds[0])


def _hangs(line: Line) -> bool:
    """Whether the first number of a line hangs on the one before it: "another 68", "two more", "six of them", "are
    among the dead".
    """
    if _names_part(line):
        return True
    first = next(
        (
            item
            for item in line.counted
            if item.refused is None and ("implicit" not in item.marks or item.marks & HANGING)
        ),
        None,
    )
    if first is None or any(
        item.first < first.first and item.sort == "person" and not item.refused for item in line.counted
    ):
        return False  # "a woman and a man died, another was hurt" hangs on nothing before it
    if first.marks & HANGING:
        return True
    for marker in line.marks("other", "of_them", "including"):
        beside = first.first - BESIDE <= marker.first <= first.last + BESIDE
        parted = any("comma" in line.kinds[at] for at in range(first.last, marker.first))
        if marker.kind in ("other", "of_them") and beside and not parted:
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
    comma = next((at + 1 for at, kinds in enumerate(line.kinds) if "comma" in kinds), 0)
    for head in dict.fromkeys((0, comma)):  # "After the strike, President Melnyk was angry"
        if any(head <= m.first <= head + 2 and m.kind.startswith("role.") for m in line.speech):
            name = Speech(line).name_from(head)
            if name is not None and name.first <= head + 1 and name.kind in SUBJECTS:
                return credited(line, name, text)
    return None


def _names(line: Line, credit: Credit) -> bool:
    """Whether a line is the one that names a speaker."""
    return line.sentence.span.start <= credit.span.start < line.sentence.span.end


def _collected(lines: tuple[Line, ...], text: str) -> Credit | None:
    """The source that a round-up names at its head for all that it tells: "compiled from data of the regional administrations"."""
    for line in lines[:COLLECTED_WITHIN]:
        for marker in line.speech:
            if marker.kind == "collected" and not line.cues:
                name = Speech(line).name_from(marker.last)
                return credited(line, name, text) if name is not None and name.first - marker.last <= 1 else None
    return None


def _announced(lines: tuple[Line, ...], own: list[list[Credited]]) -> Credit | None:
    """The office that a line of its own at the head of a page lets speak all the rest: "The police of the region report:"."""
    for line, credits in zip(lines[:COLLECTED_WITHIN], own, strict=False):
        if (
            credits
            and line.forms[-1:] == [":"]
            and not line.cues
            and not line.counted
            and len(line.forms) <= MAX_HEADING
        ):
            speaker = credits[-1].credit
            return speaker if speaker.kind in OFFICES else None
    return None


def _heading(lines: tuple[Line, ...], own: list[list[Credited]], text: str) -> Credit | None:
    """The speaker of a page whose first line is nothing but a speaker: an institution's or an official's own post."""
    if not lines or own[0] or lines[0].sentence.role not in ("body", "headline", "byline"):
        return None
    line = lines[0]
    if line.cues or len(line.forms) > MAX_HEADING or line.forms[-1:] == ["."]:
        return None
    if any(m.kind in VERBS for m in line.speech):
        return None
    speech = Speech(line)
    start = next((at for at, form in enumerate(line.forms) if form[0].isalnum()), 0)  # behind a sign of lightning
    name = speech.name_from(start)
    if name is None or name.first > start + 1:
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
    least = 0 if line.forms[-1] == ":" else HEADING_WORDS  # "Situation in the Kharkiv region:" opens a list
    return credited(line, Name(name.first, last, kind), text) if others <= least else None


def _reach(heading: Line) -> int:
    """The last paragraph that the speaker at the head of a page speaks: all, but under a colon the next one."""
    return heading.sentence.paragraph + 1 if heading.forms[-1:] == [":"] else sys.maxsize
