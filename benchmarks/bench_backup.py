"""How fast a register is backed up and restored, in how much memory, beside Django's dumpdata and loaddata.

    python benchmarks/bench_backup.py [--write] [commitments …]

Fills a register of each size (5,000 and 20,000 unless told otherwise) from a seed, takes it into the log, and
runs each command in a process of its own, so that its greatest memory is its own. Both pairs start from the
same SQLite register and end in an empty one; where PostgreSQL answers, the archive is restored there too.
`--write` puts the table into `docs/figures/load.md`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

import psycopg
from figures import machine, write_between

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


@dataclass(frozen=True, slots=True)
class Took:
    """What a command took: seconds, seconds of processor, MiB at its greatest."""

    seconds: float
    busy: float
    memory: float


def run(home: Path, *command: str, database: str = "") -> tuple[Took, str]:
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
    busy = usage.ru_utime + usage.ru_stime
    return Took(time.perf_counter() - start, busy, usage.ru_maxrss / 1024), said.strip()


def tequio(home: Path, *arguments: str, database: str = "") -> tuple[Took, str]:
    """Run one of our commands."""
    return run(home, "-c", "from tequio.cli.main import main; main()", *arguments, database=database)


def line(rows: list[str], what: str, took: Took, rest: str = "") -> None:
    """Print one row of the table, and add it."""
    row = f"| {what} | {took.seconds:.1f} | {took.busy:.1f} | {took.memory:.0f} | {rest} |"
    rows.append(row)
    print(row, flush=True)


def restored_on_postgresql(rows: list[str], folder: Path, archive: Path) -> None:
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
            took, _said = tequio(folder / "p", "restore", str(archive), database=address)
            line(rows, "`tequio restore` on PostgreSQL", took)
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def compare(commitments: int, folder: Path) -> list[str]:
    """Measure one size; give its table."""
    home, archive, dump = folder / "a", folder / "register.zip", folder / "dump.json"
    run(home, "-c", FILL, str(commitments))
    for other in ("b", "c"):
        tequio(folder / other, "manage", "migrate", "-v0")
    size = (home / "tequio.sqlite3").stat().st_size / 2**20
    rows = [f"**{commitments:,} commitments, {size:.0f} MiB of SQLite**", ""]
    rows += ["| command | seconds | processor, s | memory, MiB | |", "|---|---|---|---|---|"]
    print("\n".join(rows), flush=True)
    took, said = tequio(home, "backup", str(archive))
    line(rows, "`tequio backup`", took, f"{archive.stat().st_size / 2**20:.1f} MiB, {said.split(': ')[-1]}")
    took, _said = tequio(folder / "b", "restore", str(archive))
    line(rows, "`tequio restore` on SQLite", took)
    restored_on_postgresql(rows, folder, archive)
    left_out = ("-e", "contenttypes", "-e", "auth.permission")
    took, _said = tequio(home, "manage", "dumpdata", *left_out, "-o", str(dump))
    line(rows, "`dumpdata` (no files, no log check)", took, f"{dump.stat().st_size / 2**20:.1f} MiB")
    took, _said = tequio(folder / "c", "manage", "loaddata", str(dump))
    line(rows, "`loaddata` (no files, no log check)", took)
    return [*rows, ""]


def main() -> None:
    """Measure each size in a folder that goes away afterwards."""
    asked = [one for one in sys.argv[1:] if one != "--write"]
    told = " ".join(["python benchmarks/bench_backup.py", *sys.argv[1:]])
    rows = [f"Measured on {machine()} by `{told}`.", ""]
    for size in map(int, asked or SIZES):
        with tempfile.TemporaryDirectory(dir=os.environ.get("TEQUIO_BENCH_FOLDER")) as made:
            rows += compare(size, Path(made))
    if "--write" in sys.argv:
        write_between("backup", "\n".join(rows))


if __name__ == "__main__":
    main()
