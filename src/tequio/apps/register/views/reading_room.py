"""The reading room: a document's words on one side, what was found in them on the other."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tequio.apps.accounts.models import Institution, User
from tequio.apps.library.models import Document, DocumentVersion
from tequio.apps.library.rendering import text_blocks
from tequio.apps.register.models import Commitment, SessionProposal
from tequio.apps.register.queries import review
from tequio.apps.register.views.findings import (
    Finding,
    card_words,
    document_address,
    filter_chips,
    finding_of,
    findings_of,
    marks_of,
    offers_above,
    read_filter,
)
from tequio.apps.register.views.session_card import SessionCard, session_card

State = Commitment.State


def person_of(request: HttpRequest) -> User:
    """Give the person who is signed in (every page here wants one)."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


@require_GET
def reading_room(request: HttpRequest, document_id: int) -> HttpResponse:
    """Open a document for review, in its newest or in a chosen version, or only its list of findings anew."""
    version = version_of(document_id, request.GET.get("version", ""))
    if request.htmx and request.htmx.target == "findings-list":  # type: ignore[attr-defined]
        context = findings_context(request, version)
        return render(request, "register/parts/findings_list.html", context)
    return render_room(request, version)


def version_of(document_id: int, number: str = "") -> DocumentVersion:
    """Give a version of a document: the one of that number, or the newest."""
    document = get_object_or_404(Document, pk=document_id)
    versions = document.versions.select_related("document").order_by("-number")
    if number.isascii() and number.isdigit():
        versions = versions.filter(number=int(number[:6]))
    version = versions.first()
    if version is None:
        raise Http404
    return version


def findings_context(request: HttpRequest, version: DocumentVersion) -> dict[str, Any]:
    """Give what the list of findings shows."""
    findings = findings_of(version, person_of(request))
    chosen = read_filter(request.GET)
    counts = Counter((f.commitment.kind, f.commitment.state) for f in findings)
    return {
        "version": version,
        "words": card_words(),
        "document": version.document,
        "all_findings": findings,
        "findings": chosen.of(findings),
        "chips": filter_chips(counts, request.GET),
        "progress": review.Progress(sum(f.is_done for f in findings), len(findings)),
        "offers": offers_above(findings),
    }


def render_room(
    request: HttpRequest, version: DocumentVersion, status: int = 200, **more: Any
) -> HttpResponse:
    """Show the whole page.

    Args:
        request: whose query says what is shown and which form is open.
        version: of the document.
        status: of the answer.
        more: replaces parts of the context, as a form with its errors.
    """
    context = {**findings_context(request, version), **more}
    look_alikes = list(review.look_alikes(version))
    proposal = SessionProposal.objects.filter(version=version).select_related("session__mechanism").first()
    card: SessionCard | None = more.get("session_card") or (
        session_card(proposal, version, person_of(request)) if proposal else None
    )
    marks = marks_of(context["all_findings"], look_alikes) + (card.marks if card else [])
    context |= {
        "section": "documents",
        "blocks": text_blocks(version.content, list(version.paragraphs.all()), marks, version.language),
        "look_alikes": look_alikes,
        "missing": Commitment.objects.filter(missing_from=version).select_related("passage"),
        "session_card": card,
        "versions": version.document.versions.order_by("-number").values("number", "read_at"),
        "open_form": {"pk": request.GET.get("open", ""), "name": request.GET.get("form", "")},
        "add_kinds": Commitment.Kind.choices,
        "add_strengths": Commitment.Strength.choices,
        "is_adding": "add" in request.GET or "adding" in more,
        "institutions": _institution_names(request),
    }
    return render(request, "register/reading_room.html", context, status=status)


def _institution_names(request: HttpRequest) -> list[str]:
    """Give names to offer while a person writes who owes something."""
    if not person_of(request).may_review:
        return []
    return [institution.name for institution in Institution.objects.all()[:300]]


@require_GET
def card(request: HttpRequest, commitment_id: int) -> HttpResponse:
    """Show one finding, with its form for correcting or rejecting where the address asks for it."""
    commitment = get_object_or_404(Commitment.objects.select_related("version"), pk=commitment_id)
    form = request.GET.get("form", "")
    if not request.htmx:  # type: ignore[attr-defined]
        address = reverse("reading-room", args=[commitment.version.document_id])
        return redirect(f"{address}?open={commitment.pk}&form={form}#finding-{commitment.pk}")
    shown = finding_of(commitment, person_of(request))
    return render_card(request, shown, {"pk": str(commitment.pk), "name": form})


def render_card(
    request: HttpRequest, finding: Finding, open_form: dict[str, str], status: int = 200, **more: Any
) -> HttpResponse:
    """Show one card by itself."""
    context = {
        "finding": finding,
        "open_form": open_form,
        "version": finding.commitment.version,
        "words": card_words(),
        **more,
    }
    return render(request, "register/parts/finding.html", context, status=status)


@require_GET
def annotation(request: HttpRequest, commitment_id: int) -> JsonResponse:
    """Give the source of a commitment as a W3C Web Annotation (https://www.w3.org/TR/annotation-model/)."""
    commitment = get_object_or_404(
        Commitment.objects.exclude(state=State.WITHDRAWN).select_related("passage__version__document"),
        pk=commitment_id,
    )
    version = commitment.passage.version
    here = request.build_absolute_uri(request.path)
    source = request.build_absolute_uri(f"{document_address(version)}?version={version.number}")
    return JsonResponse(
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": here,
            "type": "Annotation",
            "motivation": "identifying",
            "created": commitment.added_at.isoformat(),
            "body": {"type": "TextualBody", "value": commitment.action, "purpose": "identifying"},
            "target": commitment.passage.web_annotation_target(source),
        },
        content_type="application/ld+json",
    )
