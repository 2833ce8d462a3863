"""Reports: written and handed in by a focal point, accepted or returned by a coordinator."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.apps.register.followup import reporting as operations
from tequio.apps.register.followup.reading_values import needed_day
from tequio.apps.register.followup.rights import Asked
from tequio.apps.register.followup.steps import last_seen
from tequio.apps.register.models import Assignment, Duty, Report, ReportSchedule
from tequio.apps.register.views.followup.forms import Field, Form, carry_out, number, permitted, show_form
from tequio.apps.register.views.followup.places import assignment_of, place_of


def write(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Write a report on an assignment, and hand it in with the second button."""
    assignment = assignment_of(assignment_id)
    by = permitted(request, "report.write", Asked(institution_id=assignment.institution_id))
    asked_first = _day(request.GET.get("first", ""))
    first, last = _period(assignment, asked_first)
    report = Report.objects.filter(assignment=assignment, first=first).first()
    returned = report.steps.filter(verb="return").last() if report else None
    is_returned = report is not None and report.state == Report.State.RETURNED
    form = Form(
        title=_("Report of %(who)s") % {"who": assignment.institution},
        fields=[
            Field("first", _("From"), "date", first.isoformat(), needed=True),
            Field("last", _("Until"), "date", (report.last if report else last).isoformat(), needed=True),
            Field(
                "words",
                _("What was done in this period"),
                "textarea",
                report.words if report else "",
                hint=_("What was done and what came of it. Add evidence to the component afterwards."),
                needed=True,
            ),
            Field("seen", kind="hidden", value=str(last_seen(report)) if report else "0"),
        ],
        button=_("Hand in"),
        done=_("The report was handed in."),
        back=place_of(assignment.component),
        about=assignment.component,
        note=_("Returned: “%(why)s”") % {"why": returned.why} if is_returned and returned else "",
        template="register/followup/report.html",
    )

    def act(written: QueryDict) -> HttpResponse | None:
        period = (
            needed_day(Report, "first", written.get("first", "")),
            needed_day(Report, "last", written.get("last", "")),
        )
        is_same = report is not None and report.first == period[0]
        seen = number(written.get("seen", "")) if is_same else None
        kept = operations.write_report(assignment, by, period, written.get("words", ""), seen)
        if "draft" in written:
            return carry_out(request, lambda: None, _("The draft is kept; nobody else sees it."), form.back)
        operations.submit_report(kept, by)
        return None

    return show_form(request, form, act)


def _period(assignment: Assignment, first: date | None) -> tuple[date, date]:
    """Give the period to report on: the one asked for, the oldest that is due, or the one that runs."""
    today = timezone.localdate()
    duties = Duty.objects.filter(kind=Duty.Kind.REPORT, assignment=assignment)
    wanted = duties.filter(first=first) if first else duties.filter(done_on=None).order_by("due_on")
    duty = wanted.first()
    if duty and duty.first and duty.last:
        return duty.first, duty.last
    known = Report.objects.filter(assignment=assignment, first=first).first() if first else None
    if known:
        return known.first, known.last
    schedule = ReportSchedule.objects.filter(assignment=assignment).first()
    runs = operations.next_period(schedule, first or today) if schedule else None
    return runs or (first or date(today.year, 1, 1), today)


def _day(written: str) -> date | None:
    try:
        return parse_date(written)
    except ValueError:
        return None


def _report_of(number_: int) -> Report:
    rows = Report.objects.select_related("assignment__component__commitment__version__document")
    return get_object_or_404(rows.defer("assignment__component__commitment__version__content"), pk=number_)


@require_POST
def accept(request: HttpRequest, report_id: int) -> HttpResponse:
    """Accept a report that was handed in."""
    report = _report_of(report_id)
    by = permitted(request, "report.decide", report)
    back = place_of(report.assignment.component, f"report-{report.pk}")
    return carry_out(
        request, lambda: operations.accept_report(report, by), _("The report is accepted."), back
    )


def return_(request: HttpRequest, report_id: int) -> HttpResponse:
    """Send a report back with the reason."""
    report = _report_of(report_id)
    by = permitted(request, "report.decide", report)
    form = Form(
        title=_("Return the report"),
        note=_("Its institution reads the reason, and the report is due again."),
        fields=[
            Field("why", _("Reason"), "textarea", needed=True),
            Field("seen", kind="hidden", value=str(last_seen(report))),
        ],
        button=_("Return it"),
        done=_("The report was returned."),
        back=place_of(report.assignment.component, f"report-{report.pk}"),
        about=report.assignment.component,
    )
    return show_form(
        request,
        form,
        lambda w: operations.return_report(report, by, w.get("why", ""), number(w.get("seen", ""))),
    )
