"""Linkages of a study: what is compared, how far it is, and what it found."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tequio.apps.accounts.policy import may
from tequio.apps.register.views.followup.forms import Field, Form, number, show_form
from tequio.apps.studies.errors import WrongValue
from tequio.apps.studies.linking import compared_columns, proposed_settings
from tequio.apps.studies.models import Linkage, StudyList
from tequio.apps.studies.models.linkages import Work
from tequio.apps.studies.operations.linking import begin_linkage, link_again, relink
from tequio.apps.studies.presenting import field_title, shown_check
from tequio.apps.studies.review import agreement_of, standing_of
from tequio.apps.studies.views.places import linkage_for, rights, study_for, to_what_is_made
from tequio.apps.studies.working import said, seems_stopped
from tequio.engines.scales import Kappa


def begin(request: HttpRequest, study_id: int) -> HttpResponse:
    """Form: link lists. First they are chosen, then what is compared is proposed and may be changed."""
    shown, by = study_for(request, study_id, "study.link")
    there = shown.lists.filter(kind=StudyList.Kind.RECORDS, destroyed_at=None).order_by("pk")
    wanted = request.POST.getlist("lists") or request.GET.getlist("lists")
    chosen = list(there.filter(pk__in=[found for one in wanted if (found := number(one)) is not None]))
    settings, problem = proposed_settings(chosen) if len(chosen) > 1 else ("", "")

    def act(written: QueryDict) -> str:
        if len(chosen) < 2:
            raise WrongValue(_("Choose two lists of this study or more."))
        if not written.get("settings", "").strip():
            raise WrongValue(problem or _("Look at what is compared first, then link."))
        made = begin_linkage(
            shown,
            by,
            chosen,
            str(written["settings"]),
            doubtful_from=_share(written.get("doubtful_from", "")),
            doubtful_to=_share(written.get("doubtful_to", "")),
            seed=_seed(written.get("seed", "")),
        )
        return reverse("linkage", args=[made.pk])

    context = {
        "section": "studies",
        "study": shown,
        "there": there,
        "chosen": chosen,
        "problem_of_lists": problem,
        "compared": [
            (field_title(name), list(zip([one.name for one in chosen], columns, strict=True)))
            for name, columns in compared_columns(settings, chosen)
        ]
        if settings
        else [],
    }
    form = Form(
        title=_("Link lists"),
        fields=[
            Field(
                "settings",
                _("What is compared, as TOML"),
                "textarea",
                settings,
                needed=True,
                group=_("Change what is compared"),
            ),
            Field("doubtful_from", _("Doubtful from (%)"), "number", "10", needed=True),
            Field(
                "doubtful_to",
                _("Doubtful up to (%)"),
                "number",
                "95",
                needed=True,
                hint=_("Pairs between the two are put to coders."),
            ),
            Field(
                "seed",
                _("Seed"),
                "number",
                hint=_("The same seed on the same lists gives the same linkage; empty for a random one."),
            ),
        ],
        button=_("Link them"),
        done=_("The linkage was asked for: here it is, or how far it is."),
        back=reverse("study", args=[shown.pk]),
        template="studies/link.html",
        context=context,
    )
    return show_form(request, form, act)


def _share(written: str) -> float:
    found = number(written)
    if found is None:
        raise WrongValue(_("Write the limits of doubt as whole percentages, such as 10 and 95."))
    return found / 100


def _seed(written: str) -> int | None:
    if not written:
        return None
    found = number(written)
    if found is None:
        raise WrongValue(_("The seed is a whole number from 0 to %s.") % (2**31 - 1))
    return found


@require_GET
def linkage(request: HttpRequest, linkage_id: int) -> HttpResponse:
    """Show a linkage: how far it is, what it found, and how far the review is."""
    shown, by = linkage_for(request, linkage_id, "study.read")
    state = {**_state(shown), "may_begin": may(by, "study.link", shown.study)}
    context = {"section": "studies", "linkage": shown, "study": shown.study, **state}
    if request.headers.get("HX-Request"):
        return render(request, "studies/parts/work.html", {"work": shown, **state})
    may_resolve = may(by, "study-pair.resolve", shown)
    agreement = agreement_of(shown) if may_resolve else ""
    context |= {
        "may": rights(by, shown.study),
        "lists": shown.lists.order_by("pk"),
        "standing": standing_of(shown),
        "kappa": agreement if isinstance(agreement, Kappa) else None,
        "checks": [shown_check({**check, "why": said(check)}) for check in shown.counts.get("checks", [])],
    }
    return render(request, "studies/linkage.html", context)


def _state(shown: Linkage) -> dict[str, object]:
    return {
        "is_waiting": shown.state in {Work.QUEUED, Work.RUNNING},
        "is_stopped": seems_stopped(shown),
        "address": reverse("linkage", args=[shown.pk]),
        "percent": round(shown.progress * 100),
        "problem": said(shown.problem),
        "anew": reverse("link-anew", args=[shown.pk]),
    }


@require_POST
def anew(request: HttpRequest, linkage_id: int) -> HttpResponse:
    """Begin a linkage anew that was stopped."""
    shown, by = linkage_for(request, linkage_id, "study.link")
    done = _("The work was begun anew: here it is, or how far it is.")
    return to_what_is_made(
        request, lambda: relink(shown, by), done, "linkage", reverse("linkage", args=[shown.pk])
    )


@require_POST
def again(request: HttpRequest, linkage_id: int) -> HttpResponse:
    """Link the same lists again, with what was decided of the doubtful pairs."""
    shown, by = linkage_for(request, linkage_id, "study.link")
    done = _("The lists are linked again, with what people decided.")
    return to_what_is_made(
        request, lambda: link_again(shown, by), done, "linkage", reverse("study", args=[shown.study_id])
    )
