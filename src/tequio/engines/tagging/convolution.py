"""A small convolutional network over word stems, in plain numpy: it reads how much a passage asks from word
order.

Each stem has a vector; a mark says whether a comma or stop stands before it, and where in the beginning it
stands. Two layers of convolution over three neighbouring words follow, the second added to the first; the
highest and the mean
value over the passage and the value at its first word go into one linear layer (after Kim, "Convolutional
Neural Networks for Sentence
Classification", 2014). Several members trained from different beginnings are averaged.
`benchmarks/tagging_network.py` trains it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tequio.engines.tagging.reading import Reading
from tequio.engines.tagging.words import stem

Floats = NDArray[np.float32]

LONGEST = 48
"""Words that are read from the beginning of a passage."""

PLACES = 10
"""Places from the beginning that are told apart; later ones count as the last."""

PADDING, UNKNOWN, FIRST_KNOWN = 0, 1, 2
LAYERS = 2
PARTS = ("stems", "marks", "places", "weights0", "bias0", "weights1", "bias1", "out", "out_bias")
"""Arrays of one member: vectors of stems, of marks and of places, the two layers, the linear layer."""

_BATCH = 64


@dataclass(frozen=True, slots=True)
class Batch:
    """Passages as numbers, filled up to one length; each array has the shape (passages, words).

    Args:
        stems: number of each stem.
        marks: 0 filling, 1 plain, 2 after a comma or stop.
        is_word: 1 for a word, 0 for filling.
    """

    stems: NDArray[np.intp]
    marks: NDArray[np.intp]
    is_word: Floats


def stems_and_marks(reading: Reading) -> tuple[list[str], list[int]]:
    """Give the first stems of a passage and their marks."""
    stems = [stem(word) for word in reading.english[:LONGEST]]
    return stems, [1 + is_break for is_break in reading.breaks[:LONGEST]]


def batch(numbers: Sequence[Sequence[int]], marks: Sequence[Sequence[int]]) -> Batch:
    """Fill passages up to the length of the longest."""
    shape = (len(numbers), max([1, *(len(one) for one in numbers)]))
    made = Batch(np.zeros(shape, np.intp), np.zeros(shape, np.intp), np.zeros(shape, np.float32))
    for row, (stems, its_marks) in enumerate(zip(numbers, marks, strict=True)):
        made.stems[row, : len(stems)] = stems
        made.marks[row, : len(stems)] = its_marks
        made.is_word[row, : len(stems)] = 1
    return made


def places(length: int) -> NDArray[np.intp]:
    """Number the places of a passage from its beginning."""
    return np.minimum(np.arange(length), PLACES - 1)


def _side_by_side(weights: Floats) -> Floats:
    """Put the weights for the word before, itself and the word after side by side; (3 n, m) -> (n, 3 m)."""
    beside: Floats = np.concatenate(np.split(weights, 3), axis=1)
    return beside


def prepared(member: dict[str, Floats]) -> dict[str, Floats]:
    """Multiply the vectors by the first layer once, so that reading a word there is a look-up."""
    first = _side_by_side(member["weights0"])
    made = {name: member[name] @ first for name in ("stems", "marks", "places")}
    return {**member, **made, "weights1": _side_by_side(member["weights1"])}


def _layer(given: Floats, bias: Floats) -> Floats:
    """Add what each word gets from the word before, itself and the word after, and cut below 0."""
    width = given.shape[2] // 3
    found = given[:, :, width : 2 * width] + bias
    found[:, 1:] += given[:, :-1, :width]
    found[:, :-1] += given[:, 1:, 2 * width :]
    np.maximum(found, 0, out=found)
    return found


def forward(member: dict[str, Floats], given: Batch) -> Floats:
    """Give the scores of one member that was `prepared`; shape (passages, classes)."""
    filling = given.is_word[..., None]
    values = member["stems"][given.stems]
    values += member["marks"][given.marks]
    values += member["places"][places(given.stems.shape[1])]
    values *= filling
    values = _layer(values, member["bias0"]) * filling
    values += _layer(values @ member["weights1"], member["bias1"])
    values *= filling
    count = np.maximum(given.is_word.sum(axis=1), 1)[:, None]
    summary = np.concatenate([values.max(axis=1), values.sum(axis=1) / count, values[:, 0]], axis=1)
    scores: Floats = summary @ member["out"] + member["out_bias"]
    return scores


@dataclass(frozen=True)
class ConvolutionModel:
    """A trained network.

    Args:
        classes: codes of the classes.
        keys: hash of each known stem, in the order of their numbers.
        members: the arrays named in `PARTS`, for each member.
    """

    classes: tuple[str, ...]
    keys: NDArray[np.uint32]
    members: tuple[dict[str, Floats], ...]

    @cached_property
    def _number_of(self) -> dict[int, int]:
        return {key: number for number, key in enumerate(self.keys.tolist(), FIRST_KNOWN)}

    @cached_property
    def _prepared(self) -> list[dict[str, Floats]]:
        return [prepared(member) for member in self.members]

    def numbers(self, stems: Sequence[str]) -> list[int]:
        """Give the number of each stem."""
        known = self._number_of
        return [known.get(crc32(one.encode()), UNKNOWN) for one in stems]

    def probabilities(self, readings: Sequence[Reading]) -> Floats:
        """Give the probability of each class, averaged over the members.

        Args:
            readings: passages; one without words gets whatever the filling gives.

        Returns:
            Shape (passages, classes), rows summing to 1.
        """
        result = np.zeros((len(readings), len(self.classes)), np.float32)
        seen = [stems_and_marks(reading) for reading in readings]
        order = np.argsort([len(stems) for stems, _ in seen], kind="stable")
        for start in range(0, len(order), _BATCH):
            part = order[start : start + _BATCH]
            given = batch([self.numbers(seen[at][0]) for at in part], [seen[at][1] for at in part])
            for member in self._prepared:
                scores = forward(member, given)
                grown = np.exp(scores - scores.max(axis=1, keepdims=True))
                result[part] += grown / grown.sum(axis=1, keepdims=True) / len(self.members)
        return result

    def arrays(self, prefix: str) -> dict[str, NDArray[np.generic]]:
        """Give the model as arrays for a file, sixteen bits a number, their names led by `prefix`."""
        return {
            f"{prefix}classes": np.array(self.classes),
            f"{prefix}keys": self.keys,
            **{
                f"{prefix}{number}_{part}": member[part].astype(np.float16)
                for number, member in enumerate(self.members)
                for part in PARTS
            },
        }

    @classmethod
    def from_arrays(cls, arrays: dict[str, NDArray[np.generic]], prefix: str) -> ConvolutionModel:
        """Make a model of the arrays that `arrays` gave."""
        count = sum(name.startswith(prefix) and name.endswith("_out") for name in arrays)
        return cls(
            classes=tuple(str(code) for code in arrays[f"{prefix}classes"]),
            keys=arrays[f"{prefix}keys"].astype(np.uint32),
            members=tuple(
                {part: arrays[f"{prefix}{number}_{part}"].astype(np.float32) for part in PARTS}
                for number in range(count)
            ),
        )
