"""Open data for visitors: the download page with its files, and public records as JSON."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from tequio.apps.register import opendata
from tequio.apps.register.opendata.catalogue import media_type
from tequio.apps.register.opendata.signing import DESCRIPTOR, SIGNATURE


@login_not_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Offer the data package that was published last."""
    shown = opendata.shown_package()
    context: dict[str, Any] = {"section": "public", "package": shown}
    if shown:
        resources = shown.descriptor["resources"]
        context |= {
            "made_at": parse_datetime(shown.descriptor["created"]),
            "licence": shown.descriptor["licenses"][0],
            "files": [] if shown.is_withheld else resources,
            "descriptor": DESCRIPTOR,
            "signature": SIGNATURE,
        }
    return render(request, "register/opendata/page.html", context)


@login_not_required
@require_safe
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Give one file of the package."""
    shown = opendata.shown_package()
    path = shown.path(name) if shown else None
    if path is None or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=media_type(name))


@login_not_required
@require_safe
def commitment(request: HttpRequest, commitment_id: int) -> HttpResponse:
    """Give a public commitment and what is published of its chain as JSON."""
    return _face(opendata.commitment_record(commitment_id))


@login_not_required
@require_safe
def mechanism(request: HttpRequest, mechanism_id: int) -> HttpResponse:
    """Give a public mechanism and its sessions as JSON."""
    return _face(opendata.mechanism_record(mechanism_id))


def _face(record: dict[str, Any] | None) -> HttpResponse:
    if record is None:
        raise Http404
    response = JsonResponse(record, json_dumps_params={"ensure_ascii": False, "indent": 1})
    # Public records are for programs of other sites too.
    response["Access-Control-Allow-Origin"] = "*"
    return response
