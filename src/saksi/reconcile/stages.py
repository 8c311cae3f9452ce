"""Which number of a toll replaces which: the stages of a rising toll are a sequence, not a dispute.

A greater number follows a smaller one where the text says so, where one page tells both, or where it was told later and
has somebody's word behind it. A leap needs a second witness or a night and an office: one page, however often it is
repeated, does not lift a toll from 5 to 50.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from saksi.reconcile.figures import Figure
from saksi.reconcile.moments import Period

# More than twice the number and five: early tolls double within hours, so this much is growth (own choice).
LEAP_TIMES, LEAP_MORE = 2, 5
# A leap on one office's word alone is believed when the rescue of a night lies between (own choice).
NIGHT = 8 * 60
OFFICES = frozenset({"rescue_service", "medical", "police", "local_official", "government", "military"})
# How near a kind of source stands to those who were harmed, who handles the dead and wounded first (own choice).
NEARNESS = {word: rank for rank, word in enumerate((
    "rescue_service", "medical", "police", "local_official", "witness", "government", "military", "organisation",
    "other", "media", "victim",
))}  # fmt: skip
# Kinds of source that keep count at the scene: two of one kind speak of one count. Governments do not.
SERVICES = frozenset({"rescue_service", "medical", "police"})
COUNTING = SERVICES | {"local_official"}
# Beyond so many different numbers of one toll no order is looked for.
MOST = 200


class Told:
    """All figures that come to one number."""

    __slots__ = ("documents", "figures", "first", "names", "origins", "replaced", "value", "voices")

    def __init__(self, value: int, figures: Sequence[Figure]) -> None:
        self.value, self.figures = value, figures
        self.origins = {figure.origin for figure in figures}
        self.voices = {figure.voice for figure in figures if figure.voice}
        self.names = {figure.name for figure in figures if figure.name}
        # The documents that themselves call the number an earlier state.
        self.replaced = {figure.document_id for figure in figures if figure.replaced}
        self.first: Period | None = min((f.told for f in figures if f.told), key=lambda told: told.last, default=None)
        self.documents = {figure.document_id for figure in figures}


def replaced(numbers: Mapping[int, Told], grows: bool = True) -> dict[int, int]:
    """For each number that is only an earlier state of the toll, the number that replaces it.

    `grows` is false for weapons: their number rises only where the same named source says more later.
    """
    values = sorted(numbers)
    if len(values) > MOST:
        return {}
    found: dict[int, int] = {}
    rises = follows if grows else corrects
    for at, value in enumerate(values):
        later = next((w for w in values[at + 1 :] if rises(numbers[w], numbers[value])), None)
        if later is None:
            standing = (w for w in values[:at] if w not in found)
            later = next((w for w in standing if corrects(numbers[w], numbers[value])), None)
        if later is not None:
            found[value] = later
    return found


def follows(new: Told, old: Told) -> bool:
    """Whether the greater number `new` is a later state of the toll than `old`."""
    if old.replaced & new.documents - new.replaced:
        return True
    if _disputed(new, old):
        return False
    many = len(new.origins) > 1
    if new.documents & old.documents:
        return many or not leap(old.value, new.value)
    if new.first is None or old.first is None:
        return many
    tied = bool(new.voices & old.voices & COUNTING or new.names & old.names or new.origins & old.origins)
    if _same_time(new.first, old.first):
        named = bool(new.voices) and not old.voices
        return many or ((tied or named) and not leap(old.value, new.value))
    if new.first.before(old.first):
        return False
    if leap(old.value, new.value):
        return many or (bool(new.voices & OFFICES) and new.first.first - old.first.last >= NIGHT)
    counted = bool(new.voices & COUNTING) or nearest(new.voices) < nearest(old.voices)
    return many or tied or (bool(new.voices) and counted)


def nearest(voices: Iterable[str]) -> int:
    """How near the nearest of these kinds of source stands to those who were harmed; beyond all others where none is
    named."""
    return min((NEARNESS.get(voice, len(NEARNESS)) for voice in voices), default=len(NEARNESS) + 1)


def corrects(new: Told, old: Told) -> bool:
    """Whether a number corrects another: the same named source gives it later."""
    if new.first is None or old.first is None or not old.first.before(new.first):
        return False
    return bool(new.names & old.names) and len(new.origins) >= len(old.origins)


def leap(old: int, new: int) -> bool:
    """Whether a toll grows by more than early tolls do.

    >>> leap(2, 9), leap(9, 12), leap(5, 50)
    (False, False, True)
    """
    return new > LEAP_TIMES * old + LEAP_MORE


def _same_time(one: Period, other: Period) -> bool:
    return not one.before(other) and not other.before(one)


def _disputed(new: Told, old: Told) -> bool:
    """Whether one document gives both numbers on the word of two named sources for one moment. Two services that keep
    one count (rescuers, hospitals, police) do not dispute it."""
    by_document: dict[str, list[Figure]] = {}
    for figure in old.figures:
        by_document.setdefault(figure.document_id, []).append(figure)
    return any(
        mine.name is not None and other.name is not None and mine.name != other.name and mine.as_of == other.as_of
        and not (mine.voice == other.voice and mine.voice in SERVICES)
        for mine in new.figures
        for other in by_document.get(mine.document_id, ())
    )  # fmt: skip


def gathered(figures: Iterable[Figure]) -> dict[int, Told]:
    """The figures that give a number, by that number."""
    found: dict[int, list[Figure]] = {}
    for figure in figures:
        if figure.value is not None:
            found.setdefault(figure.value, []).append(figure)
    return {value: Told(value, said) for value, said in found.items()}
