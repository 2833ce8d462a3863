"""`tequio standards` and `tequio search`, as they are started."""

import json

import pytest

from tequio.apps.library.models import Instrument, ProvisionText
from tequio.apps.library.standards import indexing
from tequio.cli import search, standards
from tequio.cli.main import run

ROW = {
    "id": "CRX.2.en",
    "instrument": "CRX",
    "instrument_title": "Convention on Rest",
    "article": "2",
    "paragraph": "",
    "text": "What was confessed without sleep is no evidence.",
    "lang": "en",
}


@pytest.fixture(autouse=True)
def site(db, monkeypatch, settings, tmp_path):
    """The database of the tests, and an index by words alone; the digest stays out."""
    settings.HOME = tmp_path / "home"
    for module in (standards, search):
        monkeypatch.setattr(module, "load_site", lambda: None)
        monkeypatch.setattr(module, "migrate", lambda: None)
    monkeypatch.setattr(indexing, "standard_encoder", lambda: None)
    monkeypatch.setattr("tequio.apps.library.standards.digesting.load_digest", lambda index=True: None)


@pytest.fixture
def file(tmp_path):
    def write(*rows, name="rest.jsonl"):
        path = tmp_path / name
        path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows))
        return str(path)

    return write


def test_import_then_list_then_search(file, capsys):
    path = file(ROW)
    assert run(["standards", "import", path, "--dry-run"]) == 0
    assert "1 text would come in" in capsys.readouterr().out
    assert not Instrument.objects.exists()
    assert run(["standards", "import", path]) == 0
    assert run(["standards", "import", path]) == 0
    assert "0 texts came in, 0 new versions, 1 unchanged." in capsys.readouterr().out
    assert run(["standards", "list"]) == 0
    assert "transcription not certified" in " ".join(capsys.readouterr().out.split())
    assert run(["search", "confessed without sleep"]) == 0
    assert "CRX.2" in capsys.readouterr().out
    assert run(["search", "prueba confesada: evidence", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["results"][0]["texts"][0]["documents"] == ["CRX.2.en"]
    assert run(["standards", "index"]) == 0
    assert "1 passage indexed." in capsys.readouterr().out


def test_a_table_of_statuses(file, capsys):
    assert run(["standards", "import", file(ROW)]) == 0
    table = file("instrument,state,ratified", "CRX,CO,1991-03-04", name="statuses.csv")
    assert run(["standards", "statuses", table, "--dry-run"]) == 0
    assert run(["standards", "statuses", table]) == 0
    assert "1 status came in, 0 changed, 0 unchanged." in capsys.readouterr().out
    assert run(["standards", "statuses", file("instrument,state", "NO,CO", name="wrong.csv")]) == 2
    assert "1 row cannot be kept; nothing was imported." in capsys.readouterr().err


def test_a_batch_is_written_as_a_trec_run(file, tmp_path, capsys):
    assert run(["standards", "import", file(ROW)]) == 0
    questions = file("q1\ten\tconfessed without sleep", "q2\tes\t☃", name="q.tsv")
    trec = tmp_path / "run"
    assert run(["search", "--queries", questions, "--trec", str(trec), "--passages", "en"]) == 0
    [line] = trec.read_text().splitlines()
    qid, q0, document, rank, _score, tag = line.split(" ")
    assert (qid, q0, document, rank, tag) == ("q1", "Q0", "CRX.2.en", "1", "tequio")
    assert "1 line for 2 questions" in capsys.readouterr().out


def test_rows_that_cannot_be_kept_are_named_and_nothing_comes_in(file, capsys):
    bad = file(ROW, "{", {**ROW, "id": "CRX.3.en", "text": ""})
    assert run(["standards", "import", file(ROW, name="good.jsonl"), bad]) == 2
    complaint = capsys.readouterr().err.splitlines()
    assert [line.rpartition("rest.jsonl, ")[2].partition(":")[0] for line in complaint[:2]] == [
        "line 2",
        "line 3",
    ]
    assert complaint[2] == "tequio: 2 rows cannot be kept; nothing was imported."
    assert not ProvisionText.objects.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["standards", "import", "nothing-here.jsonl"],
        ["standards", "import", "."],
        ["standards", "import", "x.jsonl", "--kind", "poem"],
        ["standards", "import", "x.jsonl", "--in-force-from", "soon"],
        ["search"],
        ["search", "x", "--passages", "fr"],
        ["search", "x", "--format", "xml"],
        ["search", "x", "--limit", "0"],
        ["search", "--queries", "q.tsv"],
        ["search", "x", "--queries", "q.tsv", "--trec", "run"],
        ["search", "--queries", "nothing-here.tsv", "--trec", "run"],
    ],
)
def test_bad_input_gets_one_sentence(arguments, capsys):
    assert run(arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_broken_line_of_questions_is_named(file, tmp_path, capsys):
    questions = file("q1\ten\tgood", "q2 bad", name="q.tsv")
    assert run(["search", "--queries", questions, "--trec", str(tmp_path / "run")]) == 2
    assert "q.tsv (line 2)" in capsys.readouterr().err


def test_a_question_that_says_nothing_gets_an_answer(capsys):
    assert run(["search", "  "]) == 0
    assert "Nothing was found." in capsys.readouterr().out
