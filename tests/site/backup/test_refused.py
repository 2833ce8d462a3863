"""What is no whole archive is refused in one sentence, and nothing changes."""

import json
import random
import zipfile
from pathlib import Path

import pytest
from django.db import connection
from kept_register import files_below, fingerprint

from tequio.apps.accounts.models import Institution
from tequio.site.backup import (
    ArchiveIsBroken,
    ArchiveIsOfAnotherForm,
    BackupError,
    CannotBeKept,
    LogIsBroken,
    RegisterIsNotEmpty,
    restore,
)
from tequio.site.backup.manifest import digest
from tequio.site.backup.tables import empty_all


def rewrite(path: Path, change, *, signed: bool = True) -> None:
    """Write an archive anew after `change(members, manifest)`, with checksums that fit if `signed`."""
    with zipfile.ZipFile(path) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
        comment = opened.comment
    manifest = json.loads(members.pop("manifest.json"))
    change(members, manifest)
    if signed:
        manifest["members"] = [
            {"name": name, "size": len(content), "sha256": digest(content)}
            for name, content in members.items()
        ]
    written = json.dumps(manifest).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**members, "manifest.json": written}.items():
            archive.writestr(name, content)
        archive.comment = digest(written).encode() if signed else comment


def edit(name: str, old: bytes, new: bytes):
    def change(members, _manifest):
        assert old in members[name]
        members[name] = members[name].replace(old, new)

    return change


def add(name: str, content: bytes = b"x"):
    return lambda members, _manifest: members.update({name: content})


def say(**facts):
    return lambda _members, manifest: manifest.update(facts)


def more_rows(members, manifest):
    next(table for table in manifest["tables"] if table["name"] == "register.Assignment")["rows"] += 1


EVIDENCE, ASSIGNMENTS = "tables/register.Evidence.jsonl", "tables/register.Assignment.jsonl"
REWRITTEN = {  # what was altered, with checksums made anew -> how it is refused
    "words of a record": (edit(EVIDENCE, b"Nobody searches.", b"All is well now."), LogIsBroken),
    "an event": (edit("tables/ledger.Event.jsonl", b"assign", b"delete"), LogIsBroken),
    "the end of the log": (say(ledger={"sequence": 1, "hash": "0" * 64}), LogIsBroken),
    "a line that is none": (edit(EVIDENCE, b"[", b"{"), ArchiveIsBroken),
    "a value of another kind": (edit(ASSIGNMENTS, b"2027-01-31", b"one fine day"), ArchiveIsBroken),
    "a table without its rows": (add(EVIDENCE, b""), ArchiveIsBroken),
    "a row that is counted and not there": (more_rows, ArchiveIsBroken),
    "a file beside the home folder": (add("home/../evil.txt"), ArchiveIsBroken),
    "a file with a place of its own": (add("/etc/evil.txt"), ArchiveIsBroken),
    "a key of the site": (add("home/secret-key"), ArchiveIsBroken),
    "a program": (add("home/static/evil.js"), ArchiveIsBroken),
    "tables of another form": (say(migrations={"register": ["0001_initial"]}), ArchiveIsOfAnotherForm),
    "a later format": (say(format_version=2), ArchiveIsBroken),
    "something else's manifest": (say(format="other"), ArchiveIsBroken),
    "a manifest with too much": (say(more=1), ArchiveIsBroken),
}


@pytest.fixture
def refused(archive, home, evidence):
    """Restore the archive over what is here; it must be refused, and nothing may have changed."""
    before, files = fingerprint(), files_below(home)

    def attempt(error, **options):
        with pytest.raises(error) as refusal:
            restore(archive, replace=True, **options)
        sentence = str(refusal.value)
        assert sentence.endswith((".", ")"))
        assert (sentence.count("\n"), len(sentence) < 400) == (0, True)
        assert (fingerprint(), files_below(home)) == (before, files)
        return sentence

    return attempt


@pytest.mark.parametrize("what", REWRITTEN)
def test_an_altered_archive_is_refused(archive, refused, what):
    change, error = REWRITTEN[what]
    rewrite(archive, change)
    refused(error)


SPOILT = {
    "altered": lambda path: rewrite(path, edit(EVIDENCE, b"Nobody", b"Nobodi"), signed=False),
    "with one file more": lambda path: rewrite(path, add("home/files/x"), signed=False),
    "with one file less": lambda path: rewrite(path, lambda members, _m: members.pop(EVIDENCE), signed=False),
    "with an altered manifest": lambda path: rewrite(path, say(made_at="1999"), signed=False),
    "cut off in the middle": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "cut off at its end": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("No archive.\n" * 100, encoding="utf-8"),
    "another ZIP file": lambda path: zipfile.ZipFile(path, "w").writestr("a.txt", "a"),
    "not there": Path.unlink,
    "a folder": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_archive_is_refused(archive, refused, how):
    SPOILT[how](archive)
    refused(ArchiveIsBroken)


def test_wherever_a_bit_turns_it_is_refused_or_makes_no_difference(archive, refused, home):
    whole, chosen = archive.read_bytes(), random.Random(4)
    before, count = fingerprint(), 0
    for _turn in range(8):
        spoilt = bytearray(whole)
        spoilt[chosen.randrange(len(whole))] ^= 1 << chosen.randrange(8)
        archive.write_bytes(bytes(spoilt))
        try:
            restore(archive, replace=True)
        except BackupError:
            count += 1
        assert fingerprint() == before
    assert count > 4  # a ZIP file has few bytes that say nothing


def test_a_register_is_not_given_up_unasked(archive, evidence):
    before = fingerprint()
    with pytest.raises(RegisterIsNotEmpty, match="--replace"):
        restore(archive)
    assert fingerprint() == before


def test_a_broken_log_is_taken_in_when_somebody_says_so(archive):
    rewrite(archive, edit(EVIDENCE, b"Nobody searches.", b"All is well now."))
    restore(archive, replace=True, with_broken_log=True)
    connection.check_constraints()


def test_rows_that_point_nowhere_are_refused(archive, refused):
    def orphan(members, manifest):
        members["tables/accounts.Institution.jsonl"] = b""
        next(table for table in manifest["tables"] if table["name"] == "accounts.Institution")["rows"] = 0

    rewrite(archive, orphan)
    assert "point to" in refused(ArchiveIsBroken, with_broken_log=True)


def test_a_full_disk_takes_everything_back(archive, home, monkeypatch):
    empty_all()
    assert not Institution.objects.exists()

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tequio.site.backup.placing.os.fsync", full)
    (home / "evidence").rename(home / "gone")
    with pytest.raises(CannotBeKept, match="No space left"):
        restore(archive)
    assert not Institution.objects.exists()
    assert not [path for path in (home / "evidence").rglob("*") if path.is_file()]
