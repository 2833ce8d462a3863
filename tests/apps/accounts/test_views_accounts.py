"""Signing in, the demonstration accounts, the language, and what a page says when something is wrong."""

import pytest

from tequio.apps.accounts.models import User
from tequio.apps.register.queries import first_page


@pytest.fixture
def accounts(db):
    User.objects.create_user("coordinacion", password="a long pass phrase", role=User.Role.COORDINATOR)
    return User.objects.create_user("lectura", password="a long pass phrase")


@pytest.mark.parametrize("path", ["/", "/documents/", "/documents/1/", "/documents/versions/1/file"])
def test_pages_want_an_account(client, db, path):
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (302, f"/sign-in?next={path}")


def test_signing_in_leads_where_the_person_wanted_to_go(client, accounts):
    response = client.post(
        "/sign-in?next=/documents/",
        {"login": "lectura", "password": "a long pass phrase", "next": "/documents/"},
    )
    assert response["Location"] == "/documents/"
    assert client.get("/documents/").status_code == 200
    client.post("/sign-out")
    assert client.get("/documents/").status_code == 302


def test_a_wrong_password_gets_one_sentence(client, accounts):
    response = client.post("/sign-in", {"login": "lectura", "password": "wrong"})
    assert response.status_code == 200
    assert response.content.decode().count('role="alert"') == 1


@pytest.mark.parametrize(
    ("demo", "username", "status"),
    [
        (True, "coordinacion", 302),
        (True, "somebody", 404),
        (True, "admin", 404),
        (False, "coordinacion", 404),
    ],
)
def test_demonstration_accounts_open_only_on_a_demonstration_site(
    client, accounts, settings, demo, username, status
):
    settings.DEMO = demo
    User.objects.create_superuser("admin", password="a long pass phrase")
    assert client.post("/sign-in/demonstration", {"username": username}).status_code == status
    assert ("_auth_user_id" in client.session) == (status == 302)


@pytest.mark.parametrize(("demo", "offered"), [(True, 2), (False, 0)])
def test_the_sign_in_page_offers_them_only_there(client, accounts, settings, demo, offered):
    settings.DEMO = demo
    assert client.get("/sign-in").content.decode().count('name="username" value=') == offered


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_language_is_switched_and_the_address_kept(client, db, language):
    response = client.post("/language", {"language": language, "next": "/sign-in?next=/documents/"})
    assert response["Location"] == "/sign-in?next=/documents/"
    assert f'<html lang="{language}">' in client.get("/sign-in").content.decode()


def test_what_is_not_there_is_said_on_a_page_of_the_site(client, accounts):
    client.force_login(accounts)
    response = client.get("/nothing")
    assert response.status_code == 404
    assert "site-head" in response.content.decode()


def test_a_fault_of_the_program_gets_a_page_that_needs_nothing(client, accounts, monkeypatch):
    def break_down():
        raise RuntimeError("broken for the test")

    monkeypatch.setattr(first_page, "to_check", break_down)
    client.raise_request_exception = False
    client.force_login(accounts)
    response = client.get("/")
    assert response.status_code == 500
    assert "<h1>" in response.content.decode()


def test_no_page_lets_foreign_or_inline_code_run(client, db):
    policy = client.get("/sign-in")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_key_is_made_shown_once_and_revoked(client, coordinator):
    client.force_login(coordinator)
    page = client.post("/account/keys/", {"name": "export", "scope": "read", "days": "30"})
    [token] = coordinator.tokens.all()
    assert "tequio_" in page.content.decode()
    assert "tequio_" not in client.get("/account/keys/").content.decode()
    client.post(f"/account/keys/{token.pk}/revoke")
    token.refresh_from_db()
    assert not token.works
    assert client.post("/account/keys/999999/revoke").status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"scope": "everything"}, {"days": "many"}, {"days": "0"}, {"days": "9999"}]
)
def test_a_key_that_cannot_be_made_gets_one_sentence(client, coordinator, wrong):
    client.force_login(coordinator)
    page = client.post("/account/keys/", {"name": "export", "scope": "read", "days": "30", **wrong})
    assert (page.status_code, coordinator.tokens.count()) == (422, 0)
    assert 'role="alert"' in page.content.decode()
