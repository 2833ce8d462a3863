"""How long the data package takes, and how much memory, on SQLite and on PostgreSQL.

    python benchmarks/bench_open_data.py [commitments] [sqlite|postgresql]

Fills an empty database from a seed, publishes every document, and writes the package; beside it, in the same
run, the register's own CSV export of the same commitments, which makes whole objects of the rows. Ends with
exit code 1 where 270,000 commitments would take longer than a minute at the measured rate.
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

COMMITMENTS = 20_000
WHOLE, BOUND_S = 270_000, 60.0


def main() -> int:
    """Measure on each database in a process of its own."""
    commitments = sys.argv[1] if len(sys.argv) > 1 else str(COMMITMENTS)
    only, worst = sys.argv[2] if len(sys.argv) > 2 else "", 0
    with tempfile.TemporaryDirectory() as home, postgres() as address:
        for name, url in (("sqlite", ""), ("postgresql", address)):
            if url is None or only not in {"", name}:
                continue
            environment = {**os.environ, "TEQUIO_HOME": str(Path(home) / name), "DATABASE_URL": url}
            environment["DJANGO_SETTINGS_MODULE"] = "tequio.site.settings"
            for step in ("--fill", "--measure"):  # apart: filling holds all in memory
                command = [sys.executable, __file__, commitments, step]
                worst = max(worst, subprocess.run(command, env=environment, check=False).returncode)
    return worst


def fill_database(commitments: int) -> int:
    """Fill the database of the settings, every document public."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone
    from generated_register import analyze, fill

    from tequio.apps.library.models import Document

    call_command("migrate", verbosity=0)
    fill(commitments)
    Document.objects.update(published_at=timezone.now())
    analyze()
    return 0


def measure(commitments: int) -> int:
    """Write both."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.urls import reverse

    from tequio.apps.register.exports import Places, as_csv
    from tequio.apps.register.opendata import publish_register
    from tequio.apps.register.queries import listing

    reverse("public")  # loads the site's pages, once for a process
    before = _memory()
    start, start_processor = time.perf_counter(), time.process_time()
    files = publish_register(Path(settings.HOME) / "open-data")
    took = time.perf_counter() - start
    processor = time.process_time() - start_processor
    grown = _memory() - before
    written = {file.path: file for file in files}
    kept, size = written["commitments.csv"].rows or 0, sum(file.bytes for file in files)
    start = time.perf_counter()
    for _line in as_csv(listing.every_row(listing.Narrowing()), lambda c: Places("", "", ""), "en"):
        pass
    peer = time.perf_counter() - start
    whole = took / kept * WHOLE
    print(
        f"{connection.vendor}: {kept:,} public commitments of {commitments:,}: whole package {took:.1f} s, "
        f"{processor:.1f} s of processor "
        f"({size / 1e6:.0f} MB, {grown:.0f} MB more memory at most); the register's CSV alone {peer:.1f} s "
        f"({peer / took:.1f} times); {WHOLE:,} at this rate {whole:.0f} s",
        flush=True,
    )
    return int(whole > BOUND_S)


def _memory() -> float:
    """Give the most memory that the process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if "--fill" in sys.argv:
        sys.exit(fill_database(int(sys.argv[1])))
    if "--measure" in sys.argv:
        sys.exit(measure(int(sys.argv[1])))
    sys.exit(main())
