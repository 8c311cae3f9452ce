"""Words and numbers that a headline glues with a hyphen: "4 Orang Tewas-20 Terluka" are two counts, "Kh-101" is one name."""

from __future__ import annotations

import re
from functools import cache

from saksi.languages import table
from saksi.text import fold


def unglued(text: str, code: str) -> str | None:
    """The folded text with a blank for such a hyphen, same length; None where there is none to mend."""
    pattern = _pattern(code)
    if pattern is None or "-" not in text:
        return None
    folded = fold(text)
    return pattern.sub(" ", folded)


@cache
def _pattern(code: str) -> re.Pattern[str] | None:
    """A hyphen between one of the words that a language glues so (`numbers.features.glued`) and a number."""
    features = table(code, "numbers").get("features")
    words = features.get("glued") if isinstance(features, dict) else None
    if not isinstance(words, list) or not words:
        return None
    before = "|".join(rf"(?<=\b{re.escape(str(word))}-)" for word in words)
    return re.compile(rf"-(?=\d)(?:{before})")  # the hyphen first, so that the search looks for nothing else
