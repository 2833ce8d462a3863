"""Which records the log vouches for, and the state of each as plain data that is digested.

Each app says in its `tracked.py` what it keeps in the log. A record is taken with all that belongs to it: a
commitment with its components, topics and decisions, a person with spellings and memberships. Every column
counts unless it is left out by name.

A column that holds nothing (null, no text, no, an empty list) is not part of the state. So a column that is
added later, empty in the records there are, changes no digest.
"""

from __future__ import annotations

import datetime
import decimal
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Field, Model

from tequio.apps.ledger.errors import NotTracked
from tequio.apps.ledger.models import Salt
from tequio.engines.ledger import Json, ObjectKey, state_digest

# Larger whole numbers are written as text: the canonical form ends there.
_LARGEST = 2**53 - 1
# Rows of one query: SQLite takes so many parameters.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of another model that belong to a record.

    Args:
        model: theirs.
        owner: name of their foreign key to the record.
        without: columns that do not count.
    """

    model: type[Model]
    owner: str
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tracked:
    """One kind of record in the log.

    Args:
        kind: its name in the log ("commitment"); never changed once events bear it.
        model: of the record.
        without: columns that do not count, because they follow from others or say nothing of the world.
        linked: names of many-to-many fields; the state holds the numbers at the other end.
        parts: name -> rows that belong to it.
        quoted: name in the state -> lookup of a value in another row ("passage__exact").
    """

    kind: str
    model: type[Model]
    without: frozenset[str] = frozenset()
    linked: tuple[str, ...] = ()
    parts: Mapping[str, Part] = field(default_factory=dict)
    quoted: Mapping[str, str] = field(default_factory=dict)


_by_model: dict[type[Model], Tracked] = {}
_by_kind: dict[str, Tracked] = {}


def track(*kinds: Tracked) -> None:
    """Let the log vouch for these kinds of records; called when an app is ready."""
    for tracked in kinds:
        _by_model[tracked.model] = _by_kind[tracked.kind] = tracked


def all_tracked() -> Collection[Tracked]:
    """Give every kind of record that is in the log."""
    return _by_kind.values()


def tracked_of(model: type[Model]) -> Tracked:
    """Give how a model's records are tracked.

    Raises:
        NotTracked: they are not.
    """
    if model not in _by_model:
        raise NotTracked(f"{model._meta.label} is not tracked; name it in its app's tracked.py.")
    return _by_model[model]


def owner_of(row: Model) -> tuple[Tracked, int] | None:
    """Give the tracked record that a row is, or is a part or link of: how it is tracked, and its number."""
    model = type(row)
    if model in _by_model:
        return _by_model[model], row.pk
    for tracked in _by_kind.values():
        for part in tracked.parts.values():
            if part.model is model:
                return tracked, getattr(row, f"{part.owner}_id")
        for name in tracked.linked:
            link: Any = tracked.model._meta.get_field(name)
            if link.remote_field.through is model:
                return tracked, getattr(row, f"{link.m2m_field_name()}_id")
    return None


def states(tracked: Tracked, numbers: Iterable[Any]) -> dict[Any, dict[str, Json]]:
    """Read the present states of records.

    Args:
        tracked: their kind.
        numbers: primary keys, any number of them.

    Returns:
        primary key -> state, without those that do not exist.
    """
    wanted = list(numbers)
    found: dict[Any, dict[str, Json]] = {}
    for at in range(0, len(wanted), CHUNK):
        found.update(_states(tracked, wanted[at : at + CHUNK]))
    return found


def _states(tracked: Tracked, numbers: list[Any]) -> dict[Any, dict[str, Json]]:
    columns = _columns(tracked.model, tracked.without)
    lookups = [*(column.attname for column in columns), *tracked.quoted.values()]
    rows = tracked.model._base_manager.filter(pk__in=numbers).values("pk", *lookups)
    found: dict[Any, dict[str, Json]] = {}
    for row in rows:
        state = _present(columns, row)
        state |= {name: _plain(row[lookup]) for name, lookup in tracked.quoted.items()}
        found[row["pk"]] = state
    for name in tracked.linked:
        _add_links(tracked.model, name, found)
    for name, part in tracked.parts.items():
        _add_part(name, part, found)
    return found


@cache
def _columns(model: type[Model], without: frozenset[str]) -> list[Field[Any, Any]]:
    named = {column.name for column in model._meta.concrete_fields}
    if unknown := set(without) - named:
        raise NotTracked(f"{model._meta.label} has no column {', '.join(sorted(unknown))} to leave out.")
    return [
        column
        for column in model._meta.concrete_fields
        if not column.primary_key and column.name not in without
    ]


def _present(columns: Iterable[Field[Any, Any]], row: Mapping[str, Any]) -> dict[str, Json]:
    """Give the columns that hold something."""
    state: dict[str, Json] = {}
    for column in columns:
        value = row[column.attname]
        is_plain_no = value is False and not column.null
        if value is None or is_plain_no or (isinstance(value, str | list | dict) and not value):
            continue
        state[column.name] = _plain(value)
    return state


def _add_links(model: type[Model], name: str, found: dict[Any, dict[str, Json]]) -> None:
    link: Any = model._meta.get_field(name)
    near, far = f"{link.m2m_field_name()}_id", f"{link.m2m_reverse_field_name()}_id"
    pairs = link.remote_field.through._base_manager.filter(**{f"{near}__in": list(found)})
    linked: dict[Any, list[Any]] = {}
    for owner, other in pairs.values_list(near, far):
        linked.setdefault(owner, []).append(other)
    for owner, others in linked.items():
        found[owner][name] = sorted(others)


def _add_part(name: str, part: Part, found: dict[Any, dict[str, Json]]) -> None:
    columns = _columns(part.model, part.without | {part.owner})
    owner = f"{part.owner}_id"
    rows = part.model._base_manager.filter(**{f"{owner}__in": list(found)}).order_by("pk")
    parts: dict[Any, list[Json]] = {}
    for row in rows.values("pk", owner, *(column.attname for column in columns)):
        parts.setdefault(row[owner], []).append({"id": row["pk"], **_present(columns, row)})
    for key, its_parts in parts.items():
        found[key][name] = its_parts


def _plain(value: Any) -> Json:
    """Give a value in the types that have a canonical form; both databases give the same."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int) and abs(value) <= _LARGEST:
        return value
    if isinstance(value, int | float | datetime.date | decimal.Decimal | uuid.UUID) and not isinstance(
        value, datetime.datetime
    ):
        return str(value)
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    raise NotTracked(f"A {type(value).__name__} has no place in a state; leave its column out.")


def salts_of(tracked: Tracked, numbers: Iterable[Any]) -> dict[str, str]:
    """Give the salts of records: number as text -> salt."""
    names = [str(number) for number in numbers]
    found: dict[str, str] = {}
    for at in range(0, len(names), CHUNK):
        rows = Salt.objects.filter(object_type=tracked.kind, object_id__in=names[at : at + CHUNK])
        found.update(rows.values_list("object_id", "salt"))
    return found


def present_digests(keys: Iterable[ObjectKey]) -> dict[ObjectKey, str]:
    """Digest the present states of records, for the verification of the log.

    Args:
        keys: (kind, number as text).

    Returns:
        key -> digest, without those that do not exist. A record without a salt was never in the log and
        gets a digest that fits nothing.
    """
    by_kind: dict[str, list[str]] = {}
    for kind, name in keys:
        by_kind.setdefault(kind, []).append(name)
    digests: dict[ObjectKey, str] = {}
    for kind, names in by_kind.items():
        tracked = _by_kind.get(kind)
        if tracked is None:
            continue
        numbers = [tracked.model._meta.pk.to_python(name) for name in names]
        salts = salts_of(tracked, numbers)
        for number, state in states(tracked, numbers).items():
            salt = salts.get(str(number))
            digests[kind, str(number)] = state_digest(state, salt) if salt else "0" * 64
    return digests


def every_key() -> Iterable[ObjectKey]:
    """Name every record there is of the tracked kinds."""
    for tracked in _by_kind.values():
        for number in tracked.model._base_manager.order_by("pk").values_list("pk", flat=True).iterator():
            yield tracked.kind, str(number)
