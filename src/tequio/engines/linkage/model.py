"""The model of Fellegi and Sunter, learned without labels.

A pair's fields are compared to levels; each level has a share among matches (m) and among others (u). u is seen in
pairs drawn at random, almost all of which are no match; m and the share of matches are found by EM over the
candidate pairs. Where a level means that a value is shared, u of the level gives way to how frequent that value
is. Sources: I. P. Fellegi and A. B. Sunter, "A theory for record linkage", JASA 64 (1969); W. E. Winkler,
"Using the EM algorithm for weight computation in the Fellegi–Sunter model", 1988, and "Frequency-based
matching", 2000.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tequio.engines.linkage.types import Levels, Outcome, Reals, Weights

_STEPS = 60
_SETTLED = 1e-5
_PRIOR_MATCHES = 20.0  # pairs that the supposed shares of matches weigh as much as
_LEAST_CALIBRATED = 200
_FAR = 20.0
_PULL = 100.0
_HIGHEST = 40.0  # of a weight in one comparison, in bits


@dataclass(frozen=True)
class Compared:
    """What comparing pairs found.

    Args:
        levels: shape (pairs, comparisons); 0 is missing.
        chances: log2 of the chance that the shared value is shared by accident, shape (pairs, comparisons).
    """

    levels: Levels
    chances: NDArray[np.float32]

    def some(self, where: NDArray[np.int64]) -> Compared:
        """Give some of the pairs."""
        return Compared(self.levels[where], self.chances[where])


@dataclass(frozen=True)
class Model:
    """What was learned.

    Args:
        names: of the comparisons.
        outcomes: of each comparison.
        by_chance: levels of each comparison whose u is how frequent the shared value is.
        match: m of each comparison and level; entry 0 is 1.
        other: u.
        prior: log2 odds that two records taken at random are one person.
        settled: whether EM came to rest.
        steps: that it took.
    """

    names: tuple[str, ...]
    outcomes: tuple[tuple[Outcome, ...], ...]
    by_chance: tuple[tuple[int, ...], ...]
    match: tuple[Reals, ...]
    other: tuple[Reals, ...]
    prior: float
    settled: bool
    steps: int

    def weights(self, compared: Compared) -> NDArray[np.float32]:
        """Give the log2 Bayes factor of each pair and comparison, shape (pairs, comparisons)."""
        found = np.empty(compared.levels.shape, dtype=np.float32)
        for column in range(len(self.names)):
            base, takes = self._table(column)
            level = compared.levels[:, column]
            found[:, column] = base[level] - np.where(takes[level], compared.chances[:, column], 0)
        return np.clip(found, -_HIGHEST, _HIGHEST, out=found)

    def _table(self, column: int) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        takes = np.zeros(len(self.outcomes[column]), dtype=np.bool_)
        takes[list(self.by_chance[column])] = True
        base = np.log2(self.match[column]) - np.where(takes, 0, np.log2(self.other[column]))
        return base.astype(np.float32), takes

    def odds(self, weights: NDArray[np.float32]) -> Reals:
        """Give the log2 odds of pairs that they are one person."""
        return np.asarray(self.prior + weights.sum(axis=1, dtype=np.float64))

    def learned(self) -> tuple[Weights, ...]:
        """Give what was learned, as the pairs carry it."""
        return tuple(
            Weights(*each) for each in zip(self.names, self.outcomes, self.match, self.other, strict=True)
        )


def probability(odds: Reals) -> Reals:
    """Turn log2 odds into probabilities."""
    return np.asarray(1 / (1 + np.exp2(-np.clip(odds, -60, 60))))


def learn(
    names: Sequence[str],
    outcomes: Sequence[Sequence[Outcome]],
    by_chance: Sequence[Sequence[int]],
    among: Compared,
    shared: float,
    at_random: Compared,
    pairs: float,
) -> Model:
    """Learn m, u and the share of matches.

    Args:
        names: of the comparisons.
        outcomes: of each.
        by_chance: levels of each that take the frequency of the shared value.
        among: candidate pairs, or a sample of them.
        shared: how many candidate pairs each pair of the sample stands for.
        at_random: pairs drawn from all possible ones.
        pairs: how many pairs are possible.
    """
    start = [np.array([each.start for each in some]) for some in outcomes]
    state = Model(
        tuple(names),
        tuple(tuple(some) for some in outcomes),
        tuple(tuple(some) for some in by_chance),
        tuple(start),
        _shares(at_random.levels, np.ones(len(at_random.levels)), outcomes),
        float(np.log2(max(1.0, len(among.levels) * shared * 0.05) / pairs)),
        False,
        0,
    )
    for step in range(1, _STEPS + 1):
        state, moved = _step(state, among, shared, at_random, pairs, start)
        if moved < _SETTLED:
            return _replaced(state, settled=True, steps=step)
    return _replaced(state, steps=_STEPS)


def refined(model: Model, together: Compared, links: float, pairs: float) -> Model:
    """Learn m and the prior anew from the pairs that a clustering puts together.

    Blocking keeps the pairs of one person that agree in little out of EM, so that it takes true matches to agree
    more often than they do, and to be fewer than they are; whole clusters bring those pairs back.

    Args:
        model: from EM.
        together: pairs within clusters, or a sample of them.
        links: how many pairs the clusters hold.
        pairs: how many pairs are possible.
    """
    likely = np.ones(len(together.levels))
    return relearned(model, together, likely, float(np.log2(max(links, 0.5) / pairs)))


def relearned(model: Model, compared: Compared, likely: Reals, prior: float) -> Model:
    """Learn m anew from pairs, each by how probable it is, and take over a prior.

    Args:
        model: as it was.
        compared: pairs.
        likely: probability of each, shape (pairs,).
        prior: log2 odds.
    """
    match = []
    for column, some in enumerate(model.outcomes):
        supposed = np.array([each.start for each in some])
        counted = np.bincount(compared.levels[:, column], likely, len(some))[: len(some)].astype(np.float64)
        counted[0] = supposed[0] = 0
        share = counted + supposed / supposed.sum() * _PRIOR_MATCHES
        share /= share.sum()
        share[0] = 1
        match.append(share)
    return _replaced(model, match=tuple(match), prior=prior)


def calibrated(odds: Reals, together: NDArray[np.bool_]) -> tuple[float, float]:
    """Learn how odds of pairs become those that clusters bear out: log2 odds a + b × odds, by logistic regression.

    Where a person has many records, what the other records say is a test of what a pair's own fields say.

    Args:
        odds: log2 odds of pairs from their own fields, shape (pairs,).
        together: whether the clustering has them together.

    Returns:
        a and b; 0 and 1 where there is too little to learn from. Source: J. Platt, "Probabilistic outputs for
        support vector machines", 1999.
    """
    if len(odds) < _LEAST_CALIBRATED or together.all() or not together.any():
        return 0.0, 1.0
    x = np.column_stack([np.ones(len(odds)), np.clip(odds, -_FAR, _FAR)])
    beta = np.array([0.0, 1.0])
    # Pulled towards the odds as they are, so that a few pairs do not turn them round.
    pull = np.diag([1.0, _PULL])
    for _ in range(50):
        likely = probability(x @ beta)
        slope = likely * (1 - likely) * np.log(2)
        gradient = x.T @ (together - likely) - pull @ (beta - np.array([0.0, 1.0]))
        step = np.linalg.solve(x.T @ (x * slope[:, None]) + pull, gradient)
        beta = beta + np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-6:
            break
    return float(beta[0]), float(max(0.05, beta[1]))


def _replaced(state: Model, **changes: object) -> Model:
    return Model(**{**state.__dict__, **changes})


def _step(
    state: Model, among: Compared, shared: float, at_random: Compared, pairs: float, start: Sequence[Reals]
) -> tuple[Model, float]:
    likely = probability(state.odds(state.weights(among)))
    matches = float(likely.sum()) * shared
    match = []
    for column, supposed in enumerate(start):
        counted = np.bincount(among.levels[:, column], likely, len(supposed))[: len(supposed)] * shared
        counted[0] = 0
        prior = supposed / supposed[1:].sum() * _PRIOR_MATCHES
        prior[0] = 0
        share = (counted + prior) / (counted.sum() + _PRIOR_MATCHES)
        share[0] = 1
        match.append(share)
    # Pairs drawn at random hold a few matches, in small lists even many: those do not count for u.
    unlikely = 1 - probability(state.odds(state.weights(at_random)))
    other = _shares(at_random.levels, unlikely, state.outcomes)
    prior = float(np.log2(np.clip(matches, 0.5, pairs * 0.5) / pairs))
    moved = max(float(np.abs(new - old).max()) for new, old in zip(match, state.match, strict=True))
    moved = max(moved, abs(prior - state.prior) * 0.1)
    return _replaced(state, match=tuple(match), other=other, prior=prior), moved


def _shares(levels: Levels, weights: Reals, outcomes: Sequence[Sequence[Outcome]]) -> tuple[Reals, ...]:
    found = []
    for column, some in enumerate(outcomes):
        counted = np.bincount(levels[:, column], weights, len(some))[: len(some)].astype(np.float64)
        counted[0] = 0
        counted[1:] += 0.25
        share = counted / counted.sum()
        share[0] = 1
        found.append(share)
    return tuple(found)
