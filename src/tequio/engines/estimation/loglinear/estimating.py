"""The estimate of the best hierarchical log-linear model, with an interval that counts the choosing of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from time import process_time
from typing import Literal

import numpy as np

from tequio.engines.estimation.decomposable import overlap_check
from tequio.engines.estimation.errors import MethodDoesNotApply, NoModelStands, SettingIsWrong
from tequio.engines.estimation.loglinear.bootstrap import (
    Interval,
    accelerated,
    bca,
    corrected,
    resampled,
    without_one,
)
from tequio.engines.estimation.loglinear.downhill import search_downhill
from tequio.engines.estimation.loglinear.existence import VERDICTS
from tequio.engines.estimation.loglinear.fitting import Floats
from tequio.engines.estimation.loglinear.models import (
    generators,
    hierarchical_models,
    interactions_up_to,
)
from tequio.engines.estimation.loglinear.selection import (
    Criterion,
    Ranking,
    penalty,
    rank_models,
    select_on,
)
from tequio.engines.estimation.results import Check, MethodResult
from tequio.engines.estimation.table import CaptureTable
from tequio.engines.estimation.wording import saying

LEAST_LISTS, MOST_LISTS = 3, 10
Search = Literal["all", "downhill"]
_NUMBERS_ADMITTED = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_SHAKY = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """What either search ends with: numbers of people on no list, and what was seen on the way."""

    unseen: float
    model: str
    replicates: Floats
    left_out: Floats
    details: dict[str, object]


def fit_loglinear(  # noqa: PLR0913  each is a setting that a statistician changes
    table: CaptureTable,
    *,
    order: int | None = None,
    criterion: Criterion = "bic",
    search: Search | None = None,
    level: float = 0.95,
    replicates: int = 1000,
    seed: int = 0,
) -> MethodResult:
    """Fit hierarchical log-linear models, choose one, and give an interval by resampling and choosing again.

    Args:
        table: of 3 to 10 lists.
        order: the largest interaction; one less than the lists unless told, and 2 for six lists or more.
        criterion: "bic" or "aic".
        search: "all" compares every model, "downhill" goes from neighbour to neighbour; unless told, all
        where
            they can be compared (up to five lists, or six at order 2).
        level: of the BCa interval.
        replicates: resampled tables, at least 20.
        seed: of the resampling.

    Returns:
        The figure; `draws` are those of which the BCa limits are the quantiles. `details` has "model",
        "bias", "acceleration", "lost", and where all models were compared "models" (the first by the
        criterion), "verdicts" (how many stand), "curve" (number of models admitted, lower and upper limit)
        and "chosen" (model -> share of replicates).

    Raises:
        MethodDoesNotApply: the lists are too few or too many.
        SettingIsWrong: a setting is out of bounds.
        NoModelStands: no model has an estimate.
    """
    began = process_time()
    _check_settings(table, criterion, search, level, replicates)
    largest = order if order is not None else (table.k - 1 if table.k <= 5 else 2)
    comparable = table.k <= 5 or (table.k == 6 and largest <= 2)
    way: Search = search or ("all" if comparable else "downhill")
    counts = np.concatenate([[0], table.full()]).astype(np.float64)
    drawn, people = resampled(counts, replicates, seed), counts[counts > 0]
    if way == "all":
        found = _compare_all(table, counts, drawn, largest, criterion, level)
    else:
        found = _go_downhill(table, counts, drawn, largest, criterion)
    interval = bca(found.unseen, found.replicates, accelerated(found.left_out, people), level)
    return MethodResult(
        name="loglinear",
        estimate=table.n + found.unseen,
        interval=(table.n + interval.low, table.n + interval.high),
        level=level,
        assumption=saying("loglinear_assumption", model=found.model, lists=_numbered(table.lists)),
        checks=(*_checks(found, interval, replicates), overlap_check(table)),
        settings={
            "order": largest,
            "criterion": criterion,
            "search": way,
            "replicates": replicates,
            "seed": seed,
        },
        seconds=process_time() - began,
        draws=table.n + corrected(found.replicates, interval),
        details={
            "model": found.model,
            "bias": interval.bias,
            "acceleration": interval.acceleration,
            "lost": interval.lost,
            **found.details,
        },
    )


def _check_settings(
    table: CaptureTable, criterion: str, search: str | None, level: float, replicates: int
) -> None:
    if not LEAST_LISTS <= table.k <= MOST_LISTS:
        raise MethodDoesNotApply("needs_lists", least=LEAST_LISTS, most=MOST_LISTS, lists=table.k)
    if criterion not in ("bic", "aic"):
        raise SettingIsWrong("setting_wrong", name="criterion", value=criterion, expected="bic, aic")
    if search not in (None, "all", "downhill"):
        raise SettingIsWrong("setting_wrong", name="search", value=search, expected="all, downhill")
    if not 0 < level < 1:
        raise SettingIsWrong("setting_wrong", name="level", value=level, expected="0 – 1")
    if not 20 <= replicates <= 1_000_000:
        raise SettingIsWrong("setting_wrong", name="replicates", value=replicates, expected="20 – 1000000")


def _compare_all(  # noqa: PLR0913, PLR0917  what one comparison needs
    table: CaptureTable, counts: Floats, drawn: Floats, order: int, criterion: Criterion, level: float
) -> _Found:
    ranking = rank_models(hierarchical_models(table.k, order), counts, criterion)
    many = ranking.standing
    if not many:
        raise NoModelStands("no_model_stands", models=len(ranking.models))
    # As Silverman, Chan and Vincent do: a model without an estimate on the table itself is not admitted.
    admitted = np.array([*(m for m in _NUMBERS_ADMITTED if m < many), many], dtype=np.int64)
    anew = select_on(ranking, drawn, admitted, criterion)
    left_out = select_on(ranking, without_one(counts), admitted, criterion).unseen
    people, n, best = counts[counts > 0], table.n, float(ranking.unseen[0])
    curve = []
    for column, number in enumerate(admitted):
        limits = bca(best, anew.unseen[:, column], accelerated(left_out[:, column], people), level)
        curve.append((int(number), n + limits.low, n + limits.high))
    wins = Counter(anew.chosen[anew.chosen >= 0].tolist()).most_common(10)
    details: dict[str, object] = {
        "models": _first_models(ranking, n),
        "verdicts": {name: int((ranking.verdicts == code).sum()) for code, name in VERDICTS.items()},
        "curve": curve,
        "chosen": {ranking.name(rank): times / len(drawn) for rank, times in wins},
        "fits": anew.fits,
    }
    return _Found(best, ranking.name(0), anew.unseen[:, -1], left_out[:, -1], details)


def _first_models(ranking: Ranking, n: int) -> list[dict[str, object]]:
    return [
        {
            "model": ranking.name(rank),
            "estimate": n + float(ranking.unseen[rank]),
            "behind": float(ranking.scores[rank] - ranking.scores[0]),
            "parameters": int(ranking.parameters[rank]),
        }
        for rank in range(min(10, ranking.standing))
    ]


def _go_downhill(
    table: CaptureTable, counts: Floats, drawn: Floats, order: int, criterion: Criterion
) -> _Found:
    if not 1 <= order <= table.k - 1:
        raise SettingIsWrong("setting_wrong", name="order", value=order, expected=f"1 – {table.k - 1}")
    interactions = np.array(interactions_up_to(table.k, order), dtype=np.int64)
    tables = np.vstack([counts[None], drawn, without_one(counts)])
    prices = np.array([penalty(criterion, int(total)) for total in tables.sum(axis=1)])
    unseen = np.empty(len(tables))
    chosen = np.zeros((len(tables), len(interactions)), dtype=np.bool_)
    search_downhill(tables, table.k, interactions, prices, unseen, chosen)
    if not np.isfinite(unseen[0]):
        raise NoModelStands("no_model_stands", models=1)
    terms = [0, *(1 << i for i in range(table.k)), *interactions[chosen[0]].tolist()]
    last = len(drawn) + 1
    return _Found(float(unseen[0]), generators(terms, table.k), unseen[1:last], unseen[last:], {})


def _checks(found: _Found, interval: Interval, replicates: int) -> tuple[Check, ...]:
    checks = []
    verdicts = found.details.get("verdicts")
    if isinstance(verdicts, dict):
        refused = verdicts["not existing"] + verdicts["not identifiable"]
        models = sum(verdicts.values())
        why = saying("models_all_stand", models=models)
        if refused:
            why = saying(
                "models_checked",
                models=models,
                refused=refused,
                absent=verdicts["not existing"],
                unidentified=verdicts["not identifiable"],
            )
        checks.append(Check("existence", "pass", why))
    else:
        checks.append(Check("existence", "warn", saying("models_searched")))
    lost = interval.lost / replicates
    if lost > _SHAKY:
        checks.append(Check("replicates", "warn", saying("replicates_lost", percent=100 * lost)))
    chosen = found.details.get("chosen")
    if isinstance(chosen, dict):
        again = 100 * chosen.get(found.model, 0.0)
        result: Literal["pass", "warn"] = "pass" if again >= 50 else "warn"
        checks.append(Check("selection", result, saying("selection_again", model=found.model, percent=again)))
    return tuple(checks)


def _numbered(lists: Sequence[str]) -> str:
    return ", ".join(f"{i} = {name}" for i, name in enumerate(lists, 1))
