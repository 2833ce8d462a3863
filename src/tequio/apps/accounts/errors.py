"""What an operation refuses, named as facts; every package's own root stands below `Refused`."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask

from __future__ import annotations

from django.utils.translation import gettext as _

from tequio.apps.accounts.models import User
from tequio.apps.accounts.policy import may


class Refused(Exception):
    """An operation was not carried out, and nothing was changed; the message is one sentence for a person."""


class AccountsError(Refused):
    """An operation of this app was not carried out."""


class NotAllowed(AccountsError):
    """The person's role does not allow it."""


class WrongValue(AccountsError):
    """A field cannot hold what was given."""


class NothingToDo(AccountsError):
    """There is nothing that the operation would change."""


class InvitationUnusable(AccountsError):
    """An invitation was used, withdrawn, has expired, or never was one; which of them is not said."""


def require(by: User, permission: str, thing: object = None) -> None:
    """Let pass who may do something.

    Args:
        by: who acts.
        permission: a name of `tequio.apps.accounts.policy.POLICY`.
        thing: the object it is done to, or None where there is none yet.

    Raises:
        NotAllowed: the policy does not allow it.
    """
    if not may(by, permission, thing):
        raise NotAllowed(_("Your role does not allow this; ask a coordinator."))


def require_review(by: User) -> None:
    """Let pass who may decide on findings.

    Raises:
        NotAllowed: the role does not allow it.
    """
    if not may(by, "finding.decide"):
        raise NotAllowed(_("Your role may read here but not decide; ask a coordinator."))
