"""Two classical figures: Chapman's estimate from two lists, and Chao's lower bound from any number."""

from __future__ import annotations

from math import exp, log, sqrt
from statistics import NormalDist
from time import process_time
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tequio.engines.estimation.errors import MethodDoesNotApply, NoModelStands, SettingIsWrong
from tequio.engines.estimation.loglinear.existence import STANDS, design, standing
from tequio.engines.estimation.loglinear.fitting import add_supersets, climb, first_guess
from tequio.engines.estimation.results import Check, MethodResult
from tequio.engines.estimation.table import CaptureTable
from tequio.engines.estimation.wording import saying

_FEW_IN_COMMON = 7
"""With seven people in common Chapman's bias is below 2 % (Robson and Regier 1964; Seber 1982)."""

_DRAWS = 2_000


def chapman(table: CaptureTable, *, level: float = 0.95) -> MethodResult:
    """Estimate from two lists (Chapman 1951), with Seber's variance (1970) and a log-normal interval.

    The interval is that of the people on neither list, as their number is skewed and cannot be negative
    (Burnham, Anderson, White, Brownie and Pollock 1987, American Fisheries Society Monograph 5, p. 212).

    Args:
        table: of two lists.
        level: of the interval.

    Raises:
        MethodDoesNotApply: there are more than two lists.
        SettingIsWrong: the level is not between 0 and 1.
    """
    began = process_time()
    _check_level(level)
    if table.k != 2:
        raise MethodDoesNotApply("needs_two_lists", lists=table.k)
    only_first, only_second, both = (int(count) for count in table.full())
    first, second = only_first + both, only_second + both
    total = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (first + 1) * (second + 1) * only_first * only_second / ((both + 1) ** 2 * (both + 2))
    enough: Literal["pass", "warn"] = "pass" if both >= _FEW_IN_COMMON else "warn"
    return MethodResult(
        name="chapman",
        estimate=total,
        interval=_above(table.n, total - table.n, variance, level),
        level=level,
        assumption=saying("chapman_assumption"),
        checks=(
            Check("dependence", "warn", saying("chapman_untestable")),
            Check("overlap", enough, saying("chapman_overlap", both=both, few=_FEW_IN_COMMON)),
        ),
        settings={},
        seconds=process_time() - began,
        draws=_drawn(table.n, total - table.n, variance),
    )


def chao(table: CaptureTable, *, level: float = 0.95) -> MethodResult:
    """Give Chao's lower bound for people who differ in how easily they are listed.

    From the histories of one list and of two alone: the fit of independence to these cells, where each list
    has a size of its own (Chao 1987, Biometrics 43, 783-791; with list effects Rivest and Baillargeon 2007,
    Biometrics 63, 999-1006). The form without list effects, (t - 1) f1^2 / (2 t f2), is for occasions that
    are alike; with lists of unlike size it lies above the bound (Maclaurin's inequality).

    Where lists avoid one another (negative dependence) it is no bound at all, and the check says so.

    Args:
        table: of two lists or more.
        level: of the interval.

    Raises:
        NoModelStands: the cells of one and two lists do not carry the fit.
        SettingIsWrong: the level is not between 0 and 1.
        TooManyLists: there are more than 20.
    """
    began = process_time()
    _check_level(level)
    counts = np.concatenate([[0], table.full()]).astype(np.float64)
    sizes = np.array([cell.bit_count() for cell in range(len(counts))])
    counts[sizes > 2] = 0
    terms, cells = (
        np.array([0, *(1 << i for i in range(table.k))]),
        np.flatnonzero((sizes == 1) | (sizes == 2)),
    )
    margins, theta, emptied = counts.copy(), np.zeros(len(counts)), ~np.isin(np.arange(len(counts)), cells)
    add_supersets(margins)
    if not (margins[terms] > 0).all() or standing(terms, counts, emptied) != STANDS:
        raise NoModelStands("no_model_stands", models=1)
    first_guess(terms, counts, emptied, theta)
    climb(terms, counts, margins, emptied, theta, -np.inf)
    matrix = design(terms, cells)
    means = np.exp(matrix @ theta[terms])
    spread = np.linalg.inv(matrix.T @ (matrix * means[:, None]))[0, 0]
    unseen = float(np.exp(theta[0]))
    return MethodResult(
        name="chao",
        estimate=table.n + unseen,
        interval=_above(table.n, unseen, unseen + unseen**2 * float(spread), level),
        level=level,
        assumption=saying("chao_assumption"),
        checks=(_dependence(table),),
        settings={},
        seconds=process_time() - began,
    )


def _dependence(table: CaptureTable) -> Check:
    """Warn of pairs of lists that share fewer people than either would by chance among those on a third list.

    Two lists alone cannot show it: then the warning stands without naming a pair.
    """
    avoiding = []
    for a in range(table.k):
        for b in range(a + 1, table.k):
            if _log_odds_elsewhere(table, a, b) < 0:
                avoiding.append(f"{table.lists[a]}–{table.lists[b]}")
    if avoiding:
        return Check("dependence", "warn", saying("chao_avoiding", pairs=", ".join(avoiding)))
    return Check("dependence", "warn", saying("chao_no_bound"))


def _log_odds_elsewhere(table: CaptureTable, a: int, b: int) -> float:
    """Give the log odds ratio of two lists among people on some other list, a half added to each."""
    others = [i for i in range(table.k) if i not in (a, b)]
    elsewhere = table.histories[:, others].any(axis=1)
    cells = [
        0.5
        + float(table.counts[elsewhere & (table.histories[:, a] == x) & (table.histories[:, b] == y)].sum())
        for x, y in ((1, 1), (0, 0), (1, 0), (0, 1))
    ]
    return log(cells[0] * cells[1] / (cells[2] * cells[3]))


def _above(n: int, unseen: float, variance: float, level: float) -> tuple[float, float]:
    """Give the log-normal interval for the people on no list, added to those on some."""
    if unseen <= 0 or variance <= 0:
        return float(n + max(unseen, 0)), float(n + max(unseen, 0))
    spread = NormalDist().inv_cdf((1 + level) / 2) * sqrt(log(1 + variance / unseen**2))
    return n + unseen / exp(spread), n + unseen * exp(spread)


def _drawn(n: int, unseen: float, variance: float) -> NDArray[np.float64]:
    """Give quantiles of the log-normal distribution behind `_above`, evenly, so that tables can be mixed."""
    if unseen <= 0 or variance <= 0:
        return np.full(_DRAWS, n + max(unseen, 0.0))
    scores = np.array([NormalDist().inv_cdf((at + 0.5) / _DRAWS) for at in range(_DRAWS)])
    return np.asarray(n + unseen * np.exp(scores * sqrt(log(1 + variance / unseen**2))))


def _check_level(level: float) -> None:
    if not 0 < level < 1:
        raise SettingIsWrong("setting_wrong", name="level", value=level, expected="0 – 1")
