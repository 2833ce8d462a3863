"""Rows out of the database and in, in values that both kinds of database read alike."""

from __future__ import annotations

import base64
import datetime
import decimal
import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DataError, IntegrityError, connection, models

from tequio.site.backup.errors import ArchiveIsBroken
from tequio.site.backup.manifest import TableFacts

# Rows that are fetched at once, and written at once: as many, or as many bytes. A document is one row.
_FETCHED = 200
_ROWS, _BYTES = 1_000, 4 << 20
# Columns whose values JSON has no form of its own for.
_WRITTEN_AS_TEXT = (
    models.DateField,
    models.TimeField,
    models.DecimalField,
    models.UUIDField,
    models.BinaryField,
)
# Tables whose rows stay where they are, and why; a new site has none of them.
LEFT_OUT = {
    "sessions.Session": "whoever has a session's key is signed in",
    "django_tasks_database.DBTaskResult": "work that waits; what was half read is taken up from its intake",
    "account.EmailConfirmation": "links in letters that wait to be followed",
    "socialaccount.SocialApp": "secrets of an institution's own sign-in; they come from the settings",
    "socialaccount.SocialToken": "keys to accounts elsewhere",
}


def tables() -> list[type[models.Model]]:
    """Give the model of every table that an archive holds."""
    return [model for model in _all_tables() if model._meta.label not in LEFT_OUT]


def _all_tables() -> list[type[models.Model]]:
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def columns_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Give the columns of a table, without those that the database works out itself."""
    return [column for column in model._meta.local_concrete_fields if not getattr(column, "generated", False)]


def is_register_empty() -> bool:
    """Say whether nothing was ever entered here: no row in any table of ours."""
    ours = (model for model in tables() if model.__module__.startswith("tequio."))
    return not any(model._base_manager.exists() for model in ours)


def rows_of(model: type[models.Model], told: Callable[[int], None]) -> Iterator[bytes]:
    """Give a table's rows in the order of their keys, many lines at a time.

    Args:
        model: of the table.
        told: is called with the number of rows of each piece.
    """
    names = [column.attname for column in columns_of(model)]
    rows = model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=_FETCHED)
    lines = (_line(row) for row in rows)
    for chunk in _chunks(lines):
        yield b"".join(chunk)
        told(len(chunk))


def _line(row: tuple[Any, ...]) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_plain).encode() + b"\n"


def _plain(value: object) -> str:
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal | uuid.UUID):
        return str(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    raise TypeError(f"a {type(value).__name__} has no place in an archive")


def empty_all() -> None:
    """Empty every table, inside a transaction; sign-ins of before must not open accounts of after."""
    names = [model._meta.db_table for model in _all_tables()]
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), names):
            cursor.execute(statement)


def load(
    model: type[models.Model], facts: TableFacts, lines: Iterable[bytes], told: Callable[[int], None]
) -> None:
    """Write a table's rows, inside a transaction.

    Args:
        model: of the table, which must be empty.
        facts: what the manifest says of it.
        lines: one row each.
        told: is called with the number of rows of each piece.

    Raises:
        ArchiveIsBroken: a line is none, there are more or fewer than there should be, or the database cannot
            take a value.
    """
    columns = columns_of(model)
    readers = [_reader(column) for column in columns]
    quote = connection.ops.quote_name
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(quote(str(c.column)) for c in columns)}) "
        f"VALUES ({', '.join(['%s'] * len(columns))})"
    )
    count = 0
    try:
        with connection.cursor() as cursor:
            for chunk in _chunks(lines):
                rows = [_row(line, columns, readers) for line in chunk]
                cursor.executemany(statement, rows)
                count += len(rows)
                told(len(rows))
    except (ValueError, TypeError, ValidationError, DataError, IntegrityError) as error:
        reason = " ".join(str(error).split())[:200]
        raise ArchiveIsBroken(
            f"The table {facts.name} of the archive cannot be taken in near row {count + 1} ({reason})."
        ) from error
    if count != facts.rows:
        raise ArchiveIsBroken(f"{facts.name} has {count} rows in the archive instead of {facts.rows}.")
    _go_on_from(model, facts.last)


def _chunks(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    chunk: list[bytes] = []
    size = 0
    for line in lines:
        chunk.append(line)
        size += len(line)
        if len(chunk) == _ROWS or size > _BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _row(
    line: bytes, columns: list[models.Field[Any, Any]], readers: list[Callable[[Any], Any] | None]
) -> list[Any]:
    values = json.loads(line)
    if not isinstance(values, list) or len(values) != len(columns):
        raise ValueError("the line is no row of this table")
    return [
        column.get_db_prep_save(value if read is None or value is None else read(value), connection)
        for column, read, value in zip(columns, readers, values, strict=True)
    ]


def _reader(column: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    """Give what turns a value of an archive into one of the column; None where they are the same."""
    target: Any = column
    while target.is_relation:
        target = target.target_field
    read: Callable[[Any], Any] | None = target.to_python if isinstance(target, _WRITTEN_AS_TEXT) else None
    return read


# -- the numbers that the database gives to new rows ---------------------------------------------------------


def last_number(model: type[models.Model]) -> int | None:
    """Give the last number that the database gave to a row, deleted ones too; None where it gives none."""
    if not isinstance(model._meta.pk, models.AutoField):
        return None
    table, highest = model._meta.db_table, _highest(model)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            given = cursor.fetchone()
            return max(highest, given[0] if given else 0)
        # A sequence's own number is one too high where nothing was given yet; then there is no row either.
        cursor.execute(f"SELECT last_value, is_called FROM {_sequence(cursor, model)}")
        value, is_called = cursor.fetchone()
        return max(highest, value if is_called else 0)


def _go_on_from(model: type[models.Model], last: int | None) -> None:
    if last is None or not isinstance(model._meta.pk, models.AutoField):
        return
    table, last = model._meta.db_table, max(last, _highest(model))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
        else:
            cursor.execute("SELECT setval(%s, %s, %s)", [_sequence(cursor, model), max(last, 1), last > 0])


def _highest(model: type[models.Model]) -> int:
    return int(model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0)


def _sequence(cursor: Any, model: type[models.Model]) -> str:
    pk = model._meta.pk
    quoted = connection.ops.quote_name(model._meta.db_table)
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quoted, pk.column if pk else "id"])
    return str(cursor.fetchone()[0])
