"""Internal consistency: each list of a table as a population of known size, told by the other lists.

`python benchmarks/estimation_consistency.py`: the tables of Binette & Steorts (2022, arXiv 2112.01594)
beside the figures of their four methods. Their summary is of ten of 24 cases: those with 25 people or more
on the other lists and a figure of SparseMSE below a million; this rule gives their published coverages and
errors to the last digit. All 24 are summed up too. Needs ../shared/data/mse.
"""

from __future__ import annotations

import csv
import math
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tequio.engines.estimation import (
    CaptureTable,
    MethodResult,
    estimate_by,
    range_of,
    read_table,
    tell_each_list,
)

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "mse"
TABLES = {
    "United Kingdom": "uk_5",
    "Netherlands": "netherlands_5",
    "New Orleans": "neworleans_5_n185",
    "Western U.S.": "western_5",
    "Australia": "australia_4",
}
NAME = "estimating-consistency"
FOREVER = 1e6
FEWEST_ON_OTHERS = 25
METHODS = ("chao", "loglinear", "decomposable", "latent_classes")


@dataclass(frozen=True)
class Published:
    """What one of their methods said of one list."""

    truth: int
    on_others: int
    figure: float
    low: float
    high: float


Case = tuple[str, str]


def published(data: Path) -> dict[Case, dict[str, Published]]:
    """Give their figures: (table, list) -> method -> what it said."""
    cases: dict[Case, dict[str, Published]] = defaultdict(dict)
    with (data / "internal_consistency_binette_steorts.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            said = [
                math.nan if row[name] == "NA" else float(row[name]) for name in ("N_hat", "N_lwr", "N_upr")
            ]
            cases[row["dataset"], row["reference_list"]][row["model"]] = Published(
                int(row["true_count"]), int(row["n_observed_on_others"]), *said
            )
    return dict(cases)


def the_ten(cases: dict[Case, dict[str, Published]]) -> set[Case]:
    """Name the cases of their summary."""
    return {
        case
        for case, theirs in cases.items()
        if theirs["SparseMSE"].on_others >= FEWEST_ON_OTHERS and theirs["SparseMSE"].figure < FOREVER
    }


def ours(data: Path) -> dict[Case, dict[str, MethodResult | None]]:
    """Tell each list by each method, and by the range over them."""
    found: dict[Case, dict[str, MethodResult | None]] = defaultdict(dict)
    for name, file in TABLES.items():
        table = read_table((data / f"{file}.csv").read_bytes())
        for method in METHODS:

            def by_method(some: CaptureTable, method: str = method) -> MethodResult:
                return estimate_by(method, some, 1)

            for one in tell_each_list(table, by_method):
                found[name, one.name][method] = one.result
                print(f"{name} {one.name} {method}", file=sys.stderr)
    return dict(found)


def measure(data: Path) -> str:
    """Tell every list of the five tables; give cases and summary as Markdown."""
    cases = published(data)
    found = ours(data)
    columns = ("table", "list", "truth", *METHODS, "range", "SparseMSE", "dga", "LCMCR")
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    held: dict[str, list[tuple[Case, bool, float]]] = defaultdict(list)
    for case, theirs in cases.items():
        truth = theirs["dga"].truth
        cells = [*_ours(case, truth, found.get(case, {}), held), *_theirs(case, theirs, held)]
        lines.append(f"| {case[0]} | {case[1]} | {truth:,} | {' | '.join(cells)} |")
    return "\n".join([*lines, "", *summary(held, the_ten(cases))])


def _ours(
    case: Case,
    truth: int,
    results: dict[str, MethodResult | None],
    held: dict[str, list[tuple[Case, bool, float]]],
) -> list[str]:
    cells = []
    given = []
    for method in METHODS:
        result = results.get(method)
        if result is None:
            cells.append("–")
            continue
        low, high = result.interval
        cells.append(f"{result.estimate:,.0f} ({low:,.0f}–{high:,.0f})")
        held[method].append((case, low <= truth <= high, result.estimate / truth))
        given.append(result)
    limits = range_of(given)
    if limits is None:
        return [*cells, "–"]
    held["range"].append((case, limits[0] <= truth <= limits[1], math.nan))
    return [*cells, f"{limits[0]:,.0f}–{limits[1]:,.0f}"]


def _theirs(
    case: Case, theirs: dict[str, Published], held: dict[str, list[tuple[Case, bool, float]]]
) -> list[str]:
    cells = []
    for method in ("Independence", "SparseMSE", "dga", "LCMCR"):
        one = theirs[method]
        if not math.isnan(one.figure):
            row = (case, one.low <= one.truth <= one.high, one.figure / one.truth)
            held[f"{method} (published)"].append(row)
        if method != "Independence":
            written = f"{one.figure:,.0f} ({one.low:,.0f}–{one.high:,.0f})"
            cells.append(written if one.figure < FOREVER else "–")
    return cells


def summary(held: dict[str, list[tuple[Case, bool, float]]], ten: set[Case]) -> list[str]:
    """Give coverage and error of the logarithm: over the ten, those for which we give a range, and all."""
    same = ten & {case for case, _, _ in held["range"]}
    columns = ("method", "of the ten", "coverage", "RMSE of log ratio", f"coverage of the same {len(same)}")
    columns = (*columns, "of all 24", "coverage")
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    for method, rows in held.items():
        some = [row for row in rows if row[0] in ten]
        logs = [math.log(row[2]) for row in some if not math.isnan(row[2]) and row[2] < FOREVER]
        error = f"{np.sqrt(np.mean(np.square(logs))):.2f}" if logs else "–"
        shared = [row for row in rows if row[0] in same]
        cells = (method, len(some), _share(some), error, _share(shared), len(rows), _share(rows))
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return lines


def _share(rows: list[tuple[Case, bool, float]]) -> str:
    return f"{np.mean([row[1] for row in rows]):.2f}" if rows else "–"


if __name__ == "__main__":
    print(measure(SHARED))
