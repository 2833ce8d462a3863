"""A search from model to neighbouring model, for tables with more models than can be compared."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tequio.engines.estimation.compiled import compiled
from tequio.engines.estimation.loglinear.existence import standing
from tequio.engines.estimation.loglinear.fitting import (
    Floats,
    Whole,
    active_terms,
    add_supersets,
    climb,
    first_guess,
)


@compiled
def search_downhill(  # noqa: PLR0913, PLR0917  plain arrays, as compiled code takes them
    tables: Floats, k: int, interactions: Whole, prices: Floats, unseen: Floats, chosen: NDArray[np.bool_]
) -> None:
    """Go on each table from independence to the best neighbour that stands, until none is better.

    A neighbour has one interaction more or one fewer. The end is a model that no neighbour beats, which
    need not be the best of all.

    Args:
        tables: (tables, 2^k) counts, with 0 at cell 0.
        k: how many lists.
        interactions: subsets of two lists or more that may be in, those of fewer lists first.
        prices: (tables,) of a parameter.
        unseen: (tables,) expected people on no list, filled; not a number where even independence does not
        stand. chosen: (tables, interactions), filled.
    """
    for table in range(len(tables)):
        counts, inside = tables[table], chosen[table]
        margins = counts.copy()
        add_supersets(margins)
        inside[:] = False
        best, unseen[table] = _score(counts, margins, k, interactions, inside, prices[table], np.inf)
        moving = best < np.inf
        while moving:
            moving, move, found = False, -1, np.nan
            for at in range(len(interactions)):
                if not _may_change(interactions, inside, at):
                    continue
                inside[at] = not inside[at]
                score, expected = _score(counts, margins, k, interactions, inside, prices[table], best - 1e-6)
                inside[at] = not inside[at]
                if score < best - 1e-6:
                    best, move, found = score, at, expected
            if move >= 0:
                inside[move] = not inside[move]
                unseen[table] = found
                moving = True


@compiled
def _may_change(interactions: Whole, inside: NDArray[np.bool_], at: int) -> bool:
    """Tell whether the model stays hierarchical when an interaction is put in or taken out."""
    subset = interactions[at]
    for other in range(len(interactions)):
        if inside[at]:
            if other != at and inside[other] and interactions[other] & subset == subset:
                return False
        elif not inside[other] and other != at and interactions[other] & subset == interactions[other]:
            return False
    return True


@compiled
def _score(  # noqa: PLR0913, PLR0917  plain arrays, as compiled code takes them
    counts: Floats,
    margins: Floats,
    k: int,
    interactions: Whole,
    inside: NDArray[np.bool_],
    price: float,
    bar: float,
) -> tuple[float, float]:
    """Give a model's criterion and people on no list; infinity where it misses the bar or does not stand."""
    terms = np.zeros(1 + k + inside.sum(), dtype=np.int64)
    for i in range(k):
        terms[1 + i] = 1 << i
    many = 1 + k
    for at in range(len(interactions)):
        if inside[at]:
            terms[many] = interactions[at]
            many += 1
    emptied, theta = np.zeros(len(counts), dtype=np.bool_), np.zeros(len(counts))
    active = active_terms(terms, margins, emptied)
    first_guess(active, counts, emptied, theta)
    cost = price * len(terms)
    height = climb(active, counts, margins, emptied, theta, (cost - bar) / 2.0)
    score = cost - 2.0 * height
    if score >= bar or standing(active, counts, emptied) != 1:
        return np.inf, np.nan
    return score, np.exp(min(theta[0], 700.0))
