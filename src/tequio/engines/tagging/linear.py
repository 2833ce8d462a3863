"""A linear model over hashed features, small enough to ship: eight-bit weights, plain numpy, no vocabulary of
words.

The score of a class is the cosine-normalised sum of its weights over the features of a passage, plus an
offset: with binary features and inverse document frequencies folded in, what a linear support-vector machine
on tf-
idf gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def hashed(features: Sequence[str]) -> NDArray[np.uint32]:
    """Hash features to distinct 32-bit numbers, in ascending order."""
    return np.array(sorted({crc32(feature.encode()) for feature in features}), dtype=np.uint32)


@dataclass(frozen=True)
class LinearModel:
    """Weights of a set of classes.

    Args:
        classes: codes of the classes.
        keys: hashes of the known features, ascending; shape (features,).
        rarity: inverse document frequency of each, shape (features,).
        weights: eight-bit weights, already multiplied by rarity; shape (features, classes).
        scale: what one step of a weight is worth, by class.
        offset: by class.
        slope: calibration: confidence = 1 / (1 + exp(-(slope * score + shift))), by class.
        shift: calibration, by class.
        threshold: score from which a class is proposed, by class.
    """

    classes: tuple[str, ...]
    keys: NDArray[np.uint32]
    rarity: Floats
    weights: NDArray[np.int8]
    scale: Floats
    offset: Floats
    slope: Floats
    shift: Floats
    threshold: Floats

    @cached_property
    def _row_of(self) -> dict[int, int]:
        return {key: row for row, key in enumerate(self.keys.tolist())}

    def score(self, passages: Sequence[Sequence[str]]) -> Floats:
        """Score passages.

        Args:
            passages: the features of each.

        Returns:
            Scores, shape (passages, classes); the offset alone for a passage without a known feature.
        """
        scores = np.tile(self.offset, (len(passages), 1))
        row_of = self._row_of
        for index, features in enumerate(passages):
            known = {row_of.get(crc32(feature.encode()), -1) for feature in features}
            known.discard(-1)
            if known:
                rows = np.fromiter(known, dtype=np.intp, count=len(known))
                rarity = self.rarity[rows]
                total = self.weights[rows].sum(axis=0, dtype=np.int32)
                scores[index] += total * (self.scale / np.sqrt(rarity @ rarity))
        return scores

    def confidence(self, scores: Floats) -> Floats:
        """Turn scores into probabilities that a careful coder agrees, by the calibration."""
        confidence: Floats = 1.0 / (1.0 + np.exp(-(self.slope * scores + self.shift)))
        return confidence

    def contribution(self, features: Sequence[str], index: int) -> NDArray[np.float32]:
        """Say what each feature adds to the score of one class (0 for unknown ones), in the order given."""
        keys = np.array([crc32(feature.encode()) for feature in features], dtype=np.uint32)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        added: Floats = np.where(self.keys[at] == keys, self.weights[at, index], 0).astype(np.float32)
        return added

    def arrays(self, prefix: str) -> dict[str, NDArray[np.generic]]:
        """Give the model as arrays for a file, their names led by `prefix`."""
        return {
            f"{prefix}classes": np.array(self.classes),
            f"{prefix}keys": self.keys,
            f"{prefix}rarity": self.rarity.astype(np.float16),
            f"{prefix}weights": self.weights,
            **{
                f"{prefix}{name}": getattr(self, name)
                for name in ("scale", "offset", "slope", "shift", "threshold")
            },
        }

    @classmethod
    def from_arrays(cls, arrays: dict[str, NDArray[np.generic]], prefix: str) -> LinearModel:
        """Make a model of the arrays that `arrays` gave."""

        def floats(name: str) -> Floats:
            return arrays[prefix + name].astype(np.float32)

        return cls(
            classes=tuple(str(code) for code in arrays[f"{prefix}classes"]),
            keys=arrays[f"{prefix}keys"].astype(np.uint32),
            rarity=floats("rarity"),
            weights=arrays[f"{prefix}weights"].astype(np.int8),
            scale=floats("scale"),
            offset=floats("offset"),
            slope=floats("slope"),
            shift=floats("shift"),
            threshold=floats("threshold"),
        )
