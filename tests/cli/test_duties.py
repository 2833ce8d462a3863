"""The nightly command, as it is started."""

import pytest

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
