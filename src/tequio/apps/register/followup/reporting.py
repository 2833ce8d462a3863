"""Reports of an institution on its assignment: written, handed in, returned with a reason, accepted."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note_new, recorded
from tequio.apps.register.followup.due import settle_report
from tequio.apps.register.followup.errors import NotInThatState
from tequio.apps.register.followup.issuing import issue_reports
from tequio.apps.register.followup.reading_values import needed, words
from tequio.apps.register.followup.steps import locked, today, write
from tequio.apps.register.models import Assignment, AssignmentStep, Report, ReportSchedule, ReportStep
from tequio.apps.register.operations.errors import WrongValue
from tequio.engines.duties import Schedule, ScheduleIsWrong

State = Report.State
_MOST_MONTHS = 120
_MOST_DAYS = 366


def set_schedule(  # noqa: PLR0913
    assignment: Assignment,
    by: User,
    *,
    starts_on: date,
    months: int,
    days_to_report: int = 0,
    ends_on: date | None = None,
    why: str = "",
    seen: int | None = None,
    on: date | None = None,
) -> ReportSchedule:
    """Say when an institution reports on an assignment. Dates that were issued already stay as they are.

    Args:
        assignment: open.
        by: who decides.
        starts_on: first day of the first period.
        months: length of a period.
        days_to_report: days after a period's last day by which the report is due.
        ends_on: last day on which a period may start, or None.
        why: in the person's words.
        seen: number of the last step on the assignment that the person had before them.
        on: the day on which this is decided, for the dates that are issued at once; today where left out.

    Raises:
        NotAllowed: the person's role does not allow it.
        WrongValue: the schedule contradicts itself.
        ChangedSince: somebody changed the assignment meanwhile.
    """
    require(by, "assignment.assign", assignment)
    _check_schedule(starts_on, months, days_to_report, ends_on)
    values = {
        "starts_on": starts_on,
        "months": months,
        "days_to_report": days_to_report,
        "ends_on": ends_on,
    }
    with recorded(by, "set-schedule"):
        locked(assignment, seen)
        schedule, _made = ReportSchedule.objects.update_or_create(assignment=assignment, defaults=values)
        write(assignment, by, "set-schedule", why=why)
        issue_reports([schedule], on or today())
    return schedule


def _check_schedule(starts_on: date, months: int, days_to_report: int, ends_on: date | None) -> None:
    if not (0 < months <= _MOST_MONTHS and 0 <= days_to_report <= _MOST_DAYS):
        raise WrongValue(
            _("A report period has 1 to 120 months, and a report is due 0 to 366 days after it.")
        )
    try:
        Schedule(starts_on, months, days_to_report, ends_on)
    except ScheduleIsWrong:
        raise WrongValue(_("A schedule does not end before it starts.")) from None


def write_report(
    assignment: Assignment, by: User, period: tuple[date, date], text: str, seen: int | None = None
) -> Report:
    """Write a report, or write it anew while it is a draft or was returned.

    Args:
        assignment: of the person's institution.
        by: the focal point or deputy.
        period: first and last day.
        text: what was done; may be blank in a draft.
        seen: number of the last step on the report that the person had before them, 0 for a new one.

    Raises:
        NotAllowed: it is not the person's institution, or the mandate does not run.
        NotInThatState: it was handed in and not returned.
        WrongValue: the period ends before it starts.
        ChangedSince: somebody changed it meanwhile.
    """
    first, last = period
    if last < first:
        raise WrongValue(_("A period does not end before it starts."))
    require(by, "report.write", Report(assignment=assignment))
    values = {"last": last, "words": words(Report, "words", text)}
    with recorded(by, "write-report"):
        report, is_new = Report.objects.get_or_create(assignment=assignment, first=first, defaults=values)
        if is_new:
            note_new(report)
            write(report, by, "write")
            return report
        locked(report, seen)
        _require(report, State.DRAFT, State.RETURNED)
        write(report, by, "write", values, unsaid=("words",))
    return report


def submit_report(report: Report, by: User, on: date | None = None, seen: int | None = None) -> ReportStep:
    """Hand in a report; its duty is done on that day.

    Args:
        report: a draft, or one that was returned.
        by: the focal point or deputy.
        on: the day; today where it is left out.
        seen: as for `write_report`; errors too.

    Raises:
        WrongValue: it says nothing.
    """
    require(by, "report.write", report)
    on = on or today()
    with recorded(by, "submit-report"):
        locked(report, seen)
        _require(report, State.DRAFT, State.RETURNED)
        needed(Report, "words", report.words)
        step: ReportStep = write(report, by, "submit", {"state": State.SUBMITTED, "submitted_on": on})
        settle_report(report)
    return step


def return_report(report: Report, by: User, why: str, seen: int | None = None) -> ReportStep:
    """Send a report back with the reason; it is due again.

    Args:
        report: handed in.
        by: who sends it back.
        why: the reason; needed.
        seen: as for `write_report`; errors too.

    Raises:
        NotAllowed: the person's role does not allow it.
        NotInThatState: it was not handed in, or is accepted.
        WrongValue: there is no reason.
    """
    if not why.strip():
        raise WrongValue(_("Say why the report is returned."))
    return _decide(report, by, State.RETURNED, why, seen)


def accept_report(report: Report, by: User, why: str = "", seen: int | None = None) -> ReportStep:
    """Accept a report that was handed in; arguments and errors as `return_report`."""
    return _decide(report, by, State.ACCEPTED, why, seen)


def _decide(report: Report, by: User, state: Report.State, why: str, seen: int | None) -> ReportStep:
    require(by, "report.decide", report)
    verb = "return" if state == State.RETURNED else "accept"
    with recorded(by, f"{verb}-report"):
        locked(report, seen)
        _require(report, State.SUBMITTED)
        step: ReportStep = write(report, by, verb, {"state": state}, why=why)
        settle_report(report)
    return step


def _require(report: Report, *states: Report.State) -> None:
    if report.state not in states:
        raise NotInThatState(
            _("This cannot be done with the report as it stands: %s.") % report.get_state_display()
        )


def note_on(assignment: Assignment, by: User, words_: str) -> AssignmentStep:
    """Write a note on an assignment that whoever takes over will find; errors as `write_report`."""
    require(by, "assignment.hand_over", assignment)
    if not words_.strip():
        raise WrongValue(_("Write the note."))
    with recorded(by, "note"):
        locked(assignment)
        step: AssignmentStep = write(assignment, by, "note", why=words_)
    return step


def next_period(schedule: ReportSchedule, day: date) -> tuple[date, date] | None:
    """Give the period of a schedule in which a day lies, for a report before its duty was issued."""
    plan = Schedule(schedule.starts_on, schedule.months, schedule.days_to_report, schedule.ends_on)
    for first, last in plan.periods():
        if first <= day <= last:
            return first, last
        if first > day + timedelta(days=1):
            break
    return None
