"""The published tables and what peers said of them, read from ../shared/data/mse."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from tequio.engines.estimation import CaptureTable, read_table


def published(data: Path, name: str) -> CaptureTable:
    """Read a published table."""
    return read_table((data / f"{name}.csv").read_bytes())


def peers(data: Path, method: str) -> dict[str, dict[str, str]]:
    """Give what a peer said: table -> its row of peers_measured.csv."""
    with (data / "peers_measured.csv").open(encoding="utf-8", newline="") as file:
        return {row["dataset"]: row for row in csv.DictReader(file) if row["method"] == method}


def markdown(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Set rows as a table of Markdown."""
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def span(low: float, high: float) -> str:
    """Write an interval in whole numbers."""
    return f"{low:,.0f} – {high:,.0f}"
