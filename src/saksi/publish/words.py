"""Values in words for a reader, and text made safe for a terminal."""

from __future__ import annotations

import unicodedata

from saksi.model import Attack, Claim, Place, Quantity, When
from saksi.slots import COUNTED

_BOUND = {
    "exact": "{count}", "at_least": "at least {count}", "more_than": "more than {count}", "about": "about {count}",
    "nearly": "nearly {count}", "up_to": "up to {count}", "fewer_than": "fewer than {count}",
    "range": "{low} to {high}", "dozens": "dozens", "hundreds": "hundreds", "thousands": "thousands",
    "several": "several", "some": "some", "unspecified": "unspecified",
}  # fmt: skip
# What is counted, as a reader says it of more than one; other words take an s.
_MANY = {
    "person": "people", "child": "children", "woman": "women", "man": "men", "police": "police officers",
    "medic": "medics", "family_member": "relatives", "elderly": "elderly people", "aircraft": "aircraft",
    "artillery": "artillery shells", "mixed": "weapons of several kinds", "other": "others",
}  # fmt: skip
_ONE = {"police": "police officer", "elderly": "elderly person", "mixed": "weapon", "family_member": "relative"}
_FORMAT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def safe(text: str) -> str:
    """One line that no terminal can be led astray by: controls, escapes and direction marks become a space or '�'.

    >>> safe("a\\x1b[31mb\\nc\\u202ed")
    'a�[31mb c�d'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char.isprintable():
        return char
    if char.isspace():
        return " "
    if char in "\u00ad\u200b\u200c\u200d\u2060\ufeff":  # joiners and soft hyphens: harmless, and seen nowhere
        return char
    return "\ufffd" if unicodedata.category(char) in _FORMAT else char


def amount(quantity: Quantity | None) -> str:
    """A quantity in words.

    >>> amount(Quantity(12, "at_least", 12, None)), amount(Quantity(None, "range", 3, 5)), amount(None)
    ('at least 12', '3 to 5', '')
    """
    if quantity is None:
        return ""
    words = _BOUND[quantity.bound]
    if quantity.count is None and "{count}" in words:
        return words.replace("{count}", "an unsaid number")
    return words.format(count=quantity.count, low=quantity.low, high=quantity.high)


def value(claim: Claim) -> str:
    """What a claim says, in a few words: the amount and of what, the time, or the words as they stand."""
    number = amount(claim.quantity)
    if claim.slot in COUNTED or number:
        words = [_counted(claim), (claim.how or "").replace("_", " ")]
    elif claim.when is not None:
        words = [time(claim.when)]
    elif claim.person is not None:
        person = claim.person
        words = [person.name or "", str(person.age) if person.age is not None else "", person.role or ""]
    else:
        words = [(claim.what or "").replace("_", " "), claim.value_words or ""]
    return safe(", ".join(word for word in words if word)) or safe(claim.quote)


def _counted(claim: Claim) -> str:
    what, quantity = claim.what, claim.quantity
    if quantity is None or quantity.bound == "unspecified":
        return f"{things(what, many=True)}, number not said".removeprefix(", ")
    return f"{amount(quantity)} {things(what, many=quantity.count != 1)}".strip()


def things(what: str | None, many: bool) -> str:
    """A group, weapon or kind of thing as a reader says it of one or of several."""
    if not what:
        return ""
    words = _MANY.get(what, f"{what}s") if many else _ONE.get(what, what)
    return words.replace("_", " ")


def time(when: When) -> str:
    """Bounds of a time in words.

    >>> time(When("2025-07-03T18:00+03:00", "2025-07-04T09:00+03:00", "part", "stated"))
    '2025-07-03 18:00 to 2025-07-04 09:00 +03:00'
    >>> time(When("2025-07-04T01:00+03:00", "2025-07-04T05:00+03:00", "part", "stated"))
    '2025-07-04 01:00 to 05:00 +03:00'
    >>> time(When(None, "2025-07-04", "day", "not_after_published"))
    'not after 2025-07-04'
    """
    if when.earliest and when.latest:
        return _between(when.earliest, when.latest)
    if when.latest:
        return f"not after {_moment(when.latest)}"
    return f"from {_moment(when.earliest)}" if when.earliest else "time not said"


def _between(earliest: str, latest: str) -> str:
    """Two bounds, said once where they are the same; so are a day and an offset that they share."""
    first, last = _moment(earliest).split(), _moment(latest).split()
    if first == last:
        return " ".join(first)
    if len(first) == len(last) == 3 and first[2] == last[2]:
        first = first[:2]
        last = last[1:] if first[0] == last[0] else last
    return f"{' '.join(first)} to {' '.join(last)}"


def _moment(bound: str) -> str:
    day, mark, clock = bound.partition("T")
    clock = clock.replace("+", " +").replace("-", " -")
    return f"{day} {clock}".strip() if mark else day


def heading(attack: Attack) -> str:
    """An attack in one line: number, time, places, attacker."""
    facts = [f"Attack {attack.number}", time(attack.when)]
    facts += [", ".join(place.name for place in attack.places)] if attack.places else []
    facts += [f"by {attack.attacker}"] if attack.attacker else []
    facts += ["told as background"] if attack.background else []
    return safe(" · ".join(facts))


def remarks(claim: Claim, place: Place | None = None) -> str:
    """What a reader must know beside the value: scope, the site, whose word, the state of a toll, flags."""
    facts = [] if claim.scope == "this_attack" else [claim.scope.replace("_", " ")]
    if place is not None:
        facts.append(f"in {place.name}")
    if claim.credit is not None:
        facts.append(_word_of(claim))
    if claim.as_of:
        facts.append(f"as of {claim.as_of}")
    facts += [flag.replace("_", " ") for flag in claim.flags]
    return safe(" · ".join(facts))


def _word_of(claim: Claim) -> str:
    credit = claim.credit
    assert credit is not None
    stance = "" if credit.stance == "says" else f" {credit.stance.replace('_', ' ')}"
    return f"{credit.name}{stance}" + (f" ({credit.via})" if credit.via else "")
