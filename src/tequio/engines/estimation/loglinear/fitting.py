"""Maximum likelihood of one Poisson log-linear model on one incomplete table, by Newton's method.

The design matrix is never built. With subsets as integers, the linear predictor of a cell is the sum of the
parameters of its subsets, and every element of the information matrix is the sum of the fitted counts over
the supersets of a union: both are sums over a lattice, k 2^(k-1) additions each (Yates' algorithm).

Extended maximum likelihood (Fienberg and Rinaldo 2012; Chan, Silverman and Vincent 2021): a parameter whose
sufficient statistic is zero is minus infinity; it is taken out with the cells that it empties.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tequio.engines.estimation.compiled import compiled

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

MOST_STEPS = 60


@compiled
def add_subsets(values: Floats) -> None:
    """Make each cell the sum over its subsets, in place."""
    step = 1
    while step < len(values):
        for cell in range(len(values)):
            if cell & step:
                values[cell] += values[cell ^ step]
        step *= 2


@compiled
def add_supersets(values: Floats) -> None:
    """Make each cell the sum over its supersets, in place."""
    step = 1
    while step < len(values):
        for cell in range(len(values)):
            if not cell & step:
                values[cell] += values[cell | step]
        step *= 2


@compiled
def active_terms(terms: Whole, margins: Floats, emptied: NDArray[np.bool_]) -> Whole:
    """Keep the terms whose margin is not zero, and mark the cells that the others empty.

    Args:
        terms: subsets of the model.
        margins: (2^k,) of the counts, summed over supersets.
        emptied: (2^k,), changed in place; cell 0, which nobody sees, is always marked.
    """
    emptied[:] = False
    emptied[0] = True
    kept = np.empty(len(terms), dtype=np.int64)
    many = 0
    for term in terms:
        if margins[term] > 0:
            kept[many] = term
            many += 1
        else:
            for cell in range(len(emptied)):
                if cell & term == term:
                    emptied[cell] = True
    return kept[:many]


@compiled
def _means(theta: Floats, emptied: NDArray[np.bool_], counts: Floats, eta: Floats, means: Floats) -> float:
    """Fill the linear predictor and the fitted counts; give the log-likelihood without its constant."""
    eta[:] = theta
    add_subsets(eta)
    height = 0.0
    for cell in range(1, len(eta)):
        if emptied[cell]:
            means[cell] = 0.0
        else:
            means[cell] = np.exp(min(eta[cell], 60.0))
            height += counts[cell] * eta[cell] - means[cell]
    means[0] = 0.0
    return height


@compiled
def _solve(matrix: Floats, right: Floats) -> None:
    """Solve for a positive matrix by Cholesky, in place; a direction without information is left alone."""
    many = len(right)
    for i in range(many):
        for j in range(i + 1):
            total = matrix[i, j]
            for m in range(j):
                total -= matrix[i, m] * matrix[j, m]
            if i > j:
                matrix[i, j] = total / matrix[j, j] if matrix[j, j] > 0.0 else 0.0
            else:
                matrix[i, i] = np.sqrt(total) if total > 1e-11 * (1.0 + matrix[i, i]) else 0.0
    for i in range(many):
        total = right[i]
        for m in range(i):
            total -= matrix[i, m] * right[m]
        right[i] = total / matrix[i, i] if matrix[i, i] > 0.0 else 0.0
    for i in range(many - 1, -1, -1):
        total = right[i]
        for m in range(i + 1, many):
            total -= matrix[m, i] * right[m]
        right[i] = total / matrix[i, i] if matrix[i, i] > 0.0 else 0.0


@compiled
def climb(  # noqa: PLR0913, PLR0917  plain arrays, as compiled code takes them
    terms: Whole,
    counts: Floats,
    margins: Floats,
    emptied: NDArray[np.bool_],
    theta: Floats,
    needed: float,
) -> float:
    """Climb to the top of the likelihood, or until it is plain that the top lies lower than needed.

    Args:
        terms: active subsets of the model.
        counts: (2^k,) with 0 at cell 0.
        margins: (2^k,) of the counts, summed over supersets.
        emptied: (2^k,) cells that are left out.
        theta: (2^k,) where to start, changed in place; 0 at the subsets that are no terms.
        needed: a log-likelihood below which nobody is interested.

    Returns:
        The log-likelihood without the constant of the counts; where the climb was broken off, a number that
        it cannot reach.
    """
    many = len(terms)
    eta, means, tried = np.empty_like(theta), np.empty_like(theta), np.empty_like(theta)
    sums, step, matrix = np.empty_like(theta), np.empty(many), np.empty((many, many))
    height = _means(theta, emptied, counts, eta, means)
    for _ in range(MOST_STEPS):
        sums[:] = means
        add_supersets(sums)
        for i in range(many):
            step[i] = margins[terms[i]] - sums[terms[i]]
            for j in range(i + 1):
                matrix[i, j] = sums[terms[i] | terms[j]]
        slope = step.copy()
        _solve(matrix, step)
        gain = 0.0
        for i in range(many):
            gain += slope[i] * step[i]
        # Near the top the climb left is half the gain; four times as much is allowed for.
        if gain < 0.25 and height + 2.0 * gain < needed:
            return height + 2.0 * gain
        length, reached = 1.0, height
        for _halving in range(30):
            tried[:] = theta
            for i in range(many):
                tried[terms[i]] += length * step[i]
            reached = _means(tried, emptied, counts, eta, means)
            if reached >= height - 1e-9:
                break
            length /= 2.0
        theta[:] = tried
        height = reached
        if gain < 1e-9:
            break
    return height


@compiled
def first_guess(terms: Whole, counts: Floats, emptied: NDArray[np.bool_], theta: Floats) -> None:
    """Start where weighted least squares on the logarithms of the counts, each with a little added, would."""
    many = len(terms)
    weights, pulls = np.zeros_like(theta), np.zeros_like(theta)
    for cell in range(1, len(theta)):
        if not emptied[cell]:
            weights[cell] = counts[cell] + 0.1
            pulls[cell] = weights[cell] * np.log(weights[cell])
    add_supersets(weights)
    add_supersets(pulls)
    matrix, right = np.empty((many, many)), np.empty(many)
    for i in range(many):
        right[i] = pulls[terms[i]]
        for j in range(i + 1):
            matrix[i, j] = weights[terms[i] | terms[j]]
    _solve(matrix, right)
    theta[:] = 0.0
    for i in range(many):
        theta[terms[i]] = right[i]
