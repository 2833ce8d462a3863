"""How people sign in: what this site asks of django-allauth, in three adapters."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made from an invitation only, and letters say nothing."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account without an invitation."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send the link that a letter is for, and nothing else; a letter without a link is not sent."""
        link = context.get("password_reset_url")
        if link:
            send_mail("Tequio", f"{link}\n", None, [email])


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticators rest encrypted: a copy of the database alone gives no second factor."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret with a key that follows from the site's own."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Give the secret back."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    key = hashlib.sha256(b"tequio second factor\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class InstitutionAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An institution's own sign-in opens accounts that exist and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Whoever was not invited has no account here, whatever their institution says."""
        return False

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """Trust a provider on verified addresses of its own domains only: it could name any otherwise."""
        domains = login.provider.app.settings.get("domains", [])
        return email.rpartition("@")[2].casefold() in {domain.casefold() for domain in domains}
