"""All that a register holds comes back from its archive, and nothing that it must not hold is in it."""

import json
import os
import stat
import zipfile
from importlib.metadata import version
from threading import Thread

import pytest
from django.apps import apps
from django.db import connection
from kept_register import PRIVATE, empty_home, files_below, fingerprint
from killing import killed

from tequio.apps.accounts.models import Institution
from tequio.apps.ledger.recording import note_new, recorded
from tequio.apps.ledger.verifying import head, verify_ledger
from tequio.apps.register.followup.proving import open_evidence_file
from tequio.apps.register.models import Evidence
from tequio.site.backup import ArchiveIsOfAnotherForm, CannotBeKept, NothingToKeep, restore, save
from tequio.site.backup.tables import LEFT_OUT, empty_all, last_number, tables


def test_all_of_it_comes_back(archive, evidence, people, home):
    before, files, end = fingerprint(), files_below(home), head()
    empty_all()
    empty_home(home)
    assert not Evidence.objects.exists()
    told = []
    found = restore(archive, progress=lambda what, done, total: told.append((what, done, total)))
    assert fingerprint() == before
    assert files_below(home) == files
    assert (head(), verify_ledger().is_whole) == (end, True)
    opened = open_evidence_file(Evidence.objects.get(), people.nhri)
    assert b"".join(opened.pieces) == PRIVATE
    assert {what for what, done, total in told if done == total} == {"bytes", "rows", "events", "files"}
    assert (found.program, found.ledger["sequence"]) == (version("tequio"), end.sequence)


def test_no_number_is_given_twice(evidence, tmp_path):
    gone = Institution.objects.create(name_en="Gone")
    last = gone.pk
    gone.delete()
    save(tmp_path / "x.zip")
    connection.check_constraints()
    restore(tmp_path / "x.zip", replace=True)
    assert last_number(Institution) == last
    assert Institution.objects.create(name_en="New").pk == last + 1


def test_an_archive_is_a_zip_that_only_its_owner_reads(archive):
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    with zipfile.ZipFile(archive) as opened:
        manifest = json.loads(opened.read("manifest.json"))
        assert opened.testzip() is None
        (line,) = [
            json.loads(line)
            for line in opened.read("tables/register.Assignment.jsonl").splitlines()
            if b"2027-01-31" in line
        ]
    table = next(one for one in manifest["tables"] if one["name"] == "register.Assignment")
    row = dict(zip(table["columns"], line, strict=True))
    assert (row["part"], row["due_on"], row["ended_on"]) == ("lead", "2027-01-31", None)


def test_every_table_is_taken_or_named_as_left_out():
    taken = {model._meta.label for model in tables()}
    stored = {m._meta.label for m in apps.get_models(include_auto_created=True) if m._meta.managed}
    assert taken | set(LEFT_OUT) == stored
    assert not taken & set(LEFT_OUT)


def test_the_secrets_of_the_site_stay_where_they_are(evidence, home, tmp_path, client, people):
    secrets = {
        "secret-key": b"key of the sessions",
        "ledger-key.pem": b"key of the log",
        "errors.log": b"error 1",
    }
    for name, content in secrets.items():
        (home / name).write_bytes(content)
    (home / "mail").mkdir()
    (home / "mail" / "1.log").write_bytes(b"a letter with a link")
    client.force_login(people.reader)
    session = client.session.session_key
    path = tmp_path / "register.zip"
    save(path)
    with zipfile.ZipFile(path) as opened:
        everything = b"".join(opened.read(name) for name in opened.namelist())
    for secret in (*secrets.values(), b"a letter with a link", session.encode(), PRIVATE):
        assert secret not in everything


def test_whoever_was_signed_in_is_so_no_longer(archive, client, people):
    client.force_login(people.reader)
    assert client.get("/register/").status_code == 200
    connection.check_constraints()
    restore(archive, replace=True)
    assert client.get("/register/").status_code == 302


def test_seals_of_the_register_that_is_given_up_do_not_stay(archive, home):
    (home / "seals").mkdir()
    (home / "seals" / "9.json").write_text("{}", encoding="utf-8")
    restore(archive, replace=True)
    assert not (home / "seals").exists()
    assert [path for path in home.rglob("*") if "before-restoring" in path.name] == []


def test_nothing_is_written_over(archive):
    before = archive.read_bytes()
    with pytest.raises(CannotBeKept, match="exists already"):
        save(archive)
    assert archive.read_bytes() == before


def test_an_empty_register_is_not_taken_for_a_backup(db, tmp_path):
    with pytest.raises(NothingToKeep, match="TEQUIO_HOME"):
        save(tmp_path / "x.zip")


def test_tables_of_an_older_form_are_not_read(evidence, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "tequio.site.backup.saving.MigrationExecutor.migration_plan", lambda *_args: ["one to come"]
    )
    with pytest.raises(ArchiveIsOfAnotherForm, match="older form"):
        save(tmp_path / "x.zip")


def test_a_full_disk_gets_one_sentence_and_leaves_nothing(evidence, tmp_path, monkeypatch):
    with open("/dev/full", "wb", buffering=0) as full, pytest.raises(CannotBeKept, match="No space left"):
        save(full)
    monkeypatch.setattr(
        os, "fsync", lambda _file: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    )
    with pytest.raises(CannotBeKept, match="No space left on device"):
        save(tmp_path / "x.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


@pytest.mark.django_db(transaction=True)
def test_what_others_write_meanwhile_is_not_half_in_it(evidence, tmp_path):
    before = fingerprint()

    def write():
        with recorded(None, "enter"):
            note_new(Institution.objects.create(name_en="Meanwhile"))
        connection.close()

    def meanwhile(what, done, total):
        if what == "rows" and not Institution.objects.filter(name_en="Meanwhile").exists() and not started:
            started.append(Thread(target=write))
            started[0].start()
            started[0].join(30)

    started: list[Thread] = []
    save(tmp_path / "x.zip", meanwhile)
    assert Institution.objects.filter(name_en="Meanwhile").exists()
    restore(tmp_path / "x.zip", replace=True)
    assert fingerprint() == before
    assert verify_ledger().is_whole


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_of_restoring_or_saving_nothing_has_changed(archive, home, tmp_path):
    before, files = fingerprint(), files_below(home)

    def at(stage, stop):
        return lambda what, _done, _total: stop() if what == stage else None

    for stage in ("bytes", "rows", "events", "files"):
        said = killed(lambda stop, stage=stage: restore(archive, replace=True, progress=at(stage, stop)))
        assert (said, fingerprint()) == ("stopped", before), stage
        assert files_below(home) == files
    for stage in ("rows", "files"):
        target = tmp_path / f"{stage}.zip"
        assert killed(lambda stop, t=target, stage=stage: save(t, at(stage, stop))) == "stopped"
        assert not target.exists()
    restore(archive, replace=True)
    assert fingerprint() == before
    assert verify_ledger().is_whole
