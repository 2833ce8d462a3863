"""The two ways of signing in with a password, Django's and allauth's; every page asks who is signed in, so
the account is looked up by a query made once, together with its institution.
"""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend

from tequio.apps.accounts.models import User
from tequio.apps.ledger.prepared import Prepared

_account_of = Prepared(lambda key: User.objects.filter(pk=key).select_related("institution"))


class ByName(ModelBackend):
    """Signs in by the name of an account."""

    def get_user(self, user_id: int) -> User | None:
        """Give the account of a session, or None where it is gone or closed."""
        return _user(self, user_id)


class ByNameOrAddress(AuthenticationBackend):  # type: ignore[misc]
    """Signs in by the name of an account or its e-mail address."""

    def get_user(self, user_id: int) -> User | None:
        """Give the account of a session, or None where it is gone or closed."""
        return _user(self, user_id)


def _user(backend: ModelBackend, user_id: int) -> User | None:
    found = _account_of(int(user_id))
    return found[0] if found and backend.user_can_authenticate(found[0]) else None
