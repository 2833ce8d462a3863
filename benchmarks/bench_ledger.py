"""How fast a ledger is written and verified, and in how much memory.

    python benchmarks/bench_ledger.py [events]

Makes that many events (1,000,000 unless told otherwise) about a fifth as many records into a temporary
file, one JSON line each, then verifies the chain alone and the chain with every record. Each step runs in
a process of its own, so that its greatest memory is its own.
"""

from __future__ import annotations

import datetime
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from tequio.engines.ledger import START, Change, Event, Head, Link, extend, verify

EVENTS = 1_000_000
NOON = datetime.datetime(2026, 1, 1, 12, tzinfo=datetime.UTC)


def _digest(record: int, version: int) -> str:
    return sha256(b"%d/%d" % (record, version)).hexdigest()


def write(path: Path, events: int) -> None:
    """Write the log: record after record is made, then all are changed, round after round."""
    records = max(events // 5, 1)
    head = START
    with path.open("w", encoding="ascii") as file:
        for number in range(events):
            version, record = divmod(number, records)
            before = _digest(record, version - 1) if version else None
            change = Change(
                f"account-{number % 170}",
                "assess",
                "assessment",
                str(record),
                before,
                _digest(record, version),
            )
            link = extend(head, change, NOON + datetime.timedelta(seconds=number))
            head = Head(link.event.sequence, link.hash)
            row = [link.event.sequence, link.event.at, change.actor, change.verb, change.object_type]
            row += [change.object_id, change.before, change.after, link.hash]
            file.write(json.dumps(row) + "\n")


def read(path: Path) -> Iterator[Link]:
    """Read the log as a cursor of a database would give it."""
    with path.open(encoding="ascii") as file:
        for line in file:
            sequence, at, actor, verb, kind, name, before, after, hash_ = json.loads(line)
            yield Link(Event(sequence, at, Change(actor, verb, kind, name, before, after)), hash_)


def check(path: Path, events: int, with_rows: bool) -> None:
    """Verify the log, with each record's present state or without."""
    records = max(events // 5, 1)

    def states(keys):
        return {key: _digest(int(key[1]), (events - 1 - int(key[1])) // records) for key in keys}

    rows = (("assessment", str(record)) for record in range(min(records, events)))
    verdict = verify(read(path), states, rows=rows) if with_rows else verify(read(path))
    assert verdict.is_whole, verdict
    assert verdict.head.sequence == events


STEPS = {
    "write": write,
    "read only": lambda path, events: sum(1 for _ in read(path)),
    "verify chain": lambda path, events: check(path, events, False),
    "verify chain and rows": lambda path, events: check(path, events, True),
}


def main() -> None:
    """Run each step in its own process and print its speed and memory."""
    if len(sys.argv) == 4:
        started = time.perf_counter(), time.process_time()
        STEPS[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
        seconds, busy = time.perf_counter() - started[0], time.process_time() - started[1]
        # Linux gives kilobytes.
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rates = f"{seconds:8.1f} s {int(sys.argv[3]) / seconds:10,.0f} events/s; processor {busy:8.1f} s"
        print(
            f"{sys.argv[1]:24} {rates} {int(sys.argv[3]) / busy:10,.0f} events/s; {memory:6.0f} MB",
            flush=True,
        )
        return
    events = int(sys.argv[1]) if len(sys.argv) == 2 else EVENTS
    print(f"{events:,} events, {max(events // 5, 1):,} records, one process, one core")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.jsonl"
        for step in STEPS:
            subprocess.run([sys.executable, __file__, step, str(path), str(events)], check=True)


if __name__ == "__main__":
    main()
