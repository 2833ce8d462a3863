"""Days from partial dates and counted months."""

from __future__ import annotations

import calendar
import re
from datetime import date

from tequio.engines.duties.errors import DateIsWrong

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def last_day(written: str) -> date:
    """Give the last day that a partial ISO date covers.

    Args:
        written: "2025", "2025-06", "2025-06-30" or an interval of two of these, "2025-06/2025-08".

    Returns:
        The last day of the year, the month, or of the interval's end.

    Raises:
        DateIsWrong: where `written` is none of these, or its end lies before its start.
    """
    parts = written.split("/")
    days = [_days(part, written) for part in parts]
    if len(parts) > 2 or days[0][0] > days[-1][1]:
        raise DateIsWrong(f"{written!r} is no interval from an earlier to a later date.")
    return days[-1][1]


def _days(part: str, written: str) -> tuple[date, date]:
    """Give the first and the last day of one partial date."""
    match = _PARTIAL.fullmatch(part)
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(group) if group else None for group in match.groups())
        first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
        if day is not None:
            return first, first
        last_month = 12 if month is None else month
        return first, date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])
    except ValueError:  # no match, the year 0, month 13, 30 February
        raise DateIsWrong(
            f"{written!r} is no date: write 2025-06-30, 2025-06, 2025 or two of them with a / between."
        ) from None


def add_months(day: date, months: int) -> date:
    """Count months from a day; where the month is too short, its last day stands for the missing one.

    Count each time from the same first day: 31 January plus one and plus two months is 28 February and
    31 March, while adding one month twice would lose the 31.

    Args:
        day: where to count from.
        months: how many; may be negative.

    Raises:
        DateIsWrong: beyond the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise DateIsWrong("A schedule stays within the years 1 to 9999.")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
