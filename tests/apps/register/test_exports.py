"""What the list shows, taken away as CSV and JSON."""

import csv
import io
import json

import pytest
from django.urls import reverse
from small_register import build, commit, read_document

from tequio.apps.register.exports import guarded

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(client, reader):
    client.force_login(reader)
    client.cookies["django_language"] = "en"
    return build()


def rows_of(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("＝1+1", "'＝1+1"),
        ("\n=1+1", "'\n=1+1"),
        ("+52 55", "'+52 55"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("a=b", "a=b"),
        ("", ""),
        (7, "7"),
        (None, ""),
    ],
)
def test_no_cell_is_a_formula(cell, expected):
    assert guarded(cell) == expected


def test_csv_holds_what_the_list_shows(client, small):
    response = client.get("/register/commitments.csv", {"themes": small["torture"].pk})
    assert response.streaming
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].endswith('.csv"')
    content = response.getvalue()
    assert content.startswith("\ufeff".encode())
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert {len(row) for row in rows} == {len(header)}
    assert [row[3] for row in rows] == ["ratify the Optional Protocol", "combat torture"]
    assert rows[0][header.index("codes of proposed topics")] == "themes:torture"
    assert rows[1][header.index("codes of topics")] == "themes:torture"
    ratify = small["ratify"]
    assert rows[0][-2:] == [
        f"http://testserver/commitments/{ratify.pk}/",
        f"http://testserver/documents/{ratify.version.document_id}/#finding-{ratify.pk}",
    ]


def test_csv_of_a_text_that_begins_like_a_formula(client, small):
    version = read_document('=HYPERLINK("http://x","y") said the minister, "quoted",\nand so on.')
    commit(version, '=HYPERLINK("http://x","y") said the minister, "quoted",\nand so on.')
    row = rows_of(client.get("/register/commitments.csv", {"q": "hyperlink"}))[1]
    assert row[3] == '\'=HYPERLINK("http://x","y") said the minister, "quoted",\nand so on.'


def test_json_leads_back_to_the_exact_words(client, small):
    response = client.get("/register/commitments.json", {"kind": "agreement"})
    content = json.loads(response.getvalue())
    assert content["count"] == len(content["commitments"]) == 1
    assert content["register"] == "http://testserver/register/?kind=agreement"
    [annual] = content["commitments"]
    assert annual["deadline"] == {"text": None, "date": None, "recurrence": "annual"}
    assert {actor["code"] for actor in annual["actors"]} == {"MX", "GB"}
    text = small["version"].content
    place = annual["anchor"]
    assert text[place["start"] : place["end"]] == annual["quote"] == "hold an annual dialogue"
    quote, position = annual["target"]["selector"]
    assert (quote["type"], quote["exact"]) == ("TextQuoteSelector", annual["quote"])
    assert position == {"type": "TextPositionSelector", "start": place["start"], "end": place["end"]}
    assert annual["target"]["source"].endswith(f"/documents/{small['version'].document_id}/?version=1")


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_nothing_found_is_still_a_file(client, small, ending):
    response = client.get(f"/register/commitments.{ending}?q=nothing-like-it")
    content = response.getvalue().decode("utf-8-sig")
    if ending == "csv":
        assert len(content.splitlines()) == 1
    else:
        assert json.loads(content)["commitments"] == []


def test_all_pages_are_taken_away_not_the_one_shown(client, small):
    for _number in range(40):
        commit(small["version"], "hold an annual dialogue")
    last = client.get("/register/").context["page"].next_address
    assert len(rows_of(client.get(f"/register/commitments.csv{last}"))) == 46


@pytest.mark.parametrize("name", ["register-csv", "register-json", "register"])
def test_only_with_an_account(client, db, name):
    response = client.get(reverse(name))
    assert response.status_code == 302


def test_what_is_not_known_is_an_empty_cell(client, small):
    version = read_document("Mexico will report.")
    commit(version, "Mexico will report.", session=small["second"])
    small["second"].edition = None
    small["second"].save()
    header, *rows = rows_of(client.get("/register/commitments.csv"))
    assert "None" not in {cell for row in rows for cell in row}
    assert rows[0][header.index("edition")] == ""


def test_a_recurrence_is_told_in_the_language_of_the_file(client, small):
    version = read_document("Mexico will report.")
    commit(version, "Mexico will report.", recurrence="annual")
    client.cookies["django_language"] = "es"
    _header, *rows = rows_of(client.get("/register/commitments.csv"))
    assert "cada año" in rows[0]
    assert "annual" not in rows[0]
