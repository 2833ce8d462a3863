"""An encoder that remembers, so that a second measurement need not encode the same texts again."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from hashlib import sha1
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tequio.engines.retrieval import Encoder


class Remembering:
    """An `Encoder` in front of another, for what is not timed.

    Args:
        encoder: does the work.
        path: of the file of vectors.
    """

    def __init__(self, encoder: Encoder, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.name = encoder.name
        self.dimensions = encoder.dimensions
        self._encoder = encoder
        self._base = sqlite3.connect(path)
        self._base.execute("create table if not exists vectors (text text primary key, vector blob)")

    def encode(self, texts: Sequence[str], language: str = "", *, query: bool = False) -> NDArray[np.float32]:
        """Give one vector a text, from the file where it is there."""
        keys = [sha1(f"{query} {text}".encode()).hexdigest() for text in texts]
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        fresh = []
        for row, key in enumerate(keys):
            known = self._base.execute("select vector from vectors where text = ?", (key,)).fetchone()
            if known:
                vectors[row] = np.frombuffer(known[0], dtype=np.float32)
            else:
                fresh.append(row)
        if fresh:
            vectors[fresh] = self._encoder.encode([texts[row] for row in fresh], language, query=query)
            rows = [(keys[row], vectors[row].tobytes()) for row in fresh]
            self._base.executemany("insert or replace into vectors values (?, ?)", rows)
            self._base.commit()
        return vectors
