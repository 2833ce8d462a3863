"""How long the server takes to open the reading room of a document of 100 pages, 300 KB and 400 findings.

    python benchmarks/bench_reading_room.py [--profile]

Reads a document made up for it into an empty SQLite database and asks for its page in one process without a
network, sign-in, templates and all. Medians of seven and the processor time beside them, which tells how busy
the machine was; `--profile` prints where the processor time goes. Exit code 1 above the bound.
"""

from __future__ import annotations

import cProfile
import io
import os
import pstats
import statistics
import sys
import tempfile
import time

BOUND_MS = 1000
ROUNDS = 7
FINDINGS = 400
_SENTENCE = "{n}. Mexico and the United Kingdom agreed to exchange good practices on gender, part {n}."
_FILLER = "The delegations spoke at length of the situation of human rights in both countries. " * 8


def main() -> int:
    """Measure; the exit code says whether the page is too slow."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {
            "TEQUIO_HOME": home,
            "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "tequio.site.settings",
        }
        return measure("--profile" in sys.argv)


def measure(is_profiled: bool) -> int:
    """Fill the database of this process and measure."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.http import HttpRequest
    from django.test import RequestFactory

    from tequio.apps.accounts.models import User
    from tequio.apps.library.operations import take_in
    from tequio.apps.register.views.reading_room import reading_room

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    words = "".join(f"{_SENTENCE.format(n=n)}\n\n{_FILLER}\n\n" for n in range(1, FINDINGS + 1))
    person = User.objects.create(username="coordinacion", role=User.Role.COORDINATOR)
    document = take_in(io.BytesIO(words.encode()), "long.txt", by=person).version.document  # type: ignore[union-attr]

    def ask() -> int:
        request: HttpRequest = RequestFactory().get("/")
        request.user, request.htmx = person, False  # type: ignore[attr-defined]
        return len(reading_room(request, document.pk).content)

    size, times, processor = ask(), [], []
    for _round in range(ROUNDS):
        start, start_processor = time.perf_counter(), time.process_time()
        ask()
        times.append((time.perf_counter() - start) * 1000)
        processor.append((time.process_time() - start_processor) * 1000)
    median, busy = statistics.median(times), statistics.median(processor)
    print(f"reading room, {len(words) // 1024} kB, {document.current.commitments.count()} findings, in ms:")
    print(
        f"  median {median:.0f}, quickest {min(times):.0f}, processor {busy:.0f}; page of {size // 1024} kB"
    )
    if is_profiled:
        with cProfile.Profile() as profile:
            ask()
        pstats.Stats(profile).sort_stats("tottime").print_stats(45)
    return int(median > BOUND_MS)


if __name__ == "__main__":
    sys.exit(main())
