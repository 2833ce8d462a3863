"""Lists read from CSV, and a linkage written as Parquet: all of it or nothing."""

from __future__ import annotations

import codecs
import csv
import io
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from tequio.engines.linkage.columns import Columns
from tequio.engines.linkage.errors import ListIsEmpty, ListNotReadable
from tequio.engines.linkage.types import Linkage, Pairs

_BINARY = (b"PK\x03\x04", b"%PDF", b"\x89PNG", b"\x1f\x8b", b"PAR1")
# Of a person nothing is as long; the reader's own bound is that of the process, which others may have moved.
_LONGEST_CELL = 100_000
_DELIMITERS = ",;\t|"


def read_list(data: bytes, name: str) -> Columns:
    """Read a list from the bytes of a CSV file: UTF-8, UTF-16 with its mark, or Windows-1252.

    Raises:
        ListIsEmpty: nothing in it, or only the names of columns.
        ListNotReadable: no text, or no table.
    """
    return read_csv(decoded(data, name), name)


def decoded(data: bytes, name: str) -> str:
    """Decode a file, never by a silent guess.

    Args:
        data: its bytes.
        name: what it is called in a message.

    Raises:
        ListIsEmpty: no bytes.
        ListNotReadable: binary, or in no encoding that can be told.
    """
    if not data.strip():
        raise ListIsEmpty("file_empty", name=name)
    try:
        if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return data.decode("utf-16")
        if b"\0" in data or data.startswith(_BINARY):
            raise ListNotReadable("file_not_text", name=name)
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return data.decode("cp1252")
    except UnicodeDecodeError:
        raise ListNotReadable("file_encoding", name=name) from None


def read_csv(text: str, name: str) -> Columns:
    """Read a list with its columns' names in the first row; cells apart by comma, semicolon, tab or bar.

    Args:
        text: of the file, decoded.
        name: of the list, for messages.

    Raises:
        ListIsEmpty: no rows below the names of the columns.
        ListNotReadable: no table, a column without a name or twice, or a row with other cells than columns.
    """
    lines = io.StringIO(text.removeprefix("\ufeff"), newline="")
    first = next((line for line in text.removeprefix("\ufeff").splitlines() if line.strip()), "")
    rows = csv.reader(lines, delimiter=max(_DELIMITERS, key=first.count), skipinitialspace=True)
    try:
        header = next((row for row in rows if any(cell.strip() for cell in row)), None)
        if header is None:
            raise ListIsEmpty("list_empty", name=name)
        names = _names(header, name)
        columns: list[list[str]] = [[] for _ in names]
        seen: dict[str, str] = {}  # one string for equal cells: long lists repeat themselves
        for row in _rows(rows, len(names), name):
            for column, cell in zip(columns, row, strict=True):
                if len(cell) > _LONGEST_CELL:
                    raise csv.Error
                column.append(seen.setdefault(cell, cell))
    except csv.Error:
        raise ListNotReadable("list_not_a_table", name=name, row=rows.line_num) from None
    if not columns[0]:
        raise ListIsEmpty("list_without_records", name=name)
    return Columns(dict(zip(names, columns, strict=True)))


def _names(header: list[str], name: str) -> list[str]:
    names = [cell.strip() for cell in header]
    while names and not names[-1]:
        names.pop()
    if "" in names:
        raise ListNotReadable("column_unnamed", column=names.index("") + 1, name=name)
    twice = next((each for at, each in enumerate(names) if each in names[:at]), None)
    if twice is not None:
        raise ListNotReadable("column_twice", name=name, column=twice[:60])
    return names


def _rows(rows: Iterator[list[str]], width: int, name: str) -> Iterator[list[str]]:
    for number, row in enumerate(rows, 1):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            raise ListNotReadable("row_too_long", row=number, name=name, cells=len(row), columns=width)
        yield [*row[:width], *[""] * (width - len(row))]


def write_links(linkage: Linkage, path: str | os.PathLike[str]) -> None:
    """Write `links.parquet`: one row per record and draw, with the columns list, record, person and draw.

    Draw 0 is the best clustering. The unidentified are in no row. Persons are numbered from 1 in each draw.

    Args:
        linkage: to write.
        path: of the file; one that is there is replaced only when all is written.
    """
    kept = np.flatnonzero(linkage.clusters >= 0)
    lists = np.array([linkage.records[at].list for at in kept.tolist()], dtype=object)
    records = np.array([linkage.records[at].record for at in kept.tolist()], dtype=object)
    with duckdb.connect() as database:
        database.register("records", {"place": np.arange(len(kept)), "list": lists, "record": records})
        database.execute("create table named as select * from records")
        database.execute("create table links (list varchar, record varchar, person bigint, draw integer)")
        for draw, clusters in enumerate((linkage.clusters, *linkage.draws)):
            person = np.unique(clusters[kept], return_inverse=True)[1] + 1
            database.register("drawn", {"place": np.arange(len(kept)), "person": person})
            database.execute(
                "insert into links select list, record, person, ? from named join drawn using (place)",
                [draw],
            )
            database.unregister("drawn")
        _write(database, "select * from links order by draw, list, record", path)


def write_pairs(pairs: Pairs, path: str | os.PathLike[str]) -> None:
    """Write the pairs, most probable first, as Parquet: both records, the probability, and each field's reason.

    Args:
        pairs: of a linkage.
        path: of the file; one that is there is replaced only when all is written.
    """
    records = pairs.records
    table: dict[str, Any] = {}
    for side, positions in (("left", pairs.left.tolist()), ("right", pairs.right.tolist())):
        table[f"{side}_list"] = np.array([records[at].list for at in positions], dtype=object)
        table[f"{side}_record"] = np.array([records[at].record for at in positions], dtype=object)
    table["probability"] = pairs.probability
    for column, learned in enumerate(pairs.learned):
        keys = np.array([outcome.key for outcome in learned.outcomes], dtype=object)
        table[f"{learned.field}: reason"] = keys[pairs.levels[:, column]]
        table[f"{learned.field}: weight"] = pairs.weights[:, column].astype(np.float64)
    with duckdb.connect() as database:
        database.register("pairs", table)
        _write(database, "select * from pairs", path)


def _write(database: duckdb.DuckDBPyConnection, query: str, path: str | os.PathLike[str]) -> None:
    target = Path(path)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        database.sql(query).write_parquet(str(unfinished), compression="zstd")
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def column_names(lists: Mapping[str, Columns]) -> dict[str, list[str]]:
    """Give the names of the columns of each list, as `propose_settings` takes them."""
    return {name: list(each.columns) for name, each in lists.items()}
