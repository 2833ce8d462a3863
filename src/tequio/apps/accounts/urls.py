"""Addresses for signing in and out, one's own account, and inviting others."""

from allauth.account import views as allauth_account
from allauth.socialaccount import views as allauth_social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib.auth.views import LogoutView
from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from tequio.apps.accounts import views


class AccountNumber(StringConverter):
    """The number of an account in base 36, which ends where the key after the hyphen begins."""

    regex = "[0-9A-Za-z]+"


register_converter(AccountNumber, "account")

urlpatterns = [
    path("sign-in", views.SignIn.as_view(), name="sign-in"),
    path("sign-in/demonstration", views.demonstration, name="demonstration-sign-in"),
    path("sign-out", LogoutView.as_view(), name="sign-out"),
    path("invitation/<str:token>", views.accept_invitation, name="accept-invitation"),
    path("people/", views.people, name="people"),
    path("people/invitations/<int:invitation_id>/withdraw", views.withdraw, name="withdraw-invitation"),
    path("account/", views.account, name="account"),
    path("account/keys/", views.keys, name="keys"),
    path("account/keys/<int:token_id>/revoke", views.revoke_key, name="revoke-key"),
    # The names are those by which django-allauth finds its own pages.
    path("sign-in", views.SignIn.as_view(), name="account_login"),
    path("account/sign-out", allauth_account.logout, name="account_logout"),
    path("account/sign-up", allauth_account.signup, name="account_signup"),
    path("account/closed", allauth_account.account_inactive, name="account_inactive"),
    path("account/confirm", allauth_account.reauthenticate, name="account_reauthenticate"),
    path("account/password", allauth_account.password_change, name="account_change_password"),
    path("account/password/set", allauth_account.password_set, name="account_set_password"),
    path("account/password/forgotten", allauth_account.password_reset, name="account_reset_password"),
    path("account/password/sent", allauth_account.password_reset_done, name="account_reset_password_done"),
    path(
        "account/password/new/<account:uidb36>-<str:key>",
        allauth_account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/kept",
        allauth_account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/institution/", allauth_social.connections, name="socialaccount_connections"),
    path(
        "account/institution/cancelled", allauth_social.login_cancelled, name="socialaccount_login_cancelled"
    ),
    path("account/institution/error", allauth_social.login_error, name="socialaccount_login_error"),
    path("account/institution/sign-up", allauth_social.signup, name="socialaccount_signup"),
    path("account/institution/<slug:provider_id>/", openid.login, name="openid_connect_login"),
    path("account/institution/<slug:provider_id>/callback", openid.callback, name="openid_connect_callback"),
]
