"""Measure the engine that estimates totals: `python benchmarks/bench_estimation.py [PART …] [--write]`.

Each `estimation_*.py` beside this file is a part: `NAME`, the name of its marks in the page of figures
(docs/figures/estimating.md), and `measure(data)`, which gives the Markdown that stands between them. A part
without them takes long and is run by itself, which is said. The published tables and what peers said of them,
with their processor time, are read from ../shared/data/mse; without that folder nothing is measured.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from figures import machine, write_between

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "shared" / "data" / "mse"
PAGE = HERE.parent / "docs" / "figures" / "estimating.md"


def part_names() -> list[str]:
    """Name the parts, those of every `estimation_*.py` but the one that reads the folder."""
    names = (path.stem.removeprefix("estimation_") for path in sorted(HERE.glob("estimation_*.py")))
    return [name for name in names if name != "tables"]


def main() -> int:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of: {', '.join(part_names())}")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--write", action="store_true", help="write the page of figures")
    args = parser.parse_args()
    unknown = sorted(set(args.parts) - set(part_names()))
    if unknown:
        print(f"There is no part {', '.join(unknown)}.", file=sys.stderr)
        return 2
    if not (args.data / "peers_measured.csv").is_file():
        print("The published tables (../shared/data/mse) are not here: the estimates were not measured.")
        return 0
    for name in args.parts or part_names():
        part = importlib.import_module(f"estimation_{name}")
        if not hasattr(part, "measure"):
            print(f"\n── {name}: run by itself, `python benchmarks/estimation_{name}.py`")
            continue
        block = f"Measured on {machine()} by `python benchmarks/bench_estimation.py {name} --write`.\n\n"
        block += part.measure(args.data)
        print(f"\n── {name}\n\n{block}")
        if args.write:
            write_between(part.NAME, block, PAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
