"""A small record for the tests of the pages: invented reports in our own words, with the claims a person would read."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from labelled import find_place
from saksi.model import Attack, Claim, Credit, Document, Page, Person, Quantity, Reading, Sentence, Span, When
from saksi.store import link, open_record, put


def report(name: str, text: str, attack: dict[str, Any], *claims: dict[str, Any], **more: Any) -> Reading:
    """A document with one attack. A claim: slot, quote (its first place in the text), what, count, bound, by (credit),
    kind (of credit), place, as_of, how, person, flags. `more`: publisher, published, url, language, title."""
    key = sha256(name.encode()).hexdigest()[:20]
    language = more.pop("language", "en")
    document = Document(id=key, text_id=sha256(text.encode()).hexdigest()[:20], source=f"reports/{name}.html", text=text,
                        sha256=sha256(text.encode()).hexdigest(), **more)  # fmt: skip
    places = tuple(place for given in attack.get("places", ()) if (place := find_place(given)))
    earliest = attack.get("earliest")
    basis = "stated" if earliest else "not_after_published"
    when = When(earliest, attack.get("latest", earliest) or more.get("published"), "day", basis)
    made = tuple(_claim(document, number, given, language) for number, given in enumerate(claims))
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


NIGHT = {"earliest": "2025-07-03T23:00+03:00", "latest": "2025-07-04T05:00+03:00", "attacker": "Russia",
         "places": ["Kyiv"]}  # fmt: skip
FIRST = report(
    "first",
    "Kyiv counts its dead after a night of drones\n\nDrones and missiles fell on Kyiv from eleven at night until dawn. "
    "The head of the city administration said that two people were killed and 14 injured in the Solomianskyi district. "
    "Air raid sirens began at 23:04 and fell silent at 05:12.\n\nThe air force counted 120 drones launched and "
    "reported 96 of them shot down; 11 more were lost to jamming. \"We carried people down six floors in the dark,\" "
    "said Olha Marchenko, a neighbour.",
    NIGHT,
    {"slot": "killed", "what": "person", "quote": "two people were killed", "count": 2, "by": "head of the city administration"},
    {"slot": "injured", "what": "person", "quote": "14 injured", "count": 14, "by": "head of the city administration"},
    {"slot": "alert_started", "quote": "began at 23:04", "when": ("2025-07-03T23:04+03:00", "2025-07-03T23:04+03:00")},
    {"slot": "alert_ended", "quote": "fell silent at 05:12", "when": ("2025-07-04T05:12+03:00", "2025-07-04T05:12+03:00")},
    {"slot": "when", "quote": "from eleven at night until dawn", "when": ("2025-07-03T23:00+03:00", "2025-07-04T05:00+03:00")},
    {"slot": "launched", "what": "drone", "quote": "120 drones launched", "count": 120, "by": "air force", "kind": "military"},
    {"slot": "intercepted", "what": "drone", "quote": "96 of them shot down", "count": 96, "how": "shot_down", "by": "air force", "kind": "military"},
    {"slot": "intercepted", "what": "drone", "quote": "11 more were lost to jamming", "count": 11, "how": "jammed", "by": "air force", "kind": "military"},
    {"slot": "statement", "what": "direct", "quote": "\"We carried people down six floors in the dark,\"", "by": "Olha Marchenko", "kind": "witness",
     "person": {"name": "Olha Marchenko", "private": True}},
    publisher="Morning Ledger", published="2025-07-04T08:30+03:00", url="https://ledger.example/kyiv-night", title="Kyiv counts its dead after a night of drones",
)  # fmt: skip
SECOND = report(
    "second",
    "Korban serangan malam di Kyiv bertambah\n\nSedikitnya empat orang tewas di Kyiv dalam serangan malam, kata dinas "
    "darurat pada siang hari. Korban luka menjadi 23 orang. Satu di antara yang tewas adalah Petro Hnatiuk, 71 tahun. "
    "Angkatan udara menghitung 120 drone.",
    NIGHT,
    {"slot": "killed", "what": "person", "quote": "Sedikitnya empat orang tewas", "count": 4, "bound": "at_least", "by": "dinas darurat",
     "kind": "rescue_service", "as_of": "2025-07-04T13:00+03:00"},
    {"slot": "injured", "what": "person", "quote": "luka menjadi 23 orang", "count": 23, "by": "dinas darurat", "kind": "rescue_service",
     "as_of": "2025-07-04T13:00+03:00"},
    {"slot": "victim", "what": "person", "quote": "Petro Hnatiuk, 71 tahun", "person": {"name": "Petro Hnatiuk", "age": 71, "private": True}},
    {"slot": "launched", "what": "drone", "quote": "120 drone", "count": 120, "flags": ["machine_translated"]},
    publisher="Warta Pagi", published="2025-07-04T17:10+07:00", url="https://warta.example/kyiv", language="id",
    title="Korban serangan malam di Kyiv bertambah",
)  # fmt: skip
THIRD = report(
    "third",
    "Число загиблих у Києві зросло до п'яти\n\nУ Києві після нічної атаки загинули п'ятеро людей, повідомили рятувальники "
    "ввечері. Поранено 23 людини. Пошкоджено школу в Солом'янському районі. За даними обласної влади, дронів було 131.",
    NIGHT,
    {"slot": "killed", "what": "person", "quote": "загинули п'ятеро людей", "count": 5, "by": "рятувальники", "kind": "rescue_service",
     "as_of": "2025-07-04T19:00+03:00"},
    {"slot": "injured", "what": "person", "quote": "Поранено 23 людини", "count": 23, "by": "рятувальники", "kind": "rescue_service"},
    {"slot": "damaged", "what": "school", "quote": "Пошкоджено школу", "words": "школу"},
    {"slot": "launched", "what": "drone", "quote": "дронів було 131", "count": 131, "by": "обласної влади"},
    publisher="Ранок", published="2025-07-04T20:15+03:00", url="https://ranok.example/1", language="uk",
    title="Число загиблих у Києві зросло до п'яти",
)  # fmt: skip
OTHER = report(
    "other",
    "Shells hit a market in Kherson\n\nThree people were killed when shells hit a market in Kherson on 9 July, the regional "
    "governor wrote. 340 people were injured, one post claims.",
    {"earliest": "2025-07-09", "attacker": "Russia", "places": ["Kherson"]},
    {"slot": "killed", "what": "person", "quote": "Three people were killed", "count": 3, "by": "regional governor"},
    {"slot": "injured", "what": "person", "quote": "340 people were injured", "count": 340, "flags": ["implausible"]},
    {"slot": "means", "what": "shell", "quote": "shells hit"},
    publisher="Morning Ledger", published="2025-07-09T18:00+03:00", url="https://ledger.example/kherson", title="Shells hit a market in Kherson",
)  # fmt: skip
UNDATED = report(
    "undated",
    "A drone fell near Sumy and one person was injured, a post says.",
    {"attacker": "Russia", "places": ["Sumy"]},
    {"slot": "injured", "what": "person", "quote": "one person was injured", "count": 1},
    publisher="A channel", published="2025-07-10", title="A drone near Sumy",
)  # fmt: skip
EVIL = '<script>window.evil=1</script><img src=x onerror="window.evil=1">'
HOSTILE = report(
    f"hostile {EVIL}",
    f"{EVIL}\r\nTwo people were killed in Odesa.\0 \u202e A line\rend {{{{ 7*7 }}}} {{% raw %}} end.",
    {"earliest": "2025-07-06", "attacker": f"{EVIL}", "places": ["Odesa"]},
    {"slot": "killed", "what": "person", "quote": "Two people were killed", "count": 2, "by": EVIL},
    {"slot": "damaged", "what": "home", "quote": "A line\rend", "words": EVIL},
    publisher=EVIL, published="2025-07-06", url="javascript:window.evil=1", title=EVIL, author=EVIL,
)  # fmt: skip
TEN = report(
    "ten",
    "\n".join(f"In street {n} of Dnipro {n} people were injured." for n in range(1, 13)),
    {"earliest": "2025-07-07", "attacker": "Russia", "places": ["Dnipro"]},
    *({"slot": "injured", "what": "person", "quote": f"{n} people were injured", "count": n}
      for n in (*range(1, 10), 10, 11, 12)),
    publisher="The Street Register", published="2025-07-07", title="Twelve streets of Dnipro",
)  # fmt: skip
READINGS = (FIRST, SECOND, THIRD, OTHER, UNDATED, HOSTILE, TEN)


def fill(path: Path, *readings: Reading) -> None:
    """A record at `path` with these readings, linked; all of them where none is given."""
    with open_record(path, create=True) as record:
        with record.transaction():
            for reading in readings or READINGS:
                put(record, reading)
        link(record)
