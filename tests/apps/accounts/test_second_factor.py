"""Lock-out, the second factor, the forgotten password, and an institution's own sign-in."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache

from tequio.apps.accounts.models import User
from tequio.apps.accounts.signing_in import AccountAdapter, InstitutionAdapter, SecondFactorAdapter
from tequio.site.configuration import WrongSetting, read_settings

pytestmark = pytest.mark.django_db
PASSWORD = "cuatro palabras sin relación"


@pytest.fixture
def account():
    user = User.objects.create_user("enlace", "enlace@example.org", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(client, password=PASSWORD, login="enlace"):
    return client.post("/sign-in", {"login": login, "password": password})


def is_in(client):
    return "_auth_user_id" in client.session


def code(secret, ahead=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


@pytest.mark.parametrize("login", ["enlace", "enlace@example.org", "ENLACE@EXAMPLE.ORG"])
def test_signing_in_by_name_or_address(client, account, login):
    sign_in(client, login=login)
    assert is_in(client)


def test_after_five_failures_the_right_password_waits_too(client, account):
    for _each in range(5):
        assert sign_in(client, "wrong").status_code == 200
    answer = sign_in(client)
    assert not is_in(client)
    assert 'role="alert"' in answer.content.decode()


def test_the_lock_outlasts_the_process_and_holds_for_others_on_the_network(client, account):
    for _each in range(5):
        sign_in(client, "wrong")
    assert isinstance(caches["default"], DatabaseCache)
    fresh = type(client)(REMOTE_ADDR="203.0.113.9")
    sign_in(fresh)
    assert not is_in(fresh)


def test_another_account_is_not_locked_with_it(client, account):
    User.objects.create_user("otra", password=PASSWORD)
    for _each in range(5):
        sign_in(client, "wrong")
    sign_in(client, login="otra")
    assert is_in(client)


def test_an_unknown_name_is_answered_like_a_known_one(client, account):
    known, unknown = sign_in(client, "wrong"), sign_in(client, "wrong", login="nobody")
    alerts = [re.search(r'role="alert">(.*?)<', page.content.decode()).group(1) for page in (known, unknown)]
    assert alerts[0] == alerts[1]


def test_a_closed_account_does_not_open(client, account):
    User.objects.update(is_active=False)
    sign_in(client)
    assert not is_in(client)


def test_nobody_makes_an_account_without_an_invitation(client, account):
    count = User.objects.count()
    for path in ("/account/sign-up", "/account/institution/sign-up"):
        client.get(path)
        client.post(
            path, {"username": "x", "email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD}
        )
    assert User.objects.count() == count


def test_a_second_factor_is_set_up_asked_for_and_refused_when_wrong(client, account):
    sign_in(client)
    target = "/account/second-factor/totp/activate/"
    assert client.get(target)["Location"].startswith("/account/confirm")
    client.post("/account/confirm", {"password": "wrong"})
    assert client.get(target).status_code == 302
    client.post("/account/confirm", {"password": PASSWORD})
    page = client.get(target)
    assert page.status_code == 200, page.headers
    secret = page.context["form"].secret
    wrong = client.post("/account/second-factor/totp/activate/", {"code": "000000"})
    assert wrong.status_code == 200
    assert not Authenticator.objects.exists()
    assert client.post("/account/second-factor/totp/activate/", {"code": code(secret)}).status_code == 302
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    client.post("/sign-out")

    answer = sign_in(client)
    assert answer["Location"].startswith("/account/second-factor/authenticate/")
    assert not is_in(client)
    assert client.get("/documents/").status_code == 302
    page = client.post("/account/second-factor/authenticate/", {"code": "000000"})
    assert (page.status_code, is_in(client)) == (200, False)
    client.post("/account/second-factor/authenticate/", {"code": code(secret, ahead=1)})
    assert is_in(client)


def test_second_factors_cannot_be_tried_without_end(client, account):
    TOTP.activate(account, generate_totp_secret())
    sign_in(client)
    for _each in range(5):
        client.post("/account/second-factor/authenticate/", {"code": "000000"})
    secret = SecondFactorAdapter().decrypt(Authenticator.objects.get().data["secret"])
    client.post("/account/second-factor/authenticate/", {"code": code(secret)})
    assert not is_in(client)


def test_a_passkey_that_nobody_has_opens_nothing(client, account):
    client.get("/account/second-factor/webauthn/login/", headers={"x-requested-with": "XMLHttpRequest"})
    client.post("/account/second-factor/webauthn/login/", {"credential": "{}"})
    assert not is_in(client)


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(client, account):
    client.post("/account/password/forgotten", {"email": "enlace@example.org"})
    (letter,) = mail.outbox
    assert len(letter.body.split()) == 1
    assert "enlace" not in letter.body
    path = letter.body.strip().split("://", 1)[1].partition("/")[2]
    form = client.get(f"/{path}", follow=True)
    target = form.redirect_chain[-1][0]
    new = "otras cuatro palabras nuevas"
    client.post(target, {"password1": new, "password2": new})
    assert type(client)().get(f"/{path}").status_code == 200
    sign_in(other := type(client)(), new)
    assert is_in(other)


def test_an_unknown_address_gets_no_letter_and_the_same_answer(client, account):
    known = client.post("/account/password/forgotten", {"email": "enlace@example.org"})
    unknown = client.post("/account/password/forgotten", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/account/",
        "/account/password",
        "/account/second-factor/",
        "/account/second-factor/webauthn/",
        "/account/second-factor/webauthn/add/",
        "/account/second-factor/totp/activate/",
        "/account/institution/",
        "/account/confirm",
    ],
)
@pytest.mark.parametrize("language", ["es", "en"])
def test_pages_of_the_account_open_in_the_look_of_the_site(client, account, path, language):
    assert client.get(path)["Location"].startswith("/sign-in")
    sign_in(client)
    client.post("/account/confirm", {"password": PASSWORD})
    client.post("/language", {"language": language})
    page = client.get(path)
    assert page.status_code == 200
    words = page.content.decode()
    assert "site-head" in words
    assert f'lang="{language}"' in words
    assert not re.search(r"<script(?![^>]*(?:src=|application/json))", words)


@pytest.mark.parametrize("path", ["/account/password/forgotten", "/account/password/sent", "/account/closed"])
def test_pages_for_those_who_cannot_sign_in_open_without_an_account(client, path):
    assert client.get(path).status_code == 200


def test_the_repair_pages_have_no_door_of_their_own(client, account):
    account.is_staff = account.is_superuser = True
    account.save()
    answer = client.post("/admin/login/", {"username": "enlace", "password": PASSWORD})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in")
    assert not is_in(client)


class Provider:
    """A provider's description, as far as the adapter reads it."""

    class app:  # noqa: N801
        settings = {"domains": ["sre.gob.mx"]}


@pytest.mark.parametrize(
    ("email", "trusted"),
    [
        ("x@sre.gob.mx", True),
        ("x@SRE.gob.mx", True),
        ("x@example.org", False),
        ("x@sre.gob.mx.example.org", False),
        ("sre.gob.mx", True),
    ],
)
def test_an_institution_speaks_for_its_own_addresses_only(email, trusted):
    class Login:
        provider = Provider

    if "@" in email:
        assert InstitutionAdapter().can_authenticate_by_email(Login, email) == trusted


def test_neither_adapter_opens_an_account_for_a_stranger(rf):
    assert not AccountAdapter().is_open_for_signup(rf.get("/"))
    assert not InstitutionAdapter().is_open_for_signup(rf.get("/"), None)


OPENID = """
[[provider]]
id = "sre"
name = "SRE"
issuer = "https://login.example.org"
client_id = "tequio"
secret = "s"
domains = ["sre.gob.mx"]
"""


def test_an_institutions_sign_in_is_read_from_a_file(tmp_path):
    path = tmp_path / "openid.toml"
    path.write_text(OPENID)
    (provider,) = read_settings({"TEQUIO_OPENID": str(path)})["TEQUIO_OPENID"]
    assert provider["domains"] == ["sre.gob.mx"]


@pytest.mark.parametrize(
    "written",
    [
        "not toml [",
        "x = 1",
        OPENID.replace('secret = "s"\n', ""),
        OPENID.replace("https://", "http://"),
        OPENID.replace('"sre"', '"S R E"'),
        OPENID.replace('["sre.gob.mx"]', "[]"),
        OPENID + OPENID,
        "",
    ],
)
def test_a_wrong_file_stops_the_start_with_one_sentence(tmp_path, written):
    path = tmp_path / "openid.toml"
    path.write_text(written)
    with pytest.raises(WrongSetting, match="TEQUIO_OPENID cannot be used"):
        read_settings({"TEQUIO_OPENID": str(path)})


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("TEQUIO_OPENID", "/nowhere/openid.toml"),
        ("TEQUIO_MAIL", "http://mail.example.org"),
        ("TEQUIO_ADDRESS", "tequio.example.org"),
        ("TEQUIO_ADDRESS", "https://tequio.example.org/below"),
        ("TEQUIO_PROXIES", "-1"),
        ("TEQUIO_OPEN_DATA_LICENCE", "MINE"),
    ],
)
def test_wrong_settings_are_named(setting, value):
    with pytest.raises(WrongSetting, match=setting):
        read_settings({setting: value})


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", ("filebased", None, None, None)),
        ("smtp://u:p%40@mail.example.org", ("smtp", 587, True, False)),
        ("smtps://u:p@mail.example.org", ("smtp", 465, False, True)),
        ("smtp://127.0.0.1:25", ("smtp", 25, False, False)),
    ],
)
def test_a_mail_server_is_named_by_its_address(written, expected):
    mail_settings = read_settings({"TEQUIO_MAIL": written})["TEQUIO_MAIL"]
    found = [mail_settings.get(f"EMAIL_{name}") for name in ("PORT", "USE_TLS", "USE_SSL")]
    assert (mail_settings["EMAIL_BACKEND"].split(".")[-2], *found) == expected
