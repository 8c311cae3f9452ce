"""Whose word it is: the speakers that a sentence names, and how far the word of each reaches.

A speaker is named beside a verb of speech, behind "according to", before a colon at the head of the line, or behind
a dash at
its end. One speaker's word holds for the sentence; of several, each for his own part. A newsroom that passes on
another's word
("AFP reports, citing the mayor") is through whom, not whose word.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import NamedTuple

from saksi.model import Credit, Credited, Line, Marker
from saksi.resolve.speakers import Speech
from saksi.resolve.speech import QUOTES, VERBS, Name

STANCE = {"denial": "denies", "cannot_confirm": "cannot_confirm", "accuse": "accuses", "admit": "admits"}
CONTRARY = frozenset({"denies", "cannot_confirm"})
FULL_NAME = 4  # tokens within which a person's name ends before its colon
HARMED = frozenset({"victim", "witness"})
AHEAD = frozenset({"according"})
QUOTED = QUOTES | {"'"}
HEADING = 10  # tokens of a speaker before a colon, or behind a dash at the end
RELAY = "relay"  # for a while the kind of a name behind a verb that passes on
CLAUSE_HEAD = 3  # tokens before the speaker who opens a line: "earlier Orlov said, that"
CLOSE_NEAR = 4  # tokens behind a speaker who closes in which his part ends
PASSED_ON = 12  # tokens between a newsroom's verb and the one it cites
_CLOSED = frozenset({"comma", "semicolon", "stop", "dash", "close", "dot"})
_NO_NAME = frozenset({"attack", "attack_verb", "strike"})  # "Обстріл Покровська: двоє загиблих"
_IN_PLACE = frozenset({"colon", "dash"})
_NEW_CLAUSE = frozenset({"semicolon", "stop", "but"})


class Said(NamedTuple):
    """A verb of speech (or a mark in its place) with its speaker: `leads` says that what is said follows."""

    first: int
    last: int
    name: Name
    stance: str
    leads: bool


def credits_of(line: Line, text: str, named: frozenset[str] | None = None) -> list[Credited]:
    """The credits of a line, each with the tokens it holds for. `text`: the document's, for the exact names."""
    if not _may_speak(line):
        return []
    speech = Speech(line, named)
    found = [said for verb in speech.verbs if (said := _said(speech, verb)) is not None]
    if not found:
        found = [said for said in (_before_colon(speech), _behind_dash(speech)) if said is not None]
    own, through = _passed_on(speech, _distinct(found))
    return _reaches(speech, own, [_credit(speech, said, through.get(said), text) for said in own])


def _may_speak(line: Line) -> bool:
    """Whether a line has a verb of speech, or a colon or a dash that can stand in its place."""
    if line.speech:
        return not _IN_PLACE.isdisjoint(line.marked) or any(_of_speech(m.kind) for m in line.speech)
    return "colon" in line.marked and any("colon" in kinds for kinds in line.kinds[1:FULL_NAME])


@cache
def _of_speech(kind: str) -> bool:
    """Whether words of this section are a verb of speech; the sections are few."""
    return kind.split(".")[0] in VERBS


def _said(speech: Speech, verb: Marker) -> Said | None:
    """A verb with its speaker, if the line names one."""
    kind = verb.kind.split(".")[0]
    if kind == "admit" and any("not" in speech.kinds[at] for at in range(max(verb.first - 3, 0), verb.first)):
        return None  # "did not acknowledge" says nothing
    name = _speaker(speech, verb, kind) if kind != "accuse" or _accuses(speech, verb) else None
    if name is None:
        return None
    if kind == "relay" and name.kind == "other" and name.first >= verb.last:
        name = name._replace(kind=RELAY)
    first, last = min(verb.first, name.first), max(verb.last, name.last)
    return Said(first, last, name, STANCE.get(kind, "says"), _leads(speech, first, last, kind))


def _accuses(speech: Speech, verb: Marker) -> bool:
    """Whether a word of accusation has somebody accused behind it: in "RSF blamed" and "was accused of" the accused
    come before.
    """
    if verb.first and "be" in speech.kinds[verb.first - 1]:
        return False
    return verb.last < speech.size and not speech.kinds[verb.last] & _CLOSED and "stop" not in speech.kinds[verb.last]


def _speaker(speech: Speech, verb: Marker, kind: str) -> Name | None:
    """Behind "according to"; else before the verb; behind it where a comma or a quotation ends before it."""
    if kind in AHEAD:
        return speech.name_from(verb.last) or speech.name_behind_figures(verb.last)
    if kind == "say_after":
        return speech.name_from(verb.last) or speech.name_to(verb.first)
    if _inverted(speech, verb) and kind != "call":
        heading = _with_aside(speech, verb)
        name = heading or (speech.name_from(verb.last) if kind != "tell" else None) or speech.name_to(verb.first)
        return name or speech.subject_of(verb.first)
    before = speech.name_to(verb.first)
    if kind == "call":  # "in what officials called the largest attack"; "the mayor called it “terror”"
        called = before is not None and before.first and _opens_call(speech.line, before.first)
        return before if called or any(form in QUOTED for form in speech.line.forms[verb.last :]) else None
    if before is None and (speech.line.free_order and kind != "tell"):
        before = speech.name_from(verb.last)
    return before or speech.subject_of(verb.first)


def _opens_call(line: Line, at: int) -> bool:
    return any(m.kind == "call_before" and m.last == at for m in line.speech)


def _inverted(speech: Speech, verb: Marker) -> bool:
    """Whether what was said ends right before the verb: "..., said the mayor"."""
    if verb.first == 0:
        return True
    return bool(speech.kinds[verb.first - 1] & {"comma", "dash"}) or speech.line.forms[verb.first - 1] in QUOTES


def _with_aside(speech: Speech, verb: Marker) -> Name | None:
    """The speaker who heads the sentence, with an aside of his before the verb: "Oleh Kiper, the governor, said ..."."""
    if verb.first == 0 or "comma" not in speech.kinds[verb.first - 1]:
        return None
    name = speech.name_to(verb.first)
    if name is None or any("relative" in speech.kinds[at] for at in range(name.last, min(name.last + 2, verb.first))):
        return name  # "a civil defence chief, whose department ..., said"
    if any(name.last <= one.first < verb.first and not one.refused for one in speech.line.counted):
        return (
            None  # "Troops shell the region, five are hurt, said the governor": no aside of whoever heads the sentence
        )
    heads = not any(
        "function" not in speech.kinds[at] and form[0].isalnum()
        for at, form in enumerate(speech.line.forms[: name.first])
    )
    return name if heads else None


def _leads(speech: Speech, first: int, last: int, kind: str) -> bool:
    """Whether what is said follows the speaker: nothing stands before him, or his clause goes on behind the verb."""
    if not any(form[0].isalnum() for form in speech.line.forms[:first]):
        return True
    if last >= speech.size or speech.kinds[last] & _CLOSED or _only_tail(speech, last):
        return False
    opens = bool(speech.kinds[first - 1] & (_NEW_CLAUSE | {"and", "comma", "relative", "colon"}))
    return opens or (first <= 3 and kind not in AHEAD) or "relative" in speech.kinds[last]


def _only_tail(speech: Speech, at: int) -> bool:
    """Whether nothing is told from a token to the end of the line: "..., the mayor said in a post on Facebook"."""
    line = speech.line
    told = any(cue.first >= at for cue in line.cues) or any(
        item.first >= at and not item.refused for item in line.counted
    )
    return not (told or any("attack_verb" in kinds for kinds in speech.kinds[at:]))


def _before_colon(speech: Speech) -> Said | None:
    """ "Mayor: 12 killed": a speaker and nothing else before the first colon of the line."""
    colon = next((at for at in range(min(HEADING, speech.size - 1)) if "colon" in speech.kinds[at]), None)
    name = speech.name_to(colon) if colon else None
    if name is None or any(form[0].isalnum() for form in speech.line.forms[: name.first]):
        return None
    if all(at in speech.places for at in range(name.first, name.last)):
        return None  # "Kyiv: 12 killed" says where
    if name.kind in HARMED or not (_titled(speech, name) or _full_name(speech, name)):
        return None
    return Said(name.first, colon + 1, name, "says", True) if name.last == colon else None


def _behind_dash(speech: Speech) -> Said | None:
    """ "12 killed in Kyiv – mayor": a speaker and nothing else behind the last dash or colon of the line."""
    tail = range(speech.size - 1, max(speech.size - HEADING, 0), -1)
    dash = next((at for at in tail if speech.kinds[at] & _IN_PLACE), None)
    name = speech.name_from(dash + 1) if dash else None
    if name is None or dash is None or not _titled(speech, name) or name.first != dash + 1:
        return None
    return (
        Said(dash, name.last, name, "says", False)
        if not any(form[0].isalnum() for form in speech.line.forms[name.last :])
        else None
    )


def _full_name(speech: Speech, name: Name) -> bool:
    """Whether a name is two or three words with capitals and nothing else: a person's."""
    words = range(name.first, name.last)
    return len(words) in (2, 3) and all(
        at in speech.line.capitals and at not in speech.places and not speech.kinds[at] & _NO_NAME for at in words
    )


def _titled(speech: Speech, name: Name) -> bool:
    return any(at in speech.roles for at in range(name.first, name.last))


def _distinct(found: list[Said]) -> list[Said]:
    """In page order; of two verbs with one speaker the first, save that a stance of its own wins over plain saying."""
    kept: dict[tuple[int, int], Said] = {}
    for said in sorted(found):
        known = kept.get(said.name[:2])
        if known is None:
            kept[said.name[:2]] = said
        elif known.stance == said.stance or said.stance == "says":
            kept[said.name[:2]] = known._replace(first=min(known.first, said.first), last=max(known.last, said.last))
        elif known.stance == "says":
            kept[said.name[:2]] = said._replace(first=min(known.first, said.first))
    return sorted(kept.values())


def _passed_on(speech: Speech, found: list[Said]) -> tuple[list[Said], dict[Said, Name]]:
    """Speakers without the newsrooms that pass on the word of one beside them; those are told apart as through whom.

    A name of no known kind behind a verb that passes on is such a newsroom only where another speaks in the line.
    """
    outlets = {"media", RELAY} if any(said.name.kind != RELAY for said in found) else {"media"}
    own = [_plain(said) for said in found if said.name.kind not in outlets]
    through: dict[Said, Name] = {}
    for outlet in (_plain(said) for said in found if said.name.kind in outlets):
        source = min(
            (
                said for said in own
                if _apart(said, outlet) <= PASSED_ON or outlet.first == 0 or _closes(speech, said, outlet, own)
                or (outlet.leads and not said.leads and outlet.last <= said.first and len(own) == 1)
            ),
            key=lambda said: _apart(said, outlet),
            default=None,
        )  # fmt: skip
        if source is None:
            return [_plain(said) for said in found], {}
        through[source] = outlet.name
    return own, through


def _closes(speech: Speech, said: Said, outlet: Said, own: list[Said]) -> bool:
    """Whether a newsroom closes what one speaker says from the head of the line: "Orlov said that ..., AFP reports"."""
    that = "relative" in speech.kinds[min(said.last + 1, speech.size - 1)] and said.first <= CLAUSE_HEAD
    return (said.leads or that) and not outlet.leads and said.last <= outlet.first and len(own) == 1


def _plain(said: Said) -> Said:
    return said._replace(name=said.name._replace(kind="other")) if said.name.kind == RELAY else said


def _apart(left: Said, right: Said) -> int:
    return max(left.first - right.last, right.first - left.last, 0)


def _credit(speech: Speech, said: Said, outlet: Name | None, text: str) -> Credit:
    line = speech.line
    span = line.span(said.name.first, said.name.last)
    via = line.span(outlet.first, outlet.last) if outlet is not None else _via(speech, said)
    words = " ".join(text[slice(*via)].split()) if via else None
    return Credit(" ".join(text[span.start : span.end].split()), said.name.kind, span, said.stance, words)


def _via(speech: Speech, said: Said) -> tuple[int, int] | None:
    """ "told AFP", "on Telegram": the words of through whom, nearest the speaker."""
    line = speech.line
    for verb in speech.verbs:
        if verb.kind == "tell" and said.first <= verb.first < said.last:
            hearer = speech.name_from(verb.last)
            if hearer is not None and hearer.first == verb.last and hearer.kind in ("media", "other"):
                return line.span(verb.first, hearer.last)
    near = [m for m in line.speech if m.kind == "via" and not said.name.first <= m.first < said.name.last]
    best = min(near, key=lambda m: (max(m.first - said.last, said.first - m.last), m.first - m.last), default=None)
    return line.span(best.first, best.last) if best is not None else None


def _reaches(speech: Speech, found: list[Said], credits: list[Credit]) -> list[Credited]:
    """One speaker's word holds for the line, from his own clause on where he opens one; of several, each his part."""
    reach: list[Credited] = []
    edges = [_edge(speech, left, right) for left, right in pairwise(found)]
    for number, (said, credit) in enumerate(zip(found, credits, strict=True)):
        low = edges[number - 1] if number else 0
        high = edges[number] if number < len(edges) else speech.size
        if said.stance in CONTRARY:
            high = _told_of(speech, said.last, high)
        elif said.stance in ("accuses", "admits"):
            high = _accused_of(speech, said.last, high)
        elif not said.leads:
            high = _day_after(speech, said.last, high)
        if said.leads or said.stance in CONTRARY:
            low = max(low, _clause_start(speech, said))
        if (
            said.leads
            and "relative" in speech.kinds[min(said.name.last + 1, speech.size - 1)]
            and low <= said.name.last
        ):
            low = max(
                low, said.last - 1
            )  # what stands between him and his verb is told of him: "Hamas, which killed 12, said"
        if number and (end := _of_aside(speech, said, high)):
            reach += [Credited(low, end, credit), Credited(end, high, credits[number - 1])]
            continue
        reach.append(Credited(low, high, credit))
    return reach


def _of_aside(speech: Speech, said: Said, high: int) -> int:
    """Where the word of one ends who speaks in a relative clause only, before the sentence goes on with its list: "six missiles,
    which the air force says flew for hours, and 16 drones"; 0 where it does not.
    """
    if said.first < 2 or "relative" not in speech.kinds[said.first - 1] or "comma" not in speech.kinds[said.first - 2]:
        return 0
    commas = (at for at in range(said.last + 1, high - 1) if "comma" in speech.kinds[at])
    return next((at for at in commas if "and" in speech.kinds[at + 1]), 0)


def _told_of(speech: Speech, low: int, high: int) -> int:
    """Where a denial ends: what an attack did is the narrator's ("denied responsibility for the attack that killed
    12").
    """
    kinds = speech.kinds
    return next((
        at for at in range(low + 1, high)
        if kinds[at] & {"subordinate", "but"} or ("relative" in kinds[at] and kinds[at - 1] & {"attack", "incident"})
    ), high)  # fmt: skip


def _day_after(speech: Speech, low: int, high: int) -> int:
    """Where the word of one who closes ends: "..., officials said, a day after a strike killed 51" goes on as the narrator's."""
    comma = next((at for at in range(low, min(low + CLOSE_NEAR, high)) if "comma" in speech.kinds[at]), None)
    if comma is None:
        return high
    after = any("subordinate" in speech.kinds[at] for at in range(comma + 2, min(comma + 4, high)))
    return comma if after else high


def _accused_of(speech: Speech, low: int, high: int) -> int:
    """Where an accusation or a claim of responsibility ends: the deed told of in a clause of its own is the narrator's
    ("accused them of the raid last month, which killed 12").
    """
    kinds = speech.kinds
    return next((at for at in range(low + 1, high - 1) if "comma" in kinds[at] and "relative" in kinds[at + 1]), high)


def _edge(speech: Speech, left: Said, right: Said) -> int:
    """Where the word of one speaker ends and that of the next begins."""
    if right.leads or right.stance in CONTRARY:
        return max(left.last, _clause_start(speech, right) or right.first)
    if not left.leads:
        return left.last
    between = range(
        left.last + 1, right.first
    )  # both speak of what stands between them: parted by the last word that parts
    for kinds in (_NEW_CLAUSE, {"and"}, {"comma"}):
        walls = [at for at in between if speech.kinds[at] & kinds]
        if walls:
            return walls[-1] if kinds != {"comma"} else walls[0]
    return right.first


def _clause_start(speech: Speech, said: Said) -> int:
    """Where the clause of a speaker begins: behind a semicolon, "but", or "and" with what stands before it."""
    for at in range(said.first - 1, -1, -1):
        if speech.kinds[at] & _NEW_CLAUSE:
            return at + 1
        if "and" in speech.kinds[at] and at + 1 >= said.first - 1:
            return at + 1
        if said.stance in CONTRARY and "comma" in speech.kinds[at]:
            return at + 1
    return 0
