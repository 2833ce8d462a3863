"""Duties and the schedules that generate them. Time is always passed in; nothing here reads a clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tequio.engines.duties.dates import add_months, last_day
from tequio.engines.duties.errors import ScheduleIsWrong


class Kind(StrEnum):
    """What somebody owes by a date."""

    REPORT = "report"
    SESSION = "session"
    DEADLINE = "deadline"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Duty:
    """Something due on a day.

    Args:
        kind: report due, session expected, deadline of a commitment, reply due.
        source: opaque identifier of what it arises from ("assignment-17").
        due: the last day on which it is in time.
        first: first day of the period that a report covers, else None.
        last: last day of that period, else None.
    """

    kind: Kind
    source: str
    due: date
    first: date | None = None
    last: date | None = None

    @property
    def key(self) -> str:
        """What stays the same when the date moves: kind, source and, for a report, its period's start."""
        return f"{self.kind}:{self.source}" + (f":{self.first.isoformat()}" if self.first else "")


@dataclass(frozen=True, slots=True)
class Schedule:
    """When reports are due.

    Args:
        start: first day of the first period.
        months: length of a period, 1 or more.
        days_to_report: how many days after a period's last day its report is due, 0 or more.
        end: last day on which a period may start, or None for no end.
    """

    start: date
    months: int
    days_to_report: int = 0
    end: date | None = None

    def __post_init__(self) -> None:
        if self.months < 1:
            raise ScheduleIsWrong("A report period is one month or longer.")
        if self.days_to_report < 0:
            raise ScheduleIsWrong("A report is not due before its period ends.")
        if self.end is not None and self.end < self.start:
            raise ScheduleIsWrong("A schedule does not end before it starts.")

    def periods(self) -> Iterator[tuple[date, date]]:
        """Yield the first and last day of each period, without end where the schedule has none."""
        number = 0
        first = self.start
        while self.end is None or first <= self.end:
            number += 1
            following = add_months(self.start, number * self.months)
            yield first, following - timedelta(days=1)
            first = following


def report_duties(
    source: str, schedule: Schedule, until: date, issued: Iterable[Duty] = ()
) -> tuple[Duty, ...]:
    """Generate the reports that a schedule asks for, keeping every date that was issued already.

    A schedule that changes does not move what people were told: issued duties stay as they are, and the
    new schedule goes on the day after the last issued period. Its first period may be shorter for that.

    Args:
        source: opaque identifier of the assignment.
        schedule: the schedule in force.
        until: generate periods that start on this day or before.
        issued: report duties of this source that were issued, under whatever schedule.

    Returns:
        The issued duties, unchanged, and the new ones, by period.

    Raises:
        ScheduleIsWrong: where an issued duty is no report of this source.
        DateIsWrong: where a period would end after the year 9999.
    """
    kept = tuple(sorted(issued, key=lambda duty: duty.first or date.min))
    for duty in kept:
        if duty.kind is not Kind.REPORT or duty.source != source or duty.last is None:
            raise ScheduleIsWrong(f"{duty.key} is no report of {source}.")
    covered = max((duty.last for duty in kept if duty.last), default=date.min)
    new = []
    for first, last in schedule.periods():
        if first > until:
            break
        if last <= covered:
            continue
        begins = max(first, covered + timedelta(days=1))
        if begins <= until:
            due = last + timedelta(days=schedule.days_to_report)
            new.append(Duty(Kind.REPORT, source, due, begins, last))
    return kept + tuple(new)


def session_duty(source: str, last_session: str, cadence_months: int) -> Duty:
    """Say by when a mechanism's next session is expected.

    Args:
        source: opaque identifier of the mechanism.
        last_session: partial ISO date or interval of its last session; its last day counts.
        cadence_months: months between sessions, 1 or more.

    Returns:
        A duty due so many months after the last session; where only the month or year of that session
        is known, on the last day of the month reached.

    Raises:
        DateIsWrong: where `last_session` is no partial date.
        ScheduleIsWrong: for a cadence of less than a month.
    """
    if cadence_months < 1:
        raise ScheduleIsWrong("Sessions are a month or more apart.")
    day = last_day(last_session)
    due = add_months(day, cadence_months)
    if len(last_session.rsplit("/", maxsplit=1)[-1]) < len("2025-06-30"):
        # "2024-02" became 29 February; a year on, the month still ends on its own last day.
        due = last_day(due.isoformat()[: len("2025-06")])
    return Duty(Kind.SESSION, source, due)


def deadline_duty(source: str, written: str) -> Duty:
    """Make the duty of a commitment with a deadline.

    Args:
        source: opaque identifier of the commitment or component.
        written: partial ISO date or interval, as the register keeps it.

    Raises:
        DateIsWrong: where `written` is none.
    """
    return Duty(Kind.DEADLINE, source, last_day(written))


def reply_duty(source: str, asked: date, days: int) -> Duty:
    """Make the duty to reply to a request or to use a right of reply.

    Args:
        source: opaque identifier of the request.
        asked: the day on which it was put; day 1 is the day after.
        days: calendar days to reply, 1 or more.

    Raises:
        ScheduleIsWrong: for less than a day.
    """
    if days < 1:
        raise ScheduleIsWrong("A reply has a day or more.")
    return Duty(Kind.REPLY, source, asked + timedelta(days=days))
