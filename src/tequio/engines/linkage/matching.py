"""Two lists that each count nobody twice: what a pair's probability is when each record has one partner at most.

A pair is less probable where another pair of the same record is more so, and a record that found no partner yet is
more free to have one than the share of matches among all pairs says. Sources: M. Sadinle, "Bayesian estimation of
bipartite matchings for record linkage", JASA 112 (2017), for the distribution over matchings; B. Huang and T. Jebara,
"Approximating the permanent with belief propagation", 2009, for its margins.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tequio.engines.linkage.types import Reals

Longs = NDArray[np.int64]
_ROUNDS, _SETTLED = 100, 1e-6
_HIGHEST = 40.0  # log2 odds; sums of more would lose what is small beside them
_LEAST_FREE = 0.05  # of a list: so many records are taken to have no partner, or the odds would run away


@dataclass(frozen=True)
class Matching:
    """Pairs between two lists, each record with one partner at most.

    Args:
        left: record of each pair in the first list, shape (pairs,).
        right: in the second.
        size: records of both lists.
    """

    left: Longs
    right: Longs
    size: int

    def probability(self, odds: Reals) -> Reals:
        """Give the probability of each pair, the others being what they are.

        Args:
            odds: log2 odds of each pair by itself, shape (pairs,).
        """
        alone = np.exp2(np.clip(odds, -_HIGHEST, _HIGHEST))
        first = np.ones(len(odds))
        likely = np.zeros(len(odds))
        for _ in range(_ROUNDS):
            second = self._room(self.right, alone * first)
            first = self._room(self.left, alone * second)
            held = alone * first * second
            found = held / (1 + held)
            moved = float(np.abs(found - likely).max(initial=0.0))
            likely = found
            if moved < _SETTLED:
                break
        return np.asarray(likely)

    def _room(self, records: Longs, claims: Reals) -> Reals:
        """Give the chance that no other pair of the record claims it."""
        others = np.bincount(records, claims, self.size)[records] - claims
        return np.asarray(1 / (1 + np.maximum(others, 0)))


def prior_of(links: float, first: int, second: int) -> float:
    """Give the log2 odds of one more link at which so many links are the most probable.

    There are (first − links) × (second − links) pairs of records without a partner that a further link could join.

    Args:
        links: expected.
        first: records of one list.
        second: of the other.
    """
    free = max(first - links, _LEAST_FREE * first) * max(second - links, _LEAST_FREE * second)
    return float(np.log2(max(links, 0.5) / max(1.0, free)))
