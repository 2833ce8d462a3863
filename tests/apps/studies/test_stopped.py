"""Work whose program was killed says that it was stopped, and is begun anew; nothing half done is kept."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from made_study import KOSOVO, as_csv, custody, three_lists

from tequio.apps.accounts.errors import Refused
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.studies import working
from tequio.apps.studies.errors import NotInThatState
from tequio.apps.studies.linking import proposed_settings
from tequio.apps.studies.models import Linkage, StudyReport
from tequio.apps.studies.models.linkages import Work
from tequio.apps.studies.operations import begin_report, bring_list
from tequio.apps.studies.operations.linking import _keep, begin_linkage, link_asked_lists, relink
from tequio.apps.studies.operations.reporting import remake_report


@pytest.fixture
def linkage(study, team, write):
    lists = [
        bring_list(study, team.analyst, write(as_csv(rows)), "records", custody(name))
        for name, rows in three_lists().items()
    ]
    return begin_linkage(study, team.analyst, lists, proposed_settings(lists)[0], seed=3)


def stop(row, minutes=10):
    """Leave the row as a killed program leaves it."""
    past = timezone.now() - timedelta(minutes=minutes)
    type(row).objects.filter(pk=row.pk).update(state=Work.RUNNING, beat=past)
    row.refresh_from_db()


@pytest.mark.django_db
def test_only_what_gives_no_sign_of_life_is_begun_anew(linkage, team):
    assert not working.seems_stopped(linkage)
    with pytest.raises(Refused, match="not stopped"):
        relink(linkage, team.analyst)
    stop(linkage, minutes=1)
    assert not working.seems_stopped(linkage)
    with pytest.raises(Refused, match="not stopped"):
        relink(linkage, team.analyst)
    stop(linkage)
    with pytest.raises(Refused):
        relink(linkage, team.first)
    made = relink(linkage, team.analyst)
    linkage.refresh_from_db()
    assert (linkage.state, made.state) == (Work.REFUSED, Work.DONE)
    assert linkage.problem["es"] == "El programa se detuvo mientras trabajaba; no se conservó nada."
    assert (made.seed, made.settings) == (linkage.seed, linkage.settings)
    assert verify_ledger().is_whole


@pytest.mark.django_db
def test_who_may_begin_finds_the_button_and_others_the_sentence(linkage, team, study):
    stop(linkage)
    for name, has_button in (("reader", False), ("analyst", True)):
        client = Client(headers={"accept-language": "en"})
        client.force_login(getattr(team, name))
        page = client.get(f"/studies/linkages/{linkage.pk}/").content.decode()
        assert "no sign of life" in page
        assert ("Begin it anew" in page) == has_button
        assert client.post(f"/studies/linkages/{linkage.pk}/anew").status_code == (302 if has_button else 403)
    assert study.linkages.count() == 2


@pytest.mark.django_db
def test_a_report_is_begun_anew(study, team, write):
    table = bring_list(study, team.analyst, write(KOSOVO), "table", custody())
    report = begin_report(study, team.analyst, table, methods=("decomposable",), seed=7)
    stop(report)
    client = Client(headers={"accept-language": "es"})
    client.force_login(team.analyst)
    answer = client.post(f"/studies/reports/{report.pk}/anew", follow=True)
    assert "empezó de nuevo" in answer.content.decode()
    report.refresh_from_db()
    made = StudyReport.objects.order_by("-pk").first()
    assert (report.state, made.state, made.pk > report.pk) == (Work.REFUSED, Work.DONE, True)
    with pytest.raises(NotInThatState):
        remake_report(report, team.analyst)
    assert verify_ledger().is_whole


@pytest.mark.django_db
def test_a_program_that_wakes_up_after_it_was_declared_stopped_keeps_nothing(linkage, team, home):
    stop(linkage)
    relink(linkage, team.analyst)
    before = len(list((home / "studies").rglob("*")))
    with pytest.raises(Refused, match="declared stopped"):
        _keep(linkage, None, None)  # type: ignore[arg-type]
    # And a second worker that is given the same work does not begin it.
    link_asked_lists.call(linkage.pk)
    linkage.refresh_from_db()
    assert linkage.state == Work.REFUSED
    assert len(list((home / "studies").rglob("*"))) == before


@pytest.mark.django_db(transaction=True)
def test_work_gives_signs_of_life(linkage, monkeypatch):
    monkeypatch.setattr(working, "_BEAT", 0.05)
    stop(linkage)
    with working.beating(linkage):
        time.sleep(1)
    assert Linkage.objects.get(pk=linkage.pk).beat > linkage.beat


_BEGIN = """
import sys, time
import django; django.setup()
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from made_study import FACTS, as_csv, custody, three_lists
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note_new, recorded
from tequio.apps.studies import linking, operations
from tequio.apps.studies.operations.linking import begin_linkage
with recorded(None, "gather"):
    lead = User.objects.create(username="lead", role="coordinator")
    note_new(lead)
study = operations.open_study(lead, FACTS)
lists = []
for name, rows in three_lists().items():
    path = Path(sys.argv[2]) / f"{name}.csv"
    path.write_text(as_csv(rows), encoding="utf-8")
    lists.append(operations.bring_list(study, lead, path, "records", custody(name)))
def slow(*arguments, **named):
    print("linking", flush=True)
    time.sleep(600)
linking.link_records = slow
begin_linkage(study, lead, lists, linking.proposed_settings(lists)[0], seed=3)
"""
_GO_ON = """
import django; django.setup()
from datetime import timedelta
from tequio.apps.accounts.models import User
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.studies import working
from tequio.apps.studies.models import Linkage
from tequio.apps.studies.operations.linking import relink
from tequio.apps.studies.sealing import folder
killed = Linkage.objects.get()
held = len([path for path in folder().rglob("*") if path.is_file()])
print(killed.state, working.seems_stopped(killed), held)
working._SILENT = timedelta(0)
made = relink(killed, User.objects.get())
killed.refresh_from_db()
print(killed.state, made.state, verify_ledger().is_whole)
"""


def test_a_linkage_whose_process_is_killed_leaves_nothing_and_is_begun_anew(tmp_path):
    environment = {
        **os.environ,
        "TEQUIO_HOME": str(tmp_path / "killed"),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "tequio.site.settings",
    }
    (tmp_path / "killed").mkdir()
    tests = str(Path(__file__).parents[1])

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("-m", "tequio", "manage", "migrate", "--verbosity", "0")
    with subprocess.Popen(
        [sys.executable, "-c", _BEGIN, tests, str(tmp_path)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline().strip() == "linking"
        program.send_signal(signal.SIGKILL)
    found = run("-c", _GO_ON).splitlines()
    # Three sealed lists and nothing of the linkage.
    assert found == ["running False 3", "refused done True"]
