"""Rows in bulk, as quickly as either database takes them: millions of rows in minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from django.core.management.color import no_style
from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)
AT_ONCE = 10_000
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


def pour(things: Iterable[Row], keep: bool = True) -> list[Row]:
    """Store new rows and give each its number; `save`, signals and the ledger know nothing of it.

    Args:
        things: unsaved rows of one model.
        keep: whether they are given back; a million rows need not stay in memory.
    """
    iterator = iter(things)
    kept: list[Row] = []
    model, number = None, 0
    while portion := list(islice(iterator, AT_ONCE)):
        if model is None:
            model = type(portion[0])
            number = (model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1
        for row in portion:
            row.pk, number = number, number + 1
        _write(model, [_values(row) for row in portion])
        if keep:
            kept += portion
    if model is not None:
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
                cursor.execute(statement)
    return kept


def _values(row: models.Model) -> tuple[Any, ...]:
    return tuple(prepared(row) for prepared in _preparations(type(row)))


_known: dict[type[models.Model], list[Callable[[models.Model], Any]]] = {}


def _preparations(model: type[models.Model]) -> list[Callable[[models.Model], Any]]:
    """Give, for each column, what makes of a row the value that is stored."""
    if model not in _known:
        _known[model] = [partial(_prepared, field, field.attname) for field in model._meta.concrete_fields]
    return _known[model]


def _prepared(field: models.Field[Any, Any], name: str, row: models.Model) -> Any:
    if isinstance(field, _PLAIN):
        return row.__dict__[name]
    return field.get_db_prep_save(field.pre_save(row, True), connection)


def _write(model: type[models.Model], rows: Sequence[tuple[Any, ...]]) -> None:
    quoted = connection.ops.quote_name
    table = quoted(model._meta.db_table)
    columns = ", ".join(quoted(field.column) for field in model._meta.concrete_fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join("?" * len(rows[0]))
        # The driver's own cursor: Django's would look for its marks in each row.
        cursor.connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
