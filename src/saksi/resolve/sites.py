"""Which of a line's places can be where it happened: not where the speaker sits, not where it was launched from."""

from __future__ import annotations

from collections import Counter

from saksi.gazetteer import load
from saksi.model import Credited, Line, Marker, Place, PlaceName
from saksi.resolve.words import actor_at, answered, dateline_end, forces_strike, near, section_at
from saksi.slots import HARM

AWAY = 2  # tokens before a place in which a word of origin ("from", "based in") may stand
QUOTES = frozenset('«»“”"„')
LISTED = 3  # tokens between two places of a list
SUBURB = 4  # tokens between a town and the city whose suburb it is
PHRASE = 6  # tokens of the longest phrase that is looked for before a name
AGAIN = frozenset({"capital", "the_country", "the_city", "the_region"})
SILENT = frozenset({"dateline", "byline", "caption", "credit_line", "chrome"})


def home_of(lines: tuple[Line, ...]) -> str | None:
    """The country that most lines of a page name places of (ISO 3166-1 alpha-2), so that "the capital" has a name."""
    counted: Counter[str] = Counter()
    for line in lines:
        if line.places:
            named = {name.candidates[0].country for name in line.places if name.candidates and not name.thin}
            counted.update(named - {""})
    return max(counted, key=lambda code: (counted[code], code)) if counted else None


class Sites:
    """The sites of a page's lines, read in order, so that "the city" and "the capital" have a name."""

    def __init__(self, home: str | None, lines: tuple[Line, ...]) -> None:
        self.home = home
        self._countries = {
            name.candidates[0].country for line in lines for name in line.places if name.candidates and not name.thin
        }
        self._last: dict[str, Place] = {}
        self._kept: set[str] = set()  # names of sites told of before

    def of(self, line: Line, credits: list[Credited]) -> tuple[PlaceName, ...]:
        """The places of a line that can be the site of what it tells, in order."""
        if line.sentence.role in SILENT:
            return ()
        pointing = () if AGAIN.isdisjoint(line.marked) else line.marks(*AGAIN)
        if not (line.places or pointing):
            return ()
        named = [
            name for name in line.places
            if name.candidates and (not name.thin or _suburb(line, name) or self._vouched(line, name))
        ]  # fmt: skip
        start = dateline_end(line)
        named = [name for name in named if name.first >= start]
        taken = {at for one in named for at in range(one.first, one.last)}
        for marker in pointing:
            told = any(at in taken for at in range(marker.first, marker.last))
            told = told or (marker.kind == "the_city" and marker.last in taken)  # «в городе Ашкелон» points to its own
            if not told and not _of_another(line, marker, named) and not _named_behind(line, marker):
                own = [one for one in named if one.last <= marker.first and one.candidates[0].precision == "city"]
                city = own[-1].candidates[0] if own and marker.kind == "the_city" else None
                place = city or _own_region(line, marker) or self._again(marker.kind, _whose(line, marker))
                named += [PlaceName(marker.first, marker.last, (place,))] if place is not None else []
        if not named:
            return ()
        named.sort(key=lambda name: name.first)
        written = named[0].first == 0 and "colon" in line.kinds[named[0].last]
        if written and any(name.candidates[0] != named[0].candidates[0] for name in named):
            named = named[1:]  # "Kyiv: a strike on Odesa": where it was written
        kept = _kept(line, named, credits, self.home) or self._country(line, named, credits)
        for name in (*kept, *(name for name in named if _speakers(line, name, credits))):
            self._last[name.candidates[0].precision] = name.candidates[0]
            self._last["any"] = name.candidates[0]
        self._kept.update(name.candidates[0].name for name in kept)
        return tuple(kept)

    def _country(self, line: Line, named: list[PlaceName], credits: list[Credited]) -> list[PlaceName]:
        """The page's own country where a line of harm names nothing nearer: "in four regions of Ukraine"."""
        if not line.cues:
            return []
        return [
            name for name in named
            if name.first > 0 and name.candidates[0].precision == "country" and name.candidates[0].country == self.home
            and not _speakers(line, name, credits) and not _doing(line, name) and not _named_after(line, name)
        ][:1]  # fmt: skip

    def _vouched(self, line: Line, name: PlaceName) -> bool:
        """Whether a doubtful name is a place here: told of before, what is struck, the heading of a section, or behind
        "in"; and in a country that the page speaks of.
        """
        before = range(max(name.first - AWAY, 0), name.first)  # "in", "ke wilayah"
        placed = any("in" in line.kinds[at] for at in before) or line.in_the(name.first)
        placed = placed and name.first - 1 not in line.capitals
        # «обстреляли Сумы», but in "struck Hamas" no town of Hamm's
        struck = name.first > 0 and "attack_verb" in line.kinds[name.first - 1] and actor_at(line, name.first) is None
        if name.first in line.capitals and (struck or name.candidates[0].name in self._kept):
            return True
        if len(line.forms) - (name.last - name.first) <= 1 and name.first == 0:  # a heading: "Sumy."
            return name.candidates[0].country in self._countries
        if name.first in line.capitals:
            placed = placed or _struck(line, name, name.first - 1) or _in_the_next(line, name)
        country = name.candidates[0].precision == "country" and name.first in line.capitals
        return placed and (country or name.candidates[0].country in self._countries)

    def _again(self, kind: str, of: str | None) -> Place | None:
        """The place that words like "the city" mean here; `of`: the country whose capital it is said to be."""
        last = self._last.get("any")
        country = of or (last.country if last is not None else None) or self.home
        try:
            if kind == "capital":
                return load().capital(country) if country else None
            if kind == "the_country":
                return load().country(country) if country else None
        except KeyError:
            return None
        if kind == "the_city" or last is None or last.precision == "region":
            return self._last.get("city" if kind == "the_city" else "region")
        return load().around(last, "region")


def _in_the_next(line: Line, name: PlaceName) -> bool:
    """Whether the place right behind a comma holds it: "overran Zamzam, Sudan's largest camp"."""
    if name.last >= len(line.forms) or "comma" not in line.kinds[name.last]:
        return False
    behind = near(line.places, name.last + 1, name.last + 2)
    return any(other.candidates and other.candidates[0].name in name.candidates[0].parents for other in behind)


def _own_region(line: Line, marker: Marker) -> Place | None:
    """The region that a line names before its own "in the region", be it a speaker's."""
    if marker.kind != "the_region":
        return None
    named = [name for name in line.places if name.candidates and not name.thin and name.last <= marker.first]
    return next((n.candidates[0] for n in reversed(named) if n.candidates[0].precision == "region"), None)


def _whose(line: Line, marker: Marker) -> str | None:
    """The country named beside "the capital": "the Syrian capital", "the capital of Syria"."""
    if marker.kind == "the_country":  # "an Israeli official said ... in the country"
        before = [actor for actor in line.actors if actor.last <= marker.first and len(actor.code) == 2]
        return before[-1].code if before else None
    if marker.kind != "capital":
        return None
    for actor in line.actors:
        of = actor.kind == "of" and actor.last == marker.first
        if (of or (actor.kind == "country" and 0 <= actor.first - marker.last <= 1)) and len(actor.code) == 2:
            return actor.code
    return None


def _kept(line: Line, named: list[PlaceName], credits: list[Credited], home: str | None) -> list[PlaceName]:
    """The places that are no speaker's, no origin's and no actor's; a list that begins with an origin is all of
    origins.
    """
    kept: list[PlaceName] = []
    origins = min((m.last for m in line.marks("launched_from")), default=len(line.forms))
    ended = min((cue.first for cue in line.cues if cue.first >= origins), default=len(line.forms))
    away = -LISTED - 1
    other = answered(line)
    if any(cue.first in other and cue.slot in HARM for cue in line.cues[-1:]):
        other = range(0)  # harm is told of that attack
    for name in named:
        if name.first in other:
            continue
        if (
            origins <= name.first < ended
            or _from(line, name)
            or (name.first - away <= LISTED and _listed(line, away, name.first))
        ):
            away = name.last
        elif not (
            _quoted(line, name)
            or _named_after(line, name)
            or (bool(kept) and _great_city(line, kept[-1], name))
            or _speakers(line, name, credits)
            or _actors(line, name, home)
        ):
            kept.append(name)
    return kept


def _of_another(line: Line, marker: Marker, named: list[PlaceName]) -> bool:
    """Whether a capital is said to be that of something smaller than a country: "ibu kota Darfur Utara"."""
    at = marker.last + 1 if "of" in line.kinds[marker.last] else marker.last
    if marker.kind != "capital" or at not in line.capitals:
        return False
    return not any(name.first == at and name.candidates[0].precision == "country" for name in named)


def _named_behind(line: Line, marker: Marker) -> bool:
    """Whether the name follows: "in the city of El Fasher" points back to nothing."""
    return marker.kind != "capital" and "of" in line.kinds[marker.last]


def _named_after(line: Line, name: PlaceName) -> bool:
    """A name that something else bears: "perang Gaza", "Rumah Sakit Indonesia", "The New York Post", "Minggu Palma"."""
    if any(
        m.kind == "role.media"
        and m.first <= name.first
        and name.last <= m.last
        and m.last - m.first > name.last - name.first
        for m in line.speech
    ):
        return True
    if _of_outlet(line, name) or any(m.last == name.first for m in line.marks("named")):
        return True
    return any(m.first <= name.first and name.last <= m.last for m in line.marks("no_place"))


def _of_outlet(line: Line, name: PlaceName) -> bool:
    """Whether a name with "of" before it begins that of an organisation: "a reporter of Jenin Voice"."""
    if not name.first or "of" not in line.kinds[name.first - 1] or name.last >= len(line.forms):
        return False
    if name.last not in line.capitals or line.kinds[name.last] or near(line.places, name.last, name.last + 1):
        return False
    start = line.starts[name.last]
    timed = any(words.span.start <= start < words.span.end for words in line.times)
    return not (timed or near(line.speech, name.last, name.last + 1) or near(line.actors, name.last, name.last + 1))


def _great_city(line: Line, town: PlaceName, name: PlaceName) -> bool:
    """Whether a name only says beside which great city a town lies: "in Bet Shemesh, a suburb of Jerusalem"."""
    return _suburb(line, name) and name.first - town.last <= SUBURB


def _suburb(line: Line, name: PlaceName) -> bool:
    return any(m.last == name.first for m in line.marks("suburb"))


def _quoted(line: Line, name: PlaceName) -> bool:
    """A name between quotation marks is of something else: the group of forces «Днепр», the station "Kyiv"."""
    if name.first == 0 or name.last >= len(line.forms):
        return False
    return line.forms[name.first - 1] in QUOTES and line.forms[name.last] in QUOTES


def _from(line: Line, name: PlaceName) -> bool:
    if any(m.last == name.first for m in line.marks("taken_to")):
        return True  # "трьох перевезли до Харкова"
    if any("from" in kinds for kinds in line.kinds[max(name.first - AWAY, 0) : name.first]):
        return True
    at = name.first - 1
    while at > 0 and (line.kinds[at] & {"comma", "and"} or at in line.capitals):
        at -= 1
    return at < name.first - 1 and at >= 0 and "from" in line.kinds[at]  # the list may hold names that nobody knows


def _listed(line: Line, low: int, high: int) -> bool:
    return low < high and all(line.kinds[at] & {"comma", "and", "or"} for at in range(low, high))


def _speakers(line: Line, name: PlaceName, credits: list[Credited]) -> bool:
    start, end = line.starts[name.first], line.ends[name.last - 1]
    if any(one.credit.span.start <= start and end <= one.credit.span.end for one in credits):
        return True
    beside = near(line.speech, name.first - PHRASE, name.last + 1)
    roles = [m for m in beside if m.kind.startswith("role.") and m.last >= name.first - 1]
    return any(one.credit.span.start <= line.starts[m.first] < one.credit.span.end for m in roles for one in credits)


def _actors(line: Line, name: PlaceName, home: str | None) -> bool:
    """A name that tells whose something is, or a state that acts: a country is a site behind "in" or as what is
    struck.
    """
    actor = actor_at(line, name.first)
    if actor is None and not is_capital(name.candidates[0]) and not _names_country(line, name):
        return False
    if actor is not None and actor.kind == "owner" and is_capital(name.candidates[0]):
        return name.candidates[0].country != home  # "pengeboman Moskow" in Kharkiv is Moscow's
    if actor is not None and actor.kind in ("people", "owner", "of") and name.candidates[0].precision != "country":
        return actor.kind == "of" and _arms(line, name.last)  # "warga Kyiv" are in it, "Moscow's forces" are not
    if actor is not None and actor.kind != "country":
        return True
    if name.head is not None or _suburb(line, name):
        return False
    before = name.first - 1
    if before > 0 and "function" in line.kinds[before] and "in" not in line.kinds[before]:
        before -= 1  # "in the United States"
    if before >= 0 and "in" in line.kinds[before]:
        return forces_strike(line, name.last)  # "in Myanmar military airstrikes"
    place = name.candidates[0]
    near_in = before > 0 and not line.kinds[before] and "in" in line.kinds[before - 1]
    if near_in and not _arms(line, name.last) and not _timed(line, before):
        return False  # "on central Israel"
    if place.precision == "country":
        return not (before >= 0 and "attack_verb" in line.kinds[before] and place.country == home)
    if _struck(line, name, before) or _in_list(line, name):
        return False
    return place.country != home or _speaks_or_strikes(line, name.last)  # "Islamabad answered" is a government


def _names_country(line: Line, name: PlaceName) -> bool:
    """Whether a country is named, and not pointed to by "the country"."""
    return name.candidates[0].precision == "country" and bool(near(line.places, name.first, name.first + 1))


def _doing(line: Line, name: PlaceName) -> bool:
    """Whether a state's name is that of an actor: whose forces, who speaks, whose people."""
    actor = actor_at(line, name.first)
    before = range(max(name.first - AWAY, 0), name.first)
    roles = [m for m in near(line.speech, name.first - PHRASE, name.first) if m.kind.startswith("role.")]
    nouns = [n for n in near(line.nouns, name.first - PHRASE, name.first) if n.sort in ("weapon", "person")]
    owned = any(one.last - 1 in before for one in (*roles, *nouns))
    if name.first and "attack" in line.kinds[name.first - 1]:
        return True  # «удары Пакистана по ...»
    return (
        actor is None
        or actor.kind != "country"
        or owned
        or _arms(line, name.last)
        or _speaks_or_strikes(line, name.last)
    )


def _timed(line: Line, at: int) -> bool:
    """Whether a token is of a time: "in the night to Sunday Iran fired" says nothing of where."""
    return any(words.span.start <= line.starts[at] < words.span.end for words in line.times)


def _arms(line: Line, at: int) -> bool:
    """Whether forces, weapons or a strike stand behind a name: what is the name's is a state's."""
    if any(marker.kind.startswith("role.") for marker in near(line.speech, at, at + AWAY)):
        return True
    if any(noun.sort == "weapon" for noun in near(line.nouns, at, at + AWAY)):
        return True
    return any(line.kinds[i] & {"attack", "attack_verb"} for i in range(at, min(at + AWAY, len(line.forms))))


def _speaks_or_strikes(line: Line, at: int) -> bool:
    """Whether a verb of speech, of attack or of striking back begins within two tokens."""
    if any(not verb.kind.startswith("role.") for verb in near(line.speech, at, at + AWAY)):
        return True
    return any(line.kinds[i] & {"counter", "attack_verb"} for i in range(at, min(at + AWAY, len(line.forms))))


def _struck(line: Line, name: PlaceName, before: int) -> bool:
    """Whether a name stands as what is struck: behind a verb or noun of attack or "of", or before "was struck"."""
    if before >= 0 and line.kinds[before] & {"attack_verb", "attack", "of"}:
        return True
    return any(section_at(line, at, "struck") for at in range(name.last, min(name.last + AWAY, len(line.forms))))


def _in_list(line: Line, name: PlaceName) -> bool:
    """Whether other places stand beside a name in a list, or it stands alone in its line."""
    if len(line.forms) - (name.last - name.first) <= AWAY:
        return True
    before = near(line.places, name.first - LISTED - PHRASE, name.first)
    behind = near(line.places, name.last, name.last + LISTED + 1)
    listed = [other for other in behind if _listed(line, name.last, other.first)]
    listed += [other for other in before if _listed(line, other.last, name.first)]
    return any(not _two_governments(name, other) for other in listed)


def _two_governments(left: PlaceName, right: PlaceName) -> bool:
    """Capitals of two countries side by side stand for their governments: "both Kyiv and Moscow seek"."""
    if not left.candidates or not right.candidates:
        return False
    one, other = left.candidates[0], right.candidates[0]
    return one.country != other.country and is_capital(one) and is_capital(other)


LOCAL = frozenset({"local_official", "rescue_service", "police", "medical"})


def speakers_country(line: Line, credits: list[Credited]) -> frozenset[str]:
    """The country of the towns that local officials who speak in a line are of: what they tell of happened there."""
    if not (credits and line.places):
        return frozenset()
    spans = [one.credit.span for one in credits if one.credit.kind in LOCAL and one.credit.span.start >= line.starts[0]]
    return frozenset(
        name.candidates[0].country for name in line.places
        if name.candidates and not name.thin and name.candidates[0].note is None
        and any(span.start <= line.starts[name.first] < span.end for span in spans)
    )  # fmt: skip


def is_capital(place: Place) -> bool:
    """Whether a place is the capital of its country, so that its name can stand for the government."""
    try:
        return bool(place.country) and place.id is not None and load().capital(place.country).id == place.id
    except KeyError:
        return False


def within(inner: Place, outer: Place) -> bool:
    """Whether a place is another or lies in it."""
    return inner.name == outer.name or outer.name in inner.parents


def apart(sites: tuple[PlaceName, ...], places: list[Place]) -> bool:
    """Whether none of some sites is, holds or lies in one of some places; countries tell nothing here."""
    own = [name.candidates[0] for name in sites if name.candidates[0].precision != "country"]
    others = [place for place in places if place.precision != "country"]
    return bool(own) and not any(within(one, other) or within(other, one) for one in own for other in others)
