"""Invited, signed in, a second factor added and asked for: in a real browser, as a person does it."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from django.core import mail

from tequio.apps.accounts.models import Institution, User

PASSWORD = "cuatro palabras sin relación"
LOOKS = [({"width": 1280, "height": 800}, "light"), ({"width": 360, "height": 740}, "dark")]


def grave(page):
    found = Axe().run(page).response["violations"]
    return [
        (each["id"], [node["html"][:160] for node in each["nodes"][:3]])
        for each in found
        if each["impact"] in {"serious", "critical"}
    ]


@pytest.fixture
def account(transactional_db):
    user = User.objects.create_user("enlace", "enlace@example.org", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(page, password=PASSWORD):
    page.goto("/sign-in")
    page.get_by_label("User name or e-mail").fill("enlace")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def confirm(page):
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main form .button").first.click()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_invited_person_makes_an_account_and_the_link_is_spent(visit, coordinator, scripts):
    Institution.objects.create(name_es="Secretaría de Prueba", kind="public")
    page = visit("/people/", scripts=scripts)
    page.get_by_label("E-mail").fill("enlace@example.org")
    page.locator("#role").select_option("focal_point")
    page.locator("#institution").select_option(label="Secretaría de Prueba")
    page.get_by_role("button", name="Send the invitation").click()
    page.get_by_text("The invitation was sent.").wait_for()
    path = "/" + mail.outbox[0].body.strip().split("/", 3)[3]
    guest = visit(path, signed_in=False, scripts=scripts)
    assert "focal point" in guest.locator("main").inner_text()
    guest.get_by_label("User name").fill("enlace.prueba")
    guest.get_by_label("Password").fill(PASSWORD)
    guest.get_by_role("button", name="Make the account").click()
    guest.get_by_text("Your account is ready").wait_for()
    assert "Secretaría de Prueba" in guest.locator("main").inner_text()
    late = visit(path, signed_in=False, scripts=scripts)
    assert "used already" in late.locator("main").inner_text()
    assert page.problems == guest.problems == []


def test_an_authenticator_app_is_added_and_asked_for(visit, account):
    page = visit("/sign-in", signed_in=False)
    sign_in(page)
    page.locator(".site-person__name").click()
    page.get_by_role("link", name="Second factor").click()
    page.locator("a[href*='totp/activate']").click()
    confirm(page)
    secret = page.locator("#authenticator_secret").input_value()
    assert page.locator(".account-page__code").evaluate("image => image.naturalWidth") > 50
    page.locator("input[name=code]").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.locator("main form .button").first.click()
    page.wait_for_url("**/recovery-codes/**")
    page.get_by_role("button", name="Sign out").click()
    sign_in(page)
    page.wait_for_url("**/authenticate/**")
    page.locator("input[name=code]").fill("000000")
    page.locator("input[name=code]").press("Enter")
    page.get_by_text("Incorrect code").wait_for()
    page.locator("input[name=code]").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + 1)))
    page.locator("input[name=code]").press("Enter")
    page.locator(".site-nav").wait_for()
    assert page.problems == []


def test_a_passkey_is_added_and_opens_the_account(visit, account):
    page = visit("/sign-in", signed_in=False)
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    sign_in(page)
    page.locator(".site-nav").wait_for()
    page.goto("/account/second-factor/webauthn/add/")
    confirm(page)
    page.locator("input[name=name]").fill("prueba")
    if page.locator("input[name=passwordless]").count():
        page.locator("input[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/**")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/sign-in")
    page.locator("#passkey_login").click()
    page.locator(".site-nav").wait_for()
    assert page.problems == []


@pytest.mark.parametrize(("size", "scheme"), LOOKS, ids=["wide-light", "narrow-dark"])
def test_pages_of_the_account_have_no_grave_findings(visit, account, size, scheme):
    page = visit("/sign-in", signed_in=False, size=size, scheme=scheme)
    assert grave(page) == []
    page.goto("/account/password/forgotten")
    assert grave(page) == []
    sign_in(page)
    page.locator(".site-person__name").wait_for()
    page.goto("/account/second-factor/totp/activate/")
    confirm(page)
    for path in (
        "/account/second-factor/totp/activate/",
        "/account/second-factor/webauthn/add/",
        "/account/second-factor/",
        "/account/",
        "/account/password",
    ):
        page.goto(path)
        assert grave(page) == [], path
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) == 0, path


def test_the_list_of_people_has_no_grave_findings(visit):
    page = visit("/people/", size={"width": 360, "height": 740})
    assert grave(page) == []
