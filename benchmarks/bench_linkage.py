"""Measure the linkage engine beside Splink: `python benchmarks/bench_linkage.py [--write]`.

One run: FEBRL 4, fake_1000, historical figures, Spanish names made by rule, calibration and start-up (`linkage_scale.py`: a million records); seconds are
processor seconds. FEBRL 3 and one half of the historical set are what constants were chosen on, and are no figures
here. Needs ../shared/data/linkage and Splink.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import numpy as np
from figures import machine, write_between
from linkage_peers import splink_on
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from spanish_names import REPORTED, TRYING, two_lists

from tequio.engines.linkage import Columns, Field, Linkage, ListSettings, Settings, link_records, recluster

DATA = Path(__file__).parents[2] / "shared" / "data" / "linkage"
PAGE = Path(__file__).parents[1] / "docs" / "figures" / "linking.md"
FEBRL = ("given_name", "surname", "date_of_birth", "suburb", "postcode", "state")
WEIGHTS = np.arange(-8, 30.5, 0.5)
Lists = Mapping[str, Columns]


def table(query: str) -> Columns:
    """Read a list with DuckDB, all of it as text."""
    found = duckdb.connect().sql(query)
    names = found.columns
    rows = found.fetchall()
    return Columns(
        {
            name: ["" if v is None else str(v).strip() for v in values]
            for name, values in zip(names, zip(*rows, strict=True), strict=True)
        }
    )


def fields(lists: Lists, **kinds: tuple[str, Mapping[str, str]]) -> tuple[Field, ...]:
    """Give the fields of lists that all have the same columns."""
    return tuple(
        Field(name, kind, {each: dict(parts) for each in lists}) for name, (kind, parts) in kinds.items()
    )


def febrl(*files: str) -> tuple[Lists, Settings, np.ndarray]:
    """Give FEBRL lists with the fields of a list of victims, and who is who."""
    lists = {
        name: table(f"select * from read_csv('{DATA}/{name}.csv', all_varchar=true, normalize_names=true)")
        for name in files
    }
    settings = Settings(
        fields(
            lists,
            person=("person", {"given": "given_name", "surname": "surname"}),
            birth=("birth", {"date": "date_of_birth"}),
            place=("place", {"locality": "suburb", "state": "state"}),
            postcode=("code", {"value": "postcode"}),
        ),
        {name: ListSettings("rec_id", len(files) == 1) for name in files},
    )
    truth = [int(record.split("-")[1]) for rows in lists.values() for record in rows.columns["rec_id"]]
    return lists, settings, np.array(truth)


def fake() -> tuple[Lists, Settings, np.ndarray]:
    """Give Splink's fake_1000."""
    lists = {"fake": table(f"select * from read_csv('{DATA}/fake_1000.csv', all_varchar=true)")}
    settings = Settings(
        fields(
            lists,
            person=("person", {"given": "first_name", "surname": "surname"}),
            birth=("birth", {"date": "dob"}),
            place=("place", {"locality": "city"}),
            email=("email", {"value": "email"}),
        ),
        {"fake": ListSettings("unique_id")},
    )
    return lists, settings, np.array([int(each) for each in lists["fake"].columns["cluster"]])


def historical(where: str = "") -> tuple[Lists, Settings, np.ndarray]:
    """Give Splink's historical figures with errors, or those whose clusters a condition holds for."""
    lists = {
        "historical": table(f"select * from '{DATA}/historical_figures_with_errors_50k.parquet' {where}")
    }
    settings = Settings(
        fields(
            lists,
            person=("person", {"given": "first_name", "surname": "surname"}),
            birth=("birth", {"date": "dob"}),
            place=("place", {"locality": "birth_place"}),
            postcode=("code", {"value": "postcode_fake"}),
            occupation=("category", {"value": "occupation"}),
        ),
        {"historical": ListSettings("unique_id")},
    )
    return lists, settings, np.unique(lists["historical"].columns["cluster"], return_inverse=True)[1]


def spanish(seed: int, rules: int = 16, size: int = 5_000) -> tuple[Lists, Settings, np.ndarray]:
    """Give the two lists of Spanish names, half of each on both."""
    made = two_lists(seed, size=size, shared=size // 2, rules=rules)
    lists = {
        name: Columns({key: [row[key] for row in rows] for key in rows[0]})
        for name, rows in zip("ab", made, strict=True)
    }
    settings = Settings(
        fields(
            lists,
            person=("person", {"given": "given", "paternal": "paternal", "maternal": "maternal"}),
            birth=("birth", {"year": "year"}),
            place=("place", {"state": "state"}),
        ),
        {name: ListSettings("id", False) for name in lists},
    )
    return lists, settings, np.array([int(row["id"][1:]) for rows in made for row in rows])


def within(labels: np.ndarray) -> int:
    """Count the pairs that a labelling puts together."""
    sizes = np.unique(labels, return_counts=True)[1]
    return int((sizes * (sizes - 1) // 2).sum())


def cluster_scores(clusters: np.ndarray, truth: np.ndarray) -> tuple[float, float, float]:
    """Give precision, recall and F1 of the pairs that clusters put together; -1 is nobody."""
    clusters = np.where(clusters < 0, np.arange(len(clusters)) + len(clusters), clusters)
    right = within(clusters.astype(np.int64) * (int(truth.max()) + 1) + truth)
    precision, recall = right / max(1, within(clusters)), right / within(truth)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def best_pairs(right: np.ndarray, probability: np.ndarray, true: int) -> tuple[float, float]:
    """Give the best F1 of pairs over all thresholds, and that at one half."""
    order = np.argsort(-probability, kind="stable")
    hits = np.cumsum(right[order])
    scores = 2 * hits / (np.arange(1, len(order) + 1) + true)
    half = int((probability >= 0.5).sum())
    return float(scores.max()), float(scores[half - 1]) if half else 0.0


def components(size: int, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Give connected components, as Splink clusters."""
    links = coo_array((np.ones(len(left)), (left, right)), shape=(size, size))
    return np.asarray(connected_components(links, directed=False)[1])


def one_to_one(left: np.ndarray, right: np.ndarray, probability: np.ndarray) -> np.ndarray:
    """Keep each record's best link only, the most probable first, as Splink's single best links do."""
    used: set[int] = set()
    kept = np.zeros(len(left), dtype=bool)
    for at in np.argsort(-probability, kind="stable").tolist():
        if left[at] not in used and right[at] not in used:
            kept[at] = True
            used |= {left[at], right[at]}
    return kept


class Scores:
    """What one program gave on one data set."""

    def __init__(
        self, truth: np.ndarray, left: np.ndarray, right: np.ndarray, probability: np.ndarray
    ) -> None:
        together = truth[left] == truth[right]
        self.true = within(truth)
        self.pairs_best, self.pairs_half = best_pairs(together, probability, self.true)
        self.total = float(probability.sum())
        self.clusters_best = self.clusters_half = 0.0
        self.seconds = 0.0


def ours(
    lists: Lists,
    settings: Settings,
    truth: np.ndarray,
    thresholds: Sequence[float] = (-4, -3, -2, -1, 0, 1, 2),
) -> tuple[Scores, Linkage]:
    """Link with the engine; "best" is over thresholds of clusters, "half" is as it comes."""
    began = time.process_time()
    linkage = link_records(lists, settings, seed=1, draws=20)
    seconds = time.process_time() - began
    scores = Scores(truth, linkage.pairs.left, linkage.pairs.right, linkage.pairs.probability)
    scores.seconds = seconds
    scores.clusters_half = cluster_scores(linkage.clusters, truth)[2]
    tried = [scores.clusters_half]
    for threshold in thresholds:
        again = recluster(_with_threshold(linkage, float(threshold)), (), draws=0)
        tried.append(cluster_scores(again.clusters, truth)[2])
    scores.clusters_best = max(tried)
    return scores, linkage


def _with_threshold(linkage: Linkage, threshold: float) -> Linkage:
    from dataclasses import replace

    return replace(linkage, threshold=threshold)


def theirs(
    which: str,
    lists: Lists,
    settings: Settings,
    truth: np.ndarray,
    weights: Sequence[float] | np.ndarray = WEIGHTS,
    memory: str = "",
) -> Scores:
    """Link with Splink; lists free of duplicates get its single best links, others connected components.

    Args:
        which: a name of `linkage_peers.set_up`.
        lists: to link.
        settings: for their identifiers.
        truth: person of each record.
        weights: log2 odds at which clusters are tried; 0 among them.
        memory: that DuckDB may take before it goes to the disk, as "8GB"; "" for its own limit.
    """
    connection = duckdb.connect(config={"memory_limit": memory} if memory else {})
    ids: list[str] = []
    for name, rows in lists.items():
        identifier = settings.of(name).id
        columns = {
            "unique_id": rows.columns[identifier],
            **{k: v for k, v in rows.columns.items() if k != identifier},
        }
        if which == "names":
            columns = {k: _plain(v) for k, v in columns.items()}
        connection.register(f"from_{name}", {k: np.array(v, dtype=object) for k, v in columns.items()})
        empty = ", ".join(f"nullif({k}, '') as {k}" for k in columns)
        connection.execute(f"create table {name} as select {empty} from from_{name}")
        ids += columns["unique_id"]
    connection.register(
        "given_places", {"unique_id": np.array(ids, dtype=object), "place": np.arange(len(ids))}
    )
    connection.execute("create table places as select * from given_places")
    run = splink_on(which, connection, list(lists))
    names = list(lists)
    left, right, probability = run.left, run.right, run.probability
    scores = Scores(truth, left, right, probability)
    scores.seconds = run.seconds
    tried = {}
    for weight in weights:
        kept = probability >= 2.0**weight / (1 + 2.0**weight)
        if len(names) > 1:
            kept[kept] = one_to_one(left[kept], right[kept], probability[kept])
        tried[float(weight)] = cluster_scores(components(len(truth), left[kept], right[kept]), truth)[2]
    scores.clusters_best, scores.clusters_half = max(tried.values()), tried[0.0]
    return scores


def _plain(values: Sequence[str]) -> list[str]:
    """Take accents and case away, as Splink's documentation advises before its comparison of names."""
    return [
        "".join(c for c in unicodedata.normalize("NFKD", v) if not unicodedata.combining(c)).lower()
        for v in values
    ]


def row(name: str, program: str, scores: Scores) -> str:
    """Give one row of the table."""
    return (
        f"| {name} | {program} | {scores.pairs_best:.4f} | {scores.pairs_half:.4f} | {scores.clusters_best:.4f} | "
        f"{scores.clusters_half:.4f} | {scores.total:,.0f} of {scores.true:,} ({scores.total / scores.true - 1:+.1%}) | "
        f"{scores.seconds:.1f} |"
    )


def start_up() -> list[str]:
    """Give the processor seconds of importing each program, the least of three."""
    found = []
    for name, line in (
        ("ours", "import tequio.engines.linkage"),
        ("Splink", "import splink, splink.comparison_library"),
    ):
        seconds = []
        for _ in range(3):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-c", line], check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        found.append(f"{name} {min(seconds):.1f} s")
    return found


def tables() -> str:
    """Measure everything and give it as Markdown."""
    sets = {
        "FEBRL 4": ("febrl", febrl("dataset4a", "dataset4b")),
        "Spanish names": ("names", spanish(REPORTED)),
        "fake_1000": ("fake", fake()),
        "historical figures, 50,578 records": ("historical", historical()),
        "… the half that was not looked at": ("historical", historical("where hash(cluster) % 2 = 1")),
        "Spanish names, seed for trying, half of the rules": ("names", spanish(TRYING, 8)),
    }
    lines = [
        f"Measured on {machine()} by `python benchmarks/bench_linkage.py --write`.",
        "",
        "| data | program | F1 of pairs, best | at one half | F1 of clusters, best | as it comes | sum of probabilities | seconds |",
        "|---|---|---|---|---|---|---|---|",
    ]
    drawn = []
    for name, (which, (lists, settings, truth)) in sets.items():
        print(name, file=sys.stderr)
        mine, linkage = ours(lists, settings, truth)
        print(row(name, "**ours**", mine), file=sys.stderr, flush=True)
        peer = row("", "Splink 5.0.0", theirs(which, lists, settings, truth))
        print(peer, file=sys.stderr, flush=True)
        lines += [row(name, "**ours**", mine), peer]
        links = [within(np.where(d < 0, np.arange(len(d)) + len(d), d)) for d in linkage.draws]
        scores = [cluster_scores(d, truth)[2] for d in linkage.draws]
        drawn.append(
            f"| {name} | {within(truth):,} | {int(np.median(links)):,} | {min(links):,} to {max(links):,} | {np.median(scores):.4f} |"
        )
    lines += [
        "",
        "Seconds are of the processor, of one run each; Splink's are without clustering, ours with clusters and 20 draws. Splink clusters lists"
        " that count nobody twice by single best links, others by connected components.",
        "",
        "| draws | true links | median of 20 draws | range | median F1 |",
        "|---|---|---|---|---|",
        *drawn,
        "",
        f"Start-up, processor seconds of the import: {', '.join(start_up())}.",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and with --write put the figures into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    text = tables()
    print(text)
    if arguments.write:
        write_between("figures", text, PAGE)


if __name__ == "__main__":
    main()
