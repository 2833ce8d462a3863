"""The command `tequio link`, as it is started."""

import duckdb
import pytest
from spanish_names import TRYING, two_lists

from tequio.cli.main import run
from tequio.engines.linkage import blocking

pytestmark = pytest.mark.engine


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, rows in zip(("uno", "dos"), two_lists(TRYING, size=200, shared=120, rules=6), strict=True):
        columns = {
            "id": "folio",
            "given": "nombres",
            "paternal": "apellido_paterno",
            "maternal": "apellido_materno",
            "year": "año_nacimiento",
        }
        lines = [
            ",".join(columns.values()),
            *(",".join(row[key] for key in columns) for row in rows),
            "x,NN,,,",
        ]
        (tmp_path / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_lists_are_linked_and_written(folder, capsys):
    assert run(["link", "uno.csv", "dos.csv", "--draws", "3", "--pairs", "pairs.parquet"]) == 0
    streams = capsys.readouterr()
    assert streams.out.startswith("Listas: 2. Registros enlazados: 400. Personas: ")
    assert streams.out.endswith("Sorteos: 3. Está en links.parquet.\n")
    assert "2 de 402 registros no nombran a nadie" in streams.err
    draws = duckdb.sql(
        "select draw, count(*), count(distinct person) from 'links.parquet' group by draw order by draw"
    ).fetchall()
    assert [row[:2] for row in draws] == [(draw, 400) for draw in range(4)]
    assert all(270 <= row[2] <= 300 for row in draws)
    assert duckdb.sql("select count(*) from 'pairs.parquet'").fetchall()[0][0] > 100


def test_proposed_settings_are_those_that_are_used(folder, capsys):
    assert run(["link", "uno.csv", "dos.csv", "--propose"]) == 0
    (folder / "settings.toml").write_text(capsys.readouterr().out, encoding="utf-8")
    assert not (folder / "links.parquet").exists()
    assert run(["link", "uno.csv", "dos.csv", "--draws", "1", "--out", "a.parquet"]) == 0
    assert (
        run(
            [
                "link",
                "uno.csv",
                "dos.csv",
                "--draws",
                "1",
                "--out",
                "b.parquet",
                "--settings",
                "settings.toml",
            ]
        )
        == 0
    )
    assert (folder / "a.parquet").read_bytes() == (folder / "b.parquet").read_bytes()


@pytest.mark.parametrize(
    ("content", "arguments", "sentence"),
    [
        (b"", [], "No hay nada en «tres»."),
        (b"%PDF-1.7", [], "«tres» no es un archivo de texto; guarde la tabla como CSV y use ese archivo."),
        (
            b"x,y\n1,2\n",
            [],
            "Ninguna columna de la lista «tres» parece el nombre de una persona; nombre sus columnas en los ajustes.",
        ),
        (
            b"nombre,id\nAna,1\nLuis,1\n",
            [],
            "Las filas 1 y 2 de la lista «tres» tienen el mismo identificador en la columna «id».",
        ),
        (
            "nombre,edad\nMarÃ­a,30\nJosÃ©,31\nRamÃ³n,3\n".encode(),
            [],
            "La columna «nombre» de la lista «tres» tiene letras dañadas en 3 filas, la primera en la fila 1; "
            "guarde la lista de nuevo como UTF-8.",
        ),
        (
            b"nombre,edad\nAna,30\nLuis,31,x\n",
            [],
            "La fila 2 de la lista «tres» tiene 3 celdas; las columnas son 2.",
        ),
        (
            b"nombre,nombre\nAna,Ana\n",
            [],
            "La lista «tres» tiene dos veces la columna «nombre»; dé a cada columna un nombre propio.",
        ),
        (b"nombre\n", [], "La lista «tres» no tiene registros."),
        (b"nombre\nAna\n", ["--settings", "tres.csv"], None),
        (b"nombre\nAna\n", ["--settings", "nothing.toml"], "nothing.toml no es un archivo que exista."),
        (b"nombre\nAna\n", ["nothing.csv"], "nothing.csv no es un archivo que exista."),
        (
            b"nombre\nAna\n",
            ["tres.csv"],
            "Dos archivos se llaman «tres»; cada lista necesita un nombre propio.",
        ),
        (
            b"nombre\nAna\n",
            ["--out", "nowhere/links.parquet"],
            "La carpeta de nowhere/links.parquet no existe.",
        ),
        (b"nombre\nAna\n", ["--draws", "-1"], None),
        (b"nombre\nAna\n", ["--draws", "many"], None),
        (b"nombre\nAna\n", ["--seed", "-1"], None),
    ],
)
def test_bad_input_gets_one_sentence_and_writes_nothing(folder, capsys, content, arguments, sentence):
    (folder / "tres.csv").write_bytes(content)
    before = sorted(path.name for path in folder.iterdir())
    assert run(["link", "tres.csv", "uno.csv", *arguments]) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.count("\n") == 1
    assert sentence is None or streams.err == f"tequio: {sentence}\n"
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_result_that_is_there_survives_a_failure(folder, capsys):
    (folder / "links.parquet").write_bytes(b"kept")
    (folder / "tres.csv").write_bytes(b"")
    assert run(["link", "tres.csv", "uno.csv"]) == 2
    assert (folder / "links.parquet").read_bytes() == b"kept"


def test_the_command_speaks_the_language_that_is_asked(folder, capsys):
    (folder / "tres.csv").write_bytes(b"nombre,edad\nAna,3,4\n")
    sentences = {
        "es": "La fila 1 de la lista «tres» tiene 3 celdas; las columnas son 2.",
        "en": "Row 1 of list “tres” has 3 cells; there are 2 columns.",
    }
    for language, sentence in sentences.items():
        assert run(["link", "tres.csv", "uno.csv", "--language", language]) == 2
        assert capsys.readouterr().err == f"tequio: {sentence}\n"
    assert run(["link", "uno.csv", "dos.csv", "--draws", "1", "--language", "en"]) == 0
    streams = capsys.readouterr()
    assert streams.out.startswith("Lists: 2. Records linked: 400. Persons: ")
    assert "2 of 402 records name nobody" in streams.err


def test_settings_with_two_fields_of_one_name_or_none_in_common_are_refused(folder, capsys):
    field = '[[fields]]\nname = "n"\nkind = "person"\n[fields.columns.uno]\ngiven = "nombres"\n'
    for settings, sentence in (
        (field * 2, "Dos campos de los ajustes se llaman «n»; cada uno necesita un nombre propio."),
        (
            field,
            "Las listas «uno» y «dos» no tienen ningún campo en común en los ajustes; nombre columnas que digan lo "
            "mismo.",
        ),
    ):
        (folder / "s.toml").write_text(settings, encoding="utf-8")
        assert run(["link", "uno.csv", "dos.csv", "--settings", "s.toml"]) == 2
        assert capsys.readouterr().err == f"tequio: {sentence}\n"
        assert not (folder / "links.parquet").exists()


def test_dates_in_mixed_forms_are_linked_and_said(folder, capsys):
    dates = ["23/05/1987", "05/23/1987", "1987-05-23", "mayo de 1987", "ayer"]
    rows = "".join(f"Ana Ruiz,{date}\n" for date in dates)
    (folder / "tres.csv").write_text(f"nombre,fecha de nacimiento\n{rows}", encoding="utf-8")
    assert run(["link", "tres.csv", "--draws", "1"]) == 0
    said = capsys.readouterr().err
    assert "con el día primero y con el mes primero" in said
    assert "que no se leen como fecha: 1; cuentan como faltantes" in said


def test_a_surname_that_all_share_ends_within_bounds(folder, capsys, monkeypatch):
    monkeypatch.setattr(blocking, "_LARGEST_BLOCK", 20)
    monkeypatch.setattr(blocking, "_PAIRS_AT_LEAST", 400)
    monkeypatch.setattr(blocking, "_PAIRS_EACH", 4)
    rows = "".join(f"Hernández,{1940 + at % 60}\n" for at in range(600))
    (folder / "tres.csv").write_text(f"apellidos,año de nacimiento\n{rows}", encoding="utf-8")
    assert run(["link", "tres.csv", "--draws", "1"]) == 0
    streams = capsys.readouterr()
    assert "registros comparten una clave; se compararon sólo con sus vecinos más cercanos" in streams.err
    assert streams.out.startswith("Listas: 1. Registros enlazados: 600.")
