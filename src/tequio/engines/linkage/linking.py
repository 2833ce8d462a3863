"""Lists -> a linkage: what may be one person, the best clustering, and draws of what else it may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tequio.engines.linkage.blocking import Candidates, candidates
from tequio.engines.linkage.checks import checked
from tequio.engines.linkage.clustering import connected, pairs_to_complete, split_groups
from tequio.engines.linkage.comparing import Comparisons
from tequio.engines.linkage.errors import NothingToCompare, SettingsAreWrong
from tequio.engines.linkage.matching import Matching, prior_of
from tequio.engines.linkage.model import Compared, Model, calibrated, learn, probability, refined, relearned
from tequio.engines.linkage.persons_drawn import persons_of
from tequio.engines.linkage.preparing import Lists, Prepared, prepared
from tequio.engines.linkage.rules import rules_for
from tequio.engines.linkage.settings import Settings
from tequio.engines.linkage.types import Evidence, Linkage, Pairs, Ruling

Progress = Callable[[str, float], None]
Longs = NDArray[np.int64]
_SAMPLE = 1_000_000
_AT_RANDOM = 1_000_000
_CHUNK = 2_000_000
_GROUPED_FROM = 0.05  # match probability from which records hang together and are compared in full
_MATCHED = 10  # steps of EM over matchings
_REFINED_AT = -4.0  # log2 odds at which clusters are made to learn from; chosen on FEBRL 3


@dataclass(frozen=True)
class _Scored:
    """Candidate pairs that are not all but impossible."""

    left: Longs
    right: Longs
    compared: Compared
    everything: float  # sum of the match probabilities of all candidates


def link_records(
    lists: Lists,
    settings: Settings,
    seed: int = 1,
    draws: int = 20,
    progress: Progress | None = None,
    rulings: Sequence[Ruling] = (),
) -> Linkage:
    """Link lists: find which records, within and between them, are one person.

    Args:
        lists: name -> records, each column -> value as written; `Columns` saves memory for long lists.
        settings: what is compared, from `propose_settings` or `read_settings`.
        seed: of the samples and draws; the same lists, settings and seed give the same linkage.
        draws: how many clusterings are drawn besides the best.
        progress: called with the name of a stage and the share of the whole that is done.
        rulings: what people decided of pairs.

    Returns:
        Pairs with reasons, the best clustering, draws, who is unidentified, and checks.

    Raises:
        LinkageError: with one sentence; nothing about a person stands in it.
    """
    say = progress or (lambda stage, share: None)
    say("preparing", 0.0)
    ready = prepared(lists, settings)
    say("blocking", 0.15)
    found = _candidates(ready, settings)
    say("learning", 0.3)
    model = _learned(ready, found, seed)
    say("comparing", 0.45)
    scored = _scored(ready.comparisons, model, found, settings.least_probability)
    say("clustering", 0.7)
    model = _refined(ready, model, scored)
    evidence, alone = _evidence(ready, model, scored)
    evidence = _calibrated(ready, evidence)
    threshold = float(np.log2(settings.threshold / (1 - settings.threshold))) if settings.threshold else -20.0
    say("drawing", 0.85)
    clusters, drawn = persons_of(
        ready.records,
        ready.comparisons.list_of,
        ready.one_each,
        evidence,
        ready.known,
        threshold,
        rulings,
        draws,
        seed,
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
        list_of=ready.comparisons.list_of,
        one_each=ready.one_each,
        evidence=evidence,
        expected_links=float(pairs.probability.sum()),
        threshold=threshold,
        seed=seed,
    )


def _candidates(ready: Prepared, settings: Settings) -> Candidates:
    keys = ready.comparisons.keys()
    for codes in keys.values():
        codes[~ready.known] = -1
    for rule in settings.blocking:
        for key in rule:
            if key not in keys:
                raise SettingsAreWrong("key_unknown", key=key, known=", ".join(sorted(keys)))
    rules = settings.blocking or rules_for(settings.fields, keys)
    if not rules:
        raise NothingToCompare("no_field_to_block_by")
    found = candidates(keys, rules, ready.comparisons.list_of, ready.one_each, bool(settings.blocking))
    if not len(found.left):
        raise NothingToCompare("no_pair")
    return found


def _possible(ready: Prepared) -> float:
    """Give how many pairs there could be."""
    lists = ready.comparisons.list_of[ready.known]
    sizes = np.bincount(lists, minlength=len(ready.one_each)).astype(np.float64)
    within = sizes * (sizes - 1) / 2
    return float(max(1.0, len(lists) * (len(lists) - 1) / 2 - within[list(ready.one_each)].sum()))


def _learned(ready: Prepared, found: Candidates, seed: int) -> Model:
    random = np.random.default_rng(seed)
    comparisons = ready.comparisons
    at = np.arange(len(found.left))
    if len(at) > _SAMPLE:
        at = np.sort(random.choice(len(at), _SAMPLE, replace=False))
    left, right = _at_random(ready, random)
    return learn(
        comparisons.names,
        comparisons.outcomes,
        comparisons.by_chance,
        comparisons.compare(found.left[at], found.right[at]),
        len(found.left) / len(at),
        comparisons.compare(left, right),
        _possible(ready),
    )


def _at_random(ready: Prepared, random: np.random.Generator) -> tuple[Longs, Longs]:
    """Draw pairs from all that are possible."""
    known = np.flatnonzero(ready.known)
    apart = np.array(ready.one_each)
    list_of = ready.comparisons.list_of
    number = int(min(_AT_RANDOM, 1_000 + 4 * _possible(ready)))  # small lists have few pairs to see
    one, other = known[random.integers(0, len(known), (2, 2 * number))]
    allowed = (one != other) & ~((list_of[one] == list_of[other]) & apart[list_of[one]])
    one, other = one[allowed][:number], other[allowed][:number]
    return np.minimum(one, other), np.maximum(one, other)


def _scored(comparisons: Comparisons, model: Model, found: Candidates, least: float) -> _Scored:
    # What is learned later moves odds by a few bits, so that more is kept here than the settings ask for.
    least = min(least, 0.01) / 16
    kept: list[Longs] = []
    levels, chances, everything = [], [], 0.0
    for at in range(0, len(found.left), _CHUNK):
        compared = comparisons.compare(found.left[at : at + _CHUNK], found.right[at : at + _CHUNK])
        likely = probability(model.odds(model.weights(compared)))
        everything += float(likely.sum())
        where = np.flatnonzero(likely >= least)
        kept.append(where + at)
        levels.append(compared.levels[where])
        chances.append(compared.chances[where])
    where = np.concatenate(kept)
    compared = Compared(np.concatenate(levels), np.concatenate(chances))
    return _Scored(found.left[where], found.right[where], compared, everything)


def _evidence(ready: Prepared, model: Model, scored: _Scored) -> tuple[Evidence, int]:
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


def _refined(ready: Prepared, model: Model, scored: _Scored) -> Model:
    evidence, _ = _evidence(ready, model, scored)
    list_of = ready.comparisons.list_of
    clusters, _ = persons_of(
        ready.records, list_of, ready.one_each, evidence, ready.known, _REFINED_AT, (), 0, 0
    )
    together = clusters[evidence.left] == clusters[evidence.right]
    if together.sum() >= 2:
        compared = ready.comparisons.compare(evidence.left[together], evidence.right[together])
        model = refined(model, compared, float(together.sum()), _possible(ready))
    return _matched(ready, model, scored)


def _are_matching(ready: Prepared) -> bool:
    return len(ready.one_each) == 2 and all(ready.one_each)


def _matched(ready: Prepared, model: Model, scored: _Scored) -> Model:
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


def _pairs(ready: Prepared, model: Model, scored: _Scored, least: float) -> Pairs:
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
