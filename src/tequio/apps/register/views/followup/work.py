"""The work list: mine, this week; and the calendars of what falls due."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tequio.apps.accounts.errors import Refused
from tequio.apps.accounts.policy import may
from tequio.apps.ledger.prepared import Prepared
from tequio.apps.register.followup import calendars as operations
from tequio.apps.register.followup import due
from tequio.apps.register.followup.errors import CodeUnknown
from tequio.apps.register.followup.reading_values import needed_day
from tequio.apps.register.followup.rights import Asked
from tequio.apps.register.models import Assignment, CalendarFeed, Duty, HandOver, Mechanism
from tequio.apps.register.queries.among import Among
from tequio.apps.register.queries.work_list import WEEK, work_list
from tequio.apps.register.views.followup.forms import (
    Field,
    Form,
    carry_out,
    number,
    permitted,
    person,
    show_form,
)
from tequio.engines.duties import State

# Components in one's charge that the page lists; the list of components has the rest.
LISTED = 25
# What stands in the address -> how far ahead duties are listed.
_WITHIN = {"week": WEEK, "month": timedelta(days=31), "quarter": timedelta(days=92)}


def _open_ones(institution: int) -> QuerySet[Assignment]:
    return Assignment.objects.filter(institution=institution, ended_on=None)


# Sorted by their keys alone: of an institution in charge of thousands, a page shows the first.
_first_charged = Prepared(
    lambda institution: _open_ones(institution).order_by("due_on", "pk").values_list("pk")[: LISTED + 1]
)
_charged = Prepared(
    lambda keys: (
        Assignment.objects.filter(Among("pk", keys)).select_related("component").order_by("due_on", "pk")
    )
)
_arrivals = Prepared(
    lambda reader: HandOver.objects.filter(arriving=reader).select_related("institution")[:3]
)


@require_GET
def work(request: HttpRequest) -> HttpResponse:
    """Show what waits for whoever asks."""
    reader, today = person(request), timezone.localdate()
    within = request.GET.get("within", "week")
    listed = work_list(reader, today, _WITHIN.get(within, WEEK), request.GET.get("after", ""))
    institution = reader.institution_id or 0
    charged = _charged([key for (key,) in _first_charged(institution)])
    context = {
        "section": "work",
        "list": listed,
        "within": within if within in _WITHIN else "week",
        "counts": {state.name.lower(): n for state, n in listed.counts.items()},
        "states": State,
        "today": today,
        "charged": charged[:LISTED],
        "charged_count": _open_ones(institution).count() if len(charged) > LISTED else len(charged),
        "hand_overs": _arrivals(reader.pk),
        "may_hand_over": reader.institution_id is not None
        and may(reader, "assignment.hand_over", Asked(institution_ids=(reader.institution_id,))),
        "decides": may(reader, "submission.decide"),
    }
    return render(request, "register/followup/work_list.html", context)


def close_deadline(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Say that a deadline was met, and on what ground."""
    by = permitted(request, "assignment.assign", Asked())
    duty = get_object_or_404(Duty.objects.select_related("commitment"), pk=duty_id, kind=Duty.Kind.DEADLINE)
    form = Form(
        title=_("The deadline was met"),
        note=str(duty.commitment or ""),
        fields=[
            Field("on", _("On"), "date", timezone.localdate().isoformat(), needed=True),
            Field("why", _("On what ground"), "textarea", needed=True),
        ],
        button=_("Close the deadline"),
        done=_("The deadline is closed."),
        back=reverse("work-list"),
    )

    def act(written: QueryDict) -> None:
        on = needed_day(Duty, "done_on", written.get("on", ""))
        due.close_deadline(duty, by, written.get("why", ""), on)

    return show_form(request, form, act)


@never_cache
def calendars(request: HttpRequest) -> HttpResponse:
    """List one's calendars; a new one shows its secret address once."""
    owner = person(request)
    made = ""
    if request.method == "POST":
        key = number(request.POST.get("mechanism", ""))
        mechanism = get_object_or_404(Mechanism, pk=key) if key is not None else None
        try:
            _feed, token = operations.make_feed(owner, mechanism)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            made = request.build_absolute_uri(reverse("calendar", args=[token]))
    context = {
        "section": "work",
        "made": made,
        "feeds": CalendarFeed.objects.filter(owner=owner, revoked_at=None).select_related("mechanism"),
        "mechanisms": sorted(Mechanism.objects.all(), key=str),
        "chosen": request.GET.get("mechanism", ""),
    }
    return render(request, "register/followup/calendars.html", context)


@require_POST
def revoke(request: HttpRequest, feed_id: int) -> HttpResponse:
    """Revoke the address of a calendar."""
    by = person(request)
    feed = get_object_or_404(CalendarFeed, pk=feed_id, owner=by)
    done = _("The address of this calendar no longer answers.")
    return carry_out(request, lambda: operations.revoke_feed(feed, by), done, reverse("calendars"))


@login_not_required
@never_cache
@require_GET
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Give the calendar at a secret address, for a telephone or another program."""
    try:
        text = operations.feed_text(token)
    except CodeUnknown as unknown:
        raise Http404(str(unknown)) from None
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
