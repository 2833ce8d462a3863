"""Dates as far as a text fixes them: ISO day, month, year, or an interval of two of them."""

from __future__ import annotations

import calendar
import re
from datetime import date

from tequio.text import fold

# Words of a cadence, folded, in both languages -> months between sessions.
_CADENCES = (
    (("twice a year", "every six months", "six-monthly", "semestral", "cada seis meses", "biannual"), 6),
    (("every two years", "biennial", "cada dos anos", "bienal"), 24),
    (("every three years", "cada tres anos", "trienal"), 36),
    (("quarterly", "every three months", "trimestral", "cada tres meses"), 3),
    (("monthly", "mensual", "cada mes"), 1),
    (("annual", "yearly", "every year", "each year", "once a year", "anual", "cada ano"), 12),
)

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def last_day(written: str | None) -> date | None:
    """Give the last day of a date, month, year or interval.

    Args:
        written: "2025", "2025-06", "2025-06-30" or "2011-02-21/2011-02-28".

    Returns:
        The day, or None where `written` is none of these.
    """
    last = (written or "").split("/")[-1].strip()
    match = _PARTIAL.fullmatch(last)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if year is None:
            return None
        month = month or 12
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except ValueError:  # month 13, day 31 of a short month; monthrange raises a subclass of it
        return None


def months_between(cadence: str | None) -> int | None:
    """Give the months between sessions from the words of a cadence.

    Args:
        cadence: "annual", "every two years", "anual" …, in English or Spanish.

    Returns:
        The months, or None where the words name no fixed cadence.
    """
    words = f" {fold(cadence or '')} "
    for phrases, months in _CADENCES:
        if any(f" {fold(phrase)} " in words for phrase in phrases):
            return months
    return None
