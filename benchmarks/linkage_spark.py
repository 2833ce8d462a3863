"""Link the same lists on one machine and on Spark, and compare: `python benchmarks/linkage_spark.py [--records N]`.

FEBRL 4 (from ../shared/data/linkage, left out where it is absent) and N made records with Spanish names. Needs
Java 17 or later and `pip install "pyspark>=4.1,<5" pandas pyarrow` beside the project; Tequio installs none of them. Spark runs as two
executors, processes of their own with one core and a Python worker each (`local-cluster[2,1,1024]`). Ends with
exit code 1 where the links are not the same. With --write the figures go into the documentation.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from bench_linkage import DATA, PAGE, cluster_scores, febrl, spanish
from figures import machine, write_between
from spanish_names import REPORTED

from tequio.engines.linkage import Linkage, link_records

MASTER = "local-cluster[2,1,1024]"


def session(master: str = MASTER, partitions: int = 4) -> Any:
    """Start Spark on this machine only; the caller stops it."""
    import pyspark
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_HOME", str(Path(pyspark.__file__).parent))
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    here = (*sys.path, str(Path(__file__).parents[1] / "src"))
    started = (
        SparkSession.builder.master(master)
        .appName("linkage")
        .config("spark.pyspark.python", sys.executable)
        .config("spark.executorEnv.PYTHONPATH", os.pathsep.join(dict.fromkeys(filter(None, here))))
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.memory", "2g")
        .config("spark.driver.maxResultSize", "2g")
        .config("spark.ui.enabled", "false")
        # On a busy machine a worker may be silent for minutes, and would be taken for lost.
        .config("spark.worker.timeout", "900")
        .config("spark.network.timeout", "900s")
        .config("spark.sql.shuffle.partitions", str(partitions))
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "100000")
        .getOrCreate()
    )
    started.sparkContext.setLogLevel("ERROR")
    return started


def links(linkage: Linkage) -> dict[tuple[int, int], float]:
    """Give the pairs at or above one half, with their probabilities."""
    pairs = linkage.pairs
    above = pairs.probability >= 0.5
    return dict(
        zip(
            zip(pairs.left[above].tolist(), pairs.right[above].tolist(), strict=True),
            pairs.probability[above].tolist(),
            strict=True,
        )
    )


def differences(one: Linkage, other: Linkage) -> list[str]:
    """Name what differs between two linkages."""
    found = []
    here, there = links(one), links(other)
    if here.keys() != there.keys():
        found.append(f"{len(here.keys() ^ there.keys()):,} links are in one only")
    if not np.array_equal(one.clusters, other.clusters):
        found.append("persons")
    if not np.array_equal(one.draws, other.draws):
        found.append("draws")
    if len(one.pairs) != len(other.pairs) or not np.array_equal(
        one.pairs.probability, other.pairs.probability
    ):
        found.append("probabilities of pairs")
    if one.checks != other.checks:
        found.append("checks")
    return found


def main() -> None:
    """Link each set both ways, print the table, and with --write put it into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if not find_spec("pyspark"):
        sys.exit('pyspark is not installed; `pip install "pyspark>=4.1,<5" pandas pyarrow` installs it.')
    from tequio.engines.linkage.spark import link_on_spark

    sets = {"FEBRL 4": febrl("dataset4a", "dataset4b")} if DATA.exists() else {}
    sets[f"Spanish names, {arguments.records:,} records"] = spanish(REPORTED, size=arguments.records // 2)
    began = time.perf_counter()
    spark = session()
    lines = [
        f"Measured on {machine()} Spark {spark.version}, `{MASTER}`, by `python benchmarks/linkage_spark.py --write`; Spark started in {time.perf_counter() - began:.0f} s.",
        "",
        "| data | pairs compared | links at one half | the same on Spark | F1 of clusters | one machine, wall seconds | Spark, wall seconds |",
        "|---|---|---|---|---|---|---|",
    ]
    failed = False
    try:
        for name, (lists, settings, truth) in sets.items():
            began = time.perf_counter()
            mine = link_records(lists, settings)
            middle = time.perf_counter()
            theirs = link_on_spark(lists, settings, spark)
            ended = time.perf_counter()
            differ = differences(mine, theirs)
            failed |= bool(differ)
            compared = next(each for each in mine.checks if each.name == "blocking").en.split()[0]
            verdict = f"no: {', '.join(differ)}" if differ else "yes, to the last bit of every probability"
            f1 = cluster_scores(theirs.clusters, truth)[2]
            lines.append(
                f"| {name} | {compared} | {len(links(mine)):,} | {verdict} | {f1:.4f} | {middle - began:.1f} | {ended - middle:.1f} |"
            )
            print(lines[-1], file=sys.stderr, flush=True)
    finally:
        spark.stop()
    print("\n".join(lines))
    if failed:
        sys.exit(1)
    if arguments.write:
        write_between("spark", "\n".join(lines), PAGE)


if __name__ == "__main__":
    main()
