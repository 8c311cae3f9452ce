"""Values, slots, flags and times as a reader says them, in the visitor's language.

The English words here are the keys of the catalogues; `tools/serve/words.py` collects them from `LABELS` and `COUNTS`.
"""

from __future__ import annotations

import re
from sqlite3 import Row
from urllib.parse import urlsplit

from saksi.model import Claim, Quantity, Side
from saksi.publish.words import safe
from saksi.serve.tolls import Toll
from saksi.serve.words import Words
from saksi.slots import GROUPS, HARM, HOW, OBJECTS, SCOPES, SLOTS, WEAPONS

_AMOUNT = {
    "exact": "%(n)s", "at_least": "at least %(n)s", "more_than": "more than %(n)s", "about": "about %(n)s",
    "nearly": "nearly %(n)s", "up_to": "up to %(n)s", "fewer_than": "fewer than %(n)s", "range": "%(low)s to %(high)s",
    "dozens": "dozens", "hundreds": "hundreds", "thousands": "thousands", "several": "several", "some": "some",
    "unspecified": "number not said",
}  # fmt: skip
# What the record's words are called where they differ from the words themselves.
_CALLED = {
    "where": "Place", "when": "Time", "by": "Attacker", "means": "Weapon used", "victim": "Person killed or hurt",
    "source": "Where the text comes from", "record": "Said to be the most", "damaged": "Damage", "target": "Target",
    "alert_started": "Alert began", "alert_ended": "Alert ended", "alert_lasted": "Alert lasted",
    "this_attack": "this attack", "counted_from_published": "counted from the publication",
    "by_link": "from the other reports", "counted_from_dateline": "counted from the dateline",
    "mixed": "in several ways",
    "claimed_losses": "one side's claim of the other's losses",
    "machine_translated": "machine translation", "cut_short": "the text breaks off here",
    "part_of_total": "part of a total", "negated_zero": "said to be none",
}  # fmt: skip
_ONE = {"police": "police officer", "elderly": "elderly person", "mixed": "weapon", "family_member": "relative",
        "artillery": "artillery shell", "energy": "energy site", "transport": "transport site",
        "industry": "industrial site", "military": "military site"}  # fmt: skip
_MANY = {
    "person": "people", "child": "children", "woman": "women", "man": "men", "police": "police officers",
    "family_member": "relatives", "elderly": "elderly people", "aircraft": "aircraft",
    "artillery": "artillery shells", "mixed": "weapons of several kinds", "other": "others",
    "air_strike": "air strikes",
}  # fmt: skip
# Characters of a statement shown where claims are listed.
_SHOWN = 90
_TIME = re.compile(r"\b\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?:[+-]\d\d:\d\d|Z)?)?\b")
_WORDS = (
    *SCOPES, *HOW, *OBJECTS, "by_link", "stated", "counted_from_published", "counted_from_dateline",
    "counted_from_caption", "by_reference", "not_after_published", "unknown", "says", "denies", "cannot_confirm",
    "accuses", "admits", "headline", "caption", "superseded", "distributive", "implausible", "spun", "garbled",
    "mixed_language", "undated", "point", "district", "city", "region", "country", "government", "military",
    "rescue_service", "police", "medical", "local_official", "media", "witness", "organisation", "direct", "indirect",
    "agency", "first_published", "photo", "outlet", "report", "copy", "background", "later_count", "different_source",
    "different_scope", "approximate", "translated", "copy_of_older_state", "unexplained", "agrees", "near", "differs",
    "no_reference", "same", "different", "add", "correct", "reject", "confirm", "undo", "stands", "rejected",
    "corrected", "lost", "best", "part", "set_aside", "moot", "undone", "holds", "exact", "range", "unsaid", "day",
    "week", "month", "grade", "confirmed", "fair", "weak", "contested", "discounted",
)  # fmt: skip


def called(name: str) -> str:
    """The English words for a word of the record: "alert_started" is "Alert began"."""
    words = _CALLED.get(name, name.replace("_", " "))
    return words[:1].upper() + words[1:] if name in SLOTS else words


def counted(what: str) -> tuple[str, str]:
    """One and many of what is counted, in English."""
    one = _ONE.get(what, what.replace("_", " "))
    return one, _MANY.get(what, f"{one}s")


LABELS = tuple(dict.fromkeys(called(name) for name in (*SLOTS, *_WORDS, *_CALLED)))
COUNTS = tuple(dict.fromkeys(counted(what) for what in (*GROUPS, *WEAPONS, *OBJECTS)))
AMOUNTS = tuple(_AMOUNT.values())


class Say:
    """The record's values in the words of one language."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._ = words.translations.gettext

    def label(self, name: str | None) -> str:
        """A slot, flag, scope, basis ... as it is called."""
        return self._(called(name)) if name else ""

    def kind(self, what: str | None, count: int | None = None) -> str:
        """What is counted: "people"; of one only: "person"."""
        if not what:
            return ""
        return self.words.translations.ngettext(*counted(what), 2 if count is None else count)

    def dated(self, words: str) -> str:
        """A sentence of the program with its times as a reader writes them."""
        return _TIME.sub(lambda match: self.words.moment(match[0]), safe(words))

    def amount(self, quantity: Quantity | None) -> str:
        """A number as it is said: "at least 12"."""
        if quantity is None:
            return ""
        number = self.words.number
        pattern = _AMOUNT[quantity.bound]
        if quantity.count is None and "%(n)s" in pattern:
            pattern = _AMOUNT["unspecified"]
        given = {"n": number(quantity.count), "low": number(quantity.low), "high": number(quantity.high)}
        return self._(pattern) % given

    def value(self, claim: Claim) -> str:
        """What a claim says, in a few words."""
        quantity = claim.quantity
        if quantity is not None and quantity.bound != "unspecified":
            parts = [f"{self.amount(quantity)} {self.kind(claim.what, quantity.count)}"]
        elif quantity is not None:
            parts = [self.kind(claim.what), "" if claim.slot == "means" else self.amount(quantity)]
        elif claim.when is not None:
            clock, worded = self.words.span(claim.when.earliest, claim.when.latest), claim.value_words or ""
            parts = [clock, worded if worded not in clock else ""]
        elif claim.slot == "victim" and claim.person is not None:
            person = claim.person
            age = self._("aged %(n)s") % {"n": person.age} if person.age is not None else ""
            parts = [person.name or "", age, (person.role or "").replace("_", " ")]
        elif claim.slot == "statement":
            cut = claim.quote if len(claim.quote) <= _SHOWN else claim.quote[:_SHOWN].rstrip() + "…"
            parts = [self.label(claim.what), cut]
        elif claim.slot == "means":
            parts = [self.kind(claim.what, 1)]
        else:
            parts = [self.label(claim.what) if claim.slot != "by" else claim.what or "", claim.value_words or ""]
        said = safe(", ".join(part.strip() for part in parts if part.strip())) or safe(claim.quote)
        return said + (f" ({self.label(claim.how)})" if claim.how else "")

    def toll(self, toll: Toll | None) -> str:
        """A figure with its span: "4", "2 to 4", "4 (2 to 7)", "at least 3"."""
        if toll is None:
            return ""
        low, best, high = (self.words.number(number) if number is not None else None for number in toll)
        if best is not None:
            if toll.low == toll.high == toll.best:
                return best
            if toll.high is None and toll.low == toll.best:
                return self._("at least %(n)s") % {"n": best}
            spread = self._("%(low)s to %(high)s") % {"low": low or "?", "high": high or "?"}
            return f"{best} ({spread})"
        if low is not None and high is not None:
            return low if toll.low == toll.high else self._("%(low)s to %(high)s") % {"low": low, "high": high}
        return self._("at least %(n)s") % {"n": low} if low is not None else self._("up to %(n)s") % {"n": high}

    def side(self, side: Side) -> str:
        """What one side of an estimate says."""
        if side.value is not None and side.low == side.high:
            return self.words.number(side.value)
        return self.toll(Toll(side.low, None, side.high)) or self.words.number(side.value) or self._("number not said")


def outlet(document: Row) -> str:
    """What a reader knows a document by: its publisher, the host of its address, the name of its file."""
    if document["publisher"]:
        return safe(str(document["publisher"]))
    host = urlsplit(str(document["url"] or "")).hostname if _parses(str(document["url"] or "")) else None
    return safe(host.removeprefix("www.") if host else str(document["source"]).rsplit("/", 1)[-1])


def web(url: object) -> str | None:
    """The address if a browser may follow it: http and https only."""
    text = str(url or "")
    return text if _parses(text) and urlsplit(text).scheme in ("http", "https") else None


def _parses(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


__all__ = ["AMOUNTS", "COUNTS", "HARM", "LABELS", "Say", "called", "counted", "outlet", "web"]
