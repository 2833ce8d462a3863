"""Actions of an institution, with milestones and norms adopted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tequio.apps.accounts.models import Institution, User
from tequio.apps.accounts.policy import may
from tequio.apps.register.followup import acting as operations
from tequio.apps.register.followup.rights import of_institution
from tequio.apps.register.followup.steps import last_seen
from tequio.apps.register.models import Action, Component, Norm
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
from tequio.apps.register.views.followup.places import component_of, place_of


def _fields(action: Action | None = None) -> list[Field]:
    def value(name: str) -> str:
        stands = getattr(action, name) if action else None
        return "" if stands is None else str(stands)

    details = _("Description and budget")
    return [
        Field("title", _("What is done"), value=value("title"), needed=True),
        Field(
            "status",
            _("Status"),
            "select",
            value("status") or "planned",
            choices_of(Action, "status"),
            needed=True,
        ),
        Field("starts_on", _("From"), "date", value("starts_on")),
        Field("target_on", _("Target date"), "date", value("target_on")),
        Field("completed_on", _("Completed on"), "date", value("completed_on")),
        Field("description", _("Description"), "textarea", value("description"), group=details),
        Field(
            "budget", _("Budget"), "text", value("budget"), (), _("A sum such as 1250000.50"), group=details
        ),
        Field(
            "currency",
            _("Currency"),
            value=value("currency"),
            hint=_("Three letters, such as MXN"),
            group=details,
        ),
    ]


def plan(request: HttpRequest, component_id: int) -> HttpResponse:
    """Enter an action that serves a component."""
    component = component_of(component_id)
    by = permitted(request, "action.write", of_institution(_user(request)))
    rows = _writable(by)

    def act(written: QueryDict) -> None:
        institution = chosen(rows, written.get("institution", ""), _("Choose an institution of the list."))
        operations.plan_action(institution, by, [component], only(written, operations.FIELDS))

    own = str(by.institution_id or "")
    form = Form(
        title=_("Enter an action"),
        note=_("An action says what is done, not what comes of it."),
        fields=[
            Field("institution", _("Who carries it out"), "select", own, institutions(rows), needed=True),
            *_fields(),
        ],
        button=_("Enter the action"),
        done=_("The action was entered."),
        back=place_of(component),
        about=component,
    )
    return show_form(request, form, act)


def _user(request: HttpRequest) -> User:
    return permitted(request, "ledger.read")  # whoever is signed in


def _writable(by: User) -> object:
    """Give the institutions in whose name a person enters actions."""
    if may(by, "action.write"):
        return Institution.objects.exclude(kind=Institution.Kind.CIVIL_SOCIETY)
    return Institution.objects.filter(pk=by.institution_id or 0)


def _action_of(number_: int) -> tuple[Action, Component]:
    action = get_object_or_404(Action, pk=number_)
    first = action.components.select_related("commitment__version__document").order_by("pk").first()
    assert first is not None  # an action serves one or more
    return action, first


def change(request: HttpRequest, action_id: int) -> HttpResponse:
    """Change an action, as when it gets under way."""
    action, component = _action_of(action_id)
    by = permitted(request, "action.write", action)
    form = Form(
        title=_("Change the action"),
        fields=[
            *_fields(action),
            Field("why", _("Why"), hint=_("Needed where it is suspended or abandoned.")),
            Field("seen", kind="hidden", value=str(last_seen(action))),
        ],
        button=_("Save"),
        done=_("The action was changed."),
        back=place_of(component, f"action-{action.pk}"),
        about=component,
    )
    return show_form(
        request,
        form,
        lambda w: operations.change_action(
            action,
            by,
            only(w, operations.FIELDS),
            why=w.get("why", ""),
            seen=number(w.get("seen", "")),
        ),
    )


def set_milestone(request: HttpRequest, action_id: int) -> HttpResponse:
    """Enter a milestone of an action."""
    action, component = _action_of(action_id)
    by = permitted(request, "action.write", action)
    form = Form(
        title=_("Milestone of “%(action)s”") % {"action": action.title},
        fields=[
            Field("title", _("What can be seen to be reached"), needed=True),
            Field("due_on", _("Due on"), "date"),
            Field("reached_on", _("Reached on"), "date"),
        ],
        button=_("Enter the milestone"),
        done=_("The milestone was entered."),
        back=place_of(component, f"action-{action.pk}"),
    )
    return show_form(
        request,
        form,
        lambda w: operations.set_milestone(action, by, only(w, operations.MILESTONE_FIELDS)),
    )


def set_norm(request: HttpRequest, action_id: int) -> HttpResponse:
    """Enter a norm that an action yielded."""
    action, component = _action_of(action_id)
    by = permitted(request, "action.write", action)
    form = Form(
        title=_("Norm adopted by “%(action)s”") % {"action": action.title},
        fields=[
            Field("kind", _("What was adopted"), "select", choices=choices_of(Norm, "kind"), needed=True),
            Field("title", _("Title"), needed=True),
            Field("adopted_on", _("Adopted on"), "date", needed=True),
            Field("address", _("Where it can be read"), "url"),
        ],
        button=_("Enter the norm"),
        done=_("The norm was entered."),
        back=place_of(component, f"action-{action.pk}"),
    )
    return show_form(
        request, form, lambda w: operations.set_norm(action, by, only(w, operations.NORM_FIELDS))
    )
