"""The coordinator's board: a row for each institution, mechanism or theme, a number for each case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from tequio.apps.accounts.models import Bilingual, Institution
from tequio.apps.register.models import Mechanism, Topic
from tequio.apps.register.queries.components import WITHOUT, Asked, found, standing_of

# What the rows may be -> their model; the names are those of `ComponentStanding.Under`.
_ROWS: Mapping[str, type[Bilingual]] = {"institution": Institution, "mechanism": Mechanism, "theme": Topic}
ROWS = tuple(_ROWS)
# Rows of one page; a register may know a thousand mechanisms.
PAGE = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, and the address of its list."""

    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the board.

    Args:
        named: the institution, mechanism or theme.
        cells: name of a case -> number and list.
    """

    named: Any
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Board:
    """One page of the board.

    Args:
        rows: the one with most assigned first.
        cases: name of each column -> label.
        without: name of each filter -> (label, number, address).
        next_start: how many rows stand before the next page; None at the end.
    """

    rows: list[Row]
    cases: dict[str, Any]
    without: dict[str, tuple[Any, int, str]]
    next_start: int | None


def board(on: date, rows: str = "institution", asked: Asked | None = None, start: int = 0) -> Board:
    """Count the cases of components by institution, mechanism or theme.

    Args:
        on: the day by which due and overdue are meant.
        rows: one of `ROWS`.
        asked: what the board is narrowed to.
        start: how many rows to pass over.
    """
    asked = asked or Asked()
    rows = rows if rows in _ROWS else ROWS[0]
    cases = standing_of(on)
    counted: Mapping[int, Mapping[str, int]] = {
        number: its
        for number, *counts in found(asked, on, rows)
        .values("number")
        .annotate(
            **{f"n_{at}": Count("number", filter=case) for at, (_label, case) in enumerate(cases.values())}
        )
        .values_list("number", *(f"n_{at}" for at in range(len(cases))))
        if any((its := dict(zip(cases, counts, strict=True))).values())
    }
    named = _ROWS[rows]._default_manager.in_bulk(list(counted))
    ordered = sorted(named, key=lambda key: (-counted[key]["assigned"], str(named[key])))
    return Board(
        [
            Row(
                named[key],
                {
                    name: Cell(n, asked.changed(**{rows: key, "case": name}).address())
                    for name, n in counted[key].items()
                },
            )
            for key in ordered[start : start + PAGE]
        ],
        {name: label for name, (label, _case) in cases.items()},
        _without(asked, on),
        start + PAGE if len(ordered) > start + PAGE else None,
    )


def _without(asked: Asked, on: date) -> dict[str, tuple[Any, int, str]]:
    """Count what components lack, all of it in one question to the database."""
    columns = [column for _label, column in WITHOUT.values()]
    lacking: Counter[str] = Counter()
    for *has, n in found(asked, on).values_list(*columns).annotate(n=Count("*")):
        lacking.update({name: n for name, has_it in zip(WITHOUT, has, strict=True) if not has_it})
    return {
        name: (
            label,
            lacking[name],
            asked.changed(without=tuple(sorted({*asked.without, name}))).address(),
        )
        for name, (label, _column) in WITHOUT.items()
    }
