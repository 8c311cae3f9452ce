"""What a number without a cue inherits: the slot of its total, of a shared verb, of the line that heads its list."""

from __future__ import annotations

from typing import NamedTuple

from saksi.extract.both import shared
from saksi.extract.field import Field, names_its_own
from saksi.extract.given import how_of, outgrown
from saksi.extract.parallel import later_stage
from saksi.extract.parts import Held, antecedent, is_part, listed_in, of_state, sort_of
from saksi.extract.remnants import remnant_of
from saksi.model import Counted, Line
from saksi.slots import GROUPS, HARM, WEAPON_COUNTS

HOME_NEAR = 4  # tokens between a part and that it was sent home
_HOME = frozenset({"discharged"})
RISE_NEAR = 3  # tokens between a tally and its rise: the bracket and the sign
PLACE_NEAR = 4  # tokens between a number with its dash and the place it is of
OVER_PLACES = "over_places"
CLAUSE_ENDS = frozenset({"comma", "semicolon", "stop", "but", "and"})
UNCOUNTED = 6  # tokens between a verb whose people are not counted and the part of them that is


def inherit_unit(field: Field, held: Held, before: list[Held]) -> Held | None:
    """A weapon count with no weapon named takes that of its total; without one it is no claim."""
    if held.slot in HARM:
        return held
    total = antecedent(field, held.item, before, "weapon") or _beside(field, before)
    return held._replace(unit=total.unit, sort="weapon") if total and total.unit else None


def _beside(field: Field, before: list[Held]) -> Held | None:
    """The weapons counted last in the same line: "34 drones were shot down, 36 lost", however many there were."""
    last = before[-1] if before else None
    return last if last is not None and last.line is field.line and sort_of(last.slot) == "weapon" else None


def inherited(field: Field, item: Counted, before: list[Held], head: Held | None) -> Held | None:
    """The slot that a quantity without a cue takes from a total, a shared verb or the head of its list.

    The first way that holds. `before` are the quantities said before it, the last one last; `head` what the line above
    its list promises.
    """
    own_line = bool(before) and before[-1].line is field.line
    asked = _Asked(field, item, before, before[-1] if own_line else None, head)
    ways = WAYS if _stands_alone(field, item) else LISTED_WAYS
    return next((held for way in ways if (held := way(asked)) is not None), None)


class _Asked(NamedTuple):
    """A quantity that looks for a slot: what was said before, `last` in its own line, and the head of its list."""

    field: Field
    item: Counted
    before: list[Held]
    last: Held | None
    head: Held | None

    def of(self, total: Held, rule: str, *flags: str) -> Held:
        """The quantity with the slot of `total`."""
        return _from(total, self.item, self.field.line, rule, flags)


def _stands_alone(field: Field, item: Counted) -> bool:
    """Whether a quantity may take a slot without a list: a nought and a singular that is no part may not."""
    return "zero" not in item.marks and ("implicit" not in item.marks or is_part(field, item))


def _listed(asked: _Asked) -> Held | None:
    total = listed_in(asked.field, asked.item, asked.before)
    return asked.of(total, "listed", "part_of_total") if total is not None else None


def _outgrown(asked: _Asked) -> Held | None:
    known = asked.last is not None and asked.item.sort in (None, "person") and outgrown(asked.field, asked.item)
    return asked.of(asked.last, "outgrown", "superseded") if known and asked.last else None


def _grew(asked: _Asked) -> Held | None:
    last, item = asked.last, asked.item
    return asked.of(last, "grew") if last and "grown" in item.marks and item.first - last.item.last <= 1 else None


def _rise(asked: _Asked) -> Held | None:
    """The rise of a tally of people, in the bracket behind it, is of the same kind: "980 000 (+1 030)"."""
    last, item = asked.last, asked.item
    if last is None or "rise" not in item.marks or sort_of(last.slot) != "person":
        return None
    return asked.of(last, "rise") if item.first - last.item.last <= RISE_NEAR else None


def _in_state(asked: _Asked) -> Held | None:
    last = asked.last
    if not of_state(asked.field, asked.item):
        return None
    if last is not None and asked.item.sort is None and of_state(asked.field, last.item):
        return last._replace(item=asked.item, rule="part")  # "one is in a grave state, nine in a fair one"
    return _alive(asked.field, asked.item, asked.before)


def _part_of_uncounted(asked: _Asked) -> Held | None:
    """A part of people of whom no number is told in the line: "постраждали люди, серед них троє дітей"."""
    field, item = asked.field, asked.item
    if item.sort != "person" or not is_part(field, item):
        return None
    start = asked.last.item.last if asked.last is not None else 0
    cues = [cue for cue in field.cues if cue.slot in HARM and start <= cue.first and cue.last <= item.first]
    if cues and asked.last is not None and names_its_own(asked.last.item, cues[-1]):
        return None  # "35 wounded are in hospital, among them six children"
    if not cues or item.first - cues[-1].last > UNCOUNTED or any(
        cues[-1].last <= one.first < item.first and not one.refused for one in field.line.counted
    ):  # fmt: skip
        return None
    taken = {held.cue.first for held in asked.before if held.line is field.line and held.cue is not None}
    if cues[-1].first in taken or asked.item.unit is None or cues[-1].extra in (*GROUPS, "zero"):
        return None
    if shared(field.both, item, cues[-1]):
        return None
    return Held(field.line, item, cues[-1].slot, None, "person", item.unit, cues[-1], "part", ("part_of_total",))


def _part_brought_down(asked: _Asked) -> Held | None:
    """A part of weapons that is the object before its verb: "12 missiles, four of which air defences shot down"."""
    field, item = asked.field, asked.item
    total = next((one for one in reversed(field.line.counted) if one.last <= item.first), None)
    if total is None or item.sort is not None or total.sort != "weapon" or total.refused or not is_part(field, item):
        return None
    cue = next((cue for cue in field.cues if cue.first >= item.last), None)
    if cue is None or cue.slot != "intercepted" or field.between(item.last, cue.first, CLAUSE_ENDS):
        return None
    if any(item.last <= one.first <= cue.last for one in field.line.counted if one.number != item.number):
        return None  # the verb has an object of its own
    return Held(field.line, item, cue.slot, how_of(cue.extra), "weapon", total.unit, cue, "part", ("part_of_total",))


def _part(asked: _Asked) -> Held | None:
    if not is_part(asked.field, asked.item) or _told_singly(asked) or _sent_home(asked):
        return None
    total = antecedent(asked.field, asked.item, asked.before, asked.item.sort)
    return asked.of(total, "part", "part_of_total") if total is not None and not _of_unheld(asked, total) else None


def _sent_home(asked: _Asked) -> bool:
    """Whether a part of the injured was only sent home: "of them 53 have been discharged"."""
    field, item = asked.field, asked.item
    return "discharged" in field.line.marked and field.between(item.last, item.last + HOME_NEAR, _HOME)


def _told_singly(asked: _Asked) -> bool:
    """Whether one person only tells a part again, beside others without a number: "троє дітей: дівчатка 5 і 13 років та
    хлопчик".
    """
    last, item = asked.last, asked.item
    if "implicit" not in item.marks or last is None:
        return False
    if "that_is" in asked.field.kinds[item.first - 1]:
        return True  # "one child (that is a boy of 15)"
    gap = asked.field.kinds[last.item.last : item.first]
    if last.item.quantity.count == 1 and len(gap) == 1 and "comma" in gap[0]:
        return True  # "одного из них, мужчину, доставили в больницу"
    others = [noun for noun in asked.field.line.nouns if last.item.last <= noun.first < item.first]
    return any(noun.sort == "person" and not noun.one for noun in others)


def _of_unheld(asked: _Asked, total: Held) -> bool:
    """Whether a part is rather of people counted between it and its total that no cue took: its slot is not known."""
    same, item = asked.last is not None and total.line is asked.field.line, asked.item
    after = total.item.last if same else 0
    held = {one.item.number for one in asked.before if one.line is asked.field.line}
    return "including" in asked.field.kinds[max(item.first - 1, 0)] and any(
        after <= other.first and other.last <= item.first and other.sort in ("person", None) and not other.refused
        and not other.marks & {"implicit", "article"} and other.number not in held
        and (other.quantity.count or 0) >= (item.quantity.count or 0)
        for other in asked.field.line.counted
    )  # fmt: skip


def _whole(asked: _Asked) -> Held | None:
    last = asked.last
    return asked.of(last, "in_all") if last and asked.item.sort is None and _in_all(asked.field, asked.item) else None


def _remnant(asked: _Asked) -> Held | None:
    shared = remnant_of(asked.field, asked.item, asked.before)
    if shared is None:
        return None
    whole, part = shared.item.quantity.count, asked.item.quantity.count
    of_it = is_part(asked.field, asked.item) and whole is not None and part is not None and part < whole
    return asked.of(shared, "remnant", *(("part_of_total",) if of_it else ()))


def _headed(asked: _Asked) -> Held | None:
    head, item = asked.head, asked.item
    if head is None or item.sort not in (None, sort_of(head.slot)) or (item.sort is None and head.unit is None):
        return None
    return asked.of(head, "list_head")


def _over_places(asked: _Asked) -> Held | None:
    """How many over which place, in a sentence that only breaks down the tally of the one before: "95 drones were shot
    down. 31 – over the Tula region, 22 – over Ryazan"."""
    field, item = asked.field, asked.item
    last = asked.before[-1] if asked.before else None
    if last is None or field.cues or item.sort is not None or item.last >= len(field.line.forms):
        return None
    total = last.total if last.rule == OVER_PLACES and last.total is not None else last
    if total.slot not in WEAPON_COUNTS or total.line is field.line or (last is total and item.first != 0):
        return None
    if total.line.sentence.paragraph != field.line.sentence.paragraph or "dash" not in field.kinds[item.last]:
        return None
    over = any(item.last < place.first <= item.last + PLACE_NEAR for place in field.line.places)
    whole, part = total.item.quantity.count, item.quantity.count
    fits = over and whole is not None and part is not None and part < whole
    return asked.of(total, OVER_PLACES, "part_of_total") if fits else None


LISTED_WAYS = (_listed, _outgrown)
WAYS = (
    *LISTED_WAYS, _grew, _rise, _in_state, _part_of_uncounted, _part_brought_down, _part, _whole, _remnant, _over_places, _headed,
)  # fmt: skip


def staged(field: Field, items: list[Counted], item: Counted, done: list[Held]) -> Held | None:
    """A later stage of a toll told before in the line: "6 загиблих, увечері – 16"."""
    stage = later_stage(field, items, item, done) if item.sort is None and not item.marks else None
    return _from(stage, item, field.line, "stage", ()) if stage is not None else None


def _in_all(field: Field, item: Counted) -> bool:
    """Whether a bare number is said to be that of all together: "34 over Moscow and 193 in total"."""
    return any("in_all" in field.kinds[at] for at in range(item.last, min(item.last + 2, len(field.line.forms))))


def _alive(field: Field, item: Counted, before: list[Held]) -> Held | None:
    """Those in a grave state are of the injured told of before, never of the dead; where none are told of, injured."""
    total = antecedent(field, item, [held for held in before if held.slot in ("injured", "hospitalised")], "person")
    if total is not None:
        return _from(total, item, field.line, "part", ("part_of_total",))
    unit = item.unit if item.sort == "person" else "person"
    return Held(field.line, item, "injured", None, "person", unit, None, "state") if item.sort != "weapon" else None


def _from(total: Held, item: Counted, line: Line, rule: str, flags: tuple[str, ...]) -> Held:
    unit = item.unit if item.sort not in (None, "unknown") else total.unit
    cue = total.cue if total.line is line else None  # a cue of another line has no place in this one
    flags = (*flags, "hit") if "hit" in total.flags else flags
    whole = total if flags else total.total
    return Held(line, item, total.slot, total.how, sort_of(total.slot), unit, cue, rule, flags, whole)
