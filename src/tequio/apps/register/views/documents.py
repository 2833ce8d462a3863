"""The list of documents with what is left to check in each."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tequio.apps.library.models import Document, DocumentVersion, Intake
from tequio.apps.register.queries.first_page import documents_found, with_counts

PER_PAGE = 50
STATES = ("to-check", "checked", "without-findings")


def documents(request: HttpRequest) -> HttpResponse:
    """List documents, the newest first, with filters by state and language and the way to add more."""
    chosen: dict[str, Any] = {
        "state": request.GET.get("state", "") if request.GET.get("state") in STATES else "",
        "language": request.GET.get("language", ""),
    }
    found = documents_found(chosen["state"], chosen["language"]).order_by("-added_at", "-pk")
    page = Paginator(found.values_list("pk", flat=True), PER_PAGE).get_page(request.GET.get("page"))
    rows = with_counts(Document.objects.filter(pk__in=list(page.object_list)))
    page.object_list = list(rows.order_by("-added_at", "-pk"))
    languages = DocumentVersion.objects.order_by().exclude(language="").values_list("language", flat=True)
    return render(
        request,
        "register/documents.html",
        {
            "section": "documents",
            "page": page,
            "chosen": chosen,
            "languages": sorted(set(languages.distinct())),
            "is_filtered": any(chosen.values()),
            "under_way": Intake.objects.filter(state__in=(Intake.State.QUEUED, Intake.State.READING)),
        },
    )
