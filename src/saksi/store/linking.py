"""Linking in blocks: what is new is compared with what it can meet, and only what it touches is settled anew.

Every step ends in a transaction and leaves a mark, so that a run that dies is taken up where it stood. What a step
writes depends on the documents alone: verdicts on pairs are pure, and incidents are a function of connected reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from time import perf_counter, sleep
from typing import TypeVar

import msgspec

from saksi.link import (
    VERSION,
    Copy,
    Decided,
    Print,
    Profile,
    bands,
    clusters,
    compare,
    components,
    copy,
    origins,
    pair,
    score,
)
from saksi.model import Link
from saksi.store import sql
from saksi.store.anchors import anchor_all, decided_pairs
from saksi.store.documents import json
from saksi.store.estimating import RULES
from saksi.store.incidents import retire, write_incident
from saksi.store.record import Record
from saksi.store.references import date_by_reference, references, rules
from saksi.verify import References

Item = TypeVar("Item")
Tell = Callable[[str, int, int], None]
# Reports a step: small enough that a reader of the record never waits, large enough that commits cost little.
STEP = 500
# Of every step's time, left to others who wait to write: SQLite has no queue, so a writer without pauses starves them.
PAUSE = 0.05
# Profiles and prints held in memory; a report's is about 2 kB.
HELD = 200_000

_profile, _print = msgspec.json.Decoder(Profile), msgspec.json.Decoder(Print)
_reasons = msgspec.json.Decoder(tuple[tuple[float, str], ...])


def link(record: Record, *, tell: Tell = lambda step, done, of: None) -> int:
    """Joins what waits in the record and gives the number of incidents that are new or changed.

    Documents that were put and decisions that were taken since the last run wait. `tell` hears of progress: the step,
    how many are done, of how many. Estimates made by other rules than the present ones are made anew.
    """
    with record.transaction():
        held = references(record)
        _relink_for_new_rules(record)
        _settle_for_new_rules(record)
        anchor_all(record)
        date_by_reference(record, held)
    work = _Work(record, tell, held)
    work.twins()
    work.compare()
    work.origins()
    return work.settle()


def decided(record: Record) -> Decided:
    """What persons decided on pairs of reports, with what newer decisions overrule."""
    return Decided(decided_pairs(record))


def _relink_for_new_rules(record: Record) -> None:
    """A record linked by other rules is linked from the start; documents and decisions stay."""
    if record.one("SELECT value FROM setting WHERE name = 'link'") == str(VERSION):
        return
    for statement in (
        "DELETE FROM link", "DELETE FROM copy", "UPDATE report SET compared = 0, settled = 0",
        "UPDATE document SET compared = 0, settled = 0",
    ):  # fmt: skip
        record.run(statement)
    record.run("INSERT OR REPLACE INTO setting VALUES ('link', ?)", str(VERSION))


def _settle_for_new_rules(record: Record) -> None:
    """Incidents estimated or checked by other rules or references are so anew."""
    own = f"{RULES} {rules(record)}"
    if record.one("SELECT value FROM setting WHERE name = 'estimate'") == own:
        return
    record.run("UPDATE report SET settled = 0")
    record.run("INSERT OR REPLACE INTO setting VALUES ('estimate', ?)", own)


class _Work:
    """One run of linking, with what it holds in memory."""

    def __init__(self, record: Record, tell: Tell, references: References) -> None:
        self.record, self.tell, self.references = record, tell, references
        self.profiles: dict[int, Profile] = {}
        self.prints: dict[str, Print] = {}
        self.copies: set[tuple[str, str]] = set()
        self.repeated: list[Copy] = []
        self.by_persons = Decided()
        self.seen: int | None = None
        self._changed_elsewhere()

    def _changed_elsewhere(self) -> bool:
        """Whether another process has changed the record since this was asked last; then what is held is read anew."""
        version = self.record.one("PRAGMA data_version")
        if version == self.seen:
            return False
        self.seen = version
        self.profiles.clear()
        self.prints.clear()
        self.copies = {(row[0], row[1]) for row in self.record.rows("SELECT left, right FROM copy")}
        return True

    # Documents that repeat one another by their words.

    def twins(self) -> None:
        """Compares documents that share a band of their signatures, or their text."""
        waiting = [row[0] for row in self.record.rows("SELECT number FROM document WHERE compared = 0 ORDER BY number")]
        later = set(waiting)
        for numbers in self._steps("looking for copies", waiting):
            later.difference_update(numbers)
            with self.record.transaction():
                self._changed_elsewhere()
                same = self.record.rows(sql.SAME_TEXT, numbers[0], numbers[-1])
                pairs = {*self._meeting(numbers, later), *((row[0], row[1]) for row in same)}
                ids = self._ids({number for both in pairs for number in both})
                pairs = {pair(ids[one], ids[other]) for one, other in pairs}
                self._keep_copies(filter(None, (copy(self.print(a), self.print(b)) for a, b in sorted(pairs))))
                self.record.many("UPDATE document SET compared = 1 WHERE number = ?", [(number,) for number in numbers])

    def _meeting(self, numbers: Sequence[int], later: set[int]) -> Iterator[tuple[int, int]]:
        """Pairs of documents that share a band: these with one another and with all but those that come later."""
        own: dict[int, list[int]] = {}
        for number, name in self._ids(numbers).items():
            for band in bands(self.print(name).signature):
                own.setdefault(band, []).append(number)
        for row in self.record.rows(sql.TWINS, json(sorted(own))):
            if row["document"] not in later:
                yield from ((number, row["document"]) for number in own[row["key"]] if number != row["document"])

    def _ids(self, numbers: Iterable[int]) -> dict[int, str]:
        rows = self.record.rows(
            "SELECT number, id FROM document WHERE number IN (SELECT value FROM json_each(?))", json(sorted(numbers))
        )
        return {row["number"]: row["id"] for row in rows}

    def _keep_copies(self, found: Iterable[Copy]) -> None:
        for each in found:
            self.copies.add((each.left, each.right))
            self.record.run(
                "INSERT OR REPLACE INTO copy VALUES (?, ?, ?, ?, ?)",
                each.left,
                each.right,
                each.kind,
                each.score,
                each.reason,
            )
            self.record.run("UPDATE document SET settled = 0 WHERE id IN (?, ?)", each.left, each.right)
            self.record.run("UPDATE report SET settled = 0 WHERE document_id IN (?, ?)", each.left, each.right)

    def print(self, document_id: str) -> Print:
        """What is compared of a document."""
        if document_id not in self.prints:
            if len(self.prints) > HELD:
                self.prints.clear()
            self.prints[document_id] = _print.decode(
                self.record.one("SELECT print FROM document WHERE id = ?", document_id)
            )
        return self.prints[document_id]

    # Reports that may be of one attack.

    def compare(self) -> None:
        """Compares reports that share a block, or whose documents repeat one another.

        A report whose document still waits to be looked at for copies waits too: another process may just have put it.
        """
        waiting = [row[0] for row in self.record.rows(sql.UNCOMPARED)]
        for numbers in self._steps("comparing reports", waiting):
            with self.record.transaction():
                self._changed_elsewhere()
                found = {(row[0], row[1]) for row in self.record.rows(sql.CANDIDATES, numbers[0], numbers[-1])}
                found |= {(row[0], row[1]) for row in self.record.rows(sql.OF_COPIES, json(numbers))}
                self._load({number for row in found for number in row})
                self._keep_links([self._judge(self.profiles[a], self.profiles[b]) for a, b in sorted(found)])
                self._judge_repeated()
                self.record.many(
                    "UPDATE report SET compared = 1, settled = 0 WHERE number = ?", [(number,) for number in numbers]
                )

    def _judge(self, a: Profile, b: Profile) -> Link | None:
        """The verdict on two reports; pages that tell of one attack are looked at for what they repeat of another."""
        known = pair(a.document_id, b.document_id)
        verdict = compare(a, b, known in self.copies)
        if verdict.verdict == "same" and known not in self.copies:
            repeated = copy(self.print(a.document_id), self.print(b.document_id))
            if repeated:
                self.repeated.append(repeated)
        return None if verdict.verdict == "different" else verdict

    def _judge_repeated(self) -> None:
        """What two pages carry made one a copy of the other, so all their reports are judged again as a copy's are."""
        self._keep_copies(self.repeated)
        for found in self.repeated:
            left, right = (self._of_document(name) for name in (found.left, found.right))
            self._keep_links([self._judge(a, b) for a in left for b in right])
        self.repeated = []

    def _of_document(self, document_id: str) -> list[Profile]:
        rows = self.record.rows("SELECT profile FROM report WHERE document_id = ? ORDER BY attack", document_id)
        return [_profile.decode(row["profile"]) for row in rows]

    def _keep_links(self, found: Sequence[Link | None]) -> None:
        self.record.many(
            "INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?, ?)",
            [(link.left, link.right, link.verdict, link.score, json(link.reasons)) for link in found if link],
        )

    def _load(self, numbers: set[int]) -> None:
        """Profiles by number, from the record where they are not held."""
        if len(self.profiles) > HELD:
            self.profiles.clear()
        missing = sorted(numbers - self.profiles.keys())
        for row in self.record.rows(
            "SELECT number, profile FROM report WHERE number IN (SELECT value FROM json_each(?))", json(missing)
        ):
            self.profiles[row["number"]] = _profile.decode(row["profile"])

    # Who is the origin of whom.

    def origins(self) -> None:
        """Gives each document that waits, and those joined to it by copies, its origin."""

        def groups() -> list[set[str]]:
            waiting = {row[0] for row in self.record.rows("SELECT id FROM document WHERE settled = 0")}
            return self._groups(waiting, sql.COPY_EDGES)

        self._in_groups("tracing origins", STEP, groups, self._trace)

    def _trace(self, group: set[str]) -> None:
        edges = [
            Copy(left=row["left"], right=row["right"], kind=row["kind"], score=row["score"], reason=row["reason"])
            for row in self.record.rows(sql.COPIES_AMONG, json(sorted(group)))
        ]
        for found in origins({name: self.print(name) for name in group}, edges):
            before = self.record.one("SELECT copy_of FROM document WHERE id = ?", found.id)
            self.record.run(
                "UPDATE document SET copy_of = ?, copy_kind = ?, copy_reason = ?, settled = 1 WHERE id = ?",
                found.of, found.kind, found.reason, found.id,
            )  # fmt: skip
            if before != found.of:
                self.record.run("UPDATE report SET settled = 0 WHERE document_id = ?", found.id)

    # Reports to incidents.

    def settle(self) -> int:
        """Clusters every connected group that holds something new, and writes the incidents that differ."""
        changed = 0

        def groups() -> list[set[str]]:
            self.by_persons = decided(self.record)
            judged = [names for _, names in decided_pairs(self.record)]
            waiting = {row[0] for row in self.record.rows("SELECT id FROM report WHERE settled = 0 AND compared = 1")}
            return self._groups(waiting, sql.LINK_EDGES, judged)

        def settle(group: set[str]) -> None:
            nonlocal changed
            changed += self._settle(group, self.by_persons)

        self._in_groups("joining reports", STEP // 10, groups, settle)
        with self.record.transaction():
            changed += retire(self.record)
        return changed

    def _in_groups(
        self, words: str, size: int, groups: Callable[[], list[set[str]]], do: Callable[[set[str]], None]
    ) -> None:
        """Does every group. Where another process has changed the record meanwhile, the groups are made anew, so that
        none is done that another's decision or document has just tied to more."""
        whole = False
        while not whole:
            whole = True
            self._changed_elsewhere()
            for some in self._steps(words, groups(), size):
                with self.record.transaction():
                    if self._changed_elsewhere():
                        whole = False
                        break
                    for group in some:
                        do(group)

    def _settle(self, group: set[str], by_persons: Decided) -> int:
        names = json(sorted(group))
        found = self.record.rows(
            "SELECT id, number, profile FROM report WHERE id IN (SELECT value FROM json_each(?))", names
        )
        reports = {row["id"]: self.profiles.get(row["number"]) or _profile.decode(row["profile"]) for row in found}
        links = [
            Link(left=row["left"], right=row["right"], verdict=row["verdict"], score=row["score"])
            for row in self.record.rows(sql.LINKS_AMONG, names)
        ]
        joined, mentions = clusters(reports, links, by_persons, self._score(reports))
        self.record.run("DELETE FROM member WHERE report_id IN (SELECT value FROM json_each(?))", names)
        changed = 0
        for number, members in enumerate(joined):
            passing = sorted(name for name, at in mentions.items() if at == number)
            changed += write_incident(
                self.record,
                {name: reports[name] for name in (*sorted(members), *passing)},
                set(passing),
                self.print,
                self.references,
            )
        self.record.run("UPDATE report SET settled = 1 WHERE id IN (SELECT value FROM json_each(?))", names)
        return changed

    def _score(self, reports: dict[str, Profile]) -> Callable[[str, str], float]:
        held: dict[tuple[str, str], float] = {}

        def of(left: str, right: str) -> float:
            names = pair(left, right)
            if names not in held:
                a, b = reports[names[0]], reports[names[1]]
                held[names] = score(a, b, pair(a.document_id, b.document_id) in self.copies)
            return held[names]

        return of

    def _groups(self, names: set[str], edges: str, more: Sequence[tuple[str, str]] = ()) -> list[set[str]]:
        """`names` with all that edges of the record tie them to, in connected groups."""
        seen, frontier, found = set(names), set(names), set()
        tied: dict[str, set[str]] = {}
        for left, right in more:
            tied.setdefault(left, set()).add(right)
            tied.setdefault(right, set()).add(left)
        while frontier:
            near: set[tuple[str, str]] = {pair(name, other) for name in frontier for other in tied.get(name, ())}
            for some in _batches(sorted(frontier), STEP * 10):
                near.update((row[0], row[1]) for row in self.record.rows(edges, json(some)))
            found |= near
            frontier = {name for both in near for name in both} - seen
            seen |= frontier
        return components(seen, found)

    def _steps(self, words: str, items: Sequence[Item], size: int = STEP) -> Iterator[list[Item]]:
        for done, some in enumerate(_batches(items, size)):
            self.tell(words, done * size, len(items))
            begun = perf_counter()
            yield some
            sleep((perf_counter() - begun) * PAUSE)


def _batches(items: Sequence[Item], size: int) -> Iterator[list[Item]]:
    for at in range(0, len(items), size):
        yield list(items[at : at + size])
