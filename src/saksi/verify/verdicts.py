"""A reported number against a reference's: agrees, near or differs."""

from __future__ import annotations

from saksi.model import Side

AGREES, NEAR, DIFFERS, NO_REFERENCE = "agrees", "near", "differs", "no_reference"
# How far a firm number and a rough one ("about a dozen") may lie from the reference and still be near it (own choice).
FIRM, ROUGH = 0.1, 0.25


def verdict(side: Side, reference: int) -> str:
    """How what is said stands to the reference's number.

    A lower bound agrees with all that is not below it, words without a number with all that they allow.
    """
    low, value, high = side.low, side.value, side.high
    if value is None:
        fits = (low is None or low <= reference) and (high is None or reference <= high)
        return AGREES if fits else DIFFERS
    if reference == value or (low is not None and high is None and reference > low):
        return AGREES
    share = ROUGH if low is None and high is None else FIRM
    return NEAR if abs(reference - value) <= max(1, share * max(reference, value)) else DIFFERS


def said(side: Side) -> str:
    """What is said, in words: "539", "at least 70", "about 12", "200 to 999"."""
    low, value, high = side.low, side.value, side.high
    if value is None:
        if low is None and high is None:
            return "no number"
        if low is None:
            return f"up to {high}"
        return f"from {low}" if high is None else f"{low} to {high}"
    if low is None:
        return f"about {value}" if high is None else f"up to {high}"
    if high is None:
        return f"at least {low}"
    return str(value) if low == high else f"{low} to {high}"
