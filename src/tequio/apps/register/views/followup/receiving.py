"""What civil society hands in: the open form, the receipt, and what a coordinator decides on it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from tequio.apps.accounts.errors import Refused
from tequio.apps.accounts.models import User
from tequio.apps.register.followup import receiving as operations
from tequio.apps.register.followup.errors import FileGone
from tequio.apps.register.followup.receiving import About
from tequio.apps.register.followup.steps import last_seen
from tequio.apps.register.models import Component, Evidence, Submission
from tequio.apps.register.operations.errors import WrongValue
from tequio.apps.register.queries.public import public_commitments, public_component
from tequio.apps.register.views.followup.forms import (
    Field,
    Form,
    attached,
    carry_out,
    choices_of,
    number,
    only,
    permitted,
    show_form,
)
from tequio.apps.register.views.followup.places import component_of
from tequio.apps.register.views.followup.proving import download

State = Submission.State
PAGE = 25


@login_not_required
@never_cache
@sensitive_post_parameters()
def submit(request: HttpRequest) -> HttpResponse:
    """Receive what somebody hands in, with or without an account; the receipt is shown once."""
    by = request.user if isinstance(request.user, User) else None
    component = _about(request)

    def act(written: QueryDict) -> HttpResponse:
        _made, code = operations.submit(
            only(written, operations.FIELDS),
            agreed="agreed" in written,
            about=About(component=component),
            attached=attached(request),
            by=by,
        )
        # Shown in the answer to the form itself: kept in no session and written into no address.
        return render(request, "register/followup/receipt_given.html", {"code": code, "section": "public"})

    form = Form(
        title=_("Hand something in"),
        fields=_fields(component),
        button=_("Send it"),
        done="",
        back=reverse("public"),
        about=component,
        note=_("No account is needed. You get a code with which you see what became of it, and withdraw it."),
        template="register/followup/submit.html",
        context={"section": "public"},
    )
    return show_form(request, form, act)


def _about(request: HttpRequest) -> Component | None:
    """Give the component that the address names, if the sender may see it."""
    key = number(request.GET.get("component", ""))
    if key is None:
        return None
    if request.user.is_authenticated:
        return component_of(key)
    found = public_component(key)
    if found is None:
        raise Http404
    return found[1].component


def _fields(component: Component | None) -> list[Field]:
    kinds = choices_of(Submission, "kind")
    return [
        Field("kind", _("What it is"), "radio", "evidence" if component else "", kinds, needed=True),
        Field("title", _("Title"), needed=True),
        Field("words", _("In your words"), "textarea", needed=True),
        Field(
            "bearing",
            _("If it is evidence: what it says of the claim that this was carried out"),
            "radio",
            "",
            choices_of(Evidence, "bearing"),
        ),
        Field("source", _("Source"), hint=_("Where it can be checked.")),
        Field("address", _("Address on the web"), "url"),
        Field("file", _("File"), "file", hint=_("Remove names and places that could harm somebody first.")),
        Field("sender", _("Who you are"), hint=_("May stay empty.")),
        Field("contact", _("How we may reach you"), hint=_("May stay empty; never published.")),
        Field(
            "risk",
            _("Could it harm somebody if it became known who sent it?"),
            "radio",
            "",
            choices_of(Submission, "risk"),
            needed=True,
        ),
        Field(
            "consent",
            _("What may be published"),
            "radio",
            "",
            choices_of(Submission, "consent"),
            needed=True,
        ),
        Field("publish_from", _("Not before"), "date"),
        Field(
            "agreed",
            _("I agree that this is kept and read by those who follow up the commitments."),
            "checkbox",
            needed=True,
        ),
    ]


@login_not_required
@never_cache
@sensitive_post_parameters()
def receipt(request: HttpRequest) -> HttpResponse:
    """Show what became of a submission to whoever types its code, and let them withdraw it."""
    code = request.POST.get("code", "")
    context: dict[str, Any] = {"section": "public", "code": code}
    status = 200
    if request.method == "POST":
        try:
            submission = operations.submission_of(code)
            if "withdraw" in request.POST:
                operations.withdraw(submission, code=code)
                context["done"] = _("It was withdrawn; your words and your file are erased.")
            context["submission"] = submission
            context["public_commitment"] = _public_commitment(submission)
        except Refused as refused:
            context["problem"], status = str(refused), 422
    return render(request, "register/followup/receipt.html", context, status=status)


def _public_commitment(submission: Submission) -> int | None:
    if submission.component is None:
        return None
    found = public_commitments().filter(components=submission.component).values_list("pk", flat=True)
    return found.first()


@require_GET
def submissions(request: HttpRequest) -> HttpResponse:
    """List what was handed in, the newest first."""
    permitted(request, "submission.decide")
    state = request.GET.get("state", "")
    rows = Submission.objects.select_related("component", "session__mechanism").order_by("-pk")
    if state in State.values:
        rows = rows.filter(state=state)
    after = number(request.GET.get("after", ""))
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows[: PAGE + 1])
    context = {
        "section": "work",
        "submissions": found[:PAGE],
        "next_after": found[PAGE - 1].pk if len(found) > PAGE else None,
        "states": State.choices,
        "state": state,
    }
    return render(request, "register/followup/submissions.html", context)


def submission(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Show one submission, and decide what becomes of it."""
    rows = Submission.objects.select_related(
        "component__commitment__version__document", "session", "file", "institution"
    )
    one = get_object_or_404(rows, pk=submission_id)
    by = permitted(request, "submission.decide", one)

    def act(written: QueryDict) -> None:
        seen, outcome = number(written.get("seen", "")), written.get("outcome", "")
        decision = written.get("decision", "")
        if decision == "considered":
            operations.consider(one, by, outcome, seen)
        elif decision == "not_followed":
            operations.decline(one, by, outcome, seen)
        elif decision == "linked":
            operations.link(one, by, _component_named(written), outcome, seen)
        elif decision == "evidence":
            operations.take_as_evidence(one, by, _component_named(written), {}, seen)
        else:
            raise WrongValue(_("Choose what becomes of it."))

    about = f"{one.component.commitment_id}.{one.component.ordinal}" if one.component else ""
    form = Form(
        title=one.title or _("Withdrawn submission"),
        fields=[
            Field(
                "decision",
                _("What becomes of it"),
                "radio",
                choices=[
                    ("considered", _("it is being considered")),
                    ("linked", _("linked to the component below")),
                    ("evidence", _("taken as evidence on the component below")),
                    ("not_followed", _("not followed, for the reason below")),
                ],
                needed=True,
            ),
            Field("component", _("Component"), value=about, hint=_("Its number, such as 12.1")),
            Field("outcome", _("What the sender reads"), "textarea", one.outcome),
            Field("seen", kind="hidden", value=str(last_seen(one))),
        ],
        button=_("Decide"),
        done=_("The decision is kept; the sender sees it by the code."),
        back=reverse("submissions"),
        template="register/followup/submission.html",
        context={"section": "work", "submission": one},
    )
    return show_form(request, form, act)


def _component_named(written: QueryDict) -> Component:
    commitment, _separator, ordinal = written.get("component", "").strip().partition(".")
    keys = number(commitment), number(ordinal)
    rows = Component.objects.select_related("commitment__version__document")
    found = rows.filter(commitment=keys[0] or 0, ordinal=keys[1]).first() if keys[1] is not None else None
    if found is None:
        raise WrongValue(_("Name a component by its number, such as 12.1."))
    return found


@require_GET
def submission_file(request: HttpRequest, submission_id: int) -> HttpResponseBase:
    """Give out the file of a submission to whoever decides on it."""
    one = get_object_or_404(Submission.objects.select_related("file"), pk=submission_id)
    by = permitted(request, "submission.decide", one)
    try:
        opened = operations.open_submission_file(one, by)
    except FileGone as gone:
        raise Http404(str(gone)) from None
    if opened is None:
        raise Http404
    return download(opened)


@require_POST
def withdraw(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Withdraw a submission for a sender with an account, or one who asked for it."""
    from_list = get_object_or_404(Submission, pk=submission_id)
    if not isinstance(request.user, User):
        raise PermissionDenied
    by = request.user
    return carry_out(
        request, lambda: operations.withdraw(from_list, by=by), _("It was withdrawn."), reverse("work-list")
    )
