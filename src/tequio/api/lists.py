"""Lists by cursor, answers that say whether they changed, and how many requests somebody may send."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any, TypeVar

from allauth.account.adapter import get_adapter
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja.throttling import SimpleRateThrottle

from tequio.api.problems import BadCursor, problem
from tequio.apps.accounts.models import ApiToken

M = TypeVar("M", bound=Model)
MOST = 100
VISITORS, PROGRAMS = "120/m", "600/m"


def portion(
    rows: QuerySet[M], cursor: str, limit: int, *, newest_first: bool = True
) -> tuple[list[M], str | None]:
    """Give a page of a list by the number of its records, which no later record moves.

    Args:
        rows: in any order.
        cursor: as a page before gave it, or empty for the first page.
        limit: rows of a page.
        newest_first: the highest number first.

    Returns:
        The rows, and the cursor of the next page or None.

    Raises:
        BadCursor: no page gave it.
    """
    limit = max(1, min(limit, MOST))
    if cursor:
        place = _read(cursor)
        rows = rows.filter(pk__lt=place) if newest_first else rows.filter(pk__gt=place)
    found = list(rows.order_by("-pk" if newest_first else "pk")[: limit + 1])
    return found[:limit], _write(found[limit - 1].pk) if len(found) > limit else None


def _write(number: int) -> str:
    return urlsafe_b64encode(f"c{number}".encode()).decode().rstrip("=")


def _read(cursor: str) -> int:
    try:
        written = urlsafe_b64decode((cursor + "=" * (-len(cursor) % 4)).encode("ascii")).decode("ascii")
        if not (written.startswith("c") and written[1:].isdigit() and len(written) <= 19):
            raise ValueError
    except ValueError:
        raise BadCursor from None
    return int(written[1:])


class Limit(SimpleRateThrottle):
    """So many requests a minute for each key, and for each address of visitors, which is kept as a digest."""

    def __init__(self) -> None:
        super().__init__(VISITORS)

    def get_cache_key(self, request: HttpRequest) -> str | None:
        """Name whose requests are counted, and set how many there may be."""
        token = getattr(request, "auth", None)
        if isinstance(token, ApiToken):
            self.num_requests, self.duration = self.parse_rate(PROGRAMS)
            return f"api-key-{token.pk}"
        self.num_requests, self.duration = self.parse_rate(VISITORS)
        address = get_adapter().get_client_ip(request) or ""
        digest = hashlib.sha256(address.encode()).hexdigest()
        return f"api-visitor-{digest[:32]}"


def with_tag(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Add an ETag to an answer, and say "not changed" to whoever has it (RFC 9110)."""
    if request.method not in {"GET", "HEAD"} or response.status_code != 200 or response.streaming:
        return response
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    known: Sequence[str] = [each.strip() for each in request.headers.get("If-None-Match", "").split(",")]
    if tag in known or f"W/{tag}" in known:
        unchanged = HttpResponse(status=304)
        del unchanged["Content-Type"]  # there is nothing of which it would be the type
        unchanged["ETag"] = tag
        return unchanged
    response["ETag"] = tag
    response["Vary"] = "Authorization"
    response["Cache-Control"] = "private, max-age=0, must-revalidate"
    return response


def tagged(view: Any) -> Any:
    """Let each answer of a view carry its ETag, answer HEAD as GET, and what it refuses be a problem."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        response = with_tag(request, view(request, *args, **kwargs))
        if response.status_code == 405:
            allowed = response.get("Allow", "")
            done = f"; it does {allowed}" if allowed else ""
            response = problem(405, f"This address does not do that{done}.")
            response["Allow"] = allowed
        if is_head and response.status_code == 200:  # the length of what GET would send, and nothing of it
            length = len(response.content)
            response.content = b""
            response["Content-Length"] = str(length)
        return response

    answer.login_required = False  # type: ignore[attr-defined]  # the interface asks for its own key
    answer.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie opens anything here
    return answer
