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


def published() -> dict[Case, dict[str, Published]]:
    """Give their figures: (table, list) -> method -> what it said."""
    cases: dict[Case, dict[str, Published]] = defaultdict(dict)
    with (SHARED / "internal_consistency_binette_steorts.csv").open(newline="") as file:
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


def ours(tables: list[str]) -> dict[Case, dict[str, MethodResult | None]]:
    """Tell each list by each method, and by the range over them."""
    found: dict[Case, dict[str, MethodResult | None]] = defaultdict(dict)
    for name in tables:
        table = read_table((SHARED / f"{TABLES[name]}.csv").read_bytes())
        for method in METHODS:

            def by_method(some: CaptureTable, method: str = method) -> MethodResult:
                return estimate_by(method, some, 1)

            for one in tell_each_list(table, by_method):
                found[name, one.name][method] = one.result
                print(f"{name} {one.name} {method}", file=sys.stderr)
    return dict(found)


def main() -> None:
    """Measure and print."""
    cases = published()
    found = ours(list(TABLES))
    print("| table | list | truth | " + " | ".join((*METHODS, "range")) + " | SparseMSE | dga | LCMCR |")
    print("|---" * (len(METHODS) + 7) + "|")
    held: dict[str, list[tuple[Case, bool, float]]] = defaultdict(list)
    for case, theirs in cases.items():
        truth = theirs["dga"].truth
        cells = []
        limits = []
        for method in METHODS:
            result = found.get(case, {}).get(method)
            if result is None:
                cells.append("–")
                continue
            low, high = result.interval
            cells.append(f"{result.estimate:,.0f} ({low:,.0f}–{high:,.0f})")
            held[method].append((case, low <= truth <= high, result.estimate / truth))
            if method != "chao":
                limits.append((low, high))
        if limits:
            low, high = min(low for low, _ in limits), max(high for _, high in limits)
            cells.append(f"{low:,.0f}–{high:,.0f}")
            held["range"].append((case, low <= truth <= high, math.nan))
        else:
            cells.append("–")
        for method in ("Independence", "SparseMSE", "dga", "LCMCR"):
            figure, low, high = theirs[method].figure, theirs[method].low, theirs[method].high
            if not math.isnan(figure):
                held[f"{method} (published)"].append((case, low <= truth <= high, figure / truth))
            if method != "Independence":
                given = figure < FOREVER
                cells.append(f"{figure:,.0f} ({low:,.0f}–{high:,.0f})" if given else "–")
        print(f"| {case[0]} | {case[1]} | {truth:,} | {' | '.join(cells)} |")
    summary(held, the_ten(cases))


def summary(held: dict[str, list[tuple[Case, bool, float]]], ten: set[Case]) -> None:
    """Print coverage and error of the logarithm: over the ten, over those for which we give a range, over all."""
    same = ten & {case for case, _, _ in held["range"]}
    columns = (
        "method",
        "of the ten",
        "coverage",
        "RMSE of log ratio",
        f"the same {len(same)}",
        "of all 24",
        "coverage",
    )
    print(f"\n| {' | '.join(columns)} |\n{'|---' * len(columns)}|")
    for method, rows in held.items():
        some = [row for row in rows if row[0] in ten]
        logs = [math.log(row[2]) for row in some if not math.isnan(row[2]) and row[2] < FOREVER]
        error = f"{np.sqrt(np.mean(np.square(logs))):.2f}" if logs else "–"
        shared = [row for row in rows if row[0] in same]
        cells = (method, len(some), _share(some), error, _share(shared), len(rows), _share(rows))
        print(f"| {' | '.join(map(str, cells))} |")


def _share(rows: list[tuple[Case, bool, float]]) -> str:
    return f"{np.mean([row[1] for row in rows]):.2f}" if rows else "–"


if __name__ == "__main__":
    main()
