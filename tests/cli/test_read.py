"""`tequio read`, as a program: what it prints, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import docx
import jsonschema
import pytest
from reportlab.pdfgen.canvas import Canvas

from tequio.cli.main import run
from tequio.cli.output import Provenance, as_object
from tequio.engines.extraction import extract
from tequio.engines.reading import Reader

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
SAMPLES = ROOT / "src" / "tequio" / "samples"
SCHEMA = json.loads((ROOT / "docs" / "reference" / "read.schema.json").read_text(encoding="utf-8"))
STATEMENT = """# Joint statement of the second Dialogue

The second Dialogue on Human Rights between Mexico and Norland was held in Oslo on 3 May 2023.

Both delegations agreed to publish a joint report by December 2024.

Mexico committed to strengthen the protection mechanism.
"""

pytestmark = pytest.mark.engine


class Done(NamedTuple):
    """What a command left behind."""

    returncode: int
    stdout: bytes
    stderr: bytes


Command = Callable[..., Done]


@pytest.fixture
def tequio(capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    """Run the command in this process, which has imported the extraction already."""

    def command(*arguments: str | Path) -> Done:
        code = run([str(argument) for argument in arguments])
        return Done(code, *capfdbinary.readouterr())

    return command


def program(*arguments: str | Path, given: bytes = b"", **environment: str) -> Done:
    """Run the command as a program of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tequio", *map(str, arguments)],
        input=given,
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
        timeout=120,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def held(found: dict[str, object], text: str) -> None:
    """Hold one object against the schema and its quotes against the text."""
    jsonschema.validate(found, SCHEMA, format_checker=jsonschema.FormatChecker())
    for kind in ("commitments", "rejected"):
        for item in found[kind]:  # type: ignore[attr-defined]
            anchor = item["anchor"]
            assert text[anchor["start"] : anchor["end"]] == item["quote"]
            assert item.get("action", "") in item["quote"]


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    file = tmp_path / "statement.md"
    file.write_text(STATEMENT, encoding="utf-8")
    return file


def test_json_is_one_object_by_the_schema(tequio: Command, statement: Path) -> None:
    done = tequio("read", "--format", "json", statement)
    assert (done.returncode, done.stderr) == (0, b"")
    found = json.loads(done.stdout)
    held(found, STATEMENT)
    assert found["source"]["path"] == str(statement)
    assert found["source"]["media_type"] == "text/markdown"
    assert found["source"]["language"] == "en"
    assert len(found["source"]["sha256"]) == 64
    assert found["meeting"]["edition"] == 2
    assert found["meeting"]["date_start"] == "2023-05-03"
    actions = [commitment["action"] for commitment in found["commitments"]]
    assert any(action.startswith("publish a joint report") for action in actions)


def test_several_files_give_one_object_a_line(tequio: Command, statement: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.txt"
    other.write_text(STATEMENT, encoding="utf-8")
    done = tequio("read", "--format", "json", statement, other)
    lines = done.stdout.decode().splitlines()
    assert [json.loads(line)["source"]["path"] for line in lines] == [str(statement), str(other)]


def test_csv_has_a_line_for_each_commitment(tequio: Command, statement: Path) -> None:
    found = json.loads(tequio("read", "--format", "json", statement).stdout)
    rows = list(csv.DictReader(io.StringIO(tequio("read", "--format", "csv", statement).stdout.decode())))
    assert [row["quote"] for row in rows] == [c["quote"] for c in found["commitments"]]
    assert [int(row["start"]) for row in rows] == [c["anchor"]["start"] for c in found["commitments"]]


def test_table_is_for_people_and_without_colours_when_piped(tequio: Command, statement: Path) -> None:
    done = tequio("read", statement)
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout
    assert "publish a joint report" in " ".join(done.stdout.decode().split())


def test_text_is_what_the_offsets_refer_to(tequio: Command, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("\ufeffAcordaron publicar.\r\n\r\nLas partes…\r\n".encode())
    assert tequio("read", "--text", file).stdout == file.read_bytes()


def test_output_is_utf8_whatever_the_locale(statement: Path) -> None:
    statement.write_text("Las partes acordaron publicar el informe sobre las niñas.", "utf-8")
    done = program("read", "--format", "json", statement, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert "niñas" in done.stdout.decode("utf-8")


def test_standard_input_is_read(statement: Path) -> None:
    done = program("read", "--format", "json", "-", given=STATEMENT.encode())
    assert json.loads(done.stdout)["source"]["path"] == "-"
    assert program("read", "-").returncode == 2


def test_document_without_undertakings_is_said_to_have_none(tequio: Command, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("The museum is open on Tuesday and has a garden with old trees.", encoding="utf-8")
    done = tequio("read", file)
    assert done.returncode == 0
    assert b"No undertakings were found." in done.stdout
    assert json.loads(tequio("read", "--format", "json", file).stdout)["commitments"] == []


def _cut_short(path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Words")
    document.save(str(path))
    path.write_bytes(path.read_bytes()[:-300])


def _picture(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.showPage()
    canvas.save()


FRENCH = "Les deux délégations sont convenues de publier le rapport avant la fin de l'année et de se réunir."
BAD = [
    ("missing.txt", None, "there is no such file"),
    ("empty.txt", b"", "the file is empty"),
    ("nul.txt", bytes(512), "NUL bytes"),
    ("binary.txt", bytes(range(256)) * 9, "binary"),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "save it as docx"),
    ("french.txt", FRENCH.encode(), "another language (fr)"),
    ("cut.docx", _cut_short, "cut short"),
    ("blank.pdf", _picture, "no words"),
    ("cyrillic.txt", "Правительство обязуется опубликовать доклад".encode("cp1251"), "save it as UTF-8"),
]


@pytest.mark.parametrize(("name", "content", "part"), BAD, ids=[case[0] for case in BAD])
def test_bad_file_gets_one_sentence_and_the_others_are_read(
    tequio: Command, name: str, content: object, part: str, statement: Path, tmp_path: Path
) -> None:
    bad = tmp_path / name
    if callable(content):
        content(bad)
    elif isinstance(content, bytes):
        bad.write_bytes(content)
    done = tequio("read", "--format", "json", bad, statement)
    assert done.returncode == 2
    said = done.stderr.decode()
    assert said.startswith(f"tequio: {bad}: ")
    assert part in said
    assert said.count("\n") == 1
    assert [json.loads(line)["source"]["path"] for line in done.stdout.splitlines()] == [str(statement)]


def test_file_under_a_wrong_name_is_read_and_named(tequio: Command, statement: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "statement.pdf"
    wrong.write_text(STATEMENT, encoding="utf-8")
    done = tequio("read", "--format", "json", wrong)
    assert done.returncode == 0
    assert json.loads(done.stdout)["source"]["media_type"] == "text/plain"
    assert done.stderr.decode() == f"tequio: {wrong} ends in .pdf but is plain text, and was read as one.\n"


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["read"], "Missing argument 'FILE'"),
        (["read", "--format", "xml", "a.txt"], "'xml' is not one of"),
        (["read", "--text", "a.txt", "b.txt"], "--text prints the text of one file, and 2 were named"),
        (["read", "--nonsense", "a.txt"], "No such option"),
        (["reed"], "No such command 'reed'"),
    ],
)
def test_wrong_use_gets_one_sentence(tequio: Command, arguments: list[str], part: str) -> None:
    done = tequio(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    said = done.stderr.decode()
    assert part in said
    assert said.count("\n") == 1


def test_reading_needs_neither_django_nor_a_home(statement: Path, tmp_path: Path) -> None:
    seen = (
        "import sys; from tequio.cli.main import run; code = run(['read', sys.argv[1]]);"
        " print('django' in sys.modules, 'kreuzberg' in sys.modules, code, file=sys.stderr)"
    )
    home = tmp_path / "home"
    done = subprocess.run(
        [sys.executable, "-c", seen, str(statement)],
        capture_output=True,
        env={**os.environ, "TEQUIO_HOME": str(home)},
        check=False,
    )
    assert done.stderr.decode().split() == ["False", "False", "0"]
    assert not home.exists()


def test_help_lists_every_command_without_reading_anything(tequio: Command) -> None:
    done = tequio("--help")
    assert done.returncode == 0
    assert b"read" in done.stdout


@pytest.mark.parametrize(
    "folder",
    [
        SAMPLES,
        pytest.param(CORPUS / "seeds", marks=pytest.mark.corpus),
        pytest.param(CORPUS / "statements", marks=pytest.mark.corpus),
    ],
    ids=["samples", "seeds", "statements"],
)
def test_every_output_is_by_the_schema(folder: Path) -> None:
    endings = (".txt", ".docx", ".pdf", ".pptx", ".html")
    files = [file for file in sorted(folder.glob("*")) if file.suffix in endings] if folder.is_dir() else []
    if not files:
        pytest.skip(f"there are no documents in {folder.name}")
    with Reader() as reader:
        for outcome in reader.read_each(files):
            assert outcome.error is None
            text = outcome.text
            source = Provenance(outcome.name, outcome.sha256, text.media_type, text.language)
            held(json.loads(json.dumps(as_object(source, extract(text)))), text.content)
