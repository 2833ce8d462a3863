"""The pages of studies: who sees what, and each bad input gives one sentence and changes nothing."""

import os
import subprocess
import sys

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.test import Client, RequestFactory
from made_study import FACTS, KOSOVO, custody
from small_register import commit, read_document

from tequio.apps.ledger.models import Event
from tequio.apps.register.additions import additions_to_commitment
from tequio.apps.studies.models import Study, StudyList, StudyReport
from tequio.apps.studies.operations import begin_report, bring_list, publish_report

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def uploaded(content: str | bytes, name: str = "Persona Secreta.csv") -> TemporaryUploadedFile:
    file = TemporaryUploadedFile(name, "text/csv", 0, None)
    file.write(content if isinstance(content, bytes) else content.encode())
    file.seek(0)
    return file


def written(**more: object) -> dict[str, object]:
    given = custody()
    fields = {n: getattr(given, n) for n in ("name", "owner", "holder", "agreement", "held_until")}
    return {**fields, "kind": "table", **more}


@pytest.fixture
def table(study, team, write):
    return bring_list(study, team.analyst, write(KOSOVO), "table", custody())


@pytest.fixture
def report(study, team, table):
    made = begin_report(study, team.analyst, table, methods=("decomposable",), seed=7)
    assert made.state == "done"
    return made


def pages(study, table, report) -> dict[str, set[str]]:
    """Give each page, and who in the team sees it."""
    everybody = {"lead", "analyst", "first", "second", "reader"}
    return {
        f"/studies/{study.pk}/": everybody,
        f"/studies/{study.pk}/change": {"lead"},
        f"/studies/{study.pk}/people": {"lead"},
        f"/studies/{study.pk}/lists/bring": {"lead", "analyst"},
        f"/studies/lists/{table.pk}/custody": {"lead"},
        f"/studies/lists/{table.pk}/destroy": {"lead"},
        f"/studies/{study.pk}/link": {"lead", "analyst"},
        f"/studies/{study.pk}/estimate": {"lead", "analyst"},
        f"/studies/reports/{report.pk}/": everybody,
        f"/studies/reports/{report.pk}.html": everybody,
        f"/studies/reports/{report.pk}.pdf": everybody,
    }


def test_each_page_opens_for_those_with_that_part_and_is_not_there_for_others(study, team, table, report):
    for name in ("lead", "analyst", "first", "reader", "stranger"):
        client = signed_in(getattr(team, name))
        for page, allowed in pages(study, table, report).items():
            expected = 200 if name in allowed else 404 if name == "stranger" else 403
            assert client.get(page).status_code == expected, (name, page)
    assert Client().get(f"/studies/{study.pk}/").status_code == 302


def test_a_stranger_cannot_post_either(study, team, table, report):
    client, before = signed_in(team.stranger), Event.objects.count()
    for page in (
        f"/studies/{study.pk}/close",
        f"/studies/parts/{study.roles.first().pk}/take",
        f"/studies/reports/{report.pk}/publish",
        f"/studies/{study.pk}/lists/bring",
        f"/studies/lists/{table.pk}/destroy",
        f"/studies/{study.pk}/estimate",
    ):
        assert client.post(page, {"sure": "1"}).status_code == 404, page
    assert Event.objects.count() == before


def test_a_study_is_opened_and_a_report_read_and_published(team):
    client = signed_in(team.lead)
    client.post("/studies/open", FACTS)
    study = Study.objects.get()
    client.post(f"/studies/{study.pk}/lists/bring", written(file=uploaded(KOSOVO)))
    table = StudyList.objects.get()
    assert (table.size, table.columns) == (4400, ["EXH", "ABA", "OSCE", "HRW"])
    client.post(
        f"/studies/{study.pk}/estimate",
        {"source": f"table:{table.pk}", "methods": ["decomposable"], "level": "95", "seed": "7"},
    )
    report = StudyReport.objects.get()
    page = client.get(f"/studies/reports/{report.pk}/").content.decode()
    assert "This is not a count." in page
    assert page.count("<svg") >= 3
    assert client.get(f"/studies/reports/{report.pk}.pdf").content.startswith(b"%PDF")
    assert "<svg" in client.get(f"/studies/reports/{report.pk}.html").content.decode()
    public = f"/public/studies/{report.pk}/"
    assert Client().get(public).status_code == 404
    client.post(f"/studies/reports/{report.pk}/publish")
    assert "This is not a count." in Client(headers={"accept-language": "en"}).get(public).content.decode()
    assert Client().get(f"/public/studies/{report.pk}.pdf").content.startswith(b"%PDF")
    client.post(f"/studies/reports/{report.pk}/publish", {"withdraw": ""})
    assert Client().get(public).status_code == 404


BAD = {
    "negative": KOSOVO.replace("1131", "-4"),
    "fractional": KOSOVO.replace("1131", "11.5"),
    "missing": KOSOVO.replace("1131", ""),
    "history twice": KOSOVO + "1,1,1,1,3\n",
    "all zero": KOSOVO + "0,0,0,0,3\n",
    "contained": "A,B,count\n1,1,20\n1,0,30\n",
    "not 0 or 1": KOSOVO.replace("1,0,0,0,", "2,0,0,0,"),
    "mojibake": "EXH,Ã‰tat,count\n1,0,3\n",
    "empty": "",
}


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_table_gives_one_sentence_in_each_language_and_changes_nothing(name, language, study, team):
    client, before = signed_in(team.analyst), Event.objects.count()
    answer = client.post(
        f"/studies/{study.pk}/lists/bring",
        written(file=uploaded(BAD[name])),
        headers={"accept-language": language},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('role="alert"') == 1
    assert "Secreta" not in page
    assert (StudyList.objects.count(), Event.objects.count()) == (0, before)


@pytest.mark.parametrize(
    "asked",
    [
        {"source": "table:999999999999999999999"},
        {"source": "table:x"},
        {"methods": ["crystal ball"]},
        {"methods": []},
        {"level": "12"},
        {"seed": "-3"},
    ],
    ids=["no such table", "no number", "no such method", "no method", "level", "seed"],
)
def test_what_cannot_be_estimated_gives_one_sentence(asked, study, team, table):
    fields = {"source": f"table:{table.pk}", "methods": ["decomposable"], "level": "95", "seed": "1"}
    answer = signed_in(team.analyst).post(f"/studies/{study.pk}/estimate", {**fields, **asked})
    assert answer.status_code == 422
    assert not StudyReport.objects.exists()


def test_the_menu_names_the_studies_to_those_who_find_some(team, study):
    for name, is_named in (("lead", True), ("stranger", True), ("reader", True), ("first", True)):
        page = signed_in(getattr(team, name)).get("/documents/").content.decode()
        assert ('href="/studies/"' in page) == is_named, name
    study.roles.filter(account=team.reader).delete()
    assert 'href="/studies/"' not in signed_in(team.reader).get("/documents/").content.decode()


def test_no_address_serves_a_sealed_file(study, team, table):
    client = signed_in(team.lead)
    for path in (f"/studies/{table.place}", f"/files/{table.place}", f"/studies/lists/{table.pk}/file"):
        assert client.get(path).status_code == 404


def test_a_public_page_is_the_same_whoever_asks(study, team, report):
    publish_report(report, team.lead)
    address = f"/public/studies/{report.pk}/"
    visitor = Client(headers={"accept-language": "en"}).get(address).content.decode()
    member = signed_in(team.lead).get(address).content.decode()
    inside = [page.partition("<main")[2] for page in (visitor, member)]
    assert inside[0] == inside[1]


def test_the_addresses_of_the_site_load_no_engine_of_the_studies():
    program = (
        "import sys, django; django.setup(); import tequio.site.urls; "
        "sys.exit(' '.join(sorted({'numba', 'scipy'} & set(sys.modules))) or 0)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tequio.site.settings"}
    ran = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_commitment_names_its_studies_to_those_with_a_part_and_published_reports_to_visitors(
    study, team, report
):
    kept = commit(read_document("The parties agreed to search for the missing."), "search for the missing")
    Study.objects.filter(pk=study.pk).update(commitment=kept)
    page = f"/commitments/{kept.pk}/"
    visitor = RequestFactory().get("/")
    visitor.user = AnonymousUser()
    for name, sees in (("reader", True), ("lead", True), ("stranger", False)):
        words = signed_in(getattr(team, name)).get(page).content.decode()
        assert (f"/studies/{study.pk}/" in words) == sees, name
    assert additions_to_commitment(visitor, kept, is_public=True) == []
    publish_report(report, team.lead)
    (part,) = additions_to_commitment(visitor, kept, is_public=True)
    assert f'href="/public/studies/{report.pk}/"' in part
    assert f'href="/studies/{study.pk}/"' not in part
