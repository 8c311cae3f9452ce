"""One-to-one matching of greatest weight. Pure: indices and weights in, pairs out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Weights = Mapping[tuple[int, int], float]

# Above this many rows or columns in one tangle the exact method (cubic) gives way to the greedy one.
_EXACT_LIMIT = 200


def best_pairs(weights: Weights) -> list[tuple[int, int]]:
    """The pairs (left, right), each index used once, whose weights sum highest; sorted.

    Only pairs with a weight above zero may be joined.

    >>> best_pairs({(0, 0): 2.0, (0, 1): 1.9, (1, 0): 1.9})
    [(0, 1), (1, 0)]
    """
    edges = {pair: weight for pair, weight in weights.items() if weight > 0}
    joined: list[tuple[int, int]] = []
    for tangle in _tangles(edges):
        joined.extend(_solve({pair: edges[pair] for pair in tangle}))
    return sorted(joined)


def _tangles(edges: Iterable[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The edges in groups that share no index, so that each can be solved alone."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    edges = sorted(edges)
    for left, right in edges:
        parent[root(("left", left))] = root(("right", right))
    groups: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for left, right in edges:
        groups.setdefault(root(("left", left)), []).append((left, right))
    return list(groups.values())


def _solve(weights: Weights) -> list[tuple[int, int]]:
    lefts = sorted({left for left, _ in weights})
    rights = sorted({right for _, right in weights})
    if len(weights) == 1:
        return list(weights)
    if max(len(lefts), len(rights)) > _EXACT_LIMIT:
        return _greedy(weights)
    swapped = len(lefts) > len(rights)
    rows, columns = (rights, lefts) if swapped else (lefts, rights)
    cost = [[-weights.get((c, r) if swapped else (r, c), 0.0) for c in columns] for r in rows]
    chosen = [(rows[i], columns[j]) for i, j in _hungarian(cost)]
    pairs = [(c, r) if swapped else (r, c) for r, c in chosen]
    return [pair for pair in pairs if pair in weights]


def _greedy(weights: Weights) -> list[tuple[int, int]]:
    used_left: set[int] = set()
    used_right: set[int] = set()
    pairs = []
    for (left, right), _ in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        if left not in used_left and right not in used_right:
            used_left.add(left)
            used_right.add(right)
            pairs.append((left, right))
    return pairs


def _hungarian(cost: list[list[float]]) -> list[tuple[int, int]]:
    """Assignment of each row to a column at least total cost; no more rows than columns.

    The method of potentials (Kuhn 1955, Munkres 1957, in the O(n^2 m) form with shortest augmenting paths).
    """
    rows, columns = len(cost), len(cost[0])
    row_potential = [0.0] * (rows + 1)
    column_potential = [0.0] * (columns + 1)
    row_of = [0] * (columns + 1)
    for row in range(1, rows + 1):
        row_of[0] = row
        came_from = [0] * (columns + 1)
        least = [float("inf")] * (columns + 1)
        done = [False] * (columns + 1)
        column = 0
        while row_of[column]:
            done[column] = True
            current, step, following = row_of[column], float("inf"), 0
            for j in range(1, columns + 1):
                if done[j]:
                    continue
                reduced = cost[current - 1][j - 1] - row_potential[current] - column_potential[j]
                if reduced < least[j]:
                    least[j], came_from[j] = reduced, column
                if least[j] < step:
                    step, following = least[j], j
            for j in range(columns + 1):
                if done[j]:
                    row_potential[row_of[j]] += step
                    column_potential[j] -= step
                else:
                    least[j] -= step
            column = following
        while column:
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    return [(row_of[j] - 1, j - 1) for j in range(1, columns + 1) if row_of[j]]
