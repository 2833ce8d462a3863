"""The right of reply: offered by a coordinator, used by an institution or by a person named."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tequio.apps.accounts.errors import Refused
from tequio.apps.accounts.models import Institution
from tequio.apps.register.followup import replying as operations
from tequio.apps.register.followup.reading_values import needed_day
from tequio.apps.register.followup.steps import last_seen
from tequio.apps.register.models import Assessment, Evidence, Reply, Report, Submission
from tequio.apps.register.views.followup.forms import (
    Field,
    Form,
    chosen,
    institutions,
    number,
    permitted,
    show_form,
)

_ANSWERABLE: dict[str, Any] = {
    "evidence": Evidence,
    "assessment": Assessment,
    "report": Report,
    "submission": Submission,
}
_DAYS_TO_REPLY = 30


def offer(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Offer a right of reply to an institution or to a person named."""
    if kind not in _ANSWERABLE:
        raise Http404
    answered = get_object_or_404(_ANSWERABLE[kind], pk=number)
    by = permitted(request, "submission.decide", answered if kind == "submission" else None)
    rows = Institution.objects.exclude(kind=Institution.Kind.CIVIL_SOCIETY)

    def act(written: QueryDict) -> HttpResponse | None:
        institution = (
            chosen(rows, written.get("institution", ""), _("Choose an institution of the list."))
            if written.get("institution")
            else None
        )
        reply_by = needed_day(Reply, "reply_by", written.get("reply_by", ""))
        _made, code = operations.offer_reply(
            answered, by, reply_by=reply_by, institution=institution, named=written.get("named", "")
        )
        if not code:
            return None
        return render(request, "register/followup/reply_code.html", {"code": code, "reply_by": reply_by})

    form = Form(
        title=_("Offer a right of reply"),
        note=_("To an institution, which finds it in its work list; or to a person named, who gets a code."),
        fields=[
            Field("institution", _("Institution"), "select", choices=[("", "–"), *institutions(rows)]),
            Field("named", _("Or the person named"), hint=_("As you call them; visitors never read it.")),
            Field(
                "reply_by",
                _("Reply by"),
                "date",
                (timezone.localdate() + timedelta(days=_DAYS_TO_REPLY)).isoformat(),
                needed=True,
            ),
        ],
        button=_("Offer it"),
        done=_("The right of reply was offered."),
        back=_page_of(answered),
        context={"said": said_by(answered)},
        template="register/followup/reply.html",
    )
    return show_form(request, form, act)


def _page_of(answered: Any) -> str:
    if isinstance(answered, Submission):
        return reverse("submission", args=[answered.pk])
    return reverse("commitment", args=[next(iter(answered.commitments())).pk])


def said_by(answered: Any) -> str:
    """Give the words to which somebody replies, and nothing of who gave them."""
    if isinstance(answered, Evidence):
        return answered.finding
    if isinstance(answered, Assessment):
        return answered.rationale
    return str(answered.words)


def reply(request: HttpRequest, reply_id: int) -> HttpResponse:
    """Reply as an institution."""
    right = get_object_or_404(
        Reply.objects.select_related("evidence", "assessment", "report", "submission", "institution"),
        pk=reply_id,
    )
    by = permitted(request, "submission.reply", right)
    form = Form(
        title=_("Reply of %(who)s") % {"who": right.institution or right.named},
        note=_("It stands beside what it answers, and cannot be changed afterwards."),
        fields=[
            Field("words", _("Reply"), "textarea", needed=True),
            Field("seen", kind="hidden", value=str(last_seen(right))),
        ],
        button=_("Reply"),
        done=_("The reply stands beside what it answers."),
        back=reverse("work-list"),
        context={"said": said_by(right.answers)},
        template="register/followup/reply.html",
    )
    return show_form(
        request,
        form,
        lambda w: operations.reply(right, by, w.get("words", ""), seen=number(w.get("seen", ""))),
    )


@login_not_required
@never_cache
@sensitive_post_parameters()
def by_code(request: HttpRequest) -> HttpResponse:
    """Let a person named reply by the code, which is typed and never stands in an address."""
    code, words = request.POST.get("code", ""), request.POST.get("words", "")
    context: dict[str, Any] = {"section": "public", "code": code, "words": words}
    status = 200
    if request.method == "POST":
        try:
            right = operations.reply_of(code)
            context |= {"right": right, "said": said_by(right.answers)}
            if "reply" in request.POST:
                operations.reply_by_code(code, words)
                context["done"] = _("Your reply stands beside what it answers.")
                context["right"] = operations.reply_of(code)
        except Refused as refused:
            context["problem"], status = str(refused), 422
    return render(request, "register/followup/reply_by_code.html", context, status=status)
