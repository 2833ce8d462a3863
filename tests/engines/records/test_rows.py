"""Files of records, whole and broken."""

import io
import zipfile

import openpyxl
import pytest

from tequio.engines.records import NotReadable, rows_of


def rows(path):
    return [(row.number, dict(row.values)) for row in rows_of(path)]


def written(tmp_path, content, name="file"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def workbook(tmp_path, cells, merge=()):
    book = openpyxl.Workbook()
    for line in cells:
        book.active.append(line)
    for area in merge:
        book.active.merge_cells(area)
    path = tmp_path / "table.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("id,text\n1,Ratify\n", [(2, {"id": "1", "text": "Ratify"})]),
        ("id;text\n1;a, b\n", [(2, {"id": "1", "text": "a, b"})]),
        ("id\ttext\r\n1\tx\r\n", [(2, {"id": "1", "text": "x"})]),
        ("\ufeffid,text\n1,ñ\n", [(2, {"id": "1", "text": "ñ"})]),
        ("id,text\n1,ratificación\n".encode("cp1252"), [(2, {"id": "1", "text": "ratificación"})]),
        ("id,text\n1,ñ\n".encode("utf-16"), [(2, {"id": "1", "text": "ñ"})]),
        (
            'id,text\n1,"two\nlines"\n\n2,\n',
            [(3, {"id": "1", "text": "two\nlines"}), (5, {"id": "2", "text": None})],
        ),
        ('[{"id": 1, "text": "x"}, {"id": 2}]', [(1, {"id": 1, "text": "x"}), (2, {"id": 2})]),
        ('\ufeff[{"id": 1}]', [(1, {"id": 1})]),
    ],
)
def test_rows_come_with_their_numbers(tmp_path, content, expected):
    assert rows(written(tmp_path, content)) == expected


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("   \n", "is empty"),
        (",,\n,,\n", "no names of columns"),
        ("id,id\n1,2\n", "two columns named “id”"),
        ("id,text\n1,2,3\n", "line 2 has more cells than the header"),
        ("id\x00,text\n1,2\n", "no text"),
        ("Register of 2024,\n", "no names of columns"),
        ('[{"id": 1}, {"id": 2}, {"id": ', "broken after record 2: it ends in the middle of a record"),
        ('[{"id": 1} {"id": 2}]', "broken after record 1: what follows is no JSON"),
        ('[{"id": 1}, }{ {"id": 2}]', "broken after record 1: what follows is no JSON"),
        ('[{"id": 1e999}]', "broken after record 0: a number there is too large"),
        ("[1, 2]", "record 1 is no object"),
        ("[]", "no array of records"),
        ('{"id": 1}', "no array of records"),
        (b'[{"id": 1}, {"id": "\xff\xfe"}]', "broken after record 1: it is not in UTF-8 there"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "bytes that are no text"),
        (b"%PDF-1.7\n\x81\x8d,\n", "bytes that are no text"),
        (b"id,text\n1,x\n" + b"2,y\n" * 20_000 + b"3,\x81\x8d\n", "bytes that are no text"),
        ("id,text\n1,x".encode("utf-16")[:-1], "bytes that are no text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 workbook of 1997", "save it as .xlsx"),
        (b"PK\x03\x04 not a workbook", "no workbook"),
    ],
)
def test_a_broken_file_gets_one_sentence(tmp_path, content, said):
    with pytest.raises(NotReadable, match=said) as refusal:
        rows(written(tmp_path, content))
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)


def test_a_file_that_is_not_there_gets_one_sentence(tmp_path):
    with pytest.raises(NotReadable, match="cannot be opened"):
        rows(tmp_path / "nothing.csv")


def test_the_value_of_a_merged_range_stands_in_each_of_its_cells(tmp_path):
    path = workbook(tmp_path, [["state", "text"], ["Mexico", "a"], [None, "b"]], merge=["A2:A3"])
    assert rows(path) == [(2, {"state": "Mexico", "text": "a"}), (3, {"state": "Mexico", "text": "b"})]


def test_a_formula_without_its_value_is_refused(tmp_path):
    with pytest.raises(NotReadable, match="cell B2 is a formula without a stored value"):
        rows(workbook(tmp_path, [["id", "text"], [1, "=A2"]]))


def test_a_cell_with_an_error_is_refused(tmp_path):
    path = workbook(tmp_path, [["id", "text"], [1, "#REF!"]])
    with pytest.raises(NotReadable, match=r"cell B2 holds the error #REF!; correct it"):
        rows(path)


def test_a_title_above_the_header_does_not_count(tmp_path):
    lines = [["Register of 2024", None], ["id", "text"], [1, "x"]]
    assert rows(workbook(tmp_path, lines)) == [(3, {"id": 1, "text": "x"})]
    assert rows(workbook(tmp_path, lines, merge=["A1:B1"])) == [(3, {"id": 1, "text": "x"})]
    table = written(tmp_path, "Register of 2024,\nid,text\n1,x\n")
    assert rows(table) == [(3, {"id": "1", "text": "x"})]


def test_lines_above_the_header_and_empty_lines_do_not_count(tmp_path):
    assert rows(workbook(tmp_path, [[None, None], ["id", "text"], [None, None], [1, "x"]])) == [
        (4, {"id": 1, "text": "x"})
    ]


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("x", "w") as part:
        for _each in range(501):
            part.write(bytes(1_000_000))
    with pytest.raises(NotReadable, match="unpacks to more than 500 MB"):
        rows(written(tmp_path, content.getvalue()))
