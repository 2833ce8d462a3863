"""How often 95 % intervals hold the truth where it is known: seven simulated populations, 200 tables each.

`python benchmarks/estimation_coverage.py [--tables 200] [--methods a,b] [--seconds 600]` goes on where it was
stopped: each figure is a row of build/estimation_coverage.csv, and the tables of the documentation are made
of the rows that are there. Here latent classes have a quarter of the command's budget, which can only refuse
more, and no scouts, which change no figure; the log-linear bootstrap has 300 replicates. The scenarios are
those of ../shared/data/mse/simulation_scenarios.json; the peers' runs beside, on tables of their own from the
same populations, were measured there.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tequio.engines.estimation import (
    METHODS,
    CaptureTable,
    EstimationError,
    LatentClassSettings,
    latent_classes,
    of_records,
    range_of,
)
from tequio.engines.estimation.loglinear import fit_loglinear
from tequio.engines.estimation.report import BOUNDS
from tequio.engines.estimation.results import MethodResult
from tequio.engines.estimation.wording import saying

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "mse"
KEPT = Path(__file__).resolve().parents[1] / "build" / "estimation_coverage.csv"
NAME = "estimating-coverage"
TRUTH, LEVEL = 2000, 0.95
COLUMNS = ("method", "scenario", "table", "n", "estimate", "low", "high", "cpu")
FEWER_REPLICATES = 300  # of the bootstrap; the command takes 1,000
SMALL_BUDGET = LatentClassSettings(most_sweeps=40_000, scouts=0)


def _scenarios() -> dict[str, list[dict]]:
    """Give the populations: scenario -> classes, each of a size, with a chance for each list."""
    known: dict[str, list[dict]] = json.loads((SHARED / "simulation_scenarios.json").read_text())
    return known


def simulated(classes: list[dict], scenario: int, table: int) -> CaptureTable:
    """Make one table: people of each class are on each list by chance, independently."""
    random = np.random.default_rng([20_261_122, scenario, table])
    people = np.vstack(
        [random.random((group["size"], len(group["probs"]))) < np.array(group["probs"]) for group in classes]
    )
    lists = [f"L{number + 1}" for number in range(people.shape[1])]
    return of_records(people[people.any(axis=1)].astype(np.int8), lists)


def one_figure(method: str, table: CaptureTable, seed: int) -> tuple[float, float, float] | None:
    """Give the figure and its limits, or None where the method refuses."""
    try:
        if method == "latent_classes":
            result = latent_classes(table, seed=seed, settings=SMALL_BUDGET, level=LEVEL)
        elif method == "loglinear":
            result = fit_loglinear(table, level=LEVEL, seed=seed, replicates=FEWER_REPLICATES)
        else:
            result = METHODS[method](table, seed, LEVEL)
    except EstimationError:
        return None
    return result.estimate, *result.interval


def run(tables: int, methods: list[str], seconds: float, scenarios: list[str]) -> None:
    """Measure what is not measured yet, table by table over all scenarios, until the time is spent."""
    KEPT.parent.mkdir(exist_ok=True)
    done = {(row["method"], row["scenario"], int(row["table"])) for row in kept()}
    known = _scenarios()
    began = time.monotonic()
    with KEPT.open("a", newline="") as file:
        writer = csv.writer(file)
        if not done:
            writer.writerow(COLUMNS)
        for number in range(tables):
            for place, (scenario, classes) in enumerate(known.items()):
                if scenario not in scenarios:
                    continue
                table = simulated(classes, place, number)
                for method in methods:
                    if (method, scenario, number) in done or (method == "chapman" and table.k > 2):
                        continue
                    start = time.process_time()
                    figure = one_figure(method, table, number)
                    spent = time.process_time() - start
                    writer.writerow(
                        [method, scenario, number, table.n, *(figure or ("", "", "")), f"{spent:.3f}"]
                    )
                    file.flush()
                if time.monotonic() - began > seconds:
                    return


def kept() -> Iterator[dict[str, str]]:
    """Yield the rows that are there."""
    if KEPT.exists():
        with KEPT.open(newline="") as file:
            yield from csv.DictReader(file)


def peers() -> Iterator[dict[str, str]]:
    """Yield the peers' rows in the shape of ours."""
    with (SHARED / "simulation_peers_runs.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            yield {
                "method": f"{row['method']} (R)",
                "scenario": row["scenario"],
                "table": row["rep"],
                "n": row["nobs"],
                "estimate": row["est"],
                "low": row["lo"],
                "high": row["hi"],
                "cpu": row["cpu_s"],
            }


def with_ranges(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Add the range over the methods for each table that all of them were given."""
    by_table: dict[tuple[str, str], dict[str, dict[str, str]]] = defaultdict(dict)
    for row in rows:
        by_table[row["scenario"], row["table"]][row["method"]] = row
    every = {row["method"] for row in rows}
    added = []
    for (scenario, number), found in by_table.items():
        if set(found) != every:
            continue
        spoken = [
            MethodResult(
                name,
                float(row["estimate"]),
                (float(row["low"]), float(row["high"])),
                LEVEL,
                saying("no_method"),
            )
            for name, row in found.items()
            if row["low"] and name not in BOUNDS
        ]
        limits = range_of(spoken)
        low, high = limits or ("", "")
        first = next(iter(found.values()))
        cpu = sum(float(row["cpu"]) for row in found.values())
        added.append(
            {
                "method": "range of the report",
                "scenario": scenario,
                "table": number,
                "n": first["n"],
                "estimate": "",
                "low": str(low),
                "high": str(high),
                "cpu": str(cpu),
            }
        )
    return rows + added


def tables_of(rows: list[dict[str, str]]) -> str:
    """Write coverage, width and refusals, by method and scenario, as Markdown."""
    scenarios = list(_scenarios())
    by_method: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_method[row["method"]][row["scenario"]].append(row)
    lines = [
        "| method | "
        + " | ".join(scenarios)
        + " | all | median width / truth | refused | tables | CPU s, median |",
        "|---" * (len(scenarios) + 6) + "|",
    ]
    for method, found in by_method.items():
        every = [row for some in found.values() for row in some]
        cells = [_coverage(found.get(scenario, [])) for scenario in scenarios]
        given = [row for row in every if row["low"]]
        widths = [(float(row["high"]) - float(row["low"])) / TRUTH for row in given]
        cpu = np.median([float(row["cpu"]) for row in every])
        lines.append(
            f"| {method} | {' | '.join(cells)} | {_coverage(every)} | {np.median(widths):.2f} | "
            f"{len(every) - len(given)} | {len(every)} | {cpu:.2f} |"
        )
    return "\n".join(lines)


def _coverage(rows: list[dict[str, str]]) -> str:
    given = [row for row in rows if row["low"] and row["high"]]
    if not given:
        return "–"
    return f"{np.mean([float(row['low']) <= TRUTH <= float(row['high']) for row in given]):.3f}"


def report() -> str:
    """Write the tables of the documentation from what was measured."""
    return tables_of(with_ranges(list(kept())) + list(peers()))


def measure(_data: Path) -> str:
    """Go on for ten minutes from where it stopped, and give the tables of what is there."""
    run(200, [name for name in METHODS if name != "chapman"], 600.0, list(_scenarios()))
    return report()


def main() -> None:
    """Measure and print."""
    known = list(_scenarios())
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--methods", default=",".join(name for name in METHODS if name != "chapman"))
    parser.add_argument("--scenarios", default=",".join(known))
    asked = parser.parse_args()
    run(asked.tables, asked.methods.split(","), asked.seconds, asked.scenarios.split(","))
    print("Coverage of 95 % intervals among the tables for which a figure was given.\n")
    print(report())


if __name__ == "__main__":
    main()
