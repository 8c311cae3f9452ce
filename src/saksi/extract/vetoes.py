"""What forbids a quantity a cue, each reason by itself.

A veto is a question about one quantity, one cue and what stands between them. Their order is of no weight; the cheap
ones come first.

`FIXED` holds only where the order of words is fixed (grammar.toml, free_order = false).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from saksi.extract.both import shared
from saksi.extract.field import Field
from saksi.model import Counted, Cue
from saksi.slots import HARM

RELATIVE_NEAR = 3  # tokens between the word that opens a relative clause and its verb
BARE_FAR = 3  # tokens between a verb and a number that names nothing
FILLED = {"noun": 0.0, "either": 0.0, "affected": 0.5}  # how far before a cue a number fills it, by the cue's way
SUBJECT_NEAR = 3  # tokens between a verb and the number right before it: "of them"
BEHIND = frozenset({"killed", "hospitalised", "rescued"})  # what befell some of the harmed
CARRIED = frozenset({"of", "from", "launched_from"})
SUBJECT_WALLS = frozenset({"comma", "semicolon"})
RELATIVE = frozenset({"relative"})
INCLUDING = frozenset({"including", "of_them"})
SHARE_NEAR = 5  # tokens between "half of" and the number: "of the more than"
SHARE_WALLS = frozenset({"comma", "semicolon", "stop", "and"})
BEHIND_WALLS = frozenset({"comma", "semicolon", "and", "but", "subordinate"})
SPEECH = frozenset({"say", "tell", "add", "denial", "accuse", "admit"})
SINGULAR = frozenset({"implicit", "article"})
DECLINED = 3  # tokens between a verb of declining and what is declined
FEW = (2, 9)  # "ten" and "a dozen" can be nouns in the singular


class Pairing:
    """A quantity and a cue beside each other: `way` the cue takes it, `side` where the number stands from the cue."""

    __slots__ = ("cue", "field", "first", "item", "last", "overlaps", "side", "way")

    def __init__(self, field: Field, item: Counted, cue: Cue, way: str) -> None:
        self.field, self.item, self.cue, self.way = field, item, cue, way
        self.overlaps = cue.first < item.last and cue.last > item.first
        self.side = "before" if item.last <= cue.first else "after"
        self.first, self.last = (item.last, cue.first) if self.side == "before" else (cue.last, item.first)

    def others(self) -> list[Counted]:
        """The other quantities of the line that could have the cue."""
        number, field, cue = self.item.number, self.field, self.cue
        return [one for one in field.takers(cue) if one.number != number and not _hunts(field, one, cue)]


def negated(pair: Pairing) -> bool:
    """A cue under "not" takes no number but nought."""
    if "zero" in pair.item.marks:
        return False
    kinds = pair.field.kinds
    return any("not" in kinds[at] for at in range(max(pair.cue.first - 2, 0), pair.cue.first))


def told_again(pair: Pairing) -> bool:
    """A cue that tells of somebody counted before takes no singular."""
    return pair.cue.extra == "told" and "implicit" in pair.item.marks


def speaks(pair: Pairing) -> bool:
    """One person who speaks is not the one harmed: "a man said that ..."."""
    item = pair.item
    if item.sort != "person" or not item.marks & SINGULAR or item.rule == "genitive":
        return False
    return any(
        (verb.kind in SPEECH and verb.first == item.last) or (verb.kind == "say_after" and verb.last == item.first)
        for verb in pair.field.line.speech
    )


def carried(pair: Pairing) -> bool:
    """Aircraft right behind "from" carried what was launched: "all missiles launched from 4 bombers"."""
    item = pair.item
    return item.unit == "aircraft" and item.first > 0 and bool(CARRIED & pair.field.kinds[item.first - 1])


def of_the_verb_behind(pair: Pairing) -> bool:
    """Some of the harmed of whom a verb right behind tells more are the verb's: "two of the wounded died"."""
    field, item, cue = pair.field, pair.item, pair.cue
    if not field.line.free_order or cue.first != item.number[1] + 1 or not field.partitive(cue):
        return False
    return any(
        0 <= other.first - cue.last <= 1 and other.slot in BEHIND and other.way != "noun" for other in field.cues
    )


def counts_attacks(pair: Pairing) -> bool:
    """A bare number right before a noun of attack counts the attacks, not their weapons: "one more attack"."""
    item, cue = pair.item, pair.cue
    return cue.slot == "launched" and cue.extra == "weak" and item.sort is None and cue.first == item.last


def made_with(pair: Pairing) -> bool:
    """What a strike was made with was not brought down: "destroyed the district with six bombs"."""
    item, cue = pair.item, pair.cue
    return cue.slot == "intercepted" and cue.last < item.first and "with" in pair.field.kinds[item.first - 1]


def counts_sites(pair: Pairing) -> bool:
    """A bare number behind "on" or "at" counts sites, not what was brought down: "of the downed ones, at three"."""
    item, cue = pair.item, pair.cue
    bare = cue.slot == "intercepted" and item.sort is None and cue.last < item.first
    return bare and "on" in pair.field.kinds[item.first - 1]


def grew_outside(pair: Pairing) -> bool:
    """What grew is named outside a clause that closed before its number: "the toll, as nine died there, grew to"."""
    cue, item, kinds = pair.cue, pair.item, pair.field.kinds
    if "grown" not in item.marks or cue.last > item.first or cue.way == "noun":
        return False
    opened = any("relative" in kinds[at] for at in range(max(cue.first - RELATIVE_NEAR, 0), cue.first))
    return opened and any("comma" in kinds[at] for at in range(cue.last, item.first))


def at_work(pair: Pairing) -> bool:
    """People right beside a verb of work are those who came to help: "62 rescuers worked, three were brought out"."""
    item, kinds = pair.item, pair.field.kinds
    if item.sort != "person":
        return False
    before = item.first > 0 and "at_work" in kinds[item.first - 1]
    return before or (item.last < len(kinds) and "at_work" in kinds[item.last])


def of_another_phrase(pair: Pairing) -> bool:
    """A noun of the harmed inside another number's phrase is that one's: "one of the dead was a fighter"."""
    cue, number = pair.cue, pair.item.number
    return cue.way == "noun" and any(
        one.number != number and one.number[1] < cue.first < one.last for one in pair.field.open
    )


def of_its_own_noun(pair: Pairing) -> bool:
    """A number with a noun of the harmed right behind it belongs to no verb behind a comma.

    So of the five in "вбито чоловіка, серед п'яти потерпілих ...".
    """
    field, item, cue = pair.field, pair.item, pair.cue
    if pair.overlaps or not any(
        own is not cue and own.way == "noun" and own.slot != cue.slot and own.first == item.number[1]
        for own in field.cues
    ):
        return False
    return field.between(pair.first, pair.last, BEHIND_WALLS - {"and"})


def behind_its_subject(pair: Pairing) -> bool:
    """A verb with its own number right before it takes none behind a comma: "трьох забрали, четверо ..."."""
    field, cue = pair.field, pair.cue
    if pair.side == "before" or pair.overlaps or pair.way not in ("either", "affected"):
        return False
    if not field.between(pair.first, pair.last, SUBJECT_WALLS):
        return False
    low = cue.first - SUBJECT_NEAR
    return any(
        low <= one.last <= cue.first and not one.marks & {"implicit", "zero"}
        and not field.between(one.last, cue.first, SUBJECT_WALLS | {"and"})
        for one in pair.others()
    )  # fmt: skip


def of_both(pair: Pairing) -> bool:
    """One number of the dead and the harmed together is neither's."""
    return "zero" not in pair.item.marks and shared(pair.field.both, pair.item, pair.cue)


def of_the_hunter(pair: Pairing) -> bool:
    """An aircraft right before the verb and its own number brought those down: "two F-16s shot down six missiles"."""
    return _hunts(pair.field, pair.item, pair.cue)


def _hunts(field: Field, item: Counted, cue: Cue) -> bool:
    if cue.slot != "intercepted" or item.unit != "aircraft" or item.last != cue.first or cue.way != "either":
        return False
    return any(one.first == cue.last and one.sort == "weapon" for one in field.open)


def of_the_living(pair: Pairing) -> bool:
    """Survivors are none of the dead."""
    return pair.cue.slot == "killed" and lives(pair.field, pair.item)


def lives(field: Field, item: Counted) -> bool:
    """Whether a number counts survivors."""
    return any("living" in field.kinds[at] for at in range(item.number[1], min(item.last, len(field.kinds))))


def of_a_share(pair: Pairing) -> bool:
    """What befell a share of a number did not befall all of it: "half of the 40 drones were shot down".

    A participle right behind the number says who they all are: "half of the 22 killed were women".
    """
    item, cue, kinds = pair.item, pair.cue, pair.field.kinds
    if cue.way in ("noun", "either") and cue.first <= item.last:
        return False
    for at in range(item.first - 1, max(item.first - 1 - SHARE_NEAR, -1), -1):
        if "share_of" in kinds[at]:
            return True
        if kinds[at] & SHARE_WALLS:
            return False
    return False


def of_the_next_noun(pair: Pairing) -> bool:
    """A participle of flight belongs to the noun behind it: "four families and other displaced Palestinians"."""
    cue = pair.cue
    before = pair.item.last <= cue.first
    return cue.slot == "displaced" and before and any(noun.first == cue.last for noun in pair.field.line.nouns)


def of_things_behind(pair: Pairing) -> bool:
    """A noun of the harmed takes no number of things behind it: "in memory of the dead 40 candles"."""
    return pair.way == "noun" and pair.side == "after" and pair.item.sort == "unknown" and not pair.overlaps


def filled(pair: Pairing) -> bool:
    """Another number stands before a cue that follows its number: in "57 dead: 24 women" nothing is left.

    A passive has its number before it in the clause ("five were shot down: three ..."), the others right before.
    """
    near = FILLED.get(pair.way)
    if pair.side == "before" or near is None:
        return False
    at = pair.cue.first
    return any(
        one.last <= at and not one.marks & {"implicit", "zero"} and pair.field.gap(one.last, at) <= near
        for one in pair.others()
    )


def taken_nearer(pair: Pairing) -> bool:
    """Another number stands right before the cue, or is its subject as a part: "two girls, one of them was killed"."""
    if pair.side == "after":
        return False
    field, item, at = pair.field, pair.item, pair.cue.first
    for one in pair.others():
        if not item.last <= one.first < at or field.inside[one.number[0]] != field.inside[at]:
            continue  # "seven people including a girl were killed": an aside takes nothing from its total
        if one.last == at and "implicit" not in one.marks:
            return True
        apart = any("comma" in field.kinds[i] for i in range(item.last, one.first))
        between = [field.kinds[i] for i in range(one.last, at)]
        if apart and any("of_them" in kinds for kinds in between) and not any("comma" in kinds for kinds in between):
            return True
    return False


def over_a_relative(pair: Pairing) -> bool:
    """A noun of the harmed in a relative clause is that clause's: "two doctors who were treating the wounded"; what a
    relative clause behind it counts is not harmed: "bodies from a camp that has housed hundreds".
    """
    if pair.way != "noun" or not pair.field.between(pair.first, pair.last, RELATIVE):
        return False
    linked = pair.item.first and "link" in pair.field.kinds[pair.item.first - 1]
    return pair.side == "before" or not (linked or pair.field.between(pair.first, pair.last, INCLUDING))


def behind_a_wall(pair: Pairing) -> bool:
    """What stands behind the comma of a passive is another clause: "tewas, kata polisi, 12"."""
    return pair.way == "affected" and pair.side == "after" and pair.field.between(pair.first, pair.last, BEHIND_WALLS)


def too_far(pair: Pairing) -> bool:
    """A number behind a cue belongs to something else.

    What stands behind "by" did it ("killed by two gunmen"), behind "of" is no object ("killing the mother of 3
    children"); a bare number is not far from its verb; a noun of the harmed that a plain word follows only says of what
    kind that is ("the wounded pride of ...").
    """
    if pair.side == "before":
        return False
    field, item, cue = pair.field, pair.item, pair.cue
    between = range(cue.last, item.first)
    if cue.slot != "launched" and between and "with" in field.kinds[cue.last]:
        return True
    linked = bool(between) and "link" in field.kinds[item.first - 1]
    if pair.way == "noun":
        plain = not field.kinds[cue.last] and not any(noun.first == cue.last for noun in field.line.nouns)
        return not linked and len(between) > 1 and plain
    if cue.slot in HARM and any("of" in field.kinds[at] for at in between):
        return True
    if item.sort is not None or len(between) <= BARE_FAR or any(field.inside[at] for at in between):
        return False
    return not linked or any(cue.last <= one.first < item.first for one in field.line.counted)


def of_things(pair: Pairing) -> bool:
    """A part of things was not harmed: "four of which killed 20 people"."""
    field, item = pair.field, pair.item
    if pair.cue.slot not in HARM or item.sort is not None or "of_things" not in field.line.marked:
        return False
    return item.last < len(field.kinds) and "of_things" in field.kinds[item.last - 1] | field.kinds[item.last]


def of_counted_things(pair: Pairing) -> bool:
    """A verb of harm with counted things right before it tells of them: «шесть коров погибли, девять разбежались»; with
    things right behind it so does a bare number further on: «пострадало много лошадей: из 40 треть»."""
    field, item, at = pair.field, pair.item, pair.cue.first
    if pair.cue.slot not in HARM or pair.way == "noun" or pair.overlaps:
        return False
    if item.sort is None and any(
        one.first == pair.cue.last and one.last <= item.first and one.sort in ("thing", "unknown")
        for one in field.line.counted
    ):
        return True
    return any(
        one.last == at and one.number != item.number and one.sort in ("thing", "unknown") and one.refused is None
        and not (one.first and field.kinds[one.first - 1] - {"comma", "colon", "dash"})  # "three of one family died"
        for one in field.line.counted
    )  # fmt: skip


def declined(pair: Pairing) -> bool:
    """Who declined was not taken to hospital: «ждать госпитализации женщина отказалась»."""
    field, cue, item = pair.field, pair.cue, pair.item
    if cue.slot != "hospitalised":
        return False
    near = range(max(cue.first - DECLINED, 0), min(max(cue.last, item.last) + DECLINED, len(field.kinds)))
    return any("declines" in field.kinds[at] for at in near)


def of_one(pair: Pairing) -> bool:
    """A verb in the singular has no few before it: «сломало обе руки, он умер»."""
    count = pair.item.quantity.count
    if pair.side == "after" or pair.overlaps or count is None or not FEW[0] <= count <= FEW[1]:
        return False
    return "one_only" in pair.field.kinds[pair.cue.first]


Veto = Callable[[Pairing], bool]
ALWAYS: tuple[Veto, ...] = (
    carried, of_the_verb_behind,
    at_work, negated, told_again, counts_attacks, made_with, counts_sites, grew_outside, of_another_phrase, of_its_own_noun,
    behind_its_subject, of_a_share, of_both, of_the_hunter, of_the_living, of_the_next_noun, of_things_behind, of_things,
    speaks, of_counted_things, of_one, declined,
)  # fmt: skip
FIXED: tuple[Veto, ...] = (over_a_relative, behind_a_wall, too_far, filled, taken_nearer)
ALL = ALWAYS + FIXED
# The small word without which a veto holds nowhere in a line: where the line has it not, the veto is not asked.
NEEDS: dict[Veto, str] = {
    at_work: "at_work", negated: "not", made_with: "with", counts_sites: "on", grew_outside: "relative",
    of_a_share: "share_of", of_the_living: "living", of_things: "of_things", over_a_relative: "relative",
    of_one: "one_only", declined: "declines",
}  # fmt: skip
_NEEDED = frozenset(NEEDS.values())


def vetoed(pair: Pairing) -> bool:
    """Whether any veto forbids the pair. A cue inside the number's own phrase is only under those that always hold."""
    line = pair.field.line
    asked = _asked(line.marked & _NEEDED, pair.overlaps or line.free_order)
    return any(veto(pair) for veto in asked)


@cache
def _asked(words: frozenset[str], loose: bool) -> tuple[Veto, ...]:
    """The vetoes that can hold in a line with these small words."""
    return tuple(veto for veto in (ALWAYS if loose else ALL) if veto not in NEEDS or NEEDS[veto] in words)
