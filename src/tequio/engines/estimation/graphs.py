"""All decomposable (chordal) graphs on a few lists, each as the subsets whose terms make its likelihood."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

MOST_VERTICES = 7


@dataclass(frozen=True, slots=True, eq=False)
class DecomposableGraphs:
    """The decomposable graphs on k vertices: 2, 8, 61, 822, 18,154 and 617,675 for k = 2 to 7.

    A graph's likelihood is a product over its cliques divided by that over its separators, so it is told by
    how often each subset of the vertices is a clique (positive) or a separator (negative). A subset is an
    integer: vertex i is the bit of value 2 to the i.

    Args:
        k: how many vertices.
        neighbours: (graphs, k) uint8, the neighbours of each vertex as a subset.
        starts: (graphs + 1,) where each graph's terms begin in the next two.
        subsets: of the terms, uint8; the empty set is left out, its term is 1.
        times: of the terms, int8.
    """

    k: int
    neighbours: NDArray[np.uint8]
    starts: NDArray[np.int64]
    subsets: NDArray[np.uint8]
    times: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.neighbours)

    def adjacency(self) -> NDArray[np.bool_]:
        """Give (graphs, pairs) whether each pair is joined, pairs in the order of `pairs`."""
        return np.stack([(self.neighbours[:, a] >> b) & 1 for a, b in pairs(self.k)], axis=1).astype(np.bool_)

    def dense(self, first: int, last: int) -> NDArray[np.float64]:
        """Give the terms of some graphs as a matrix (last - first, 2^k)."""
        rows = np.repeat(np.arange(last - first), np.diff(self.starts[first : last + 1]))
        terms = slice(self.starts[first], self.starts[last])
        matrix = np.zeros((last - first, 2**self.k))
        matrix[rows, self.subsets[terms]] = self.times[terms]
        return matrix


def pairs(k: int) -> list[tuple[int, int]]:
    """Give the pairs of k vertices in a fixed order."""
    return list(combinations(range(k), 2))


@lru_cache(maxsize=MOST_VERTICES)
def decomposable_graphs(k: int) -> DecomposableGraphs:
    """List every decomposable graph on k labelled vertices, once.

    A graph is decomposable when its vertices can be taken away one by one, each with neighbours that are all
    joined to one another (Dirac 1961, Fulkerson and Gross 1965). Every induced subgraph of such a graph is
    one too, so the candidates on k vertices are those on k - 1 with a vertex joined to any subset.

    Args:
        k: from 1 to 7.
    """
    neighbours, terms = _chordal(k)
    rows, subsets = np.nonzero(terms[:, 1:])
    starts = np.searchsorted(rows, np.arange(len(neighbours) + 1)).astype(np.int64)
    times = terms[:, 1:][rows, subsets]
    return DecomposableGraphs(k, neighbours, starts, (subsets + 1).astype(np.uint8), times)


def _chordal(k: int) -> tuple[NDArray[np.uint8], NDArray[np.int8]]:
    if k == 1:
        return np.zeros((1, 1), dtype=np.uint8), np.array([[0, 1]], dtype=np.int8)
    smaller = decomposable_graphs(k - 1).neighbours
    joined = np.tile(np.arange(2 ** (k - 1), dtype=np.uint8), len(smaller))
    candidates = np.repeat(smaller, 2 ** (k - 1), axis=0)
    for vertex in range(k - 1):
        candidates[:, vertex] |= ((joined >> vertex) & 1) << (k - 1)
    return _taken_apart(np.ascontiguousarray(np.column_stack([candidates, joined])))


def _taken_apart(candidates: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.int8]]:
    """Keep the candidates that can be taken apart, with the terms that the taken vertices leave.

    A vertex v taken with neighbours S leaves the term of S and v over that of S (its conditional
    distribution).
    """
    many, k = candidates.shape
    left = np.full(many, 2**k - 1, dtype=np.uint8)
    terms = np.zeros((many, 2**k), dtype=np.int8)
    everyone = np.arange(many)
    for _ in range(k):
        open_ = np.ones(many, dtype=np.bool_)
        for vertex in range(k):
            around = candidates[:, vertex] & left
            free = _all_joined(candidates, around) & (((left >> vertex) & 1) == 1) & open_
            taken, rest = everyone[free], around[free]
            terms[taken, rest | np.uint8(1 << vertex)] += 1
            terms[taken, rest] -= 1
            left[taken] &= np.uint8(255 - (1 << vertex))
            open_[taken] = False
    whole = left == 0
    return candidates[whole], terms[whole]


def _all_joined(candidates: NDArray[np.uint8], around: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Tell for each graph whether the vertices of a subset are all joined to one another."""
    joined = np.ones(len(around), dtype=np.bool_)
    for other in range(candidates.shape[1]):
        strangers = around & ~candidates[:, other] & np.uint8(255 - (1 << other))
        joined &= (((around >> other) & 1) == 0) | (strangers == 0)
    return joined
