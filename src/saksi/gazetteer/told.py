"""Small places that only the text knows: "the village of Qwerty" is a place by its head, though the table lacks it.

Such a place has its name as written and a country, but neither id nor coordinates. Only languages whose names do not
change with their case have the heads for it (`tells` in heads.toml).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from saksi.gazetteer.demonyms import demonyms
from saksi.gazetteer.table import Table
from saksi.model import Place
from saksi.text import WORD, Tokens

_LONGEST = 3  # words of such a name
_AROUND = 8  # tokens behind the name within which its region or country may stand
_BEFORE = 20  # tokens before it within which they may stand too


class Tells(NamedTuple):
    """The heads of a language that make a place of the name beside them."""

    of: frozenset[str]  # "village of Qwerty"
    before: frozenset[str]  # "desa Qwerty"
    behind: frozenset[str]  # "in Qwerty village"


class Named(NamedTuple):
    """A name at tokens first..last (exclusive) and its head."""

    first: int
    last: int
    head: str


def district_of(seat: Place, head: str) -> Place:
    """A district that the table lacks, called after its seat, where the pin of it stands.

    >>> district_of(Place("Nabatieh", 278913, 33.4, 35.5, "city", "LB", None, ("Lebanon",)), "district").name
    'Nabatieh district'
    """
    title = "Township" if head == "township" else "district"
    return Place(
        f"{seat.name} {title}", None, seat.lat, seat.lon, "region", seat.country, seat.timezone, seat.parents, seat.note
    )


def names_told(
    tokens: Tokens, first: int, last: int, tells: Tells, words: frozenset[str], language: str
) -> list[Named]:
    """The names beside heads that tell of small places, in order. `words`: prepositions before "Qwerty village"."""
    forms = tokens.forms
    heads = tells.of | tells.before | tells.behind
    found: list[Named] = []
    if heads.isdisjoint(forms[first:last]):
        return found
    for at in range(first, last):
        form = forms[at]
        if form not in heads:
            continue
        start, end = at + 1, at + 1
        if form in tells.of and at + 1 < last and forms[at + 1] == "of":
            start, end = at + 2, _end(tokens, at + 2, last)
        elif form in tells.before:
            end = _end(tokens, at + 1, last)
        if start == end and form in tells.behind:
            end = at
            start = _start(tokens, at, first)
            before = forms[start - 1] if start > first else ""
            if not (before in words or before == "," or before.endswith("'s")):
                start = end
        if start < end and not any(demonyms(language).of(forms[i].removesuffix("'s")) for i in range(start, end)):
            found.append(Named(start, end, form))
    return found


def _end(tokens: Tokens, start: int, last: int) -> int:
    end = start
    while end < min(start + _LONGEST, last) and _name(tokens, end):
        end += 1
        if tokens.forms[end - 1].endswith("'s"):
            break
    return end


def _start(tokens: Tokens, end: int, first: int) -> int:
    start = end
    while start > max(end - _LONGEST, first) and _name(tokens, start - 1):
        start -= 1
    return start


def _name(tokens: Tokens, at: int) -> bool:
    """Whether a token is a word with a capital, or joined to one: "al-Qwerty"."""
    return tokens.kinds[at] == WORD and not tokens.text[tokens.starts[at] : tokens.ends[at]].islower()


def place_told(tokens: Tokens, table: Table, named: Named, known: Sequence[tuple[int, Place]]) -> Place | None:
    """The place of a name that the table lacks. `known`: places that are sure, with the tokens where they begin.

    It lies in the region or country named right behind or not long before, else in the country that most of the text is about.
    """
    at = bisect_left(known, named.last, key=lambda one: one[0])
    near = [place for start, place in known[at : at + 2] if start - named.last <= _AROUND]
    near += [place for start, place in reversed(known[max(at - 2, 0) : at]) if named.first - start <= _BEFORE]
    outer = next(
        (place for sort in ("region", "country") for place in near if place.country and place.precision == sort), None
    )
    counted = Counter(place.country for _, place in known if place.country)
    country = outer.country if outer is not None else max(counted, key=lambda code: (counted[code], code), default="")
    nation = table.nation(country) if country else None
    if nation is None:
        return None
    inside = table.place(nation)
    parents = (inside.name,) if outer is None or outer.precision == "country" else (outer.name, *outer.parents)
    text = tokens.text[tokens.starts[named.first] : tokens.ends[named.last - 1]]
    name = " ".join(text.split()).removesuffix("'s").removesuffix("’s")
    return Place(name, None, None, None, "city", country, inside.timezone, parents)
