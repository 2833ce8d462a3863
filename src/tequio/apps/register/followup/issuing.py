"""Issuing duties from schedules, cadences, deadlines and questions; doing it twice changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Prefetch, Q

from tequio.apps.ledger.recording import note, note_deletion, note_new, recorded
from tequio.apps.register.followup.due import as_engine
from tequio.apps.register.models import (
    Assignment,
    Commitment,
    Duty,
    Mechanism,
    Report,
    ReportSchedule,
    Session,
)
from tequio.apps.register.operations.deadlines import last_day
from tequio.apps.register.queries.next_session import next_session
from tequio.engines import duties as engine

# How far ahead reports are issued: a little more than "due" reaches, so that a calendar shows them.
AHEAD = timedelta(days=62)
# Records of one transaction: short enough that nobody waits long, long enough to be quick.
_AT_ONCE = 500
_KEPT = (Commitment.State.ACCEPTED, Commitment.State.CORRECTED)


def issue_reports(schedules: Sequence[ReportSchedule], on: date) -> int:
    """Issue the reports that schedules ask for until a little after a day; issued ones stay as they are.

    Args:
        schedules: with their assignment.
        on: the day.

    Returns:
        How many were new.
    """
    keys = [schedule.assignment_id for schedule in schedules]
    issued: dict[int, list[engine.Duty]] = defaultdict(list)
    for row in Duty.objects.filter(kind=Duty.Kind.REPORT, assignment__in=keys):
        issued[row.assignment_id or 0].append(as_engine(row))
    wanted: list[Duty] = []
    for schedule in schedules:
        key = schedule.assignment_id
        plan = engine.Schedule(schedule.starts_on, schedule.months, schedule.days_to_report, _end(schedule))
        every = engine.report_duties(f"assignment-{key}", plan, on + AHEAD, issued[key])
        wanted += [
            as_row(duty, assignment_id=key, institution_id=schedule.assignment.institution_id)
            for duty in every[len(issued[key]) :]
        ]
    made = keep(wanted)
    _mark_done(keys, made)
    return len(made)


def _end(schedule: ReportSchedule) -> date | None:
    """No period starts after the assignment has ended."""
    ends = [day for day in (schedule.ends_on, schedule.assignment.ended_on) if day is not None]
    return max(min(ends), schedule.starts_on) if ends else None


def _mark_done(assignments: Sequence[int], made: Sequence[Duty]) -> None:
    """A report may have been handed in before its duty was issued."""
    if not made:
        return
    reports = Report.objects.filter(
        assignment__in=assignments, state__in=(Report.State.SUBMITTED, Report.State.ACCEPTED)
    )
    for report in reports:
        Duty.objects.filter(
            pk__in=[duty.pk for duty in made], assignment=report.assignment_id, first=report.first
        ).update(done_on=report.submitted_on)


def as_row(duty: engine.Duty, **owed: int | None) -> Duty:
    """Give a duty as it is stored."""
    return Duty(
        key=duty.key,
        kind=str(duty.kind),
        source=duty.source,
        due_on=duty.due,
        first=duty.first,
        last=duty.last,
        **owed,
    )


def keep(wanted: Iterable[Duty]) -> list[Duty]:
    """Store the duties that were not issued yet; of one whose date moved, the new date. Reports never move.

    Returns:
        Those that are new.
    """
    by_key = {duty.key: duty for duty in wanted}
    with recorded(None, "issue-duties"):
        known = {duty.key: duty for duty in Duty.objects.filter(key__in=by_key).select_for_update()}
        moved = [
            known[key]
            for key, duty in by_key.items()
            if key in known and duty.kind != Duty.Kind.REPORT and known[key].due_on != duty.due_on
        ]
        note(*moved)
        for row in moved:
            row.due_on, row.done_on, row.closed_by, row.closed_why = by_key[row.key].due_on, None, None, ""
            row.save(update_fields=["due_on", "done_on", "closed_by", "closed_why"])
        Duty.objects.bulk_create(
            [duty for key, duty in by_key.items() if key not in known], ignore_conflicts=True
        )
        made = list(Duty.objects.filter(key__in=by_key.keys() - known.keys()))
        note_new(*made)
    return made


def issue_all(on: date) -> int:
    """Issue every duty that a day asks for; run twice, the second time issues nothing.

    Args:
        on: the day, whatever the clock says.

    Returns:
        How many were new.
    """
    issued = 0
    for schedules in _portions(ReportSchedule.objects.select_related("assignment")):
        with recorded(None, "issue-duties"):
            issued += issue_reports(schedules, on)
    horizon = Q(due_on__lte=on + AHEAD) | Q(duties__kind=Duty.Kind.DEADLINE)
    for assignments in _portions(Assignment.objects.filter(horizon, ended_on=None, due_on__isnull=False)):
        issued += len(keep(_of_assignment(row) for row in assignments))
    commitments = Commitment.objects.filter(horizon, state__in=_KEPT, due_on__isnull=False)
    for rows in _portions(commitments.only("pk", "due_on", "deadline_date")):
        issued += len(keep(_of_commitment(row) for row in rows))
    return issued + issue_sessions(on)


def _portions(rows: Any) -> Iterator[list[Any]]:
    """Read rows by key, a portion at a time, so that each portion is a transaction of its own."""
    after = 0
    while portion := list(rows.filter(pk__gt=after).order_by("pk").distinct()[:_AT_ONCE]):
        yield portion
        after = portion[-1].pk


def _of_assignment(row: Assignment) -> Duty:
    duty = engine.deadline_duty(f"assignment-{row.pk}", str(row.due_on))
    return as_row(duty, assignment_id=row.pk, institution_id=row.institution_id)


def _of_commitment(row: Commitment) -> Duty:
    return as_row(engine.deadline_duty(f"commitment-{row.pk}", str(row.due_on)), commitment_id=row.pk)


def issue_sessions(on: date) -> int:
    """Issue the sessions that mechanisms owe by their last session's words or their cadence."""
    in_order = Session.objects.order_by("date_start", "edition", "pk")
    rows: list[Duty] = []
    for mechanism in Mechanism.objects.prefetch_related(Prefetch("sessions", in_order, to_attr="in_order")):
        source = f"mechanism-{mechanism.pk}"
        sessions: list[Session] = mechanism.in_order
        expected = next_session(mechanism, sessions, on)
        if expected is None or expected.last_day is None:
            continue
        held = sessions[-1].date_end or sessions[-1].date_start
        if not sessions[-1].next_period and mechanism.cadence_months and last_day(held):
            duty = engine.session_duty(source, held, mechanism.cadence_months)
        else:
            duty = engine.Duty(engine.Kind.SESSION, source, expected.last_day)
        rows.append(as_row(duty, mechanism_id=mechanism.pk))
    return len(keep(rows))


def drop_lapsed() -> int:
    """Drop open duties whose ground is gone: the deadline was taken out, or the assignment has ended before.

    Returns:
        How many were dropped.
    """
    assignment_over = Q(assignment__ended_on__isnull=False) & (
        Q(kind=Duty.Kind.DEADLINE) | Q(kind=Duty.Kind.REPORT, first__gt=F("assignment__ended_on"))
    )
    no_deadline = Q(kind=Duty.Kind.DEADLINE) & (
        Q(assignment__isnull=False, assignment__due_on=None)
        | Q(assignment=None, commitment__due_on=None)
        | (Q(assignment=None) & ~Q(commitment__state__in=_KEPT))
    )
    dropped = 0
    while rows := list(Duty.objects.filter(assignment_over | no_deadline, done_on=None)[:_AT_ONCE]):
        with recorded(None, "drop-duties"):
            note_deletion(rows)
            Duty.objects.filter(pk__in=[row.pk for row in rows]).delete()
        dropped += len(rows)
    return dropped
