"""What becomes of a report's figure under other choices, as plain values in both languages; without Django.

What no table can tell (the odds ratio of the highest order), other lists (one left out, two taken as one),
other prior settings, and each list told by the others. Of one method: all would take as long again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from math import isfinite
from typing import Any

from tequio.engines.estimation import (
    LANGUAGES,
    CaptureTable,
    EstimationError,
    MethodResult,
    Report,
    Saying,
    Variation,
    estimate_by,
    leave_each_list_out,
    merge_lists,
    tell_each_list,
    vary_odds_ratio,
    vary_priors,
)

# The quickest whose draws are not chance comes first: what changes is then not chance either.
_MAIN_FIRST = ("decomposable", "loglinear", "chapman", "latent_classes")
_MOST_MERGES = 10
# Bayesian methods, which have prior settings; of more lists graphs take too long to be averaged thrice.
_WITH_PRIORS = ("decomposable", "latent_classes")
_MOST_LISTS_OF_PRIORS = 6


def main_method(report: Report) -> MethodResult | None:
    """Pick the method that other choices are tried with: the quickest whose figure has a finite limit."""
    by_name = {result.name: result for result in report.methods if isfinite(result.interval[1])}
    return next((by_name[name] for name in _MAIN_FIRST if name in by_name), None)


def other_choices(
    report: Report, table: CaptureTable, progress: Callable[[float], None] | None = None
) -> dict[str, Any]:
    """Try the choices that nobody can justify, or that somebody made.

    Args:
        report: that was made.
        table: of its best linkage, or the only one.
        progress: told the share that is done.

    Returns:
        Nothing where no method gave a finite limit; else "method" and "n" (people on some list), "odds"
        (label, ratio, figure, limits), and where the lists allow it "without", "merged", "priors" and
        "consistency": each entry has its words in "es" and "en", "estimate" and "interval", or in "why" why
        there is none.
    """
    tell = progress or (lambda share: None)
    main = main_method(report)
    if main is None:
        return {}
    found: dict[str, Any] = {
        "method": main.name,
        "n": table.n,
        "odds": [
            [str(point.ratio), float(point.ratio), *_ordered(point.estimate, point.interval)]
            for point in vary_odds_ratio(main, report.table.n)
        ],
    }
    tell(0.1)
    if table.k >= 3 and main.name != "latent_classes":
        found |= _other_lists(table, main, report.seed)
        tell(0.5)
    asked = [result.name for result in report.methods if result.name in _WITH_PRIORS]
    if asked and table.k <= _MOST_LISTS_OF_PRIORS:
        found["priors"] = _entries(vary_priors(table, report.seed, main.level, asked))
    tell(1.0)
    return found


def _other_lists(table: CaptureTable, main: MethodResult, seed: int) -> dict[str, Any]:
    def by_main(some: CaptureTable) -> MethodResult:
        return estimate_by("chapman" if some.k == 2 else main.name, some, seed, main.level)

    pairs: list[tuple[str, str]] | None = None if table.k * (table.k - 1) // 2 <= _MOST_MERGES else []
    found: dict[str, Any] = {
        "without": _entries(leave_each_list_out(table, by_main)),
        "merged": _entries(merge_lists(table, by_main, pairs)),
    }
    with suppress(EstimationError):  # the table has no third list to tell two by
        found["consistency"] = [
            {
                "name": one.name,
                "truth": one.truth,
                "covers": one.covers,
                **_figures(one.result, one.refused),
            }
            for one in tell_each_list(table, by_main)
        ]
    return found


def _entries(variations: Iterable[Variation]) -> list[dict[str, Any]]:
    return [_both(one.what) | _figures(one.result, one.refused) for one in variations]


def _figures(result: MethodResult | None, refused: Saying | None) -> dict[str, Any]:
    if result is None:
        return {"estimate": None, "interval": None, "why": _both(refused) if refused else {}}
    low, high = result.interval
    return {
        "estimate": result.estimate,
        "interval": [low, high if isfinite(high) else None],
        "why": {},
    }


def _both(words: Saying) -> dict[str, str]:
    return {language: words.say(language) for language in LANGUAGES}


def _ordered(middle: float, interval: tuple[float, float]) -> tuple[float, float, float]:
    """Give figure, lower and upper limit; a bootstrap's limits may leave the figure outside."""
    return middle, min(interval[0], middle), max(interval[1], middle)
