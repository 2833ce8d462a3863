"""Latent classes: exact where the answer is, the same compiled and plain, silent where chains disagree."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from scipy.special import betaln, digamma, gammaln, polygamma

from tequio.engines.estimation import (
    CaptureTable,
    ChainsDisagree,
    LatentClassSettings,
    MethodDoesNotApply,
    SettingIsWrong,
    latent_classes,
    of_full,
    run_latent_classes,
)
from tequio.engines.estimation.convergence import Convergence
from tequio.engines.estimation.gibbs import _log_beta as log_beta
from tequio.engines.estimation.gibbs import _stretch as stretch
from tequio.engines.estimation.latent_classes import Mode, cell_probabilities, modes_saying
from tequio.engines.estimation.latent_classes import _agree_well as agree_well
from tequio.engines.estimation.latent_classes import _are_hopeless as are_hopeless
from tequio.engines.estimation.latent_classes import _elsewhere as elsewhere
from tequio.engines.estimation.latent_classes import _modes as modes_of
from tequio.engines.estimation.latent_classes import _peaks as peaks_of

pytestmark = pytest.mark.engine

# Made up; in the order 100, 010, 110, 001, 101, 011, 111.
THREE = of_full(("A", "B", "C"), [20, 30, 14, 11, 9, 12, 6])
SHORT = LatentClassSettings(most_sweeps=4_000, scouts=0)


def exact_quantiles(table, shares):
    """Quantiles of everybody where all are alike: p(N) ~ 1/N, and each list's chance integrated out."""
    everybody = np.arange(table.n, 20 * table.n, dtype=float)
    logs = gammaln(everybody + 1) - gammaln(everybody - table.n + 1) - np.log(everybody)
    for size in table.sizes:
        logs += betaln(size + 1, everybody - size + 1)
    chances = np.exp(logs - logs.max()).cumsum()
    return [everybody[np.searchsorted(chances, share * chances[-1])] for share in shares]


@pytest.mark.parametrize("moves", [0, 10])
def test_one_class_has_the_exact_posterior(moves):
    settings = LatentClassSettings(classes=1, most_sweeps=20_000, moves=moves, scouts=0)
    run = run_latent_classes(THREE, seed=3, settings=settings)
    shares = (0.1, 0.5, 0.9)
    found = np.quantile(run.draws, shares)
    assert found == pytest.approx(exact_quantiles(THREE, shares), rel=0.02)


def test_moves_change_the_speed_and_not_the_answer():
    plain, moved = (
        run_latent_classes(
            THREE, seed=5, settings=LatentClassSettings(most_sweeps=20_000, moves=moves, scouts=0)
        )
        for moves in (0, 10)
    )
    shares = (0.1, 0.5, 0.9)
    assert np.quantile(plain.draws, shares) == pytest.approx(np.quantile(moved.draws, shares), rel=0.04)


@pytest.mark.parametrize(("first", "second"), [(2.0, 3.0), (1.0, 0.01), (40.0, 0.001)])
def test_sticks_are_right_where_they_are_almost_whole(first, second):
    random = np.random.default_rng(4)
    drawn = np.array([log_beta(first, second, random) for _ in range(20_000)])
    expected = digamma([first, second]) - digamma(first + second)
    error = np.sqrt(polygamma(1, [first, second]) / len(drawn))
    assert (np.abs(drawn.mean(axis=0) - expected) < 5 * error + 1e-9).all()


@pytest.mark.parametrize(("at", "step"), [(0, 0.3), (1, -0.7), (2, 1.1)])
def test_a_stretched_share_carries_its_jacobian(at, step):
    shares = np.array([0.5, 0.3, 0.15, 0.05])

    def moved(free):
        logs = np.log(np.append(free, 1 - free.sum()))
        stretch(logs, at, step)
        assert np.exp(logs).sum() == pytest.approx(1)
        return np.exp(logs)[:-1]

    small = 1e-6
    columns = [(moved(shares[:-1] + d) - moved(shares[:-1] - d)) / (2 * small) for d in np.eye(3) * small]
    expected = np.log(abs(np.linalg.det(np.array(columns))))
    assert stretch(np.log(shares), at, step) == pytest.approx(expected, rel=1e-5)


def test_a_share_that_is_almost_all_or_nearly_nothing_for_good_is_not_stretched():
    logs = np.log([1 - 1e-9, 1e-9])
    assert stretch(logs, 0, 1.0) == -np.inf
    assert logs == pytest.approx(np.log([1 - 1e-9, 1e-9]))


GOOD, SLOW, APART = Convergence(1.004, 900, 800), Convergence(1.02, 300, 300), Convergence(1.6, 7, 20)


@pytest.mark.parametrize(
    ("looks", "sweeps", "enough"),
    [
        ([GOOD], 5_000, False),
        ([GOOD, GOOD], 10_000, True),
        ([GOOD, SLOW], 10_000, False),
        ([SLOW, GOOD], 10_000, False),
        ([SLOW, SLOW, GOOD], 20_000, True),
        ([Convergence(1.004, 900, 300)] * 2, 10_000, False),
    ],
)
def test_an_early_stop_needs_two_good_looks(looks, sweeps, enough):
    assert agree_well(looks, sweeps) == enough


@pytest.mark.parametrize(
    ("looks", "sweeps", "hopeless"),
    [([APART, APART], 10_000, False), ([APART, APART], 40_000, True), ([APART, SLOW], 40_000, False)],
)
def test_chains_far_apart_are_given_up_late_and_only_after_two_looks(looks, sweeps, hopeless):
    assert are_hopeless(looks, sweeps) == hopeless


def test_a_run_stops_as_soon_as_its_chains_agree_and_says_after_how_many_sweeps():
    result = latent_classes(THREE, seed=1, settings=LatentClassSettings(scouts=0))
    assert 10_000 <= result.settings["sweeps"] < result.settings["most_sweeps"]
    assert result.details["r_hat"] <= 1.01
    assert min(result.details["bulk"], result.details["tail"]) >= 400


def test_the_same_seed_gives_the_same_draws():
    first, again = (run_latent_classes(THREE, seed=8, settings=SHORT) for _ in range(2))
    assert (first.draws == again.draws).all()
    assert not (first.draws == run_latent_classes(THREE, seed=9, settings=SHORT).draws).all()


def test_the_plain_path_draws_the_same_numbers():
    program = (
        "import json, numpy as np\n"
        "from tequio.engines.estimation.gibbs import run_chain\n"
        "state = np.full((5, 3), 0.3); state[3] = np.log([0.5, 0.3, 0.2]); state[4, 0] = 1\n"
        "cells = np.array([[1., 0, 0], [0, 1, 0], [1, 1, 0], [1, 1, 1]])\n"
        "random = np.random.default_rng(1)\n"
        "prior = np.array([1, 1, .25, .25])\n"
        "kept, states = run_chain(cells, np.array([9, 7, 4, 3]), state, prior, 60, 1, 5, random)\n"
        "print(json.dumps([kept.tolist(), states.sum()]))"
    )
    drawn = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", program],
                env={**os.environ, "NUMBA_DISABLE_JIT": disabled},
                capture_output=True,
                check=True,
                text=True,
            ).stdout
        )
        for disabled in ("0", "1")
    ]
    assert drawn[0][0] == drawn[1][0]
    assert drawn[0][1] == pytest.approx(drawn[1][1], rel=1e-9)


def test_a_figure_comes_with_its_checks():
    result = latent_classes(THREE, seed=1, settings=LatentClassSettings(most_sweeps=20_000))
    assert result.interval[0] <= result.estimate <= result.interval[1]
    assert result.interval[0] >= THREE.n
    assert [check.name for check in result.checks] == ["convergence", "modes", "predictive"]
    assert result.details["r_hat"] <= 1.05


def test_chains_that_disagree_give_no_figure_and_say_where_they_sit():
    # Two worlds that hardly share anybody: the sampler of the paper does not get from one to the other.
    table = of_full(("A", "B", "C", "D"), [900, 20, 3, 900, 2, 40, 1, 30, 2, 400, 1, 4, 1, 2, 60])
    settings = LatentClassSettings(most_sweeps=400, moves=0, scouts=0)
    with pytest.raises(ChainsDisagree) as raised:
        latent_classes(table, seed=1, settings=settings)
    for language, words in (("es", "no hay cifra"), ("en", "there is no figure")):
        said = raised.value.say(language)
        assert words in said
        assert said.endswith(".")


@pytest.mark.parametrize(
    ("spreads", "chains"),
    [
        ([(100, 5)] * 4, [(0, 1, 2, 3)]),
        ([(100, 5), (300, 5), (100, 5), (300, 5)], [(0, 2), (1, 3)]),
        ([(100, 5), (300, 5), (200, 5), (100, 5)], [(0, 3), (2,), (1,)]),
    ],
)
def test_chains_are_grouped_by_where_they_sit(spreads, chains):
    random = np.random.default_rng(1)
    draws = np.array([random.normal(at, spread, 400).round() for at, spread in spreads]).astype(np.int64)
    assert [mode.chains for mode in modes_of(draws, 0.95)] == chains


def test_scouts_inside_the_interval_are_no_other_place():
    random = np.random.default_rng(2)
    draws = random.normal(1000, 50, (4, 500)).round().astype(np.int64)
    scouts = np.array([random.normal(at, 10, 200) for at in (1000, 400)]).round().astype(np.int64)
    (found,) = elsewhere(scouts, draws, 0.95)
    assert found.estimate == pytest.approx(400, abs=3)


@pytest.mark.parametrize(("places", "peaks"), [((1000,), 1), ((1000, 3000), 2), ((1000, 1100), 1)])
def test_peaks_need_a_valley_between_them(places, peaks):
    random = np.random.default_rng(3)
    draws = np.concatenate([random.normal(at, 60, 3000) for at in places]).round().astype(np.int64)
    found = peaks_of(draws)
    assert len(found) == peaks
    assert sum(share for _, share in found) == pytest.approx(1)


def test_several_places_are_said_one_after_another():
    modes = (Mode(10.0, (5.0, 20.0), (0,), 0.25), Mode(90.0, (50.0, 120.0), (1, 2, 3), 0.75))
    assert (
        modes_saying(modes).say("en")
        == "1 of the chains around 10 (5 to 20); 3 of the chains around 90 (50 to 120)"
    )


def test_probabilities_of_the_cells_are_of_the_observed():
    state = np.zeros((1, 4, 1))
    state[0, :2, 0] = 0.5, 0.25
    state[0, 2, 0] = 0.0  # the logarithm of a share of all
    cells = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    assert cell_probabilities(state, cells)[0] == pytest.approx([0.6, 0.2, 0.2])


@pytest.mark.parametrize(
    "changes",
    [
        {"chains": 3},
        {"classes": 0},
        {"alpha_rate": 0.0},
        {"beta_on": -1.0},
        {"moves": -1},
        {"most_sweeps": 10},
    ],
    ids=str,
)
def test_settings_out_of_bounds_are_refused(changes):
    with pytest.raises(SettingIsWrong):
        LatentClassSettings(**changes)


def test_two_lists_tell_nothing_of_classes():
    two = CaptureTable(("A", "B"), np.array([[1, 0], [0, 1], [1, 1]], np.int8), np.array([5, 6, 7]))
    with pytest.raises(MethodDoesNotApply):
        latent_classes(two, seed=1)
