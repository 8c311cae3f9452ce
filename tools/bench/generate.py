"""Generated reports with a known truth: attacks, witnesses, copies, tolls that rise, days left out.

Nothing in them is real: places have numbers for names, words are drawn from a list. One seed gives one corpus. Attacks
fall on four years whatever the number of reports, so that more reports also means more attacks on one day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from random import Random

from saksi.model import Attack, Claim, Document, Page, Place, Quantity, Reading, Sentence, Span, When

DAYS, FIRST = 1460, date(2022, 2, 24)
# A war's reports: many attacks told once or twice, a few told everywhere.
MEAN_REPORTS, MOST_REPORTS = 8, 80
COPIES, UNDATED, TWO_ATTACKS, WAVES, PASSING = 0.5, 0.05, 0.1, 0.12, 0.04
CITIES, REGIONS = 400, 25
_WORDS = [
    a + b
    for a in (
        "ba",
        "ce",
        "di",
        "fo",
        "gu",
        "ha",
        "je",
        "ki",
        "lo",
        "mu",
        "na",
        "pe",
        "ri",
        "so",
        "tu",
        "va",
        "we",
        "xi",
        "yo",
    )
    for b in ["ran", "let", "mis", "tor", "vun", "kal", "des", "pim", "gor", "hax"]
]


@dataclass(frozen=True)
class Truth:
    """An attack as it was: what every report of it draws from."""

    number: int
    day: date
    part: int
    places: tuple[Place, ...]
    attacker: str
    launched: tuple[tuple[str, int], ...]
    killed: int
    injured: int
    means: str


def corpus(reports: int, seed: int = 20260401) -> Iterator[tuple[Reading, tuple[int, ...]]]:
    """About `reports` documents with the numbers of the attacks that they tell, attack by attack."""
    random = Random(seed)
    places = _places(random)
    made, number = 0, 0
    while made < reports:
        truth = _attack(random, number, places)
        number += 1
        told: list[tuple[list[str], Quantity, Quantity]] = []
        for order in range(min(MOST_REPORTS, 1 + int(random.expovariate(1 / (MEAN_REPORTS - 1))), reports - made)):
            second = _attack(random, number, places, near=truth) if random.random() < TWO_ATTACKS else None
            attacks = (truth, second) if second else (truth,)
            number += second is not None
            yield _report(random, made, attacks, order, told), tuple(attack.number for attack in attacks)
            made += 1


def _places(random: Random) -> list[Place]:
    found = []
    for number in range(CITIES):
        region = number % REGIONS
        lat, lon = 45 + region % 5 + random.random(), 24 + region // 5 * 2 + random.random() * 2
        found.append(
            Place(f"City {number}", 10_000 + number, lat, lon, "city", "UA", parents=(f"Region {region}", "Ukraine"))
        )
    return found


def _attack(random: Random, number: int, places: list[Place], near: Truth | None = None) -> Truth:
    day = (near.day - timedelta(days=random.randint(3, 20))) if near else FIRST + timedelta(days=random.randrange(DAYS))
    rank = int(CITIES * random.random() ** 2.5)
    wave = random.random() < WAVES
    sites = [places[rank]] + [random.choice(places) for _ in range(random.randint(1, 4) if wave else 0)]
    launched = (("drone", random.randint(40, 600)), ("missile", random.randint(3, 60))) if wave else ()
    killed = int(random.paretovariate(0.9)) - 1
    return Truth(
        number, day, random.randrange(3), tuple(dict.fromkeys(sites)), "Russia", launched, min(killed, 90),
        min(int(killed * random.uniform(1, 5)) + random.randint(0, 12), 300),
        random.choice(("drone", "missile", "artillery")),
    )  # fmt: skip


def _report(
    random: Random,
    number: int,
    attacks: tuple[Truth, ...],
    order: int,
    told: list[tuple[list[str], Quantity, Quantity]],
) -> Reading:
    """One document: a copy of an earlier one with small changes, or words and figures of its own."""
    truth = attacks[0]
    share = min(1.0, 0.4 + 0.15 * order)
    if told and random.random() < COPIES:
        words, killed, injured = random.choice(told)
        words = list(words)
        for _ in range(random.randint(0, 4)):
            words[random.randrange(len(words))] = random.choice(_WORDS)
    else:
        words = random.choices(_WORDS, k=random.randint(60, 160))
        killed, injured = (
            Quantity.said(int(n * share), random.choice(("exact", "at_least"))) for n in (truth.killed, truth.injured)
        )
        told.append((words, killed, injured))
    published = truth.day + timedelta(days=random.choice((0, 0, 0, 1, 1, 2)))
    text, claims, row = " ".join(words) + ".", [], []
    name = sha256(f"{number}".encode()).hexdigest()[:20]
    document = f"{name}"
    for attack_number, attack in enumerate(attacks, 1):
        values = (
            [("killed", "person", killed), ("injured", "person", injured)]
            if attack is truth
            else [("killed", "person", Quantity.said(attack.killed, "exact"))]
        )
        values += [("launched", what, Quantity.said(count, "exact")) for what, count in attack.launched]
        values.append(("means", attack.means, None))
        for slot, what, quantity in values:
            start = len(text) + 1
            text += f" {slot} {quantity.count if quantity else ''} {what}."
            claims.append((slot, what, quantity, attack_number, start, len(text)))
        passing = attack_number > 1 and random.random() < PASSING
        row.append(Attack(attack_number, _when(random, attack, published), attack.attacker, attack.places, passing))
    whole = Document(
        id=document, text_id=sha256(text.encode()).hexdigest()[:20], source=f"report-{number}", text=text, sha256=name,
        url=f"https://outlet-{random.randrange(500)}.example/{number}", published=published.isoformat(),
    )  # fmt: skip
    made = tuple(
        Claim(
            id=f"{name[:14]}{at:02}", document_id=document, slot=slot, what=what, span=Span(start, end),
            quote=text[start:end], rule="generated", language="en", quantity=quantity, attack=attack,
        )
        for at, (slot, what, quantity, attack, start, end) in enumerate(claims)
    )  # fmt: skip
    page = Page(whole, "en", (Sentence(Span(0, len(text)), "body", "en", 0),))
    return Reading(page, made, (), tuple(row), len(made))


def _when(random: Random, attack: Truth, published: date) -> When:
    if random.random() < UNDATED:
        return When(None, published.isoformat(), "day", "not_after_published")
    if random.random() < 0.4:
        return When(attack.day.isoformat(), attack.day.isoformat(), "day", "stated")
    before = (attack.day - timedelta(days=1)).isoformat()
    first, last = (
        (f"{before}T18:00+03:00", f"{attack.day}T09:00+03:00"),
        (f"{attack.day}T06:00+03:00", f"{attack.day}T12:00+03:00"),
        (f"{attack.day}T12:00+03:00", f"{attack.day}T18:00+03:00"),
    )[attack.part]  # fmt: skip
    return When(first, last, "part", "stated")
