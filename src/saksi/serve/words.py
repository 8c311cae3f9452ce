"""Words, numbers and dates in the visitor's language: gettext catalogues and CLDR's formats by Babel.

A catalogue is `words/<language>.po`; English stands in the templates themselves. Times stay local clocks with their
offset, as the record has them; only their form changes.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES = {"en": "English", "id": "Bahasa Indonesia"}
_WANTED = re.compile(r"([a-z]{2,3})(?:-[A-Za-z0-9-]+)?(?:;q=([0-9.]+))?")
# English of this house: day before month, 24 hours.
_LOCALES = {"en": "en_GB", "id": "id_ID"}


@cache
def catalogue(language: str) -> NullTranslations:
    """The translations of a language, compiled from its .po file; the English words where there is none."""
    file = files("saksi.serve") / "words" / f"{language}.po"
    if not file.is_file():
        return NullTranslations()
    held = BytesIO()
    write_mo(held, read_po(BytesIO(file.read_bytes()), locale=language))
    held.seek(0)
    return GNUTranslations(held)


def preferred(accepted: str) -> str:
    """The best of our languages for an Accept-Language header.

    >>> preferred("id-ID,id;q=0.9,en;q=0.5"), preferred("fr"), preferred("")
    ('id', 'en', 'en')
    """
    wanted = [(float(match[2] or 1), match[1]) for match in _WANTED.finditer(accepted[:200]) if match[2] != "."]
    return next((name for _, name in sorted(wanted, key=lambda pair: -pair[0]) if name in LANGUAGES), "en")


class Words:
    """All that is said to a visitor in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.translations = catalogue(language)
        self.locale = Locale.parse(_LOCALES[language])

    def number(self, value: float | None) -> str:
        """A number as it is written.

        >>> Words("id").number(12500), Words("en").number(12500)
        ('12.500', '12,500')
        """
        return "" if value is None else _number(value, self.language)

    def moment(self, value: str | None) -> str:
        """A date, or a local clock with its offset.

        >>> Words("en").moment("2025-07-03T18:00+03:00"), Words("id").moment("2025-03")
        ('3 Jul 2025, 18:00 +03:00', 'Mar 2025')
        """
        return _moment(value, self.language) if value else ""

    def span(self, earliest: str | None, latest: str | None) -> str:
        """Two bounds of a time; a day is said once.

        >>> Words("en").span("2025-07-03T18:00+03:00", "2025-07-03T19:30+03:00")
        '3 Jul 2025, 18:00 to 19:30 +03:00'
        """
        if not earliest or not latest or earliest == latest:
            return self.moment(earliest or latest)
        first, last = self.moment(earliest), self.moment(latest)
        day, _, clock = last.partition(", ")
        offset = clock.partition(" ")[2]
        if offset and first.endswith(f" {offset}"):
            first = first.removesuffix(f" {offset}")
        return f"{first} {self.to} {clock if first.startswith(f'{day}, ') else last}"

    def days(self, earliest: str | None, latest: str | None) -> str:
        """The days of two bounds, without clocks.

        >>> Words("en").days("2025-07-03T18:00+03:00", "2025-07-04T09:00+03:00"), Words("en").days("2025-07-04", None)
        ('3–4 Jul 2025', '4 Jul 2025')
        """
        first, last = ((bound or "")[:10] for bound in (earliest, latest))
        if not first or not last or first == last or len(first) < 10 or len(last) < 10:
            return self.moment(first or last)
        try:
            bounds = date.fromisoformat(first), date.fromisoformat(last)
        except ValueError:
            return f"{self.moment(first)} {self.to} {self.moment(last)}"
        return _days(*bounds, self.language)

    def short(self, day: str, by: str) -> str:
        """A day without its year, or a month.

        >>> Words("en").short("2025-07-04", "day"), Words("id").short("2025-05-01", "month")
        ('4 Jul', 'Mei')
        """
        at = date.fromisoformat(day)
        if by == "month":
            return format_date(at, "LLL", locale=self.locale)
        return format_skeleton("MMMd", at, locale=self.locale)

    @property
    def to(self) -> str:
        """The word between two bounds."""
        return self.translations.gettext("to")


@lru_cache(maxsize=20_000)
def _number(value: float, language: str) -> str:
    return format_decimal(value, locale=_LOCALES[language])


@lru_cache(maxsize=20_000)
def _days(first: date, last: date, language: str) -> str:
    return format_interval(first, last, skeleton="yMMMd", locale=_LOCALES[language]).replace("\u2009", "")


@lru_cache(maxsize=20_000)
def _moment(value: str, language: str) -> str:
    locale = _LOCALES[language]
    day, mark, clock = value.partition("T")
    try:
        if not day and mark:
            return clock
        if len(day) == 4:
            return day
        if len(day) == 7:
            return format_skeleton("yMMM", date.fromisoformat(f"{day}-01"), locale=locale)
        said = format_date(date.fromisoformat(day), "d MMM y", locale=locale)
        if not mark:
            return said
        at = datetime.fromisoformat(value)
    except ValueError:
        return value
    zone = clock[-6:] if clock[-6:-5] in ("+", "-") else "UTC" if clock.endswith("Z") else ""
    return f"{said}, {format_time(at.time(), 'HH:mm', locale=locale)} {zone}".rstrip()


@cache
def words(language: str) -> Words:
    """The words of a language; of English where it is none of ours."""
    return Words(language if language in LANGUAGES else "en")
