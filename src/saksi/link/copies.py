"""Which document repeats which: pairs by words or by what they carry, then an origin for each, without chains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

import msgspec

from saksi.link.carried import numbers, repeats
from saksi.link.shingles import alike
from saksi.link.words import plain
from saksi.model import Claim, Document

# Half of the shingles in common is a copy with cuts (a paragraph of agency text in a page of one's own stays under it).
ALIKE = 0.5
# From a fifth on two pages of one attack draw on one text, though neither is a copy: reporters who write for themselves
# share next to nothing (under .03 on real pages). Looked at among so many pages of an incident and no more.
DRAWN, MOST_DRAWN = 0.2, 300
# Daily bulletins keep their form and change every number: a copy keeps at least half of the numbers.
FORM, SAME_NUMBERS = 3, 0.5
SYNDICATED = ("agency", "first_published", "outlet")


class Print(msgspec.Struct, frozen=True, kw_only=True):
    """What is compared of a document when copies are looked for.

    `order` is by what it is told to be earlier: publication, then the longer text, then the id. `credits` are the
    agencies and outlets that the page names as where its content is from.
    """

    id: str
    text_id: str
    language: str
    published: str | None
    publisher: str | None
    length: int
    signature: tuple[int, ...]
    facts: tuple[str, ...]
    credits: tuple[str, ...]

    @property
    def order(self) -> tuple[str, int, str]:
        """The earliest is the origin; a day without hours counts as its end, no date as the last."""
        return (self.published or "9999").ljust(16, "~"), -self.length, self.id


def fingerprint(
    document: Document, language: str, signature: tuple[int, ...], facts: tuple[str, ...], claims: Iterable[Claim]
) -> Print:
    """The print of a document with the claims that stand."""
    credits = {
        plain(claim.value_words or "") for claim in claims if claim.slot == "source" and claim.what in SYNDICATED
    }
    return Print(
        id=document.id, text_id=document.text_id, language=language, published=document.published,
        publisher=document.publisher or host(document.url), length=len(document.text), signature=signature, facts=facts,
        credits=tuple(sorted(credits - {""})),
    )  # fmt: skip


def host(url: str | None) -> str | None:
    """The site of an address, without www.

    >>> host("https://www.example.org/a/1")
    'example.org'
    """
    if not url or "://" not in url:
        return None
    return url.split("://", 1)[1].split("/", 1)[0].rpartition("@")[2].split(":")[0].lower().removeprefix("www.") or None


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """Two documents of which one repeats the other: how that is known, how surely, and the sentence."""

    left: str
    right: str
    kind: str
    score: float
    reason: str


def copy(a: Print, b: Print) -> Copy | None:
    """The judgement on two documents; `kind` is text, words (near-duplicate) or facts (translation, rewrite)."""
    if a.id > b.id:
        a, b = b, a
    if a.text_id == b.text_id:
        return Copy(left=a.id, right=b.id, kind="text", score=1.0, reason="the same text")
    shared = alike(a.signature, b.signature) if a.language == b.language else 0.0
    if shared >= ALIKE and not _only_form(a, b):
        return Copy(
            left=a.id,
            right=b.id,
            kind="words",
            score=round(shared, 3),
            reason=f"{shared:.0%} of the wording in common".replace("%", " %"),
        )
    told = repeats(a.facts, b.facts)
    if told:
        return Copy(left=a.id, right=b.id, kind="facts", score=told[0], reason=told[1])
    return None


def _only_form(a: Print, b: Print) -> bool:
    one, other = set(numbers(a.facts)), set(numbers(b.facts))
    least = min(len(one), len(other))
    return least >= FORM and len(one & other) < SAME_NUMBERS * least


def _drawn(a: Print, b: Print) -> bool:
    """Whether two pages draw on one text."""
    return a.language == b.language and alike(a.signature, b.signature) >= DRAWN and not _only_form(a, b)


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where a document's content comes from: the document it repeats (None where it is the first), and why."""

    id: str
    of: str | None = None
    kind: str | None = None
    reason: str | None = None


def origins(prints: Mapping[str, Print], copies: Iterable[Copy]) -> list[Origin]:
    """One origin for each document of a group joined by copies.

    In the order of publication each document falls to the earliest root that it repeats itself; what repeats only a
    copy of a root is a root of its own, so that no chain of rewrites ends at a stranger.
    """
    edges: dict[str, dict[str, Copy]] = {}
    for found in copies:
        edges.setdefault(found.left, {})[found.right] = found
        edges.setdefault(found.right, {})[found.left] = found
    roots: dict[str, None] = {}
    result: list[Origin] = []
    for own in sorted(prints.values(), key=lambda own: _order(own, prints, edges)):
        root = next((name for name in roots if name in edges.get(own.id, {})), None)
        if root is None:
            roots[own.id] = None
            result.append(Origin(id=own.id))
        else:
            edge = edges[own.id][root]
            result.append(Origin(id=own.id, of=root, kind=edge.kind, reason=edge.reason))
    return sorted(result, key=lambda origin: origin.id)


def _order(
    own: Print, prints: Mapping[str, Print], edges: Mapping[str, Mapping[str, Copy]]
) -> tuple[bool, tuple[str, int, str]]:
    """A page that credits the publisher of a page it is like comes after it, whatever its date says."""
    publishers = {plain(prints[name].publisher or "") for name in edges.get(own.id, {}) if name in prints} - {""}
    return any(credit in publishers for credit in own.credits), own.order


def witnesses(prints: Iterable[Print], of: Mapping[str, str]) -> dict[str, str]:
    """For each document one word that all documents of one witness share: the agency that one of them credits, else the
    document they repeat, else the first of them. `of` gives the origin of a copy.

    Documents are one witness where one repeats the other, both draw on one text, both credit one name, or one publisher
    stands over both.
    """
    parent: dict[str, str] = {}

    def find(name: str) -> str:
        while (up := parent.get(name, name)) != name:
            name = up
        return name

    def join(name: str, with_: str) -> None:
        one, other = sorted((find(name), find(with_)))
        parent[other] = one

    prints = sorted(prints, key=lambda own: own.id)
    for own in prints:
        publisher = plain(own.publisher or "") or own.publisher
        names = [f"agency {name}" for name in (*own.credits, *([publisher] if publisher else []))]
        for mark in (*names, *([of[own.id]] if own.id in of else [])):
            join(own.id, mark)
    for left, right in combinations(prints, 2) if len(prints) <= MOST_DRAWN else ():
        if _drawn(left, right):
            join(left.id, right.id)
    best: dict[str, tuple[int, str]] = {}
    for own in prints:
        for rank, name in (
            *((0, f"agency {name}") for name in own.credits),
            *(((1, of[own.id]),) if own.id in of else ()),
            (2, own.id),
        ):
            root = find(own.id)
            best[root] = min(best.get(root, (rank, name)), (rank, name))
    return {own.id: best[find(own.id)][1] for own in prints}
