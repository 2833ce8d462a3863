"""Queries whose SQL is made once (record 98): Django puts it together anew each time, which costs a page more
processor than what the database does.

    evidence_of = Prepared(lambda keys: Evidence.objects.filter(Among("component_id", keys)).order_by("pk"))
    rows = evidence_of([7, 8])

The query set is built once with stand-ins for what will be asked; afterwards only the parameters change, and
rows become records as Django makes them. What is asked may change values, never the query's form.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet, prefetch_related_objects
from django.db.models.query import ModelIterable, get_related_populators

Asked = int | str | date | Collection[int]
Row = TypeVar("Row")

# Stand-ins, one for each thing asked; no query has such a number, day or text of its own. The numbers fit the
# smaller whole numbers of PostgreSQL: of a larger one Django knows that no row has it, and leaves it out.
_NUMBER, _DAY, _TEXT = 2_101_987_600, date(7654, 3, 2), "\x01stand-in\x01"
# Plans that PostgreSQL keeps for a connection: more than there are queries, with numbers of two widths.
_PLANS = 400


class NotPrepared(Exception):  # noqa: N818 - errors are named as facts (HOUSE.md)
    """A query cannot be made ready: what is asked does not reach the database as it was given."""


@dataclass(frozen=True, slots=True)
class _Made:
    """A query as one database takes it.

    Args:
        sql: with a place for each parameter.
        params: those that never change, and None where something asked goes.
        places: place among the parameters -> (number of what is asked, how it is handed over).
        converters: column -> (what turns its values into Python's, the column's expression).
        build: row of the database -> record; None where the row itself is wanted.
        lookups: what is fetched beside the records.
    """

    sql: str
    params: tuple[Any, ...]
    places: Mapping[int, tuple[int, Callable[[Any], Any]]]
    converters: Mapping[int, tuple[Sequence[Callable[..., Any]], Any]]
    build: Callable[[Sequence[Any]], Any] | None
    lookups: tuple[Any, ...]


@dataclass(slots=True)
class Prepared(Generic[Row]):
    """A query that is asked often, with other values each time.

    Args:
        make: what is asked -> query set. Each thing asked is a number, a text, a day, or numbers that go
            into `Among`; called once for each database with stand-ins.
    """

    make: Callable[..., QuerySet[Any, Row]]
    _made: dict[tuple[str, tuple[type, ...]], _Made] = field(default_factory=dict)

    def __call__(self, *asked: Asked) -> list[Row]:
        """Ask the database.

        Args:
            asked: in the order of `make`'s parameters.

        Raises:
            NotPrepared: something asked does not reach the database, or is changed on the way.
        """
        form = connection.vendor, tuple(_kind(one) for one in asked)
        made = self._made.get(form)
        if made is None:
            made = self._made[form] = _make_ready(self.make, form[1])
        params = list(made.params)
        for place, (number, hand_over) in made.places.items():
            params[place] = hand_over(asked[number])
        with _cursor() as cursor:
            cursor.execute(made.sql, params)
            found: list[Any] = cursor.fetchall()
        if made.converters:
            found = [_converted(row, made.converters) for row in found]
        if made.build is None:
            return found
        rows = [made.build(row) for row in found]
        if rows and made.lookups:
            prefetch_related_objects(rows, *made.lookups)
        return rows


def hold(rows: Iterable[Model], name: str, found: Mapping[int, list[Any]]) -> None:
    """Let rows have their linked records at hand, as if they had been prefetched.

    Args:
        rows: those that are linked from.
        name: of the relation.
        found: number of a row -> what is linked to it, in order; a row that is left out has nothing.
    """
    empty: Any = None
    for row in rows:
        if empty is None:
            empty = getattr(row, name).all()
        its = empty._chain()
        its._result_cache, its._prefetch_done = found.get(row.pk, []), True
        kept = row.__dict__.setdefault("_prefetched_objects_cache", {})
        kept[name] = its


def _cursor() -> Any:
    """Give a cursor; on PostgreSQL one that lets the server keep the plan of what is asked again and again.

    Django binds in the client, so that each query is parsed and planned anew.
    """
    if connection.vendor != "postgresql":
        return connection.cursor()
    # Loads the driver of a database that is not everybody's.
    from django.db.backends.postgresql.base import ServerBindingCursor  # noqa: PLC0415

    connection.ensure_connection()
    driver: Any = connection.connection
    kept, driver.cursor_factory = driver.cursor_factory, ServerBindingCursor
    driver.prepared_max = _PLANS
    try:
        return connection.cursor()
    finally:
        driver.cursor_factory = kept


def _kind(asked: Asked) -> type:
    for kind in (int, str, date):
        if isinstance(asked, kind):
            return kind
    return list


def _stand_in(kind: type, number: int) -> Any:
    if kind is int:
        return _NUMBER + number
    if kind is str:
        return f"{_TEXT}{number}"
    return _DAY + timedelta(days=number) if kind is date else [_NUMBER + number]


def _make_ready(make: Callable[..., QuerySet[Any, Any]], kinds: tuple[type, ...]) -> _Made:
    queryset: Any = make(*(_stand_in(kind, number) for number, kind in enumerate(kinds)))
    compiler: Any = queryset.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    places: dict[int, tuple[int, Callable[[Any], Any]]] = {}
    for number, kind in enumerate(kinds):
        stand_in, hand_over = _handed_over(kind, number)
        its = [place for place, value in enumerate(params) if value == stand_in and type(value) is not bool]
        if not its:
            raise NotPrepared(f"What is asked in place {number + 1} does not reach the database.")
        places |= dict.fromkeys(its, (number, hand_over))
    kept = tuple(None if place in places else value for place, value in enumerate(params))
    if any(str(_NUMBER)[:8] in str(value) or _TEXT in str(value) for value in kept):
        raise NotPrepared("What is asked is changed on its way to the database.")
    is_model = issubclass(queryset._iterable_class, ModelIterable)
    converters = compiler.get_converters([expression for expression, _sql, _alias in compiler.select])
    build = _builder(compiler) if is_model else None
    return _Made(sql, kept, places, converters, build, tuple(queryset._prefetch_related_lookups))


def _handed_over(kind: type, number: int) -> tuple[Any, Callable[[Any], Any]]:
    """Give a stand-in as the database gets it, and how what is asked is handed over."""
    stand_in = _stand_in(kind, number)
    if kind is date:
        return connection.ops.adapt_datefield_value(stand_in), _as_day
    if kind is list:
        return _as_keys(stand_in), _as_keys
    return stand_in, kind


def _as_day(asked: date) -> Any:
    return connection.ops.adapt_datefield_value(asked)


def _as_keys(asked: Collection[int]) -> Any:
    return list(asked) if connection.vendor == "postgresql" else json.dumps(list(asked))


def _converted(
    row: Sequence[Any], converters: Mapping[int, tuple[Sequence[Callable[..., Any]], Any]]
) -> Sequence[Any]:
    changed = list(row)
    for place, (steps, expression) in converters.items():
        value = changed[place]
        for step in steps:
            value = step(value, expression, connection)
        changed[place] = value
    return tuple(changed)


def _builder(compiler: Any) -> Callable[[Sequence[Any]], Model]:
    """Make records of rows as `ModelIterable` does: with what was joined, and with what was annotated."""
    select, joined, annotated = compiler.select, compiler.klass_info, compiler.annotation_col_map
    model = joined["model"]
    first, last = joined["select_fields"][0], joined["select_fields"][-1] + 1
    names = [expression.target.attname for expression, _sql, _alias in select[first:last]]
    populate: Any = get_related_populators  # its types are of a later Django
    populators = populate(joined, select, "default")

    def build(row: Sequence[Any]) -> Model:
        record: Model = model.from_db("default", names, row[first:last])
        for populator in populators:
            populator.populate(row, record)
        for name, place in annotated.items():
            setattr(record, name, row[place])
        return record

    return build
