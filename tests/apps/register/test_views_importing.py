"""The pages of imports: give a file, see what would change, take it in, take it back."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tequio.apps.register.models import Commitment, ImportMapping, ImportRun

pytestmark = pytest.mark.django_db

TABLE = "folio,Recomendación,País\n1,Ratificar el protocolo.,México\n2,Publicar las cifras.,México\n"


@pytest.fixture
def signed_in(client, coordinator):
    client.force_login(coordinator)
    return client


def give(client, content=TABLE, system="table", name="tabla.csv"):
    file = SimpleUploadedFile(name, content.encode())
    return client.post("/imports/", {"system": system, "file": file}, follow=True)


def test_a_table_is_looked_through_taken_in_and_taken_back(signed_in):
    page = give(signed_in)
    run = ImportRun.objects.get()
    assert page.redirect_chain == [(f"/imports/{run.pk}/", 302)]
    assert "Ratificar el protocolo." in page.content.decode()
    assert not Commitment.objects.exists()
    signed_in.post(f"/imports/{run.pk}/apply")
    assert list(Commitment.objects.order_by("pk").values_list("action", "state")) == [
        ("Ratificar el protocolo.", "accepted"),
        ("Publicar las cifras.", "accepted"),
    ]
    assert signed_in.get("/register/").status_code == 200
    commitment = Commitment.objects.first()
    assert signed_in.get(f"/commitments/{commitment.pk}/").status_code == 200
    assert signed_in.get(f"/documents/{commitment.version.document_id}/").status_code == 200
    signed_in.post(f"/imports/{run.pk}/undo")
    assert set(Commitment.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert "tabla.csv" in signed_in.get("/imports/").content.decode()


def test_a_mapping_is_saved_and_used_for_the_next_file(signed_in):
    give(signed_in)
    run = ImportRun.objects.get()
    signed_in.post(f"/imports/{run.pk}/mapping", {"name": "CNDH"})
    assert ImportMapping.objects.get().mapping["text"] == "Recomendación"
    give(signed_in, system="mapping:CNDH")
    assert ImportRun.objects.latest("pk").source == "CNDH"


def test_broken_rows_are_shown_and_left_out_only_on_request(signed_in):
    page = give(signed_in, TABLE + "3,,México\n")
    run = ImportRun.objects.get()
    assert "no tiene palabras de una recomendación" in page.content.decode()
    signed_in.post(f"/imports/{run.pk}/apply")
    assert not Commitment.objects.exists()
    signed_in.post(f"/imports/{run.pk}/apply", {"leave_out": "on"})
    assert Commitment.objects.count() == 2


def test_a_run_can_be_dropped(signed_in):
    give(signed_in)
    run = ImportRun.objects.get()
    signed_in.post(f"/imports/{run.pk}/discard")
    page = signed_in.post(f"/imports/{run.pk}/apply", follow=True)
    assert not Commitment.objects.exists()
    assert "alert" in page.content.decode()


@pytest.mark.parametrize(
    ("content", "system", "name"),
    [
        ("", "table", "empty.csv"),
        ("a,b\n1,2\n", "table", "other.csv"),
        ('[{"Text": ', "uhri", "broken.json"),
        (TABLE, "mapping:none", "tabla.csv"),
        (TABLE, "nobody", "tabla.csv"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_sentence(signed_in, content, system, name):
    page = give(signed_in, content, system, name)
    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()
    assert not ImportRun.objects.exists()


def test_the_reason_is_in_the_language_of_the_page_whatever_the_name(signed_in):
    page = give(signed_in, '[{"Text": "x"}, {"Te', "uhri", "ñ" * 250 + ".json")
    assert page.status_code == 422
    said = page.content.decode()
    assert "se interrumpe después del registro 1: termina a la mitad de un registro." in said
    assert not ImportRun.objects.exists()


def test_a_list_has_the_name_that_it_is_given(signed_in):
    give(signed_in)
    file = SimpleUploadedFile("otra.csv", TABLE.encode())
    signed_in.post("/imports/", {"system": "table", "file": file, "source": " Lista  de la CNDH "})
    assert list(ImportRun.objects.values_list("source", flat=True)) == ["Lista de la CNDH", "tabla.csv"]


@pytest.mark.parametrize(("dates", "broken"), [("", 1), ("day", 0), ("month", 0)])
def test_it_can_be_said_how_a_date_is_meant(signed_in, dates, broken):
    file = SimpleUploadedFile("a.csv", b"texto,fecha\nRatificar.,03/05/2019\n")
    signed_in.post("/imports/", {"system": "table", "file": file, "dates": dates})
    assert ImportRun.objects.get().counts["broken"] == broken


def test_no_file_gets_one_sentence(signed_in):
    assert signed_in.post("/imports/", {"system": "table"}).status_code == 422


def test_who_may_not_decide_sees_no_import(client, reader):
    client.force_login(reader)
    assert client.get("/imports/").status_code == 403
    assert client.post("/imports/", {"system": "table"}).status_code == 403
    assert client.post("/imports/1/apply").status_code == 403


def test_a_mapping_with_a_bad_name_is_refused(signed_in):
    give(signed_in)
    run = ImportRun.objects.get()
    signed_in.post(f"/imports/{run.pk}/mapping", {"name": " "})
    assert not ImportMapping.objects.exists()
    assert json.loads(json.dumps(run.mapping))["key"] == "folio"


def test_records_of_another_system_have_no_file_to_download(signed_in):
    give(signed_in)
    signed_in.post(f"/imports/{ImportRun.objects.get().pk}/apply")
    version = Commitment.objects.first().version
    assert signed_in.get(f"/documents/versions/{version.pk}/file").status_code == 404
    assert "/file" not in signed_in.get(f"/documents/{version.document_id}/").content.decode()
