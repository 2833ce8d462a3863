"""Train the network of `tequio.engines.tagging.convolution`: gradients by hand, Adam, dropout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tequio.engines.tagging.convolution import (
    FIRST_KNOWN,
    LAYERS,
    PLACES,
    UNKNOWN,
    Batch,
    ConvolutionModel,
    Floats,
    batch,
    places,
    stems_and_marks,
)
from tequio.engines.tagging.reading import Reading

# Chosen on sessions 13 and 14, trained on 1 to 12.
WIDTH, HIDDEN = 64, 96
EPOCHS, BATCH, RATE = 8, 64, 2e-3
RAREST = 3
DROPPED_WORDS, DROPPED_INPUT, DROPPED_SUMMARY, SMOOTHING = 0.1, 0.2, 0.4, 0.05


def neighbours(values: Floats) -> Floats:
    """Put the values of the word before and the word after beside those of each word (zeros at the ends)."""
    nothing = np.zeros_like(values[:, :1])
    before = np.concatenate([nothing, values[:, :-1]], axis=1)
    after = np.concatenate([values[:, 1:], nothing], axis=1)
    return np.concatenate([before, values, after], axis=2)


def _error(scores: Floats, truth: NDArray[np.intp]) -> Floats:
    """Give the gradient of the cross entropy with smoothed truth, by score."""
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    wanted = np.full_like(scores, SMOOTHING / scores.shape[1])
    wanted[np.arange(len(truth)), truth] += 1 - SMOOTHING
    error: Floats = (grown / grown.sum(axis=1, keepdims=True) - wanted) / len(truth)
    return error


class _Training:
    """One member while it learns."""

    def __init__(self, known: int, classes: int, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        shapes = {
            "stems": ((known, WIDTH), 0.3),
            "marks": ((3, WIDTH), 0.3),
            "places": ((PLACES, WIDTH), 0.1),
            "weights0": ((3 * WIDTH, HIDDEN), (2 / (3 * WIDTH)) ** 0.5),
            "weights1": ((3 * HIDDEN, HIDDEN), (2 / (3 * HIDDEN)) ** 0.5),
            "out": ((3 * HIDDEN, classes), 0.05),
        }
        self.member: dict[str, Floats] = {
            name: (self.random.standard_normal(shape) * spread).astype(np.float32)
            for name, (shape, spread) in shapes.items()
        }
        for name, size in (("bias0", HIDDEN), ("bias1", HIDDEN), ("out_bias", classes)):
            self.member[name] = np.zeros(size, np.float32)
        self.mean = {name: np.zeros_like(value) for name, value in self.member.items()}
        self.square = {name: np.zeros_like(value) for name, value in self.member.items()}
        self.steps = 0

    def _kept(self, shape: tuple[int, ...], dropped: float) -> Floats:
        return ((self.random.random(shape) > dropped) / (1 - dropped)).astype(np.float32)

    def gradients(self, given: Batch, truth: NDArray[np.intp]) -> dict[str, Floats]:
        """Go forward with dropout, and back."""
        member, filling = self.member, given.is_word[..., None]
        length = given.stems.shape[1]
        stems = np.where(self.random.random(given.stems.shape) < DROPPED_WORDS, UNKNOWN, given.stems)
        kept_input = self._kept((*stems.shape, WIDTH), DROPPED_INPUT) * filling
        values = (
            member["stems"][stems] + member["marks"][given.marks] + member["places"][places(length)]
        ) * kept_input
        beside: list[Floats] = []
        found: list[Floats] = []
        for layer in range(LAYERS):
            beside.append(neighbours(values))
            found.append(np.maximum(beside[layer] @ member[f"weights{layer}"] + member[f"bias{layer}"], 0))
            values = (found[layer] + values if layer else found[layer]) * filling
        count = np.maximum(given.is_word.sum(axis=1), 1)[:, None]
        summary = np.concatenate([values.max(axis=1), values.sum(axis=1) / count, values[:, 0]], axis=1)
        kept_summary = self._kept(summary.shape, DROPPED_SUMMARY)
        summary = summary * kept_summary
        scores = summary @ member["out"] + member["out_bias"]
        error = _error(scores, truth)

        back = {"out": summary.T @ error, "out_bias": error.sum(axis=0)}
        of_summary = (error @ member["out"].T) * kept_summary
        of_values = np.zeros_like(values)
        np.put_along_axis(of_values, values.argmax(axis=1)[:, None], of_summary[:, None, :HIDDEN], axis=1)
        of_values += (of_summary[:, HIDDEN : 2 * HIDDEN] / count)[:, None]
        of_values[:, 0] += of_summary[:, 2 * HIDDEN :]
        for layer in reversed(range(LAYERS)):
            of_values = of_values * filling
            of_found = of_values * (found[layer] > 0)
            flat = beside[layer].reshape(-1, beside[layer].shape[2])
            back[f"weights{layer}"] = flat.T @ of_found.reshape(-1, HIDDEN)
            back[f"bias{layer}"] = of_found.sum(axis=(0, 1))
            of_beside = of_found @ member[f"weights{layer}"].T
            width = of_beside.shape[2] // 3
            below = of_beside[:, :, width : 2 * width].copy()
            below[:, :-1] += of_beside[:, 1:, :width]
            below[:, 1:] += of_beside[:, :-1, 2 * width :]
            of_values = below + of_values if layer else below
        of_input = of_values * kept_input
        flat_input = of_input.reshape(-1, WIDTH)
        for name, rows in (("stems", stems), ("marks", given.marks)):
            back[name] = np.zeros_like(member[name])
            np.add.at(back[name], rows.ravel(), flat_input)
        back["places"] = np.zeros_like(member["places"])
        np.add.at(back["places"], places(length), of_input.sum(axis=0))
        return back

    def step(self, given: Batch, truth: NDArray[np.intp], rate: float) -> None:
        """Learn from one batch (Adam)."""
        self.steps += 1
        for name, gradient in self.gradients(given, truth).items():
            self.mean[name] = 0.9 * self.mean[name] + 0.1 * gradient
            self.square[name] = 0.98 * self.square[name] + 0.02 * gradient**2
            mean = self.mean[name] / (1 - 0.9**self.steps)
            square = self.square[name] / (1 - 0.98**self.steps)
            self.member[name] -= (rate * mean / (np.sqrt(square) + 1e-7)).astype(np.float32)


def train_network(
    readings: Sequence[Reading], truth: NDArray[np.intp], classes: tuple[str, ...], members: int
) -> ConvolutionModel:
    """Train the members one after the other.

    Args:
        readings: the passages.
        truth: the class of each, as its place in `classes`.
        classes: codes of the classes.
        members: how many.
    """
    seen = [stems_and_marks(reading) for reading in readings]
    spread = Counter(one for stems, _ in seen for one in set(stems))
    keys = np.array(
        [crc32(one.encode()) for one, count in sorted(spread.items()) if count >= RAREST], np.uint32
    )
    empty = ConvolutionModel(classes, keys, ())
    numbers = [empty.numbers(stems) for stems, _ in seen]
    lengths = np.array([len(one) for one in numbers])
    total = EPOCHS * (len(numbers) // BATCH + 1)
    trained = []
    for seed in range(members):
        learning = _Training(len(keys) + FIRST_KNOWN, len(classes), seed)
        for _ in range(EPOCHS):
            order = np.argsort(lengths + learning.random.uniform(0, 8, len(lengths)))
            parts = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
            for at in learning.random.permutation(len(parts)):
                part = parts[at]
                given = batch([numbers[one] for one in part], [seen[one][1] for one in part])
                done = learning.steps + 1
                rate = RATE * min(1.0, done / 200) * max(0.0, 1 - done / total) ** 0.7 + 1e-5
                learning.step(given, truth[part], rate)
        trained.append(learning.member)
    return ConvolutionModel(classes, keys, tuple(trained))
