"""Whether the weights hold on questions that they were not chosen on: for `bench_retrieval.py`."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from statistics import fmean

from retrieval_sets import DIRECTIONS, Scored

from tequio.engines.retrieval.ranking import Weights

FOLDS = 5
WORDS = (0.2, 0.3, 0.45)
CONCEPTS = (0.1, 0.2, 0.3)
GRID = tuple(Weights(words=words, concepts=concepts) for words, concepts in product(WORDS, CONCEPTS))


def cross_validated(scored: Mapping[Weights, Scored]) -> Scored:
    """Choose the weights for each fold of questions on the others, and put together what each then scores.

    Args:
        scored: what each choice of weights scores on all questions.
    """
    names = sorted(next(iter(scored.values())).ndcg["mixed"])
    directions = (*DIRECTIONS, "mixed")
    gained: dict[str, dict[str, float]] = {direction: {} for direction in directions}
    recalled: dict[str, dict[str, float]] = {direction: {} for direction in directions}
    for fold in range(FOLDS):
        held = set(names[fold::FOLDS])
        others = set(names) - held

        def on_others(one: Weights, others: set[str] = others) -> float:
            return fmean(scored[one].mean(direction, others) for direction in directions)

        best = max(scored, key=on_others)
        for direction in directions:
            for question in held & scored[best].ndcg[direction].keys():
                gained[direction][question] = scored[best].ndcg[direction][question]
                recalled[direction][question] = scored[best].recall[direction][question]
    return Scored(gained, recalled)
