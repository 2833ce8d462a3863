"""The list of documents with what is left to check in each."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tequio.apps.library.models import DocumentVersion, Intake
from tequio.apps.register.queries.first_page import documents_with_counts

PER_PAGE = 50
STATES = ("to-check", "checked", "without-findings")


def documents(request: HttpRequest) -> HttpResponse:
    """List documents, the newest first, with filters by state and language and the way to add more."""
    chosen: dict[str, Any] = {
        "state": request.GET.get("state", "") if request.GET.get("state") in STATES else "",
        "language": request.GET.get("language", ""),
    }
    found = documents_with_counts().order_by("-added_at", "-pk")
    if chosen["state"] == "to-check":
        found = found.filter(to_check__gt=0)
    elif chosen["state"] == "checked":
        found = found.filter(to_check=0, findings__gt=0)
    elif chosen["state"] == "without-findings":
        found = found.filter(findings=0)
    if chosen["language"]:
        found = found.filter(language=chosen["language"])
    paginator = Paginator(found, PER_PAGE)
    languages = DocumentVersion.objects.exclude(language="").values_list("language", flat=True)
    return render(
        request,
        "register/documents.html",
        {
            "section": "documents",
            "page": paginator.get_page(request.GET.get("page")),
            "chosen": chosen,
            "languages": sorted(set(languages.distinct())),
            "is_filtered": any(chosen.values()),
            "under_way": Intake.objects.filter(state__in=(Intake.State.QUEUED, Intake.State.READING)),
        },
    )
