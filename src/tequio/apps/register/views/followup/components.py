"""Confirming, wording and adding components, and entering what a State answers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.apps.accounts.models import Institution
from tequio.apps.register.followup import components as operations
from tequio.apps.register.followup import positions
from tequio.apps.register.followup.rights import Asked
from tequio.apps.register.models import Commitment, Position
from tequio.apps.register.views.followup.forms import (
    Field,
    Form,
    carry_out,
    choices_of,
    chosen,
    institutions,
    number,
    only,
    permitted,
    show_form,
)
from tequio.apps.register.views.followup.places import component_of, place_of


@require_POST
def accept(request: HttpRequest, commitment_id: int) -> HttpResponse:
    """Confirm all proposed components of a commitment."""
    by = permitted(request, "component.change", Asked())
    commitment = get_object_or_404(Commitment, pk=commitment_id)
    seen = number(request.POST.get("seen", ""))
    return carry_out(
        request,
        lambda: operations.accept_components(commitment, by, seen=seen),
        _("The components were confirmed."),
        reverse("commitment", args=[commitment.pk]) + "#components",
    )


def add(request: HttpRequest, commitment_id: int) -> HttpResponse:
    """Add a demand that the words hold."""
    by = permitted(request, "component.change", Asked())
    commitment = get_object_or_404(Commitment, pk=commitment_id)
    form = Form(
        title=_("Add a component"),
        note=_("One component is one demand that can be verified by itself, in the words of the source."),
        fields=[
            Field("words", _("Demand"), "textarea", needed=True),
            Field("why", _("Why"), "text"),
        ],
        button=_("Add it"),
        done=_("The component was added."),
        back=reverse("commitment", args=[commitment.pk]) + "#components",
    )
    return show_form(
        request,
        form,
        lambda w: operations.add_component(commitment, by, w.get("words", ""), w.get("why", "")),
    )


def reword(request: HttpRequest, component_id: int) -> HttpResponse:
    """Word a component anew, which confirms it."""
    component = component_of(component_id)
    by = permitted(request, "component.change", Asked())
    seen = operations.last_component_step(component.commitment)
    form = Form(
        title=_("Reword the component"),
        fields=[
            Field("words", _("Demand"), "textarea", component.words, needed=True),
            Field("why", _("Why"), "text"),
            Field("seen", kind="hidden", value=str(seen)),
        ],
        button=_("Save"),
        done=_("The component was worded anew."),
        back=place_of(component),
        about=component,
    )
    return show_form(
        request,
        form,
        lambda w: operations.reword_component(
            component, by, w.get("words", ""), w.get("why", ""), number(w.get("seen", ""))
        ),
    )


def remove(request: HttpRequest, component_id: int) -> HttpResponse:
    """Take out a component that is no demand of its own."""
    component = component_of(component_id)
    by = permitted(request, "component.change", Asked())
    back = reverse("commitment", args=[component.commitment_id]) + "#components"
    form = Form(
        title=_("Take the component out"),
        note=_("Only one on which nothing hangs; what it said stays in the history."),
        fields=[
            Field("why", _("Why"), needed=True),
            Field("seen", kind="hidden", value=str(operations.last_component_step(component.commitment))),
        ],
        button=_("Take it out"),
        done=_("The component was taken out."),
        back=back,
        about=component,
    )
    return show_form(
        request,
        form,
        lambda w: (
            operations.remove_component(component, by, w.get("why", ""), number(w.get("seen", ""))) and back
        ),
    )


def enter_position(request: HttpRequest, commitment_id: int) -> HttpResponse:
    """Enter what a State answered."""
    commitment = get_object_or_404(Commitment.objects.select_related("version__document"), pk=commitment_id)
    by = permitted(request, "finding.decide", commitment)
    states = Institution.objects.filter(kind=Institution.Kind.STATE)

    def act(written: QueryDict) -> None:
        state = chosen(states, written.get("state", ""), _("Choose the State that answered."))
        positions.enter_position(commitment, state, by, only(written, positions.FIELDS))

    form = Form(
        title=_("What a State answered"),
        fields=[
            Field("state", _("State"), "select", choices=institutions(states), needed=True),
            Field("answer", _("Answer"), "select", choices=choices_of(Position, "answer"), needed=True),
            Field("given_on", _("Given on"), hint=_("2025-06-30, 2025-06 or 2025"), needed=True),
            Field("source", _("Source"), hint=_("Title, symbol and paragraph."), needed=True),
            Field("address", _("Address of the source"), "url"),
            Field("words", _("In the State's words"), "textarea"),
        ],
        button=_("Enter the answer"),
        done=_("The answer was entered."),
        back=reverse("commitment", args=[commitment.pk]) + "#answers",
    )
    return show_form(request, form, act)
