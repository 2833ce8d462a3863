"""`tequio import` and `tequio imports`, as they are started."""

import pytest

from tequio.apps.accounts.models import User
from tequio.apps.register.models import Commitment
from tequio.cli import imports
from tequio.cli.main import run

HEAD = "id,session,state_under_review,recommending_state,response,action_category,issues,text\n"
ROW = 'UPR1,17,Mexico,Austria,Accepted,5,"Justice","Amend the law, and train judges."\n'


@pytest.fixture(autouse=True)
def site(db, monkeypatch, settings, tmp_path):
    """The database of the tests, and a folder of its own."""
    settings.HOME = tmp_path / "home"
    monkeypatch.setattr(imports, "load_site", lambda: None)
    monkeypatch.setattr(imports, "migrate", lambda: None)


@pytest.fixture
def coordinator(site):
    return User.objects.create(username="coordinacion", role=User.Role.COORDINATOR)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "upr.csv"
    path.write_text(HEAD + ROW, encoding="utf-8")
    return path


def test_a_file_is_looked_through_taken_in_and_taken_back(coordinator, file, capsys):
    assert run(["import", "upr-info", str(file), "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "upr.csv: 1 new" in said
    assert "Amend the law, and train judges." in said
    assert not Commitment.objects.exists()
    assert run(["import", "upr-info", str(file)]) == 0
    assert "taken in; `tequio imports --undo" in capsys.readouterr().out
    assert run(["import", "upr-info", str(file)]) == 0
    assert "upr.csv: 1 as before" in capsys.readouterr().out
    assert run(["imports"]) == 0
    number = next(
        line.split("\t")[0] for line in capsys.readouterr().out.splitlines() if "\tapplied\t" in line
    )
    assert run(["imports", "--undo", number]) == 0
    assert f"import {number}: 1 withdrawn" in capsys.readouterr().out
    assert Commitment.objects.get().state == "withdrawn"


@pytest.mark.parametrize(
    ("content", "arguments", "says"),
    [
        (HEAD + ROW, ["--by", "nobody"], "There is no account “nobody”."),
        ("", [], "is empty"),
        ("a,b\n1,2\n", [], "column"),
        (HEAD + ROW, ["--mapping", "no-such"], "no-such"),
    ],
)
def test_what_cannot_be_taken_gets_one_sentence(coordinator, file, capsys, content, arguments, says):
    file.write_text(content, encoding="utf-8")
    assert run(["import", "upr-info", str(file), *arguments]) == 2
    [sentence] = capsys.readouterr().err.splitlines()
    assert says in sentence
    assert sentence.endswith(".")
    assert not Commitment.objects.exists()


def test_an_unknown_system_and_a_missing_file(coordinator, file, tmp_path, capsys):
    assert run(["import", "nobodys", str(file)]) == 2
    assert run(["import", "uhri", str(tmp_path / "none.json")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2


@pytest.mark.parametrize(
    ("accounts", "says"), [(0, "No account may decide yet"), (2, "2 accounts may decide; say with --by")]
)
def test_somebody_answers_for_an_import(file, capsys, accounts, says):
    for n in range(accounts):
        User.objects.create(username=f"coordinacion{n}", role=User.Role.COORDINATOR)
    assert run(["import", "upr-info", str(file)]) == 2
    assert says in capsys.readouterr().err


def test_there_is_no_such_import(coordinator, capsys):
    assert run(["imports", "--undo", "99"]) == 2
    assert "There is no import with the number 99." in capsys.readouterr().err
