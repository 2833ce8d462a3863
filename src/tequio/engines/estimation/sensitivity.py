"""What becomes of a figure when what nobody can know, or what somebody chose, is otherwise.

The odds ratio of the highest order is the part of the dependence between lists that no table can tell: a fit
of the observed cells goes with any value of it, and the number of unseen people is in proportion to it
(Aleshin-Guendel, Sadinle & Wakefield 2024, "The central role of the identifying assumption in population
size estimation", Biometrics 80(1); Zhang & Small 2020, Epidemiology 31:e21). All the methods here set it at
1, each in its own way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import combinations

from tequio.engines.estimation.decomposable import average_graphs
from tequio.engines.estimation.errors import EstimationError
from tequio.engines.estimation.latent_classes import LatentClassSettings, latent_classes
from tequio.engines.estimation.results import MethodResult
from tequio.engines.estimation.table import CaptureTable
from tequio.engines.estimation.wording import Saying, saying

RATIOS = tuple(
    Fraction(*pair) for pair in ((1, 4), (1, 3), (1, 2), (2, 3), (1, 1), (3, 2), (2, 1), (3, 1), (4, 1))
)
"""Of the highest order; 1 is what the methods assume."""

BAYESIAN = ("decomposable", "latent_classes")
"""Methods that have prior settings."""

Estimate = Callable[[CaptureTable], MethodResult]


@dataclass(frozen=True, slots=True)
class OddsPoint:
    """A figure under one value of the odds ratio of the highest order.

    Args:
        ratio: above 1, people unseen are more than the method says.
        estimate: of everybody.
        interval: its limits.
    """

    ratio: Fraction
    estimate: float
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Variation:
    """A figure under another choice.

    Args:
        what: was chosen, in both languages.
        result: what the method says then, or None.
        refused: why it says nothing, or None.
    """

    what: Saying
    result: MethodResult | None
    refused: Saying | None = None


def vary_odds_ratio(
    result: MethodResult, observed: int, ratios: Sequence[Fraction] = RATIOS
) -> tuple[OddsPoint, ...]:
    """Give a method's figure for each value of the odds ratio of the highest order.

    Args:
        result: under the value 1.
        observed: people on at least one list.
        ratios: positive.
    """

    def moved(everybody: float, ratio: Fraction) -> float:
        return observed + float(ratio) * max(0.0, everybody - observed)

    return tuple(
        OddsPoint(
            ratio,
            moved(result.estimate, ratio),
            (moved(result.interval[0], ratio), moved(result.interval[1], ratio)),
        )
        for ratio in ratios
    )


def leave_each_list_out(table: CaptureTable, estimate: Estimate) -> Iterator[Variation]:
    """Estimate without each list in turn; those on that one alone are no longer observed.

    Args:
        table: of three lists or more; of fewer there is nothing to leave out.
        estimate: the method.
    """
    if table.k < 3:
        return
    for name in table.lists:
        yield _varied(saying("without_list", name=name), partial(table.without, name), estimate)


def merge_lists(
    table: CaptureTable, estimate: Estimate, pairs: Sequence[tuple[str, str]] | None = None
) -> Iterator[Variation]:
    """Estimate with two lists taken as one, as where one was made from the other.

    Args:
        table: of three lists or more; of fewer there is nothing to merge.
        estimate: the method.
        pairs: names; None for each pair.
    """
    if table.k < 3:
        return
    for first, second in pairs if pairs is not None else combinations(table.lists, 2):
        said = saying("merged_lists", first=first, second=second)
        yield _varied(said, partial(table.merged, first, second), estimate)


def vary_priors(
    table: CaptureTable, seed: int, level: float = 0.95, methods: Collection[str] = BAYESIAN
) -> Iterator[Variation]:
    """Estimate under other priors of the two Bayesian methods.

    Args:
        table: what was observed.
        seed: from which every random number comes.
        level: of the intervals.
        methods: some of `BAYESIAN`.
    """
    factors = (Fraction(1, 4), Fraction(1, 1), Fraction(4, 1)) if "decomposable" in methods else ()
    for factor in factors:
        delta = float(factor) / 2**table.k
        by_graphs = partial(average_graphs, delta=delta, level=level, seed=seed)
        yield _varied(saying("prior_delta", delta=str(factor / 2**table.k)), lambda: table, by_graphs)
    for name, changes in _LATENT_PRIORS.items() if "latent_classes" in methods else ():
        settings = LatentClassSettings(most_sweeps=40_000, scouts=0, **changes)  # type: ignore[arg-type]
        by_classes = partial(latent_classes, seed=seed, settings=settings, level=level)
        yield _varied(saying(name), lambda: table, by_classes)


_LATENT_PRIORS: Mapping[str, Mapping[str, float]] = {
    "prior_as_published": {},
    "prior_many_classes": {"classes": 10, "alpha_shape": 1.0, "alpha_rate": 1.0},
    "prior_low_capture": {"beta_on": 0.5, "beta_off": 1.0},
}


def _varied(what: Saying, table: Callable[[], CaptureTable], estimate: Estimate) -> Variation:
    try:
        some = table()
        some.check_usable()
        return Variation(what, estimate(some))
    except EstimationError as error:
        return Variation(what, None, error.why)
