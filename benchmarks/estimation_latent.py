"""Latent classes beside LCMCR 0.4: figures, and effective draws for each second of one processor.

`python benchmarks/estimation_latent.py [--runs 12] [TABLE…]`; needs ../shared/data/mse. LCMCR's figures and
processor time are those of peers_measured.csv: medians of three runs with 1,000 kept draws. It gives no
effective sample size, so it is bounded from above (1,000, as if all its draws were independent) and measured
on its own algorithm: ours without the moves is the sampler of the same paper, sweep for sweep, and runs as
LCMCR ran: 10,000 sweeps left out, then 1,000 draws, one in ten. The spread of such runs' medians is also the
yardstick for agreement: z is LCMCR's distance from our median in units of it.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tequio.engines.estimation import CaptureTable, LatentClassSettings, read_table, run_latent_classes
from tequio.engines.estimation.convergence import effective_draws
from tequio.engines.estimation.gibbs import run_chain

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "mse"
NAME = "estimating-latent"
COLUMNS = (
    *("table", "ours", "R-hat", "other places", "LCMCR", "its runs", "medians of the paper's sampler", "z"),
    *("CPU s", "its CPU s", "effective per s", "LCMCR's", "ratio", "LCMCR's at most"),
)
KEPT_DRAWS, THINNING, LEFT_OUT = 1_000, 10, 10_000


@dataclass(frozen=True)
class Peer:
    """What LCMCR said of a table, and the processor time it took."""

    figure: float
    low: float
    high: float
    least: float
    most: float
    cpu: float


def peers(data: Path) -> dict[str, Peer]:
    """Give LCMCR's figures by table."""
    with (data / "peers_measured.csv").open(newline="") as file:
        return {
            row["dataset"]: Peer(
                *(float(row[name]) for name in ("est", "lo", "hi", "est_min", "est_max", "cpu"))
            )
            for row in csv.DictReader(file)
            if row["method"] == "lcmcr"
        }


def plain_runs(table: CaptureTable, runs: int) -> tuple[np.ndarray, float]:
    """Run the paper's sampler as LCMCR ran; give the median of each run and the effective draws of one."""
    histories = np.ascontiguousarray(table.histories, dtype=np.float64)
    prior = np.array([1.0, 1.0, 0.25, 0.25])
    draws = []
    for number in range(runs):
        random = np.random.default_rng([77, number])
        state = np.zeros((table.k + 2, 5))
        state[: table.k] = random.random((table.k, 5))
        state[table.k] = np.log(0.2)
        state[table.k + 1, 0] = 1.0
        run_chain(histories, table.counts, state, prior, LEFT_OUT, LEFT_OUT, 0, random)
        unseen, _ = run_chain(
            histories, table.counts, state, prior, KEPT_DRAWS * THINNING, THINNING, 0, random
        )
        draws.append(unseen + table.n)
    kept = np.array(draws, dtype=float)
    # Chains that sit apart make the pooled number small; each chain alone would not see that.
    return np.median(kept, axis=1), effective_draws(np.log(kept)) / runs


def row_of(data: Path, name: str, peer: Peer, runs: int) -> str:
    """Measure one table and write its row."""
    table = read_table((data / f"{name}.csv").read_bytes())
    began = time.process_time()
    run = run_latent_classes(table, seed=1, settings=LatentClassSettings(scouts=4))
    spent = time.process_time() - began
    low, median, high = np.quantile(run.draws, [0.025, 0.5, 0.975])
    medians, effective = plain_runs(table, runs)
    spread = float(np.log(medians).std(ddof=1))
    away = np.log(peer.figure / median) / spread if spread else 0.0
    rate = min(run.convergence.bulk, run.convergence.tail) / spent
    other = "; ".join(f"{mode.estimate:,.0f}" for mode in (run.elsewhere if run.agrees else run.modes))
    figure = f"{median:,.0f} ({low:,.0f}–{high:,.0f})" if run.agrees else "none"
    return (
        f"| {name} | {figure} | {run.convergence.r_hat:.3f} | {other or '–'} | "
        f"{peer.figure:,.0f} ({peer.low:,.0f}–{peer.high:,.0f}) | {peer.least:,.0f}–{peer.most:,.0f} | "
        f"{medians.min():,.0f}–{medians.max():,.0f} | {away:+.1f} | {spent:.1f} | {peer.cpu:.1f} | "
        f"{rate:.0f} | {effective / peer.cpu:.0f} | {rate / (effective / peer.cpu):.0f} | "
        f"{KEPT_DRAWS / peer.cpu:.0f} |"
    )


def measure(data: Path, names: list[str] | None = None, runs: int = 12) -> str:
    """Measure tables, all unless named, and give them as Markdown."""
    known = peers(data)
    warm = read_table((data / "korea_3.csv").read_bytes())
    run_latent_classes(warm, seed=1, settings=LatentClassSettings(most_sweeps=400))  # compiles
    lines = [f"| {' | '.join(COLUMNS)} |", "|---" * len(COLUMNS) + "|"]
    for name in names or list(known):
        lines.append(row_of(data, name, known[name], runs))
        print(lines[-1], file=sys.stderr, flush=True)
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="*")
    parser.add_argument("--runs", type=int, default=12)
    asked = parser.parse_args()
    print(measure(SHARED, asked.tables, asked.runs))


if __name__ == "__main__":
    main()
