"""Exact Bayesian averaging over all decomposable graphs of 3 to 7 lists (Madigan and York 1997).

Given a graph and the number of people on no list, the probability of the whole table has a closed form: a
ratio of Dirichlet integrals over cliques and separators (Dawid and Lauritzen 1993). Graphs have equal prior
weight, each cell of the table the prior weight delta, and N the prior 1/N. Nothing is simulated.

Madigan, D. and York, J. C. (1997), "Bayesian methods for estimation of the size of a closed population",
Biometrika 84(1), 19-31.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import process_time

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

from tequio.engines.estimation.compiled import COMPILES, compiled
from tequio.engines.estimation.errors import MethodDoesNotApply, SettingIsWrong
from tequio.engines.estimation.graphs import DecomposableGraphs, decomposable_graphs, pairs
from tequio.engines.estimation.results import Check, MethodResult
from tequio.engines.estimation.table import CaptureTable
from tequio.engines.estimation.wording import saying

LEAST_LISTS, MOST_LISTS = 3, 7
REACH = 30
"""Unless asked otherwise, up to this many people are on no list for each one who is on some."""
_NEGLIGIBLE = 40.0
"""A graph whose best point lies e^40 below the best of all is left out: they weigh below 1e-7 together."""
_COARSE = 64
_AT_THE_END = 0.001
_MOST_COMPLETE = 0.05
"""Weight of the graph that joins all lists, above which it is warned that the prior speaks."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Unseen:
    """For how many people on no list the posterior is worked out.

    Args:
        first: (points,) smallest number of each run of numbers.
        last: (points,) largest; the probability at `middle` stands for each number of the run.
        middle: (points,) where it is worked out.
    """

    first: Floats
    last: Floats
    middle: Floats


def unseen_up_to(most: int) -> Unseen:
    """Cover all numbers from 0 to the largest: one by one at first, then in runs.

    A run is a quarter of the square root of its place long: a quarter of the standard deviation that the
    number of people on no list has even if the chance of being on none were known, so that sums over runs are
    those over numbers.
    """
    first = [0]
    while first[-1] <= most:
        first.append(first[-1] + max(1, int(first[-1] ** 0.5 / 4)))
    starts = np.array(first[:-1], dtype=np.float64)
    ends = np.minimum(np.array(first[1:], dtype=np.float64) - 1, most)
    return Unseen(starts, ends, (starts + ends) / 2)


def average_graphs(  # noqa: PLR0913  each is a setting that a statistician changes
    table: CaptureTable,
    *,
    delta: float | None = None,
    most_unseen: int | None = None,
    unseen: ArrayLike | None = None,
    level: float = 0.95,
    draws: int = 4000,
    seed: int = 0,
) -> MethodResult:
    """Average over all decomposable graphs.

    Args:
        table: of 3 to 7 lists.
        delta: prior people in each of the 2^k cells, 1 / 2^k unless told.
        most_unseen: the largest number of people on no list, 30 for each listed one unless told.
        unseen: instead, the very numbers of people on no list that are possible, each with the prior 1/N.
        level: of the interval, between equal tails.
        draws: how many draws from the posterior to return.
        seed: of the draws; the figures themselves need no random numbers.

    Returns:
        The posterior median and interval. `details` has "points" and "posterior" (of N), "edges" (pair of
        lists -> probability that they are joined), "graphs" (the likeliest, as pairs, with their
        probability).

    Raises:
        MethodDoesNotApply: there are fewer than 3 lists or more than 7.
        SettingIsWrong: delta, the range or the level is out of bounds.
    """
    began = process_time()
    if not LEAST_LISTS <= table.k <= MOST_LISTS:
        raise MethodDoesNotApply("needs_lists", least=LEAST_LISTS, most=MOST_LISTS, lists=table.k)
    weight = 2.0**-table.k if delta is None else float(delta)
    if not 0 < weight < np.inf:
        raise SettingIsWrong("setting_wrong", name="delta", value=delta, expected="> 0")
    if not 0 < level < 1:
        raise SettingIsWrong("setting_wrong", name="level", value=level, expected="0 – 1")
    points = _points(table, most_unseen, unseen)
    graphs = decomposable_graphs(table.k)
    of_graphs, of_points = _posterior(graphs, _subset_terms(table, weight, points.middle), table.n, points)
    tails = [0.5, (1 - level) / 2, (1 + level) / 2]
    median, low, high = (_quantile(points, of_points, share) + table.n for share in tails)
    return MethodResult(
        name="decomposable",
        estimate=median,
        interval=(low, high),
        level=level,
        assumption=saying("graphs_assumption"),
        checks=_checks(table, points, of_points, _weight_of_the_complete(graphs, of_graphs)),
        settings={
            "delta": weight,
            "unseen": [int(points.first[0]), int(points.last[-1])],
            "points": len(points.middle),
            "draws": draws,
            "seed": seed,
        },
        seconds=process_time() - began,
        draws=_draws(points, of_points, draws, seed) + table.n,
        details=_details(table, graphs, of_graphs, points, of_points),
    )


def _points(table: CaptureTable, most_unseen: int | None, unseen: ArrayLike | None) -> Unseen:
    if unseen is None:
        most = REACH * table.n if most_unseen is None else most_unseen
        if most < 1:
            raise SettingIsWrong("setting_wrong", name="most_unseen", value=most, expected="≥ 1")
        return unseen_up_to(most)
    numbers = np.unique(np.asarray(unseen, dtype=np.float64))
    if numbers.size < 2 or numbers[0] < 0 or (numbers != np.rint(numbers)).any():
        raise SettingIsWrong("setting_wrong", name="unseen", value=str(unseen)[:60], expected="0, 1, 2, …")
    return Unseen(numbers, numbers, numbers)


def _subset_terms(table: CaptureTable, delta: float, unseen: Floats) -> Floats:
    """Give (2^k, points): the logarithm of each subset's Dirichlet integral at each number of unseen people.

    Only the cell of those on none of the subset's lists changes with the number of unseen people, so each
    subset costs one row, whatever the number of graphs that hold it.
    """
    k, whole = table.k, delta * 2**table.k
    full = np.concatenate([[0], table.full()])
    cells = np.arange(2**k)
    terms = np.zeros((2**k, len(unseen)))
    all_people = gammaln(whole) - gammaln(table.n + unseen + whole)
    for subset in range(1, 2**k):
        margin = np.bincount(cells & subset, weights=full, minlength=2**k)
        seen = np.unique(cells & subset)[1:]
        prior = delta * 2 ** (k - subset.bit_count())
        fixed = float(np.sum(gammaln(margin[seen] + prior))) - 2 ** subset.bit_count() * gammaln(prior)
        terms[subset] = fixed + gammaln(margin[0] + unseen + prior) + all_people
    return terms


def _posterior(graphs: DecomposableGraphs, terms: Floats, n: int, points: Unseen) -> tuple[Floats, Floats]:
    """Give the probability of each graph and that of each run of numbers."""
    unseen = points.middle
    ways = gammaln(n + unseen + 1) - gammaln(unseen + 1)
    common = ways - np.log(n + unseen) + np.log(points.last - points.first + 1)
    kept, best = _likely(graphs, terms, common)
    of_graphs, of_points = np.zeros(len(graphs)), np.zeros(len(unseen))
    if COMPILES:
        _sum_up(kept, graphs.starts, graphs.subsets, graphs.times, terms, common - best, of_graphs, of_points)
    else:
        _sum_up_in_blocks(kept, graphs, terms, common - best, of_graphs, of_points)
    return of_graphs / of_graphs.sum(), of_points / of_points.sum()


def _likely(graphs: DecomposableGraphs, terms: Floats, common: Floats) -> tuple[NDArray[np.int64], float]:
    """Pick the graphs that can weigh anything, and give the highest point of all.

    With few graphs none is left out. With many, each curve, which has one peak, is followed to it.
    """
    if len(graphs) < 1000:
        coarse = np.arange(len(common))
    else:
        coarse = np.unique(np.linspace(0, len(common) - 1, _COARSE).astype(np.int64))
    heights = np.empty((len(graphs), len(coarse)))
    for first in range(0, len(graphs), 20_000):
        last = min(first + 20_000, len(graphs))
        heights[first:last] = graphs.dense(first, last) @ terms[:, coarse] + common[coarse]
    peaks = heights.max(axis=1)
    if len(coarse) == len(common):
        return np.arange(len(graphs)), float(peaks.max())
    at = heights.argmax(axis=1)
    left, right = coarse[np.maximum(at - 1, 0)], coarse[np.minimum(at + 1, len(coarse) - 1)]
    peaks = np.maximum(peaks, _climbed(graphs, np.ascontiguousarray(terms.T), common, left, right))
    best = float(peaks.max())
    return np.flatnonzero(peaks > best - _NEGLIGIBLE), best


def _climbed(
    graphs: DecomposableGraphs,
    by_point: Floats,
    common: Floats,
    left: NDArray[np.int64],
    right: NDArray[np.int64],
) -> Floats:
    """Give the height of each graph's peak between two points, by halving the way between them."""
    low, high = left.copy(), right.copy()
    while (high > low).any():
        middle = (low + high) // 2
        beyond = np.minimum(middle + 1, high)
        rises = _heights(graphs, by_point, common, beyond) > _heights(graphs, by_point, common, middle)
        low, high = np.where(rises, beyond, low), np.where(rises, high, middle)
    return _heights(graphs, by_point, common, low)


def _heights(graphs: DecomposableGraphs, by_point: Floats, common: Floats, at: NDArray[np.int64]) -> Floats:
    """Give each graph's logarithm at a point of its own."""
    where = np.repeat(at, np.diff(graphs.starts))
    values = graphs.times * by_point[where, graphs.subsets]
    return np.add.reduceat(values, graphs.starts[:-1]) + common[at]


@compiled
def _sum_up(  # noqa: PLR0913, PLR0917  plain arrays, as compiled code takes them
    kept: NDArray[np.int64],
    starts: NDArray[np.int64],
    subsets: NDArray[np.uint8],
    times: NDArray[np.int8],
    terms: Floats,
    common: Floats,
    of_graphs: Floats,
    of_points: Floats,
) -> None:
    """Add each graph's weight at each point to the sums by graph and by point, changed in place."""
    here = np.empty(len(common))
    for graph in kept:
        here[:] = common
        for term in range(starts[graph], starts[graph + 1]):
            row, factor = terms[subsets[term]], float(times[term])
            for point in range(len(here)):
                here[point] += factor * row[point]
        total = 0.0
        for point in range(len(here)):
            if here[point] > -60.0:
                weight = np.exp(here[point])
                total += weight
                of_points[point] += weight
        of_graphs[graph] = total


def _sum_up_in_blocks(  # noqa: PLR0913, PLR0917  the same as `_sum_up`
    kept: NDArray[np.int64],
    graphs: DecomposableGraphs,
    terms: Floats,
    common: Floats,
    of_graphs: Floats,
    of_points: Floats,
) -> None:
    for block in np.array_split(kept, max(1, len(kept) * len(common) // 4_000_000)):
        weights = np.exp(_matrix(graphs, block) @ terms + common)
        of_graphs[block] = weights.sum(axis=1)
        of_points += weights.sum(axis=0)


def _matrix(graphs: DecomposableGraphs, chosen: NDArray[np.int64]) -> Floats:
    rows = [graphs.dense(graph, graph + 1) for graph in chosen]
    return np.vstack(rows)


def _quantile(points: Unseen, of_points: Floats, share: float) -> float:
    """Give the smallest number at or below which the share lies, evenly spread over a run."""
    sums = of_points.cumsum()
    at = min(int(np.searchsorted(sums, share * sums[-1])), len(sums) - 1)
    before = sums[at] - of_points[at]
    length = points.last[at] - points.first[at] + 1
    inside = np.ceil((share * sums[-1] - before) / of_points[at] * length) - 1
    return float(points.first[at] + min(max(inside, 0), length - 1))


def _draws(points: Unseen, of_points: Floats, many: int, seed: int) -> Floats:
    random = np.random.default_rng(seed)
    runs = random.choice(len(of_points), size=many, p=of_points)
    first, last = points.first[runs].astype(np.int64), points.last[runs].astype(np.int64)
    return random.integers(first, last + 1).astype(np.float64)


def _checks(table: CaptureTable, points: Unseen, of_points: Floats, complete: float) -> tuple[Check, ...]:
    """Look whether the range of N cuts the posterior, how much the prior says, which pairs share nobody."""
    tail = float(of_points[points.middle > 0.95 * points.last[-1]].sum())
    most = int(points.last[-1]) + table.n
    cut = Check("range", "warn", saying("range_cut", most=most, percent=100 * tail))
    whole = Check("range", "pass", saying("range_whole", most=most))
    weighed = saying("graph_complete", percent=100 * complete)
    prior = (
        Check("prior", "warn", weighed)
        if complete > _MOST_COMPLETE
        else Check("prior", "pass", saying("graph_not_complete"))
    )
    return (cut if tail > _AT_THE_END else whole, prior, overlap_check(table))


def _weight_of_the_complete(graphs: DecomposableGraphs, of_graphs: Floats) -> float:
    """Give the weight of the graph that joins all lists: it fits any number of unseen people equally well."""
    return float(of_graphs[graphs.adjacency().all(axis=1)].sum())


def overlap_check(table: CaptureTable) -> Check:
    """Look which pairs of lists have nobody in common: about them the table says little."""
    seen = table.histories.astype(np.int64)
    both = seen.T @ (seen * table.counts[:, None])
    apart = [f"{table.lists[a]}–{table.lists[b]}" for a, b in pairs(table.k) if both[a, b] == 0]
    if apart:
        return Check("overlap", "warn", saying("overlap_none", pairs=", ".join(apart)))
    return Check("overlap", "pass", saying("overlap_each"))


def _details(
    table: CaptureTable, graphs: DecomposableGraphs, of_graphs: Floats, points: Unseen, of_points: Floats
) -> dict[str, object]:
    names = [(table.lists[a], table.lists[b]) for a, b in pairs(table.k)]
    joined = graphs.adjacency()
    likeliest = np.argsort(-of_graphs, kind="stable")[:10]
    return {
        "points": points.middle + table.n,
        "posterior": of_points,
        "edges": dict(zip(names, (of_graphs @ joined).tolist(), strict=True)),
        "graphs": [(_edges(names, joined[graph]), float(of_graphs[graph])) for graph in likeliest],
    }


def _edges(names: Sequence[tuple[str, str]], joined: NDArray[np.bool_]) -> tuple[tuple[str, str], ...]:
    return tuple(name for name, is_joined in zip(names, joined, strict=True) if is_joined)
