"""Strata added by their draws, and imputed replicates combined by Rubin's rules, on records from Colombia.

19,226 anonymised records of children recruited between 1990 and 2017, whose missing fields were imputed a
hundred times (JEP-CEV-HRDAG project, published by DANE); two of the replicates are in ../shared/data/mse. The
strata are the perpetrator, an imputed field: a record may be in one stratum in the first replicate and in
another in the second. Only the six longest of 34 lists are taken, so that every method can be asked.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from estimation_tables import markdown, span

from tequio.engines.estimation import (
    CaptureTable,
    ChainsDisagree,
    EstimationError,
    MethodResult,
    add_strata,
    combine_replicates,
    estimate_by,
    of_records,
)

NAME = "estimating-strata"
FOLDER, REPLICATES, LONGEST, SEED = "colombia_recruitment", (1, 2), 6, 1
METHODS = ("loglinear", "decomposable", "latent_classes")
STRATA = {"GUE-FARC": "FARC-EP", "PARA": "paramilitaries", "GUE-ELN": "ELN"}
OTHERS = "others"
WHOLE, BEYOND = "not stratified", 1e6

Record = Mapping[str, str]


def records_of(data: Path, replicate: int) -> list[Record]:
    """Read the records of one replicate."""
    path = data / FOLDER / f"individuals_R{replicate}.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def longest_lists(records: Sequence[Record]) -> list[str]:
    """Name the longest lists; membership is not imputed, so they are the same in every replicate."""
    names = [name for name in records[0] if name.startswith("in_")]
    return sorted(names, key=lambda name: -sum(record[name] == "1" for record in records))[:LONGEST]


def table_of(records: Iterable[Record], lists: Sequence[str]) -> CaptureTable:
    """Make the table of those who are on one of these lists."""
    on = np.array([[int(record[name]) for name in lists] for record in records], dtype=np.int8)
    return of_records(on[on.any(axis=1)], list(lists))


def stratified(records: Sequence[Record], lists: Sequence[str]) -> dict[str, CaptureTable]:
    """Give the table of each perpetrator."""
    by_stratum: dict[str, list[Record]] = {name: [] for name in (*STRATA.values(), OTHERS)}
    for record in records:
        by_stratum[STRATA.get(record["p_str"], OTHERS)].append(record)
    return {name: table_of(some, lists) for name, some in by_stratum.items()}


def asked(method: str, table: CaptureTable) -> MethodResult | str:
    """Give what a method says of a table, or why it refuses."""
    try:
        return estimate_by(method, table, SEED)
    except ChainsDisagree as error:
        return f"R-hat {error.why.values['r_hat']}"
    except EstimationError as error:
        return error.say("en")


def rows_of(method: str, tables: Sequence[Mapping[str, CaptureTable]]) -> list[list[str]]:
    """Ask one method for every stratum of every replicate; then the sum, and Rubin's rules for each."""
    said = [{name: asked(method, table) for name, table in one.items()} for one in tables]
    rows = [
        _row(method, name, [one[name] for one in said], [one[name].n for one in tables]) for name in tables[0]
    ]
    strata = [name for name in tables[0] if name != WHOLE]
    sums: list[MethodResult | str] = []
    people = [sum(one[name].n for name in strata) for one in tables]
    for one, results in zip(tables, said, strict=True):
        given = [results[name] for name in strata]
        some = [result for result in given if isinstance(result, MethodResult)]
        whole = len(some) == len(given)
        sums.append(
            add_strata(some, [one[name].n for name in strata], seed=SEED) if whole else "a stratum refused"
        )
    return [*rows, _row(method, "sum of the strata", sums, people)]


def _row(method: str, name: str, results: Sequence[MethodResult | str], people: Sequence[int]) -> list[str]:
    given = [result for result in results if isinstance(result, MethodResult)]
    cells = [_figure(result) for result in results]
    print(method, name, *cells, file=sys.stderr, flush=True)
    together = ["–", "–", "–"]
    if len(given) == len(results):
        joined = combine_replicates(given, people)
        missing = float(joined.details["missing"])  # type: ignore[arg-type]
        freedom = float(joined.details["degrees_of_freedom"])  # type: ignore[arg-type]
        together = [_figure(joined), f"{100 * missing:.0f} %", f"{freedom:,.0f}" if freedom < 1e6 else "∞"]
    return [method, name, " / ".join(f"{number:,}" for number in people), *cells, *together]


def _figure(result: MethodResult | str) -> str:
    if isinstance(result, str):
        return f"none: {result}"
    low, high = result.interval
    limits = span(low, high) if high < BEYOND else f"{low:,.0f} – over a million"
    return f"{result.estimate:,.0f} ({limits})"


def measure(data: Path) -> str:
    """Estimate every stratum of both replicates by every method, and combine them."""
    replicates = [records_of(data, replicate) for replicate in REPLICATES]
    lists = longest_lists(replicates[0])
    tables = [{**stratified(records, lists), WHOLE: table_of(records, lists)} for records in replicates]
    rows = [row for method in METHODS for row in rows_of(method, tables)]
    heading = ["method", "stratum", "people on a list", "replicate 1", "replicate 2"]
    heading += ["Rubin's rules", "imputation's share of the variance", "degrees of freedom"]
    moved = sum(
        one["p_str"] != other["p_str"] for one, other in zip(replicates[0], replicates[1], strict=True)
    )
    told = (
        f"Lists {', '.join(lists)}; seed {SEED}. Of {len(replicates[0]):,} records {moved:,} have another "
        "perpetrator in the second replicate.\n"
    )
    return told + "\n" + markdown(heading, rows)
