"""Folding and tokens. Nothing here changes a length: token offsets are code points of the text as it was.

A token is a row in four parallel lists, because one object a token would cost more than all the rules together.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import sub

WORD, NUMBER, MARK, BREAK = "w", "n", "m", "b"

# One character each, so that folding keeps every offset: apostrophes, hyphens, no-break spaces, and the letter that
# writers of Russian use or leave out at will.
_FOLDED = tuple(
    (char, to)
    for chars, to in (("’ʼ‘`´′＇", "'"), ("‐‑", "-"), ("\u00a0\u202f\u2009\u2007", " "), ("ёЁ", "е"))
    for char in chars
)

_TOKEN = re.compile(
    r"""(
      [a-z\u00e0-\u00f6\u00f8-\u00ff\u0430-\u045f\u0491]++(?=[ ,.\n])   # a word of common letters that plainly ends: most are
    | [^\W\d_]++\d*+(?:['-][^\W_]++)*+                            # any word with its inner apostrophes and hyphens
    | [^\w\s.] | \.+                                            # a mark; full stops together
    | \n\s*                                                     # a line break, with what blank lines follow
    | \d{1,2}:[ ]?\d{2}(?!\d)                                   # a clock, also one split by a translator ("1: 00")
    | \d{1,2}/[ ]\d{1,2}(?:/[ ]?\d{4})?(?!\d)                   # a date split by a rewriter ("24/ 4/ 2025")
    | \d{1,3}(?:[ ]\d{3})+(?!\d)                                # 1 460
    | \d+(?:[.,/]\d+)*                                          # 12  1.460  1,460  24.04  4/7/2025
    | _+
    )[ ]?                                                       # the space behind it, so that nothing is tried there
    """,
    re.VERBOSE,
)


_BREAK = re.compile("\n")


class _Kinds(dict[str, str]):
    """The kind of a token by its first character."""

    def __missing__(self, first: str) -> str:
        if first == "_" or not (first.isalnum() or first == "\n"):
            kind = MARK
        else:
            kind = BREAK if first == "\n" else NUMBER if first.isdecimal() else WORD
        self[first] = kind
        return kind


_KINDS = _Kinds()


def kind_of(form: str) -> str:
    """The kind of a token: WORD, NUMBER, MARK or BREAK."""
    return _KINDS[form[0]]


def fold(text: str) -> str:
    """The text in lower case with one kind of apostrophe, hyphen and space; same length, so same offsets.

    >>> fold("П’ять ДРОНІВ")
    "п'ять дронів"
    """
    folded = text
    if not text.isascii():
        for char, to in _FOLDED:  # faster than one str.translate by an order of magnitude
            folded = folded.replace(char, to)
    elif "`" in text:
        folded = text.replace("`", "'")
    lowered = folded.lower()
    if len(lowered) == len(folded):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in folded)


class Tokens:
    """The tokens of one text.

    `forms[i]` is the folded form, `kinds[i]` one of WORD, NUMBER, MARK, BREAK; `starts[i]` and `ends[i]` are code
    points of the text. A number glued to letters ("34-річний", "Kh-101") stays apart from plain numbers: the first
    is a NUMBER followed at once by a MARK and a WORD, the second one WORD. `named` are the words that begin with no
    small letter, or hold another letter than small ones behind a hyphen ("al-Obeid"): where names can be.

    >>> tokens = Tokens("12 dead, Kh-101")
    >>> tokens.forms
    ['12', 'dead', ',', 'kh-101']
    """

    __slots__ = ("_breaks", "_kinds", "_named", "ends", "forms", "starts", "text")

    def __init__(self, text: str, folded: str | None = None) -> None:
        self.text = text
        folded = fold(text) if folded is None else folded
        self.forms: list[str] = _TOKEN.findall(folded)
        find, at = folded.find, 0  # only blanks stand between tokens, so that each is the next of its form
        sizes = list(map(len, self.forms))
        self.ends = [at := find(form, at) + size for form, size in zip(self.forms, sizes, strict=True)]
        self.starts = list(map(sub, self.ends, sizes))
        self._breaks: list[int] | None = None
        self._kinds: list[str] | None = None
        self._named: list[int] | None = None

    def __len__(self) -> int:
        return len(self.forms)

    @property
    def kinds(self) -> list[str]:
        """The kind of each token, worked out when it is first asked."""
        if self._kinds is None:
            self._kinds = [_KINDS[form[0]] for form in self.forms]
        return self._kinds

    @property
    def named(self) -> list[int]:
        """Where names can be, worked out when it is first asked."""
        if self._named is None:
            text, forms, ends = self.text, self.forms, self.ends
            self._named = [
                at for at, start in enumerate(self.starts)
                if (not text[start].islower() or ("-" in forms[at] and not text[start : ends[at]].islower()))
                and _KINDS[forms[at][0]] == WORD
            ]  # fmt: skip
        return self._named

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Indices (first, last + 1) of the tokens that lie wholly inside the code points start..end."""
        return bisect_left(self.starts, start), bisect_right(self.ends, end)

    def broken(self, start: int, end: int) -> bool:
        """Whether a line break stands in the code points start..end."""
        if self._breaks is None:
            self._breaks = [match.start() for match in _BREAK.finditer(self.text)]
        return bisect_left(self._breaks, start) < bisect_left(self._breaks, end)

    def glued(self, index: int) -> bool:
        """Whether no space stands between token `index` and the one after it."""
        return index + 1 < len(self.starts) and self.ends[index] == self.starts[index + 1]


_MARKUP = frozenset({"*", "_", "__", "___", "____", "]"})
_SCHEMES = frozenset({"http", "https", "tg"})
_ADDRESS = 80  # tokens of the longest address of a link that is looked over


def without_markup(forms: list[str]) -> list[int] | None:
    """The tokens that are left where the stars, underscores, brackets and addresses of Markdown are taken out; None
    where nothing is to be taken out.

    >>> tokens = Tokens("**He [said](https://t.me/a/5) so**")
    >>> [tokens.forms[at] for at in without_markup(tokens.forms)]
    ['he', 'said', 'so']
    """
    if _MARKUP.isdisjoint(forms):
        return None
    kept: list[int] = []
    opened: int | None = None  # where in `kept` the last open bracket stands
    at, size = 0, len(forms)
    while at < size:
        form = forms[at]
        if form == "[":
            opened = len(kept)
        elif (
            form == "]" and opened is not None and at + 2 < size and forms[at + 1] == "(" and forms[at + 2] in _SCHEMES
        ):
            close = next((end for end in range(at + 3, min(at + _ADDRESS, size)) if forms[end] == ")"), None)
            if close is not None:
                del kept[opened]
                opened, at = None, close + 1
                continue
        if form != "*" and form[0] != "_":
            kept.append(at)
        at += 1
    return kept
