"""Signing in and out, one's own account, inviting others, and who may decide."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tequio.apps.accounts.errors import InvitationUnusable, Refused
from tequio.apps.accounts.models import ApiToken, FocalPoint, Institution, Invitation, User
from tequio.apps.accounts.operations import invitations, tokens
from tequio.apps.accounts.policy import may

_MOST_KEYS = 50
# Account name -> what a visitor can do with it. The accounts are made by `tequio demo`.
DEMONSTRATION_ACCOUNTS = {
    "coordinacion": gettext_lazy("Coordinator: reads documents in and decides"),
    "enlace": gettext_lazy("Focal point of a ministry: reports and adds evidence"),
    "comision": gettext_lazy("National human-rights institution: assesses"),
    "lectura": gettext_lazy("Reader: looks, changes nothing"),
}


class SignIn(LoginView):  # type: ignore[misc]
    """The sign-in page; on a demonstration site it offers the demonstration accounts."""

    template_name = "accounts/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demonstration accounts that exist."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        apps: Any = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
        context["providers"] = [
            (provider["name"], reverse("openid_connect_login", args=[provider["provider_id"]]))
            for provider in apps
        ]
        if settings.DEMO:
            known = set(
                User.objects.filter(username__in=DEMONSTRATION_ACCOUNTS, is_active=True).values_list(
                    "username", flat=True
                )
            )
            context["demonstration_accounts"] = [
                (name, words) for name, words in DEMONSTRATION_ACCOUNTS.items() if name in known
            ]
            # The one-click accounts stand first on the page, so the cursor must not jump past them.
            context["form"].fields["login"].widget.attrs.pop("autofocus", None)
        return context


@login_not_required
@require_POST
def demonstration(request: HttpRequest) -> HttpResponse:
    """Sign in to a demonstration account without a password, on a demonstration site only."""
    name = request.POST.get("username", "")
    if not settings.DEMO or name not in DEMONSTRATION_ACCOUNTS:
        raise Http404
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise Http404
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(settings.LOGIN_REDIRECT_URL)


def decider(request: HttpRequest) -> User:
    """Give the person who asks, if they may decide.

    Raises:
        PermissionDenied: they may not (the site answers 403).
    """
    if not (isinstance(request.user, User) and may(request.user, "finding.decide")):
        raise PermissionDenied(_("Only coordinators may decide and change the register."))
    return request.user


def account(request: HttpRequest) -> HttpResponse:
    """Show one's own account: who one is here, the second factor, the password."""
    own = request.user
    mandates = FocalPoint.running().filter(account=own) if isinstance(own, User) else ()
    return render(request, "accounts/account.html", {"section": "account", "mandates": mandates})


def people(request: HttpRequest) -> HttpResponse:
    """List the accounts and the open invitations, with the form to invite; for coordinators."""
    by = _inviter(request)
    problem, written = "", request.POST
    if request.method == "POST":
        try:
            invitation = invitations.invite(
                by,
                written.get("email", ""),
                written.get("role", ""),
                _institution(written.get("institution", "")),
                written.get("language", ""),
            )
        except Refused as refused:
            problem = str(refused)
        else:
            if invitation.sent_at:
                messages.success(request, _("The invitation was sent."))
            else:
                messages.warning(
                    request,
                    _("The invitation is kept; the mail server does not answer, so it is sent later."),
                )
            return redirect("people")
    context = {
        "section": "people",
        "accounts": User.objects.select_related("institution").order_by("-is_active", "username"),
        "invitations": [
            each for each in Invitation.objects.select_related("institution", "by") if each.is_open
        ],
        "institutions": Institution.objects.exclude(kind=Institution.Kind.STATE),
        "roles": [
            (role.value, role.label)
            for role in User.Role
            if may(by, "account.invite", Invitation(role=role.value))
        ],
        "written": written,
        "problem": problem,
    }
    return render(request, "accounts/people.html", context, status=422 if problem else 200)


def _inviter(request: HttpRequest) -> User:
    if not (isinstance(request.user, User) and may(request.user, "account.read")):
        raise PermissionDenied(_("Only coordinators and administrators see the accounts."))
    return request.user


def _institution(written: str) -> Institution | None:
    if not (written.isascii() and written.isdigit()):
        return None
    return Institution.objects.filter(pk=int(written[:18])).first()


@require_POST
def withdraw(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Make an invitation unusable."""
    by = _inviter(request)
    try:
        invitations.withdraw_invitation(by, get_object_or_404(Invitation, pk=invitation_id))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The invitation was withdrawn."))
    return redirect("people")


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person make their account, once."""
    try:
        invitation = invitations.open_invitation(token)
    except InvitationUnusable as unusable:
        return render(request, "accounts/invitation_unusable.html", {"problem": str(unusable)}, status=410)
    written, problem = request.POST, ""
    if request.method == "POST":
        answer = invitations.Answer(
            username=written.get("username", "")[:200],
            password=written.get("password", "")[:1000],
            first_name=written.get("first_name", "")[:200],
            last_name=written.get("last_name", "")[:200],
        )
        try:
            made = invitations.accept_invitation(token, answer)
        except Refused as refused:
            problem = str(refused)
        else:
            login(request, made, backend=settings.AUTHENTICATION_BACKENDS[0])
            messages.success(
                request, _("Your account is ready. Add a second factor, so that it stays yours.")
            )
            return redirect("account")
    context = {"invitation": invitation, "written": written, "problem": problem}
    return render(request, "accounts/invitation.html", context, status=422 if problem else 200)


@never_cache
@sensitive_post_parameters()
def keys(request: HttpRequest) -> HttpResponse:
    """List the keys of one's own programs, and make one; it is shown once."""
    by = request.user
    if not isinstance(by, User):
        raise PermissionDenied
    problem, made, written = "", "", request.POST
    if request.method == "POST":
        days = written.get("days", "")
        try:
            _token, made = tokens.make_token(
                by, written.get("name", ""), written.get("scope", ""), int(days) if days.isdecimal() else 0
            )
        except Refused as refused:
            problem = str(refused)
    context = {
        "section": "account",
        "tokens": by.tokens.all()[:_MOST_KEYS],
        "scopes": ApiToken.Scope.choices,
        "problem": problem,
        "made": made,
        "written": {} if made else written,
    }
    return render(request, "accounts/keys.html", context, status=422 if problem else 200)


@require_POST
def revoke_key(request: HttpRequest, token_id: int) -> HttpResponse:
    """Let a key of one's own open nothing any more."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    token = get_object_or_404(ApiToken, pk=token_id, account=request.user)
    try:
        tokens.revoke_token(token, request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The key was revoked."))
    return redirect("keys")
