"""`tequio ledger`, `invite` and `letters`, as a person starts them."""

import json
import os
import sqlite3
import stat
import subprocess
import sys

import pytest

TEQUIO = [sys.executable, "-c", "from tequio.cli.main import main; main()"]


def tequio(home, *arguments):
    environment = {**os.environ, "TEQUIO_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    return subprocess.run(
        [*TEQUIO, *arguments], env=environment, text=True, capture_output=True, timeout=240, check=False
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A site with two events: an institution's coordinator and a reader were invited."""
    folder = tmp_path_factory.mktemp("home")
    for address, role in (("a@example.org", "administrator"), ("b@example.org", "reader")):
        invited = tequio(folder, "invite", address, "--role", role)
        assert (invited.returncode, invited.stderr) == (0, "")
        assert invited.stdout.startswith("http://127.0.0.1:8000/invitation/")
    return folder


def test_a_log_is_verified_sealed_and_its_seal_verified(home, tmp_path):
    verified = tequio(home, "ledger", "verify")
    assert (verified.returncode, verified.stderr) == (0, "")
    assert verified.stdout.startswith("whole: 2 events")
    sealed = tequio(home, "ledger", "seal", "--output", str(tmp_path / "seal.json"))
    assert sealed.returncode == 0, sealed.stderr
    assert stat.S_IMODE((home / "ledger-key.pem").stat().st_mode) == 0o600
    seal = json.loads((tmp_path / "seal.json").read_text())
    assert seal["sequence"] == 2
    again = tequio(home, "ledger", "verify-seal", str(tmp_path / "seal.json"))
    assert (again.returncode, "the log holds it" in again.stdout) == (0, True)
    with_key = tequio(
        home, "ledger", "verify", "--seal", str(tmp_path / "seal.json"),
        "--public-key", str(home / "ledger-public.pem"),
    )  # fmt: skip
    assert "1 seals" in with_key.stdout


def test_a_log_that_was_rewritten_does_not_fit_its_seal(home, tmp_path):
    path = tmp_path / "seal.json"
    assert tequio(home, "ledger", "seal", "--output", str(path)).returncode == 0
    with sqlite3.connect(home / "tequio.sqlite3") as database:
        (kept,) = database.execute("SELECT hash FROM ledger_event WHERE sequence = 2").fetchone()
        database.execute("UPDATE ledger_event SET hash = ? WHERE sequence = 2", ["0" * 64])
    try:
        other = tequio(home, "ledger", "verify-seal", str(path))
        assert (other.returncode, other.stderr.count("\n")) == (1, 1)
        broken = tequio(home, "ledger", "verify")
        assert (broken.returncode, "Event 2" in broken.stderr) == (1, True)
    finally:
        with sqlite3.connect(home / "tequio.sqlite3") as database:
            database.execute("UPDATE ledger_event SET hash = ? WHERE sequence = 2", [kept])


def test_a_row_changed_with_another_program_is_named(home):
    with sqlite3.connect(home / "tequio.sqlite3") as database:
        database.execute("UPDATE accounts_invitation SET role = 'administrator' WHERE id = 2")
    try:
        broken = tequio(home, "ledger", "verify")
        assert broken.returncode == 1
        assert broken.stderr == "tequio: invitation 2, last touched by event 2, was changed behind the log.\n"
    finally:
        with sqlite3.connect(home / "tequio.sqlite3") as database:
            database.execute("UPDATE accounts_invitation SET role = 'reader' WHERE id = 2")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ledger", "verify-seal", "none.json"], "cannot be read"),
        (["ledger", "verify-seal", "BAD"], "not a seal"),
        (["ledger", "verify-seal", "FORGED"], "does not fit its content"),
        (["ledger", "verify", "--seal", "BAD"], "not a seal"),
        (["ledger", "verify", "--public-key", "BAD", "--seal", "FORGED"], "not in PEM"),
        (["ledger", "seal", "--output", "/proc/none/seal.json"], "cannot be written"),
        (["invite", "nothing", "--role", "reader"], "is no e-mail address"),
        (["invite", "c@example.org", "--role", "owner"], "is no role"),
        (["invite", "c@example.org", "--role", "focal_point"], "Name the institution"),
        (
            ["invite", "c@example.org", "--role", "focal_point", "--institution", "9"],
            "no institution with the",
        ),
    ],
    ids=str,
)
def test_bad_input_gets_one_sentence(home, tmp_path, arguments, sentence):
    bad, forged = tmp_path / "bad.json", tmp_path / "forged.json"
    bad.write_text("{")
    assert tequio(home, "ledger", "seal", "--output", str(forged)).returncode == 0
    forged.write_text(forged.read_text().replace("127.0.0.1", "127.0.0.2"))
    named = {"BAD": str(bad), "FORGED": str(forged)}
    answer = tequio(home, *(named.get(each, each) for each in arguments))
    assert answer.returncode == 2
    assert sentence in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert "Traceback" not in answer.stderr


def test_letters_says_what_was_sent(home):
    answer = tequio(home, "letters")
    assert (answer.returncode, answer.stdout) == (0, "0 sent, 0 wait\n")


def test_an_empty_log_cannot_be_sealed(tmp_path):
    answer = tequio(tmp_path, "ledger", "seal")
    assert (answer.returncode, answer.stderr.count("\n")) == (2, 1)
    assert tequio(tmp_path, "ledger", "verify").stdout.startswith("whole: 0 events")
