"""Every address of the interface against its own description, with made-up requests, many of them broken."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from small_register import build

from tequio.apps.accounts.models import Institution, User
from tequio.apps.accounts.operations.tokens import make_token
from tequio.site.wsgi import application

pytestmark = pytest.mark.django_db


@pytest.fixture
def described(db, monkeypatch):
    """The description, with a register behind it, and a key for whoever asks."""
    # As Django's own test client does: the connection of the test outlives a request.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    monkeypatch.setattr("tequio.api.lists.VISITORS", "100000/m")
    monkeypatch.setattr("tequio.api.lists.PROGRAMS", "100000/m")
    build()
    commission = Institution.objects.create(kind="nhri", name_es="Comisión")
    account = User.objects.create_user("nhri", role=User.Role.NATIONAL_INSTITUTION, institution=commission)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    schema.config.generation.database = "none"
    yield schema, make_token(account, "test", "write")[1]
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


# Enough to meet each kind of wrong value at each address; the same requests in every run.
EXAMPLES = settings(
    max_examples=15, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def test_every_answer_is_what_the_description_says(described):
    schema, key = described
    asked = []
    for found in schema.get_all_operations():
        operation = found.ok()

        def check(case):
            # A cursor or a scale of the right type may still be none that there is.
            case.call_and_validate(
                headers={"Authorization": f"Bearer {key}"}, excluded_checks=[positive_data_acceptance]
            )

        given(case=operation.as_strategy())(EXAMPLES(check))()
        asked.append(operation.path)
    assert len(asked) >= 8
