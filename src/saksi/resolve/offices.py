"""An office taken up again by its bare word: "the ministry said", "kata kementerian tersebut" is the one named before.

Only with a word that points back ("the", "itu"), and only to a longer name that holds the same words in a row. The
words of the credit stay where they stand; its name and kind are those of the office.
"""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from saksi.model import Credit, Credited, Line

SHORT = 2  # words of a bare office: "wali kota", "the ministry"
OFFICES = frozenset({"rescue_service", "police", "medical", "military", "local_official", "government", "organisation"})


def taken_up(lines: tuple[Line, ...], credits: list[list[Credited]]) -> list[list[Credited]]:
    """The credits of each line, with bare offices named as they were before."""
    known: list[Credit] = []
    given = []
    for line, own in zip(lines, credits, strict=True):
        row = []
        for one in own:
            full = _named(one.credit, known) if _points_back(line, one.credit) else None
            if full is not None:
                one = one._replace(credit=msgspec.structs.replace(one.credit, name=full.name, kind=full.kind))
            elif one.credit.kind in OFFICES:
                known.append(one.credit)
            row.append(one)
        given.append(row)
    return given


def _points_back(line: Line, credit: Credit) -> bool:
    """Whether a word of pointing stands right before or right behind a name."""
    first = bisect_left(line.starts, credit.span.start)
    last = bisect_left(line.ends, credit.span.end) + 1
    before = first > 0 and "definite_before" in line.kinds[first - 1]
    return before or (last < len(line.forms) and "definite_behind" in line.kinds[last])


def _named(credit: Credit, known: list[Credit]) -> Credit | None:
    """The last longer name that holds the words of a bare one in a row."""
    words = credit.name.casefold().split()
    if len(words) > SHORT:
        return None
    for full in reversed(known):
        longer = full.name.casefold().split()
        if len(longer) > len(words) and any(longer[at : at + len(words)] == words for at in range(len(longer))):
            return full
    return None
