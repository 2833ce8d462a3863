"""What the model is learned from: a sample of the candidate pairs, and pairs drawn from all that are possible.

One machine and Spark learn from the same positions of the same sorted pairs, so that both give the same linkage.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tequio.engines.linkage.model import Compared, Model, learn
from tequio.engines.linkage.preparing import Prepared

Longs = NDArray[np.int64]
_SAMPLE = 1_000_000
_AT_RANDOM = 1_000_000


def sampled_positions(pairs: int, random: np.random.Generator) -> Longs | None:
    """Draw which candidate pairs are learned from, in rising order; None for all of them."""
    if pairs <= _SAMPLE:
        return None
    return np.sort(random.choice(pairs, _SAMPLE, replace=False))


def learned_from(ready: Prepared, among: Compared, pairs: int, random: np.random.Generator) -> Model:
    """Learn from compared pairs.

    Args:
        ready: the lists.
        among: the pairs at `sampled_positions`, compared.
        pairs: how many candidate pairs there are in all.
        random: that the positions were drawn with.
    """
    comparisons = ready.comparisons
    left, right = _at_random(ready, random)
    return learn(
        comparisons.names,
        comparisons.outcomes,
        comparisons.by_chance,
        among,
        pairs / len(among.levels),
        comparisons.compare(left, right),
        possible_pairs(ready),
    )


def possible_pairs(ready: Prepared) -> float:
    """Give how many pairs there could be."""
    lists = ready.comparisons.list_of[ready.known]
    sizes = np.bincount(lists, minlength=len(ready.one_each)).astype(np.float64)
    within = sizes * (sizes - 1) / 2
    return float(max(1.0, len(lists) * (len(lists) - 1) / 2 - within[list(ready.one_each)].sum()))


def _at_random(ready: Prepared, random: np.random.Generator) -> tuple[Longs, Longs]:
    """Draw pairs from all that are possible."""
    known = np.flatnonzero(ready.known)
    apart = np.array(ready.one_each)
    list_of = ready.comparisons.list_of
    number = int(min(_AT_RANDOM, 1_000 + 4 * possible_pairs(ready)))  # small lists have few pairs to see
    one, other = known[random.integers(0, len(known), (2, 2 * number))]
    allowed = (one != other) & ~((list_of[one] == list_of[other]) & apart[list_of[one]])
    one, other = one[allowed][:number], other[allowed][:number]
    return np.minimum(one, other), np.maximum(one, other)
