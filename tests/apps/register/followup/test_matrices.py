"""Matrices: what is filled in offline comes back as operations; what is not ours, or is stale, does not."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from tequio.apps.register.followup.acting import change_action, plan_action
from tequio.apps.register.followup.assigning import assign
from tequio.apps.register.matrices import MatrixIsRefused, read_matrix, take_in_matrix, write_matrix
from tequio.apps.register.models import Report


@pytest.fixture
def work(people, search):
    assign(search, people.ministry, people.coordinator)
    return plan_action(
        people.ministry, people.focal_point, [search], {"title": "=1+1 Search plan", "status": "planned"}
    )


def opened(people):
    return load_workbook(BytesIO(write_matrix(people.focal_point, people.ministry)))


def column(page, heading):
    return next(cell.column for cell in page[1] if cell.value == heading)


def fill(book, sheet, **cells):
    page = book[sheet]
    for heading, value in cells.items():
        page.cell(2, column(page, heading.replace("_", " ")), value)
    return book


def changes(book):
    content = BytesIO()
    book.save(content)
    content.seek(0)
    return read_matrix(content)


def reported(book):
    return fill(
        book, "reports", report_from=date(2026, 1, 1), report_until="2026-06-30", what_was_done="Searched."
    )


def test_a_matrix_says_what_was_asked_and_runs_nothing(people, work, search):
    book = opened(people)
    page = book["actions"]
    title = page.cell(2, column(page, "action"))
    assert (title.value, title.data_type) == ("=1+1 Search plan", "s")
    assert page.cell(2, column(page, "demand")).value == search.words
    assert page.protection.sheet
    assert title.protection.locked
    assert not page.cell(2, column(page, "status")).protection.locked
    assert "under_way" in page.data_validations.dataValidation[0].formula1


def test_a_matrix_holds_what_its_reader_may_read(people, work):
    book = load_workbook(BytesIO(write_matrix(people.other_focal_point, people.other_ministry)))
    assert [book[name].max_row for name in ("reports", "actions")] == [1, 1]


def test_what_nobody_filled_in_changes_nothing(people, work):
    assert changes(opened(people)) == []


def test_what_was_filled_in_becomes_operations(people, work):
    filled = changes(fill(reported(opened(people)), "actions", status="under_way"))
    looked = take_in_matrix(filled, people.focal_point, dry_run=True)
    assert (len(looked.changes), looked.refused, looked.is_taken_in) == (2, [], False)
    assert not Report.objects.exists()
    assert take_in_matrix(filled, people.focal_point).is_taken_in
    report = Report.objects.get()
    assert (report.words, str(report.first), report.state) == ("Searched.", "2026-01-01", "draft")
    work.refresh_from_db()
    assert work.status == "under_way"
    again = take_in_matrix(filled, people.focal_point)
    assert not again.is_taken_in
    assert len(again.refused) == 2


def test_what_changed_meanwhile_is_never_overwritten(people, work):
    book = fill(reported(opened(people)), "actions", status="completed", completed_on="2026-02-01")
    change_action(work, people.focal_point, {"status": "under_way"})
    outcome = take_in_matrix(changes(book), people.focal_point)
    assert [(one.sheet, one.row) for one in outcome.refused] == [("actions", 2)]
    assert "meanwhile" in outcome.refused[0].sentence
    work.refresh_from_db()
    assert work.status == "under_way"
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"status": "finished"}, "status"),
        ({"status": "suspended"}, "Say why"),
        ({"completed_on": "soon"}, "completed on"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named(people, work, cells, sentence):
    outcome = take_in_matrix(changes(fill(opened(people), "actions", **cells)), people.focal_point)
    assert [one.row for one in outcome.refused] == [2]
    assert sentence in outcome.refused[0].sentence


def test_nobody_fills_in_for_another_institution(people, work):
    filled = changes(reported(opened(people)))
    outcome = take_in_matrix(filled, people.other_focal_point)
    assert len(outcome.refused) == 1
    assert not Report.objects.exists()


def merged(book):
    book["actions"].merge_cells("A2:B2")


def with_formula(book):
    fill(book, "actions", why="=HYPERLINK(1)")


def with_other_columns(book):
    book["reports"]["A1"] = "number"


def with_foreign_row(book):
    book["reports"]["A3"], book["reports"]["B3"] = "-1", "0"


def with_row_twice(book):
    for cell in book["reports"][2]:
        book["reports"].cell(3, cell.column, cell.value)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (merged, "are merged"),
        (with_formula, "holds a formula"),
        (with_other_columns, "columns of"),
        (with_foreign_row, "was not written here"),
        (with_row_twice, "was not written here"),
    ],
)
def test_a_spoilt_matrix_is_refused_in_one_sentence(people, work, spoil, sentence):
    book = opened(people)
    spoil(book)
    with pytest.raises(MatrixIsRefused, match=sentence):
        changes(book)


def test_a_file_that_is_no_matrix_is_refused():
    with pytest.raises(MatrixIsRefused, match="cannot be read"):
        read_matrix(BytesIO(b"PK no zip"))
    with pytest.raises(MatrixIsRefused, match="is missing"):
        changes(Workbook())


def test_the_page_hands_out_looks_through_and_takes_in(people, work, client):
    client.force_login(people.focal_point)
    book = reported(
        load_workbook(BytesIO(client.get("/matrices/matrix.xlsx", headers={"accept-language": "en"}).content))
    )
    content = BytesIO()
    book.save(content)
    content.seek(0)
    content.name = "matrix.xlsx"
    shown = client.post("/matrices/", {"matrix": content})
    assert "Searched." in shown.content.decode()
    assert not Report.objects.exists()
    confirmed = {"confirmed": shown.context["confirmed"]}
    client.force_login(people.other_focal_point)
    assert client.post("/matrices/", confirmed).status_code == 422
    client.force_login(people.focal_point)
    assert client.post("/matrices/", confirmed).status_code == 200
    assert Report.objects.get().words == "Searched."
    assert client.post("/matrices/").status_code == 422


def test_who_speaks_for_nobody_has_no_matrix(people, client):
    client.force_login(people.reader)
    assert client.get("/matrices/matrix.xlsx").status_code == 403
