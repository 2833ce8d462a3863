"""How fast lists, board, commitment and public pages are in a register in use, on SQLite and on PostgreSQL.

    python benchmarks/bench_followup_scale.py [--commitments N | --full] [--only sqlite|postgresql] [--write]

Makes a register from a seed (`--full`: 270,000 commitments, 400,000 components, 1,000,000 assessments, 170
accounts; that alone takes some minutes a database) and asks for its pages in one process without a network,
sign-in, templates and all. Lists are asked for with three facets drawn at random from what the page offers.
The 95th percentile of each kind is held against its bound; beside it stands the processor time of this
process (on PostgreSQL the server's own is not in it), which tells how busy the machine was with other work.
`--write` puts the table into `docs/figures/load.md`. Ends with exit code 1 where a bound is broken.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench_register import postgres
from figures import machine, write_between

COMMITMENTS, FULL = 10_000, 270_000
LIST_MS, COMMITMENT_MS = 200, 100
# Pages asked for of each kind, each of them twice.
DRAWN = 25
SEED = 11


def main() -> int:
    """Measure on each database in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--commitments", type=int, default=COMMITMENTS)
    parser.add_argument("--full", action="store_true", help=f"{FULL:,} commitments")
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--write", action="store_true", help="put the figures into docs/figures/load.md")
    parser.add_argument(
        "--keep", metavar="FOLDER", help="keep the registers there and in PostgreSQL, and use them"
    )
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    size = FULL if asked.full else asked.commitments
    if size < 1000:
        parser.error("name 1000 commitments or more; fewer say nothing about a register's size")
    if asked.measure:
        return measure(size)
    worst, lines = 0, [f"Measured on {machine()} with {size:,} commitments, by `{command_line()}`.", ""]
    with registers(asked.keep, size) as (home, address):
        for name, url in (("SQLite", ""), ("PostgreSQL", address)):
            if asked.only in (None, name.lower()):
                code, table = on(name, url, size, home / name)
                worst = max(worst, code)
                lines += table
    if asked.write:
        write_between("scale", "\n".join(lines))
    return worst


@contextmanager
def registers(keep: str | None, size: int) -> Iterator[tuple[Path, str | None]]:
    """Give a folder for SQLite and an address for PostgreSQL; without `keep` both go away afterwards."""
    if keep is None:
        with tempfile.TemporaryDirectory() as home, postgres() as address:
            yield Path(home), address
    else:
        with postgres(f"tequio_bench_{size}") as address:
            yield Path(keep) / str(size), address


def command_line() -> str:
    """Give the command as somebody else would write it: where it keeps its registers is nobody's concern."""
    words = sys.argv[1:]
    if "--keep" in words:
        at = words.index("--keep")
        words = words[:at] + words[at + 2 :]
    return " ".join(["python benchmarks/" + Path(sys.argv[0]).name, *words])


def on(name: str, url: str | None, size: int, home: Path) -> tuple[int, list[str]]:
    """Measure on one database; give the exit code and the table."""
    print(f"\n{name}, {size:,} commitments", flush=True)
    if url is None:
        print("  none answers")
        return 0, [f"**{name}**: none answered.", ""]
    environment = {**os.environ, "TEQUIO_HOME": str(home), "DATABASE_URL": url}
    environment["DJANGO_SETTINGS_MODULE"] = "tequio.site.settings"
    command = [sys.executable, __file__, "--commitments", str(size), "--measure"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        rows = []
        for line in process.stdout:
            print(f"  {line}", end="", flush=True)
            rows.append(line.rstrip("\n"))
    return process.returncode, [f"**{name}**", "", *(row for row in rows if row.startswith("|")), ""]


def measure(size: int) -> int:
    """Fill the database of this process and measure; the exit code says whether a page is too slow."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from generated_followup import Size, fill_in_use

    from tequio.apps.accounts.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    start = time.perf_counter()
    if not User.objects.exists():
        fill_in_use(Size(size))
        print(f"made in {time.perf_counter() - start:.0f} s", flush=True)
    visitor, coordinator, focal = Client(), Client(), Client()
    coordinator.force_login(User.objects.filter(role="coordinator", institution__isnull=False)[0])
    focal.force_login(User.objects.filter(role="focal_point")[0])
    clients = {"visitor": visitor, "coordinator": coordinator, "focal point": focal}
    print("| page | as | bound, ms | p95, ms | median, ms | processor p95, ms |")
    print("|---|---|---|---|---|---|")
    slow = 0
    chance = random.Random(SEED)
    for name, who, bound, addresses in kinds(chance):
        took, busy = timed(clients[who].get, addresses)
        slow += bound is not None and took[0] > bound
        shown = bound if bound is not None else "–"
        print(f"| {name} | {who} | {shown} | {took[0]:.0f} | {took[1]:.0f} | {busy[0]:.0f} |", flush=True)
    if slow:
        print(f"{slow} kinds of page take longer than their bound")
    return int(slow > 0)


def timed(ask: Callable[[str], Any], addresses: list[str]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Ask for each address twice: (95th percentile, median) of the time and of the processor time, in ms."""
    ask(addresses[0])  # templates and plans are made ready once
    took, busy = [], []
    for address in addresses * 2:
        start, start_busy = time.perf_counter(), time.process_time()
        answer = ask(address)
        took.append((time.perf_counter() - start) * 1000)
        busy.append((time.process_time() - start_busy) * 1000)
        assert answer.status_code == 200, (address, answer.status_code)
    return (percentile(took, 95), percentile(took, 50)), (percentile(busy, 95), percentile(busy, 50))


def percentile(values: list[float], share: int) -> float:
    """Give the value below which so many hundredths lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def kinds(chance: random.Random) -> Iterator[tuple[str, str, int | None, list[str]]]:
    """Name the kinds of page: what, who asks, bound in ms, addresses."""
    from tequio.apps.register.models import Commitment, Mechanism, Session
    from tequio.apps.register.queries.public import public_commitments

    kept = list(Commitment.objects.filter(state__in=("accepted", "corrected")).values_list("pk", flat=True))
    public = list(public_commitments().values_list("pk", flat=True))
    mechanisms = list(Mechanism.objects.values_list("pk", flat=True))
    sessions = list(Session.objects.values_list("pk", flat=True))
    facets = [register_address(chance) for _i in range(DRAWN)]
    yield "register, as it opens", "coordinator", LIST_MS, ["/register/"]
    yield "register, three facets", "coordinator", LIST_MS, facets
    yield "register, words", "coordinator", None, ["/register/?q=torture", "/register/?q=nothing+like+it"]
    asked = [components_address(chance) for _i in range(DRAWN)]
    yield "components, as they open", "coordinator", LIST_MS, ["/components/"]
    yield "components, three facets", "coordinator", LIST_MS, asked
    boards = [f"/board/?rows={rows}" for rows in ("institution", "mechanism", "theme")]
    yield "board", "coordinator", LIST_MS, boards
    yield "board, narrowed", "coordinator", LIST_MS, [f"{one}&without=evidence&theme=1" for one in boards]
    pages = [f"/commitments/{key}/" for key in chance.sample(kept, DRAWN)]
    yield "commitment, its whole chain", "coordinator", COMMITMENT_MS, pages
    yield "commitment, its whole chain", "focal point", COMMITMENT_MS, pages
    yield "public commitment", "visitor", COMMITMENT_MS, [f"/public{one}" for one in drawn(chance, public)]
    yield "public register", "visitor", LIST_MS, ["/public/"]
    some = chance.sample(mechanisms, min(DRAWN, len(mechanisms)))
    open_to_all = set(public_commitments().values_list("session__mechanism", flat=True))
    yield (
        "public mechanism",
        "visitor",
        LIST_MS,
        [f"/public/mechanisms/{key}/" for key in some if key in open_to_all],
    )
    yield "work list", "focal point", LIST_MS, ["/work/", "/work/?within=quarter"]
    yield "work list", "coordinator", LIST_MS, ["/work/", "/work/?within=quarter"]
    yield "first page", "coordinator", LIST_MS, ["/"]
    yield "documents", "coordinator", LIST_MS, ["/documents/", "/documents/?state=to-check&language=en"]
    yield "mechanisms", "coordinator", LIST_MS, ["/mechanisms/", "/mechanisms/?next=overdue"]
    yield "mechanism", "coordinator", LIST_MS, [f"/mechanisms/{key}/" for key in some]
    yield "session", "coordinator", LIST_MS, [f"/sessions/{key}/" for key in chance.sample(sessions, 5)]


def drawn(chance: random.Random, keys: list[int]) -> list[str]:
    """Draw some commitments, as their addresses."""
    return [f"/commitments/{key}/" for key in chance.sample(keys, DRAWN)]


def register_address(chance: random.Random) -> str:
    """Draw three facets, and of each one value that the page offers after the facet before was chosen."""
    from tequio.apps.register.queries import listing

    asked = listing.Narrowing()
    for _i in range(3):
        offered = [shown for shown in listing.page(asked).facets if len(shown.values) > 1]
        free = [shown for shown in offered if shown.facet.name not in asked.chosen]
        if not free:
            break
        shown = chance.choice(free)
        value, _address = chance.choice(shown.values)
        asked = asked.toggled(shown.facet.name, value.value)
    return "/register/" + asked.address()


def components_address(chance: random.Random) -> str:
    """Draw three of: a case, what is lacking, an institution, a mechanism, a theme."""
    from tequio.apps.register.models import Assignment, Mechanism, Topic

    values: dict[str, list[Any]] = {
        "case": ["assigned", "no-action", "due", "overdue", "contradicted", "assessed"],
        "without": ["institution", "action", "evidence", "assessment"],
        "institution": list(Assignment.objects.order_by().values_list("institution", flat=True).distinct()),
        "mechanism": list(Mechanism.objects.values_list("pk", flat=True)),
        "theme": list(Topic.objects.filter(scheme="themes").values_list("pk", flat=True)),
    }
    names = chance.sample(sorted(values), 3)
    return "/components/?" + "&".join(f"{name}={chance.choice(values[name])}" for name in names)


if __name__ == "__main__":
    sys.exit(main())
