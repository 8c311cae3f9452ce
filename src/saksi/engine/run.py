"""One machine: in this process, or over a pool of processes whose death costs one document and not the run."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import NamedTuple

from saksi.engine.outcome import Failure, Outcome, Work, attempt
from saksi.errors import InputError
from saksi.model import Document, Reading
from saksi.pipeline import read_document

# A report takes some milliseconds; one that needs this long is an attack on the reader or no report.
SECONDS = 30.0
# Enough documents a message that passing them costs little, few enough that the first results come soon.
BATCH = 8
# Batches under way for each process: a full queue without holding the whole corpus in memory.
AHEAD = 3

Item = Document | InputError
Result = Reading | InputError


def run(
    documents: Iterable[Item], jobs: int = 1, *, work: Work = read_document, seconds: float = SECONDS
) -> Iterator[Result]:
    """Each document's reading, or what kept it from being read, in the order of the input; errors pass through.

    `jobs` processes work when it is more than 1. A document that takes longer than `seconds`, raises or ends its
    process becomes a `Failure`, and the others are still read. `work` must be a function of a module when `jobs` > 1.
    """
    if jobs <= 1:
        for item in documents:
            yield item if isinstance(item, InputError) else _result(item, attempt(work, item, seconds))
        return
    yield from _Pool(jobs, work, seconds).run(documents)


def _result(document: Document, outcome: Outcome) -> Result:
    if outcome.reading is not None:
        return outcome.reading
    return Failure(document.source, outcome.sentence, outcome.details)


def _batch(work: Work, documents: Sequence[Document], seconds: float) -> list[Outcome]:
    return [attempt(work, document, seconds) for document in documents]


_DIED = "ended the process that read it (out of memory, or a fault of a library); split it"


class _Sent(NamedTuple):
    """A batch under way."""

    items: list[Item]
    future: Future[list[Outcome]]
    executor: ProcessPoolExecutor


class _Pool:
    """A pool of processes that is made anew when one of them dies."""

    def __init__(self, jobs: int, work: Work, seconds: float) -> None:
        self.jobs, self.work, self.seconds = jobs, work, seconds
        self.executor = self._new(jobs)

    def run(self, documents: Iterable[Item]) -> Iterator[Result]:
        waiting: deque[_Sent] = deque()
        source = iter(documents)
        try:
            while True:
                while len(waiting) < self.jobs * AHEAD and (items := list(islice(source, BATCH))):
                    waiting.append(self._send(items))
                if not waiting:
                    return
                yield from self._results(waiting.popleft())
        finally:
            self.executor.shutdown(wait=False, cancel_futures=True)

    @staticmethod
    def _new(jobs: int) -> ProcessPoolExecutor:
        # "spawn" is the one way that every system has, and the same with or without threads in this process.
        return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))

    def _send(self, items: list[Item]) -> _Sent:
        documents = [item for item in items if isinstance(item, Document)]
        try:
            future = self.executor.submit(_batch, self.work, documents, self.seconds)
        except BrokenProcessPool as error:
            future = Future()
            future.set_exception(error)
        return _Sent(items, future, self.executor)

    def _results(self, sent: _Sent) -> Iterator[Result]:
        try:
            outcomes = iter(sent.future.result())
        except BrokenProcessPool:
            self._renew(sent.executor)
            outcomes = self._one_by_one([item for item in sent.items if isinstance(item, Document)])
        for item in sent.items:
            yield item if isinstance(item, InputError) else _result(item, next(outcomes))

    def _renew(self, broken: ProcessPoolExecutor) -> None:
        """A new pool in place of a broken one; every batch lost with the old pool comes here, the first one acts."""
        if broken is self.executor:
            broken.shutdown(wait=False)
            self.executor = self._new(self.jobs)

    def _one_by_one(self, documents: list[Document]) -> Iterator[Outcome]:
        """Each document alone in a process, to tell the one that kills it from its neighbours."""
        for document in documents:
            with self._new(1) as alone:
                try:
                    outcome = alone.submit(_batch, self.work, [document], self.seconds).result()[0]
                except BrokenProcessPool:
                    outcome = Outcome(None, _DIED)
            yield outcome
