"""Pairs put together to persons, and drawn."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from tequio.engines.linkage.clustering import (
    LARGEST_GROUP,
    best_clusters,
    connected,
    drawn_clusters,
    grouped,
    pairs_to_complete,
    split_groups,
)

pytestmark = pytest.mark.engine
APART = np.array([False])


def _groups(size, odds):
    left, right = np.array([p[0] for p in odds]), np.array([p[1] for p in odds])
    return grouped(connected(size, left, right), left, right, np.array(list(odds.values()), dtype=float))


def _sets(clusters):
    return sorted(sorted(np.flatnonzero(clusters == c).tolist()) for c in set(clusters.tolist()))


@pytest.mark.parametrize(
    ("odds", "persons"),
    [
        ({(0, 1): 9.0, (1, 2): 9.0, (0, 2): 5.0}, [[0, 1, 2]]),
        ({(0, 1): 9.0, (1, 2): 4.0, (0, 2): -20.0}, [[0, 1], [2]]),  # a chain whose ends cannot be one
        ({(0, 1): -1.0, (1, 2): -1.0, (0, 2): -1.0}, [[0], [1], [2]]),
    ],
)
def test_a_chain_is_cut_where_its_ends_cannot_be_one(odds, persons):
    list_of = np.zeros(3, np.int64)
    assert _sets(best_clusters(_groups(3, odds), list_of, APART, 0.0, 12.0)) == persons


def test_a_list_that_counts_nobody_twice_has_one_record_in_a_person():
    list_of = np.array([0, 0, 1])
    groups = _groups(3, {(0, 2): 9.0, (1, 2): 8.0})
    assert _sets(best_clusters(groups, list_of, np.array([True, True]), 0.0, 12.0)) == [[0, 2], [1]]
    for drawn in drawn_clusters(groups, list_of, np.array([True, True]), np.arange(3), 200, 1):
        assert drawn[0] != drawn[1]


def test_draws_follow_the_product_of_odds():
    odds = {(0, 1): 1.0, (1, 2): 0.5, (0, 2): -0.5}
    drawn = drawn_clusters(_groups(3, odds), np.zeros(3, np.int64), APART, np.arange(3), 20_000, 7)
    seen = Counter(tuple(map(tuple, _sets(each))) for each in drawn)
    partitions = {
        labels: 2.0 ** sum(odds[a, b] for a, b in combinations(range(3), 2) if labels[a] == labels[b])
        for labels in [(0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1), (0, 1, 2)]
    }
    for labels, weight in partitions.items():
        key = tuple(map(tuple, _sets(np.array(labels))))
        assert seen[key] / 20_000 == pytest.approx(weight / sum(partitions.values()), abs=0.015)


def test_two_records_are_together_with_just_their_probability():
    drawn = drawn_clusters(
        _groups(2, {(0, 1): np.log2(3)}), np.zeros(2, np.int64), APART, np.arange(2), 20_000, 3
    )
    assert (drawn[:, 0] == drawn[:, 1]).mean() == pytest.approx(0.75, abs=0.012)


def test_pairs_within_a_group_that_nobody_compared_are_named():
    left, right = np.array([0, 1, 4]), np.array([1, 2, 5])
    one, other = pairs_to_complete(connected(6, left, right), left, right)
    assert list(zip(one.tolist(), other.tolist(), strict=True)) == [(0, 2)]


def test_a_group_too_large_is_split_and_what_nothing_splits_stands_alone():
    size = LARGEST_GROUP + 1
    left, right = np.arange(size - 1), np.arange(1, size)
    label = connected(size, left, right)
    odds = np.full(size - 1, 50.0)
    odds[200] = 3.0
    split, alone = split_groups(label, left, right, odds)
    assert (np.bincount(split).max(), alone) == (201, 0)
    split, alone = split_groups(label, left, right, np.full(size - 1, 50.0))
    assert (len(np.unique(split)), alone) == (size, size)
