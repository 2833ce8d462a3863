"""Rows in bulk, as quickly as either database takes them: `bulk_create` takes longer to write its SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection, models, router, transaction

Row = TypeVar("Row", bound=models.Model)
# Columns whose values both databases take as they are.
_PLAIN = (
    models.AutoField,
    models.BooleanField,
    models.CharField,
    models.FloatField,
    models.ForeignKey,
    models.IntegerField,
    models.TextField,
)


def pour(things: Iterable[Row]) -> list[Row]:
    """Insert new rows of one model inside a transaction, and give each its number.

    `save` and signals know nothing of it, as with `bulk_create`; the caller notes rows of a tracked model.

    Args:
        things: unsaved rows of one model, whose key is a number that the database counts up.

    Returns:
        The rows, each with its number.

    Raises:
        TransactionManagementError: outside a transaction: the numbers would not be kept free.
    """
    rows = list(things)
    if not rows:
        return rows
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Rows are poured inside a transaction only.")
    model = type(rows[0])
    for row, number in zip(rows, _numbers(model, len(rows)), strict=True):
        row.pk = number
    _insert(model, [tuple(prepared(row) for prepared in _preparations(model)) for row in rows])
    for row in rows:
        row._state.adding, row._state.db = False, router.db_for_write(model)
    return rows


def _numbers(model: type[models.Model], count: int) -> Iterable[int]:
    """Set so many numbers aside. PostgreSQL counts them up; on SQLite nobody else writes meanwhile."""
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            free = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            cursor.execute(free, [table, key, count])
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
    last = int(found[0]) if found else 0
    return range(last + 1, last + 1 + count)


@cache
def _preparations(model: type[models.Model]) -> tuple[Callable[[models.Model], Any], ...]:
    """Give, for each column, what makes of a row the value that is stored."""
    return tuple(
        attrgetter(field.attname) if isinstance(field, _PLAIN) else partial(_prepared, field)
        for field in model._meta.concrete_fields
    )


def _prepared(field: models.Field[Any, Any], row: models.Model) -> Any:
    return field.get_db_prep_save(field.pre_save(row, True), connection)


def _insert(model: type[models.Model], values: Sequence[tuple[Any, ...]]) -> None:
    quoted = connection.ops.quote_name
    table = quoted(model._meta.db_table)
    columns = ", ".join(quoted(str(field.column)) for field in model._meta.concrete_fields)
    with connection.wrap_database_errors, connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
            return
        marks = ", ".join("?" * len(values[0]))
        # The driver's own cursor: Django's would look for its marks in each row.
        cursor.connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)
