"""How fast the interface for programs lists commitments, on SQLite and on PostgreSQL.

    python benchmarks/bench_api.py [commitments] [sqlite|postgresql]

Fills an empty database from a seed, publishes every document, and asks as a visitor for pages of
`/api/v1/commitments`: page after page by cursor, and narrowed by kind and by mechanism. In one process,
without a network: the time is the server's own. Prints the median and the 95th percentile of the time, and of
the processor, which tells how busy the machine was with other work. Ends with exit code 1 where the 95th
percentile is above the bound. Without a number it takes the whole, 270,000.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench_register import postgres

WHOLE, BOUND_MS, PAGES, ROUNDS = 270_000, 100.0, 40, 3


def main() -> int:
    """Measure on each database in a process of its own."""
    commitments = sys.argv[1] if len(sys.argv) > 1 else str(WHOLE)
    only, worst = sys.argv[2] if len(sys.argv) > 2 else "", 0
    with tempfile.TemporaryDirectory() as home, postgres() as address:
        for name, url in (("sqlite", ""), ("postgresql", address)):
            if url is None or only not in {"", name}:
                continue
            environment = {**os.environ, "TEQUIO_HOME": str(Path(home) / name), "DATABASE_URL": url}
            environment["DJANGO_SETTINGS_MODULE"] = "tequio.site.settings"
            fill = [
                sys.executable,
                str(Path(__file__).with_name("bench_open_data.py")),
                commitments,
                "--fill",
            ]
            subprocess.run(fill, env=environment, check=True)
            measured = subprocess.run([sys.executable, __file__, "--measure"], env=environment, check=False)
            worst = max(worst, measured.returncode)
    return worst


def measure() -> int:
    """Ask for the lists of the database of the settings."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.get("/api/v1/commitments")  # loads what a process loads once
    took: list[float] = []
    processor: list[float] = []
    addresses = list(_addresses(client))
    for _round in range(ROUNDS):
        for address in addresses:
            cache.clear()  # the limit on requests of one address is not what is measured
            start, start_processor = time.perf_counter(), time.process_time()
            answer = client.get(address)
            took.append((time.perf_counter() - start) * 1000)
            processor.append((time.process_time() - start_processor) * 1000)
            if answer.status_code != 200:
                raise SystemExit(f"{address} answers {answer.status_code}.")
    worst = _percentile(took)
    print(
        f"{connection.vendor}: {len(took)} lists: median {statistics.median(took):.0f} ms, 95th percentile "
        f"{worst:.0f} ms; of the processor {statistics.median(processor):.0f} and "
        f"{_percentile(processor):.0f} ms",
        flush=True,
    )
    return int(worst > BOUND_MS)


def _addresses(client: Any) -> Iterator[str]:
    """Give the addresses, each as soon as it is known: a cursor stands in the page before."""
    from tequio.apps.register.models import Commitment, Mechanism

    start = "/api/v1/commitments"
    for kind in Commitment.Kind.values:
        yield f"{start}?kind={kind}"
    for number in Mechanism.objects.order_by("pk").values_list("pk", flat=True)[:10]:
        yield f"{start}?mechanism={number}"
    address: str | None = start
    for _page in range(PAGES):
        if address is None:
            return
        yield address
        cursor = client.get(address).json()["next"]
        address = f"{start}?cursor={cursor}" if cursor else None


def _percentile(values: list[float]) -> float:
    return sorted(values)[max(0, round(0.95 * len(values)) - 1)]


if __name__ == "__main__":
    sys.exit(measure() if "--measure" in sys.argv else main())
