"""Vectors in a folder: written by one process, searched by many, a crash loses at most the batch in hand.

Each vector stands under a key, the digest of the words it was made from, so that words that come back need not be
encoded again. Vectors are kept as eight-bit numbers with one scale each. From `EXACT_UP_TO` of them on, a first look
goes through sign codes, one bit a number after subtracting the mean (Charikar, "Similarity estimation techniques from
rounding algorithms", STOC 2002), and only the nearest are compared in full; memory stays mapped from the files.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tequio.engines.retrieval.errors import IndexIsUnreadable
from tequio.engines.retrieval.passages import Vectors

Keys = NDArray[np.uint64]
Number = TypeVar("Number", bound=np.generic)
FORMAT = 1
EXACT_UP_TO = 30_000
"""Vectors that are compared one by one with less work than a detour through codes."""
LOOKED_AT = 2_000
"""Candidates of the codes that are compared in full."""
_CHUNK = 16_384
_GROWTH = 4
"""The mean is taken anew, and the codes with it, when so many times more vectors are there."""


@dataclass(frozen=True, slots=True)
class _State:
    encoder: str
    dimensions: int
    count: int
    coded: int = 0
    coded_at: int = 0


class VectorStore:
    """The vectors of one encoder.

    Args:
        folder: is made where it is missing.
        encoder: name of the encoder; vectors of another one in the folder are not seen.
        dimensions: numbers a vector.

    Raises:
        IndexIsUnreadable: the files contradict one another.
    """

    def __init__(self, folder: Path, encoder: str, dimensions: int) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._empty = _State(encoder, dimensions, 0)
        self._state = _State(encoder, dimensions, -1)
        self._stamp: tuple[int, int] | None = None
        self.refresh()

    def __len__(self) -> int:
        return self._state.count

    @property
    def keys(self) -> Keys:
        """The key of each vector, in the order in which they were added."""
        return self._keys

    def refresh(self) -> None:
        """See what another process has written since."""
        state = self._read_state()
        if state == self._state:
            return
        width = state.dimensions
        self._keys = self._mapped("keys", np.uint64, (state.count,))
        self._scales = self._mapped("scales", np.float32, (state.count,))
        self._rows = self._mapped("rows", np.int8, (state.count, width))
        self._tags = self._mapped("tags", np.uint8, (state.count,))
        self._order = np.argsort(self._keys, kind="stable")
        self._sorted = self._keys[self._order]
        self._mean: Vectors | None = None
        if state.coded_at:
            self._codes = self._mapped(f"codes{state.coded_at}", np.uint64, (state.coded, -(-width // 64)))
            self._mean = np.fromfile(self._folder / f"mean{state.coded_at}", dtype=np.float32)
        self._state = state

    def missing(self, keys: Keys) -> Keys:
        """Give those of some keys that have no vector, each once."""
        return np.setdiff1d(keys, self._sorted)

    def add(self, keys: Keys, vectors: Vectors, tag: int = 0) -> None:
        """Append vectors.

        Args:
            keys: of shape (n,); a key may come several times, for the parts of a long text.
            vectors: of shape (n, dimensions).
            tag: 0 to 255, the language of the texts; each has a mean of its own.
        """
        with self._lock():
            self.refresh()
            state = self._state
            scales = np.maximum(np.abs(vectors).max(axis=1), 1e-9).astype(np.float32) / 127
            rows = np.rint(vectors / scales[:, None]).astype(np.int8)
            self._append("keys", state.count * 8, keys.astype(np.uint64))
            self._append("scales", state.count * 4, scales)
            self._append("rows", state.count * state.dimensions, rows)
            self._append("tags", state.count, np.full(len(keys), tag, dtype=np.uint8))
            count = state.count + len(keys)
            self._write_state(_State(state.encoder, state.dimensions, count, state.coded, state.coded_at))
            self.refresh()
            if count > EXACT_UP_TO:
                self._code()

    def nearest(self, vector: Vectors, count: int) -> tuple[NDArray[np.int64], Vectors]:
        """Give the rows of the nearest vectors and their cosines, nearest first.

        Args:
            vector: of shape (dimensions,), length 1.
            count: how many to give at most.
        """
        if self._state.coded and self._mean is not None:
            rows = self._near_codes(vector)
            rows = np.concatenate([rows, np.arange(self._state.coded, self._state.count)])
        else:
            rows = np.arange(self._state.count)
        likeness = self.likeness(vector, rows)
        if len(rows) > count:
            best = np.argpartition(-likeness, count)[:count]
            rows, likeness = rows[best], likeness[best]
        order = np.argsort(-likeness, kind="stable")
        return rows[order], likeness[order]

    def likeness(self, vector: Vectors, rows: NDArray[np.int64]) -> Vectors:
        """Give the cosines of a vector with those of some rows."""
        parts = [
            (self._rows[rows[start : start + _CHUNK]].astype(np.float32) @ vector)
            * self._scales[rows[start : start + _CHUNK]]
            for start in range(0, len(rows), _CHUNK)
        ]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)

    def rows_of(self, keys: Keys) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give (place in `keys`, row) for each vector of some keys."""
        first = np.searchsorted(self._sorted, keys, side="left")
        last = np.searchsorted(self._sorted, keys, side="right")
        places = np.repeat(np.arange(len(keys)), last - first)
        within = np.arange(len(places)) - np.repeat(np.cumsum(last - first) - (last - first), last - first)
        return places, self._order[np.repeat(first, last - first) + within]

    def _near_codes(self, vector: Vectors) -> NDArray[np.int64]:
        assert self._mean is not None
        asked = _signs((vector - self._mean)[None])[0]
        distances = np.empty(len(self._codes), dtype=np.uint16)
        for start in range(0, len(self._codes), _CHUNK):
            part = np.bitwise_xor(self._codes[start : start + _CHUNK], asked)
            np.bitwise_count(part).sum(axis=1, dtype=np.uint16, out=distances[start : start + _CHUNK])
        # The distance within which enough are: counted, not sorted.
        within = np.cumsum(np.bincount(distances))
        limit = int(np.searchsorted(within, min(LOOKED_AT, len(distances))))
        return np.flatnonzero(distances <= limit)

    def _code(self) -> None:
        """Write the codes of the vectors that have none, or of all where the mean is to be taken anew."""
        state = self._state
        at, done = state.coded_at, state.coded
        if not at or state.count >= _GROWTH * at:
            at, done = state.count, 0
            total = np.zeros(state.dimensions, dtype=np.float64)
            for start in range(0, state.count, _CHUNK):
                total += self._floats(start).sum(axis=0)
            (total / state.count).astype(np.float32).tofile(self._folder / f"mean{at}")
        mean = np.fromfile(self._folder / f"mean{at}", dtype=np.float32)
        width = -(-state.dimensions // 64) * 8
        for start in range(done, state.count, _CHUNK):
            self._append(f"codes{at}", start * width, _signs(self._floats(start) - mean))
        self._write_state(_State(state.encoder, state.dimensions, state.count, state.count, at))
        self.refresh()
        for old in (*self._folder.glob("codes*"), *self._folder.glob("mean*")):
            if old.name not in {f"codes{at}", f"mean{at}"}:
                old.unlink(missing_ok=True)

    def _floats(self, start: int) -> Vectors:
        part = slice(start, start + _CHUNK)
        floats: Vectors = self._rows[part].astype(np.float32) * self._scales[part, None]
        return floats

    def _append(self, name: str, size: int, numbers: NDArray[np.generic]) -> None:
        """Write after the first `size` bytes; what stands behind them is left from a crash."""
        path = self._folder / name
        with path.open("r+b" if path.exists() else "w+b") as file:
            file.seek(size)
            file.write(np.ascontiguousarray(numbers).tobytes())
            file.flush()
            os.fsync(file.fileno())

    def _mapped(self, name: str, kind: type[Number], shape: Sequence[int]) -> NDArray[Number]:
        if not shape[0]:
            return np.zeros(tuple(shape), dtype=kind)
        try:
            return np.memmap(self._folder / name, dtype=kind, mode="r", shape=tuple(shape))
        except (OSError, ValueError) as error:
            raise IndexIsUnreadable(
                f"The vectors in {self._folder} are cut off; make the index again."
            ) from error

    def _read_state(self) -> _State:
        path = self._folder / "state.json"
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return self._empty
        except ValueError as error:
            raise IndexIsUnreadable(f"{path} cannot be read; make the index again.") from error
        if stored.pop("format", None) != FORMAT or stored.get("encoder") != self._empty.encoder:
            return self._empty
        return _State(**stored)

    def _write_state(self, state: _State) -> None:
        fresh = self._folder / "state.json.new"
        fields = {name: getattr(state, name) for name in _State.__slots__}
        with fresh.open("w", encoding="utf-8") as file:
            json.dump({"format": FORMAT, **fields}, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._folder / "state.json")

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with (self._folder / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _signs(vectors: Vectors) -> NDArray[np.uint64]:
    """Give one bit a number: whether it is positive; padded to whole words of 64."""
    bits = np.packbits(vectors > 0, axis=1)
    short = -bits.shape[1] % 8
    return np.ascontiguousarray(np.pad(bits, ((0, 0), (0, short)))).view(np.uint64)
