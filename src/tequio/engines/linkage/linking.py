"""Lists -> a linkage: what may be one person, the best clustering, and draws of what else it may be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tequio.engines.linkage.blocking import Candidates, candidates
from tequio.engines.linkage.comparing import Comparisons
from tequio.engines.linkage.errors import NothingToCompare
from tequio.engines.linkage.finishing import Progress, Scored, finished, least_kept
from tequio.engines.linkage.learning import learned_from, sampled_positions
from tequio.engines.linkage.model import Compared, Model, probability
from tequio.engines.linkage.preparing import Lists, Prepared, prepared
from tequio.engines.linkage.rules import keys_and_rules
from tequio.engines.linkage.settings import Settings
from tequio.engines.linkage.types import Linkage, Ruling

Longs = NDArray[np.int64]
_CHUNK = 2_000_000


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
    scored = _scored(ready.comparisons, model, found, least_kept(settings))
    return finished(ready, settings, found, model, scored, rulings, draws, seed, say)


def _candidates(ready: Prepared, settings: Settings) -> Candidates:
    keys, rules = keys_and_rules(ready.comparisons, ready.known, settings)
    found = candidates(keys, rules, ready.comparisons.list_of, ready.one_each, bool(settings.blocking))
    if not len(found.left):
        raise NothingToCompare("no_pair")
    return found


def _learned(ready: Prepared, found: Candidates, seed: int) -> Model:
    random = np.random.default_rng(seed)
    at = sampled_positions(len(found.left), random)
    left, right = (found.left, found.right) if at is None else (found.left[at], found.right[at])
    return learned_from(ready, ready.comparisons.compare(left, right), len(found.left), random)


def _scored(comparisons: Comparisons, model: Model, found: Candidates, least: float) -> Scored:
    kept: list[Longs] = []
    levels, chances = [], []
    for at in range(0, len(found.left), _CHUNK):
        compared = comparisons.compare(found.left[at : at + _CHUNK], found.right[at : at + _CHUNK])
        where = np.flatnonzero(probability(model.odds(model.weights(compared))) >= least)
        kept.append(where + at)
        levels.append(compared.levels[where])
        chances.append(compared.chances[where])
    where = np.concatenate(kept)
    return Scored(
        found.left[where], found.right[where], Compared(np.concatenate(levels), np.concatenate(chances))
    )
