"""Blind rounds: a sample that two people judge apart, and how far they, or two institutions, agree."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tequio.apps.accounts.models import Institution, User
from tequio.apps.accounts.policy import may
from tequio.apps.register.followup import judging as operations
from tequio.apps.register.followup.judging import crosswalk, scales
from tequio.apps.register.followup.rights import Asked, of_institution
from tequio.apps.register.models import Assessment, BlindRound, Component
from tequio.apps.register.operations.errors import WrongValue
from tequio.apps.register.queries import components as lists
from tequio.apps.register.queries.agreement import pair_agreement, round_agreement
from tequio.apps.register.queries.components import read_question
from tequio.apps.register.templatetags.followup import scale_title
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

# Components from which a sample is drawn, at most.
MOST = 5_000


@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    """List the blind rounds; count the agreement of two institutions that somebody names."""
    reader = permitted(request, "ledger.read")
    assessors = Institution.objects.filter(pk__in=Assessment.objects.values("assessor"))
    keys = number(request.GET.get("first", "")), number(request.GET.get("second", ""))
    scale = request.GET.get("scale", "")
    scale = scale if scale in scales() else ""
    agreement = None
    if keys[0] is not None and keys[1] is not None and keys[0] != keys[1]:
        agreement = pair_agreement(keys[0], keys[1], scale)
    context = {
        "section": "work",
        "rounds": BlindRound.objects.select_related("first", "second")[:200],
        "may_open": may(reader, "assessment.write", of_institution(reader)),
        "assessors": institutions(assessors),
        "scales": [(code, scale_title(code)) for code in scales() if code != crosswalk().to.code],
        "asked": {"first": str(keys[0] or ""), "second": str(keys[1] or ""), "scale": scale},
        "agreement": agreement,
    }
    return render(request, "register/followup/rounds.html", context)


def open_(request: HttpRequest) -> HttpResponse:
    """Draw a sample, from the components of a list, that two people judge apart."""
    by = permitted(request, "assessment.write", of_institution(person(request)))
    asked = read_question(request.GET)
    people = (
        User.objects.filter(is_active=True, institution__isnull=False)
        .order_by("username")
        .select_related("institution")
    )
    listed = [(str(one.pk), f"{one.get_full_name() or one.username} · {one.institution}") for one in people]

    def act(written: QueryDict) -> str:
        keys = lists.numbers_of(asked, timezone.localdate(), MOST)
        size = number(written.get("size", ""))
        if size is None:
            raise WrongValue(_("Write the size of the sample as a whole number."))
        sentence = _("Choose two assessors of the list.")
        made = operations.open_blind_round(
            by,
            Component.objects.filter(pk__in=keys).select_related("commitment"),
            chosen(people, written.get("first", ""), sentence),
            chosen(people, written.get("second", ""), sentence),
            title=written.get("title", ""),
            scale=written.get("scale", ""),
            method=written.get("method", ""),
            size=size,
        )
        return reverse("blind-round", args=[made.pk])

    form = Form(
        title=_("Open a blind round"),
        note=_("Two people judge the same sample; neither sees the other's until the round is closed."),
        fields=[
            Field("title", _("Title"), needed=True),
            Field("first", _("First assessor"), "select", str(by.pk), listed, needed=True),
            Field("second", _("Second assessor"), "select", choices=listed, needed=True),
            Field(
                "scale",
                _("Scale"),
                "select",
                "tequio",
                _scales_of_one_kind(),
                needed=True,
            ),
            Field("method", _("Version of the method"), hint=_("Such as “manual 2, 2025”."), needed=True),
            Field("size", _("Size of the sample"), "number", "10", needed=True),
        ],
        button=_("Draw the sample"),
        done=_("The sample was drawn."),
        back=reverse("blind-rounds"),
    )
    return show_form(request, form, act)


def _scales_of_one_kind() -> list[tuple[str, str]]:
    """Give the scales on which a round can be judged: not the common one, nor those with several measures."""
    common = crosswalk().to.code
    return [
        (code, scale_title(code)) for code, one in scales().items() if code != common and not one.measures
    ]


@require_GET
def show(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show a round: to its assessors what they still judge, to everybody the agreement once it is closed."""
    reader = permitted(request, "ledger.read")
    blind = get_object_or_404(BlindRound.objects.select_related("first", "second", "by"), pk=round_id)
    sample = list(blind.components.select_related("commitment__version").order_by("pk"))
    given = dict(blind.assessments.filter(replaced_by=None, by=reader).values_list("component", "value"))
    is_closed = blind.closed_at is not None
    context = {
        "section": "work",
        "round": blind,
        "scale": scale_title(blind.scale),
        "sample": [(component, given.get(component.pk, "")) for component in sample],
        "is_assessor": reader.pk in {blind.first_id, blind.second_id},
        "left": len(sample) - len(given),
        "may_close": not is_closed
        and may(reader, "assessment.write", Asked(institution_id=blind.by.institution_id)),
        "agreement": round_agreement(blind),
        "pairs": _pairs(blind) if is_closed else [],
    }
    return render(request, "register/followup/round.html", context)


def _pairs(blind: BlindRound) -> list[tuple[Component, Any, Any]]:
    """Give each component of a closed round with what each of the two concluded."""
    found: dict[int, dict[int, Assessment]] = {}
    rows = blind.assessments.filter(replaced_by=None).select_related("component__commitment__version")
    for row in rows.order_by("component"):
        found.setdefault(row.component_id, {})[row.by_id] = row
    return [
        (next(iter(its.values())).component, its.get(blind.first_id), its.get(blind.second_id))
        for its in found.values()
    ]


@require_POST
def close(request: HttpRequest, round_id: int) -> HttpResponse:
    """Close a round that both have finished."""
    by = person(request)
    blind = get_object_or_404(BlindRound.objects.select_related("first", "second", "by"), pk=round_id)
    done = _("The round is closed; its assessments stand side by side.")
    back = reverse("blind-round", args=[blind.pk])
    return carry_out(request, lambda: operations.close_blind_round(blind, by), done, back)
