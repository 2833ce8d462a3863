"""Whether chains agree, and how many independent draws they are worth.

Rank-normalised split R-hat, bulk and tail effective sample size: Vehtari, Gelman, Simpson, Carpenter &
Bürkner 2021, Bayesian Analysis 16(2):667; initial monotone sequence: Geyer 1992, Statistical Science
7(4):473.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri
from scipy.stats import rankdata

Floats = npt.NDArray[np.float64]

_FEWEST_DRAWS = 8  # of a chain; halves of fewer than four say nothing


@dataclass(frozen=True, slots=True)
class Convergence:
    """What chains say of themselves.

    Args:
        r_hat: rank-normalised split R-hat, the larger of location and spread; 1 where all agree.
        bulk: effective draws for the middle of the distribution.
        tail: effective draws for its 5 % and 95 % points, the smaller.
    """

    r_hat: float
    bulk: float
    tail: float


def assess_chains(chains: Floats) -> Convergence:
    """Say whether chains agree.

    Args:
        chains: (M, D) draws of one quantity, a chain a row, burn-in left out.

    Raises:
        ValueError: there are fewer than two chains or eight draws.
    """
    if chains.ndim != 2 or chains.shape[0] < 2 or chains.shape[1] < _FEWEST_DRAWS:
        raise ValueError("R-hat needs two chains or more, of eight draws or more.")
    halves = _halved(chains)
    if np.ptp(halves) == 0:
        return Convergence(1.0, float(halves.size), float(halves.size))
    ranked = _normal_ranks(halves)
    folded = _normal_ranks(np.abs(halves - np.median(halves)))
    r_hat = max(_r_hat(ranked), _r_hat(folded))
    tails = [
        effective_draws((halves <= point).astype(float))
        for point in np.quantile(halves, [0.05, 0.95], method="inverted_cdf")
    ]
    return Convergence(r_hat, effective_draws(ranked), min(tails))


def effective_draws(chains: Floats) -> float:
    """Give how many independent draws have the same error of the mean.

    Args:
        chains: (M, D) draws, split already where drift is to be seen.
    """
    number, length = chains.shape
    centred = chains - chains.mean(axis=1, keepdims=True)
    size = 1 << (2 * length - 1).bit_length()
    spectrum = np.fft.rfft(centred, size, axis=1)
    covariance = np.fft.irfft(spectrum * spectrum.conj(), size, axis=1)[:, :length] / length
    within = covariance[:, 0].mean() * length / (length - 1)
    pooled = within * (length - 1) / length + chains.mean(axis=1).var(ddof=1)
    if within <= 0 or pooled <= 0:
        return float(number * length)
    correlation = 1 - (within - covariance.mean(axis=0) * length / (length - 1)) / pooled
    correlation[0] = 1.0
    pairs = correlation[: length // 2 * 2].reshape(-1, 2).sum(axis=1)
    ends = np.flatnonzero(pairs <= 0)
    positive = pairs[: ends[0]] if ends.size else pairs
    time = -1 + 2 * float(np.minimum.accumulate(positive).sum())
    # Antithetic chains may be worth more than their draws; the paper's cap keeps that within reason.
    return float(number * length / max(time, 1 / np.log10(number * length)))


def _halved(chains: Floats) -> Floats:
    half = chains.shape[1] // 2
    return np.vstack([chains[:, :half], chains[:, -half:]]).astype(float)


def _normal_ranks(chains: Floats) -> Floats:
    ranks = rankdata(chains, method="average").reshape(chains.shape)
    scores: Floats = ndtri((ranks - 0.375) / (chains.size + 0.25))
    return scores


def _r_hat(chains: Floats) -> float:
    length = chains.shape[1]
    within = chains.var(axis=1, ddof=1).mean()
    between = length * chains.mean(axis=1).var(ddof=1)
    if within <= 0:
        return float("inf") if between > 0 else 1.0
    return float(np.sqrt((length - 1) / length + between / within / length))
