"""How what speaks for a passage becomes one order: the weights, and the sum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts; each is brought to 0..1 among the candidates first.

    Args:
        words: words of the query that stand in the passage.
        concepts: concepts of the query that the passage speaks of.
        vectors: likeness of meaning.
        translations: of each word into the other language, beside the word itself.
        sharpness: power of the likeness of meaning: the nearest stand out, the many that are somewhat near
            fall back.
    """

    words: float = 0.3
    concepts: float = 0.2
    vectors: float = 1.0
    translations: float = 1.0
    sharpness: float = 3.0


@dataclass(slots=True)
class Evidence:
    """What is known of the candidates; every array has one entry a passage.

    Args:
        group: number of the provision, from 0.
        words: BM25 of the query's words, 0 where none stands there.
        concepts: BM25 of the query's concepts.
        vectors: cosine, NaN where the passage has no vector.
    """

    group: NDArray[np.int64]
    words: Numbers
    concepts: Numbers
    vectors: Numbers


def scores(evidence: Evidence, weights: Weights) -> tuple[Numbers, Numbers]:
    """Score provisions and passages.

    A provision has the best of each kind of evidence that its versions bring, in whatever language: what is
    found in the Spanish text of an article speaks for its English text too. Kinds are added after each was
    scaled by the candidates' range, which is steadier than adding ranks (Bruch, Gai and Ingber, "An
    analysis of fusion functions for hybrid retrieval", ACM TOIS 42, 2023).

    Returns:
        Scores by group number, and the passages' own scores.
    """
    count = int(evidence.group.max()) + 1 if len(evidence.group) else 0
    own = np.zeros(len(evidence.group))
    together = np.zeros(count)
    for weight, numbers in (
        (weights.words, _scaled(evidence.words, floor=0.0)),
        (weights.concepts, _scaled(evidence.concepts, floor=0.0)),
        (weights.vectors, _scaled(evidence.vectors) ** weights.sharpness),
    ):
        own += weight * numbers
        best = np.zeros(count)
        np.maximum.at(best, evidence.group, numbers)
        together += weight * best
    return together, own


def _scaled(numbers: Numbers, floor: float | None = None) -> Numbers:
    """Bring to 0..1 by the range; what is not known counts as the least."""
    if not len(numbers) or np.isnan(numbers).all():
        return np.zeros(len(numbers))
    least = float(np.nanmin(numbers)) if floor is None else floor
    width = float(np.nanmax(numbers)) - least
    if width <= 0:
        return np.zeros(len(numbers))
    return np.nan_to_num((numbers - least) / width, nan=0.0)
