"""Evidence and people's rulings -> the best clustering and the draws, made anew whenever somebody has ruled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tequio.engines.linkage.clustering import (
    ALWAYS,
    NEVER,
    best_clusters,
    connected,
    drawn_clusters,
    grouped,
    split_groups,
)
from tequio.engines.linkage.errors import DecisionsContradict
from tequio.engines.linkage.types import Evidence, Integers, Linkage, RecordId, Ruling

_CAP = 12.0  # bits: in the mean over a cluster no pair says more; chosen on FEBRL 3


def recluster(
    linkage: Linkage, rulings: Sequence[Ruling], draws: int | None = None, seed: int | None = None
) -> Linkage:
    """Make clusters and draws anew with what people decided; pairs and their probabilities stay.

    Args:
        linkage: as it was.
        rulings: all decisions that hold, earlier ones included; the last on a pair counts.
        draws: how many; as many as there are where it is None.
        seed: of the draws; as before where it is None.

    Raises:
        DecisionsContradict: decisions cannot all hold, or name a record that the linkage does not have.
    """
    chosen = linkage.seed if seed is None else seed
    clusters, drawn = persons_of(
        linkage.records,
        linkage.list_of,
        linkage.one_each,
        linkage.evidence,
        linkage.clusters >= 0,
        linkage.threshold,
        rulings,
        len(linkage.draws) if draws is None else draws,
        chosen,
    )
    return replace(linkage, clusters=clusters, draws=drawn, seed=chosen)


def persons_of(
    records: Sequence[RecordId],
    list_of: Integers,
    one_each: Sequence[bool],
    evidence: Evidence,
    known: NDArray[np.bool_],
    threshold: float,
    rulings: Sequence[Ruling],
    draws: int,
    seed: int,
) -> tuple[Integers, Integers]:
    """Give the best clustering, shape (records,), and draws, shape (draws, records); -1 for the unidentified.

    Raises:
        DecisionsContradict: the rulings cannot all hold.
    """
    apart = np.array(one_each, dtype=np.bool_)
    evidence = _ruled(records, list_of, apart, evidence, rulings)
    label = connected(len(records), evidence.left, evidence.right)
    label, _ = split_groups(label, evidence.left, evidence.right, evidence.odds)
    inside = label[evidence.left] == label[evidence.right]
    groups = grouped(label, evidence.left[inside], evidence.right[inside], evidence.odds[inside])
    best = best_clusters(groups, list_of, apart, threshold, _CAP)
    drawn = drawn_clusters(groups, list_of, apart, best, draws, seed)
    best[~known] = -1
    drawn[:, ~known] = -1
    return best, drawn


def _ruled(
    records: Sequence[RecordId],
    list_of: Integers,
    apart: NDArray[np.bool_],
    evidence: Evidence,
    rulings: Sequence[Ruling],
) -> Evidence:
    if not rulings:
        return evidence
    place = {record: at for at, record in enumerate(records)}
    decided: dict[tuple[int, int], bool] = {}
    for ruling in rulings:
        if ruling.left not in place or ruling.right not in place or ruling.left == ruling.right:
            raise DecisionsContradict("ruling_unknown")
        one, other = sorted((place[ruling.left], place[ruling.right]))
        decided[one, other] = ruling.match
    _check(decided, len(records), list_of, apart)
    size = len(records)
    codes = np.array([one * size + other for one, other in decided], dtype=np.int64)
    odds = np.array([ALWAYS if match else NEVER for match in decided.values()])
    kept = ~np.isin(evidence.left * size + evidence.right, codes)
    return Evidence(
        np.concatenate([evidence.left[kept], codes // size]),
        np.concatenate([evidence.right[kept], codes % size]),
        np.concatenate([evidence.odds[kept], odds]),
    )


def _check(
    decided: dict[tuple[int, int], bool], size: int, list_of: Integers, apart: NDArray[np.bool_]
) -> None:
    matches = np.array([pair for pair, match in decided.items() if match], dtype=np.int64).reshape(-1, 2)
    label = connected(size, matches[:, 0], matches[:, 1])
    for (one, other), match in decided.items():
        if not match and label[one] == label[other]:
            raise DecisionsContradict("rulings_contradict")
    for each in np.flatnonzero(apart):
        inside = label[list_of == each]
        if len(np.unique(inside)) < len(inside):
            raise DecisionsContradict("rulings_in_one_list")
