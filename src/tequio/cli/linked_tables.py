"""The file of `tequio link` as tables of capture histories: the best linkage, then draws of the possible."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from tequio.engines.estimation import CaptureTable, TableIsWrong, of_records

_COLUMNS = {"list", "record", "person", "draw"}


def tables_of_links(file: Path, draws: int) -> list[CaptureTable]:
    """Read the linkages of a Parquet file.

    Args:
        file: one row for each record and draw: columns list, record, person and draw; draw 0 is the best.
        draws: how many of the others are taken, evenly; 0 for the best alone.

    Raises:
        TableIsWrong: the file is no such table, or has no best linkage.
    """
    import duckdb

    try:
        connection = duckdb.connect()
        rows = connection.from_parquet(str(file))
        if not set(rows.columns) >= _COLUMNS:
            raise TableIsWrong("links_columns", columns=", ".join(rows.columns) or "–")
        rows.create_view("links")
        lists = [name for (name,) in _rows(connection, "SELECT DISTINCT list FROM links ORDER BY 1")]
        numbers = [draw for (draw,) in _rows(connection, "SELECT DISTINCT draw FROM links ORDER BY 1")]
        if None in lists or None in numbers or not numbers or numbers[0] != 0:
            raise TableIsWrong("links_best_missing")
        chosen = [0, *_spread([number for number in numbers if number], draws)]
        return [_table(connection, lists, number) for number in chosen]
    except duckdb.Error as error:
        raise TableIsWrong("links_unreadable") from error


def _rows(connection: Any, sql: str, values: list[object] | None = None) -> list[Any]:
    found: list[Any] = connection.execute(sql, values or []).fetchall()
    return found


def _spread(numbers: list[int], most: int) -> list[int]:
    if len(numbers) <= most:
        return numbers
    places: list[int] = np.linspace(0, len(numbers) - 1, most).round().astype(int).tolist() if most else []
    return [numbers[place] for place in places]


def _table(connection: Any, lists: list[str], draw: int) -> CaptureTable:
    columns = ", ".join(f"max(CASE WHEN list = ? THEN 1 ELSE 0 END) AS l{n}" for n in range(len(lists)))
    sql = f"SELECT {columns} FROM links WHERE draw = ? AND person IS NOT NULL GROUP BY person"
    found = _rows(connection, sql, [*lists, draw])
    return of_records(np.array(found, dtype=np.int8), [str(name) for name in lists])
