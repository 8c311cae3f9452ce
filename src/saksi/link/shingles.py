"""Near-duplicates within a language: MinHash of word shingles, and the bands by which like texts meet.

Texts that share half of their shingles meet with a chance of 1 - (1 - .5^3)^24 = .96, at .6 with .995.
"""

from __future__ import annotations

from collections.abc import Iterable

from rensa import RMinHash

from saksi.model import Page, Span
from saksi.text import Tokens

LENGTH = 5  # words a shingle: as in the measurement that chose rensa; shorter ones recur by chance
BANDS, ROWS = 24, 3
SEED = 1
# The mixing constants of xxHash; a band's number has 63 bits, so that a database holds it as an integer.
PRIMES, LARGEST = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F), 0x7FFFFFFFFFFFFFFF
# A text of fewer shingles is a line that anybody may write.
SHORTEST = 12
# Words looked at: a longer page is a live page, whose first part tells what it repeats.
LONGEST = 4000
SILENT = frozenset({"chrome", "credit_line", "byline"})


def signature(page: Page) -> tuple[int, ...]:
    """72 numbers that stand for the body's words; () where the text is too short to tell."""
    spans = [sentence.span for sentence in page.sentences if sentence.role not in SILENT]
    return sketch(_words(page.document.text, spans))


def sketch(words: list[str]) -> tuple[int, ...]:
    """The signature of a row of words."""
    shingles = [" ".join(words[at : at + LENGTH]) for at in range(len(words) - LENGTH + 1)]
    if len(shingles) < SHORTEST:
        return ()
    hashed = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
    hashed.update(shingles)
    return tuple(hashed.digest())


def bands(signature: tuple[int, ...]) -> list[int]:
    """One number for each band; like texts share one. The band's place is in it, so that bands do not meet others.

    >>> len(bands(tuple(range(72)))), bands(())
    (24, [])
    """
    return [
        ((number * PRIMES[0] + a * PRIMES[1] + b * PRIMES[2] + c * PRIMES[3]) ^ (a << 31) ^ (c << 17)) & LARGEST
        for number, (a, b, c) in enumerate(zip(signature[::3], signature[1::3], signature[2::3], strict=True))
    ]  # fmt: skip


def alike(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The estimated share of shingles that two texts have in common."""
    if not one or not other:
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


def _words(text: str, spans: Iterable[Span]) -> list[str]:
    words: list[str] = []
    for span in spans:
        tokens = Tokens(text[span.start : span.end])
        words += [form for form, kind in zip(tokens.forms, tokens.kinds, strict=True) if kind in "wn"]
        if len(words) >= LONGEST:
            break
    return words[:LONGEST]
