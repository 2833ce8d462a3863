"""What people decided, taken out of the register and held against the engine."""

import json

import pytest
from plain_statements import STATEMENT

from tequio.apps.register import operations
from tequio.apps.register.models import Commitment, LookAlike
from tequio.apps.register.queries.corrections import corrections, rated_by_people
from tequio.cli import evaluation
from tequio.cli.main import run
from tequio.engines.evaluation import read_marks

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(version, findings, coordinator):
    """One corrected, one rejected, one undecided, one look-alike rescued, one added."""
    exchange, meet, _visit = findings
    operations.correct(exchange, coordinator, {"kind": "agreement"})
    operations.reject(meet, coordinator, why="a past fact")
    operations.rescue(LookAlike.objects.get(), coordinator)
    start = STATEMENT.index("Mexico was represented")
    operations.add(version, start, start + 22, coordinator)
    return version


@pytest.fixture
def command(capsys, monkeypatch):
    """Run the program on the test's own database."""
    monkeypatch.setattr(evaluation, "load_site", lambda: None)
    monkeypatch.setattr(evaluation, "migrate", lambda: None)

    def called(*arguments):
        code = run(list(arguments))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return called


def words(place) -> str:
    start, end = (place["start"], place["end"]) if isinstance(place, dict) else place
    return STATEMENT[start:end]


def test_places_and_labels_say_what_people_decided(decided):
    [one] = corrections()
    assert (one["file"], one["sha256"], one["language"]) == ("statement.txt", decided.sha256, "en")
    shown = {item["decision"]: item for item in one["items"]}
    assert set(shown) == {"corrected", "rescued", "added"}
    corrected = shown["corrected"]
    assert (corrected["kind"], corrected["proposed"]["kind"]) == ("agreement", "commitment")
    assert words(corrected["action"]) == "exchange good practices on gender equality"
    assert corrected["proposed"]["confidence"] == 0.9
    assert shown["added"]["proposed"] is None
    assert words(shown["rescued"]) == "They discussed the death penalty."
    [rejected] = one["look_alikes"]
    assert words(rejected) == "Mexico and the United Kingdom agreed to meet in London by June 2025."
    assert [words(place) for place in one["borderline"]] == [
        "Mexico intends to visit the Human Rights Council."
    ]


def test_without_words_no_word_of_the_document_and_no_person_is_told(decided, coordinator):
    written = json.dumps(list(corrections()), ensure_ascii=False)
    assert "gender equality" not in written
    assert "a past fact" not in written
    assert coordinator.username not in written
    told = json.dumps(list(corrections(with_text=True)), ensure_ascii=False)
    assert "gender equality" in told


def test_both_shapes_are_read_back_alike(decided):
    [places], [told] = corrections(), corrections(with_text=True)
    assert read_marks(places, STATEMENT) == read_marks(told, STATEMENT)


def test_what_nobody_decided_is_left_out(version):
    assert list(corrections()) == []


def test_only_decisions_taken_one_by_one_say_what_confidence_is_worth(version, findings, coordinator):
    operations.accept_above(version, 0.9, coordinator)
    assert rated_by_people() == []
    operations.reject(findings[2], coordinator)
    assert rated_by_people() == [(0.6, False)]
    operations.undo(coordinator)
    operations.undo(coordinator)
    operations.accept(findings[0], coordinator)
    assert rated_by_people() == [(0.9, True)]


def test_export_and_evaluate_as_a_person_runs_them(decided, command, tmp_path):
    out = tmp_path / "decisions.jsonl"
    assert command("corrections", "export", "--out", str(out)) == (0, "", "")
    assert [json.loads(line)["file"] for line in out.read_text().splitlines()] == ["statement.txt"]
    code, listed, _ = command("corrections", "export", "--format", "json", "--with-text")
    assert (code, len(json.loads(listed))) == (0, 1)
    code, table, _ = command("evaluate", "--register")
    assert code == 0
    assert "span F1" in table
    (tmp_path / "statement.txt").write_text(STATEMENT, encoding="utf-8")
    code, figures, errors = command("evaluate", str(out), "--format", "json")
    assert (code, errors) == (0, "")
    assert json.loads(figures)["all"]["span"]["marked"] == 3
    assert figures == command("evaluate", "--register", "--format", "json")[1]


def test_nothing_decided_is_said(version, command):
    code, out, errors = command("corrections", "export")
    assert (code, out) == (0, "")
    assert errors.count("\n") == 1
    assert command("evaluate", "--register")[0] == 2


def test_a_file_that_cannot_be_written_is_said(decided, command, tmp_path):
    code, out, errors = command("corrections", "export", "--out", str(tmp_path / "none" / "x.jsonl"))
    assert (code, out, errors.count("\n")) == (2, "", 1)


def test_what_another_system_brought_is_left_out(decided):
    brought = Commitment.objects.filter(version=decided, state="corrected")
    assert brought.update(origin="import") == 1
    [one] = corrections()
    assert {item["decision"] for item in one["items"]} == {"rescued", "added"}
    Commitment.objects.filter(version=decided).update(origin="import")
    assert list(corrections()) == []
