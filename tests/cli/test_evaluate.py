"""`tequio evaluate` on a file: broken input gets one sentence each, and the other documents are scored."""

import json

import pytest

from tequio.cli.main import run

pytestmark = pytest.mark.engine

TEXT = "Mexico agreed to ratify the Optional Protocol by 2025.\n"
GOOD = {
    "file": "good.txt",
    "language": "en",
    "items": [{"start": 0, "end": 54, "kind": "commitment", "action": [17, 45]}],
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    return tmp_path


def evaluated(capsys, folder, content, *more):
    file = folder / "marks.jsonl"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    code = run(["evaluate", str(file), *more])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_a_document_is_scored(folder, capsys):
    code, out, errors = evaluated(capsys, folder, json.dumps(GOOD), "--format", "json")
    assert (code, errors) == (0, "")
    figures = json.loads(out)
    assert figures["documents"] == 1
    assert figures["en"]["span"]["f1"] == figures["en"]["item"]["f1"] == 1.0
    assert sum(band["findings"] for band in figures["confidence"]) == 1


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ({**GOOD, "file": "gone.txt"}, "gone.txt is not in"),
        ({**GOOD, "file": "../../../etc/passwd"}, "passwd is not in"),
        ({**GOOD, "file": "a\x00b"}, "is not in"),
        ({**GOOD, "sha256": "0" * 64}, "has other bytes"),
        ({**GOOD, "file": "empty.txt"}, "empty.txt"),
        ({**GOOD, "items": [{**GOOD["items"][0], "end": 9999}]}, "outside the text"),
        ({"file": "good.txt"}, "is missing"),
        (["no object"], "no object"),
        (3, "no object"),
    ],
)
def test_a_bad_object_gets_one_sentence_and_the_others_are_scored(folder, capsys, bad, says):
    code, out, errors = evaluated(capsys, folder, json.dumps(bad) + "\n" + json.dumps(GOOD))
    assert code == 2
    assert says in errors
    assert errors.count("\n") == 1
    assert out.startswith("1 document\n")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "no document to score"),
        ("{", "no JSON near line 1"),
        (json.dumps(GOOD) + "\nx", "no JSON near line 2"),
        (b"\xff\xfe\x00", "not in UTF-8"),
        ("[" * 100_000, "no JSON"),
        ("[]", "no document to score"),
    ],
)
def test_a_file_that_holds_no_marks_gets_one_sentence(folder, capsys, content, says):
    code, out, errors = evaluated(capsys, folder, content)
    assert (code, out, errors.count("\n")) == (2, "", 1)
    assert says in errors


@pytest.mark.parametrize(
    "arguments",
    [[], ["x.jsonl", "--register"], ["/nowhere/x.jsonl"], ["x.jsonl", "--documents", "/nowhere"], ["/"]],
)
def test_wrong_arguments_get_one_sentence(capsys, arguments):
    assert run(["evaluate", *arguments]) == 2
    assert capsys.readouterr().err.count("\n") == 1
