"""The engine: order kept, one document's fault its own, one core and several alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from house_fakes import fake
from saksi.engine import Failure, run
from saksi.errors import InputError
from saksi.model import Document, Reading


def document(number: int, text: str = "") -> Document:
    return Document(id=f"d{number}", text_id=f"t{number}", source=f"{number}.txt", text=text or f"{number} killed.")


def sources(results: Iterator[Reading | InputError]) -> list[str]:
    return [item.source if isinstance(item, InputError) else item.page.document.source for item in results]


@pytest.mark.parametrize("jobs", [1, 2])
def test_order_is_kept_and_errors_pass_through(jobs: int) -> None:
    items: list[Document | InputError] = [document(number) for number in range(30)]
    items.insert(3, InputError("gone.txt", "is not there"))
    expected = [item.source for item in items]
    assert sources(run(items, jobs, work=fake)) == expected


def test_several_processes_read_the_same_as_one() -> None:
    items = [document(number) for number in range(20)]
    assert list(run(items, 2, work=fake)) == list(run(items, 1, work=fake))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_and_a_long_wait_cost_one_document_each(jobs: int) -> None:
    items = [document(1), document(2, "BUG"), document(3, "SLOW"), document(4)]
    results = list(run(items, jobs, work=fake, seconds=0.5))
    assert isinstance(results[0], Reading) and isinstance(results[3], Reading)
    fault, slow = results[1], results[2]
    assert isinstance(fault, Failure) and isinstance(slow, Failure)
    assert "ZeroDivisionError" in fault.sentence and "a fault" in fault.details
    assert "longer than 0.5 seconds" in slow.sentence


def test_a_death_costs_one_document() -> None:
    items = [document(number, "CRASH" if number == 9 else "") for number in range(40)]
    results = list(run(items, 2, work=fake))
    assert sources(iter(results)) == [item.source for item in items]
    dead = [item for item in results if isinstance(item, Failure)]
    assert [item.source for item in dead] == ["9.txt"]
    assert "ended the process" in dead[0].sentence


def test_documents_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def source() -> Iterator[Document]:
        for number in range(1000):
            taken.append(number)
            yield document(number)

    results = run(source(), 1, work=fake)
    next(results)
    assert taken == [0]
