"""Where the people of a claim were harmed: the site beside the number, else the one told of before it in its attack."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict

from saksi.extract.beside import beside, told_last
from saksi.extract.field import Field
from saksi.gazetteer import load
from saksi.model import Counted, Credit, Line, LineScene, Place, Scene

WALLS = frozenset({"comma", "semicolon", "stop", "colon"})
OF_PLACE = 4  # tokens of "in the village of"
ACRONYM = 3  # letters of a name that is none of a place
OPENS = 2  # tokens before the region that opens a paragraph: "In the"
HEADING_WORDS = 2  # words beside its places that a heading may have
BESIDE = 2  # tokens between a place and the one that holds it: "Novaya Tavolzhanka, Shebekino district"
MOST = 2 / 3  # of what is told of an attack or page: the share of the country that a longer toll is then of
MANY_REGIONS = 3  # over which a total without a place is of their country
AREAS = frozenset({"Gaza Strip", "West Bank"})
LOCAL = frozenset({"local_official", "rescue_service", "police", "medical"})


def _of_another(scene_of: LineScene, credit: Credit | None, own: Place | None, told: Place) -> bool:
    """Whether the speaker named in this very line is of another town or region than the one told of before."""
    if (
        own is None
        or credit is None
        or credit.span.start < scene_of.line.sentence.span.start
        or credit.kind == "medical"
    ):
        return False  # the hurt of one town lie in the hospitals of another
    return own.name != told.name and own.name not in told.parents and told.name not in own.parents


class _Told:
    """The sites of one attack as they are told: how often, and in which line last."""

    def __init__(self) -> None:
        self.last: tuple[int, Place] | None = None
        self._counted: dict[str, tuple[int, int, Place]] = {}
        self._main: Place | None = None

    def add(self, place: Place, line: int) -> None:
        """A site named in a line."""
        count = self._counted[place.name][0] if place.name in self._counted else 0
        self._counted[place.name] = (count + 1, line, place)
        self._main = None

    def main(self) -> Place:
        """The site named most often, of equals the last; a country only where nothing finer is named, or where so many
        regions are told of that none is the one.
        """
        if self._main is None:
            known = list(self._counted.values())
            finer = [one for one in known if one[2].precision != "country"] or known
            regions: Counter[str] = Counter()
            for count, _, place in finer:
                regions[_region_name(place)] += count
            top = max(finer, key=lambda one: one[:2])[2]
            spread = len(regions) >= MANY_REGIONS and 2 * max(regions.values()) <= regions.total()
            one_country = top.country and all(one[2].country == top.country for one in finer)
            self._main = load().country(top.country) if spread and one_country else top
        return self._main

    def counts(self) -> Counter[str]:
        """How often each country, and of Palestine each area, is named."""
        counted: Counter[str] = Counter()
        for count, _, place in self._counted.values():
            if place.country:
                counted[_area(place)] += count
        return counted


class Sites:
    """The sites of a page, asked line by line; made once a page so that no claim looks through all lines."""

    def __init__(self, scene: Scene) -> None:
        self._before: dict[int, tuple[int, Place]] = {}
        self._main: dict[int, Place] = {}
        self._named = [
            (line.starts[name.first], line.ends[name.last - 1], name.candidates)
            for line in (scene_of.line for scene_of in scene.lines) for name in line.places
            if name.candidates and not name.thin
        ]  # fmt: skip
        self._districts: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for place in (name.candidates[0] for scene_of in scene.lines for name in scene_of.sites):
            if place.precision == "district":
                self._districts[place.parents[:1]].add(place.name)
        self._opened: dict[int, Place] = {}
        self._sentences = Counter(
            one.line.sentence.paragraph for one in scene.lines if one.line.sentence.role == "body"
        )
        told: dict[int, _Told] = {}
        opened: tuple[int, Place] | None = None
        heading: tuple[int, Place] | None = None
        of_regions = (
            sum(1 for one in scene.lines if (under := _heading(one)) and under[1].precision == "region") >= MANY_REGIONS
        )
        for number, scene_of in enumerate(scene.lines):
            if scene_of.line.sentence.role == "headline" or _opens_list(scene_of.line):
                heading = _heading(scene_of)
                if heading is not None and of_regions:
                    heading = heading[0], _called_after(heading[1]) or heading[1]
            own = _opening(scene_of, opened)
            if own is not None:
                opened = own[0], (_called_after(own[1]) if of_regions else None) or own[1]
            elif opened is not None and opened[0] == scene_of.line.sentence.paragraph:
                self._opened[id(scene_of)] = opened[1]
            if scene_of.attack is None:
                continue
            known = told.setdefault(scene_of.attack, _Told())
            if known.last is not None:
                self._before[id(scene_of)] = known.last
                self._main[id(scene_of)] = known.main()
            if heading is not None and (known.last is None or known.last[0] <= heading[0]):
                self._before[id(scene_of)] = (scene_of.line.sentence.paragraph, heading[1])
            if scene_of.sites:
                last = told_last(scene_of.line, scene_of.sites)
                alone = own is not None and opened is not None and own[1] == last
                known.last = (scene_of.line.sentence.paragraph, opened[1] if alone and opened else last)
                for name in scene_of.sites:
                    known.add(name.candidates[0], number)
        self._told, self._page = told, sum((one.counts() for one in told.values()), Counter[str]())
        for scene_of in scene.lines:  # a first line has only what comes behind it
            if id(scene_of) not in self._main and scene_of.attack in told and told[scene_of.attack].last is not None:
                self._main[id(scene_of)] = told[scene_of.attack].main()

    def of(self, scene_of: LineScene, field: Field, item: Counted, credit: Credit | None, whole: bool) -> Place | None:
        """The place of a number. A city's only district is the city, as tolls are told (`where` claims keep it)."""
        place = self._of(scene_of, field, item, credit, whole)
        if place is None or place.precision != "district" or len(self._districts[place.parents[:1]]) > 1:
            return place
        return _town(place)

    def _of(self, scene_of: LineScene, field: Field, item: Counted, credit: Credit | None, whole: bool) -> Place | None:
        """The place of a number: beside it, told of before in its paragraph, its speaker's own town or region, or that
        of which most of its attack is told. `whole`: the number is of a longer time, and only its own line says where.
        """
        before = self._before.get(id(scene_of))
        near = before is not None and before[0] == scene_of.line.sentence.paragraph
        if scene_of.sites:
            site, crossed, of_part = beside(field, item, scene_of.sites)
            if near and crossed and before is not None and not whole:
                return _town(before[1])
            if whole and site.precision == "country" and self._page[_area(site)] <= 1:
                return self._wider(scene_of) or site  # "universities in the US put the dead at 130,000"
            return self._main.get(id(scene_of), site) if of_part and not whole else site
        if not whole and _unknown_place(scene_of):
            return None
        opened = self._opened.get(id(scene_of))
        if (
            opened is not None
            and _another(scene_of.line, item)
            and before is not None
            and opened.name in before[1].parents
        ):
            return opened  # "Donetsk region: 2 killed in Druzhkivka. Another 8 were wounded"
        own = self._speakers(credit, before[1] if before is not None else None)
        if whole:
            return own or self._wider(scene_of)
        if (
            (near or self._goes_on(scene_of, before))
            and before is not None
            and before[1].precision != "country"
            and not _of_another(scene_of, credit, own, before[1])
        ):
            return before[1]
        main = self._main.get(id(scene_of))
        if own is None or (main is not None and (own.name in main.parents or own.precision == "country")):
            return _town(main) if main is not None else None
        return own

    def _goes_on(self, scene_of: LineScene, before: tuple[int, Place] | None) -> bool:
        """Whether a line stands right behind the place told last, where every sentence is a paragraph, as in wire copy."""
        here = scene_of.line.sentence.paragraph
        after = before is not None and before[0] == here - 1
        return after and self._sentences[here] == 1 and self._sentences[here - 1] == 1

    def _wider(self, scene_of: LineScene) -> Place | None:
        """The country that a toll of a longer time is of: that of nearly all sites of the page, else of the attack."""
        told = self._told.get(scene_of.attack) if scene_of.attack is not None else None
        for counted in (self._page, *((told.counts(),) if told is not None else ())):
            if counted:
                code, count = max(counted.items(), key=lambda one: one[::-1])
                if count >= MOST * counted.total():
                    return load().named(code, "PS", "region") if code in AREAS else load().country(code)
        return None

    def _speakers(self, credit: Credit | None, told: Place | None) -> Place | None:
        """The town or region that a local official speaks for, where his title names it; that which holds the place
        told
        of before, where a region and its town share a name.
        """
        if credit is None or credit.kind not in LOCAL:
            return None
        at = bisect_left(self._named, (credit.span.start,))
        if at < len(self._named) and self._named[at][1] <= credit.span.end:
            of_name = self._named[at][2]
            return next((one for one in of_name if told is not None and one.name in told.parents), of_name[0])
        return None


def _called_after(city: Place) -> Place | None:
    """The region that bears a city's name: among headings of regions "Zaporizhzhia" is one."""
    region = load().around(city, "region") if city.precision == "city" else None
    return region if region is not None and region.name.startswith(city.name) else None


def _region_name(place: Place) -> str:
    """The name of the region that a place is or lies in."""
    if place.precision == "region" and len(place.parents) < BESIDE:
        return place.name
    return place.parents[-2] if len(place.parents) > 1 else place.name


def _area(place: Place) -> str:
    """The code of a place's country, or the name of the area of Palestine that it is or lies in."""
    if place.country != "PS":
        return place.country
    return next((name for name in (place.name, *place.parents) if name in AREAS), place.country)


def _heading(scene_of: LineScene) -> tuple[int, Place] | None:
    """The paragraph and the place of a heading that is nothing but a place: what is told under it happened there."""
    line = scene_of.line
    names = [name for name in line.places if name.candidates]
    if not names or names[0].first:
        return None
    if _opens_list(line):
        return line.sentence.paragraph, told_last(line, tuple(names))
    if len(names) != 1 or any(form[0].isalnum() for form in line.forms[names[0].last :] if form):
        return None
    return line.sentence.paragraph, names[0].candidates[0]


def _another(line: Line, item: Counted) -> bool:
    """Whether a number is of further ones: "another 8", "ще 11"."""
    return any("other" in line.kinds[at] for at in range(max(item.first - 1, 0), item.number[0] + 1))


def _opening(scene_of: LineScene, before: tuple[int, Place] | None) -> tuple[int, Place] | None:
    """The paragraph and the place that opens it, alone or a region: "In Donetsk region ...", "Sumy. ..."."""
    line = scene_of.line
    paragraph = line.sentence.paragraph
    if not line.places or line.places[0].first > OPENS or (before is not None and before[0] == paragraph):
        return None
    under = _heading(scene_of)
    if under is not None:
        return under
    first = line.places[0]
    return (paragraph, first.candidates[0]) if first.candidates[0].precision == "region" else None


def _opens_list(line: Line) -> bool:
    """Whether a line is nothing but a place and what holds or is near it, and a colon: "Muridke (near Lahore):"."""
    if not line.places or line.forms[-1] != ":" or line.cues or line.counted or line.places[0].first:
        return False
    named = {at for name in line.places for at in range(name.first, name.last)}
    words = [at for at, form in enumerate(line.forms) if at not in named and form[:1].isalnum()]
    return len(words) <= HEADING_WORDS


def over(scene_of: LineScene, field: Field, item: Counted) -> Place | None:
    """The one place over which a number of weapons was stopped: named in its own stretch, before or behind it.

    "53 over Oryol oblast, 51 over Bryansk": each has its own. Of a list of places a number has none.
    """
    low = max((other.last for other in field.line.counted if other.last <= item.first and _parts(other)), default=0)
    high = min(
        (other.first for other in field.line.counted if other.first >= item.last and _parts(other)),
        default=len(field.line.forms),
    )
    walls = [at for at in range(low, high) if field.kinds[at] & WALLS]
    low = max((at + 1 for at in walls if at < item.first), default=low)
    high = min((at for at in walls if at >= item.last), default=high)
    behind = [name for name in scene_of.sites if item.last <= name.first and name.last <= high]
    before = [name for name in scene_of.sites if low <= name.first and name.last <= item.first]
    own = behind or before
    return own[0].candidates[0] if len(own) == 1 else None


def _parts(other: Counted) -> bool:
    return other.refused is None and "implicit" not in other.marks and other.sort in ("weapon", None)


def _unknown_place(scene_of: LineScene) -> bool:
    """Whether a line says where by a name that the gazetteer does not know: "In Poonch 15 people died"."""
    line = scene_of.line
    known = {at for name in line.places if not name.thin for at in range(name.first, name.last)}
    for at in range(1, len(line.forms)):
        if len(line.forms[at]) <= ACRONYM:
            continue  # "across the LoC"
        if at in line.capitals and at not in known and _placed(line, at) and not _other_name(line, at):
            return True
    return False


def _placed(line: Line, at: int) -> bool:
    """Whether "in" stands before a name, with no more than "the village of" or "the worst-hit" between."""
    if "in" in line.kinds[at - 1] or (line.in_the(at) and at - 1 not in line.capitals):
        return True
    return "of" in line.kinds[at - 1] and any("in" in line.kinds[i] for i in range(max(at - OF_PLACE, 0), at - 1))


def _other_name(line: Line, at: int) -> bool:
    """Whether a word with a capital is a time, an actor, a title or a weapon, and no place."""
    start = line.starts[at]
    if any(words.span.start <= start < words.span.end for words in line.times):
        return True
    if any(m.first <= at < m.last for m in line.speech) or any(actor.first <= at < actor.last for actor in line.actors):
        return True
    if any(noun.first <= at < noun.last for noun in line.nouns) or any(
        one.first <= at < one.last for one in line.counted
    ):
        return True
    return at + 1 < len(line.forms) and at + 1 in line.capitals  # a longer name: a building, an operation, a person


def _town(place: Place) -> Place:
    """The town of a district, since a toll told after it is mostly the town's."""
    if place.precision != "district" or not place.parents:
        return place
    return load().around(place, "city") or place
