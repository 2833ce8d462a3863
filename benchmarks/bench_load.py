"""Fifty people at once, one request in five a write, against a real server, on SQLite and on PostgreSQL.

    python benchmarks/bench_load.py [--commitments N | --full] [--seconds S] [--people P] [--workers W]
                                    [--only sqlite|postgresql] [--write]

Makes a register from a seed, starts Gunicorn on 127.0.0.1 and lets each of the fifty ask for the next page as
soon as the last one came, for so many seconds. Writes are assessments, pieces of evidence, actions and
assignments, each with a mark of its own; afterwards every write that the server confirmed is looked for, the
log is verified, and what is kept of components is compared with what a rebuild would make. Errors and lost
writes end the command with exit code 1. Up to 20,000 commitments the log vouches for every record of the
register; beyond, for those that the fifty have made (taking in two million records takes too long). Beside
requests a second stands the processor that a request took of the server, of PostgreSQL and of the fifty
themselves: on a machine that is busy with other work, that is the figure to compare.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench_followup_scale import FULL, command_line, percentile, registers
from figures import machine, write_between
from wire import Line, processor_of

COMMITMENTS, SECONDS, PEOPLE, WORKERS, THREADS = 3_000, 20, 50, 2, 1
WRITES = 0.2
# Seconds of reading only, not counted, in which each process of the server loads what it needs.
WARMING_UP = 10
TOKEN = "b" * 32
# Larger registers are not taken into the log before the run.
VOUCHED = 20_000
ROLES = ("coordinator", "focal_point", "nhri", "civil_society", "focal_point")


@dataclass(slots=True)
class Met:
    """What one person, or all of them, met with."""

    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    confirmed: dict[str, list[str]] = field(default_factory=dict)  # kind of write -> marks
    errors: Counter[str] = field(default_factory=Counter)

    def add(self, other: Met) -> None:
        """Take in what another has met with."""
        self.reads += other.reads
        self.writes += other.writes
        self.errors += other.errors
        for kind, marks in other.confirmed.items():
            self.confirmed.setdefault(kind, []).extend(marks)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in.

    Args:
        role: theirs.
        institution: number of the one that they speak for.
        cookie: of the session.
    """

    role: str
    institution: int
    cookie: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What the fifty ask for: numbers of commitments, of their components, of other things.

    Args:
        free: components that nobody is in charge of.
    """

    commitments: list[int]
    components: list[int]
    free: list[int]
    mechanisms: list[int]
    themes: list[int]
    institutions: list[int]


def main() -> int:
    """Run on each database in processes of its own."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--commitments", type=int, default=COMMITMENTS)
    parser.add_argument("--full", action="store_true", help=f"{FULL:,} commitments")
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--workers", type=int, default=WORKERS, help="processes of the server")
    parser.add_argument("--threads", type=int, default=THREADS, help="threads of each process")
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--write", action="store_true", help="put the figures into docs/figures/load.md")
    parser.add_argument(
        "--keep", metavar="FOLDER", help="keep the registers there and in PostgreSQL, and use them"
    )
    parser.add_argument("--run", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.commitments < 1000 or not 1 <= asked.people <= 200 or not 1 <= asked.seconds <= 3600:
        parser.error("name 1000 commitments or more, 1 to 200 people, 1 to 3600 seconds")
    size = FULL if asked.full else asked.commitments
    if asked.run:
        return run(size, asked)
    rows = [
        f"Measured on {machine()} with {size:,} commitments, {asked.people} people for {asked.seconds} s, "
        f"{asked.workers} server processes, by `{command_line()}`.",
        "",
        "| database | requests a second | reads: median, p95, ms | writes: median, p95, ms "
        "| processor a request: server, database, the fifty, ms | writes confirmed | lost | errors | log |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    worst = 0
    with registers(asked.keep, size) as (home, address):
        for name, url in (("SQLite", ""), ("PostgreSQL", address)):
            if asked.only in (None, name.lower()):
                code, row = on(name, url, home / name)
                worst, rows = max(worst, code), [*rows, row]
    if asked.write:
        write_between("load", "\n".join(rows))
    return worst


def on(name: str, url: str | None, home: Path) -> tuple[int, str]:
    """Run on one database; give the exit code and its row of the table."""
    print(f"\n{name}", flush=True)
    if url is None:
        print("  none answers")
        return 0, f"| {name} | none answered |"
    environment = {**os.environ, "TEQUIO_HOME": str(home), "DATABASE_URL": url}
    environment["DJANGO_SETTINGS_MODULE"] = "tequio.site.settings"
    command = [sys.executable, __file__, *sys.argv[1:], "--run"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        last = ""
        for line in process.stdout:
            print(f"  {line}", end="", flush=True)
            last = line.strip() if line.startswith("|") else last
    return process.returncode, f"| {name} {last}"


def run(size: int, asked: argparse.Namespace) -> int:
    """Make the register, let the people work, and look for what they have written."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from generated_followup import Size, fill_in_use

    from tequio.apps.accounts.models import User
    from tequio.apps.ledger.recording import adopt

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    start = time.perf_counter()
    if not User.objects.exists():
        fill_in_use(Size(size))
    if size <= VOUCHED:
        adopt()
    mark = f"mark-{os.getpid()}-{time.time_ns()}"
    print(f"made in {time.perf_counter() - start:.0f} s", flush=True)
    people, ground = signed_in(asked.people), survey(random.Random(5))
    with server(asked.workers, asked.threads) as (port, root):
        everybody(people, ground, port, WARMING_UP, 0, mark)
        before, own = processor_of(root), time.process_time()
        met, seconds = everybody(people, ground, port, asked.seconds, WRITES, mark)
        busy = {name: spent - before.get(name, 0) for name, spent in processor_of(root).items()}
        busy["the fifty"] = time.process_time() - own
    return told(met, seconds, size, mark, busy)


def told(met: Met, seconds: float, size: int, mark: str, busy: Mapping[str, float]) -> int:
    """Print what was met with, and give the exit code.

    Args:
        met: by all.
        seconds: that it took.
        size: of the register.
        mark: with which all that was written begins.
        busy: program -> seconds of processor.
    """
    written = held(mark)
    lost = sum(Counter(written[kind])[one] != 1 for kind, its in met.confirmed.items() for one in its)
    is_whole, sentence = verified(size, mark)
    confirmed = sum(map(len, met.confirmed.values()))
    for what, n in met.errors.most_common(5):
        print(f"error: {what} ({n})")
    if sentence:
        print(f"log: {sentence}")
    print("writes confirmed:", ", ".join(f"{kind} {len(its)}" for kind, its in sorted(met.confirmed.items())))
    asked = len(met.reads) + len(met.writes)
    speed = asked / seconds
    spent = " / ".join(
        f"{busy[name] * 1000 / max(asked, 1):.1f}" if name in busy else "–"
        for name in ("server", "database", "the fifty")
    )
    shown = [
        " / ".join(f"{percentile(took, share):.0f}" for share in (50, 95)) if took else "–"
        for took in (met.reads, met.writes)
    ]
    log = "whole" if is_whole else "broken"
    errors = sum(met.errors.values())
    row = (f"{speed:.0f}", *shown, spent, confirmed, lost, errors, log)
    print("| " + " | ".join(map(str, row)) + " |", flush=True)
    return int(bool(lost or errors or not is_whole))


def signed_in(count: int) -> list[Person]:
    """Sign people of several roles in, without the form: their sessions are made as it would make them."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from tequio.apps.accounts.models import User

    accounts = {
        role: list(User.objects.filter(role=role, institution__isnull=False).order_by("pk")) for role in ROLES
    }
    people = []
    for i in range(count):
        role = ROLES[i % len(ROLES)]
        user = accounts[role][i // len(ROLES) % len(accounts[role])]
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        people.append(Person(role, user.institution_id, str(session.session_key)))
    return people


def survey(chance: random.Random) -> Ground:
    """Draw what is asked for; what is written goes to components that stand in the register."""
    from tequio.apps.accounts.models import FocalPoint
    from tequio.apps.register.models import Component, ComponentStanding, Mechanism, Topic

    standing = ComponentStanding.objects.filter(under="all").order_by("component_id")
    keys = list(standing.values_list("component_id", flat=True))
    drawn = chance.sample(keys, min(len(keys), 2000))
    of_components = Component.objects.filter(pk__in=drawn).order_by("pk")
    free = standing.filter(has_institution=False).values_list("component_id", flat=True)
    return Ground(
        list(of_components.values_list("commitment_id", flat=True)),
        drawn,
        list(free),
        list(Mechanism.objects.order_by("pk").values_list("pk", flat=True)[:200]),
        list(Topic.objects.filter(scheme="themes").values_list("pk", flat=True)),
        sorted(set(FocalPoint.running().values_list("institution", flat=True))),
    )


@contextmanager
def server(workers: int, threads: int) -> Iterator[tuple[int, int]]:
    """Start the site as in production, and stop it afterwards; gives its port and its first process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "tequio.site.wsgi:application",
        "--bind",
        f"127.0.0.1:{port}",
    ]
    command += ["--workers", str(workers), "--worker-class", "gthread", "--threads", str(threads)]
    command += ["--timeout", "120"]
    command += ["--log-level", "warning", "--keep-alive", "30", "--backlog", "256"]
    process = subprocess.Popen(command)
    try:
        for _try in range(600):
            if process.poll() is not None:
                sys.exit("the server does not start; what it said stands above")
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def everybody(
    people: list[Person], ground: Ground, port: int, seconds: int, writes: float, mark: str
) -> tuple[Met, float]:
    """Let everybody work at once for so many seconds; give what they met with and how long it took.

    Args:
        people: who.
        ground: what they ask for.
        port: of the server.
        seconds: how long; what is under way then is waited for.
        writes: share of the requests that write.
        mark: with which all that is written begins.
    """
    all_met, lock = Met(), threading.Lock()
    start = time.perf_counter()
    until = start + seconds

    def work(number: int) -> None:
        met = at_work(people[number], ground, port, until, writes, number, mark)
        with lock:
            all_met.add(met)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(len(people))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return all_met, time.perf_counter() - start


def at_work(
    person: Person, ground: Ground, port: int, until: float, writes: float, number: int, begins: str
) -> Met:
    """Ask for one page after the other, a share of them writes, until the time is over."""
    met, chance = Met(), random.Random(number)
    line = Line(port, f"sessionid={person.cookie}; csrftoken={TOKEN}", TOKEN)
    done = 0
    while time.perf_counter() < until:
        is_write = chance.random() < writes
        mark = f"{begins}-{number}-{done}"
        kind, address, form = "", read(person, ground, chance), {}
        if is_write:
            free = ground.free[(done * 1000 + number) % len(ground.free)]
            kind, address, form = write(person, ground, chance, mark, free)
        done += 1
        start = time.perf_counter()
        try:
            status, body = line.ask(address, urlencode(form) if kind else None)
        except OSError as error:
            met.errors[f"{type(error).__name__} at {kind or address}"] += 1
            line.close()
            continue
        (met.writes if kind else met.reads).append((time.perf_counter() - start) * 1000)
        if kind and status == 302:
            met.confirmed.setdefault(kind, []).append(mark)
        elif kind or status != 200:
            met.errors[f"{status} at {kind or address.partition('?')[0]} {body!r}"[:300]] += 1
    line.close()
    return met


def read(person: Person, ground: Ground, chance: random.Random) -> str:
    """Draw a page, in the proportions of a working day: mostly commitments, then lists."""
    commitment, institution = chance.choice(ground.commitments), chance.choice(ground.institutions)
    theme, mechanism = chance.choice(ground.themes), chance.choice(ground.mechanisms)
    pages = {
        f"/commitments/{commitment}/": 40,
        f"/components/?institution={institution}&theme={theme}&without=evidence": 15,
        "/work/": 15,
        f"/register/?mechanism={mechanism}&kind=agreement&strength=firm": 10,
        f"/mechanisms/{mechanism}/": 10,
        "/public/submit": 5,
        "/": 5,
    }
    if person.role == "coordinator":
        pages[f"/board/?institution={institution}"] = 15
    return chance.choices(list(pages), list(pages.values()))[0]


def write(
    person: Person, ground: Ground, chance: random.Random, mark: str, free: int
) -> tuple[str, str, Mapping[str, str]]:
    """Draw a write that the person's role may do: its kind, its address and the form as filled in.

    Args:
        person: who writes.
        ground: what there is.
        chance: random numbers.
        mark: by which it is found again.
        free: component that the person may assign; nobody else is given the same.
    """
    component = chance.choice(ground.components)
    evidence = {"bearing": "context", "finding": mark, "source": "S", "confidentiality": "partners"}
    action = {"title": mark, "status": "planned", "institution": str(person.institution)}
    assigned = {"institution": str(chance.choice(ground.institutions)), "part": "lead", "why": mark}
    assessment = {
        "value": "tequio:in_progress",
        "confidence": "high",
        "rationale": mark,
        "method": "manual 2",
    }
    at = f"/components/{component}"
    possible: dict[str, list[tuple[str, str, Mapping[str, str]]]] = {
        "coordinator": [
            ("assignment", f"/components/{free}/assign", assigned),
            ("evidence", f"{at}/evidence/add", evidence),
        ],
        "focal_point": [
            ("action", f"{at}/actions/add", action),
            ("evidence", f"{at}/evidence/add", evidence),
        ],
        "nhri": [("assessment", f"{at}/assess", assessment), ("evidence", f"{at}/evidence/add", evidence)],
        "civil_society": [("evidence", f"{at}/evidence/add", evidence)],
    }
    return chance.choice(possible[person.role])


# Kind of write -> (model, column that bears the mark, path to its component).
_BEARING = {
    "evidence": ("Evidence", "finding", "component"),
    "action": ("Action", "title", "components"),
    "assessment": ("Assessment", "rationale", "component"),
    "assignment": ("AssignmentStep", "why", "subject__component"),
}


def held(mark: str, column: str = "") -> dict[str, list[Any]]:
    """Give what the database holds of this run: kind of write -> marks, or the numbers of the components."""
    from tequio.apps.register import models

    found = {}
    for kind, (model, bearing, component) in _BEARING.items():
        rows = getattr(models, model).objects.filter(**{f"{bearing}__startswith": f"{mark}-"})
        found[kind] = list(rows.values_list(component if column == "component" else bearing, flat=True))
    return found


def verified(size: int, mark: str) -> tuple[bool, str]:
    """Verify the log, and what is kept of components; give whether both are whole, and what is not."""
    from tequio.apps.ledger.models import Event
    from tequio.apps.ledger.tracking import present_digests
    from tequio.apps.ledger.verifying import verify_ledger
    from tequio.apps.register.followup.standing import rebuild, renew
    from tequio.engines.ledger import verify

    if size <= VOUCHED:
        verdict, differing = verify_ledger(), rebuild()
    else:
        links = (event.link() for event in Event.objects.order_by("sequence").iterator())
        verdict = verify(links, present_digests)
        differing = renew({key for keys in held(mark, "component").values() for key in keys})
    if not verdict.is_whole:
        return False, str(verdict.first)
    return not differing, f"{differing} rows of component standing differed" if differing else ""


if __name__ == "__main__":
    sys.exit(main())
