"""What is known beside a text: language, address, publisher, date. Values that cannot be used are named in `notes`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

FIELDS = ("published", "language", "url", "publisher")
_LONGEST = 2048

# ISO 8601 as far as it is known: 2025, 2025-03, 2025-03-04, 2025-03-04T10:00:00+03:00; a space may stand for T.
_DATE = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:[.,]\d{1,9})?[ ]?(Z|[+-]\d\d:?\d\d)?)?)?)?", re.ASCII
)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-]+)?", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class Metadata(NamedTuple):
    """What is known beside a text; `notes` are sentences about values that were left out."""

    published: str | None = None
    language: str | None = None
    url: str | None = None
    publisher: str | None = None
    notes: tuple[str, ...] = ()


def metadata(values: Mapping[str, object]) -> Metadata:
    """The usable values of a mapping; unknown keys are ignored, empty ones are not known.

    >>> metadata({"published": "2025-03", "language": "uk-UA", "url": "", "size": 3})
    Metadata(published='2025-03', language='uk', url=None, publisher=None, notes=())
    >>> metadata({"published": "last week"}).notes
    ("published 'last week' is not an ISO 8601 date and was left out",)
    """
    found: dict[str, str | None] = {}
    notes = []
    for field in FIELDS:
        value = values.get(field)
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        found[field] = _CLEAN[field](value.strip()) if isinstance(value, str) and len(value) <= _LONGEST else None
        if found[field] is None:
            notes.append(f"{field} {_shown(value)} is not {_WANTED[field]} and was left out")
    return Metadata(**found, notes=tuple(notes))


def date(value: str) -> str | None:
    """The date in ISO 8601, as precise as it was given, or None where it is no date.

    >>> date("2025-07-04 09:30Z"), date("2025-02-30"), date("2025")
    ('2025-07-04T09:30+00:00', None, '2025')
    """
    match = _DATE.fullmatch(value)
    if not match:
        return None
    year, month, day, clock, seconds, offset = match.groups()
    zone = "+00:00" if offset == "Z" else f"{offset[:3]}:{offset[-2:]}" if offset else ""
    moment = f"T{clock}{seconds or ''}{zone}" if clock else ""
    try:
        datetime.fromisoformat(f"{year}-{month or '01'}-{day or '01'}{moment}")
    except ValueError:
        return None
    return "-".join(part for part in (year, month, day) if part) + moment


def _language(value: str) -> str | None:
    match = _LANGUAGE.fullmatch(value)
    return match[1].lower() if match else None


def _line(value: str) -> str | None:
    return None if _CONTROL.search(value) else value


def _shown(value: object) -> str:
    shown = value.decode("utf-8", "replace") if isinstance(value, bytes) else repr(value)
    return shown if len(shown) <= 60 else shown[:59] + "…"


_CLEAN = {"published": date, "language": _language, "url": _line, "publisher": _line}
_WANTED = {
    "published": "an ISO 8601 date",
    "language": "a language code such as uk",
    "url": "an address on one line",
    "publisher": "a name on one line",
}
