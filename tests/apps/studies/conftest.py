"""A study with people in each part, and files that somebody brings to it."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from made_study import FACTS

from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note_new, recorded
from tequio.apps.studies.models import Study
from tequio.apps.studies.operations import give_part, open_study


@dataclass
class Team:
    """Who has which part in the study; `stranger` leads nothing here, although a coordinator."""

    lead: User
    analyst: User
    first: User
    second: User
    reader: User
    stranger: User


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home folder of each test's own, so that its sealed files can be counted."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setattr(settings, "HOME", folder)
    return folder


@pytest.fixture
def team(db) -> Team:
    roles = {
        "lead": "coordinator",
        "analyst": "international",
        "first": "civil_society",
        "second": "nhri",
        "reader": "reader",
        "stranger": "coordinator",
    }
    with recorded(None, "gather"):
        made = {name: User.objects.create(username=name, role=role) for name, role in roles.items()}
        note_new(*made.values())
    return Team(**made)


@pytest.fixture
def study(team) -> Study:
    opened = open_study(team.lead, FACTS)
    for account, part in (
        (team.analyst, "analyst"),
        (team.first, "coder"),
        (team.second, "coder"),
        (team.reader, "reader"),
    ):
        give_part(opened, team.lead, account, part)
    return Study.objects.get(pk=opened.pk)


@pytest.fixture
def write(tmp_path):
    """Write a file and give its path: write("a,b\\n1,2\\n")."""
    numbers = iter(range(1_000))

    def make(content: str | bytes) -> Path:
        path = tmp_path / f"given-{next(numbers)}.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make
