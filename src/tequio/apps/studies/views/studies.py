"""Studies: which there are, what each asks, and who has which part in it."""

from __future__ import annotations

from typing import TypedDict

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tequio.apps.accounts.models import Institution, User
from tequio.apps.accounts.policy import may
from tequio.apps.register.models import Commitment
from tequio.apps.register.views.followup.forms import (
    Field,
    Form,
    carry_out,
    choices_of,
    chosen,
    institutions,
    permitted,
    person,
    show_form,
)
from tequio.apps.studies import operations, queries
from tequio.apps.studies.models import Linkage, Study, StudyList, StudyRole
from tequio.apps.studies.models.linkages import Work
from tequio.apps.studies.views.places import rights, study_for


class _Served(TypedDict):
    """What a study serves, and who answers for it."""

    commitment: Commitment | None
    institution: Institution | None


_FACTS = ("title", "question", "population", "period", "place", "indicator")


@require_GET
def studies(request: HttpRequest) -> HttpResponse:
    """List the studies in which the person has a part."""
    by = person(request)
    context = {
        "section": "studies",
        "studies": queries.studies_of(by),
        "may_open": may(by, "study.open"),
    }
    return render(request, "studies/studies.html", context)


@require_GET
def study(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show a study: its facts, lists, linkages and reports, and who has which part."""
    shown, by = study_for(request, study_id)
    lists, linkages = list(queries.lists_of(shown)), list(queries.linkages_of(shown))
    context = {
        "section": "studies",
        "study": shown,
        "may": rights(by, shown),
        "lists": lists,
        "linkages": linkages,
        "reports": queries.reports_of(shown),
        "codes": by.pk in shown.coder_ids,
        **_steps(lists, linkages),
    }
    return render(request, "studies/study.html", context)


def _steps(lists: list[StudyList], linkages: list[Linkage]) -> dict[str, object]:
    """Say which steps can be taken now, and which comes next."""
    there = [one.kind for one in lists if one.is_there]
    can_link = there.count(StudyList.Kind.RECORDS) > 1
    linked = any(one.state == Work.DONE and one.is_there for one in linkages)
    can_estimate = linked or StudyList.Kind.TABLE in there
    following = "estimate" if can_estimate else "link" if can_link else "bring"
    return {"can_link": can_link, "can_estimate": can_estimate, "next": following}


def open_(request: HttpRequest) -> HttpResponse:
    """Form: open a study."""
    by = permitted(request, "study.open")

    def act(written: QueryDict) -> str:
        opened = operations.open_study(by, written.dict(), **_served(written))
        return reverse("study", args=[opened.pk])

    return show_form(
        request,
        Form(
            title=_("Open a study"),
            fields=_facts(None, request.GET.get("commitment", "")),
            button=_("Open it"),
            done=_("The study is open, and you lead it."),
            back=reverse("studies"),
            note=_("Nobody sees a study who has no part in it, whatever their role here."),
            context={"section": "studies"},
        ),
        act,
    )


def change(request: HttpRequest, study_id: int) -> HttpResponse:
    """Form: change the facts of a study."""
    shown, by = study_for(request, study_id, "study.change")
    return show_form(
        request,
        Form(
            title=_("Facts of the study"),
            fields=_facts(shown),
            button=_("Save"),
            done=_("The facts were saved."),
            back=reverse("study", args=[shown.pk]),
            context={"section": "studies"},
        ),
        lambda written: operations.change_study(shown, by, written.dict(), **_served(written)) and None,
    )


def _facts(shown: Study | None, commitment: str = "") -> list[Field]:
    value = {name: getattr(shown, name) if shown else "" for name in _FACTS}
    served = str(shown.commitment_id or "") if shown else commitment
    institution = str(shown.institution_id or "") if shown else ""
    return [
        Field("title", _("Title"), value=value["title"], needed=True),
        Field("question", _("Question"), "textarea", value["question"], needed=True),
        Field(
            "population",
            _("Population"),
            "textarea",
            value["population"],
            needed=True,
            hint=_("Who counts: which persons, which events."),
        ),
        Field("period", _("Period"), value=value["period"], needed=True),
        Field("place", _("Place"), value=value["place"], needed=True),
        Field(
            "institution", _("Institution responsible"), "select", institution, [("", "–"), *institutions()]
        ),
        Field(
            "commitment",
            _("Commitment that it serves"),
            "number",
            served,
            hint=_("Its number in the register, as in the address of its page."),
        ),
        Field("indicator", _("Indicator that it serves"), value=value["indicator"]),
    ]


def _served(written: QueryDict) -> _Served:
    commitment, institution = written.get("commitment", ""), written.get("institution", "")
    kept = Commitment.objects.filter(state__in=[Commitment.State.ACCEPTED, Commitment.State.CORRECTED])
    return {
        "commitment": chosen(kept, commitment, _("The register has no commitment of this number."))
        if commitment
        else None,
        "institution": chosen(Institution.objects.all(), institution, _("Choose an institution."))
        if institution
        else None,
    }


@require_POST
def close(request: HttpRequest, study_id: int) -> HttpResponse:
    """Close a study, or open it again."""
    shown, by = study_for(request, study_id, "study.change")
    back = reverse("study", args=[shown.pk])
    if "reopen" in request.POST:
        return carry_out(
            request, lambda: operations.reopen_study(shown, by), _("The study is open again."), back
        )
    return carry_out(request, lambda: operations.close_study(shown, by), _("The study is closed."), back)


def people(request: HttpRequest, study_id: int) -> HttpResponse:
    """Form: give somebody a part in a study; the parts that people have stand below it."""
    shown, by = study_for(request, study_id, "study.change")
    accounts = User.objects.filter(is_active=True).select_related("institution").order_by("username")

    def act(written: QueryDict) -> None:
        account = chosen(accounts, written.get("account", ""), _("Choose an account."))
        operations.give_part(shown, by, account, written.get("part", ""))

    return show_form(
        request,
        Form(
            title=_("Who has a part in it"),
            fields=[
                Field("account", _("Account"), "select", choices=[(str(a.pk), _named(a)) for a in accounts]),
                Field("part", _("Part"), "radio", "coder", choices_of(StudyRole, "part"), needed=True),
            ],
            button=_("Give the part"),
            done=_("The part was given."),
            back=reverse("study", args=[shown.pk]),
            template="studies/people.html",
            context={"section": "studies", "study": shown},
        ),
        act,
    )


def _named(account: User) -> str:
    name = account.get_full_name() or account.get_username()
    return f"{name} · {account.institution}" if account.institution else name


@require_POST
def take(request: HttpRequest, role_id: int) -> HttpResponse:
    """Take a part back."""
    role = get_object_or_404(StudyRole.objects.select_related("study"), pk=role_id)
    shown, by = study_for(request, role.study_id, "study.change")
    return carry_out(
        request,
        lambda: operations.take_part(role, by),
        _("The part was taken back."),
        reverse("study-people", args=[shown.pk]),
    )
