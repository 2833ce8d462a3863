"""The register as a list, and the same list as CSV and JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from tequio.apps.register import exports
from tequio.apps.register.models import Commitment
from tequio.apps.register.queries import listing


def register(request: HttpRequest) -> HttpResponse:
    """Show the commitments that fit the filters of the address; for htmx only the part that changes."""
    asked = listing.narrowing(request.GET)
    page = listing.page(asked)
    is_part = bool(getattr(request, "htmx", False)) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    response = render(
        request,
        "register/parts/register_results.html" if is_part else "register/register.html",
        {
            "section": "register",
            "asked": asked,
            "search_words": asked.words,
            "page": page,
            "orders": [
                (label, asked.changed(order=order).address(), order == asked.order)
                for order, label in listing.ORDERS.items()
            ],
            "first_page": asked.changed().address(),
            "export_query": asked.changed().address(),
            "is_part": is_part,
            "to_check": listing.waiting() if not page.count else 0,
            "today": timezone.localdate(),
        },
    )
    patch_vary_headers(response, ["HX-Request"])
    return response


def register_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Give what the list shows, all its pages, as CSV."""
    rows = exports.as_csv(_rows(request), addresses(request), get_language() or "es")
    return _file(rows, "text/csv; charset=utf-8", "csv")


def register_json(request: HttpRequest) -> StreamingHttpResponse:
    """Give what the list shows, all its pages, as JSON."""
    asked = listing.narrowing(request.GET)
    address = request.build_absolute_uri(reverse("register") + asked.changed().address())
    rows = exports.as_json(_rows(request), addresses(request), listing.found(asked).count(), address)
    return _file(rows, "application/json", "json")


def _rows(request: HttpRequest) -> Iterator[Commitment]:
    return listing.every_row(listing.narrowing(request.GET))


def addresses(request: HttpRequest) -> exports.Addresses:
    """Give where a commitment and its place in the document are read, with the host of the request."""
    page = _numbered(request.build_absolute_uri(reverse("commitment", args=[0])))
    room = _numbered(request.build_absolute_uri(reverse("reading-room", args=[0])))

    def places(commitment: Commitment) -> exports.Places:
        document = room(commitment.version.document_id)
        return exports.Places(
            page=page(commitment.pk),
            finding=f"{document}#finding-{commitment.pk}",
            version=f"{document}?version={commitment.version.number}",
        )

    return places


def _numbered(address: str) -> Callable[[int], str]:
    """Make addresses like one that holds the number 0: asking Django for each is slow in a long export."""
    before, after = address.rsplit("/0", 1)
    return lambda number: f"{before}/{number}{after}"


def _file(parts: Iterator[str], media_type: str, ending: str) -> StreamingHttpResponse:
    name = f"tequio-{timezone.localdate():%Y-%m-%d}.{ending}"
    return StreamingHttpResponse(
        parts,
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
