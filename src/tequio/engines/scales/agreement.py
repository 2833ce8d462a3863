"""How far assessors agree beyond chance: weighted kappa for two, Krippendorff's alpha for any number.

Disagreement is counted and shown, never averaged away; a coefficient without its number of items and its
interval says little, so both come with it. No verbal grades ("moderate", "substantial") are given: they
are conventions that shift with the number of categories and the weights (Warrens 2013).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from math import sqrt
from statistics import NormalDist

from tequio.engines.scales.errors import AgreementIsUndefined


class Weights(StrEnum):
    """How much a disagreement by several steps counts against one by a single step."""

    NONE = "none"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


class Metric(StrEnum):
    """What kind of difference two values have, for alpha."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement of two assessors.

    Args:
        kappa: 1 for perfect agreement, 0 for what chance alone gives, negative for less.
        low: lower end of its confidence interval, at least -1.
        high: upper end, at most 1.
        observed: weighted share of agreement seen, from 0 to 1.
        expected: the share that chance gives with these two assessors' habits.
        items: how many items both rated.
        table: (first's value, second's value) -> how many items.
        weights: how disagreements were weighted.
        level: confidence level of the interval.
    """

    kappa: float
    low: float
    high: float
    observed: float
    expected: float
    items: int
    table: Mapping[tuple[str, str], int]
    weights: Weights
    level: float


@dataclass(frozen=True, slots=True)
class Alpha:
    """Agreement of any number of assessors, with gaps.

    Args:
        alpha: 1 for perfect agreement, 0 for what chance alone gives, negative for less.
        items: how many items had at least two ratings; others say nothing of agreement.
        ratings: how many ratings these items had in all.
        metric: what kind of difference was counted.
    """

    alpha: float
    items: int
    ratings: int
    metric: Metric


def _credit(distance: int, steps: int, weights: Weights) -> float:
    """Give the credit for two values so many steps apart: 1 for the same value, 0 for the ends."""
    if weights is Weights.NONE:
        return float(distance == 0)
    share = distance / steps
    return 1 - (share if weights is Weights.LINEAR else share * share)


def _check_categories(used: set[str], categories: Sequence[str]) -> None:
    if len(set(categories)) != len(categories) or len(categories) < 2:
        raise AgreementIsUndefined("Agreement needs a scale of at least two different values.")
    unknown = sorted(used - set(categories))
    if unknown:
        raise AgreementIsUndefined(
            f"{', '.join(unknown)} is not in the order of the scale; leave such ratings out and say how many."
        )


def _standard_error(
    table: Mapping[tuple[str, str], int],
    items: int,
    credit: Mapping[tuple[str, str], float],
    kappa: float,
    expected: float,
) -> float:
    """Give the large-sample standard error of kappa (Fleiss, Cohen and Everitt 1969)."""
    # The mean credit of each value under the habit of the other assessor.
    values = {a for a, _ in credit}
    row = {a: sum(n * credit[a, b] for (_, b), n in table.items()) / items for a in values}
    column = {b: sum(n * credit[a, b] for (a, _), n in table.items()) / items for b in values}
    spread = sum(
        count / items * (credit[a, b] - (row[a] + column[b]) * (1 - kappa)) ** 2
        for (a, b), count in table.items()
    )
    centre = kappa - expected * (1 - kappa)
    return sqrt(max(spread - centre**2, 0) / items) / (1 - expected)


def weighted_kappa(
    pairs: Sequence[tuple[str, str]],
    categories: Sequence[str],
    weights: Weights = Weights.LINEAR,
    level: float = 0.95,
) -> Kappa:
    """Count the agreement of two assessors who rated the same items.

    Cohen (1968), Psychological Bulletin 70(4), 213–220; unweighted: Cohen (1960), Educational and
    Psychological Measurement 20(1), 37–46. Credits 1 - d/(k-1) (linear) and 1 - (d/(k-1))² (quadratic;
    Fleiss and Cohen 1973) for k values. The interval is the large-sample one of Fleiss, Cohen and
    Everitt (1969), Psychological Bulletin 72(5), 323–327; with few items (some 30) take it as rough.

    Args:
        pairs: (first assessor's value, second's value) for each item that both rated.
        categories: all values of the scale in order, used or not; k enters the weights.
        weights: none, linear or quadratic.
        level: confidence level, between 0 and 1.

    Raises:
        AgreementIsUndefined: for fewer than two items, a value outside `categories`, ratings that are
            all one value, or a level that is none.
    """
    if len(pairs) < 2:
        raise AgreementIsUndefined("Agreement needs at least two items that both assessors rated.")
    if not 0 < level < 1:
        raise AgreementIsUndefined("A confidence level lies between 0 and 1.")
    _check_categories({value for pair in pairs for value in pair}, categories)
    place = {category: index for index, category in enumerate(categories)}
    steps, items = len(categories) - 1, len(pairs)
    table = Counter(pairs)
    first = Counter(pair[0] for pair in pairs)
    second = Counter(pair[1] for pair in pairs)
    credit = {
        (a, b): _credit(abs(place[a] - place[b]), steps, weights) for a, b in product(categories, repeat=2)
    }
    observed = sum(count * credit[pair] for pair, count in table.items()) / items
    expected = sum(first[a] * second[b] * credit[a, b] for a, b in credit) / items**2
    if expected >= 1:
        raise AgreementIsUndefined(
            "Both assessors gave every item the same one value: there is no variation to agree on."
        )
    kappa = (observed - expected) / (1 - expected)
    error = _standard_error(table, items, credit, kappa, expected)
    reach = NormalDist().inv_cdf((1 + level) / 2) * error
    low, high = max(kappa - reach, -1.0), min(kappa + reach, 1.0)
    return Kappa(kappa, low, high, observed, expected, items, dict(table), weights, level)


def _differences(counts: Sequence[int], metric: Metric) -> list[list[float]]:
    """Give the squared difference of every two values, by their places in the order."""
    size = len(counts)
    squared = [[0.0] * size for _ in range(size)]
    for a in range(size):
        for b in range(a + 1, size):
            if metric is Metric.NOMINAL:
                difference = 1.0
            elif metric is Metric.INTERVAL:
                difference = float(b - a)
            else:  # as many ratings as lie from the one value to the other, the ends counted half
                difference = sum(counts[a : b + 1]) - (counts[a] + counts[b]) / 2
            squared[a][b] = squared[b][a] = difference * difference
    return squared


def krippendorff_alpha(
    items: Mapping[Hashable, Sequence[str]], categories: Sequence[str], metric: Metric = Metric.ORDINAL
) -> Alpha:
    """Count the agreement of any number of assessors, each of whom may have rated some items only.

    Krippendorff (2011), Computing Krippendorff's alpha-reliability, University of Pennsylvania. With the
    nominal metric and complete data it is Fleiss' kappa (1971) corrected for small samples:
    alpha = 1 - (1 - kappa) (N - 1) / N for N ratings, so that coefficient has no function of its own.

    Args:
        items: item -> the values it was given, one for each assessor who rated it.
        categories: all values of the scale in order, used or not; one step apart for the interval metric.
        metric: nominal, ordinal or interval.

    Raises:
        AgreementIsUndefined: for fewer than two items with two ratings, a value outside `categories`,
            or ratings that are all one value.
    """
    rated = [values for values in items.values() if len(values) > 1]
    if len(rated) < 2:
        raise AgreementIsUndefined("Agreement needs at least two items that two assessors or more rated.")
    _check_categories({value for values in rated for value in values}, categories)
    place = {category: index for index, category in enumerate(categories)}
    counts = [0] * len(categories)
    for values in rated:
        for value in values:
            counts[place[value]] += 1
    total = sum(counts)
    squared = _differences(counts, metric)
    size = range(len(categories))
    expected = sum(counts[a] * counts[b] * squared[a][b] for a in size for b in size) / (total - 1)
    if expected == 0:
        raise AgreementIsUndefined("Every rating is the same one value: there is no variation to agree on.")
    observed = 0.0
    for values in rated:
        within = Counter(place[value] for value in values)
        pairs = sum(within[a] * within[b] * squared[a][b] for a in within for b in within)
        observed += pairs / (len(values) - 1)
    return Alpha(1 - observed / expected, len(rated), total, metric)
