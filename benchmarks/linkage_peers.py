"""Splink on the same records and fields, set up as its documentation does for such data.

Nothing here is tuned on labels: comparisons are those of its library, term frequencies are on, the model is trained
by its own sampling and EM, and the blocking rules are generous.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class PeerRun:
    """What a peer gave.

    Args:
        left: place of each pair's one record, as its table has it, shape (pairs,).
        right: of the other.
        probability: that they are one person.
        seconds: of processor time, from the tables to the pairs.
    """

    left: np.ndarray
    right: np.ndarray
    probability: np.ndarray
    seconds: float


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
) -> PeerRun:
    """Train Splink on tables of a DuckDB connection and predict.

    Args:
        connection: that holds the tables, each with a column `unique_id`, and a table `places` of unique_id and place.
        tables: their names, one per list.
        link_type: "link_only", "dedupe_only" or "link_and_dedupe".
        comparisons: of Splink's library.
        blocking: rules that give the candidate pairs.
        trained_on: rules within which EM runs, one after the other.
        sure: rules whose pairs are almost all matches, for the prior.
        recall: of the sure rules, as a person would guess.
        least: the lowest probability kept.
    """
    from splink import DuckDBAPI, Linker, SettingsCreator

    began = time.process_time()
    database = DuckDBAPI(connection=connection)
    registered = [database.register(name, dataset_display_name=f"list_{name}") for name in tables]
    settings = SettingsCreator(
        link_type=link_type,
        comparisons=list(comparisons),
        blocking_rules_to_generate_predictions=list(blocking),
        retain_matching_columns=False,
    )
    linker = Linker(registered, settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match(list(sure), recall=recall)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in trained_on:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=least)
    seconds = time.process_time() - began
    rows = connection.sql(
        f"select one.place as one, other.place as other, match_probability from {found.physical_name} "
        "join places one on one.unique_id = unique_id_l join places other on other.unique_id = unique_id_r"
    ).fetchnumpy()
    return PeerRun(rows["one"], rows["other"], rows["match_probability"], seconds)


@dataclass(frozen=True)
class SetUp:
    """How Splink links one data set.

    Args:
        link_type: "link_only" or "dedupe_only".
        comparisons: of its library.
        blocking: rules that bring pairs.
        trained_on: rules within which EM runs.
        sure: rules whose pairs are almost all matches.
        recall: of those, guessed.
    """

    link_type: str
    comparisons: Sequence[Any]
    blocking: Sequence[Any]
    trained_on: Sequence[Any]
    sure: Sequence[Any]
    recall: float


def set_up(which: str) -> SetUp:
    """Give the set-up for "febrl", "fake", "historical" or "names"."""
    import splink.comparison_library as library
    from splink import block_on

    def frequent(comparison: Any) -> Any:
        return comparison.configure(term_frequency_adjustments=True)

    if which == "febrl":
        return SetUp(
            "link_only",
            [
                library.ForenameSurnameComparison("given_name", "surname"),
                library.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
                frequent(library.JaroWinklerAtThresholds("suburb", [0.92, 0.85])),
                library.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
                library.ExactMatch("state"),
            ],
            [block_on(*keys) for keys in (
                ("surname", "substr(given_name, 1, 1)"), ("date_of_birth",), ("given_name", "postcode"),
                ("surname", "postcode"), ("given_name", "suburb"), ("surname", "suburb"), ("suburb", "postcode"),
                ("given_name", "surname"),
            )],
            [block_on("date_of_birth"), block_on("given_name", "surname")],
            [block_on("given_name", "surname", "date_of_birth"), block_on("surname", "date_of_birth", "postcode")],
            0.7,
        )  # fmt: skip
    if which == "fake":
        return SetUp(
            "dedupe_only",
            [
                frequent(library.NameComparison("first_name")),
                frequent(library.NameComparison("surname")),
                library.DateOfBirthComparison("dob", input_is_string=True),
                frequent(library.ExactMatch("city")),
                library.EmailComparison("email"),
            ],
            [block_on("first_name"), block_on("surname"), block_on("dob"), block_on("email")],
            [block_on("first_name", "surname"), block_on("dob")],
            [block_on("first_name", "surname", "dob"), block_on("email")],
            0.7,
        )
    if which == "historical":
        return SetUp(
            "dedupe_only",
            [
                library.ForenameSurnameComparison(
                    "first_name", "surname", forename_surname_concat_col_name="first_and_surname"
                ),
                library.DateOfBirthComparison("dob", input_is_string=True),
                library.PostcodeComparison("postcode_fake"),
                frequent(library.ExactMatch("birth_place")),
                frequent(library.ExactMatch("occupation")),
            ],
            [block_on(*keys) for keys in (
                ("substr(first_name, 1, 3)", "substr(surname, 1, 4)"), ("surname", "dob"), ("first_name", "dob"),
                ("postcode_fake", "first_name"), ("postcode_fake", "surname"), ("dob", "birth_place"),
                ("substr(postcode_fake, 1, 3)", "dob"), ("substr(postcode_fake, 1, 3)", "first_name"),
                ("substr(postcode_fake, 1, 3)", "surname"),
                ("substr(first_name, 1, 2)", "substr(surname, 1, 2)", "substr(dob, 1, 4)"),
            )],
            [block_on("first_name", "surname"), block_on("dob")],
            [block_on("first_name", "surname", "dob")],
            0.6,
        )  # fmt: skip
    return SetUp(
        "link_only",
        [
            frequent(library.NameComparison("given")),
            frequent(library.NameComparison("paternal")),
            frequent(library.NameComparison("maternal")),
            library.LevenshteinAtThresholds("year", 1),
            library.ExactMatch("state"),
        ],
        [block_on(*keys) for keys in (
            ("given", "paternal"), ("paternal", "maternal"), ("given", "year"), ("paternal", "year"), ("maternal", "year"),
            ("given", "maternal"), ("paternal", "state"), ("given", "state"),
        )],
        [block_on("given", "paternal"), block_on("paternal", "year")],
        [block_on("given", "paternal", "maternal"), block_on("given", "paternal", "year")],
        0.5,
    )  # fmt: skip


def splink_on(which: str, connection: Any, tables: Sequence[str]) -> PeerRun:
    """Run Splink's set-up for a data set on tables of a DuckDB connection."""
    how = set_up(which)
    return splink_run(
        connection, tables, how.link_type, how.comparisons, how.blocking, how.trained_on, how.sure, how.recall
    )
