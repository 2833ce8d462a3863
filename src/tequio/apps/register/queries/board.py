"""The coordinator's board: a row for each institution, mechanism or theme, a number for each case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from tequio.apps.accounts.models import Bilingual, Institution
from tequio.apps.register.models import CommitmentTopic, Mechanism, Topic
from tequio.apps.register.queries.components import WITHOUT, Asked, found, standing_of

# What the rows may be -> (path from a component, further condition on the path, model of the rows).
_ROWS: Mapping[str, tuple[str, Q, type[Bilingual]]] = {
    "institution": ("assignments__institution", Q(assignments__ended_on=None), Institution),
    "mechanism": ("commitment__session__mechanism", Q(), Mechanism),
    "theme": (
        "commitment__topic_links__topic",
        Q(commitment__topic_links__state=CommitmentTopic.State.ACCEPTED),
        Topic,
    ),
}
ROWS = tuple(_ROWS)
# Topics of other vocabularies (rights, groups, SDG) are not themes.
_THEMES = ("themes",)


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
    """The board.

    Args:
        rows: the one with most assigned first.
        cases: name of each column -> label.
        without: name of each filter -> (label, number, address).
    """

    rows: list[Row]
    cases: dict[str, Any]
    without: dict[str, tuple[Any, int, str]]


def board(on: date, rows: str = "institution", asked: Asked | None = None) -> Board:
    """Count the cases of components by institution, mechanism or theme.

    Args:
        on: the day by which due and overdue are meant.
        rows: one of `ROWS`.
        asked: what the board is narrowed to.
    """
    asked = asked or Asked()
    path, condition, model = _ROWS[rows if rows in _ROWS else "institution"]
    base = found(asked, on)
    cases = standing_of(on)
    counted = {name: _by(base.filter(case), path, condition, model) for name, (_label, case) in cases.items()}
    keys = {key for its in counted.values() for key in its}
    named = model._default_manager.in_bulk(list(keys))
    ordered = sorted(named, key=lambda key: (-counted["assigned"][key], str(named[key])))
    return Board(
        [
            Row(
                named[key],
                {
                    name: Cell(counted[name][key], asked.changed(**{rows: key, "case": name}).address())
                    for name in cases
                },
            )
            for key in ordered
        ],
        {name: label for name, (label, _case) in cases.items()},
        {
            name: (
                label,
                base.filter(lack).count(),
                asked.changed(without=tuple(sorted({*asked.without, name}))).address(),
            )
            for name, (label, lack) in WITHOUT.items()
        },
    )


def _by(rows: QuerySet[Any], path: str, condition: Q, model: type[Bilingual]) -> Counter[int]:
    """Count by row. No path leads to a component twice, so nothing has to be counted as distinct."""
    themes = Q(**{f"{path}__scheme__in": _THEMES}) if model is Topic else Q()
    grouped = (
        rows.filter(condition, themes, **{f"{path}__isnull": False})
        .order_by()
        .annotate(row=F(path))
        .values("row")
        .annotate(n=Count("pk"))
    )
    return Counter(dict(grouped.values_list("row", "n")))
