"""Making a web hook and stopping it."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import socket
from collections.abc import Collection
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require_review
from tequio.apps.accounts.models import User
from tequio.apps.ledger.models import LogEnd
from tequio.apps.ledger.recording import note, note_new, recorded
from tequio.apps.register.models import WebHook
from tequio.apps.register.operations.errors import NothingToDo, WrongValue

# Kinds of record of which a partner may be told; what is told is the kind, the number and what was done.
KINDS = ("mechanism", "session", "commitment", "document", "action", "report", "evidence", "assessment")
_LONGEST = 500


def make_hook(by: User, address: str, kinds: Collection[str]) -> tuple[WebHook, str]:
    """Let an address be told of what changes from now on.

    Args:
        by: a coordinator.
        address: https:// and the host.
        kinds: of `KINDS`, of which it is told.

    Returns:
        The hook, and the secret with which what it is told is signed.

    Raises:
        WrongValue: the address cannot be used, or a kind is none.
        NotAllowed: the person's role does not allow it.
    """
    require_review(by)
    check_address(address)
    if not kinds or not set(kinds) <= set(KINDS):
        raise WrongValue(_("Choose of what it is to be told: %s.") % ", ".join(KINDS))
    end = LogEnd.objects.first()
    with recorded(by, "make-hook"):
        hook = WebHook.objects.create(
            address=address,
            kinds=sorted(kinds),
            key=secrets.token_hex(16),
            sequence=end.sequence if end else 0,
            by=by,
        )
        note_new(hook)
    return hook, secret_of(hook)


def stop_hook(hook: WebHook, by: User) -> None:
    """Let an address be told of nothing any more.

    Raises:
        NothingToDo: it was stopped before.
        NotAllowed: the person's role does not allow it.
    """
    require_review(by)
    with recorded(by, "stop-hook"):
        hook = WebHook.objects.select_for_update().get(pk=hook.pk)
        if hook.stopped_at is not None:
            raise NothingToDo(_("This web hook was stopped before."))
        note(hook)
        hook.stopped_at = timezone.now()
        hook.save()


def secret_of(hook: WebHook) -> str:
    """Give the secret of a hook, made of the site's key, so that the database alone does not hold it."""
    return hmac.new(settings.SECRET_KEY.encode(), f"hook {hook.key}".encode(), hashlib.sha256).hexdigest()


def check_address(address: str) -> None:
    """Let pass an address outside this site's own network.

    Raises:
        WrongValue: it is not https://, names no host that is known, or leads into a private network.
    """
    parts = urlsplit(address)
    if len(address) > _LONGEST or parts.scheme != "https" or not parts.hostname or parts.username:
        raise WrongValue(_("Write https:// and the host of the program that is to be told."))
    if settings.HOOKS_MAY_STAY_INSIDE:
        return
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except OSError:
        raise WrongValue(_("The host %s is not known.") % parts.hostname) from None
    if any(not ipaddress.ip_address(each[4][0]).is_global for each in found):
        raise WrongValue(_("The host %s lies in a private network.") % parts.hostname)
