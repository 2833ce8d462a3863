"""Evidence: added with a file, withdrawn, and its file given to whoever may read it; what visitors see."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tequio.apps.accounts.models import User
from tequio.apps.library.models import Document
from tequio.apps.library.operations import publish as publish_document_
from tequio.apps.library.operations import withdraw as withdraw_document
from tequio.apps.register.followup import proving as operations
from tequio.apps.register.followup import publishing
from tequio.apps.register.followup.errors import FileGone
from tequio.apps.register.followup.proving import OpenedFile
from tequio.apps.register.followup.rights import of_institution
from tequio.apps.register.followup.steps import last_seen
from tequio.apps.register.models import (
    Action,
    Assessment,
    Component,
    Evidence,
    Inquiry,
    Position,
    Report,
    Submission,
)
from tequio.apps.register.views.followup.forms import (
    Field,
    Form,
    attached,
    carry_out,
    choices_of,
    chosen,
    number,
    only,
    permitted,
    person,
    show_form,
)
from tequio.apps.register.views.followup.places import component_of, place_of


def evidence_fields(component: Component | None, by: Any) -> list[Field]:
    """Give the fields of evidence; with the reports of the person's own institution to choose from."""
    details = _("Excerpt, date and address")
    fields = [
        Field(
            "bearing",
            _("What it says of the claim that this was carried out"),
            "radio",
            "supports",
            choices_of(Evidence, "bearing"),
            needed=True,
        ),
        Field(
            "finding",
            _("Finding"),
            "textarea",
            hint=_("What it shows, in one or two sentences."),
            needed=True,
        ),
        Field("source", _("Source"), hint=_("Title of the document, page or record."), needed=True),
        Field("publisher", _("Publisher")),
        Field("file", _("File"), "file"),
        Field(
            "confidentiality",
            _("Who may see it"),
            "select",
            "institution",
            choices_of(Evidence, "confidentiality"),
            needed=True,
        ),
        Field("excerpt", _("Excerpt"), "textarea", hint=_("The exact words."), group=details),
        Field("locator", _("Place in the source"), hint=_("Page, paragraph or table."), group=details),
        Field("dated", _("Date"), hint=_("2025-06-30, 2025-06 or 2025"), group=details),
        Field("address", _("Address"), "url", group=details),
        Field("accessed_on", _("Read there on"), "date", group=details),
    ]
    reports = (
        Report.objects.filter(assignment__component=component, assignment__institution=by.institution_id)
        if component and by.institution_id
        else Report.objects.none()
    )
    listed = [("", "–"), *((str(one.pk), str(one)) for one in reports)]
    return [*fields, Field("report", _("Proves the report"), "select", choices=listed)] if reports else fields


def add(request: HttpRequest, component_id: int) -> HttpResponse:
    """Add evidence to a component, with a file or without."""
    component = component_of(component_id)
    by = permitted(request, "evidence.write", of_institution(person(request)))

    def act(written: QueryDict) -> str:
        report = None
        if written.get("report"):
            own = Report.objects.filter(assignment__component=component)
            report = chosen(own, written.get("report", ""), _("Choose a report of the list."))
        made = operations.add_evidence(
            component, by, only(written, operations.FIELDS), attached=attached(request), report=report
        )
        return place_of(component, f"evidence-{made.pk}")

    form = Form(
        title=_("Add evidence"),
        note=_("A file is encrypted and its checksum shown; who may see the evidence may open it."),
        fields=evidence_fields(component, by),
        button=_("Add the evidence"),
        done=_("The evidence was added."),
        back=place_of(component),
        about=component,
    )
    return show_form(request, form, act)


def _evidence_of(number_: int) -> Evidence:
    rows = Evidence.objects.select_related("component__commitment__version__document", "file")
    return get_object_or_404(rows.defer("component__commitment__version__content"), pk=number_)


def change(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Correct evidence, or change who may see it; its file stays."""
    evidence = _evidence_of(evidence_id)
    by = permitted(request, "evidence.write", evidence)
    permitted(request, "evidence.read", evidence)
    readers = User.objects.filter(is_active=True).exclude(pk=by.pk).order_by("username")
    fields = [
        replace(one, value=str(getattr(evidence, one.name) or ""))
        for one in evidence_fields(None, by)
        if one.name in operations.FIELDS
    ]
    fields += [
        Field(
            "readers",
            _("Who else may see it, where only named persons may"),
            "checkboxes",
            " ".join(str(one.pk) for one in evidence.readers.all()),
            [(str(one.pk), one.get_full_name() or one.username) for one in readers],
            group=_("Named persons"),
        ),
        Field("why", _("Why")),
        Field("seen", kind="hidden", value=str(last_seen(evidence))),
    ]

    def act(written: QueryDict) -> None:
        keys = [key for key in map(number, written.getlist("readers")) if key is not None]
        operations.change_evidence(
            evidence,
            by,
            only(written, operations.FIELDS),
            readers=readers.filter(pk__in=keys),
            why=written.get("why", ""),
            seen=number(written.get("seen", "")),
        )

    form = Form(
        title=_("Correct the evidence"),
        note=_("What it said before stays in the history. What is no longer public is hidden from visitors."),
        fields=fields,
        button=_("Save"),
        done=_("The evidence was corrected."),
        back=place_of(evidence.component, f"evidence-{evidence.pk}"),
        about=evidence.component,
    )
    return show_form(request, form, act)


def withdraw(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Take evidence back, with the reason."""
    evidence = _evidence_of(evidence_id)
    by = permitted(request, "evidence.write", evidence)
    permitted(request, "evidence.read", evidence)
    form = Form(
        title=_("Withdraw the evidence"),
        note=_("It stays in the history; visitors see it no longer."),
        fields=[
            Field("why", _("Reason"), "textarea", needed=True),
            Field("seen", kind="hidden", value=str(last_seen(evidence))),
        ],
        button=_("Withdraw it"),
        done=_("The evidence was withdrawn."),
        back=place_of(evidence.component),
        about=evidence.component,
    )
    return show_form(
        request,
        form,
        lambda w: operations.withdraw_evidence(
            evidence, by, w.get("why", ""), seen=number(w.get("seen", ""))
        ),
    )


@login_not_required
@never_cache
@require_GET
def file(request: HttpRequest, evidence_id: int) -> StreamingHttpResponse:
    """Give out the file of evidence to whoever may read it; whether there is one is told to nobody else."""
    try:
        return download(operations.open_evidence_file(_evidence_of(evidence_id), request.user))
    except FileGone as gone:
        raise Http404(str(gone)) from None


def download(opened: OpenedFile) -> StreamingHttpResponse:
    """Send a file as a download, never shown in place: nothing in it may run on this site."""
    response = StreamingHttpResponse(opened.pieces, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, opened.name) or "attachment"
    response["Content-Length"] = str(opened.size)
    # RFC 9530: whoever keeps the file can verify that it is the one that was given.
    response["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(opened.sha256)).decode()}:"
    return response


# Name in the address -> the record that is published or taken back.
_PUBLISHED: dict[str, Any] = {
    "action": Action,
    "assessment": Assessment,
    "evidence": Evidence,
    "inquiry": Inquiry,
    "position": Position,
    "report": Report,
    "submission": Submission,
}


def _publishable(kind: str, number_: int) -> Any:
    if kind not in _PUBLISHED:
        raise Http404
    return get_object_or_404(_PUBLISHED[kind], pk=number_)


def _page_of(row: Any) -> str:
    if isinstance(row, Submission):
        return reverse("submission", args=[row.pk])
    spoken_of = [commitment.pk for commitment in row.commitments()]
    return reverse("commitment", args=spoken_of[:1]) if spoken_of else reverse("work-list")


@require_POST
def publish(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Let visitors see a record."""
    row = _publishable(kind, number)
    done = _("It is public, as soon as the document of the commitment is.")
    return carry_out(request, lambda: publishing.publish(row, person(request)), done, _page_of(row))


@require_POST
def unpublish(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Take a record back from visitors."""
    row = _publishable(kind, number)
    done = _("It is no longer public.")
    return carry_out(request, lambda: publishing.unpublish(row, person(request)), done, _page_of(row))


@require_POST
def publish_document(request: HttpRequest, document_id: int) -> HttpResponse:
    """Let visitors see a document and what the register keeps of it, or take it back."""
    document = get_object_or_404(Document, pk=document_id)
    by = permitted(request, "document.publish", document)
    back = reverse("reading-room", args=[document.pk])
    if "withdraw" in request.POST:
        return carry_out(
            request, lambda: withdraw_document(document, by), _("Visitors no longer see the document."), back
        )
    return carry_out(
        request,
        lambda: publish_document_(document, by),
        _("The document and what was accepted of it are public."),
        back,
    )
