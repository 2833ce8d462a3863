"""Groups of the same demand: the list, one group, and what people do with them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tequio.apps.register.grouping import (
    confirm_group,
    merge_groups,
    propose_groups,
    split_group,
    undo_group_step,
)
from tequio.apps.register.models import DemandGroup, GroupStep
from tequio.apps.register.operations.errors import WrongValue
from tequio.apps.register.queries import groups as queries
from tequio.apps.register.views.followup.forms import carry_out, chosen, number, permitted


@require_GET
def groups(request: HttpRequest) -> HttpResponse:
    """List the groups, those with most entries first."""
    state = number(request.GET.get("state", ""))
    words = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:200]
    context = {
        "section": "register",
        "page": queries.groups(state, words, request.GET.get("after", "")),
        "states": queries.states_asked(),
        "state": state,
        "words": words,
    }
    return render(request, "register/groups.html", context)


@require_GET
def group(request: HttpRequest, group_id: int) -> HttpResponse:
    """Show one group: who asked it when, what was answered, promised and assessed."""
    row = get_object_or_404(DemandGroup.objects.select_related("state"), pk=group_id)
    context = {"section": "register", "whole": queries.whole_group(row), "group": row}
    return render(request, "register/group.html", context)


@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Propose groups anew."""
    by = permitted(request, "finding.decide")
    done = _("Groups were proposed anew; what people had decided stays.")
    return carry_out(request, lambda: propose_groups(by), done, reverse("groups"))


@require_POST
def confirm(request: HttpRequest, group_id: int) -> HttpResponse:
    """Say that a proposed group is one."""
    by = permitted(request, "finding.decide")
    row = get_object_or_404(DemandGroup, pk=group_id)
    back = reverse("group", args=[row.pk])
    return carry_out(request, lambda: confirm_group(row, by), _("The group is confirmed."), back)


@require_POST
def merge(request: HttpRequest, group_id: int) -> HttpResponse:
    """Let the entries of another group stand in this one."""
    by = permitted(request, "finding.decide")
    row = get_object_or_404(DemandGroup, pk=group_id)

    def act() -> None:
        other = chosen(DemandGroup.objects, request.POST.get("other", ""), _("Name a group by its number."))
        merge_groups(row, other, by)

    return carry_out(request, act, _("The groups are one now."), reverse("group", args=[row.pk]))


@require_POST
def split(request: HttpRequest, group_id: int) -> HttpResponse:
    """Let the chosen entries stand in a group of their own."""
    by = permitted(request, "finding.decide")
    row = get_object_or_404(DemandGroup, pk=group_id)

    def act() -> None:
        keys = [number(written) for written in request.POST.getlist("commitment")]
        if None in keys:
            raise WrongValue(_("Choose some of the group's entries, and not all."))
        split_group(row, [key for key in keys if key is not None], by)

    return carry_out(request, act, _("The group was split."), reverse("group", args=[row.pk]))


@require_POST
def undo(request: HttpRequest, step_id: int) -> HttpResponse:
    """Put everything back as it stood before a step."""
    by = permitted(request, "finding.decide")
    step = get_object_or_404(GroupStep, pk=step_id)
    back = reverse("group", args=[step.group_id])
    return carry_out(request, lambda: undo_group_step(step, by), _("It is as it was before."), back)
