"""The language of a stretch: script first, then letters only one language has, then function words.

Cheap on purpose (some 60 microseconds a document). `py3langid` is loaded only where a whole page stays undecided.
Malay and Indonesian share nearly all function words: what one of them alone writes decides, and one Malay sign in a
text without an Indonesian one is enough, because Malay must never be read with Indonesian tables.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from saksi import languages
from saksi.segment.blocks import MAX_WORDS, Block, words_of
from saksi.segment.words import codes
from saksi.text import fold

UNKNOWN = "und"
ENOUGH = 1.5  # weight of the words that decide a stretch; below it the page's language holds
OWN = 1.5  # weight of a word (or letter) only one language of a pair has
SAMPLE = 300  # characters of a stretch that show its script
MODEL_WORDS = 12  # a text of fewer words tells the model nothing either
TOLD_WORDS = 2  # words of a short text that a language's tables must know
SAMPLE_WORDS = 40  # words of a stretch that show its language
SHORT = 4  # a line of fewer words has the language of its page
MIXED = 0.15  # share of a page in other languages from which its undecided lines go with their neighbours
BESIDE = 30  # lines away at which an undecided line still looks for a neighbour
TWO_SCRIPTS = 2  # words of either script from which the sentences of a stretch are told apart
RIVAL = 0.5  # share of the winner's weight from which a second language makes the stretch worth a closer look

# Unicode blocks that say the language, or its family, alone.
_SCRIPTS = (
    ("cyrillic", "\u0400-\u04ff"), ("latin", "A-Za-z\u00c0-\u024f"), ("ar", "\u0600-\u06ff"), ("he", "\u0590-\u05ff"),
    ("zh", "\u4e00-\u9fff"), ("ja", "\u3040-\u30ff"), ("ko", "\uac00-\ud7af"), ("el", "\u0370-\u03ff"),
    ("ka", "\u10a0-\u10ff"), ("hy", "\u0530-\u058f"), ("hi", "\u0900-\u097f"), ("bn", "\u0980-\u09ff"),
    ("ta", "\u0b80-\u0bff"), ("th", "\u0e00-\u0e7f"), ("my", "\u1000-\u109f"), ("km", "\u1780-\u17ff"),
)  # fmt: skip
_SCRIPT = {name: re.compile(f"[{chars}]") for name, chars in _SCRIPTS}
_LATIN, _CYRILLIC_HEAD = re.compile("[\0-\u024f]"), re.compile("[\u0400-\u052f]")  # first letters of words
_PERSIAN, _URDU = re.compile("[پچژگ]"), re.compile("[ٹڈڑےں]")
# Letters that only these of the Cyrillic languages write (folded).
_LETTERS = {
    "uk": ("ї", "є", "ґ"), "be": ("ў",), "sr": ("ћ", "ђ", "џ", "љ", "њ"), "mk": ("ѓ", "ќ", "ѕ"),
    "kk": ("қ", "ұ", "ғ", "ә", "ң", "ө"), "ru": ("ё", "ы", "э"), "bg": ("ъ",),
}  # fmt: skip
# A letter that rules languages out: Ukrainian has no ы э ъ ё, Russian no і, Bulgarian neither ы nor э nor і.
_NEVER = {
    "uk": "ыэъёў", "ru": "іїєґўћђџљњјќѓ", "be": "иъщїєґ", "bg": "ыэёіїєґўј", "sr": "йыэъёіїєщья", "mk": "йыэъёіїєщья",
    "kk": "їєґў",
}  # fmt: skip
_FOR = {
    letter: tuple((code, OWN) for code, own in _LETTERS.items() if letter in own)
    for letter in set("".join(map("".join, _LETTERS.values())))
} | {"і": (("uk", 0.5), ("be", 0.5))}
_AGAINST = {
    letter: tuple(code for code, never in _NEVER.items() if letter in never) for letter in set("".join(_NEVER.values()))
}
_TELLING = frozenset([*_FOR, *_AGAINST])
_PARTING = re.compile("ъ[еёюя]")  # as Russian writes it ("объявили"); as a vowel ("път") only Bulgarian does
_CYRILLIC = frozenset({"uk", "ru", "be", "bg", "sr", "mk", "kk"})


def identify(folded: str, words: Sequence[str], least: float = ENOUGH) -> tuple[str, bool]:
    """The language of `folded` (its `words` as well), `und` if its signs do not decide; and whether another competes.

    `least`: the weight of signs that decides.

    >>> identify("kerana dua orang terbunuh", "kerana dua orang terbunuh".split())
    ('ms', False)
    """
    words = words[:SAMPLE_WORDS]
    script = _script(folded, words)
    if script not in ("cyrillic", "latin"):
        return script, False
    weights = _weights(words, script == "cyrillic")
    if script == "cyrillic":
        _weigh_letters(folded, weights)
    if not weights:
        return UNKNOWN, False
    ranked = sorted([(-weight, code) for code, weight in weights.items()])
    weight, best = -ranked[0][0], ranked[0][1]
    if best in ("id", "ms"):
        best, weight = _malay_or_indonesian(words, weights)
        ranked = [(negative, code) for negative, code in ranked if code not in ("id", "ms")]
        rival = -ranked[0][0] if ranked else 0.0
    else:
        rival = -ranked[1][0] if len(ranked) > 1 else 0.0
    if weight <= 0 or weight < least or rival >= weight:
        return UNKNOWN, rival > 0
    return best, rival >= RIVAL * weight


def tell(blocks: Sequence[Block], known: str | None, text: str) -> str:
    """Sets the language of every block and returns the page's: that of most of its body.

    `known` is what the page says of itself: believed where its signs do not decide, never against them.
    """
    votes: Counter[str] = Counter()
    for block in blocks:
        block.language, block.contested = identify(block.folded, block.words)
        block.contested = block.contested or _two_scripts(block)
        if block.role not in ("chrome", "credit_line", "byline"):
            votes[block.language] += len(block.text)
    votes.pop(UNKNOWN, None)
    if "id" in votes or "ms" in votes:
        _settle_malay(blocks, votes)
    page = max(votes, key=lambda code: (votes[code], code)) if votes else _undecided(known, text, blocks)
    others = sum(votes.values()) - votes[page]
    mixed = others > 0 and others >= MIXED * sum(votes.values())
    for at, block in enumerate(blocks):
        if block.language == UNKNOWN and (len(block.words) < SHORT or fits(page, block.folded)):
            block.language = (_beside(blocks, at, votes) or page) if mixed else page
    return page


def _two_scripts(block: Block) -> bool:
    """Whether some words of a block are Latin and some Cyrillic: a quotation in another language, or names."""
    if block.folded.isascii():
        return False
    latin = len(_LATIN.findall("".join([word[0] for word in block.words])))
    return TWO_SCRIPTS <= latin <= len(block.words) - TWO_SCRIPTS


def _beside(blocks: Sequence[Block], at: int, votes: Counter[str]) -> str | None:
    """The language of the nearest stretch that has one of the page's own, the one behind before the one ahead."""
    for step in range(1, min(len(blocks), BESIDE)):
        for near in (at + step, at - step):
            if 0 <= near < len(blocks) and votes[blocks[near].language]:
                return blocks[near].language
    return None


def _settle_malay(blocks: Sequence[Block], votes: Counter[str]) -> None:
    """One verdict for all paragraphs in Malay or Indonesian, unless one stands out by two words of its own."""
    own_id, own_ms = _own()
    balance: list[tuple[int, Block]] = []
    for block in blocks:
        if block.language in ("id", "ms") and block.role != "chrome":
            balance.append((_balance(block.words[:SAMPLE_WORDS], own_id, own_ms), block))
    malay = sum(value for value, _ in balance) > 0
    votes["id"] = votes["ms"] = 0
    for value, block in balance:
        block.language = "ms" if value >= 2 or (malay and value > -2) else "id"
        votes[block.language] += len(block.text)
    for block in blocks:
        if block.language in ("id", "ms") and block.role == "chrome":
            block.language = "ms" if malay else "id"


def _balance(words: Sequence[str], own_id: frozenset[str], own_ms: frozenset[str]) -> int:
    """Words only Malay writes less words only Indonesian writes."""
    return sum(map(own_ms.__contains__, words)) - sum(map(own_id.__contains__, words))


def _undecided(known: str | None, text: str, blocks: Sequence[Block]) -> str:
    """What the page says of itself, if its script allows; else its few signs together; else the model."""
    code = (known or "")[:2].lower()
    if code.isalpha() and len(code) == 2 and fits(code, fold(text[:600])):
        return code
    words = [word for block in blocks for word in block.words][:MAX_WORDS]
    best, _ = identify(" ".join(words), words, least=0.0)
    if best != UNKNOWN:
        return best
    return by_model(text) if len(words) >= MODEL_WORDS else by_tables(words)


def by_tables(words: Sequence[str]) -> str:
    """The language whose tables know most words of a text too short for any other sign: "12 dead, 30 wounded".

    Two words at the least, and more than any other language knows; else `und`. Indonesian needs a word that Malay does
    not write.

    >>> by_tables(["dead", "wounded"]), by_tables(["tote", "in", "kiew"])
    ('en', 'und')
    """
    script = _script(" ".join(words), words)
    known = {
        code: sum(1 for word in set(words) if languages.lexicon(code).singles(word))
        for code in languages.codes() if script_of(code) == script
    }  # fmt: skip
    ranked = sorted(known.values(), reverse=True)
    if not ranked or ranked[0] < TOLD_WORDS or ranked[1:2] == ranked[:1]:
        return UNKNOWN
    best = max(known, key=lambda code: known[code])
    return UNKNOWN if best == "id" and _own()[0].isdisjoint(words) else best


def fits(code: str, folded: str) -> bool:
    """Whether a stretch is written in the script of a language, as far as its words tell."""
    script = _script(folded, words_of(folded))
    return script == UNKNOWN or script == script_of(code)


def excludes(code: str, folded: str) -> bool:
    """Whether a stretch has a letter that a language never writes."""
    never = _NEVER.get(code, "")
    return any(letter in folded for letter in never)


def by_model(text: str) -> str:
    """What `py3langid` takes `text` for; loading it costs near a second, so call it for a whole page only."""
    import py3langid

    return str(py3langid.classify(text[:1000])[0])


def script_of(code: str) -> str:
    """`cyrillic` for the Cyrillic languages told apart here, else `latin` or the code itself."""
    if code in _CYRILLIC:
        return "cyrillic"
    return code if code in _SCRIPT else "latin"


def _script(folded: str, words: Sequence[str]) -> str:
    sample = words[:SAMPLE_WORDS]
    if folded.isascii():
        return "latin" if sample else UNKNOWN
    heads = "".join([word[0] for word in sample])
    latin, cyrillic = len(_LATIN.findall(heads)), len(_CYRILLIC_HEAD.findall(heads))
    other = len(heads) - latin - cyrillic
    if other <= latin + cyrillic:
        return UNKNOWN if not latin + cyrillic else "cyrillic" if cyrillic > latin else "latin"
    opening = folded[:SAMPLE]
    _, name = max((len(pattern.findall(opening)), name) for name, pattern in _SCRIPT.items())
    if name == "ar":
        return "ur" if _URDU.search(opening) else "fa" if _PERSIAN.search(opening) else "ar"
    return "ja" if name == "zh" and _SCRIPT["ja"].search(opening) else name


def _weights(words: Sequence[str], cyrillic: bool) -> dict[str, float]:
    found = _book(cyrillic).get
    weights: defaultdict[str, float] = defaultdict(float)
    for shares in map(found, words):
        if shares is not None:
            for code, weight in shares:
                weights[code] += weight
    return weights


def _weigh_letters(folded: str, weights: dict[str, float]) -> None:
    """Adds what letters say for languages, then takes off what they say against those that have any weight."""
    sample = folded[:SAMPLE]
    told = _TELLING.intersection(sample)
    counts = {letter: sample.count(letter) for letter in told}
    if "ъ" in counts:
        counts["ъ"] -= len(_PARTING.findall(sample))
    for letter, count in counts.items():
        for code, weight in _FOR.get(letter, ()):
            weights[code] = weights.get(code, 0.0) + weight * count
    for letter, count in counts.items():
        for code in _AGAINST.get(letter, ()):
            if code in weights:
                weights[code] -= OWN * count


def _malay_or_indonesian(words: Sequence[str], weights: dict[str, float]) -> tuple[str, float]:
    own_id, own_ms = _own()
    indonesian = malay = 0
    for word in words:
        if word in own_ms:
            malay += 1
        elif word in own_id:
            indonesian += 1
    weight = max(weights.get("id", 0.0), weights.get("ms", 0.0))
    if malay > indonesian or (malay and malay == indonesian):
        return "ms", weight
    if indonesian:
        return "id", weight
    return "id", weight if weight >= 2 * ENOUGH else 0.0


@cache
def _own() -> tuple[frozenset[str], frozenset[str]]:
    return tuple(  # type: ignore[return-value]
        frozenset(languages.table(code, "page")["language"]["own"])  # type: ignore[index]
        for code in ("id", "ms")
    )


@cache
def _book(cyrillic: bool) -> dict[str, tuple[tuple[str, float], ...]]:
    """Function word to the languages of one script that have it, each with its share; `own` words count more."""
    found: dict[str, dict[str, float]] = {}
    profiles: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("profiles.toml").read_text("utf-8"))
    read = {code for code in codes() if (code in _CYRILLIC) is cyrillic}
    profiles = {code: words for code, words in profiles.items() if (code in _CYRILLIC) is cyrillic}
    for code in sorted(read):
        section = languages.table(code, "page").get("language", {})
        assert isinstance(section, dict)
        profiles[code] = section.get("words", [])
        for word in section.get("own", ()):
            found.setdefault(fold(word), {})[code] = OWN
    for code, words in profiles.items():
        for word in words:
            found.setdefault(fold(word), {}).setdefault(code, 1.0)
    return {word: tuple((code, weight / _families(shares)) for code, weight in shares.items())
            for word, shares in found.items()}  # fmt: skip


def _families(shares: dict[str, float]) -> int:
    """How many languages share a word; Malay and Indonesian count as one here, since they are told apart later."""
    return len({"id" if code == "ms" else code for code in shares})
