"""Handing over an institution's work, and what whoever takes over finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from tequio.apps.accounts.models import FocalPoint, Institution, User
from tequio.apps.accounts.policy import may
from tequio.apps.register.followup.handing_over import accounts_in, hand_over
from tequio.apps.register.followup.reading_values import needed_day
from tequio.apps.register.followup.rights import Asked
from tequio.apps.register.followup.succession import succeed
from tequio.apps.register.models import (
    Action,
    Assessment,
    Assignment,
    Duty,
    Evidence,
    HandOver,
    Inquiry,
    Report,
)
from tequio.apps.register.templatetags.followup import verb_words
from tequio.apps.register.views.followup.forms import Field, Form, chosen, permitted, person, show_form


def form(request: HttpRequest, institution_id: int) -> HttpResponse:
    """Hand over the work of an institution; a coordinator changes the terms in the same step."""
    institution = get_object_or_404(Institution, pk=institution_id)
    by = permitted(request, "assignment.hand_over", Asked(institution_ids=(institution.pk,)))
    appoints = may(by, "account.appoint")
    people = User.objects.filter(institution=institution, is_active=True).order_by("username")
    listed = [(str(one.pk), one.get_full_name() or one.get_username()) for one in people]
    runs = FocalPoint.running().filter(institution=institution).values_list("account", flat=True).first()

    def act(written: QueryDict) -> str:
        arriving = chosen(people, written.get("arriving", ""), _("Choose who takes over."))
        leaving = (
            chosen(people, written.get("leaving", ""), _("Choose who leaves, or nobody."))
            if written.get("leaving")
            else None
        )
        facts: dict[str, Any] = {
            "leaving": leaving,
            "on": needed_day(HandOver, "on", written.get("on", "")),
            "words": written.get("words", ""),
        }
        do = succeed if appoints else hand_over
        return reverse("hand-over", args=[do(institution, by, arriving, **facts).pk])

    shown = Form(
        title=_("Hand over the work of %(who)s") % {"who": institution},
        note=_("The assignments stay with the institution; what is open and its history is written down.")
        + (f" {_('The term of whoever leaves ends, and whoever takes over is put in charge.')}" * appoints),
        fields=[
            Field("leaving", _("Who leaves"), "select", str(runs or ""), [("", "–"), *listed]),
            Field("arriving", _("Who takes over"), "select", choices=listed, needed=True),
            Field("on", _("On"), "date", timezone.localdate().isoformat(), needed=True),
            Field("words", _("To whoever takes over"), "textarea"),
        ],
        button=_("Hand over"),
        done=_("The work was handed over."),
        back=reverse("work-list"),
    )
    return show_form(request, shown, act)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a history in a hand-over file."""

    at: Any
    who: str
    what: str
    why: str


def show(request: HttpRequest, hand_over_id: int) -> HttpResponse:
    """Show what was handed over: open items, and who decided what and why."""
    made = get_object_or_404(
        HandOver.objects.select_related("institution", "leaving", "arriving", "by"), pk=hand_over_id
    )
    reader = person(request)
    is_own = reader.institution_id == made.institution_id
    if not (is_own or may(reader, "assignment.hand_over", made)):
        raise PermissionDenied
    file: dict[str, Any] = made.file
    names = {
        one.pk: one.get_full_name() or one.get_username()
        for one in User.objects.filter(pk__in=accounts_in(file))
    }
    context = {
        "section": "work",
        "hand_over": made,
        "assignments": _assignments(file, names, reader),
        "actions": [
            {
                **one,
                "status": dict(Action.Status.choices).get(one["status"], one["status"]),
                "lines": [_line(line, names, "action") for line in one["history"]],
            }
            for one in file.get("actions", ())
        ],
        **_open(file),
        "today": timezone.localdate().isoformat(),
    }
    return render(request, "register/followup/hand_over.html", context)


def _assignments(file: dict[str, Any], names: dict[int, str], reader: User) -> list[dict[str, Any]]:
    parts, states = dict(Assignment.Part.choices), dict(Report.State.choices)
    rows = file.get("assignments", ())
    evidence = _readable(Evidence, rows, "evidence", reader)
    assessments = _readable(Assessment, rows, "assessment", reader)
    return [
        {
            **one,
            "part": parts.get(one["part"], one["part"]),
            "reports": [{**r, "state": states.get(r["state"], r["state"])} for r in one["reports"]],
            "lines": [
                _line(line, names, "report" if "report" in line else "assignment") for line in one["history"]
            ],
            "evidence": [
                {
                    **piece,
                    "row": evidence[piece["evidence"]],
                    "lines": [_line(line, names, "evidence") for line in piece["history"]],
                }
                for piece in one.get("evidence", ())
                if piece["evidence"] in evidence
            ],
            "assessments": [
                {"row": assessments[each["assessment"]], "who": names.get(each["by"], "")}
                for each in one.get("assessments", ())
                if each["assessment"] in assessments
            ],
        }
        for one in rows
    ]


def _readable(model: Any, rows: Any, kind: str, reader: User) -> dict[int, Any]:
    """Read the records that a file names, as they stand today, those that the reader may see."""
    lists = {"evidence": "evidence", "assessment": "assessments"}
    keys = [each[kind] for one in rows for each in one.get(lists[kind], ())]
    related = {
        "evidence": (["institution", "component__commitment__version__document"], ["readers"]),
        "assessment": (["assessor", "round"], ["component__assignments"]),
    }
    joined, fetched = related[kind]
    found = model.objects.select_related(*joined).prefetch_related(*fetched).in_bulk(keys)
    return {key: row for key, row in found.items() if may(reader, f"{kind}.read", row)}


def _open(file: dict[str, Any]) -> dict[str, Any]:
    kinds = dict(Duty.Kind.choices)
    inquiries = Inquiry.objects.in_bulk([one["inquiry"] for one in file.get("inquiries", ())])
    return {
        "duties": [{**one, "kind": kinds.get(one["kind"], one["kind"])} for one in file.get("duties", ())],
        "inquiries": [
            {**one, "question": inquiries[one["inquiry"]].question}
            for one in file.get("inquiries", ())
            if one["inquiry"] in inquiries
        ],
        "replies": file.get("replies", ()),
    }


def _line(line: dict[str, Any], names: dict[int, str], kind: str) -> Line:
    who, what = names.get(line["by"], ""), verb_words(kind, line["verb"])
    return Line(parse_datetime(line["at"]), who, what, line["why"])
