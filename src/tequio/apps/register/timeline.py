"""Sessions on a line, as numbers for a picture; the page's table says the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tequio.apps.register.models import Session
from tequio.apps.register.operations.deadlines import last_day
from tequio.apps.register.queries.next_session import NextSession

# Share of the width that stays free at both ends, so that no label is cut.
_MARGIN = 6.0
# More years than this and only every second, fifth or tenth is named.
_NAMED_YEARS = 8


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign on the line.

    Args:
        x: share of the width, as an SVG length ("12.5%").
        label: beside it.
        kind: "held", "next", "overdue", "today" or "year".
    """

    x: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class TimeLine:
    """A line with its signs, and from where to where it runs."""

    years: list[Mark]
    marks: list[Mark]


def time_line(sessions: Sequence[Session], next_one: NextSession | None, today: date) -> TimeLine | None:
    """Place sessions on a line of whole years.

    Args:
        sessions: those without a date are left out.
        next_one: what is known of the next session, or None.
        today: for the sign of today.

    Returns:
        The line, or None where nothing has a date.
    """
    held = [(day, str(s.edition or "")) for s in sessions if (day := _middle(s.date_start))]
    if not held:
        return None
    due = next_one.last_day if next_one else None
    days = [day for day, _label in held] + [today] + ([due] if due else [])
    first, last = date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)

    def x(day: date) -> str:
        share = (day - first).days / (last - first).days
        return f"{_MARGIN + share * (100 - 2 * _MARGIN):.2f}%"

    marks = [Mark(x(day), label, "held") for day, label in held]
    marks.append(Mark(x(today), "", "today"))
    if due and next_one:
        marks.append(Mark(x(due), "", "overdue" if next_one.is_overdue else "next"))
    span = last.year - first.year
    step = next((step for step in (1, 2, 5, 10, 20) if span / step <= _NAMED_YEARS), 50)
    years = [
        Mark(x(date(year, 1, 1)), str(year), "year")
        for year in range(first.year, last.year + 1)
        if year % step == 0
    ]
    return TimeLine(years, marks)


def _middle(written: str) -> date | None:
    """Give the day of a date, the middle of a month or year."""
    end = last_day(written)
    if end is None:
        return None
    if len(written) == len("2024"):
        return date(end.year, 7, 1)
    return end.replace(day=15) if len(written) == len("2024-01") else end
