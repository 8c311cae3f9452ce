"""The counts of one line: what the assignment gave, and what a number inherits from the ones before it.

The steps in order: the quantities that are open; those that name the whole of another; the noun that a bare one counts;
the assignment to cues; what is inherited without a cue; what the same words tell besides.
"""

from __future__ import annotations

from saksi.extract.absent import absent
from saksi.extract.assign import assign
from saksi.extract.bare import own_noun, replaced, with_unit
from saksi.extract.field import Field
from saksi.extract.given import given, hospitalised_too, intercepted_too, launched_wholes, spread, traits
from saksi.extract.halves import halves
from saksi.extract.inherited import inherit_unit, inherited, staged
from saksi.extract.parts import Held, antecedent, respective, whole_of
from saksi.extract.remains import remains
from saksi.extract.totals import breaks_down, uncued_parts
from saksi.extract.unnumbered import told_singly, unnumbered
from saksi.extract.used import of_other_cause, used
from saksi.model import Counted, Cue

NAMED_NEAR = 4  # tokens between a count of weapons and their name in quotes
QUOTES = frozenset('«»“”"„')
MAX_COUNTED = 150  # more quantities in one sentence are a table without lines: none is read


class LineCounts:
    """The open quantities of one line on their way to slots.

    `items` are all of them, `wholes` part to whole by their places in it, `own` the cue that a whole carries as its
    noun, `free` those that look for a cue.
    """

    __slots__ = ("field", "free", "items", "own", "wholes")

    def __init__(self, field: Field) -> None:
        self.field = field
        items = _open(field)
        self.wholes = whole_of(field, items)
        self.own = {
            whole: cue for part, whole in self.wholes.items() if (cue := own_noun(field, items[whole], items[part]))
        }
        self.items = _with_respective_units(field, items)
        looking = [
            with_unit(item, self.items, self.wholes, at, self.own, field)
            for at, item in enumerate(self.items) if at not in self.wholes.values()
        ]  # fmt: skip
        self.free = [item for item in looking if not _named_within(field, item, looking)]

    def assigned(self, taken: list[Cue]) -> dict[int, Held]:
        """What the quantities came to by a cue, by the token of their number; no cue of `taken`."""
        field = self.field
        held = {self.items[at].number[0]: given(field, self.items[at], cue, "direct") for at, cue in self.own.items()}
        outside = [item for item in self.free if not breaks_down(field, item, self.free)]
        for pair in assign(field, outside, frozenset([*self.own.values(), *taken])):
            held[pair.item.number[0]] = given(field, pair.item, pair.cue, pair.rule)
        return held

    def inherit(
        self, by_item: dict[int, Held], before: list[Held], head: Held | None
    ) -> tuple[list[Held], list[Counted]]:
        """All quantities that have a slot, by a cue or inherited, and those that have none."""
        field = self.field
        done: list[Held] = []
        left: list[Counted] = []
        free = sorted(self.free, key=_place_of)
        for item in sorted([*free, *(self.items[at] for at in self.own)], key=self._turn) if self.own else free:
            held = by_item.get(item.number[0])
            if held is None:
                held = inherited(field, item, before + done, head) or staged(field, self.items, item, done)
            elif held.unit is None:
                held = inherit_unit(field, held, before + done)
            if held is None:
                left.append(item)
                continue
            if held.rule == "grew":
                done[-1] = done[-1]._replace(flags=(*done[-1].flags, "superseded"))
            done.append(spread(field, held))
        return done, left

    def _turn(self, item: Counted) -> tuple[int, int]:
        """When a quantity has its turn: in page order, but the M of "two of the three injured are children" first."""
        whole = next((at for at in self.own if self.items[at] is item), None)
        parts = [part for part, at in self.wholes.items() if at == whole]
        return (min(item.number[0], self.items[parts[0]].number[0]), 0) if parts else (item.number[0], 1)

    def whole_launches(self, done: list[Held]) -> tuple[list[Held], list[Counted]]:
        """The wholes of "64 of 145 drones" that no cue took: launched where the part was intercepted, else left."""
        launched, left = [], []
        by_number = {held.item.number: held for held in done}
        for part, whole in self.wholes.items():
            item, held = self.items[whole], by_number.get(self.items[part].number)
            if item.number in by_number:
                continue
            if held is not None and held.slot == "intercepted" and item.sort in ("weapon", None):
                unit = item.unit or held.unit
                launched.append(Held(self.field.line, item, "launched", None, "weapon", unit, None, "whole"))
            else:
                left.append(item)
        return launched, left


def line_claims(field: Field, before: list[Held], head: Held | None) -> tuple[list[Held], list[Counted]]:
    """The assigned quantities of one line in order, and those left without a slot."""
    if len(field.line.counted) > MAX_COUNTED:
        return [], list(field.line.counted)
    nought = absent(field)
    if not field.open:
        done = sorted(nought, key=_place)
        done.extend(told_singly(field, done))
        return [*done, *unnumbered(field, before + done)], list(field.line.counted)
    counts = LineCounts(field)
    done, left = counts.inherit(counts.assigned([held.cue for held in nought if held.cue]), before, head)
    open_numbers = {item.number for item in counts.items}
    left = [*(item for item in field.line.counted if item.number not in open_numbers), *left]
    done = remains(field, [_of_total(field, held, before + done[:at]) for at, held in enumerate(done)])
    left = launched_wholes(field, done, traits(field, done, left))
    passing = [again for held in done if (again := intercepted_too(field, held))]
    passing += [again for held in done if (again := hospitalised_too(field, held, done))]
    done = sorted([*done, *nought, *passing], key=_place)
    for more in (uncued_parts(field, left, before + done), used(field, left)):
        if more:
            taken = [held.item for held in more]
            left = [item for item in left if not any(item is one for one in taken)]
            done = sorted([*done, *more], key=_place)
    done.extend(told_singly(field, done))
    done.extend(halves(field, before + done))
    done.extend(unnumbered(field, before + done))
    launched, rest = counts.whole_launches(done)
    return [*done, *launched], [*left, *rest]


def _place_of(item: Counted) -> int:
    return item.number[0]


def _place(held: Held) -> tuple[int, int]:
    return held.item.number


def _open(field: Field) -> list[Counted]:
    """The quantities that may come to a slot: people and weapons, and numbers that name nothing."""
    counted = (item for item in field.line.counted if not item.refused and item.sort != "thing")
    items = [item for item in counted if not _within_cue(field, item)]
    return [item for item in items if item.sort == "weapon"] if of_other_cause(field) else items


def _of_total(field: Field, held: Held, before: list[Held]) -> Held:
    """A part that has a cue of its own shares its total's scope all the same: "among the dead are 48 children"."""
    if held.total is not None or "part_of_total" not in held.flags:
        return held
    total = antecedent(field, held.item, [one for one in before if one.slot == held.slot], held.sort)
    return held._replace(total=total) if total is not None else held


def _within_cue(field: Field, item: Counted) -> bool:
    """Whether a singular is only a word of a cue: "found the body of"."""
    return "implicit" in item.marks and any(cue.first < item.first and item.last < cue.last for cue in field.cues)


def _with_respective_units(field: Field, items: list[Counted]) -> list[Counted]:
    """The quantities with the nouns that "respectively" gives to the bare ones."""
    units = respective(field, items)
    return [
        replaced(item, sort=unit.sort, unit=unit.unit) if (unit := units.get(at)) else item
        for at, item in enumerate(items)
    ]


def _named_within(field: Field, noun: Counted, items: list[Counted]) -> bool:
    """Whether a singular noun only says what another number counts: "сім – «Калібр»", «две ракеты малой дальности „Х“»."""
    return "implicit" in noun.marks and any(
        item is not noun and "implicit" not in item.marks and (
            (item.first <= noun.first and noun.last <= item.last) or _names(field, noun, item)
        )
        for item in items
    )  # fmt: skip


def _names(field: Field, noun: Counted, item: Counted) -> bool:
    """Whether a weapon's name in quotes right behind a count of weapons is theirs."""
    if noun.sort != "weapon" or item.sort != "weapon" or not 0 < noun.first - item.last <= NAMED_NEAR:
        return False
    quoted = field.line.forms[noun.first - 1] in QUOTES
    return quoted and not any(field.kinds[at] & {"comma", "and", "in"} for at in range(item.last, noun.first))
