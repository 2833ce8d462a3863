"""Open data: what is published is in it whole, what is not is nowhere, and nobody can change it unseen."""

import csv
import json
from datetime import date

import duckdb
import pytest
from django.utils import timezone
from small_register import build, commit, read_document

from tequio.apps.accounts.models import Institution, Person, User
from tequio.apps.ledger.recording import adopt
from tequio.apps.library.models import Passage
from tequio.apps.library.operations import publish, withdraw
from tequio.apps.register.exports import Places, described
from tequio.apps.register.models import Assessment, Component, Evidence, Participation, Submission
from tequio.apps.register.opendata import (
    FolderIsTaken,
    LicenceIsUnknown,
    PackageIsBroken,
    publish_register,
    verify_package,
)
from tequio.cli.main import run
from tequio.engines.ledger import LedgerError

pytestmark = pytest.mark.django_db
SECRET = "nobody may read this"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    return settings.HOME


@pytest.fixture
def small(coordinator):
    """A register of which one document is public, with a secret in each kind of record beside it."""
    made = build()
    now, public = timezone.now(), made["combat"]
    association = Institution.objects.create(kind="civil_society", name_es=SECRET)
    commission = Institution.objects.create(kind="nhri", name_es="Comisión", code="CNDH")
    made["component"] = Component.objects.create(
        commitment=public, ordinal=0, words="combat", state="accepted"
    )
    Component.objects.create(commitment=public, ordinal=1, words=SECRET, state="proposed")
    common = {
        "component": made["component"],
        "by": coordinator,
        "source": "report",
        "institution": commission,
    }
    Evidence.objects.create(
        finding="=1+1", bearing="supports", confidentiality="public", published_at=now, **common
    )
    for more in (
        {"confidentiality": "public"},
        {"confidentiality": "partners", "published_at": now},
        {"confidentiality": "public", "published_at": now, "withdrawn_on": date(2026, 1, 1)},
    ):
        Evidence.objects.create(finding=SECRET, bearing="supports", **common, **more)
    judged = {"component": made["component"], "by": coordinator, "scale": "hrc", "value": "B", "method": "1"}
    judged |= {"assessor": commission, "confidence": "high", "assessed_on": date(2026, 1, 1)}
    first = Assessment.objects.create(rationale=SECRET, **judged)
    Assessment.objects.create(rationale="seen", published_at=now, replaces=first, **judged)
    for words, more in (
        ("handed in", {"published_at": now}),
        (SECRET, {}),
        (SECRET, {"published_at": now, "state": "withdrawn"}),
    ):
        Submission.objects.create(
            kind="conclusion",
            title="title",
            words=words,
            sender=SECRET,
            contact=SECRET,
            risk="low",
            consent="words",
            code_digest=f"{Submission.objects.count()}",
            received_on=date(2026, 1, 1),
            session=made["second"],
            institution=association,
            **more,
        )
    hidden = read_document(f"They will {SECRET}.")
    made["hidden"] = commit(hidden, SECRET, session=made["first"])
    for name, version in (("Ana", public.version), (SECRET, hidden), (SECRET, None)):
        passage = (
            version
            and Passage.objects.get_or_create(version=version, start=0, end=3, defaults={"exact": "The"})[0]
        )
        Participation.objects.create(
            session=made["first"],
            person=Person.objects.create(name=name),
            passage=passage,
            party=made["mexico"],
            role="head",
        )
    adopt()
    publish(public.version.document, coordinator)
    return made


def table(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def typed(folder, name, what="*"):
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT {what} FROM read_parquet(?)", [str(folder / f"{name}.parquet")])
        return rows.fetchall()


def typed_tables(folder):
    with duckdb.connect() as connection:
        paths = sorted(folder.glob("*.parquet"))
        described = {
            path.stem: connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
            for path in paths
        }
    return {name: {row[0]: row[1] for row in rows} for name, rows in described.items()}


@pytest.fixture
def package(small, tmp_path):
    publish_register(tmp_path / "out")
    return tmp_path / "out"


def test_what_is_published_is_there_and_nothing_else_is_in_any_file(package, small):
    kept = ("annual", "combat", "ratify", "women_take_part", "search")
    assert [row["id"] for row in table(package, "commitments")] == sorted(
        str(small[name].pk) for name in kept
    )
    assert [row["finding"] for row in table(package, "evidence")] == ["'=1+1"]
    assert [(row["rationale"], row["replaces"]) for row in table(package, "assessments")] == [("seen", "")]
    assert [row["words"] for row in table(package, "submissions")] == ["handed in"]
    assert [one["name"] for one in json.loads((package / "popolo.json").read_text())["persons"]] == ["Ana"]
    for path in package.iterdir():
        assert SECRET.encode() not in path.read_bytes(), path.name
    for name in typed_tables(package):
        assert SECRET not in str(typed(package, name, "COLUMNS(*)::VARCHAR")), name


KINDS = {"integer": "BIGINT", "string": "VARCHAR", "date": "DATE", "datetime": "TIMESTAMP WITH TIME ZONE"}
KINDS |= {"number": "DOUBLE", "boolean": "BOOLEAN"}


def test_each_table_is_there_as_parquet_too_with_the_types_of_its_schema(package):
    descriptor = json.loads((package / "datapackage.json").read_text())
    resources = {one["path"]: one for one in descriptor["resources"] if "schema" in one}
    found = typed_tables(package)
    assert {f"{name}.parquet" for name in found} == {path for path in resources if path.endswith(".parquet")}
    assert {f"{name}.csv" for name in found} == {path for path in resources if path.endswith(".csv")}
    for name, columns in found.items():
        one = resources[f"{name}.parquet"]
        assert one["mediatype"] == "application/vnd.apache.parquet"
        assert columns == {field["name"]: KINDS[field["type"]] for field in one["schema"]["fields"]}
        assert [(one["rows"],)] == typed(package, name, "count(*)")
        numbers = [int(row["id"]) for row in table(package, name)]
        assert [number for (number,) in typed(package, name, "id")] == numbers


def test_parquet_holds_words_as_they_are_and_nothing_where_there_is_nothing(package, small):
    assert typed(package, "evidence", "finding") == [("=1+1",)]
    due = dict(typed(package, "commitments", "id, due_on"))
    assert due[small["ratify"].pk] == small["ratify"].due_on == date(2020, 6, 30)
    assert due[small["combat"].pk] is None
    assert {words for (words,) in typed(package, "commitments", "lead_in")} == {None}
    small["combat"].action = 'a "quoted"\nline, and more'
    small["combat"].save()
    publish_register(package)
    said = dict(typed(package, "commitments", "id, action"))
    assert said[small["combat"].pk] == 'a "quoted"\nline, and more'


def test_topics_that_nobody_confirmed_are_left_out(package, small):
    assert {(row["commitment"], row["code"]) for row in table(package, "commitment_topics")} == {
        (str(small["combat"].pk), "torture"),
        (str(small["women_take_part"].pk), "women"),
    }


def test_each_foreign_key_leads_to_a_row(package):
    resources = {
        one["name"]: one for one in json.loads((package / "datapackage.json").read_text())["resources"]
    }
    followed = 0
    for name, one in resources.items():
        for key in one.get("schema", {}).get("foreignKeys", []):
            target = resources[key["reference"]["resource"] or name]
            assert target["format"] == one["format"]
            if one["format"] == "parquet":
                continue
            numbers = {row["id"] for row in table(package, target["path"].removesuffix(".csv"))}
            column = key["fields"]
            named = {row[column] for row in table(package, one["path"].removesuffix(".csv"))} - {""}
            assert named <= numbers, (name, column)
            followed += len(named)
    assert followed > 10


def test_the_descriptor_tells_the_columns_rows_and_licence(package):
    descriptor = json.loads((package / "datapackage.json").read_text())
    assert descriptor["licenses"][0]["name"] == "CC-BY-4.0"
    for one in descriptor["resources"]:
        path = package / one["path"]
        assert path.stat().st_size == one["bytes"]
        if one["format"] == "csv":
            rows = table(package, one["path"].removesuffix(".csv"))
            assert len(rows) == one["rows"]
            assert not rows or list(rows[0]) == [field["name"] for field in one["schema"]["fields"]]
    catalogue = json.loads((package / "catalogue.jsonld").read_text())
    named = {one["path"] for one in descriptor["resources"]} - {"catalogue.jsonld"}
    assert {one["dct:title"] for one in catalogue["dcat:distribution"]} == named


def test_a_line_of_json_says_what_the_export_of_the_register_says(package, small):
    lines = [json.loads(line) for line in (package / "commitments.jsonl").read_text().splitlines()]
    line = next(one for one in lines if one["id"] == small["combat"].pk)
    other = described(small["combat"], lambda c: Places(line["address"], "", line["address"]))
    for name in ("address", "kind", "strength", "quote", "action", "deadline", "anchor", "target"):
        assert line[name] == other[name], name
    assert [one["code"] for one in line["actors"]] == [one["code"] for one in other["actors"]]
    assert line["session"]["edition"] == other["session"]["edition"]


def test_the_face_of_a_commitment_is_its_line_with_its_chain(package, small, client):
    lines = [json.loads(line) for line in (package / "commitments.jsonl").read_text().splitlines()]
    for line in lines:
        answer = client.get(f"/public/commitments/{line['id']}.json")
        assert SECRET not in answer.content.decode()
        assert line.items() <= answer.json().items()
    face = client.get(f"/public/commitments/{small['combat'].pk}.json").json()
    assert [one["words"] for one in face["components"]] == ["combat"]
    assert [one["finding"] for one in face["evidence"]] == ["=1+1"]


def test_the_face_of_a_mechanism_counts_what_is_public(small, client):
    face = client.get(f"/public/mechanisms/{small['dialogue'].pk}.json").json()
    assert [one["commitments"] for one in face["sessions"]] == [2, 1]


@pytest.mark.parametrize("kind", ["commitments", "mechanisms"])
def test_what_is_not_public_has_no_face(small, client, kind):
    number = small["hidden"].pk if kind == "commitments" else 999_999
    assert client.get(f"/public/{kind}/{number}.json").status_code == 404


def test_a_package_is_genuine_until_somebody_changes_it(package):
    assert verify_package(package)["ledger_sequence"] > 0
    (package / "evidence.csv").write_text("id\r\n", encoding="utf-8")
    with pytest.raises(PackageIsBroken, match=r"evidence\.csv"):
        verify_package(package)
    descriptor = package / "datapackage.json"
    descriptor.write_text(descriptor.read_text().replace("CC-BY-4.0", "CC0-1.0"), encoding="utf-8")
    with pytest.raises(PackageIsBroken, match="not the one that was signed"):
        verify_package(package)
    signature = package / "signature.json"
    signature.write_text(signature.read_text().replace('ledger_sequence": ', 'ledger_sequence": 1'))
    with pytest.raises(LedgerError, match="changed"):
        verify_package(package)


def test_a_second_package_takes_the_place_of_the_first(package, small, coordinator):
    withdraw(small["combat"].version.document, coordinator)
    publish_register(package, "CC0-1.0")
    assert table(package, "commitments") == []
    assert verify_package(package)
    assert [path.name for path in package.parent.iterdir() if path.name.startswith(".out")] == []


def test_a_folder_with_other_things_is_left_as_it_is(small, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    with pytest.raises(FolderIsTaken):
        publish_register(other)
    with pytest.raises(LicenceIsUnknown, match=r"CC0-1\.0"):
        publish_register(tmp_path / "new", "MINE")
    assert [path.name for path in other.iterdir()] == ["letter.txt"]
    assert not (tmp_path / "new").exists()


def test_the_page_hands_out_the_files_and_nothing_beside_them(small, home, client):
    assert b"No data package" in client.get("/public/data/", headers={"accept-language": "en"}).content
    publish_register(home / "open-data")
    (home / "open-data" / "beside.txt").write_text("secret")
    page = client.get("/public/data/", headers={"accept-language": "en"})
    assert b"commitments.csv" in page.content
    answer = client.get("/public/data/commitments.csv")
    assert b"combat torture" in b"".join(answer.streaming_content)
    assert answer["Content-Type"] == "text/csv"
    for name in ("beside.txt", "..%2Fledger-key.pem", "ledger-key.pem"):
        assert client.get(f"/public/data/{name}").status_code == 404


def test_no_file_is_handed_out_once_something_was_taken_back(small, home, client, coordinator):
    publish_register(home / "open-data")
    withdraw(small["combat"].version.document, coordinator)
    assert b"taken back" in client.get("/public/data/", headers={"accept-language": "en"}).content
    assert client.get("/public/data/commitments.csv").status_code == 404
    publish_register(home / "open-data")
    assert client.get("/public/data/commitments.csv").status_code == 200


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--licence", "MINE"], "There is no licence MINE here"),
        (["--verify"], "is no signed data package"),
    ],
)
def test_the_command_refuses_in_one_sentence(db, tmp_path, capsys, monkeypatch, arguments, sentence):
    monkeypatch.setattr("tequio.cli.open_data.migrate", lambda: None)
    assert run(["publish-data", str(tmp_path / "new"), *arguments]) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert told.count("\n") == 1


def test_the_command_writes_and_verifies(small, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("tequio.cli.open_data.migrate", lambda: None)
    assert run(["publish-data", str(tmp_path / "new")]) == 0
    assert run(["publish-data", str(tmp_path / "new"), "--verify"]) == 0
    assert "genuine" in capsys.readouterr().out
    assert User.objects.count() == 1
