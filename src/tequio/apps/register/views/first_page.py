"""The first page: what waits, what falls due, what changed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tequio.apps.library.models import Document
from tequio.apps.register.models import Mechanism
from tequio.apps.register.queries import first_page as queries
from tequio.apps.register.queries.next_session import next_session


def first_page(request: HttpRequest) -> HttpResponse:
    """Show at a glance what is in the register, what waits for review and what falls due."""
    today = timezone.localdate()
    mechanisms = [
        (mechanism, mechanism.in_order, next_session(mechanism, mechanism.in_order, today))
        for mechanism in queries.latest_mechanisms()
    ]
    return render(
        request,
        "register/first_page.html",
        {
            "is_empty": not Document.objects.exists(),
            "to_check": queries.to_check(),
            "due": queries.falls_due(today),
            "today": today,
            "decisions": queries.latest_decisions(),
            "mechanisms": mechanisms,
            "all_mechanisms": Mechanism.objects.count(),
        },
    )
