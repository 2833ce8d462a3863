"""The commands that keep a register, as a person starts them."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from plain_statements import STATEMENT

NO_DATABASE = "postgresql://nobody@127.0.0.1:1/nothing"
TEQUIO = [sys.executable, "-c", "from tequio.cli.main import main; main()"]


def tequio(*arguments: str, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TEQUIO_HOME": str(home), **more}
    if "DATABASE_URL" not in more:
        environment.pop("DATABASE_URL", None)
    return subprocess.run(
        [*TEQUIO, *arguments], env=environment, text=True, capture_output=True, timeout=240, check=False
    )


@pytest.fixture
def statement(tmp_path) -> Path:
    path = tmp_path / "statement.txt"
    path.write_text(STATEMENT, encoding="utf-8")
    return path


@pytest.fixture
def busy():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_ingest_says_what_was_decided_and_reads_the_others_past_a_bad_file(statement, tmp_path):
    home, bad = tmp_path / "home", tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7 cut")
    first = tequio("ingest", str(bad), str(statement), str(tmp_path / "none.txt"), home=home)
    assert first.returncode == 2
    assert "new document 1 “Joint statement on human rights”" in first.stdout
    assert "findings wait to be checked" in first.stdout
    assert [line.split(": ")[0] for line in first.stderr.splitlines()] == ["tequio", "tequio"]
    assert "Traceback" not in first.stderr
    again = tequio("ingest", str(statement), home=home)
    assert (again.returncode, again.stderr) == (0, "")
    assert "already here as document 1" in again.stdout
    statement.write_text(STATEMENT.replace("London", "Leeds"), encoding="utf-8")
    newer = tequio("ingest", str(statement), home=home)
    assert "version 2 of document 1" in newer.stdout
    assert "by its file name" in newer.stdout
    statement.write_text("Quite other words about the matter, agreed by nobody.", encoding="utf-8")
    named = tequio("ingest", str(statement), "--version-of", "1", home=home)
    assert "version 3 of document 1" in named.stdout
    assert "as named" in named.stdout


def test_ingest_keeps_the_decisions_when_one_word_of_a_document_changes(statement, tmp_path):
    home = tmp_path / "home"
    assert tequio("ingest", str(statement), home=home).returncode == 0
    decided = tequio("manage", "shell", "-v0", "-c", _ACCEPT_ALL, home=home)
    number = int(decided.stdout)
    assert number > 1, decided.stderr
    statement.write_text(STATEMENT.replace("gender", "wage"), encoding="utf-8")
    newer = tequio("ingest", str(statement), home=home)
    assert (newer.returncode, newer.stderr) == (0, "")
    assert "version 2 of document 1" in newer.stdout
    assert (
        f"1 finding waits to be checked, {number - 1} decisions kept, 1 decided passage gone" in newer.stdout
    )
    assert tequio("ledger", "verify", home=home).returncode == 0


_ACCEPT_ALL = """
from tequio.apps.accounts.models import User
from tequio.apps.register.models import Commitment
from tequio.apps.register.operations import accept
by = User.objects.create(username="coordinator", role=User.Role.COORDINATOR)
print(len([accept(commitment, by) for commitment in Commitment.objects.all()]))
"""


def test_an_error_of_the_program_is_one_sentence_and_its_traceback_goes_to_a_file(statement, tmp_path):
    home = tmp_path / "home"
    environment = {**os.environ, "TEQUIO_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", _BREAKS, "ingest", str(statement)],
        env=environment,
        text=True,
        capture_output=True,
        timeout=240,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "an error of this program stopped the reading; nothing was kept." in done.stderr
    log = home / "errors.log"
    assert str(log) in done.stderr
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


_BREAKS = """
import tequio.engines.reading as reading
reading.read_bytes = lambda *_: 1 / 0
from tequio.cli.main import main
main()
"""


@pytest.mark.parametrize(
    ("arguments", "more", "sentence"),
    [
        (["ingest", "FILE", "FILE", "--version-of", "1"], {}, "--version-of speaks of one file"),
        (["ingest", "FILE", "--version-of", "77"], {}, "There is no document with the number 77."),
        (["ingest", "FILE"], {"DATABASE_URL": "mysql://x"}, "DATABASE_URL cannot be used"),
        (
            ["ingest", "FILE"],
            {"DATABASE_URL": NO_DATABASE},
            "The database does not answer",
        ),
        (["serve", "--port", "TAKEN"], {}, "is in use"),
        (["demo", "--port", "TAKEN"], {}, "is in use"),
        (["serve", "--port", "0"], {}, "--port"),
        (["serve", "--host", "nowhere.invalid"], {}, "There is no address nowhere.invalid"),
    ],
    ids=str,
)
def test_bad_input_gets_one_sentence_and_exit_code_2(arguments, more, sentence, statement, tmp_path, busy):
    written = [{"FILE": str(statement), "TAKEN": str(busy)}.get(word, word) for word in arguments]
    done = tequio(*written, home=tmp_path / "home", **more)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert done.stdout == ""


def test_manage_hands_everything_to_django(tmp_path):
    done = tequio("manage", "check", "--fail-level", "WARNING", home=tmp_path)
    assert "no issues" in done.stdout
    assert "--plan" in tequio("manage", "migrate", "--help", home=tmp_path).stdout
    assert tequio("manage", "makemigrations", "--check", "--dry-run", home=tmp_path).returncode == 0
    assert tequio("manage", "no-such-command", home=tmp_path).returncode == 1


def test_read_starts_without_django():
    script = "import sys; import tequio.cli.main, tequio.cli.read; print('django' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "False"


def _answers(address: str) -> int:
    for _ in range(240):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.status
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.25)
    return 0


def test_demo_fills_a_register_twice_the_same_and_serve_shows_it(tmp_path):
    first = tequio("demo", "--no-serve", home=tmp_path)
    assert first.returncode == 0, first.stderr
    for words in (
        "http://127.0.0.1:8000/",
        "coordinacion",
        "lectura",
        "Qué ver primero",
        "What to look",
    ):
        assert words in first.stdout
    counted = tequio("manage", "shell", "-v0", "-c", _COUNTED, home=tmp_path).stdout
    figures = dict(line.split() for line in counted.splitlines())
    assert int(figures["documents"]) == 8
    assert int(figures["sessions"]) >= 2
    assert int(figures["kept"]) >= 3
    assert int(figures["waiting"]) >= 3
    assert tequio("demo", "--no-serve", home=tmp_path).returncode == 0
    assert tequio("manage", "shell", "-v0", "-c", _COUNTED, home=tmp_path).stdout == counted

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "TEQUIO_HOME": str(tmp_path)}
    environment.pop("DATABASE_URL", None)
    served = subprocess.Popen(
        [*TEQUIO, "serve", "--port", str(port)], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert _answers(f"http://127.0.0.1:{port}/") == 200
        # A browser keeps connections open, some without a word; they must not hold the server back.
        silent = socket.create_connection(("127.0.0.1", port))
    finally:
        served.send_signal(signal.SIGTERM)
        printed, _ = served.communicate(timeout=60)
    silent.close()
    assert f"http://127.0.0.1:{port}/" in printed


_COUNTED = """
from tequio.apps.library.models import Document
from tequio.apps.register.models import Commitment, Session
states = Commitment.objects.values_list("state", flat=True)
print("documents", Document.objects.count())
print("sessions", Session.objects.count())
print("kept", sum(state in ("accepted", "corrected") for state in states))
print("waiting", sum(state == "proposed" for state in states))
"""
