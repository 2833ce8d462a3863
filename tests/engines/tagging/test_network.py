"""The training of the network: its gradients agree with differences, and it learns what can be learned."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from benchmarks import tagging_network

from tequio.engines.tagging.convolution import batch, forward, prepared
from tequio.engines.tagging.reading import read

pytestmark = pytest.mark.engine


@pytest.fixture
def _without_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DROPPED_WORDS", "DROPPED_INPUT", "DROPPED_SUMMARY", "SMOOTHING"):
        monkeypatch.setattr(tagging_network, name, 0.0)


@pytest.mark.usefixtures("_without_chance")
def test_gradients_agree_with_differences() -> None:
    learning = tagging_network._Training(known=6, classes=3, seed=1)
    learning.member = {name: value.astype(np.float64) for name, value in learning.member.items()}
    given = batch([[2, 3, 4, 5], [5, 2]], [[1, 1, 2, 1], [1, 2]])
    truth = np.array([0, 2])

    def loss() -> float:
        scores = forward(prepared(learning.member), given)
        grown = np.exp(scores - scores.max(axis=1, keepdims=True))
        return float(-np.log(grown / grown.sum(axis=1, keepdims=True))[np.arange(2), truth].mean())

    gradients = learning.gradients(given, truth)
    random = np.random.default_rng(0)
    for name, gradient in gradients.items():
        for at in random.integers(0, gradient.size, 6):
            value = learning.member[name].reshape(-1)
            before = value[at]
            value[at] = before + 1e-5
            higher = loss()
            value[at] = before - 1e-5
            lower = loss()
            value[at] = before
            assert gradient.reshape(-1)[at] == pytest.approx((higher - lower) / 2e-5, abs=1e-4), name


def test_a_network_learns_the_governing_verb(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, size in (("WIDTH", 16), ("HIDDEN", 16), ("BATCH", 8)):
        monkeypatch.setattr(tagging_network, name, size)
    verbs = {0: "continue", 1: "consider", 2: "ratify"}
    readings = [
        read(f"{verb} the {thing} of {place}", "en")
        for verb in verbs.values()
        for thing in ("treaty", "law", "report", "prison", "school")
        for place in ("women", "children", "courts", "towns")
    ] * 8
    truth = np.array([number for number in verbs for _ in range(20)] * 8)
    trained = tagging_network.train_network(readings, truth, ("2", "3", "5"), members=1)
    unseen = [read(f"{verb} the protocol of judges", "en") for verb in verbs.values()]
    assert trained.probabilities(unseen).argmax(axis=1).tolist() == [0, 1, 2]
