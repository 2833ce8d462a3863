"""The command `tequio estimate`, as it is started."""

import json
import os
import subprocess
import sys
from xml.etree import ElementTree as ET

import duckdb
import pytest

from tequio.cli.main import run

pytestmark = pytest.mark.engine

# Killings in Kosovo, 20 March to 22 June 1999: Ball, Betts, Scheuren, Dudukovich and Asher (2002).
KOSOVO = """EXH,ABA,OSCE,HRW,count
1,1,1,1,27
1,1,1,0,181
1,1,0,1,18
1,1,0,0,177
1,0,1,1,42
1,0,1,0,228
1,0,0,1,106
1,0,0,0,1131
0,1,1,1,32
0,1,1,0,217
0,1,0,1,31
0,1,0,0,845
0,0,1,1,123
0,0,1,0,936
0,0,0,1,306
"""
QUICK = ["--methods", "decomposable"]


@pytest.fixture
def table(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "kosovo.csv"
    path.write_text(KOSOVO, encoding="utf-8")
    return path


def linked(path, rows):
    """Write the file of a linkage: rows of list, record, person, draw."""
    connection = duckdb.connect()
    connection.execute("CREATE TABLE links (list VARCHAR, record VARCHAR, person BIGINT, draw INTEGER)")
    connection.executemany("INSERT INTO links VALUES (?, ?, ?, ?)", rows)
    connection.execute(f"COPY links TO '{path}' (FORMAT parquet)")
    return path


def three_lists(draws):
    """Persons 0 to 119 on three lists in turn; each draw joins one record of B to another person of A."""
    rows = []
    for draw in range(draws):
        for person in range(120):
            for name, on in (("A", person % 2), ("B", person % 3), ("C", not person % 5)):
                if on:
                    moved = person + 1 if name == "B" and draw and person == 6 * draw + 1 else person
                    rows.append((name, f"{name}{person}", moved, draw))
    return rows


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", ["4,400 personas distintas", "promedio de grafos", "Lo que estas cifras no son: un conteo"]),
        ("en", ["4,400 different people", "average over graphs", "What these figures are not: a count"]),
    ],
)
def test_a_table_becomes_lines_with_what_they_are_not(capsys, table, language, words):
    assert run(["estimate", str(table), *QUICK, "--language", language]) == 0
    out = capsys.readouterr().out
    assert [word for word in words if word not in " ".join(out.split())] == []
    assert "9,827" in out  # near dga's printed 9,818, which counts in steps


def test_json_has_the_shape_of_the_documentation(capsys, table):
    assert run(["estimate", str(table), *QUICK, "--format", "json", "--seed", "7"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["table"] == {"lists": ["EXH", "ABA", "OSCE", "HRW"], "n": 4400}
    assert (found["seed"], found["refused"]) == (7, [])
    assert found["range"] == found["methods"][0]["interval"]


def test_html_holds_everything_and_fetches_nothing(capsys, table, tmp_path):
    assert run(["estimate", str(table), *QUICK, "--format", "html", "--language", "en"]) == 0
    assert capsys.readouterr().out == "kosovo.html\n"
    page = (tmp_path / "kosovo.html").read_text(encoding="utf-8")
    root = ET.fromstring(page.partition("\n")[2])
    names = [picture.get("aria-labelledby") for picture in root.iter("{http://www.w3.org/2000/svg}svg")]
    assert len(names) == 5
    assert len(list(root.iter("table"))) >= 6
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert "<script" not in page


def test_pdf_is_the_same_for_the_same_table(table, tmp_path):
    for name in ("one.pdf", "two.pdf"):
        assert run(["estimate", str(table), *QUICK, "--format", "pdf", "--output", name]) == 0
    one, two = ((tmp_path / name).read_bytes() for name in ("one.pdf", "two.pdf"))
    assert one.startswith(b"%PDF-")
    assert one == two


def test_a_linkage_is_estimated_draw_by_draw(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = linked("links.parquet", three_lists(4))
    assert run(["estimate", str(path), *QUICK, "--format", "json"]) == 0
    (method,) = json.loads(capsys.readouterr().out)["methods"]
    assert method["settings"]["linkages"] == 3
    assert method["checks"][-1]["name"] == "linkage"
    assert run(["estimate", str(path), *QUICK, "--format", "json", "--draws", "0"]) == 0
    (best,) = json.loads(capsys.readouterr().out)["methods"]
    assert "linkages" not in best["settings"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "vacío"),
        ("A,B,count\n", "vacío"),
        ("A,B\n1,1\n", "count"),
        ("A,count\n1,5\n", "dos listas"),
        ("A,B,count\n1,0,-3\n0,1,4\n1,1,2\n", "-3"),
        ("A,B,count\n1,0,2.5\n0,1,4\n1,1,2\n", "2.5"),
        ("A,B,count\n1,0,\n0,1,4\n1,1,2\n", "línea 2"),
        ("A,B,count\n1,0,3\n1,0,4\n1,1,2\n", "línea 3"),
        ("A,B,count\n0,0,3\n0,1,4\n1,1,2\n", "línea 2"),
        ("A,B,count\n2,0,3\n0,1,4\n1,1,2\n", "0 o 1"),
        ("A,B,count\n1,0,3\n0,1,4\n", "dos listas"),
        ("A,B,count\n0,1,3\n1,1,4\n", "A"),
        ("AÃ±o,B,count\n1,0,3\n0,1,4\n1,1,2\n", "UTF-8"),
        (b"\xff\x00\xfe\x00", "UTF-8"),
        (b"PAR1 and nothing more", "Parquet"),
    ],
    ids=str,
)
def test_bad_input_gets_one_sentence_and_leaves_nothing(capsys, tmp_path, monkeypatch, content, sentence):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "t.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert run(["estimate", str(path), "--format", "html"]) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.count("\n") == 1
    assert streams.err.startswith("tequio: ")
    assert streams.err.endswith(".\n")
    assert sentence in streams.err
    assert [each.name for each in tmp_path.iterdir()] == ["t.csv"]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("A", "1", 1, 1), ("B", "1", 1, 1)],
        [("A", "1", 1, 0)],
        [(None, "1", 1, 0), ("B", "1", 1, 0)],
        [("A", "1", 1, 0), ("B", "1", 2, 0), ("C", "1", 3, 0)],
    ],
    ids=["empty", "no best", "one list", "no name", "no overlap"],
)
def test_a_bad_linkage_gets_one_sentence(capsys, tmp_path, rows):
    path = linked(tmp_path / "links.parquet", rows) if rows else tmp_path / "links.parquet"
    if not rows:
        duckdb.execute(f"COPY (SELECT 1 AS list, 2 AS person) TO '{path}' (FORMAT parquet)")
    assert run(["estimate", str(path), *QUICK]) == 2
    streams = capsys.readouterr()
    assert (streams.out, streams.err.count("\n")) == ("", 1)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.csv"], "cannot be read"),
        (["kosovo.csv", "--methods", "magic"], "magic"),
        (["kosovo.csv", "--methods", ","], "método"),
        (["kosovo.csv", "--seed", "-1"], "--seed"),
        (["kosovo.csv", "--format", "docx"], "--format"),
        (["kosovo.csv", "--language", "fr"], "--language"),
        (["kosovo.csv", *QUICK, "--format", "html", "--output", "no/such/folder.html"], "cannot be written"),
    ],
    ids=str,
)
def test_wrong_arguments_get_one_sentence(capsys, table, arguments, words):
    assert run(["estimate", *arguments]) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.count("\n") == 1
    assert words in streams.err


def test_the_first_run_says_why_it_takes_a_while_and_the_second_is_quick(table, tmp_path):
    complaints = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-m", "tequio", "estimate", str(table), *QUICK],
            env={**os.environ, "NUMBA_CACHE_DIR": str(tmp_path / "kept")},
            capture_output=True,
            check=True,
            text=True,
        )
        complaints.append(done.stderr)
    assert complaints == [
        "tequio: Se preparan los cálculos para este equipo. Sucede una sola vez y puede tardar un minuto.\n",
        "",
    ]
