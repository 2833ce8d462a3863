"""Vectors in a folder: written by one process, searched by many, a crash loses at most the batch in hand.

Each vector stands under a key, the digest of the words it was made from, so that words that come back need
not be encoded again. Vectors are kept as eight-bit numbers with one scale each. From `EXACT_UP_TO` of them
on, a first look goes through sign codes, one bit a number after subtracting the mean (Charikar, "Similarity
estimation techniques from rounding algorithms", STOC 2002), and only the nearest are compared in full;
the codes stay mapped from their files, and of the vectors those are read that are compared.

Each language has a mean of its own, and likeness is measured from there: what all texts of one language
have in common is taken away, so that those of another are not put behind them (Libovický, Rosa and Fraser,
"On the language neutrality of pre-trained multilingual representations", EMNLP Findings 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tequio.engines.retrieval import files
from tequio.engines.retrieval.errors import IndexIsUnreadable
from tequio.engines.retrieval.passages import Vectors

Keys = NDArray[np.uint64]
FORMAT = 1
TAGS = 3
EXACT_UP_TO = 30_000
"""Vectors that are compared one by one with less work than a detour through codes."""
UNCODED = 4_000
"""Vectors without codes that are compared in full until so many are there that codes are written."""
LOOKED_AT = 2_000
"""Candidates of the codes that are compared in full."""
FEW = 50
"""Vectors of a language from which on their mean begins to count in full."""
_CHUNK = 16_384
_GROWTH = 4
"""The means are taken anew, and the codes with them, when a language has so many times more vectors."""
_ENOUGH = 500
"""Vectors of a language whose mean hardly moves any more."""


@dataclass(frozen=True, slots=True)
class _State:
    encoder: str
    dimensions: int
    count: int
    coded: int = 0
    coded_at: int = 0
    coded_counts: tuple[int, ...] = (0,) * TAGS
    counts: tuple[int, ...] = (0,) * TAGS
    sums: tuple[tuple[float, ...], ...] = ()

    def means(self) -> Vectors:
        """Give the mean of each tag's vectors; drawn to zero while there are few."""
        if not self.sums:
            return np.zeros((TAGS, self.dimensions), dtype=np.float32)
        counts = np.array(self.counts, dtype=np.float64)[:, None]
        return (np.array(self.sums) / (counts + FEW)).astype(np.float32)


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
        self._stamp: tuple[int, int] = (-1, -1)
        self.refresh()

    def __len__(self) -> int:
        return self._state.count

    @property
    def keys(self) -> Keys:
        """The key of each vector, in the order in which they were added."""
        return self._keys

    def refresh(self) -> None:
        """See what another process has written since."""
        stamp = files.stamp(self._folder / files.STATE)
        if stamp == self._stamp:
            return
        state = self._read_state()
        width = state.dimensions
        self._keys = self._mapped("keys", np.uint64, (state.count,))
        self._scales = self._mapped("scales", np.float32, (state.count,))
        self._rows = files.Scattered(self._folder / "rows", np.int8, state.count * width)
        self._tags = self._mapped("tags", np.uint8, (state.count,))
        self._by_key: tuple[NDArray[np.int64], Keys] | None = None
        self._means = state.means()
        if state.coded_at:
            # One file for each word of the codes: reading along a column is what a search does.
            self._codes = [
                self._mapped(f"codes{state.coded_at}.{word}", np.uint64, (state.coded,))
                for word in range(-(-width // 64))
            ]
        self._state = state
        self._stamp = stamp

    def _sorted_keys(self) -> tuple[NDArray[np.int64], Keys]:
        """Give the order of the keys and the keys in it; made when asked for, not with each addition."""
        if self._by_key is None:
            order = np.argsort(self._keys, kind="stable")
            self._by_key = order, self._keys[order]
        return self._by_key

    def missing(self, keys: Keys) -> Keys:
        """Give those of some keys that have no vector, each once."""
        return np.setdiff1d(keys, self._keys)

    def add(self, keys: Keys, vectors: Vectors, tag: int = 0) -> None:
        """Append vectors.

        Args:
            keys: of shape (n,); a key may come several times, for the parts of a long text.
            vectors: of shape (n, dimensions).
            tag: the language of the texts, below `TAGS`; each has a mean of its own.
        """
        with files.locked(self._folder):
            self.refresh()
            state = self._state
            scales = np.maximum(np.abs(vectors).max(axis=1), 1e-9).astype(np.float32) / 127
            rows = np.rint(vectors / scales[:, None]).astype(np.int8)
            self._append("keys", state.count * 8, keys.astype(np.uint64))
            self._append("scales", state.count * 4, scales)
            self._append("rows", state.count * state.dimensions, rows)
            self._append("tags", state.count, np.full(len(keys), tag, dtype=np.uint8))
            count = state.count + len(keys)
            counts, sums = list(state.counts), np.zeros((TAGS, state.dimensions))
            if state.sums:
                sums += np.array(state.sums)
            counts[tag] += len(keys)
            sums[tag] += vectors.sum(axis=0, dtype=np.float64)
            self._write_state(
                replace(state, count=count, counts=tuple(counts), sums=tuple(map(tuple, sums.tolist())))
            )
            self.refresh()
            if count > EXACT_UP_TO and count - self._state.coded >= UNCODED:
                self._code()

    def nearest(self, vector: Vectors, count: int) -> tuple[NDArray[np.int64], Vectors]:
        """Give the rows of the nearest vectors and their likeness, nearest first.

        Args:
            vector: of shape (dimensions,), length 1, from a mean of its own.
            count: how many to give at most.
        """
        if self._state.coded:
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
        """Give the cosines of a vector with those of some rows, each from the mean of its language."""
        asked = np.concatenate([vector[None], self._means]).T
        offset = self._means @ vector
        square = np.einsum("ij,ij->i", self._means, self._means)
        found = np.empty(len(rows), dtype=np.float32)
        for start in range(0, len(rows), _CHUNK):
            part = rows[start : start + _CHUNK]
            products = (self._numbers(part) @ asked) * self._scales[part, None]
            tags = self._tags[part]
            with_mean = np.take_along_axis(products, tags[:, None].astype(np.int64) + 1, axis=1)[:, 0]
            length = np.sqrt(np.maximum(1 - 2 * with_mean + square[tags], 1e-6))
            found[start : start + _CHUNK] = (products[:, 0] - offset[tags]) / length
        return found

    def _numbers(self, rows: NDArray[np.int64]) -> Vectors:
        """Give the numbers of some rows, not scaled; rows that follow one another are read at once."""
        width = self._state.dimensions
        first = np.flatnonzero(np.diff(rows, prepend=-2) != 1)
        counts = np.diff(first, append=len(rows))
        return self._rows.read(rows[first] * width, counts * width).reshape(-1, width).astype(np.float32)

    def rows_of(self, keys: Keys) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give (place in `keys`, row) for each vector of some keys."""
        order, in_order = self._sorted_keys()
        first = np.searchsorted(in_order, keys, side="left")
        last = np.searchsorted(in_order, keys, side="right")
        places = np.repeat(np.arange(len(keys)), last - first)
        within = np.arange(len(places)) - np.repeat(np.cumsum(last - first) - (last - first), last - first)
        return places, order[np.repeat(first, last - first) + within]

    def _near_codes(self, vector: Vectors) -> NDArray[np.int64]:
        asked = _signs(vector[None])[0]
        distances = np.zeros(self._state.coded, dtype=np.uint16)
        for start in range(0, len(distances), _CHUNK):
            part = slice(start, start + _CHUNK)
            for word, codes in zip(asked, self._codes, strict=True):
                distances[part] += np.bitwise_count(codes[part] ^ word)
        # The distance within which enough are: counted, not sorted.
        within = np.cumsum(np.bincount(distances))
        limit = int(np.searchsorted(within, min(LOOKED_AT, len(distances))))
        closer, just = np.flatnonzero(distances < limit), np.flatnonzero(distances == limit)
        # Many may be equally far, as where the same words come again and again.
        return np.concatenate([closer, just[: max(LOOKED_AT - len(closer), 0)]])

    def _code(self) -> None:
        """Write the codes of the vectors that have none, or of all where the means are to be taken anew."""
        state = self._state
        at, done = state.coded_at, state.coded
        counts = state.coded_counts
        # A language that was hardly there has no mean yet from which its codes tell anything.
        has_grown = any(
            now >= _GROWTH * max(then, _ENOUGH) for now, then in zip(state.counts, counts, strict=True)
        )
        if not at or has_grown:
            at, done, counts = state.count, 0, state.counts
            state.means().tofile(self._folder / f"means{at}")
        means = np.fromfile(self._folder / f"means{at}", dtype=np.float32).reshape(TAGS, -1)
        for start in range(done, state.count, _CHUNK):
            part = np.arange(start, min(start + _CHUNK, state.count))
            floats = self._numbers(part) * self._scales[part, None]
            for word, codes in enumerate(_signs(floats - means[self._tags[part]]).T):
                self._append(f"codes{at}.{word}", start * 8, codes)
        self._write_state(replace(state, coded=state.count, coded_at=at, coded_counts=counts))
        self.refresh()
        for old in (*self._folder.glob("codes*"), *self._folder.glob("means*")):
            if not old.name.startswith((f"codes{at}.", f"means{at}")):
                old.unlink(missing_ok=True)

    def _append(self, name: str, size: int, numbers: NDArray[np.generic]) -> None:
        files.append_after(self._folder / name, size, numbers)

    def _mapped(self, name: str, kind: Any, shape: Sequence[int]) -> NDArray[Any]:
        return files.mapped(self._folder / name, kind, shape)

    def _read_state(self) -> _State:
        stored = files.read_state(self._folder)
        if stored is None or stored.pop("format", None) != FORMAT:
            return self._empty
        if stored.get("encoder") != self._empty.encoder:
            return self._empty
        try:
            stored["counts"] = tuple(stored["counts"])
            stored["coded_counts"] = tuple(stored.get("coded_counts", (0,) * TAGS))
            stored["sums"] = tuple(map(tuple, stored["sums"]))
            return _State(**stored)
        except (ValueError, KeyError, TypeError) as error:
            raise IndexIsUnreadable(
                f"{self._folder / files.STATE} cannot be read; make the index again."
            ) from error

    def _write_state(self, state: _State) -> None:
        fields = {name: getattr(state, name) for name in _State.__slots__}
        files.write_state(self._folder, {"format": FORMAT, **fields})


def _signs(vectors: Vectors) -> NDArray[np.uint64]:
    """Give one bit a number: whether it is positive; padded to whole words of 64."""
    bits = np.packbits(vectors > 0, axis=1)
    short = -bits.shape[1] % 8
    return np.ascontiguousarray(np.pad(bits, ((0, 0), (0, short)))).view(np.uint64)
