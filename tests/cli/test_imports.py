"""`tequio import` and `tequio imports`, as they are started."""

import pytest
from django.utils import translation

from tequio.apps.accounts.models import User
from tequio.apps.register.models import Commitment, ImportRun
from tequio.cli import imports
from tequio.cli.main import run

HEAD = "id,session,state_under_review,recommending_state,response,action_category,issues,text\n"
ROW = 'UPR1,17,Mexico,Austria,Accepted,5,"Justice","Amend the law, and train judges."\n'


@pytest.fixture(autouse=True)
def site(db, monkeypatch, settings, tmp_path):
    """The database of the tests, a folder of its own, and English, as `load_site` has it."""
    settings.HOME = tmp_path / "home"
    monkeypatch.setattr(imports, "load_site", lambda: None)
    monkeypatch.setattr(imports, "migrate", lambda: None)
    with translation.override("en"):
        yield


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


BROKEN = {
    "cut.json": (b'[{"Text": "x", "AnnotationId": "1"}, {"Te', "uhri", "broken after record 1: it ends"),
    "wild.json": (b'[{"Text": "x", "AnnotationId": "1"}, }{', "uhri", "broken after record 1: what follows"),
    "bytes.json": (b'[{"Text": "x", "AnnotationId": "1"}, "\xff"]', "uhri", "it is not in UTF-8 there"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n\x00\x81", "table", "bytes that are no text"),
    "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "table", "save it as .xlsx"),
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_broken_file_gets_one_sentence_and_leaves_nothing(coordinator, tmp_path, settings, capsys, name):
    content, system, says = BROKEN[name]
    path = tmp_path / name
    path.write_bytes(content)
    assert run(["import", system, str(path)]) == 2
    [sentence] = capsys.readouterr().err.splitlines()
    assert says in sentence
    assert not Commitment.objects.exists()
    assert not ImportRun.objects.exists()
    assert not list((settings.HOME / "imports").glob("*"))


@pytest.mark.parametrize(
    ("rows", "dates"),
    [(["3", "03/05/2019"], "may be two days"), (["3", "31/02/2019"], "no day of the calendar")],
)
def test_a_refused_import_does_not_wait(coordinator, tmp_path, settings, capsys, rows, dates):
    path = tmp_path / "tabla.csv"
    path.write_text(f"folio,texto,fecha\n{rows[0]},Ratificar.,{rows[1]}\n", encoding="utf-8")
    for line in ("", "4,Publicar.,2019-05-03\n"):
        with path.open("a", encoding="utf-8") as file:
            file.write(line)
        assert run(["import", "table", str(path)]) == 2
        of_row, of_file = capsys.readouterr().err.splitlines()
        assert dates in of_row
        assert "1 row cannot be taken" in of_file
        assert ImportRun.objects.latest("pk").state == "discarded"
        assert not list((settings.HOME / "imports").glob("*"))
        assert not Commitment.objects.exists()
    assert run(["import", "table", str(path), "--leave-out-broken"]) == 0
    assert Commitment.objects.get().action == "Publicar."


@pytest.mark.parametrize("said", ["day-first", "month-first"])
def test_it_can_be_said_how_a_date_is_meant(coordinator, tmp_path, said):
    path = tmp_path / "tabla.csv"
    path.write_text("folio,texto,fecha\n1,Ratificar.,03/05/2019\n", encoding="utf-8")
    assert run(["import", "table", str(path), "--dates", "neither"]) == 2
    assert run(["import", "table", str(path)]) == 2
    assert not Commitment.objects.exists()
    assert run(["import", "table", str(path), "--dates", said]) == 0
    assert ImportRun.objects.latest("pk").mapping["settings"]["day_first"] is (said == "day-first")
    assert Commitment.objects.get().action == "Ratificar."


def test_one_list_does_not_overwrite_another(coordinator, tmp_path, capsys):
    for name, words in (("salud.csv", "Vacunar."), ("educacion.csv", "Alfabetizar.")):
        (tmp_path / name).write_text(f"folio,texto\n1,{words}\n", encoding="utf-8")
        assert run(["import", "table", str(tmp_path / name)]) == 0
    assert Commitment.objects.count() == 2
    assert run(["import", "table", str(tmp_path / "educacion.csv"), "--source", "salud.csv"]) == 0
    assert "1 changed" in capsys.readouterr().out
    assert Commitment.objects.count() == 2


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
