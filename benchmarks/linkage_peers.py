"""Splink and recordlinkage on the same records and fields, as their documentation would set them up.

Splink reads Arrow tables that DuckDB makes of the same files. Nothing here is tuned on labels: comparisons are
those of its library, term frequencies are on, and the model is trained by its own sampling and EM. Run with
`python benchmarks/linkage_peers.py febrl4|fake_1000|historical|names FILE …` to have pairs as a Parquet file.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Pair = tuple[str, str, float]


@dataclass(frozen=True)
class PeerRun:
    """What a peer gave.

    Args:
        pairs: ids of two records and their match probability.
        seconds: of processor time, from the tables to the pairs.
        linker: Splink's, for clusters; None elsewhere.
        predictions: Splink's table of pairs.
    """

    pairs: list[Pair]
    seconds: float
    linker: Any = None
    predictions: Any = None


def splink_run(
    connection: Any,
    tables: Sequence[str],
    link_type: str,
    comparisons: Sequence[Any],
    blocking: Sequence[Any],
    trained_on: Sequence[Any],
    sure: Sequence[Any],
    recall: float,
    least: float = 0.01,
    fetch: bool = True,
) -> PeerRun:
    """Train Splink on tables of a DuckDB connection and predict.

    Args:
        connection: that holds the tables, each with a column `unique_id`.
        tables: their names, one per list.
        link_type: "link_only", "dedupe_only" or "link_and_dedupe".
        comparisons: of Splink's library.
        blocking: rules that give the candidate pairs.
        trained_on: rules within which EM runs, one after the other.
        sure: rules whose pairs are almost all matches, for the prior.
        recall: of the sure rules, as a person would guess.
        least: the lowest probability kept.
        fetch: whether the pairs are wanted as a list.
    """
    from splink import DuckDBAPI, Linker, SettingsCreator

    logging.getLogger("splink").setLevel(logging.ERROR)
    began = time.process_time()
    database = DuckDBAPI(connection=connection)
    registered = [database.register(name, dataset_display_name=f"list_{name}") for name in tables]
    settings = SettingsCreator(
        link_type=link_type,
        comparisons=list(comparisons),
        blocking_rules_to_generate_predictions=list(blocking),
        retain_matching_columns=False,
    )
    linker = Linker(registered, settings)
    linker.training.estimate_probability_two_random_records_match(list(sure), recall=recall)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in trained_on:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=least)
    columns = "unique_id_l, unique_id_r, match_probability"
    rows: list[Pair] = []
    if fetch:
        rows = connection.sql(f"select {columns} from {found.physical_name}").fetchall()
    return PeerRun(rows, time.process_time() - began, linker, found)
