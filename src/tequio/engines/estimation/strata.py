"""Strata added draw by draw; imputed replicates combined by Rubin's rules on the logarithm of the unseen.

Rubin 1987, "Multiple Imputation for Nonresponse in Surveys". The small-sample t of Barnard & Rubin is not
needed, as the posterior of each replicate has no residual degrees of freedom.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from tequio.engines.estimation.errors import SettingIsWrong
from tequio.engines.estimation.results import Check, MethodResult
from tequio.engines.estimation.wording import saying

_HALF = 0.5  # added before the logarithm, as nobody may be unseen
_FEW_DEGREES = 10  # with ten, Student's 97.5 % point is 2.2 for 2.0; with one it is 12.7

Floats = NDArray[np.float64]


def add_strata(
    results: Sequence[MethodResult], observed: Sequence[int], *, seed: int, level: float = 0.95
) -> MethodResult:
    """Add the strata of one population, each estimated by itself.

    The draws of the strata are independent, so they are added in random order; limits are never added, which
    would take it that all strata err to the same side.

    Args:
        results: of one method, a stratum each, with draws.
        observed: people on some list, by stratum; no draw is fewer.
        seed: of the random order.
        level: of the interval.

    Raises:
        SettingIsWrong: there is no stratum, or one without draws.
    """
    if not results or len(results) != len(observed):
        raise SettingIsWrong("setting_wrong", name="strata", value=len(results), expected="≥ 1")
    random = np.random.default_rng(seed)
    many = max(_draws_of(result).size for result in results)
    total = np.zeros(many)
    for result, people in zip(results, observed, strict=True):
        drawn = _draws_of(result)
        order = random.permutation(np.resize(random.permutation(drawn.size), many))
        total += np.maximum(drawn[order], people)
    low, median, high = np.quantile(total, [(1 - level) / 2, 0.5, (1 + level) / 2])
    worst = [check for result in results for check in result.checks if check.result != "pass"]
    names = sorted({check.name for check in worst})
    check = (
        Check("strata", "warn", saying("strata_warned", strata=len(results), checks=", ".join(names)))
        if worst
        else Check("strata", "pass", saying("strata_pass", strata=len(results)))
    )
    return MethodResult(
        results[0].name,
        float(median),
        (float(low), float(high)),
        level,
        results[0].assumption,
        (check,),
        {"strata": len(results), "seed": seed},
        sum(result.seconds for result in results),
        total,
    )


def combine_replicates(
    results: Sequence[MethodResult], observed: Sequence[int], *, level: float = 0.95
) -> MethodResult:
    """Combine what a method says of several imputed replicates of one population.

    Args:
        results: of one method, a replicate each, with draws; two or more.
        observed: people on some list, by replicate.
        level: of the interval, from Rubin's t on the logarithm of the unseen.

    Returns:
        Its `details` hold "within", "between", "missing" (share of the variance that the imputation adds) and
        "degrees_of_freedom". A check warns where these are few, so that the interval says more of how few the
        replicates are than of the people, and where the replicates differ in how many people were observed,
        which the logarithm of the unseen does not hold.

    Raises:
        SettingIsWrong: there are fewer than two replicates, or one without draws.
    """
    if len(results) < 2 or len(results) != len(observed):
        raise SettingIsWrong("setting_wrong", name="replicates", value=len(results), expected="≥ 2")
    logs = [
        np.log(np.maximum(_draws_of(result) - people, 0.0) + _HALF)
        for result, people in zip(results, observed, strict=True)
    ]
    many = len(logs)
    centre = float(np.mean([log.mean() for log in logs]))
    within = float(np.mean([log.var(ddof=1) for log in logs]))
    between = float(np.var([log.mean() for log in logs], ddof=1))
    spread = (1 + 1 / many) * between
    total = within + spread
    freedom = np.inf if spread <= 0 else (many - 1) * (1 + within / spread) ** 2
    reach = float(student.ppf((1 + level) / 2, freedom)) * total**0.5
    people = float(np.mean(observed))

    def everybody(log: float) -> float:
        return people + max(0.0, float(np.exp(log)) - _HALF)

    return MethodResult(
        results[0].name,
        everybody(centre),
        (everybody(centre - reach), everybody(centre + reach)),
        level,
        results[0].assumption,
        _checks_of_replicates(many, spread / total, freedom, observed),
        {"replicates": many},
        sum(result.seconds for result in results),
        None,
        {"within": within, "between": between, "missing": spread / total, "degrees_of_freedom": freedom},
    )


def _checks_of_replicates(
    many: int, missing: float, freedom: float, observed: Sequence[int]
) -> tuple[Check, ...]:
    told = saying("replicates", replicates=many, percent=100 * missing)
    checks = [Check("replicates", "pass", told)]
    if freedom < _FEW_DEGREES:
        why = saying("replicates_few", told=told, freedom=max(1, round(freedom)))
        checks = [Check("replicates", "warn", why)]
    if min(observed) != max(observed):
        why = saying("replicates_differ", least=min(observed), most=max(observed))
        checks.append(Check("observed", "warn", why))
    return tuple(checks)


def mix_draws(
    results: Sequence[MethodResult], observed: Sequence[int], *, level: float = 0.95
) -> MethodResult:
    """Mix what a method says of several equally likely tables, as the draws of a linkage give them.

    Args:
        results: of one method, a table each, with draws.
        observed: people on some list, by table.
        level: of the interval, equal-tailed over all draws together.

    Returns:
        The figure is the median of the tables' own, so that it is theirs where the tables are alike.

    Raises:
        SettingIsWrong: there is no table, or one without draws.
    """
    if not results or len(results) != len(observed):
        raise SettingIsWrong("setting_wrong", name="draws", value=len(results), expected="≥ 1")
    many = min(_draws_of(result).size for result in results)
    parts = []
    for result in results:
        drawn = np.sort(_draws_of(result))
        parts.append(drawn[np.linspace(0, drawn.size - 1, many).round().astype(int)])
    mixed = np.concatenate(parts)
    low, high = np.quantile(mixed, [(1 - level) / 2, (1 + level) / 2])
    by_table = float(np.var([part.mean() for part in parts]))
    share = by_table / max(float(mixed.var()), 1e-300)
    first = results[0]
    return MethodResult(
        first.name,
        float(np.median([result.estimate for result in results])),
        (float(low), float(high)),
        level,
        first.assumption,
        (
            *_worst_checks(results),
            Check("linkage", "pass", saying("linkage_mixed", draws=len(results), percent=100 * share)),
        ),
        _settings_of_all(results),
        sum(result.seconds for result in results),
        mixed,
        {**first.details, "observed": list(observed), "linkage_share": share},
    )


def _worst_checks(results: Sequence[MethodResult]) -> tuple[Check, ...]:
    """Keep of each check the worst outcome over all tables: what fails for one of them is not passed."""
    order = ("refuse", "warn", "pass")
    worst: dict[str, Check] = {}
    for result in results:
        for check in result.checks:
            known = worst.get(check.name)
            if known is None or order.index(check.result) < order.index(known.result):
                worst[check.name] = check
    return tuple(worst.values())


def _settings_of_all(results: Sequence[MethodResult]) -> dict[str, object]:
    """Give the settings that all tables share, the most sweeps that one took, and how many there are."""
    settings = {**results[0].settings, "linkages": len(results)}
    sweeps = [taken for result in results if isinstance(taken := result.settings.get("sweeps"), int)]
    if sweeps:
        settings["sweeps"] = max(sweeps)
    return settings


def _draws_of(result: MethodResult) -> Floats:
    if result.draws is None or not len(result.draws):
        raise SettingIsWrong("method_without_draws", name=result.name)
    finite = result.draws[np.isfinite(result.draws)]
    if not len(finite):
        raise SettingIsWrong("method_without_draws", name=result.name)
    return finite
