"""Lists and settings, checked before anything is compared: everything is refused here or nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tequio.engines.linkage.births import Births
from tequio.engines.linkage.columns import Columns, column_of
from tequio.engines.linkage.comparing import Comparisons
from tequio.engines.linkage.errors import (
    ListIsEmpty,
    ListNotReadable,
    NoCommonField,
    RecordIsTwice,
    SettingsAreWrong,
)
from tequio.engines.linkage.persons import Persons
from tequio.engines.linkage.settings import Settings
from tequio.engines.linkage.types import Check, RecordId

Lists = Mapping[str, Sequence[Mapping[str, str]]]
# UTF-8 that was read as Latin: a capital of its first byte, then a sign of its second; or what replaced a letter.
_MOJIBAKE = re.compile("[ÃÂ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|\ufffd|â€")
_BROKEN_ALLOWED, _BROKEN_SHARE = 2, 0.01
_LEAST_FIELDS = 2  # that a record without a name must have, to be compared at all


@dataclass(frozen=True)
class Prepared:
    """Lists that can be linked.

    Args:
        comparisons: all fields of all records.
        records: in the order of the lists.
        one_each: whether each list counts nobody twice, shape (lists,).
        known: whether a record is compared, shape (records,); the unidentified are not.
        checks: what was noticed.
    """

    comparisons: Comparisons
    records: tuple[RecordId, ...]
    one_each: tuple[bool, ...]
    known: NDArray[np.bool_]
    checks: tuple[Check, ...]


def prepared(lists: Lists, settings: Settings) -> Prepared:
    """Check lists against settings and make them ready.

    Raises:
        ListIsEmpty: a list has no records, or there is no list.
        SettingsAreWrong: the settings name a list or column that does not exist.
        NoCommonField: two lists share no field.
        ListNotReadable: letters of a list were lost in a wrong encoding.
        RecordIsTwice: an identifier is missing or occurs twice.
    """
    if not lists:
        raise ListIsEmpty("no_list")
    for name, rows in lists.items():
        if not len(rows):
            raise ListIsEmpty("list_without_records", name=name)
    _check_columns(lists, settings)
    _check_common(lists, settings)
    _check_letters(lists, settings)
    one_each = tuple(not settings.of(name).duplicates for name in lists)
    if len(lists) == 1 and one_each[0]:
        raise SettingsAreWrong("one_list_without_duplicates")
    records = tuple(record for name, rows in lists.items() for record in _identified(name, rows, settings))
    comparisons = Comparisons(settings.fields, lists)
    known = _known(comparisons)
    return Prepared(comparisons, records, one_each, known, _noticed(comparisons, settings))


def _columns(rows: Sequence[Mapping[str, str]]) -> set[str]:
    return set(rows.columns) if isinstance(rows, Columns) else {name for row in rows for name in row}


def _check_columns(lists: Lists, settings: Settings) -> None:
    there = {name: _columns(rows) for name, rows in lists.items()}
    for name in (*settings.lists, *(name for each in settings.fields for name in each.columns)):
        if name not in there:
            raise SettingsAreWrong("list_not_given", name=name)
    for name, has in there.items():
        if settings.of(name).id and settings.of(name).id not in has:
            raise SettingsAreWrong("identifier_column_missing", name=name, column=settings.of(name).id)
    for each in settings.fields:
        for name, columns in each.columns.items():
            missing = sorted(set(columns.values()) - there[name])
            if missing:
                raise SettingsAreWrong("column_missing", name=name, column=missing[0], field=each.name)


def _check_common(lists: Lists, settings: Settings) -> None:
    names = list(lists)
    for at, one in enumerate(names):
        for other in names[at:]:
            if not any(one in each.columns and other in each.columns for each in settings.fields):
                key = "lists_share_nothing" if one != other else "list_is_not_compared"
                raise NoCommonField(key, one=one, other=other)


def _check_letters(lists: Lists, settings: Settings) -> None:
    """Refuse a list whose letters were lost on the way ("JosÃ©", "P�rez"): nothing would be the same name again."""
    for each in settings.fields:
        for name, columns in each.columns.items():
            for column in columns.values():
                values = column_of(lists[name], column)
                broken = [at for at, value in enumerate(values, 1) if value and _MOJIBAKE.search(value)]
                if len(broken) > max(_BROKEN_ALLOWED, len(values) * _BROKEN_SHARE):
                    raise ListNotReadable(
                        "letters_broken", column=column, name=name, rows=len(broken), row=broken[0]
                    )


def _identified(name: str, rows: Sequence[Mapping[str, str]], settings: Settings) -> list[RecordId]:
    column = settings.of(name).id
    if not column:
        return [RecordId(name, str(number)) for number in range(1, len(rows) + 1)]
    values = [value.strip() for value in column_of(rows, column)]
    seen: dict[str, int] = {}
    for number, value in enumerate(values, 1):
        if not value:
            raise RecordIsTwice("identifier_missing", row=number, name=name, column=column)
        if value in seen:
            raise RecordIsTwice("identifier_twice", first=seen[value], row=number, name=name, column=column)
        seen[value] = number
    return [RecordId(name, value) for value in values]


def _known(comparisons: Comparisons) -> NDArray[np.bool_]:
    persons = [each for each in comparisons.each if isinstance(each, Persons)]
    others = [each for each in comparisons.each if not isinstance(each, Persons)]
    size = len(comparisons.list_of)
    if not persons:
        return np.ones(size, dtype=np.bool_)
    named = np.logical_or.reduce([each.known for each in persons])
    marked = np.logical_or.reduce([each.unidentified for each in persons])
    beside = np.sum([each.known for each in others], axis=0) if others else np.zeros(size)
    return np.asarray(named | (~marked & (beside >= _LEAST_FIELDS)))


def _noticed(comparisons: Comparisons, settings: Settings) -> tuple[Check, ...]:
    checks: list[Check] = []
    for field, each in zip(comparisons.fields, comparisons.each, strict=True):
        if not isinstance(each, Births):
            continue
        if each.mixed:
            checks.append(
                Check(
                    "mixed_dates",
                    "warn",
                    f"Dates of “{field.name}” are written with the day first and with the month first; "
                    "what could mean both was read with the day first.",
                    f"Las fechas de «{field.name}» vienen con el día primero y con el mes primero; "
                    "las que pueden leerse de ambos modos se leyeron con el día primero.",
                )
            )
        if each.unread:
            checks.append(
                Check(
                    "unread_dates",
                    "warn",
                    f"Values of “{field.name}” that cannot be read as dates: {each.unread:,}; they count as missing.",
                    f"Valores de «{field.name}» que no se leen como fecha: {each.unread:,}; cuentan como faltantes.",
                )
            )
    return tuple(checks)
