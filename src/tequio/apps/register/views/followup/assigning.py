"""Who is in charge of one component: put in charge, ended, when to report, notes for whoever takes over."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.apps.accounts.models import Institution
from tequio.apps.register.followup import assigning as operations
from tequio.apps.register.followup import reporting
from tequio.apps.register.followup.reading_values import day, needed_day
from tequio.apps.register.followup.rights import Asked
from tequio.apps.register.followup.steps import last_seen
from tequio.apps.register.models import Assignment, ReportSchedule
from tequio.apps.register.operations.errors import WrongValue
from tequio.apps.register.views.followup.forms import (
    Field,
    Form,
    choices_of,
    chosen,
    institutions,
    number,
    only,
    permitted,
    show_form,
)
from tequio.apps.register.views.followup.places import assignment_of, component_of, place_of


def assign_fields() -> list[Field]:
    """Give the fields that say who is put in charge, how and until when."""
    rows = Institution.objects.exclude(kind=Institution.Kind.CIVIL_SOCIETY)
    return [
        Field("institution", _("Institution"), "select", choices=institutions(rows), needed=True),
        Field("part", _("Part"), "select", "lead", choices_of(Assignment, "part"), needed=True),
        Field("due_on", _("To be done by"), "date"),
        Field("why", _("Why")),
    ]


def assign(request: HttpRequest, component_id: int) -> HttpResponse:
    """Put an institution in charge of a component."""
    component = component_of(component_id)
    by = permitted(request, "assignment.assign", Asked())

    def act(written: QueryDict) -> None:
        institution = chosen(
            Institution.objects, written.get("institution", ""), _("Choose an institution of the list.")
        )
        operations.assign(
            component,
            institution,
            by,
            part=written.get("part", ""),
            due_on=written.get("due_on", ""),
            why=written.get("why", ""),
        )

    form = Form(
        title=_("Put an institution in charge"),
        fields=assign_fields(),
        button=_("Put in charge"),
        done=_("The institution is in charge."),
        back=place_of(component),
        about=component,
    )
    return show_form(request, form, act)


def change(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Change part or dates of an assignment."""
    assignment = assignment_of(assignment_id)
    by = permitted(request, "assignment.assign", assignment)
    form = Form(
        title=_("Change the assignment of %(who)s") % {"who": assignment.institution},
        fields=[
            Field("part", _("Part"), "select", assignment.part, choices_of(Assignment, "part"), needed=True),
            Field("starts_on", _("From"), "date", assignment.starts_on.isoformat(), needed=True),
            Field(
                "due_on",
                _("To be done by"),
                "date",
                assignment.due_on.isoformat() if assignment.due_on else "",
            ),
            Field("why", _("Why"), "textarea"),
            Field("seen", kind="hidden", value=str(last_seen(assignment))),
        ],
        button=_("Save"),
        done=_("The assignment was changed."),
        back=place_of(assignment.component),
        about=assignment.component,
    )

    def act(written: QueryDict) -> None:
        operations.change_assignment(
            assignment,
            by,
            only(written, operations.FIELDS),
            written.get("why", ""),
            number(written.get("seen", "")),
        )

    return show_form(request, form, act)


def end(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """End an assignment; what was done in it stays."""
    assignment = assignment_of(assignment_id)
    by = permitted(request, "assignment.assign", assignment)
    form = Form(
        title=_("End the assignment of %(who)s") % {"who": assignment.institution},
        note=_("What was done in it stays."),
        fields=[
            Field("on", _("Last day"), "date", timezone.localdate().isoformat(), needed=True),
            Field("why", _("Why"), "textarea"),
            Field("seen", kind="hidden", value=str(last_seen(assignment))),
        ],
        button=_("End it"),
        done=_("The assignment has ended."),
        back=place_of(assignment.component),
        about=assignment.component,
    )

    def act(written: QueryDict) -> None:
        operations.end_assignment(
            assignment,
            by,
            written.get("why", ""),
            day(Assignment, "ended_on", written.get("on", "")),
            number(written.get("seen", "")),
        )

    return show_form(request, form, act)


def set_schedule(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Say when an institution reports on an assignment."""
    assignment = assignment_of(assignment_id)
    by = permitted(request, "assignment.assign", assignment)
    stands = ReportSchedule.objects.filter(assignment=assignment).first()
    form = Form(
        title=_("When %(who)s reports") % {"who": assignment.institution},
        note=_("Dates that were announced already stay as they are."),
        fields=[*_schedule_fields(stands), Field("seen", kind="hidden", value=str(last_seen(assignment)))],
        button=_("Set the dates"),
        done=_("The dates of the reports are set."),
        back=place_of(assignment.component),
        about=assignment.component,
    )

    def act(written: QueryDict) -> None:
        numbers = number(written.get("months", "")), number(written.get("days_to_report", ""))
        if numbers[0] is None or numbers[1] is None:
            raise WrongValue(_("Write the months and days as whole numbers."))
        reporting.set_schedule(
            assignment,
            by,
            starts_on=needed_day(ReportSchedule, "starts_on", written.get("starts_on", "")),
            months=numbers[0],
            days_to_report=numbers[1],
            ends_on=day(ReportSchedule, "ends_on", written.get("ends_on", "")),
            seen=number(written.get("seen", "")),
        )

    return show_form(request, form, act)


def _schedule_fields(stands: ReportSchedule | None) -> list[Field]:
    first = date(timezone.localdate().year, 1, 1)
    return [
        Field(
            "starts_on",
            _("First day of the first period"),
            "date",
            (stands.starts_on if stands else first).isoformat(),
            needed=True,
        ),
        Field("months", _("Months of a period"), "number", str(stands.months if stands else 6), needed=True),
        Field(
            "days_to_report",
            _("Days to report after a period"),
            "number",
            str(stands.days_to_report if stands else 30),
            needed=True,
        ),
        Field(
            "ends_on",
            _("No period starts after"),
            "date",
            stands.ends_on.isoformat() if stands and stands.ends_on else "",
        ),
    ]


def note(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Write a note that whoever takes over will find."""
    assignment = assignment_of(assignment_id)
    by = permitted(request, "assignment.hand_over", assignment)
    form = Form(
        title=_("Note for whoever takes over"),
        fields=[Field("words", _("Note"), "textarea", needed=True)],
        button=_("Keep the note"),
        done=_("The note is kept."),
        back=place_of(assignment.component),
        about=assignment.component,
    )
    return show_form(request, form, lambda w: reporting.note_on(assignment, by, w.get("words", "")))
