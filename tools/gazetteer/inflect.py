"""Case forms of Ukrainian and Russian place names, by ending class.

In: a name in lower case and its language (`uk` or `ru`). Out: every form that the cases of the name can have, the
nominative among them. Where the ending does not decide the class ("Лозова" like an adjective, "Полтава" like a noun),
the forms of both classes come out: a form that nobody writes does no harm. The rules are those of school grammars
(§ "Географічні назви" of Український правопис 2019; Зализняк, Грамматический словарь, 1977).

>>> "кривому розі" in forms("кривий ріг", "uk")
True
"""

from __future__ import annotations

from itertools import product

Case = tuple[str, ...]
# gen, dat, acc, ins, loc; each a tuple of variants.
Paradigm = tuple[Case, Case, Case, Case, Case]

_VOWELS = "аеєиіїоуюяыэё"
_HISS = "жчшщ"
_UK_SOFTEN = {"г": "з", "к": "ц", "х": "с"}

# Words whose stem or gender the ending does not show: the whole paradigm, by language.
_IRREGULAR: dict[str, dict[str, Paradigm]] = {
    "uk": {
        "ріг": (("рогу", "рога"), ("рогу", "рогові"), ("ріг",), ("рогом",), ("розі", "рогу", "рогові")),
        "самар": (("самарі", "самару"), ("самарі", "самару"), ("самар",), ("самар'ю", "самаром"), ("самарі",)),
        "біла": (("білої",), ("білій",), ("білу",), ("білою",), ("білій",)),
        "орел": (("орла",), ("орлу",), ("орел",), ("орлом",), ("орлі",)),
        "гуляйполе": (("гуляйполя",), ("гуляйполю",), ("гуляйполе",), ("гуляйполем",), ("гуляйполі",)),
        "ромни": (("ромен", "ромнів"), ("ромнам",), ("ромни",), ("ромнами",), ("ромнах",)),
        "лубни": (("лубен", "лубнів"), ("лубнам",), ("лубни",), ("лубнами",), ("лубнах",)),
        "піски": (("пісків",), ("піскам",), ("піски",), ("пісками",), ("пісках",)),
        "сполучені": (("сполучених",), ("сполученим",), ("сполучені",), ("сполученими",), ("сполучених",)),
        "штати": (("штатів",), ("штатам",), ("штати",), ("штатами",), ("штатах",)),
    },
    "ru": {
        "рог": (("рога",), ("рогу",), ("рог",), ("рогом",), ("роге", "рогу")),
        "орёл": (("орла",), ("орлу",), ("орёл",), ("орлом",), ("орле",)),
        "орел": (("орла",), ("орлу",), ("орел",), ("орлом",), ("орле",)),
        "ромны": (("ромен", "ромнов"), ("ромнам",), ("ромны",), ("ромнами",), ("ромнах",)),
        "лубны": (("лубен",), ("лубнам",), ("лубны",), ("лубнами",), ("лубнах",)),
        "соединённые": (("соединённых",), ("соединённым",), ("соединённые",), ("соединёнными",), ("соединённых",)),
        "штаты": (("штатов",), ("штатам",), ("штаты",), ("штатами",), ("штатах",)),
    },
}
# Names of the languages' habit that keep one form.
_FIXED = frozenset({"токіо", "токио", "осло", "чикаго", "сан", "нью", "лос", "ель", "эль", "порт", "ла", "конго"})


def _uk_adjective(word: str) -> list[Paradigm]:
    if word.endswith(("ний", "ий")):
        s = word[:-2]
        return [((s + "ого",), (s + "ому",), (word,), (s + "им",), (s + "ому", s + "ім", s + "им"))]
    if word.endswith("ній"):
        s = word[:-2]
        return [((s + "ього",), (s + "ьому",), (word,), (s + "ім",), (s + "ьому",))]
    if word.endswith("а"):
        s = word[:-1]
        return [((s + "ої",), (s + "ій",), (s + "у",), (s + "ою",), (s + "ій",))]
    if word.endswith("ня"):
        s = word[:-1]
        return [((s + "ьої",), (s + "ій",), (s + "ю",), (s + "ьою",), (s + "ій",))]
    if word.endswith("е"):
        s = word[:-1]
        return [((s + "ого",), (s + "ому",), (word,), (s + "им",), (s + "ому", s + "ім"))]
    if word.endswith("нє"):
        s = word[:-1]
        return [((s + "ього",), (s + "ьому",), (word,), (s + "ім",), (s + "ьому",))]
    if word.endswith("і"):
        s = word[:-1]
        return [((s + "их", s + "іх"), (s + "им", s + "ім"), (word,), (s + "ими", s + "іми"), (s + "их", s + "іх"))]
    return []


def _uk_noun(word: str) -> list[Paradigm]:
    last, s = word[-1], word[:-1]
    before = s[-1]
    if last == "а":
        soft = s[:-1] + _UK_SOFTEN.get(before, before) + "і"
        genitive, instrumental = (s + "і", s + "ею") if before in _HISS else (s + "и", s + "ою")
        return [((genitive,), (soft,), (s + "у",), (instrumental,), (soft,))]
    if last == "я":
        if len(s) > 1 and before == s[-2]:  # Запоріжжя, Поділля
            return [
                ((word,), (s + "ю",), (word,), (s + "ям",), (s + "і",)),
                ((s + "і",), (s + "і",), (s + "ю",), (s + "ею",), (s + "і",)),
            ]
        if before in _VOWELS or before == "'":
            return [((s + "ї",), (s + "ї",), (s + "ю",), (s + "єю",), (s + "ї",))]
        return [((s + "і", word), (s + "і", s + "ю"), (s + "ю", word), (s + "ею", s + "ям"), (s + "і",))]
    if last == "о" and word.endswith(("ово", "ево", "єво", "ино", "іно")):
        return [((word,), (word,), (word,), (word,), (s + "і",))]
    if last == "о":
        soft = s[:-1] + _UK_SOFTEN.get(before, before) + "і"
        return [((s + "а",), (s + "у",), (word,), (s + "ом",), (s + "і", soft, s + "у"))]
    if last == "е":
        return [((s + "я", s + "а"), (s + "ю", s + "у"), (word,), (s + "ем",), (s + "і",))]
    if last == "и":
        genitive = (s, s + "ів") if before not in _VOWELS and len(s) > 2 else (s + "ів",)
        return [(genitive, (s + "ам",), (word,), (s + "ами",), (s + "ах",))]
    if last in "ії":
        if last == "ї":
            return [((s + "їв",), (s + "ям",), (word,), (s + "ями",), (s + "ях",))]
        hard = before in _HISS
        return [
            (
                (s + "ів", s + "ь"),
                (s + ("ам" if hard else "ям"),),
                (word,),
                (s + ("ами" if hard else "ями"),),
                (s + ("ах" if hard else "ях"),),
            )
        ]
    if last == "ь":
        return _uk_soft(s)
    if last == "й":
        return [((s + "я", s + "ю"), (s + "ю", s + "єві"), (word,), (s + "єм",), (s + "ї", s + "ю"))]
    if last in _VOWELS:
        return []
    return [_uk_hard(stem, word) for stem in _uk_stems(word)]


def _uk_soft(s: str) -> list[Paradigm]:
    """Masculine and feminine names in -ь: Тернопіль, Ковель, Кременець; Умань, Казань."""
    word = s + "ь"
    stems = {s}
    if s.endswith(("ець", "ец")):
        stems = {s[:-2] + "ц"}
    for closed, opened in (("піль", "поль"), ("інь", "ень"), ("іль", "ель"), ("іль", "оль")):
        if word.endswith(closed):
            stems.add(word[: -len(closed)] + opened[:-1])
    masculine: list[Paradigm] = [
        ((x + "я", x + "ю"), (x + "ю", x + "еві"), (word,), (x + "ем",), (x + "і", x + "ю")) for x in sorted(stems)
    ]
    doubled = s + s[-1] + "ю"
    return [*masculine, ((s + "і",), (s + "і",), (word,), (doubled, s + "ю"), (s + "і",))]


def _uk_stems(word: str) -> list[str]:
    """The stems before a case ending: Київ-Києв, Харків-Харков, Канів-Канев, Городок-Городк."""
    for closed, opened in (
        ("їв", ("єв",)), ("ів", ("ов", "ев")), ("іг", ("ог",)), ("ір", ("ор", "ір")), ("іл", ("ол", "іл")),
        ("ок", ("к", "ок")), ("ець", ("ц",)), ("іт", ("от", "іт")), ("ід", ("од", "ід")), ("ін", ("он", "ін")),
        ("ік", ("ок", "ік")), ("із", ("оз", "із")), ("іст", ("ост", "іст")),
    ):  # fmt: skip
        if word.endswith(closed) and len(word) > len(closed) + 1:
            return [word[: -len(closed)] + end for end in opened]
    return [word]


def _uk_hard(stem: str, word: str) -> Paradigm:
    last = stem[-1]
    soft = stem[:-1] + _UK_SOFTEN.get(last, last) + "і"
    instrumental = (stem + "ем", stem + "ом") if last in _HISS else (stem + "ом", stem + "им")
    return (stem + "а", stem + "у"), (stem + "у", stem + "ові"), (word,), instrumental, (soft, stem + "у", stem + "ові")


def _ru_adjective(word: str) -> list[Paradigm]:
    s = word[:-2]
    if word.endswith(("ый", "ой", "кий", "гий", "хий", "жий", "ший")):
        i = "и" if s[-1:] in "кгхжшчщ" else "ы"
        return [((s + "ого", s + "его"), (s + "ому", s + "ему"), (word,), (s + i + "м",), (s + "ом", s + "ем"))]
    if word.endswith("ий"):
        return [((s + "его",), (s + "ему",), (word,), (s + "им",), (s + "ем",))]
    if word.endswith("ая"):
        return [((s + "ой", s + "ей"), (s + "ой", s + "ей"), (s + "ую",), (s + "ой", s + "ою"), (s + "ой", s + "ей"))]
    if word.endswith("яя"):
        return [((s + "ей",), (s + "ей",), (s + "юю",), (s + "ей",), (s + "ей",))]
    if word.endswith("ое"):
        i = "и" if s[-1:] in "кгхжшчщ" else "ы"
        return [((s + "ого",), (s + "ому",), (word,), (s + i + "м",), (s + "ом",))]
    if word.endswith("ее"):
        return [((s + "его",), (s + "ему",), (word,), (s + "им",), (s + "ем",))]
    if word.endswith(("ые", "ие")):
        i = word[-2]
        return [((s + i + "х",), (s + i + "м",), (word,), (s + i + "ми",), (s + i + "х",))]
    return []


def _ru_noun(word: str) -> list[Paradigm]:
    last, s = word[-1], word[:-1]
    before = s[-1]
    if last == "а":
        genitive = s + ("и" if before in "гкхжчшщ" else "ы")
        instrumental = (s + "ей", s + "ой") if before in _HISS + "ц" else (s + "ой",)
        return [((genitive,), (s + "е",), (s + "у",), instrumental, (s + "е",))]
    if last == "я":
        locative = s + ("и" if before == "и" else "е")
        return [((s + "и",), (locative,), (s + "ю",), (s + "ей",), (locative,))]
    if last == "о":
        if word.endswith(("ово", "ево", "ёво", "ино", "ыно")):
            return [((word,), (word,), (word,), (word,), (s + "е",))]  # "Иванова" is a surname, "в Иванове" a town
        return [((s + "а",), (s + "у",), (word,), (s + "ом",), (s + "е",))]
    if last == "е":
        return [((s + "я",), (s + "ю",), (word,), (s + "ем",), (word, s + "и"))]
    if last == "ы":
        return [((s, s + "ов") if len(s) > 2 else (s + "ов",), (s + "ам",), (word,), (s + "ами",), (s + "ах",))]
    if last == "и":
        a = "а" if before in "гкхжчшщ" else "я"
        return [((s, s + "ов", s + "ей"), (s + a + "м",), (word,), (s + a + "ми",), (s + a + "х",))]
    if last == "ь":
        stems = [s[:-2] + "ц"] if s.endswith("ец") else [s]
        masculine: list[Paradigm] = [((x + "я",), (x + "ю",), (word,), (x + "ем",), (x + "е",)) for x in stems]
        return [*masculine, ((s + "и",), (s + "и",), (word,), (s + "ью",), (s + "и",))]
    if last == "й":
        return [((s + "я",), (s + "ю",), (word,), (s + "ем",), (s + "е",))]
    if last in _VOWELS or last == "э":
        return []
    stems = [word]
    if word.endswith("ец") and len(word) > 4:
        stems = [word[:-2] + "ц"]
    elif word.endswith("ок") and len(word) > 4:
        stems = [word[:-2] + "к", word]
    elif word.endswith("ёв"):
        stems = [word, word[:-2] + "ев"]
    return [
        ((x + "а",), (x + "у",), (word,), (x + "ом", x + "ем") if x[-1] in _HISS + "ц" else (x + "ом", x + "ым"),
         (x + "е", x + "у") if x.endswith("к") else (x + "е",))
        for x in stems
    ]  # fmt: skip


_RULES = {"uk": (_uk_adjective, _uk_noun), "ru": (_ru_adjective, _ru_noun)}
_ADJECTIVE_ENDS = {
    "uk": ("ський", "цький", "зький", "ний", "вий", "ій", "рий", "лий", "тий", "чий", "ська", "цька", "ва", "на", "ка",
           "ра", "ла", "та", "ське", "цьке", "не", "ве", "ке", "ре", "ле", "те", "нє", "ня", "ий", "ше", "ге", "же", "че"),
    "ru": ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие"),
}  # fmt: skip


def word_paradigms(word: str, language: str, *, attribute: bool = False) -> list[Paradigm]:
    """The paradigms a word can follow; `attribute` for a word that stands before the noun of its name."""
    if word in _IRREGULAR[language]:
        return [_IRREGULAR[language][word]]
    if word in _FIXED or len(word) < 3 or not word[-1].isalpha():
        return []
    adjective, noun = _RULES[language]
    if "-" in word and language == "uk" and word.startswith(("івано-", "кам'янець-", "переяслав-", "могилів-")):
        head, tail = word.rsplit("-", 1)
        inner = word_paradigms(tail, language)
        fixed = "івано" if head == "івано" else head
        return [tuple(tuple(f"{fixed}-{form}" for form in case) for case in p) for p in inner]  # type: ignore[misc]
    if "-на-" in word:
        head, tail = word.split("-", 1)
        return [
            tuple(tuple(f"{form}-{tail}" for form in case) for case in p)  # type: ignore[misc]
            for p in word_paradigms(head, language)
        ]
    if "-" in word and len(word.rsplit("-", 1)[1]) > 2:  # «Бат-Ям» goes as one word
        head, tail = word.rsplit("-", 1)
        return [
            tuple(tuple(f"{head}-{form}" for form in case) for case in p)  # type: ignore[misc]
            for p in word_paradigms(tail, language)
        ]
    adjectival = word.endswith(_ADJECTIVE_ENDS[language])
    found: list[Paradigm] = []
    if adjectival or attribute:
        found += adjective(word)
    if not found or (language == "uk" and not attribute and not word.endswith(("ий", "ська", "цька", "ське", "цьке"))):
        found += noun(word)
    if language == "ru" and not attribute and word.endswith("ой"):
        found += noun(word)
    return found


def forms(name: str, language: str) -> set[str]:
    """Every case form of `name` (lower case, words parted by spaces), the nominative among them.

    >>> sorted(forms("суми", "uk"))
    ['сум', 'сумам', 'сумами', 'сумах', 'суми', 'сумів']
    """
    words = name.split(" ")
    found = {name}
    if len(words) > 3:
        return found
    options: list[list[Paradigm | None]] = []
    for position, word in enumerate(words):
        paradigms: list[Paradigm | None] = list(word_paradigms(word, language, attribute=position < len(words) - 1))
        options.append(paradigms or [None])
    if all(option == [None] for option in options):
        return found
    for choice in product(*options):
        for case in range(5):
            variants = [(word,) if p is None else p[case] for word, p in zip(words, choice, strict=True)]
            found.update(" ".join(parts) for parts in product(*variants))
    return found


_ADJECTIVE_CASES = {
    ("uk", "f"): ("а", "ої", "ій", "у", "ою"), ("uk", "m"): ("ий", "ого", "ому", "им"), ("uk", "pl"): ("і", "их", "им", "ими"),
    ("ru", "f"): ("ая", "ой", "ую", "ою"), ("ru", "m"): ("ий", "ого", "ому", "им", "ом"), ("ru", "pl"): ("ие", "их", "им", "ими"),
}  # fmt: skip


def adjective_forms(word: str, language: str) -> set[str]:
    """All forms of an adjective that names an oblast, a krai or a district: харківська, сумский, ...

    >>> "брянской" in adjective_forms("брянская", "ru")
    True
    """
    first, _, last = word.rpartition(" ")
    for ending in ("ий", "ый", "ой", "ая", "а", "ое", "е"):
        if last.endswith(ending):
            stem = last[: -len(ending)]
            break
    else:
        return {word}
    prefix = first + " " if first else ""
    return {prefix + stem + end for gender in ("f", "m", "pl") for end in _ADJECTIVE_CASES[language, gender]} | {word}
