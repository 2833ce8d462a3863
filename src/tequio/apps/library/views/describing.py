"""What a person says of a document: its title and where it comes from."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.apps.accounts.errors import Refused
from tequio.apps.accounts.views import decider
from tequio.apps.library.models import Document
from tequio.apps.library.operations import describe
from tequio.apps.library.operations.describing import FIELDS


@require_POST
def describe_document(request: HttpRequest, document_id: int) -> HttpResponse:
    """Rename a document or set its source, and go back to its reading room."""
    by = decider(request)
    document = get_object_or_404(Document, pk=document_id)
    written = {name: request.POST[name] for name in FIELDS if name in request.POST}
    try:
        describe(document, by, **written)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("What you changed is kept."))
    return redirect("reading-room", document_id)
