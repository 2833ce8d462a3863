"""What a pair's probability is when each record has one partner at most."""

from itertools import combinations

import numpy as np
import pytest

from tequio.engines.linkage.matching import Matching, prior_of

pytestmark = pytest.mark.engine


def _enumerated(left, right, odds):
    """Give the share of each pair over all matchings, each as likely as the product of its odds."""
    total, each = 0.0, np.zeros(len(odds))
    for number in range(len(odds) + 1):
        for some in map(list, combinations(range(len(odds)), number)):
            if len({left[k] for k in some}) == number == len({right[k] for k in some}):
                weight = float(np.prod(np.exp2([odds[k] for k in some])))
                total += weight
                each[some] += weight
    return each / total


@pytest.mark.parametrize(
    ("left", "right", "odds"),
    [
        ([0, 1], [2, 3], [1.0, -2.0]),
        ([0, 0], [2, 3], [4.0, 3.0]),
        ([0, 0, 1], [2, 3, 3], [2.0, 1.0, 5.0]),
        ([0, 0, 1, 1], [3, 4, 4, 5], [2.0, 0.0, 0.0, -3.0]),
    ],
)
def test_probabilities_are_those_of_all_matchings_where_pairs_make_no_ring(left, right, odds):
    found = Matching(np.array(left), np.array(right), 6).probability(np.array(odds))
    assert found == pytest.approx(_enumerated(left, right, odds), abs=1e-4)


def test_probabilities_are_near_those_of_all_matchings_in_a_ring():
    left, right, odds = [0, 0, 1, 1], [2, 3, 2, 3], [3.0, 1.0, 0.0, 4.0]
    found = Matching(np.array(left), np.array(right), 4).probability(np.array(odds))
    assert found == pytest.approx(_enumerated(left, right, odds), abs=0.05)


def test_a_record_is_never_expected_to_have_more_than_one_partner():
    random = np.random.default_rng(3)
    left, right = random.integers(0, 20, 200), random.integers(20, 40, 200)
    both = np.unique(np.column_stack([left, right]), axis=0)
    found = Matching(both[:, 0], both[:, 1], 40).probability(random.normal(5, 30, len(both)))
    assert np.isfinite(found).all()
    assert np.bincount(both[:, 0], found).max() <= 1 + 1e-3
    assert np.bincount(both[:, 1], found, 40).max() <= 1 + 1e-3


def test_no_pairs_have_no_probabilities():
    nothing = np.empty(0, dtype=np.int64)
    assert len(Matching(nothing, nothing, 4).probability(np.empty(0))) == 0


@pytest.mark.parametrize(
    ("links", "first", "second", "odds"),
    [(0.0, 10, 10, 0.5 / 100), (2500.0, 5000, 5000, 2500 / 2500**2), (5000.0, 5000, 5000, 5000 / 250**2)],
)
def test_the_prior_is_of_records_without_a_partner(links, first, second, odds):
    assert prior_of(links, first, second) == pytest.approx(np.log2(odds))
