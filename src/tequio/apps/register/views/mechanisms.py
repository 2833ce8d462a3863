"""The list of mechanisms, the page of one, and the form that changes its facts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import Refused
from tequio.apps.accounts.views import decider
from tequio.apps.register.models import Mechanism
from tequio.apps.register.operations.errors import NothingToDo
from tequio.apps.register.operations.mechanism_facts import FIELDS, change_mechanism
from tequio.apps.register.queries import mechanisms as queries
from tequio.apps.register.timeline import time_line

PER_PAGE = 25


def mechanisms(request: HttpRequest) -> HttpResponse:
    """List mechanisms with their sessions, what they yielded and when they meet next."""
    known = set(Mechanism.objects.order_by().values_list("kind", flat=True).distinct())
    kinds = [kind for kind in Mechanism.Kind if kind in known]
    kind = request.GET.get("kind", "")
    found = Mechanism.objects.filter(kind=kind) if kind in kinds else Mechanism.objects.all()
    today = timezone.localdate()
    overdue = queries.overdue(found, today)
    only_overdue = request.GET.get("next") == "overdue"
    keys = list(found.order_by("name_es", "name_en", "pk").values_list("pk", flat=True))
    keys = [key for key in keys if key in overdue] if only_overdue else keys
    page: Any = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = queries.overviews(Mechanism.objects.filter(pk__in=page.object_list), today)
    return render(
        request,
        "register/mechanisms.html",
        {
            "section": "mechanisms",
            "page": page,
            "overdue": len(overdue),
            "only_overdue": only_overdue,
            "kinds": kinds if len(kinds) > 1 else [],
            "kind": kind,
        },
    )


def mechanism(request: HttpRequest, mechanism_id: int) -> HttpResponse:
    """Show a mechanism: its sessions on a time line, what each yielded, when the next one is due."""
    return _page(request, get_object_or_404(Mechanism, pk=mechanism_id))


def _page(request: HttpRequest, shown: Mechanism) -> HttpResponse:
    today = timezone.localdate()
    overview = queries.overview(shown, today)
    return render(
        request,
        "register/mechanism.html",
        {
            "section": "mechanisms",
            "overview": overview,
            "mechanism": overview.mechanism,
            "today": today,
            "line": time_line(overview.held, overview.next, today),
            "recurring": overview.recurring[:10],
            "spellings": shown.spellings.exclude(text__in=(shown.name_es, shown.name_en)).order_by("text"),
        },
    )


def edit(request: HttpRequest, mechanism_id: int) -> HttpResponse:
    """Change the facts of a mechanism."""
    by = decider(request)
    shown = get_object_or_404(Mechanism, pk=mechanism_id)
    written = {name: getattr(shown, name) for name in FIELDS}
    problem = ""
    if request.method == "POST":
        written = {name: request.POST.get(name, "") for name in FIELDS}
        try:
            change_mechanism(shown, by, written)
        except NothingToDo:
            return redirect("mechanism", mechanism_id)
        except Refused as refused:
            problem = str(refused)
        else:
            messages.success(request, _("What you changed is kept."))
            return redirect("mechanism", mechanism_id)
    return render(
        request,
        "register/mechanism_edit.html",
        {
            "section": "mechanisms",
            "mechanism": shown,
            "written": written,
            "kinds": Mechanism.Kind.choices,
            "problem": problem,
        },
        status=422 if problem else 200,
    )
