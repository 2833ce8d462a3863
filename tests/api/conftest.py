"""Accounts and keys for the tests of the interface."""

import pytest
from django.core.cache import cache

from tequio.apps.accounts.models import User
from tequio.apps.accounts.operations.tokens import make_token


@pytest.fixture(autouse=True)
def uncounted(db):
    """No request of an earlier test counts."""
    cache.clear()


@pytest.fixture
def coordinator(db):
    return User.objects.create_user("coordinator", role=User.Role.COORDINATOR)


@pytest.fixture
def ask(client):
    """Ask the interface, with a key or without."""

    def asked(path, key="", method="get", body=None, **headers):
        headers = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        if key:
            headers["HTTP_AUTHORIZATION"] = f"Bearer {key}"
        if body is not None:
            return client.post(f"/api/v1/{path}", body, content_type="application/json", **headers)
        return getattr(client, method)(f"/api/v1/{path}", **headers)

    return asked


@pytest.fixture
def key_of():
    """Make a key for an account."""

    def made(account, scope="write"):
        return make_token(account, "test", scope)[1]

    return made
