"""Official romanisation of Ukrainian: resolution 55 of the Cabinet of Ministers, 27 January 2010 (KMU 2010).

>>> kmu("Згурівка"), kmu("Куп'янськ"), kmu("Єнакієве")
('Zghurivka', 'Kupiansk', 'Yenakiieve')
"""

from __future__ import annotations

_PLAIN = dict(zip("абвгґдежзиіклмнопрстуфхцчшщьё", (
    "a", "b", "v", "h", "g", "d", "e", "zh", "z", "y", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh",
    "ts", "ch", "sh", "shch", "", "io"), strict=True)) | {"ы": "y", "э": "e", "ъ": ""}  # fmt: skip
_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_INNER = {"є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia"}


def kmu(name: str) -> str:
    """`name` in Latin letters; a word after a space or a hyphen begins anew; apostrophes and soft signs fall away."""
    out: list[str] = []
    lowered = "".join(low if len(low := char.lower()) == 1 else char for char in name)
    start = True
    for index, char in enumerate(lowered):
        if char in "'’ʼ`":
            continue
        if lowered[index : index + 2] == "зг":
            latin = "z"
        elif char == "г" and index and lowered[index - 1] == "з":
            latin = "gh"
        elif char in _INNER:
            latin = (_FIRST if start else _INNER)[char]
        else:
            latin = _PLAIN.get(char, char)
        out.append(latin[:1].upper() + latin[1:] if name[index].isupper() else latin)
        start = not char.isalpha()
    return "".join(out)


_PRESS = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_GERMAN = dict(zip("абвгґдежзиіклмнопрстуфхцчшщьєїйюя", (
    "a", "b", "w", "h", "g", "d", "e", "sch", "s", "y", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "ch",
    "z", "tsch", "sch", "schtsch", "", "je", "ji", "j", "ju", "ja"), strict=True))  # fmt: skip


def spellings(name: str) -> tuple[str, ...]:
    """How else the press writes a Ukrainian name: by BGN/PCGN 1965 without and with its apostrophes, and in German.

    >>> spellings("Куп'янськ")
    ('Kupyansk', "Kup'yansk", 'Kupjansk')
    """
    low = name.lower()
    plain = "".join((_PLAIN | _PRESS).get(c, "" if c == "'" else c) for c in low)
    marked = "".join((_PLAIN | _PRESS).get(c, c) for c in low)
    german = "".join(_GERMAN.get(c, "" if c == "'" else c) for c in low)
    return tuple(dict.fromkeys(word.title().replace("'Y", "'y") for word in (plain, marked, german)))
