"""One-to-one matching: against every possible choice, and on inputs made to hurt."""

from __future__ import annotations

import time
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from saksi.evaluate.match import best_pairs

_edges = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 30).map(float), max_size=16
)  # fmt: skip


def _best_by_trying(weights: dict[tuple[int, int], float]) -> float:
    return max(
        sum(weights.get((left, right), 0.0) for left, right in enumerate(order)) for order in permutations(range(5))
    )


@given(_edges)
def test_the_sum_is_the_greatest_there_is(weights: dict[tuple[int, int], float]) -> None:
    pairs = best_pairs(weights)
    assert sum(weights[pair] for pair in pairs) == _best_by_trying(weights)
    assert len({left for left, _ in pairs}) == len({right for _, right in pairs}) == len(pairs)


def test_nothing_joins_nothing() -> None:
    assert best_pairs({}) == []
    assert best_pairs({(0, 0): 0.0, (1, 1): -3.0}) == []


def test_a_thousand_twins_end_in_time() -> None:
    weights = {(left, right): 1.0 + (left == right) for left in range(300) for right in range(300)}
    begun = time.process_time()
    assert len(best_pairs(weights)) == 300
    assert time.process_time() - begun < 5
