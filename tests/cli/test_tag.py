"""`tequio tag`, as a command: tables in, tags out, and one sentence for what is not a table."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tequio.cli.tag import COLUMNS, LONGEST_CELL, tag_command

pytestmark = pytest.mark.engine

TABLE = """id,text
1,"Ratify the Convention, and investigate torture"
2,Continuar sus esfuerzos contra la trata de personas
3,
"""


def run(*arguments: str, given: str | bytes | None = None):
    application = typer.Typer(add_completion=False)
    application.command()(tag_command)
    return CliRunner().invoke(application, list(arguments), input=given)


def rows(output: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(output)))


def written(folder: Path, content: str | bytes) -> str:
    path = folder / "table.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def test_one_row_comes_out_for_each_that_goes_in(tmp_path: Path) -> None:
    result = run(written(tmp_path, TABLE), "--column", "text")
    assert result.exit_code == 0
    found = rows(result.stdout)
    assert tuple(found[0]) == COLUMNS
    assert [row["row"] for row in found] == ["1", "2", "3"]
    assert [row["action_category"] for row in found] == ["5", "2", ""]
    assert {"International instruments", "Torture and other CID treatment"} <= set(
        found[0]["issues"].split(";")
    )
    assert "Trafficking" in found[1]["issues"].split(";")
    assert found[1]["language"] == "es"
    assert found[2]["issues"] == ""


def test_each_list_has_as_many_confidences(tmp_path: Path) -> None:
    for row in rows(run(written(tmp_path, TABLE)).stdout):
        for name in ("issues", "themes", "groups", "rights", "articles", "sdgs"):
            confidences = [float(value) for value in row[f"{name}_confidence"].split(";") if value]
            assert len(confidences) == len([value for value in row[name].split(";") if value])
            assert all(0 <= value <= 1 for value in confidences)


def test_json_is_one_list_with_a_row_a_line(tmp_path: Path) -> None:
    output = run(written(tmp_path, TABLE), "--format", "json").stdout
    found = json.loads(output)
    assert [row["row"] for row in found] == [1, 2, 3]
    assert found[0]["action_category"]["code"] == "5"
    assert found[2]["action_category"] is None
    assert {"code", "label", "confidence", "reason"} == set(found[0]["issues"][0])
    assert [json.loads(line.rstrip(",")) for line in output.splitlines()[1:-1]] == found


@pytest.mark.parametrize("format", ["csv", "json"])
def test_a_table_of_a_header_alone_has_no_rows(format: str) -> None:
    result = run("-", "--format", format, given="text\n")
    assert result.exit_code == 0
    assert (rows(result.stdout) if format == "csv" else json.loads(result.stdout)) == []


def test_standard_input_other_delimiters_and_a_byte_order_mark() -> None:
    for content in (
        "\ufefftext;n\nAbolish the death penalty;1\n",
        "n\ttext\r\n1\tAbolish the death penalty\r\n",
    ):
        result = run("-", given=content.encode())
        assert [row["action_category"] for row in rows(result.stdout)] == ["5"]


def test_labels_can_be_spanish() -> None:
    result = run("-", "--labels", "es", given="text\nAbolish the death penalty\n")
    assert "Pena de muerte" in rows(result.stdout)[0]["issues"].split(";")


def test_a_language_can_be_named() -> None:
    result = run("-", "--language", "es", given="text\nTortura\n")
    assert rows(result.stdout)[0]["language"] == "es"


def test_a_long_table_is_tagged_in_order() -> None:
    lines = ["Abolish the death penalty", "Continue to combat torture"] * 700
    found = rows(run("-", given="text\n" + "\n".join(lines)).stdout)
    assert [row["action_category"] for row in found] == ["5", "2"] * 700


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"id,words\n1,x\n", "no column “text”; its columns are “id”, “words”"),
        (b"text\nab\0c\n", "NUL byte"),
        ("text\nacción\n".encode("latin-1"), "not in UTF-8"),
        ("text\nab\n".encode("utf-16"), "NUL byte"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "not in UTF-8"),
        (b"id,text\n1,a\n2,b,c\n3\n", "another number of cells in rows 2, 3"),
        (b'id,text\n1,"never closed\n2,b\n', "quotation mark is not closed"),
        (b"text\n" + b"x" * (10 * 1024 * 1024) + b"\n", "a cell is too long"),
    ],
    ids=["empty", "blank", "column", "nul", "latin-1", "utf-16", "pdf", "ragged", "quote", "10 MB"],
)
def test_what_is_not_a_table_gets_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    result = run(written(tmp_path, content))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert len(result.stderr) < 700


def test_a_missing_file_gets_one_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.csv", tmp_path):
        result = run(str(path))
        assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
        assert "cannot be read" in result.stderr


def test_a_cell_of_a_megabyte_is_tagged() -> None:
    result = run("-", given="text\n" + "Ratify CEDAW. " * (LONGEST_CELL // 30) + "\n")
    assert [row["action_category"] for row in rows(result.stdout)] == ["5"]


def test_a_site_uses_the_model_that_it_trained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEQUIO_HOME", str(tmp_path))
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "tagging.npz").write_bytes(b"damaged")
    result = run("-", given="text\nAbolish the death penalty\n")
    assert result.exit_code == 2
    assert "tagging.npz" in result.stderr
