"""Sums over documents: precision, recall and F1 by language and slot, shares of what else was right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from saksi.evaluate.score import INCOMPLETE, MAIN_SLOTS, AttackScore, DocumentScore, family
from saksi.slots import COUNTED

ALL = "all"
ATTRIBUTES = ("what", "bound", "scope", "credit", "credit_null", "attack", "attack_many", "place", "value")
ATTACK_FIGURES = ("found", "date", "date_other_day", "null_date", "place_of_attack", "attacker")


class Tally(msgspec.Struct):
    """Labels, rows that count (right or too many), and labels found."""

    gold: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float | None:
        """Right of found; None where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Right of labelled; None where nothing is labelled."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean; None where there is neither a label nor a row."""
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else None


class Share(msgspec.Struct):
    """So many right of so many."""

    right: int = 0
    of: int = 0

    @property
    def value(self) -> float | None:
        """The share, None of nothing."""
        return self.right / self.of if self.of else None


class Totals(msgspec.Struct):
    """Figures of one run: `tallies` by (language, slot), `shares` by (language, name)."""

    documents: int = 0
    tallies: dict[tuple[str, str], Tally] = {}
    shares: dict[tuple[str, str], Share] = {}
    violations: int = 0
    unaccounted: int = 0

    @property
    def languages(self) -> list[str]:
        """Languages that occur, in alphabetical order, and `all` last."""
        named = {language for language, _ in self.tallies} - {ALL}
        return [*sorted(named), ALL]

    def over(self, language: str, slots: Iterable[str]) -> Tally:
        """One tally over several slots."""
        parts = [self.tallies[language, slot] for slot in slots if (language, slot) in self.tallies]
        return Tally(sum(p.gold for p in parts), sum(p.found for p in parts), sum(p.right for p in parts))


def total(scores: Sequence[DocumentScore]) -> Totals:
    """The figures of all documents together, by language and over all languages."""
    totals = Totals(tallies={}, shares={})
    for score in scores:
        totals.documents += 1
        totals.violations += len(score.violations)
        totals.unaccounted += len(score.unaccounted)
        for language in (score.gold.language, ALL):
            _add_claims(totals, language, score)
            _add_attacks(totals, language, score)
    return totals


def _add_claims(totals: Totals, language: str, score: DocumentScore) -> None:
    def tally(slot: str) -> Tally:
        return totals.tallies.setdefault((language, slot), Tally())

    several = len(score.gold.attacks) > 1
    for claim in score.gold.claims:
        tally(family(claim.slot)).gold += 1
    for r in score.extra:
        tally(family(str(score.rows[r].get("slot")))).found += 1
    for pair in score.pairs:
        claim = score.gold.claims[pair.gold]
        entry = tally(family(claim.slot))
        entry.right += 1
        entry.found += 1
        for name, right in pair.verdicts.items():
            _share(totals, language, name, right)
            # The headline figures are those of the four main count slots.
            if claim.slot in MAIN_SLOTS:
                _share(totals, language, f"{name} (4)", right)
            if name == "attack" and several:
                _share(totals, language, "attack_many", right)


def _add_attacks(totals: Totals, language: str, score: DocumentScore) -> None:
    for attack in score.attacks:
        if not _expected(score, attack):
            continue
        _share(totals, language, "found", attack.number is not None)
        for name, right in attack.verdicts.items():
            _share(totals, language, name, right)
            if name == "date" and not attack.on_publication_day:
                _share(totals, language, "date_other_day", right)


def _expected(score: DocumentScore, attack: AttackScore) -> bool:
    """Only an attack with labelled figures can be told apart from the others."""
    return any(claim.attack == attack.id and claim.slot in {*COUNTED, "means"} for claim in score.gold.claims)


def _share(totals: Totals, language: str, name: str, right: bool) -> None:
    share = totals.shares.setdefault((language, name), Share())
    share.of += 1
    share.right += right


def as_data(totals: Totals) -> dict[str, Any]:
    """The figures as plain data: language -> slots, main, attributes, attacks."""
    data: dict[str, Any] = {}
    for language in totals.languages:
        slots = sorted(slot for lang, slot in totals.tallies if lang == language)
        data[language] = {
            "slots": {slot: tally_data(totals.tallies[language, slot], slot in INCOMPLETE) for slot in slots},
            "main": tally_data(totals.over(language, MAIN_SLOTS)),
            "shares": {
                name: {"right": share.right, "of": share.of}
                for (lang, name), share in sorted(totals.shares.items()) if lang == language
            },
        }  # fmt: skip
    return {
        "documents": totals.documents,
        "violations": totals.violations,
        "unaccounted": totals.unaccounted,
        "languages": data,
    }


def tally_data(tally: Tally, recall_only: bool = False) -> dict[str, float | int | None]:
    """A tally as plain data, rounded to four places."""
    figures: dict[str, float | int | None] = {"gold": tally.gold, "found": tally.found, "right": tally.right}
    for name, value in (("precision", tally.precision), ("recall", tally.recall), ("f1", tally.f1)):
        figures[name] = None if value is None or (recall_only and name != "recall") else round(value, 4)
    return figures
