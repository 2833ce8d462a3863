"""Who asks: a visitor without a key, or a program with the key of an account."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer

from tequio.apps.accounts.models import ApiToken, User
from tequio.apps.accounts.operations.tokens import token_for


class Key(HttpBearer):
    """A key in the header `Authorization: Bearer tequio_…`; a wrong one is refused, none is a visitor."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Find the key and let its account act."""
        found = token_for(token)
        if found is not None:
            request.user = found.account
        return found


class WritingKey(Key):
    """A key that may write; one that may only read is told so before anything that it sends is looked at."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Find the key and let its account act.

        Raises:
            HttpError: it may only read.
        """
        found = super().authenticate(request, token)
        if found is not None and found.scope != ApiToken.Scope.WRITE:
            raise HttpError(403, "This key may only read; make one that may write.")
        return found


def visitor(request: HttpRequest) -> Any:
    """Let whoever shows no key in as a visitor; the cookies of a browser count for nothing here."""
    if request.headers.get("Authorization"):
        return None
    request.user = AnonymousUser()
    return request.user


ANYBODY: list[Any] = [Key(), visitor]


def writer(request: HttpRequest) -> User:
    """Give the account for which a program may write; `WritingKey` has let it in."""
    token: ApiToken = request.auth  # type: ignore[attr-defined]  # set by the interface
    return token.account
