"""How fast the register's pages are with 10,000 commitments, on SQLite and on PostgreSQL.

    python benchmarks/bench_register.py [commitments]

Fills an empty database from a seed and asks for every page, and for the list narrowed by every facet, in one
process without a network: the time is the server's own, sign-in, templates and all. Medians of seven; beside
them the processor time of the process, which tells how busy the machine was with other work. Ends with exit
code 1 where a page takes longer than the bound. PostgreSQL is left out where none answers.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

COMMITMENTS = 10_000
BOUND_MS = 150
ROUNDS = 7
POSTGRES = os.environ.get("TEQUIO_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/tequio")


def main() -> int:
    """Measure on each database in a process of its own."""
    commitments = sys.argv[1] if len(sys.argv) > 1 else str(COMMITMENTS)
    worst = 0
    with tempfile.TemporaryDirectory() as home, postgres() as address:
        for name, url in (("SQLite", ""), ("PostgreSQL", address)):
            if url is None:
                print(f"\n{name}: none answers")
                continue
            environment = {**os.environ, "TEQUIO_HOME": str(Path(home) / name), "DATABASE_URL": url}
            environment["DJANGO_SETTINGS_MODULE"] = "tequio.site.settings"
            print(f"\n{name}, {commitments} commitments: median, quickest, processor, in ms")
            command = [sys.executable, __file__, commitments, "--measure"]
            worst = max(worst, subprocess.run(command, env=environment, check=False).returncode)
    return worst


@contextmanager
def postgres(kept: str = "") -> Iterator[str | None]:
    """Make a database that goes away afterwards; None where no server answers.

    Args:
        kept: name of one that is made where it is missing, and stays.
    """
    import psycopg
    from psycopg import sql

    server, name = POSTGRES.rsplit("/", 1)[0], kept or f"tequio_bench_{uuid.uuid4().hex[:8]}"
    try:
        connection = psycopg.connect(f"{server}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        yield None
        return
    with connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not known:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield f"{server}/{name}"
        finally:
            if not kept:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def measure(commitments: int) -> int:
    """Fill the database of this process and measure; the exit code says whether a page is too slow."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from generated_register import fill

    from tequio.apps.accounts.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    fill(commitments)
    client = Client()
    client.force_login(User.objects.get(username="coordinacion"))
    slow = 0
    for name, address in addresses():
        median, quickest, processor, size = timed(lambda: client.get(address))  # noqa: B023 - called at once
        slow += median > BOUND_MS
        print(f"  {median:7.1f} {quickest:7.1f} {processor:7.1f}  {name}  ({size // 1024} kB)", flush=True)
    for name in ("csv", "json"):
        start = time.perf_counter()
        size = len(client.get(f"/register/commitments.{name}").getvalue()) // 1024
        print(f"  {(time.perf_counter() - start) * 1000:7.0f}  all as {name} ({size} kB, no bound)")
    if slow:
        print(f"  {slow} pages take longer than {BOUND_MS} ms")
    return int(slow > 0)


def timed(ask: Callable[[], object]) -> tuple[float, float, float, int]:
    """Ask once to warm up, then `ROUNDS` times: median, quickest, median processor time in ms, and bytes."""
    size = len(ask().getvalue())  # type: ignore[attr-defined]
    times, processor = [], []
    for _round in range(ROUNDS):
        start, start_processor = time.perf_counter(), time.process_time()
        ask()
        times.append((time.perf_counter() - start) * 1000)
        processor.append((time.process_time() - start_processor) * 1000)
    return statistics.median(times), min(times), statistics.median(processor), size


def addresses() -> Iterator[tuple[str, str]]:
    """Name the pages: the list as it opens, by each facet, searched, ordered, and the other pages."""
    from tequio.apps.register.models import Commitment, Mechanism, Session
    from tequio.apps.register.queries import listing

    whole = listing.Narrowing()
    yield "register", "/register/"
    for shown in filter(lambda facet: facet.values, listing.page(whole).facets):
        most = max((value for value, _address in shown.values), key=lambda value: value.count)
        yield f"facet {shown.facet.name}", f"/register/?{shown.facet.name}={most.value}"
    yield "words", "/register/?q=torture"
    yield "words that most have", "/register/?q=the"
    yield "words that none has", "/register/?q=nothing+like+it"
    yield "by deadline", "/register/?order=due"
    middle = Commitment.objects.order_by("pk")[Commitment.objects.count() // 2].pk
    yield "a page in the middle", f"/register/?after={middle}"
    yield (
        "six filters",
        "/register/?q=the&kind=agreement&kind=commitment&strength=firm&themes=1&sdgs=2&party=1&state=accepted",
    )
    yield "mechanisms", "/mechanisms/"
    yield "mechanism", f"/mechanisms/{Mechanism.objects.order_by('pk')[0].pk}/"
    yield "session", f"/sessions/{Session.objects.order_by('pk')[0].pk}/"
    yield "commitment", f"/commitments/{middle}/"
    yield "first page", "/"
    yield "documents", "/documents/"


if __name__ == "__main__":
    if "--measure" in sys.argv:
        sys.exit(measure(int(sys.argv[1])))
    sys.exit(main())
