"""Asking authorities for information, and noting their answers and their silence."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.apps.accounts.models import Institution
from tequio.apps.register.followup import asking as operations
from tequio.apps.register.followup.reading_values import day, needed_day
from tequio.apps.register.followup.rights import of_institution
from tequio.apps.register.followup.steps import last_seen
from tequio.apps.register.models import Inquiry, InquiryReply
from tequio.apps.register.views.followup.forms import (
    Field,
    Form,
    carry_out,
    chosen,
    institutions,
    number,
    permitted,
    person,
    show_form,
)
from tequio.apps.register.views.followup.places import component_of, place_of

_DAYS_TO_REPLY = 20


def ask(request: HttpRequest, component_id: int) -> HttpResponse:
    """Note that authorities were asked; each owes a reply from then on."""
    component = component_of(component_id)
    by = permitted(request, "evidence.write", of_institution(person(request)))
    rows = Institution.objects.filter(kind__in=(Institution.Kind.PUBLIC, Institution.Kind.STATE))
    today = timezone.localdate()

    def act(written: QueryDict) -> str:
        keys = [key for key in map(number, written.getlist("authorities")) if key is not None]
        made = operations.ask(
            rows.filter(pk__in=keys),
            by,
            written.get("question", ""),
            reply_by=needed_day(Inquiry, "reply_by", written.get("reply_by", "")),
            asked_on=day(Inquiry, "asked_on", written.get("asked_on", "")),
            component=component,
        )
        return place_of(component, f"inquiry-{made.pk}")

    form = Form(
        title=_("Ask authorities"),
        note=_("The question, each answer and each silence are kept as facts."),
        fields=[
            Field("question", _("Question"), "textarea", needed=True),
            Field("asked_on", _("Asked on"), "date", today.isoformat(), needed=True),
            Field(
                "reply_by",
                _("To be answered by"),
                "date",
                (today + timedelta(days=_DAYS_TO_REPLY)).isoformat(),
                needed=True,
            ),
            Field("authorities", _("Authorities"), "checkboxes", choices=institutions(rows)),
        ],
        button=_("Note the question"),
        done=_("The question was noted."),
        back=place_of(component),
        about=component,
    )
    return show_form(request, form, act)


def _inquiry_of(number_: int) -> Inquiry:
    return get_object_or_404(Inquiry.objects.select_related("component__commitment"), pk=number_)


def _place(inquiry: Inquiry) -> str:
    return place_of(inquiry.component, f"inquiry-{inquiry.pk}") if inquiry.component else reverse("work-list")


def note_answer(request: HttpRequest, inquiry_id: int) -> HttpResponse:
    """Note what an authority answered."""
    inquiry = _inquiry_of(inquiry_id)
    by = permitted(request, "evidence.write", inquiry)
    asked = Institution.objects.filter(inquiries__inquiry=inquiry)

    def act(written: QueryDict) -> None:
        authority = chosen(asked, written.get("authority", ""), _("Choose who answered."))
        operations.note_answer(
            inquiry,
            authority,
            by,
            written.get("answer", ""),
            answered_on=day(InquiryReply, "answered_on", written.get("answered_on", "")),
            seen=number(written.get("seen", "")),
        )

    form = Form(
        title=_("Note an answer"),
        note=inquiry.question,
        fields=[
            Field("authority", _("Who answered"), "select", choices=institutions(asked), needed=True),
            Field("answered_on", _("Answered on"), "date", timezone.localdate().isoformat(), needed=True),
            Field("answer", _("Answer"), "textarea", needed=True),
            Field("seen", kind="hidden", value=str(last_seen(inquiry))),
        ],
        button=_("Note the answer"),
        done=_("The answer was noted."),
        back=_place(inquiry),
    )
    return show_form(request, form, act)


@require_POST
def note_silence(request: HttpRequest, inquiry_id: int) -> HttpResponse:
    """Note who has let the day to reply pass."""
    inquiry = _inquiry_of(inquiry_id)
    by = permitted(request, "evidence.write", inquiry)
    done = _("The silence was noted.")
    return carry_out(request, lambda: operations.note_silence(inquiry, by), done, _place(inquiry))
