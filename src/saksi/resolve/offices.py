"""An office taken up again by its bare word: "the ministry said", "kata kementerian tersebut" is the one named before.

Only with a word that points back ("the", "itu"), and only to a longer name that holds the same words in a row; a word that
stands for any office ("the official", «глава региона»: `credit.again`) is the one of its kind that was named last; a title
of a language without articles («губернатор»: `credit.again.same`) needs no word of pointing. The words of the credit stay
where they stand; its name and kind are those of the office.
"""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from saksi.model import Credit, Credited, Line

SHORT = 2  # words of a bare office: "wali kota", "the ministry"
OFFICIALS = frozenset({"local_official", "government"})
GROUPS = frozenset({"organisation", "medical", "rescue_service", "media"})
_NO_BRACKETS = str.maketrans("()", "  ")
NEAR = 2  # lines within which "the group" is the one named
OFFICES = frozenset({"rescue_service", "police", "medical", "military", "local_official", "government", "organisation"})


def taken_up(lines: tuple[Line, ...], credits: list[list[Credited]]) -> list[list[Credited]]:
    """The credits of each line, with bare offices named as they were before."""
    known: list[tuple[int, Credit]] = []
    given = []
    for at, (line, own) in enumerate(zip(lines, credits, strict=True)):
        if not own:
            given.append(own)
            continue
        row = []
        for one in own:
            again = _again(line, one.credit)
            near = at - NEAR if again == "again" else None
            full = _named(one.credit, known, near) if again or _points_back(line, one.credit) else None
            if full is None and again == "again.same":
                full = _called(one.credit, known)
            if full is not None:
                one = one._replace(credit=msgspec.structs.replace(one.credit, name=full.name, kind=full.kind))
            row.append(one)
        known += [(at, one.credit) for one in own if one.credit.kind in OFFICES]
        given.append(row)
    return given


def _points_back(line: Line, credit: Credit) -> bool:
    """Whether a word of pointing stands right before or right behind a name."""
    first = bisect_left(line.starts, credit.span.start)
    last = bisect_left(line.ends, credit.span.end) + 1
    before = first > 0 and "definite_before" in line.kinds[first - 1]
    return before or (last < len(line.forms) and "definite_behind" in line.kinds[last])


def _again(line: Line, credit: Credit) -> str | None:
    """The kind of the words for an office named before, where a credit is nothing more than them."""
    for marker in line.speech:
        if marker.kind.startswith("again"):
            low, high = line.span(marker.first, marker.last)
            if low <= credit.span.start and credit.span.end <= high:
                return marker.kind
    return None


def _named(credit: Credit, known: list[tuple[int, Credit]], near: int | None) -> Credit | None:
    """The last longer name that holds the words of a bare one in a row; a word for any office, of which `near` is told, is the
    last of its kind that has a name: an official, or a group named from line `near` on.
    """
    words = credit.name.casefold().split()
    if len(words) > SHORT and near is None:
        return None
    for at, full in reversed(known):
        longer = full.name.casefold().split()
        if near is not None and _one_kind(full.kind, credit.kind) and not full.name.islower():
            return full if at >= near or full.kind in OFFICIALS else None
        if len(longer) > len(words) and any(longer[i : i + len(words)] == words for i in range(len(longer))):
            return full
    return None


def _called(credit: Credit, known: list[tuple[int, Credit]]) -> Credit | None:
    """The last name that holds all words of a title: «голова ОВА» after «голова обласної адміністрації (ОВА) Ігор ...»."""
    words = set(credit.name.casefold().split())
    return next(
        (full for _, full in reversed(known) if words < set(full.name.casefold().translate(_NO_BRACKETS).split())), None
    )


def _one_kind(left: str, right: str) -> bool:
    return any({left, right} <= kinds for kinds in (OFFICIALS, GROUPS)) or left == right
