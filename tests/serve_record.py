"""A small record for the tests of the pages: invented reports in our own words, with the claims a person would read."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from pathlib import Path
from typing import Any

from labelled import find_place
from saksi.model import Attack, Claim, Credit, Document, Page, Person, Quantity, Reading, Sentence, Span, When
from saksi.store import link, open_record, put


def report(name: str, text: str, attack: dict[str, Any], claim: list[dict[str, Any]], **more: Any) -> Reading:
    """A document with one attack. A claim: slot, quote (its first place in the text), what, count, bound, by (credit),
    kind (of credit), place, as_of, how, person, flags. `more`: publisher, published, url, language, title."""
    key = sha256(name.encode()).hexdigest()[:20]
    language = more.pop("language", "en")
    digest = sha256(text.encode()).hexdigest()
    document = Document(
        id=key, text_id=digest[:20], source=f"reports/{name}.html", text=text, sha256=digest, **more
    )  # fmt: skip
    places = tuple(place for given in attack.get("places", ()) if (place := find_place(given)))
    earliest = attack.get("earliest")
    basis = "stated" if earliest else "not_after_published"
    when = When(earliest, attack.get("latest", earliest) or more.get("published"), "day", basis)
    made = tuple(_claim(document, number, given, language) for number, given in enumerate(claim))
    page = Page(document, language, (Sentence(Span(0, len(text)), "body", language, 0),))
    return Reading(page, made, (), (Attack(1, when, attack.get("attacker"), places),), len(made))


def _claim(document: Document, number: int, given: dict[str, Any], language: str) -> Claim:
    quote, slot = given["quote"], given["slot"]
    start = document.text.index(quote)
    said = given.get("count") is not None or "bound" in given
    by = given.get("by")
    at = document.text.index(by) if by else 0
    return Claim(
        id=f"{document.id[:14]}{number:02}", document_id=document.id, slot=slot, what=given.get("what"),
        span=Span(start, start + len(quote)), quote=quote, rule="test.words", language=language,
        quantity=Quantity.said(given.get("count"), given.get("bound", "exact")) if said else None,
        how=given.get("how"), attack=1, place=find_place(given["place"]) if "place" in given else None,
        when=When(*given["when"], "minute", "stated") if "when" in given else None, as_of=given.get("as_of"),
        credit=Credit(by, given.get("kind", "local_official"), Span(at, at + len(by))) if by else None,
        value_words=given.get("words"), person=Person(**given["person"]) if "person" in given else None,
        flags=tuple(given.get("flags", ())),
    )  # fmt: skip


_GIVEN = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["report"]
_MADE = {given["name"]: report(**given) for given in _GIVEN}
FIRST, SECOND, THIRD, OTHER, UNDATED, HOSTILE, TEN = READINGS = tuple(_MADE.values())
EVIL = str(HOSTILE.page.document.title)


def fill(path: Path, *readings: Reading) -> None:
    """A record at `path` with these readings, linked; all of them where none is given."""
    with open_record(path, create=True) as record:
        with record.transaction():
            for reading in readings or READINGS:
                put(record, reading)
        link(record)
