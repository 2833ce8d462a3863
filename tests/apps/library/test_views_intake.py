"""Files coming in through the pages: several at once, each with its outcome, versions, downloads."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from plain_statements import STATEMENT

from tequio.apps.library.models import Document, Intake


def file(name="statement.txt", content=STATEMENT):
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


@pytest.fixture
def signed_in(client, coordinator, plain_engines):
    client.force_login(coordinator)
    return client


def test_each_file_of_a_form_gets_its_own_outcome(signed_in):
    response = signed_in.post("/documents/take-in", {"files": [file(), file("empty.txt", "")]})
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("intake--kept") == 1
    assert page.count("intake--refused") == 1
    assert "empty.txt" in page
    assert Document.objects.count() == 1


def test_with_a_script_only_the_rows_come_back(signed_in):
    response = signed_in.post("/documents/take-in", {"files": [file()]}, headers={"HX-Request": "true"})
    assert response.content.decode().strip().startswith(("<li", ""))
    assert "<html" not in response.content.decode()


def test_the_same_file_again_changes_nothing(signed_in):
    for _time in range(2):
        page = signed_in.post("/documents/take-in", {"files": [file()]}).content.decode()
    assert "intake--known" in page
    assert Document.objects.count() == 1


def test_a_form_without_files_gets_one_sentence(signed_in):
    response = signed_in.post("/documents/take-in", {})
    assert response.status_code == 422
    assert response.content.decode().count("intake--refused") == 1


def test_a_new_version_belongs_to_its_document(signed_in, version):
    changed = STATEMENT + "\n5. Mexico and the United Kingdom agreed to train judges.\n"
    signed_in.post(
        "/documents/take-in", {"files": [file("other name.txt", changed)], "version_of": version.document_id}
    )
    assert list(version.document.versions.values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize(("version_of", "status"), [("999", 404), ("9" * 40, 404), ("x", 200)])
def test_a_version_of_nothing_is_not_found(signed_in, version_of, status):
    response = signed_in.post("/documents/take-in", {"files": [file()], "version_of": version_of})
    assert response.status_code == status


def test_a_reader_may_not_bring_files(client, reader):
    client.force_login(reader)
    assert client.post("/documents/take-in", {"files": [file()]}).status_code == 403
    assert not Intake.objects.exists()


@pytest.mark.parametrize(
    ("state", "asks_again"), [("queued", True), ("reading", True), ("refused", False), ("kept", False)]
)
def test_a_row_asks_again_only_while_its_file_is_being_read(signed_in, version, state, asks_again):
    intake = Intake.objects.create(file_name="a.txt", state=state, version=version)
    page = signed_in.get(f"/documents/intakes/{intake.pk}", headers={"HX-Request": "true"}).content.decode()
    assert ("hx-get" in page) == asks_again


def test_the_original_comes_back_as_a_download_that_cannot_run(signed_in, version):
    response = signed_in.get(f"/documents/versions/{version.pk}/file")
    assert b"".join(response.streaming_content).decode() == STATEMENT
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
