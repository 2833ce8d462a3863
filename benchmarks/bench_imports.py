"""How long an import of the size of OHCHR's index takes, and how much memory; a second run changes nothing.

    python benchmarks/bench_imports.py [records] [--full]

Makes an export from a seed (the fields and the proportions of the real one) and takes it in, in a process of
its own, on SQLite and on PostgreSQL; then looks through the same file again. `--full` is 270,000 records.
Ends with exit code 1 where a bound for the full size, in proportion to the records, is passed.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench_register import postgres

FULL, SMALL = 270_000, 10_000
# For the full size, on two cores: seconds of the first and of the second run; memory in MB at any size.
FIRST_SECONDS, SECOND_SECONDS, MEMORY_MB = 600, 120, 600


def main() -> int:
    """Measure on each database in a process of its own."""
    named = [argument for argument in sys.argv[1:] if argument.isdigit()]
    records = int(named[0]) if named else FULL if "--full" in sys.argv else SMALL
    worst = 0
    with tempfile.TemporaryDirectory() as folder, postgres() as address:
        for name, url in (("SQLite", ""), ("PostgreSQL", address)):
            if url is None:
                print(f"{name}: none answers")
                continue
            home = Path(folder) / name
            environment = {**os.environ, "TEQUIO_HOME": str(home), "DATABASE_URL": url}
            environment["DJANGO_SETTINGS_MODULE"] = "tequio.site.settings"
            print(f"{name}, {records} records")
            command = [sys.executable, __file__, str(records), "--measure", str(Path(folder) / "export.json")]
            worst = max(worst, subprocess.run(command, env=environment, check=False).returncode)
    return worst


def measure(records: int, export: Path) -> int:
    """Measure on the database that the environment names."""
    import django

    django.setup()
    from django.core.management import call_command
    from generated_export import write_export

    from tequio.apps.accounts.models import User
    from tequio.apps.register.importing import apply_import, preview_import, shape_of

    call_command("migrate", verbosity=0)
    by = User.objects.create(username="coordinacion", role=User.Role.COORDINATOR)
    if not export.exists():
        write_export(export, records)
    began, processor = time.perf_counter(), time.process_time()
    run = apply_import(preview_import(export, by, shape_of(export, "uhri")), by)
    first = time.perf_counter() - began
    print(f"  {export.stat().st_size / 1e6:.0f} MB: {run.counts['new']} recommendations taken in")
    print(f"  first run   {first:6.1f} s, processor {time.process_time() - processor:6.1f} s")
    began = time.perf_counter()
    again = preview_import(export, by, shape_of(export, "uhri"))
    second = time.perf_counter() - began
    print(f"  second run  {second:6.1f} s: {again.counts['new'] + again.counts['changed']} changes")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  memory      {memory:6.0f} MB at most")
    share = records / FULL
    passed = [
        first <= max(FIRST_SECONDS * share, 5),
        second <= max(SECOND_SECONDS * share, 3),
        memory <= MEMORY_MB,
        again.counts["new"] + again.counts["changed"] == 0,
    ]
    return 0 if all(passed) else 1


if __name__ == "__main__":
    if "--measure" in sys.argv:
        sys.exit(measure(int(sys.argv[1]), Path(sys.argv[3])))
    sys.exit(main())
