"""An incident in a few plain sentences that a recorder can paste into a sheet: low, best, high, sources and times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from saksi.model import Check, Estimate, Incident, Side
from saksi.publish.words import safe, things

MOST_PLACES, MOST_SITES, MOST_STAGES, MOST_NAMES = 4, 2, 8, 2
_VERDICTS = {"agrees": "agrees on", "near": "is near with", "differs": "differs with"}
_DAY = 10
_BORNE = {"agrees": "bears that out", "near": "comes near that", "differs": "does not bear that out"}
_DONE = {"killed": "killed", "injured": "injured"}
_BASIS = {
    "by_reference": "the day is from the launch tally, whose numbers of that night alone fit",
    "by_link": "the day is from other reports of the attack",
    "counted_from_published": "the day is counted from the day of publication",
}


# What a source is called in English where its name is in another language, which stands in quotes behind.
_KINDS = {
    "rescue_service": "a rescue service", "police": "the police", "medical": "a medical service",
    "local_official": "a local official", "government": "the government", "military": "the armed forces",
    "organisation": "an organisation", "witness": "a witness",
}  # fmt: skip


class Teller(NamedTuple):
    """Who tells a claim: the source that its sentence credits (None: the page itself), the outlet, when, of what kind
    the source is, and the language of its name."""

    credit: str | None
    outlet: str
    at: str | None
    kind: str | None = None
    language: str = "en"


Tellers = Mapping[str, Teller]


def paragraph(incident: Incident, tellers: Tellers) -> str:
    """The incident in sentences; `tellers` by claim id. Safe for a terminal, one line."""
    said = [
        _opening(incident),
        *_harm(incident, tellers),
        *_weapons(incident, tellers),
        *_superlatives(incident.checks),
        *_alert(incident),
        _sources(incident),
    ]
    return safe(" ".join(said))


def toll(row: Estimate) -> str:
    """A row's number in words: "12", "at least 12", "5 (low 5, high 8)", "20 to 99", "no number".

    >>> from msgspec.structs import replace
    >>> row = Estimate(slot="killed", what="person", place=None, low=5, best=5, high=8, as_of=None, rule="told",
    ...                claim_ids=())
    >>> toll(row), toll(replace(row, high=None)), toll(replace(row, low=None, high=None))
    ('5 (low 5, high 8)', 'at least 5', 'about 5')
    """
    low, best, high = row.low, row.best, row.high
    if best is None:
        if low is None and high is None:
            return "no number"
        return f"{low} to {high}" if low is not None and high is not None else (
            f"at least {low}" if high is None else f"at most {high}"
        )  # fmt: skip
    if low is None:
        return f"about {best}" if high is None else f"up to {high}"
    if high is None:
        return f"at least {best}" if low == best else f"{best} (low {low}, no upper bound)"
    return str(best) if low == high else f"{best} (low {low}, high {high})"


def day_in_words(iso: str) -> str:
    """A date or a clock of the contract in words.

    >>> day_in_words("2025-07-04"), day_in_words("2025-07-03T18:00+03:00"), day_in_words("2025-03")
    ('4 July 2025', '18:00 on 3 July 2025', '2025-03')
    """
    try:
        if len(iso) > _DAY:
            moment = datetime.fromisoformat(iso)
            return f"{moment:%H:%M} on {moment.day} {moment:%B %Y}"
        if len(iso) == _DAY:
            found = date.fromisoformat(iso)
            return f"{found.day} {found:%B %Y}"
    except ValueError:
        return iso
    return iso


def _opening(incident: Incident) -> str:
    told = {row.place for row in incident.estimates}
    finer = [place.name for place in incident.places if place.precision != "country"]
    places = sorted(finer or [place.name for place in incident.places], key=lambda name: name not in told)
    more = len(places) - MOST_PLACES
    where = _listed(
        places[:MOST_PLACES] + ([f"{more} more places" if more > 1 else "one more place"] if more > 0 else [])
    )
    who = incident.attacker or "An attacker that no report names"
    basis = _BASIS.get(incident.time_basis)
    return (
        f"{who} attacked {where or 'a place that no report names'} {_when(incident)}{f' ({basis})' if basis else ''}."
    )


def _when(incident: Incident) -> str:
    first, last = incident.earliest, incident.latest
    if first is None:
        return (
            f"on a day that no report gives, not after {day_in_words(last)}"
            if last
            else "on a day that no report gives"
        )
    if last is None or first == last:
        return f"{'at' if len(first) > _DAY else 'on'} {day_in_words(first)}"
    if first[:_DAY] == last[:_DAY] and len(first) > _DAY and len(last) > _DAY:
        return f"between {first[11:16]} and {day_in_words(last)}"
    return f"between {day_in_words(first)} and {day_in_words(last)}"


def _harm(incident: Incident, tellers: Tellers) -> Iterator[str]:
    altered = frozenset((each.slot, each.here) for report in incident.reports for each in report.altered if each.here)
    for slot, done in _DONE.items():
        rows = [row for row in incident.estimates if row.slot == slot]
        persons = [row for row in rows if row.what == "person"]
        row = next((row for row in persons if row.place is None), None)
        if row is None or not row.claim_ids:
            yield f"No report says how many people were {done}."
            continue
        yield f"{_people(row, done)} ({_bounds(row)}){_on_word(row, tellers)}.{_groups(rows)}"
        yield from _earlier(row, tellers)
        yield from _sites([other for other in persons if other.place and not _same(other, row)], done, tellers)
        yield from _dispute(row, tellers, altered)


def _same(site: Estimate, whole: Estimate) -> bool:
    """Whether a site's row only says again what the whole's does."""
    alike = (site.low, site.best, site.high) == (whole.low, whole.best, whole.high)
    return alike and set(site.claim_ids) <= set(whole.claim_ids)


def _sites(rows: Sequence[Estimate], done: str, tellers: Tellers) -> Iterator[str]:
    """The sites with most harmed, each with the stages of its toll."""
    told = sorted(
        (row for row in rows if toll(row) != "no number"), key=lambda row: (-(row.best or 0), row.place or "")
    )
    for row in told[:MOST_SITES]:
        older = _stages(row, tellers)
        yield f"In {row.place} {toll(row)} {done}{_on_word(row, tellers)}{f'; earlier {older}' if older else ''}."
    if len(told) > MOST_SITES:
        yield f"{len(told) - MOST_SITES} more places have numbers of their own."


def _people(row: Estimate, done: str) -> str:
    if row.best == 0 and row.high == 0:
        return f"Nobody was {done}"
    if row.best is None and row.low is None and row.high is None:
        return f"People were {done}, how many is not said"
    number = f"{row.best}" if row.best is not None and row.low not in (None, row.best) else toll(row).partition(" (")[0]
    return f"{number[:1].upper()}{number[1:]} {'person was' if row.best == 1 else 'people were'} {done}"


def _bounds(row: Estimate) -> str:
    low, best, high = ("none" if bound is None else str(bound) for bound in (row.low, row.best, row.high))
    return f"low {low}, best {best}, high {high}"


def _groups(rows: Sequence[Estimate]) -> str:
    own = [row for row in rows if row.what != "person" and row.best and row.place is None]
    named = [f"{toll(row)} {things(row.what, row.best != 1)}" for row in own]
    return f" Among them {_listed(named)}." if named else ""


def _on_word(row: Estimate, tellers: Tellers) -> str:
    best = next((side for side in row.sides if side.standing == "best"), None)
    if best is None:
        best = next((side for side in row.sides if side.value == row.best and side.value is not None), None)
    if best is None:
        return ""
    words = _word_of(best, tellers)
    return f"{words}; {best.independent_sources} independent sources" if best.independent_sources > 1 else words


def _word_of(side: Side, tellers: Tellers) -> str:
    """Whose word a side is and when: the named sources first, then the outlets."""
    told = [tellers[name] for name in side.claim_ids if name in tellers]
    names = _names([teller for teller in told if teller.credit])
    outlets = list(dict.fromkeys(teller.outlet for teller in told))
    whose = f", according to {_some(names)}" if names else ""
    at = f", {day_in_words(side.as_of)}" if side.as_of else ""
    return f"{whose} ({_some(outlets)}{at})" if outlets else whose


def _names(told: Sequence[Teller]) -> list[str]:
    """The credited names, English ones first; one in another language only where no English one of its kind stands."""
    english = [teller for teller in told if teller.language == "en"]
    known = {teller.kind for teller in english} - {"other", None}
    others = [teller for teller in told if teller.language != "en" and teller.kind not in known]
    return list(dict.fromkeys([*(teller.credit or "" for teller in english), *map(_foreign, others)]))


def _foreign(teller: Teller) -> str:
    if teller.kind == "media":
        return teller.credit or ""
    kind = _KINDS.get(teller.kind or "")
    return f"{kind} (“{teller.credit}”)" if kind else f"“{teller.credit}”"


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMES
    return _listed([*names[:MOST_NAMES], *([f"{more} more"] if more > 0 else [])])


def _earlier(row: Estimate, tellers: Tellers) -> Iterator[str]:
    if older := _stages(row, tellers):
        yield f"Earlier: {older}."


def _stages(row: Estimate, tellers: Tellers) -> str:
    """The earlier stages of a toll and its lower bounds, the smallest first, each with its source and time."""
    older = sorted(
        (side for side in row.sides if side.standing in ("superseded", "agrees") and side.value is not None),
        key=lambda side: (side.value or 0, side.claim_ids),
    )
    steps = [f"{_number(side)}{_word_of(side, tellers).removeprefix(',')}" for side in older]
    more = len(steps) - MOST_STAGES
    kept = steps if more <= 0 else [*steps[: MOST_STAGES // 2], f"{more} more", *steps[-(MOST_STAGES // 2) :]]
    return ", then ".join(kept)


def _number(side: Side) -> str:
    return f"at least {side.low}" if side.high is None and side.low is not None else str(side.value)


def _dispute(row: Estimate, tellers: Tellers, altered: frozenset[tuple[str, str]]) -> Iterator[str]:
    for side in [side for side in row.sides if side.standing == "differs"][:MOST_STAGES]:
        number = _number(side) if side.value is not None else "another number"
        yield f"Otherwise {number}{_word_of(side, tellers)}: {(side.reason or 'unexplained').replace('_', ' ')}."
    for side in [side for side in row.sides if side.standing == "set_aside"][:1]:
        yield f"Set aside: {side.value}{_word_of(side, tellers)}, {_why_aside(side, row, altered)}."


def _why_aside(side: Side, row: Estimate, altered: frozenset[tuple[str, str]]) -> str:
    in_copy = (row.slot, str(side.value)) in altered
    return "altered in a copy" if in_copy else "impossible as it stands"


def _weapons(incident: Incident, tellers: Tellers) -> Iterator[str]:
    for slot, verb in (("launched", "launched"), ("intercepted", "stopped")):
        rows = [r for r in incident.estimates if r.slot == slot and r.place is None and toll(r) != "no number"]
        parts = [f"{toll(row)} {things(row.what, row.best != 1)}{_how(row)}" for row in rows]
        if parts:
            best = max(rows, key=lambda row: len(row.claim_ids))
            yield f"Reported {verb}: {_listed(parts)}{_on_word(best, tellers)}.{_held(incident.checks, slot)}"


def _how(row: Estimate) -> str:
    return f" {(row.how or '').replace('_', ' ')}" if row.how and row.how != "mixed" else ""


def _held(checks: Iterable[Check], slot: str) -> str:
    """The reference's word on a slot: its number of each kind, by verdict."""
    found: dict[str, list[str]] = {}
    once: set[str | None] = set()
    reference = ""
    for check in checks:
        if check.slot == slot and check.reference_value and check.verdict in _VERDICTS and check.what not in once:
            once.add(check.what)
            reference = check.reference
            number = f"{check.reference_value} {things(check.what, check.reference_value != '1')}"
            found.setdefault(_VERDICTS[check.verdict], []).append(number)
    said = "; ".join(f"{word} {_listed(found[word])}" for word in _VERDICTS.values() if word in found)
    return f" {reference} {said}." if said else ""


def _superlatives(checks: Iterable[Check]) -> Iterator[str]:
    for check in [check for check in checks if check.slot == "record" and check.verdict in _VERDICTS][:MOST_NAMES]:
        yield f"Called “{check.reported}”: {check.reference} {_BORNE[check.verdict or '']} ({check.note})."


def _alert(incident: Incident) -> Iterator[str]:
    for check in incident.checks:
        if check.slot == "alert_started" and check.reference_value:
            hours = check.note.removeprefix("the report gives no clock; ")
            yield f"Official alert in {check.place}: {hours} ({check.reference})."
            return


def _sources(incident: Incident) -> str:
    told = sum(report.role != "background" for report in incident.reports)
    copies = sum(report.role == "copy" for report in incident.reports)
    reports = f"{told} report" if told == 1 else f"{told} reports"
    origins = incident.independent_sources
    repeated = "" if not copies else ", one of them a copy" if copies == 1 else f", {copies} of them copies"
    return f"{reports}{repeated}; {origins} independent source{'' if origins == 1 else 's'}."


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
