"""Keys by which programs act for an account: made once, shown once, revoked at any time."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import NotAllowed, NothingToDo, WrongValue
from tequio.apps.accounts.models import ApiToken, User
from tequio.apps.ledger.recording import note, note_new, recorded

LONGEST_DAYS = 366
# So that a key is known for one wherever it turns up.
PREFIX = "tequio_"


def make_token(by: User, name: str, scope: str = ApiToken.Scope.READ, days: int = 90) -> tuple[ApiToken, str]:
    """Make a key for one's own account.

    Args:
        by: whose account it is.
        name: what the program is for.
        scope: "read" or "write".
        days: how long it works, at most a year.

    Returns:
        The kept key, and the key itself, which nobody can read again.

    Raises:
        WrongValue: the name is blank, there is no such scope, or it would work for too long.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= 80:
        raise WrongValue(_("Say in at most 80 characters what the program is for."))
    if scope not in ApiToken.Scope.values:
        raise WrongValue(_("A key can read, or read and write; “%s” is neither.") % scope)
    if not 0 < days <= LONGEST_DAYS:
        raise WrongValue(_("A key works for at most %s days.") % LONGEST_DAYS)
    key = PREFIX + secrets.token_urlsafe(32)
    with recorded(by, "make-token"):
        token = ApiToken.objects.create(
            account=by,
            name=name,
            scope=scope,
            digest=_digest(key),
            expires_on=timezone.localdate() + timedelta(days=days),
        )
        note_new(token)
    return token, key


def revoke_token(token: ApiToken, by: User) -> None:
    """Let a key open nothing any more.

    Raises:
        NotAllowed: it is somebody else's.
        NothingToDo: it was revoked before.
    """
    if token.account_id != by.pk and by.role != User.Role.ADMINISTRATOR:
        raise NotAllowed(_("Your role does not allow this; ask a coordinator."))
    with recorded(by, "revoke-token"):
        token = ApiToken.objects.select_for_update().get(pk=token.pk)
        if token.revoked_at is not None:
            raise NothingToDo(_("This key was revoked before."))
        note(token)
        token.revoked_at = timezone.now()
        token.save()


def token_for(key: str) -> ApiToken | None:
    """Give the key that a program shows, with its account; None where it opens nothing."""
    if not key.startswith(PREFIX) or len(key) > 200:
        return None
    token = ApiToken.objects.select_related("account").filter(digest=_digest(key)).first()
    return token if token is not None and token.works and token.account.is_active else None


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
