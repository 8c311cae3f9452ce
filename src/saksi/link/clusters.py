"""Reports to incidents, without chains: a report joins only if no member vetoes it and their mean score holds.

A pure function of the reports, the verdicts on them and the decisions of persons: neither the order in which they came
nor how often the program ran is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from saksi.link.compare import VETO
from saksi.link.profile import Profile
from saksi.model import Link

Pair = tuple[str, str]
Score = Callable[[str, str], float]
# All pairs of two clusters must reach this mean: sites apart in one night's wave still do, other strikes do not.
MEAN = 1.25
# Members that stand for a large cluster when two are compared; names are hashes, so the first by name are a fair draw.
SAMPLE = 10
# An undated report joins only where one incident fits better than every other by so much.
MARGIN = 1.0


class Decided:
    """What persons decided on pairs of reports, the newest first where two cannot both hold."""

    def __init__(self, decisions: Sequence[tuple[str, Pair]] = ()) -> None:
        self.same: list[Pair] = []
        self.different: set[Pair] = set()
        self.overridden: list[tuple[str, Pair]] = []
        groups = _Groups()
        for verdict, (left, right) in reversed(decisions):
            one, other = groups.find(left), groups.find(right)
            if verdict == "different":
                if one == other:
                    self.overridden.append((verdict, (left, right)))
                else:
                    self.different.add(pair(left, right))
            elif any({groups.find(x), groups.find(y)} == {one, other} for x, y in self.different):
                self.overridden.append((verdict, (left, right)))
            else:
                self.same.append((left, right))
                groups.join(left, right)


class _Groups:
    """Union-find over names."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}

    def find(self, name: str) -> str:
        while (up := self.parent.get(name, name)) != name:
            self.parent[name] = self.parent.get(up, up)
            name = up
        return name

    def join(self, left: str, right: str) -> None:
        one, other = sorted((self.find(left), self.find(right)))
        self.parent[other] = one


def pair(left: str, right: str) -> Pair:
    """The two names in order."""
    return (left, right) if left < right else (right, left)


def clusters(
    reports: Mapping[str, Profile], links: Iterable[Link], decided: Decided, score: Score
) -> tuple[list[set[str]], dict[str, int]]:
    """The incidents among `reports` as sets of names, and for each report that only mentions one the incident's place
    in the list.

    `links` are the verdicts `same` between these reports; `score` gives the score of any two of them.
    """
    work = _Clusters(reports, decided, score)
    dated = {name for name, profile in reports.items() if profile.dated and not profile.background}
    loose = {name for name, profile in reports.items() if not profile.dated and not profile.background}
    edges = sorted(
        (link for link in links if link.left in reports and link.right in reports),
        key=lambda link: (-link.score, link.left, link.right),
    )
    work.begin(dated | loose)
    work.merge(link for link in edges if link.left in dated and link.right in dated)
    work.place(sorted(loose), edges)
    work.merge(link for link in edges if link.left in loose and link.right in loose)
    work.obey()
    found = work.result()
    return found, _mentions(reports, edges, found, decided)


class _Clusters:
    def __init__(self, reports: Mapping[str, Profile], decided: Decided, score: Score) -> None:
        self.reports, self.decided, self.score = reports, decided, score
        self.of: dict[str, int] = {}
        self.members: dict[int, list[str]] = {}
        self.pages: dict[int, set[str]] = {}
        self.refused: set[tuple[int, int, int, int]] = set()

    def begin(self, names: Collection[str]) -> None:
        """Every report alone."""
        for number, name in enumerate(sorted(names)):
            self.of[name], self.members[number] = number, [name]
            self.pages[number] = {self.reports[name].document_id}

    def merge(self, edges: Iterable[Link]) -> None:
        """Joins clusters along edges, the strongest first."""
        for link in edges:
            left, right = self.of[link.left], self.of[link.right]
            key = (left, right, len(self.members[left]), len(self.members[right]))
            if left == right or key in self.refused:
                continue
            if self._fit(left, right) >= MEAN:
                self._join(left, right)
            else:
                self.refused.add(key)

    def place(self, names: Iterable[str], edges: Sequence[Link]) -> None:
        """Undated reports to the one incident that their figures fit."""
        near: dict[str, set[int]] = {}
        for link in edges:
            for one, other in ((link.left, link.right), (link.right, link.left)):
                if one in self.of and other in self.of and not self.reports[one].dated and self.reports[other].dated:
                    near.setdefault(one, set()).add(self.of[other])
        chosen = [(name, best) for name in names if (best := self._best(name, near.get(name, set()))) is not None]
        for name, host in chosen:
            if self._fit(self.of[name], self.of[host]) > VETO:
                self._join(self.of[name], self.of[host])

    def _best(self, name: str, near: Collection[int]) -> str | None:
        """A member of the cluster that fits best, None where none does or two do. Measured before any undated report is
        placed."""
        own = self.of[name]
        if len(self.members[own]) > 1 or not near:
            return None
        fits = sorted(
            ((self._fit(own, cluster), min(self.members[cluster]), cluster) for cluster in near), reverse=True
        )
        if fits[0][0] < MEAN or (len(fits) > 1 and fits[0][0] - fits[1][0] < MARGIN):
            return None
        return fits[0][1]

    def _fit(self, left: int, right: int) -> float:
        """The mean score over the pairs of two clusters; VETO where a page or a person tells them apart."""
        if self.pages[left] & self.pages[right] or self._told_apart(left, right):
            return VETO
        scores = [self.score(a, b) for a in self.members[left][:SAMPLE] for b in self.members[right][:SAMPLE]]
        return VETO if min(scores) <= VETO else sum(scores) / len(scores)

    def _told_apart(self, left: int, right: int) -> bool:
        numbers = {left, right}
        return any(
            self.of.get(a) in numbers and self.of.get(b) in numbers and self.of[a] != self.of[b]
            for a, b in self.decided.different
        )

    def obey(self) -> None:
        """Joins what persons joined, whole incident to whole incident and past every rule; where another decision tells
        some of their reports apart, the two named reports alone."""
        for left, right in self.decided.same:
            if left not in self.of or right not in self.of:
                continue
            if self._told_apart(self.of[left], self.of[right]):
                self._leave(left)
            if not self._told_apart(self.of[left], self.of[right]):
                self._join(self.of[left], self.of[right])

    def _leave(self, name: str) -> None:
        """Takes a report out of its cluster, into one of its own."""
        old, number = self.of[name], max(self.members) + 1
        self.members[old] = [other for other in self.members[old] if other != name]
        self.pages[old] = {self.reports[other].document_id for other in self.members[old]}
        if not self.members[old]:
            del self.members[old], self.pages[old]
        self.of[name], self.members[number], self.pages[number] = number, [name], {self.reports[name].document_id}

    def _join(self, left: int, right: int) -> None:
        if left == right:
            return
        if len(self.members[left]) < len(self.members[right]):
            left, right = right, left
        for name in self.members[right]:
            self.of[name] = left
        self.members[left] = sorted(self.members[left] + self.members.pop(right))
        self.pages[left] |= self.pages.pop(right)

    def result(self) -> list[set[str]]:
        """The clusters in the order of their first names."""
        return [set(found) for found in sorted(self.members.values())]


def _mentions(
    reports: Mapping[str, Profile], edges: Sequence[Link], found: Sequence[set[str]], decided: Decided
) -> dict[str, int]:
    """For reports that tell an attack in passing: the incident they best fit, where only one does."""
    of = {name: number for number, members in enumerate(found) for name in members}
    fits: dict[str, dict[int, float]] = {}
    for link in edges:
        for one, other in ((link.left, link.right), (link.right, link.left)):
            if reports[one].background and other in of and pair(one, other) not in decided.different:
                best = fits.setdefault(one, {})
                best[of[other]] = max(best.get(of[other], VETO), link.score)
    chosen: dict[str, int] = {}
    for name, scores in fits.items():
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        if len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= MARGIN:
            chosen[name] = ranked[0][0]
    for left, right in decided.same:
        for one, other in ((left, right), (right, left)):
            if one in reports and reports[one].background and other in of:
                chosen[one] = of[other]
    return chosen


def components(names: Iterable[str], edges: Iterable[Pair]) -> list[set[str]]:
    """The connected groups of `names`, in the order of their first names."""
    groups = _Groups()
    for left, right in edges:
        groups.join(left, right)
    found: dict[str, set[str]] = {}
    for name in sorted(names):
        found.setdefault(groups.find(name), set()).add(name)
    return list(found.values())


__all__ = ["MEAN", "Decided", "clusters", "components", "pair"]
