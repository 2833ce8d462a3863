"""BIC over all hierarchical models with a re-selecting BCa interval, against its authors' R package."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median

import numpy as np
from estimation_tables import markdown, peers, published, span

from tequio.engines.estimation import fit_loglinear, judge, read_model

NAME = "estimating-loglinear"
TABLES = ("korea_3", "kosovo_4", "uk_5", "western_5")
SEEDS = 20
_FRESH = """
import sys, time
from tequio.engines.estimation import fit_loglinear, read_table
print(fit_loglinear(read_table(open(sys.argv[1]).read())).seconds, time.process_time())
"""


def measure(data: Path) -> str:
    """Compare points, limits and processor time; then the verdicts on the artificial table."""
    fit_loglinear(published(data, "korea_3"), replicates=20)  # what is compiled once is not timed
    points, limits, curves = [], [], []
    for name in TABLES:
        table, peer = published(data, name), peers(data, "mse_bic")[name]
        runs = [fit_loglinear(table, seed=seed) for seed in range(SEEDS)]
        seconds, theirs = median(run.seconds for run in runs), float(peer["cpu"])
        first, whole = _fresh(data / f"{name}.csv")
        points.append(
            [
                name,
                f"{peer['model']} {float(peer['est']):,.2f}",
                f"{runs[0].details['model']} {runs[0].estimate:,.2f}",
                theirs,
                f"{seconds:.2f}",
                f"1/{theirs / seconds:.0f}",
                f"{first:.2f}",
                f"{whole:.2f}",
            ]
        )
        ours = np.array([run.interval for run in runs])
        for side, (which, column) in enumerate((("lower", "lo"), ("upper", "hi"))):
            mean, spread = ours[:, side].mean(), ours[:, side].std(ddof=1)
            away = (float(peer[column]) - mean) / (spread * (1 + 1 / SEEDS) ** 0.5)
            limits.append(
                [
                    name,
                    which,
                    f"{float(peer[column]):,.0f}",
                    f"{mean:,.0f}",
                    f"{spread:,.0f}",
                    span(ours[:, side].min(), ours[:, side].max()),
                    f"{away:+.1f}",
                ]
            )
        steps = runs[0].details["curve"]
        curves.append([name, "; ".join(f"{number:,}: {span(low, high)}" for number, low, high in steps)])
    heading = ["table", "MSE-R", "tequio", "MSE-R, CPU s", "tequio, CPU s, median", "ratio"]
    heading += ["first call of a program", "whole program"]
    sides = ["table", "limit", "MSE-R", "tequio, mean", "standard deviation", "least – most", "away"]
    told = (
        "The limits come from 1,000 random tables each, so two honest programs differ. Ours were run "
        f"with {SEEDS} seeds; the last column says how many standard deviations MSE-R's limit lies "
        "from their mean (of the difference of one run and that mean).\n"
    )
    blocks = [
        markdown(heading, points),
        told,
        markdown(sides, limits),
        "Number of models admitted, the first by BIC, and the interval it gives (seed 0):\n",
        markdown(["table", "models: interval"], curves),
        "The table `artificial_3` of Chan, Silverman and Vincent (2021):\n",
        markdown(["model", "verdict"], _artificial(data)),
    ]
    return "\n".join(blocks)


def _fresh(table: Path) -> tuple[float, float]:
    """Run in a program of its own: processor seconds of its first call, and of all of it with its imports."""
    done = subprocess.run(
        [sys.executable, "-c", _FRESH, str(table)], capture_output=True, text=True, check=True
    )
    first, whole = done.stdout.split()
    return float(first), float(whole)


def _artificial(data: Path) -> list[list[str]]:
    table = published(data, "artificial_3")
    counts = np.concatenate([[0], table.full()])
    return [[model, judge(read_model(model, 3), counts)] for model in ("[12,3]", "[12,13,23]", "[13,23]")]
