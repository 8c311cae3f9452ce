"""The tokens of one sentence with what each of them can say, as the steps of detection share them."""

from __future__ import annotations

from saksi.detect.numerals import NumeralReader
from saksi.detect.words import BIT, words_of
from saksi.languages import Lexicon, Match
from saksi.model import Sentence
from saksi.text import BREAK, Tokens, kind_of, without_markup


class Scan:
    """One sentence. `said`: the word of each token; `of`: its readings by table; `told`: the tokens whose words concern
    any step, with them; `bits`: all that they have for the steps.
    """

    __slots__ = (
        "bits", "code", "ends", "first", "forms", "kinds", "numerals", "of", "said", "starts", "text", "told", "words",
    )  # fmt: skip

    def __init__(self, sentence: Sentence, tokens: Tokens, code: str) -> None:
        low, high = tokens.between(*sentence.span)
        self.text = tokens.text
        self.forms, self.starts, self.ends = tokens.forms[low:high], tokens.starts[low:high], tokens.ends[low:high]
        if tokens.broken(*sentence.span):
            self._keep([i for i, form in enumerate(self.forms) if kind_of(form) != BREAK])
        if (plain := without_markup(self.forms)) is not None:
            self._keep(plain)
        self.first = low
        self.code = code
        words = words_of(code)
        self.words: Lexicon = words.lexicon
        said = self.said = list(map(words.__getitem__, self.forms))
        for at, word in enumerate(said):
            if not word.settled:
                said[at] = word.here(self, at)
        self.kinds = [word.kind for word in said]
        self.of: list[dict[str, tuple[Match, ...]]] = [word.of for word in said]
        self.told = [(at, word) for at, word in enumerate(said) if word.bits]
        self.bits = 0
        for _, word in self.told:
            self.bits |= word.bits
        self.numerals = NumeralReader(said, self.forms, words.thousands)

    def _keep(self, kept: list[int]) -> None:
        self.forms = [self.forms[i] for i in kept]
        self.starts, self.ends = [self.starts[i] for i in kept], [self.ends[i] for i in kept]

    def where(self, table: str) -> list[tuple[int, tuple[Match, ...]]]:
        """The tokens that have readings in a table, with these."""
        bit = BIT[table]
        return [(at, word.of[table]) for at, word in self.told if word.bits & bit] if self.bits & bit else []

    def having(self, bits: int) -> list[int]:
        """The tokens whose words have any of some bits."""
        return [at for at, word in self.told if word.bits & bits] if self.bits & bits else []

    def glued_to_next(self, index: int) -> bool:
        """Whether token `index` and the next stand without a space."""
        return index + 1 < len(self.starts) and self.ends[index] == self.starts[index + 1]

    def upper(self, index: int) -> bool:
        """Whether token `index` begins with a capital in the text."""
        return self.text[self.starts[index]].isupper()

    def read(self, index: int, table: str, *heads: str) -> tuple[int, tuple[str, ...]] | None:
        """(length, path) of the longest reading at a token in `table` whose section begins with one of `heads`."""
        for length, entry, head, _ in self.of[index].get(table, ()):
            if not heads or head in heads:
                return length, entry.path
        return None
