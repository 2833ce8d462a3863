"""What the engine says of rows and columns is said in Spanish too."""

import openpyxl
import pytest
from django.utils import translation

from tequio.apps.register.importing.wording import field_name, said_of_file, said_of_row, system_name
from tequio.engines.records import FIELDS, RecordsError, RowProblem, Shape, read_records, rows_of
from tequio.engines.records.types import Row

BROKEN = {
    "a-number": ({"T": "Ratify.", "D": 43588}, "2019-05-03"),
    "ambiguous-date": ({"T": "Ratify.", "D": "03/04/2008"}, "podría ser"),
    "empty": ({"T": " "}, "recomendación"),
    "long-key": ({"T": "Ratify.", "K": "k" * 201}, "más de 200 caracteres"),
    "long-text": ({"T": "x" * 20_001}, "20001 caracteres"),
    "no-date": ({"T": "Ratify.", "D": "some day"}, "“some day”"),
    "no-day": ({"T": "Ratify.", "D": "2008-02-31"}, "“2008-02-31”"),
    "nested": ({"T": "Ratify.", "D": {"day": 3}}, "“D”"),
    "no-session": ({"T": "Ratify.", "S": "the last"}, "“the last”"),
}
FILES = {
    "empty": (b"", "vacío"),
    "no-names": (b",,\n", "columnas"),
    "twice": (b"a,a\n1,2\n", "“a”"),
    "no-text": (b"\x89PNG\r\n\x00", "no son texto"),
    "longer": (b"a,b\n1,2,3\n", "2"),
    "cut": (b'[{"T": "x"}, {"T', "1"),
    "not-utf8": (b'[{"T": "x"}, {"T": "\xff"}]', "UTF-8"),
    "no-comma": (b'[{"T": "x"} {"T": "y"}]', "JSON"),
    "no-object": (b"[1]", "1"),
    "no-array": (b"{}", "registros"),
    "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xlsx"),
    "no-workbook": (b"PK\x03\x04", "libro"),
    "no-column": (b"a,b\n1,2\n", "a, b"),
}
SHAPE = Shape("table", {"text": "T", "date": "D", "key": "K", "session": "S"})


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_each_reason_of_the_engine_is_said_in_spanish(name):
    values, expected = BROKEN[name]
    (problem,) = read_records([Row(2, {"T": "", "D": "", "K": "", "S": "", **values})], SHAPE)
    assert isinstance(problem, RowProblem)
    with translation.override("es"):
        said = said_of_row(problem.sentence)
    assert said != problem.sentence
    assert expected in said
    with translation.override("en"):
        assert said_of_row(problem.sentence) == problem.sentence


@pytest.mark.parametrize("name", sorted(FILES))
def test_each_reason_against_a_file_is_said_in_spanish(tmp_path, name):
    content, expected = FILES[name]
    path = tmp_path / "tabla de 2024.csv"
    path.write_bytes(content)
    with pytest.raises(RecordsError) as refusal:
        list(read_records(rows_of(path), SHAPE))
    sentence = str(refusal.value)
    with translation.override("es"):
        said = said_of_file(sentence)
    assert said != sentence
    assert expected in said
    with translation.override("en"):
        assert said_of_file(sentence).replace("above its rows", "in its first line") == sentence


def test_a_reason_against_a_workbook_is_said_in_spanish(tmp_path):
    for value, expected in (("=A1", "B2"), ("#REF!", "#REF!")):
        book = openpyxl.Workbook()
        book.active.append(["a", "b"])
        book.active.append([1, value])
        book.save(tmp_path / "libro.xlsx")
        with pytest.raises(RecordsError) as refusal:
            list(rows_of(tmp_path / "libro.xlsx"))
        with translation.override("es"):
            said = said_of_file(str(refusal.value))
        assert said != str(refusal.value)
        assert expected in said


def test_a_reason_that_is_not_known_stays_as_it_is():
    assert said_of_row("100% of it is wrong") == "100% of it is wrong"


def test_each_field_has_a_name_in_both_languages():
    for language in ("en", "es"):
        with translation.override(language):
            assert [field for field in FIELDS if field_name(field) == field and language == "es"] == []
            assert all(field_name(field) for field in FIELDS)


def test_a_mapping_that_people_named_keeps_its_name():
    with translation.override("es"):
        assert [system_name(one) for one in ("uhri", "nuestra tabla")] == [
            "Índice Universal de los Derechos Humanos",
            "nuestra tabla",
        ]
