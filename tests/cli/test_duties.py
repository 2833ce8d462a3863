"""The nightly command, as it is started."""

import json

import pytest

from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import adopt
from tequio.apps.library.models import Document
from tequio.apps.library.operations import publish, withdraw
from tequio.apps.register.models import Duty, Mechanism, Session
from tequio.cli import duties as command
from tequio.cli.main import run


@pytest.fixture
def dialogue(db, monkeypatch):
    """A mechanism that met and owes its next session; the database is that of the tests."""
    monkeypatch.setattr(command, "load_site", lambda: None)
    monkeypatch.setattr(command, "migrate", lambda: None)
    mechanism = Mechanism.objects.create(name_en="Dialogue", cadence_months=12)
    Session.objects.create(mechanism=mechanism, date_start="2025-03-10")


def test_a_second_run_issues_nothing(dialogue, capsys):
    assert [run(["duties", "--day", "2026-07-01"]) for _ in range(2)] == [0, 0]
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(";")[0] for line in lines] == ["1 issued, 0 dropped", "0 issued, 0 dropped"]
    assert Duty.objects.get().due_on.isoformat() == "2026-03-10"


def test_a_day_that_is_none_gets_one_sentence(capsys):
    assert run(["duties", "--day", "tomorrow"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.fixture
def publishing(dialogue, settings, tmp_path):
    """A site that publishes its open data every night."""
    settings.HOME = tmp_path
    settings.OPEN_DATA_LICENCE = "CC0-1.0"
    adopt()
    return tmp_path / "open-data"


def test_the_open_data_is_published_once_a_day_where_a_licence_is_set(publishing, capsys):
    assert [run(["duties"]) for _ in range(2)] == [0, 0]
    assert capsys.readouterr().out.count("open data: ") == 1
    descriptor = json.loads((publishing / "datapackage.json").read_text())
    assert descriptor["licenses"][0]["name"] == "CC0-1.0"


def test_what_was_taken_back_makes_a_new_package(publishing, capsys):
    coordinator = User.objects.create_user("coordinator", role=User.Role.COORDINATOR)
    document = Document.objects.create(title="Statement", file_name="1.txt")
    adopt()
    publish(document, coordinator)
    assert run(["duties"]) == 0
    withdraw(document, coordinator)
    assert run(["duties"]) == 0
    assert capsys.readouterr().out.count("open data: ") == 2


def test_without_a_licence_nothing_is_published(dialogue, settings, tmp_path, capsys):
    settings.HOME = tmp_path
    assert run(["duties"]) == 0
    assert "open data" not in capsys.readouterr().out
    assert not (tmp_path / "open-data").exists()


def test_a_folder_that_is_taken_gets_one_sentence_and_stays(publishing, capsys):
    publishing.mkdir()
    (publishing / "letter.txt").write_text("mine")
    assert run(["duties"]) == 2
    told = capsys.readouterr().err
    assert "The open data was not published: " in told
    assert told.count("\n") == 1
    assert [path.name for path in publishing.iterdir()] == ["letter.txt"]
