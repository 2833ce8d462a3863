"""Pairs -> persons, so that one person is one whole: average linkage, and Gibbs draws of what else may be.

Bare connected components make one person of a chain of records whose ends cannot be one. Here every pair within a
connected group is compared, also those that no blocking rule brought, and two clusters are joined by the mean of
the log odds over all their pairs; clusters that would hold two records of a list that counts nobody twice are
never joined. Sources: Sokal and Michener 1958 (average linkage); N. Bansal, A. Blum and S. Chawla,
"Correlation clustering", Machine Learning 56 (2004); R. Steorts, R. Hall and S. Fienberg, "A Bayesian approach to
graphical record linkage and deduplication", JASA 111 (2016) for drawing clusterings.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Longs = NDArray[np.int64]
Singles = NDArray[np.float32]
NEVER = -1e30
ALWAYS = 1e6  # log2 odds of what a person ruled; beyond any evidence of fields
LARGEST_GROUP = 400
_RISING = (-1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 10.0, 13.0, 16.0, 20.0, 25.0, 30.0, 40.0)
_UNSEEN = -8.0  # log2 odds of a pair in a group too large to be compared whole


@dataclass(frozen=True)
class Groups:
    """Connected groups of records, with the log2 odds of their pairs.

    Args:
        members: records, group after group.
        bounds: where each group begins in `members`, with the end, shape (groups + 1,).
        one: place in its group of each pair's one record, pairs in the order of their groups.
        other: of the other.
        odds: log2 odds of each pair.
        pair_bounds: where each group's pairs begin, with the end, shape (groups + 1,).
        large: how many groups are too large to be compared whole.
    """

    members: Longs
    bounds: Longs
    one: NDArray[np.int32]
    other: NDArray[np.int32]
    odds: Singles
    pair_bounds: Longs
    large: int


def split_groups(label: Longs, left: Longs, right: Longs, odds: NDArray[np.float64]) -> tuple[Longs, int]:
    """Split groups that are too large to be compared whole, by asking ever higher odds of their links.

    Returns:
        The group of each record, and how many records were in groups that nothing split, and stand alone now.
    """
    label = label.copy()
    size = len(label)
    for least in _RISING:
        large = np.bincount(label, minlength=size)[label] > LARGEST_GROUP
        if not large.any():
            return label, 0
        kept = large[left] & large[right] & (label[left] == label[right]) & (odds >= least)
        within = connected(size, left[kept], right[kept])
        label = np.unique(np.where(large, within + size, label), return_inverse=True)[1]
    large = np.bincount(label, minlength=size)[label] > LARGEST_GROUP
    label = np.unique(np.where(large, np.arange(size) + size, label), return_inverse=True)[1]
    return label, int(large.sum())


def connected(size: int, left: Longs, right: Longs) -> Longs:
    """Give the number of the connected group of each record."""
    links = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(size, size))
    return np.asarray(connected_components(links, directed=False)[1], dtype=np.int64)


def pairs_to_complete(label: Longs, left: Longs, right: Longs) -> tuple[Longs, Longs]:
    """Give the pairs within connected groups that were not compared yet.

    Args:
        label: group of each record.
        left: of the compared pairs.
        right: of the compared pairs.
    """
    order, bounds = _arranged(label)
    sizes = np.diff(bounds)
    size = len(label)
    wanted = [
        _all_pairs(order[bounds[group] : bounds[group + 1]], size)
        for group in np.flatnonzero((sizes > 2) & (sizes <= LARGEST_GROUP))
    ]
    if not wanted:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    missing = np.setdiff1d(np.concatenate(wanted), left * size + right)
    return missing // size, missing % size


def _all_pairs(members: Longs, size: int) -> Longs:
    members = np.sort(members)
    one, other = np.triu_indices(len(members), 1)
    return np.asarray(members[one] * size + members[other])


def _arranged(label: Longs) -> tuple[Longs, Longs]:
    order = np.argsort(label, kind="stable")
    arranged = label[order]
    edges = np.flatnonzero(arranged[1:] != arranged[:-1]) + 1
    return order, np.concatenate([[0], edges, [len(label)]]).astype(np.int64)


def grouped(label: Longs, left: Longs, right: Longs, odds: NDArray[np.float64]) -> Groups:
    """Arrange records and pairs by connected group; groups of one record are left out."""
    order, bounds = _arranged(label)
    sizes = np.diff(bounds)
    place = np.empty(len(label), dtype=np.int32)
    place[order] = np.arange(len(label)) - np.repeat(bounds[:-1], sizes)
    kept = sizes > 1
    number = np.full(len(sizes), -1, dtype=np.int64)
    number[kept] = np.arange(kept.sum())
    of_record = np.empty(len(label), dtype=np.int64)
    of_record[order] = np.repeat(np.arange(len(sizes)), sizes)
    group = number[of_record[left]]
    arranged = np.argsort(group, kind="stable")
    counts = np.bincount(group, minlength=int(kept.sum()))
    return Groups(
        members=order[np.repeat(kept, sizes)],
        bounds=np.concatenate([[0], np.cumsum(sizes[kept])]).astype(np.int64),
        one=place[left[arranged]],
        other=place[right[arranged]],
        odds=odds[arranged].astype(np.float32),
        pair_bounds=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        large=int((sizes > LARGEST_GROUP).sum()),
    )


@njit(nogil=True, cache=True)
def _matrix(one, other, odds, first, last, members, list_of, apart, unseen):  # type: ignore[no-untyped-def]
    size = members.shape[0]
    found = np.full((size, size), np.float32(unseen), dtype=np.float32)
    for at in range(first, last):
        found[one[at], other[at]] = odds[at]
        found[other[at], one[at]] = odds[at]
    for i in range(size):
        for k in range(size):
            if list_of[members[i]] == list_of[members[k]] and apart[list_of[members[i]]]:
                found[i, k] = np.float32(NEVER)
    return found


@njit(nogil=True, cache=True)
def _nearest(mean, alive, i):  # type: ignore[no-untyped-def]
    best, found = np.float32(NEVER / 2), -1
    for k in range(mean.shape[0]):
        if alive[k] and k != i and mean[i, k] > best:
            best, found = mean[i, k], k
    return found


@njit(nogil=True, cache=True)
def _average_linkage(odds, least, out):  # type: ignore[no-untyped-def]
    """Join the two clusters of highest mean log odds while it is above `least`; `out` gets cluster numbers."""
    size = odds.shape[0]
    mean = odds.copy()
    weight = np.ones(size, dtype=np.float32)
    alive = np.ones(size, dtype=np.bool_)
    for i in range(size):
        out[i] = i
    nearest = np.empty(size, dtype=np.int64)
    for i in range(size):
        nearest[i] = _nearest(mean, alive, i)
    while True:
        best, a = np.float32(least), -1
        for i in range(size):
            if alive[i] and nearest[i] >= 0 and mean[i, nearest[i]] > best:
                best, a = mean[i, nearest[i]], i
        if a < 0:
            return
        b = nearest[a]
        for k in range(size):
            if alive[k] and k != a and k != b:
                joined = (weight[a] * mean[a, k] + weight[b] * mean[b, k]) / (weight[a] + weight[b])
                mean[a, k] = joined
                mean[k, a] = joined
        weight[a] += weight[b]
        alive[b] = False
        for i in range(size):
            if out[i] == b:
                out[i] = a
            if alive[i]:
                if i == a or nearest[i] == a or nearest[i] == b:
                    nearest[i] = _nearest(mean, alive, i)
                elif nearest[i] >= 0 and mean[i, a] > mean[i, nearest[i]]:
                    nearest[i] = a


@njit(nogil=True, cache=True)
def _cluster_all(members, bounds, one, other, odds, pair_bounds, list_of, apart, least, unseen, cap, out):  # type: ignore[no-untyped-def]
    for group in range(bounds.shape[0] - 1):
        some = members[bounds[group] : bounds[group + 1]]
        found = _matrix(
            one, other, odds, pair_bounds[group], pair_bounds[group + 1], some, list_of, apart, unseen
        )
        for i in range(found.shape[0]):
            for k in range(found.shape[0]):
                if found[i, k] > NEVER / 2 and found[i, k] < ALWAYS:
                    found[i, k] = min(cap, max(-cap, found[i, k]))
        local = np.empty(some.shape[0], dtype=np.int64)
        _average_linkage(found, least, local)
        for i in range(some.shape[0]):
            out[some[i]] = some[local[i]]


def best_clusters(
    groups: Groups, list_of: Longs, one_each: NDArray[np.bool_], least: float, cap: float
) -> Longs:
    """Give each record the number of its cluster: the position of one of its records.

    Args:
        groups: with the odds of their pairs.
        list_of: number of each record's list, shape (records,).
        one_each: whether a list counts nobody twice, shape (lists,).
        least: log2 odds above which clusters are joined.
        cap: log2 odds beyond which a pair says no more.
    """
    out = np.arange(len(list_of), dtype=np.int64)
    _cluster_all(
        groups.members, groups.bounds, groups.one, groups.other, groups.odds, groups.pair_bounds,
        list_of, one_each, least, _UNSEEN, cap, out,
    )  # fmt: skip
    return out


@njit(nogil=True, cache=True)
def _gibbs(odds, state, sweeps):  # type: ignore[no-untyped-def]
    """Move one record after another to a cluster drawn from its conditional distribution, in place."""
    size = odds.shape[0]
    count = np.zeros(size, dtype=np.int64)
    for i in range(size):
        count[state[i]] += 1
    with_each = np.empty(size, dtype=np.float64)
    gain = np.empty(size, dtype=np.float64)
    for _ in range(sweeps):
        for i in range(size):
            with_each[:] = 0
            for k in range(size):
                if k != i:
                    with_each[state[k]] += odds[i, k]
            count[state[i]] -= 1
            most, empty = 0.0, False
            for c in range(size):
                if count[c] > 0:
                    gain[c] = with_each[c] if with_each[c] > NEVER / 2 else NEVER
                elif not empty:
                    gain[c], empty = 0.0, True
                else:
                    gain[c] = NEVER
                most = max(most, gain[c])
            sum_ = 0.0
            for c in range(size):
                gain[c] = 2.0 ** max(gain[c] - most, -1000.0) if gain[c] > NEVER / 2 else 0.0
                sum_ += gain[c]
            left = np.random.random() * sum_
            chosen = -1
            for c in range(size):
                if gain[c] > 0:
                    chosen = c
                    left -= gain[c]
                    if left <= 0:
                        break
            state[i] = chosen
            count[chosen] += 1


@njit(nogil=True, cache=True)
def _draw_all(  # type: ignore[no-untyped-def]
    members, bounds, one, other, odds, pair_bounds, list_of, apart, unseen, best, sweeps, seed, out
):
    np.random.seed(seed)
    for group in range(bounds.shape[0] - 1):
        some = members[bounds[group] : bounds[group + 1]]
        size = some.shape[0]
        found = _matrix(
            one, other, odds, pair_bounds[group], pair_bounds[group + 1], some, list_of, apart, unseen
        )
        state = np.empty(size, dtype=np.int64)
        for draw in range(out.shape[0]):
            for i in range(size):
                state[i] = i
                for k in range(i):
                    together = best[some[k]] == best[some[i]] and draw % 2 == 0
                    if together or found[i, k] >= ALWAYS:
                        state[i] = state[k]
                        break
            _gibbs(found, state, sweeps)
            first = np.full(size, -1, dtype=np.int64)
            for i in range(size):
                if first[state[i]] < 0:
                    first[state[i]] = some[i]
                out[draw, some[i]] = first[state[i]]


def drawn_clusters(
    groups: Groups,
    list_of: Longs,
    one_each: NDArray[np.bool_],
    best: Longs,
    draws: int,
    seed: int,
    sweeps: int = 30,
) -> Longs:
    """Draw clusterings from P(clustering) proportional to the product of the odds of all pairs that it puts together.

    Two records that nothing else touches are together with just their match probability; where records hang
    together, every draw is a whole clustering, and no list that counts nobody twice has two records in one
    cluster. Every second draw starts from the best clustering, the others from single records; each then makes
    `sweeps` Gibbs sweeps over its records.

    Returns:
        Cluster of each record in each draw: the position of its first record, shape (draws, records).
    """
    out = np.tile(np.arange(len(list_of), dtype=np.int64), (draws, 1))
    if draws:
        _draw_all(
            groups.members, groups.bounds, groups.one, groups.other, groups.odds, groups.pair_bounds,
            list_of, one_each, _UNSEEN, best, sweeps, seed, out,
        )  # fmt: skip
    return out
