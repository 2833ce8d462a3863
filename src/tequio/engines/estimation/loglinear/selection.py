"""The best model by BIC or AIC on a table, and on many tables at once, where most fits can be spared."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tequio.engines.estimation.compiled import COMPILES, compiled
from tequio.engines.estimation.loglinear.batches import select_in_batches
from tequio.engines.estimation.loglinear.existence import STANDS, standing
from tequio.engines.estimation.loglinear.fitting import (
    Floats,
    Whole,
    active_terms,
    add_supersets,
    climb,
    first_guess,
)
from tequio.engines.estimation.loglinear.models import HierarchicalModels

Criterion = Literal["bic", "aic"]


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """All models fitted to one table, the best first; those that do not stand come last, in the same order.

    Args:
        models: that were compared.
        order: (models,) places in `models`.
        verdicts: (models,) whether each stands, in this order.
        heights: (models,) log-likelihood without the constant of the counts.
        scores: (models,) criterion without the constant of the counts.
        unseen: (models,) expected people on no list.
        parameters: (models,) how many, those at minus infinity too.
        theta: (models, 2^k) estimates, from which other tables start.
        penalty: what a parameter costs.
    """

    models: HierarchicalModels
    order: Whole
    verdicts: Whole
    heights: Floats
    scores: Floats
    unseen: Floats
    parameters: Whole
    theta: Floats
    penalty: float

    @property
    def standing(self) -> int:
        """How many models stand."""
        return int((self.verdicts == STANDS).sum())

    def name(self, rank: int) -> str:
        """Name the model at a rank, from 0."""
        return self.models.name(int(self.models.chosen[self.order[rank]]))


def penalty(criterion: Criterion, n: int) -> float:
    """Give what a parameter costs: the logarithm of how many people were seen, or 2.

    The people are the observations, not the cells (Silverman, Chan and Vincent 2024, section 2), and a
    parameter that is estimated at minus infinity counts as any other.
    """
    return log(n) if criterion == "bic" else 2.0


def packed(models: HierarchicalModels) -> tuple[Whole, Whole]:
    """Give the terms of all models one after another, and where each begins."""
    terms = [models.terms(int(chosen)) for chosen in models.chosen]
    starts = np.cumsum([0, *map(len, terms)], dtype=np.int64)
    return np.concatenate([np.array(each, dtype=np.int64) for each in terms]), starts


def rank_models(models: HierarchicalModels, counts: Floats, criterion: Criterion) -> Ranking:
    """Fit every model to one table, check each, and rank them.

    Args:
        models: to compare.
        counts: (2^k,) with 0 at cell 0.
        criterion: "bic" or "aic".
    """
    terms, starts = packed(models)
    heights, theta = np.empty(len(models)), np.zeros((len(models), len(counts)))
    verdicts = np.empty(len(models), dtype=np.int64)
    _fit_all(terms, starts, counts, heights, theta, verdicts)
    parameters = np.diff(starts)
    price = penalty(criterion, int(counts.sum()))
    scores = price * parameters - 2 * heights
    order = np.lexsort((models.chosen, scores, verdicts != STANDS))
    return Ranking(
        models,
        order,
        verdicts[order],
        heights[order],
        scores[order],
        np.exp(np.minimum(theta[order, 0], 700)),
        parameters[order],
        theta[order],
        price,
    )


@compiled
def _fit_all(  # noqa: PLR0913, PLR0917  plain arrays, as compiled code takes them
    terms: Whole, starts: Whole, counts: Floats, heights: Floats, theta: Floats, verdicts: Whole
) -> None:
    margins, emptied = counts.copy(), np.zeros(len(counts), dtype=np.bool_)
    add_supersets(margins)
    for place in range(len(starts) - 1):
        active = active_terms(terms[starts[place] : starts[place + 1]], margins, emptied)
        first_guess(active, counts, emptied, theta[place])
        heights[place] = climb(active, counts, margins, emptied, theta[place], -np.inf)
        verdicts[place] = standing(active, counts, emptied)


@dataclass(frozen=True, slots=True, eq=False)
class Selected:
    """The best model on each of many tables, for each number of models admitted.

    Args:
        unseen: (tables, numbers) expected people on no list; not a number where no admitted model stands.
        chosen: (tables,) rank on the first table of the model chosen from all, or -1.
        fits: how many fits it took.
    """

    unseen: Floats
    chosen: Whole
    fits: int


def select_on(
    ranking: Ranking, tables: Floats, admitted: NDArray[np.int64], criterion: Criterion
) -> Selected:
    """Select anew on each table among the first models of a ranking.

    Args:
        ranking: of the table from which the others were drawn.
        tables: (tables, 2^k) counts, with 0 at cell 0.
        admitted: (numbers,) ascending: how many models may be chosen from, the first of the ranking.
        criterion: "bic" or "aic".
    """
    models = ranking.models
    terms, starts = packed(
        HierarchicalModels(models.k, models.order, models.interactions, models.chosen[ranking.order])
    )
    masks = models.chosen[ranking.order]
    patterns, pattern = np.unique(tables > 0, axis=0, return_inverse=True)
    known = np.zeros((len(patterns), len(masks)), dtype=np.int8)
    unseen = np.full((len(tables), len(admitted)), np.nan)
    chosen = np.full(len(tables), -1, dtype=np.int64)
    prices = np.array([penalty(criterion, int(total)) for total in tables.sum(axis=1)])
    ceilings = _ceilings(models, masks)
    if not COMPILES:
        fits = select_in_batches(tables, terms, starts, prices, admitted, unseen, chosen)
        return Selected(unseen, chosen, fits)
    fits = _select(
        tables, terms, starts, masks, prices, ranking.theta, ranking.verdicts, ceilings,
        admitted, pattern, known, unseen, chosen,
    )  # fmt: skip
    return Selected(unseen, chosen, fits)


def _ceilings(models: HierarchicalModels, masks: Whole) -> Whole:
    """Give the ranks of the largest models without each interaction: no model without it can fit better."""
    if len(models) < 500:
        return np.empty(0, dtype=np.int64)
    rank_of = {int(mask): rank for rank, mask in enumerate(masks)}
    found = []
    for subset in models.interactions:
        largest = sum(1 << i for i, each in enumerate(models.interactions) if each & subset != subset)
        found.append(rank_of[largest])
    return np.array(found, dtype=np.int64)


@compiled
def _select(  # noqa: PLR0913, PLR0917  plain arrays, as compiled code takes them
    tables: Floats,
    terms: Whole,
    starts: Whole,
    masks: Whole,
    prices: Floats,
    theta: Floats,
    verdicts: Whole,
    ceilings: Whole,
    admitted: Whole,
    pattern: Whole,
    known: NDArray[np.int8],
    unseen: Floats,
    chosen: Whole,
) -> int:
    """Select on each table; give how many fits it took."""
    size = tables.shape[1]
    margins, emptied, here = np.empty(size), np.zeros(size, dtype=np.bool_), np.empty(size)
    tops, top_masks = np.empty(96), np.empty(96, dtype=np.int64)
    fits = 0
    for table in range(len(tables)):
        counts = tables[table]
        margins[:] = counts
        add_supersets(margins)
        for at in range(len(ceilings)):
            place = ceilings[at]
            model = terms[starts[place] : starts[place + 1]]
            active = _start(model, verdicts[place] == 1, theta[place], counts, margins, emptied, here)
            tops[at] = climb(active, counts, margins, emptied, here, -np.inf) + 0.001
            top_masks[at] = masks[place]
        chosen[table], more = _select_one(
            counts, margins, terms, starts, masks, prices[table], theta, verdicts, tops, top_masks,
            len(ceilings), admitted, known[pattern[table]], unseen[table], emptied, here,
        )  # fmt: skip
        fits += len(ceilings) + more
    return fits


@compiled
def _start(  # noqa: PLR0913, PLR0917  as above
    model: Whole,
    stood: bool,
    theta: Floats,
    counts: Floats,
    margins: Floats,
    emptied: NDArray[np.bool_],
    here: Floats,
) -> Whole:
    """Give a model's active terms; start from the estimate on the first table, where there was one."""
    active = active_terms(model, margins, emptied)
    if stood:
        here[:] = 0.0
        for term in active:
            here[term] = theta[term]
    else:
        first_guess(active, counts, emptied, here)
    return active


@compiled
def _hopeless(mask: int, needed: float, tops: Floats, top_masks: Whole, many: int) -> bool:
    """Tell whether a larger model, already seen on this table, does not reach what this one would need."""
    for ceiling in range(many):  # noqa: SIM110  compiled, a loop allocates nothing
        if tops[ceiling] <= needed and mask & ~top_masks[ceiling] == 0:
            return True
    return False


@compiled
def _saturated(counts: Floats) -> float:
    """Give the log-likelihood that no model exceeds: every cell fitted by its count."""
    total = 0.0
    for count in counts:
        if count > 0:
            total += count * np.log(count) - count
    return total


@compiled
def _select_one(  # noqa: PLR0913, PLR0917  as above
    counts: Floats,
    margins: Floats,
    terms: Whole,
    starts: Whole,
    masks: Whole,
    price: float,
    theta: Floats,
    verdicts: Whole,
    tops: Floats,
    top_masks: Whole,
    fixed: int,
    admitted: Whole,
    known: NDArray[np.int8],
    unseen: Floats,
    emptied: NDArray[np.bool_],
    here: Floats,
) -> tuple[int, int]:
    """Select on one table; give the rank of the model and how many fits it took.

    A model is passed over without a fit where even the fit of a larger model already seen on this table, with
    the price of its own parameters, would not beat the best so far. Those that lose become ceilings too.
    """
    full, many, next_, fits = _saturated(counts), fixed, fixed, 0
    best, found, winner, column = np.inf, np.nan, -1, 0
    for place in range(admitted[-1]):
        while place == admitted[column]:
            unseen[column] = found
            column += 1
        cost = price * (starts[place + 1] - starts[place])
        needed = (cost - best) / 2.0
        if full <= needed or known[place] > 1 or _hopeless(masks[place], needed, tops, top_masks, many):
            continue
        model = terms[starts[place] : starts[place + 1]]
        active = _start(model, verdicts[place] == 1, theta[place], counts, margins, emptied, here)
        height = climb(active, counts, margins, emptied, here, needed)
        fits += 1
        if height <= needed:
            next_ = fixed if next_ == len(tops) else next_
            tops[next_], top_masks[next_] = height + 0.001, masks[place]
            next_ += 1
            many = max(many, next_)
            continue
        if known[place] == 0:
            known[place] = standing(active, counts, emptied)
        if known[place] == 1:
            best, found, winner = cost - 2.0 * height, np.exp(min(here[0], 700.0)), place
    for last in range(column, len(admitted)):
        unseen[last] = found
    return winner, fits
