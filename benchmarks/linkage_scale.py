"""Link a million made records, each program in a process of its own: `python benchmarks/linkage_scale.py [--records N]`.

Two lists of N / 2 made persons with Spanish names, half of each on both (`spanish_names.py`, all rules). Prints
processor and wall seconds, the most memory, pairs and F1. On a busy machine run it with `nice -n 10`; it takes
a while and several gigabytes: no process gets more than --memory, and none is waited for longer than --patience.
With --write the figures go into the documentation.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time

from bench_linkage import PAGE, ours, spanish, theirs
from figures import machine, write_between
from spanish_names import REPORTED

PROGRAMS = {"ours": "**ours**", "splink": "Splink 5.0.0"}


def one(program: str, records: int, memory: int) -> dict[str, float]:
    """Link in this process, in so many gigabytes, and give what it took."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory * 1024**3, memory * 1024**3))
    lists, settings, truth = spanish(REPORTED, size=records // 2)
    began, spent = time.perf_counter(), time.process_time()
    if program == "ours":
        scores, _ = ours(lists, settings, truth, thresholds=())
    else:
        scores = theirs("names", lists, settings, truth, weights=(0.0,), memory=f"{memory * 2 // 3}GB")
    return {
        "wall": time.perf_counter() - began,
        "processor": time.process_time() - spent,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2,
        "pairs": scores.pairs_best,
        "clusters": scores.clusters_half,
    }


def _spent() -> float:
    """Give the processor seconds of the processes that this one waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _measured(program: str, arguments: argparse.Namespace) -> str:
    """Run one program in a process of its own and give the cells of its row."""
    asked = ["--program", program, "--records", str(arguments.records), "--memory", str(arguments.memory)]
    command = [sys.executable, __file__, *asked]
    before = _spent()
    try:
        ended = subprocess.run(
            command, stdout=subprocess.PIPE, text=True, check=False, timeout=arguments.patience
        )
    except subprocess.TimeoutExpired:
        spent = _spent() - before
        return f"stopped after {arguments.patience:,} | {spent:,.0f} until then | – | – | –"
    if ended.returncode:
        return f"did not end in {arguments.memory} GB: exit code {ended.returncode} | – | – | – | –"
    found = json.loads(ended.stdout.splitlines()[-1])
    return (
        f"{found['wall']:,.0f} | {found['processor']:,.0f} | {found['memory']:.1f} | {found['pairs']:.3f} | "
        f"{found['clusters']:.3f}"
    )


def main() -> None:
    """Run each program, print the table, and with --write put it into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--program", choices=PROGRAMS, help="this one only, its figures as JSON")
    parser.add_argument("--memory", type=int, default=12, help="gigabytes that a process may take")
    parser.add_argument("--patience", type=int, default=7_200, help="seconds that a process may take")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if arguments.program:
        print(json.dumps(one(arguments.program, arguments.records, arguments.memory)))
        return
    lines = [
        f"{arguments.records:,} records, measured on {machine()} by `python benchmarks/linkage_scale.py --write`.",
        "",
        "| program | wall seconds | processor seconds | most memory, GB | F1 of pairs, best | F1 of clusters as it comes |",
        "|---|---|---|---|---|---|",
    ]
    for program, name in PROGRAMS.items():
        lines.append(f"| {name} | {_measured(program, arguments)} |")
        print(lines[-1], file=sys.stderr, flush=True)
    print("\n".join(lines))
    if arguments.write:
        write_between("scale", "\n".join(lines), PAGE)


if __name__ == "__main__":
    main()
