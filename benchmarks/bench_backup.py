"""How fast a register is backed up and restored, in how much memory, beside Django's dumpdata and loaddata.

    python benchmarks/bench_backup.py [commitments …]

Fills a register of each size (5,000 and 20,000 unless told otherwise) from a seed, takes it into the log, and
runs each command in a process of its own, so that its greatest memory is its own. Both pairs start from the
same SQLite register and end in an empty one; where PostgreSQL answers, the archive is restored there too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[1]
SERVER = os.environ.get("TEQUIO_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/tequio").rsplit("/", 1)[
    0
]
SIZES = (5_000, 20_000)
FILL = """
import sys, django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from generated_register import fill
from tequio.apps.ledger.recording import adopt
fill(int(sys.argv[1])); adopt()
"""


def run(home: Path, *command: str, database: str = "") -> tuple[float, float, str]:
    """Run Python with these arguments; give seconds, mebibytes at most, and what was printed."""
    environment = {
        **os.environ,
        "TEQUIO_HOME": str(home),
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "tequio.site.settings",
        "PYTHONPATH": str(ROOT / "benchmarks"),
    }
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], env=environment, stdout=subprocess.PIPE, text=True)
    said = process.stdout.read() if process.stdout else ""
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)[:80]} ended with {status}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024, said.strip()


def tequio(home: Path, *arguments: str, database: str = "") -> tuple[float, float, str]:
    """Run one of our commands."""
    return run(home, "-c", "from tequio.cli.main import main; main()", *arguments, database=database)


def line(what: str, seconds: float, memory: float, rest: str = "") -> None:
    """Print one row of the table."""
    print(f"  {what:<34}{seconds:7.1f} s {memory:7.0f} MiB  {rest}", flush=True)


def restored_on_postgresql(folder: Path, archive: Path) -> None:
    """Restore the archive into a database of its own, which is dropped again."""
    try:
        server = psycopg.connect(f"{SERVER}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        print("  no PostgreSQL answers")
        return
    name = f"tequio_bench_{uuid.uuid4().hex[:10]}"
    with server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            address = f"{SERVER}/{name}"
            tequio(folder / "p", "manage", "migrate", "-v0", database=address)
            line(
                "tequio restore on PostgreSQL",
                *tequio(folder / "p", "restore", str(archive), database=address),
            )
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def compare(commitments: int, folder: Path) -> None:
    """Measure one size."""
    home, archive, dump = folder / "a", folder / "register.zip", folder / "dump.json"
    run(home, "-c", FILL, str(commitments))
    for other in ("b", "c"):
        tequio(folder / other, "manage", "migrate", "-v0")
    print(
        f"{commitments:,} commitments, {(home / 'tequio.sqlite3').stat().st_size / 2**20:.0f} MiB of SQLite"
    )
    seconds, memory, said = tequio(home, "backup", str(archive))
    line(
        "tequio backup", seconds, memory, f"{archive.stat().st_size / 2**20:.1f} MiB, {said.split(': ')[-1]}"
    )
    line("tequio restore on SQLite", *tequio(folder / "b", "restore", str(archive)))
    restored_on_postgresql(folder, archive)
    left_out = ("-e", "contenttypes", "-e", "auth.permission")
    seconds, memory, _said = tequio(home, "manage", "dumpdata", *left_out, "-o", str(dump))
    line("dumpdata (no files, no log check)", seconds, memory, f"{dump.stat().st_size / 2**20:.1f} MiB")
    line("loaddata (no files, no log check)", *tequio(folder / "c", "manage", "loaddata", str(dump)))


if __name__ == "__main__":
    for size in [int(one) for one in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory(dir=os.environ.get("TEQUIO_BENCH_FOLDER")) as made:
            compare(size, Path(made))
