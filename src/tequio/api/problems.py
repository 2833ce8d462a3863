"""What goes wrong, as `application/problem+json` (RFC 9457): one sentence, as a page would show it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from tequio.apps.accounts.errors import NotAllowed, Refused
from tequio.apps.register.operations.errors import AlreadyDecided, ChangedMeanwhile, Gone

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "This is not understood",
    401: "A key is needed",
    403: "Not allowed",
    404: "Not there",
    405: "Not done here",
    409: "It has changed meanwhile",
    422: "This cannot be taken",
    429: "Too many requests",
}


class BadCursor(Exception):  # noqa: N818 - errors are named as facts
    """A cursor that no page has given."""


def problem(status: int, sentence: str, **more: Any) -> HttpResponse:
    """Give a problem as a response."""
    body = {
        "type": "about:blank",
        "title": TITLES.get(status, "Not done"),
        "status": status,
        "detail": sentence,
    }
    return JsonResponse({**body, **more}, status=status, content_type=MEDIA_TYPE)


def add_problems(api: NinjaAPI) -> None:
    """Answer every error of the interface as a problem."""

    @api.exception_handler(Refused)
    def refused(_request: HttpRequest, error: Refused) -> HttpResponse:
        status = 403 if isinstance(error, NotAllowed) else 422
        if isinstance(error, ChangedMeanwhile | AlreadyDecided):
            status = 409
        return problem(404 if isinstance(error, Gone) else status, str(error))

    @api.exception_handler(ValidationError)
    def not_valid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        wrong = [
            {"where": ".".join(str(part) for part in each["loc"]), "why": each["msg"]}
            for each in error.errors
        ]
        first = wrong[0] if wrong else {"where": "the request", "why": "is not understood"}
        return problem(422, f"{first['where']}: {first['why']}", errors=wrong)

    @api.exception_handler(AuthenticationError)
    def no_key(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        response = problem(401, "Send a key that works: Authorization: Bearer tequio_…")
        response["WWW-Authenticate"] = "Bearer"
        return response

    @api.exception_handler(BadCursor)
    def bad_cursor(_request: HttpRequest, _error: BadCursor) -> HttpResponse:
        return problem(400, "This cursor was given by no page; begin without one.")

    @api.exception_handler(Throttled)
    def too_many(_request: HttpRequest, error: Throttled) -> HttpResponse:
        response = problem(429, "Too many requests; wait a little.")
        response["Retry-After"] = str(int(error.wait or 1))
        return response

    @api.exception_handler(Http404)
    def not_there(_request: HttpRequest, _error: Http404) -> HttpResponse:
        return problem(404, "There is no such record, or it is not public.")

    @api.exception_handler(PermissionDenied)
    def denied(_request: HttpRequest, error: PermissionDenied) -> HttpResponse:
        return problem(403, str(error) or "The role does not allow this.")

    @api.exception_handler(HttpError)
    def http(_request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, str(error))
