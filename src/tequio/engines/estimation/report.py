"""The methods side by side, each with its assumption and its checks, and the range over them.

The range runs from the lowest limit to the highest of every method that gave a figure and none of whose
checks refused; a bound that may be exceeded without limit (Chao's) stands beside and does not widen or
narrow it. It is as wide as the methods disagree: no model of the table alone can say which of them is right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module

from tequio.engines.estimation.errors import EstimationError, SettingIsWrong
from tequio.engines.estimation.results import Check, MethodResult, Refusal, Report
from tequio.engines.estimation.strata import mix_draws
from tequio.engines.estimation.table import CaptureTable
from tequio.engines.estimation.wording import Saying, saying

Progress = Callable[[float], None]
Estimate = Callable[[CaptureTable, int, float], MethodResult]

BOUNDS = frozenset({"chao"})
"""Methods that say at least so many, not how many."""


def _chapman(table: CaptureTable, _seed: int, level: float) -> MethodResult:
    module = import_module("tequio.engines.estimation.two_lists")
    result: MethodResult = module.chapman(table, level=level)
    return result


def _chao(table: CaptureTable, _seed: int, level: float) -> MethodResult:
    module = import_module("tequio.engines.estimation.two_lists")
    result: MethodResult = module.chao(table, level=level)
    return result


def _loglinear(table: CaptureTable, seed: int, level: float) -> MethodResult:
    module = import_module("tequio.engines.estimation.loglinear")
    result: MethodResult = module.fit_loglinear(table, level=level, seed=seed)
    return result


def _decomposable(table: CaptureTable, seed: int, level: float) -> MethodResult:
    module = import_module("tequio.engines.estimation.decomposable")
    result: MethodResult = module.average_graphs(table, level=level, seed=seed)
    return result


def _latent_classes(table: CaptureTable, seed: int, level: float) -> MethodResult:
    module = import_module("tequio.engines.estimation.latent_classes")
    result: MethodResult = module.latent_classes(table, seed=seed, level=level)
    return result


METHODS: dict[str, Estimate] = {
    "chapman": _chapman,
    "chao": _chao,
    "loglinear": _loglinear,
    "decomposable": _decomposable,
    "latent_classes": _latent_classes,
}
"""Every method by its name, in the order of a report."""

_SHARES = {"chapman": 1, "chao": 1, "loglinear": 8, "decomposable": 3, "latent_classes": 12}
"""Of the whole time, about; for the progress."""


SWEEPS_OF_A_DRAW, REPLICATES_OF_A_DRAW = 20_000, 200
"""Of each draw of a linkage: they are mixed, so that twenty together hold as much as one alone at full cost.

Chains start anew for every draw: started where those of another table ended, they would look more alike than
they are. Those that do not agree within so many sweeps leave their draw out, which is said.
"""


def _loglinear_of_a_draw(table: CaptureTable, seed: int, level: float) -> MethodResult:
    module = import_module("tequio.engines.estimation.loglinear")
    result: MethodResult = module.fit_loglinear(
        table, level=level, seed=seed, replicates=REPLICATES_OF_A_DRAW
    )
    return result


def _latent_classes_of_a_draw(table: CaptureTable, seed: int, level: float) -> MethodResult:
    module = import_module("tequio.engines.estimation.latent_classes")
    bounded = module.LatentClassSettings(most_sweeps=SWEEPS_OF_A_DRAW, scouts=0)
    result: MethodResult = module.latent_classes(table, seed=seed, level=level, settings=bounded)
    return result


_OF_A_DRAW: dict[str, Estimate] = {
    "loglinear": _loglinear_of_a_draw,
    "latent_classes": _latent_classes_of_a_draw,
}
"""How a method is run on each draw of a linkage, where it costs too much to be run as on a table alone."""


def default_methods(table: CaptureTable) -> tuple[str, ...]:
    """Name the methods that a table of so many lists is given to."""
    if table.k == 2:
        return tuple(name for name in ("chapman", "chao") if name in METHODS)
    return tuple(name for name in METHODS if name != "chapman" and (name != "decomposable" or table.k <= 7))


def estimate_by(name: str, table: CaptureTable, seed: int, level: float = 0.95) -> MethodResult:
    """Estimate a table by one method, by its name.

    Raises:
        SettingIsWrong: there is no such method.
        EstimationError: the method refuses the table.
    """
    if name not in METHODS:
        raise SettingIsWrong("method_unknown", name=name, methods=", ".join(METHODS))
    return METHODS[name](table, seed, level)


def make_report(
    table: CaptureTable,
    methods: Sequence[str] | None = None,
    seed: int = 1,
    level: float = 0.95,
    progress: Progress | None = None,
) -> Report:
    """Estimate a table by several methods.

    Args:
        table: what was observed.
        methods: names of `METHODS`; None for those that suit the table.
        seed: from which every random number comes.
        level: of the intervals, 0.95 for 95 %.
        progress: told the share that is done, 0 to 1.

    Returns:
        The report: the figures in the order asked, the methods that refused with why.

    Raises:
        TableIsWrong: no method can say anything about the table.
        SettingIsWrong: a method is unknown, or the level is no share.
    """
    table.check_usable()
    names = _asked(table, methods, level)
    results: list[MethodResult] = []
    refused: list[Refusal] = []
    for name, done in _with_progress(names, progress):
        try:
            results.append(_finite(METHODS[name](table, seed, level)))
        except EstimationError as error:
            refused.append(Refusal(name, error.why))
        done()
    return Report(table, tuple(results), range_of(results), tuple(refused), seed)


def make_linked_report(
    tables: Sequence[CaptureTable],
    methods: Sequence[str] | None = None,
    seed: int = 1,
    level: float = 0.95,
    progress: Progress | None = None,
) -> Report:
    """Estimate several equally likely tables, so that the error of the linkage is in the interval.

    The costly methods have a smaller budget on each draw than on a table alone; the settings of the result
    say which, and how many draws gave a figure.

    Args:
        tables: the table of the best linkage, then one of each draw from the linkages that are possible; with
            the best alone there is no error of linkage in the interval.
        methods: as of `make_report`.
        seed: from which every random number comes.
        level: of the intervals.
        progress: told the share that is done, 0 to 1.

    Raises:
        TableIsWrong: no method can say anything about the table of the best linkage.
        SettingIsWrong: a method is unknown, or the level is no share.
    """
    best, *drawn = tables
    if not drawn:
        return make_report(best, methods, seed, level, progress)
    best.check_usable()
    names = _asked(best, methods, level)
    results: list[MethodResult] = []
    refused: list[Refusal] = []
    for name, done in _with_progress(names, progress):
        mixed = _mixed(name, drawn, seed, level)
        if isinstance(mixed, MethodResult):
            results.append(mixed)
        else:
            refused.append(Refusal(name, mixed))
        done()
    return Report(best, tuple(results), range_of(results), tuple(refused), seed)


def range_of(results: Sequence[MethodResult]) -> tuple[float, float] | None:
    """Give the range over methods: from the lowest limit to the highest of those that are no mere bound."""
    some = [
        result.interval
        for result in results
        if result.name not in BOUNDS and all(check.result != "refuse" for check in result.checks)
    ]
    if not some:
        return None
    return min(low for low, _ in some), max(high for _, high in some)


def _mixed(name: str, drawn: Sequence[CaptureTable], seed: int, level: float) -> MethodResult | Saying:
    """Mix a method over draws; where more than half are refused, give the reason instead."""
    results: list[MethodResult] = []
    observed: list[int] = []
    why: Saying | None = None
    for number, table in enumerate(drawn):
        try:
            table.check_usable()
            results.append(_finite(_OF_A_DRAW.get(name, METHODS[name])(table, seed + number, level)))
            observed.append(table.n)
        except EstimationError as error:
            why = error.why
    refused = saying("linkages_refused", refused=len(drawn) - len(results), draws=len(drawn), why=why)
    if why is not None and 2 * len(results) <= len(drawn):
        return refused
    try:
        mixed = mix_draws(results, observed, level=level)
    except EstimationError as error:
        return error.why
    if why is None:
        return mixed
    left_out = Check("linkages", "warn", saying("linkages_left_out", refused=refused))
    return replace(mixed, checks=(*mixed.checks, left_out))


def _asked(table: CaptureTable, methods: Sequence[str] | None, level: float) -> tuple[str, ...]:
    if not 0.5 <= level < 1:
        raise SettingIsWrong("setting_wrong", name="level", value=level, expected="0.5 – 1")
    names = default_methods(table) if methods is None else tuple(dict.fromkeys(methods))
    if not names:
        raise SettingIsWrong("no_method")
    for name in names:
        if name not in METHODS:
            raise SettingIsWrong("method_unknown", name=name, methods=", ".join(METHODS))
    return names


def _with_progress(names: Sequence[str], progress: Progress | None) -> list[tuple[str, Callable[[], None]]]:
    """Pair each method with what tells that it is done."""
    total = sum(_SHARES[name] for name in names)
    steps: list[tuple[str, Callable[[], None]]] = []
    so_far = 0
    for name in names:
        so_far += _SHARES[name]

        def done(share: float = so_far / total) -> None:
            if progress:
                progress(share)

        steps.append((name, done))
    return steps


def _finite(result: MethodResult) -> MethodResult:
    """Refuse a figure that is no number."""
    if not result.estimate < float("inf"):
        raise SettingIsWrong("interval_not_finite")
    return result
