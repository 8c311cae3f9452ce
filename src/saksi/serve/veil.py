"""Names of private persons, hidden: every letter becomes a block, so that no offset of a text moves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from saksi.store import Record

BLOCK = "█"
# A name's part shorter than this may be a common word; it is hidden with the whole name only.
_SHORTEST = 4
_LETTER = re.compile(r"\w")


class Veil:
    """Hides these names wherever they stand in a text.

    >>> Veil(["Olha Petrenko"]).over("Olha Petrenko, 61, died; Petrenko's son lives.")
    "████ ████████, 61, died; ████████'s son lives."
    """

    def __init__(self, names: Iterable[str]) -> None:
        whole = sorted({name.strip() for name in names if name and name.strip()}, key=lambda name: (-len(name), name))
        parts = {part for name in whole for part in re.findall(r"[\w'’ʼ-]+", name) if _telling(part)}
        self._names = _pattern((*whole, *sorted(parts, key=lambda part: (-len(part), part)))) if whole else None

    def over(self, text: str | None) -> str:
        """The text with the names hidden."""
        if not text or self._names is None:
            return text or ""
        return self._names.sub(lambda match: _LETTER.sub(BLOCK, match[0]), text)


@lru_cache(maxsize=512)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    spaced = (r"\s+".join(map(re.escape, name.split())) for name in names)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)")


def _telling(part: str) -> bool:
    return len(part) >= _SHORTEST and part[0].isupper()


def veil(record: Record, documents: Iterable[str], shown: bool) -> Veil:
    """The veil over these documents; one that hides nothing where the visitor wants to see names."""
    if shown:
        return Veil(())
    ids = "[" + ",".join(f'"{name}"' for name in documents) + "]"
    rows = record.rows(
        "SELECT DISTINCT person_name, iif(credit_kind IN ('witness', 'victim'), credit, NULL) AS credit FROM claim "
        "WHERE document_id IN (SELECT value FROM json_each(?)) AND private = 1", ids,
    )  # fmt: skip
    return Veil(name for row in rows for name in (row["person_name"], row["credit"]) if name)
