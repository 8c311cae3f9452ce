"""Small places that only the text knows: "the village of Qwerty", "Qwerty (South Kordofan)", "in Qwerty, Kotli".

Such a place has its name as written and a country, but neither id nor coordinates. Only languages whose names do not
change with their case have the words for it (`tells` in heads.toml).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from saksi.gazetteer.demonyms import demonyms
from saksi.gazetteer.table import Table
from saksi.model import Place
from saksi.text import WORD, Tokens, kind_of

_LONGEST = 3  # words of such a name
_AROUND = 8  # tokens behind the name within which its region or country may stand
_BEFORE = 20  # tokens before it within which they may stand too
_ENDS = 2  # places looked at on either side
_OUTER = frozenset({"region", "city"})


class Tells(NamedTuple):
    """The words of a language that make a place of the name beside them."""

    of: frozenset[str]  # "village of Qwerty"
    before: frozenset[str]  # "desa Qwerty"
    behind: frozenset[str]  # "in Qwerty village"
    within: frozenset[str]  # "in Qwerty, Kotli"
    districts: frozenset[str]  # "in Qwerty district, Surin"
    no_place: frozenset[str]  # names of other things: "in Nasser Hospital, Khan Younis"


class Heads(NamedTuple):
    """The words of heads.toml for one language."""

    after: dict[str, frozenset[str]]
    before: dict[str, frozenset[str]]
    prepositions: frozenset[str]
    joins: frozenset[str]
    of: frozenset[str]
    over_one: frozenset[str]  # heads that reach their name over one word: "kota pelabuhan Odesa"
    tells: Tells
    inside: frozenset[str]  # words between a name and its head: «Шебекинский муниципальный округ»


class Found(NamedTuple):
    """A place name at tokens first..last (last exclusive): candidates best first, the head word if one stands there.

    `ambiguous_word`: the name is also a word, a person's name or a small place's, and the context is thin.
    """

    first: int
    last: int
    candidates: tuple[Place, ...]
    head: str | None
    ambiguous_word: bool


class Named(NamedTuple):
    """A name at tokens first..last (exclusive) and its head, if one stands there."""

    first: int
    last: int
    head: str | None


class Known:
    """The places of a text that are sure, with the tokens where they begin."""

    def __init__(self, places: Sequence[tuple[int, Place]]) -> None:
        self.places = places
        self.countries = Counter(place.country for _, place in places if place.country)
        self.regions = Counter(name for _, place in places for name in _regions(place))

    def likely(self, place: Place, without: Sequence[Place]) -> bool:
        """Whether a place is in a country that the text speaks of beside `without`, and in no region that it does not."""
        countries = self.countries - Counter(one.country for one in without)
        regions = self.regions - Counter(name for one in without for name in _regions(one))
        return place.country in countries and (
            not regions or not regions.keys().isdisjoint((place.name, *place.parents))
        )

    def near(self, named: Named) -> list[Place]:
        """The places right behind a name, then those not long before it."""
        at = bisect_left(self.places, named.last, key=lambda one: one[0])
        near = [place for start, place in self.places[at : at + _ENDS] if start - named.last <= _AROUND]
        before = [one for one in self.places[max(at - _ENDS - 1, 0) : at] if one[0] < named.first][-_ENDS:]
        return near + [place for start, place in reversed(before) if named.first - start <= _BEFORE]


def _regions(place: Place) -> tuple[str, ...]:
    return (place.name, *place.parents[:-1]) if place.precision == "region" else ()


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
) -> Iterator[Named]:
    """The names beside heads that tell of small places, in order. `words`: prepositions before "Qwerty village"."""
    forms = tokens.forms
    heads = tells.of | tells.before | tells.behind
    if heads.isdisjoint(forms[first:last]):
        return
    for at, form in [(at, form) for at, form in enumerate(forms[first:last], first) if form in heads]:
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
        if start < end and _no_people(tokens, start, end, language):
            yield Named(start, end, form)


def names_within(
    tokens: Tokens, first: int, found: Sequence[tuple[int, int, Place]], tells: Tells, language: str
) -> Iterator[Named]:
    """The names that a known place stands right behind as what holds them. `found`: (first, last, place) in order."""
    if not tells.within:
        return
    taken = first
    for start, last, place in found:
        sign = tokens.forms[start - 1] if start > first else ""
        if place.precision in _OUTER and sign in ("(", ","):
            title = tokens.forms[start - 2] if start - 2 > first else ""
            end = start - 2 if title in tells.districts else start - 1
            begin = _start(tokens, end, max(taken, first))
            before = tokens.forms[begin - 1] if begin > first else ""
            placed = before in tells.within or (sign == "(" and place.precision == "region" and before in (",", "and"))
            own = placed and tells.no_place.isdisjoint(tokens.forms[begin:end])
            if begin < end and own and _no_people(tokens, begin, end, language):
                yield Named(begin, end, title if end < start - 1 else None)
        taken = last


def again(tokens: Tokens, named: Sequence[Named], within: frozenset[str]) -> Iterator[tuple[int, Named]]:
    """Where names that were told once stand again behind a preposition: (place of the first in `named`, the name)."""
    first_words: dict[str, list[int]] = {}
    for number, one in enumerate(named):
        first_words.setdefault(tokens.forms[one.first], []).append(number)
    own = {one.first for one in named}
    for at, form in enumerate(tokens.forms):
        if form not in first_words or at in own or not at or tokens.forms[at - 1] not in within:
            continue
        for number in first_words[form]:
            size = named[number].last - named[number].first
            if tokens.forms[at : at + size] == tokens.forms[named[number].first : named[number].last]:
                yield number, Named(at, at + size, None)
                break


def with_told(
    found: list[Found], tokens: Tokens, reach: tuple[int, int], table: Table, heads: Heads, language: str
) -> list[Found]:
    """The finds with the small places that only the text knows, instead of parts of their names and of namesakes in
    countries that the text does not speak of.
    """
    first, last = reach
    tells = heads.tells
    held = [(one.first, one.last, one.candidates[0]) for one in found if not one.ambiguous_word]
    told = [*names_told(tokens, first, last, tells, heads.prepositions, language),
            *names_within(tokens, first, held, tells, language)]  # fmt: skip
    if not told:
        return found
    known = Known([(first, place) for first, _, place in held])
    new: list[Found] = []
    for name in sorted(told):
        over = _over(found, name)
        whole = [place for one in over if one.first <= name.first and one.last >= name.last for place in one.candidates]
        own = [one.candidates[0] for one in over if not one.ambiguous_word]
        if len(over) > 1 or any(known.likely(place, own) for place in whole):
            continue
        place = place_told(tokens, table, name, known, heads)
        if place is not None and not (new and new[-1].last > name.first):
            new.append(Found(name.first, name.last, (place,), name.head, False))
    names = [Named(one.first, one.last, one.head) for one in new]
    for number, name in again(tokens, names, tells.within):
        if not _over(found, name):
            new.append(Found(name.first, name.last, new[number].candidates, None, False))
    covered = {at for one in new for at in range(one.first, one.last)}
    kept = [one for one in found if covered.isdisjoint(range(one.first, one.last))]
    return sorted([*kept, *new], key=lambda one: one.first)


def _over(found: list[Found], name: Named) -> list[Found]:
    """The finds that share a token with a name."""
    at = bisect_left(found, name.first, key=lambda one: one.last - 1)
    return [one for one in found[at : at + name.last - name.first] if one.first < name.last]


def place_told(tokens: Tokens, table: Table, named: Named, known: Known, heads: Heads) -> Place | None:
    """The place of a name that the table lacks.

    It lies in the region or country named right behind or not long before, else in the country that most of the text is
    about.
    """
    near = [place for place in known.near(named) if place.country]
    outer = next((place for sort in ("region", "country") for place in near if place.precision == sort), None)
    most = max(known.countries, key=lambda code: (known.countries[code], code), default="")
    country = outer.country if outer is not None else most
    nation = table.nation(country) if country else None
    if nation is None:
        return None
    inside = table.place(nation)
    parents = (inside.name,) if outer is None or outer.precision == "country" else (outer.name, *outer.parents)
    text = tokens.text[tokens.starts[named.first] : tokens.ends[named.last - 1]]
    name = " ".join(text.split()).removesuffix("'s").removesuffix("’s")
    if named.head in heads.tells.districts:
        name, kind = f"{name} {named.head}", "region"
    else:
        kind = "city"
    return Place(name, None, None, None, kind, country, inside.timezone, parents)


def _no_people(tokens: Tokens, start: int, end: int, language: str) -> bool:
    """Whether no word of a name is a state's or a people's: "a Russian village"."""
    return not any(demonyms(language).of(tokens.forms[at].removesuffix("'s")) for at in range(start, end))


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
    return kind_of(tokens.forms[at]) == WORD and not tokens.text[tokens.starts[at] : tokens.ends[at]].islower()
