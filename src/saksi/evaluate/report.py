"""Figures and lists for a terminal, and the same as data to be kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TextIO

import msgspec

from saksi.evaluate.gold import GoldClaim
from saksi.evaluate.score import INCOMPLETE, MAIN_SLOTS, DocumentScore, Row, family, not_claim_reason, span
from saksi.evaluate.totals import ATTACK_FIGURES, ATTRIBUTES, Share, Tally, Totals, as_data
from saksi.slots import COUNTED

_SLOT_ORDER = (*COUNTED, "means", "alert", "damaged", "record", "statement", "source", *sorted(INCOMPLETE))
_AROUND = 45


class Filter(msgspec.Struct, frozen=True):
    """Which mistakes to list; an empty set means all. `kinds`: miss, false, wrong, attack, never, number."""

    languages: frozenset[str] = frozenset()
    slots: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset({"miss", "false"})

    def takes(self, score: DocumentScore) -> bool:
        """Whether mistakes of this document are wanted."""
        name = score.gold.name
        return (not self.languages or score.gold.language in self.languages) and (
            not self.documents or name in self.documents or name.rsplit("/", 1)[-1] in self.documents
        )

    def slot(self, slot: str) -> bool:
        """Whether mistakes of this slot are wanted."""
        return not self.slots or slot in self.slots or family(slot) in self.slots


def print_table(totals: Totals, out: TextIO, brief: bool = False) -> None:
    """The whole table: claims by language and slot, then attributes, then attacks; `brief` has the main slots only."""
    _print_slots(totals, out, brief)
    _print_shares(totals, out, "of the claims found, right (four main slots / all)", ATTRIBUTES, also_main=True)
    _print_shares(totals, out, "of the attacks, right", ATTACK_FIGURES, also_main=False)
    print(
        f"\n{totals.documents} documents · {totals.violations} claims from stretches that say nothing (never)"
        f" · {totals.unaccounted} numbers neither claim nor refusal",
        file=out,
    )


def _print_slots(totals: Totals, out: TextIO, brief: bool) -> None:
    print(f"{'':5}{'slot':14}{'gold':>6}{'found':>7}{'right':>7}{'P':>7}{'R':>7}{'F1':>7}", file=out)
    for language in totals.languages:
        for slot in _slots_of(totals, language):
            if brief and slot not in MAIN_SLOTS:
                continue
            recall_only = slot in INCOMPLETE
            print(_row(language, slot, totals.tallies[language, slot], recall_only), file=out)
        print(_row(language, "= main four", totals.over(language, MAIN_SLOTS), False), file=out)
        counted = totals.over(language, COUNTED)
        print(_row(language, "= all counts", counted, False), end="", file=out)
        extra = (counted.found - counted.right) / counted.gold if counted.gold else 0.0
        print(f"   {extra:.3f} extra claims per label\n", file=out)


def _slots_of(totals: Totals, language: str) -> list[str]:
    slots = {slot for lang, slot in totals.tallies if lang == language}
    return [slot for slot in _SLOT_ORDER if slot in slots] + sorted(slots - set(_SLOT_ORDER))


def _row(language: str, slot: str, tally: Tally, recall_only: bool) -> str:
    precision, f1 = (None, None) if recall_only else (tally.precision, tally.f1)
    figures = "".join(f"{'-' if value is None else f'{value:.3f}':>7}" for value in (precision, tally.recall, f1))
    return f"{language:5}{slot:14}{tally.gold:6}{tally.found:7}{tally.right:7}{figures}"


def _print_shares(totals: Totals, out: TextIO, title: str, names: Sequence[str], also_main: bool) -> None:
    print(f"\n{title}", file=out)
    print(f"{'':18}" + "".join(f"{language:>26}" for language in totals.languages), file=out)
    for name in names:
        cells = []
        for language in totals.languages:
            share = totals.shares.get((language, name), Share())
            main = totals.shares.get((language, f"{name} (4)")) if also_main else None
            cells.append((f"{_share(main)} / " if main else "") + f"{_share(share)} ({share.right}/{share.of})")
        print(f"{name:18}" + "".join(f"{cell:>26}" for cell in cells), file=out)


def _share(share: Share) -> str:
    return "-" if share.value is None else f"{share.value:.3f}"


# --- mistakes -------------------------------------------------------------------------------------------------------


def mistakes(score: DocumentScore, wanted: Filter) -> Iterator[str]:
    """One line a mistake (two where something is known of its cause), with the words around it."""
    kinds = (
        ("miss", _misses), ("false", _falses), ("wrong", _wrongs), ("attack", _attacks),
        ("never", _nevers), ("number", _numbers),
    )  # fmt: skip
    if wanted.takes(score):
        for kind, lines in kinds:
            if kind in wanted.kinds:
                yield from lines(score, wanted)


def _misses(score: DocumentScore, wanted: Filter) -> Iterator[str]:
    for g in score.missed:
        claim = score.gold.claims[g]
        if wanted.slot(claim.slot):
            note = f"  ({claim.note})" if claim.note else ""
            yield f"MISS  {_head(score)} {label(claim)}  {_words(score.gold.text, claim.start, claim.end)}{note}"
            yield from _instead(score, claim.start, claim.end)


def _falses(score: DocumentScore, wanted: Filter) -> Iterator[str]:
    for r in score.extra:
        row = score.rows[r]
        if wanted.slot(str(row.get("slot"))):
            reason = not_claim_reason(score.gold, row)
            known = f"  not a claim: {reason}" if reason else ""
            words = _words(score.gold.text, *span(row))
            yield f"FALSE {_head(score)} {_said(row)}  {words}  by {row.get('rule')}{known}"
            start, end = span(row)
            for claim in score.gold.claims:
                if claim.slot in COUNTED and claim.start < end and start < claim.end:
                    yield f"        label here: {label(claim)} {claim.quote!r}"


def _wrongs(score: DocumentScore, wanted: Filter) -> Iterator[str]:
    for pair in score.pairs:
        claim, row = score.gold.claims[pair.gold], score.rows[pair.row]
        for name, right in pair.verdicts.items():
            if not right and wanted.slot(claim.slot):
                field = name.removesuffix("_null")
                yield (
                    f"WRONG {_head(score)} {claim.slot} {field}: label {getattr(claim, field, None)!r},"
                    f" read {row.get(field)!r}  {_words(score.gold.text, claim.start, claim.end)}"
                )


def _attacks(score: DocumentScore, wanted: Filter) -> Iterator[str]:
    labels = {attack.id: attack for attack in score.gold.attacks}
    for attack in score.attacks:
        gold = labels[attack.id]
        meant = f"{gold.date} {gold.attacker} {', '.join(place.name for place in gold.places)}"
        if attack.number is None:
            yield f"ATTACK {_head(score)} {attack.id} not found ({meant})"
            continue
        for name, right in attack.verdicts.items():
            if not right:
                yield f"ATTACK {_head(score)} {attack.id} {name}: label {meant}; read {attack.said}"


def _nevers(score: DocumentScore, wanted: Filter) -> Iterator[str]:
    for sentence in score.violations:
        yield f"NEVER {_head(score)} {sentence}"


def _numbers(score: DocumentScore, wanted: Filter) -> Iterator[str]:
    for sentence in score.unaccounted:
        yield f"NUMBER {_head(score)} neither claim nor refusal at {sentence}"


def _instead(score: DocumentScore, start: int, end: int) -> Iterator[str]:
    """What was read in the stretch of a missed label: other claims, and refusals."""
    for r in score.extra:
        row = score.rows[r]
        row_start, row_end = span(row)
        if row_start < end and start < row_end:
            yield f"        read here: {_said(row)} {score.gold.text[row_start:row_end]!r} by {row.get('rule')}"
    for refused_start, refused_end, reason in score.refusals:
        if refused_start < end and start < refused_end:
            yield f"        refused here: {score.gold.text[refused_start:refused_end]!r} as {reason}"


def label(claim: GoldClaim) -> str:
    """A label in few words: slot, count or bound, what, scope where it is not this attack."""
    count = f"{claim.low}-{claim.high}" if claim.low is not None else claim.count
    parts = [claim.slot, count, None if claim.bound == "exact" else claim.bound, claim.what]
    if claim.scope not in {None, "this attack"}:
        parts.append(f"[{claim.scope}]")
    return " ".join(str(part) for part in parts if part is not None)


def _said(row: Row) -> str:
    bound = None if row.get("bound") == "exact" else row.get("bound")
    parts = [row.get("slot"), row.get("count"), bound, row.get("what")]
    if row.get("scope") not in {None, "this_attack"}:
        parts.append(f"[{row.get('scope')}]")
    return " ".join(str(part) for part in parts if part is not None)


def _head(score: DocumentScore) -> str:
    return f"{score.gold.language} {score.gold.name}"


def _words(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return " ".join(f"{start}: …{before}⟦{text[start:end]}⟧{after}…".split())


# --- kept as data ---------------------------------------------------------------------------------------------------


def run_data(scores: Sequence[DocumentScore], totals: Totals, failures: Sequence[str]) -> dict[str, Any]:
    """A run as plain data: its figures, and each label and each row too many, for `--save` and `--against`."""
    return {
        "format": 1,
        "figures": as_data(totals),
        "failures": list(failures),
        "documents": {score.gold.name: _document_data(score) for score in scores},
    }


def _document_data(score: DocumentScore) -> Mapping[str, Any]:
    verdicts = {pair.gold: pair.verdicts for pair in score.pairs}
    return {
        "language": score.gold.language,
        "labels": [
            {"label": label(claim), "slot": claim.slot, "start": claim.start, "end": claim.end, "quote": claim.quote,
             "found": g in verdicts, "wrong": sorted(n for n, right in verdicts.get(g, {}).items() if not right)}
            for g, claim in enumerate(score.gold.claims)
        ],
        "extra": [
            {"said": _said(score.rows[r]), "start": span(score.rows[r])[0], "end": span(score.rows[r])[1],
             "quote": score.gold.text[slice(*span(score.rows[r]))]}
            for r in score.extra
        ],
        "attacks": [{"id": a.id, "number": a.number, "verdicts": a.verdicts} for a in score.attacks],
        "failure": score.failure,
    }  # fmt: skip
