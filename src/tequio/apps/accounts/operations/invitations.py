"""Inviting somebody by a one-use link, and making an account from it."""

from __future__ import annotations

import hashlib
import secrets
import smtplib
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import InvitationUnusable, NothingToDo, WrongValue, require
from tequio.apps.accounts.models import Institution, Invitation, User
from tequio.apps.ledger.recording import COMMAND_LINE, note, note_new, recorded

# Roles that speak for an institution.
OF_AN_INSTITUTION = {
    User.Role.FOCAL_POINT,
    User.Role.NATIONAL_INSTITUTION,
    User.Role.INTERNATIONAL,
    User.Role.CIVIL_SOCIETY,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What an invited person writes.

    Args:
        username: to sign in with.
        first_name: may be blank.
        last_name: may be blank.
        password: twelve characters or more.
    """

    username: str
    password: str
    first_name: str = ""
    last_name: str = ""


def invite(
    by: User | None, email: str, role: str, institution: Institution | None = None, language: str = "es"
) -> Invitation:
    """Invite somebody to make an account; the letter is sent when the invitation is kept.

    Args:
        by: who invites; None on the command line.
        email: where the letter goes.
        role: of the account, a value of `User.Role`.
        institution: for which the person will speak; needed for some roles.
        language: of the account, "es" or "en".

    Raises:
        NotAllowed: the person may not make an account with this role.
        WrongValue: there is no such role or address, an account has the address already, or the institution
            is missing.
    """
    email = email.strip()
    if role not in User.Role.values:
        raise WrongValue(_("“%s” is no role.") % role)
    invitation = Invitation(
        email=email,
        role=role,
        institution=institution,
        language=language if language in dict(settings.LANGUAGES) else "es",
        token_digest=_digest(_new_token()),
        expires_at=timezone.now() + Invitation.LASTS,
        by=by,
    )
    if by is not None:
        require(by, "account.invite", invitation)
    _check(invitation)
    with recorded(by or COMMAND_LINE, "invite"):
        invitation.save()
        note_new(invitation)
    if by is not None:
        send_invitation(invitation)
    return invitation


def _check(invitation: Invitation) -> None:
    try:
        validate_email(invitation.email)
    except ValidationError:
        raise WrongValue(_("“%s” is no e-mail address.") % invitation.email) from None
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise WrongValue(_("An account with this e-mail address exists already."))
    if invitation.role in OF_AN_INSTITUTION and invitation.institution is None:
        raise WrongValue(_("Name the institution for which the person will speak."))


def _new_token() -> str:
    return secrets.token_urlsafe(32)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new_link(invitation: Invitation) -> str:
    """Give a new link of an invitation; the one before stops working, since only one digest is kept."""
    token = _new_token()
    Invitation.objects.filter(pk=invitation.pk).update(token_digest=_digest(token))
    return settings.ADDRESS + reverse("accept-invitation", args=[token])


def send_invitation(invitation: Invitation) -> bool:
    """Send the letter of an invitation: a link and nothing else.

    Returns:
        Whether the mail server took it. If not, the invitation waits for `send_waiting_invitations`.
    """
    try:
        send_mail("Tequio", f"{new_link(invitation)}\n", None, [invitation.email])
    except (OSError, smtplib.SMTPException):
        return False
    invitation.sent_at = timezone.now()
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=invitation.sent_at)
    return True


def send_waiting_invitations() -> tuple[int, int]:
    """Send the letters that the mail server has not taken yet; give how many were sent and how many wait."""
    waiting = Invitation.objects.filter(
        sent_at=None, accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    ).exclude(by=None)
    outcomes = [send_invitation(invitation) for invitation in waiting]
    return sum(outcomes), len(outcomes) - sum(outcomes)


def withdraw_invitation(by: User, invitation: Invitation) -> None:
    """Make an invitation unusable.

    Raises:
        NothingToDo: it cannot be used any more.
        NotAllowed: as `invite`.
    """
    require(by, "account.invite", invitation)
    with recorded(by, "withdraw-invitation"):
        fresh = Invitation.objects.select_for_update().get(pk=invitation.pk)
        note(fresh)
        if not fresh.is_open:
            raise NothingToDo(_("This invitation cannot be used any more."))
        fresh.withdrawn_at = timezone.now()
        fresh.save(update_fields=["withdrawn_at"])


def open_invitation(token: str) -> Invitation:
    """Give the invitation of a link.

    Raises:
        InvitationUnusable: it was used or withdrawn, has expired, or never was one.
    """
    found = Invitation.objects.filter(token_digest=_digest(token)).first()
    if found is None or not found.is_open:
        raise InvitationUnusable(
            _("This invitation was used already, or its seven days are over; ask for another.")
        )
    return found


def accept_invitation(token: str, answer: Answer) -> User:
    """Make the account of an invitation; role and institution are those that were offered.

    Raises:
        InvitationUnusable: as `open_invitation`.
        WrongValue: the user name is taken or no name, or the password is too weak.
    """
    invitation = open_invitation(token)
    with recorded(f"invitation.{invitation.pk}", "accept-invitation"):
        # Two clicks at once: the second waits here and then finds it used.
        invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
        note(invitation)
        open_invitation(token)
        account = _new_account(invitation, answer)
        account.save()
        note_new(account)
        EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
        invitation.account, invitation.accepted_at = account, timezone.now()
        invitation.save(update_fields=["account", "accepted_at"])
    return account


def _new_account(invitation: Invitation, answer: Answer) -> User:
    account = User(
        username=User.normalize_username(answer.username.strip()),
        first_name=" ".join(answer.first_name.split()),
        last_name=" ".join(answer.last_name.split()),
        email=invitation.email,
        role=invitation.role,
        institution=invitation.institution,
        language=invitation.language,
    )
    if User.objects.filter(username__iexact=account.username).exists():
        raise WrongValue(_("This user name is taken; choose another."))
    if User.objects.filter(email__iexact=account.email).exists():
        raise WrongValue(_("An account with this e-mail address exists already."))
    try:
        account.clean_fields(exclude=["password"])
        validate_password(answer.password, account)
    except ValidationError as error:
        raise WrongValue(" ".join(error.messages)) from None
    account.set_password(answer.password)
    return account
