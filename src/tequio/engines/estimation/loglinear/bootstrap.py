"""Bias-corrected and accelerated intervals in which every resampled table selects its model anew.

Silverman, B. W., Chan, L. and Vincent, K. (2024), "Bootstrapping multiple systems estimates to account for
model selection", Statistics and Computing 34, 44. The interval itself: Efron, B. (1987), "Better bootstrap
confidence intervals", Journal of the American Statistical Association 82(397).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from tequio.engines.estimation.loglinear.fitting import Floats

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Interval:
    """A BCa interval and what it was corrected by.

    Args:
        low: lower limit.
        high: upper limit.
        bias: z0, the normal quantile of the share of replicates below the estimate.
        acceleration: by the jackknife.
        lost: replicates on which no model stood.
    """

    low: float
    high: float
    bias: float
    acceleration: float
    lost: int


def resampled(counts: Floats, replicates: int, seed: int) -> Floats:
    """Draw as many people as there are, with replacement, so many times.

    Args:
        counts: (2^k,) with 0 at cell 0.
        replicates: how many tables.
        seed: of the draws.

    Returns:
        (replicates, 2^k).
    """
    n = int(counts.sum())
    random = np.random.default_rng(seed)
    return random.multinomial(n, counts / n, size=replicates).astype(np.float64)


def without_one(counts: Floats) -> Floats:
    """Give the table with one person fewer, for each cell that has any: (cells with people, 2^k)."""
    cells = np.flatnonzero(counts > 0)
    tables = np.tile(counts, (len(cells), 1))
    tables[np.arange(len(cells)), cells] -= 1
    return tables


def accelerated(left_out: Floats, people: Floats) -> float:
    """Give the acceleration from the estimates without one person of each cell, weighed by its people."""
    known = np.isfinite(left_out)
    weights, values = people[known], left_out[known]
    if len(values) == 0:
        return 0.0
    away = np.average(values, weights=weights) - values
    spread = float(np.sum(weights * away**2))
    return float(np.sum(weights * away**3)) / (6 * spread**1.5) if spread > 0 else 0.0


def bca(estimate: float, replicates: Floats, acceleration: float, level: float) -> Interval:
    """Give the interval.

    Args:
        estimate: from the table itself.
        replicates: from the resampled tables; those that are not numbers are left out.
        acceleration: from `accelerated`.
        level: between 0 and 1.
    """
    known = replicates[np.isfinite(replicates)]
    lost = len(replicates) - len(known)
    if len(known) == 0:
        return Interval(estimate, np.inf, 0.0, acceleration, lost)
    # A resampled table like the table itself gives the estimate but for rounding: that is not below it.
    share = np.mean(known < estimate - _ROUNDING * abs(estimate))
    below = np.clip(share, 0.5 / len(known), 1 - 0.5 / len(known))
    bias = float(ndtri(below))
    ends = np.array([(1 - level) / 2, (1 + level) / 2])
    low, high = np.quantile(known, _moved(ends, bias, acceleration))
    return Interval(float(low), float(high), bias, acceleration, lost)


def corrected(replicates: Floats, interval: Interval) -> Floats:
    """Give draws whose quantiles are the BCa limits of every level: Efron's confidence distribution.

    The replicates themselves lie off the estimate by their bias, so that to mix or add them would move it.

    Args:
        replicates: from the resampled tables; those that are not numbers are left out.
        interval: from `bca`, of the same replicates.

    Returns:
        As many draws as there are replicates that are numbers, ascending.
    """
    known = replicates[np.isfinite(replicates)]
    if len(known) == 0:
        return known
    shares = (np.arange(len(known)) + 0.5) / len(known)
    return np.asarray(np.quantile(known, _moved(shares, interval.bias, interval.acceleration)))


def _moved(shares: Floats, bias: float, acceleration: float) -> Floats:
    """Give the share of the replicates that stands for each share of the confidence distribution."""
    away: NDArray[np.float64] = bias + ndtri(shares)
    slowed = 1 - acceleration * away
    # Beyond the pole the correction has no meaning; there the outermost replicate stands.
    ends = np.where(slowed > 0, bias + away / np.where(slowed > 0, slowed, 1.0), np.sign(away) * np.inf)
    return np.asarray(ndtr(ends))
