"""When the next session of a mechanism is due, as far as its last session and its cadence tell."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tequio.apps.register.models import Mechanism, Session
from tequio.apps.register.operations.deadlines import last_day

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class NextSession:
    """What is known of the session to come.

    Args:
        period: when, in the source's words or as a date; empty where nothing is known.
        place: where, in the source's words; may be empty.
        last_day: the last day on which it would be in time, or None where nothing is known.
        is_overdue: whether that day is past.
    """

    period: str
    place: str
    last_day: date | None
    is_overdue: bool


def next_session(
    mechanism: Mechanism, sessions: Sequence[Session], today: date, cadence_months: int | None = None
) -> NextSession | None:
    """Say when the next session is due.

    The last session's own words count first ("in the United Kingdom in 2025" is in time until the end of
    2025), then the cadence of the mechanism counted from the last session.

    Args:
        mechanism: whose cadence counts.
        sessions: its sessions in order of time.
        today: the day to judge by.
        cadence_months: months between sessions, where they are known from elsewhere.

    Returns:
        What is known, or None where the mechanism has had no session.
    """
    if not sessions:
        return None
    last = sessions[-1]
    years = _YEAR.findall(last.next_period)
    by = date(int(years[-1]), 12, 31) if years else None
    held = last_day(last.date_end or last.date_start)
    cadence_months = mechanism.cadence_months or cadence_months
    if by is None and held and cadence_months:
        months = held.year * 12 + held.month - 1 + cadence_months
        year, month = divmod(months, 12)
        by = date(year, month + 1, calendar.monthrange(year, month + 1)[1])
    period = last.next_period or (by.strftime("%Y-%m") if by else "")
    return NextSession(period, last.next_place, by, bool(by and by < today))
