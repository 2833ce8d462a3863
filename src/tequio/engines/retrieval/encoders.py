"""What an index asks of whatever turns words into vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tequio.engines.retrieval.passages import Vectors


class Encoder(Protocol):
    """Turns texts into vectors so that those of like meaning lie near one another, in whatever language.

    Attributes:
        name: model and version; an index refuses vectors of another encoder than its own.
        dimensions: the length of a vector.
    """

    name: str
    dimensions: int

    def encode(self, texts: Sequence[str], language: str, *, query: bool = False) -> Vectors:
        """Give one vector of length 1 per text.

        Args:
            texts: any length; an encoder may read only the beginning.
            language: ISO 639-1 code, "" where unknown.
            query: whether the texts are questions; some models read these differently from passages.

        Returns:
            An array of shape (texts, dimensions).
        """
