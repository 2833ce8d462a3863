"""Averaging over decomposable graphs, against the R package dga, and beyond its five lists."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from estimation_tables import markdown, peers, published, span

from tequio.engines.estimation import CaptureTable, average_graphs, of_full
from tequio.engines.estimation.graphs import decomposable_graphs

NAME = "estimating-graphs"


def as_dga_was_run(table: CaptureTable) -> np.ndarray:
    """Give the numbers of unseen people that dga was given: a thousand from 1 to 30 for each one seen."""
    return np.unique(np.rint(np.linspace(1, 30 * table.n, 1000)))


def measure(data: Path) -> str:
    """Compare figure by figure, and time six and seven lists."""
    average_graphs(published(data, "korea_3"))  # what is compiled once is not timed
    rows, equal = [], 0
    for name, peer in sorted(peers(data, "dga").items()):
        table = published(data, name)
        found = average_graphs(table, unseen=as_dga_was_run(table))
        every = average_graphs(table)
        theirs = tuple(float(peer[key]) for key in ("est", "lo", "hi"))
        same = theirs == (found.estimate, *found.interval)
        equal += same
        rows.append(
            [
                name,
                f"{theirs[0]:,.0f} ({span(*theirs[1:])})",
                f"{found.estimate:,.0f} ({span(*found.interval)})",
                "yes" if same else "no",
                f"{every.estimate:,.0f} ({span(*every.interval)})",
                peer["cpu"],
                f"{found.seconds:.2f}",
            ]
        )
    heading = ["table", "dga", "tequio on dga's grid", "equal", "tequio on every number"]
    heading += ["dga, CPU s", "tequio, CPU s"]
    text = f"Equal to the printed digit on {equal} of {len(rows)} tables.\n\n" + markdown(heading, rows)
    return text + "\n" + _beyond(data)


def _beyond(data: Path) -> str:
    """Time six and seven lists, on which dga does not run."""
    eight = published(data, "neworleans_8_n185")
    many = np.random.default_rng(7).poisson(np.where(np.arange(1, 128) % 2, 20.0, 6.0))
    cases = [
        ("uk_6", published(data, "uk_6")),
        ("netherlands_6", published(data, "netherlands_6")),
        ("neworleans_8_n185, its first two lists merged", eight.merged(*eight.lists[:2])),
        ("seven made lists, 1,600 people", of_full("abcdefg", many)),
    ]
    rows = []
    for name, table in cases:
        decomposable_graphs.cache_clear()
        found = average_graphs(table)
        rows.append(
            [
                name,
                table.k,
                f"{len(decomposable_graphs(table.k)):,}",
                f"{found.estimate:,.0f} ({span(*found.interval)})",
                f"{found.seconds:.2f}",
            ]
        )
    return markdown(["table", "lists", "graphs", "tequio", "CPU s, listing the graphs included"], rows)
