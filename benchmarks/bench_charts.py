"""What the charts on the public pages of one large mechanism cost: queries, time and the processor's time.

    python benchmarks/bench_charts.py [commitments] [sqlite|postgresql]

Fills an empty database from a seed with a register in use, gives all its sessions to one mechanism and
publishes every document; then asks as a visitor for the mechanism's page and for its one-page summary. In one
process, without a network. Told are the first answer and the median of later ones, with no change between.
Ends with exit code 1 where the processor is kept longer than the bound by an answer of either kind, or where
a page is longer than its bound. Without a number it takes 20,000 commitments.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench_register import postgres

COMMITMENTS, ROUNDS = 20_000, 5
# Of the processor, for the first answer after a change and for those that follow it.
FIRST_MS, LATER_MS = 2_000.0, 150.0
LONGEST_PAGE = 200_000  # bytes


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
    """Fill the database of the settings: one mechanism, every document public."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone
    from generated_followup import Size, fill_in_use
    from generated_register import analyze

    from tequio.apps.ledger.recording import note, recorded
    from tequio.apps.library.models import Document
    from tequio.apps.register.models import Mechanism, Session

    call_command("migrate", verbosity=0)
    fill_in_use(Size(commitments))
    Document.objects.update(published_at=timezone.now())
    mechanism = Mechanism.objects.order_by("pk")[0]
    Session.objects.update(mechanism=mechanism)
    analyze()
    with recorded(None, "benchmark"):  # the log of a register in use is not empty
        note(mechanism)
        mechanism.name_en = "One large mechanism"
        mechanism.save()
    return 0


def measure() -> int:
    """Ask for the pages of the database of the settings."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tequio.apps.register.models import Commitment, Mechanism

    settings.ALLOWED_HOSTS = ["*"]
    client, failed = Client(), 0
    client.get("/public/")  # loads what a process loads once
    number = Mechanism.objects.order_by("pk").values_list("pk", flat=True)[0]
    print(f"{connection.vendor}: {Commitment.objects.count()} commitments of one mechanism", flush=True)
    for address in (f"/public/mechanisms/{number}/", f"/public/mechanisms/{number}/summary/"):
        took: list[float] = []
        processor: list[float] = []
        for _round in range(ROUNDS + 1):
            start, start_processor = time.perf_counter(), time.process_time()
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(address)
            took.append((time.perf_counter() - start) * 1000)
            processor.append((time.process_time() - start_processor) * 1000)
            if answer.status_code != 200:
                raise SystemExit(f"{address} answers {answer.status_code}.")
        later = statistics.median(processor[1:])
        print(f"  {address}: {len(answer.content) / 1000:.0f} kB, {len(queries)} queries", flush=True)
        print(f"    first {took[0]:6.0f} ms, of the processor {processor[0]:6.0f}")
        print(f"    later {statistics.median(took[1:]):6.0f} ms, of the processor {later:6.0f}", flush=True)
        failed |= processor[0] > FIRST_MS or later > LATER_MS or len(answer.content) > LONGEST_PAGE
    return int(failed)


if __name__ == "__main__":
    if "--fill" in sys.argv:
        sys.exit(fill_database(int(sys.argv[1])))
    sys.exit(measure() if "--measure" in sys.argv else main())
