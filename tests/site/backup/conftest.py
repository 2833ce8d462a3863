"""A register in which the whole chain was played through, with files, and its archive."""

import io
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils.translation import override

TESTS = Path(__file__).parents[2]
sys.path[:0] = [
    str(Path(__file__).parent),
    str(TESTS / "apps" / "register" / "followup"),
    str(TESTS / "apps" / "register"),
]

from kept_register import PRIVATE  # noqa: E402
from people import gather  # noqa: E402
from small_register import commit, read_document  # noqa: E402

from tequio.apps.ledger.recording import adopt  # noqa: E402
from tequio.apps.register.followup import assigning, proving, receiving  # noqa: E402
from tequio.apps.register.models import Component  # noqa: E402
from tequio.site.backup import save  # noqa: E402


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home folder of each test's own."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setattr(settings, "HOME", folder)
    monkeypatch.setattr(settings, "MEDIA_ROOT", folder / "files")
    return folder


@pytest.fixture
def people(db):
    return gather()


@pytest.fixture
def evidence(people, home):
    """Evidence with a file on a component in somebody's charge; beside it, a submission and a document."""
    made = commit(read_document("Both countries agreed to search for the missing."), "search for the missing")
    component = Component.objects.create(commitment=made, ordinal=0, words="search", state="accepted")
    adopt()
    assigning.assign(component, people.ministry, people.coordinator, due_on="2027-01-31", why="Ñandú: “sí”")
    added = proving.add_evidence(
        component,
        people.nhri,
        {"bearing": "contradicts", "finding": "Nobody searches.", "source": "Visit"},
        attached=proving.Attached(io.BytesIO(PRIVATE), "visit.pdf"),
    )
    sent = {"kind": "recommendation", "title": "T", "words": "W", "risk": "high", "consent": "nothing"}
    receiving.submit(sent, agreed=True)
    (home / "files" / "documents").mkdir(parents=True)
    (home / "files" / "documents" / "statement.txt").write_text("Both countries", encoding="utf-8")
    # What the rows wait to be checked for: on PostgreSQL no table can be emptied before.
    connection.check_constraints()
    return added


@pytest.fixture
def archive(evidence, tmp_path):
    path = tmp_path / "register.zip"
    save(path)
    return path
