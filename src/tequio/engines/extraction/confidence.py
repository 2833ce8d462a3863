"""How sure a finding is: a logistic regression over readable features of the grammar.

The weights lie in `confidence.json`, written by `python benchmarks/train_confidence.py`. A feature is a
word such as "cue=en.commit" or "subject=actor"; one that the model has not seen counts nothing. The prior
of the cue, written in the policy list, enters as its log-odds, so that a cue too rare to be learned keeps
what its author thought of it.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources

__all__ = ["estimate", "log_odds"]

_LEAST, _MOST = 0.05, 0.98  # nothing that a machine proposes is given as certain


def log_odds(probability: float) -> float:
    """Turn a probability into log-odds."""
    return math.log(probability / (1 - probability))


@cache
def _model() -> tuple[float, float, dict[str, float]]:
    """Load (intercept, weight of the prior, weights of the features)."""
    file = resources.files("tequio.engines.extraction").joinpath("confidence.json")
    model = json.loads(file.read_text(encoding="utf-8"))
    return (
        float(model["intercept"]),
        float(model["prior"]),
        {str(k): float(v) for k, v in model["weights"].items()},
    )


def estimate(features: tuple[str, ...], prior: float) -> float:
    """Estimate the probability that a careful reader agrees with a finding.

    Args:
        features: of the finding, e.g. ("cue=en.commit", "subject=actor").
        prior: the cue's own, from 0 to 1, exclusive.

    Returns:
        A probability between 0.05 and 0.98, with two decimals.
    """
    intercept, of_prior, weights = _model()
    score = intercept + of_prior * log_odds(prior) + sum(weights.get(feature, 0.0) for feature in features)
    return round(min(_MOST, max(_LEAST, 1 / (1 + math.exp(-score)))), 2)
