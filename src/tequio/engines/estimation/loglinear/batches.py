"""Selection on many tables where loops are not compiled: one model at a time, all tables at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tequio.engines.estimation.loglinear.existence import STANDS, design, standing
from tequio.engines.estimation.loglinear.fitting import Floats, Whole, active_terms, add_supersets


def select_in_batches(  # noqa: PLR0913, PLR0917  the arrays of `selection._select`
    tables: Floats,
    terms: Whole,
    starts: Whole,
    prices: Floats,
    admitted: Whole,
    unseen: Floats,
    chosen: Whole,
) -> int:
    """Select on each table, as `selection._select` does; give how many fits it took.

    Args:
        tables: (tables, 2^k) counts, with 0 at cell 0.
        terms: of all models, one after another, in the order of the ranking.
        starts: where each begins.
        prices: (tables,) of a parameter.
        admitted: numbers of models that may be chosen from, ascending.
        unseen: (tables, numbers), filled.
        chosen: (tables,), filled.
    """
    margins = tables.copy()
    for row in margins:
        add_supersets(row)
    logarithms = np.log(np.maximum(tables, 1.0))
    full = (tables * logarithms - tables).sum(axis=1)
    best, found = np.full(len(tables), np.inf), np.full(len(tables), np.nan)
    fits, column = 0, 0
    for place in range(int(admitted[-1])):
        while place == admitted[column]:
            unseen[:, column] = found
            column += 1
        model = terms[starts[place] : starts[place + 1]]
        costs = prices * len(model)
        open_ = np.flatnonzero(costs - 2 * full < best)
        if len(open_) == 0:
            continue
        heights, expected = fit_batch(model, tables[open_], margins[open_])
        fits += len(open_)
        scores = costs[open_] - 2 * heights
        for row in np.flatnonzero(scores < best[open_]):
            table = open_[row]
            emptied = np.zeros(tables.shape[1], dtype=np.bool_)
            active = active_terms(model, margins[table], emptied)
            if standing(active, tables[table], emptied) == STANDS:
                best[table], found[table], chosen[table] = scores[row], expected[row], place
    unseen[:, column:] = found[:, None]
    return fits


def fit_batch(model: Whole, tables: Floats, margins: Floats) -> tuple[Floats, Floats]:
    """Fit one model to many tables by Newton's method.

    Args:
        model: its subsets, the empty one first.
        tables: (tables, 2^k).
        margins: (tables, 2^k) of the counts, summed over supersets.

    Returns:
        The log-likelihood without the constant of the counts, and the expected people on no list.
    """
    cells = np.arange(1, tables.shape[1])
    matrix = design(model, cells)
    squares = np.einsum("ci,cj->cij", matrix, matrix).reshape(len(cells), -1)
    counts = tables[:, 1:]
    idle = margins[:, model] == 0
    left = (idle @ matrix.T) == 0
    little = np.where(left, counts + 0.1, 0.0)
    right = (little * np.log(np.where(left, little, 1.0))) @ matrix
    theta = _step(little @ squares, right, idle)
    heights, means = _heights(theta, matrix, counts, left)
    for _ in range(60):
        slope = np.where(idle, 0.0, margins[:, model] - means @ matrix)
        step = _step(means @ squares, slope, idle)
        gain = (slope * step).sum(axis=1)
        length = np.ones(len(tables))
        for _halving in range(30):
            tried = theta + length[:, None] * step
            reached, fitted = _heights(tried, matrix, counts, left)
            worse = reached < heights - 1e-9
            if not worse.any():
                break
            length[worse] /= 2
        theta, heights, means = tried, reached, fitted
        if (gain < 1e-9).all():
            break
    return heights, np.exp(np.minimum(theta[:, 0], 700.0))


def _step(information: Floats, right: Floats, idle: NDArray[np.bool_]) -> Floats:
    """Solve for each table; parameters at minus infinity stay where they are."""
    many = right.shape[1]
    squares = information.reshape(-1, many, many) * ~idle[:, :, None] * ~idle[:, None, :]
    diagonal = np.arange(many)
    squares[:, diagonal, diagonal] += np.where(idle, 1.0, 1e-10)
    return np.asarray(np.linalg.solve(squares, np.where(idle, 0.0, right)[..., None])[..., 0])


def _heights(theta: Floats, matrix: Floats, counts: Floats, left: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    eta = np.minimum(theta @ matrix.T, 60.0)
    means = np.where(left, np.exp(eta), 0.0)
    return (np.where(left, counts * eta, 0.0) - means).sum(axis=1), means
