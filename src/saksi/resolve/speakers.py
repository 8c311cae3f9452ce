"""Where the name of a speaker begins and ends.

A speaker's name is a stretch of titles (`role` words) and words with a capital, with small words that join them ("head of
the regional administration Oleh Kiper"). It ends at marks, prepositions, numbers, cues, times and verbs. A bare place is a
speaker only as a state ("Moscow says"), never behind a preposition.
"""

from __future__ import annotations

from saksi.resolve.speech import CLOSING, MARKS, OPENING, QUOTES, Name, Words

MAX_NAME = 14  # tokens of a speaker with all titles
MAX_SMALL = 4  # small words in a row inside a name
MAX_STEP = 3  # small words between a name and its verb ("has since", "also")
CLAUSE_NEAR = 4  # tokens between a relative pronoun and the name in its clause
MAX_ASIDE = 9  # tokens between the commas of an aside
MAX_CLAUSES = 14  # tokens of the clauses between a speaker at the head of a sentence and his verb
MAX_FIGURES = 7  # tokens from "according to" to the "by" before the speaker whose figures are cited
MAX_QUOTED = 6  # tokens of a name in quotation marks
MAX_PERSON = 5  # words of a person's name with his rank
APPOSED = MARKS | {
    "in",
    "from",
    "relative",
    "function",
}  # what may stand behind an aside that names a speaker once more
_WALLS = frozenset({"semicolon", "stop", "colon", "but", "relative"})


class Speech(Words):
    """The words of speech of a line, and the speakers that they name."""

    __slots__ = ()

    def name_from(self, at: int) -> Name | None:
        """The speaker that begins at a token or a few small words after it."""
        while at in self.spoken or (at < self.size and self._in_time(at)):
            at += 1
        if at + 1 < self.size and self.line.forms[at] in QUOTES and at + 1 in self.roles:
            at += 1  # an outlet's name in quotation marks: «Суспильне»
        if at in self.one_of:
            at += 2  # "said one of the aid workers"
        first = at
        while first < self.size and first - at < MAX_STEP and not self._word_of_name(first) and self._small(first):
            first += 1
        last = first
        while last < self.size and last - first < MAX_NAME:
            if "open" in self.kinds[last] and last > first and (close := self._abbreviation(last)):
                last = close
                continue
            if (last == first or last - 1 in self.roles) and (close := self._quoted(last)):
                last = close
                continue
            if self._wall(last) or (self._preposition(last) and last > first and not self._place_of_role(first, last)):
                break
            last += 1
        name = self._name(first, last)
        return name and self._apposed(name, last)

    def name_behind_figures(self, at: int) -> Name | None:
        """The speaker behind the figures that are cited: "according to casualty figures released by the ministry"."""
        for word in range(at + 1, min(at + MAX_FIGURES, self.size - 1)):
            if self.kinds[word] & MARKS or word in self.line.capitals:
                return None
            if self.kinds[word] & {"by", "from"} and (name := self.name_from(word + 1)) is not None:
                return name if name.first - word <= 2 else None
        return None

    def _apposed(self, name: Name, comma: int) -> Name:
        """A name with what stands behind its comma: a person behind his office ("said the governor, Oleh Kiper"), an office
        behind its person ("said Oleh Kiper, the governor").
        """
        if comma + 1 >= self.size or "comma" not in self.kinds[comma]:
            return name
        first = last = comma + 1
        while last < self.size and last - first < MAX_NAME and not self._wall(last):
            if self._preposition(last) and last > first and not self._place_of_role(first, last):
                break
            last += 1
        closed = last >= self.size or bool(self.kinds[last] & APPOSED) or last in self.spoken
        other = self._name(first, last) if closed else None
        if other is None or other.first - first > 2 or last - other.last > 1:
            return name
        joins = self._person(other) and other.first == first if self._titled(name) else self._titled(other)
        return Name(name.first, other.last, self.kind(name.first, other.last)) if joins else name

    def _titled(self, name: Name) -> bool:
        return any(at in self.roles for at in range(name.first, name.last))

    def _person(self, name: Name) -> bool:
        """Whether a name is two or more words with capitals and nothing else, and no place."""
        words = range(name.first, name.last)
        return 2 <= len(words) <= MAX_PERSON and all(at in self.line.capitals and at not in self.places for at in words)

    def name_to(self, last: int) -> Name | None:
        """The speaker that ends before token `last`, or before an aside that ends there.

        "Oleh Kiper, the governor, said"; "Kyiv's mayor, Vitali Klitschko, first said"; "the ministry, for its part,
        said".
        """
        end = self._step_back(self._over_time(last))
        if end > 1 and "relative" in self.kinds[end - 1] and "comma" in self.kinds[end - 2]:
            return self._plain(end - 2)  # "the governor, who says"
        if end == 0 or "and" in self.kinds[end - 1]:
            return None  # "thanked the doctors and said": no doctor speaks
        if "close" in self.kinds[end - 1]:
            end = self._bracket(end)
        if not (end and self.kinds[end - 1] & {"comma", "dash"}):
            return self._behind_office(self._plain(end))
        opening = next(
            (i for i in range(end - 2, max(end - 2 - MAX_ASIDE, -1), -1) if self.kinds[i] & {"comma", "dash"}), None
        )
        if opening is None:
            return None
        if "relative" in self.kinds[opening + 1] and (head := self._name(self._back(opening), opening)) is not None:
            return head if any(at in self.roles for at in range(head.first, head.last)) else None
        if any(self.kinds[i] & _WALLS for i in range(opening, end - 1)):
            return None
        aside, upto = self._name(self._back(end - 1), end - 1), self._step_back(opening)
        before = self._name(self._back(upto), upto)
        if before is None:
            return None if aside is None or opening else aside
        if aside is None or aside.first <= opening:
            return before
        return Name(before.first, aside.last, self.kind(before.first, aside.last))

    def subject_of(self, verb: int) -> Name | None:
        """The titled speaker who heads a sentence, with clauses of his own before the verb: "The ministry that Hamas runs in
        the besieged town said".
        """
        if "relative" not in self.line.marked and "comma" not in self.kinds[verb - 1]:
            return None
        name = self.name_from(0)
        if name is None or name.first > 1 or not self._titled(name) or not name.last < verb <= name.last + MAX_CLAUSES:
            return None
        between = range(name.last, verb)
        clause = self.kinds[name.last] & {"relative", "comma", "in", "open"} and "relative" in self.line.marked
        if not clause and "comma" not in self.kinds[verb - 1]:
            return None  # "The minister gave other numbers, reporting 11 dead"
        told = any(
            self.kinds[at] & {"semicolon", "stop", "but", "colon", "dash"} or self._verb_at(at) for at in between
        )
        cued = any(name.last <= cue.first < verb for cue in self.line.cues)
        return None if told or cued else name

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

    def _behind_office(self, name: Name | None) -> Name | None:
        """A person with the office that heads the sentence before his comma: "Juru bicara kementerian, Oleh Kiper mengatakan"."""
        if name is None or name.first < 2 or "comma" not in self.kinds[name.first - 1]:
            return name
        office = self._name(self._back(name.first - 1), name.first - 1)
        if office is None or office.first > 1 or office.last != name.first - 1:
            return name
        if self._titled(name) or not self._titled(office) or not self._person(name):
            return name
        return Name(office.first, name.last, office.kind)

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
            and not self.kinds[end - 1] & (MARKS | {"relative", "but", "and"})
            and self.line.forms[end - 1] not in CLOSING
        ):
            if end - 1 in self.taken and end - 1 not in self.spoken and not self._in_time(end - 1):
                break
            if end - 1 in self.heads:
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

    def _back(self, end: int) -> int:
        """Where the name that ends at `end` begins."""
        start = end
        while start and end - start < MAX_NAME:
            at = start - 1
            if self.line.forms[at] in CLOSING and (opening := self._opening(at)):
                start = opening
                continue
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

    def _name(self, first: int, last: int) -> Name | None:
        """The name between two tokens without the small words at its edges; None where nothing names anybody."""
        while first < last and not self._word_of_name(first):
            first += 1
        while first + 1 < last and self._placed(first) and not self._placed(first + 1):
            first = next((at for at in range(first + 1, last) if self._word_of_name(at)), first + 1)
        first = self._behind_opening(first, last)
        while last > first and not (
            self._word_of_name(last - 1) or self._ends_name(first, last) or last - 1 in self.heads
        ):
            if first and self._quoted(first - 1) == last:  # all that stands between its marks
                last -= 1
                break
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
            before = self.kinds[first - 1] if first else frozenset()
            behind = bool(before & {"function", "in", "from", "of"}) and "definite_behind" not in before
            state = any(at in self.actors for at in words) or self._state(first)
            return Name(first, last, "government") if state and not behind else None
        if words == [0] and self.named is not None and self.line.forms[0] not in self.named:
            return None  # a capital only because the sentence begins
        return Name(first, last, "other") if words else None

    def _quoted(self, at: int) -> int:
        """The token behind a name in quotation marks that opens at `at` ("the group «Doctors for Sudan»"), or 0."""
        if self.line.forms[at] not in OPENING or at + 1 not in self.line.capitals:
            return 0
        ahead = range(at + 2, min(at + 2 + MAX_QUOTED, self.size))
        return next((i + 1 for i in ahead if self.line.forms[i] in CLOSING), 0)

    def _opening(self, close: int) -> int:
        """Where a name in quotation marks behind a title opens that closes at a token, or 0."""
        behind = range(close - 2, max(close - 2 - MAX_QUOTED, 0), -1)
        return next((i for i in behind if i - 1 in self.roles and self._quoted(i) == close + 1), 0)

    def _ends_name(self, first: int, last: int) -> bool:
        """Whether the last token ends a name though it is no word of one: the head of a place, or a closing mark."""
        return self._ends_place(first, last) or (
            self.line.forms[last - 1] in CLOSING
            and any(self._quoted(at) == last for at in range(max(first + 1, last - 2 - MAX_QUOTED), last - 1))
        )

    def _behind_opening(self, first: int, last: int) -> int:
        """A title behind a word that has its capital only from the head of the sentence: "Тем временем оперштаб"."""
        if first or 0 in self.roles or self.named is None or self.line.forms[0] in self.named or last < 2:
            return first
        if self._word_of_name(1) or "of" in self.kinds[1]:
            return first
        return next((at for at in range(1, last) if at in self.roles), first)

    def _abbreviation(self, opening: int) -> int:
        """The token behind brackets that hold one abbreviation ("Донецкая Народная Республика (ДНР)"), or 0."""
        closed = opening + 2 < self.size and "close" in self.kinds[opening + 2]
        return opening + 3 if closed and opening + 1 in self.line.capitals and opening + 3 in self.line.capitals else 0

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
