"""The official alert of a place and night, shown beside what the reports say and kept apart from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from saksi.model import Check, Claim, Incident, When
from saksi.verify.alerts import Alert, Alerts, region_of
from saksi.verify.clock import DAY, HOUR, Window, clock, iso, kyiv, minutes
from saksi.verify.nights import hours
from saksi.verify.verdicts import AGREES, DIFFERS, NEAR, NO_REFERENCE

# Alerts with a break of minutes are one to those who sit through them.
BREAK = 30
EXACT, CLOSE = 5, 30
MOST_REGIONS = 8
SLOTS = ("alert_started", "alert_ended")


def alert_checks(incident: Incident, claims: Sequence[Claim], alerts: Alerts, attack: Window | None) -> Iterator[Check]:
    """For each region of the incident's places its alert of those hours, then what reports say of it.

    `attack` are the hours of the tally's attack, which are narrower than the incident's day.
    """
    own = hours(incident)
    if own is None:
        return
    over = attack or Window(own.first, min(own.last, own.first + 18 * HOUR))
    regions = list(dict.fromkeys(region for place in incident.places if (region := region_of(place))))
    for region in regions[:MOST_REGIONS]:
        stretches = joined(alerts.over(region, over))
        told = [claim for claim in claims if claim.slot in SLOTS and _of(claim, region, regions)]
        for slot in SLOTS:
            yield from _of_region(region, slot, stretches, [c for c in told if c.slot == slot], alerts)


def joined(alerts: Iterable[Alert]) -> list[list[Alert]]:
    """Alerts by stretches without a break of more than half an hour."""
    stretches: list[list[Alert]] = []
    for alert in alerts:
        if stretches and alert.first - max(a.last for a in stretches[-1]) <= BREAK:
            stretches[-1].append(alert)
        else:
            stretches.append([alert])
    return stretches


def _of(claim: Claim, region: str, regions: Sequence[str]) -> bool:
    """Whether a report's alert is of this region: it names a place there, or names none where there is one region."""
    if claim.place is None or region_of(claim.place) is None:
        return regions[0] == region
    return region_of(claim.place) == region


def _of_region(
    region: str, slot: str, stretches: Sequence[Sequence[Alert]], told: Sequence[Claim], alerts: Alerts
) -> Iterator[Check]:
    rows = tuple(row for stretch in stretches for alert in stretch for row in alert.rows)
    if not stretches:
        known = region in alerts.regions
        note = "no alert in these hours" if known else f"{alerts.source.name} has no alert of this region"
        for claim in told:
            yield _check(region, slot, alerts, claim, None, NO_REFERENCE, note, ())
        return
    longest = max(stretches, key=lambda stretch: stretch[-1].last - stretch[0].first)
    official = iso(longest[0].first) if slot == "alert_started" else iso(max(alert.last for alert in longest))
    note = "; ".join(_words(stretch) for stretch in stretches)
    if not told:
        yield _check(region, slot, alerts, None, official, None, note, rows)
    for claim in {_said(claim): claim for claim in reversed(told)}.values():
        moments = [a.first if slot == "alert_started" else a.last for stretch in stretches for a in stretch]
        made = _verdict(claim.when, moments)
        words = note if made else f"the report gives no clock; {note}"
        yield _check(region, slot, alerts, claim, official, made, words, rows)


def _check(
    region: str, slot: str, alerts: Alerts, claim: Claim | None, official: str | None, verdict: str | None, note: str,
    rows: tuple[int, ...],
) -> Check:  # fmt: skip
    return Check(
        reference=alerts.source.name, slot=slot, what=None, place=region, reported=_said(claim) if claim else None,
        reference_value=official, verdict=verdict, note=note, rows=rows, claim_ids=(claim.id,) if claim else (),
    )  # fmt: skip


def _words(stretch: Sequence[Alert]) -> str:
    first, last = stretch[0].first, max(alert.last for alert in stretch)
    breaks = sum(max(0, after.first - before.last) for before, after in pairwise(stretch))
    whole = "" if any(alert.whole for alert in stretch) else ", in parts of the region"
    paused = f" with a break of {breaks} min" if breaks else ""
    return f"{clock(first)} ({kyiv(first):%d.%m.}) to {clock(last)} ({kyiv(last):%d.%m.}){paused}{whole}"


def _said(claim: Claim) -> str:
    when = claim.when
    if when is None:
        return claim.quote
    bounds = (when.earliest, when.latest)
    if bounds[0] == bounds[1] and bounds[0]:
        return bounds[0]
    return " to ".join(filter(None, bounds)) if all(bounds) else (
        f"not after {bounds[1]}" if bounds[1] else f"not before {bounds[0]}" if bounds[0] else claim.quote
    )  # fmt: skip


def _verdict(when: When | None, moments: Sequence[int]) -> str | None:
    """How the clock that a report gives stands to the nearest official one; None where it gives no clock."""
    if when is None or not any("T" in (bound or "") for bound in (when.earliest, when.latest)):
        return None
    gaps = [gap for moment in moments if (gap := _gap(when, moment)) is not None]
    if not gaps:
        return None
    least = min(gaps)
    return AGREES if least <= EXACT else NEAR if least <= CLOSE else DIFFERS


def _gap(when: When, moment: int) -> int | None:
    """Minutes by which an official moment lies outside the report's bounds."""
    first, last = (_minute(bound, moment) for bound in (when.earliest, when.latest))
    if first is None and last is None:
        return None
    if first is not None and last is not None and last < first:
        first = last
    return max(first - moment if first is not None else 0, moment - last if last is not None else 0, 0)


def _minute(bound: str | None, near: int) -> int | None:
    """A bound as a minute; a clock without a day is that of the day that brings it nearest."""
    if not bound or "T" not in bound:
        return None
    try:
        if not bound.startswith("T"):
            return minutes(datetime.fromisoformat(bound))
        found = minutes(datetime.fromisoformat(f"{kyiv(near):%Y-%m-%d}{bound}"))
    except ValueError:
        return None
    return min((found - DAY, found, found + DAY), key=lambda minute: abs(minute - near))
