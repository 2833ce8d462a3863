"""An archive of one kind of database is restored on the other, by the commands, and back again."""

import json
import os
import subprocess
import sys
import uuid
import zipfile

import psycopg
import pytest
from kept_register import files_below
from tests.postgres import ADDRESS, answers

from tequio.apps.ledger.verifying import head

RUN = "import sys; from tequio.cli.main import run; sys.exit(max(run(one.split()) for one in sys.argv[1:]))"


def tequio(home, address, *commands):
    """Run commands one after the other in one program; give what it printed."""
    environment = {**os.environ, "TEQUIO_HOME": str(home), "DATABASE_URL": address}
    ran = subprocess.run(
        [sys.executable, "-c", RUN, *commands],
        env=environment, text=True, capture_output=True, timeout=240, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


@pytest.fixture
def postgres():
    """The address of a database that nobody has used yet."""
    if not answers():
        pytest.skip("no PostgreSQL answers")
    server, name = ADDRESS.rsplit("/", 1)[0], f"tequio_restored_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield f"{server}/{name}"
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def rows(path) -> dict[str, list]:
    with zipfile.ZipFile(path) as opened:
        names = [name for name in opened.namelist() if name.startswith("tables/")]
        return {name: [json.loads(line) for line in opened.read(name).splitlines()] for name in names}


def test_it_wanders_to_postgresql_and_back_to_sqlite(archive, home, tmp_path, postgres):
    there, back = tmp_path / "there", tmp_path / "back"
    said = tequio(
        there, postgres, f"restore {archive}", "ledger verify", f"backup {tmp_path}/again.zip"
    ).splitlines()
    assert said[0].startswith("restored: ")
    assert said[1].startswith(f"whole: {head().sequence} events")
    assert rows(tmp_path / "again.zip") == rows(archive)
    assert files_below(there / "evidence") == files_below(home / "evidence")
    said = tequio(back, "", f"restore {tmp_path}/again.zip", "ledger verify").splitlines()
    assert said[1].endswith(f"last hash {head().hash}")
    assert files_below(back / "files") == files_below(home / "files")
