"""A table as Parquet, with the types that CSV lacks (https://parquet.apache.org/docs/).

DuckDB writes it. Portions of rows go into a table on disk, so that memory does not grow with the register.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from tequio.apps.register.opendata.resources import Resource

# Types of a Frictionless Table Schema -> those of the file.
_TYPES = {
    "integer": "BIGINT",
    "string": "VARCHAR",
    "date": "DATE",
    "datetime": "TIMESTAMPTZ",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
}
_SETTINGS = {
    "memory_limit": "256MB",
    "threads": "2",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


class Typed:
    """Writes tables as Parquet, one after another.

    Args:
        folder: where the files go; the rows of a table lie there too until its file is written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._connection: Any = None

    @contextmanager
    def open(self) -> Iterator[Typed]:
        """Be ready to take rows; at the end what lay on disk is gone."""
        # Imported at its first use: the library is large, and most pages never need it.
        duckdb: Any = import_module("duckdb")
        held = self._folder / ".rows.duckdb"
        with duckdb.connect(str(held), config=_SETTINGS) as self._connection:
            self._connection.execute("SET TimeZone = 'UTC'")
            # Cells are handed over as text and cast: no type is guessed from the first of them.
            self._connection.execute("SET pandas_analyze_sample = 0")
            yield self
        held.unlink()

    def begin(self, table: Resource) -> None:
        """Begin a table."""
        columns = ", ".join(f'"{one.name}" {_TYPES[one.type]}' for one in table.columns)
        self._connection.execute(f'CREATE TABLE "{table.name}" ({columns})')

    def add(self, table: Resource, rows: list[tuple[Any, ...]]) -> None:
        """Add rows; a cell without a value, and an empty text, become NULL."""
        if not rows:
            return
        cells = zip(table.columns, zip(*rows, strict=True), strict=True)
        portion = {f"c{i}": _column(column.type, its) for i, (column, its) in enumerate(cells)}
        self._connection.register("portion", portion)
        self._connection.execute(f'INSERT INTO "{table.name}" SELECT * FROM portion')

    def end(self, table: Resource) -> Path:
        """Write the file of a table, and give its path."""
        path = self._folder / f"{table.name}.parquet"
        self._connection.table(f'"{table.name}"').write_parquet(str(path), compression="zstd")
        self._connection.execute(f'DROP TABLE "{table.name}"')
        return path


def _column(kind: str, cells: tuple[Any, ...]) -> Any:
    column = np.empty(len(cells), dtype=object)
    if kind == "string":
        column[:] = [cell or None for cell in cells]
    elif kind in {"date", "datetime"}:
        column[:] = [None if cell is None else cell.isoformat() for cell in cells]
    else:
        column[:] = [None if cell is None else str(cell) for cell in cells]
    return column
