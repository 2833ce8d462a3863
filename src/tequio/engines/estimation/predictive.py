"""Posterior predictive check: could a model that is right have given a table that looks as this one?

Gelman, Meng & Stern 1996, Statistica Sinica 6:733; the discrepancy is Freeman & Tukey's, which sparse cells
do not upset (Annals of Mathematical Statistics 21:607).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tequio.engines.estimation.results import Check
from tequio.engines.estimation.wording import saying

NAME = "predictive"
LEAST = 0.05
"""Below this share of replicates that fit worse, the model is held not to describe the table."""


def predictive_check(
    chances: NDArray[np.float64], counts: NDArray[np.int64], random: np.random.Generator
) -> Check:
    """Compare the observed cells with tables that the model would give.

    Args:
        chances: (draws, cells) probability of each history among the observed, one row a draw.
        counts: (cells,) people observed with each.
        random: from which the replicates come.

    Returns:
        A pass, or a warning, with the share of replicates that lie farther from the model than the table
        does.
    """
    share = predictive_share(chances, counts, random)
    fits = share >= LEAST
    key = "predictive_fits" if fits else "predictive_does_not_fit"
    return Check(NAME, "pass" if fits else "warn", saying(key, share=f"{share:.2f}"))


def predictive_share(
    chances: NDArray[np.float64], counts: NDArray[np.int64], random: np.random.Generator
) -> float:
    """Give the share of replicates that lie farther from their model than the table does (p-value)."""
    people = int(counts.sum())
    expected = people * chances
    replicates = random.multinomial(people, chances)
    of_table = _discrepancy(np.broadcast_to(counts, expected.shape), expected)
    of_replicate = _discrepancy(replicates, expected)
    return float(np.mean(of_replicate >= of_table))


def _discrepancy(counts: NDArray[np.int64], expected: NDArray[np.float64]) -> NDArray[np.float64]:
    distance: NDArray[np.float64] = ((np.sqrt(counts) - np.sqrt(expected)) ** 2).sum(axis=1)
    return distance
