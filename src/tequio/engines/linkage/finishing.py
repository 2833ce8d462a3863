"""Compared pairs -> a linkage: weights refined by whole clusters, persons, draws, and what was checked.

The last steps of linking, wherever the pairs were compared.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tequio.engines.linkage.blocking import Candidates
from tequio.engines.linkage.checks import checked
from tequio.engines.linkage.clustering import connected, pairs_to_complete, split_groups
from tequio.engines.linkage.learning import possible_pairs
from tequio.engines.linkage.matching import Matching, prior_of
from tequio.engines.linkage.model import Compared, Model, calibrated, probability, refined, relearned
from tequio.engines.linkage.persons_drawn import persons_of
from tequio.engines.linkage.preparing import Prepared
from tequio.engines.linkage.settings import Settings
from tequio.engines.linkage.types import Evidence, Linkage, Pairs, Ruling

Progress = Callable[[str, float], None]
Longs = NDArray[np.int64]
_GROUPED_FROM = 0.05  # match probability from which records hang together and are compared in full
_MATCHED = 10  # steps of EM over matchings
_REFINED_AT = -4.0  # log2 odds at which clusters are made to learn from; chosen on FEBRL 3


@dataclass(frozen=True)
class Scored:
    """Candidate pairs that are not all but impossible.

    Args:
        left: position of each pair's one record, shape (pairs,).
        right: of the other.
        compared: what comparing them found.
    """

    left: Longs
    right: Longs
    compared: Compared


def least_kept(settings: Settings) -> float:
    """Give the probability from which a compared pair is kept until the end.

    What is learned later moves odds by a few bits, so that more is kept than the settings ask for.
    """
    return min(settings.least_probability, 0.01) / 16


def finished(
    ready: Prepared,
    settings: Settings,
    found: Candidates,
    model: Model,
    scored: Scored,
    rulings: Sequence[Ruling],
    draws: int,
    seed: int,
    say: Progress,
) -> Linkage:
    """Make persons and draws of compared pairs.

    Args:
        ready: the lists.
        settings: what was compared.
        found: what the blocking rules brought; only its figures are looked at.
        model: as it was learned from candidate pairs.
        scored: pairs from `least_kept` on, in rising order of left and right.
        rulings: what people decided of pairs.
        draws: how many clusterings are drawn besides the best.
        seed: of the draws.
        say: called with the name of a stage and the share of the whole that is done.

    Raises:
        DecisionsContradict: the rulings cannot all hold.
    """
    say("clustering", 0.7)
    model = _refined(ready, model, scored)
    evidence, alone = _evidence(ready, model, scored)
    evidence = _calibrated(ready, evidence)
    threshold = float(np.log2(settings.threshold / (1 - settings.threshold))) if settings.threshold else -20.0
    list_of = ready.comparisons.list_of
    say("drawing", 0.85)
    clusters, drawn = persons_of(
        ready.records, list_of, ready.one_each, evidence, ready.known, threshold, rulings, draws, seed
    )
    pairs = _pairs(ready, model, scored, settings.least_probability)
    say("done", 1.0)
    return Linkage(
        records=ready.records,
        pairs=pairs,
        clusters=clusters,
        draws=drawn,
        unidentified=tuple(ready.records[at] for at in np.flatnonzero(~ready.known)),
        checks=(*ready.checks, *checked(ready, found, model, clusters, alone)),
        list_of=list_of,
        one_each=ready.one_each,
        evidence=evidence,
        expected_links=float(pairs.probability.sum()),
        threshold=threshold,
        seed=seed,
    )


def _evidence(ready: Prepared, model: Model, scored: Scored) -> tuple[Evidence, int]:
    """Compare all pairs within connected groups; gives also how many records no threshold could group."""
    size = len(ready.records)
    odds = model.odds(model.weights(scored.compared))
    linked = probability(odds) >= _GROUPED_FROM
    label = connected(size, scored.left[linked], scored.right[linked])
    label, alone = split_groups(label, scored.left, scored.right, odds)
    one, other = pairs_to_complete(label, scored.left, scored.right)
    inside = label[scored.left] == label[scored.right]
    more = model.odds(model.weights(ready.comparisons.compare(one, other)))
    return Evidence(
        np.concatenate([scored.left[inside], one]),
        np.concatenate([scored.right[inside], other]),
        np.concatenate([odds[inside], more]),
    ), alone


def _refined(ready: Prepared, model: Model, scored: Scored) -> Model:
    evidence, _ = _evidence(ready, model, scored)
    list_of = ready.comparisons.list_of
    clusters, _ = persons_of(
        ready.records, list_of, ready.one_each, evidence, ready.known, _REFINED_AT, (), 0, 0
    )
    together = clusters[evidence.left] == clusters[evidence.right]
    if together.sum() >= 2:
        compared = ready.comparisons.compare(evidence.left[together], evidence.right[together])
        model = refined(model, compared, float(together.sum()), possible_pairs(ready))
    return _matched(ready, model, scored)


def _are_matching(ready: Prepared) -> bool:
    return len(ready.one_each) == 2 and all(ready.one_each)


def _matched(ready: Prepared, model: Model, scored: Scored) -> Model:
    """Learn m and the prior of two lists that count nobody twice by EM over matchings."""
    if not _are_matching(ready):
        return model
    first, second = np.bincount(ready.comparisons.list_of[ready.known], minlength=2).tolist()
    matching = Matching(scored.left, scored.right, len(ready.records))
    for _ in range(_MATCHED):
        likely = matching.probability(model.odds(model.weights(scored.compared)))
        model = relearned(model, scored.compared, likely, prior_of(float(likely.sum()), first, second))
    return model


def _calibrated(ready: Prepared, evidence: Evidence) -> Evidence:
    """Correct the odds of pairs in groups of three records and more by what whole clusters bear out."""
    size = len(ready.records)
    label = connected(size, evidence.left, evidence.right)
    several = np.bincount(label, minlength=size)[label[evidence.left]] > 2
    list_of = ready.comparisons.list_of
    clusters, _ = persons_of(
        ready.records, list_of, ready.one_each, evidence, ready.known, _REFINED_AT, (), 0, 0
    )
    together = clusters[evidence.left] == clusters[evidence.right]
    # Two records of a list that counts nobody twice are never together, whatever their odds.
    free = several & ~(
        (list_of[evidence.left] == list_of[evidence.right]) & np.array(ready.one_each)[list_of[evidence.left]]
    )
    if _are_matching(ready):  # no third record bears anything out
        return evidence
    a, b = calibrated(evidence.odds[free], together[free])
    return Evidence(evidence.left, evidence.right, np.where(several, a + b * evidence.odds, evidence.odds))


def _pairs(ready: Prepared, model: Model, scored: Scored, least: float) -> Pairs:
    weights = model.weights(scored.compared)
    odds = model.odds(weights)
    likely = probability(odds)
    if _are_matching(ready):
        likely = Matching(scored.left, scored.right, len(ready.records)).probability(odds)
    order = np.lexsort((scored.right, scored.left, -likely))
    order = order[likely[order] >= least]
    return Pairs(
        ready.records,
        scored.left[order],
        scored.right[order],
        likely[order],
        scored.compared.levels[order],
        weights[order],
        model.learned(),
    )
