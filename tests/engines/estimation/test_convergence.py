"""R-hat and effective draws, on chains of which the answer is known."""

import numpy as np
import pytest

from tequio.engines.estimation.convergence import assess_chains, effective_draws

pytestmark = pytest.mark.engine


def autoregressive(correlation, chains=4, length=4000, seed=1):
    random = np.random.default_rng(seed)
    draws = np.zeros((chains, length))
    draws[:, 0] = random.standard_normal(chains)
    for at in range(1, length):
        noise = random.standard_normal(chains) * (1 - correlation**2) ** 0.5
        draws[:, at] = correlation * draws[:, at - 1] + noise
    return draws


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.9])
def test_effective_draws_are_those_of_theory(correlation):
    draws = autoregressive(correlation)
    expected = draws.size * (1 - correlation) / (1 + correlation)
    assert effective_draws(draws) == pytest.approx(expected, rel=0.2)
    found = assess_chains(draws)
    assert found.bulk == pytest.approx(expected, rel=0.2)
    assert found.r_hat < 1.02


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda draws: draws + np.array([[0.0], [0.0], [0.0], [3.0]]), id="one chain elsewhere"),
        pytest.param(lambda draws: draws * np.array([[1.0], [1.0], [1.0], [6.0]]), id="one chain wider"),
        pytest.param(lambda draws: draws + np.linspace(0, 4, draws.shape[1]), id="all drift"),
    ],
)
def test_chains_that_disagree_are_seen(change):
    assert assess_chains(change(autoregressive(0.2))).r_hat > 1.05


def test_only_ranks_count():
    draws = autoregressive(0.3)
    assert assess_chains(np.exp(3 * draws)).bulk == pytest.approx(assess_chains(draws).bulk)


def test_chains_that_never_move_agree():
    assert assess_chains(np.ones((4, 100))).r_hat == 1


@pytest.mark.parametrize("shape", [(1, 100), (4, 7)])
def test_too_few_draws_are_refused(shape):
    with pytest.raises(ValueError, match="R-hat"):
        assess_chains(np.ones(shape))
