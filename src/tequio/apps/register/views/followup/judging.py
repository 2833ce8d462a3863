"""Assessing a component on a published scale."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.apps.accounts.models import User
from tequio.apps.accounts.policy import may
from tequio.apps.register.followup import judging as operations
from tequio.apps.register.followup.judging import Judgement
from tequio.apps.register.followup.reading_values import day
from tequio.apps.register.followup.rights import Asked, in_charge
from tequio.apps.register.models import Assessment, BlindRound, Component, Evidence
from tequio.apps.register.operations.errors import WrongValue
from tequio.apps.register.templatetags.followup import InWords, words_of
from tequio.apps.register.views.followup.forms import (
    Field,
    Form,
    choices_of,
    number,
    permitted,
    person,
    show_form,
)
from tequio.apps.register.views.followup.places import component_of, place_of
from tequio.engines.scales import Scale

# The scale that is offered first to each role; every other one is a click away.
_FIRST = {"nhri": "cndh", "international": "ccpr-2016", "civil_society": "tequio"}


@dataclass(frozen=True, slots=True)
class Offered:
    """A scale as the picker shows it: each value with its address in the form ("tequio:in_progress")."""

    scale: Scale
    title: str
    values: list[tuple[str, InWords]]


def assess(request: HttpRequest, component_id: int) -> HttpResponse:
    """Enter a conclusion, or correct one of the own institution by a new one."""
    component = component_of(component_id)
    user = person(request)
    asked = Asked(institution_id=user.institution_id, institution_ids=in_charge(component), by_id=user.pk)
    by = permitted(request, "assessment.write", asked)
    own = Assessment.objects.filter(component=component, assessor=by.institution_id, round=None)
    key = request.GET.get("replaces", "")
    replaces = own.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 19 else None
    blind = _round_of(request, component, by)
    given = blind or replaces
    first = given.scale if given else _FIRST.get(by.role, "tequio")

    def act(written: QueryDict) -> str:
        judgement = _judgement(written)
        cited = Evidence.objects.filter(pk__in=[int(k) for k in written.getlist("evidence") if k.isdigit()])
        made = operations.assess(
            component,
            by,
            judgement,
            evidence=cited,
            replaces=replaces,
            blind=blind,
            publish="publish" in written,
        )
        return (
            reverse("blind-round", args=[blind.pk]) if blind else place_of(component, f"assessment-{made.pk}")
        )

    form = Form(
        title=_("Correct the assessment") if replaces else _("Assess"),
        note=_("In the name of %(who)s. An assessment is never overwritten; a correction stands beside it.")
        % {"who": by.institution},
        fields=_fields(component, by, replaces, blind),
        button=_("Enter the assessment"),
        done=_("The assessment was entered."),
        back=place_of(component),
        about=component,
        template="register/followup/assess.html",
        context={
            "scales": [one for one in _offered(first) if not blind or one.scale.code == blind.scale],
            "picked": request.POST.get("value") or (f"{replaces.scale}:{replaces.value}" if replaces else ""),
            "first_scale": request.POST.get("value", "").partition(":")[0] or first,
        },
    )
    return show_form(request, form, act)


def _judgement(written: QueryDict) -> Judgement:
    scale, _separator, value = written.get("value", "").partition(":")
    if not value:
        raise WrongValue(_("Choose a value of one of the scales."))
    known = operations.scales().get(scale)
    return Judgement(
        scale,
        value,
        written.get("confidence", ""),
        written.get("rationale", ""),
        written.get("method", ""),
        written.get(f"measure-{scale}", "") if known and known.measures else "",
        day(Assessment, "assessed_on", written.get("assessed_on", "")),
    )


def _round_of(request: HttpRequest, component: Component, by: User) -> BlindRound | None:
    """Give the open blind round that the address names, if the person judges this component in it."""
    key = number(request.GET.get("round", ""))
    own = Q(first=by) | Q(second=by)
    rounds = BlindRound.objects.filter(own, pk=key or 0, components=component, closed_at=None)
    return rounds.first()


def _fields(
    component: Component, by: object, replaces: Assessment | None, blind: BlindRound | None
) -> list[Field]:
    evidence = [
        (str(piece.pk), f"{piece.get_bearing_display()}: {piece.finding[:140]}")
        for piece in Evidence.objects.filter(component=component, withdrawn_on=None)
        .prefetch_related("readers")
        .order_by("pk")
        if may(by, "evidence.read", piece)
    ]
    cited = " ".join(str(pk) for pk in replaces.evidence.values_list("pk", flat=True)) if replaces else ""
    return [
        Field(
            "confidence",
            _("How sure"),
            "select",
            replaces.confidence if replaces else "medium",
            choices_of(Assessment, "confidence"),
            needed=True,
        ),
        Field("assessed_on", _("Date"), "date", hint=_("Today, where it is left out.")),
        Field(
            "method",
            _("Version of the method"),
            value=blind.method if blind else replaces.method if replaces else "",
            hint=_("Such as “manual 2, 2025”."),
            needed=True,
        ),
        Field("rationale", _("Why"), "textarea", replaces.rationale if replaces else "", needed=True),
        *(
            [Field("evidence", _("Evidence on which it rests"), "checkboxes", cited, evidence)]
            if evidence
            else []
        ),
        *([] if blind else [Field("publish", _("Let visitors see it"), "checkbox", "1")]),
    ]


def _offered(first: str) -> list[Offered]:
    """Give the scales to assess on, the first one first; the common one is for reading only."""
    language = "en" if (get_language() or "es").startswith("en") else "es"
    common = operations.crosswalk().to.code
    known = [scale for scale in operations.scales().values() if scale.code != common]
    known.sort(key=lambda scale: (scale.code != first, scale.code != "tequio", scale.title[language]))
    return [
        Offered(
            scale,
            scale.title[language],
            [(f"{scale.code}:{value.code}", words_of(scale.code, value.code)) for value in scale.values],
        )
        for scale in known
    ]
