"""Files coming in: several at once, each with its own outcome; and a document's file going out."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tequio.apps.accounts.errors import Refused
from tequio.apps.accounts.views import decider
from tequio.apps.library.models import Document, DocumentVersion, Intake
from tequio.apps.library.operations import take_in

# The script of the page sends one file at a time, so only a plain form sends many.
MOST_FILES = 100


@require_POST
def take_in_files(request: HttpRequest) -> HttpResponse:
    """Take in the files of a form; each gets its own row, read or refused with a sentence."""
    by = decider(request)
    files = request.FILES.getlist("files")[:MOST_FILES]
    written = request.POST.get("version_of", "")
    version_of = (
        get_object_or_404(Document, pk=int(written)) if written.isascii() and written.isdigit() else None
    )
    if version_of and len(files) > 1:
        files = files[:1]
    intakes = []
    for file in files:
        name = file.name or "document"
        try:
            intakes.append(take_in(cast(BinaryIO, file), name, by=by, version_of=version_of))
        except Refused as refused:
            # Nothing was kept; the row only tells.
            intakes.append(Intake(file_name=name, state=Intake.State.REFUSED, sentence=str(refused)))
    context = {
        "section": "documents",
        "intakes": intakes,
        "version_of": version_of,
        "sentence": "" if files else _("No file was chosen; choose one or more and send again."),
    }
    if request.headers.get("HX-Request"):
        return render(request, "library/parts/intakes.html", context)
    return render(request, "library/taken_in.html", context, status=200 if files else 422)


@require_GET
def intake_row(request: HttpRequest, intake_id: int) -> HttpResponse:
    """Show where one file stands; the page asks again while it is being read."""
    intake = get_object_or_404(Intake.objects.select_related("version__document"), pk=intake_id)
    if not request.headers.get("HX-Request"):
        return redirect("documents")
    return render(request, "library/parts/intake.html", {"intake": intake})


@require_GET
def original_file(request: HttpRequest, version_id: int) -> HttpResponse | FileResponse:
    """Give out the file as it came in. Always as a download: nothing in it may run on this site."""
    version = get_object_or_404(
        DocumentVersion.objects.select_related("document").defer("content"), pk=version_id
    )
    if not version.file:  # records of another system, which came in a file of many documents
        raise Http404
    return FileResponse(
        version.file.open("rb"),
        as_attachment=True,
        filename=version.document.file_name,
        content_type="application/octet-stream",
    )
