"""Accounts and a document that has been read."""

import pytest
from django.utils.translation import override
from plain_statements import STATEMENT, bring, find_plainly

from tequio.apps.accounts.models import User
from tequio.apps.library.models import DocumentVersion
from tequio.apps.register.operations import proposing
from tequio.apps.register.operations.reading_engines import TagProposal


@pytest.fixture(autouse=True)
def english():
    """Let messages be in English, whatever test ran before."""
    with override("en"):
        yield


@pytest.fixture
def plain_engines(monkeypatch):
    monkeypatch.setattr(proposing, "find_in", find_plainly)
    monkeypatch.setattr(
        proposing,
        "tag_passages",
        lambda passages, language: [
            [TagProposal("themes", "gender", "Gender", "Género", 0.8, "gender")] if "gender" in p else []
            for p in passages
        ],
    )


@pytest.fixture
def coordinator(db) -> User:
    return User.objects.create(username="coordinator", role=User.Role.COORDINATOR)


@pytest.fixture
def colleague(db) -> User:
    return User.objects.create(username="colleague", role=User.Role.COORDINATOR)


@pytest.fixture
def reader(db) -> User:
    return User.objects.create(username="reader", role=User.Role.READER)


@pytest.fixture
def version(db, plain_engines) -> DocumentVersion:
    """The statement, read: three findings and one look-alike."""
    intake = bring(STATEMENT)
    assert intake.version is not None, intake.sentence
    return intake.version


@pytest.fixture
def findings(version):
    """The statement's findings by their places: exchange, meet, visit."""
    return list(version.commitments.order_by("passage__start"))
