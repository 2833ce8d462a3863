"""The page of a session."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from tequio.apps.register.models import Session
from tequio.apps.register.queries.mechanisms import LISTED, session_page


def session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Show a session: its facts, who took part, its documents, what preceded it and what it yielded."""
    shown = get_object_or_404(
        Session.objects.select_related("mechanism").prefetch_related("parties"), pk=session_id
    )
    page = session_page(shown)
    return render(
        request,
        "register/session.html",
        {
            "section": "mechanisms",
            "session": shown,
            "page": page,
            "more": page.yielded.total - LISTED if page.yielded.total > LISTED else 0,
            "today": timezone.localdate(),
        },
    )
